"""Database URLs: parse, build, change and show them.

What lives here: the value `URL` and `make_url`. What must not: finding dialects (dialects/registry does, reached by
name through `get_dialect`) and turning a URL into the arguments of a driver (each dialect does).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from .. import exc
from ..dialects import registry
from ..util import NamedTuple, immutabledict, late

parse = late("urllib.parse")

# Compiled when the first URL is read.
_PATTERN = r"""
    (?P<name>[\w\+]+)://
    (?:
        (?P<username>[^:/]*)
        (?::(?P<password>[^@]*))?
    @)?
    (?:
        (?:\[(?P<ipv6host>[^/\?]+)\] | (?P<ipv4host>[^/:\?]+))?
        (?::(?P<port>[^/\?]*))?
    )?
    (?:/(?P<database>[^\?]*))?
    (?:\?(?P<query>.*))?
    """
_CONNECT_ARGUMENTS = ("host", "database", "username", "password", "port")


class _Parts(NamedTuple):
    drivername: str
    username: str | None
    password: str | None
    host: str | None
    port: int | None
    database: str | None
    query: immutabledict[str, tuple[str, ...] | str]


class URL(_Parts):
    """Where a database is and how to log in: an immutable value, as SQLAlchemy's `URL`.

    Made by `URL.create()` from parts (nothing needs escaping) or by `make_url()` from a string. `str(url)` hides
    the password; `render_as_string(hide_password=False)` shows it.
    """

    __slots__ = ()

    @classmethod
    def create(
        cls,
        drivername: str,
        username: str | None = None,
        password: str | None = None,
        host: str | None = None,
        port: int | None = None,
        database: str | None = None,
        query: Mapping[str, Sequence[str] | str] = immutabledict(),
    ) -> URL:
        """Build a URL from its parts; none of them is parsed, so none needs escaping."""
        return cls(
            _required_text(drivername, "drivername"),
            _text(username, "username"),
            password,
            _text(host, "host"),
            None if port is None else int(port),
            _text(database, "database"),
            _checked_query(query),
        )

    def set(
        self,
        drivername: str | None = None,
        username: str | None = None,
        password: str | None = None,
        host: str | None = None,
        port: int | None = None,
        database: str | None = None,
        query: Mapping[str, Sequence[str] | str] | None = None,
    ) -> URL:
        """A copy with the given parts changed; a part that is None stays as it is."""
        changes: dict[str, Any] = {}
        if drivername is not None:
            changes["drivername"] = _required_text(drivername, "drivername")
        if username is not None:
            changes["username"] = _text(username, "username")
        if password is not None:
            changes["password"] = password
        if host is not None:
            changes["host"] = _text(host, "host")
        if port is not None:
            changes["port"] = int(port)
        if database is not None:
            changes["database"] = _text(database, "database")
        if query is not None:
            changes["query"] = _checked_query(query)
        return self._replace(**changes)

    # -- the query string

    def update_query_string(self, query_string: str, append: bool = False, *, keep_blank_values: bool = False) -> URL:
        pairs = parse.parse_qsl(query_string, keep_blank_values=keep_blank_values)
        return self.update_query_pairs(pairs, append=append)

    def update_query_pairs(self, key_value_pairs: Iterable[tuple[str, str | list[str]]], append: bool = False) -> URL:
        """A copy whose query has the given pairs; a key met twice becomes a sequence, `append` keeps old values."""
        fresh: dict[str, str | tuple[str, ...]] = {}
        for key, value in key_value_pairs:
            values = _as_tuple(_checked_value(value))
            if key in fresh:
                fresh[key] = (*_as_tuple(fresh[key]), *values)
            else:
                fresh[key] = values[0] if len(values) == 1 else values
        if append:
            merged: dict[str, Any] = {
                key: (*_as_tuple(old), *_as_tuple(fresh[key])) if key in fresh else old
                for key, old in self.query.items()
            }
            merged.update({key: value for key, value in fresh.items() if key not in self.query})
        else:
            merged = {**self.query, **fresh}
        return self.set(query=merged)

    def update_query_dict(self, query_parameters: Mapping[str, str | list[str]], append: bool = False) -> URL:
        return self.update_query_pairs(query_parameters.items(), append=append)

    def difference_update_query(self, names: Iterable[str]) -> URL:
        """A copy without the given names in its query."""
        left_out = set(names)
        if not left_out.intersection(self.query):
            return self
        return self._replace(
            query=immutabledict({key: value for key, value in self.query.items() if key not in left_out})
        )

    @property
    def normalized_query(self) -> Mapping[str, Sequence[str]]:
        return immutabledict({key: _as_tuple(value) for key, value in self.query.items()})

    # -- showing

    def render_as_string(self, hide_password: bool = True) -> str:
        """The URL as `make_url()` reads it; the password as `***` unless told otherwise."""
        text = self.drivername + "://"
        if self.username is not None:
            text += parse.quote(self.username, safe=" +")
            if self.password is not None:
                text += ":" + ("***" if hide_password else parse.quote(str(self.password), safe=" +"))
            text += "@"
        if self.host is not None:
            text += f"[{self.host}]" if ":" in self.host else self.host
        if self.port is not None:
            text += f":{self.port}"
        if self.database is not None:
            text += "/" + parse.quote(self.database, safe=" +/")
        if self.query:
            pairs = [
                f"{parse.quote_plus(key)}={parse.quote_plus(value)}"
                for key in sorted(self.query)
                for value in _as_tuple(self.query[key])
            ]
            text += "?" + "&".join(pairs)
        return text

    def __str__(self) -> str:
        return self.render_as_string()

    def __repr__(self) -> str:
        return self.render_as_string()

    def __copy__(self) -> URL:
        return self

    def __deepcopy__(self, memo: Any) -> URL:
        return self

    def __hash__(self) -> int:
        return hash(self.render_as_string(hide_password=False))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, URL) and tuple(self) == tuple(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    # -- towards the driver

    def get_backend_name(self) -> str:
        return self.drivername.split("+", maxsplit=1)[0]

    def get_driver_name(self) -> str:
        if "+" in self.drivername:
            return self.drivername.split("+", 1)[1]
        return cast(str, self.get_dialect().driver)

    def get_dialect(self, _is_async: bool = False) -> type[Any]:
        """The dialect class that this URL names."""
        found = registry.load(self.drivername)
        choose = getattr(found, "get_async_dialect_cls" if _is_async else "get_dialect_cls", None)
        return cast("type[Any]", choose(self)) if choose is not None else found

    def translate_connect_args(self, names: Sequence[str] = (), **kw: str) -> dict[str, Any]:
        """The parts that are set, as keyword arguments. `username="user"` renames one; `names` are new names in order."""
        arguments: dict[str, Any] = {}
        given = [*names, *_CONNECT_ARGUMENTS[len(names) :]]
        for part, name in zip(_CONNECT_ARGUMENTS, given, strict=False):
            value = getattr(self, part)
            if value:
                arguments[kw.get(part, name)] = value
        return arguments


def make_url(name_or_url: str | URL, *, keep_blank_values: bool = False) -> URL:
    """The `URL` for a string (or for a `URL`, which comes back as it is).

    keep_blank_values: `?key=` of the query stays, as an empty string.
    """
    if isinstance(name_or_url, str):
        return _parse(name_or_url, keep_blank_values)
    if isinstance(name_or_url, URL):
        return name_or_url
    if hasattr(name_or_url, "render_as_string"):
        return _parse(name_or_url.render_as_string(hide_password=False))
    raise exc.ArgumentError(f"Expected string or URL object, got {name_or_url!r}")


def _parse(text: str, keep_blank_values: bool = False) -> URL:
    found = re.fullmatch(_PATTERN, text, re.VERBOSE)
    if found is None:
        raise exc.ArgumentError(
            "Could not parse SQLAlchemy URL from given URL string: a URL is dialect[+driver]://user:password@host:port/database, "
            "for example sqlite:///file.db or postgresql://scott@localhost/shop."
        )
    username, password, port, query = found["username"], found["password"], found["port"], found["query"]
    return URL.create(
        found["name"],
        parse.unquote(username) if username is not None else None,
        parse.unquote(password) if password is not None else None,
        found["ipv4host"] or found["ipv6host"],
        int(port) if port else None,
        parse.unquote(found["database"]) if found["database"] is not None else None,
        _parse_query(query, keep_blank_values) if query is not None else {},
    )


def _parse_query(text: str, keep_blank_values: bool) -> dict[str, str | tuple[str, ...]]:
    parsed: dict[str, str | tuple[str, ...]] = {}
    for key, value in parse.parse_qsl(text, keep_blank_values=keep_blank_values):
        parsed[key] = (*_as_tuple(parsed[key]), value) if key in parsed else value
    return parsed


def _as_tuple(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _required_text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string")
    return value


def _text(value: Any, name: str) -> str | None:
    return None if value is None else _required_text(value, name)


def _checked_query(query: Any) -> immutabledict[str, tuple[str, ...] | str]:
    if query is None or isinstance(query, immutabledict):
        return query or immutabledict()
    pairs = query.items() if hasattr(query, "items") else query
    checked: dict[str, tuple[str, ...] | str] = {}
    for key, value in pairs:
        if not isinstance(key, str):
            raise TypeError("Query dictionary keys must be strings")
        checked[key] = _checked_value(value)
    return immutabledict(checked)


def _checked_value(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise TypeError("Query dictionary values must be strings or sequences of strings")


__all__ = ["URL", "make_url"]
