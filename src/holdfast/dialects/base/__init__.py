"""What every dialect has: DefaultDialect, and the channels that speak to drivers."""

from .channel_async import AdaptedConnection, AdaptedCursor, AsyncChannel
from .channel_dbapi import DbapiChannel
from .connector import make_opener
from .dialect import DefaultDialect
from .reflect import Reflection

__all__ = ["AdaptedConnection", "AdaptedCursor", "AsyncChannel", "DbapiChannel", "DefaultDialect", "Reflection", "make_opener"]
