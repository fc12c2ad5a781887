"""SQL given as text, with named parameters in it."""

from __future__ import annotations

from typing import Any, ClassVar

from ... import exc
from .. import operators
from ..structure import PLAIN, Field, Structure, intern_key
from ..types import NULLTYPE
from .base import MAKERS, ClauseElement
from .bind import BindParameter
from .executable import Executable
from .grouping import Grouping
from .roles import TEXT_ROLES


class AbstractTextClause(Executable, ClauseElement):
    """Text that stands as it is in a statement."""

    __visit_name__ = "textclause"
    _roles = TEXT_ROLES
    is_text: ClassVar[bool] = True
    _is_text_clause = True
    _is_implicitly_boolean = False
    _froms_memo = ()
    _memos = ClauseElement._memos
    supports_execution = True
    key: Any = None
    type: Any = NULLTYPE
    _allow_label_resolve: bool = False
    _non_anon_label: Any = None
    _anon_base: Any = None
    _render_label_in_columns_clause: bool = False
    _order_by_label_element: Any = None
    _proxies: tuple[Any, ...] = ()
    primary_key = False
    foreign_keys: Any = ()
    anon_label: Any = None
    _proxy_key: Any = None
    _tq_label: Any = None

    def _execute_on_connection(self, connection: Any, parameters: Any, execution_options: Any) -> Any:
        return connection._execute_clauseelement(self, parameters, execution_options)

    @property
    def _select_iterable(self) -> tuple[Any, ...]:
        return (self,)

    @property
    def _hide_froms(self) -> tuple[Any, ...]:
        return ()

    @property
    def comparator(self) -> Any:
        return self.type.comparator_factory(self)

    def self_group(self, against: Any = None) -> Any:
        return Grouping(self) if against is operators.in_op else self


class TextClause(AbstractTextClause):
    r"""`text("SELECT ... WHERE x = :name")`; a colon is written as `\:`."""

    _fields = (Field("text", PLAIN),)

    text: str
    _bindparams: dict[str, BindParameter[Any]]

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise exc.ArgumentError(f"text() takes a string of SQL, got {text!r}")
        self.text = text
        self._bindparams = {name: BindParameter(name) for name in names_in(text)} if ":" in text else {}

    def _compute_structure(self) -> Structure:
        key = 1
        holes: list[Any] = []
        parts: list[Any] = []
        for bind in self._bindparams.values():
            bind_key, bind_holes = bind.structure()
            key = key and bind_key
            parts.append(bind_key)
            holes.extend(bind_holes)
        if not key:
            return 0, tuple(holes)
        return intern_key((TextClause, self.text, tuple(parts))), tuple(holes)

    def get_children(self, **options: Any) -> list[Any]:
        return list(self._bindparams.values())

    def _copy_internals(self, replace: Any) -> Any:
        fresh = {name: replace(bind) for name, bind in self._bindparams.items()}
        if all(fresh[name] is bind for name, bind in self._bindparams.items()):
            return self
        made = self._generate()
        made._bindparams = fresh
        return made

    def bindparams(self, *binds: BindParameter[Any], **names_to_values: Any) -> TextClause:
        """Give parameters of the text values (by name) or types and more (by `bindparam()` objects)."""
        made = self._generate()
        made._bindparams = known = self._bindparams.copy()
        for bind in binds:
            name = bind._orig_key
            if name not in known:
                raise _no_such_parameter(name, known)
            known[name] = bind
        for name, value in names_to_values.items():
            if name not in known:
                raise _no_such_parameter(name, known)
            known[name] = known[name]._with_value(value, required=False)
        return made

    def columns(self, *cols: Any, **types: Any) -> Any:
        """The text as a statement whose columns are known: a TextualSelect."""
        return MAKERS["textual_select"](self, cols, types)

    def __and__(self, other: Any) -> Any:
        return MAKERS["and"](self, other)


def _no_such_parameter(name: Any, known: Any) -> Exception:
    there = ", ".join(map(repr, known)) or "none"
    return exc.ArgumentError(f"This text() construct doesn't define a bound parameter named {name!r}; it has: {there}")


def names_in(text: str) -> list[str]:
    r"""The names of the `:name` parameters of a text, each once, in order; casts `::` and escaped `\:` are none."""
    names: dict[str, None] = {}
    start = text.find(":")
    size = len(text)
    while 0 <= start < size:
        after = start + 1
        if start and text[start - 1] == "\\":
            pass
        elif after < size and text[after] == ":":
            while after < size and text[after] == ":":
                after += 1
        elif not (start and (text[start - 1] == ":" or _is_word(text[start - 1]))):
            end = after
            while end < size and _is_word(text[end]):
                end += 1
            if end > after and not (end < size and text[end] == ":"):
                names[text[after:end]] = None
            after = max(after, end)
        start = text.find(":", after)
    return list(names)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def text(text: str) -> TextClause:
    """SQL as text, with `:name` parameters."""
    return TextClause(text)


MAKERS["text"] = TextClause
