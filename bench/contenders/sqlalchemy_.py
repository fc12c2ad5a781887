"""SQLAlchemy, with its compiled extensions if the installed wheel has them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy
import sqlalchemy.orm

from .program import Program
from .server import Server


class SQLAlchemy(Program):
    @staticmethod
    def cache_key(statement):
        return statement._generate_cache_key().key


def contender(path: Path) -> SQLAlchemy:
    return SQLAlchemy(sqlalchemy, sqlalchemy.orm, path)


def on_server() -> Server:
    return Server(sqlalchemy)


TAKES_PART = SQLAlchemy


def version() -> str:
    return f"SQLAlchemy {sqlalchemy.__version__}"
