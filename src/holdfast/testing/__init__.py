"""Tools for testing programs that use holdfast: what a block sends, and channels without a database."""

from .scripted import ScriptedChannel
from .statements import Statement, Statements, expect_count, expect_statements, statements

__all__ = ["ScriptedChannel", "Statement", "Statements", "expect_count", "expect_statements", "statements"]
