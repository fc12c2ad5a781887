"""The public types: the programs beside this file are checked by mypy, strict, as a user's program would be.

Programs assert what a checker sees; `refused.py` lists what it must not let through, line by line.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = sorted(path.name for path in HERE.glob("*.py") if not path.name.startswith("test_"))

_ERROR = re.compile(r"^typing_programs/([\w.]+):(\d+): error: (.*?)  \[([\w-]+)\]$")
_REFUSED = re.compile(r"# refused: \[([\w-]+)\]")


def refused_lines() -> dict[int, str]:
    """The lines of `refused.py` that are marked, and mypy's code for each."""
    lines = (HERE / "refused.py").read_text().splitlines()
    return {number: match[1] for number, line in enumerate(lines, 1) if (match := _REFUSED.search(line))}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], tuple[str, str]]:
    """What mypy says of the programs: (file, line) -> (code, message)."""
    pytest.importorskip("mypy")
    # A package of its own, outside the repository: no setting of ours may help, and `holdfast` is found as installed.
    place = tmp_path_factory.mktemp("programs")
    package = place / "typing_programs"
    package.mkdir()
    (package / "__init__.py").touch()
    for name in PROGRAMS:
        (package / name).write_text((HERE / name).read_text())
    # The cache outlives the run: only the first one reads all of holdfast.
    cache = Path(tempfile.gettempdir()) / "holdfast_typing_programs"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={cache}", "typing_programs"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    errors = {}
    for line in done.stdout.splitlines():
        match = _ERROR.match(line)
        if match:
            errors[match[1], int(match[2])] = (match[4], match[3])
        else:
            assert ": error:" not in line, line
    return errors


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name != "refused.py"])
def test_program_is_accepted(name: str, found: dict[tuple[str, int], tuple[str, str]]) -> None:
    assert [f"{file}:{line}: {message}" for (file, line), (_, message) in found.items() if file == name] == []


def test_second_checker_agrees(tmp_path: Path) -> None:
    """pyright's fork from PyPI, where it is installed, finds fault with the lines that are marked and no others."""
    pytest.importorskip("basedpyright")
    package = tmp_path / "typing_programs"
    package.mkdir()
    (package / "__init__.py").touch()
    for name in PROGRAMS:
        (package / name).write_text((HERE / name).read_text())
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}')
    done = subprocess.run(
        [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, "typing_programs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    said = {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1)
        for one in json.loads(done.stdout)["generalDiagnostics"]
        if one["severity"] == "error"
    }
    assert said == {("refused.py", line) for line in refused_lines()}


def test_mistakes_are_refused(found: dict[tuple[str, int], tuple[str, str]]) -> None:
    said = {line: code for (file, line), (code, _) in found.items() if file == "refused.py"}
    assert said == refused_lines()
