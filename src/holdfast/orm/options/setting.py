"""One step and one wish of a loader option: `Token` names an attribute on a path, `Setting` says how to load it.

What must not live here: what the wishes mean for a statement; the planner and the load strategies know.
"""

from __future__ import annotations

from typing import Any, Final

from ... import exc
from ...sql.structure import intern_key

WILDCARD: Final = "*"


class Token:
    """An attribute on the path of an option: its entity, its key, and what `of_type()` and `and_()` added.

    entity is None for an unbound wildcard, which speaks of every entity of the statement.
    """

    __slots__ = ("criteria", "entity", "key", "of_type", "prop")

    def __init__(
        self, entity: Any, key: str, prop: Any = None, of_type: Any = None, criteria: tuple[Any, ...] = ()
    ) -> None:
        self.entity = entity
        self.key = key
        self.prop = prop
        self.of_type = of_type
        self.criteria = criteria

    def structure(self) -> tuple[Any, tuple[Any, ...]]:
        """The hashable identity of the token and the holes of its entities and criteria."""
        holes: list[Any] = []
        parts: list[Any] = [self.key]
        for entity in (self.entity, self.of_type):
            if entity is None:
                parts.append(None)
                continue
            key, inner = entity.__clause_element__().structure()
            holes.extend(inner)
            parts.append((key, bool(key)))
        for criterion in self.criteria:
            key, inner = criterion.structure()
            holes.extend(inner)
            parts.append((key, bool(key)))
        return tuple(parts), tuple(holes)

    @property
    def target(self) -> Any:
        """The entity that the relationship leads to."""
        if self.of_type is not None:
            return self.of_type
        return None if self.prop is None else self.prop.entity

    def __repr__(self) -> str:
        owner = "" if self.entity is None else f"{self.entity.class_.__name__}."
        return f"{owner}{self.key}"


class Setting:
    """How the attribute at the end of `path` is to be loaded.

    family: "relationship", "column" or "group". strategy: the word for it ("joined", "selectin", ...; "deferred",
    "undeferred", "expression"). arguments: what came along, as sorted pairs.
    """

    __slots__ = ("arguments", "family", "path", "strategy")

    def __init__(self, path: tuple[Token, ...], family: str, strategy: str, **arguments: Any) -> None:
        self.path = path
        self.family = family
        self.strategy = strategy
        self.arguments = arguments

    def below(self, path: tuple[Token, ...]) -> Setting:
        """The same wish with `path` put before its own."""
        return Setting(path + self.path, self.family, self.strategy, **self.arguments)

    def structure(self) -> tuple[int, tuple[Any, ...]]:
        parts: list[Any] = [self.family, self.strategy]
        holes: list[Any] = []
        for token in self.path:
            part, inner = token.structure()
            parts.append(part)
            holes.extend(inner)
        for name, value in sorted(self.arguments.items()):
            parts.append(name)
            if hasattr(value, "structure"):
                key, inner = value.structure()
                holes.extend(inner)
                parts.append((key,))
            else:
                parts.append(value)
        return intern_key(tuple(parts)), tuple(holes)

    def __repr__(self) -> str:
        return f"<{self.strategy} {' -> '.join(map(repr, self.path))}>"


def token_for(attribute: Any, parent: Token | None, entity: Any) -> Token:
    """The token of an attribute as the user gave it, below `parent` or on `entity`."""
    if isinstance(attribute, str):
        if attribute != WILDCARD:
            raise exc.ArgumentError(
                "Strings are not accepted for attribute names in loader options; please use class-bound attributes "
                f"directly: User.{attribute}, not {attribute!r}."
            )
        return Token(parent.target if parent is not None else entity, WILDCARD)
    owner = getattr(attribute, "parent", None)
    prop = getattr(attribute, "property", None)
    if owner is None or prop is None:
        raise exc.ArgumentError(
            f"expected ORM mapped attribute for loader strategy argument, got {attribute!r}. Give a class-bound "
            "attribute such as User.addresses."
        )
    if parent is not None:
        check_link(owner, prop, parent)
    elif entity is not None:
        _check_entity(owner, prop, entity)
    return Token(owner, prop.key, prop, getattr(attribute, "_of_type", None), getattr(attribute, "_extra_criteria", ()))


def check_link(owner: Any, prop: Any, parent: Token) -> None:
    target = parent.target
    if target is None:
        return
    if not related_entities(owner, target):
        raise exc.ArgumentError(
            f'ORM mapped entity or attribute "{_named(owner, prop)}" does not link from relationship "{parent!r}".'
            + _link_advice(owner, parent)
        )


def _link_advice(owner: Any, parent: Token) -> str:
    if owner.mapper.isa(parent.target.mapper):
        return f'  Did you mean to use "{parent!r}.of_type({owner.class_.__name__})"?'
    return ""


def _check_entity(owner: Any, prop: Any, entity: Any) -> None:
    if not related_entities(owner, entity):
        raise exc.ArgumentError(f'Attribute "{_named(owner, prop)}" does not link from element "{entity}".')


def related_entities(owner: Any, entity: Any) -> bool:
    """Whether an attribute of `owner` may be spoken of on `entity`: the same alias, or mappers of one hierarchy."""
    if owner is entity or getattr(owner, "root", None) is entity:
        return True
    if getattr(owner, "is_aliased_class", False) or getattr(entity, "is_aliased_class", False):
        return False
    return bool(entity.mapper.isa(owner.mapper))


def _named(owner: Any, prop: Any) -> str:
    return f"{owner.class_.__name__}.{prop.key}"
