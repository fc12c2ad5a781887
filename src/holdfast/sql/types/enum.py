"""Enum: one of a set of strings, in Python as strings or as members of an `enum.Enum`."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from typing import Any

from ...exc import ArgumentError
from ...util import NO_ARG, shown
from .. import operators
from ..operators import OperatorType
from .base import Processor, TypeEngine
from .schema_type import Emulated, SchemaType, warn_inherit_schema
from .string import String


class Enum(String, SchemaType, Emulated):
    """`Enum(Color)` or `Enum("red", "green")`: the database keeps names, the program sees members or strings.

    Native enum types are used where the database has them (`native_enum`), else a VARCHAR, with a CHECK constraint if
    `create_constraint=True`. `values_callable(enum_class)` gives the strings to keep instead of the names;
    `validate_strings=True` refuses strings that are not among them.
    """

    __visit_name__ = "enum"

    enum_class: type[enum.Enum] | None

    def __init__(self, *enums: Any, **kw: Any) -> None:
        self._enum_init(enums, kw)

    def _enum_init(self, enums: Sequence[Any], arguments: dict[str, Any]) -> None:
        self.native_enum = arguments.pop("native_enum", True)
        self.create_constraint = arguments.pop("create_constraint", False)
        self.values_callable: Callable[[Any], Sequence[str]] | None = arguments.pop("values_callable", None)
        self._sort_key_function = arguments.pop("sort_key_function", NO_ARG)
        self._omit_aliases = arguments.pop("omit_aliases", True)
        length = arguments.pop("length", NO_ARG)
        values, objects = self._parse(enums)
        self.validate_strings = arguments.pop("validate_strings", False)
        self._set_values(values, objects)
        longest = max(map(len, values), default=0)
        self._default_length = longest
        if length is not NO_ARG and length is not None and length < longest:
            raise ValueError(
                f"When provided, length must be larger or equal than the length of the longest enum value. {length} < {longest}"
            )
        self._length_given = length is not NO_ARG
        String.__init__(
            self,
            length=longest if length is NO_ARG else length,
            collation=arguments.pop("collation", None),
            collation_schema=arguments.pop("collation_schema", None),
        )
        if self.enum_class is not None:
            arguments.setdefault("name", self.enum_class.__name__.lower())
        inherits = arguments.pop("inherit_schema", False)
        if inherits:
            warn_inherit_schema()
        self._set_schema_arguments(
            arguments.pop("name", None),
            arguments.pop("schema", NO_ARG),
            arguments.pop("metadata", None),
            inherits or arguments.pop("_inherit_schema", False),
            arguments.pop("create_type", True),
            arguments.pop("quote", None),
        )

    def _parse(self, enums: Sequence[Any]) -> tuple[list[str], list[Any]]:
        """The strings that the database keeps and the objects that the program sees, side by side."""
        if len(enums) == 1 and isinstance(enums[0], type) and hasattr(enums[0], "__members__"):
            kind: Any = enums[0]
            self.enum_class = kind
            members = dict(kind.__members__)
            if self._omit_aliases:
                members = {name: member for name, member in members.items() if member.name == name}
            if self.values_callable is not None:
                return list(self.values_callable(kind)), list(members.values())
            return list(members), list(members.values())
        self.enum_class = None
        values = (
            list(enums[0]) if len(enums) == 1 and isinstance(enums[0], (list, tuple, set, frozenset)) else list(enums)
        )
        for value in values:
            if not isinstance(value, str):
                raise ArgumentError(
                    f"Enum values must be strings or one Python enum class; got {shown(value)} of type {type(value).__name__}"
                )
        return values, list(values)

    def _set_values(self, values: list[str], objects: list[Any]) -> None:
        self.enums = values
        self._valid_lookup: dict[Any, str | None] = dict(zip(objects, values, strict=False))
        self._object_lookup: dict[Any, Any] = dict(zip(values, objects, strict=False))
        if self.enum_class is not None:
            # Aliases are the very member; strings that are values pass as they are.
            self._valid_lookup.update((value, value) for value in values)
        self._valid_lookup[None] = None
        self._object_lookup[None] = None

    @property
    def native(self) -> bool:  # type: ignore[override]
        return bool(self.native_enum)

    @property
    def sort_key_function(self) -> Any:
        if self._sort_key_function is NO_ARG:
            return self._db_value_for_elem
        return self._sort_key_function

    @property
    def python_type(self) -> type[Any]:
        return self.enum_class if self.enum_class is not None else str

    # -- values ------------------------------------------------------------------------------------------------

    def _unknown(self, value: Any) -> LookupError:
        names = [str(name) for name in self.enums]
        listed = ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])}, ..., {names[-1]}"
        return LookupError(
            f"'{value}' is not among the defined enum values. Enum name: {self.name}. Possible values: {listed}"
        )

    def _db_value_for_elem(self, elem: Any) -> str | None:
        try:
            return self._valid_lookup[elem]
        except KeyError:
            # A string that is no member is left to the database: it may know more than this program, as in a LIKE.
            if isinstance(elem, str) and not self.validate_strings:
                return elem
            raise self._unknown(elem) from None

    def _object_value_for_elem(self, elem: str | None) -> Any:
        try:
            return self._object_lookup[elem]
        except KeyError:
            raise self._unknown(elem) from None

    def bind_processor(self, dialect: Any) -> Processor | None:
        inner = super().bind_processor(dialect)
        to_database = self._db_value_for_elem
        if inner is None:
            return to_database
        return lambda value: inner(to_database(value))

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        inner = super().result_processor(dialect, coltype)
        from_database = self._object_value_for_elem
        if inner is None:
            return from_database
        return lambda value: from_database(inner(value))

    def literal_processor(self, dialect: Any) -> Processor | None:
        inner = super().literal_processor(dialect)
        to_database = self._db_value_for_elem
        return None if inner is None else lambda value: inner(to_database(value))

    def _resolve_for_literal(self, value: Any) -> TypeEngine[Any]:
        found = String()._resolve_for_literal(value) if isinstance(value, str) else self
        return self if found._compare_type_affinity(self) else found

    def _adapt_operator(self, op: OperatorType, other: TypeEngine[Any]) -> tuple[OperatorType, TypeEngine[Any]]:
        printed, result = super()._adapt_operator(op, other)
        # What is concatenated is no member any more.
        return printed, String(self.length) if printed is operators.concat_op else result

    # -- schema ------------------------------------------------------------------------------------------------

    def check_condition(self, column: Any) -> Any:
        return column.in_(self.enums) if self.create_constraint else None

    def _should_create_constraint(self, compiler: Any, **kw: Any) -> bool:
        return not (self.native_enum and getattr(compiler.dialect, "supports_native_enum", False))

    # -- copies and identity -----------------------------------------------------------------------------------

    def _enum_arguments(self, arguments: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        arguments.setdefault("validate_strings", self.validate_strings)
        if self._length_given:
            arguments.setdefault("length", self.length)
        for name in (
            "name",
            "metadata",
            "native_enum",
            "values_callable",
            "create_constraint",
            "collation",
            "create_type",
            "quote",
        ):
            arguments.setdefault(name, getattr(self, name))
        arguments.setdefault("sort_key_function", self._sort_key_function)
        arguments.setdefault("omit_aliases", self._omit_aliases)
        if self._schema_provided:
            arguments.setdefault("schema", self.schema)
        elif "schema" not in arguments:
            arguments.setdefault("_inherit_schema", self._inherit_schema)
        values = [self.enum_class] if self.enum_class is not None else list(self.enums)
        return values, arguments

    def copy(self, **kw: Any) -> Any:
        new = self.adapt_to_emulated(self.__class__, **kw)
        new._variant_mapping = self._variant_mapping
        if self.should_evaluate_none:
            new.should_evaluate_none = True
        return new

    def adapt_to_emulated(self, impltype: type[Any], **kw: Any) -> Any:
        values, arguments = self._enum_arguments(kw)
        return impltype(*values, **arguments)

    def adapt(self, cls: type[Any], **kw: Any) -> Any:
        if issubclass(cls, Enum) or hasattr(cls, "adapt_emulated_to_native"):
            return Emulated.adapt(self, cls, **kw)
        return TypeEngine.adapt(self, cls, **kw)

    def as_generic(self, allow_nulltype: bool = False) -> TypeEngine[Any]:
        values, arguments = self._enum_arguments({})
        return Enum(*values, **arguments)

    def _structural_parts(self) -> Any:
        return (
            self.enum_class,
            tuple(self.enums),
            self.name,
            self.schema,
            self.native_enum,
            self.length,
            self.collation,
            self.validate_strings,
            self._omit_aliases,
        )

    def __repr__(self) -> str:
        shown_arguments = [repr(value) for value in self.enums]
        if self.name is not None:
            shown_arguments.append(f"name={self.name!r}")
        options = (("create_type", True), ("schema", None), ("native_enum", True), ("create_constraint", False))
        for name, default in options:
            value = getattr(self, name)
            if value != default:
                shown_arguments.append(f"{name}={value!r}")
        if self.length != self._default_length:
            shown_arguments.append(f"length={self.length!r}")
        return f"{type(self).__name__}({', '.join(shown_arguments)})"
