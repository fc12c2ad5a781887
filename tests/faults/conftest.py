"""A server behind a proxy, a table of the test's own, and the few words in which the servers differ."""

from __future__ import annotations

import uuid

import pytest
from tests.faults.proxy import Proxy
from tests.twin.on_mariadb import need_driver

import holdfast


class Server:
    """One of the servers through a proxy: the test's engine goes through it, the observer's does not."""

    def __init__(self, name, url, proxy, drivername=None):
        self.name = name
        direct, through = holdfast.make_url(url), holdfast.make_url(proxy.url)
        self.direct = direct.set(drivername=drivername or direct.drivername)
        self.url = through.set(drivername=drivername or through.drivername)
        self.proxy = proxy
        self._observer = holdfast.create_engine(url, poolclass=holdfast.pool.NullPool, isolation_level="AUTOCOMMIT")
        self._engines = []
        self.table = f"faults_{uuid.uuid4().hex[:12]}"
        self.observe(f"CREATE TABLE {self.table} (x INTEGER NOT NULL PRIMARY KEY)")
        is_postgresql = name == "postgresql"
        self.own_number = "SELECT pg_backend_pid()" if is_postgresql else "SELECT CONNECTION_ID()"
        self.sleep = "SELECT pg_sleep({})" if is_postgresql else "SELECT SLEEP({})"
        self.many_rows = (
            "SELECT i, repeat('x', 200) FROM generate_series(1, 50000) AS i"
            if is_postgresql
            else "SELECT seq, repeat('x', 200) FROM seq_1_to_50000"
        )

    def engine(self, is_direct=False, **options):
        """An engine that goes through the proxy (`is_direct`: past it)."""
        engine = holdfast.create_engine(self.direct if is_direct else self.url, **options)
        self._engines.append(engine)
        return engine

    def observe(self, statement):
        """Execute on a connection that no fault reaches; the rows, if there are any."""
        with self._observer.connect() as connection:
            result = connection.exec_driver_sql(statement)
            return result.all() if result.returns_rows else None

    def kill(self, number):
        """Have the server end one of its connections."""
        self.observe(
            f"SELECT pg_terminate_backend({number})" if self.name == "postgresql" else f"KILL CONNECTION {number}"
        )

    def rows(self):
        return sorted(row[0] for row in self.observe(f"SELECT x FROM {self.table}"))

    def close(self):
        self.proxy.flow()
        for engine in self._engines:
            engine.dispose()
        self.proxy.cut()
        self.observe(f"DROP TABLE {self.table}")


@pytest.fixture(params=["postgresql", "mariadb"])
def server(request):
    url = request.getfixturevalue(f"{request.param}_url")
    with Proxy(url) as proxy:
        made = Server(request.param, url, proxy)
        yield made
        made.close()


@pytest.fixture(
    params=["postgresql+psycopg", "postgresql+psycopg2", "mysql+pymysql", "mysql+mysqldb", "mariadb+mariadbconnector"]
)
def server_by_driver(request):
    """The same by each driver that speaks to the server."""
    need_driver(request.param)
    name = "postgresql" if request.param.startswith("postgresql") else "mariadb"
    url = request.getfixturevalue(f"{name}_url")
    with Proxy(url) as proxy:
        made = Server(name, url, proxy, request.param)
        yield made
        made.close()
