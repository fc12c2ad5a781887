"""holdfast."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import holdfast
import holdfast.orm

from .program import Program


def contender(path: Path) -> Program:
    return Program(holdfast, holdfast.orm, path)


TAKES_PART = Program


def version() -> str:
    return f"holdfast {importlib.metadata.version('holdfast')}"
