"""PostgreSQL's types, operators and constructs: the text, the parameters and the DDL are SQLAlchemy's."""

import decimal
import itertools

import pytest
import sqlalchemy
import sqlalchemy.dialects.postgresql as their_postgresql
from tests.twin.dialect_cases import compare

import holdfast
import holdfast.dialects.postgresql as own_postgresql

URL = "postgresql+psycopg://"


def names(sa, pg):
    table = sa.Table(
        "t",
        sa.MetaData(),
        sa.Column("id", sa.Integer),
        sa.Column("a", pg.ARRAY(sa.Integer)),
        sa.Column("ga", sa.ARRAY(sa.Integer)),
        sa.Column("j", pg.JSON),
        sa.Column("gj", sa.JSON),
        sa.Column("b", pg.JSONB),
        sa.Column("h", pg.HSTORE),
        sa.Column("r", pg.INT4RANGE),
        sa.Column("mr", pg.INT4MULTIRANGE),
        sa.Column("bit", pg.BIT(3)),
        sa.Column("ts", pg.TSVECTOR),
        sa.Column("s", sa.String),
        sa.Column("e", pg.ENUM("a", "b", name="en")),
        sa.Column("a2", pg.ARRAY(sa.Integer, dimensions=2)),
        sa.Column("az", pg.ARRAY(sa.Integer, zero_indexes=True)),
        sa.Column("ae", pg.ARRAY(pg.ENUM("a", "b", name="en"))),
        sa.Column("ip", pg.INET),
        sa.Column("ci", pg.CITEXT),
    )
    return {"sa": sa, "pg": pg, "t": table, "c": table.c}


@pytest.fixture(scope="module")
def both():
    return (
        (names(sqlalchemy, their_postgresql), their_postgresql.dialect()),
        (names(holdfast, own_postgresql), own_postgresql.dialect()),
    )


@pytest.mark.parametrize("line", compare.read("postgresql"))
def test_text_and_parameters(both, line):
    (theirs, their_dialect), (ours, own_dialect) = both
    assert compare.answer(line, ours, own_dialect) == compare.answer(line, theirs, their_dialect)


def _column(make):
    return lambda sa, pg, m: sa.Table("t", m, sa.Column("e", make(sa, pg, m)))


def _in_schema(make):
    return lambda sa, pg, m: sa.Table("t", m, sa.Column("e", make(sa, pg, m)), schema="z")


def _shared_enum(sa, pg, m):
    shared = sa.Enum("a", "b", name="en")
    sa.Table("t", m, sa.Column("e", shared))
    sa.Table("u", m, sa.Column("e", shared))


def _index(**options):
    def build(sa, pg, m):
        table = sa.Table("t", m, sa.Column("a", sa.String), sa.Column("b", sa.Integer))
        sa.Index("ix", table.c.a, **options)

    return build


def _index_over(make):
    def build(sa, pg, m):
        table = sa.Table("t", m, sa.Column("a", sa.String), sa.Column("b", sa.Integer))
        sa.Index("ix", make(sa, table.c), postgresql_ops={"q": "zz"})

    return build


def _table(**options):
    return lambda sa, pg, m: sa.Table("t", m, sa.Column("a", sa.Integer), **options)


def _exclude(make):
    return lambda sa, pg, m: sa.Table("t", m, sa.Column("id", sa.Integer), sa.Column("r", pg.INT4RANGE), make(sa, pg))


DDL = {
    "enum": _column(lambda sa, pg, m: sa.Enum("a", "b'c", name="en")),
    "enum used twice": _shared_enum,
    "enum of a MetaData": _column(lambda sa, pg, m: pg.ENUM("a", name="en", metadata=m)),
    "enum of a MetaData alone": lambda sa, pg, m: sa.Enum("a", name="lone", metadata=m),
    "enum with schema": _in_schema(lambda sa, pg, m: pg.ENUM("a", name="En x", schema="s")),
    "enum that inherits": _in_schema(lambda sa, pg, m: sa.Enum("a", name="en", inherit_schema=True)),
    "enum in a schema": _in_schema(lambda sa, pg, m: sa.Enum("a", name="en")),
    "enum not created": _column(lambda sa, pg, m: pg.ENUM("a", name="en", create_type=False)),
    "array of enum": _column(lambda sa, pg, m: pg.ARRAY(sa.Enum("a", name="en"))),
    "enum as text": _column(lambda sa, pg, m: sa.Enum("a", name="en", native_enum=False, create_constraint=True)),
    "enum without name": _column(lambda sa, pg, m: sa.Enum("a")),
    "enum as variant": _column(lambda sa, pg, m: sa.String().with_variant(pg.ENUM("a", name="v"), "postgresql")),
    "domain": _column(
        lambda sa, pg, m: pg.DOMAIN("d", sa.Integer, check="VALUE > 3", not_null=True, default="5", constraint_name="k")
    ),
    "domain of text": _column(
        lambda sa, pg, m: pg.DOMAIN(
            "d", sa.VARCHAR(9), check=sa.text("VALUE ~ 'x'"), default=sa.text("'x'"), collation="C", schema="s"
        )
    ),
    "exclude": _exclude(lambda sa, pg: pg.ExcludeConstraint(("r", "&&"), name="ex")),
    "exclude with all": _exclude(
        lambda sa, pg: pg.ExcludeConstraint(
            ("r", "&&"),
            (sa.func.lower(sa.column("id")), "="),
            using="btree",
            where="id > 5",
            ops={"r": "my_ops"},
            deferrable=True,
            initially="deferred",
        )
    ),
    "index with all": _index(
        postgresql_where="b > 5",
        postgresql_using="gin",
        postgresql_include=["b"],
        postgresql_ops={"a": "text_pattern_ops"},
        postgresql_concurrently=True,
        postgresql_with={"fillfactor": 50},
        postgresql_tablespace="ts",
        postgresql_nulls_not_distinct=True,
        unique=True,
    ),
    "index of an order": _index_over(lambda sa, c: c.a.desc().nulls_last()),
    "index of a call": _index_over(lambda sa, c: sa.func.lower(c.a).label("q")),
    "index of a sum": _index_over(lambda sa, c: c.b + 5),
    "index of text": _index_over(lambda sa, c: sa.text("a || b")),
    "index of an operator": _index_over(lambda sa, c: c.a.op("->>")("x")),
    "index of a collation": _index_over(lambda sa, c: c.a.collate("C")),
    "index of a cast": _index_over(lambda sa, c: sa.cast(c.a, sa.Integer)),
    "table with all": _table(
        postgresql_inherits=("x", "Y"),
        postgresql_partition_by="LIST (a)",
        postgresql_using="heap",
        postgresql_with={"fillfactor": 50},
        postgresql_with_oids=False,
        postgresql_on_commit="PRESERVE ROWS",
        postgresql_tablespace="sp",
        prefixes=["UNLOGGED"],
    ),
    "unique and key": lambda sa, pg, m: sa.Table(
        "t",
        m,
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.UniqueConstraint("a", postgresql_nulls_not_distinct=True, postgresql_include=["b"], deferrable=True),
        sa.PrimaryKeyConstraint("a", postgresql_include=["b"], name="k"),
    ),
    "not valid": lambda sa, pg, m: (
        sa.Table("p", m, sa.Column("id", sa.Integer, primary_key=True)),
        sa.Table(
            "t",
            m,
            sa.Column("a", sa.ForeignKey("p.id", postgresql_not_valid=True, ondelete="SET NULL (a)")),
            sa.CheckConstraint("a > 5", postgresql_not_valid=True),
        ),
    ),
    "serial by variant": lambda sa, pg, m: sa.Table(
        "t", m, sa.Column("id", sa.Integer().with_variant(sa.BigInteger, "postgresql"), primary_key=True)
    ),
    "sequence": lambda sa, pg, m: sa.Table("t", m, sa.Column("id", sa.Integer, sa.Sequence("q"), primary_key=True)),
    "comments": lambda sa, pg, m: sa.Table(
        "t",
        m,
        sa.Column("id", sa.Integer, comment="c'x %"),
        sa.CheckConstraint("id > 5", name="k", comment="q"),
        comment="t",
    ),
}


@pytest.mark.parametrize("build", DDL.values(), ids=DDL)
def test_ddl(build):
    ours = compare.created(holdfast, URL, lambda m: build(holdfast, own_postgresql, m))
    assert ours == compare.created(sqlalchemy, URL, lambda m: build(sqlalchemy, their_postgresql, m))


RANGES = [
    (None, 3, "[)"),
    (1, 5, "[)"),
    (1, 4, "[]"),
    (5, 9, "[)"),
    (3, 8, "(]"),
    (5, None, "[)"),
    (2, 3, "[)"),
    (7, 7, "[]"),
]
QUESTIONS = [
    "contains",
    "contained_by",
    "overlaps",
    "strictly_left_of",
    "strictly_right_of",
    "not_extend_left_of",
    "not_extend_right_of",
    "adjacent_to",
    "union",
    "difference",
    "intersection",
    "__eq__",
]


def _answer(pg, question, one, other, kind):
    made = [
        pg.Range(
            *[None if bound is None else kind(bound) for bound in (lower, upper)],
            bounds=bounds,
        )
        for lower, upper, bounds in (one, other)
    ]
    try:
        found = getattr(made[0], question)(made[1])
    except ValueError:
        return "ValueError"
    return str(found) if isinstance(found, pg.Range) else found


@pytest.mark.parametrize("kind", [int, decimal.Decimal])
@pytest.mark.parametrize("question", QUESTIONS)
def test_ranges_as_values(question, kind):
    for one, other in itertools.product(RANGES, repeat=2):
        theirs = _answer(their_postgresql, question, one, other, kind)
        assert _answer(own_postgresql, question, one, other, kind) == theirs, (one, other)


BITS = [
    "B('0102')",
    "B.from_int(5, 3)",
    "B.from_int(5, 2)",
    "B.from_bytes(b'\\x05', 12)",
    "B('01').set_bit(0, 5)",
    "B('0110').lstrip()",
    "B('01') + '1'",
    "'1' + B('01')",
    "B('0110') << 1",
    "B('0110') >> 1",
    "~B('0110')",
    "B('01') & '11'",
    "B('01') & '1'",
    "B('01')[0]",
    "int(B('0110'))",
    "bytes(B('0110'))",
    "B('01').zfill(5)",
    "B('01') == '01'",
]


@pytest.mark.parametrize("line", BITS)
def test_bit_strings_as_values(line):
    answers = []
    for pg in (their_postgresql, own_postgresql):
        try:
            answers.append(repr(eval(line, {"B": pg.BitString})))
        except ValueError:
            answers.append("ValueError")
    assert answers[0] == answers[1]
