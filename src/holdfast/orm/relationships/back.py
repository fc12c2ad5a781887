"""The two sides of a relationship find each other: `back_populates` and `backref`."""

from __future__ import annotations

from typing import Any

from ...exc import ArgumentError
from ...util import NO_ARG
from ..flags import MANYTOMANY


def backref(name: str, **kwargs: Any) -> tuple[str, dict[str, Any]]:
    """The `backref=` of a relationship with arguments of its own for the other side."""
    return (name, kwargs)


def generate_backref(prop: Any) -> None:
    """Make the other side that `backref=` asks for."""
    given = prop.arguments.backref
    if given is None or prop.back_populates:
        return
    name, options = (given, {}) if isinstance(given, str) else given
    options = dict(options)
    target = prop.mapper
    known = set(target._props)
    for mapper in target.self_and_descendants:
        known.update(mapper._props)
    if name in known and not _is_concrete(target):
        raise ArgumentError(
            f"Error creating backref '{name}' on relationship '{prop}': property of that name exists on mapper '{target}'"
        )
    if prop.secondary is not None:
        first = options.pop("primaryjoin", prop.secondaryjoin)
        second = options.pop("secondaryjoin", prop.primaryjoin)
        options.update(secondary=prop.secondary, primaryjoin=first, secondaryjoin=second)
    else:
        options.setdefault("primaryjoin", prop.primaryjoin)
        if "secondaryjoin" in options:
            raise ArgumentError("Can't assign 'secondaryjoin' on a backref against a non-secondary relationship.")
    if "foreign_keys" not in options and prop._calculated_foreign_keys:
        options["foreign_keys"] = list(prop._calculated_foreign_keys)
    if "remote_side" not in options and prop.secondary is None and prop._is_self_referential:
        options["remote_side"] = list(prop.local_columns)
    for inherited in ("viewonly", "post_update", "passive_updates", "sync_backref"):
        options.setdefault(inherited, getattr(prop, inherited))
    if options.get("viewonly"):
        options["sync_backref"] = None
    prop.back_populates = name
    other = type(prop)(prop.parent, back_populates=prop.key, **options)
    other.is_generated = True
    other.arguments.resolver = prop.arguments.resolver
    target.configure_property(name, other)
    other.init()


def _is_concrete(mapper: Any) -> bool:
    return bool(mapper.settings.concrete)


def link_back_populates(prop: Any) -> None:
    """Tie a relationship to the one it names, both ways."""
    key = prop.back_populates
    if not key:
        return
    if callable(key):
        key = key()
        key = prop.back_populates = getattr(key, "key", None) or getattr(getattr(key, "prop", None), "key", key)
    other = _other_side(prop, key)
    if not getattr(other, "is_relationship", False):
        raise ArgumentError(
            f"back_populates on relationship '{prop}' refers to attribute '{other}' that is not a relationship.  The "
            "back_populates parameter should refer to the name of a relationship on the target class."
        )
    other_parent = other.parent
    if getattr(other, "mapper", None) is not None and not _leads_to(other, prop):
        raise ArgumentError(
            f"reverse_property {key!r} on relationship {prop} references relationship {other}, which does not reference "
            f"mapper {prop.parent}"
        )
    prop._reverse_property.add(other)
    other._reverse_property.add(prop)
    direction = getattr(other, "direction", None)
    if direction is not None and prop.direction is direction and direction is not MANYTOMANY:
        raise ArgumentError(
            f"{prop} and back-reference {other} are both of the same direction {prop.direction!r}.  Did you mean to set "
            "remote_side on the many-to-one side ?"
        )
    if _follows(prop):
        _tie(prop, key)
    if _follows(other) and not other.back_populates:
        _tie(other, prop.key)
    assert other_parent is not None


def _other_side(prop: Any, key: str) -> Any:
    target = prop.mapper
    if key not in target._props:
        for mapper in target.self_and_descendants:
            if key in mapper._props:
                return mapper._props[key]
    return target.get_property(key)


def _leads_to(other: Any, prop: Any) -> bool:
    return bool(
        prop.parent.common_parent(other.mapper) and (other.mapper.isa(prop.parent) or prop.parent.isa(other.mapper))
    )


def _follows(prop: Any) -> bool:
    """Whether changes here are carried to the other side in memory."""
    if prop.sync_backref is not None and prop.sync_backref is not NO_ARG:
        return bool(prop.sync_backref)
    return not prop.viewonly and not any(other.viewonly for other in prop._reverse_property)


def _tie(prop: Any, key: str) -> None:
    for mapper in prop.parent.self_and_descendants:
        impl = mapper.impls.get(prop.key)
        if impl is not None and impl.prop is prop and key not in impl.backrefs:
            impl.backrefs = (*impl.backrefs, key)
