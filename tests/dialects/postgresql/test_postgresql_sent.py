"""Statements compiled for PostgreSQL, sent to a server by psycopg: the server takes them, and values come back."""

import datetime as dt
import decimal
import uuid

import pytest

import holdfast as hf
from holdfast.dialects import postgresql as pg

psycopg = pytest.importorskip("psycopg")
DIALECT = pg.dialect()


@pytest.fixture(scope="module")
def connection(postgresql_url):
    url = hf.engine.make_url(postgresql_url)
    made = psycopg.connect(
        host=url.query.get("host", url.host),
        port=url.port,
        user=url.username,
        password=url.password,
        dbname=url.database,
    )
    made.autocommit = True
    made.prepare_threshold = None  # tables of one name change between tests
    made.execute("DROP SCHEMA IF EXISTS sent CASCADE")
    made.execute("CREATE SCHEMA sent")
    made.execute("SET search_path TO sent, public")
    yield made
    made.execute("DROP SCHEMA sent CASCADE")
    made.close()


@pytest.fixture
def send(connection):
    def send(statement):
        """Execute a statement; the rows with their types' conversions."""
        compiled = statement.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
        binds = {
            name: (value if processor is None else processor(value))
            for name, value in compiled.params.items()
            for processor in [_processor(compiled, name)]
        }
        cursor = connection.execute(str(compiled), binds)
        if cursor.description is None:
            return None
        readers = [column.type.cached_result_processor(DIALECT) for column in compiled.result_columns]
        return [
            tuple(value if read is None else read(value) for value, read in zip(row, readers, strict=True))
            for row in cursor.fetchall()
        ]

    return send


def _processor(compiled, name):
    bind = compiled.binds.get(name)
    return None if bind is None else bind.type.cached_bind_processor(DIALECT)


@pytest.fixture
def metadata(connection):
    made = hf.MetaData()
    statements = []
    engine = hf.create_mock_engine(
        "postgresql+psycopg://", lambda construct, *more: statements.append(str(construct.compile(dialect=DIALECT)))
    )

    def run():
        for statement in statements:
            connection.execute(statement)
        statements.clear()

    made.create = lambda: (made.create_all(engine, checkfirst=False), run())
    yield made
    made.drop_all(engine, checkfirst=False)
    run()


VALUES = {
    "integer": (hf.Integer, 7),
    "numeric": (hf.Numeric(10, 2), decimal.Decimal("1.25")),
    "text": (hf.String(20), "it's 100% \\ fine"),
    "date": (hf.Date, dt.date(2024, 2, 29)),
    "datetime": (hf.DateTime, dt.datetime(2024, 2, 29, 1, 2, 3, 4)),
    "zoned": (pg.TIMESTAMP(True, 6), dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=dt.UTC)),
    "time": (pg.TIME(precision=3), dt.time(1, 2, 3)),
    "interval": (hf.Interval, dt.timedelta(days=2, seconds=5)),
    "own interval": (pg.INTERVAL(fields="DAY TO SECOND"), dt.timedelta(days=2)),
    "boolean": (hf.Boolean, True),
    "bytes": (hf.LargeBinary, b"\x00\xff"),
    "uuid": (hf.Uuid, uuid.UUID(int=5)),
    "uuid as text": (pg.UUID(as_uuid=False), str(uuid.UUID(int=5))),
    "json": (hf.JSON, {"a": [1, None, "x"]}),
    "jsonb": (pg.JSONB, {"a": {"b": 1.5}}),
    "json string": (pg.JSONB, "just text"),
    "array": (pg.ARRAY(hf.Integer), [1, None, 3]),
    "array of arrays": (hf.ARRAY(hf.String, dimensions=2), [["a", "b"], ["c", 'd"']]),
    "range": (pg.INT4RANGE, pg.Range(1, 5)),
    "open range": (pg.DATERANGE, pg.Range(dt.date(2024, 1, 1), None)),
    "empty range": (pg.NUMRANGE, pg.Range(empty=True)),
    "range of moments": (pg.TSRANGE, pg.Range(dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 2), bounds="(]")),
    "multirange": (pg.INT8MULTIRANGE, [pg.Range(1, 3), pg.Range(5, 7)]),
    "bits": (pg.BIT(4), pg.BitString("0110")),
    "varying bits": (pg.BIT(varying=True), pg.BitString("011")),
    "oid": (pg.OID, 42),
    "regclass": (pg.REGCLASS, "pg_class"),
    "enum": (hf.Enum("red", "green", name="color"), "green"),
    "array of enum": (pg.ARRAY(hf.Enum("red", "green", name="color")), ["red"]),
    "domain": (pg.DOMAIN("positive", hf.Integer, check="VALUE > 0"), 4),
    "search vector": (pg.TSVECTOR, "'a' 'b'"),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_go_and_come(name, metadata, send):
    type_, value = VALUES[name]
    table = hf.Table("things", metadata, hf.Column("id", hf.Integer, primary_key=True), hf.Column("value", type_))
    metadata.create()
    send(hf.insert(table).values(id=1, value=value))
    send(hf.insert(table).values(id=2, value=None))
    found = send(hf.select(table.c.value).order_by(table.c.id))
    if name == "json":
        assert found[0] == (value,)  # None is JSON's null here
    else:
        assert found[:1] == [(value,)]


EXPRESSIONS = {
    "array element": (lambda t: t.c.a[2], 20),
    "array slice": (lambda t: t.c.a[2:3], [20, 30]),
    "array contains": (lambda t: t.c.a.contains([10]), True),
    "array overlap": (lambda t: t.c.a.overlap([1]), False),
    "array concatenation": (lambda t: t.c.a.concat([40]), [10, 20, 30, 40]),
    "any": (lambda t: hf.any_(t.c.a) == 20, True),
    "json member": (lambda t: t.c.j["n"].as_integer() + 1, 6),
    "json path": (lambda t: t.c.j[("o", "p q")].as_string(), "x"),
    "json text": (lambda t: t.c.j["s"].astext == "it", True),
    "jsonb member": (lambda t: t.c.b["o"]["p q"], "x"),
    "jsonb key": (lambda t: t.c.b.has_key("n"), True),
    "jsonb contains": (lambda t: t.c.b.contains({"n": 5}), True),
    "jsonb path": (lambda t: t.c.b.path_exists("$.n ? (@ > 4)"), True),
    "jsonb without": (lambda t: t.c.b.delete_path(["o", "p q"])["o"], {}),
    "range contains": (lambda t: t.c.r.contains(3), True),
    "range union": (lambda t: t.c.r + pg.Range(5, 9), pg.Range(1, 9)),
    "range overlap": (lambda t: t.c.r.overlaps(pg.Range(4, 9)), True),
    "bits": (lambda t: t.c.bits & pg.BitString("0011"), pg.BitString("0010")),
    "not bits": (lambda t: ~t.c.bits, pg.BitString("1001")),
    "match": (lambda t: t.c.s.match("word"), True),
    "search": (lambda t: pg.to_tsvector("english", t.c.s).bool_op("@@")(pg.to_tsquery("english", "words")), True),
    "regular expression": (lambda t: t.c.s.regexp_match("WORD", "i"), True),
    "ordered aggregate": (lambda t: pg.array_agg(pg.aggregate_order_by(t.c.id, t.c.id.desc())), [1]),
    "array made": (lambda t: pg.array([t.c.id, 5]), [1, 5]),
    "empty array": (lambda t: pg.array([], type_=hf.Integer), []),
    "interval literal": (lambda t: hf.literal(dt.timedelta(days=1), pg.INTERVAL()), dt.timedelta(days=1)),
    "division": (lambda t: t.c.id / 2, decimal.Decimal("0.5")),
    "in": (lambda t: t.c.id.in_([1, 2]), True),
    "power": (lambda t: t.c.id**2, 1),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions(name, metadata, send):
    make, expected = EXPRESSIONS[name]
    table = hf.Table(
        "facts",
        metadata,
        hf.Column("id", hf.Integer, primary_key=True),
        hf.Column("a", pg.ARRAY(hf.Integer)),
        hf.Column("j", pg.JSON),
        hf.Column("b", pg.JSONB),
        hf.Column("r", pg.INT4RANGE),
        hf.Column("bits", pg.BIT(4)),
        hf.Column("s", hf.String),
    )
    metadata.create()
    document = {"n": 5, "o": {"p q": "x"}, "s": "it"}
    send(
        hf.insert(table).values(
            id=1, a=[10, 20, 30], j=document, b=document, r=pg.Range(1, 5), bits="0110", s="a word here"
        )
    )
    assert send(hf.select(make(table)))[0][0] == expected


def test_upsert_and_parts_of_columns(metadata, send):
    table = hf.Table(
        "counts",
        metadata,
        hf.Column("id", hf.Integer, primary_key=True),
        hf.Column("n", hf.Integer),
        hf.Column("a", pg.ARRAY(hf.Integer)),
        hf.Column("b", pg.JSONB),
    )
    metadata.create()
    insert = pg.insert(table).values(id=1, n=1, a=[1, 2], b={"x": 1})
    send(insert)
    send(insert.on_conflict_do_nothing())
    send(insert.on_conflict_do_update(index_elements=["id"], set_={"n": table.c.n + insert.excluded.n}))
    send(hf.update(table).values({table.c.a[2]: 9, table.c.b["x"]: {"y": 2}}))
    assert send(hf.select(table)) == [(1, 2, [1, 9], {"x": {"y": 2}})]


def test_constraints_and_indexes_are_taken(metadata, send):
    table = hf.Table(
        "bookings",
        metadata,
        hf.Column("id", hf.Integer, primary_key=True),
        hf.Column("during", pg.TSRANGE, comment="it's 5 % off"),
        hf.Column("name", hf.String(20, collation="C")),
        pg.ExcludeConstraint(("during", "&&"), where="id > 0", name="no_overlap"),
        hf.UniqueConstraint("name", postgresql_nulls_not_distinct=None, postgresql_include=["id"]),
        postgresql_with={"fillfactor": 70},
    )
    hf.Index(
        "ix_name", table.c.name.desc(), postgresql_where=table.c.id > 5, postgresql_ops={"name": "text_pattern_ops"}
    )
    hf.Index("ix_lower", hf.func.lower(table.c.name), postgresql_using="hash")
    metadata.create()
    day = pg.Range(dt.datetime(2024, 1, 1), dt.datetime(2024, 1, 2))
    send(hf.insert(table).values(id=1, during=day))
    with pytest.raises(psycopg.errors.ExclusionViolation):
        send(hf.insert(table).values(id=2, during=day))


def test_distinct_on_and_locks(metadata, send):
    table = hf.Table("rows", metadata, hf.Column("id", hf.Integer, primary_key=True), hf.Column("k", hf.String))
    metadata.create()
    send(hf.insert(table).values([{"id": 1, "k": "a"}, {"id": 2, "k": "a"}, {"id": 3, "k": "b"}]))
    first = hf.select(table.c.id).ext(pg.distinct_on(table.c.k)).order_by(table.c.k, table.c.id.desc())
    assert send(first) == [(2,), (3,)]
    assert send(hf.select(table.c.id).where(table.c.id == 1).with_for_update(of=table, skip_locked=True)) == [(1,)]
    assert send(hf.select(table.c.id).order_by(table.c.id).limit(1).offset(1)) == [(2,)]
