"""The code blocks of the documentation, run: `python tools/doc_blocks.py [--write] [FILE ...]`.

A page is one program: its ```python blocks run in order in one namespace, in an empty folder. A ```text block right
behind a ```python block is what that block prints, to the letter; `--write` puts in what it printed. A block whose
first line is `# not run: REASON` is left out, and its reason is for the reader.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """One ```python block: its source and first line, and the span of its output block's text, if it has one."""

    source: str
    line: int
    expected: str | None
    expected_span: tuple[int, int]


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted(path for path in (ROOT / "docs").rglob("*.md") if "notes" not in path.parts)]


def blocks_of(text: str) -> Iterator[Block]:
    found = list(FENCE.finditer(text))
    for index, match in enumerate(found):
        if match[1] != "python" or match[2].startswith("# not run:"):
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        expected, span = None, (0, 0)
        if following is not None and following[1] == "text" and not text[match.end() : following.start()].strip():
            expected, span = following[2], following.span(2)
        yield Block(match[2], text.count("\n", 0, match.start()) + 2, expected, span)


def run_page(path: Path) -> Iterator[tuple[Block, str]]:
    """Run the page's blocks in a folder of their own, yielding each with what it printed."""
    # A module of its own, so that annotations written as strings are resolved as in a program.
    module = ModuleType("documented")
    before = Path.cwd()
    sys.modules["documented"] = module
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for block in blocks_of(path.read_text()):
                printed = io.StringIO()
                source = "\n" * (block.line - 1) + block.source
                with contextlib.redirect_stdout(printed):
                    exec(compile(source, str(path), "exec", dont_inherit=True), vars(module))  # noqa: S102 - running them is the purpose
                yield block, _tidy(printed.getvalue())
        finally:
            os.chdir(before)
            del sys.modules["documented"]


def _tidy(printed: str) -> str:
    return "".join(line.rstrip() + "\n" for line in printed.splitlines())


def rewrite(path: Path) -> bool:
    """Put what the blocks print into their output blocks; tell whether anything changed."""
    text = path.read_text()
    pieces, position = [], 0
    for block, printed in run_page(path):
        if block.expected is not None:
            start, end = block.expected_span
            pieces += [text[position:start], printed]
            position = end
    new = "".join([*pieces, text[position:]])
    path.write_text(new)
    return new != text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    failed = 0
    for path in options.files or pages():
        if options.write:
            print(f"{path.name}: {'rewritten' if rewrite(path.resolve()) else 'as it was'}")
            continue
        for block, printed in run_page(path.resolve()):
            if block.expected is not None and block.expected != printed:
                failed += 1
                print(f"{path.name}:{block.line} prints\n{printed}instead of\n{block.expected}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
