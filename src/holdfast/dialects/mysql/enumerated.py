"""ENUM and SET: one, and some, of a given list of words."""

from __future__ import annotations

import re
from typing import Any

from ... import exc
from ...sql.elements import type_coerce
from ...sql.types import INTEGERTYPE, Enum, NativeForEmulated, Processor, String
from .types import TextOptions

__all__ = ["ENUM", "SET"]


class ENUM(NativeForEmulated, Enum, TextOptions):
    """One of the words: `ENUM("a", "b", charset="utf8mb4")`. The general Enum becomes this one here."""

    __visit_name__ = "ENUM"
    native_enum = True

    def __init__(self, *enums: Any, **kw: Any) -> None:
        options = [kw.pop(name, False) for name in ("ascii", "binary", "unicode", "national")]
        kw.pop("strict", None)
        charset, collation = kw.pop("charset", None), kw.pop("collation", None)
        Enum.__init__(self, *enums, **{**kw, "native_enum": True})
        self._take(charset, collation, *options)

    @classmethod
    def adapt_emulated_to_native(cls, impl: Any, **kw: Any) -> ENUM:
        """The ENUM that stands for a general Enum."""
        values, arguments = impl._enum_arguments(kw)
        for name in ("charset", "ascii", "binary", "unicode", "national"):
            if getattr(impl, name, None):
                arguments[name] = getattr(impl, name)
        return cls(*values, **arguments)

    def adapt_to_emulated(self, impltype: type[Any], **kw: Any) -> Any:
        return (
            ENUM.adapt_emulated_to_native(self, **kw)
            if issubclass(impltype, ENUM)
            else super().adapt_to_emulated(impltype, **kw)
        )

    def _object_value_for_elem(self, elem: str | None) -> Any:
        """What was stored wrongly comes back as an empty string."""
        return elem if elem == "" else super()._object_value_for_elem(elem)

    def __repr__(self) -> str:
        shown = [repr(value) for value in self.enums]
        options = ("charset", "collation", "ascii", "binary", "unicode", "national")
        shown += [f"{name}={getattr(self, name)!r}" for name in options if getattr(self, name)]
        return f"ENUM({', '.join(shown)})"


class SET(TextOptions, String):
    """Some of the words: `SET("a", "b")`; values are Python sets.

    With `retrieve_as_bitwise=True` they are read and written as the number whose bits stand for the words, which
    knows the empty set from one that holds the empty word.
    """

    __visit_name__ = "SET"

    def __init__(
        self,
        *values: str,
        retrieve_as_bitwise: bool = False,
        charset: str | None = None,
        collation: str | None = None,
        ascii: bool = False,
        binary: bool = False,
        unicode: bool = False,
        national: bool = False,
        length: int | None = None,
    ) -> None:
        self.retrieve_as_bitwise = retrieve_as_bitwise
        self.values = tuple(values)
        if not retrieve_as_bitwise and "" in values:
            raise exc.ArgumentError("Can't use the blank value '' in a SET without setting retrieve_as_bitwise=True")
        if retrieve_as_bitwise:
            self._words = {1 << position: word for position, word in enumerate(values)}
            self._bits = {word: 1 << position for position, word in enumerate(values)}
        longest = max(map(len, values), default=0)
        String.__init__(self, longest if length is None else length)
        self._take(charset, collation, ascii, binary, unicode, national)

    @property
    def _has_column_expression(self) -> bool:
        return self.retrieve_as_bitwise

    def column_expression(self, colexpr: Any) -> Any:
        """`column + 0` is the number of the set."""
        if not self.retrieve_as_bitwise:
            return colexpr
        return type_coerce(type_coerce(colexpr, INTEGERTYPE) + 0, self)

    def bind_processor(self, dialect: Any) -> Processor | None:
        if self.retrieve_as_bitwise:
            return self._number_of

        def process(value: Any) -> Any:
            # A string, even an empty one, and NULL are sent as they are.
            return value if value is None or isinstance(value, (int, str)) else ",".join(value)

        return process

    def _number_of(self, value: Any) -> Any:
        if value is None or isinstance(value, int):
            return value
        words = [value] if isinstance(value, str) else value
        number = 0
        for word in words:
            number |= self._bits[word]
        return number

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        if self.retrieve_as_bitwise:
            words = self._words
            return lambda value: None if value is None else {word for bit, word in words.items() if int(value) & bit}
        return _words_of

    def adapt(self, cls: type[Any], **kw: Any) -> Any:
        if not issubclass(cls, SET):
            return super().adapt(cls, **kw)
        options = {name: getattr(self, name) for name in _OPTIONS}
        made = cls(*self.values, **{**options, **kw})
        if self._variant_mapping:
            made._variant_mapping = self._variant_mapping
        return made

    def _structural_parts(self) -> Any:
        return self.values, tuple(getattr(self, name) for name in _OPTIONS)

    def __repr__(self) -> str:
        shown = [repr(value) for value in self.values]
        shown += [f"{name}={getattr(self, name)!r}" for name in _OPTIONS if name != "length" and getattr(self, name)]
        return f"SET({', '.join(shown)})"


_OPTIONS = ("retrieve_as_bitwise", "charset", "collation", "ascii", "binary", "unicode", "national", "length")


def _words_of(value: Any) -> Any:
    return set(re.findall(r"[^,]+", value)) if isinstance(value, str) else value
