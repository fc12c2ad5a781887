"""Oracle's text, parameters and DDL are SQLAlchemy's; what holdfast does not write raises CompileError."""

import pytest
import sqlalchemy
import sqlalchemy.dialects.oracle as their_oracle
from tests.twin.dialect_cases import compare, text_only

import holdfast
import holdfast.dialects.oracle as own_oracle
from holdfast import exc

# SQLAlchemy writes these; here they are left out, or are known to be refused by Oracle.
REFUSED = {
    "paths into JSON": "c.j[",
    "FOR UPDATE OF a table: SQLAlchemy's text ends behind OF": "s(c.id).with_for_update(of=t)",
    "the same of another table": "s(c.id).with_for_update(of=u)",
    "a row without columns: SQLAlchemy's `() VALUES ()` is no SQL of Oracle": "sa.insert(t).values()",
    "the same of another table, ": "sa.insert(sa.Table('nk',sa.MetaData(),sa.Column('id',sa.Integer,primary_key=True)))",
}
# SQLAlchemy's text is no SQL of Oracle: a cast to VARCHAR2 wants a length; BFILE is a type.
BETTER = {
    "sa.cast(sa.column('q'),D.VARCHAR2())": "CAST(q AS VARCHAR2(4000 CHAR))",
    "ty(D.BFILE())": "BFILE",
    "sa.cast(sa.column('q'),D.BFILE())": "CAST(q AS BFILE)",
}
LINES = [*compare.read("text_only"), *compare.read("oracle")]


@pytest.fixture(scope="module")
def dialects():
    return their_oracle.dialect(), own_oracle.dialect()


@pytest.fixture(scope="module")
def both(dialects):
    theirs, ours = dialects
    return text_only.names(sqlalchemy, their_oracle, theirs), text_only.names(holdfast, own_oracle, ours)


@pytest.mark.parametrize("line", LINES)
def test_text_and_parameters(both, dialects, line):
    theirs, ours = both
    their_dialect, own_dialect = dialects
    if line.startswith(tuple(REFUSED.values())):
        with pytest.raises(exc.CompileError):
            eval(line, dict(ours)).compile(dialect=own_dialect)
    elif line in BETTER:
        assert compare.answer(line, ours, own_dialect)[0] == BETTER[line]
    else:
        assert compare.answer(line, ours, own_dialect) == compare.answer(line, theirs, their_dialect)


@pytest.mark.parametrize("build", text_only.DDL.values(), ids=text_only.DDL)
def test_ddl(build):
    ours = text_only.created(holdfast, "oracle://", build)
    assert ours == text_only.created(sqlalchemy, "oracle://", build)


@pytest.mark.parametrize("name", text_only.CONSTRUCTS)
def test_constructs(dialects, name):
    theirs, ours = dialects
    make = text_only.CONSTRUCTS[name]
    written = text_only.construct(holdfast, ours, make)
    if name == "no column comment":  # SQLAlchemy leaves the schema out here
        assert written[0] == "COMMENT ON COLUMN sc.t.a IS NULL"
    else:
        assert written == text_only.construct(sqlalchemy, theirs, make)


def _table(**options):
    return lambda sa, m: sa.Table("t", m, sa.Column("a", sa.Integer), **options)


def _index(**options):
    def build(sa, m):
        table = sa.Table("t", m, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
        sa.Index("ix", *table.c, **options)

    return build


def _identity(**options):
    return lambda sa, m: sa.Table("t", m, sa.Column("a", sa.Integer, sa.Identity(**options)))


OPTIONS = {
    "on commit": _table(oracle_on_commit="DELETE ROWS"),
    "on commit, compressed": _table(oracle_on_commit="PRESERVE ROWS", oracle_compress=True),
    "compressed for, tablespace": _table(oracle_compress=6, oracle_tablespace="Foo"),
    "bitmap": _index(oracle_bitmap=True),
    "compressed by": _index(oracle_compress=1),
    "compressed": _index(oracle_compress=True, unique=True),
    "order": lambda sa, m: sa.Sequence("x", metadata=m, oracle_order=True, start=5),
    "no order": lambda sa, m: sa.Sequence("x", metadata=m, oracle_order=False),
    "identity in order": _identity(oracle_order=True, oracle_on_null=True),
    "identity always": _identity(always=True, oracle_on_null=True),
    "identity from three": _identity(oracle_order=False, start=3),
}


@pytest.mark.parametrize("build", OPTIONS.values(), ids=OPTIONS)
def test_options(build):
    ours = text_only.created(holdfast, "oracle://", build)
    assert ours == text_only.created(sqlalchemy, "oracle://", build)
    assert "Error" not in ours[-1]


def test_a_vector_index_is_refused():
    table = holdfast.Table("t", holdfast.MetaData(), holdfast.Column("v", own_oracle.VECTOR(3)))
    index = holdfast.Index("ix", table.c.v, oracle_vector=True)
    with pytest.raises(exc.CompileError, match="Index 'ix': vector indexes of Oracle are not written"):
        holdfast.schema.CreateIndex(index).compile(dialect=own_oracle.dialect())


@pytest.mark.parametrize(
    "url", ["oracle://scott:tiger@there/db", "oracle+oracledb://there/db", "oracle+cx_oracle://there/db"]
)
def test_engines_say_that_there_is_text_only(url):
    with pytest.raises(
        exc.NoSuchModuleError, match="this version of holdfast compiles text for Oracle, and has no driver"
    ):
        holdfast.create_engine(url)
