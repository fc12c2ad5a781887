"""TypeEngine, the root of all SQL types: what a database value is in Python, and how one becomes the other.

What lives here: the contract of a type, its memos per dialect, its structural key, the choice of the implementation
for a dialect. What must not: any particular type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from ...exc import ArgumentError
from ...util import EMPTY_DICT, Generic, immutabledict, late, memoized_property
from ..operators import OperatorClass, OperatorType
from ..structure import intern_key
from .comparator import Comparator
from .construct import constructor_copy, constructor_parts, show_constructor

compiler = late("holdfast.sql.compiler")

T = TypeVar("T")
Self_ = TypeVar("Self_", bound="TypeEngine[Any]")
Processor: TypeAlias = Callable[[Any], Any]

_OWN_BOX = __name__.rpartition(".")[0]


class TypeEngineMixin:
    """Marks classes that are mixed into types."""

    __slots__ = ()


class TypeEngine(Generic[T]):
    """A SQL type.

    `bind_processor` and `result_processor` give the functions that turn Python values into the driver's and back, or
    None when nothing needs to be done, which costs nothing. A type is immutable once used: equal constructor arguments
    make it interchangeable with another of its class (`type_key`).
    """

    Comparator: ClassVar[type[Any]] = Comparator
    comparator_factory: Any = Comparator
    operator_classes: OperatorClass = OperatorClass.UNSPECIFIED

    _sqla_type = True
    _isnull = False
    _is_tuple_type = False
    _is_table_value = False
    _is_array = False
    _is_type_decorator = False
    _is_concatenable = False
    _is_root_type = True
    _type_affinity: type[Any]
    # For an operator: the affinity of the other side gives the affinity of the result.
    _adaptations: Any = None

    coerce_to_is_types: ClassVar[tuple[type, ...]] = (type(None), bool)
    render_bind_cast = False
    render_literal_cast = False
    hashable = True
    sort_key_function: Any = None
    should_evaluate_none = False
    _variant_mapping: immutabledict[str, Any] = EMPTY_DICT
    # Arguments of the constructor that `repr()` shows before the others.
    _shown_first: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        own = cls.__dict__
        if own.get("_is_root_type"):
            return
        cls._is_root_type = False
        if "_type_affinity" not in own and not isinstance(cls._type_affinity, property):
            parent = next((base for base in cls.__mro__[1:] if issubclass(base, TypeEngine)), TypeEngine)
            cls._type_affinity = cls if parent._is_root_type else parent._type_affinity

    # -- values ------------------------------------------------------------------------------------------------

    def bind_processor(self, dialect: Any) -> Processor | None:
        """A function from Python values to the driver's, or None."""
        return None

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        """A function from the driver's values to Python's, or None. `coltype` is the driver's type code."""
        return None

    def literal_processor(self, dialect: Any) -> Processor | None:
        """A function from Python values to SQL text, or None when values cannot be written into a statement."""
        return None

    def bind_expression(self, bindvalue: Any) -> Any:
        """A SQL expression around a bound value of this type, or None."""
        return None

    def column_expression(self, colexpr: Any) -> Any:
        """A SQL expression around a selected column of this type, or None."""
        return None

    @memoized_property
    def _has_bind_expression(self) -> bool:
        return type(self).bind_expression is not TypeEngine.bind_expression

    @memoized_property
    def _has_column_expression(self) -> bool:
        return type(self).column_expression is not TypeEngine.column_expression

    @property
    def python_type(self) -> type[Any]:
        """The Python type of the values."""
        return object

    def copy_value(self, value: Any) -> Any:
        return value

    def compare_values(self, x: Any, y: Any) -> bool:
        """Whether two Python values are the same to the database; the unit of work asks."""
        return bool(x == y)

    def get_dbapi_type(self, dbapi: Any) -> Any:
        """The driver's type object, for drivers with `setinputsizes`."""
        return None

    def evaluates_none(self) -> Self:
        """A copy for which None is a value of its own (JSON null) and is not left out of an INSERT."""
        new = self.copy()
        new.should_evaluate_none = True
        return new

    # -- copies and variants -----------------------------------------------------------------------------------

    def copy(self, **kw: Any) -> Self:
        new = self.adapt(self.__class__, **kw)
        if self.should_evaluate_none != type(self).should_evaluate_none:
            new.should_evaluate_none = self.should_evaluate_none
        if self._variant_mapping:
            new._variant_mapping = self._variant_mapping
        return new  # type: ignore[no-any-return]

    def adapt(self, cls: type[Any], **kw: Any) -> Any:
        """A type of another class, made with this one's constructor arguments."""
        new = constructor_copy(self, cls, **kw)
        if self._variant_mapping:
            new._variant_mapping = self._variant_mapping
        return new

    def with_variant(self, type_: Any, *dialect_names: str) -> Self:
        """A copy that is another type on some databases: `String(255).with_variant(TEXT(), "sqlite")`."""
        if not dialect_names:
            raise ArgumentError("At least one dialect name is required")
        for name in dialect_names:
            if name in self._variant_mapping:
                raise ArgumentError(f"Dialect {name!r} is already present in the mapping for this {self!r}")
        variant = to_instance(type_)
        if variant._variant_mapping:
            raise ArgumentError("can't pass a type that already has variants as a dialect-level type to with_variant()")
        new = self.copy()
        new._variant_mapping = self._variant_mapping.union(dict.fromkeys(dialect_names, variant))
        return new

    def _with_collation(self, collation: str, collation_schema: str | None = None) -> Any:
        return self

    # -- operators ---------------------------------------------------------------------------------------------

    def _adapt_operator(self, op: OperatorType, other: TypeEngine[Any]) -> tuple[OperatorType, TypeEngine[Any]]:
        """The operator to print and the type of the result, for `self op other`.

        A general type (Integer) gives way to a more particular one of its affinity on the right; a particular one
        (DECIMAL(10, 2)) results in its class without arguments, because precision does not survive arithmetic.
        """
        adaptations = self._adaptations
        if adaptations is None:
            return op, self
        result = adaptations().get(op, EMPTY_DICT).get(other._type_affinity)
        if result is None:
            return op, self
        own = self._type_affinity
        if result is own and type(self) is not own:
            return op, type(self)()
        if result is other._type_affinity:
            return op, other
        return op, self if result is own else result()

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """The type of a Python value that is compared with an expression of this type."""
        found = _infer(value) if _infer is not None else self
        if found._isnull or found._type_affinity is self._type_affinity:
            return self
        return found

    def _resolve_for_literal(self, value: Any) -> TypeEngine[Any]:
        return self

    def _compare_type_affinity(self, other: TypeEngine[Any]) -> bool:
        return self._type_affinity is other._type_affinity

    @property
    def _generic_type_affinity(self) -> type[Any]:
        for kind in type(self).__mro__:
            name = kind.__name__
            if not kind.__module__.startswith(_OWN_BOX) or not issubclass(kind, TypeEngine) or kind._is_root_type:
                continue
            if "_" not in name and (not name.isupper() or name in {"JSON", "ARRAY"}):
                return kind
        return self._type_affinity

    def as_generic(self, allow_nulltype: bool = False) -> TypeEngine[Any]:
        """The type that any database knows: `BIGINT()` gives `BigInteger()`."""
        generic = self._generic_type_affinity
        is_common = generic.__module__.startswith(_OWN_BOX)
        if not is_common or (self._isnull and not allow_nulltype):
            kind = type(self)
            raise NotImplementedError(
                "Default TypeEngine.as_generic() heuristic method was unsuccessful for "
                f"{kind.__module__}.{kind.__name__}. A custom as_generic() method must be implemented for this type class."
            )
        return constructor_copy(self, generic)  # type: ignore[no-any-return]

    # -- per dialect -------------------------------------------------------------------------------------------

    def _dialect_info(self, dialect: Any) -> dict[Any, Any]:
        memos = self.__dict__.get("_memos")
        if memos is None:
            memos = self.__dict__["_memos"] = WeakKeyDictionary()
        info = memos.get(dialect)
        if info is None:
            info = memos[dialect] = {}
        return info

    def dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        """The implementation of this type on a dialect, chosen once."""
        info = self._dialect_info(dialect)
        found = info.get("impl")
        if found is None:
            found = info["impl"] = self._gen_dialect_impl(dialect)
        return found

    def _gen_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        variant = self._variant_mapping.get(dialect.name)
        if variant is not None:
            return variant.dialect_impl(dialect)  # type: ignore[no-any-return]
        return dialect.type_descriptor(self)  # type: ignore[no-any-return]

    def _unwrapped_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        return self.dialect_impl(dialect)

    def cached_bind_processor(self, dialect: Any) -> Processor | None:
        info = self._dialect_info(dialect)
        if "bind" not in info:
            info["bind"] = self.dialect_impl(dialect).bind_processor(dialect)
        return info["bind"]  # type: ignore[no-any-return]

    def cached_result_processor(self, dialect: Any, coltype: Any = None) -> Processor | None:
        info = self._dialect_info(dialect)
        key = ("result", coltype)
        if key not in info:
            info[key] = self.dialect_impl(dialect).result_processor(dialect, coltype)
        return info[key]  # type: ignore[no-any-return]

    def cached_literal_processor(self, dialect: Any) -> Processor | None:
        info = self._dialect_info(dialect)
        if "literal" not in info:
            info["literal"] = self.dialect_impl(dialect).literal_processor(dialect)
        return info["literal"]  # type: ignore[no-any-return]

    _cached_bind_processor = cached_bind_processor
    _cached_result_processor = cached_result_processor
    _cached_literal_processor = cached_literal_processor

    # -- identity ----------------------------------------------------------------------------------------------

    def type_key(self) -> int:
        """The structural key: equal for types that are interchangeable in a statement, 0 if there is none."""
        found = self._type_key
        if found is None:
            found = self._type_key = self._make_type_key()
        return found

    _type_key: int | None = None

    def _make_type_key(self) -> int:
        try:
            variants = tuple((name, variant.type_key()) for name, variant in self._variant_mapping.items())
            if any(not key for _, key in variants):
                return 0
            return intern_key((type(self), self._structural_parts(), self.should_evaluate_none, variants))
        except TypeError:
            return 0

    def _structural_parts(self) -> Any:
        return constructor_parts(self)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in {"_memos", "_type_key"}}

    # -- text --------------------------------------------------------------------------------------------------

    def compile(self, dialect: Any = None) -> str:
        """The type as SQL text, on `dialect` or on the default one."""
        text: str = compiler.stringify_type(self, dialect)
        return text

    def __str__(self) -> str:
        return self.compile()

    def __repr__(self) -> str:
        return show_constructor(self)


TypeEngine._type_affinity = TypeEngine

_infer: Callable[[Any], TypeEngine[Any]] | None = None


def set_inference(function: Callable[[Any], TypeEngine[Any]]) -> None:
    """Install `infer.type_for_value`, which must know the types that are built on this module."""
    global _infer
    _infer = function


_null_type: Callable[[], TypeEngine[Any]] | None = None


def set_null_type(make: Callable[[], TypeEngine[Any]]) -> None:
    """Install the type that stands for "no type given"."""
    global _null_type
    _null_type = make


def to_instance(type_or_class: Any, *arguments: Any, **keywords: Any) -> Any:
    """A type object, from one, from its class, or from a callable that makes one; None gives the null type."""
    if type_or_class is None:
        return _null_type() if _null_type is not None else None
    if callable(type_or_class):
        return type_or_class(*arguments, **keywords)
    return type_or_class


def adapt_type(typeobj: Any, colspecs: Any) -> Any:
    """The implementation that a dialect's `colspecs` gives for a type: its own class, or the nearest ancestor's."""
    type_ = to_instance(typeobj)
    for kind in type(type_).__mro__[:-1]:
        chosen = colspecs.get(kind)
        if chosen is not None:
            return type_ if issubclass(type(type_), chosen) else type_.adapt(chosen)
    return type_


class ExternalType(TypeEngineMixin):
    """Mixed into types that users write: whether statements with such a type may be cached is theirs to say."""

    cache_ok: bool | None = None
    """True: objects with equal constructor arguments are interchangeable. False: never cache. None: not said; a warning."""
