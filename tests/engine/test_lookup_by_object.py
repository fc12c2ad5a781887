"""Columns of a result are found by the statement's own objects, also when the compiled statement came from the cache."""

from __future__ import annotations

import pytest

from holdfast import Column, Integer, MetaData, Table, create_engine, exc, func, literal, select, text


@pytest.fixture
def table():
    return Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("x", Integer))


@pytest.fixture
def connection(table):
    with create_engine("sqlite://").connect() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"x": 1}, {"x": 2}])
        yield connection


def parts(table):
    one, two = table.alias(), table.alias()
    subquery = select(table.c.id, (table.c.x + 1).label("y")).subquery()
    label, count, value = table.c.x.label("q"), func.count(table.c.id), literal(5)
    return [
        (select(label), label, 1),
        (select(count), count, 2),
        (select(value), value, 5),
        (select(subquery), subquery.c.y, 2),
        (select(one.c.x, two.c.x).where(one.c.id == 1, two.c.id == 2), two.c.x, 2),
        (select(two.c.x, one.c.x).where(one.c.id == 1, two.c.id == 2), two.c.x, 2),
    ]


def test_each_time_by_the_objects_of_this_time(connection, table):
    for _ in range(3):
        for statement, key, expected in parts(table):
            assert connection.execute(statement).first()._mapping[key] == expected


def test_a_column_that_is_not_there(connection, table):
    row = connection.execute(select(table.c.id)).first()
    with pytest.raises(exc.NoSuchColumnError, match=r"Could not locate column in row for column 't\.x'"):
        row._mapping[table.c.x]


def test_fewer_columns_than_were_named(connection, table):
    statement = text("SELECT 1").columns(table.c.id, table.c.x)
    with pytest.warns(exc.SAWarning, match=r"textual SQL \(1\) is smaller than number of columns requested \(2\)"):
        assert connection.execute(statement).one() == (1,)
