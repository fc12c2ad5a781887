"""Connections that the server or the network ends: a clear error, a pool that goes on, and exactly what was committed."""

from __future__ import annotations

import threading
import time

import pytest
from tests.faults.words import LOST

from holdfast import exc


def assert_usable(engine, server, rows):
    """The pool gives connections, they all work, and the table holds what was committed."""
    held = [engine.connect() for _ in range(3)]
    for connection in held:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        connection.close()
    assert engine.pool.checkedout() == 0
    assert server.rows() == rows


def assert_lost(connection, statement):
    with pytest.raises(LOST) as caught:
        connection.exec_driver_sql(statement)
    assert caught.value.connection_invalidated
    assert caught.value.statement == statement
    assert connection.invalidated
    return caught.value


def test_killed_between_statements(server_by_driver):
    server = server_by_driver
    engine = server.engine()
    with engine.connect() as connection:
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (1)")
        connection.commit()
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (2)")
        server.kill(connection.exec_driver_sql(server.own_number).scalar())
        time.sleep(0.05)
        assert_lost(connection, f"INSERT INTO {server.table} VALUES (3)")
        with pytest.raises(exc.PendingRollbackError, match="Can't reconnect until invalid transaction is rolled back"):
            connection.exec_driver_sql("SELECT 1")
        connection.rollback()
        # The same Connection goes on, with another connection of the pool.
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (4)")
        connection.commit()
    assert_usable(engine, server, [1, 4])


def test_killed_inside_a_statement(server_by_driver):
    server = server_by_driver
    engine = server.engine()
    with engine.connect() as connection:
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (1)")
        number = connection.exec_driver_sql(server.own_number).scalar()
        killer = threading.Timer(0.2, server.kill, [number])
        killer.start()
        assert_lost(connection, server.sleep.format(20))
        killer.join()
    assert_usable(engine, server, [])


def test_a_commit_that_cannot_be_sent_is_an_error(server_by_driver):
    server = server_by_driver
    engine = server.engine()
    with engine.connect() as connection:
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (1)")
        server.proxy.cut()
        with pytest.raises(LOST) as caught:
            connection.commit()
        assert caught.value.connection_invalidated
    assert_usable(engine, server, [])


def test_reset_in_the_middle_of_a_result(server):
    engine = server.engine()
    with engine.connect() as connection:
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (1)")
        server.proxy.cut_after(200_000)
        assert_lost(connection, server.many_rows)
    assert_usable(engine, server, [])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_killed_in_the_middle_of_a_stream(server_by_driver):
    server = server_by_driver
    # Past the proxy: MariaDB's driver keeps the interpreter for itself while it reads rows.
    engine = server.engine(is_direct=True)
    with engine.connect() as connection:
        number = connection.exec_driver_sql(server.own_number).scalar()
        rows = server.many_rows.replace("200", "4000")
        result = connection.execution_options(yield_per=10).exec_driver_sql(rows)
        seen = len(result.fetchmany(10))
        server.kill(number)
        time.sleep(0.1)
        with pytest.raises(LOST) as caught:
            for _ in result:
                seen += 1
        assert caught.value.connection_invalidated
        assert 0 < seen < 50_000
    assert_usable(engine, server, [])


# pymysql's unbuffered result complains from its finalizer when its connection is gone.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_reset_in_the_middle_of_a_stream(server):
    engine = server.engine()
    with engine.connect() as connection:
        server.proxy.cut_after(300_000)
        result = connection.execution_options(yield_per=100).exec_driver_sql(server.many_rows)
        seen = 0
        with pytest.raises(LOST) as caught:
            for _ in result:
                seen += 1
        assert caught.value.connection_invalidated
        assert 0 < seen < 50_000
    assert_usable(engine, server, [])


def test_those_that_are_as_old_as_a_lost_one_are_replaced_without_an_error(server_by_driver):
    server = server_by_driver
    engine = server.engine(pool_size=5)
    held = [engine.connect() for _ in range(5)]
    for connection in held:
        connection.close()
    server.proxy.cut()
    with engine.connect() as connection:
        assert_lost(connection, "SELECT 1")
    # One error for five dead connections.
    assert_usable(engine, server, [])
    assert server.proxy.open_connections == 3


def test_pre_ping_finds_them_before_the_program_does(server_by_driver):
    server = server_by_driver
    engine = server.engine(pool_size=5, pool_pre_ping=True)
    held = [engine.connect() for _ in range(5)]
    for connection in held:
        connection.close()
    server.proxy.cut()
    assert_usable(engine, server, [])


def test_a_connection_found_dead_when_it_comes_back_is_replaced(server):
    engine = server.engine(pool_size=1, max_overflow=0)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (1)")
        server.proxy.cut()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert server.rows() == []


def test_a_stalled_statement_is_named_by_those_who_wait(server):
    engine = server.engine(pool_size=1, max_overflow=0, pool_timeout=0.2)
    stalled = f"INSERT INTO {server.table} VALUES (1)"
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        server.proxy.stall()

        def work():
            connection.exec_driver_sql(stalled)
            connection.commit()

        worker = threading.Thread(target=work)
        worker.start()
        time.sleep(0.05)
        with pytest.raises(exc.TimeoutError) as caught:
            engine.connect()
        message = str(caught.value)
        assert message.startswith("QueuePool limit of size 1 overflow 0 reached, connection timed out, timeout 0.20")
        assert "in a transaction" in message
        assert f"last: {stalled}" in message
        assert "test_lost_connections.py" in message
        assert "test_a_stalled_statement_is_named_by_those_who_wait()" in message
        server.proxy.flow()
        worker.join()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert server.rows() == [1]


def test_a_slow_network_is_no_fault(server):
    server.proxy.delay = 0.02
    engine = server.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO {server.table} VALUES (1)")
    server.proxy.delay = 0
    assert_usable(engine, server, [1])


def test_a_server_that_cannot_be_reached_and_comes_back(server):
    engine = server.engine(pool_size=2, max_overflow=0)
    with engine.connect():
        pass
    target, server.proxy._target = server.proxy._target, ("127.0.0.1", 1)
    server.proxy.cut()
    for _ in range(4):
        with pytest.raises(LOST), engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    assert engine.pool.checkedout() == 0
    server.proxy._target = target
    held = [engine.connect() for _ in range(2)]
    assert [connection.exec_driver_sql("SELECT 1").scalar() for connection in held] == [1, 1]
    for connection in held:
        connection.close()
