"""The options of one statement, put in order: for each entity, what is wished for each of its attributes.

The planner reads this tree while it lowers a statement, and loaded objects keep their branch of it for their
lazy loads. What must not live here: what a strategy does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ... import exc
from ..exc import LoaderStrategyException
from .setting import WILDCARD, Setting, Token, related_entities


class RelationshipOption:
    """What is wished for one relationship; `node` holds the wishes for the entity it leads to."""

    __slots__ = ("arguments", "criteria", "node", "of_type", "plans", "strategy")

    def __init__(self, strategy: str | None = None, arguments: dict[str, Any] | None = None) -> None:
        self.strategy = strategy
        self.arguments: dict[str, Any] = arguments or {}
        self.of_type: Any = None
        self.criteria: tuple[Any, ...] = ()
        self.node: OptionNode = OptionNode()
        # What strategies plan for this wish is kept here: it lives as long as the plan that holds the tree.
        self.plans: dict[Any, Any] = {}


class ColumnOption:
    """What is wished for one column attribute."""

    __slots__ = ("arguments", "strategy")

    def __init__(self, strategy: str, arguments: dict[str, Any]) -> None:
        self.strategy = strategy
        self.arguments = arguments

    @property
    def deferred(self) -> bool:
        return self.strategy == "deferred"

    @property
    def raises(self) -> bool:
        return bool(self.arguments.get("raiseload"))


class OptionNode:
    """The wishes for one entity at one place of a statement.

    everywhere: the wishes of unbound wildcards, which hold at every place; shared by all nodes of a tree.
    """

    __slots__ = ("columns", "everywhere", "groups", "polymorphic", "relationships")

    def __init__(self) -> None:
        self.relationships: dict[str, RelationshipOption] = {}
        self.columns: dict[str, ColumnOption] = {}
        self.groups: set[str] = set()
        # Mappers of subclasses whose own columns are to be loaded too.
        self.polymorphic: tuple[Any, ...] = ()
        self.everywhere: OptionNode | None = None

    def relationship(self, key: str) -> RelationshipOption | None:
        """The wish for this relationship, or for all of the entity's, or for all of the statement's."""
        found = self.relationships.get(key) or self.relationships.get(WILDCARD)
        if found is None and self.everywhere is not None:
            found = self.everywhere.relationships.get(WILDCARD)
        return found

    def column(self, key: str) -> ColumnOption | None:
        found = self.columns.get(key) or self.columns.get(WILDCARD)
        if found is None and self.everywhere is not None:
            found = self.everywhere.columns.get(WILDCARD)
        return found

    def has_group(self, name: str) -> bool:
        return name in self.groups or (self.everywhere is not None and name in self.everywhere.groups)

    def __bool__(self) -> bool:
        return bool(self.relationships or self.columns or self.groups or self.everywhere or self.polymorphic)

    def __reduce__(self) -> tuple[Any, ...]:
        # Options hold mappers and expressions: a pickled object goes without, and loads as its mapping says.
        return OptionNode, ()


NO_OPTIONS: Final = OptionNode()


class OptionTree:
    """The wishes of a whole statement, by entity."""

    __slots__ = ("everywhere", "roots")

    def __init__(self, options: Iterable[Any] = ()) -> None:
        self.roots: list[tuple[Any, OptionNode]] = []
        self.everywhere: OptionNode | None = None
        for option in options:
            for setting in getattr(option, "settings", ()):
                self._add(setting)

    def __bool__(self) -> bool:
        return bool(self.roots) or self.everywhere is not None

    def extended(self, options: Iterable[Any]) -> OptionTree:
        """A tree with these options too; for an entity that has wishes in both, theirs count."""
        made = OptionTree(options)
        known = [root for root, _ in made.roots]
        made.roots += [(root, node) for root, node in self.roots if root not in known]
        if made.everywhere is None:
            made.everywhere = self.everywhere
        return made

    def node_for(self, entity: Any) -> OptionNode:
        """The wishes for an entity of the statement; `NO_OPTIONS` when there are none."""
        for root, node in self.roots:
            if related_entities(root, entity):
                return node
        if self.everywhere is not None:
            node = OptionNode()
            node.everywhere = self.everywhere
            self.roots.append((entity, node))
            return node
        return NO_OPTIONS

    def own_node(self, entity: Any) -> OptionNode:
        """The wishes that name just this entity, not one it inherits from."""
        for root, node in self.roots:
            if root is entity:
                return node
        return NO_OPTIONS

    def check_roots(self, entities: Iterable[Any]) -> None:
        """Refuse options for entities that the statement does not select."""
        present = list(entities)
        for root, node in self.roots:
            if not any(related_entities(root, entity) or related_entities(entity, root) for entity in present):
                named = _first_option(root, node)
                if not present:
                    raise exc.ArgumentError(
                        f"Query has only expression-based entities; attribute loader options for {root} can't be "
                        "applied here."
                    )
                raise exc.ArgumentError(
                    f"Mapped class {root.class_.__name__} referenced in option {named} does not apply to any of the "
                    f"root entities in this query, e.g. {', '.join(one.class_.__name__ for one in present)}. Please "
                    "specify the full path from one of the root entities to the target attribute. "
                )

    def _add(self, setting: Setting) -> None:
        first = setting.path[0]
        if first.entity is None:
            node = self._everywhere()
        else:
            node = self._root(first.entity)
        for token in setting.path[:-1]:
            node = self._branch(node, token).node
            node.everywhere = self.everywhere
        _apply(node, setting, setting.path[-1])

    def _everywhere(self) -> OptionNode:
        if self.everywhere is None:
            self.everywhere = OptionNode()
            for _, node in self.roots:
                _spread(node, self.everywhere)
        return self.everywhere

    def _root(self, entity: Any) -> OptionNode:
        for root, node in self.roots:
            if root is entity:
                return node
        node = OptionNode()
        node.everywhere = self.everywhere
        self.roots.append((entity, node))
        return node

    def _branch(self, node: OptionNode, token: Token) -> RelationshipOption:
        return _wish(node, token)


def _first_option(root: Any, node: OptionNode) -> str:
    """An option as the user wrote it: `joinedload(Address.user)`."""
    for key, option in node.relationships.items():
        word = {"select": "lazy", "raise": "raise", None: "default"}.get(option.strategy, option.strategy)
        method = word if word == "contains_eager" else f"{word}load"
        return f"{method}({root.class_.__name__}.{key})"
    for key, column in node.columns.items():
        return f"{'defer' if column.deferred else 'undefer'}({root.class_.__name__}.{key})"
    return repr(root)


def _check_kind(setting: Setting, token: Token) -> None:
    """Refuse a relationship's wish for a column, and the reverse."""
    if token.prop is None or setting.family == "group":
        return
    wants_relationship = setting.family == "relationship"
    if wants_relationship is token.prop.is_relationship:
        return
    if wants_relationship:
        what, has, wanted = f"{setting.strategy} loader", "column property", "relationship property"
    else:
        what, has, wanted = f"{setting.strategy} column loader", "relationship", "column property"
    raise LoaderStrategyException(
        f'Can\'t apply "{what}" strategy to property "{token!r}", which is a "{has}"; this loader strategy is '
        f'intended to be used with a "{wanted}".'
    )


def _wish(node: OptionNode, token: Token) -> RelationshipOption:
    found = node.relationships.get(token.key)
    if found is None:
        found = node.relationships[token.key] = RelationshipOption()
        found.node.everywhere = node.everywhere
    if token.of_type is not None:
        found.of_type = token.of_type
    if token.criteria:
        found.criteria = token.criteria
    return found


def _apply(node: OptionNode, setting: Setting, token: Token) -> None:
    _check_kind(setting, token)
    if setting.family == "group":
        node.groups.add(setting.strategy)
    elif setting.family == "polymorphic":
        node.polymorphic = (*node.polymorphic, *setting.arguments["mappers"])
    elif setting.family == "column":
        known = node.columns.get(token.key)
        if token.key == WILDCARD and known is not None and not known.deferred:
            return
        node.columns[token.key] = ColumnOption(setting.strategy, setting.arguments)
    else:
        wish = _wish(node, token)
        if setting.strategy == "default" and wish.strategy is not None:
            return
        wish.strategy = setting.strategy
        wish.arguments = setting.arguments


def _spread(node: OptionNode, everywhere: OptionNode) -> None:
    node.everywhere = everywhere
    for option in node.relationships.values():
        _spread(option.node, everywhere)
