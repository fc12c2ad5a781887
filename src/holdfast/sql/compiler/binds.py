"""From the bound parameters of a statement to what the driver receives.

The compiler writes each placeholder as MARK + name + MARK; `split_marks` finds them again in the order of the text. A
`BindRecipe` is made once per compiled statement and knows, for each place, where its value is; executing a cached
statement is then one call of a function made for exactly these places. Nothing here writes SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ... import exc
from ...codegen import build_function

MARK = "\x01"

_MISSING = object()


def escape_marks(text: str) -> str:
    """Text that comes from users, safe from being read as a placeholder."""
    return text.replace(MARK, MARK + MARK) if MARK in text else text


def unescape_marks(text: str) -> str:
    """What `escape_marks` made of a text, back again."""
    return text.replace(MARK + MARK, MARK)


def split_marks(text: str) -> list[str]:
    """Alternating pieces: text, name, text, name ... text."""
    pieces = text.split(MARK)
    if "" not in pieces[1::2]:
        return pieces
    merged = [pieces[0]]
    for position in range(1, len(pieces), 2):
        if pieces[position]:
            merged += pieces[position : position + 2]
        else:  # an escaped mark inside the user's own text
            merged[-1] += MARK + pieces[position + 1]
    return merged


class BindSlot:
    """One bound parameter of a compiled statement.

    name: its name in the text; written_name: the same with characters the paramstyle cannot carry replaced.
    index: where it is in `StatementKey.binds`; -1 when the compiler itself made it.
    prefix, suffix: what stands around each value of an expanded list (casts, bind expressions).
    """

    __slots__ = (
        "bind",
        "expanding",
        "from_parameters",
        "index",
        "literal_execute",
        "name",
        "prefix",
        "processor",
        "required",
        "suffix",
        "written_name",
    )

    def __init__(self, name: str, written_name: str, bind: Any, index: int, processor: Any) -> None:
        self.name = name
        self.written_name = written_name
        self.bind = bind
        self.index = index
        self.processor = processor
        self.expanding: bool = bind.expanding
        self.literal_execute: bool = bind.literal_execute
        self.required: bool = bind.required
        self.from_parameters = False
        self.prefix = ""
        self.suffix = ""

    def current(self, binds: Sequence[Any]) -> Any:
        """The bound parameter of the statement being executed that stands where this one stood."""
        return binds[self.index] if self.index >= 0 else self.bind


class BindRecipe:
    """How the parameters of one compiled statement are put together.

    slots: the parameters in the order in which the driver wants them (a repeated positional one twice).
    values(binds) -> tuple or dict: the fast path; `binds` are the statement key's.
    values_with(binds, overrides): the same with values given at execution.
    values_many(binds, sets): a list of them, one for each set of an executemany.
    has_expanding: the text depends on the values; use `Compiled.execution()`.
    """

    __slots__ = ("has_expanding", "positional", "slots", "values", "values_many", "values_with")

    values: Callable[[Sequence[Any]], Any]
    values_with: Callable[[Sequence[Any], Mapping[str, Any]], Any]
    values_many: Callable[[Sequence[Any], Iterable[Mapping[str, Any]]], list[Any]]

    def __init__(self, slots: Sequence[BindSlot], positional: bool) -> None:
        self.slots = tuple(slots)
        self.positional = positional
        self.has_expanding = any(slot.expanding or slot.literal_execute for slot in slots)
        self.values = _simple_values(self.slots, positional) or self._first_values
        self.values_with = self._slow_values_with
        self.values_many = self._first_values_many

    # ------------------------------------------------------------------ generated on first use

    def _first_values(self, binds: Sequence[Any]) -> Any:
        missing = next((slot for slot in self.slots if slot.required), None)
        if missing is not None:
            raise required_error(missing.name)
        constants: dict[str, Any] = {}
        parts = [_source_of(slot, number, constants, "{}.value") for number, slot in enumerate(self.slots)]
        self.values = build_function(
            "values", ("binds",), f"return {_display(self.slots, parts, self.positional)}", constants
        )
        return self.values(binds)

    def _first_values_many(self, binds: Sequence[Any], sets: Iterable[Mapping[str, Any]]) -> list[Any]:
        constants: dict[str, Any] = {"fail": self._fail_many}
        parts = []
        for number, slot in enumerate(self.slots):
            if slot.from_parameters or slot.required:
                parts.append(_processed(f"given[{slot.name!r}]", slot, number, constants))
            else:
                parts.append(_source_of(slot, number, constants, "{}.value"))
        display = _display(self.slots, parts, self.positional)
        body = f"try:\n    return [{display} for given in sets]\nexcept KeyError as error:\n    raise fail(error, sets)"
        self.values_many = build_function("values_many", ("binds", "sets"), body, constants)
        return self.values_many(binds, sets)  # type: ignore[no-any-return]

    def _fail_many(self, error: KeyError, sets: Any) -> Exception:
        names = [slot.name for slot in self.slots if slot.from_parameters or slot.required]
        for number, given in enumerate(sets if isinstance(sets, Sequence) else ()):
            for name in names:
                if name not in given:
                    return required_error(name, number)
        return error

    # ------------------------------------------------------------------ any case

    def _slow_values_with(self, binds: Sequence[Any], overrides: Mapping[str, Any]) -> Any:
        values = [
            value if slot.processor is None else slot.processor(value)
            for slot in self.slots
            for value in (self.raw_value(slot, binds, overrides),)
        ]
        if self.positional:
            return tuple(values)
        return {slot.written_name: value for slot, value in zip(self.slots, values, strict=True)}

    def raw_value(self, slot: BindSlot, binds: Sequence[Any], overrides: Mapping[str, Any] | None) -> Any:
        """The value of one slot before its type's processing."""
        bind = binds[slot.index] if slot.index >= 0 else slot.bind
        if overrides:
            value = overrides.get(slot.name, _MISSING)
            if value is _MISSING:
                value = overrides.get(bind.key, _MISSING)
            if value is not _MISSING:
                return value
        if bind.required:
            raise required_error(slot.name)
        return bind.value if bind.callable is None else bind.callable()


def required_error(name: str, group: int | None = None) -> exc.InvalidRequestError:
    """The error for a parameter that nobody gave a value."""
    where = "" if group is None else f", in parameter group {group}"
    return exc.InvalidRequestError(f"A value is required for bind parameter {name!r}{where}", code="cd3x")


def _no_values(binds: Sequence[Any]) -> tuple[()]:
    return ()


def _no_names(binds: Sequence[Any]) -> dict[str, Any]:
    return {}


def _simple_values(slots: tuple[BindSlot, ...], positional: bool) -> Callable[[Sequence[Any]], Any] | None:
    """A ready function for the shapes that need no generated code: values as they are, in structural order."""
    if not slots:
        return _no_values if positional else _no_names
    for slot in slots:
        if slot.processor is not None or slot.index < 0 or slot.required or slot.bind.callable is not None:
            return None
    indexes = [slot.index for slot in slots]
    if positional:
        if len(slots) == 1:
            index = indexes[0]
            return lambda binds: (binds[index].value,)
        if len(slots) == 2:
            first, second = indexes
            return lambda binds: (binds[first].value, binds[second].value)
        return None
    if len(slots) == 1:
        index, name = indexes[0], slots[0].written_name
        return lambda binds: {name: binds[index].value}
    return None


def _source_of(slot: BindSlot, number: int, constants: dict[str, Any], access: str) -> str:
    if slot.index >= 0:
        holder = f"binds[{slot.index}]"
    else:
        holder = f"bind_{number}"
        constants[holder] = slot.bind
    value = f"{holder}.effective_value" if slot.bind.callable is not None else access.format(holder)
    return _processed(value, slot, number, constants)


def _processed(value: str, slot: BindSlot, number: int, constants: dict[str, Any]) -> str:
    if slot.processor is None:
        return value
    constants[f"process_{number}"] = slot.processor
    return f"process_{number}({value})"


def _display(slots: tuple[BindSlot, ...], parts: list[str], positional: bool) -> str:
    if positional:
        return f"({', '.join(parts)},)" if parts else "()"
    pairs = (f"{slot.written_name!r}: {part}" for slot, part in zip(slots, parts, strict=True))
    return "{" + ", ".join(pairs) + "}"
