"""Statements compiled for MariaDB, sent to a server by PyMySQL: the server takes them, and values come back."""

import datetime as dt
import decimal
import enum
import os
import uuid

import pytest

import holdfast as hf
from holdfast.dialects import mysql
from holdfast.dialects.mysql import mariadb

pymysql = pytest.importorskip("pymysql")
DIALECT = mariadb.dialect()


class Color(enum.Enum):
    red = 1
    green = 2


@pytest.fixture(scope="module")
def connection(mariadb_url):
    url = hf.engine.make_url(mariadb_url)
    made = pymysql.connect(
        host=url.host or "localhost",
        port=url.port or 3306,
        user=url.username,
        password=url.password or "",
        unix_socket=url.query.get("unix_socket"),
        autocommit=True,
    )
    cursor = made.cursor()
    name = f"holdfast_sent_{os.getpid()}"  # other runs use the server at the same time
    cursor.execute(f"DROP DATABASE IF EXISTS {name}")
    cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    cursor.execute(f"USE {name}")
    yield made
    cursor.execute(f"DROP DATABASE {name}")
    made.close()


@pytest.fixture
def send(connection):
    def send(statement):
        """Execute a statement; the rows with their types' conversions."""
        compiled = statement.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
        values = compiled.params
        parameters = [_converted(compiled, name, values[name]) for name in compiled.positiontup]
        cursor = connection.cursor()
        cursor.execute(str(compiled), parameters)
        if cursor.description is None:
            return None
        readers = [column.type.cached_result_processor(DIALECT) for column in compiled.result_columns]
        return [
            tuple(value if read is None else read(value) for value, read in zip(row, readers, strict=True))
            for row in cursor.fetchall()
        ]

    return send


def _converted(compiled, name, value):
    bind = compiled.binds.get(name)
    processor = None if bind is None else bind.type.cached_bind_processor(DIALECT)
    return value if processor is None else processor(value)


@pytest.fixture
def metadata(connection):
    made = hf.MetaData()
    statements = []
    engine = hf.create_mock_engine(
        "mariadb+pymysql://", lambda construct, *more: statements.append(str(construct.compile(dialect=DIALECT)))
    )

    def run():
        for statement in statements:
            connection.cursor().execute(statement.replace("%%", "%"))
        statements.clear()

    made.create = lambda: (made.create_all(engine, checkfirst=False), run())
    yield made
    made.drop_all(engine, checkfirst=False)
    run()


VALUES = {
    "unsigned": (mysql.INTEGER(unsigned=True), 2**32 - 1),
    "big": (mysql.BIGINT(20, unsigned=True), 2**64 - 1),
    "tiny": (mysql.TINYINT(1), 5),
    "medium": (mysql.MEDIUMINT(zerofill=True), 5),
    "year": (mysql.YEAR(4), 2024),
    "bits": (mysql.BIT(9), 300),
    "float": (mysql.FLOAT(7, 3), 1.5),
    "double": (mysql.DOUBLE(10, 2, asdecimal=False), 1.25),
    "decimal": (mysql.DECIMAL(10, 2, unsigned=True), decimal.Decimal("1.25")),
    "char": (mysql.CHAR(5, charset="latin1"), "abc"),
    "varchar": (mysql.VARCHAR(50, charset="utf8mb4", collation="utf8mb4_bin"), "it's 100% \\ fine"),
    "national": (mysql.NVARCHAR(5), "abc"),
    "text": (mysql.LONGTEXT(charset="utf8mb4"), "long"),
    "binary text": (mysql.TEXT(binary=True), "x"),
    "blob": (mysql.LONGBLOB(), b"\x00\xff"),
    "varbinary": (mysql.VARBINARY(5), b"ab"),
    "enum": (mysql.ENUM("a", "it's"), "it's"),
    "enum class": (hf.Enum(Color), Color.green),
    "set": (mysql.SET("a", "b", "c"), {"a", "c"}),
    "empty set": (mysql.SET("a", "b", retrieve_as_bitwise=True), set()),
    "set by bits": (mysql.SET("a", "b", "", retrieve_as_bitwise=True), {"b", ""}),
    "time": (mysql.TIME(fsp=6), dt.time(1, 2, 3, 4)),
    "datetime": (mysql.DATETIME(fsp=6), dt.datetime(2024, 2, 29, 1, 2, 3, 4)),
    "timestamp": (mysql.TIMESTAMP(fsp=3), dt.datetime(2024, 2, 29, 1, 2, 3)),
    "date": (hf.Date, dt.date(2024, 2, 29)),
    "boolean": (hf.Boolean, True),
    "json": (hf.JSON, {"a": [1, None, "x"]}),
    "uuid": (hf.Uuid, uuid.UUID(int=5)),
    "interval": (hf.Interval, dt.timedelta(days=2)),
    "inet": (mysql.INET6(), "::1"),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_go_and_come(name, metadata, send):
    type_, value = VALUES[name]
    table = hf.Table("things", metadata, hf.Column("id", hf.Integer, primary_key=True), hf.Column("value", type_))
    metadata.create()
    send(hf.insert(table).values(id=1, value=value))
    assert send(hf.select(table.c.value)) == [(value,)]


EXPRESSIONS = {
    "json member": (lambda t: t.c.j["n"].as_integer() + 1, 6),
    "json path": (lambda t: t.c.j[("o", "p q")].as_string(), "x"),
    "json list": (lambda t: t.c.j["l"][1].as_integer(), 8),
    "json boolean": (lambda t: t.c.j["t"].as_boolean(), True),
    "concatenation": (lambda t: t.c.s + "!" + t.c.s, "a word!a word"),
    "contains": (lambda t: t.c.s.icontains("WORD"), True),
    "regular expression": (lambda t: t.c.s.regexp_match("WORD", "i"), True),
    "replaced": (lambda t: t.c.s.regexp_replace("WORD", "x", "i"), "a x"),
    "distinct from": (lambda t: t.c.s.is_distinct_from(None), True),
    "cast": (lambda t: hf.cast("5", mysql.INTEGER(unsigned=True)), 5),
    "cast to decimal": (lambda t: hf.cast("5.25", hf.Numeric(5, 2)), decimal.Decimal("5.25")),
    "match": (lambda t: mysql.match(t.c.s, against="word").in_boolean_mode() > 0, True),
    "division": (lambda t: t.c.id // 2, 0),
    "in": (lambda t: t.c.id.in_([1, 2]), True),
    "backslash": (lambda t: hf.literal("a\\b'c%", literal_execute=True), "a\\b'c%"),
    "aggregate": (lambda t: hf.func.aggregate_strings(t.c.s, ","), "a word"),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions(name, metadata, send):
    make, expected = EXPRESSIONS[name]
    table = hf.Table(
        "facts",
        metadata,
        hf.Column("id", hf.Integer, primary_key=True),
        hf.Column("j", hf.JSON),
        hf.Column("s", hf.String(50)),
        mysql_engine="InnoDB",
        mariadb_charset="utf8mb4",
    )
    hf.Index("ft", table.c.s, mariadb_prefix="FULLTEXT")
    metadata.create()
    document = {"n": 5, "o": {"p q": "x"}, "l": [7, 8], "t": True}
    send(hf.insert(table).values(id=1, j=document, s="a word"))
    assert send(hf.select(make(table)))[0][0] == expected


def test_upsert_and_limits(metadata, send):
    table = hf.Table("counts", metadata, hf.Column("id", hf.Integer, primary_key=True), hf.Column("n", hf.Integer))
    metadata.create()
    insert = mysql.insert(table).values([{"id": 1, "n": 1}, {"id": 2, "n": 2}])
    send(insert)
    send(insert.on_duplicate_key_update(n=table.c.n + insert.inserted.n))
    assert send(hf.select(table).order_by(table.c.id)) == [(1, 2), (2, 4)]
    send(hf.update(table).values(n=0).ext(mysql.limit(1)))
    send(hf.delete(table).where(table.c.n == 0).ext(mysql.limit(5)))
    assert send(hf.select(hf.func.count()).select_from(table)) == [(1,)]
    assert send(hf.select(table.c.id).order_by(table.c.id).offset(1)) == []


def test_options_of_tables_and_indexes_are_taken(metadata, send):
    table = hf.Table(
        "notes",
        metadata,
        hf.Column("id", mysql.BIGINT(unsigned=True), primary_key=True),
        hf.Column("body", mysql.TEXT, comment="it's 5 % off"),
        hf.Column("made", hf.TIMESTAMP, nullable=False, server_default=hf.func.now()),
        comment="notes",
        mariadb_engine="InnoDB",
        mariadb_charset="utf8mb4",
        mariadb_collate="utf8mb4_bin",
        mariadb_row_format="DYNAMIC",
    )
    hf.Index("ix_body", table.c.body, mariadb_length=10)
    metadata.create()
    send(hf.insert(table).values(body="x"))
    assert send(hf.select(table.c.id, table.c.body)) == [(1, "x")]
