"""What classes here take from `typing` and `enum`: for type checkers the standard library's, at run time light likenesses.

What lives here: `Generic`, `Protocol`, `TypedDict`, `NamedTuple`, `Enum`, `Flag`, `IntFlag`, with what their users see at run time.
The standard ones cost a tenth of the time of `import holdfast, holdfast.orm`: `typing.Generic` walks the parameters of
each subclass and stands in two hundred method resolution orders, an enumeration takes 10-20 microseconds a member and
hashes its members in Python, a named tuple is compiled (docs/notes/0015-speed-of-import-and-statements.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from enum import Enum, Flag, IntFlag
    from typing import Generic, NamedTuple, Protocol, TypedDict
else:
    from collections import _tuplegetter  # what `namedtuple` uses: reads past an own `__getitem__`, without a call
    from types import GenericAlias

    class Generic:
        """Answers `Class[X]`."""

        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)

    class Protocol:
        """What type checkers compare classes with; at run time a base like any other."""

        __slots__ = ()

    class TypedDict(dict):
        """A plain dict once it is made; its keys are there for type checkers."""

        def __init_subclass__(cls, total: bool = True) -> None:
            super().__init_subclass__()

        def __new__(cls, *given: Any, **items: Any) -> Any:
            return dict(*given, **items)

    class NamedTuple(tuple):
        """A tuple whose items have the names that its class annotates; all of them must be given."""

        __slots__ = ()
        _fields = ()

        def __init_subclass__(cls, **keywords: Any) -> None:
            super().__init_subclass__(**keywords)
            if not cls._fields:
                cls._fields = cls.__match_args__ = tuple(cls.__annotations__)
                for place, name in enumerate(cls._fields):
                    setattr(cls, name, _tuplegetter(place, None))

        def __new__(cls, *values: Any, **named: Any) -> Any:
            if named:
                values += tuple(named.pop(name) for name in cls._fields[len(values) :] if name in named)
            if named or len(values) != len(cls._fields):
                raise TypeError(f"{cls.__name__}() takes {', '.join(cls._fields)}")
            return tuple.__new__(cls, values)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **changes: Any) -> Any:
            return type(self)(**(self._asdict() | changes))

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self._asdict().items())})"

    class SymbolsType(type):
        """The class of enumerations: makes the members, and finds them."""

        def __new__(kind: Any, name: str, bases: tuple[Any, ...], body: dict[str, Any]) -> Any:
            cls = super().__new__(kind, name, bases, body)
            cls.__members__ = members = {}
            cls._by_value = by_value = {}
            for key, value in body.items():
                if key.isupper():
                    member = by_value.get(value)
                    if member is None:
                        member = by_value[value] = cls._member(key, value)
                    members[key] = member
                    setattr(cls, key, member)
            return cls

        def __call__(cls, value: Any) -> Any:
            if type(value) is cls:
                return value
            try:
                return cls._by_value[value]
            except (KeyError, TypeError):
                return cls._missing(value)

        def __getitem__(cls, name: str) -> Any:
            return cls.__members__[name]

        def __iter__(cls) -> Any:
            return iter(cls._by_value.values())

        def __len__(cls) -> int:
            return len(cls._by_value)

        def __contains__(cls, value: Any) -> bool:
            return type(value) is cls

        def __repr__(cls) -> str:
            return f"<enum {cls.__name__!r}>"

    class Enum(metaclass=SymbolsType):
        """Symbols with names, each of them one object."""

        @classmethod
        def _member(cls, name: str | None, value: Any) -> Any:
            member = cls._bare(value)
            member.name, member.value = name, value
            return member

        @classmethod
        def _bare(cls, value: Any) -> Any:
            return object.__new__(cls)

        @classmethod
        def _missing(cls, value: Any) -> Any:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")

        def __reduce__(self) -> Any:
            return type(self), (self.value,)

        def __repr__(self) -> str:
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        def __str__(self) -> str:
            return f"{type(self).__name__}.{self.name}"

    class Flag(Enum):
        """Symbols that are sets of bits; a combination without a name is made when it is met."""

        @classmethod
        def _missing(cls, value: Any) -> Any:
            known = 0
            for member in cls:
                known |= member.value
            if not isinstance(value, int) or value & ~known:
                raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
            names = [one.name for one in cls if one.value & value == one.value and one.value.bit_count() == 1]
            return cls._member("|".join(names) or None, value)

        def __contains__(self, other: Any) -> bool:
            return other.value & self.value == other.value

        def __iter__(self) -> Any:
            return (one for one in type(self) if one.value.bit_count() == 1 and one in self)

        def __bool__(self) -> bool:
            return bool(self.value)

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and other.value == self.value

        def __hash__(self) -> int:
            return hash(self.value)

        def __or__(self, other: Any) -> Any:
            return type(self)(self.value | other.value) if type(other) is type(self) else NotImplemented

        def __and__(self, other: Any) -> Any:
            return type(self)(self.value & other.value) if type(other) is type(self) else NotImplemented

        def __xor__(self, other: Any) -> Any:
            return type(self)(self.value ^ other.value) if type(other) is type(self) else NotImplemented

        def __invert__(self) -> Any:
            rest = 0
            for member in type(self):
                rest |= member.value
            return type(self)(rest & ~self.value)

    class IntFlag(int, Enum):
        """Sets of bits that are plain integers; what is combined of them is one without a name."""

        @classmethod
        def _bare(cls, value: Any) -> Any:
            return int.__new__(cls, value)

        @classmethod
        def _missing(cls, value: Any) -> Any:
            return cls._member(None, value)

        __repr__ = Enum.__repr__
        __str__ = int.__repr__


__all__ = ["Enum", "Flag", "Generic", "IntFlag", "NamedTuple", "Protocol", "TypedDict"]
