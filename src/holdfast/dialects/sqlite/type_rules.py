"""How SQLite's DDL writes types."""

from __future__ import annotations

from typing import Any

from ...sql.compiler import Rule, constant_rule


def large_binary(compiler: Any, type_: Any, keywords: Any) -> str:
    return "BLOB"


def _with_storage(name: str) -> Rule:
    """A date type; one whose stored form is all digits says CHAR, so that SQLite keeps it text."""

    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        stored = getattr(type_, "_storage_format", None)
        return name if stored is None or type_.format_is_text_affinity else f"{name}_CHAR"

    return render


TYPE_RULES: dict[str, Rule] = {
    "JSONB": constant_rule("JSONB"),
    "large_binary": large_binary,
    "DATETIME": _with_storage("DATETIME"),
    "DATE": _with_storage("DATE"),
    "TIME": _with_storage("TIME"),
}
