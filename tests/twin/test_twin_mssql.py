"""SQL Server's text, parameters and DDL are SQLAlchemy's; what holdfast does not write raises CompileError."""

import pytest
import sqlalchemy
import sqlalchemy.dialects.mssql as their_mssql
from tests.twin.dialect_cases import compare, text_only

import holdfast
import holdfast.dialects.mssql as own_mssql
from holdfast import exc

# SQLAlchemy leaves the limit of a set operation out without a word; here it is refused.
REFUSED = (
    "sa.union_all(s(c.id),s(u.c.id)).order_by('id').limit(3)",
    "sa.union(s(c.id),s(u.c.id)).limit(3)",
    "sa.union(s(c.id),s(u.c.id)).order_by('id').offset(1)",
)
# SQLAlchemy's text is no SQL of SQL Server (ANY and ALL stand to the right), or there is none.
BETTER = {
    "sa.any_(s(c.id).scalar_subquery())==5": ":param_1 = ANY (SELECT t.id FROM t)",
    "5==sa.all_(s(c.id).scalar_subquery())": ":param_1 = ALL (SELECT t.id FROM t)",
    "lit(sa.literal(datetime.timedelta(1,2,3)))": "'1970-01-02 00:00:02.000003'",
}
LINES = [*compare.read("text_only"), *compare.read("mssql")]


def _dialects(offset_fetch):
    theirs, ours = their_mssql.dialect(), own_mssql.dialect()
    theirs.default_schema_name = ours.default_schema_name = "dbo"
    theirs._supports_offset_fetch = ours._supports_offset_fetch = offset_fetch
    return theirs, ours


@pytest.fixture(scope="module")
def dialects():
    return _dialects(offset_fetch=False)


@pytest.fixture(scope="module")
def modern():
    return _dialects(offset_fetch=True)


@pytest.fixture(scope="module")
def both(dialects):
    theirs, ours = dialects
    return text_only.names(sqlalchemy, their_mssql, theirs), text_only.names(holdfast, own_mssql, ours)


@pytest.mark.parametrize("line", LINES)
def test_text_and_parameters(both, dialects, line):
    theirs, ours = both
    their_dialect, own_dialect = dialects
    if line.startswith(REFUSED):
        with pytest.raises(exc.CompileError):
            eval(line, dict(ours)).compile(dialect=own_dialect)
    elif line in BETTER:
        assert compare.answer(line, ours, own_dialect)[0] == BETTER[line]
    else:
        assert compare.answer(line, ours, own_dialect) == compare.answer(line, theirs, their_dialect)


LIMITS = [line for line in LINES if any(word in line for word in (".limit(", ".offset(", ".fetch("))]


@pytest.mark.parametrize("line", LIMITS)
def test_offset_and_fetch(both, modern, line):
    theirs, ours = both
    their_dialect, own_dialect = modern
    written = compare.answer(line, ours, own_dialect)
    if line == REFUSED[0]:  # SQLAlchemy leaves it out here, too
        assert written[0].endswith("ORDER BY id OFFSET 0 ROWS FETCH FIRST :param_1 ROWS ONLY")
    elif line == REFUSED[1]:
        assert written[0] == "CompileError"
    else:
        assert written == compare.answer(line, theirs, their_dialect)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("s((c.id+1).label('y')).order_by('y').offset(3)", "order_by\\('y'\\) beside an OFFSET must be an expression"),
        ("s(sa.text('x')).order_by(c.id).offset(3)", "an OFFSET needs columns that have names"),
        ("sa.union(s(c.id),s(u.c.id)).limit(3).order_by('id')", "select from it as a subquery"),
    ],
)
def test_what_cannot_be_numbered(both, dialects, statement, message):
    with pytest.raises(exc.CompileError, match=message):
        eval(statement, dict(both[1])).compile(dialect=dialects[1])


@pytest.mark.parametrize("version", [(9, 0), (15, 0)])
@pytest.mark.parametrize("large", [False, True])
def test_types_by_version(version, large):
    theirs, ours = their_mssql.dialect(deprecate_large_types=large), own_mssql.dialect(deprecate_large_types=large)
    theirs.server_version_info = ours.server_version_info = version

    def written(sa, dialect):
        types = [sa.Date(), sa.Time(), sa.DateTime(), sa.Text(), sa.Text(5), sa.UnicodeText(), sa.LargeBinary()]
        return [dialect.type_compiler_instance.process(type_) for type_ in types]

    assert written(holdfast, ours) == written(sqlalchemy, theirs)


@pytest.mark.parametrize("build", text_only.DDL.values(), ids=text_only.DDL)
def test_ddl(build):
    ours = text_only.created(holdfast, "mssql://", build)
    theirs = text_only.created(sqlalchemy, "mssql://", build)
    if theirs[-1] == "AttributeError":  # comments, where nobody told SQLAlchemy the name of the schema
        assert ours[: len(theirs) - 1] == theirs[:-1]
        assert "'schema', dbo, 'table', t" in ours[len(theirs)]
    else:
        assert ours == theirs


@pytest.mark.parametrize("name", text_only.CONSTRUCTS)
def test_constructs(dialects, name):
    theirs, ours = dialects
    make = text_only.CONSTRUCTS[name]
    written = text_only.construct(holdfast, ours, make)
    if name in {"materialized", "temporary view", "table as", "temporary as", "as if not exists"}:
        assert written[0] == "CompileError"
    else:
        assert written == text_only.construct(sqlalchemy, theirs, make)


def _column(*arguments, **options):
    return lambda sa, m: sa.Table("t", m, sa.Column("a", sa.Integer, *arguments, **options))


def _constraint(kind, **options):
    return lambda sa, m: sa.Table("t", m, sa.Column("a", sa.Integer), getattr(sa, kind)("a", **options))


def _index(make, **options):
    def build(sa, m):
        table = sa.Table("t", m, sa.Column("a", sa.Integer), sa.Column("b", sa.Integer))
        sa.Index("ix", table.c.a, **{name: value(table, sa) for name, value in options.items()}, **make)

    return build


def _sequence(sa, m):
    return sa.Table("t", m, sa.Column("a", sa.Integer, sa.Sequence("q", start=3, increment=4), primary_key=True))


OPTIONS = {
    "identity from five": _column(primary_key=True, mssql_identity_start=5, mssql_identity_increment=2),
    "identity beside a key": lambda sa, m: sa.Table(
        "t", m, sa.Column("a", sa.Integer, autoincrement=True), sa.Column("b", sa.String(5), primary_key=True)
    ),
    "numeric key": lambda sa, m: sa.Table("t", m, sa.Column("a", sa.Numeric(18, 0), primary_key=True)),
    "sequence": _sequence,
    "key, not clustered": _constraint("PrimaryKeyConstraint", mssql_clustered=False),
    "key, clustered": _constraint("PrimaryKeyConstraint", mssql_clustered=True, name="k"),
    "unique, clustered": _constraint("UniqueConstraint", mssql_clustered=True),
    "unique, not clustered": _constraint("UniqueConstraint", mssql_clustered=False, name="z"),
    "clustered index": _index({"mssql_clustered": True}),
    "unique, not clustered index": _index({"mssql_clustered": False, "unique": True}),
    "include": _index({"mssql_include": ["b"]}),
    "include where": _index({}, mssql_include=lambda t, sa: [t.c.b], mssql_where=lambda t, sa: t.c.b > 5),
    "where text": _index({}, mssql_where=lambda t, sa: sa.text("b>5")),
    "columns": _index({"mssql_columnstore": True}),
    "clustered columns": _index({"mssql_columnstore": True, "mssql_clustered": True}),
    "columns of all": lambda sa, m: sa.Index(
        "ix", mssql_columnstore=True, mssql_clustered=True, _table=_column()(sa, m)
    ),
}


@pytest.mark.parametrize("build", OPTIONS.values(), ids=OPTIONS)
def test_options(build):
    ours = text_only.created(holdfast, "mssql://", build)
    assert ours == text_only.created(sqlalchemy, "mssql://", build)
    assert "Error" not in ours[-1]


def test_two_ways_to_number_a_column_are_refused():
    column = holdfast.Column("a", holdfast.Integer, holdfast.Identity(start=3), mssql_identity_start=5)
    table = holdfast.Table("t", holdfast.MetaData(), column)
    with pytest.raises(exc.CompileError, match=r"'mssql_identity_start'.*column 'a'"):
        holdfast.schema.CreateTable(table).compile(dialect=own_mssql.dialect())


@pytest.mark.parametrize(
    "schema", ["a.b", "db.Own", "[a.b].c", "[x].y", "[Foo Bar].x", "a.b.c", "[a.b]", "_", "order", "My Schema"]
)
def test_schemas_of_several_parts(dialects, schema):
    theirs, ours = [dialect.identifier_preparer.quote_schema(schema) for dialect in dialects]
    assert ours == theirs


@pytest.mark.parametrize("url", ["mssql://sa:secret@there/db", "mssql+pyodbc://there/db", "mssql+pymssql://there/db"])
def test_engines_say_that_there_is_text_only(url):
    with pytest.raises(
        exc.NoSuchModuleError, match="this version of holdfast compiles text for SQL Server, and has no"
    ):
        holdfast.create_engine(url)
