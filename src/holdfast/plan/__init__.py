"""Plans (generators of requests) and what drives them. See docs/notes/0001-contracts.md."""

from . import ask
from .arun import arun
from .ask import Plan
from .bridge import bridge, in_bridge
from .channel import Channel, Reply
from .dry import dry
from .request import (
    Acquire,
    Batch,
    Call,
    Close,
    CloseCursor,
    Connect,
    Control,
    Execute,
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
    "ExecuteMany",
    "FetchMany",
    "OpenCursor",
    "Ping",
    "Plan",
    "Release",
    "Reply",
    "Request",
    "Sleep",
    "arun",
    "ask",
    "bridge",
    "dry",
    "in_bridge",
    "run",
]
