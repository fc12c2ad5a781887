"""The same program on SQLAlchemy and on holdfast against a real PostgreSQL, each in a schema of its own.

A program is a function of a `Side`: it notes what it sees, and both sides must have seen the same.
"""

from __future__ import annotations

import importlib
import uuid
import warnings
from typing import Any

import psycopg


class Side:
    """One library, an engine on a fresh schema, and the notes of the program."""

    def __init__(self, library: str, url: str, schema: str, driver: str, options: dict[str, Any]) -> None:
        self.library = library
        self.sa = importlib.import_module(library)
        self.orm = importlib.import_module(f"{library}.orm")
        self.pg = importlib.import_module(f"{library}.dialects.postgresql")
        self.url = url.replace("postgresql://", f"postgresql+{driver}://")
        self.options = {"connect_args": {"options": f"-csearch_path={schema},public"}, **options}
        self.schema = schema
        self.engine = self.make_engine()
        self.seen: list[Any] = []

    def make_engine(self, **options: Any) -> Any:
        return self.sa.create_engine(self.url, **{**self.options, **options})

    def see(self, *values: Any) -> None:
        self.seen.append(tuple(shown(value) for value in values))

    def attempt(self, function: Any, *arguments: Any, words: int = 60, **keywords: Any) -> Any:
        """Note what a call returns, or the class and the leading words of its error."""
        try:
            result = function(*arguments, **keywords)
        except Exception as error:
            self.see(type(error).__name__, str(error).replace("sqlalchemy.", "holdfast.").split("\n")[0][:words])
            return None
        self.see("ok", result)
        return result


def shown(value: Any) -> Any:
    """A value as its class and text, members of rows and lists likewise."""
    if hasattr(value, "_mapping") or isinstance(value, tuple):
        return tuple(shown(member) for member in value)
    if isinstance(value, list):
        return [type(value).__name__, *[shown(member) for member in value]]
    if isinstance(value, dict):
        return {key: shown(member) for key, member in value.items()}
    return type(value).__name__, repr(bytes(value) if isinstance(value, memoryview) else value)


def seen_by(library: str, url: str, program: Any, driver: str = "psycopg", **options: Any) -> list[Any]:
    """What one library sees."""
    schema = f"twin_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
        try:
            side = Side(library, url, schema, driver, options)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                program(side)
            side.engine.dispose()
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")
    return side.seen


def same_on_server(url: str, program: Any, **options: Any) -> list[Any]:
    """Both libraries see the same; returns it."""
    theirs = seen_by("sqlalchemy", url, program, **options)
    ours = seen_by("holdfast", url, program, **options)
    for number, (seen, expected) in enumerate(zip(ours, theirs, strict=False)):
        assert seen == expected, f"note {number}: {seen!r:.300}, and not {expected!r:.300}"
    assert len(ours) == len(theirs)
    return ours
