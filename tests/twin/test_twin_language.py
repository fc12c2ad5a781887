"""Lines of the SQL language, edge cases above all: holdfast says what SQLAlchemy says, to the letter."""

from __future__ import annotations

import pytest

from .language.both import HERE, difference, read


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.txt")))
def test_lines_agree(name):
    agreeing, differing = read(name)
    found = [text for line in agreeing if (text := difference(line))]
    assert not found, "\n".join(found)
    stale = [line for line in differing if difference(line) is None]
    assert not stale, f"marked as different, but they agree: {stale}"
