"""Dictionaries whose keys are computed from their members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar

from ...exc import InvalidRequestError
from ..flags import NO_VALUE
from .builtin import InstrumentedDict
from .decorators import collection
from .instrument import instrument_class

_K = TypeVar("_K")
_T = TypeVar("_T")
_UNKNOWN: Final = object()


class KeyFuncDict(InstrumentedDict[_K, _T]):
    """A dictionary that finds the key of a member with `keyfunc(member)`."""

    _sa_fill: ClassVar[Any] = None

    def __init__(
        self, keyfunc: Callable[[Any], Any], *dict_args: Any, ignore_unpopulated_attribute: bool = False
    ) -> None:
        self.keyfunc = keyfunc
        self.ignore_unpopulated_attribute = ignore_unpopulated_attribute
        super().__init__(*dict_args)

    def __reduce__(self) -> tuple[Any, ...]:
        return (
            _restore,
            (type(self), self.keyfunc, self.ignore_unpopulated_attribute),
            self.__dict__,
            None,
            iter(self.items()),
        )

    @collection.appender
    @collection.internally_instrumented
    def set(self, value: _T, _sa_initiator: Any = None) -> None:
        """Put in a member under the key that `keyfunc` gives."""
        key = self._key_of(value, "add")
        if key is _UNKNOWN:
            return
        self.__setitem__(key, value, _sa_initiator)  # type: ignore[call-arg]

    @collection.remover
    @collection.internally_instrumented
    def remove(self, value: _T, _sa_initiator: Any = None) -> None:
        """Take out a member by the key that `keyfunc` gives now."""
        key = self._key_of(value, "remove")
        if key is _UNKNOWN:
            return
        if key not in self or self[key] is not value:
            raise InvalidRequestError(
                f"Can not remove '{value}' from collection for key '{key}'. Possible remedies: is the keying value of "
                "the member changed since it was added? If so, refresh the collection before."
            )
        self.__delitem__(key, _sa_initiator)  # type: ignore[call-arg]

    def _key_of(self, value: Any, doing: str) -> Any:
        key = self.keyfunc(value)
        if key is NO_VALUE or key is _UNKNOWN:
            if not self.ignore_unpopulated_attribute:
                raise InvalidRequestError(
                    f"In event triggered from population of attribute (potentially from a backref), can't {doing} "
                    f"{value!r}: no value for its key is set. Set the key before the object enters the collection, or use "
                    "ignore_unpopulated_attribute=True on the mapped collection."
                )
            return _UNKNOWN
        return key


MappedCollection = KeyFuncDict
instrument_class(KeyFuncDict)


def _restore(cls: type[Any], keyfunc: Any, ignore: bool) -> Any:
    return cls(keyfunc, ignore_unpopulated_attribute=ignore)


class _AttributeKey:
    """Key function: the value of one attribute."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, value: Any) -> Any:
        present = value.__dict__
        if self.name in present:
            return present[self.name]
        impl = value._sa_instance_state.mapper.impls.get(self.name)
        found = getattr(value, self.name)
        if found is None and impl is not None and self.name not in present:
            return NO_VALUE
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        return _AttributeKey, (self.name,)


class _ColumnKey:
    """Key function: the values of mapped columns."""

    __slots__ = ("columns",)

    def __init__(self, columns: tuple[Any, ...]) -> None:
        self.columns = columns

    def __call__(self, value: Any) -> Any:
        mapper = value._sa_instance_state.mapper
        keys = [getattr(value, mapper.get_property_by_column(mapper.local_table.c[c.key]).key) for c in self.columns]
        return keys[0] if len(keys) == 1 else tuple(keys)


def keyfunc_mapping(keyfunc: Callable[[Any], Any], *, ignore_unpopulated_attribute: bool = False) -> Callable[[], Any]:
    """A `collection_class` of dictionaries keyed by `keyfunc(member)`."""
    return lambda: KeyFuncDict(keyfunc, ignore_unpopulated_attribute=ignore_unpopulated_attribute)


def attribute_keyed_dict(attr_name: str, *, ignore_unpopulated_attribute: bool = False) -> Callable[[], Any]:
    """A `collection_class` of dictionaries keyed by an attribute of the members."""
    return keyfunc_mapping(_AttributeKey(attr_name), ignore_unpopulated_attribute=ignore_unpopulated_attribute)


def column_keyed_dict(mapping_spec: Any, *, ignore_unpopulated_attribute: bool = False) -> Callable[[], Any]:
    """A `collection_class` of dictionaries keyed by a column (or several) of the members."""
    columns = tuple(mapping_spec) if isinstance(mapping_spec, (list, tuple)) else (mapping_spec,)
    return keyfunc_mapping(_ColumnKey(columns), ignore_unpopulated_attribute=ignore_unpopulated_attribute)


mapped_collection = keyfunc_mapping
attribute_mapped_collection = attribute_keyed_dict
column_mapped_collection = column_keyed_dict
