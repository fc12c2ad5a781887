"""What a database can do, as data: the defaults that every dialect starts from.

The compiler knows a dialect only by these attributes and by the small hooks of `DialectProtocol`. No SQL is
written here.
"""

from __future__ import annotations

from typing import Any, ClassVar

from .sentinel import InsertmanyvaluesSentinelOpts


class Features:
    """Capabilities of a database; a dialect class overrides what differs. Names are SQLAlchemy's."""

    name: str = "default"
    driver: str = ""
    default_paramstyle: ClassVar[str] = "named"
    max_identifier_length: int = 9999
    label_length: int | None = None
    max_index_name_length: int | None = None
    max_constraint_name_length: int | None = None

    supports_native_boolean: bool = False
    supports_native_enum: bool = False
    supports_named_types: bool = False  # CREATE TYPE, before the tables that use it
    supports_native_uuid: bool = False
    supports_native_decimal: bool = False
    supports_native_json_serialization: bool = False
    supports_native_json_deserialization: bool = False
    non_native_boolean_check_constraint: bool = True
    returns_native_bytes: bool = False
    div_is_floordiv: bool = True

    supports_alter: bool = True
    supports_schemas: bool = True
    supports_views: bool = True
    supports_comments: bool = False
    supports_constraint_comments: bool = False
    inline_comments: bool = False
    supports_sequences: bool = False
    sequences_optional: bool = False
    preexecute_autoincrement_sequences: bool = False
    default_sequence_base: int = 1
    supports_identity_columns: bool = False

    supports_default_values: bool = False
    supports_default_metavalue: bool = False
    default_metavalue_token: str = "DEFAULT"  # noqa: S105 - a word of SQL
    supports_empty_insert: bool = True
    supports_multivalues_insert: bool = False
    insert_null_pk_still_autoincrements: bool = False
    cte_follows_insert: bool = False
    postfetch_lastrowid: bool = True
    favor_returning_over_lastrowid: bool = False

    insert_returning: bool = False
    update_returning: bool = False
    delete_returning: bool = False
    update_returning_multifrom: bool = False
    delete_returning_multifrom: bool = False
    insert_executemany_returning: bool = False
    insert_executemany_returning_sort_by_parameter_order: bool = False
    update_executemany_returning: bool = False
    delete_executemany_returning: bool = False

    use_insertmanyvalues: bool = False
    use_insertmanyvalues_wo_returning: bool = False
    insertmanyvalues_implicit_sentinel: int = InsertmanyvaluesSentinelOpts.NOT_SUPPORTED
    insertmanyvalues_page_size: int = 1000
    insertmanyvalues_max_parameters: int = 32700

    supports_is_distinct_from: bool = True
    supports_for_update_of: bool = False
    supports_simple_order_by_label: bool = True
    tuple_in_values: bool = False
    requires_name_normalize: bool = False
    supports_statement_cache: bool = True
    supports_sane_rowcount: bool = True
    supports_sane_multi_rowcount: bool = True
    supports_sane_rowcount_returning: bool = True
    supports_server_side_cursors: bool = False
    supports_virtual_generated_columns: bool = True

    # The keyword arguments that constructs accept under this dialect's prefix: `[(Index, {"where": None}), ...]`.
    construct_arguments: ClassVar[list[tuple[type, dict[str, Any]]] | None] = None
