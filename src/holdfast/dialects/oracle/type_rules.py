"""How Oracle writes types."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import Rule, constant_rule


def _characters(name: str) -> Rule:
    """A string whose length counts characters, not bytes. Oracle's collations belong elsewhere."""

    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        return f"{name}({type_.length} CHAR)" if type_.length else name

    return render


def _sized(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        return f"{name}({type_.length})" if type_.length else name

    return render


def _scaled(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        precision, scale = type_.precision, getattr(type_, "scale", None)
        if precision is None:
            return name
        return f"{name}({precision})" if scale is None else f"{name}({precision}, {scale})"

    return render


def float_(compiler: Any, type_: Any, keywords: Any) -> str:
    binary = getattr(type_, "binary_precision", None)
    if binary is not None:
        return f"FLOAT({binary})"
    if type_.precision is None:
        return "FLOAT"
    near = int(type_.precision / 0.30103)
    raise exc.ArgumentError(
        "Oracle Database FLOAT types use 'binary precision', which does not convert cleanly from decimal 'precision'. "
        f"Give Oracle its own: Float(precision={type_.precision}).with_variant(oracle.FLOAT(binary_precision={near}), "
        "'oracle')"
    )


def timestamp(compiler: Any, type_: Any, keywords: Any) -> str:
    if getattr(type_, "local_timezone", False):
        return "TIMESTAMP WITH LOCAL TIME ZONE"
    return "TIMESTAMP WITH TIME ZONE" if type_.timezone else "TIMESTAMP"


def interval(compiler: Any, type_: Any, keywords: Any) -> str:
    days = "" if type_.day_precision is None else f"({type_.day_precision})"
    seconds = "" if type_.second_precision is None else f"({type_.second_precision})"
    return f"INTERVAL DAY{days} TO SECOND{seconds}"


def vector(compiler: Any, type_: Any, keywords: Any) -> str:
    dim = "*" if type_.dim is None else type_.dim
    storage_format = "*" if type_.storage_format is None else type_.storage_format.value
    storage_type = "*" if type_.storage_type is None else type_.storage_type.value
    return f"VECTOR({dim},{storage_format},{storage_type})"


TYPE_RULES: dict[str, Rule] = {
    **{name: constant_rule(name) for name in ("BINARY_FLOAT", "BINARY_DOUBLE", "LONG", "ROWID", "BFILE")},
    "big_integer": constant_rule("NUMBER(19)"),
    "NUMBER": _scaled("NUMBER"),
    "DOUBLE_PRECISION": _scaled("DOUBLE PRECISION"),
    "double": _scaled("DOUBLE PRECISION"),
    "FLOAT": float_,
    "float": float_,
    "string": _characters("VARCHAR2"),
    "unicode": _characters("VARCHAR2"),
    "VARCHAR2": _characters("VARCHAR2"),
    "VARCHAR": _characters("VARCHAR"),
    "NVARCHAR": _sized("NVARCHAR2"),
    "RAW": _sized("RAW"),
    "text": constant_rule("CLOB"),
    "unicode_text": constant_rule("CLOB"),
    "datetime": constant_rule("DATE"),
    "TIMESTAMP": timestamp,
    "INTERVAL": interval,
    "VECTOR": vector,
}
