"""Options of one dialect on a construct: `Table(..., mysql_engine="InnoDB")`, `Index(..., postgresql_using="gin")`.

Here: the mixin, its read view, and the slot through which dialects (to the right) tell which options they know.
Not here: what any option means; that is the dialect's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, ClassVar

from ... import exc
from ...util import warn

ArgumentTable = Mapping[type, Mapping[str, Any]]

_find_arguments: Callable[[str], ArgumentTable | None] | None = None
_added: dict[str, dict[type, dict[str, Any]]] = {}
_known: dict[str, ArgumentTable | None] = {}
# (class, dialect) -> the options it takes with their defaults, and whether it takes any other
_defaults: dict[tuple[type, str], tuple[dict[str, Any], bool]] = {}
# class -> full names of options that it is known to take, taken apart
_accepted: dict[type, dict[str, tuple[str, str]]] = {}


def set_argument_finder(finder: Callable[[str], ArgumentTable | None]) -> None:
    """Install the function that knows which options a dialect takes, per class of construct.

    It answers None for a dialect that takes anything (or is unknown); called once per dialect name.
    """
    global _find_arguments
    _find_arguments = finder
    _known.clear()
    _defaults.clear()
    _accepted.clear()


def _arguments_of(dialect_name: str) -> ArgumentTable | None:
    if _find_arguments is None:
        return None
    if dialect_name not in _known:
        try:
            _known[dialect_name] = _find_arguments(dialect_name)
        except exc.NoSuchModuleError:
            _known[dialect_name] = None
            return None
    return _known[dialect_name]


class DialectKWArgs:
    """A construct that carries options for single dialects, spelled `<dialect>_<option>`."""

    _takes_options_of: ClassVar[type | None] = None  # a class whose options these are, if not its own

    __slots__ = ()

    _dialect_options: dict[str, DialectOptions] | None
    _has_dialect_options: ClassVar[bool] = True

    @classmethod
    def argument_for(cls, dialect_name: str, argument_name: str, default: Any) -> None:
        """Let this class of construct accept one more option for a dialect."""
        table = _arguments_of(dialect_name)
        if table is None and _find_arguments is not None:
            raise exc.ArgumentError(
                f"Dialect '{dialect_name}' does have keyword-argument validation and defaults enabled configured"
            )
        _added.setdefault(dialect_name, {}).setdefault(cls, {})[argument_name] = default
        _defaults.clear()
        _accepted.clear()

    @property
    def dialect_options(self) -> DialectOptionsView:
        """Options by dialect: `table.dialect_options["mysql"]["engine"]`; unset ones answer the dialect's default."""
        return DialectOptionsView(self)

    @property
    def dialect_kwargs(self) -> DialectKeywords:
        """The options that were given, under their full names (`mysql_engine`)."""
        return DialectKeywords(self)

    kwargs = dialect_kwargs

    def get_dialect_option(
        self, dialect: Any, argument_name: str, *, else_: Any = None, deprecated_fallback: str | None = None
    ) -> Any:
        """The value of one option for this dialect, or `else_`."""
        found = self.dialect_options[dialect.name].get(argument_name)
        if found is None and deprecated_fallback is not None:
            found = self.dialect_options[deprecated_fallback].get(argument_name)
        return else_ if found is None else found

    def _options_for(self, dialect_name: str) -> DialectOptions:
        options: dict[str, DialectOptions] | None = self.__dict__.get("_dialect_options")
        if options is None:
            options = self.__dict__["_dialect_options"] = {}
        found = options.get(dialect_name)
        if found is None:
            defaults, _ = _defaults_for(self._takes_options_of or type(self), dialect_name)
            found = options[dialect_name] = DialectOptions(defaults)
        return found

    def _set_dialect_options(self, keywords: Mapping[str, Any]) -> None:
        accepted = _accepted.setdefault(self._takes_options_of or self.__class__, {})
        for key, value in keywords.items():
            found = accepted.get(key)
            if found is None:
                dialect_name, separator, argument = key.partition("_")
                if not separator:
                    raise TypeError(f"Additional arguments should be named <dialectname>_<argument>, got '{key}'")
                found = (dialect_name, argument)
                if self._knows_dialect_option(dialect_name, argument, key):
                    accepted[key] = found
            self._options_for(found[0]).given[found[1]] = value

    def _knows_dialect_option(self, dialect_name: str, argument: str, key: str) -> bool:
        """Whether the dialect says that it takes the option; where it says that it does not, an error."""
        if _find_arguments is None:
            return False
        if dialect_name not in _known:
            _arguments_of(dialect_name)
        table = _known[dialect_name]
        if table is None:
            if dialect_name not in _added:
                warn(f"Can't validate argument {key!r}; can't locate any SQLAlchemy dialect named {dialect_name!r}")
            return False
        allowed, takes_any = _defaults_for(self._takes_options_of or type(self), dialect_name)
        if argument not in allowed and not takes_any:
            raise exc.ArgumentError(
                f"Argument {key!r} is not accepted by dialect {dialect_name!r} on behalf of {type(self)!r}"
            )
        return True


def _defaults_for(cls: type, dialect_name: str) -> tuple[dict[str, Any], bool]:
    """The options that a class of construct takes for a dialect, with their defaults, not to be changed; is any taken?"""
    found = _defaults.get((cls, dialect_name))
    if found is None:
        found = _defaults[cls, dialect_name] = _collected_defaults(cls, dialect_name)
    return found


def _collected_defaults(cls: type, dialect_name: str) -> tuple[dict[str, Any], bool]:
    found: dict[str, Any] = {}
    tables: list[ArgumentTable] = []
    known = _arguments_of(dialect_name)
    if known is not None:
        tables.append(known)
    if dialect_name in _added:
        tables.append(_added[dialect_name])
    for base in reversed(cls.__mro__):
        for table in tables:
            for owner, arguments in table.items():
                if owner is base or (owner.__name__ == base.__name__ and owner.__module__ == base.__module__):
                    found.update(arguments)
    takes_any = "*" in found
    found.pop("*", None)
    return found, takes_any


class DialectOptions(MutableMapping[str, Any]):
    """The options of one construct for one dialect: those given, over the dialect's defaults, which all share."""

    __slots__ = ("defaults", "given")

    def __init__(self, defaults: dict[str, Any]) -> None:
        self.defaults = defaults
        self.given: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        return self.given[key] if key in self.given else self.defaults[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.given[key] = value

    def __delitem__(self, key: str) -> None:
        del self.given[key]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.defaults, **self.given})

    def __len__(self) -> int:
        return len({**self.defaults, **self.given})


class DialectOptionsView(Mapping[str, DialectOptions]):
    """Dialect name to its options; asking for a dialect not yet mentioned gives its defaults."""

    __slots__ = ("construct",)

    def __init__(self, construct: DialectKWArgs) -> None:
        self.construct = construct

    def __getitem__(self, dialect_name: str) -> DialectOptions:
        return self.construct._options_for(dialect_name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.construct.__dict__.get("_dialect_options") or ())

    def __len__(self) -> int:
        return len(self.construct.__dict__.get("_dialect_options") or ())


class DialectKeywords(MutableMapping[str, Any]):
    """The given options under their full names; writable, as SQLAlchemy's `dialect_kwargs`."""

    __slots__ = ("construct",)

    def __init__(self, construct: DialectKWArgs) -> None:
        self.construct = construct

    def __getitem__(self, key: str) -> Any:
        dialect_name, separator, argument = key.partition("_")
        options = (self.construct.__dict__.get("_dialect_options") or {}).get(dialect_name)
        if options is None or not separator:
            raise KeyError(key)
        return options.given[argument]

    def __setitem__(self, key: str, value: Any) -> None:
        if "_" not in key:
            raise exc.ArgumentError("Keys must be of the form <dialectname>_<argname>")
        self.construct._set_dialect_options({key: value})

    def __delitem__(self, key: str) -> None:
        dialect_name, _, argument = key.partition("_")
        del self.construct._options_for(dialect_name).given[argument]

    def __iter__(self) -> Iterator[str]:
        options = self.construct.__dict__.get("_dialect_options") or {}
        return (f"{name}_{argument}" for name, per_dialect in options.items() for argument in per_dialect.given)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(dict(self))
