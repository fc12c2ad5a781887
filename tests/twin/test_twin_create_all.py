"""create_all, drop_all and DDL with events on real databases: statements, listeners and what they are told, in order."""

from __future__ import annotations

import re
import warnings

import sqlalchemy

import holdfast

REFLECTIVE = re.compile(
    r"pg_catalog|PRAGMA|information_schema|DESCRIBE|SHOW|sqlite_master|pg_get|pg_type", re.IGNORECASE
)
STEPS = {}


def step(function):
    STEPS[function.__name__] = function
    return function


class World:
    """One library, three tables that depend on one another, and a log."""

    def __init__(self, m, url):
        self.m, self.log = m, []
        self.engine = m.create_engine(url)
        self.database = self.engine.dialect.name
        m.event.listen(self.engine, "before_cursor_execute", self.sent)
        self.metadata = m.MetaData()
        self.a, self.b, self.c = self.tables()
        for target in (self.metadata, self.a, self.b, self.c):
            for name in ("before_create", "after_create", "before_drop", "after_drop"):
                m.event.listen(target, name, self.told(name))

    def tables(self):
        m, column = self.m, self.m.Column
        kind = m.Enum("x", "y", name="ev_en")
        number = [m.Sequence("ev_sq", optional=False)] if self.database != "sqlite" else []
        return (
            m.Table(
                "ev_a",
                self.metadata,
                column("id", m.Integer, primary_key=True),
                column("e", kind),
                column("n", m.String(20), index=True),
            ),
            m.Table(
                "ev_b",
                self.metadata,
                column("id", m.Integer, primary_key=True),
                column("a_id", m.ForeignKey("ev_a.id", name="ev_fk")),
                m.Index("ev_ix", "a_id"),
                comment="com",
            ),
            m.Table(
                "ev_c",
                self.metadata,
                column("id", m.Integer, primary_key=True),
                column("b_id", m.ForeignKey("ev_b.id")),
                column("s", m.Integer, *number),
            ),
        )

    def sent(self, connection, cursor, statement, parameters, context, executemany):
        if not REFLECTIVE.search(statement):
            self.log.append(" ".join(statement.split()))

    def told(self, event):
        def note(target, connection, **keywords):
            told = sorted(keywords), str(keywords.get("checkfirst")), type(connection).__name__
            tables = [table.name for table in keywords.get("tables") or []]
            self.log.append((event, getattr(target, "name", type(target).__name__), *told, tables))

        return note

    def run(self, function):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                function(self, self.m)
            except Exception as error:
                self.log.append((type(error).__name__, str(error).split("\n")[0]))
        log = list(self.log)
        with self.engine.begin() as connection:
            for name in ("ev_c", "ev_b", "ev_a", "ev_t"):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
            if self.database == "postgresql":
                connection.exec_driver_sql("DROP TYPE IF EXISTS ev_en")
            if self.database != "sqlite":
                connection.exec_driver_sql("DROP SEQUENCE IF EXISTS ev_sq")
        self.engine.dispose()
        return log


@step
def twice(w, m):
    for verb in (w.metadata.create_all, w.metadata.create_all, w.metadata.drop_all, w.metadata.drop_all):
        verb(w.engine)
        w.log.append("--")


@step
def without_looking(w, m):
    w.metadata.create_all(w.engine, checkfirst=False)
    w.metadata.create_all(w.engine, checkfirst=False)


@step
def drop_without_looking(w, m):
    w.metadata.create_all(w.engine)
    w.metadata.drop_all(w.engine, checkfirst=False)
    w.metadata.drop_all(w.engine, checkfirst=False)


@step
def one_by_one(w, m):
    w.a.create(w.engine)
    w.a.create(w.engine, checkfirst=True)
    w.b.create(w.engine)
    w.c.create(w.engine, checkfirst=True)
    for table in (w.c, w.c, w.b, w.a):
        table.drop(w.engine, checkfirst=True)


@step
def in_a_transaction(w, m):
    with w.engine.begin() as connection:
        w.metadata.create_all(connection)
        w.metadata.drop_all(connection)


@step
def index(w, m):
    w.metadata.create_all(w.engine)
    made = m.Index("ev_new", w.a.c.n)
    made.create(w.engine)
    made.create(w.engine, checkfirst=True)
    made.drop(w.engine)
    made.drop(w.engine, checkfirst=True)
    w.metadata.drop_all(w.engine)


@step
def sequence(w, m):
    made = m.Sequence("ev_sq")
    for verb in (made.create, made.create, made.drop, made.drop):
        verb(w.engine)
    made.create(w.engine, checkfirst=False)
    made.create(w.engine, checkfirst=False)


@step
def enum(w, m):
    made = m.Enum("x", "y", name="ev_en")
    made.create(w.engine)
    w.a.create(w.engine)
    w.a.drop(w.engine)
    made.drop(w.engine, checkfirst=True)
    made.drop(w.engine, checkfirst=True)
    made.create(w.engine, checkfirst=True)
    made.create(w.engine, checkfirst=False)


@step
def flags(w, m):
    flag = m.schema.CheckFirst
    for chosen in (
        flag.TABLES,
        flag.TYPES | flag.TABLES,
        flag.SEQUENCES | flag.TABLES | flag.TYPES,
        flag.ALL,
        flag.NONE,
    ):
        try:
            w.metadata.create_all(w.engine, checkfirst=chosen)
        except m.exc.DBAPIError as error:
            w.log.append(type(error).__name__)
    for chosen in (flag.ALL, flag.TABLES, flag.NONE):
        try:
            w.metadata.drop_all(w.engine, checkfirst=chosen)
        except m.exc.DBAPIError as error:
            w.log.append(type(error).__name__)


@step
def text_as_listener(w, m):
    def asked(ddl, target, bind, **keywords):
        w.log.append((type(ddl).__name__, target.name, type(bind).__name__, sorted(keywords), keywords["state"]))
        return True

    insert = "INSERT INTO %(fullname)s (id) VALUES "
    m.event.listen(w.a, "after_create", m.DDL("INSERT INTO %(table)s (id) VALUES (1)"))
    m.event.listen(w.a, "after_create", m.DDL(insert + "(2)").execute_if(dialect="postgresql"))
    m.event.listen(w.a, "after_create", m.DDL(insert + "(3)").execute_if(dialect=("mysql", "mariadb")))
    m.event.listen(w.a, "after_create", m.DDL(insert + "(4)").execute_if(callable_=asked, state="st"))
    m.event.listen(w.metadata, "before_drop", m.DDL("DELETE FROM ev_a"))
    listener = lambda target, connection, **keywords: w.log.append(("class", target.name))
    m.event.listen(m.Table, "after_create", listener)
    try:
        w.metadata.create_all(w.engine)
        with w.engine.begin() as connection:
            w.log.append([tuple(row) for row in connection.execute(m.select(w.a.c.id).order_by(w.a.c.id))])
        w.metadata.drop_all(w.engine)
    finally:
        m.event.remove(m.Table, "after_create", listener)


@step
def constructs(w, m):
    table = m.Table("ev_t", m.MetaData(), m.Column("x", m.Integer, index=True))
    with w.engine.begin() as connection:
        for made in (
            m.schema.CreateTable(table, if_not_exists=True),
            m.schema.CreateIndex(next(iter(table.indexes))),
            m.DDL("INSERT INTO ev_t VALUES (1)"),
        ):
            w.log.append(connection.execute(made).returns_rows)
        w.log.append(connection.execute(m.select(table)).all() == [(1,)])
        connection.execute(m.schema.DropTable(table))
        connection.execute(m.schema.DropTable(table, if_exists=True))
        connection.execute(m.schema.DropTable(table))


@step
def views(w, m):
    metadata = m.MetaData()
    table = m.Table("ev_t", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("n", m.String(9)))
    view = m.schema.CreateView(m.select(table.c.id, table.c.n).where(table.c.id > 1), "ev_v", metadata=metadata)
    metadata.create_all(w.engine)
    metadata.create_all(w.engine)
    with w.engine.begin() as connection:
        connection.execute(m.insert(table), [{"id": 1, "n": "a"}, {"id": 2, "n": "b"}])
        w.log.append([tuple(row) for row in connection.execute(m.select(view.table))])
        connection.execute(m.schema.CreateTableAs(m.select(table.c.id), "ev_c"))
    metadata.drop_all(w.engine)
    metadata.drop_all(w.engine)


def real_schema(w):
    return {"sqlite": "main", "postgresql": "public"}.get(w.database, w.engine.url.database)


@step
def translated(w, m):
    metadata = m.MetaData()
    kind = m.Enum("x", name="ev_en")
    table = m.Table(
        "ev_t", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("e", kind), schema="virtual"
    )
    m.Index("ev_tix", table.c.e)
    with w.engine.connect().execution_options(schema_translate_map={"virtual": real_schema(w)}) as connection:
        metadata.create_all(connection)
        connection.execute(m.insert(table), {"id": 1, "e": "x"})
        w.log.append([tuple(row) for row in connection.execute(m.select(table))])
        metadata.drop_all(connection)
        connection.commit()


@step
def translated_from_none(w, m):
    engine = w.engine.execution_options(schema_translate_map={None: real_schema(w)})
    w.metadata.create_all(engine)
    w.metadata.create_all(engine)
    w.metadata.drop_all(engine)


def agree(url):
    """All steps in one test: tests run beside one another, and these use the same tables."""
    for name, function in STEPS.items():
        expected, given = (
            [str(one).replace("sqlalchemy", "holdfast") for one in World(m, url).run(function)]
            for m in (sqlalchemy, holdfast)
        )
        assert given == expected, name


def test_on_sqlite():
    agree("sqlite://")


def test_on_postgresql(postgresql_url):
    agree(postgresql_url.replace("postgresql://", "postgresql+psycopg://"))


def test_on_mariadb(mariadb_url):
    agree(mariadb_url)
