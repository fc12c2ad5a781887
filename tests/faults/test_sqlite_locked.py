"""A database that another connection has locked: an error after the time one is ready to wait, then all goes on."""

from __future__ import annotations

import threading
import time

import pytest

import holdfast
from holdfast import exc


@pytest.fixture
def engine(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db?timeout=0.1")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
        connection.exec_driver_sql("CREATE TABLE other (x INTEGER)")
        connection.exec_driver_sql("INSERT INTO other VALUES (1), (2), (3)")
    yield engine
    engine.dispose()


def test_a_writer_that_finds_another_writer(engine):
    with engine.connect() as first, engine.connect() as second:
        first.exec_driver_sql("INSERT INTO t VALUES (1)")
        began = time.monotonic()
        with pytest.raises(exc.OperationalError, match="database is locked") as caught:
            second.exec_driver_sql("INSERT INTO t VALUES (2)")
        assert 0.05 < time.monotonic() - began < 5
        assert not caught.value.connection_invalidated
        # The one that failed is still good, and sees what is committed.
        assert second.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        second.rollback()
        first.commit()
        second.exec_driver_sql("INSERT INTO t VALUES (3)")
        second.commit()
        assert second.exec_driver_sql("SELECT x FROM t ORDER BY x").scalars().all() == [1, 3]
    assert engine.pool.checkedout() == 0


def test_a_commit_that_finds_a_reader(engine):
    with engine.connect() as reader, engine.connect() as writer:
        writer.exec_driver_sql("INSERT INTO t VALUES (1)")
        rows = reader.execution_options(yield_per=1).exec_driver_sql("SELECT x FROM other")
        rows.fetchone()
        with pytest.raises(exc.OperationalError, match="database is locked"):
            writer.commit()
        rows.close()
        # Nothing is lost: the transaction is as it was, and may be committed now.
        writer.commit()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT x FROM t").scalars().all() == [1]


def test_writers_that_wait_for_each_other(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db?timeout=20")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")

    def work():
        for number in range(10):
            with engine.begin() as connection:
                connection.exec_driver_sql("INSERT INTO t VALUES (?)", (number,))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 80
    engine.dispose()
