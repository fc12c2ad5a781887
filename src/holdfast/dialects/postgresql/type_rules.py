"""How PostgreSQL writes types."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import Rule, constant_rule


def _zoned(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        precision = getattr(type_, "precision", None)
        zone = "WITH" if getattr(type_, "timezone", False) else "WITHOUT"
        return f"{name}{'' if precision is None else f'({precision})'} {zone} TIME ZONE"

    return render


def float_(compiler: Any, type_: Any, keywords: Any) -> str:
    return f"FLOAT({type_.precision})" if type_.precision else "FLOAT"


def array(compiler: Any, type_: Any, keywords: Any) -> str:
    inner = compiler.process(type_.item_type, **keywords)
    brackets = "[]" * (type_.dimensions if type_.dimensions is not None else 1)
    head, found, tail = inner.partition(" COLLATE")
    return f"{head}{brackets}{found}{tail}"


def enum(compiler: Any, type_: Any, keywords: Any) -> str:
    """A native enum is a type with a name of its own."""
    if not type_.native_enum:
        return str(compiler.rules.by_name["VARCHAR"](compiler, type_, keywords))
    return named(compiler, type_, keywords)


def named(compiler: Any, type_: Any, keywords: Any) -> str:
    """A type with a name of its own."""
    if type_.name is None:
        kind = "ENUM" if type(type_).__name__ == "ENUM" else "Enum"
        raise exc.CompileError(f"PostgreSQL {kind} type requires a name.  {type_!r} has none.")
    preparer = keywords.get("identifier_preparer") or compiler.dialect.identifier_preparer
    return str(preparer.format_type(type_))


def bit(compiler: Any, type_: Any, keywords: Any) -> str:
    text = "BIT VARYING" if type_.varying else "BIT"
    return text if type_.length is None else f"{text}({type_.length})"


def interval(compiler: Any, type_: Any, keywords: Any) -> str:
    text = "INTERVAL"
    if type_.fields is not None:
        text += f" {type_.fields}"
    return text if type_.precision is None else f"{text} ({type_.precision})"


# Types that are written as they are called.
_PLAIN = (
    *("BYTEA", "JSONB", "JSONPATH", "HSTORE", "CITEXT", "INET", "CIDR", "MACADDR", "MACADDR8", "MONEY", "OID"),
    *("REGCLASS", "REGCONFIG", "TSQUERY", "TSVECTOR"),
    *("INT4RANGE", "INT8RANGE", "NUMRANGE", "DATERANGE", "TSRANGE", "TSTZRANGE"),
    *("INT4MULTIRANGE", "INT8MULTIRANGE", "NUMMULTIRANGE", "DATEMULTIRANGE", "TSMULTIRANGE", "TSTZMULTIRANGE"),
)

TYPE_RULES: dict[str, Rule] = {
    **{name: constant_rule(name) for name in _PLAIN},
    "BIT": bit,
    "DOMAIN": named,
    "json_path": constant_rule("JSONPATH"),
    "FLOAT": float_,
    "double": constant_rule("DOUBLE PRECISION"),
    "datetime": _zoned("TIMESTAMP"),
    "TIMESTAMP": _zoned("TIMESTAMP"),
    "time": _zoned("TIME"),
    "TIME": _zoned("TIME"),
    "INTERVAL": interval,
    "large_binary": constant_rule("BYTEA"),
    "enum": enum,
    "ENUM": enum,
    "ARRAY": array,
    "array": array,
}
