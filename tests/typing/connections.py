"""Engine, Connection and results, as a program without the ORM uses them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_type

from holdfast import (
    Connection,
    CursorResult,
    Engine,
    NestedTransaction,
    Result,
    RootTransaction,
    Row,
    RowMapping,
    ScalarResult,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
)
from holdfast.engine import URL, Inspector, TupleResult, make_url

from .expressions import table
from .models import User

engine = create_engine(make_url("sqlite://"), echo=False)


def engines() -> None:
    assert_type(engine, Engine)
    assert_type(engine.url, URL)
    assert_type(inspect(engine), Inspector)
    assert_type(inspect(engine).get_table_names(), list[str])
    assert_type(engine.execute("select 1"), CursorResult[*tuple[Any, ...]])
    with engine.connect() as connection:
        assert_type(connection, Connection)
        assert_type(inspect(connection), Inspector)
    with engine.begin() as connection:
        assert_type(connection, Connection)


def executes(connection: Connection) -> None:
    assert_type(connection.execute(text("select 1")), CursorResult[*tuple[Any, ...]])
    assert_type(connection.execute("select 1"), CursorResult[*tuple[Any, ...]])
    assert_type(connection.execute(select(User.id, User.name)), CursorResult[int, str])
    assert_type(connection.execute(insert(table), [{"id": 1}]).rowcount, int)
    assert_type(connection.execute(insert(User).returning(User.id)), CursorResult[int])
    assert_type(connection.scalar(select(User.id)), int | None)
    assert_type(connection.scalars(select(User.name)), ScalarResult[str])
    assert_type(connection.begin(), RootTransaction)
    assert_type(connection.begin_nested(), NestedTransaction)
    assert_type(connection.execution_options(isolation_level="SERIALIZABLE"), Connection)
    with connection.begin() as transaction:
        transaction.rollback()


def rows(result: Result[int, str]) -> None:
    assert_type(result.all(), Sequence[Row[int, str]])
    assert_type(result.one(), Row[int, str])
    assert_type(result.one_or_none(), Row[int, str] | None)
    assert_type(result.first(), Row[int, str] | None)
    assert_type(result.fetchone(), Row[int, str] | None)
    assert_type(result.fetchmany(5), Sequence[Row[int, str]])
    assert_type(result.scalar(), int | None)
    assert_type(result.scalar_one(), int)
    assert_type(result.scalars(), ScalarResult[int])
    assert_type(result.scalars(1), ScalarResult[Any])
    assert_type(result.scalars().all(), Sequence[int])
    assert_type(result.mappings().all(), Sequence[RowMapping])
    assert_type(result.mappings().one()["name"], Any)
    assert_type(result.tuples(), TupleResult[tuple[int, str]])
    assert_type(result.tuples().all(), Sequence[tuple[int, str]])
    assert_type(result.unique().yield_per(10), Result[int, str])
    assert_type(result.freeze()().all(), Sequence[Row[int, str]])
    for row in result:
        assert_type(row, Row[int, str])
        assert_type(row[0], int)
        assert_type(row[1], str)
        assert_type(row.name, Any)
        assert_type(row._mapping, RowMapping)
        assert_type(row._asdict(), dict[str, Any])
        number, name = row
        assert_type(number, int)
        assert_type(name, str)
    for values in result.tuples():
        assert_type(values, tuple[int, str])
    for part in result.partitions(10):
        assert_type(part, Sequence[Row[int, str]])


@event.listens_for(Engine, "connect")
def connected(dbapi_connection: Any, record: Any) -> None: ...


@event.listens_for(engine, "before_execute", retval=True)
def executing(connection: Connection, *rest: Any) -> tuple[Any, Any, Any]:
    connected(None, None)
    return rest[0], rest[1], rest[2]


assert_type(executing(engine.connect()), tuple[Any, Any, Any])
