"""MySQL's and MariaDB's types, operators and constructs: the text, the parameters and the DDL are SQLAlchemy's."""

import enum

import pytest
import sqlalchemy
import sqlalchemy.dialects.mysql as their_mysql
from tests.twin.dialect_cases import compare

import holdfast
import holdfast.dialects.mysql as own_mysql


class E(enum.Enum):
    a = 1
    b = 2


def names(sa, my):
    metadata = sa.MetaData()
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("s", sa.String(50)),
        sa.Column("j", sa.JSON),
        sa.Column("st", my.SET("a", "b")),
        sa.Column("sb", my.SET("a", "b", retrieve_as_bitwise=True)),
        sa.Column("e", sa.Enum("a", "b")),
        sa.Column("n", sa.Numeric(5, 2)),
    )
    other = sa.Table("u", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("s", sa.String(50)))
    return {"sa": sa, "my": my, "t": table, "u": other, "c": table.c, "E": E}


def dialect(sa, name):
    return sa.engine.make_url(f"{name}+pymysql://").get_dialect()()


@pytest.fixture(scope="module")
def both():
    return names(sqlalchemy, their_mysql), names(holdfast, own_mysql)


@pytest.fixture(scope="module", params=["mysql", "mariadb"])
def dialects(request):
    return dialect(sqlalchemy, request.param), dialect(holdfast, request.param)


@pytest.mark.parametrize("line", compare.read("mysql"))
def test_text_and_parameters(both, dialects, line):
    theirs, ours = both
    their_dialect, own_dialect = dialects
    assert compare.answer(line, ours, own_dialect) == compare.answer(line, theirs, their_dialect)


def _table(*columns, **options):
    return lambda sa, my, m: sa.Table("t", m, *[make(sa, my) for make in columns], **options)


def _id(sa, my):
    return sa.Column("id", sa.Integer, primary_key=True)


def _index(make, **options):
    def build(sa, my, m):
        table = sa.Table("t", m, sa.Column("a", sa.String(50)), sa.Column("b", sa.Text))
        sa.Index("ix", *make(sa, table.c), **options)

    return build


def _a(sa, c):
    return (c.a,)


DDL = {
    "plain": _table(
        _id,
        lambda sa, my: sa.Column("s", sa.String(50), nullable=False, server_default="x", comment="c'%"),
        comment="tab",
    ),
    "engine": _table(_id, mysql_engine="InnoDB", mariadb_engine="Aria"),
    "charset": _table(_id, mysql_charset="utf8", mysql_collate="c"),
    "partitions": _table(_id, mysql_partition_by="HASH(id)", mysql_partitions="4"),
    "key of two": _table(
        lambda sa, my: sa.Column("a", sa.Integer, primary_key=True),
        lambda sa, my: sa.Column("b", sa.Integer, primary_key=True, autoincrement=True),
    ),
    "timestamps": _table(
        lambda sa, my: sa.Column("a", sa.TIMESTAMP),
        lambda sa, my: sa.Column(
            "b",
            sa.TIMESTAMP,
            nullable=False,
            server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"),
        ),
        lambda sa, my: sa.Column("c", sa.DateTime, server_default=sa.func.now()),
    ),
    "computed": _table(
        lambda sa, my: sa.Column("a", sa.Integer, sa.Computed("b + 1", persisted=True)),
        lambda sa, my: sa.Column("b", sa.Integer, server_default=sa.text("5")),
        lambda sa, my: sa.Column("j", sa.JSON, server_default=sa.text("(JSON_ARRAY())")),
    ),
    "enum": _table(lambda sa, my: sa.Column("e", sa.Enum("a", "b"), server_default="a")),
    "enum as text": _table(
        lambda sa, my: sa.Column("e", sa.Enum("a", name="k", native_enum=False, create_constraint=True))
    ),
    "boolean": _table(lambda sa, my: sa.Column("b", sa.Boolean(create_constraint=True, name="k"))),
    "charset of a column": _table(
        lambda sa, my: sa.Column("q", my.VARCHAR(5, charset="utf8", collation="x"), nullable=False, unique=True)
    ),
    "index with length": _index(_a, mysql_length=5, mariadb_length=9),
    "index with lengths": _index(lambda sa, c: (c.a, c.b), mysql_length={"a": 5, "b": 7}),
    "full text index": _index(_a, mysql_prefix="FULLTEXT", mysql_with_parser="ngram"),
    "index using": _index(_a, mysql_using="btree", unique=True),
    "index of a call": _index(lambda sa, c: (sa.func.lower(c.a), c.a.desc())),
    "index of a sum": _index(lambda sa, c: (c.a + c.b, c.a.collate("x"))),
    "key using": lambda sa, my, m: sa.Table(
        "t",
        m,
        sa.Column("a", sa.Integer),
        sa.PrimaryKeyConstraint("a", mysql_using="btree"),
        sa.UniqueConstraint("a", name="uq"),
    ),
    "foreign key": lambda sa, my, m: (
        sa.Table("p", m, sa.Column("id", sa.Integer, primary_key=True)),
        sa.Table(
            "q",
            m,
            sa.Column("p", sa.ForeignKey("p.id", ondelete="CASCADE", name="fk")),
            sa.CheckConstraint("p > 5", name="ck"),
        ),
    ),
    "match": lambda sa, my, m: (
        sa.Table("p", m, sa.Column("id", sa.Integer, primary_key=True)),
        sa.Table("q", m, sa.Column("p", sa.ForeignKey("p.id", match="FULL"))),
    ),
    "identity": _table(lambda sa, my: sa.Column("id", sa.Integer, sa.Identity(start=5), primary_key=True)),
}


@pytest.mark.parametrize("name", ["mysql", "mariadb"])
@pytest.mark.parametrize("build", DDL.values(), ids=DDL)
def test_ddl(build, name):
    url = f"{name}+pymysql://"
    ours = compare.created(holdfast, url, lambda m: build(holdfast, own_mysql, m))
    assert ours == compare.created(sqlalchemy, url, lambda m: build(sqlalchemy, their_mysql, m))


def _dropped(sa, dialect, kind):
    table = sa.Table(
        "t",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("b", sa.Integer, sa.ForeignKey("t.id", name="fk"), comment="x"),
        sa.UniqueConstraint("b", name="uq"),
        sa.CheckConstraint("b > 5", name="ck"),
        comment="foo",
    )
    if kind in {"SetTableComment", "DropTableComment"}:
        construct = getattr(sa.schema, kind)(table)
    elif kind == "SetColumnComment":
        construct = sa.schema.SetColumnComment(table.c.b)
    else:
        constraint = next(one for one in table.constraints if type(one).__name__ == kind)
        construct = sa.schema.DropConstraint(constraint)
    return compare.plain(str(construct.compile(dialect=dialect)))


@pytest.mark.parametrize(
    "kind",
    [
        "UniqueConstraint",
        "CheckConstraint",
        "ForeignKeyConstraint",
        "PrimaryKeyConstraint",
        "SetTableComment",
        "DropTableComment",
        "SetColumnComment",
    ],
)
def test_constraints_dropped_and_comments(dialects, kind):
    their_dialect, own_dialect = dialects
    assert _dropped(holdfast, own_dialect, kind) == _dropped(sqlalchemy, their_dialect, kind)
