"""Functions that ask the database for the time and the user; most are keywords without parentheses."""

from __future__ import annotations

from typing import Any

from ..types import Date, DateTime, String, Time
from .registry import AnsiFunction, GenericFunction


class now(GenericFunction[Any]):
    """The date and time of the transaction's begin, as the database has it."""

    type = DateTime()
    inherit_cache = True


class current_date(AnsiFunction[Any]):
    """Today."""

    type = Date()
    inherit_cache = True


class current_time(AnsiFunction[Any]):
    """The time of day."""

    type = Time()
    inherit_cache = True


class current_timestamp(AnsiFunction[Any]):
    """The date and time."""

    type = DateTime()
    inherit_cache = True


class localtime(AnsiFunction[Any]):
    """The date and time without a zone."""

    type = DateTime()
    inherit_cache = True


class localtimestamp(AnsiFunction[Any]):
    """The date and time without a zone."""

    type = DateTime()
    inherit_cache = True


class sysdate(AnsiFunction[Any]):
    """The date and time of the server."""

    type = DateTime()
    inherit_cache = True


class current_user(AnsiFunction[str]):
    """The user whose rights apply."""

    type = String()
    inherit_cache = True


class session_user(AnsiFunction[str]):
    """The user who connected."""

    type = String()
    inherit_cache = True


class user(AnsiFunction[str]):
    """The user."""

    type = String()
    inherit_cache = True
