"""Column attributes: a plain value."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq
from typing import Any, ClassVar

from ..flags import NO_VALUE, PASSIVE_NO_RESULT, PASSIVE_OFF, PASSIVE_RETURN_NO_VALUE
from ..state import HISTORY_BLANK, History, InstanceState, promote, scalar_history
from .impl import AttributeImpl


class ScalarImpl(AttributeImpl):
    """A column's value. `is_equal` is the type's comparison of two values; `copy_value` keeps mutable types honest."""

    __slots__ = ("is_equal",)

    loads_with_row: ClassVar[bool] = True

    def __init__(
        self, mapper: Any, key: str, prop: Any, dispatch: Any, is_equal: Callable[[Any, Any], Any] = eq
    ) -> None:
        super().__init__(mapper, key, prop, dispatch)
        self.is_equal = is_equal

    def set(self, obj: Any, value: Any, initiator: Any = None) -> None:
        present = obj.__dict__
        key = self.key
        old = present.get(key, NO_VALUE)
        if old is NO_VALUE and self.active_history:
            old = self._old_value(obj, present)
        if self.listening:
            token = self._replace_token if initiator is None else initiator
            if self.checks is not None:
                for check in self.checks.set:
                    value = check(obj, value, old, token)
            for listener in self.dispatch.set:
                value = listener(obj, value, old, token)
        self.note_change(obj, present, old)
        present[key] = value

    def _old_value(self, obj: Any, present: dict[str, Any]) -> Any:
        state = promote(obj)
        if state._key is None or self.key in state.committed:
            return NO_VALUE
        old = self.get(obj, present, PASSIVE_OFF if self.key in state.expired_attributes else PASSIVE_RETURN_NO_VALUE)
        return NO_VALUE if old is PASSIVE_NO_RESULT else old

    def delete(self, obj: Any) -> None:
        present = obj.__dict__
        old = present.get(self.key, NO_VALUE)
        if old is NO_VALUE:
            state = promote(obj)
            if state._key is not None and self.key not in state.committed:
                old = self.get(obj, present)
            if self.key not in present:
                raise AttributeError(f"{self} object does not have a value")
        if self.listening:
            for listener in self.dispatch.remove:
                listener(obj, old, self._remove_token)
        self.note_change(obj, present, old)
        present.pop(self.key, None)

    def get_history(self, state: InstanceState, present: dict[str, Any], passive: int = PASSIVE_OFF) -> History:
        current = present.get(self.key, NO_VALUE)
        if self.key in state.committed:
            return scalar_history(state.committed[self.key], current, True, self.is_equal)
        if current is NO_VALUE:
            obj = state.ref()
            if obj is None:
                return HISTORY_BLANK
            current = self.get(obj, present, passive if passive != PASSIVE_OFF else PASSIVE_RETURN_NO_VALUE)
            if current is PASSIVE_NO_RESULT or current is NO_VALUE:
                return HISTORY_BLANK
        return scalar_history(NO_VALUE, current, False, self.is_equal)
