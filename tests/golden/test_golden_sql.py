"""Statements and their SQL on four dialects, as `tests/golden/sql` has them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "sql"


def _reader():
    spec = importlib.util.spec_from_file_location("golden_reader", FOLDER / "reader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reader = _reader()


@pytest.fixture(scope="module")
def library():
    return reader.namespace("holdfast"), reader.dialects("holdfast")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_golden(path, library):
    names, dialects = library
    entries = reader.read(path)
    assert entries
    wrong = [
        (line, name, text, found)
        for line, texts in entries
        for name, text in texts.items()
        if (found := reader.run(line, names, dialects[name])) != text
    ]
    assert not wrong
