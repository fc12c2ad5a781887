"""From the catalogue's text of a type to a type object; enums and domains are read where a column has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ....engine.reflection import sql_text
from ....plan import Plan
from ....sql.types import NULLTYPE, String
from ....util import warn
from ...base import Reflection
from ..array import ARRAY
from ..named_types import DOMAIN, ENUM

# What says which type it is: its text, the number of the enum or domain that it is or is an array of, is it an array.
TYPE_PARTS = """pg_catalog.format_type({number}, {modifier}),
       CASE WHEN {type}.typtype IN ('e', 'd') THEN {type}.oid WHEN {item}.typtype IN ('e', 'd') THEN {item}.oid END,
       {type}.typcategory = 'A' AND {type}.typtype <> 'd'"""

NAMED_TYPES = f"""SELECT t.oid, t.typtype::text, t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid),
       CASE WHEN t.typtype = 'e' THEN ARRAY(
            SELECT e.enumlabel::text FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) END,
       t.typnotnull, t.typdefault, c.collname, CASE WHEN NOT pg_catalog.pg_collation_is_visible(c.oid) THEN cn.nspname END,
       CASE WHEN t.typtype = 'd' THEN ARRAY(
            SELECT k.conname::text FROM pg_catalog.pg_constraint AS k
            WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname) END,
       CASE WHEN t.typtype = 'd' THEN ARRAY(
            SELECT pg_catalog.pg_get_constraintdef(k.oid, true) FROM pg_catalog.pg_constraint AS k
            WHERE k.contypid = t.oid AND k.contype = 'c' ORDER BY k.conname) END,
       {TYPE_PARTS.format(number="t.typbasetype", modifier="t.typtypmod", type="b", item="i")}
FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
     LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
     LEFT JOIN pg_catalog.pg_type AS i ON b.typcategory = 'A' AND i.oid = b.typelem
     LEFT JOIN pg_catalog.pg_collation AS c ON c.oid = t.typcollation AND c.collname <> 'default'
     LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.collnamespace
WHERE t.typtype IN ('e', 'd') AND """

_WITH_ARGUMENTS = re.compile(r"\(([^)]*)\)")
_CHECK = re.compile(r"CHECK \((.*)\)(?: NOT VALID)?$", re.S)


class NamedType:
    """An enum or a domain as the catalogue describes it."""

    __slots__ = (
        *("base", "checks", "collation", "collation_schema", "default", "is_enum", "labels", "name", "not_null"),
        *("schema", "visible"),
    )

    def __init__(self, row: Any) -> None:
        _, kind, self.name, self.schema, self.visible, labels, self.not_null, self.default, *rest = row
        self.collation, self.collation_schema, names, definitions, *self.base = rest
        self.is_enum = kind == "e"
        self.labels: list[str] = labels or []
        pairs = zip(names or (), definitions or (), strict=True)
        self.checks = [(name, found[1]) for name, text in pairs if (found := _CHECK.match(text))]


class TypeMaker:
    """Makes types of columns; knows the enums and domains that were loaded."""

    def __init__(self, dialect: Any) -> None:
        self.classes: dict[str, Any] = dialect.ischema_names
        self.named: dict[int, NamedType] = {}
        self.plain: dict[str, Callable[[], Any] | None] = {}

    def plan_load(self, reflection: Reflection, connection: Any, numbers: Iterable[Any]) -> Plan[None]:
        """Read these enums and domains, and those that domains are made of."""
        wanted = {number for number in numbers if number is not None} - self.named.keys()
        while wanted:
            rows = yield from reflection.rows(
                connection, NAMED_TYPES + "t.oid = ANY (CAST(:numbers AS oid[]))", numbers=sorted(wanted)
            )
            self.named.update((row[0], NamedType(row)) for row in rows)
            wanted = {row[-2] for row in rows if row[-2] is not None} - self.named.keys()

    def make(self, written: str, number: int | None, is_array: bool, collation: str | None, what: str) -> Any:
        """A new type object; `what` has it, for the warning when nobody knows the type."""
        if is_array:
            item = self.make(written.removesuffix("[]"), number, False, collation, what)
            return item if item is NULLTYPE else ARRAY(item)
        if number is not None and number in self.named:
            return self._make_named(self.named[number], what)
        if written not in self.plain:
            self.plain[written] = _constructor(self.classes, written)
        construct = self.plain[written]
        if construct is None:
            warn(f"Did not recognize type '{written}' of {what}")
            return NULLTYPE
        made = construct()
        if collation is not None and isinstance(made, String):
            made.collation = collation
        return made

    def _make_named(self, named: NamedType, what: str) -> Any:
        place = {} if named.visible else {"schema": named.schema}
        if named.is_enum:
            return ENUM(*named.labels, name=named.name, **place)
        settings: dict[str, Any] = dict(place)
        if named.checks:
            settings["constraint_name"], check = named.checks[0]
            settings["check"] = sql_text(check)
        if named.collation is not None:
            settings["collation"] = named.collation
            if named.collation_schema is not None:
                settings["collation_schema"] = named.collation_schema
        written, number, is_array = named.base
        base = self.make(written, number, is_array, named.collation, what)
        return DOMAIN(named.name, base, default=named.default, not_null=named.not_null, **settings)


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


__all__ = ["NAMED_TYPES", "TYPE_PARTS", "NamedType", "TypeMaker"]
