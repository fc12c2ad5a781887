"""The cell that all states of one session share.

A session that lets go of all its objects (`close`, `expunge_all`) empties its cell and takes a new one: every object
is detached at once, however many there are. The cell holds the session weakly, as an object must not keep it alive.
"""

from __future__ import annotations

import weakref
from typing import Any, Final


class Owner:
    """Knows the session its states belong to; None when they are detached or the session is gone."""

    __slots__ = ("_session",)

    def __init__(self, session: Any) -> None:
        self._session = None if session is None else weakref.ref(session)

    @property
    def session(self) -> Any:
        reference = self._session
        return None if reference is None else reference()

    def release(self) -> None:
        """Detach every state that holds this cell."""
        self._session = None

    def __repr__(self) -> str:
        return f"Owner({self.session!r})"


DETACHED: Final = Owner(None)
