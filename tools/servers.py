"""Throw-away database servers for the tests: `python -m tools.servers [--install] -- COMMAND ...`.

Runs COMMAND with HOLDFAST_POSTGRESQL and HOLDFAST_MARIADB set to URLs of running servers. A URL that the environment
has already is used as it is; otherwise a server is started from the programs on this machine, with its data in a
temporary folder and a free port on the loopback, and stopped when the command ends, however it ends. What cannot be had
is said, before and after, and left out. Nothing is installed, but with `--install` (for CI, on Debian, as root), which
fetches missing programs from the distribution and says so.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

WAIT_SECONDS = 60
MOST_PORTS = 3


class Missing(Exception):
    """A server cannot be started on this machine, and why."""


class NotStarted(Exception):
    """A server was started and ended at once: its log."""


def find_program(name: str) -> str | None:
    """A program on the path, or where Debian keeps the servers'."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found:
        return found
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest_first = sorted(versions, key=lambda path: [int(part) for part in path.parts[4].split(".")], reverse=True)
    return str(newest_first[0]) if newest_first else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ThrowAway:
    """A server of our own: started by `with`, stopped at its end; a test may `kill()` it and `start()` it again."""

    name: ClassVar[str]
    package: ClassVar[str]
    programs: ClassVar[tuple[str, ...]]
    system_user: ClassVar[str]
    # The signal on which the server ends at once, and in order.
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM

    def __init__(self, folder: Path, *more_options: str) -> None:
        self.more_options = more_options
        paths = {name: find_program(name) for name in self.programs}
        absent = [name for name, path in paths.items() if path is None]
        if absent:
            raise Missing(f"{' and '.join(absent)} not found (package {self.package})")
        self.paths = {name: path for name, path in paths.items() if path}
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._run_as = self._find_user()

    @property
    def url(self) -> str:
        raise NotImplementedError

    def make(self) -> list[str]:
        """The command that makes the folder of data."""
        raise NotImplementedError

    def serve(self) -> list[str]:
        """The command of the server."""
        raise NotImplementedError

    def _find_user(self) -> dict[str, Any]:
        """As whom the programs are run: servers refuse to run as root."""
        if os.geteuid() != 0:
            self.owner = getpass.getuser()
            return {}
        self.owner = self.system_user
        try:
            entry = pwd.getpwnam(self.owner)
        except KeyError:
            raise Missing(f"there is no user {self.owner!r}, and the server refuses to run as root")
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def __enter__(self) -> ThrowAway:
        if self._run_as:
            shutil.chown(self.folder, self.owner)
        made = subprocess.run(self.make(), check=False, capture_output=True, cwd="/", **self._run_as)
        if made.returncode:
            raise NotStarted(f"{self.make()[0]}:\n{(made.stdout + made.stderr).decode(errors='replace')[-2000:]}")
        for attempt in range(MOST_PORTS):
            self.port = free_port()
            try:
                self.start()
                return self
            except NotStarted as error:
                # Somebody else may have taken the port meanwhile: then the log says so.
                if attempt + 1 == MOST_PORTS or "in use" not in str(error):
                    raise
        return self

    def __exit__(self, *exception: object) -> None:
        if self.process is not None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def start(self) -> None:
        """Start the server, and return when it listens."""
        with self.log.open("wb") as output:
            # A session of its own: an interrupt from the keyboard is for the command, which ends before the server does.
            self.process = subprocess.Popen(
                [*self._until_we_end(), *self.serve()],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
                **self._run_as,
            )
        try:
            self._wait_until_it_listens(self.process)
        except BaseException:
            self.kill()
            raise

    def _until_we_end(self) -> list[str]:
        """Have the kernel stop the server when this process ends in a way that leaves no time to stop it (Linux)."""
        setpriv = shutil.which("setpriv")
        return [setpriv, "--pdeathsig", self.stop_signal.name.removeprefix("SIG"), "--"] if setpriv else []

    def _wait_until_it_listens(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if self._is_ready():
                return
            time.sleep(0.05)
        raise NotStarted(f"the server did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def _is_ready(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """End all its processes at once, as a machine that loses its power."""
        process, self.process = self.process, None
        if process is not None:
            # PostgreSQL's backends are sessions of their own, and live on for as long as they notice nothing.
            for pid in [process.pid, *descendants(process.pid)]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait(20)


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have; none where `/proc` does not tell."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # "pid (name) state parent ...", and a name may hold anything.
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for parent in found:
        found += [child for child, its in parents.items() if its == parent]
    return found[1:]


class PostgreSQL(ThrowAway):
    """A PostgreSQL server of our own."""

    name = "postgresql"
    package = "postgresql"
    programs = ("initdb", "postgres")
    system_user = "postgres"
    stop_signal = signal.SIGINT  # on SIGTERM it would wait for its clients

    @property
    def url(self) -> str:
        return f"postgresql://holdfast@127.0.0.1:{self.port}/postgres"

    def make(self) -> list[str]:
        options = ["-U", "holdfast", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        return [self.paths["initdb"], "-D", str(self.data), *options]

    def serve(self) -> list[str]:
        settings = {
            "fsync": "off",
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "max_prepared_transactions": "20",
            "max_connections": "200",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self.paths["postgres"], "-D", str(self.data), "-p", str(self.port), *options, *self.more_options]

    def _is_ready(self) -> bool:
        # It listens before it lets anybody in.
        return "database system is ready to accept connections" in self.log.read_text(errors="replace")


class MariaDB(ThrowAway):
    """A MariaDB server of our own, with a database `holdfast`."""

    name = "mariadb"
    package = "mariadb-server"
    programs = ("mariadb-install-db", "mariadbd")
    system_user = "mysql"

    @property
    def url(self) -> str:
        return f"mariadb+pymysql://root@127.0.0.1:{self.port}/holdfast"

    def make(self) -> list[str]:
        options = [f"--datadir={self.data}", "--auth-root-authentication-method=normal", "--skip-test-db"]
        return [self.paths["mariadb-install-db"], "--no-defaults", *options]

    def serve(self) -> list[str]:
        first = self.folder / "init.sql"
        first.write_text("CREATE DATABASE IF NOT EXISTS holdfast;\n")
        first.chmod(0o644)
        options = [f"--datadir={self.data}", f"--port={self.port}", "--bind-address=127.0.0.1"]
        options += [f"--socket={self.folder}/socket", f"--pid-file={self.folder}/pid", f"--init-file={first}"]
        options += ["--character-set-server=utf8mb4", "--max-connections=250"]
        # Speed before safety: what the machine forgets in a power cut, tests need not find again.
        options += ["--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--skip-innodb-doublewrite"]
        options += ["--skip-sync-frm", "--innodb-file-per-table=0"]
        return [self.paths["mariadbd"], "--no-defaults", *options, *self.more_options]


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of our own; yields its URL."""
    with PostgreSQL(folder) as server:
        yield server.url


@contextmanager
def mariadb(folder: Path) -> Iterator[str]:
    """A MariaDB server of our own; yields its URL."""
    with MariaDB(folder) as server:
        yield server.url


# Drivers that are built from C, by the module they bring, and what of Debian's they are built with.
DRIVERS = {"mysqlclient": "MySQLdb", "mariadb": "mariadb"}
LIBRARIES = ("libmariadb-dev", "pkg-config", "gcc", "python3-dev")
SERVERS: dict[str, type[ThrowAway]] = {"HOLDFAST_POSTGRESQL": PostgreSQL, "HOLDFAST_MARIADB": MariaDB}


def say(message: str) -> None:
    print(f"servers: {message}", flush=True)


def install_missing() -> None:
    """Fetch the servers from the distribution; says so, and only where asked to."""
    wanted = [kind.package for kind in SERVERS.values() if any(find_program(name) is None for name in kind.programs)]
    if wanted:
        say(f"installing {' '.join(wanted)} with apt-get, as --install asks")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", *wanted], check=True, env=environment)


def install_drivers() -> None:
    """Fetch the drivers that are built from C; says so, and only where asked to."""
    missing = [package for package, module in DRIVERS.items() if find_spec(module) is None]
    if missing:
        say(f"installing {' '.join(missing)}, and to build them {' '.join(LIBRARIES)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", *LIBRARIES], check=True, env=environment)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, *missing], check=True)


def provide(environment: dict[str, str], stack: ExitStack, start: Callable[[Path, str], ThrowAway]) -> list[str]:
    """Put the URLs of all servers into the environment; what is left out, and why, comes back."""
    left_out = []
    for variable, kind in SERVERS.items():
        if environment.get(variable):
            say(f"{variable} is given: {environment[variable]}")
            continue
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="holdfast", ignore_cleanup_errors=True)))
        try:
            environment[variable] = stack.enter_context(start(folder, variable)).url
        except (Missing, NotStarted, OSError) as error:
            reason = (
                f"{kind.name}: {error}. Install it, or set {variable} to the URL of a server that tests may write to"
            )
            say(f"left out {reason}")
            left_out.append(reason)
            continue
        say(f"{variable}={environment[variable]}")
    return left_out


def _stop(number: int, frame: object) -> None:
    """Whoever ends us ends the servers, too."""
    sys.exit(128 + number)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--install", action="store_true", help="fetch missing servers and drivers (on Debian, as root)")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    if options.install:
        install_missing()
        install_drivers()
    environment = dict(os.environ)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    with ExitStack() as stack:
        left_out = provide(environment, stack, lambda folder, variable: SERVERS[variable](folder))
        try:
            code = subprocess.run(options.command, check=False, env=environment).returncode
        except KeyboardInterrupt:
            code = 130
    for reason in left_out:
        say(f"the tests that need it were left out: {reason}")
    return code


if __name__ == "__main__":
    sys.exit(main())
