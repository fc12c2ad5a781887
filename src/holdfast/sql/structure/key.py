"""Structural keys: small integers that stand for the shape of an expression, its values set aside.

Two nodes with equal keys differ at most in their *holes*: the leaves that have an identity of their own (bound
parameters, anonymous aliases and subqueries). A node's structure is `(key, holes)`; a parent's key is interned
on its class, its plain fields and its children's keys, so the key of a statement is known when the statement
is, without walking it.

The pattern in which holes repeat belongs to the identity too (`a.x = a.y` is not `a.x = b.y`); `statement_key`
adds it for the statement as a whole, once.

Key 0 means "has no key": such a statement is compiled each time.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import Any, TypeAlias

Structure: TypeAlias = "tuple[int, tuple[Any, ...]]"

UNCACHEABLE = 0
_new = object.__new__
# Integers are never used twice, so emptying the table is safe: an old key just never meets an equal again.
_LIMIT = 200_000
_next_key = count(1).__next__
# The keys given so far, for those who ask often enough that a call counts; only `intern_key` adds to it.
known_keys: dict[Hashable, int] = {}


def intern_key(parts: Hashable) -> int:
    """The integer that stands for `parts`: equal parts, equal integers."""
    found = known_keys.get(parts)
    if found is None:
        if len(known_keys) > _LIMIT:
            known_keys.clear()
        found = known_keys.setdefault(parts, _next_key())
    return found


def fresh_key() -> int:
    """An integer equal to no other: for long-lived things with an identity of their own (a table's column)."""
    return _next_key()


class StatementKey:
    """The cache identity of a whole statement and the bound parameters found in it.

    identity: hashable, or None when the statement cannot be cached.
    binds: the bound parameters in structural order, each once; the n-th of one statement takes the place of
        the n-th of another statement with an equal identity.
    """

    __slots__ = ("binds", "identity")

    def __init__(self, identity: Hashable | None, binds: tuple[Any, ...]) -> None:
        self.identity = identity
        self.binds = binds


def statement_key(structure: Structure) -> StatementKey:
    """Complete a node's structure to the identity of a statement.

    Holes that are bound parameters (`is_bind` true) are collected; the others (`inner_structure()`) are opened
    at their first occurrence. The simple case, all holes bound parameters and each met once, is the key alone.
    """
    key, holes = structure
    made = _new(StatementKey)
    if not holes or (len(holes) == 1 and key and holes[0].is_bind):
        made.identity = key or None
        made.binds = holes
        return made
    pattern: list[int] = []
    binds: list[Any] = []
    cacheable = _open(holes, {}, pattern, binds)
    if not key or not cacheable:
        made.identity = None
    else:
        # Each hole a parameter of its own: the pattern says nothing that the key does not.
        made.identity = (key, *pattern) if len(binds) != len(holes) or any(pattern) else key
    made.binds = tuple(binds)
    return made


def _open(holes: tuple[Any, ...], seen: dict[Any, int], pattern: list[int], binds: list[Any]) -> bool:
    cacheable = True
    for hole in holes:
        met = seen.get(hole)
        if met is not None:
            pattern.append(-met)
            continue
        seen[hole] = len(seen) + 1
        if hole.is_bind:
            binds.append(hole)
            pattern.append(0)
            continue
        inner_key, inner_holes = hole.inner_structure()
        pattern.append(inner_key)
        if not inner_key:
            cacheable = False
        if inner_holes and not _open(inner_holes, seen, pattern, binds):
            cacheable = False
    return cacheable
