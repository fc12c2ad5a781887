"""Throw-away database servers for the tests: `python -m tools.servers [--install] -- COMMAND ...`.

Runs COMMAND with HOLDFAST_POSTGRESQL and HOLDFAST_MARIADB set to URLs of running servers. A URL that the environment
has already is used as it is; otherwise a server is started from the programs on this machine, with its data in a
temporary folder and a free port on the loopback, and stopped when the command ends. What cannot be had is said and
left out; `--install` (for CI, on Debian, as root) fetches missing programs from the distribution first.
"""

from __future__ import annotations

import argparse
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WAIT_SECONDS = 60


def find_program(name: str) -> str | None:
    """A program on the path, or where Debian keeps the servers'."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found:
        return found
    newest_first = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(newest_first[0]) if newest_first else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when something listens on the port; raise when the process ends or the time is over."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def as_user(user: str, command: list[str]) -> list[str]:
    """The command as it must be run: servers refuse to run as root."""
    return ["runuser", "-u", user, "--", *command] if os.geteuid() == 0 else command


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_for(port, process, log)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of our own; yields its URL."""
    initdb, server = find_program("initdb"), find_program("postgres")
    if initdb is None or server is None:
        raise FileNotFoundError("initdb and postgres (package postgresql)")
    owner = "postgres" if os.geteuid() == 0 else getpass.getuser()
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, owner)
    made = as_user(owner, [initdb, "-D", str(data), "-U", "holdfast", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
    subprocess.run(made, check=True, capture_output=True)
    options = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    options += ["-c", "max_prepared_transactions=20", "-c", "max_connections=200"]
    with running(as_user(owner, [server, "-D", str(data), "-p", str(port), *options]), port, folder / "log"):
        yield f"postgresql://holdfast@127.0.0.1:{port}/postgres"


@contextmanager
def mariadb(folder: Path) -> Iterator[str]:
    """A MariaDB server of our own; yields its URL."""
    install, server = find_program("mariadb-install-db"), find_program("mariadbd")
    if install is None or server is None:
        raise FileNotFoundError("mariadb-install-db and mariadbd (package mariadb-server)")
    owner = "mysql" if os.geteuid() == 0 else getpass.getuser()
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, owner)
    made = [install, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal"]
    subprocess.run(as_user(owner, [*made, "--skip-test-db"]), check=True, capture_output=True)
    command = [server, "--no-defaults", f"--datadir={data}", f"--port={port}", "--bind-address=127.0.0.1"]
    command += [f"--socket={folder}/socket", "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4"]
    command += [
        "--skip-sync-frm",
        "--innodb-flush-method=nosync",
        "--skip-innodb-doublewrite",
        "--innodb-file-per-table=0",
    ]
    command += [f"--pid-file={folder}/pid", "--init-file=" + str(_init_file(folder))]
    with running(as_user(owner, command), port, folder / "log"):
        yield f"mariadb+pymysql://root@127.0.0.1:{port}/holdfast"


def _init_file(folder: Path) -> Path:
    path = folder / "init.sql"
    path.write_text("CREATE DATABASE IF NOT EXISTS holdfast;\n")
    path.chmod(0o644)
    return path


SERVERS = {"HOLDFAST_POSTGRESQL": (postgresql, "postgresql"), "HOLDFAST_MARIADB": (mariadb, "mariadb-server")}


def install_missing() -> None:
    """Fetch the servers from the distribution; says so, and only where asked to."""
    wanted = []
    if find_program("initdb") is None:
        wanted.append("postgresql")
    if find_program("mariadbd") is None:
        wanted.append("mariadb-server")
    if wanted:
        print("servers: installing", *wanted, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", *wanted], check=True, env=environment)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--install", action="store_true", help="fetch missing servers from the distribution (as root)")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    if options.install:
        install_missing()
    environment = dict(os.environ)
    with ExitStack() as stack:
        for variable, (start, _) in SERVERS.items():
            if environment.get(variable):
                print(f"servers: {variable} is given: {environment[variable]}", flush=True)
                continue
            folder = Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="holdfast", ignore_cleanup_errors=True))
            )
            try:
                environment[variable] = stack.enter_context(start(folder))
            except (FileNotFoundError, RuntimeError, subprocess.CalledProcessError) as error:
                print(f"servers: {variable} is left out: {error}", flush=True)
                continue
            print(f"servers: {variable}={environment[variable]}", flush=True)
        return subprocess.run(options.command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
