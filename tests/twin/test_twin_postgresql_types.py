"""Values into PostgreSQL and back on both libraries: the same Python types and values, typed and untyped, one row and many."""

import datetime as dt
import enum
import ipaddress
import uuid
from decimal import Decimal as D

import pytest
from tests.twin.on_server import same_on_server

EAST = dt.timezone(dt.timedelta(hours=2))
NOON = dt.datetime(2020, 1, 2, 12, 4, 5, 678)
NOON_EAST = NOON.replace(tzinfo=EAST)


class Color(enum.Enum):
    red = 1
    green = 2


# name -> (type, values); a function, because each library has types of its own.
KINDS = {
    "integers": lambda sa, pg: [
        (sa.Integer(), [1, -5, 2**31 - 1, None]),
        (sa.BigInteger(), [2**40]),
        (sa.SmallInteger(), [7]),
        (pg.OID(), [5]),
        (pg.DOMAIN("positive", sa.Integer), [5]),
    ],
    "numbers": lambda sa, pg: [
        (sa.Numeric(10, 2), [D("1.50"), D("NaN"), 3, None, 1.25]),
        (sa.Numeric(10, 2, asdecimal=False), [1.5]),
        (sa.Numeric(), [D("1E+10"), D("Infinity"), D("123456789012345678901234567890.123456789")]),
        (sa.Float(), [1.5, float("inf"), float("nan")]),
        (sa.Float(asdecimal=True), [D("1.5")]),
        (sa.Double(), [1e300]),
        (sa.REAL(), [1.5]),
        (pg.MONEY(), ["$5.00"]),
    ],
    "strings": lambda sa, pg: [
        (sa.String(), ["x", "é%s", "a\\b", "q'", ""]),
        (sa.Text(), ["%(x)s :y ::int"]),
        (sa.CHAR(5), ["ab"]),
        (sa.LargeBinary(), [b"\x00\xff", b"", bytearray(b"ab"), memoryview(b"cd")]),
        (sa.Boolean(), [True, False, None]),
        (sa.PickleType(), [{"a": {1, 2}}]),
    ],
    "times": lambda sa, pg: [
        (sa.Date(), [dt.date(2020, 1, 2)]),
        (sa.DateTime(), [NOON]),
        (sa.DateTime(timezone=True), [NOON.replace(tzinfo=dt.UTC), NOON_EAST]),
        (sa.Time(), [dt.time(1, 2, 3)]),
        (sa.Time(timezone=True), [dt.time(1, 2, 3, tzinfo=EAST)]),
        (sa.Interval(), [dt.timedelta(days=3, seconds=5, microseconds=7), dt.timedelta(-1)]),
        (pg.INTERVAL(), [dt.timedelta(days=400)]),
        (pg.TIMESTAMP(timezone=True, precision=3), [NOON_EAST]),
    ],
    "documents": lambda sa, pg: [
        (sa.Uuid(), [uuid.UUID(int=5)]),
        (sa.Uuid(as_uuid=False), [str(uuid.UUID(int=5))]),
        (sa.Uuid(native_uuid=False), [uuid.UUID(int=5)]),
        (sa.JSON(), [{"a": [1, 2.5, None, "é"]}, [1, 2], "text", 5, None, sa.JSON.NULL]),
        (sa.JSON(none_as_null=True), [None, {"x": 1}]),
        (pg.JSONB(), [{"b": 1}, [], {}]),
        (sa.Enum(Color, name="color"), [Color.red, None]),
        (sa.Enum("a", "b", native_enum=False), ["b"]),
        (pg.ENUM("x", "y", name="letters"), ["y"]),
    ],
    "arrays": lambda sa, pg: [
        (pg.ARRAY(sa.Integer), [[1, 2, None], [], [[1, 2], [3, 4]], None]),
        (sa.ARRAY(sa.String), [["a", 'b,"c', None, "NULL"]]),
        (pg.ARRAY(sa.Numeric(10, 2)), [[D("1.25")]]),
        (pg.ARRAY(sa.Numeric(10, 2, asdecimal=False)), [[1.25]]),
        (pg.ARRAY(sa.Float(asdecimal=True)), [[1.25]]),
        (pg.ARRAY(sa.Uuid), [[uuid.UUID(int=1)]]),
        (pg.ARRAY(pg.JSONB), [[{"a": 1}, None, [2]]]),
        (pg.ARRAY(sa.DateTime(timezone=True)), [[NOON_EAST]]),
        (pg.ARRAY(sa.Integer, as_tuple=True), [[1, 2]]),
        (pg.ARRAY(sa.LargeBinary), [[b"x", b"\x00"]]),
        (pg.ARRAY(sa.Boolean), [[True, None]]),
        (pg.ARRAY(sa.Enum(Color, name="colors")), [[Color.red, None]]),
        (pg.ARRAY(pg.INT4RANGE), [[pg.Range(1, 2)]]),
    ],
    "ranges": lambda sa, pg: [
        (pg.INT4RANGE(), [pg.Range(1, 5), pg.Range(1, 5, bounds="(]"), pg.Range(), pg.Range(empty=True), pg.Range(5)]),
        (pg.INT8RANGE(), [pg.Range(1, 2**40)]),
        (pg.NUMRANGE(), [pg.Range(D("1.5"), D("2.5"), bounds="[]")]),
        (pg.DATERANGE(), [pg.Range(dt.date(2020, 1, 1), dt.date(2020, 2, 1))]),
        (pg.TSRANGE(), [pg.Range(NOON, None)]),
        (pg.TSTZRANGE(), [pg.Range(NOON_EAST, NOON_EAST + dt.timedelta(1))]),
        (pg.INT4MULTIRANGE(), [[pg.Range(1, 5), pg.Range(8, 10)], [], pg.MultiRange([pg.Range(1, 3)])]),
        (pg.DATEMULTIRANGE(), [[pg.Range(dt.date(2020, 1, 1), dt.date(2020, 2, 1))]]),
        (pg.TSTZMULTIRANGE(), [[pg.Range(NOON_EAST, None)]]),
    ],
    "others": lambda sa, pg: [
        (pg.INET(), ["10.0.0.1", ipaddress.ip_address("::1"), "10.0.0.1/8"]),
        (pg.CIDR(), ["10.0.0.0/8", ipaddress.ip_network("10.0.0.0/8")]),
        (pg.MACADDR(), ["08:00:2b:01:02:03"]),
        (pg.BIT(3), ["101"]),
        (pg.BIT(varying=True), ["1011"]),
        (pg.REGCLASS(), ["pg_class"]),
        (pg.TSVECTOR(), ["a b"]),
        (pg.TSQUERY(), ["a & b"]),
    ],
}


def travels(side, kind):
    """Each value written, read with and without its type, looked for, written and read in many rows, and selected alone."""
    sa = side.sa
    for number, (type_, values) in enumerate(KINDS[kind](sa, side.pg)):
        if side.engine.driver == "psycopg2":  # SQLAlchemy knows neither addresses of Python's nor multiranges with it
            values = [value for value in values if type(value).__module__ != "ipaddress"]
            if "MULTIRANGE" in type(type_).__name__:
                continue
        table = sa.Table(
            f"t{number}", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", type_)
        )
        side.attempt(table.metadata.create_all, side.engine)
        for key, value in enumerate(values):
            with side.engine.connect() as connection:

                def ask(statement, parameters=None, connection=connection):
                    return connection.execute(statement, parameters).all()

                connection.execute(table.insert(), {"id": key, "v": value})
                side.attempt(ask, sa.select(table.c.v))
                side.see(connection.exec_driver_sql(f"SELECT v FROM t{number}").scalar())
                many = [{"id": 50, "v": value}, {"id": 51, "v": value}]
                side.attempt(ask, table.insert().returning(table.c.v), many)
                side.attempt(ask, sa.select(sa.literal(value, type_)))
                connection.execute(table.insert(), [{"id": 60, "v": value}, {"id": 61, "v": value}])
                side.attempt(ask, sa.select(table.c.id).where(table.c.v == value).order_by(table.c.id), words=30)
        side.attempt(table.metadata.drop_all, side.engine)


@pytest.mark.parametrize("driver", ["psycopg", "psycopg2"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_values_travel_alike(postgresql_url, kind, driver):
    seen = same_on_server(postgresql_url, lambda side: travels(side, kind), driver=driver)
    assert len(seen) > 20


def test_addresses_as_text(postgresql_url):
    same_on_server(postgresql_url, lambda side: travels(side, "others"), native_inet_types=False)
