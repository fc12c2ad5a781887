"""Throw-away servers: what is given is used, what is missing is said and left out, and nothing outlives the command."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tools import servers

ROOT = Path(__file__).resolve().parents[2]
SHOW = (
    "import os; print('url', os.environ.get('HOLDFAST_POSTGRESQL')); print('other', os.environ.get('HOLDFAST_MARIADB'))"
)


def run(*command, options=(), **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOLDFAST_")}
    return subprocess.run(
        [sys.executable, "-m", "tools.servers", *options, "--", sys.executable, "-c", *command],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_servers_that_run_are_used_as_they_are():
    done = run(SHOW, HOLDFAST_POSTGRESQL="postgresql://here/x", HOLDFAST_MARIADB="mariadb://there/y")
    assert "servers: HOLDFAST_POSTGRESQL is given: postgresql://here/x" in done.stdout
    assert "url postgresql://here/x\nother mariadb://there/y" in done.stdout
    assert "left out" not in done.stdout


def test_missing_programs_are_said_before_and_after_and_nothing_is_installed(monkeypatch, capfd):
    for variable in servers.SERVERS:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(servers, "find_program", lambda name: None)
    monkeypatch.setattr(servers, "install_missing", lambda: pytest.fail("nobody asked for that"))
    monkeypatch.setattr(signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(sys, "argv", ["servers", "--", sys.executable, "-c", SHOW])
    assert servers.main() == 0
    lines = capfd.readouterr().out.splitlines()
    postgresql = (
        "postgresql: initdb and postgres not found (package postgresql). Install it, or set HOLDFAST_POSTGRESQL"
    )
    mariadb = "mariadb: mariadb-install-db and mariadbd not found (package mariadb-server). Install it, or set HOLDFAST_MARIADB"
    assert lines[0].startswith(f"servers: left out {postgresql}")
    assert lines[1].startswith(f"servers: left out {mariadb}")
    assert lines[2:4] == ["url None", "other None"]
    assert lines[4].startswith(f"servers: the tests that need it were left out: {postgresql}")
    assert lines[5].startswith(f"servers: the tests that need it were left out: {mariadb}")


def test_the_commands_code_is_ours():
    given = {"HOLDFAST_POSTGRESQL": "postgresql://here/x", "HOLDFAST_MARIADB": "mariadb://there/y"}
    assert run("raise SystemExit(7)", **given).returncode == 7


def test_a_root_without_the_servers_user_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(servers, "find_program", lambda name: "/bin/true")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(servers.PostgreSQL, "system_user", "nobody of this name")
    with pytest.raises(servers.Missing, match="there is no user 'nobody of this name'"):
        servers.PostgreSQL(tmp_path)


def test_whoever_is_not_root_runs_them_himself(monkeypatch, tmp_path):
    monkeypatch.setattr(servers, "find_program", lambda name: "/bin/true")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert servers.PostgreSQL(tmp_path)._run_as == {}


def test_a_server_that_does_not_start_shows_its_log(monkeypatch, tmp_path):
    class Broken(servers.ThrowAway):
        name, package, programs, system_user = "broken", "broken", (), "nobody"

        def make(self):
            return ["/bin/true"]

        def serve(self):
            return ["/bin/sh", "-c", "echo no room for me; exit 1"]

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(servers.NotStarted, match="no room for me"), Broken(tmp_path):
        pass


@pytest.fixture
def folder(postgresql_url):
    with tempfile.TemporaryDirectory(prefix="holdfast", ignore_cleanup_errors=True) as path:
        yield Path(path)


def test_a_port_that_somebody_takes_is_changed_for_another(monkeypatch, folder):
    taken = socket.create_server(("127.0.0.1", 0))
    ports = [taken.getsockname()[1], servers.free_port()]
    monkeypatch.setattr(servers, "free_port", lambda: ports.pop(0))
    try:
        with servers.PostgreSQL(folder) as server:
            assert server.port != taken.getsockname()[1]
            assert ports == []
    except servers.Missing as error:
        pytest.skip(str(error))
    finally:
        taken.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_an_interrupt_stops_the_servers(folder, number):
    if servers.find_program("postgres") is None:
        pytest.skip("the programs of a throw-away server are not here")
    environment = {**os.environ, "HOLDFAST_POSTGRESQL": "", "TMPDIR": str(folder)}
    folder.chmod(0o755)
    running = subprocess.Popen(
        [sys.executable, "-m", "tools.servers", "--", "/bin/sleep", "30"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    port = None
    for line in running.stdout:
        if line.startswith("servers: HOLDFAST_POSTGRESQL="):
            port = int(line.rsplit(":", 1)[1].partition("/")[0])
            break
    time.sleep(0.3)
    # As from a keyboard: to the whole group of processes.
    os.killpg(running.pid, number)
    running.wait(30)
    running.stdout.close()
    if number == signal.SIGKILL:
        if shutil.which("setpriv") is None:
            pytest.skip("only the kernel can do something after that, and setpriv is not here to ask it")
        time.sleep(1)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert number == signal.SIGKILL or not list(folder.glob("holdfast*"))
