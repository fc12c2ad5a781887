"""What all tests share: the servers. A test marked `postgresql` or `mariadb` gets a URL, or says why it is left out.

`make test` starts throw-away servers where the machine has their programs. HOLDFAST_REQUIRE_SERVERS makes a missing
server a failure: the gate sets it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from holdfast import NullPool, create_engine, make_url

# Without deadlines: the machine may be busy. Without the phase that explains a failure: it traces every line of every
# try, and turns a failure into many minutes.
settings.register_profile("holdfast", deadline=None, phases=[phase for phase in Phase if phase is not Phase.explain])
settings.load_profile("holdfast")

_LEFT_OUT = "needs a "
VARIABLES = {"postgresql": "HOLDFAST_POSTGRESQL", "mariadb": "HOLDFAST_MARIADB"}


def _url(name: str) -> str:
    variable = VARIABLES[name]
    url = os.environ.get(variable)
    if url:
        return url
    if os.environ.get("HOLDFAST_REQUIRE_SERVERS"):
        pytest.fail(f"{variable} is not set, and HOLDFAST_REQUIRE_SERVERS asks for it")
    pytest.skip(f"{_LEFT_OUT}{name} server: run `make test` on a machine with its programs, or set {variable}")


@pytest.fixture(scope="session")
def postgresql_url() -> str:
    """The URL of a PostgreSQL server that tests may write to."""
    return _url("postgresql")


@pytest.fixture(scope="session")
def mariadb_url() -> str:
    """The URL of a MariaDB server that tests may write to."""
    return _url("mariadb")


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of each database in turn: a fresh SQLite file, and the two servers, which other tests use meanwhile."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/test.db"
    return _url(request.param)


@pytest.fixture
def own_mariadb_url(mariadb_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database on the MariaDB server that is this test's alone, and dropped after it."""
    url = make_url(mariadb_url)
    name = f"holdfast_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**8}"
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(f"CREATE OR REPLACE DATABASE {name}")
    yield url.set(database=name).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(f"DROP DATABASE {name}")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The last line says plainly what was left out for want of a server."""
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ()) if report.longrepr]
    for name, variable in VARIABLES.items():
        count = sum(f"{_LEFT_OUT}{name} server" in reason for reason in reasons)
        if count:
            terminalreporter.write_line(
                f"left out: {count} tests that need a {name} server, which is not here (set {variable} to the URL of one)"
            )
