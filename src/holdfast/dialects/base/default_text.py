"""Defaults in CREATE TABLE, for databases that want an expression in parentheses."""

from __future__ import annotations

import re

# A word or number without a sign, one string, or something in parentheses. Two strings with a sign between are no string.
_PLAIN = re.compile(r"""\s*(?:\w+|'(?:[^']|'')*'|"(?:[^"]|"")*"|\(.*\))\s*""", re.S)


def parenthesized(default: str) -> str:
    """The default as it may stand after DEFAULT: an expression in parentheses, anything else as it is."""
    return default if _PLAIN.fullmatch(default) else f"({default})"


__all__ = ["parenthesized"]
