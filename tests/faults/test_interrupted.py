"""KeyboardInterrupt where a program waits: for a place in the pool, for a connection, for an answer."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import threading
import time

import pytest

import holdfast
from holdfast import exc
from holdfast.pool import QueuePool
from holdfast.pool.queue import ThreadWaiter


@contextlib.contextmanager
def interrupted_after(seconds):
    """The main thread gets a KeyboardInterrupt, as from the keyboard."""

    def interrupt(number, frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def connect():
    return sqlite3.connect(":memory:", check_same_thread=False)


def test_while_it_waits_for_a_place():
    pool = QueuePool(connect, pool_size=1, max_overflow=0, timeout=5)
    held = pool.connect()
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt), interrupted_after(0.05):
            pool.connect()
    assert not pool._core.waiting
    held.close()
    for _ in range(3):
        pool.connect().close()
    assert (pool.checkedout(), pool.checkedin()) == (0, 1)


def test_after_the_place_was_granted(monkeypatch):
    """The interrupt comes when the place has just been handed to the one who waits."""
    pool = QueuePool(connect, pool_size=1, max_overflow=0, timeout=5)
    held = pool.connect()
    wait = ThreadWaiter.wait

    def interrupted(self, seconds):
        assert wait(self, seconds)
        raise KeyboardInterrupt

    monkeypatch.setattr(ThreadWaiter, "wait", interrupted)
    giver = threading.Timer(0.02, held.close)
    giver.start()
    with pytest.raises(KeyboardInterrupt):
        pool.connect()
    giver.join()
    assert (pool.checkedout(), pool.checkedin()) == (0, 1)


def test_while_a_connection_is_opened():
    slow = threading.Event()

    def slowly():
        if not slow.is_set():
            slow.set()
            time.sleep(5)
        return connect()

    pool = QueuePool(slowly, pool_size=1, max_overflow=0, timeout=0.1)
    with pytest.raises(KeyboardInterrupt), interrupted_after(0.05):
        pool.connect()
    pool.connect().close()
    assert (pool.checkedout(), pool.checkedin()) == (0, 1)


def test_while_a_statement_runs(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db", pool_size=1, max_overflow=0, pool_timeout=0.1)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
    with engine.connect() as connection:
        # A function of Python's, so that the interrupt is seen in the middle.
        connection.connection.dbapi_connection.create_function("slow", 0, lambda: time.sleep(5))
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        with pytest.raises((exc.OperationalError, KeyboardInterrupt)), interrupted_after(0.05):
            connection.exec_driver_sql("SELECT slow()")
    assert engine.pool.checkedout() == 0
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
