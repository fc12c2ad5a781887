"""Pieces of the SQL that the server writes: quoted names and strings, parentheses that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"`(?:[^`]|``)+`"
STRING = r"'(?:[^'\\]|''|\\.)*'"
_PIECE = re.compile(rf"{NAME}|{STRING}|\"(?:[^\"\\]|\"\"|\\.)*\"|[(),]|[^`'\"(),]+", re.S)
_NAME = re.compile(NAME)
_QUOTED = re.compile(rf"{STRING}|\"((?:[^\"]|\"\")*)\"", re.S)
_ESCAPED = re.compile(r"''|\\(.)", re.S)
_WRITTEN = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "Z": "\x1a"}


def with_backticks(text: str) -> str:
    """What a server writes under ANSI_QUOTES, names in backticks, which it takes as well."""
    return _QUOTED.sub(
        lambda found: found[0] if found[1] is None else "`" + found[1].replace('""', '"').replace("`", "``") + "`", text
    )


def name_of(written: str) -> str:
    """A name without its quotes."""
    return written[1:-1].replace("``", "`") if written[:1] == "`" else written


def plain_names(written: str) -> list[str] | None:
    """The names of a list of nothing but names in backticks; None where a closer look is needed."""
    parts = written.split(",")
    if written.count("`") != 2 * len(parts) or "``" in written:
        return None
    names = [part[1:-1] for part in parts]
    return names if written == f"`{'`,`'.join(names)}`" else None


def names_in(written: str) -> list[str]:
    """The quoted names in a piece of text."""
    return [name_of(found) for found in _NAME.findall(written)]


def string_of(written: str) -> str:
    """What a string literal stands for."""
    return _ESCAPED.sub(lambda found: _WRITTEN.get(found[1], found[1]) if found[1] else "'", written[1:-1])


def closing(text: str, opening: int) -> int:
    """The position of the parenthesis that closes the one at `opening`."""
    end = text.find(")", opening)
    inside = text[opening + 1 : end]
    if end > 0 and "(" not in inside and "'" not in inside and '"' not in inside and not inside.count("`") % 2:
        return end
    depth = 0
    for found in _PIECE.finditer(text, opening):
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
            if not depth:
                return found.start()
    return len(text) - 1


def split(text: str) -> Iterator[str]:
    """The parts between the commas that stand in no parenthesis or string."""
    depth, start = 0, 0
    for found in _PIECE.finditer(text):
        depth += (found[0] == "(") - (found[0] == ")")
        if found[0] == "," and not depth:
            yield text[start : found.start()].strip()
            start = found.end()
    if text[start:].strip():
        yield text[start:].strip()


__all__ = ["NAME", "STRING", "closing", "name_of", "names_in", "plain_names", "split", "string_of", "with_backticks"]
