"""From the catalogue's text of a type to a type object; enums and domains are read where a column has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ....engine.reflection import sql_text
from ....plan import Plan
from ....sql.types import NULLTYPE, String
from ....util import late, warn
from ...base import Reflection
from ..array import ARRAY
from ..named_types import DOMAIN, ENUM

json = late("json")

# Types with a number below this come with the server: none of them is an enum or a domain that a column may have.
_FIRST_USER_NUMBER = 16384

_NAMED = """SELECT t.oid, t.typtype::text, t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid), t.typelem,
       CASE WHEN t.typtype = 'e' THEN
            (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid)
            END::text,
       t.typnotnull, t.typdefault, c.collname, CASE WHEN NOT pg_catalog.pg_collation_is_visible(c.oid) THEN cn.nspname END,
       CASE WHEN t.typtype = 'd' THEN
            (SELECT json_agg(json_build_array(k.conname, pg_catalog.pg_get_constraintdef(k.oid, true)) ORDER BY k.conname)
             FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c') END::text,
       t.typbasetype, pg_catalog.format_type(t.typbasetype, t.typtypmod)
FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
     LEFT JOIN pg_catalog.pg_collation AS c ON c.oid = t.typcollation AND c.collname <> 'default'
     LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.collnamespace
"""
# All enums and domains of a place; and types by number, arrays among them.
NAMED_TYPES = f"{_NAMED}WHERE t.typtype IN ('e', 'd') AND "
_BY_NUMBER = f"{_NAMED}WHERE t.oid = ANY (CAST(:numbers AS oid[]))"

_WITH_ARGUMENTS = re.compile(r"\(([^)]*)\)")
_CHECK = re.compile(r"CHECK \((.*)\)(?: NOT VALID)?$", re.S)


class NamedType:
    """An enum, a domain or some other type of the users' as the catalogue describes it."""

    __slots__ = (
        *(
            "base",
            "base_number",
            "checks",
            "collation",
            "collation_schema",
            "default",
            "item",
            "kind",
            "labels",
            "name",
        ),
        *("not_null", "schema", "visible"),
    )

    def __init__(self, row: Any) -> None:
        _, self.kind, self.name, self.schema, self.visible, self.item, labels, self.not_null, self.default, *rest = row
        self.collation, self.collation_schema, checks, self.base_number, self.base = rest
        self.labels: list[str] = json.loads(labels) if labels else []
        pairs = json.loads(checks) if checks else ()
        self.checks = [(name, found[1]) for name, text in pairs if (found := _CHECK.match(text))]


class TypeMaker:
    """Makes types of columns; knows the enums and domains that were loaded."""

    def __init__(self, dialect: Any) -> None:
        self.classes: dict[str, Any] = dialect.ischema_names
        self.named: dict[int, NamedType] = {}
        self.plain: dict[str, Callable[[], Any] | None] = {}

    def plan_load(self, reflection: Reflection, connection: Any, numbers: Iterable[int]) -> Plan[None]:
        """Read the types among these that came with no server, and those that they are made of."""
        wanted = {number for number in numbers if number >= _FIRST_USER_NUMBER}
        while wanted:
            rows = yield from reflection.rows(connection, _BY_NUMBER, numbers=sorted(wanted))
            read = {row[0]: NamedType(row) for row in rows}
            self.named.update(read)
            parts = {number for one in read.values() for number in (one.item, one.base_number)}
            wanted = {number for number in parts if number >= _FIRST_USER_NUMBER} - self.named.keys()

    def make(self, written: str, number: int, collation: str | None, column: str) -> Any:
        """A new type object for a column; a warning, and NullType, when nobody knows the type."""
        named = self.named.get(number)
        if named is not None and named.kind == "e":
            return ENUM(*named.labels, name=named.name, **_place(named))
        if named is not None and named.kind == "d":
            return self._make_domain(named, column)
        if written.endswith("[]"):
            item = self.make(written.removesuffix("[]"), named.item if named is not None else 0, None, column)
            return item if item is NULLTYPE else ARRAY(item)
        if written not in self.plain:
            self.plain[written] = _constructor(self.classes, written)
        construct = self.plain[written]
        if construct is None:
            warn(f"Did not recognize type '{written}' of column '{column}'")
            return NULLTYPE
        made = construct()
        if collation is not None and isinstance(made, String) and written != "name":
            made.collation = collation
        return made

    def _make_domain(self, named: NamedType, column: str) -> Any:
        settings: dict[str, Any] = _place(named)
        if named.checks:
            settings["constraint_name"], check = named.checks[0]
            settings["check"] = sql_text(check)
        if named.collation is not None:
            settings["collation"] = named.collation
            if named.collation_schema is not None:
                settings["collation_schema"] = named.collation_schema
        base = self.make(named.base, named.base_number, named.collation, column)
        default = None if named.default is None else sql_text(named.default)
        return DOMAIN(named.name, base, default=default, not_null=named.not_null, **settings)


def _place(named: NamedType) -> dict[str, Any]:
    return {} if named.visible else {"schema": named.schema}


def _constructor(classes: dict[str, Any], written: str) -> Callable[[], Any] | None:
    """What makes a type of this text: its class and the arguments in it."""
    found = _WITH_ARGUMENTS.search(written)
    arguments: list[Any] = [int(one) if one.isdigit() else one.strip() for one in found[1].split(",")] if found else []
    name = " ".join(_WITH_ARGUMENTS.sub("", written).split())
    keywords: dict[str, Any] = {}
    if name.startswith("interval"):
        keywords = {"precision": arguments[0]} if arguments else {}
        if name != "interval":
            keywords["fields"] = name.removeprefix("interval ")
        name, arguments = "interval", []
    elif name.startswith(("timestamp", "time ")):
        keywords = {"timezone": name.endswith("with time zone")}
        if arguments:
            keywords["precision"] = arguments[0]
        arguments = []
    elif name == "bit varying":
        keywords = {"varying": True}
    elif name == "double precision":
        arguments = [53]
    kind = classes.get(name)
    if kind is None and "." in name:
        # A type of an extension whose schema is not in the search path.
        kind = classes.get(name.rpartition(".")[2].strip('"'))
    return None if kind is None else lambda: kind(*arguments, **keywords)


__all__ = ["NAMED_TYPES", "NamedType", "TypeMaker"]
