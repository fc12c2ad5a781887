"""What the generator writes: lines of Python over the names of one library, values beside them.

A recipe is text, so that a failing example can be read and pasted. `v[0]` are the values: two recipes that differ
there only are the same statement up to values.
"""

from __future__ import annotations

import datetime as dt
import decimal
import re
from functools import lru_cache

NUMBERS = (1, 2, 0, 5, -3, 10, 255)
TEXTS = ("a", "b%", "x_y", "it's", "", "é", "A/b", "long value", "c:d", "?", "%(x)s", "\\")
DATES = (dt.date(2020, 1, 2), dt.date(2021, 5, 6), dt.date(1999, 12, 31))
MOMENTS = (dt.datetime(2020, 1, 2, 3, 4, 5), dt.datetime(2021, 5, 6, 7, 8))
FRACTIONS = (1.5, 0.25, -2.0)
DECIMALS = (decimal.Decimal("1.50"), decimal.Decimal("-3.25"))
POOLS = {int: NUMBERS, str: TEXTS, dt.date: DATES, dt.datetime: MOMENTS, float: FRACTIONS, decimal.Decimal: DECIMALS}


class Recipe:
    """Lines, the last of which is the statement; the values they refer to; the clauses and operators they use."""

    __slots__ = ("features", "lines", "values")

    def __init__(self, lines, values, features=frozenset()):
        self.lines = tuple(lines)
        self.values = tuple(values)
        self.features = frozenset(features)

    def build(self, namespace):
        """The statement, with the names of one library."""
        scope = {**namespace, "v": self.values}
        for line in self.lines[:-1]:
            exec(_code(line, "exec"), scope)
        return eval(_code(self.lines[-1], "eval"), scope)

    def __repr__(self):
        def value(match):
            return repr(self.values[int(match[1])])

        return "\n".join(["Recipe:", *[re.sub(r"\bv\[(\d+)\]", value, line) for line in self.lines]])


@lru_cache(4000)
def _code(line, mode):
    return compile(line, "<recipe>", mode)


def varied(recipe, choose):
    """The same statement with other values."""
    return Recipe(recipe.lines, [_other(value, choose) for value in recipe.values], recipe.features)


def _other(value, choose):
    if isinstance(value, list):
        if not value:
            return value
        return [_other(value[0], choose) for _ in range(choose.between(1, 4))]
    if isinstance(value, tuple):
        return tuple([_other(one, choose) for one in value])
    pool = POOLS.get(type(value))
    return value if pool is None else choose.pick(pool)


class Source:
    """Something in a FROM list: its Python name and its columns as (kind, Python text)."""

    __slots__ = ("columns", "name")

    def __init__(self, name, columns):
        self.name = name
        self.columns = tuple(columns)


class Writer:
    """The state of one statement being written."""

    def __init__(self, choose, tables):
        self.choose = choose
        self.tables = tables
        self.lines = []
        self.values = []
        self.features = set()
        self.sources = []  # what the SELECT being written can see
        self.outer = []  # what the SELECTs around it can see
        self.names = 0
        self.ctes = []

    def note(self, feature):
        self.features.add(feature)

    def value(self, value):
        self.values.append(value)
        return f"v[{len(self.values) - 1}]"

    def keep(self, source, base="q"):
        """Give an object a name, so that it can stand in several places."""
        self.names += 1
        name = f"{base}{self.names}"
        self.lines.append(f"{name} = {source}")
        return name

    def column(self, kind):
        """A column of this kind that is in sight, or None."""
        pool = self.sources
        if self.outer and self.choose.chance(25):
            pool = self.outer
        found = [text for source in pool for of, text in source.columns if of == kind]
        return self.choose.pick(found) if found else None

    def finished(self, last):
        return Recipe([*self.lines, last], self.values, self.features)
