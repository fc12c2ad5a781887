"""TypeDecorator: a type of the user's own, on top of one that the database knows."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from ...util import memoized_property
from ..operators import OperatorClass, OperatorType
from .base import ExternalType, Processor, TypeEngine, to_instance
from .comparator import Comparator
from .construct import constructor_parts, hashable, show_constructor
from .external import may_be_cached
from .schema_type import SchemaEventTarget

T = TypeVar("T")


class TypeDecoratorComparator(Comparator[T]):
    """What the comparators of decorated types derive from; by itself it adds nothing to those of their impl."""

    __slots__ = ()


_comparators: dict[tuple[type, ...], type] = {}


class TypeDecorator(SchemaEventTarget, ExternalType, TypeEngine[T]):
    """Add Python behaviour to a type: name it as `impl` and define some of the `process_*` methods.

    class Upper(TypeDecorator):
        impl = String
        cache_ok = True

        def process_bind_param(self, value, dialect):
            return None if value is None else value.upper()

    `cache_ok = True` says that objects with equal constructor arguments are interchangeable.
    """

    __visit_name__ = "type_decorator"
    _is_type_decorator = True
    _is_root_type = True

    impl: Any
    coerce_to_is_types: ClassVar[tuple[type, ...]] = (type(None),)
    """Python types whose values are compared by IS, not by a bound value that `process_bind_param` would see."""
    Comparator: ClassVar[type[Any]] = TypeDecoratorComparator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not hasattr(type(self), "impl"):
            raise AssertionError(
                "TypeDecorator implementations require a class-level variable 'impl' which refers to the class of type "
                f"being decorated; {type(self).__name__} has none"
            )
        self.impl = to_instance(type(self).impl, *args, **kwargs)

    @memoized_property
    def impl_instance(self) -> Any:
        return self.impl

    # -- the hooks ---------------------------------------------------------------------------------------------

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        """From the program's value to one that `impl` takes."""
        raise NotImplementedError(f"{type(self).__name__} does not convert bound values")

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """From a value that `impl` gives to the program's."""
        raise NotImplementedError(f"{type(self).__name__} does not convert results")

    def process_literal_param(self, value: Any, dialect: Any) -> str:
        """From the program's value to SQL text; `process_bind_param` serves when this is not defined."""
        raise NotImplementedError(f"{type(self).__name__} does not convert literals")

    def load_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        """The type to decorate on a dialect; `impl` unless overridden."""
        return self.impl_instance  # type: ignore[no-any-return]

    def _overrides(self, name: str) -> bool:
        return getattr(type(self), name) is not getattr(TypeDecorator, name)

    # -- processors --------------------------------------------------------------------------------------------

    def bind_processor(self, dialect: Any) -> Processor | None:
        impl = self._unwrapped_impl()
        if not self._overrides("process_bind_param"):
            return impl.bind_processor(dialect)  # type: ignore[no-any-return]
        convert = self.process_bind_param
        inner = impl.bind_processor(dialect)
        if inner is None:
            return lambda value: convert(value, dialect)
        return lambda value: inner(convert(value, dialect))

    def result_processor(self, dialect: Any, coltype: object) -> Processor | None:
        impl = self._unwrapped_impl()
        if not self._overrides("process_result_value"):
            return impl.result_processor(dialect, coltype)  # type: ignore[no-any-return]
        convert = self.process_result_value
        inner = impl.result_processor(dialect, coltype)
        if inner is None:
            return lambda value: convert(value, dialect)
        return lambda value: convert(inner(value), dialect)

    def literal_processor(self, dialect: Any) -> Processor | None:
        impl = self._unwrapped_impl()
        inner = impl.literal_processor(dialect)
        if self._overrides("process_literal_param"):
            write = self.process_literal_param
            if inner is None:
                return lambda value: write(value, dialect)
            return lambda value: inner(write(value, dialect))
        if self._overrides("process_bind_param"):
            if inner is None:
                return None
            convert = self.process_bind_param
            return lambda value: inner(convert(value, dialect))
        return inner  # type: ignore[no-any-return]

    def _unwrapped_impl(self) -> Any:
        return self.impl_instance

    def bind_expression(self, bindvalue: Any) -> Any:
        return self.impl_instance.bind_expression(bindvalue)

    def column_expression(self, colexpr: Any) -> Any:
        return self.impl_instance.column_expression(colexpr)

    @memoized_property
    def _has_bind_expression(self) -> bool:
        return self._overrides("bind_expression") or bool(self.impl_instance._has_bind_expression)

    @memoized_property
    def _has_column_expression(self) -> bool:
        return self._overrides("column_expression") or bool(self.impl_instance._has_column_expression)

    # -- per dialect -------------------------------------------------------------------------------------------

    def _gen_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        """A copy of this decorator around the dialect's implementation of what it decorates."""
        variant = self._variant_mapping.get(dialect.name)
        if variant is not None:
            return variant.dialect_impl(dialect)  # type: ignore[no-any-return]
        adapted = dialect.type_descriptor(self)
        if adapted is not self:
            return adapted  # type: ignore[no-any-return]
        typedesc = self.load_dialect_impl(dialect).dialect_impl(dialect)
        decorator = self.copy()
        if not isinstance(decorator, type(self)):
            raise AssertionError(  # noqa: TRY004 - SQLAlchemy's class
                f"Type object {self!r} does not properly implement the copy() method, it must return an object of type "
                f"{type(self)}"
            )
        decorator.impl = decorator.__dict__["impl_instance"] = typedesc
        return decorator  # type: ignore[no-any-return]

    def _unwrapped_dialect_impl(self, dialect: Any) -> TypeEngine[Any]:
        implementation = self.dialect_impl(dialect)
        while isinstance(implementation, TypeDecorator):
            implementation = implementation.impl_instance
        return implementation

    def type_engine(self, dialect: Any) -> TypeEngine[Any]:
        """The type that is decorated on a dialect."""
        adapted = dialect.type_descriptor(self)
        if adapted is self or type(adapted) is type(self):  # a copy is what an emulated type gives for its native one
            return self.load_dialect_impl(dialect)
        return adapted  # type: ignore[no-any-return]

    # -- the type that is decorated shines through --------------------------------------------------------------

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__") or key in {"impl", "impl_instance"}:
            raise AttributeError(key)
        return getattr(self.impl, key)

    @property
    def operator_classes(self) -> OperatorClass:  # type: ignore[override]
        return self.impl_instance.operator_classes  # type: ignore[no-any-return]

    @property
    def _type_affinity(self) -> type[Any]:  # type: ignore[override]
        return self.impl_instance._type_affinity  # type: ignore[no-any-return]

    @property
    def _is_concatenable(self) -> bool:  # type: ignore[override]
        return self.impl_instance._is_concatenable  # type: ignore[no-any-return]

    @property
    def _adaptations(self) -> Any:
        return self.impl_instance._adaptations

    def _adapt_operator(self, op: OperatorType, other: TypeEngine[Any]) -> tuple[OperatorType, TypeEngine[Any]]:
        printed, result = self.impl_instance._adapt_operator(op, other)
        return printed, self if result is self.impl_instance else result

    @memoized_property
    def comparator_factory(self) -> Any:
        """The comparator of what is decorated, with what this decorator adds; the plain one when it adds nothing."""
        own, inner = type(self).Comparator, self.impl_instance.comparator_factory
        if own is TypeDecoratorComparator or issubclass(inner, own):
            return inner
        key = (own, inner)
        if key not in _comparators:
            bases = (own,) if issubclass(own, inner) else key
            _comparators[key] = type("TypeDecoratorComparator", bases, {"__slots__": ()})
        return _comparators[key]

    @property
    def sort_key_function(self) -> Any:
        return self.impl_instance.sort_key_function

    @property
    def python_type(self) -> type[Any]:
        return self.impl_instance.python_type  # type: ignore[no-any-return]

    def get_dbapi_type(self, dbapi: Any) -> Any:
        return self.impl_instance.get_dbapi_type(dbapi)

    def compare_values(self, x: Any, y: Any) -> bool:
        return bool(self.impl_instance.compare_values(x, y))

    def copy_value(self, value: Any) -> Any:
        return self.impl_instance.copy_value(value)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> Any:
        """The type of a value compared with this one: this one, so that `process_bind_param` sees it."""
        return self

    def _set_parent(self, parent: Any, **kw: Any) -> None:
        if isinstance(self.impl_instance, SchemaEventTarget):
            self.impl_instance._set_parent(parent, **kw)

    # -- copies and identity -----------------------------------------------------------------------------------

    def copy(self, **kw: Any) -> Any:
        new = self.__class__.__new__(self.__class__)
        new.__dict__.update(self.__getstate__())
        return new

    def _with_collation(self, collation: str, collation_schema: str | None = None) -> Any:
        new = self.copy()
        new.impl = new.__dict__["impl_instance"] = self.impl_instance._with_collation(collation, collation_schema)
        return new

    def _make_type_key(self) -> int:
        return super()._make_type_key() if may_be_cached(self, "TypeDecorator") else 0

    def _structural_parts(self) -> Any:
        return constructor_parts(self), hashable(self.impl_instance)

    def __repr__(self) -> str:
        impl = self.__dict__.get("impl")
        if impl is None:
            return show_constructor(self)
        inner = repr(impl)
        return f"{type(self).__name__}{inner[inner.index('(') :]}" if "(" in inner else f"{type(self).__name__}()"


class Variant(TypeDecorator[Any]):
    """A name of SQLAlchemy 1.x; `with_variant` keeps its variants on the type itself."""

    def __init__(self, *arg: Any, **kw: Any) -> None:
        raise NotImplementedError(
            "Variant is no longer used in SQLAlchemy; this is a placeholder symbol for backwards compatibility."
        )
