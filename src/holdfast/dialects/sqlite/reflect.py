"""What SQLite tells about its tables: pragmas for the facts, the text of CREATE for the names that pragmas leave out."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...plan import Plan
from ...sql.elements import text
from ..base import Reflection
from .parse_create import TableText, parse_table
from .reflect_types import type_of

_HIDDEN = "name NOT LIKE 'sqlite~_%' ESCAPE '~'"
_ALL_MASTERS = "(SELECT * FROM sqlite_master UNION ALL   SELECT * FROM sqlite_temp_master)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class SQLiteReflection(Reflection):
    """The questions of the Inspector, answered by SQLite."""

    # -- names

    def _names(self, connection: Any, kind: str, schema: str | None, master: str = "sqlite_master") -> Plan[list[str]]:
        source = f"{_quoted(schema)}.{master}" if schema else master
        rows = yield from self.rows(
            connection, f"SELECT name FROM {source} WHERE type='{kind}' AND {_HIDDEN} ORDER BY name"
        )
        return [row[0] for row in rows]

    def plan_table_names(self, connection: Any, schema: str | None) -> Plan[list[str]]:
        return self._names(connection, "table", schema)

    def plan_view_names(self, connection: Any, schema: str | None) -> Plan[list[str]]:
        return self._names(connection, "view", schema)

    def plan_temp_table_names(self, connection: Any) -> Plan[list[str]]:
        return self._names(connection, "table", None, "sqlite_temp_master")

    def plan_temp_view_names(self, connection: Any) -> Plan[list[str]]:
        return self._names(connection, "view", None, "sqlite_temp_master")

    def plan_schema_names(self, connection: Any) -> Plan[list[str]]:
        rows = yield from self.rows(connection, "PRAGMA database_list")
        return [row[1] for row in rows if row[1] != "temp"]

    def plan_default_schema_name(self, connection: Any) -> Plan[str]:
        yield from ()
        return "main"

    def plan_view_definition(self, connection: Any, name: str, schema: str | None) -> Plan[str]:
        source = f"{_quoted(schema)}.sqlite_master" if schema else _ALL_MASTERS
        rows = yield from self.rows(connection, f"SELECT sql FROM {source} WHERE name = ? AND type='view'", (name,))
        if not rows:
            raise exc.NoSuchTableError(f"{schema}.{name}" if schema else name)
        return str(rows[0][0])

    # -- existence

    def plan_exists(self, connection: Any, kind: str, schema: str | None, name: str, table: str | None) -> Plan[bool]:
        if kind == "index":
            rows = yield from self._pragma(connection, "index_list", str(table), schema)
            return any(row[1] == name for row in rows)
        if kind == "sequence":
            return False
        if schema is not None and schema not in (yield from self.plan_schema_names(connection)):
            return False
        return bool((yield from self._pragma(connection, "table_info", name, schema)))

    def _pragma(self, connection: Any, pragma: str, name: str, schema: str | None) -> Plan[list[Any]]:
        """The rows of a pragma about a table; without a schema the temporary tables are looked at second."""
        for place in (_quoted(schema),) if schema is not None else ("main", "temp"):
            rows = yield from self.rows(connection, f"PRAGMA {place}.{pragma}({_quoted(name)})")
            if rows:
                return rows
        return []

    def _text(self, connection: Any, name: str, schema: str | None) -> Plan[str | None]:
        source = f"{_quoted(schema)}.sqlite_master" if schema else _ALL_MASTERS
        statement = f"SELECT sql FROM {source} WHERE name = ? AND type in ('table', 'view')"
        rows = yield from self.rows(connection, statement.replace("FROM (", "FROM  ("), (name,))
        return str(rows[0][0]) if rows else None

    def _parsed(self, connection: Any, name: str, schema: str | None) -> Plan[TableText]:
        """The parts of the CREATE statement; an error when there is no such table."""
        sql = yield from self._text(connection, name, schema)
        if sql is None:
            raise exc.NoSuchTableError(f"{schema}.{name}" if schema else name)
        return parse_table(sql)

    # -- one table

    def plan_columns(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        rows = yield from self._pragma(connection, "table_xinfo", name, schema)
        if not rows:
            raise exc.NoSuchTableError(f"{schema}.{name}" if schema else name)
        parsed: TableText | None = None
        columns = []
        for _, column, declared, not_null, default, position, hidden in rows:
            if hidden == 1:  # a hidden column of a virtual table
                continue
            upper = declared.upper()
            generated = hidden in {2, 3}
            described: dict[str, Any] = {
                "name": column,
                "type": type_of(upper.replace("GENERATED ALWAYS", "").strip()),
                "nullable": not not_null,
                "default": None if generated else default,
                "primary_key": position,
            }
            if generated:
                if parsed is None:
                    parsed = yield from self._parsed(connection, name, schema)
                described["computed"] = {"sqltext": parsed.generated.get(column, ""), "persisted": hidden == 3}
            columns.append(described)
        return columns

    def plan_pk_constraint(self, connection: Any, name: str, schema: str | None) -> Plan[dict[str, Any]]:
        parsed = yield from self._parsed(connection, name, schema)
        rows = yield from self._pragma(connection, "table_xinfo", name, schema)
        parts = sorted((row[5], row[1]) for row in rows if row[5])
        return {
            "constrained_columns": [column for _, column in parts],
            "name": parsed.primary_key_name if parts else None,
        }

    def plan_foreign_keys(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        rows = yield from self._pragma(connection, "foreign_key_list", name, schema)
        parsed = yield from self._parsed(connection, name, schema)
        by_number: dict[int, dict[str, Any]] = {}
        for number, _, table, local, remote, on_update, on_delete, _ in rows:
            key = by_number.get(number)
            if key is None:
                options = {
                    option: action
                    for option, action in (("onupdate", on_update), ("ondelete", on_delete))
                    if action and action != "NO ACTION"
                }
                key = by_number[number] = {
                    "name": None,
                    "constrained_columns": [],
                    "referred_schema": schema,
                    "referred_table": table,
                    "referred_columns": [],
                    "options": options,
                }
            key["constrained_columns"].append(local)
            if remote is not None:
                key["referred_columns"].append(remote)
        # SQLite numbers the keys backwards; from here on they are in the order of the CREATE statement.
        keys = [by_number[number] for number in sorted(by_number, reverse=True)]
        for key in keys:
            if not key["referred_columns"]:
                key["referred_columns"] = yield from self._implied_columns(connection, key, schema)
            described = parsed.foreign_keys.get((tuple(key["constrained_columns"]), key["referred_table"].lower()))
            if described:
                own = described.pop(0)
                key["name"] = own.name
                key["options"].update(own.options)
        return keys

    def _implied_columns(self, connection: Any, key: dict[str, Any], schema: str | None) -> Plan[list[str]]:
        """`REFERENCES table` without columns means its primary key."""
        try:
            referred = yield from self.plan_pk_constraint(connection, key["referred_table"], schema)
        except exc.NoSuchTableError:
            return list(key["constrained_columns"])
        return list(referred["constrained_columns"])

    def _index_list(self, connection: Any, name: str, schema: str | None) -> Plan[list[Any]]:
        rows = yield from self._pragma(connection, "index_list", name, schema)
        if not rows and not (yield from self._pragma(connection, "table_info", name, schema)):
            raise exc.NoSuchTableError(f"{schema}.{name}" if schema else name)
        return rows

    def plan_indexes(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        indexes = []
        for row in (yield from self._index_list(connection, name, schema)):
            index, unique, origin = row[1], row[2], row[3]
            if origin != "c":  # made by a constraint
                continue
            columns = yield from self._pragma(connection, "index_info", index, schema)
            if any(column[2] is None for column in columns):
                continue  # over expressions: SQLite does not say which
            described: dict[str, Any] = {
                "name": index,
                "column_names": [column[2] for column in columns],
                "unique": unique,
                "dialect_options": {},
            }
            if row[4]:
                condition = yield from self._condition(connection, index, schema)
                described["dialect_options"]["sqlite_where"] = text(condition)
            indexes.append(described)
        return sorted(indexes, key=lambda one: str(one["name"]))

    def _condition(self, connection: Any, index: str, schema: str | None) -> Plan[str]:
        source = f"{_quoted(schema)}.sqlite_master" if schema else "sqlite_master"
        rows = yield from self.rows(connection, f"SELECT sql FROM {source} WHERE name = ? AND type = 'index'", (index,))
        sql = str(rows[0][0]) if rows else ""
        position = sql.upper().find(" WHERE ")
        return sql[position + 7 :].strip() if position >= 0 else ""

    def plan_unique_constraints(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        parsed = yield from self._parsed(connection, name, schema)
        found = []
        for row in (yield from self._index_list(connection, name, schema)):
            if row[3] != "u":
                continue
            columns = yield from self._pragma(connection, "index_info", row[1], schema)
            names = [column[2] for column in columns]
            found.append({"name": parsed.uniques.get(tuple(names)), "column_names": names})
        order = {names: number for number, names in enumerate(parsed.uniques)}
        return sorted(found, key=lambda one: order.get(tuple(one["column_names"]), len(order)))

    def plan_check_constraints(self, connection: Any, name: str, schema: str | None) -> Plan[list[dict[str, Any]]]:
        parsed = yield from self._parsed(connection, name, schema)
        return [{"sqltext": condition, "name": given} for given, condition in parsed.checks]

    def plan_table_options(self, connection: Any, name: str, schema: str | None) -> Plan[dict[str, Any]]:
        parsed = yield from self._parsed(connection, name, schema)
        return {f"sqlite_{option}": True for option in parsed.options}


__all__ = ["SQLiteReflection"]
