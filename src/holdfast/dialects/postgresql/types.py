"""PostgreSQL's own types."""

from __future__ import annotations

from typing import Any

from ...sql.types import NativeForEmulated, _AbstractInterval


class INTERVAL(NativeForEmulated, _AbstractInterval):
    """An interval; `fields` limits what is stored, such as `DAY TO HOUR`."""

    __visit_name__ = "INTERVAL"
    native = True

    def __init__(self, precision: int | None = None, fields: str | None = None) -> None:
        self.precision = precision
        self.fields = fields

    @classmethod
    def adapt_emulated_to_native(cls, impl: Any, **keywords: Any) -> INTERVAL:
        return cls(precision=impl.second_precision)


__all__ = ["INTERVAL"]
