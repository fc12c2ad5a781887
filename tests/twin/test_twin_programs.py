"""Programs as users write them, run on SQLAlchemy and on holdfast: what they print must agree.

A file of `programs/` is a preamble and sections headed `#### title`. Each section runs after a fresh preamble, in a
module of its own, with `sqlalchemy` read as `holdfast` for the second run. `attempt(f)` prints what a call raises:
class and leading words.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import types
import warnings
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "programs"
WORDS = 60


def programs():
    for path in sorted(FOLDER.glob("*.txt")):
        preamble, *parts = re.split(r"^#### (.*)$", path.read_text(), flags=re.MULTILINE)
        for title, body in zip(parts[::2], parts[1::2], strict=True):
            yield pytest.param(preamble + body, id=f"{path.stem}: {title}")


def printed(source, library):
    """What the program prints, warnings and the error that ends it included."""
    output = io.StringIO()

    def attempt(function, *arguments):
        try:
            print("ok", function(*arguments))
        except Exception as error:
            print(type(error).__name__, without_names(error).splitlines()[0][:WORDS])

    def show_warning(message, category, *where):
        if category is not ResourceWarning:  # of what other tests left behind
            print("warning", category.__name__, without_names(message)[:WORDS])

    module = types.ModuleType("twin_program")
    module.attempt = attempt
    sys.modules["twin_program"] = module
    try:
        with contextlib.redirect_stdout(output), warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = show_warning
            try:
                exec(compile(source.replace("sqlalchemy", library), "<program>", "exec"), module.__dict__)
            except Exception as error:
                print("ended by", type(error).__name__, error)
    finally:
        sys.modules.pop("twin_program", None)
    return without_names(output.getvalue())


def without_names(said):
    """Text without the library's name and addresses."""
    text = re.sub(r"0x[0-9a-f]+", "0x", str(said)).replace("SQLAlchemy", "LIBRARY")
    return re.sub(r"(sqlalchemy|holdfast)(\.[a-z_]+)*", "LIBRARY", text)


@pytest.mark.parametrize("source", list(programs()))
def test_program(source):
    expected = printed(source, "sqlalchemy")
    assert "ended by" not in expected
    assert printed(source, "holdfast") == expected
