"""What SELECT, set operations, INSERT, UPDATE and DELETE share: copying, and the structural key of a statement.

A statement keeps in its `__dict__` only what was set on it; everything else is a class default. So a generative
method copies a small dict, and the key is made from what is there, in the order in which it was set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

from ..elements import ClauseElement
from ..structure import CHILD, CHILDREN, PAIRS, UNCACHEABLE, Node, Structure, intern_key, known_keys

_new = object.__new__

# Reads one attribute: appends its parts of the key and the holes found, and says whether it has a key. Keys of nodes
# stand side by side, as what begins with the attribute's name ends with the next one's; other values stand in tuples.
Reader = Callable[[Any, list[Any], list[Any]], bool]


def read_node(node: Any, parts: list[Any], holes: list[Any]) -> bool:
    if node is None:
        parts.append(None)
        return True
    key, inner = node._structure or node.structure()
    if inner:
        holes += inner
    parts.append(key)
    return bool(key)


def read_nodes(nodes: Any, parts: list[Any], holes: list[Any]) -> bool:
    keyed = True
    for node in nodes:
        key, inner = node._structure or node.structure()
        if inner:
            holes += inner
        if not key:
            keyed = False
        parts.append(key)
    return keyed


def read_joins(joins: Any, parts: list[Any], holes: list[Any]) -> bool:
    """The steps of `join()`: target, ON clause, left side, flags."""
    keyed = True
    for target, onclause, left, flags in joins:
        key, inner = target._structure or target.structure()
        if inner:
            holes += inner
        on_key = left_key = -1
        if onclause is not None:
            on_key, inner = onclause._structure or onclause.structure()
            if inner:
                holes += inner
        if left is not None:
            left_key, inner = left._structure or left.structure()
            holes += inner
        if not (key and on_key and left_key):
            keyed = False
        parts += (key, on_key, left_key, flags)
    return keyed


def read_plain(value: Any, parts: list[Any], holes: list[Any]) -> bool:
    parts.append((value,))
    return True


def read_rows(rows: Any, parts: list[Any], holes: list[Any]) -> bool:
    """Tuples of nodes and plain values, nested at will."""
    row = _row_part(rows, holes)
    parts.append(row)
    return row is not UNCACHEABLE


def _row_part(rows: Any, holes: list[Any]) -> Any:
    parts = []
    cacheable = True
    for part in rows:
        read = _mixed_part(part, holes)
        if read == UNCACHEABLE and read is not False:
            cacheable = False
        parts.append(read)
    return tuple(parts) if cacheable else UNCACHEABLE


def _mixed_part(value: Any, holes: list[Any]) -> Any:
    """A node, a plain value in a tuple (so that no number passes for a key), or a row of such."""
    if isinstance(value, (tuple, list)):
        return _row_part(value, holes)
    if hasattr(value, "structure"):  # a node, or an option, which is none
        key, inner = value.structure()
        holes += inner
        return key
    return (value,)


_child_kinds: dict[type, dict[str, str]] = {}


class StatementBase(ClauseElement):
    """The base of statements: a copy by `_with`, the key by `_readers`, everything computed in one `_memo`."""

    _memos = ("_memo",)
    _readers: ClassVar[Mapping[str, Reader]] = {}
    _memo: dict[str, Any] | None = None

    def _generate(self) -> Self:
        made = _new(type(self))
        state = self.__dict__.copy()
        if "_memo" in state:
            del state["_memo"]
        made.__dict__ = state
        return made

    _clone = _generate

    def _with(self, name: str, value: Any) -> Self:
        """A copy with one attribute set."""
        made = _new(type(self))
        state = self.__dict__.copy()
        if "_memo" in state:
            del state["_memo"]
        state[name] = value
        made.__dict__ = state
        return made

    def _remember(self, name: str, value: Any) -> Any:
        memo = self._memo
        if memo is None:
            memo = self.__dict__["_memo"] = {}
        memo[name] = value
        return value

    def structure(self) -> Structure:
        memo = self._memo
        if memo is not None:
            found = memo.get("structure")
            if found is not None:
                return found  # type: ignore[no-any-return]
        state = self.__dict__
        criteria = state.get("_where_criteria")
        # One item in the columns clause, one criterion, nothing else: what is most often written, without a loop.
        columns = state.get("_raw_columns")
        if columns and criteria and len(state) == (2 if memo is None else 3) and len(criteria) == 1 == len(columns):
            node = columns[0]
            key, holes = node._structure or node.structure()
            node = criteria[0]
            other, inner = node._structure or node.structure()
            row = (self.__class__, key, other)
            made = ((known_keys.get(row) or intern_key(row)) if key and other else UNCACHEABLE, holes + inner)
        else:
            made = self._compute_structure()
        if memo is None:
            self._memo = {"structure": made}
        else:
            memo["structure"] = made
        return made

    def _compute_structure(self) -> Structure:
        parts: list[Any] = [self.__class__]
        holes: list[Any] = []
        readers = self._readers
        cacheable = True
        for name, value in self.__dict__.items():
            read = readers.get(name)
            if read is None:
                continue
            parts.append(name)
            if not read(value, parts, holes):
                cacheable = False
        if not cacheable:
            return UNCACHEABLE, tuple(holes)
        try:
            row = tuple(parts)
            return known_keys.get(row) or intern_key(row), tuple(holes)
        except TypeError:  # a plain value that cannot be hashed has no key
            return UNCACHEABLE, tuple(holes)

    def _has_placeholders(self) -> bool:
        memo = self._memo
        found = None if memo is None else memo.get("placeholders")
        if found is None:
            cls = self.__class__
            children = self._set_children() if cls.get_children is Node.get_children else self.get_children()
            found = False
            for child in children:
                below = child._placeholders
                if child._has_placeholders() if below is None else below:
                    found = True
                    break
            self._remember("placeholders", found)
        return found

    def _set_children(self) -> list[Any]:
        """The nodes below this one in the order in which they were set: most fields of most statements are not."""
        found: list[Any] = []
        cls = self.__class__
        kinds = _child_kinds.get(cls)
        if kinds is None:
            kinds = {field.name: field.kind for field in cls._fields if field.kind in (CHILD, CHILDREN, PAIRS)}
            _child_kinds[cls] = kinds
        for name, value in self.__dict__.items():
            kind = kinds.get(name)
            if kind is CHILDREN:
                found += value or ()
            elif kind is CHILD and value is not None:
                found.append(value)
            elif kind is PAIRS:
                found += [part for row in value or () for part in row if isinstance(part, Node)]
        return found

    def _find_froms(self) -> tuple[Any, ...]:
        return ()

    @property
    def _froms(self) -> tuple[Any, ...]:
        return ()
