"""From a URL to the arguments of the drivers for MySQL and MariaDB, and what to say when connecting fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ... import exc

_TRUE, _FALSE = {"true", "yes", "on", "y", "t", "1"}, {"false", "no", "off", "n", "f", "0"}
_SSL = ("ssl_ca", "ssl_key", "ssl_cert", "ssl_capath", "ssl_cipher", "ssl_check_hostname")


def flag_of(text: str) -> bool:
    """A flag from the words people write for one."""
    word = text.strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise exc.ArgumentError(f"String is not true/false: {text!r}. Write true or false in the query of the URL.")


# The drivers' options that are not text.
_KINDS: dict[str, Callable[[str], Any]] = {
    "compress": flag_of,
    "connect_timeout": int,
    "read_timeout": int,
    "write_timeout": int,
    "client_flag": int,
    "local_infile": flag_of,
    "use_unicode": flag_of,
    "autocommit": flag_of,
    "binary_prefix": flag_of,
    "max_allowed_packet": int,
    "ssl_disabled": flag_of,
    "ssl_verify_cert": flag_of,
    "ssl_verify_identity": flag_of,
}


def connect_options(url: Any, names: dict[str, str]) -> dict[str, Any]:
    """The options of a driver's connect(); `names` are the driver's words for the parts of the URL."""
    options: dict[str, Any] = url.translate_connect_args(**names)
    for name, value in url.query.items():
        kind = _KINDS.get(name)
        try:
            options[name] = value if kind is None else kind(value)
        except ValueError:
            raise exc.ArgumentError(f"Invalid value {value!r} for {name!r} in the URL: a number is expected") from None
    return options


def gather_ssl(options: dict[str, Any]) -> None:
    """Put `ssl_ca` and its like into one `ssl` dictionary, as the drivers take them."""
    found = {name[4:]: options.pop(name) for name in _SSL if name in options}
    if "check_hostname" in found:
        found["check_hostname"] = flag_of(found["check_hostname"])
    if found:
        options["ssl"] = found


# What the server or the driver says, by number, and what to do about it.
_DIAGNOSES = {
    1044: "The user is known and may not use this database. GRANT it the right, or change the URL.",
    1045: "The server has no such user for this host, or the password is wrong. Check both in the URL.",
    1049: "Create it with CREATE DATABASE, or change the URL.",
    1040: "The server has given all its connections away. Let others go, use a smaller pool, or raise max_connections.",
    1129: "The server refuses this host after many errors. FLUSH HOSTS there frees it.",
    1130: "The server takes no connections from this host. Create the user for this host.",
    2002: "Is the server running, and does it listen at this socket? See host, port and unix_socket of the URL.",
    2003: "Is the server running, and does it listen there? See host and port of the URL.",
    2005: "The name of the host is not known. See the host of the URL.",
    2013: "Something answers there and does not speak the protocol of MySQL, or the server is too busy to answer.",
}


def diagnosis_of(error: Exception) -> str | None:
    """What to add to an error's own words, by its number."""
    code = code_of(error)
    return None if code is None else _DIAGNOSES.get(code)


def code_of(error: Any) -> int | None:
    """The number of a driver's error: its first argument, for mariadb an attribute."""
    code = getattr(error, "errno", None) or (error.args[0] if error.args else None)
    return code if isinstance(code, int) else None


__all__ = ["code_of", "connect_options", "diagnosis_of", "flag_of", "gather_ssl"]
