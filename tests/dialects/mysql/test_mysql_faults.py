"""Faults of a real MariaDB: lost connections, refusals, timeouts, deadlocks. After each: a clear error, a pool that works,
nothing lost that was committed, nothing there that was not."""

import threading
import time

import pytest

from holdfast import (
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    exc,
    insert,
    make_url,
    select,
    text,
)
from holdfast.orm import DeclarativeBase, Session, mapped_column, relationship


@pytest.fixture
def engine(own_mariadb_url):
    made = create_engine(own_mariadb_url, pool_size=3)
    yield made
    made.dispose()


@pytest.fixture
def table(engine):
    made = Table("item", MetaData(), Column("id", Integer, primary_key=True), Column("name", String(20)))
    made.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(made), [{"id": n, "name": f"n{n}"} for n in range(1, 4)])
    return made


def names(engine, table):
    with engine.connect() as connection:
        return connection.scalars(select(table.c.name).order_by(table.c.id)).all()


def kill(engine, number):
    """End a connection as an administrator would."""
    other = create_engine(engine.url)
    with other.connect() as connection:
        connection.exec_driver_sql(f"KILL {number}")
    other.dispose()


def number_of(connection):
    return connection.scalar(text("SELECT CONNECTION_ID()"))


def test_killed_between_statements(engine, table):
    with engine.connect() as connection:
        connection.execute(insert(table), {"id": 9, "name": "never"})
        kill(engine, number_of(connection))
        with pytest.raises(exc.OperationalError) as caught:
            connection.execute(select(table))
        assert caught.value.connection_invalidated
        assert connection.invalidated
        with pytest.raises(exc.PendingRollbackError, match="Can't reconnect until invalid transaction is rolled back"):
            connection.execute(select(table))
        connection.rollback()
        assert len(connection.execute(select(table)).all()) == 3
    assert names(engine, table) == ["n1", "n2", "n3"]
    assert engine.pool.checkedout() == 0


def test_killed_inside_a_statement(engine, table):
    with engine.connect() as connection:
        number = number_of(connection)
        connection.execute(insert(table), {"id": 9, "name": "never"})
        killer = threading.Timer(0.2, kill, (engine, number))
        killer.start()
        started = time.monotonic()
        with pytest.raises(exc.OperationalError) as caught:
            connection.execute(text("SELECT SLEEP(20)"))
        killer.join()
        assert time.monotonic() - started < 10
        assert caught.value.connection_invalidated
    assert names(engine, table) == ["n1", "n2", "n3"]


def test_killed_before_commit(engine, table):
    with engine.connect() as connection:
        connection.execute(insert(table), {"id": 9, "name": "never"})
        kill(engine, number_of(connection))
        with pytest.raises(exc.OperationalError):
            connection.commit()
    assert names(engine, table) == ["n1", "n2", "n3"]


@pytest.mark.parametrize("verb", ["commit", "rollback"])
@pytest.mark.parametrize("how", ["connection", "transaction", "savepoint"])
def test_killed_before_the_end_of_a_transaction(engine, table, verb, how):
    with engine.connect() as connection:
        transaction = connection.begin()
        ended = {"connection": connection, "transaction": transaction, "savepoint": None}[
            how
        ] or connection.begin_nested()
        connection.execute(insert(table), {"id": 9, "name": "never"})
        kill(engine, number_of(connection))
        with pytest.raises(exc.OperationalError) as caught:
            getattr(ended, verb)()
        assert caught.value.connection_invalidated and connection.invalidated
        if verb == "commit" or how == "savepoint":
            with pytest.raises(exc.PendingRollbackError):
                connection.execute(select(table))
            connection.rollback()
        assert not transaction.is_active
        assert len(connection.execute(select(table)).all()) == 3


def test_killed_before_the_end_of_a_block(engine, table):
    with pytest.raises(exc.OperationalError, match=r"Lost connection|has gone away"), engine.begin() as connection:
        connection.execute(insert(table), {"id": 9, "name": "never"})
        kill(engine, number_of(connection))
    assert names(engine, table) == ["n1", "n2", "n3"]
    assert engine.pool.checkedout() == 0


@pytest.mark.parametrize("is_idle", [True, False])
def test_closing_a_killed_connection_that_was_set_up(engine, table, is_idle):
    connection = engine.connect().execution_options(isolation_level="SERIALIZABLE")
    number = number_of(connection)
    if is_idle:
        connection.rollback()
    kill(engine, number)
    connection.close()
    assert engine.pool.checkedout() == 0
    with engine.connect() as other:
        assert other.get_isolation_level() == "REPEATABLE READ"


def test_an_idle_connection_that_was_killed_is_replaced_with_pre_ping(own_mariadb_url, table):
    engine = create_engine(own_mariadb_url, pool_pre_ping=True)
    with engine.connect() as connection:
        first = number_of(connection)
    kill(engine, first)
    with engine.connect() as connection:
        assert number_of(connection) != first
    engine.dispose()


def test_killed_inside_a_flush(engine):
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

    Base.metadata.create_all(engine)
    killed = []

    def kill_at_the_second_table(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("INSERT INTO line") and not killed:
            killed.append(number)
            kill(engine, number)

    event.listen(engine, "before_cursor_execute", kill_at_the_second_table)
    with Session(engine) as session:
        number = session.connection().scalar(text("SELECT CONNECTION_ID()"))
        order = Order(lines=[Line(), Line()])
        session.add(order)
        with pytest.raises(exc.OperationalError) as caught:
            session.commit()
        assert killed and caught.value.connection_invalidated
        session.rollback()
        assert order not in session
        assert session.scalars(select(Order)).all() == []
        session.add(Order(lines=[Line(), Line()]))
        session.commit()
        assert len(session.scalars(select(Line)).all()) == 2


@pytest.mark.parametrize("yield_per", [None, 10])
def test_killed_in_the_middle_of_a_stream(engine, table, yield_per):
    with engine.connect() as connection:
        number = number_of(connection)
        options = {"stream_results": True} if yield_per is None else {"yield_per": yield_per}
        stream = connection.execute(
            text("SELECT seq, REPEAT('x', 500) FROM seq_1_to_1000000"), execution_options=options
        )
        assert stream.fetchone()[0] == 1
        kill(engine, number)
        with pytest.raises(exc.OperationalError) as caught:
            for _ in stream:
                pass
        assert caught.value.connection_invalidated
        assert "SELECT seq" in caught.value.statement
        assert connection.invalidated
        connection.rollback()
        assert connection.scalar(text("SELECT 1")) == 1
    assert names(engine, table) == ["n1", "n2", "n3"]


def test_a_stream_ends_with_its_transaction_and_its_connection(engine):
    query = text("SELECT seq FROM seq_1_to_1000")
    options = {"stream_results": True}
    with engine.connect() as connection:
        kept = connection.execute(query, execution_options=options)
        assert kept.fetchone() == (1,)
        connection.commit()
        assert len(kept.fetchall()) == 999
        given_up = connection.execute(query, execution_options=options)
        connection.rollback()
        with pytest.raises(exc.ResourceClosedError, match="their transaction was rolled back"):
            given_up.fetchall()
        orphan = connection.execute(query, execution_options=options)
    with engine.connect() as connection:
        with pytest.raises(exc.ResourceClosedError, match="its connection was closed"):
            orphan.fetchall()
        assert connection.scalar(text("SELECT 1")) == 1


REFUSALS = {
    "password": ({"username": "root", "password": "wrong"}, 1045, "the password is wrong"),
    "user": ({"username": "nobody_at_all"}, 1045, "has no such user"),
    "database": ({"database": "no_such_database"}, 1049, "CREATE DATABASE"),
    "port": ({"port": 1}, 2003, "Is the server running"),
    "host": ({"host": "no-such-host.invalid"}, 2003, "Is the server running"),
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refused_connection_says_why_and_what_to_do(own_mariadb_url, kind):
    changes, number, advice = REFUSALS[kind]
    url = make_url(own_mariadb_url).set(**changes)
    engine = create_engine(url, connect_args={"connect_timeout": 5})
    with pytest.raises(exc.OperationalError) as caught:
        engine.connect()
    assert caught.value.orig.args[0] == number
    assert advice in str(caught.value)
    assert "wrong" not in str(caught.value).replace("password is wrong", "")
    assert engine.pool.checkedout() == 0


def test_something_else_answers_at_the_port(own_mariadb_url, postgresql_url):
    port = make_url(postgresql_url).port
    engine = create_engine(
        make_url(own_mariadb_url).set(port=port), connect_args={"connect_timeout": 2, "read_timeout": 2}
    )
    with pytest.raises(exc.OperationalError, match="does not speak the protocol of MySQL"):
        engine.connect()


def test_a_statement_that_takes_too_long(engine, table):
    with engine.connect() as connection:
        connection.execute(text("SET STATEMENT max_statement_time = 5 FOR SELECT 1"))
        connection.execute(insert(table), {"id": 9, "name": "kept"})
        with pytest.raises(exc.OperationalError) as caught:
            connection.execute(text("SET STATEMENT max_statement_time = 0.1 FOR SELECT SLEEP(5) FROM item"))
        assert caught.value.orig.args[0] == 1969
        assert not caught.value.connection_invalidated
        connection.commit()
    assert names(engine, table) == ["n1", "n2", "n3", "kept"]


def test_a_lock_that_is_not_given(engine, table):
    with engine.connect() as first, engine.connect() as second:
        first.execute(table.update().where(table.c.id == 1).values(name="first"))
        second.execute(text("SET innodb_lock_wait_timeout = 1"))
        second.execute(insert(table), {"id": 9, "name": "kept"})
        with pytest.raises(exc.OperationalError) as caught:
            second.execute(table.update().where(table.c.id == 1).values(name="second"))
        assert caught.value.orig.args[0] == 1205
        # The statement is undone, the transaction goes on.
        second.commit()
        first.commit()
    assert names(engine, table) == ["first", "n2", "n3", "kept"]


def test_a_deadlock_ends_one_of_two_and_may_be_tried_again(engine, table):
    failures = []
    barrier = threading.Barrier(2)

    def change(first, second, name):
        for attempt in range(3):
            with engine.connect() as connection:
                try:
                    connection.execute(table.update().where(table.c.id == first).values(name=name))
                    if attempt == 0:
                        barrier.wait(10)
                    connection.execute(table.update().where(table.c.id == second).values(name=name))
                    connection.commit()
                except exc.OperationalError as error:
                    failures.append(error)
                else:
                    return

    threads = [threading.Thread(target=change, args=arguments) for arguments in ((1, 2, "one"), (2, 1, "two"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [error.orig.args[0] for error in failures] == [1213]
    assert not failures[0].connection_invalidated
    found = names(engine, table)
    assert found[0] == found[1] and found[0] in {"one", "two"}
    assert engine.pool.checkedout() == 0


def test_a_packet_that_is_too_large(engine, table):
    with engine.connect() as connection:
        most = connection.scalar(text("SELECT @@max_allowed_packet"))
        connection.execute(insert(table), {"id": 9, "name": "never"})
        with pytest.raises(exc.DBAPIError) as caught:
            connection.execute(text("SELECT LENGTH(:x)"), {"x": "x" * (most + 1024)})
        assert len(str(caught.value)) < 5000
        connection.rollback()
        assert connection.scalar(text("SELECT 1")) == 1
    assert names(engine, table) == ["n1", "n2", "n3"]


def test_a_prepared_transaction_outlives_its_connection(engine, table):
    with engine.connect() as connection:
        transaction = connection.begin_twophase()
        connection.execute(insert(table), {"id": 9, "name": "prepared"})
        transaction.prepare()
        number = number_of_prepared = transaction.xid
        connection.invalidate()
        connection.rollback()
        assert number in connection.recover_twophase()
        connection.commit_prepared(number_of_prepared, recover=True)
        assert number not in connection.recover_twophase()
    assert names(engine, table)[-1] == "prepared"
