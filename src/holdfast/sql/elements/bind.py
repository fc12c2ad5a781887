"""Bound parameters: a value that travels beside the statement, and the name it is known by.

The value is never part of the structure: two statements that differ in values only are the same statement.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from ...util import NO_ARG
from ..structure import Anchor, AnonymousName, Structure, intern_key, known_keys, name_structure
from ..types import NULLTYPE, TypeEngine, to_instance, type_for_value
from .base import MAKERS, KeyedColumnElement
from .roles import COLUMN_ROLES, IN_ELEMENT

_T = TypeVar("_T")


# One anonymous name per base: the compiler numbers bound parameters by object, not by name.
_shared_names: dict[str, AnonymousName] = {}
_FORBIDDEN = str.maketrans(dict.fromkeys("%():$[]", " "))


def shared_name(base: str) -> AnonymousName:
    """The key that all unnamed parameters with the same base carry."""
    found = _shared_names.get(base)
    if found is None:
        if len(_shared_names) > 10_000:  # bases come from column names; a program that makes them up must not leak
            _shared_names.clear()
        found = _shared_names[base] = AnonymousName(Anchor(written_base(base)))
    return found


class BindParameter(KeyedColumnElement[_T]):
    """A bound parameter, `:name`, whose value the driver sends beside the SQL text."""

    __visit_name__ = "bindparam"
    inherit_cache = True

    is_bind: ClassVar[bool] = True
    _is_bind_parameter = True
    _roles = COLUMN_ROLES | {IN_ELEMENT}
    _froms_memo = ()  # a value belongs to no table
    _placeholders = False

    key: Any
    value: Any
    _orig_key: str = "param"
    unique: bool = False
    required: bool = False
    expanding: bool = False
    literal_execute: bool = False
    isoutparam: bool = False
    callable: Callable[[], Any] | None = None
    quote: bool | None = None
    expand_op: Any = None
    _is_crud: bool = False
    _expanding_in_types: tuple[Any, ...] = ()

    def __init__(
        self,
        key: str | None,
        value: Any = NO_ARG,
        type_: Any = None,
        unique: bool = False,
        required: Any = NO_ARG,
        quote: bool | None = None,
        callable_: Callable[[], Any] | None = None,
        expanding: bool = False,
        isoutparam: bool = False,
        literal_execute: bool = False,
        _compared_to_operator: Any = None,
        _compared_to_type: TypeEngine[Any] | None = None,
        _is_crud: bool = False,
    ) -> None:
        if required is NO_ARG:
            required = value is NO_ARG and callable_ is None
        if value is NO_ARG:
            value = None
        self.value = value
        if key is None or unique:
            self.key = name = shared_name("param" if key is None else key)
            self._orig_key = name.base
            self.unique = True
        else:
            self.key = self._orig_key = key
        if required:
            self.required = True
        if callable_ is not None:
            self.callable = callable_
        if expanding:
            self.expanding = True
            self.expand_op = _compared_to_operator
        if literal_execute:
            self.literal_execute = True
        if isoutparam:
            self.isoutparam = True
        if quote is not None:
            self.quote = quote
        if _is_crud:
            self._is_crud = True
        self.type = self._decide_type(type_, value, _compared_to_operator, _compared_to_type)

    def _decide_type(self, type_: Any, value: Any, operator: Any, compared: TypeEngine[Any] | None) -> TypeEngine[Any]:
        if type_ is not None:
            made: TypeEngine[Any] = to_instance(type_)
            return self._tuple_type(made, value) if made._is_tuple_type and self.expanding and value else made
        sample = value
        if self.expanding:
            sample = next(iter(value), None) if value else None
        if compared is not None:
            if self.expanding and not value:
                return compared
            return compared.coerce_compared_value(operator, sample)
        if self.expanding and not value:
            return NULLTYPE
        return type_for_value(sample)

    @staticmethod
    def _tuple_type(type_: Any, value: Any) -> Any:
        first = next(iter(value))
        if len(type_.types) != len(first):
            return type_._resolve_values_to_types(first) if hasattr(type_, "_resolve_values_to_types") else type_
        return type_

    # -- structure -----------------------------------------------------------------------------------------

    # The key alone is kept: a parameter that held its own structure, itself in it, would only go with the collector.
    _bind_key: int | None = None
    _memos = (*KeyedColumnElement._memos, "_bind_key")

    def structure(self) -> Structure:
        key = self._bind_key
        if key is None:
            key = self._bind_key = self._compute_structure()[0]
        return key, (self,)

    def _compute_structure(self) -> Structure:
        name: Any = self._orig_key
        if name.__class__ is not str:
            name, _ = name_structure(name)
        flags = (self.unique, self.required, self.expanding, self.literal_execute, self.isoutparam, self.quote)
        type_ = self.type
        type_key = type_._type_key or type_.type_key()
        if not type_key:
            return 0, (self,)
        parts = (BindParameter, name, type_key, flags, self.callable is not None, self.expand_op)
        return known_keys.get(parts) or intern_key(parts), (self,)

    def get_children(self, **options: Any) -> list[Any]:
        return []

    def _has_placeholders(self) -> bool:
        return False

    def _copy_internals(self, replace: Any) -> Any:
        return self

    def compare_value(self, other: Any) -> bool:
        """Whether another parameter has the same value."""
        return bool(self.effective_value == other.effective_value)

    # -- use -----------------------------------------------------------------------------------------------

    @property
    def effective_value(self) -> Any:
        """The value, called for when the parameter was made with `callable_`."""
        return self.callable() if self.callable is not None else self.value

    def render_literal_execute(self) -> BindParameter[_T]:
        """A copy whose value is written into the SQL text when the statement is executed."""
        made: Any = self._generate()
        made.literal_execute = True
        return made  # type: ignore[no-any-return]

    def _with_value(self, value: Any, *, maintain_key: bool = False, required: Any = NO_ARG) -> BindParameter[_T]:
        made: Any = self._generate()
        made.value = value
        made.callable = None
        made.required = False if required is NO_ARG else required
        if self.type._isnull:
            made.type = type_for_value(value)
        return made  # type: ignore[no-any-return]

    def _converted_to_unique(self) -> BindParameter[_T]:
        made: Any = self._generate()
        made.unique = True
        made.key = name = shared_name(self._orig_key)
        made._orig_key = name.base
        return made  # type: ignore[no-any-return]

    def _with_expanding_in_types(self, types: tuple[Any, ...]) -> BindParameter[_T]:
        made: Any = self._generate()
        made._expanding_in_types = tuple(types)
        return made  # type: ignore[no-any-return]

    def _with_binary_element_type(self, type_: Any) -> BindParameter[_T]:
        made: Any = self._generate()
        made.type = type_
        return made  # type: ignore[no-any-return]

    def _negate_in_binary(self, negated_op: Any, original_op: Any) -> BindParameter[_T]:
        """This parameter under a negated operator; an expanding list remembers which, for when it is empty."""
        if self.expand_op is not original_op:
            return self
        made: Any = self._generate()
        made.expand_op = negated_op
        return made  # type: ignore[no-any-return]

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        state.pop("_bind_key", None)
        if self.callable is not None:
            state["value"] = self.callable()
            state["callable"] = None
        if self.unique:
            state["key"] = None
        return state

    def __repr__(self) -> str:
        name = f"%({id(self)} {self._orig_key})s" if self.unique else self.key
        return f"BindParameter({name!r}, {self.value!r}, type_={self.type!r})"

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if self.unique:
            self.key = shared_name(self._orig_key)


def written_base(base: str) -> str:
    """A base name without the characters that paramstyles give a meaning to."""
    if base.isidentifier() and base[0] != "_" and base[-1] != "_":
        return base
    return "_".join(base.translate(_FORBIDDEN).split()).strip("_")


def replace_parameters(node: Any, values: dict[str, Any], unique: bool) -> Any:
    """A copy of a tree in which the parameters named in `values` have these values."""

    def replaced(part: Any) -> Any:
        if not part.is_bind:
            return None
        key = part.key
        if unique:
            part = part._converted_to_unique()
        return part._with_value(values[key]) if key in values else part

    return _rebuild(node, replaced)


def _rebuild(node: Any, replaced: Callable[[Any], Any]) -> Any:
    done: dict[int, Any] = {}
    kept: list[Any] = []

    def rebuild(part: Any) -> Any:
        found = done.get(id(part))
        if found is None:
            found = replaced(part)
            if found is None:
                found = part._copy_internals(rebuild)
            done[id(part)] = found
            kept.append(part)
        return found

    return rebuild(node)


MAKERS["bind"] = BindParameter
MAKERS["with_params"] = replace_parameters
