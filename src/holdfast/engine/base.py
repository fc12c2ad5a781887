"""SQLAlchemy's import path `engine.base`."""

from .connection import Connection
from .engine import Engine, OptionEngine
from .transaction import NestedTransaction, RootTransaction, Transaction, TwoPhaseTransaction

__all__ = [
    "Connection",
    "Engine",
    "NestedTransaction",
    "OptionEngine",
    "RootTransaction",
    "Transaction",
    "TwoPhaseTransaction",
]
