"""One random recipe of a topic."""

from __future__ import annotations

from . import changes, extras
from .expressions import expression, ordered
from .schema import TABLES
from .selects import StatementWriter, compound, select
from .structures import STRUCTURES

KINDS = ("condition", "condition", "number", "text", "fraction", "decimal", "date", "moment", "json")


def _expression(w):
    """A bare expression over two tables, compiled on its own."""
    w.sources = [TABLES[w.choose.below(len(TABLES))], TABLES[0]]
    kind = w.choose.pick(KINDS)
    return expression(w, kind, w.choose.between(1, 3))


def _selected(w):
    """An expression as the only column of a SELECT, which names it."""
    return f"m.select({_expression(w)})"


def _ordered(w):
    w.sources = [TABLES[w.choose.below(len(TABLES))]]
    return ordered(w, 2)


def _select(w):
    return select(w, w.choose.between(0, 2))[0]


def _compound(w):
    return compound(w, w.choose.between(1, 2), None)[0]


def _change(w):
    return w.choose.pick(changes.CHANGES)(w, w.choose.between(0, 2))


def _structure(w):
    return w.choose.pick(STRUCTURES)(w, 0)


def _other(w):
    return extras.other(w)


TOPICS = {
    "expressions": _expression,
    "selected": _selected,
    "ordered": _ordered,
    "select": _select,
    "compound": _compound,
    "change": _change,
    "structure": _structure,
    "other": _other,
}


def recipe(choose, topic):
    """A recipe of a topic, by the chooser's choices."""
    w = StatementWriter(choose, TABLES)
    return w.finished(TOPICS[topic](w))
