"""Rows are made as the driver hands them out; every way to take them answers as it did, first time and later."""

import gc

import pytest

import holdfast
from holdfast import Date, Integer, String, bindparam, column, select, table, text
from holdfast.engine import Row

MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i AS a, i * 2 AS b FROM n"


@pytest.fixture
def connection():
    with holdfast.create_engine("sqlite://").connect() as made:
        made.exec_driver_sql("CREATE TABLE t (a INTEGER, b VARCHAR, d DATE)")
        made.exec_driver_sql("INSERT INTO t VALUES (1, 'x', '2020-01-02'), (2, 'y', NULL)")
        yield made


T = table("t", column("a", Integer), column("b", String), column("d", Date))


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 5000])
def test_number_of_rows(connection, count):
    statement = text(MANY.format(count)) if count else text(MANY.format(1) + " WHERE i > 1")
    for _ in range(3):
        rows = connection.execute(statement).all()
        assert rows == [(i, i * 2) for i in range(1, count + 1)]
        assert all(isinstance(row, Row) for row in rows)
        assert gc.isenabled()


WAYS = {
    "all": lambda result: [(row.a, row.b, row._mapping["a"], row._fields) for row in result.all()],
    "one": lambda result: tuple(result.fetchone()),
    "first": lambda result: result.first().b,
    "scalars": lambda result: result.scalars(1).all(),
    "mappings": lambda result: [dict(one) for one in result.mappings()],
    "columns": lambda result: [(row.b, tuple(row)) for row in result.columns("b")],
    "unique": lambda result: [row.a for row in result.unique()],
    "partitions": lambda result: [[row.a for row in part] for part in result.partitions(1)],
    "frozen": lambda result: [row.b for row in result.freeze()().all()],
    "by column": lambda result: [row._mapping[T.c.a] for row in result],
}


@pytest.mark.parametrize("way", WAYS)
def test_ways_of_taking_rows(connection, way):
    statement = select(T.c.a, T.c.b).where(T.c.a < bindparam("most")).order_by(T.c.a)
    answers = [WAYS[way](connection.execute(statement, {"most": 5})) for _ in range(3)]
    fresh = select(T.c.a, T.c.b).where(T.c.a < bindparam("most")).order_by(T.c.a)
    answers.append(WAYS[way](connection.execute(fresh, {"most": 5})))
    assert answers == [answers[0]] * 4
    assert answers[0]


def test_converted_values(connection):
    for _ in range(2):
        first, second = connection.execute(select(T.c.a, T.c.d).order_by(T.c.a)).all()
        assert (first.d.year, second.d, first.__class__) == (2020, None, second.__class__)


def test_text_whose_columns_change(connection):
    statement = text("SELECT * FROM t ORDER BY a")
    assert connection.execute(statement).first()._fields == ("a", "b", "d")
    connection.exec_driver_sql("ALTER TABLE t ADD COLUMN e INTEGER")
    row = connection.execute(statement).first()
    assert (row._fields, row.e) == (("a", "b", "d", "e"), None)


def test_a_row_that_cannot_be_read(connection):
    connection.exec_driver_sql("CREATE TABLE u (n INTEGER)")
    connection.exec_driver_sql(
        "INSERT INTO u WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) SELECT i FROM n"
    )

    def refuse(number):
        if number > 500:
            raise ValueError("too large")
        return number

    connection.connection.driver_connection.create_function("refuse", 1, refuse)
    for _ in range(2):
        with pytest.raises(holdfast.exc.OperationalError, match="user-defined function raised exception"):
            connection.execute(text("SELECT refuse(n) FROM u"))
        assert gc.isenabled()
    connection.exec_driver_sql("DROP TABLE u")
