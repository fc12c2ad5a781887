"""Values of all types on real databases, edge values included: what is stored, read back and found, on both libraries."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import importlib
import uuid
import warnings

import sqlalchemy

import holdfast

D = decimal.Decimal
ZONE = dt.timezone(dt.timedelta(hours=5, minutes=30))
NOW = dt.datetime(2020, 1, 2, 3, 4, 5, 678901)
HERE = NOW.replace(tzinfo=ZONE)
WORLDWIDE = NOW.replace(tzinfo=dt.UTC)
ID = "00000000-0000-0000-0000-000000000005"


class Kind(enum.Enum):
    one = 1
    two_long = "x"
    alias = 1  # noqa: PIE796


def custom_types(m):
    """Types as users write them."""

    class Angled(m.TypeDecorator):
        impl = m.String(50)
        cache_ok = True

        def process_bind_param(self, value, dialect):
            return None if value is None else f"<{value}>"

        def process_result_value(self, value, dialect):
            return None if value is None else value[1:-1]

    class Cents(m.TypeDecorator):
        impl = m.Integer
        cache_ok = True

        def process_bind_param(self, value, dialect):
            return None if value is None else int(value * 100)

        def process_result_value(self, value, dialect):
            return None if value is None else D(value) / 100

    class Shouted(m.types.UserDefinedType):
        cache_ok = True

        def get_col_spec(self, **kw):
            return "VARCHAR(50)"

        def bind_processor(self, dialect):
            return lambda value: None if value is None else value + "!"

        def result_processor(self, dialect, coltype):
            return lambda value: None if value is None else value + "?"

        def bind_expression(self, bindvalue):
            return m.func.lower(bindvalue)

        def column_expression(self, column):
            return m.func.upper(column, type_=self)

    class Boxed(m.TypeDecorator):
        impl = m.JSON
        cache_ok = True

        def process_bind_param(self, value, dialect):
            return value if value is None else {"v": value}

    return Angled, Cents, Shouted, Boxed


def common(m):
    """(type, values) for every database."""
    angled, cents, shouted, boxed = custom_types(m)
    return [
        (m.Integer, [0, 5, -5, 2**31 - 1, None, True, "7", 5.5]),
        (m.BigInteger, [2**62, -(2**62)]),
        (m.SmallInteger, [7]),
        (m.Float, [1.5, 0.1, 1e30, -0.0, None, D("1.5"), 3, float("inf"), float("nan")]),
        (m.Double, [1.1, 1e300, None]),
        (m.Float(asdecimal=True), [1.5, D("0.1"), None]),
        (m.Numeric(10, 2), [D("1.10"), D("-1.005"), 5, 1.5, None, D("1E+2"), D(0)]),
        (m.Numeric(20, 10), [D("1.1234567891"), D("0E-10")]),
        (m.Numeric, [D("1.50"), D("NaN")]),
        (m.Numeric(10, 2, asdecimal=False), [D("1.10"), 1.1]),
        (m.String(50), ["", "x", "it's", "5%", "a\\b", "é\U0001f600", " pad ", "\n", None, 5]),
        (m.Text, ["x" * 500, ""]),
        (m.Unicode(10), ["é"]),
        (m.CHAR(5), ["ab", "abcde", ""]),
        (m.Boolean, [True, False, None, 1, 0, 5, "x"]),
        (m.Date, [dt.date(2020, 1, 2), dt.date(1, 1, 1), dt.date(9999, 12, 31), None, NOW, "2020-01-02"]),
        (m.DateTime, [NOW, dt.datetime(2020, 1, 2), HERE, None, dt.date(2020, 1, 2)]),
        (m.DateTime(timezone=True), [WORLDWIDE, HERE, NOW]),
        (m.Time, [dt.time(3, 4), dt.time(3, 4, 5, 678901), dt.time(0, 0), None]),
        (m.Interval, [dt.timedelta(days=1, seconds=5, microseconds=7), dt.timedelta(0), dt.timedelta(-1), None]),
        (m.Interval(native=False), [dt.timedelta(days=1, seconds=5)]),
        (m.LargeBinary, [b"", b"x", b"\x00\xff'", None, bytearray(b"q")]),
        (m.JSON, [{}, [], {"a": [1, None, {"b": "é"}]}, "x", 5, 1.5, True, None, m.JSON.NULL]),
        (m.JSON(none_as_null=True), [None, {"a": None}, m.JSON.NULL]),
        (m.Uuid, [uuid.UUID(int=5), None, ID]),
        (m.Uuid(as_uuid=False), [ID, ID.replace("-", ""), None]),
        (m.Uuid(native_uuid=False), [uuid.UUID(int=5)]),
        (m.Enum("a", "b'c", name="en"), ["a", "b'c", None, "zz", ""]),
        (m.Enum(Kind, name="kind"), [Kind.one, Kind.alias, Kind.two_long, "one", None, "zz"]),
        (m.Enum("a", native_enum=False, create_constraint=True, name="ck"), ["a", "q"]),
        (m.Enum("a", "b", name="e3", validate_strings=True), ["a", "q"]),
        (m.PickleType, [{"a": 1}, None, [1, (2,)], NOW]),
        (angled, ["x", "", None]),
        (cents, [D("1.25"), None]),
        (shouted, ["MiX", None]),
        (boxed, [{"q": 1}, None, [1]]),
        (m.String(50).with_variant(m.Text(), "postgresql"), ["x"]),
    ]


def of_sqlite(m):
    lite = importlib.import_module(f"{m.__name__}.dialects.sqlite")
    digits = "%(year)04d%(month)02d%(day)02d%(hour)02d%(minute)02d%(second)02d"
    return [
        (lite.DATETIME(truncate_microseconds=True), [NOW]),
        (lite.DATETIME(storage_format=digits, regexp=r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)"), [NOW, None]),
        (
            lite.DATE(
                storage_format="%(year)04d/%(month)02d/%(day)02d", regexp=r"(?P<year>\d+)/(?P<month>\d+)/(?P<day>\d+)"
            ),
            [dt.date(2020, 1, 2)],
        ),
        (lite.TIME(truncate_microseconds=True), [dt.time(3, 4, 5, 6)]),
        (lite.JSON, [{"a": 1}, None, 5]),
        (m.LargeBinary, ["text"]),
    ]


def of_postgresql(m):
    pg = importlib.import_module(f"{m.__name__}.dialects.postgresql")
    angled, *_ = custom_types(m)
    span = pg.Range
    return [
        (pg.ARRAY(m.Integer), [[], [1, 2], [None, 1], None, [[1, 2], [3, 4]], (5,)]),
        (pg.ARRAY(m.String), [["a", "it's", None, 'q"', "{,}"]]),
        (pg.ARRAY(m.Integer, as_tuple=True), [[1, 2], [[1], [2]]]),
        (pg.ARRAY(m.Numeric(5, 2)), [[D("1.50"), None]]),
        (pg.ARRAY(m.Enum("a", "b", name="ae")), [["a", "b", None]]),
        (pg.ARRAY(m.DateTime(True)), [[WORLDWIDE]]),
        (pg.ARRAY(pg.JSONB), [[{"a": 1}, None]]),
        (pg.ARRAY(m.Date), [[dt.date(2020, 1, 2)]]),
        (pg.ARRAY(m.Uuid), [[uuid.UUID(int=5)]]),
        (pg.ARRAY(m.LargeBinary), [[b"x"]]),
        (pg.ARRAY(angled), [["x", None]]),
        (pg.ARRAY(m.Integer, dimensions=2), [[[1, 2], [3, 4]], []]),
        (m.ARRAY(m.Integer), [[1]]),
        (pg.JSONB, [{"a": [1, None]}, None, "x", [1], m.JSON.NULL]),
        (pg.JSONB(none_as_null=True), [None]),
        (pg.INT4RANGE, [span(1, 5), span(1, 5, bounds="(]"), span(None, 5), span(empty=True), None, span()]),
        (pg.INT8RANGE, [span(1, 2**40)]),
        (pg.NUMRANGE, [span(D("1.5"), D("2.5"), bounds="[]")]),
        (pg.DATERANGE, [span(dt.date(2020, 1, 2), dt.date(2020, 2, 2))]),
        (pg.TSRANGE, [span(NOW, None)]),
        (pg.TSTZRANGE, [span(WORLDWIDE, WORLDWIDE.replace(year=2021))]),
        (pg.INT4MULTIRANGE, [[span(1, 5), span(7, 9)], [], pg.MultiRange([span(1, 3)]), None]),
        (pg.DATEMULTIRANGE, [[span(dt.date(2020, 1, 2), dt.date(2020, 2, 2))]]),
        (pg.INET, ["192.168.0.1", "10.0.0.0/8", None]),
        (pg.CIDR, ["10.0.0.0/8"]),
        (pg.MACADDR, ["08:00:2b:01:02:03"]),
        (pg.BIT(3), ["101", pg.BitString("011"), None]),
        (pg.BIT(varying=True), ["10101"]),
        (pg.TSVECTOR, ["'a':1 'b':2"]),
        (pg.TSQUERY, ["'a' & 'b'"]),
        (pg.MONEY, ["$5.00", "12.3"]),
        (pg.OID, [5]),
        (pg.INTERVAL(precision=3), [dt.timedelta(1, 5, 123456)]),
        (pg.INTERVAL(fields="DAY TO HOUR"), [dt.timedelta(1, 3600)]),
        (pg.BYTEA, [b"x\x00"]),
        (pg.UUID(as_uuid=False), [ID]),
        (pg.ENUM("x", "y", name="pe"), ["x", None, "q"]),
        (pg.DOMAIN("dom", m.Integer, check="VALUE > 3"), [5, 1, None]),
        (pg.TIMESTAMP(True, 3), [WORLDWIDE]),
        (pg.TIME(True), [dt.time(3, 4, tzinfo=ZONE)]),
        (pg.REGCLASS, ["pg_class"]),
        (m.Time(timezone=True), [dt.time(3, 4, tzinfo=ZONE)]),
    ]


def of_mariadb(m):
    my = importlib.import_module(f"{m.__name__}.dialects.mysql")
    return [
        (my.TINYINT, [5]),
        (my.TINYINT(1), [1, True]),
        (my.BIGINT(unsigned=True), [2**63]),
        (my.MEDIUMINT(zerofill=True), [5]),
        (my.YEAR, [2020]),
        (my.BIT(8), [5, b"\x05", None]),
        (my.BIT, [1, 0]),
        (my.SET("a", "b"), [{"a"}, {"a", "b"}, set(), "a", None, "a,b"]),
        (my.SET("", "a", "b", retrieve_as_bitwise=True), [{"a", ""}, set(), {""}, 3, None]),
        (my.ENUM("a", "b"), ["a", None, "zz"]),
        (my.ENUM(Kind), [Kind.one, "one"]),
        (my.DATETIME(fsp=6), [NOW]),
        (my.DATETIME(fsp=3), [NOW]),
        (my.TIME(fsp=6), [dt.time(3, 4, 5, 678901)]),
        (my.TIMESTAMP, [NOW]),
        (my.LONGTEXT, ["x"]),
        (my.LONGBLOB, [b"x"]),
        (my.DOUBLE(10, 2), [1.239, D("1.5")]),
        (my.DECIMAL(10, 2, unsigned=True), [D("5.55")]),
        (my.FLOAT(10, 2), [1.5]),
        (my.JSON, [{"a": 1}, None, [1]]),
        (my.VARCHAR(5, charset="utf8mb4"), ["é"]),
        (my.NVARCHAR(5), ["é"]),
        (my.REAL, [1.5]),
    ]


def shown(value):
    if isinstance(value, (list, tuple)):
        return type(value).__name__, [shown(member) for member in value]
    return type(value).__name__, "nan" if value != value else repr(value).replace("sqlalchemy", "holdfast")


def stored(m, url, own, schema):
    """{(number, value): what the database holds and gives back, or the error}."""
    engine = m.create_engine(url)
    answers = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, (type_, values) in enumerate([*common(m), *own(m)]):
            metadata = m.MetaData(schema=schema)
            instance = type_() if isinstance(type_, type) else type_
            table = m.Table("v", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("x", instance))
            metadata.create_all(engine)
            for key, value in enumerate(values):
                answers[number, repr(value).replace("sqlalchemy", "holdfast")] = one_value(m, engine, table, key, value)
            metadata.drop_all(engine)
    engine.dispose()
    return answers


def one_value(m, engine, table, key, value):
    """Insert, read back, read as text, look up."""
    type_ = table.c.x.type
    readable = not isinstance(type_, (m.LargeBinary, m.PickleType))
    comparable = engine.dialect.name == "sqlite" or not isinstance(type_, m.JSON)
    row = m.insert(table).values(id=key, x=value) if key % 2 else m.insert(table)
    parameters = {} if key % 2 else {"id": key, "x": value}
    try:
        with engine.begin() as connection:
            connection.execute(row, parameters)
            found = connection.execute(m.select(table.c.x).where(table.c.id == key)).scalar()
            text = m.text(f"SELECT CAST(x AS CHAR(200)) FROM {table.fullname} WHERE id={key}")
            raw = connection.execute(text).scalar() if readable else None
            count = m.select(m.func.count()).select_from(table).where(table.c.x == value)
            matches = connection.execute(count).scalar() if comparable else None
        return shown(found), raw.strip() if isinstance(raw, str) else raw, matches
    except Exception as error:  # the kind of error must agree, too
        return type(error).__name__, str(error).split("\n")[0].split(")")[0][:60]


def agree(url, own, schema=None):
    expected = stored(sqlalchemy, url, own, schema)
    given = stored(holdfast, url, own, schema)
    differing = {key: (expected.get(key), given.get(key)) for key in expected if expected[key] != given.get(key)}
    assert not differing
    assert len(expected) == len(given) > 120


def test_values_of_sqlite():
    agree("sqlite://", of_sqlite)


def test_values_of_postgresql(postgresql_url):
    engine = holdfast.create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS values_twin CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA values_twin")
    url = str(engine.url.set(drivername="postgresql+psycopg"))
    try:
        agree(url, of_postgresql, "values_twin")
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA values_twin CASCADE")
        engine.dispose()


def test_values_of_mariadb(mariadb_url):
    engine = holdfast.create_engine(mariadb_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS values_twin")
        connection.exec_driver_sql("CREATE DATABASE values_twin")
    try:
        agree(mariadb_url, of_mariadb, "values_twin")
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP DATABASE values_twin")
        engine.dispose()
