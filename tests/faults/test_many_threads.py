"""200 threads on a pool of 8, with everything going wrong at random: no place is lost, no connection has two holders."""

from __future__ import annotations

import gc
import random
import threading
import time

import pytest
from tests.faults.words import LOST

from holdfast import exc


class Refused(Exception):
    pass


class Holders:
    """Who uses which DBAPI connection now."""

    def __init__(self):
        self._lock = threading.Lock()
        self._used = {}
        self.conflicts = []
        self.done = 0

    def enter(self, connection):
        with self._lock:
            if id(connection) in self._used:
                self.conflicts.append((self._used[id(connection)][1], threading.current_thread().name))
            self._used[id(connection)] = (connection, threading.current_thread().name)

    def leave(self, connection):
        with self._lock:
            self._used.pop(id(connection), None)
            self.done += 1


def work(server, engine, holders, seed):
    """One check-out, and at random one thing that goes wrong."""
    chance = random.Random(seed)
    fault = chance.choice(
        ["none"] * 20
        + ["raise", "drop", "invalidate", "detach", "kill", "cut", "soft", "bad statement", "raw", "forget raw"]
    )
    if fault in {"raw", "forget raw"}:
        raw = engine.raw_connection()
        holders.enter(raw.dbapi_connection)
        cursor = raw.cursor()
        cursor.execute("SELECT 1")
        assert cursor.fetchone()[0] == 1
        cursor.close()
        holders.leave(raw.dbapi_connection)
        if fault == "raw":
            raw.close()
        return
    connection = engine.connect()
    driver = connection.connection.dbapi_connection
    holders.enter(driver)
    try:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        if fault == "raise":
            raise Refused
        if fault == "invalidate":
            holders.leave(driver)
            connection.invalidate()
        elif fault == "detach":
            connection.detach()
        elif fault == "kill":
            server.kill(connection.exec_driver_sql(server.own_number).scalar())
        elif fault == "cut" and chance.random() < 0.2:
            server.proxy.cut()
        elif fault == "soft":
            connection.connection.invalidate(soft=True)
        elif fault == "bad statement":
            with pytest.raises(exc.ProgrammingError):
                connection.exec_driver_sql("SELECT nothing FROM nowhere")
    finally:
        holders.leave(driver)
        if fault != "drop":
            connection.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_no_leak_and_no_connection_with_two_holders(server):
    engine = server.engine(pool_size=5, max_overflow=3, pool_timeout=0.5, pool_recycle=1)
    holders = Holders()
    expected = (Refused, exc.TimeoutError, exc.PendingRollbackError, *LOST)
    unexpected = []
    until = time.monotonic() + 1.5

    def run(number):
        turn = 0
        while time.monotonic() < until:
            turn += 1
            try:
                work(server, engine, holders, f"{number}.{turn}")
            except expected:
                continue
            except Exception as error:
                # What a driver raises through a raw connection is its own.
                if not type(error).__module__.startswith(("psycopg", "pymysql")):
                    unexpected.append(error)

    threads = [threading.Thread(target=run, args=(number,), name=f"worker {number}") for number in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    gc.collect()
    assert not any(thread.is_alive() for thread in threads)
    assert unexpected == []
    assert holders.conflicts == []
    assert holders.done > 40
    assert engine.pool.checkedout() == 0
    assert engine.pool.checkedin() <= 5
    assert not engine.pool._core.waiting
    # All places are there, and all of them work.
    held = []
    for _ in range(8):
        try:
            held.append(engine.connect())
            held[-1].exec_driver_sql("SELECT 1")
        except LOST:
            continue
    assert len(held) == 8
    with pytest.raises(exc.TimeoutError):
        engine.connect()
    for connection in held:
        connection.close()
    # And what the pool does not hold is not open.
    deadline = time.monotonic() + 3
    while server.proxy.open_connections > 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.proxy.open_connections <= 5
