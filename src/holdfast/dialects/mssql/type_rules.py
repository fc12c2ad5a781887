"""How SQL Server writes types."""

from __future__ import annotations

from typing import Any

from ...sql.compiler import TYPE_RULES as COMMON
from ...sql.compiler import Rule, constant_rule


def _same_as(name: str) -> Rule:
    return lambda compiler, type_, keywords: str(compiler.rules.by_name[name](compiler, type_, keywords))


def _text(name: str, without_length: str = "") -> Rule:
    """A string with its collation; `(max)` where the length is not given, for the types that have that."""

    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        text = f"{name}({type_.length})" if type_.length else name + without_length
        collation = getattr(type_, "collation", None)
        in_cast = getattr(keywords.get("type_expression"), "__visit_name__", "") == "typeclause"
        return text if in_cast or not collation else f"{text} COLLATE {collation}"

    return render


def _with_precision(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        precision = getattr(type_, "precision", None)
        return name if precision is None else f"{name}({precision})"

    return render


def _of_2008(name: str) -> Rule:
    """DATE and TIME came with SQL Server 2008. Of a server that nobody has asked, the text is what all take."""

    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        version = compiler.dialect.server_version_info
        known = version is not None and version >= (10,)
        return str(compiler.rules.by_name[name if known else "DATETIME"](compiler, type_, keywords))

    return render


def datetime(compiler: Any, type_: Any, keywords: Any) -> str:
    return str(compiler.rules.by_name["DATETIMEOFFSET" if type_.timezone else "DATETIME"](compiler, type_, keywords))


def _large(modern: str, old: str) -> Rule:
    """Large types: the newer ones with `deprecate_large_types=True`, else those that every version has."""

    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        name = modern if compiler.dialect.deprecate_large_types else old
        return str(compiler.rules.by_name[name](compiler, type_, keywords))

    return render


def varbinary(compiler: Any, type_: Any, keywords: Any) -> str:
    text = f"VARBINARY({type_.length or 'max'})"
    return f"{text} FILESTREAM" if getattr(type_, "filestream", False) else text


def float_(compiler: Any, type_: Any, keywords: Any) -> str:
    return "FLOAT" if type_.precision is None else f"FLOAT({type_.precision})"


def uuid(compiler: Any, type_: Any, keywords: Any) -> str:
    return "UNIQUEIDENTIFIER" if type_.native_uuid else str(COMMON["uuid"](compiler, type_, keywords))


TYPE_RULES: dict[str, Rule] = {
    **{
        name: constant_rule(name)
        for name in ("TINYINT", "BIT", "MONEY", "SMALLMONEY", "XML", "IMAGE", "ROWVERSION", "SQL_VARIANT")
    },
    **{name: _with_precision(name) for name in ("DATETIME2", "DATETIMEOFFSET", "TIME")},
    **{name: _text(name) for name in ("TEXT", "NTEXT", "CHAR", "NCHAR")},
    **{name: _text(name, "(max)") for name in ("VARCHAR", "NVARCHAR")},
    "SMALLDATETIME": constant_rule("SMALLDATETIME"),
    "UNIQUEIDENTIFIER": constant_rule("UNIQUEIDENTIFIER"),
    "VARBINARY": varbinary,
    "FLOAT": float_,
    "boolean": constant_rule("BIT"),
    "double": constant_rule("DOUBLE PRECISION"),
    "unicode": _same_as("NVARCHAR"),
    "text": _large("VARCHAR", "TEXT"),
    "unicode_text": _large("NVARCHAR", "NTEXT"),
    "large_binary": _large("VARBINARY", "IMAGE"),
    "date": _of_2008("DATE"),
    "time": _of_2008("TIME"),
    "datetime": datetime,
    "uuid": uuid,
    "JSON": constant_rule("NVARCHAR(max)"),
}
