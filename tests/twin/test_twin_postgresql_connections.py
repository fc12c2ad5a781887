"""Connections to PostgreSQL on both libraries: levels, transactions, savepoints, two phases, execution options, errors, events."""

# ruff: noqa: PLC3002 - programs of one expression each

import gc
import uuid

import psycopg
import pytest
from tests.twin.on_server import same_on_server

SETTINGS = (
    "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only'), "
    "current_setting('transaction_deferrable')"
)
EVENTS = (
    "begin",
    "commit",
    "rollback",
    "savepoint",
    "release_savepoint",
    "rollback_savepoint",
    "begin_twophase",
    "prepare_twophase",
    "commit_twophase",
    "rollback_twophase",
)


def listen_to_all(side):
    """Events and statements in order; names of two-phase transactions are the library's, so only facts are noted."""
    told = []
    for name in EVENTS:
        side.sa.event.listen(
            side.engine,
            name,
            lambda *given, name=name: told.append((name, [x for x in given[1:] if x in (True, False)])),
        )
    side.sa.event.listen(side.engine, "before_cursor_execute", lambda *given: told.append(given[2]))
    return told


# Where the driver's own ways matter: with both.
both_drivers = pytest.mark.parametrize("driver", ["psycopg", "psycopg2"])


@both_drivers
@pytest.mark.parametrize(
    "level", ["SERIALIZABLE", "REPEATABLE READ", "READ COMMITTED", "READ UNCOMMITTED", "AUTOCOMMIT"]
)
def test_isolation_levels(postgresql_url, level, driver):
    def program(side):
        with side.engine.connect() as connection:
            side.see(connection.execution_options(isolation_level=level) is connection)
            side.see(connection.get_isolation_level(), connection.default_isolation_level)
            side.see(*connection.exec_driver_sql(SETTINGS).one())
        with side.engine.connect() as connection:
            side.see(connection.get_isolation_level(), connection.connection.dbapi_connection.autocommit)
        engine = side.make_engine(isolation_level=level)
        with engine.connect() as connection:
            side.see(connection.get_isolation_level(), connection.default_isolation_level)
            side.see(connection.connection.dbapi_connection.autocommit)
        with engine.connect() as connection:
            side.see(connection.execution_options(isolation_level="REPEATABLE READ").get_isolation_level())
        raw = engine.raw_connection()
        cursor = raw.cursor()
        cursor.execute(SETTINGS)
        side.see(raw.dbapi_connection.autocommit, cursor.fetchone())
        raw.close()
        engine.dispose()
        with side.engine.execution_options(isolation_level=level).connect() as connection:
            side.see(connection.get_isolation_level(), connection.get_execution_options()["isolation_level"])
        with side.engine.connect() as connection:
            side.see(connection.get_isolation_level())
        with side.orm.Session(side.engine) as session:
            session.connection(execution_options={"isolation_level": level})
            side.see(session.connection().get_isolation_level())
            session.commit()
            side.see(session.connection().get_isolation_level())

    same_on_server(postgresql_url, program, driver=driver)


@both_drivers
def test_settings_of_transactions(postgresql_url, driver):
    def program(side):
        sa = side.sa
        all_three = {"isolation_level": "SERIALIZABLE", "postgresql_readonly": True, "postgresql_deferrable": True}
        with side.engine.connect() as connection:
            connection.execute(sa.select(1))
            for name, value in all_three.items():
                side.attempt(connection.execution_options, **{name: value}, words=150)
            connection.rollback()
            connection.execution_options(**all_three)
            side.see(*connection.exec_driver_sql(SETTINGS).one())
            side.attempt(connection.exec_driver_sql, "CREATE TABLE not_made (a int)")
        with side.engine.connect() as connection:
            side.see(*connection.exec_driver_sql(SETTINGS).one())
        for engine in (
            side.engine.execution_options(postgresql_readonly=True),
            side.make_engine(execution_options=all_three),
            side.engine,
        ):
            with engine.connect() as connection:
                side.see(*connection.exec_driver_sql(SETTINGS).one())
            engine.dispose()
        side.attempt(lambda: sa.select(1).execution_options(isolation_level="SERIALIZABLE"), words=150)
        side.attempt(lambda: sa.select(1).execution_options(compiled_cache={}), words=60)

    same_on_server(postgresql_url, program, driver=driver)


def test_autocommit(postgresql_url):
    def program(side):
        with side.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (a int)")
        with side.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (1)")
            side.see(connection.in_transaction())
            connection.rollback()
            with connection.begin() as transaction:
                connection.exec_driver_sql("INSERT INTO t VALUES (2)")
                transaction.rollback()
            side.attempt(connection.begin_nested, words=50)
            connection.rollback()
            side.see(connection.exec_driver_sql("SELECT count(*) FROM t").scalar())
            side.see(connection.exec_driver_sql("VACUUM t").returns_rows)
        with side.orm.Session(side.engine.execution_options(isolation_level="AUTOCOMMIT")) as session:
            session.execute(side.sa.text("INSERT INTO t VALUES (9)"))
            session.rollback()
            side.see(session.scalar(side.sa.text("SELECT count(*) FROM t")))

    same_on_server(postgresql_url, program)


@both_drivers
def test_savepoints(postgresql_url, driver):
    def program(side):
        with side.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (a int PRIMARY KEY)")
        told = listen_to_all(side)
        with side.engine.connect() as connection:
            root = connection.begin()
            first = connection.begin_nested()
            connection.exec_driver_sql("INSERT INTO t VALUES (1)")
            side.attempt(connection.exec_driver_sql, "INSERT INTO t VALUES (1)", words=50)
            side.attempt(connection.exec_driver_sql, "INSERT INTO t VALUES (2)", words=50)
            first.rollback()
            side.see(first.is_active, root.is_active, connection.in_nested_transaction())
            outer = connection.begin_nested()
            connection.begin_nested()
            connection.exec_driver_sql("INSERT INTO t VALUES (3)")
            outer.commit()
            root.commit()
            side.attempt(root.commit, words=20)
            side.see(connection.exec_driver_sql("SELECT count(*) FROM t").scalar())
            connection.commit()

            def ended_inside():
                with connection.begin() as transaction:
                    transaction.commit()
                    connection.exec_driver_sql("SELECT 1")

            side.attempt(ended_inside, words=100)

            def failed_inside():
                with connection.begin(), connection.begin_nested():
                    connection.exec_driver_sql("INSERT INTO t VALUES (4)")
                    raise KeyError(1)

            side.attempt(failed_inside)
            side.see(connection.in_transaction(), connection.get_transaction(), connection.get_nested_transaction())
            connection.exec_driver_sql("SELECT 1")
            # A transaction that a text ended: what follows runs in one of the driver's own, which commit() ends.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("INSERT INTO t VALUES (50)")
            connection.commit()
            side.see(connection.exec_driver_sql("SELECT count(*) FROM t").scalar())
        side.see(told)

    same_on_server(postgresql_url, program, driver=driver)


@pytest.fixture
def prepared_names(postgresql_url):
    """Names for two-phase transactions; what a failed test leaves prepared would lock its tables for ever."""
    mark = uuid.uuid4().hex[:12]
    yield lambda side, name: f"{side.library}_{mark}_{name}"
    with psycopg.connect(postgresql_url, autocommit=True) as server:
        for (name,) in server.execute("SELECT gid FROM pg_prepared_xacts WHERE gid LIKE %s", (f"%{mark}%",)).fetchall():
            server.execute(f"ROLLBACK PREPARED '{name}'")


@both_drivers
def test_two_phases(postgresql_url, prepared_names, driver):
    def program(side):
        engine = side.engine

        def insert(connection, number):
            connection.exec_driver_sql(f"INSERT INTO t VALUES ({number})")

        def count():
            with engine.connect() as connection:
                return connection.exec_driver_sql("SELECT count(*) FROM t").scalar()

        def is_prepared(name):
            with engine.connect() as connection:
                return name in connection.recover_twophase()

        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (a int PRIMARY KEY)")
        told = listen_to_all(side)
        for number, (prepares, verb) in enumerate(
            [(True, "commit"), (True, "rollback"), (False, "commit"), (False, "rollback")]
        ):
            name = prepared_names(side, number)
            with engine.connect() as connection:
                transaction = connection.begin_twophase(name)
                insert(connection, number)
                side.see(transaction.is_active, connection.in_transaction(), transaction.xid == name)
                if prepares:
                    transaction.prepare()
                    side.see(transaction.is_active, is_prepared(name))
                getattr(transaction, verb)()
                side.see(transaction.is_active, connection.in_transaction(), is_prepared(name))
            side.see(count())
        with engine.connect() as connection, connection.begin_twophase(prepared_names(side, "with")) as transaction:
            insert(connection, 10)
            transaction.prepare()
        side.see(count())

        def fails():
            with engine.connect() as connection, connection.begin_twophase(prepared_names(side, "fails")):
                insert(connection, 11)
                raise KeyError("x")

        side.attempt(fails)
        # One that its program forgot is found and ended by another.
        name = prepared_names(side, "lost")
        connection = engine.connect()
        transaction = connection.begin_twophase(name)
        insert(connection, 12)
        transaction.prepare()
        connection.invalidate()
        side.attempt(transaction.rollback)
        connection.close()
        side.see(is_prepared(name))
        with engine.connect() as connection:
            side.attempt(connection.commit_prepared, name, recover=True)
        side.see(is_prepared(name), count())
        with engine.connect() as connection:
            connection.begin_twophase()
            side.attempt(connection.begin_twophase, words=100)
            side.attempt(connection.begin, words=100)
            connection.rollback()
            connection.execute(side.sa.select(1))
            side.attempt(connection.begin_twophase, words=100)
        with engine.connect() as connection:
            transaction = connection.begin_twophase(prepared_names(side, "nested"))
            with connection.begin_nested():
                insert(connection, 13)
            inner = connection.begin_nested()
            insert(connection, 14)
            inner.rollback()
            transaction.prepare()
            transaction.commit()
        side.see(count())
        side.see(told[:30])

    same_on_server(postgresql_url, program, driver=driver)


@both_drivers
def test_sessions_of_two_phases(postgresql_url, driver):
    def program(side):
        class Base(side.orm.DeclarativeBase):
            pass

        class Thing(Base):
            __tablename__ = "thing"
            id = side.sa.Column(side.sa.Integer, primary_key=True)

        Base.metadata.create_all(side.engine)
        told = listen_to_all(side)
        with side.orm.Session(side.engine, twophase=True) as session:
            session.add(Thing(id=20))
            session.commit()
            session.add(Thing(id=21))
            session.flush()
            session.rollback()
            session.add(Thing(id=22))
            side.attempt(session.prepare)
            session.commit()
            session.add(Thing(id=20))
            side.attempt(session.commit)
            session.rollback()
            with session.begin_nested():
                session.add(Thing(id=23))
            session.commit()
            side.see(sorted(session.scalars(side.sa.select(Thing.id))))
        side.see(told)

    same_on_server(postgresql_url, program, driver=driver)


def test_prepared_is_prepared(postgresql_url, prepared_names):
    """Ours alone: SQLAlchemy sends the statement, and loses it when the transaction is committed."""
    import holdfast

    engine = holdfast.create_engine(postgresql_url)
    with engine.connect() as connection:
        transaction = connection.begin_twophase(f"holdfast_{uuid.uuid4().hex}")
        connection.exec_driver_sql("SELECT 1")
        transaction.prepare()
        with pytest.raises(holdfast.exc.InvalidRequestError, match="two-phase transaction is prepared"):
            connection.exec_driver_sql("SELECT 1")
        transaction.rollback()
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


ERRORS = [
    ("INSERT INTO p VALUES (1, 'b')", {}),
    ("INSERT INTO p VALUES (2, 'a')", {}),
    ("INSERT INTO p VALUES (3, NULL)", {}),
    ("INSERT INTO p VALUES (300, 'z')", {}),
    ("INSERT INTO p VALUES (3, 'abcdef')", {}),
    ("INSERT INTO c VALUES (1, 77)", {}),
    ("SELECT * FROM nope", {}),
    ("SELECT 1/0", {}),
    ("selec", {}),
    ("SELECT 'x'::int", {}),
    ("SELECT 'infinity'::date", {}),
    ("SELECT '-infinity'::timestamptz", {}),
    ("SELECT :x", {"x": object()}),
    ("SELECT :x::int", {"x": 5}),
    ("SELECT :x", {}),
    ("SELECT :x", {"x": "a\0b"}),
    ("SELECT 1; SELECT 2", {}),
    ("", {}),
    ("-- nothing", {}),
    ("SELECT", {}),
    ("VALUES (1), (2)", {}),
    ("LISTEN somewhere", {}),
    ("VACUUM", {}),
    ("INSERT INTO p VALUES (7, 'q') RETURNING id", {}),
    ("UPDATE p SET n = 'w' WHERE id = 1", {}),
    ("DELETE FROM p WHERE id = 99", {}),
    ("WITH x AS (SELECT 1 AS a) SELECT a FROM x", {}),
    ("SELECT a'", {}),
]


def test_errors_and_what_comes_after_them(postgresql_url):
    def program(side):
        sa = side.sa
        with side.engine.begin() as connection:
            connection.exec_driver_sql(
                "CREATE TABLE p (id int PRIMARY KEY CONSTRAINT small CHECK (id < 100), n varchar(3) NOT NULL UNIQUE)"
            )
            connection.exec_driver_sql("CREATE TABLE c (id int PRIMARY KEY, pid int REFERENCES p)")
            connection.exec_driver_sql("INSERT INTO p VALUES (1, 'a')")
        for text, parameters in ERRORS:
            with side.engine.connect() as connection:

                def answer(statement, given=None, connection=connection):
                    result = connection.execute(statement, given)
                    return result.all() if result.returns_rows else result.rowcount

                side.attempt(answer, sa.text(text), parameters, words=70)
                side.attempt(answer, sa.select(1), words=50)
                side.see(connection.in_transaction(), connection.invalidated, connection.closed)
                connection.rollback()
                side.attempt(answer, sa.select(1), words=50)

        def facts(function, *arguments):
            try:
                function(*arguments)
            except Exception as error:
                side.see(type(error).__name__, error.statement, error.params, error.code, error.ismulti)
                side.see(type(error.orig).__name__, type(error.__cause__).__name__, error.connection_invalidated)

        table = sa.table("p", sa.column("id"), sa.column("n"))
        with side.engine.connect() as connection:
            for statement, given in (
                (table.insert(), {"id": 1, "n": None}),
                (table.insert(), [{"id": 1, "n": None}, {"id": 2, "n": "u"}]),
                (sa.text("SELECT :x"), {"y": 1}),
            ):
                facts(connection.execute, statement, given)
                connection.rollback()
            for text, given in (
                ("INSERT INTO p VALUES (%s, %s)", (1, None)),
                ("INSERT INTO p VALUES (%s, %s)", [(1, None), (2, "v")]),
                ("INSERT INTO p VALUES (%s, %s)", (1,)),
                ("SELECT %(x)s", {"y": 1}),
            ):
                facts(connection.exec_driver_sql, text, given)
                connection.rollback()

    same_on_server(postgresql_url, program)


def test_strings_as_the_driver_takes_them(postgresql_url):
    def program(side):
        sa = side.sa
        with side.engine.connect() as connection:

            def rows(text, parameters=None):
                return connection.exec_driver_sql(text, parameters).all()

            connection.exec_driver_sql("CREATE TABLE p (id int, n text)")
            side.attempt(rows, "SELECT %s, %s", (1, "x"))
            side.attempt(rows, "SELECT %(a)s", {"a": [1, 2]})
            side.attempt(rows, "SELECT 'a%%b'")
            side.attempt(lambda: connection.execute(sa.text("SELECT 'a%b', '100%', :x"), {"x": "%s"}).all())
            side.attempt(
                lambda: connection.exec_driver_sql("INSERT INTO p VALUES (%s,%s)", [(1, "k"), (2, "v")]).rowcount
            )
            side.attempt(
                lambda: connection.exec_driver_sql("UPDATE p SET n = 'u' WHERE id = %s", [(1,), (2,), (99,)]).rowcount
            )
            table = sa.table("p", sa.column("id"), sa.column("n"))
            chosen = table.c.id == sa.bindparam("i")
            two = [{"i": 1}, {"i": 400}]
            side.attempt(lambda: connection.execute(sa.update(table).where(chosen).values(n="y"), two).rowcount)
            side.attempt(
                lambda: connection.execute(
                    sa.update(table).where(chosen).values(n="y").returning(table.c.id), two
                ).all()
            )
            side.attempt(lambda: connection.execute(sa.delete(table).where(chosen), two).rowcount)
            side.attempt(lambda: connection.execute(sa.delete(table).returning(table.c.id)).rowcount)
            connection.rollback()
            connection.execution_options(no_parameters=True)
            side.attempt(rows, "SELECT 'a%b', '100%'")
            side.attempt(rows, "SELECT %s", (5,))

    same_on_server(postgresql_url, program)


STREAMS = [
    {"stream_results": True},
    {"yield_per": 10},
    {"stream_results": True, "max_row_buffer": 5},
    {"yield_per": 1},
    {"stream_results": False},
]


@both_drivers
@pytest.mark.parametrize("options", STREAMS, ids=str)
def test_rows_in_parts(postgresql_url, options, driver):
    def program(side):
        sa = side.sa
        numbers = sa.text("SELECT generate_series(1, 25) AS n")
        with side.engine.connect() as connection:

            def result(statement=numbers):
                return connection.execute(statement, execution_options=options)

            def in_pieces(statement):
                rows = result(statement)
                return rows.fetchone(), rows.fetchmany(3), rows.all()

            for statement in (
                numbers,
                sa.select(sa.func.generate_series(1, 25)),
                sa.text("VALUES (1), (2)"),
                sa.text("WITH x AS (SELECT 1) SELECT * FROM x"),
                sa.text("SELECT 1 FOR UPDATE"),
            ):
                side.attempt(in_pieces, statement)
            side.attempt(lambda: [len(part) for part in result().partitions(7)])
            side.attempt(lambda: (lambda a, b: (a.fetchone(), b.all(), a.all()))(result(), result()))
            side.attempt(lambda: (result().close(), connection.execute(sa.select(5)).scalar()))
            side.attempt(lambda: result().scalars().all())
            side.attempt(lambda: dict(result().mappings().first()))
            side.attempt(lambda: result().one(), words=60)
            side.attempt(lambda: result(sa.text("SELECT 1 / (5 - n) FROM generate_series(1, 10) AS n")).all(), words=40)
            connection.rollback()
            late = sa.text("SELECT 1 / (5000 - n) FROM generate_series(1, 10000) AS n")
            side.attempt(lambda: result(late).all(), words=40)
            connection.rollback()
            open_result = result()
            open_result.fetchone()
            connection.rollback()
            if any(options.values()):
                side.attempt(open_result.all, words=30)
            side.see(connection.execute(sa.select(5)).scalar())

    same_on_server(postgresql_url, program, driver=driver)


def test_cursors_of_the_server_for_all(postgresql_url):
    import holdfast

    engine = holdfast.create_engine(postgresql_url, server_side_cursors=True)
    with engine.connect() as connection:
        result = connection.execute(holdfast.text("SELECT generate_series(1, 3) AS n"))
        cursors = connection.connection.cursor().execute("SELECT name FROM pg_cursors").fetchall()
        assert [name for (name,) in cursors if name.startswith("holdfast_")]
        assert result.scalars().all() == [1, 2, 3]
    engine.dispose()


def test_streams_of_statements_that_have_no_cursor(postgresql_url):
    """Ours alone: SQLAlchemy declares a cursor for them, which the server refuses."""
    import holdfast

    engine = holdfast.create_engine(postgresql_url)
    with engine.connect().execution_options(stream_results=True) as connection:
        connection.exec_driver_sql("CREATE TEMPORARY TABLE t (a int)")
        assert connection.exec_driver_sql("INSERT INTO t VALUES (1), (2) RETURNING a").all() == [(1,), (2,)]
        deleted = connection.execute(holdfast.text("WITH d AS (DELETE FROM t RETURNING a) SELECT a FROM d"))
        assert deleted.all() == [(1,), (2,)]
        connection.rollback()
        # In autocommit there is no transaction to hold a cursor: it is declared to outlive its own.
        connection.execution_options(isolation_level="AUTOCOMMIT", yield_per=3)
        assert len(connection.exec_driver_sql("SELECT generate_series(1, 10)").all()) == 10
    engine.dispose()


def test_translated_schemas(postgresql_url):
    def program(side):
        sa, other = side.sa, f"{side.schema}_other"
        table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer, primary_key=True))
        there = {None: other}

        def rows(bind, statement=None, **options):
            return [row.a for row in bind.execute(sa.select(table) if statement is None else statement, **options)]

        with side.engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {other}")
        try:
            with side.engine.connect() as connection:
                table.metadata.create_all(connection)
                connection.commit()
                connection.execution_options(schema_translate_map=there)
                table.metadata.create_all(connection)
                side.see(
                    sa.inspect(connection).has_table("t", schema=other), connection.schema_for_object(table) == other
                )
                connection.commit()
            with side.engine.connect() as connection:
                connection.execute(table.insert(), [{"a": 1}, {"a": 2}])
                connection.execute(table.insert(), [{"a": 7}], execution_options={"schema_translate_map": there})
                side.see(
                    rows(connection), rows(connection, sa.select(table).execution_options(schema_translate_map=there))
                )
                connection.execute(sa.update(table).values(a=8).execution_options(schema_translate_map=there))
                side.see(rows(connection), rows(connection, execution_options={"schema_translate_map": there}))
                connection.commit()
            with side.engine.execution_options(schema_translate_map=there).connect() as connection:
                side.see(rows(connection))
            with side.orm.Session(side.engine) as session:
                side.see(rows(session, execution_options={"schema_translate_map": there}), rows(session))
        finally:
            with side.engine.begin() as connection:
                connection.exec_driver_sql(f"DROP SCHEMA {other} CASCADE")

    same_on_server(postgresql_url, program)


def test_the_connection_behind(postgresql_url):
    def program(side):
        with side.engine.connect() as connection:
            connection.info["mine"] = 1
            side.see(connection.connection.info, connection.connection.is_valid)
            side.see(connection.connection.cursor().execute("SELECT 5").fetchone())
            side.see(connection.connection.dbapi_connection is connection.connection.driver_connection)
            connection.rollback()
        with side.engine.connect() as connection:
            side.see(connection.info)
            told = []
            connection.connection.driver_connection.add_notice_handler(
                lambda notice: told.append(notice.message_primary)
            )
            connection.exec_driver_sql("DO $$ BEGIN RAISE NOTICE 'listen'; END $$")
            side.see(told)
        raw = side.engine.raw_connection()
        side.see(raw.cursor().execute("SELECT 1").fetchall(), type(raw.driver_connection).__name__)
        raw.rollback()
        raw.close()
        side.attempt(raw.cursor, words=0)

    same_on_server(postgresql_url, program)


@both_drivers
def test_settings_by_hand(postgresql_url, driver):
    """With the driver's connection in hand: the dialect's own methods."""

    def program(side):
        dialect = side.engine.dialect
        raw = side.engine.raw_connection()
        connection = raw.dbapi_connection
        side.see(dialect.get_readonly(connection), dialect.get_deferrable(connection), dialect.do_ping(connection))
        dialect.set_readonly(connection, True)
        dialect.set_deferrable(connection, True)
        dialect.set_isolation_level(connection, "SERIALIZABLE")
        side.see(dialect.get_readonly(connection), dialect.get_deferrable(connection))
        side.see(dialect.get_isolation_level(connection))
        raw.rollback()
        dialect.set_readonly(connection, False)
        dialect.reset_isolation_level(connection)
        side.see(dialect.get_readonly(connection), dialect.get_isolation_level(connection))
        raw.close()

    same_on_server(postgresql_url, program, driver=driver)


@both_drivers
def test_settings_of_a_connection_that_is_dropped(postgresql_url, driver):
    """The next user of the connection finds it as it was."""

    def program(side):
        engine = side.make_engine(pool_size=1, max_overflow=0)
        serializable = engine.execution_options(isolation_level="SERIALIZABLE", postgresql_readonly=True)
        connection = serializable.connect()
        first = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        side.see(connection.exec_driver_sql(SETTINGS).one())
        del connection
        gc.collect()
        with engine.connect() as connection:
            side.see(connection.exec_driver_sql(SETTINGS).one())
            side.see(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() == first)
        engine.dispose()

    same_on_server(postgresql_url, program, driver=driver)


@both_drivers
def test_the_cause_of_a_replaced_error(postgresql_url, driver):
    """It is the driver's error."""

    def program(side):
        @side.sa.event.listens_for(side.engine, "handle_error", retval=True)
        def replace(context):
            return KeyError("mine")

        with side.engine.connect() as connection:
            try:
                connection.exec_driver_sql("SELECT nothing")
            except KeyError as error:
                side.see(type(error.__cause__).__name__)

    same_on_server(postgresql_url, program, driver=driver)


@both_drivers
def test_rows_in_order_are_not_cut_off(postgresql_url, driver):
    """The rows of `sort_by_parameter_order` pass through a subquery with casts: what is too long is refused, as in any INSERT."""

    def program(side):
        sa = side.sa
        kinds = {"a": sa.String(5), "b": sa.CHAR(3), "c": sa.Unicode(4)}
        columns = [sa.Column(name, kind) for name, kind in kinds.items()]
        table = sa.Table("cut", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), *columns)
        table.create(side.engine)
        for name in kinds:
            insert = table.insert().returning(table.c[name], sort_by_parameter_order=True)
            with side.engine.connect() as connection:
                side.attempt(connection.execute, insert, [{name: "too long"}, {name: "abc"}], words=30)

    same_on_server(postgresql_url, program, driver=driver)
