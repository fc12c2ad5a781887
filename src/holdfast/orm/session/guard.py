"""Who uses a session right now. One session belongs to one thread (or task) at a time; a second use is an error.

Cheap: two attribute writes a call. The check is advisory, it finds misuse, it does not make it safe.
"""

from __future__ import annotations

from threading import get_ident
from typing import Any

from ... import exc


def enter(session: Any, method: str) -> Any:
    """Note that this thread runs `method`; answers who did before, for `session._user` afterwards."""
    user = check(session, method)
    session._user = (get_ident(), method)
    return user


def check(session: Any, method: str) -> Any:
    """Refuse `method` while another thread uses the session; answers who uses it."""
    user = session._user
    me = get_ident()
    if user is not None and user[0] != me:
        raise exc.IllegalStateChangeError(
            f"Method '{method}()' can't be called here; method '{user[1]}()' is already in progress in another thread "
            f"(thread {user[0]}, this is thread {me}) and this would cause an unexpected state change. A Session is for one "
            "thread at a time: give each thread its own, by a sessionmaker or a scoped_session.",
            code="isce",
        )
    return user
