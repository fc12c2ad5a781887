"""The golden pairs say what SQLAlchemy says: the same lines run there, on the same dialects."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "golden" / "sql"
pytest.importorskip("sqlalchemy")


def _reader():
    spec = importlib.util.spec_from_file_location("golden_reader", FOLDER / "reader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reader = _reader()


# Where holdfast writes other text on purpose: a row of `docs/moving.md` each.
WRITTEN_BETTER = {("y.bitwise_xor(2)", "sqlite")}


@pytest.fixture(scope="module")
def oracle():
    return reader.namespace("sqlalchemy"), reader.dialects("sqlalchemy")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_golden_pairs_are_the_oracles(path, oracle):
    names, dialects = oracle
    wrong = [
        (line, name, text, found)
        for line, texts in reader.read(path)
        for name, text in texts.items()
        if (line, name) not in WRITTEN_BETTER
        and _comparable(found := reader.run(line, names, dialects[name])) != _comparable(text)
    ]
    assert not wrong


def _comparable(text):
    """Errors are compared by their class: the words behind it name objects of either library."""
    return text.split(":")[0] if text.startswith("! ") else text
