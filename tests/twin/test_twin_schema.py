# ruff: noqa: PLC3002, RUF015 -- each case is one expression, so that a lambda can hold it
"""Tables and DDL on both libraries: declarations, errors, sorting, naming, CREATE text, create_all and drop_all."""

from __future__ import annotations

import pickle
import warnings

import pytest
import sqlalchemy

import holdfast

LIBRARIES = (sqlalchemy, holdfast)


def outcome(m, build):
    """The value as text, or the class and the leading words of the error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return " ".join(str(build(m)).split())
        except Exception as error:
            words = str(error).split("(Background")[0].split(" at 0x")[0].replace("sqlalchemy", "holdfast")
            return type(error).__name__, words.split("'holdfast.")[0]


def one(m, *items, **options):
    return m.Table("t", m.MetaData(), *items, **options)


def later(m, *items):
    """The DDL of a table as text."""
    return m.schema.CreateTable(one(m, *items))


def fk_column(m, target, **options):
    metadata = m.MetaData()
    m.Table("p", metadata, m.Column("id", m.BigInteger, primary_key=True), m.Column("name", m.String, key="k"))
    return m.Table("q", metadata, m.Column("x", m.ForeignKey(target, **options)))


CASES = {
    # tables
    "table repr": lambda m: repr(one(m, m.Column("id", m.Integer, primary_key=True), m.Column("x", m.String(5)))),
    "defined twice": lambda m: (
        lambda d: (m.Table("a", d, m.Column("x", m.Integer)), m.Table("a", d, m.Column("y", m.Integer)))
    )(m.MetaData()),
    "extend_existing": lambda m: (
        lambda d: (
            m.Table("a", d, m.Column("x", m.Integer)),
            m.Table("a", d, m.Column("y", m.Integer), extend_existing=True).c.keys(),
        )[1]
    )(m.MetaData()),
    "keep_existing": lambda m: (
        lambda d: (
            m.Table("a", d, m.Column("x", m.Integer)),
            m.Table("a", d, m.Column("y", m.Integer), keep_existing=True).c.keys(),
        )[1]
    )(m.MetaData()),
    "extend replaces": lambda m: (
        lambda d: (
            m.Table("a", d, m.Column("x", m.Integer), m.Column("y", m.Integer)),
            repr(m.Table("a", d, m.Column("x", m.String), extend_existing=True)),
        )[1]
    )(m.MetaData()),
    "keep and extend": lambda m: one(m, keep_existing=True, extend_existing=True),
    "found again": lambda m: (lambda d: m.Table("a", d, m.Column("x", m.Integer)) is m.Table("a", d))(m.MetaData()),
    "duplicate column": lambda m: one(m, m.Column("x", m.Integer), m.Column("x", m.String)),
    "not an item": lambda m: one(m, "x"),
    "no name": lambda m: one(m, m.Column(m.Integer)),
    "no metadata": lambda m: m.Table("x"),
    "column twice": lambda m: (lambda c: (one(m, c), one(m, c)))(m.Column("x", m.Integer)),
    "schema": lambda m: [one(m, schema="s").fullname, one(m, schema="s").key, str(one(m, schema="s"))],
    "metadata schema": lambda m: [
        m.Table("t", m.MetaData(schema="s")).key,
        m.Table("t", m.MetaData(schema="s"), schema=m.schema.BLANK_SCHEMA).key,
    ],
    "column by wrong name": lambda m: one(m, m.Column("name", m.Integer)).c["nope"],
    "c contains": lambda m: "x" in one(m, m.Column("x", m.Integer)).c,
    # columns
    "column repr": lambda m: repr(
        m.Column(
            "x",
            m.Integer,
            default=4,
            primary_key=True,
            nullable=False,
            comment="c",
            server_default="5",
            onupdate=3,
            key="k",
        )
    ),
    "column str": lambda m: str(one(m, m.Column("x", m.Integer)).c.x),
    "column number": lambda m: m.Column(5),
    "column two types": lambda m: m.Column("x", m.Integer, m.String),
    "column string item": lambda m: m.Column("x", m.Integer, "z"),
    "column name twice": lambda m: m.Column("x", name="y"),
    "column type twice": lambda m: m.Column("x", m.Integer, type_=m.String),
    "column unknown option": lambda m: m.Column("x", m.Integer, foo=5),
    "nullable": lambda m: [
        m.Column("x").nullable,
        m.Column("x", primary_key=True).nullable,
        m.Column("x", nullable=False).nullable,
    ],
    "default kinds": lambda m: [
        type(m.Column("x", default=value).default).__name__ for value in (5, lambda: 3, m.func.now(), m.Sequence("x"))
    ],
    "default server kind": lambda m: m.Column("x", default=m.FetchedValue()),
    "server default kinds": lambda m: [
        type(m.Column("x", server_default=value).server_default).__name__
        for value in ("5", m.text("now()"), m.func.now(), m.FetchedValue())
    ],
    "server default number": lambda m: m.Column("x", server_default=5),
    "default callable args": lambda m: m.ColumnDefault(lambda a, b: 1),
    "default context": lambda m: [
        m.ColumnDefault(lambda context: context).arg(7),
        m.ColumnDefault(lambda: 8).arg(7),
        m.ColumnDefault(dict).arg(None),
    ],
    "identity and default": lambda m: m.Column("x", m.Integer, m.Identity(), server_default="5"),
    "identity nullable": lambda m: m.Column("x", m.Integer, m.Identity()).nullable,
    "computed": lambda m: [repr(m.Column("x", m.Integer, m.Computed("y + 1")).server_default.sqltext.text)],
    "sequence repr": lambda m: repr(m.Sequence("s", start=5, schema="q")),
    "autoincrement": lambda m: [
        getattr(one(m, *columns).autoincrement_column, "name", None)
        for columns in (
            [m.Column("id", m.Integer, primary_key=True)],
            [m.Column("id", m.String, primary_key=True)],
            [m.Column("id", m.Integer, primary_key=True), m.Column("y", m.Integer, primary_key=True)],
            [
                m.Column("id", m.Integer, primary_key=True),
                m.Column("y", m.Integer, primary_key=True, autoincrement=True),
            ],
            [m.Column("id", m.Integer, primary_key=True, autoincrement=False)],
            [m.Column("id", m.Integer, m.ForeignKey("x.y"), primary_key=True)],
            [m.Column("id", m.Integer, primary_key=True, default=5)],
            [m.Column("id", m.Integer, primary_key=True, server_default="5")],
        )
    ],
    "autoincrement string": lambda m: (
        one(m, m.Column("x", m.String, primary_key=True, autoincrement=True)).autoincrement_column
    ),
    # foreign keys
    "fk type": lambda m: repr(fk_column(m, "p.id").c.x.type),
    "fk key": lambda m: fk_column(m, "p.k").c.x.foreign_keys.copy().pop().column.name,
    "fk missing table": lambda m: list(fk_column(m, "zz.b").c.x.foreign_keys)[0].column,
    "fk missing column": lambda m: list(fk_column(m, "p.nope").c.x.foreign_keys)[0].column,
    "fk no parent": lambda m: m.ForeignKey("a.b").column,
    "fk repr": lambda m: repr(m.ForeignKey("a.b", ondelete="CASCADE")),
    "fk late type": lambda m: (
        lambda d: (
            m.Table("q", d, m.Column("x", m.ForeignKey("p.id"))),
            m.Table("p", d, m.Column("id", m.BigInteger)),
            repr(d.tables["q"].c.x.type),
        )[2]
    )(m.MetaData()),
    "fk chain of types": lambda m: (
        lambda d: (
            m.Table("r", d, m.Column("x", m.ForeignKey("q.x"))),
            m.Table("q", d, m.Column("x", m.ForeignKey("p.id"))),
            m.Table("p", d, m.Column("id", m.BigInteger)),
            repr(d.tables["r"].c.x.type),
        )[3]
    )(m.MetaData()),
    "fk target": lambda m: [list(fk_column(m, "p.id").c.x.foreign_keys)[0].target_fullname],
    "fk widths": lambda m: m.ForeignKeyConstraint(["a", "b"], ["c.d"]),
    "fk references": lambda m: (lambda t: t.c.x.references(t.metadata.tables["p"].c.id))(fk_column(m, "p.id")),
    # constraints and indexes
    "constraint missing column": lambda m: one(m, m.Column("x", m.Integer), m.UniqueConstraint("nope")),
    "index missing column": lambda m: one(m, m.Column("x", m.Integer), m.Index("i", "nope")),
    "kinds": lambda m: sorted(
        type(item).__name__
        for item in one(
            m,
            m.Column("id", m.Integer, primary_key=True),
            m.Column("x", m.Integer, unique=True),
            m.Column("y", m.Integer, m.CheckConstraint("y > 5")),
            m.UniqueConstraint("x", "y"),
            m.CheckConstraint("x > 5"),
        ).constraints
    ),
    "index names": lambda m: sorted(
        index.name
        for index in one(
            m,
            m.Column("x", m.Integer, index=True),
            m.Column("y", m.Integer, index=True, unique=True),
            m.Index("z", "x", "y"),
        ).indexes
    ),
    "index repr": lambda m: repr(m.Index("i", "a", "b", unique=True)),
    "index of columns": lambda m: (lambda t: (m.Index("ii", t.c.x), [i.name for i in t.indexes])[1])(
        one(m, m.Column("x", m.Integer))
    ),
    "primary key order": lambda m: [
        column.name
        for column in one(
            m, m.Column("a", m.Integer), m.Column("b", m.Integer), m.PrimaryKeyConstraint("b", "a")
        ).primary_key.columns
    ],
    "naming": lambda m: sorted(
        str(item.name)
        for table in [
            m.Table(
                "q",
                m.MetaData(
                    naming_convention={
                        "ix": "ix_%(column_0_label)s",
                        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                        "ck": "ck_%(table_name)s_%(constraint_name)s",
                        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                        "pk": "pk_%(table_name)s",
                    }
                ),
                m.Column("id", m.Integer, primary_key=True),
                m.Column("x", m.Integer, index=True),
                m.Column("y", m.Integer, unique=True),
                m.Column("p", m.ForeignKey("q.id")),
                m.CheckConstraint("x>5", name="foo"),
                m.UniqueConstraint("x", "y"),
                m.Index(None, "x", "y"),
            )
        ]
        for item in (*table.constraints, *table.indexes)
    ),
    "naming callable": lambda m: [
        str(c.name)
        for c in m.Table(
            "q",
            m.MetaData(naming_convention={"pk": "pk_%(mine)s", "mine": lambda constraint, table: "X" + table.name}),
            m.Column("id", m.Integer, primary_key=True),
        ).constraints
    ],
    # CREATE
    "create": lambda m: later(
        m, m.Column("id", m.Integer, primary_key=True), m.Column("x", m.String(5), nullable=False)
    ),
    "create constraints": lambda m: later(
        m,
        m.Column("id", m.Integer, primary_key=True),
        m.Column("x", m.Integer, m.CheckConstraint("x > 1", name="ck"), unique=True),
        m.Column("y", m.Integer, m.ForeignKey("t.id", ondelete="CASCADE", onupdate="SET NULL", name="fk")),
        m.UniqueConstraint("x", "y", name="uq"),
        m.CheckConstraint("x > y"),
    ),
    "create defaults": lambda m: later(
        m,
        m.Column("a", m.Integer, server_default="5"),
        m.Column("b", m.DateTime, server_default=m.func.now()),
        m.Column("c", m.String, server_default=m.text("'x'")),
        m.Column("d", m.Integer, m.Computed("a + 1")),
        m.Column("e", m.Integer, default=7),
    ),
    "create identity": lambda m: later(m, m.Column("a", m.Integer, m.Identity(always=True, start=5), primary_key=True)),
    "create composite": lambda m: later(
        m,
        m.Column("a", m.Integer, primary_key=True),
        m.Column("b", m.Integer, primary_key=True),
        m.ForeignKeyConstraint(["a", "b"], ["t.b", "t.a"], deferrable=True, initially="DEFERRED"),
    ),
    "create enum": lambda m: later(m, m.Column("a", m.Enum("x", "y", name="e", create_constraint=True))),
    "create boolean": lambda m: later(m, m.Column("a", m.Boolean(create_constraint=True, name="b"))),
    "create schema table": lambda m: m.schema.CreateTable(one(m, m.Column("x", m.Integer), schema="s")),
    "create quoted": lambda m: m.schema.CreateTable(
        m.Table("Order", m.MetaData(), m.Column("Select", m.Integer), m.Column("user", m.Integer))
    ),
    "create if not exists": lambda m: m.schema.CreateTable(one(m, m.Column("x", m.Integer)), if_not_exists=True),
    "create prefixes": lambda m: m.schema.CreateTable(one(m, m.Column("x", m.Integer), prefixes=["TEMPORARY"])),
    "drop": lambda m: m.schema.DropTable(one(m), if_exists=True),
    "create index": lambda m: m.schema.CreateIndex(
        list(one(m, m.Column("x", m.Integer), m.Index("i", "x", unique=True)).indexes)[0]
    ),
    "create index expression": lambda m: (
        lambda t: m.schema.CreateIndex(m.Index("i", m.func.lower(t.c.x), t.c.x.desc()))
    )(one(m, m.Column("x", m.String))),
    "drop index": lambda m: m.schema.DropIndex(list(one(m, m.Column("x", m.Integer, index=True)).indexes)[0]),
    "create schema": lambda m: m.schema.CreateSchema("s", if_not_exists=True),
    "drop schema": lambda m: m.schema.DropSchema("s", cascade=True),
    "create sequence": lambda m: m.schema.CreateSequence(m.Sequence("s", start=5, increment=2, maxvalue=9, cycle=True)),
    "drop sequence": lambda m: m.schema.DropSequence(m.Sequence("s")),
    "add constraint": lambda m: m.schema.AddConstraint(
        list(one(m, m.Column("x", m.Integer), m.UniqueConstraint("x", name="u")).constraints - {None})[0]
        if False
        else next(
            c for c in one(m, m.Column("x", m.Integer), m.UniqueConstraint("x", name="u")).constraints if c.name == "u"
        )
    ),
    "drop constraint": lambda m: m.schema.DropConstraint(
        next(
            c for c in one(m, m.Column("x", m.Integer), m.UniqueConstraint("x", name="u")).constraints if c.name == "u"
        ),
        cascade=True,
    ),
    "drop constraint no name": lambda m: m.schema.DropConstraint(
        next(
            c
            for c in one(m, m.Column("x", m.Integer), m.UniqueConstraint("x")).constraints
            if type(c).__name__ == "UniqueConstraint"
        )
    ),
    "ddl": lambda m: m.DDL("ALTER TABLE x ADD y"),
    "create view": lambda m: m.schema.CreateView(m.select(one(m, m.Column("x", m.Integer))), "v"),
    "create view replace": lambda m: m.schema.CreateView(
        m.select(one(m, m.Column("x", m.Integer))), "v", or_replace=True, schema="s"
    ),
    "create table as": lambda m: m.schema.CreateTableAs(
        m.select(one(m, m.Column("x", m.Integer))), "v", temporary=True
    ),
    "into": lambda m: m.select(one(m, m.Column("x", m.Integer))).into("v"),
    "select of view": lambda m: m.select(m.schema.CreateView(m.select(one(m, m.Column("x", m.Integer))), "v").table),
    # copies and collections
    "to_metadata": lambda m: sorted(
        part.strip(" ()\n\t")
        for part in str(
            m.schema.CreateTable(
                one(
                    m,
                    m.Column("id", m.Integer, primary_key=True),
                    m.Column("x", m.Integer, m.ForeignKey("t.id"), unique=True, server_default="5"),
                    m.CheckConstraint("x > 5", name="c"),
                    m.Index("i", "x"),
                ).to_metadata(m.MetaData(), schema="other", name="copy")
            )
        ).split(", \n")
    ),
    "metadata": lambda m: [repr(m.MetaData()), repr(m.MetaData(schema="s")), m.MetaData().tables],
    "metadata tables": lambda m: m.MetaData().tables.clear(),
    "metadata contains": lambda m: (lambda t: [t in t.metadata, "t" in t.metadata, "u" in t.metadata])(one(m)),
    "metadata remove": lambda m: (lambda t: (t.metadata.remove(t), list(t.metadata.tables))[1])(one(m)),
    "metadata schema type": lambda m: m.MetaData(schema=5) if False else 1,
}


@pytest.mark.parametrize("name", CASES)
def test_schema(name):
    assert outcome(holdfast, CASES[name]) == outcome(sqlalchemy, CASES[name])


def graph(m, edges, names="abcd", **options):
    """Tables with foreign keys along the edges."""
    metadata = m.MetaData()
    for name in names:
        keys = [m.Column(f"{to}_id", m.ForeignKey(f"{to}.id", **options)) for source, to in edges if source == name]
        m.Table(name, metadata, m.Column("id", m.Integer, primary_key=True), *keys)
    return metadata


GRAPHS = {
    "chain": [("a", "b"), ("b", "c"), ("c", "d")],
    "fan": [("a", "d"), ("b", "d"), ("c", "d")],
    "none": [],
    "self": [("a", "a"), ("b", "a")],
    "circle": [("a", "b"), ("b", "a"), ("c", "a")],
    "circle of three": [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")],
}


@pytest.mark.parametrize("name", GRAPHS)
def test_sorted_tables(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours, theirs = ([table.name for table in graph(m, GRAPHS[name]).sorted_tables] for m in (holdfast, sqlalchemy))
    assert ours == theirs


def emitted(m, url, metadata, verb):
    """The DDL that create_all or drop_all sends, without a database."""
    found = []
    engine = m.create_mock_engine(
        url, lambda statement, *a, **k: found.append(" ".join(str(statement.compile(dialect=engine.dialect)).split()))
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            getattr(metadata, verb)(engine, checkfirst=False)
        except Exception as error:
            found.append((type(error).__name__, str(error)[:120]))
    # SQLAlchemy keeps the constraints of a circle in a set: their order among themselves is open.
    alters = sorted(text for text in found if str(text).startswith("ALTER"))
    return [alters.pop(0) if str(text).startswith("ALTER") else text for text in found]


@pytest.mark.parametrize("url", ["sqlite://", "postgresql+psycopg://"])
@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("verb", ["create_all", "drop_all"])
@pytest.mark.parametrize("name", GRAPHS)
def test_create_and_drop_all(name, verb, named, url):
    def build(m):
        metadata = m.MetaData()
        for table in "abcd":
            keys = [
                m.Column(f"{to}_id", m.ForeignKey(f"{to}.id", name=f"fk_{source}_{to}" if named else None))
                for source, to in GRAPHS[name]
                if source == table
            ]
            m.Table(
                table,
                metadata,
                m.Column("id", m.Integer, primary_key=True),
                *keys,
                m.Column("x", m.Integer, index=True),
            )
        return metadata

    assert emitted(holdfast, url, build(holdfast), verb) == emitted(sqlalchemy, url, build(sqlalchemy), verb)


def test_events_of_create_and_drop():
    def run(m):
        seen = []
        metadata = graph(m, [("a", "b")], names="ab")
        for target in (metadata, *metadata.tables.values()):
            for name in ("before_create", "after_create", "before_drop", "after_drop"):
                m.event.listen(
                    target,
                    name,
                    lambda item, connection, _name=name, **kw: seen.append((_name, getattr(item, "name", "metadata"))),
                )
        engine = m.create_engine("sqlite://")
        metadata.create_all(engine)
        metadata.create_all(engine)
        metadata.drop_all(engine)
        return seen

    assert run(holdfast) == run(sqlalchemy)


def test_pickled_metadata():
    metadata = graph(holdfast, [("a", "b")], names="ab")
    copied = pickle.loads(pickle.dumps(metadata))
    assert copied.tables.keys() == metadata.tables.keys()
    assert copied.tables["a"].c.b_id.references(copied.tables["b"].c.id)
    assert str(holdfast.select(copied.tables["a"]).where(copied.tables["a"].c.id == 5)) == str(
        holdfast.select(metadata.tables["a"]).where(metadata.tables["a"].c.id == 5)
    )
