"""`RelationshipProperty`: an attribute that leads to other objects.

What lives here: the property, its configuration from arguments to pairs and direction, its attribute. What must not:
SQL operators (`comparator.py`), loading, writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

from ...exc import ArgumentError, InvalidRequestError
from ...util import NO_ARG
from ..attributes import AttributeDispatch, CollectionImpl, ReferenceImpl
from ..collections import prepare_factory
from ..flags import MANYTOMANY, MANYTOONE, PASSIVE_NO_INITIALIZE, PASSIVE_OFF
from ..interfaces import MapperProperty
from ..mapper import add_single_parent_check, attach_validator, mapper_or_none
from ..state import promote
from .arguments import RelationshipArguments
from .back import generate_backref, link_back_populates
from .cascade import CascadeOptions, check_viewonly
from .comparator import RelationshipComparator
from .join_condition import JoinCondition, JoinRequest, narrowed_join, unmarked
from .overlaps import check_overlaps

_T = TypeVar("_T")

# Parameters of relationship() that are kept as they are, with their defaults.
PLAIN_PARAMETERS: dict[str, Any] = {
    "active_history": False,
    "collection_class": None,
    "distinct_target_key": None,
    "enable_typechecks": True,
    "innerjoin": False,
    "join_depth": None,
    "lazy": "select",
    "load_on_pending": False,
    "omit_join": None,
    "overlaps": None,
    "passive_deletes": False,
    "passive_updates": True,
    "post_update": False,
    "query_class": None,
    "single_parent": False,
    "sync_backref": None,
    "uselist": None,
    "viewonly": False,
}


class RelationshipProperty(MapperProperty[_T]):
    """Configuration of a relationship.

    After configuration: `mapper` (the target's), `direction`, `uselist`, `primaryjoin`, `secondaryjoin`, `local_remote_pairs`,
    `synchronize_pairs` (from source to foreign key), `remote_side`, `local_columns`, `order_by`, `cascade`.
    """

    Comparator = RelationshipComparator
    strategy_wildcard_key: ClassVar[str] = "relationship"
    is_relationship: ClassVar[bool] = True

    active_history: bool
    collection_class: Any
    distinct_target_key: Any
    enable_typechecks: bool
    innerjoin: Any
    join_depth: int | None
    lazy: Any
    load_on_pending: bool
    omit_join: Any
    overlaps: Any
    passive_deletes: Any
    passive_updates: bool
    post_update: bool
    query_class: Any
    single_parent: bool
    sync_backref: bool | None
    uselist: Any
    viewonly: bool

    def __init__(self, argument: Any = None, secondary: Any = None, **parameters: Any) -> None:
        super().__init__(info=parameters.pop("info", None), doc=parameters.pop("doc", None))
        self.arguments = RelationshipArguments(argument)
        self.arguments.secondary = secondary
        for name in ("primaryjoin", "secondaryjoin", "order_by", "foreign_keys", "remote_side", "backref"):
            setattr(self.arguments, name, parameters.pop(name, getattr(self.arguments, name)))
        self.back_populates: Any = parameters.pop("back_populates", None)
        self.comparator_factory = parameters.pop("comparator_factory", None) or RelationshipComparator
        cascade = parameters.pop("cascade", NO_ARG)
        for name, default in PLAIN_PARAMETERS.items():
            setattr(self, name, parameters.pop(name, default))
        if parameters:
            raise TypeError(f"relationship() got an unexpected keyword argument {next(iter(parameters))!r}")
        self._reverse_property: set[RelationshipProperty[Any]] = set()
        self.cascade: CascadeOptions = self._cascade_of(cascade)
        self._check_parameters()
        self._overlaps: set[str] = set(str(self.overlaps or "").replace(" ", "").split(","))
        self.target_hint: Any = None  # what the annotation said: (argument, uselist)
        self.secondary: Any = None
        self.order_by: Any = False

    def _cascade_of(self, given: Any) -> CascadeOptions:
        if given is NO_ARG or given is None:
            return CascadeOptions("merge" if self.viewonly else "save-update, merge")
        made = given if isinstance(given, CascadeOptions) else CascadeOptions(given)
        if self.viewonly:
            check_viewonly(made)
        return made

    def _check_parameters(self) -> None:
        if self.lazy in ("dynamic", "write_only"):
            raise ArgumentError(
                f"lazy={self.lazy!r} is not available in this version of holdfast. Select from the collection's class "
                "instead: select(Child).where(Child.parent == parent)."
            )
        if self.viewonly:
            for name, default in (("passive_deletes", False), ("passive_updates", True), ("post_update", False)):
                if getattr(self, name) != default:
                    raise ArgumentError(
                        f"Setting {name} on relationship() while also setting viewonly=True does not make sense, as a "
                        "viewonly=True relationship does not perform persistence operations."
                    )
            if self.sync_backref:
                raise ArgumentError("sync_backref and viewonly cannot both be True")
        if self.cascade.delete_orphan and self.passive_deletes == "all":
            raise ArgumentError(
                "Can't set passive_deletes='all' in conjunction with 'delete' or 'delete-orphan' cascade"
            )
        if self.arguments.backref and self.back_populates:
            raise ArgumentError("backref and back_populates keyword arguments are mutually exclusive")

    # -- on the class -----------------------------------------------------------------------------------------

    def instrument(self, mapper: Any) -> None:
        # Whether it is a collection is known for certain only later; `configure` exchanges the attribute then.
        self._instrument_as(mapper, self._guess_uselist())

    def _guess_uselist(self) -> bool:
        if self.uselist is not None:
            return bool(self.uselist)
        return self.collection_class is not None

    def _instrument_as(self, mapper: Any, uselist: bool) -> None:
        known = mapper.impls.get(self.key)
        dispatch = known.dispatch if known is not None and known.prop is self else AttributeDispatch()
        dispatch.changed = None
        impl: Any
        if uselist:
            factory, kind = prepare_factory(self.collection_class or list)
            impl = CollectionImpl(mapper, self.key, self, dispatch, factory, kind)
        else:
            impl = ReferenceImpl(mapper, self.key, self, dispatch)
        impl.active_history = self.active_history
        impl.load_on_pending = self.load_on_pending
        impl.save_update = self.cascade.save_update and not self.viewonly
        impl.track_parent = self.cascade.delete_orphan or self.single_parent
        mapper.add_impl(self.key, impl, self.comparator_factory(self, mapper))

    # -- configuration ----------------------------------------------------------------------------------------

    def configure(self) -> None:
        self._resolve_target()
        self._resolve_joins()
        self._check_cascade()
        if self.uselist is None:
            self.uselist = self.direction is not MANYTOONE
        for mapper in self.parent.self_and_descendants:
            if mapper._props.get(self.key) is self:
                impl = mapper.impls[self.key]
                if impl.collection != bool(self.uselist):
                    self._instrument_as(mapper, bool(self.uselist))
                attach_validator(mapper, self.key)
                if self.single_parent:
                    add_single_parent_check(mapper, self.key)
        if self.cascade.delete_orphan:
            self.mapper.__dict__.setdefault("_delete_orphans", []).append((self.key, self.parent))
        generate_backref(self)
        link_back_populates(self)
        check_overlaps(self)

    def _resolve_target(self) -> None:
        argument = self.arguments.value("argument", self)
        if argument is None:
            raise ArgumentError(f"relationship '{self}' has no target: give the class, or annotate it with Mapped[...]")
        inspected = mapper_or_none(argument)
        if inspected is None:
            raise ArgumentError(
                f"relationship '{self.key}' expects a class or a mapper argument (received: {type(argument)})"
            )
        self.argument = argument
        self.mapper = (
            inspected if isinstance(argument, type) or getattr(argument, "is_mapper", False) else inspected.mapper
        )
        self.entity = self.mapper if isinstance(argument, type) else _entity_of(argument)
        self.target = self.mapper.persist_selectable
        if self.mapper.registry is not self.parent.registry:
            self.parent.registry._dependencies.add(self.mapper.registry)
            self.mapper.registry._dependencies.add(self.parent.registry)

    def _resolve_joins(self) -> None:
        arguments = self.arguments
        secondary = arguments.value("secondary", self)
        if secondary is not None and not getattr(secondary, "_is_from_clause", False):
            mapped = mapper_or_none(secondary)
            secondary = secondary if mapped is None else mapped.local_table
        if secondary is not None and not getattr(secondary, "_is_from_clause", False):
            raise ArgumentError(
                f"secondary argument {secondary!r} passed to to relationship() {self} must be a Table object or other FROM "
                "clause; can't send a mapped class directly as rows in 'secondary' are persisted independently of a class that "
                "is mapped to that same table."
            )
        self.secondary = secondary
        request = JoinRequest(
            name=str(self),
            parent=self.parent.persist_selectable,
            parent_local=self.parent.local_table,
            child=self.entity.selectable if self.entity is not self.mapper else self.mapper.persist_selectable,
            child_local=self.mapper.local_table,
            secondary=secondary,
            primaryjoin=arguments.expression("primaryjoin", self),
            secondaryjoin=arguments.expression("secondaryjoin", self),
            foreign_keys=frozenset(arguments.columns("foreign_keys", self)),
            remote_side=frozenset(arguments.columns("remote_side", self)),
            self_referential=self.mapper.common_parent(self.parent),
            support_sync=not self.viewonly,
        )
        if request.primaryjoin is None:
            request.primaryjoin = narrowed_join(request)
        condition = self.join_condition = JoinCondition(request)
        self.primaryjoin = condition.primaryjoin
        self.secondaryjoin = condition.secondaryjoin
        self.direction = condition.direction
        self.local_remote_pairs = condition.local_remote_pairs
        self.remote_side = condition.remote_side
        self.local_columns = condition.local_columns
        self.synchronize_pairs = condition.synchronize_pairs
        self.secondary_synchronize_pairs = condition.secondary_synchronize_pairs
        self._calculated_foreign_keys = condition.foreign_columns
        ordering = arguments.ordering(self)
        self.order_by = ordering if ordering is False else [unmarked(element) for element in ordering]

    def _check_cascade(self) -> None:
        if self.cascade.delete_orphan and not self.single_parent and self.direction in (MANYTOMANY, MANYTOONE):
            kind = "many-to-one" if self.direction is MANYTOONE else "many-to-many"
            raise ArgumentError(
                f'For {kind} relationship {self}, delete-orphan cascade is normally configured only on the "one" side of a '
                'one-to-many relationship, and not on the "many" side of a many-to-one or many-to-many relationship.  To force '
                f'this relationship to allow a particular "{self.mapper.class_.__name__}" object to be referenced by only a '
                f'single "{self.parent.class_.__name__}" object at a time via the {self} relationship, which would allow '
                "delete-orphan cascade to take place in this direction, set the single_parent=True flag.",
                code="bbf0",
            )

    # -- questions --------------------------------------------------------------------------------------------

    @property
    def _is_self_referential(self) -> bool:
        return bool(self.mapper.common_parent(self.parent))

    @property
    def use_get(self) -> bool:
        """Whether the other side is found by its primary key alone: then memory may have it."""
        found = self.__dict__.get("_use_get")
        if found is None:
            remote = [remote for _, remote in self.local_remote_pairs]
            simple = self.direction is MANYTOONE and self.secondary is None
            equated = len(self.synchronize_pairs) == len(self.local_remote_pairs)
            found = (
                simple and equated and set(remote) == set(self.mapper.primary_key) and _only_equations(self.primaryjoin)
            )
            self.__dict__["_use_get"] = found
        return bool(found)

    def cascade_iterator(
        self,
        type_: str,
        state: Any,
        dict_: dict[str, Any],
        visited: set[Any],
        halt_on: Callable[[Any], bool] | None = None,
    ) -> Iterator[tuple[Any, Any, Any, Any]]:
        passive = PASSIVE_NO_INITIALIZE if type_ != "delete" or self.passive_deletes else PASSIVE_OFF
        obj = state.ref()
        impl = state.mapper.impls[self.key]
        members = impl.members(obj, dict_, passive)
        if type_ == "save-update":
            history = impl.get_history(state, dict_, PASSIVE_NO_INITIALIZE)
            known = {id(member) for member in members}
            members = members + [m for m in history.deleted if m is not None and id(m) not in known]
        for member in members:
            if member is None:
                continue
            other = promote(member)
            if other in visited or (halt_on is not None and halt_on(other)):
                continue
            if not other.mapper.isa(self.mapper.class_manager.mapper):
                raise AssertionError(
                    f"Attribute '{self.key}' on class '{self.parent.class_}' doesn't handle objects of type "
                    f"'{type(member)}'"
                )
            visited.add(other)
            yield member, other.mapper, other, member.__dict__

    def _value_as_iterable(self, state: Any, dict_: dict[str, Any], key: str, passive: int = PASSIVE_OFF) -> list[Any]:
        return [(promote(member), member) for member in state.mapper.impls[key].members(state.ref(), dict_, passive)]


def _entity_of(argument: Any) -> Any:
    return argument if getattr(argument, "is_mapper", False) else _inspected(argument)


def _inspected(argument: Any) -> Any:
    found = getattr(argument, "_aliased_insp", None)
    if found is None:
        raise InvalidRequestError(f"{argument!r} is not an entity a relationship can lead to")
    return found


def _only_equations(expression: Any) -> bool:
    """A plain conjunction of equations between columns."""
    if expression.__visit_name__ == "binary":
        return getattr(expression.operator, "__name__", "") == "eq" and all(
            side.__visit_name__ == "column" for side in (expression.left, expression.right)
        )
    clauses = getattr(expression, "clauses", None)
    return clauses is not None and all(_only_equations(clause) for clause in clauses)
