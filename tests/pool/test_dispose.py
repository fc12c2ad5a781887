"""An engine that is disposed of while it is used: nobody notices, and nothing stays open."""

from __future__ import annotations

import sqlite3
import threading
import time

import holdfast
from holdfast.pool import QueuePool


class Counted:
    """Opens SQLite connections and knows which are open."""

    def __init__(self):
        self.open = set()
        self.lock = threading.Lock()

    def __call__(self):
        counted = self

        class Connection(sqlite3.Connection):
            def close(self):
                with counted.lock:
                    counted.open.discard(id(self))
                super().close()

        connection = sqlite3.connect(":memory:", factory=Connection, check_same_thread=False)
        with self.lock:
            self.open.add(id(connection))
        return connection


def test_while_threads_work():
    driver = Counted()
    engine = holdfast.create_engine("sqlite://", creator=driver, poolclass=QueuePool, pool_size=3, max_overflow=2)
    stop, failures, done = threading.Event(), [], []

    def work():
        while not stop.is_set():
            try:
                with engine.connect() as connection:
                    done.append(connection.exec_driver_sql("SELECT 1").scalar())
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for _ in range(30):
        engine.dispose()
        time.sleep(0.005)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(done) > 30
    assert len(driver.open) <= 3
    engine.dispose()
    assert driver.open == set()


def test_those_who_wait_when_it_happens_are_served():
    driver = Counted()
    engine = holdfast.create_engine(
        "sqlite://", creator=driver, poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=5
    )
    held = engine.connect()
    served = []
    waiting = threading.Thread(target=lambda: served.append(engine.connect()))
    waiting.start()
    while not engine.pool._core.waiting:
        time.sleep(0.001)
    engine.dispose()
    held.close()
    waiting.join()
    assert served[0].exec_driver_sql("SELECT 1").scalar() == 1
    served[0].close()
    assert driver.open == set()


def test_a_pool_that_is_disposed_of_by_itself_stays_usable():
    driver = Counted()
    pool = QueuePool(driver)
    held = pool.connect()
    pool.connect().close()
    pool.dispose()
    held.close()
    pool.connect().close()
    assert pool.checkedin() == 1
    pool.dispose()
    assert driver.open == set()


def test_a_finalizer_that_comes_while_the_pool_decides_does_not_wait_for_itself():
    """A dropped connection may be collected anywhere, also in the thread that holds the pool's lock."""
    pool = QueuePool(Counted(), pool_size=2, max_overflow=0, timeout=0.1)
    dropped = pool.connect()
    with pool._lock:
        del dropped
        assert pool.checkedout() == 1
    # Whoever lets go of the lock next takes it back.
    held = [pool.connect(), pool.connect()]
    assert pool.checkedout() == 2
    for connection in held:
        connection.close()


def test_an_error_in_a_finalizer_is_nobodys_elses(caplog):
    """A check-in handler that raises for a dropped connection does not fail whoever asks for one next."""
    pool = QueuePool(Counted(), pool_size=2, max_overflow=0, timeout=0.1)
    dropped = pool.connect()

    def refuse(connection, record):
        raise ValueError("not mine")

    holdfast.event.listen(pool, "checkin", refuse)
    with pool._lock:
        del dropped
    held = [pool.connect(), pool.connect()]
    assert pool.checkedout() == 2
    assert "not mine" in caplog.text
    holdfast.event.remove(pool, "checkin", refuse)
    for connection in held:
        connection.close()
    assert pool.checkedout() == 0
