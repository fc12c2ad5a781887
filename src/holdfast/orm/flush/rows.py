"""What the objects of one mapper put into one table: which attribute feeds which column, and who fills the gaps.

Made once per (mapper, table), from the mapping alone; no state, no connection. Joined inheritance has one per table.
"""

from __future__ import annotations

from typing import Any


class ColumnFeed:
    """One column of a table and the attribute that feeds it.

    default: the client-side default, or None. generated: the database gives a value if the statement does not.
    keeps_none: an explicit None is a value of its own (JSON null).
    """

    __slots__ = ("column", "default", "generated", "is_key", "keeps_none", "key", "name", "onupdate")

    def __init__(self, column: Any, key: str, *, is_key: bool) -> None:
        self.column = column
        self.key = key
        self.name: str = column.key
        self.is_key = is_key
        self.keeps_none = bool(getattr(column.type, "should_evaluate_none", False))
        default = column.default
        self.default = default if default is not None and (default.is_scalar or default.is_callable) else None
        has_server_value = column.server_default is not None or (default is not None and self.default is None)
        self.generated = has_server_value
        self.onupdate = column.onupdate

    @property
    def optional(self) -> bool:
        """The statement has this column only if the object has a value for it."""
        return self.default is None and (self.is_key or self.generated or self.keeps_none)


class TableFeed:
    """The columns of one table as one mapper feeds them.

    inherited: the table's key comes from the row of a table before it (joined inheritance); `copied` are pairs
    of attribute keys (from, to) where it has another name here. autoincrement: the key column the database counts up.
    touched: columns that an UPDATE changes by itself (`onupdate`). `made` caches what is generated from this.
    """

    __slots__ = (
        "autoincrement",
        "by_key",
        "copied",
        "discriminator",
        "feeds",
        "generator",
        "inherited",
        "key_columns",
        "key_of",
        "made",
        "mapper",
        "optional",
        "table",
        "touched",
        "version",
        "version_key",
    )

    def __init__(self, mapper: Any, table: Any, *, inherited: bool) -> None:
        self.mapper = mapper
        self.table = table
        self.inherited = inherited
        self.feeds: list[ColumnFeed] = []
        key_columns = list(table.primary_key) or [column for column in mapper.primary_key if column.table is table]
        for column in table.c:
            prop = column_property(mapper, column)
            if prop is not None and not getattr(prop, "_is_polymorphic_discriminator", False):
                self.feeds.append(ColumnFeed(column, prop.key, is_key=column in key_columns))
        self.key_columns = tuple(key_columns)
        self.by_key = {feed.key: feed for feed in self.feeds}
        self.key_of = {feed.column: feed.key for feed in self.feeds}
        self.optional = [feed for feed in self.feeds if feed.optional]
        self.touched = [
            feed for feed in self.feeds if feed.onupdate is not None or feed.column.server_onupdate is not None
        ]
        counted = getattr(table, "_autoincrement_column", None)
        self.autoincrement = next((feed for feed in self.feeds if feed.column is counted), None)
        self.copied = _copied_keys(mapper, self) if inherited else []
        version = mapper.version_id_col
        self.version = version if version is not None and version.table is table else None
        self.version_key = None if self.version is None else self.key_of[self.version]
        self.discriminator = _discriminator(mapper, self)
        self.generator = _version_generator(mapper)
        self.made: dict[Any, Any] = {}


def _discriminator(mapper: Any, feed: TableFeed) -> tuple[str, Any] | None:
    """The attribute that tells the class of a row, if this table has it, and what it says for this mapper."""
    key = feed.key_of.get(mapper.polymorphic_on) if mapper.polymorphic_on is not None else None
    if key is None or mapper.polymorphic_identity is None:
        return None
    return key, mapper.polymorphic_identity


def _version_generator(mapper: Any) -> Any:
    """What gives the next version of a row; None when the database does (`version_id_generator=False`)."""
    chosen = mapper.settings.version_id_generator
    if chosen is False:
        return None
    return chosen or _count_up


def _count_up(version: Any) -> int:
    return int(version or 0) + 1


def _copied_keys(mapper: Any, feed: TableFeed) -> list[tuple[str, str]]:
    """Where the key of an inheriting table has an attribute of its own: pairs (attribute of the parent, own)."""
    pairs = []
    for column in feed.key_columns:
        for foreign_key in column.foreign_keys:
            source = column_property(mapper, foreign_key.column)
            own = feed.key_of.get(column)
            if source is not None and own is not None and source.key != own:
                pairs.append((source.key, own))
    return pairs


def column_property(mapper: Any, column: Any) -> Any:
    """The column attribute that feeds `column`, or None: the column is not mapped, or mapped by an expression."""
    return mapper._property_of_column.get(column)


def table_feeds(mapper: Any) -> list[TableFeed]:
    """The tables a mapper's objects have rows in, in the order in which the rows must be inserted."""
    made = mapper.emitted.get("flush.tables")
    if made is None:
        tables = list(mapper.tables)
        made = [TableFeed(mapper, table, inherited=number > 0) for number, table in enumerate(tables)]
        mapper.emitted["flush.tables"] = made
    return list(made)
