"""Values into MariaDB and back on both libraries: the same Python types and values, typed and untyped, one row and many."""

import datetime as dt
import enum
import uuid
from decimal import Decimal as D

import pytest
from tests.twin.on_mariadb import need_driver, same_on_mariadb

from holdfast import create_engine, literal, select

NOON = dt.datetime(2020, 1, 2, 12, 4, 5, 678)


class Color(enum.Enum):
    red = 1
    green = 2


# name -> [(type, values)]; a function, because each library has types of its own.
KINDS = {
    "integers": lambda sa, my, mariadb: [
        (sa.Integer(), [1, -5, 2**31 - 1, None]),
        (sa.BigInteger(), [2**62]),
        (sa.SmallInteger(), [7]),
        (my.TINYINT(1), [1, 0, 7]),
        (my.BIGINT(unsigned=True), [2**64 - 1]),
        (my.INTEGER(display_width=6, zerofill=True), [42]),
        (my.MEDIUMINT(), [-8388608]),
        (my.BIT(8), [b"\x05"]),
        (my.BIT(), [1, 0]),
        (my.YEAR(), [1999, None]),
        (sa.Boolean(), [True, False, None]),
    ],
    "numbers": lambda sa, my, mariadb: [
        (sa.Numeric(10, 2), [D("1.50"), 3, None, 1.25]),
        (sa.Numeric(10, 2, asdecimal=False), [1.5]),
        (sa.Numeric(65, 30), [D("12345678901234567890123456789012345.123456789012345678901234567890")]),
        (sa.Float(), [1.5, 0.1]),
        (sa.Float(53), [0.1]),
        (sa.Float(asdecimal=True), [D("1.5")]),
        (sa.Double(), [1e300, 0.1]),
        (my.DOUBLE(10, 3), [D("1.5")]),
        (my.DOUBLE(asdecimal=False), [1.5]),
        (my.REAL(), [1.5]),
        (my.FLOAT(7, 3), [1.5]),
        (my.DECIMAL(8, 2, unsigned=True), [D("5.25")]),
    ],
    "strings": lambda sa, my, mariadb: [
        (sa.String(40), ["x", "é%s", "a\\b", "q'", "", "%(x)s :y ::int", "snow ☃", "😀"]),
        (sa.Text(), ["text" * 100]),
        (sa.Unicode(20), ["ü"]),
        (sa.CHAR(5), ["ab"]),
        (my.LONGTEXT(), ["x"]),
        (my.VARCHAR(20, charset="latin1", collation="latin1_bin"), ["Müller"]),
        (my.NCHAR(5), ["ab"]),
        (sa.LargeBinary(), [b"\x00\xff'\\%s", b"", bytearray(b"ab"), None]),
        (sa.VARBINARY(20), [b"ab"]),
        (sa.BINARY(4), [b"ab"]),
        (my.TINYBLOB(), [b"x"]),
        (sa.PickleType(), [{"a": {1, 2}}]),
    ],
    "times": lambda sa, my, mariadb: [
        (sa.Date(), [dt.date(2020, 1, 2), None]),
        (sa.DateTime(), [NOON]),
        (my.DATETIME(fsp=6), [NOON, NOON.replace(microsecond=0)]),
        (my.TIMESTAMP(fsp=3), [NOON.replace(microsecond=123000)]),
        (sa.Time(), [dt.time(1, 2, 3), dt.time(0, 0)]),
        (my.TIME(fsp=6), [dt.time(23, 59, 59, 999999)]),
        (sa.Interval(), [dt.timedelta(days=3, seconds=5), dt.timedelta(-1)]),
        (sa.Interval(second_precision=6), [dt.timedelta(microseconds=7)]),
    ],
    "documents": lambda sa, my, mariadb: [
        (sa.Uuid(), [uuid.UUID(int=5), None]),
        (sa.Uuid(as_uuid=False), [str(uuid.UUID(int=6))]),
        (sa.Uuid(native_uuid=False), [uuid.UUID(int=7)]),
        (sa.UUID(), [uuid.UUID(int=8)]),
        (sa.JSON(), [{"a": [1, None, "ü%s'\\"]}, [1], "s", 5, None]),
        (sa.JSON(none_as_null=True), [None, {"x": 1.5}]),
        (my.JSON(), [{"b": True}]),
        (mariadb.INET6(), ["::1"]),
        (mariadb.INET4(), ["10.0.0.1"]),
    ],
    "words": lambda sa, my, mariadb: [
        (sa.Enum("a", "b'c", "d%"), ["a", "b'c", "d%", None]),
        (sa.Enum(Color), [Color.red, Color.green]),
        (sa.Enum(Color, native_enum=False), [Color.green]),
        (my.ENUM("x", "y"), ["y"]),
        (my.SET("a", "b", "c"), [{"a", "b"}, {"c"}, set(), None]),
        (my.SET("a", "b", "c", retrieve_as_bitwise=True), [{"a", "c"}, set()]),
    ],
}


@pytest.mark.parametrize("driver", ["mysql+pymysql", "mysql+mysqldb"])
@pytest.mark.parametrize("name", KINDS)
def test_values_come_back(name, driver, own_mariadb_url):
    need_driver(driver)

    def program(side):
        sa = side.sa
        kinds = KINDS[name](sa, side.my, side.mariadb)
        metadata = sa.MetaData()
        columns = [sa.Column(f"c{number}", type_) for number, (type_, _) in enumerate(kinds)]
        table = sa.Table("kinds", metadata, sa.Column("id", sa.Integer, primary_key=True), *columns)
        metadata.create_all(side.engine)
        with side.engine.begin() as connection:
            identity = 0
            for column, (_, values) in zip(columns, kinds, strict=True):
                for value in values:
                    identity += 1
                    side.attempt(connection.execute(table.insert(), {"id": identity, column.key: value}).close)
                several = [{"id": identity + 1 + n, column.key: value} for n, value in enumerate(values)]
                identity += len(several)
                side.see(connection.execute(table.insert(), several).rowcount)
        with side.engine.connect() as connection:
            for column, (_, values) in zip(columns, kinds, strict=True):
                query = sa.select(column).where(column.is_not(None)).order_by(table.c.id)
                side.see(str(column), connection.execute(query).all())
                side.see(connection.execute(sa.text(f"SELECT {column.name} FROM kinds ORDER BY id")).scalars().all())
                side.attempt(connection.execute(sa.select(column).where(column == values[0])).scalars().all)
                side.see(connection.scalars(query.execution_options(yield_per=2)).all())

    same_on_mariadb(own_mariadb_url, program, driver=driver)


def test_values_without_a_column(own_mariadb_url):
    """Parameters and results whose type only the value or the function tells."""
    moment = dt.datetime(2020, 1, 2, 3, 4, 5, 600000)

    def program(side):
        sa = side.sa
        with side.engine.connect() as connection:
            for value in (
                1,
                2**40,
                1.5,
                D("1.50"),
                "é%",
                b"\x00",
                True,
                None,
                moment,
                dt.date(2020, 1, 2),
            ):
                side.attempt(connection.scalar, sa.select(sa.literal(value)))
                side.attempt(connection.scalar, sa.text("SELECT :x"), {"x": value})
            for expression in (
                sa.func.now() == sa.func.now(),
                sa.cast("2020-01-02", sa.Date),
                sa.cast("1.5", sa.Numeric(10, 2)),
                sa.cast(1, sa.String(5)),
                sa.func.count(),
                sa.func.sum(sa.literal(2)),
                sa.func.avg(sa.literal(2)),
                sa.func.coalesce(sa.literal(None), 5),
                sa.literal(7) / 2,
                sa.literal(7) // 2,
                sa.literal("a") + "b",
                sa.literal(True) & sa.literal(False),
                sa.extract("year", sa.literal(moment)),
                sa.literal(moment) - sa.literal(moment),
                sa.func.char_length("é"),
                sa.func.json_object("a", 1, type_=sa.JSON),
            ):
                side.attempt(connection.scalar, sa.select(expression))

    same_on_mariadb(own_mariadb_url, program)


def test_a_time_without_a_column(mariadb_url):
    """The server gives it as text, on which SQLAlchemy fails."""
    with create_engine(mariadb_url).connect() as connection:
        assert connection.scalar(select(literal(dt.time(1, 2, 3, 400000)))) == dt.time(1, 2, 3, 400000)


def test_zero_dates(own_mariadb_url):
    def program(side):
        sa = side.sa
        with side.engine.begin() as connection:
            connection.execute(sa.text("SET sql_mode = ''"))
            connection.execute(sa.text("CREATE TABLE z (d DATE, m DATETIME, t TIME, y YEAR)"))
            connection.execute(sa.text("INSERT INTO z VALUES ('0000-00-00', '0000-00-00 00:00:00', '-838:59:59', 0)"))
            table = sa.table("z", sa.column("d", sa.Date), sa.column("m", sa.DateTime), sa.column("t", sa.Time))
            side.attempt(connection.execute(sa.text("SELECT * FROM z")).all)
            side.attempt(lambda: connection.execute(sa.select(table)).all())

    same_on_mariadb(own_mariadb_url, program)


def test_documents_and_words_in_expressions(own_mariadb_url):
    def program(side):
        sa, my = side.sa, side.my
        table = sa.Table(
            "d",
            sa.MetaData(),
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("j", sa.JSON),
            sa.Column("s", my.SET("a", "b")),
            sa.Column("e", sa.Enum("x", "y")),
        )
        table.create(side.engine)
        with side.engine.begin() as connection:
            documents = [{"k": {"n": 5, "s": "t", "b": True, "f": 1.5, "z": None}}, {"k": [1, {"x": "y"}]}, None]
            connection.execute(
                table.insert(), [{"id": n, "j": j, "s": {"a"}, "e": "x"} for n, j in enumerate(documents, 1)]
            )
            j = table.c.j
            for expression in (
                j["k"],
                j["k"]["n"].as_integer(),
                j["k"]["s"].as_string(),
                j["k"]["b"].as_boolean(),
                j["k"]["f"].as_float(),
                j["k"]["f"].as_numeric(10, 2),
                j["k"]["z"],
                j[("k", 1, "x")].as_string(),
                j[("k", 1)],
                j["k"]["n"].as_integer() == 5,
                j["missing"],
                j.is_(None),
                table.c.s == {"a"},
                table.c.e == "x",
                table.c.e.in_(["x", "y"]),
            ):
                side.attempt(lambda e=expression: connection.scalars(sa.select(e).order_by(table.c.id)).all())

    same_on_mariadb(own_mariadb_url, program)
