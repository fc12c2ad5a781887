"""Named collections whose members are also attributes: `mapper.attrs.name`, `mapper.attrs["name"]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

from .light import Generic
from .naming import suggest

T = TypeVar("T")


class Properties(Generic[T]):
    """Members by attribute and by item; `keys()`, `values()`, `items()`, in order."""

    __slots__ = ("_data",)
    _data: dict[str, T]

    def __init__(self, data: dict[str, T] | None = None) -> None:
        object.__setattr__(self, "_data", data if data is not None else {})

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._data.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def __getitem__(self, key: str) -> T:
        return self._data[key]

    def __setitem__(self, key: str, value: T) -> None:
        self._data[key] = value

    def __delitem__(self, key: str) -> None:
        del self._data[key]

    def __getattr__(self, key: str) -> T:
        try:
            return self._data[key]
        except KeyError:
            raise AttributeError(
                f"{key!r} is not one of {', '.join(map(repr, self._data)) or 'no names'}.{suggest(key, self._data)}"
            ) from None

    def __setattr__(self, key: str, value: T) -> None:
        self._data[key] = value

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self._data]

    def __getstate__(self) -> Any:
        return {"_data": self._data}

    def __setstate__(self, state: Any) -> None:
        object.__setattr__(self, "_data", state["_data"])

    def as_readonly(self) -> ReadOnlyProperties[T]:
        return ReadOnlyProperties(self._data)

    def update(self, values: dict[str, T]) -> None:
        self._data.update(values)

    def get(self, key: str, default: Any = None) -> Any:
        return self._data.get(key, default)

    def keys(self) -> Sequence[str]:
        return list(self._data)

    def values(self) -> Sequence[T]:
        return list(self._data.values())

    def items(self) -> Sequence[tuple[str, T]]:
        return list(self._data.items())

    def clear(self) -> None:
        self._data.clear()


class OrderedProperties(Properties[T]):
    """The same; the name says that order may be relied on."""

    __slots__ = ()


class ReadOnlyProperties(Properties[T]):
    """A view that refuses changes."""

    __slots__ = ()

    def _readonly(self, *arguments: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} object is immutable and/or readonly")

    __setitem__ = __delitem__ = __setattr__ = update = clear = _readonly  # type: ignore[assignment]
