"""Sessions: objects and their rows, in one transaction at a time."""

from typing import TYPE_CHECKING

from ...util import late_names
from .core import SessionCore, object_session, promote_checked
from .events import SessionEvents
from .execute_state import ORMExecuteState
from .held import Held, HeldObject
from .maker import sessionmaker
from .plans_commit import session_connection
from .session import Session, close_all_sessions, no_row
from .transaction import SessionTransaction, SessionTransactionOrigin

if TYPE_CHECKING:
    from .plans_execute import execute as plan_execute
    from .plans_flush import flush as plan_flush
    from .plans_flush import plan as plan_of_flush
    from .plans_get import get as plan_get
    from .plans_get import load_attribute as plan_load_attribute
    from .plans_get import load_expired as plan_load_expired
    from .plans_get import refresh as plan_refresh
    from .plans_merge import delete as plan_delete
    from .plans_merge import merge as plan_merge
    from .plans_merge import merge_all as plan_merge_all
    from .scoped import QueryPropertyDescriptor, scoped_session
else:
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".plans_execute": "plan_execute=execute",
            ".plans_flush": "plan_flush=flush plan_of_flush=plan",
            ".plans_get": "plan_get=get plan_load_attribute=load_attribute plan_load_expired=load_expired plan_refresh=refresh",
            ".plans_merge": "plan_delete=delete plan_merge=merge plan_merge_all=merge_all",
            ".scoped": "QueryPropertyDescriptor scoped_session",
        },
    )

__all__ = [
    "Held",
    "HeldObject",
    "ORMExecuteState",
    "QueryPropertyDescriptor",
    "Session",
    "SessionCore",
    "SessionEvents",
    "SessionTransaction",
    "SessionTransactionOrigin",
    "close_all_sessions",
    "no_row",
    "object_session",
    "plan_delete",
    "plan_execute",
    "plan_flush",
    "plan_get",
    "plan_load_attribute",
    "plan_load_expired",
    "plan_merge",
    "plan_merge_all",
    "plan_of_flush",
    "plan_refresh",
    "promote_checked",
    "scoped_session",
    "session_connection",
    "sessionmaker",
]
