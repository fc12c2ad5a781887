"""How MySQL and MariaDB write types."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import Rule, constant_rule


def _number(text: str, type_: Any) -> str:
    if getattr(type_, "unsigned", False):
        text += " UNSIGNED"
    return text + " ZEROFILL" if getattr(type_, "zerofill", False) else text


def _integer(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        width = getattr(type_, "display_width", None)
        return _number(name if width is None else f"{name}({width})", type_)

    return render


def _scaled(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        scale = getattr(type_, "scale", None)
        if type_.precision is None:
            return _number(name, type_)
        digits = f"({type_.precision})" if scale is None else f"({type_.precision}, {scale})"
        return _number(name + digits, type_)

    return render


def _floating(name: str) -> Rule:
    """Of DOUBLE and REAL only a pair of numbers is written."""

    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        scale = getattr(type_, "scale", None)
        both = type_.precision is not None and scale is not None
        return _number(f"{name}({type_.precision}, {scale})" if both else name, type_)

    return render


def _sized(name: str, attribute: str = "length") -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        size = getattr(type_, attribute, None)
        return f"{name}({size})" if size else name

    return render


def varchar(compiler: Any, type_: Any, keywords: Any) -> str:
    if type_.length is None:
        raise exc.CompileError(f"VARCHAR requires a length on dialect {compiler.dialect.name}")
    return with_charset(f"VARCHAR({type_.length})", type_)


def _text(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        length = getattr(type_, "length", None) if name in {"CHAR", "TEXT"} else None
        return with_charset(name if length is None else f"{name}({length})", type_)

    return render


def with_charset(text: str, type_: Any) -> str:
    """The text of a type with its character set and collation, in MySQL's order."""

    def has(option: str) -> Any:
        return getattr(type_, option, None)

    collation = f" COLLATE {type_.collation}" if has("collation") else (" BINARY" if has("binary") else "")
    if has("national"):
        return f"NATIONAL {text}{collation}"
    if has("charset"):
        return f"{text} CHARACTER SET {type_.charset}{collation}"
    if has("ascii"):
        return f"{text} ASCII{collation}"
    return f"{text} UNICODE{collation}" if has("unicode") else text + collation


def enum(compiler: Any, type_: Any, keywords: Any) -> str:
    if not type_.native_enum:
        return varchar(compiler, type_, keywords)
    return with_charset(f"ENUM({_words(compiler, type_.enums)})", type_)


def set_(compiler: Any, type_: Any, keywords: Any) -> str:
    return with_charset(f"SET({_words(compiler, type_.values)})", type_)


def _words(compiler: Any, words: Any) -> str:
    escape, doubled = compiler.dialect.escape_literal, compiler.dialect.identifier_preparer._double_percents
    written = ",".join([escape("'" + word.replace("'", "''") + "'") for word in words])
    return written.replace("%", "%%") if doubled else written


def nvarchar(compiler: Any, type_: Any, keywords: Any) -> str:
    if type_.length is None:
        raise exc.CompileError(f"NVARCHAR requires a length on dialect {compiler.dialect.name}")
    return _national(f"NATIONAL VARCHAR({type_.length})", type_)


def nchar(compiler: Any, type_: Any, keywords: Any) -> str:
    return _national("NATIONAL CHAR" if type_.length is None else f"NATIONAL CHAR({type_.length})", type_)


def _national(text: str, type_: Any) -> str:
    collation = getattr(type_, "collation", None)
    return f"{text} COLLATE {collation}" if collation else text


def large_binary(compiler: Any, type_: Any, keywords: Any) -> str:
    return "BLOB" if type_.length is None else f"BLOB({type_.length})"


def varbinary(compiler: Any, type_: Any, keywords: Any) -> str:
    if type_.length is None:
        raise exc.CompileError(f"VARBINARY requires a length on dialect {compiler.dialect.name}")
    return f"VARBINARY({type_.length})"


def bit(compiler: Any, type_: Any, keywords: Any) -> str:
    return "BIT" if type_.length is None else f"BIT({type_.length})"


def float_(compiler: Any, type_: Any, keywords: Any) -> str:
    scale = getattr(type_, "scale", None)
    if type_.precision is None:
        return _number("FLOAT", type_)
    return _number(f"FLOAT({type_.precision})" if scale is None else f"FLOAT({type_.precision}, {scale})", type_)


TYPE_RULES: dict[str, Rule] = {
    **{name: _integer(name) for name in ("INTEGER", "BIGINT", "SMALLINT", "MEDIUMINT", "TINYINT")},
    **{name: constant_rule(name) for name in ("TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "INET4", "INET6")},
    **{name: _sized(name, "fsp") for name in ("DATETIME", "TIMESTAMP", "TIME")},
    **{name: _text(name) for name in ("CHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT")},
    "NUMERIC": _scaled("NUMERIC"),
    "DECIMAL": _scaled("DECIMAL"),
    "DOUBLE": _floating("DOUBLE"),
    "REAL": _floating("REAL"),
    "FLOAT": float_,
    "BIT": bit,
    "YEAR": _sized("YEAR", "display_width"),
    "BLOB": large_binary,
    "large_binary": large_binary,
    "VARBINARY": varbinary,
    "BOOLEAN": constant_rule("BOOL"),
    "VARCHAR": varchar,
    "NVARCHAR": nvarchar,
    "NCHAR": nchar,
    "enum": enum,
    "ENUM": enum,
    "SET": set_,
}
