"""Types, tables, constraints and indexes with every option, alone and in pairs: five dialects, warnings, errors.

The cases are the lines of `tests/twin/schema_cases/*.txt`; `⟨a|b⟩` in a line stands for several.
"""

from __future__ import annotations

import pytest

from .schema_cases.compare import differences, read

FILES = ("types", "tables", "constraints", "indexes", "literals", "operators", "metadata")


@pytest.mark.parametrize("name", FILES)
def test_declarations_agree(name):
    found = [(line, differing) for line in read(name) if (differing := differences(line))]
    assert not found, "\n".join(f"{line}\n  {'  '.join(differing)}" for line, differing in found[:5])
