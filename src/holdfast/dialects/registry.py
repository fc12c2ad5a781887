"""Dialects by name: `sqlite`, `postgresql+psycopg`, and those that other packages bring; plugins of engines likewise.

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
    "postgresql.psycopg2": ("holdfast.dialects.postgresql.psycopg2", "PGDialect_psycopg2"),
    "postgresql.psycopg_async": ("holdfast.dialects.postgresql.psycopg_async", "PGDialectAsync_psycopg"),
    "mysql": ("holdfast.dialects.mysql", "dialect"),
    "mysql.mysqldb": ("holdfast.dialects.mysql", "dialect"),
    "mysql.mariadbconnector": ("holdfast.dialects.mysql", "MySQLDialect_mariadbconnector"),
    "mysql.pymysql": ("holdfast.dialects.mysql", "MySQLDialect_pymysql"),
    "mariadb": ("holdfast.dialects.mysql", "mariadb_dialect"),
    "mariadb.mysqldb": ("holdfast.dialects.mysql", "mariadb_dialect"),
    "mariadb.mariadbconnector": ("holdfast.dialects.mysql", "MariaDBDialect_mariadbconnector"),
    "mariadb.pymysql": ("holdfast.dialects.mysql", "MariaDBDialect_pymysql"),
    "oracle": ("holdfast.dialects.oracle", "dialect"),
    **{
        f"oracle.{driver}": ("holdfast.dialects.oracle", "dialect")
        for driver in ("oracledb", "oracledb_async", "cx_oracle")
    },
    "mssql": ("holdfast.dialects.mssql", "dialect"),
    **{f"mssql.{driver}": ("holdfast.dialects.mssql", "dialect") for driver in ("pyodbc", "aioodbc", "pymssql")},
}


class PluginLoader:
    """Things that can be loaded by name: registered by a program, or brought by the entry points of installed packages."""

    def __init__(self, group: str) -> None:
        self.group = group
        # name -> (module, attribute)
        self.impls: dict[str, tuple[str, str]] = {}
        self._loaded: dict[str, Any] = {}

    def register(self, name: str, modulepath: str, objname: str) -> None:
        """Make an object of another package known: `register("mydb.driver", "my.module", "MyDialect")`."""
        self.impls[_normal(name)] = (modulepath, objname)
        self._loaded.pop(_normal(name), None)

    def deregister(self, name: str) -> None:
        """Forget what was registered under the name."""
        del self.impls[_normal(name)]
        self._loaded.pop(_normal(name), None)

    def clear(self) -> None:
        """Forget what was loaded; what was registered is loaded again when it is asked for."""
        self._loaded.clear()

    def load(self, name: str) -> Any:
        """The object of this name, imported when first asked for. Raises NoSuchModuleError when there is none."""
        key = _normal(name)
        found = self._loaded.get(key)
        if found is None:
            place = self.impls.get(key)
            found = self._from_entry_point(key, name) if place is None else getattr(import_module(place[0]), place[1])
            self._loaded[key] = found
        return found

    def _from_entry_point(self, key: str, name: str) -> Any:
        # Looked up late: reading the metadata of all installed packages takes longer than all the rest of start-up.
        metadata = import_module("importlib.metadata")
        for point in metadata.entry_points(group=self.group):
            if point.name == key:
                return point.load()
        near = sorted(known_name for known_name in self.impls if "." not in known_name)
        what = self.group.partition(".")[2].removesuffix("s")
        raise exc.NoSuchModuleError(
            f"Can't load plugin: sqlalchemy.{self.group.partition('.')[2]}:{key}; there is no {what} {name!r}, neither registered "
            f"nor as an entry point {self.group!r} of an installed package. Known: {', '.join(near) or 'none'}."
        )


def _normal(name: str) -> str:
    return name.replace("+", ".")


_dialects = PluginLoader("holdfast.dialects")
_dialects.impls.update(_BUILT_IN)
plugins = PluginLoader("holdfast.plugins")

register = _dialects.register
deregister = _dialects.deregister
clear = _dialects.clear
load = _dialects.load


def known(name: str) -> bool:
    """Whether `load` would find a dialect of this name among those built in or registered."""
    return _normal(name) in _dialects.impls


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
