"""SQLite as an application's own database: the engine option `application`, off unless asked for.

SQLite's defaults are those of 2004, kept for compatibility, and SQLAlchemy keeps them: foreign keys are not enforced, a
reader stops writers, a transaction that wants to write after others do fails at once. With the option each new connection
is set up as SQLite's own documentation advises applications. Nothing here lessens what a commit promises.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import exc
from ...util import suggest, warn

_DEFAULTS: dict[str, Any] = {
    "foreign_keys": True,
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": 15.0,
    "begin": "IMMEDIATE",
}
_BEGINS = {"DEFERRED": "", "IMMEDIATE": "IMMEDIATE", "EXCLUSIVE": "EXCLUSIVE"}
_SWITCHES = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class Application:
    """What `application=` asks for: `True`, or a dictionary of those settings that shall differ.

    `foreign_keys` (True), `journal_mode` ("WAL"), `synchronous` ("FULL"), `busy_timeout` in seconds (15), `begin`
    ("IMMEDIATE"; also "DEFERRED", "EXCLUSIVE"): how a transaction begins when its first writing statement comes.
    """

    __slots__ = ("begin", "busy_timeout", "foreign_keys", "journal_mode", "synchronous")

    def __init__(self, asked: Mapping[str, Any]) -> None:
        for name in asked:
            if name not in _DEFAULTS:
                raise exc.ArgumentError(
                    f"application={{{name!r}: ...}}: there is no such setting.{suggest(name, list(_DEFAULTS))} "
                    f"Known: {', '.join(_DEFAULTS)}."
                )
        chosen = {**_DEFAULTS, **asked}
        self.foreign_keys = bool(chosen["foreign_keys"])
        self.journal_mode = _word(chosen["journal_mode"], "journal_mode")
        self.synchronous = _word(chosen["synchronous"], "synchronous")
        self.busy_timeout = float(chosen["busy_timeout"])
        begin = _word(chosen["begin"], "begin")
        if begin not in _BEGINS:
            raise exc.ArgumentError(f"application={{'begin': {begin!r}}}: use {', '.join(_BEGINS)}.")
        # As sqlite3 names it: what follows BEGIN.
        self.begin = _BEGINS[begin]

    def prepare(self, driver: Any) -> None:
        """Set up a new connection of the driver."""
        if self.foreign_keys:
            driver.execute("PRAGMA foreign_keys = ON")
        if driver.execute("PRAGMA query_only").fetchone()[0] or not _has_file(driver):
            return
        try:
            found = driver.execute(f"PRAGMA journal_mode = {self.journal_mode}").fetchone()[0]
        except driver.OperationalError as error:
            if "readonly" not in str(error):
                raise
            return
        if found.upper() != self.journal_mode:
            warn(
                f"SQLite keeps journal_mode {found!r} where {self.journal_mode!r} was asked for; perhaps the file system of "
                "the database has no shared memory. Choose with application={'journal_mode': ...}."
            )
        driver.execute(f"PRAGMA synchronous = {self.synchronous}")


def application_of(asked: Any) -> Application | None:
    """The setting for what a program (or a configuration file) gave as `application`."""
    if isinstance(asked, str):
        asked = _SWITCHES.get(asked.strip().lower(), asked)
    if asked is None or asked is False:
        return None
    if asked is True:
        return Application({})
    if isinstance(asked, Mapping):
        return Application(asked)
    raise exc.ArgumentError(f"application={asked!r}: give True, or a dictionary such as {{'busy_timeout': 30}}.")


def _word(value: Any, name: str) -> str:
    text = str(value).upper()
    if not text.isalpha():
        raise exc.ArgumentError(f"application={{{name!r}: {value!r}}}: that is no word of SQLite's.")
    return text


def _has_file(driver: Any) -> bool:
    return any(path for _number, _name, path in driver.execute("PRAGMA database_list").fetchall())


__all__ = ["Application", "application_of"]
