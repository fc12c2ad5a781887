"""A fork in the middle of a transaction: the child never touches what is the parent's, and goes on with connections of its own."""

from __future__ import annotations

import gc
import json
import os
import signal
import threading
import time
import uuid

import pytest

import holdfast
from holdfast import exc

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
    # Other threads of the test's process are none of the child's business here.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def in_child(program):
    """What `program()` returns in a child process, which then ends without the parent's exit handlers."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            try:
                answer = program()
            except BaseException as error:
                answer = ["raised", type(error).__name__, str(error)]
            gc.collect()
            os.write(writer, json.dumps(answer).encode())
        finally:
            os._exit(0)
    os.close(writer)
    # A child that hangs gives no answer, and no test that hangs.
    watch = threading.Timer(30, os.kill, (child, signal.SIGKILL))
    watch.start()
    with os.fdopen(reader) as answers:
        text = answers.read()
    watch.cancel()
    os.waitpid(child, 0)
    return json.loads(text)


@pytest.fixture
def table(database_url):
    engine = holdfast.create_engine(database_url)
    name = f"forks_{uuid.uuid4().hex[:12]}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {name} (x INTEGER)")
    yield engine, name
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {name}")
    engine.dispose()


def test_in_the_middle_of_a_transaction(table):
    engine, name = table
    idle = engine.connect()
    idle.exec_driver_sql("SELECT 1")
    connection = engine.connect()
    connection.exec_driver_sql(f"INSERT INTO {name} VALUES (1)")
    idle.close()

    def program():
        told = []
        for _ in range(2):
            try:
                connection.exec_driver_sql("SELECT 1")
            except exc.SQLAlchemyError as error:
                told.append([type(error).__name__, str(error)[:70], connection.invalidated])
        try:
            connection.commit()
        except exc.SQLAlchemyError as error:
            told.append(type(error).__name__)
        connection.rollback()
        told.append(connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar())
        connection.close()
        with engine.connect() as own:
            told.append(own.exec_driver_sql("SELECT 7").scalar())
        told.append(engine.pool.status())
        engine.dispose()
        return told

    refused, pending, commit, *rest = in_child(program)
    assert refused == [
        "OperationalError",
        "(builtins.ConnectionError) this connection was opened by another process, of which 1"[:70],
        True,
    ]
    assert pending[0] == commit == "PendingRollbackError"
    assert rest == [
        0,
        7,
        "Pool size: 5  Connections in pool: 1 Current Overflow: -4 Current Checked out connections: 0",
    ]
    # The parent's transaction and its idle connection never noticed.
    connection.exec_driver_sql(f"INSERT INTO {name} VALUES (2)")
    connection.commit()
    assert connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() == 2
    with engine.connect() as other:
        assert other.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() == 2
    connection.close()


def test_in_the_middle_of_a_result_and_of_raw_connections(table):
    engine, name = table
    with engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO {name} VALUES (1), (2), (3), (4)")
    raw = engine.raw_connection()
    with engine.connect() as connection:
        result = connection.execution_options(yield_per=1).exec_driver_sql(f"SELECT x FROM {name} ORDER BY x")
        assert result.fetchone() == (1,)

        def program():
            told = [raw.is_valid]
            try:
                result.fetchall()
            except exc.SQLAlchemyError as error:
                told.append(type(error).__name__)
            raw.close()
            return told

        assert in_child(program) == [False, "ResourceClosedError"]
        assert result.fetchall() == [(2,), (3,), (4,)]
    cursor = raw.cursor()
    cursor.execute("SELECT 1")
    assert tuple(cursor.fetchone()) == (1,)
    cursor.close()
    raw.close()


def test_locks_that_other_threads_hold_are_not_inherited(table):
    engine, _ = table

    def program():
        with engine.connect() as connection:
            return connection.exec_driver_sql("SELECT 1").scalar()

    engine.pool._lock.acquire()
    try:
        assert in_child(program) == 1
    finally:
        engine.pool._lock.release()


def test_disposing_in_the_child_leaves_the_parents_connections(table):
    engine, _ = table
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")

    def program():
        engine.dispose(close=False)
        with engine.connect() as own:
            return own.exec_driver_sql("SELECT 1").scalar()

    assert in_child(program) == 1
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@pytest.mark.parametrize("poolclass", ["NullPool", "StaticPool", "AssertionPool", "SingletonThreadPool"])
def test_the_other_pools(tmp_path, poolclass):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db", poolclass=getattr(holdfast.pool, poolclass))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")

        def program():
            with pytest.raises(exc.OperationalError, match="opened by another process"):
                connection.exec_driver_sql("SELECT 1")
            connection.rollback()
            # What the parent has not committed yet is not there for others.
            told = connection.exec_driver_sql("SELECT count(*) FROM t").scalar()
            connection.close()
            with engine.connect() as own:
                return [told, own.exec_driver_sql("SELECT 7").scalar()]

        assert in_child(program) == [0, 7]
        connection.commit()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1


def test_a_database_in_memory_is_in_the_childs_memory_too():
    engine = holdfast.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")

    def program():
        with engine.connect() as own:
            return own.exec_driver_sql("SELECT count(*) FROM t").scalar()

    assert in_child(program) == 1


def test_while_another_thread_is_inside_sqlite(tmp_path):
    """Its connection is locked for good in the child, and must not even be asked there."""
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/busy.db")
    connection = engine.connect()
    inside, stop = threading.Event(), threading.Event()

    def called_by_sqlite():
        # Not one Python thread but this one runs meanwhile; the lock of the connection is held.
        inside.set()
        stop.wait(30)
        return 1

    connection.connection.create_function("called_by_sqlite", 0, called_by_sqlite)
    thread = threading.Thread(target=connection.exec_driver_sql, args=("SELECT called_by_sqlite()",))
    thread.start()
    assert inside.wait(30)

    def program():
        with engine.connect() as own:
            return own.exec_driver_sql("SELECT 1").scalar()

    try:
        assert in_child(program) == 1
    finally:
        stop.set()
        thread.join()
        connection.close()
        engine.dispose()


def test_while_other_threads_work(table):
    engine, _ = table
    stop = threading.Event()
    failures = []

    def work():
        while not stop.is_set():
            try:
                with engine.connect() as connection:
                    assert connection.exec_driver_sql("SELECT 1").scalar() == 1
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)

    def program():
        with engine.connect() as connection, engine.connect() as other:
            return [connection.exec_driver_sql("SELECT 1").scalar(), other.exec_driver_sql("SELECT 2").scalar()]

    answers = [in_child(program) for _ in range(3)]
    stop.set()
    for thread in threads:
        thread.join()
    assert answers == [[1, 2]] * 3
    assert failures == []
