"""Plans (generators of requests) and what drives them. See docs/notes/0001-contracts.md."""

from . import ask
from .arun import arun
from .ask import Plan
from .bridge import bridge, in_bridge, settle
from .channel import Channel, Reply
from .dry import dry
from .record import Recorded, Step, drop, drops, record, replay
from .request import (
    Acquire,
    Batch,
    Call,
    Close,
    CloseCursor,
    Connect,
    Control,
    Execute,
    ExecuteFirst,
    ExecuteMany,
    FetchMany,
    OpenCursor,
    Ping,
    Release,
    Request,
    Sleep,
)
from .run import run

__all__ = [
    "Acquire",
    "Batch",
    "Call",
    "Channel",
    "Close",
    "CloseCursor",
    "Connect",
    "Control",
    "Execute",
    "ExecuteFirst",
    "ExecuteMany",
    "FetchMany",
    "OpenCursor",
    "Ping",
    "Plan",
    "Recorded",
    "Release",
    "Reply",
    "Request",
    "Sleep",
    "Step",
    "arun",
    "ask",
    "bridge",
    "drop",
    "drops",
    "dry",
    "in_bridge",
    "record",
    "replay",
    "run",
    "settle",
]
