"""An engine on a real MariaDB: what it learns of the server, transactions, streams, levels, two phases."""

import pytest

from holdfast import ForeignKey, Integer, create_engine, exc, make_url, select, text
from holdfast.orm import DeclarativeBase, Session, mapped_column, relationship, selectinload


@pytest.fixture
def engine(drivername, mariadb_url):
    made = create_engine(make_url(mariadb_url).set(drivername=drivername))
    yield made
    made.dispose()


@pytest.fixture
def numbers(engine):
    """A table of our own with the rows 1 to 50."""
    name = f"numbers_{engine.name}_{engine.driver}"
    with engine.begin() as connection:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, word VARCHAR(20))")
        connection.execute(f"INSERT INTO {name} VALUES (%s, %s)", [(n, f"w{n}") for n in range(1, 51)])
    yield name
    with engine.begin() as connection:
        connection.execute(f"DROP TABLE {name}")


def test_what_is_learnt_of_the_server(engine):
    with engine.connect():
        dialect = engine.dialect
    assert dialect.is_mariadb
    assert dialect.server_version_info >= (10, 5)
    assert dialect.default_isolation_level == "REPEATABLE READ"
    assert dialect.default_schema_name == engine.url.database
    assert dialect.insert_returning and dialect.delete_returning and not dialect.update_returning
    assert not dialect.ansi_quotes and dialect.backslash_escapes


def test_ansi_quotes_are_noticed(mariadb_url):
    engine = create_engine(
        mariadb_url, connect_args={"init_command": "SET sql_mode='ANSI_QUOTES,NO_BACKSLASH_ESCAPES'"}
    )
    with engine.connect():
        assert engine.dialect.identifier_preparer.quote("A b") == '"A b"'
        assert not engine.dialect.backslash_escapes


def test_commit_and_rollback(engine, numbers):
    with engine.connect() as connection:
        connection.execute(f"DELETE FROM {numbers} WHERE id > 40")
        connection.rollback()
        assert connection.execute(f"SELECT COUNT(*) FROM {numbers}").scalar() == 50
        with connection.begin_nested() as inner:
            connection.execute(f"DELETE FROM {numbers} WHERE id > 40")
            inner.rollback()
        connection.execute(f"DELETE FROM {numbers} WHERE id = 1")
        connection.commit()
    with engine.connect() as connection:
        assert connection.execute(f"SELECT COUNT(*) FROM {numbers}").scalar() == 49


def test_rows_that_matched_count_though_nothing_changed(engine, numbers):
    with engine.begin() as connection:
        assert connection.execute(f"UPDATE {numbers} SET word = word").rowcount == 50


def test_a_stream_loses_no_rows_when_something_else_is_executed(engine, numbers):
    with engine.connect() as connection:
        stream = connection.execution_options(yield_per=7).execute(text(f"SELECT id FROM {numbers} ORDER BY id"))
        seen = [next(stream)[0]]
        assert (
            connection.execution_options(yield_per=None).execute(text(f"SELECT MAX(id) FROM {numbers}")).scalar() == 50
        )
        seen += [row[0] for row in stream]
    assert seen == list(range(1, 51))


def test_a_stream_that_is_given_up_leaves_the_connection_usable(engine, numbers):
    with engine.connect() as connection:
        stream = connection.execution_options(stream_results=True).execute(text(f"SELECT id FROM {numbers}"))
        assert len(stream.fetchmany(3)) == 3
        stream.close()
        assert connection.execute(text("SELECT 1")).scalar() == 1
    with engine.connect() as connection:
        connection.execution_options(stream_results=True).execute(text(f"SELECT id FROM {numbers}")).fetchone()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


@pytest.mark.parametrize("level", ["READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_isolation_levels(engine, level):
    with engine.connect() as connection:
        assert connection.execution_options(isolation_level=level).get_isolation_level() == level
    with engine.connect() as connection:
        assert connection.get_isolation_level() == "REPEATABLE READ"


def test_autocommit(engine, numbers):
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(f"DELETE FROM {numbers} WHERE id = 1")
        connection.rollback()
        assert connection.execute(f"SELECT COUNT(*) FROM {numbers}").scalar() == 49
    with engine.connect() as connection:
        connection.execute(f"DELETE FROM {numbers} WHERE id = 2")
        connection.rollback()
        assert connection.execute(f"SELECT COUNT(*) FROM {numbers}").scalar() == 49


def test_an_unknown_level_is_refused(engine):
    with (
        engine.connect() as connection,
        pytest.raises(exc.ArgumentError, match="Invalid value 'FOO' for isolation_level"),
    ):
        connection.execution_options(isolation_level="FOO")


def test_two_phases(engine, numbers):
    with engine.connect() as connection:
        transaction = connection.begin_twophase()
        connection.execute(f"DELETE FROM {numbers} WHERE id = 1")
        transaction.prepare()
        assert transaction.xid in connection.recover_twophase()
        transaction.commit()
        assert transaction.xid not in connection.recover_twophase()
        connection.rollback()
        with connection.begin_twophase() as second:
            connection.execute(f"DELETE FROM {numbers} WHERE id = 2")
            second.rollback()
        assert connection.execute(f"SELECT COUNT(*) FROM {numbers}").scalar() == 49


def test_percent_signs(engine):
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 'a%b', :x, '100%'"), {"x": "%s %"}).one() == ("a%b", "%s %", "100%")


def test_objects_streamed_with_their_collections_are_all_there(engine, own_mariadb_url):
    """Each batch is followed by a SELECT of its collections: on the connection that the batches come from."""
    url = make_url(own_mariadb_url).set(drivername=engine.url.drivername)
    own = create_engine(url)

    class Base(DeclarativeBase):
        pass

    class Order(Base):
        __tablename__ = "orders"
        id = mapped_column(Integer, primary_key=True)
        lines = relationship("Line")

    class Line(Base):
        __tablename__ = "line"
        id = mapped_column(Integer, primary_key=True)
        order_id = mapped_column(ForeignKey("orders.id"))

    Base.metadata.create_all(own)
    with Session(own) as session:
        session.add_all([Order(lines=[Line(), Line()]) for _ in range(25)])
        session.commit()
    with Session(own) as session:
        query = select(Order).options(selectinload(Order.lines)).execution_options(yield_per=10)
        assert [len(order.lines) for order in session.scalars(query)] == [2] * 25
    own.dispose()
