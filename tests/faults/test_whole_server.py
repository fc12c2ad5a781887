"""A server that is killed as a whole and started again, and disks and quotas that are full. Servers of the tests' own."""

from __future__ import annotations

import os
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.faults.words import LOST

import holdfast
from holdfast import exc
from tools import servers


@pytest.fixture
def folder():
    """Not under pytest's own: the servers' users must get in."""
    with tempfile.TemporaryDirectory(prefix="holdfast", ignore_cleanup_errors=True) as path:
        Path(path).chmod(0o755)
        yield Path(path)


@pytest.fixture(params=["postgresql", "mariadb"])
def throw_away(request, folder):
    """A server that the test may kill."""
    request.getfixturevalue(f"{request.param}_url")  # left out where servers are left out
    try:
        if request.param == "postgresql":
            made = servers.PostgreSQL(folder)
        else:
            # What is committed must survive the end of the server's process.
            made = servers.MariaDB(folder, "--innodb-flush-log-at-trx-commit=2")
    except servers.Missing as error:
        pytest.skip(f"the programs of a throw-away server are not here: {error}")
    with made:
        yield made


def test_a_killed_server_that_comes_back(throw_away):
    engine = holdfast.create_engine(throw_away.url, pool_size=3, max_overflow=0, pool_timeout=1)
    pinging = holdfast.create_engine(throw_away.url, pool_pre_ping=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (x INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
    idle = [engine.connect() for _ in range(2)] + [pinging.connect()]
    for connection in idle:
        connection.close()
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO kept VALUES (2)")
        throw_away.kill()
        with pytest.raises(LOST) as caught:
            connection.exec_driver_sql("INSERT INTO kept VALUES (3)")
        assert caught.value.connection_invalidated
        connection.rollback()
        # Nothing answers: each attempt says so, and none costs a place.
        for _ in range(4):
            with pytest.raises(LOST):
                connection.exec_driver_sql("SELECT 1")
            connection.rollback()
        with pytest.raises(LOST):
            pinging.connect()
        throw_away.start()
        # The same Connection, the same pool: no error is left for those who come after.
        connection.exec_driver_sql("INSERT INTO kept VALUES (4)")
        connection.commit()
    for one in (engine, pinging):
        held = [one.connect() for _ in range(3)]
        for connection in held:
            assert connection.exec_driver_sql("SELECT x FROM kept ORDER BY x").scalars().all() == [1, 4]
            connection.close()
        assert one.pool.checkedout() == 0
        one.dispose()


@pytest.mark.parametrize("name", ["postgresql", "mariadb"])
def test_a_server_without_room(request, name):
    """What is full refuses the statement, not the connection; the rest of the transaction is as the program decides."""
    engine = holdfast.create_engine(request.getfixturevalue(f"{name}_url"))
    table = f"full_{uuid.uuid4().hex[:12]}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {table} (x INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES (1)")
    with engine.connect() as connection:
        if name == "postgresql":
            try:
                connection.exec_driver_sql("SET temp_file_limit = '1MB'")
            except exc.ProgrammingError as error:
                pytest.skip(f"only a superuser may set a quota: {error.orig}")
            connection.exec_driver_sql("SET work_mem = '64kB'")
            connection.commit()
            too_much = "SELECT count(*) FROM (SELECT i FROM generate_series(1, 500000) AS i ORDER BY i DESC) AS sorted"
            words = "temporary file size exceeds"
        else:
            connection.exec_driver_sql("SET max_heap_table_size = 16384")
            connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {table}_small (x INTEGER, y CHAR(250)) ENGINE = MEMORY")
            too_much = f"INSERT INTO {table}_small SELECT seq, '' FROM seq_1_to_10000"
            words = "is full"
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES (2)")
        with pytest.raises(exc.OperationalError, match=words) as caught:
            connection.exec_driver_sql(too_much)
        assert not caught.value.connection_invalidated
        connection.rollback()
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES (3)")
        connection.commit()
        assert connection.exec_driver_sql(f"SELECT x FROM {table} ORDER BY x").scalars().all() == [1, 3]
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.commit()
    engine.dispose()


@contextmanager
def small_disk(folder):
    """A file system of 1 MB, where this user may mount one."""
    mounted = folder / "small"
    mounted.mkdir()
    if os.system(f"mount -t tmpfs -o size=1m tmpfs {mounted} 2>/dev/null"):
        pytest.skip("needs the right to mount a small file system")
    try:
        yield mounted
    finally:
        os.system(f"umount -l {mounted}")


def fill(connection):
    connection.exec_driver_sql("INSERT INTO t VALUES (2, 'x')")
    for number in range(100):
        connection.exec_driver_sql("INSERT INTO t VALUES (?, ?)", (number + 10, "x" * 100_000))


def prove_full(engine, make_room):
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (i INTEGER PRIMARY KEY, x TEXT)")
        connection.exec_driver_sql("INSERT INTO t VALUES (1, 'x')")
    with engine.connect() as connection:
        with pytest.raises(exc.OperationalError, match="database or disk is full"):
            fill(connection)
        connection.rollback()
        assert connection.exec_driver_sql("SELECT i FROM t").scalars().all() == [1]
        make_room(connection)
        connection.exec_driver_sql("INSERT INTO t VALUES (3, ?)", ("x" * 900_000,))
        connection.commit()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT i FROM t ORDER BY i").scalars().all() == [1, 3]
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert engine.pool.checkedout() == 0


def test_sqlite_that_may_not_grow(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db")
    holdfast.event.listen(engine, "connect", lambda driver, record: driver.execute("PRAGMA max_page_count = 100"))
    prove_full(engine, lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 10000").close())


def test_sqlite_on_a_full_disk(folder):
    with small_disk(folder) as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 900_000)
        engine = holdfast.create_engine(f"sqlite:///{disk}/x.db")

        def make_room(connection):
            ballast.unlink()
            connection.rollback()
            connection.exec_driver_sql("PRAGMA journal_mode = MEMORY").close()
            os.system(f"mount -o remount,size=8m {disk}")

        prove_full(engine, make_room)
        engine.dispose()
