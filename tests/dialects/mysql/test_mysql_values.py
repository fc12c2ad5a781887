"""Any values into MariaDB and back: what comes out is what went in, by each driver, one row at a time and many at once."""

import datetime as dt
import decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import holdfast as hf
from holdfast.dialects import mysql

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
EARLIEST, LATEST = dt.datetime(1000, 1, 1), dt.datetime(9999, 12, 31, 23, 59, 59)
# name -> (type, values)
KINDS = {
    "big": (hf.BigInteger, st.integers(-(2**63), 2**63 - 1)),
    "unsigned": (mysql.BIGINT(unsigned=True), st.integers(0, 2**64 - 1)),
    "flag": (hf.Boolean, st.booleans()),
    "exact": (hf.Numeric(30, 10), st.decimals(-(10**19), 10**19, places=10)),
    "double": (hf.Double, st.floats(allow_nan=False, allow_infinity=False)),
    "text": (hf.String(60), TEXT),
    "long": (mysql.LONGTEXT, TEXT),
    "bytes": (mysql.LONGBLOB, st.binary(max_size=60)),
    "json": (hf.JSON(none_as_null=True), JSON),
    "day": (hf.Date, st.dates(EARLIEST.date(), LATEST.date())),
    "moment": (mysql.DATETIME(fsp=6), st.datetimes(EARLIEST, LATEST)),
    "time": (mysql.TIME(fsp=6), st.times()),
    "span": (hf.Interval, st.integers(-(10**10), 10**10).map(lambda seconds: dt.timedelta(seconds=seconds))),
    "uuid": (hf.Uuid, st.uuids(version=4)),  # MariaDB refuses numbers that are no UUID of any version
    "word": (hf.Enum("a", "b'c", "d\\e", "ü%"), st.sampled_from(["a", "b'c", "d\\e", "ü%"])),
    "words": (mysql.SET("a", "b", "c"), st.sets(st.sampled_from("abc"))),
    "bits": (mysql.BIT(64), st.integers(0, 2**64 - 1)),
}
ROWS = st.lists(
    st.fixed_dictionaries({name: st.none() | values for name, (_, values) in KINDS.items()}), min_size=1, max_size=8
)


@pytest.fixture
def world(drivername, own_mariadb_url):
    engine = hf.create_engine(hf.make_url(own_mariadb_url).set(drivername=drivername))
    columns = [hf.Column(name, type_) for name, (type_, _) in KINDS.items()]
    table = hf.Table("values_", hf.MetaData(), hf.Column("id", hf.Integer, primary_key=True), *columns)
    table.create(engine)
    yield engine, table
    engine.dispose()


@pytest.mark.parametrize("drivername", ["mysql+pymysql", "mysql+mysqldb"], indirect=True)
@given(rows=ROWS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_what_goes_in_comes_out(world, rows):
    engine, table = world
    query = hf.select(*(table.c[name] for name in KINDS)).order_by(table.c.id)
    with engine.connect() as connection, decimal.localcontext():
        connection.execute(hf.insert(table), rows)
        for row in rows:
            connection.execute(hf.insert(table), row)
        found = [row._asdict() for row in connection.execute(query)]
        streamed = [row._asdict() for row in connection.execute(query, execution_options={"yield_per": 3})]
        assert found == streamed == [*rows, *rows]
        assert [[type(row[name]) for name in KINDS] for row in found] == [
            [type(row[name]) for name in KINDS] for row in [*rows, *rows]
        ]
        connection.rollback()
