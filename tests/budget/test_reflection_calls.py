"""How many Python functions the making of reflected tables runs, once the database was read."""

from __future__ import annotations

from tests.budget.counting import calls_per

from holdfast import MetaData, create_engine, inspect


def made(ddl, few, many):
    """Calls for each further thing, of which `ddl(number)` has so many."""
    inspectors = {}
    for number in (few, many):
        connection = create_engine("sqlite://").connect()
        for statement in ddl(number):
            connection.exec_driver_sql(statement)
        inspectors[number] = inspect(connection)
    return calls_per(lambda number: inspectors[number].reflect_metadata(MetaData()), few, many)


def test_a_column():
    def ddl(number):
        yield f"CREATE TABLE t ({', '.join(f'c{place} INTEGER' for place in range(number))})"

    # add_column, PlainColumns.add.
    assert made(ddl, 5, 25) <= 2


def test_a_column_with_a_default():
    def ddl(number):
        yield f"CREATE TABLE t ({', '.join(f'c{place} INTEGER DEFAULT 1' for place in range(number))})"

    # The text of SQL in three calls, the clause, its parent.
    assert made(ddl, 5, 25) <= 10


def test_a_table():
    def ddl(number):
        return [f"CREATE TABLE t{place} (a INTEGER)" for place in range(number)]

    assert made(ddl, 5, 25) <= 63


def test_a_constraint():
    def ddl(number):
        yield f"CREATE TABLE t (a INTEGER{''.join(f', CONSTRAINT c{place} CHECK (a > {place})' for place in range(number))})"

    assert made(ddl, 5, 25) <= 23


def test_an_index():
    def ddl(number):
        yield "CREATE TABLE t (a INTEGER)"
        for place in range(number):
            yield f"CREATE INDEX i{place} ON t (a)"

    assert made(ddl, 5, 25) <= 23
