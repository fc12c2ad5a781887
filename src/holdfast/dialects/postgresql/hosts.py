"""From a URL to the options of a connection as libpq names them: one host, several hosts, whatever else the query says."""

from __future__ import annotations

import re
from typing import Any

from ... import exc

_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>.*))?")


def connection_options(url: Any) -> dict[str, Any]:
    """`host port dbname user password` of a URL, and its query. Raises ArgumentError for hosts and ports that do not match."""
    options: dict[str, Any] = url.translate_connect_args(username="user", database="dbname")
    query = dict(url.query)
    hosts = query.pop("host", None)
    ports = query.pop("port", None)
    options.update({name: value if isinstance(value, str) else value[-1] for name, value in query.items()})
    if hosts is not None or ports is not None:
        options.update(_several(hosts, ports))
    return options


def _several(hosts: Any, ports: Any) -> dict[str, str]:
    """What `?host=...&port=...` asks for: `host=a:1&host=b:2`, or `host=a,b&port=1,2`."""
    if isinstance(hosts, (tuple, list)):
        if ports is not None:
            raise exc.ArgumentError(
                "Can't mix 'multihost' formats together; use \"host=h1,h2,h3&port=p1,p2,p3\" or "
                '"host=h1:p1&host=h2:p2&host=h3:p3" separately'
            )
        pairs = [_split(one) for one in hosts]
    elif ports is None and hosts is not None and "," not in hosts:
        host, port = _split(hosts)
        _check([port])
        return {"host": host} if port is None else {"host": host, "port": port}
    else:
        names = [] if hosts is None else hosts.split(",")
        numbers = ports.split(",") if isinstance(ports, str) else list(ports or [""] * len(names))
        if len(names) != len(numbers) and (len(numbers) != 1 or names):
            raise exc.ArgumentError("number of hosts and ports don't match")
        if not names:
            _check(numbers)
            return {"port": ports}
        pairs = list(zip(names, numbers, strict=True))
    _check([port for _, port in pairs])
    found = {"host": ",".join(host for host, _ in pairs)}
    if len(pairs) > 1 or pairs[0][1]:
        found["port"] = ",".join(port or "" for _, port in pairs)
    return found


def _split(text: str) -> tuple[str, str | None]:
    found = _HOST.fullmatch(text)
    if found is None or text.startswith("/"):
        return text, None
    return found["host"].strip("[]"), found["port"]


def _check(ports: list[Any]) -> None:
    if not all(not port or port.isdigit() for port in ports):
        raise exc.ArgumentError(f"Received non-integer port arguments: {tuple(ports)}")


__all__ = ["connection_options"]
