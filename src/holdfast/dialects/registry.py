"""Dialects by name: `sqlite`, `postgresql+psycopg`, and those that other packages bring.

The one place that imports by a name known only at run time; nothing else lives here.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .. import exc
from ..sql.selectable import set_argument_finder

# name -> (module, attribute); a name is `database` or `database.driver`.
_BUILT_IN: dict[str, tuple[str, str]] = {
    "sqlite": ("holdfast.dialects.sqlite", "dialect"),
    "sqlite.pysqlite": ("holdfast.dialects.sqlite", "dialect"),
    "sqlite.aiosqlite": ("holdfast.dialects.sqlite", "dialect_async"),
    "postgresql": ("holdfast.dialects.postgresql", "dialect"),
    "postgresql.psycopg": ("holdfast.dialects.postgresql", "dialect"),
    "mysql": ("holdfast.dialects.mysql", "dialect"),
    "mysql.mysqldb": ("holdfast.dialects.mysql", "dialect"),
    "mysql.pymysql": ("holdfast.dialects.mysql", "MySQLDialect_pymysql"),
    "mariadb": ("holdfast.dialects.mysql", "mariadb_dialect"),
    "mariadb.mysqldb": ("holdfast.dialects.mysql", "mariadb_dialect"),
    "mariadb.pymysql": ("holdfast.dialects.mysql", "MariaDBDialect_pymysql"),
}
_registered: dict[str, tuple[str, str]] = {}
_loaded: dict[str, Any] = {}


def register(name: str, modulepath: str, objname: str) -> None:
    """Make a dialect of another package known: `register("mydb.driver", "my.module", "MyDialect")`."""
    _registered[_normal(name)] = (modulepath, objname)
    _loaded.pop(_normal(name), None)


def load(name: str) -> Any:
    """The dialect class of this name, imported when first asked for.

    Raises NoSuchModuleError when no dialect has the name.
    """
    key = _normal(name)
    found = _loaded.get(key)
    if found is None:
        found = _loaded[key] = _find(key, name)
    return found


def known(name: str) -> bool:
    """Whether `load` would find a dialect of this name among those built in or registered."""
    return _normal(name) in _registered or _normal(name) in _BUILT_IN


def _normal(name: str) -> str:
    return name.replace("+", ".")


def _find(key: str, name: str) -> Any:
    place = _registered.get(key) or _BUILT_IN.get(key)
    if place is not None:
        return getattr(import_module(place[0]), place[1])
    brought = _from_entry_point(key)
    if brought is not None:
        return brought
    near = sorted(known_name for known_name in {*_BUILT_IN, *_registered} if "." not in known_name)
    raise exc.NoSuchModuleError(
        f"Can't load plugin: sqlalchemy.dialects:{key}; there is no dialect {name!r}. Known databases: {', '.join(near)}."
    )


def _from_entry_point(key: str) -> Any:
    # Looked up late: reading the metadata of all installed packages takes longer than all the rest of start-up.
    metadata = import_module("importlib.metadata")
    for point in metadata.entry_points(group="holdfast.dialects"):
        if point.name == key:
            return point.load()
    return None


def _arguments_of(dialect_name: str) -> dict[type, dict[str, Any]] | None:
    """Which options the constructs accept under a dialect's prefix; None for a dialect that is not known."""
    try:
        found = load(dialect_name).construct_arguments
    except exc.NoSuchModuleError:
        return None
    return None if found is None else dict(found)


_for_strings: dict[str, Any] = {}


def for_string(name: str) -> Any:
    """A dialect to show a construct of one database with; None when there is none of the name."""
    if name not in _for_strings:
        try:
            _for_strings[name] = load(name)()
        except exc.NoSuchModuleError:
            _for_strings[name] = None
    return _for_strings[name]


set_argument_finder(_arguments_of)
