"""SQLAlchemy, with its compiled extensions if the installed wheel has them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy
import sqlalchemy.orm

from .program import Program


def contender(path: Path) -> Program:
    return Program(sqlalchemy, sqlalchemy.orm, path)


TAKES_PART = Program


def version() -> str:
    return f"SQLAlchemy {sqlalchemy.__version__}"
