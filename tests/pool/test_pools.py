"""The pools over a driver that only counts: limits, waiting, freshness, holders, events."""

from __future__ import annotations

import threading

import pytest

import holdfast
from holdfast import event, exc
from holdfast.pool import AssertionPool, NullPool, QueuePool, SingletonThreadPool, StaticPool


class Driver:
    """Opens connections that remember what was done to them."""

    def __init__(self):
        self.opened = []
        self.fail = False

    def __call__(self):
        if self.fail:
            raise OSError("no route")
        connection = FakeConnection(len(self.opened) + 1)
        self.opened.append(connection)
        return connection


class FakeConnection:
    def __init__(self, number):
        self.number = number
        self.calls = []
        self.is_dead = False

    def cursor(self):
        return self

    def execute(self, sql):
        if self.is_dead:
            raise OSError("gone")

    def commit(self):
        self.calls.append("commit")

    def rollback(self):
        if self.is_dead:
            raise OSError("gone")
        self.calls.append("rollback")

    def close(self):
        self.calls.append("close")


def number(connection):
    return connection.dbapi_connection.number


def test_queue_pool_reuses_and_resets():
    driver = Driver()
    pool = QueuePool(driver, pool_size=2, max_overflow=1)
    held = [pool.connect() for _ in range(3)]
    assert (
        pool.status() == "Pool size: 2  Connections in pool: 0 Current Overflow: 1 Current Checked out connections: 3"
    )
    for one in held:
        one.close()
        one.close()
    assert (pool.checkedin(), pool.checkedout(), pool.overflow(), pool.size()) == (2, 0, 0, 2)
    assert driver.opened[2].calls == ["rollback", "close"]
    assert number(pool.connect()) == 1


@pytest.mark.parametrize(("reset", "calls"), [(True, ["rollback"]), ("commit", ["commit"]), (None, [])])
def test_reset_on_return(reset, calls):
    driver = Driver()
    pool = QueuePool(driver, reset_on_return=reset)
    pool.connect().close()
    assert driver.opened[0].calls == calls


def test_wrong_reset_on_return():
    with pytest.raises(exc.ArgumentError, match="Invalid value for 'reset_on_return': 'nope'"):
        QueuePool(Driver(), reset_on_return="nope")


def test_timeout_names_the_holders():
    pool = QueuePool(Driver(), pool_size=1, max_overflow=0, timeout=0.01)
    held = pool.connect()
    held._record.last_statement = "SELECT 42"
    held._record.transaction = "in a transaction"
    with pytest.raises(exc.TimeoutError) as caught:
        pool.connect()
    message = str(caught.value)
    assert "in a transaction" in message
    assert message.startswith("QueuePool limit of size 1 overflow 0 reached, connection timed out, timeout 0.01")
    assert "test_pools.py" in message
    assert "test_timeout_names_the_holders()" in message
    assert "SELECT 42" in message


def test_a_waiter_gets_what_comes_back():
    pool = QueuePool(Driver(), pool_size=1, max_overflow=0, timeout=5)
    held = pool.connect()
    got = []
    thread = threading.Thread(target=lambda: got.append(number(pool.connect())))
    thread.start()
    while not pool._core.waiting:
        pass
    held.close()
    thread.join()
    assert got == [1]


def test_a_waiter_may_open_when_a_connection_is_lost():
    pool = QueuePool(Driver(), pool_size=1, max_overflow=0, timeout=5)
    held = pool.connect()
    got = []
    thread = threading.Thread(target=lambda: got.append(number(pool.connect())))
    thread.start()
    while not pool._core.waiting:
        pass
    held.detach()
    thread.join()
    assert got == [2]


def test_failed_opening_frees_the_place():
    driver = Driver()
    pool = QueuePool(driver, pool_size=1, max_overflow=0, timeout=0.01)
    driver.fail = True
    with pytest.raises(OSError, match="no route"):
        pool.connect()
    driver.fail = False
    assert number(pool.connect()) == 1


def test_pre_ping_replaces_dead_connections():
    driver = Driver()
    pool = QueuePool(driver, pre_ping=True)
    first = pool.connect()
    second = pool.connect()
    first.close()
    second.close()
    driver.opened[0].is_dead = True
    # Those opened before one that is dead are replaced too, without being asked.
    driver.opened[1].execute = None
    assert [number(held) for held in (pool.connect(), pool.connect())] == [3, 4]


def test_recycle():
    driver = Driver()
    pool = QueuePool(driver, recycle=100)
    first = pool.connect()
    first._record.created_at -= 101
    first.close()
    assert number(pool.connect()) == 2
    assert driver.opened[0].calls[-1] == "close"


def test_a_connection_that_cannot_be_reset_is_replaced():
    driver = Driver()
    pool = QueuePool(driver)
    first = pool.connect()
    driver.opened[0].is_dead = True
    first.close()
    assert number(pool.connect()) == 2


def test_invalidate():
    driver = Driver()
    pool = QueuePool(driver)
    first = pool.connect()
    first.invalidate()
    assert not first.is_valid
    assert driver.opened[0].calls == ["close"]
    second = pool.connect()
    second.invalidate(soft=True)
    second.close()
    assert [number(pool.connect())] == [3]


def test_closed_connection_says_so():
    held = QueuePool(Driver()).connect()
    held.close()
    with pytest.raises(AssertionError, match="This connection was closed"):
        held.cursor()


def test_dropped_connection_comes_back():
    pool = QueuePool(Driver())
    pool.connect()
    assert (pool.checkedout(), pool.checkedin()) == (0, 1)


def test_dispose_closes_the_idle_ones():
    driver = Driver()
    pool = QueuePool(driver)
    held = pool.connect()
    pool.connect().close()
    pool.dispose()
    assert [one.calls for one in driver.opened] == [[], ["rollback", "close"]]
    held.close()


def test_info_lives_with_the_connection():
    pool = QueuePool(Driver())
    first = pool.connect()
    first.info["a"], first.record_info["b"] = 1, 2
    first.close()
    second = pool.connect()
    assert (second.info, second.record_info) == ({"a": 1}, {"b": 2})
    record = second._record
    record.invalidate()
    assert (record._info, record.record_info) != (None, {})


def test_null_pool():
    driver = Driver()
    pool = NullPool(driver)
    pool.connect().close()
    pool.connect().close()
    assert [one.calls for one in driver.opened] == [["rollback", "close"]] * 2


def test_static_pool():
    pool = StaticPool(Driver())
    assert pool.connect().dbapi_connection is pool.connect().dbapi_connection


def test_singleton_thread_pool():
    driver = Driver()
    pool = SingletonThreadPool(driver)
    first = pool.connect()
    assert pool.connect().dbapi_connection is first.dbapi_connection
    other = []
    thread = threading.Thread(target=lambda: other.append(number(pool.connect())))
    thread.start()
    thread.join()
    assert other == [2]
    pool.dispose()
    assert driver.opened[0].calls[-1] == "close"


def test_assertion_pool():
    pool = AssertionPool(Driver())
    first = pool.connect()
    with pytest.raises(AssertionError, match="connection is already checked out"):
        pool.connect()
    first.close()
    pool.connect()


def test_checkout_handler_may_refuse():
    driver = Driver()
    pool = QueuePool(driver)

    @event.listens_for(pool, "checkout")
    def refuse(connection, record, proxy):
        if connection.number == 1:
            raise exc.DisconnectionError("stale")

    assert number(pool.connect()) == 2
    assert driver.opened[0].calls == ["close"]


def test_a_checkout_handler_may_not_refuse_for_ever():
    driver = Driver()
    pool = QueuePool(driver, pool_size=1, max_overflow=0, timeout=0.01)

    @event.listens_for(pool, "checkout")
    def refuse(connection, record, proxy):
        raise exc.DisconnectionError("stale")

    for _ in range(2):
        with pytest.raises(exc.InvalidRequestError, match="This connection is closed"):
            pool.connect()
    assert (pool.checkedout(), [one.calls for one in driver.opened]) == (0, [["close"]] * 6)


def test_recreate_keeps_settings_and_listeners():
    pool = QueuePool(Driver(), pool_size=3, max_overflow=4, timeout=5, use_lifo=True)
    heard = []
    event.listen(pool, "connect", lambda connection, record: heard.append(connection.number))
    again = pool.recreate()
    again.connect()
    assert (again.size(), again._core.max_overflow, again.timeout(), again._core.lifo, heard) == (3, 4, 5, True, [1])


def test_a_connection_that_is_collected_in_another_thread_is_reset_by_its_own(tmp_path):
    engine = holdfast.create_engine("sqlite://")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
    dropped = [engine.connect()]
    dropped[0].exec_driver_sql("INSERT INTO t VALUES (1)")
    thread = threading.Thread(target=dropped.clear)
    thread.start()
    thread.join()
    with engine.connect() as connection:
        # The tables are still there, and nothing is left of the transaction.
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


def test_no_time_out():
    pool = QueuePool(Driver(), pool_size=1, max_overflow=0, timeout=None)
    held = pool.connect()
    threading.Timer(0.05, held.close).start()
    assert number(pool.connect()) == 1
