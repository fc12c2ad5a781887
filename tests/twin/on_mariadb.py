"""The same program on SQLAlchemy and on holdfast against a real MariaDB, each on an empty database.

A program is a function of a `Side`: it notes what it sees, and both sides must have seen the same.
"""

from __future__ import annotations

import importlib
import os
import re
import warnings
from typing import Any

import pytest

from holdfast import NullPool, create_engine, make_url

_MODULES = {"mysqldb": "MySQLdb", "mariadbconnector": "mariadb"}


def need_driver(drivername: str) -> None:
    """Leave the test out, saying so, when the driver is not installed; the gate requires it."""
    name = drivername.split("+")[1]
    module = _MODULES.get(name, name)
    try:
        importlib.import_module(module)
    except ImportError as error:
        if os.environ.get("HOLDFAST_REQUIRE_SERVERS"):
            pytest.fail(f"{name} is not installed, and HOLDFAST_REQUIRE_SERVERS asks for it: {error}")
        pytest.skip(f"needs the driver {name}: `python -m tools.servers --install` fetches it on Debian")


class Side:
    """One library, an engine, and the notes of the program."""

    def __init__(self, library: str, url: str, driver: str, **options: Any) -> None:
        self.library = library
        self.sa = importlib.import_module(library)
        self.orm = importlib.import_module(f"{library}.orm")
        self.my = importlib.import_module(f"{library}.dialects.mysql")
        self.mariadb = importlib.import_module(f"{library}.dialects.mysql.mariadb")
        self.url = make_url(url).set(drivername=driver).render_as_string(hide_password=False)
        self.options = options
        self.engines: list[Any] = []
        self.engine = self.make_engine()
        self.seen: list[Any] = []

    def make_engine(self, **options: Any) -> Any:
        self.engines.append(self.sa.create_engine(self.url, **{**self.options, **options}))
        return self.engines[-1]

    def see(self, *values: Any) -> None:
        self.seen.append(tuple(shown(value) for value in values))

    def attempt(self, function: Any, *arguments: Any, words: int = 60, **keywords: Any) -> Any:
        """Note what a call returns, or the class and the leading words of its error."""
        try:
            result = function(*arguments, **keywords)
        except Exception as error:
            text = re.sub(r"0x[0-9a-f]+", "0x", str(error).split("\n")[0].replace("sqlalchemy", "holdfast"))
            self.see(type(error).__name__, text[:words])
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
    return type(value).__name__, re.sub(r"0x[0-9a-f]+", "0x", repr(value).replace("sqlalchemy", "holdfast"))


def empty(url: str) -> None:
    """Take all tables out of the database."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute("SET foreign_key_checks = 0")
        for name in connection.execute("SHOW TABLES").scalars().all():
            connection.execute(f"DROP TABLE `{name.replace('%', '%%')}`")


def seen_by(library: str, url: str, program: Any, driver: str = "mysql+pymysql", **options: Any) -> list[Any]:
    """What one library sees."""
    empty(url)
    side = Side(library, url, driver, **options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            program(side)
        except Exception as error:
            # Without a traceback: it would print lines of others' source.
            pytest.fail(f"{library}: {type(error).__name__}: {str(error)[:500]}", pytrace=False)
    for engine in side.engines:
        engine.dispose()
    return side.seen


def same_on_mariadb(url: str, program: Any, **options: Any) -> list[Any]:
    """Both libraries see the same; returns it."""
    theirs = seen_by("sqlalchemy", url, program, **options)
    ours = seen_by("holdfast", url, program, **options)
    different = [
        f"note {number}: {seen} instead of {expected}"
        for number, (seen, expected) in enumerate(zip(ours, theirs, strict=False))
        if seen != expected
    ]
    assert not different, "\n".join(different)
    assert len(ours) == len(theirs)
    return ours
