"""References: an attribute whose value is one object, or None."""

from __future__ import annotations

from typing import Any, ClassVar

from ..flags import (
    CALLABLES_OK,
    NO_VALUE,
    PASSIVE_NO_FETCH,
    PASSIVE_NO_INITIALIZE,
    PASSIVE_NO_RESULT,
    PASSIVE_OFF,
    SQL_OK,
)
from ..state import HISTORY_BLANK, History, InstanceState, promote, reference_history
from .backref import announce_parent, follow_removed, follow_set, join_session, leave
from .impl import AttributeImpl


class ReferenceImpl(AttributeImpl):
    """One object (many-to-one, or the single side of one-to-one)."""

    __slots__ = ()

    uses_objects: ClassVar[bool] = True

    def set(self, obj: Any, value: Any, initiator: Any = None, *, follow: bool = True) -> None:
        """Set the reference; with `follow` the attribute on the other side is changed too.

        `initiator` is given when this change itself follows one of the other side.
        """
        present = obj.__dict__
        token = self._replace_token if initiator is None else initiator
        if value is not None and not self.listening and self.key not in present:
            state = promote(obj)
            if state._key is None and self.key not in state.committed:
                self._check(value)
                self.set_first(obj, present, state, value, token, follow=follow)
                return
        old = self._old_value(obj, present)
        if self.checks is not None:
            for check in self.checks.set:
                value = check(obj, value, NO_VALUE if old is PASSIVE_NO_RESULT else old, token)
        if value is not None:
            self._check(value)
        state = self.note_change(obj, present, old)
        if old is not value:
            self._exchange(obj, state, old, value, token, follow=follow)
        if self.listening:
            for listener in self.dispatch.set:
                value = listener(obj, value, NO_VALUE if old is PASSIVE_NO_RESULT else old, token)
        present[self.key] = value

    def set_first(
        self, obj: Any, present: dict[str, Any], state: InstanceState, value: Any, token: Any, *, follow: bool
    ) -> None:
        """`set` for a new object whose reference was never set, and an attribute without listeners: nothing to leave."""
        key = self.key
        state.committed[key] = NO_VALUE
        if not state.modified:
            state.touch(obj)
        if self.track_parent:
            self.set_parent(promote(value), state, True)
        if self.save_update and token.impl is self:
            join_session(self, state, value, token)
        if follow and self.backrefs:
            follow_set(self, obj, value, token)
        present[key] = value

    def _exchange(self, obj: Any, state: InstanceState, old: Any, value: Any, token: Any, *, follow: bool) -> None:
        """Carry out what follows from one object taking the place of another."""
        if old is not None and old is not NO_VALUE and old is not PASSIVE_NO_RESULT:
            if self.track_parent:
                self.set_parent(promote(old), state, False)
            if follow:
                if value is not None and self.backrefs:
                    announce_parent(self, state, value)
                follow_removed(self, obj, old, token)
            leave(self, state, old, token)
        if value is not None:
            if self.track_parent:
                self.set_parent(promote(value), state, True)
            join_session(self, state, value, token)
            if follow:
                follow_set(self, obj, value, token)

    def _old_value(self, obj: Any, present: dict[str, Any]) -> Any:
        key = self.key
        if key in present:
            return present[key]
        state = promote(obj)
        if key in state.committed:
            return NO_VALUE
        if state._key is None:
            return NO_VALUE
        passive = PASSIVE_OFF if self.active_history else PASSIVE_NO_FETCH
        if state.owner.session is None:
            return PASSIVE_NO_RESULT
        return self.get(obj, present, passive if self.active_history else passive ^ 8)

    def _check(self, value: Any) -> None:
        value._sa_instance_state  # noqa: B018 - words of Python: "'str' object has no attribute '_sa_instance_state'"

    def delete(self, obj: Any) -> None:
        present = obj.__dict__
        old = present.get(self.key, NO_VALUE)
        if old is NO_VALUE:
            old = self.get(obj, present)
            if self.key not in present:
                raise AttributeError(f"{self} object does not have a value")
        token = self._remove_token
        if self.listening:
            for listener in self.dispatch.remove:
                listener(obj, old, token)
        state = self.note_change(obj, present, old)
        present.pop(self.key, None)
        if old is not None:
            if self.track_parent:
                self.set_parent(promote(old), state, False)
            follow_removed(self, obj, old, token)
            leave(self, state, old, token)

    def get_history(self, state: InstanceState, present: dict[str, Any], passive: int = PASSIVE_OFF) -> History:
        current = present.get(self.key, NO_VALUE)
        if self.key in state.committed:
            original = state.committed[self.key]
            if original is PASSIVE_NO_RESULT and passive & CALLABLES_OK and passive & SQL_OK:
                original = self.load_old(state, passive)
            return reference_history(original, current, True)
        if current is NO_VALUE:
            obj = state.ref()
            if obj is None or passive == PASSIVE_NO_INITIALIZE:
                return HISTORY_BLANK
            current = self.get(obj, present, passive)
            if current is PASSIVE_NO_RESULT or current is NO_VALUE:
                return HISTORY_BLANK
        return reference_history(NO_VALUE, current, False)

    def load_old(self, state: InstanceState, passive: int) -> Any:
        """The object the reference pointed to before its first change, as the database still has it."""
        session, obj = state.owner.session, state.ref()
        if session is None or obj is None:
            return PASSIVE_NO_RESULT
        return session._load_attribute(obj, state, self, passive | 32)

    def members(self, obj: Any, present: dict[str, Any], passive: int = PASSIVE_OFF) -> list[Any]:
        """The object referred to, as a list of none or one."""
        value = self.get(obj, present, passive)
        return [] if value is None or value is NO_VALUE or value is PASSIVE_NO_RESULT else [value]
