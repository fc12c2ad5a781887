"""Lists and late literals: the part of the text that depends on the values.

A statement with `x IN (list)` is compiled and cached once; its text has a hole where the list stands. `Expander`
fills the hole at execution, once per combination of lengths. Values of `literal_execute` parameters are written by
their type's literal processor, never by anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .binds import BindRecipe, BindSlot, unescape_marks

_MEMO_LIMIT = 256


class Expanded:
    """The text for one execution and what goes with it."""

    __slots__ = ("additional", "parameters", "statement")

    def __init__(self, statement: str, parameters: Any, additional: dict[str, list[str]]) -> None:
        self.statement = statement
        self.parameters = parameters
        self.additional = additional


class Expander:
    """Fill the holes of one compiled statement."""

    __slots__ = ("_memo", "by_name", "compiler", "pieces", "recipe", "writes_values")

    def __init__(self, compiler: Any, pieces: list[str], recipe: BindRecipe) -> None:
        self.compiler = compiler
        self.pieces = pieces
        self.recipe = recipe
        self.by_name = {slot.name: slot for slot in recipe.slots}
        self.writes_values = any(slot.literal_execute for slot in recipe.slots)
        self._memo: dict[tuple[int, ...], str] = {}

    def expand(self, binds: Sequence[Any], overrides: Mapping[str, Any] | None, *, process: bool = True) -> Expanded:
        """The text and the parameters for these values; `process=False` leaves the values as users gave them."""
        recipe = self.recipe
        positional = recipe.positional
        ordered: list[Any] = []
        named: dict[str, Any] = {}
        raw: dict[str, Any] = {}
        shape: list[int] = []
        additional: dict[str, list[str]] = {}
        for slot in recipe.slots:
            value = recipe.raw_value(slot, binds, overrides)
            if slot.expanding:
                value = value if value.__class__ is list else list(value)
                shape.append(_shape_of(slot, value))
            raw[slot.name] = value
            if slot.literal_execute:
                continue
            processor = slot.processor if process else None
            if not slot.expanding:
                if processor is not None:
                    value = processor(value)
                if positional:
                    ordered.append(value)
                else:
                    named[slot.written_name] = value
            elif positional and process and shape[-1] >= 0:
                ordered += value if processor is None else map(processor, value)
            else:
                names, values = _spread(slot, value, processor)
                ordered += values
                named.update(zip(names, values, strict=True))
                additional[slot.name] = names
        text = self._text(raw, tuple(shape))
        return Expanded(text, tuple(ordered) if positional else named, additional)

    def _text(self, raw: dict[str, Any], shape: tuple[int, ...]) -> str:
        """The text for lists of these lengths; written once for each combination."""
        if self.writes_values:
            return self._write(raw)
        found = self._memo.get(shape)
        if found is None:
            if len(self._memo) > _MEMO_LIMIT:
                self._memo.clear()
            found = self._memo[shape] = self._write(raw)
        return found

    def _write(self, raw: dict[str, Any]) -> str:
        compiler = self.compiler
        written = [self.pieces[0]]
        number = 0
        for position in range(1, len(self.pieces), 2):
            name = self.pieces[position]
            slot = self.by_name[name]
            if slot.literal_execute:
                written.append(self._literal(slot, raw[name]))
            elif slot.expanding:
                text, number = self._list(slot, raw[name], number)
                written.append(text)
            else:
                number += 1
                written.append(compiler.placeholder(slot.written_name, number))
            written.append(self.pieces[position + 1])
        return "".join(written)

    def _literal(self, slot: BindSlot, value: Any) -> str:
        if slot.expanding:
            return unescape_marks(self.compiler.literal_list(slot.bind, list(value)))
        return (
            slot.prefix
            + unescape_marks(self.compiler.render_literal_value(value, slot.bind.type, slot.bind))
            + slot.suffix
        )

    def _list(self, slot: BindSlot, values: list[Any], number: int) -> tuple[str, int]:
        compiler = self.compiler
        if not values:
            return str(compiler.empty_set(slot.bind)), number
        names, _flat = _spread(slot, values, None)
        marks = []
        for name in names:
            number += 1
            marks.append(slot.prefix + compiler.placeholder(name, number) + slot.suffix)
        if not _is_tuple(slot, values[0]):
            return ", ".join(marks), number
        width = len(values[0])
        rows = ("(" + ", ".join(marks[start : start + width]) + ")" for start in range(0, len(marks), width))
        lead = "VALUES " if compiler.dialect.tuple_in_values else ""
        return lead + ", ".join(rows), number


def _shape_of(slot: BindSlot, values: list[Any]) -> int:
    """The length of a list of scalars, and a negative number for a list of tuples."""
    if not values:
        return 0
    first = values[0].__class__
    if first is int or first is str or not _is_tuple(slot, values[0]):
        return -1 - len(values) if slot.bind.type._is_tuple_type else len(values)
    return -1 - len(values)


def _is_tuple(slot: BindSlot, value: Any) -> bool:
    """Whether a member of the list is a row of values; sequences are, where no type says what they mean."""
    type_ = slot.bind.type
    if type_._is_tuple_type:
        return True
    return type_._isnull and isinstance(value, Sequence) and not isinstance(value, (str, bytes, memoryview))


def _spread(slot: BindSlot, values: list[Any], processor: Any) -> tuple[list[str], list[Any]]:
    """Names and values of the placeholders that a list becomes."""
    base = slot.written_name
    if values and _is_tuple(slot, values[0]):
        names = [f"{base}_{row}_{column}" for row, value in enumerate(values, 1) for column in range(1, len(value) + 1)]
        if isinstance(processor, (list, tuple)):
            return names, [
                item if process is None else process(item)
                for value in values
                for item, process in zip(value, processor, strict=False)
            ]
        return names, [item for value in values for item in value]
    names = [f"{base}_{number}" for number in range(1, len(values) + 1)]
    if processor is None or isinstance(processor, (list, tuple)):
        return names, values
    return names, [processor(value) for value in values]
