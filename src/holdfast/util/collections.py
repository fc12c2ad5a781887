"""Collections that the standard library lacks: immutable dict, ordered and identity sets, a bounded cache.

What must not live here: collections of mapped objects (orm.collections), of columns (sql.elements).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableSet
from collections.abc import Set as AbstractSet
from typing import Any, NoReturn, TypeVar, cast, overload

from .light import Generic

T = TypeVar("T")
S = TypeVar("S")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MISSING: Any = object()


class immutabledict(dict[K, V]):
    """A dict that never changes; `union` and `merge_with` return new ones."""

    __slots__ = ()

    def _immutable(self, *arguments: Any, **keywords: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__} object is immutable; use .union() for a changed copy")

    __setitem__ = __delitem__ = __setattr__ = _immutable
    clear = pop = popitem = setdefault = update = __ior__ = _immutable

    @overload
    def union(self, other: Mapping[K, V] | None = None, /) -> immutabledict[K, V]: ...
    @overload
    def union(self, other: Mapping[K, V] | None = None, /, **keywords: V) -> immutabledict[K, V]: ...
    def union(self, other: Mapping[K, V] | None = None, /, **keywords: V) -> immutabledict[K, V]:
        """This dict with the items of `other` over it; itself when there are none."""
        if not other and not keywords:
            return self
        new: immutabledict[K, V] = immutabledict(self)
        if other:
            dict.update(new, other)
        if keywords:
            dict.update(new, cast("dict[K, V]", keywords))
        return new

    def merge_with(self, *others: Mapping[K, V] | None) -> immutabledict[K, V]:
        result = self
        for other in others:
            result = result.union(other)
        return result

    def __or__(self, other: Mapping[K, V], /) -> immutabledict[K, V]:  # type: ignore[override]
        return self.union(other)

    def copy(self) -> immutabledict[K, V]:
        return self

    def __reduce__(self) -> Any:
        return immutabledict, (dict(self),)

    def __repr__(self) -> str:
        return f"immutabledict({dict.__repr__(self)})"


EMPTY_DICT: immutabledict[Any, Any] = immutabledict()
EMPTY_SET: frozenset[Any] = frozenset()


class OrderedSet(MutableSet[T]):
    """A set that remembers the order in which its members came."""

    __slots__ = ("_members",)

    def __init__(self, members: Iterable[T] | None = None) -> None:
        self._members: dict[T, None] = dict.fromkeys(members) if members is not None else {}

    def __contains__(self, member: object) -> bool:
        return member in self._members

    def __iter__(self) -> Iterator[T]:
        return iter(self._members)

    def __reversed__(self) -> Iterator[T]:
        return reversed(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __getitem__(self, position: int) -> T:
        return list(self._members)[position]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, AbstractSet):
            return self._members.keys() == other
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def add(self, value: T) -> None:
        self._members[value] = None

    append = add

    def insert(self, position: int, value: T) -> None:
        if value not in self._members:
            members = list(self._members)
            members.insert(position, value)
            self._members = dict.fromkeys(members)

    def discard(self, value: T) -> None:
        self._members.pop(value, None)

    def remove(self, value: T) -> None:
        del self._members[value]

    def pop(self) -> T:
        if not self._members:
            raise KeyError("pop from an empty set")
        return self._members.popitem()[0]

    def clear(self) -> None:
        self._members.clear()

    def copy(self) -> OrderedSet[T]:
        return OrderedSet(self._members)

    def update(self, *others: Iterable[T]) -> None:
        for other in others:
            self._members.update(dict.fromkeys(other))

    def union(self, *others: Iterable[T]) -> OrderedSet[T]:
        new = self.copy()
        new.update(*others)
        return new

    def intersection(self, *others: Iterable[Any]) -> OrderedSet[T]:
        kept = set.intersection(*map(set, others)) if others else set(self._members)
        return OrderedSet(member for member in self._members if member in kept)

    def difference(self, *others: Iterable[Any]) -> OrderedSet[T]:
        dropped: set[Any] = set().union(*others)
        return OrderedSet(member for member in self._members if member not in dropped)

    def symmetric_difference(self, other: Iterable[T]) -> OrderedSet[T]:
        theirs = dict.fromkeys(other)
        new = OrderedSet(member for member in self._members if member not in theirs)
        new.update(member for member in theirs if member not in self._members)
        return new

    def difference_update(self, *others: Iterable[Any]) -> None:
        self._members = self.difference(*others)._members

    def intersection_update(self, *others: Iterable[Any]) -> None:
        self._members = self.intersection(*others)._members

    def symmetric_difference_update(self, other: Iterable[T]) -> None:
        self._members = self.symmetric_difference(other)._members

    def issubset(self, other: Iterable[Any]) -> bool:
        return self._members.keys() <= set(other)

    def issuperset(self, other: Iterable[Any]) -> bool:
        return self._members.keys() >= set(other)

    def __or__(self, other: AbstractSet[S]) -> OrderedSet[T | S]:
        return self.union(other)  # type: ignore[arg-type, return-value]

    def __and__(self, other: AbstractSet[Any]) -> OrderedSet[T]:
        return self.intersection(other)

    def __sub__(self, other: AbstractSet[Any]) -> OrderedSet[T]:
        return self.difference(other)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._members)!r})"


class IdentitySet(MutableSet[T]):
    """A set that asks for identity, never for equality, and remembers order. Session.new and .dirty are such sets."""

    __slots__ = ("_members",)

    def __init__(self, members: Iterable[T] | None = None) -> None:
        self._members: dict[int, T] = {id(member): member for member in members} if members is not None else {}

    def __contains__(self, member: object) -> bool:
        return id(member) in self._members

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._members.values()))

    def __len__(self) -> int:
        return len(self._members)

    def add(self, value: T) -> None:
        self._members[id(value)] = value

    def discard(self, value: T) -> None:
        self._members.pop(id(value), None)

    def remove(self, value: T) -> None:
        if self._members.pop(id(value), _MISSING) is _MISSING:
            raise KeyError(value)

    def pop(self) -> T:
        if not self._members:
            raise KeyError("pop from an empty set")
        return self._members.popitem()[1]

    def clear(self) -> None:
        self._members.clear()

    def copy(self) -> IdentitySet[T]:
        return type(self)(self._members.values())

    __copy__ = copy

    def __eq__(self, other: object) -> bool:
        if isinstance(other, IdentitySet):
            return self._members.keys() == other._members.keys()
        return False

    __hash__ = None  # type: ignore[assignment]

    def update(self, other: Iterable[T]) -> None:
        self._members.update((id(member), member) for member in other)

    def union(self, other: Iterable[T]) -> IdentitySet[T]:
        new = self.copy()
        new.update(other)
        return new

    def difference(self, other: Iterable[Any]) -> IdentitySet[T]:
        dropped = {id(member) for member in other}
        return type(self)(member for key, member in self._members.items() if key not in dropped)

    def intersection(self, other: Iterable[Any]) -> IdentitySet[T]:
        kept = {id(member) for member in other}
        return type(self)(member for key, member in self._members.items() if key in kept)

    def symmetric_difference(self, other: Iterable[T]) -> IdentitySet[T]:
        theirs = type(self)(other)
        return self.difference(theirs).union(theirs.difference(self))

    def difference_update(self, other: Iterable[Any]) -> None:
        for member in list(other):
            self._members.pop(id(member), None)

    def intersection_update(self, other: Iterable[Any]) -> None:
        self._members = self.intersection(other)._members

    def symmetric_difference_update(self, other: Iterable[T]) -> None:
        self._members = self.symmetric_difference(other)._members

    def issubset(self, other: Iterable[Any]) -> bool:
        return self._members.keys() <= {id(member) for member in other}

    def issuperset(self, other: Iterable[Any]) -> bool:
        return self._members.keys() >= {id(member) for member in other}

    def __le__(self, other: AbstractSet[Any]) -> bool:
        return self.issubset(other)

    def __ge__(self, other: AbstractSet[Any]) -> bool:
        return self.issuperset(other)

    def __lt__(self, other: AbstractSet[Any]) -> bool:
        return len(self) < len(other) and self.issubset(other)

    def __gt__(self, other: AbstractSet[Any]) -> bool:
        return len(self) > len(other) and self.issuperset(other)

    def __or__(self, other: AbstractSet[Any]) -> IdentitySet[Any]:
        return self.union(other)

    def __and__(self, other: AbstractSet[Any]) -> IdentitySet[T]:
        return self.intersection(other)

    def __sub__(self, other: AbstractSet[Any]) -> IdentitySet[T]:
        return self.difference(other)

    def __xor__(self, other: AbstractSet[Any]) -> IdentitySet[Any]:
        return self.symmetric_difference(other)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._members.values())!r})"


class OrderedIdentitySet(IdentitySet[T]):
    """The same set under the name that says its order may be relied on."""

    __slots__ = ()


class PopulateDict(dict[K, V]):
    """A dict that makes a missing value from its key."""

    def __init__(self, creator: Callable[[K], V]) -> None:
        super().__init__()
        self.creator = creator

    def __missing__(self, key: K) -> V:
        value = self[key] = self.creator(key)
        return value


class LRUCache(Generic[K, V]):
    """A bounded cache whose hits cost one dictionary lookup.

    Two generations stand for the order of use: a hit in the old one moves the entry to the young one; when the young
    one is full it becomes the old one and the old one is forgotten. At least the `capacity` entries used
    last are kept, at most twice as many.
    """

    __slots__ = ("_old", "_young", "capacity", "size_alert")

    def __init__(self, capacity: int = 100, size_alert: Callable[[Any], None] | None = None) -> None:
        self.capacity = capacity
        self.size_alert = size_alert
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    @overload
    def get(self, key: K) -> V | None: ...
    @overload
    def get(self, key: K, default: S) -> V | S: ...
    def get(self, key: K, default: Any = None) -> Any:
        value = self._young.get(key, _MISSING)
        if value is not _MISSING:
            return value
        value = self._old.get(key, _MISSING)
        if value is _MISSING:
            return default
        self[key] = value
        return value

    def __getitem__(self, key: K) -> V:
        value = self.get(key, _MISSING)
        if value is _MISSING:
            raise KeyError(key)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        young = self._young
        young[key] = value
        if len(young) >= self.capacity:
            if self._old and self.size_alert is not None:
                self.size_alert(self)
            self._old = young
            self._young = {}

    def __delitem__(self, key: K) -> None:
        young = self._young.pop(key, _MISSING)
        if self._old.pop(key, _MISSING) is _MISSING and young is _MISSING:
            raise KeyError(key)

    def __contains__(self, key: K) -> bool:
        return key in self._young or key in self._old

    def __len__(self) -> int:
        return len(self._old.keys() | self._young.keys())

    def __iter__(self) -> Iterator[K]:
        return iter({**self._old, **self._young})

    def keys(self) -> Iterable[K]:
        return list(self)

    def values(self) -> Iterable[V]:
        return list({**self._old, **self._young}.values())

    def items(self) -> Iterable[tuple[K, V]]:
        return list({**self._old, **self._young}.items())

    def clear(self) -> None:
        self._young = {}
        self._old = {}


class UniqueAppender(Generic[T]):
    """Append to a list what is not in it yet, by identity."""

    __slots__ = ("_seen", "data")

    def __init__(self, data: Any, via: str | None = None) -> None:
        self.data = data
        self._seen: set[int] = set()

    def append(self, item: T) -> None:
        if id(item) not in self._seen:
            self._seen.add(id(item))
            add = getattr(self.data, "append", None) or self.data.add
            add(item)

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)


def unique_list(members: Iterable[T], hashfunc: Callable[[T], Hashable] | None = None) -> list[T]:
    """The members, each once, in the order of their first occurrence."""
    if hashfunc is None:
        return list(dict.fromkeys(members))
    found: dict[Hashable, T] = {}
    for member in members:
        found.setdefault(hashfunc(member), member)
    return list(found.values())


def to_list(value: Any, default: list[Any] | None = None) -> list[Any]:
    """A list: the value itself, of its members, or with it as the only member; a string is one member."""
    if value is None:
        return default if default is not None else []
    if isinstance(value, list):
        return value
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return list(value)
    return [value]


def to_tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else tuple(to_list(value))


def to_set(value: Any) -> set[Any]:
    if value is None:
        return set()
    return value if isinstance(value, set) else set(to_list(value))
