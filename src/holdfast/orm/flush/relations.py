"""What a flush asks of a mapping: its relationships in the order they are followed, orphans, which mapper needs which.

Answers are worked out once per mapper and kept in `mapper.emitted`. Pure: no states but for reading a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import eq
from typing import Any

from ..flags import MANYTOONE, ONETOMANY
from .rows import table_feeds


def flush_relationships(mapper: Any) -> tuple[Any, ...]:
    """The relationships a flush follows: those that write."""
    found = mapper.emitted.get("flush.relationships")
    if found is None:
        found = tuple(relationship for relationship in mapper.relationships if not relationship.viewonly)
        mapper.emitted["flush.relationships"] = found
    result: tuple[Any, ...] = found
    return result


def follow_keys(mapper: Any) -> frozenset[str]:
    """Attributes whose change concerns other objects: relationships, and a key that others follow by hand."""
    found = mapper.emitted.get("flush.follow")
    if found is None:
        relationships = flush_relationships(mapper)
        keys = {relationship.key for relationship in relationships}
        for relationship in relationships:
            if relationship.direction is ONETOMANY:
                keys.update(pointed_at(relationship, mapper))
        found = mapper.emitted["flush.follow"] = frozenset(keys)
    result: frozenset[str] = found
    return result


def pointed_at(relationship: Any, mapper: Any) -> list[str]:
    """The attributes of `mapper` that members of its collection point at."""
    return [mapper._property_of_column[source].key for source, _ in relationship.synchronize_pairs]


def shareable_keys(mapper: Any) -> frozenset[str]:
    """Columns whose changes are written by one UPDATE of values and key, and concern nothing else: objects may share them."""
    found = mapper.emitted.get("flush.shareable")
    if found is None:
        feeds = table_feeds(mapper)
        found = frozenset()
        if len(feeds) == 1 and feeds[0].version is None and not feeds[0].touched:
            own = {key for key, feed in feeds[0].by_key.items() if not feed.is_key and mapper.impls[key].is_equal is eq}
            found = frozenset(own.difference(follow_keys(mapper), mapper.pk_keys))
        mapper.emitted["flush.shareable"] = found
    result: frozenset[str] = found
    return result


def delete_orphan_tokens(mapper: Any) -> tuple[Any, ...]:
    """Relationships (as parent tokens) with delete-orphan that lead to this mapper."""
    found = mapper.emitted.get("flush.orphans")
    if found is None:
        found = tuple(
            parent.impls[relationship.key].parent_token
            for parent in related_mappers(mapper)
            for relationship in parent.relationships
            if relationship.cascade.delete_orphan and mapper.isa(relationship.mapper)
        )
        mapper.emitted["flush.orphans"] = found
    result: tuple[Any, ...] = found
    return result


def related_mappers(mapper: Any) -> list[Any]:
    """All mappers of the registries that know this one."""
    return list(mapper.registry.mappers)


def owns_key(mapper: Any, values: dict[str, Any]) -> Any:
    """The identity key made of the primary key in `values`; None if a part is missing."""
    parts = tuple(values.get(key) for key in mapper.pk_keys)
    if any(part is None for part in parts):
        return None
    return (mapper.identity_mapper.class_, parts, None)


def mapper_edges(bases: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Pairs (before, after) of base mappers: rows of the first must exist before rows of the second.

    From relationships, and from foreign keys that no relationship speaks of: SQLAlchemy leaves the latter to chance.
    """
    by_table: dict[Any, Any] = {}
    for base in bases:
        for mapper in base.self_and_descendants:
            for table in mapper.tables:
                by_table.setdefault(table, base)
    late: set[Any] = set()
    for base in bases:
        for mapper in base.self_and_descendants:
            for relationship in flush_relationships(mapper):
                if relationship.post_update:
                    late.update(dest for _, dest in relationship.synchronize_pairs)
                elif relationship.direction is ONETOMANY:
                    yield base, relationship.mapper.base_mapper
                elif relationship.direction is MANYTOONE:
                    yield relationship.mapper.base_mapper, base
    for table, base in by_table.items():
        for constraint in table.foreign_key_constraints:
            target = by_table.get(constraint.referred_table)
            if target is base and table is not constraint.referred_table and _is_inheritance(table, constraint):
                continue
            if target is not None and not late.intersection(constraint.columns):
                yield target, base


def _is_inheritance(table: Any, constraint: Any) -> bool:
    """Whether a foreign key joins the row of a subclass to that of its base: the same object, so no dependence."""
    return all(column.primary_key for column in constraint.columns)


def depends_on_itself(base: Any) -> bool:
    """Whether rows of this mapper may point at rows of the same mapper."""
    found = base.emitted.get("flush.recursive")
    if found is None:
        found = any(before is after for before, after in mapper_edges([base]))
        base.emitted["flush.recursive"] = found
    return bool(found)


def has_row_events(base: Any) -> bool:
    """Whether handlers listen to the rows of a mapper or of one that inherits from it."""
    return any(
        mapper.dispatch.before_insert
        or mapper.dispatch.after_insert
        or mapper.dispatch.before_update
        or mapper.dispatch.after_update
        or mapper.dispatch.before_delete
        or mapper.dispatch.after_delete
        for mapper in base.self_and_descendants
    )
