"""Functions of arrays."""

from __future__ import annotations

from typing import Any

from ..types import ARRAY
from .base import argument
from .registry import ReturnTypeFromArgs, type_from_arguments


class array_agg(ReturnTypeFromArgs[Any]):
    """The values of a group as an array."""

    inherit_cache = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        parsed = kwargs.setdefault("_parsed_args", [argument(value, self.name) for value in args])
        if "type_" not in kwargs:
            item = type_from_arguments(parsed)
            kwargs["type_"] = item if item._is_array else kwargs.pop("_default_array_type", ARRAY)(item, dimensions=1)
        kwargs.pop("_default_array_type", None)
        super().__init__(*args, **kwargs)
