"""Plans of the engine: everything that connections do, without I/O of their own."""

from typing import TYPE_CHECKING

from ...util import late_names
from .access import (
    acquire_record,
    check_open,
    close,
    connect,
    get_isolation_level,
    invalidate,
    make_ready,
    revalidate,
    tell_about_ping,
)
from .execute import (
    compiled_for,
    execute,
    execute_text,
    fetch,
    fetch_batch,
    fetch_failure,
    fetch_many_sets,
    quiet_channel,
    rows_left,
)
from .once import execute_once, in_transaction, looked_up
from .open_rows import OpenRows
from .options import set_options
from .send import open_cursor, send, send_batch, send_text
from .settings import settings_of
from .state import ConnectionCore
from .transaction import (
    begin,
    begin_nested,
    begin_twophase,
    commit,
    end_prepared,
    end_transaction,
    prepare_twophase,
    recover_twophase,
    release_savepoint,
    rollback,
    rollback_savepoint,
    savepoint,
)

if TYPE_CHECKING:
    from .ddl import ddl_steps, run_ddl, run_ddl_once
else:
    __getattr__, __dir__ = late_names(__name__, {".ddl": "ddl_steps run_ddl run_ddl_once"})

__all__ = [
    "ConnectionCore",
    "OpenRows",
    "acquire_record",
    "begin",
    "begin_nested",
    "begin_twophase",
    "check_open",
    "close",
    "commit",
    "compiled_for",
    "connect",
    "ddl_steps",
    "end_prepared",
    "end_transaction",
    "execute",
    "execute_once",
    "execute_text",
    "fetch",
    "fetch_batch",
    "fetch_failure",
    "fetch_many_sets",
    "get_isolation_level",
    "in_transaction",
    "invalidate",
    "looked_up",
    "make_ready",
    "open_cursor",
    "prepare_twophase",
    "quiet_channel",
    "recover_twophase",
    "release_savepoint",
    "revalidate",
    "rollback",
    "rollback_savepoint",
    "rows_left",
    "run_ddl",
    "run_ddl_once",
    "savepoint",
    "send",
    "send_batch",
    "send_text",
    "set_options",
    "settings_of",
    "tell_about_ping",
]
