"""Names that are more than their letters: quoted names, names that may be cut, names not chosen yet.

An anonymous name is chosen by the compiler, per statement: `anon_1`, `count_2`. Nothing here counts or cuts;
the compiler does, through `AnonymousName.resolve`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar, TypeAlias

from .key import Structure, intern_key

_next_number = count(1).__next__
# What an anonymous name does not take over from the name it is made of; a run of them becomes one `_`.
_UNWANTED = re.compile(r"[%() $]+")


class quoted_name(str):
    """A name together with the decision to quote it: True always, False never, None by the dialect's rules."""

    __slots__ = ("quote",)

    quote: bool | None

    def __new__(cls, value: str, quote: bool | None) -> quoted_name:
        """Keep a name that is quoted already, unless another decision is given."""
        if isinstance(value, cls) and (quote is None or value.quote == quote):
            return value
        made = super().__new__(cls, value)
        made.quote = quote
        return made

    @classmethod
    def construct(cls, value: str | None, quote: bool | None) -> quoted_name | None:
        """The quoted name, or None for None."""
        return None if value is None else cls(value, quote)

    def __reduce__(self) -> tuple[Any, ...]:
        return quoted_name, (str(self), self.quote)

    def lower(self) -> str:
        return self if self.quote else super().lower()

    def upper(self) -> str:
        return self if self.quote else super().upper()


class TruncatedName(quoted_name):
    """A generated name, such as `table_column`, that the compiler may cut to the length the database allows."""

    __slots__ = ()

    def __new__(cls, value: str, quote: bool | None = None) -> TruncatedName:
        """Keep the quoting of a quoted name."""
        quote = getattr(value, "quote", quote)
        made = str.__new__(cls, value)
        made.quote = quote
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return self.__class__, (str(self), self.quote)


class conv(TruncatedName):
    """A constraint name that is final: naming conventions do not apply to it again."""

    __slots__ = ()


class Anchor:
    """The identity behind an anonymous name: the compiler gives each anchor one number per base and statement."""

    __slots__ = ("base", "number")

    is_bind: ClassVar[bool] = False

    def __init__(self, base: str) -> None:
        self.base = base
        self.number = _next_number()

    def inner_structure(self) -> Structure:
        """An anchor is a hole of a statement: only its base and the places where it repeats matter."""
        return intern_key((Anchor, self.base)), ()


NamePart: TypeAlias = "str | Anchor"


class AnonymousName(TruncatedName):
    """A name with parts that the compiler chooses: `anon_1`, or `anon_1_id` for a column of such an alias.

    As a string it is unique, `%(12 anon)s`, so that it can be a key like any other name.
    """

    __slots__ = ("parts",)

    parts: tuple[NamePart, ...]

    def __new__(cls, *parts: NamePart) -> AnonymousName:
        """Join the parts; an anchor stands for the text that the compiler will choose."""
        written = "".join([part if isinstance(part, str) else f"%({part.number} {part.base})s" for part in parts])
        made = str.__new__(cls, written)
        made.quote = None
        made.parts = parts
        return made

    @classmethod
    def of(cls, base: str | None) -> AnonymousName:
        """A new name that will read `base_1`, `base_2` ...; without a base, `anon_1`."""
        if isinstance(base, AnonymousName):
            return cls(*base.parts, Anchor(""))
        if base is None or base == "":
            base = "anon"
        elif not base.isidentifier():
            base = _UNWANTED.sub("_", base)
        return cls(Anchor(base))

    @classmethod
    def joined(cls, *names: str) -> str:
        """The names in a row: anonymous if one of them is, else a name that may be cut."""
        parts: list[NamePart] = []
        for name in names:
            if isinstance(name, AnonymousName):
                parts.extend(name.parts)
            else:
                parts.append(name)
        if any(isinstance(part, Anchor) for part in parts):
            return cls(*parts)
        return TruncatedName("".join(names))

    @property
    def base(self) -> str:
        """What the compiler puts before the number of the first anchor."""
        return next(part.base for part in self.parts if isinstance(part, Anchor))

    def resolve(self, choose: Callable[[Anchor], str]) -> str:
        """The final name, given what the compiler chose for each anchor."""
        return "".join([part if isinstance(part, str) else choose(part) for part in self.parts])

    def __reduce__(self) -> tuple[Any, ...]:
        return AnonymousName, self.parts


def name_structure(name: str | None) -> tuple[Any, tuple[Any, ...]]:
    """What a name adds to a structural key, and its holes: the anchors of an anonymous name."""
    if name is None or name.__class__ is str:
        return name, ()
    if isinstance(name, AnonymousName):
        shape = tuple([part if isinstance(part, str) else None for part in name.parts])
        return shape, tuple([part for part in name.parts if isinstance(part, Anchor)])
    quote = getattr(name, "quote", None)
    return (str(name), quote, isinstance(name, TruncatedName)), ()
