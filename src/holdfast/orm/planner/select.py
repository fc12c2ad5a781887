"""Lower a SELECT of entities to a plain SELECT and a description of its rows.

The walk of one statement: read the items of its columns clause (entities become columns), let the load strategies
take part, translate joins along relationships, then put the plain statement together; a joined collection under
LIMIT or DISTINCT is joined to a subquery instead. What must not live here: what a strategy does, and the criteria
of relationships (`relate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ... import exc
from ...sql.compiler import read_type
from ...sql.functions import FunctionElement
from ...sql.structure import statement_key
from ...util import late
from ..attributes import Bundle
from ..entities import AliasedClass, EntityNode, with_polymorphic
from ..mapper import selectin_mappers
from ..options import NO_OPTIONS, OptionNode, OptionTree, RelationshipOption
from .columns import ColumnList, read_columns
from .joins import EagerJoin, attach, nest, translate_joins
from .overlapping import with_targets_apart
from .planned import FollowUp, Planned, SubclassFollowUp
from .relate import single_criterion
from .rows import BundleRead, ColumnRead, EntityRead, ItemRead, RelatedRead, RowRead

loading = late("holdfast.orm.loading")


class Planning:
    """One statement being lowered; strategies take part through `join_related`, `read_related` and `follow`."""

    def __init__(self, statement: Any, tree: OptionTree, path: tuple[Any, ...] = ()) -> None:
        self.statement = statement
        self.path = path
        self.tree = tree
        self.primary = ColumnList()
        self.secondary = ColumnList()
        self.reads: list[EntityRead] = []
        self.in_secondary: set[int] = set()
        self.eager: list[EagerJoin] = []
        self.eager_of: dict[int, EagerJoin] = {}
        self.paths: dict[int, tuple[Any, ...]] = {}
        self.order_by: list[Any] = []
        self.entities: list[Any] = []
        self.bundles = 0
        # A mapper whose relationships are loaded already; those of its subclasses are not.
        self.below: Any = None
        # Mappers that the statement joins to by an alias that it did not ask for.
        self.apart: Mapping[Any, Any] = {}
        self.waiting: list[Any] = []
        self._current: ColumnList = self.primary

    # -- reading the columns clause ---------------------------------------------------------------------------

    def read_items(self, nodes: Iterable[Any]) -> list[tuple[str | None, ItemRead, Any]]:
        """(result key, what is read, node) of each item of the columns clause."""
        items: list[tuple[str | None, ItemRead, Any]] = []
        for node in nodes:
            if getattr(node, "is_entity", False):
                self.entities.append(node.entity)
                read = self.read_entity(node.entity, self.tree.node_for(node.entity), self.path)
                items.append((node.name, read, node))
            elif getattr(node, "is_bundle", False):
                items.append((node.name, self.read_bundle(node), node))
            elif node._is_from_clause:
                items += [(column.key, ColumnRead(self.primary.append(column)), column) for column in node.c]
            elif node.is_placeholder:
                items.append((node.proxy_key, ColumnRead(self.primary.append(node.element)), node))
            else:
                items.append((None, ColumnRead(self.primary.append(node)), node))
        return items

    def read_bundle(self, bundle: Bundle) -> BundleRead:
        """A bundle's columns, and the function that makes its value of a row."""
        parts = self.read_items(bundle.exprs)
        labels = [name if name is not None else str(node) for name, _, node in parts]
        readers = [_reader(position) for position in range(len(parts))]
        make = bundle.create_row_processor(self.statement, readers, labels)
        self.bundles += 1
        return BundleRead(self.bundles, make, tuple(read for _, read, _ in parts))

    def read_entity(self, entity: Any, node: OptionNode, path: tuple[Any, ...]) -> EntityRead:
        """Plan the loading of one entity: its relationships by their strategies, then its columns."""
        read = EntityRead(len(self.reads), entity.mapper)
        self.reads.append(read)
        self.paths[read.number] = path
        read.options = node if node else None
        target = self._current
        if target is self.secondary:
            self.in_secondary.add(read.number)
        parent = Parent(entity, read, node)
        for prop in self._relationships_of(entity):
            option = node.relationship(prop.key)
            word = option.strategy if option is not None and option.strategy not in (None, "default") else prop.lazy
            strategy = loading.STRATEGIES.get(word)
            if strategy is not None:
                strategy.setup(self, parent, prop, option)
        self._current = target
        read_columns(read, entity, node, target)
        for mapper in dict.fromkeys((*node.polymorphic, *selectin_mappers(entity.mapper))):
            if mapper is not entity.mapper and mapper not in entity.with_polymorphic_mappers:
                read.follow_ups.append(
                    SubclassFollowUp(
                        loading.STRATEGIES["selectin_polymorphic"], mapper, entity, self.tree.own_node(mapper)
                    )
                )
        return read

    def _relationships_of(self, entity: Any) -> list[Any]:
        """The relationships that come with an entity: its own, and those of subclasses that are read along."""
        found = list(entity.mapper.relationships)
        if self.below is not None and self.below is not entity.mapper and entity.mapper.isa(self.below):
            found = [prop for prop in found if prop.key not in self.below._props]
        for mapper in entity.with_polymorphic_mappers:
            known = {prop.key for prop in found}
            found += [prop for prop in mapper.relationships if prop.key not in known]
        return found

    # -- what strategies ask for ------------------------------------------------------------------------------

    def join_related(self, parent: Parent, prop: Any, option: RelationshipOption | None, innerjoin: Any) -> None:
        """Join the target of a relationship by an alias of its own; its columns come after all others."""
        if self._current is self.primary:
            self.waiting.append((parent, prop, option, innerjoin))
        else:
            self._join(parent, prop, option, innerjoin)

    def _join(self, parent: Parent, prop: Any, option: RelationshipOption | None, innerjoin: Any) -> None:
        target = target_of(prop, option)
        insp = target if target.is_aliased_class else AliasedClass(target.class_, flat=True)._aliased_insp
        criteria = option.criteria if option is not None else ()
        eager = EagerJoin(prop, parent.entity, insp, innerjoin, criteria)
        above = self.eager_of.get(parent.read.number)
        (self.eager if above is None else above.children).append(eager)
        self.order_by += eager.order_by()
        number = len(self.reads)
        self.eager_of[number] = eager
        child = self.read_entity(insp, child_node(option, parent.node), (*self.paths[parent.read.number], prop))
        parent.read.related.append(RelatedRead(prop.key, prop, child, narrows=not parent.read.mapper.isa(prop.parent)))

    def read_related(self, parent: Parent, prop: Any, option: RelationshipOption) -> None:
        """Take the target of a relationship from a join that the statement has; its columns come first."""
        before = self._current
        target = target_of(prop, option)
        path = (*self.paths[parent.read.number], prop)
        child = self.read_entity(self.apart.get(target, target), child_node(option, parent.node), path)
        self._current = before
        parent.read.related.append(RelatedRead(prop.key, prop, child, narrows=not parent.read.mapper.isa(prop.parent)))

    def follow(self, strategy: Any, parent: Parent, prop: Any, option: RelationshipOption | None) -> None:
        """Have `strategy` load the relationship once the rows of `parent` are read."""
        node = child_node(option, parent.node)
        path = (*self.paths[parent.read.number], prop)
        parent.read.follow_ups.append(FollowUp(strategy, prop, parent.entity, option, node, path))

    def is_recursive(self, parent: Parent, prop: Any) -> bool:
        """Whether the path to `parent` has come along this relationship's target already, so that eager loading by
        mapping alone would not end."""
        path = self.paths[parent.read.number]
        depth = prop.join_depth
        if depth:
            return bool(sum(1 for step in path if step is prop) >= depth)
        if not path:
            return bool(prop.mapper.base_mapper is parent.read.mapper.base_mapper)
        mappers = {step.mapper.base_mapper for step in path}
        mappers.add(parent.read.mapper.base_mapper)
        mappers.add(path[0].parent.base_mapper)
        return bool(prop.mapper.base_mapper in mappers)

    # -- putting together -------------------------------------------------------------------------------------

    def join_waiting(self) -> None:
        """Carry out the joins that were asked for, now that all other columns are known."""
        self._current = self.secondary
        for parent, prop, option, innerjoin in self.waiting:
            self._join(parent, prop, option, innerjoin)
        self._current = self.primary

    def finish(self, items: list[tuple[str | None, ItemRead, Any]]) -> Planned:
        """The plan of the statement."""
        plain = plain_select(self.statement, tuple(self.primary))
        if self.eager and _is_cut(self.statement) and any(join.has_collection() for join in self.eager):
            plain, shift = nest(plain, self.eager, self.order_by, tuple(self.secondary))
        else:
            shift = len(self.primary)
            plain = attach(plain, self.eager, self.order_by, tuple(self.secondary))
        self._shift(shift)
        types = tuple(read_type(column) if hasattr(column, "type") else None for column in plain._raw_columns)
        row = RowRead(tuple(item for _, item, _ in items), tuple(self.reads), types)
        planned = Planned(_done(plain), row, tuple(name for name, _, _ in items), tuple(node for _, _, node in items))
        planned.entity_items = frozenset(i for i, (_, item, _) in enumerate(items) if isinstance(item, EntityRead))
        planned.entity = self.entities[0] if self.entities else first_entity(self.statement)
        return planned

    def finish_given(
        self, items: list[tuple[str | None, ItemRead, Any]], element: Any, columns: tuple[Any, ...]
    ) -> Planned:
        """The plan of entities read from the rows of `element`; attributes without a column stay unloaded."""
        for read in self.reads:
            read.columns = tuple((key, index) for key, index in read.columns if index >= 0)
            missing = [str(c) for c, i in zip(read.mapper.primary_key, read.identity, strict=True) if i < 0]
            if missing:
                raise exc.NoSuchColumnError(f"Could not locate column in row for column '{missing[0]}'")
            if read.discriminator is not None and read.discriminator < 0:
                read.discriminator = None
        types: list[Any] = [getattr(column, "type", None) for column in columns]
        for read in self.reads:
            for key, index in read.columns:
                types += [None] * (index + 1 - len(types))
                types[index] = read.mapper.attrs[key].columns[0].type
        row = RowRead(tuple(item for _, item, _ in items), tuple(self.reads), tuple(types))
        planned = Planned(element, row, tuple(name for name, _, _ in items), tuple(node for _, _, node in items))
        planned.entity_items = frozenset(i for i, (_, item, _) in enumerate(items) if isinstance(item, EntityRead))
        planned.entity = self.entities[0] if self.entities else None
        return planned

    def _shift(self, by: int) -> None:
        """Columns of joined entities come after all others: move their indexes there."""
        for number in self.in_secondary:
            read = self.reads[number]
            read.columns = tuple((key, index + by) for key, index in read.columns)
            read.identity = tuple(index + by for index in read.identity)
            if read.discriminator is not None:
                read.discriminator += by
            read.kinds = {
                mapper: tuple((key, index + by) for key, index in pairs) for mapper, pairs in read.kinds.items()
            }


class Parent:
    """An entity whose relationships are being planned: the entity, its row model, its options."""

    __slots__ = ("entity", "node", "read")

    def __init__(self, entity: Any, read: EntityRead, node: OptionNode) -> None:
        self.entity = entity
        self.read = read
        self.node = node


def plan_select(
    statement: Any, tree: OptionTree | None = None, path: tuple[Any, ...] = (), below: Any = None
) -> Planned:
    """Lower a SELECT for the Session: plain statement, row model, follow-ups.

    `path`: the relationships that led to this statement, when a loader sends it. `below`: a mapper of whose subclass the
    statement loads only what the subclass adds.
    """
    if tree is None:
        tree = OptionTree(statement._with_options)
    origin = (statement, tree, path)
    binds = statement_key(statement.structure()).binds
    apart: Mapping[Any, Any] = {}
    if statement._setup_joins:
        statement, apart = with_targets_apart(statement)
    planning = Planning(statement, tree, path)
    planning.apart = apart
    planning.below = below
    items = planning.read_items(statement._raw_columns)
    if tree:
        tree.check_roots([read_entity for read_entity in planning.entities] or _named_entities(statement))
    planning.join_waiting()
    planned = planning.finish(items)
    planned.binds = binds
    planned.origin = origin
    return planned


def lower_select(statement: Any) -> Any:
    """Lower a SELECT inside another statement: entities stand for all their columns, options say nothing."""
    if statement._setup_joins:
        statement, _ = with_targets_apart(statement)
    columns: list[Any] = []
    for node in statement._raw_columns:
        if node.is_placeholder:
            columns += [_unwrapped(column) for column in node.expand()]
        else:
            columns.append(node)
    return _done(plain_select(statement, tuple(columns)))


def plain_select(statement: Any, columns: tuple[Any, ...]) -> Any:
    """The statement with these columns, its FROM and its joins in tables."""
    made = statement._generate()
    state = made.__dict__
    state["_raw_columns"] = columns
    state.pop("_with_options", None)
    state["_from_obj"] = (
        *(_selectable(element) for element in made._from_obj),
        *_joined_tables(statement),
    )
    if made._setup_joins:
        state["_setup_joins"] = translate_joins(made._setup_joins)
    if made._correlate:
        state["_correlate"] = tuple(_selectable(element) for element in made._correlate)
    if made._correlate_except:
        state["_correlate_except"] = tuple(_selectable(element) for element in made._correlate_except)
    criteria = [single_criterion(entity) for entity in _all_entities(statement)]
    if any(criterion is not None for criterion in criteria):
        extra = tuple(criterion for criterion in criteria if criterion is not None)
        state["_where_criteria"] = (*made._where_criteria, *extra)
    return made


def _joined_tables(statement: Any) -> list[Any]:
    """The joins that entities mapped to several tables select from, unless the statement names them already."""
    known = {id(_selectable(element)) for element in statement._from_obj}
    known.update(id(_selectable(part)) for step in statement._setup_joins for part in (step[0], step[2]))
    for step in statement._setup_joins:
        if getattr(step[0], "is_relationship_node", False):
            target = step[0]._of_type if step[0]._of_type is not None else step[0].property.entity
            known.add(id(target.selectable))
    found: list[Any] = []
    for entity in _entities_within(statement._raw_columns):
        selectable = entity.selectable
        if selectable._is_join and id(selectable) not in known:
            known.add(id(selectable))
            found.append(selectable)
    return found


def first_entity(statement: Any) -> Any:
    """The entity by which a session chooses its engine: the first that the statement speaks of; None for plain SQL."""
    for entity in _named_entities(statement):
        return entity
    return None


def _named_entities(statement: Any) -> list[Any]:
    """The entities whose columns or bundles a statement selects."""
    found: dict[int, Any] = {}
    waiting = list(statement._raw_columns)
    while waiting:
        node = waiting.pop(0)
        entity = getattr(node, "entity", None)
        if entity is not None and hasattr(entity, "mapper"):
            found[id(entity)] = entity
        else:
            waiting += node.get_children()
    if not found:
        for element in statement._from_obj:
            if isinstance(element, EntityNode):
                found[id(element.entity)] = element.entity
    return list(found.values())


def _all_entities(statement: Any) -> list[Any]:
    """The entities that the columns clause, FROM and WHERE of a statement speak of, or that are joined to without any
    criterion. Those of statements inside it are theirs."""
    bare_targets = [target for target, onclause, _, _ in statement._setup_joins if onclause is None]
    return _entities_within([*statement._raw_columns, *statement._from_obj, *bare_targets, *statement._where_criteria])


def _entities_within(nodes: Iterable[Any]) -> list[Any]:
    """The entities that these nodes and the expressions in them speak of, each once; statements inside keep theirs."""
    found: dict[int, Any] = {}
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        entity = getattr(node, "entity", None) if node.is_placeholder else None
        if entity is not None:
            if hasattr(entity, "mapper"):
                found[id(entity)] = entity
        elif isinstance(node, FunctionElement) or not (
            node.is_placeholder or getattr(node, "_is_from_clause", False) or hasattr(node, "_raw_columns")
        ):
            waiting += node.get_children()[::-1]
    return list(found.values())


def target_of(prop: Any, option: RelationshipOption | None) -> Any:
    """The entity that a relationship is loaded as."""
    if option is None or option.of_type is None:
        return prop.entity
    target = option.of_type
    if target.is_aliased_class or target is prop.mapper:
        return target
    # A subclass: all members are loaded, those of the subclass with what only it has.
    made = option.plans.get("of_type")
    if made is None:
        made = option.plans["of_type"] = with_polymorphic(prop.mapper, [target], aliased=True)._aliased_insp
    return made


def child_node(option: RelationshipOption | None, parent: OptionNode) -> OptionNode:
    """The options below a relationship."""
    if option is not None and option.node:
        return option.node
    if parent.everywhere is not None:
        node = OptionNode()
        node.everywhere = parent.everywhere
        return node
    return NO_OPTIONS


def _is_cut(statement: Any) -> bool:
    """Whether the statement's own rows are counted, so that a join must not multiply them."""
    return bool(
        statement._limit_clause is not None
        or statement._offset_clause is not None
        or statement._fetch_clause is not None
        or statement._distinct
        or statement._group_by_clauses
    )


def _selectable(element: Any) -> Any:
    return element.selectable if isinstance(element, EntityNode) else element


def _unwrapped(column: Any) -> Any:
    return getattr(column, "element", column) if column.is_placeholder else column


def _reader(position: int) -> Any:
    return lambda row: row[position]


def _done(statement: Any) -> Any:
    """Mark a statement as lowered: the compiler takes it as it is."""
    statement._remember("placeholders", False)
    return statement
