"""holdfast."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import holdfast
import holdfast.orm
from holdfast.sql.structure import statement_key

from .program import Program
from .server import Server


class Holdfast(Program):
    @staticmethod
    def cache_key(statement):
        # As the engine looks a statement up: with one parameter or none the structure is the key.
        identity, binds = statement.structure()
        if len(binds) < 2 and (not binds or binds[0].is_bind):
            return identity
        return statement_key((identity, binds)).identity


def contender(path: Path) -> Holdfast:
    return Holdfast(holdfast, holdfast.orm, path)


def on_server() -> Server:
    return Server(holdfast)


TAKES_PART = Holdfast


def version() -> str:
    return f"holdfast {importlib.metadata.version('holdfast')}"
