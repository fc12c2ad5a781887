"""How MySQL and MariaDB write types."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import Rule, constant_rule


def varchar(compiler: Any, type_: Any, keywords: Any) -> str:
    if not type_.length:
        raise exc.CompileError(f"VARCHAR requires a length on dialect {compiler.dialect.name}")
    return _collated(f"VARCHAR({type_.length})", type_)


def _text(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        length = getattr(type_, "length", None)
        return _collated(f"{name}({length})" if length else name, type_)

    return render


def _collated(text: str, type_: Any) -> str:
    collation = getattr(type_, "collation", None)
    return f"{text} COLLATE {collation}" if collation else text


def float_(compiler: Any, type_: Any, keywords: Any) -> str:
    return f"FLOAT({type_.precision})" if type_.precision else "FLOAT"


def enum(compiler: Any, type_: Any, keywords: Any) -> str:
    if not type_.native_enum:
        return varchar(compiler, type_, keywords)
    values = ["'" + value.replace("'", "''") + "'" for value in type_.enums]
    return f"ENUM({','.join(values)})"


def nvarchar(compiler: Any, type_: Any, keywords: Any) -> str:
    return f"NATIONAL VARCHAR({type_.length})"


def nchar(compiler: Any, type_: Any, keywords: Any) -> str:
    return f"NATIONAL CHAR({type_.length})" if type_.length else "NATIONAL CHAR"


def large_binary(compiler: Any, type_: Any, keywords: Any) -> str:
    return f"BLOB({type_.length})" if getattr(type_, "length", None) else "BLOB"


TYPE_RULES: dict[str, Rule] = {
    "VARCHAR": varchar,
    "CHAR": _text("CHAR"),
    "TEXT": _text("TEXT"),
    "NVARCHAR": nvarchar,
    "NCHAR": nchar,
    "FLOAT": float_,
    "BOOLEAN": constant_rule("BOOL"),
    "large_binary": large_binary,
    "enum": enum,
}
