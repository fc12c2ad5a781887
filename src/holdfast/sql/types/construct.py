"""What a type can say about its own constructor: the arguments it was made with, a copy, a repr, a structural key.

Reads the code objects of the constructors along the MRO, because the `inspect` module costs too much at import.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_VARARGS, _VARKEYWORDS = 0x04, 0x08

_named: dict[type, tuple[tuple[str, Any, bool], ...]] = {}


def init_arguments(kind: type) -> tuple[tuple[str, Any, bool], ...]:
    """`(name, default, is_required)` of each argument of the constructors of `kind`, outermost first.

    A constructor that passes keywords on (`**kw`) adds those of the next one along the MRO.
    """
    found = _named.get(kind)
    if found is None:
        arguments: dict[str, tuple[str, Any, bool]] = {}
        for constructor in _constructors(kind):
            for argument in _arguments_of(constructor):
                arguments.setdefault(argument[0], argument)
        found = _named[kind] = tuple(arguments.values())
    return found


def _constructors(kind: type) -> Iterator[Any]:
    for ancestor in kind.__mro__:
        constructor = ancestor.__dict__.get("__init__")
        if constructor is None or not hasattr(constructor, "__code__"):
            continue
        yield constructor
        if not constructor.__code__.co_flags & _VARKEYWORDS:
            return


def _arguments_of(constructor: Any) -> Iterator[tuple[str, Any, bool]]:
    code = constructor.__code__
    positional = code.co_varnames[1 : code.co_argcount]
    keyword_only = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    defaults = constructor.__defaults__ or ()
    first_default = len(positional) - len(defaults)
    for position, name in enumerate(positional):
        is_required = position < first_default
        yield name, None if is_required else defaults[position - first_default], is_required
    keyword_defaults = constructor.__kwdefaults__ or {}
    for name in keyword_only:
        yield name, keyword_defaults.get(name), name not in keyword_defaults


def constructor_copy(source: Any, kind: type, *arguments: Any, **overrides: Any) -> Any:
    """A `kind` made with the values that `source` has for the arguments of `kind`."""
    values = source.__dict__
    keywords = {name: values[name] for name, _, _ in init_arguments(kind) if name in values}
    keywords.update(overrides)
    return kind(*arguments, **keywords)


def show_constructor(subject: Any, *, skip: frozenset[str] = frozenset(), positional: tuple[Any, ...] = ()) -> str:
    """`Numeric(precision=10, scale=2)`: the call that makes such an object, defaults left out."""
    shown = [repr(value) for value in positional]
    arguments = init_arguments(type(subject))
    first = getattr(subject, "_shown_first", ())
    if first:
        named = {argument[0]: argument for argument in arguments}
        arguments = (*[named.pop(name) for name in first if name in named], *named.values())
    for name, default, is_required in arguments:
        if name in skip or name.startswith("_"):
            continue
        value = getattr(subject, name, default)
        if is_required:
            shown.append(repr(value))
        elif value is not default and value != default:
            shown.append(f"{name}={value!r}")
    return f"{type(subject).__name__}({', '.join(shown)})"


def constructor_parts(subject: Any) -> tuple[Any, ...]:
    """The constructor's arguments that `subject` keeps, as hashable parts of its structural key."""
    values = subject.__dict__
    return tuple(
        (name, hashable(values[name]))
        for name, _, _ in init_arguments(type(subject))
        if not name.startswith("_") and values.get(name) is not None
    )


def hashable(value: Any) -> Any:
    """`value` as a part of a structural key: types by their own keys, collections by their members.

    Raises TypeError for what cannot be hashed.
    """
    type_key = getattr(value, "type_key", None)
    if type_key is not None and not isinstance(value, type):
        key = type_key()
        if not key:
            raise TypeError(f"{value!r} has no structural key")
        return ("type", key)
    if isinstance(value, (list, tuple)):
        return tuple(map(hashable, value))
    if isinstance(value, (set, frozenset)):
        return frozenset(map(hashable, value))
    if isinstance(value, dict):
        return tuple((hashable(key), hashable(item)) for key, item in value.items())
    hash(value)
    return value
