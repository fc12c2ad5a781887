"""Types, tables, constraints and indexes with every option, alone and in pairs: five dialects, warnings, errors.

The cases are the lines of `tests/twin/schema_cases/*.txt`; `⟨a|b⟩` in a line stands for several. All ten thousand take
most of a minute; a run takes a fixed choice of them, or all with HOLDFAST_ALL_CASES set.
"""

from __future__ import annotations

import os
import random

import pytest

from .schema_cases.compare import differences, read

FILES = ("types", "tables", "constraints", "indexes", "literals", "operators", "metadata")
MOST = 400


def chosen(name):
    lines = read(name)
    if len(lines) <= MOST or os.environ.get("HOLDFAST_ALL_CASES"):
        return lines
    return random.Random(name).sample(lines, MOST)


@pytest.mark.parametrize("name", FILES)
def test_declarations_agree(name):
    found = [(line, differing) for line in chosen(name) if (differing := differences(line))]
    assert not found, "\n".join(f"{line}\n  {'  '.join(differing)}" for line, differing in found[:5])
