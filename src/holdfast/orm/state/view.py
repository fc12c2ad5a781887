"""`inspect(obj).attrs`: one attribute of one object, as a thing to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..flags import INIT_OK, NO_VALUE, PASSIVE_NO_INITIALIZE, PASSIVE_OFF
from .history import History


class AttributeState:
    """The state of one attribute: what is loaded, what it is now, what changed."""

    __slots__ = ("key", "state")

    def __init__(self, state: Any, key: str) -> None:
        self.state = state
        self.key = key

    @property
    def loaded_value(self) -> Any:
        """The value in memory, or `NO_VALUE`; never loads."""
        return self.state.dict.get(self.key, NO_VALUE)

    @property
    def value(self) -> Any:
        """The value as `getattr` gives it; loads if need be."""
        return getattr(self.state.object, self.key)

    @property
    def history(self) -> History:
        """Changes since the last flush, as far as known without loading."""
        return self.state.get_history(self.key, PASSIVE_NO_INITIALIZE)  # type: ignore[no-any-return]

    def load_history(self) -> History:
        """Changes since the last flush; loads the old value if need be."""
        return self.state.get_history(self.key, PASSIVE_OFF ^ INIT_OK)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"<AttributeState {self.state.mapper.class_.__name__}.{self.key}: {self.loaded_value!r}>"


class AttributeStates(Mapping[str, AttributeState]):
    """The attributes of one object by name, as items and as attributes."""

    __slots__ = ("_states",)

    def __init__(self, states: dict[str, AttributeState]) -> None:
        self._states = states

    def __getitem__(self, key: str) -> AttributeState:
        return self._states[key]

    def __getattr__(self, key: str) -> AttributeState:
        try:
            return self._states[key]
        except KeyError:
            raise AttributeError(key) from None

    def __iter__(self) -> Iterator[Any]:
        # As in SQLAlchemy, a walk over `attrs` gives the attributes, not their names.
        return iter(self._states.values())

    def __len__(self) -> int:
        return len(self._states)

    def __contains__(self, key: object) -> bool:
        return key in self._states

    def keys(self) -> Any:
        return list(self._states)

    def values(self) -> Any:
        return list(self._states.values())

    def items(self) -> Any:
        return list(self._states.items())

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._states]
