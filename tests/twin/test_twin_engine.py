"""Engines and connections on both libraries: URLs, options, statements, parameters, events, defaults, keys."""

# ruff: noqa: PLC3002 - programs are one expression each, and keys() is what is tested

from __future__ import annotations

import warnings

import pytest
import sqlalchemy

import holdfast

URLS = [
    "sqlite://",
    "sqlite:///foo.db",
    "sqlite:////abs/foo.db",
    "postgresql+psycopg://u:p%40ss@host:5432/db?a=1&b=2&a=3",
    "mysql://u@[::1]:33/db",
    "pg://:pw@/db?host=x",
    "bad",
    "postgresql://user:p@ss@host/db",
    "sqlite:///:memory:",
    "postgresql://host:abc/db",
    "a b://x",
    "sqlite:///file:foo?mode=ro&uri=true",
    "//u",
    "x://user%2F:p%3A@h/d%2Fe",
    "x://h?",
    "x:///?a=%20b",
]


def same(program):
    """Run `program(library)` on both; equal values, or the same class of error and leading words."""
    outcomes = []
    for library in (holdfast, sqlalchemy):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                outcomes.append(("value", program(library)))
            except Exception as error:
                outcomes.append((type(error).__name__, str(error).split("\n")[0].split(" (Background")[0]))
    ours, theirs = outcomes
    if theirs[0] == "value":
        assert ours == theirs
    else:
        assert ours[0] == theirs[0]
        length = 24 if theirs[0] == "ObjectNotExecutableError" else 70
        assert ours[1].replace("holdfast", "sqlalchemy").startswith(theirs[1].rstrip(".")[:length])
    return ours


@pytest.mark.parametrize("url", URLS)
def test_parsed_url(url):
    same(
        lambda m: (
            lambda u: (
                tuple(u),
                str(u),
                repr(u),
                u.render_as_string(hide_password=False),
                hash(u) == hash(m.make_url(url)),
            )
        )(m.make_url(url))
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda u: u.set(port=1, host="x"),
        lambda u: u.set(query={"k": ("1", "2")}),
        lambda u: u.update_query_dict({"a": "9"}),
        lambda u: u.update_query_dict({"a": "9"}, append=True),
        lambda u: u.update_query_string("c=3&c=4"),
        lambda u: u.update_query_pairs([("a", "5"), ("a", "6")]),
        lambda u: u.difference_update_query(["a", "zz"]),
        lambda u: u.translate_connect_args(),
        lambda u: u.translate_connect_args(username="user"),
        lambda u: u.get_backend_name(),
        lambda u: u.get_driver_name(),
        lambda u: dict(u.normalized_query),
        lambda u: u == u.set(),
        lambda u: u.set(username=5),
        lambda u: u.set(query={"a": 5}),
    ],
)
def test_changed_url(change):
    def program(m):
        changed = change(m.make_url("postgresql+psycopg://u:pw@host:5432/db?a=1&b=2"))
        return changed.render_as_string(hide_password=False) if hasattr(changed, "render_as_string") else changed

    same(program)


@pytest.mark.parametrize(
    "program",
    [
        lambda m: m.create_engine("bad://"),
        lambda m: m.create_engine("sqlite+foo://"),
        lambda m: m.create_engine("sqlite://", foo=1),
        lambda m: m.create_engine("sqlite://", max_overflow=3),
        lambda m: m.create_engine("sqlite://host/x"),
        lambda m: m.create_engine(5),
        lambda m: repr(m.create_engine("sqlite:///x.db")),
        lambda m: type(m.create_engine("sqlite:///x.db").pool).__name__,
        lambda m: m.create_engine("sqlite:///x.db", pool_size=3).pool.status(),
        lambda m: type(m.create_engine("sqlite://").pool).__name__,
        lambda m: type(m.create_engine("sqlite:///x.db", poolclass=m.pool.NullPool).pool).__name__,
        lambda m: (lambda e: (e.name, e.driver, e.dialect.name, str(e.url)))(m.create_engine("sqlite://")),
        lambda m: m.create_engine("sqlite:///x.db?timeout=5&check_same_thread=false").dialect.create_connect_args(
            m.make_url("sqlite:///x.db?timeout=5&check_same_thread=false")
        ),
        lambda m: m.create_engine("sqlite://").dialect.create_connect_args(
            m.make_url("sqlite:///file:foo?mode=ro&uri=true")
        ),
        lambda m: m.create_engine("sqlite:////nonexistent/folder/x.db").connect(),
        lambda m: m.create_engine("sqlite://", isolation_level="FOO").connect(),
        lambda m: m.engine_from_config({"sqlalchemy.url": "sqlite:///x.db", "sqlalchemy.pool_size": "7"}).pool.size(),
        lambda m: (
            m.create_engine("sqlite://", paramstyle="named").connect().execute(m.text("select :a"), {"a": 3}).scalar()
        ),
        lambda m: (
            m.create_engine("sqlite://", creator=lambda: __import__("sqlite3").connect(":memory:"))
            .connect()
            .scalar(m.text("select 1"))
        ),
        lambda m: m.create_engine("sqlite://", execution_options={"x": 1}).connect().get_execution_options()["x"],
        lambda m: (lambda e: (e.execution_options(y=2).get_execution_options()["y"], dict(e.get_execution_options())))(
            m.create_engine("sqlite://")
        ),
    ],
)
def test_made_engine(program):
    same(program)


def connected(work):
    def program(m):
        with m.create_engine("sqlite://").connect() as connection:
            connection.exec_driver_sql("create table t(id integer primary key, name text, x integer)")
            connection.exec_driver_sql("insert into t(name, x) values (?, ?)", [("a", 1), ("b", 2)])
            value = work(m, connection)
            return value.all() if hasattr(value, "all") and not isinstance(value, list) else value

    return program


@pytest.mark.parametrize(
    "work",
    [
        lambda m, c: [tuple(r) for r in c.execute(m.text("select * from t where x = :x"), {"x": 2})],
        lambda m, c: c.execute(m.text("select :a"), [{"a": 1}]).scalar(),
        lambda m, c: c.execute(m.text("select :a"), [{"a": 1}, {"a": 2}]),
        lambda m, c: c.execute(m.text("select :a, :b"), {"a": 1}),
        lambda m, c: c.execute(m.text("select :a"), (1,)),
        lambda m, c: c.execute(m.text("select :a"), [(1,)]),
        lambda m, c: c.execute(m.text("select :a"), 5),
        lambda m, c: c.execute(m.text("select 1"), {"zz": 1}).scalar(),
        lambda m, c: c.execute(5),
        lambda m, c: c.execute(m.literal(5)),
        lambda m, c: c.execute(m.text("selec 1")),
        lambda m, c: c.execute(m.text("select * from nope where x = :x"), {"x": 1}),
        lambda m, c: c.execute(m.text("select :a"), {"a": object}),
        lambda m, c: c.exec_driver_sql("select ?", (1,)).scalar(),
        lambda m, c: c.exec_driver_sql("select ?", [(1,)]).scalar(),
        lambda m, c: c.exec_driver_sql("select :a", {"a": 1}).scalar(),
        lambda m, c: c.exec_driver_sql("select ?", ()),
        lambda m, c: c.exec_driver_sql("select ?", [1]),
        lambda m, c: c.exec_driver_sql("insert into t(name) values (?)", [("q",), ("w",)]).rowcount,
        lambda m, c: c.scalar(m.text("select x from t order by x desc")),
        lambda m, c: list(c.scalars(m.text("select x from t order by x"))),
        lambda m, c: c.scalar(m.func.max(1, 2)),
        lambda m, c: c.execute(m.text("update t set x = 9")).rowcount,
        lambda m, c: (lambda r: (r.lastrowid, r.rowcount))(c.execute(m.text("insert into t(name) values ('z')"))),
        lambda m, c: dict(c.execution_options(foo=1).get_execution_options()),
        lambda m, c: dict(c.execute(m.text("select 1"), execution_options={"foo": 1}).context.execution_options),
        lambda m, c: c.execution_options(stream_results=True).execute(m.text("select x from t")).scalars().all(),
        lambda m, c: [
            list(map(tuple, p))
            for p in c.execution_options(yield_per=1).execute(m.text("select x from t")).partitions()
        ],
        lambda m, c: c.execute(m.text("select regexp('^a', name) from t")).scalars().all(),
        lambda m, c: c.execute(m.text("select floor(1.5)")).scalar(),
        lambda m, c: c.connection.dbapi_connection is c.connection.driver_connection,
        lambda m, c: type(c.connection.cursor()).__name__,
        lambda m, c: c.info.setdefault("k", 5),
        lambda m, c: c.begin_twophase() if False else None,
    ],
)
def test_statement(work):
    same(connected(work))


EVENTS = [
    "before_execute", "after_execute", "before_cursor_execute", "after_cursor_execute", "handle_error", "engine_connect", "begin",
    "commit", "rollback", "savepoint", "rollback_savepoint", "release_savepoint", "set_connection_execution_options",
    "connect", "first_connect", "checkout", "checkin", "reset", "invalidate", "close", "detach", "close_detached",
]  # fmt: skip


def heard(m, folder, work):
    engine = m.create_engine(f"sqlite:///{folder}/{m.__name__}.db")
    log = []

    def listener(name):
        def hear(*arguments):
            log.append((name, [one for one in arguments if isinstance(one, (str, tuple, bool))]))

        return hear

    for name in EVENTS:
        m.event.listen(engine, name, listener(name))
    try:
        work(m, engine)
    except m.exc.SQLAlchemyError as error:
        log.append(type(error).__name__)
    return log


def hear_connection(m, engine):
    with engine.connect() as c:
        c.execution_options(foo=1)
        c.execute(m.text("select :a"), {"a": 1})
        c.commit()


def hear_block(m, engine):
    with engine.begin() as c:
        c.exec_driver_sql("select 1")


def hear_error(m, engine):
    with engine.connect() as c:
        c.execute(m.text("selec"))


def hear_twice(m, engine):
    with engine.connect():
        pass
    with engine.connect():
        pass


def hear_invalidate(m, engine):
    with engine.connect() as c:
        c.invalidate()


def hear_detach(m, engine):
    with engine.connect() as c:
        c.detach()


@pytest.mark.parametrize(
    "work",
    [hear_connection, hear_block, hear_error, hear_twice, hear_invalidate, hear_detach],
    ids=lambda w: w.__name__,
)
def test_events_in_order(work, tmp_path):
    ours, theirs = heard(holdfast, tmp_path, work), heard(sqlalchemy, tmp_path, work)
    # The first connection of the oracle tells first_connect before connect, as ours does.
    assert [name for name, *_ in map(as_pair, ours)] == [name for name, *_ in map(as_pair, theirs)]
    for mine, wanted in zip(ours, theirs, strict=True):
        if wanted[0] in {"before_cursor_execute", "after_cursor_execute"}:
            assert mine == wanted


def as_pair(entry):
    return entry if isinstance(entry, tuple) else (entry,)


def test_before_cursor_execute_may_replace():
    def program(m):
        engine = m.create_engine("sqlite://")

        @m.event.listens_for(engine, "before_cursor_execute", retval=True)
        def replace(conn, cursor, statement, parameters, context, executemany):
            return statement + " + 1", parameters

        with engine.connect() as connection:
            return connection.execute(m.text("select :a"), {"a": 1}).scalar()

    assert same(program) == ("value", 2)


def test_handle_error_may_replace():
    def program(m):
        engine = m.create_engine("sqlite://")

        @m.event.listens_for(engine, "handle_error")
        def replace(context):
            raise KeyError(f"{context.statement} {type(context.original_exception).__name__} {context.is_disconnect}")

        with engine.connect() as connection:
            connection.execute(m.text("selec"))

    same(program)


def table(m, metadata=None):
    return m.Table(
        "t",
        metadata or m.MetaData(),
        m.Column("id", m.Integer, primary_key=True),
        m.Column("x", m.Integer, default=lambda: 5),
        m.Column("y", m.Integer, default=lambda context: context.get_current_parameters()["x"] + 1),
        m.Column("z", m.Integer, onupdate=7),
        m.Column("w", m.Integer, server_default="9"),
    )


def made(work):
    def program(m):
        t = table(m)
        with m.create_engine("sqlite://").connect() as connection:
            t.create(connection)
            return work(m, connection, t)

    return program


@pytest.mark.parametrize(
    "work",
    [
        lambda m, c, t: (lambda r: (tuple(r.inserted_primary_key), r.rowcount, r.returns_rows, r.last_inserted_params()))(c.execute(t.insert())),
        lambda m, c, t: tuple(c.execute(t.insert().values(x=1)).inserted_primary_key),
        lambda m, c, t: tuple(c.execute(t.insert(), {"id": 77}).inserted_primary_key),
        lambda m, c, t: c.execute(t.insert(), {"id": 77}).inserted_primary_key.id,
        lambda m, c, t: (lambda r: (r.rowcount, r.last_inserted_params()))(c.execute(t.insert(), [{"x": 1}, {"x": 2}])),
        lambda m, c, t: c.execute(t.insert(), [{"x": 1}, {"x": 2}]).inserted_primary_key,
        lambda m, c, t: [tuple(r) for r in c.execute(t.insert().returning(t.c.id, t.c.w, t.c.y), [{"x": 1}, {"x": 2}])],
        lambda m, c, t: c.execute(t.insert().returning(t.c.id), {"x": 1}).inserted_primary_key,
        lambda m, c, t: [tuple(r) for r in c.execute(t.insert().returning(t.c.id), [{"x": i} for i in range(2500)])][-1],
        lambda m, c, t: (c.execute(t.insert()), c.execute(t.update()).rowcount, tuple(c.execute(m.select(t)).one()))[1:],
        lambda m, c, t: (c.execute(t.insert()), c.execute(t.update().where(t.c.id == 1).values(x=3)).last_updated_params())[1],
        lambda m, c, t: c.execute(t.update()).inserted_primary_key,
        lambda m, c, t: (c.execute(t.insert(), [{}, {}]), c.execute(t.update().where(t.c.id == m.bindparam("i")), [{"i": 1, "x": 8}, {"i": 2, "x": 9}]).rowcount, c.scalars(m.select(t.c.x)).all())[1:],
        lambda m, c, t: (c.execute(t.insert()), c.execute(t.delete()).rowcount)[1],
        lambda m, c, t: c.execute(t.insert(), [{"x": 1}, {"y": 1}]),
        lambda m, c, t: (c.execute(t.insert()), c.execute(m.select(t.c.id.label("i"))).one()._mapping["i"])[1],
        lambda m, c, t: (c.execute(t.insert()), c.execute(m.select(t)).one()._mapping[t.c.w])[1],
        lambda m, c, t: (c.execute(t.insert()), c.execute(m.select(t.c.id)).one()._mapping[t.c.w])[1],
        lambda m, c, t: (c.execute(t.insert()), list(c.execute(m.select(t.c.id, t.alias("q").c.id)).keys()))[1],
        lambda m, c, t: c.execute(m.select(m.bindparam("x"))),
        lambda m, c, t: (c.execute(t.insert(), [{"x": i} for i in range(4)]), c.scalars(m.select(t.c.x).where(t.c.x.in_([1, 3, 9]))).all())[1],
        lambda m, c, t: c.scalars(m.select(t.c.x).where(t.c.x.in_([]))).all(),
        lambda m, c, t: c.scalar(t.c.x.default),
        lambda m, c, t: [c.name for c in c.execute(t.insert()).prefetch_cols()],
        lambda m, c, t: [c.name for c in c.execute(t.insert()).postfetch_cols()],
        lambda m, c, t: c.execution_options(schema_translate_map={None: "main"}).execute(m.select(t.c.id)).context.statement,
        lambda m, c, t: m.inspect(c).get_table_names(),
        lambda m, c, t: [column["name"] for column in m.inspect(c).get_columns("t")],
    ],
)  # fmt: skip
def test_constructs(work):
    same(made(work))


def test_statements_are_found_again_by_structure():
    engine = holdfast.create_engine("sqlite://")
    t = table(holdfast)
    with engine.connect() as connection:
        t.create(connection)
        connection.execute(t.insert(), [{"x": 1}, {"x": 2}])
        before = len(engine._compiled_cache)
        found = [connection.scalar(holdfast.select(t.c.id).where(t.c.x == x)) for x in (1, 2, 1)]
    assert found == [1, 2, 1]
    assert len(engine._compiled_cache) == before + 1


def test_connectionless_execution_commits(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db")
    engine.execute("create table t(i integer)")
    assert engine.execute("insert into t values (?)", [(1,), (2,)]).rowcount == 2
    result = engine.execute("select i from t order by i")
    assert engine.pool.checkedout() == 0
    assert result.scalars().all() == [1, 2]


def test_hidden_parameters():
    def program(m):
        with m.create_engine("sqlite://", hide_parameters=True).connect() as connection:
            try:
                connection.execute(m.text("select * from nope where x = :x"), {"x": "secret"})
            except m.exc.OperationalError as error:
                return "secret" in str(error), "hide_parameters" in str(error)

    assert same(program) == ("value", (False, True))
