"""Every code that a message can end with has a section in docs/errors.md, and no section is about a code of the past."""

import functools
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# `code="gkpj"` of a call, `code = "gkpj"` of a class.
IN_SOURCE = re.compile(r"""\bcode\s*=\s*["']([a-z0-9-]+)["']""")
SECTION = re.compile(r"^### (\S+)$", re.MULTILINE)
# Folders whose `code=` is something else: the demo's country codes.
WITHOUT = {"demo"}


@functools.cache
def used():
    found = set()
    for path in (ROOT / "src" / "holdfast").rglob("*.py"):
        if not WITHOUT.intersection(path.parts):
            found.update(IN_SOURCE.findall(path.read_text()))
    return found


def test_every_code_has_its_section():
    explained = set(SECTION.findall((ROOT / "docs" / "errors.md").read_text()))
    assert used() - explained == set(), "codes without a section in docs/errors.md"
    assert explained - used() == set(), "sections in docs/errors.md about codes that no message has"


def test_a_section_says_what_happened_and_what_to_do():
    text = (ROOT / "docs" / "errors.md").read_text()
    sections = re.split(r"^#{2,3} .*$", text, flags=re.MULTILINE)
    for name, body in zip(re.findall(r"^#{2,3} (.*)$", text, flags=re.MULTILINE), sections[1:], strict=True):
        if SECTION.match(f"### {name}") and name in used():
            assert body.strip().startswith("**"), f"{name}: begins with what happened, in bold"
