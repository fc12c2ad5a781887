"""SQL as a template string (Python 3.14): text as it is, values as bound parameters, expressions in their place.

Nothing in the text parts is scanned: a colon is a colon. Templates are known by the interpreter's own class, which is
looked at and not imported: interpreters before 3.14 have none, and every argument is refused there.
"""

from __future__ import annotations

from typing import Any

from ... import exc
from ..structure import PAIRS, Field
from .base import MAKERS
from .coerce import expect
from .roles import TSTRING_ELEMENT
from .text import AbstractTextClause


class TString(AbstractTextClause):
    """`tstring(t"SELECT {column} FROM t WHERE x = {value}")`."""

    __visit_name__ = "tstring"
    _fields = (Field("_rows", PAIRS),)

    _rows: tuple[tuple[Any, ...], ...]

    def __init__(self, template: Any) -> None:
        kind = type(template)
        if kind.__module__ != "string.templatelib" or kind.__name__ != "Template":
            raise exc.ArgumentError("pep-750 Tstring (e.g. t'...') expected")
        self._rows = (
            tuple([part if isinstance(part, str) else expect(TSTRING_ELEMENT, part.value) for part in template]),
        )

    @property
    def parts(self) -> tuple[Any, ...]:
        """Strings of SQL and the constructs between them, in order."""
        return self._rows[0]

    def columns(self, *cols: Any, **types: Any) -> Any:
        """The statement with its columns known: a TextualSelect."""
        return MAKERS["textual_select"](self, cols, types)


def tstring(template: Any) -> TString:
    """A statement from a template string (Python 3.14): `t"SELECT * FROM t WHERE x = {value}"`."""
    return TString(template)
