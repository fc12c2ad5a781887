"""What a user may say about a mapping beside table and properties, with the defaults."""

from __future__ import annotations

from typing import Any, Final

MAPPER_EVENTS: Final = (
    "after_delete",
    "after_insert",
    "after_mapper_constructed",
    "after_update",
    "attribute_instrumented",
    "before_delete",
    "before_insert",
    "before_mapper_configured",
    "before_update",
    "instrument_class",
    "mapper_configured",
)

_DEFAULTS: Final[dict[str, Any]] = {
    "allow_partial_pks": True,
    "always_refresh": False,
    "batch": True,
    "column_prefix": None,
    "concrete": False,
    "confirm_deleted_rows": True,
    "eager_defaults": "auto",
    "exclude_properties": None,
    "include_properties": None,
    "inherit_condition": None,
    "inherit_foreign_keys": None,
    "inherits": None,
    "legacy_is_orphan": False,
    "passive_deletes": False,
    "passive_updates": True,
    "polymorphic_abstract": False,
    "polymorphic_identity": None,
    "polymorphic_load": None,
    "polymorphic_on": None,
    "primary_key": None,
    "version_id_col": None,
    "version_id_generator": None,
    "with_polymorphic": None,
}


class MapperSettings:
    """The keyword arguments of a mapper as attributes. `single`: it inherits without a table of its own."""

    def __init__(self, given: dict[str, Any]) -> None:
        given = {
            name: value for name, value in given.items() if name not in ("_polymorphic_map", "_compiled_cache_size")
        }
        unknown = next((name for name in given if name not in _DEFAULTS), None)
        if unknown is not None:
            raise TypeError(f"Mapper.__init__() got an unexpected keyword argument {unknown!r}")
        self.__dict__.update(_DEFAULTS)
        self.__dict__.update(given)
        self.single = False
        self.adder: Any = None

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)
