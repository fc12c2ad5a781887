"""Results put together: side by side, and one after the other."""

import pytest

from holdfast import Column, Integer, MetaData, Numeric, Table, create_engine, exc, insert, select


@pytest.fixture
def world():
    engine = create_engine("sqlite://")
    table = Table(
        "t", MetaData(), Column("id", Integer, primary_key=True), Column("a", Integer), Column("d", Numeric(5, 2))
    )
    table.create(engine)
    with engine.connect() as connection:
        yield connection, table


def inserted(connection, table, *columns, rows=2):
    statement = insert(table).returning(*columns, sort_by_parameter_order=True)
    return connection.execute(statement, [{"a": n, "d": n} for n in range(rows)])


def test_side_by_side(world):
    connection, table = world
    spliced = inserted(connection, table, table.c.id, table.c.a).splice_horizontally(
        inserted(connection, table, table.c.d)
    )
    assert list(spliced.keys()) == ["id", "a", "d"]
    rows = spliced.all()
    assert [tuple(row) for row in rows] == [(1, 0, 0), (2, 1, 1)]
    assert rows[1].d == 1
    assert rows[1]._mapping[table.c.a] == 1
    assert spliced.is_insert


def test_one_after_the_other(world):
    connection, table = world
    first, second = [inserted(connection, table, table.c.id, table.c.d) for _ in range(2)]
    assert [row.id for row in first.splice_vertically(second)] == [1, 2, 3, 4]
    assert first.all() == second.all() == []


def test_what_does_not_fit_is_refused(world):
    connection, table = world
    with pytest.raises(exc.InvalidRequestError, match="the one has 2 rows, the other 3"):
        inserted(connection, table, table.c.id).splice_horizontally(inserted(connection, table, table.c.a, rows=3))
    with pytest.raises(exc.InvalidRequestError, match="their columns are id and a"):
        inserted(connection, table, table.c.id).splice_vertically(inserted(connection, table, table.c.a))
    with pytest.raises(exc.ResourceClosedError, match="does not return rows"):
        connection.execute(table.update().values(a=1)).splice_horizontally(connection.execute(select(table.c.id)))
