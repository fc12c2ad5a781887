"""The error of dialects that compile text and cannot connect."""

from __future__ import annotations

from ... import exc


def text_only(database: str, module: str) -> exc.NoSuchModuleError:
    """What `create_engine()` says of a database for which this version has no driver."""
    return exc.NoSuchModuleError(
        f"Can't connect to {database}: this version of holdfast compiles text for {database}, and has no driver to send "
        f"it. Use statement.compile(dialect={module}.dialect()) or create_mock_engine({module + '://'!r}, ...)."
    )


__all__ = ["text_only"]
