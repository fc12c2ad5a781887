"""The SQL operators of a relationship: comparisons with objects, any(), has(), contains(), of_type(), and_()."""

from __future__ import annotations

from typing import Any, NoReturn

from ...exc import ArgumentError, InvalidRequestError
from ...inspection import inspect
from ...sql.elements import BindParameter, and_, expect, literal_column, not_, or_
from ...sql.selectable import exists
from ...sql.structure import replacement_traverse
from ..exc import UnmappedInstanceError
from ..flags import MANYTOMANY, MANYTOONE, NO_VALUE, ONETOMANY
from ..interfaces import PropComparator
from ..state import instance_state


class RelationshipComparator(PropComparator):
    """Operators of one relationship on an entity. `of_type_entity` narrows its target, `extra_criteria` its join."""

    def __init__(
        self,
        prop: Any,
        parententity: Any,
        adapt_to_entity: Any = None,
        of_type: Any = None,
        extra_criteria: tuple[Any, ...] = (),
    ) -> None:
        super().__init__(prop, parententity, adapt_to_entity)
        self._of_type = of_type
        self._extra_criteria = extra_criteria

    @property
    def of_type_entity(self) -> Any:
        return self._of_type

    def adapt_to_entity(self, adapt_to_entity: Any) -> RelationshipComparator:
        return type(self)(self.prop, self._parententity, adapt_to_entity, self._of_type, self._extra_criteria)

    @property
    def entity(self) -> Any:
        """The mapper or alias at the other end."""
        return self.property.entity

    @property
    def mapper(self) -> Any:
        return self.property.mapper

    def _parts(self) -> tuple[Any, Any, Any]:
        """Primary join, secondary join and secondary, the parent's columns adapted to its alias."""
        prop = self.property
        primary = prop.primaryjoin
        if self.adapter is not None:
            primary = self._adapt_parent(primary)
        return primary, prop.secondaryjoin, prop.secondary

    def _adapt_parent(self, expression: Any) -> Any:
        prop, adapt = self.property, self.adapter
        assert adapt is not None
        local = {id(column) for column in prop.local_columns}

        def replace(node: Any) -> Any:
            return adapt(node) if id(node) in local else None

        return replacement_traverse(expression, None, replace)

    def __clause_element__(self) -> Any:
        primary, secondary, _ = self._parts()
        return primary if secondary is None else and_(primary, secondary)

    def of_type(self, class_: Any) -> RelationshipComparator:
        """Lead to a subclass or an alias of the target."""
        return type(self)(self.prop, self._parententity, self._adapt_to_entity, inspect(class_), self._extra_criteria)

    def and_(self, *criteria: Any) -> RelationshipComparator:
        """Add criteria to the ON clause."""
        extra = (*self._extra_criteria, *[expect("where_having", criterion) for criterion in criteria])
        return type(self)(self.prop, self._parententity, self._adapt_to_entity, self._of_type, extra)

    def in_(self, other: Any) -> NoReturn:
        raise NotImplementedError(
            "in_() not yet supported for relationships.  For a simple many-to-one, use in_() against the set of foreign key "
            "values."
        )

    __hash__ = PropComparator.__hash__

    # -- equality ---------------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> Any:
        prop = self.property
        if other is None or getattr(other, "__visit_name__", None) == "null":
            if prop.direction in (ONETOMANY, MANYTOMANY):
                return ~self._exists(None, {})
            return self._compare(None)
        if prop.uselist:
            raise InvalidRequestError(
                "Can't compare a collection to an object or collection; use contains() to test for membership."
            )
        return self._compare(other)

    def __ne__(self, other: object) -> Any:
        prop = self.property
        if other is None or getattr(other, "__visit_name__", None) == "null":
            if prop.direction is MANYTOONE:
                return not_(self._compare(None))
            return self._exists(None, {})
        if prop.uselist:
            raise InvalidRequestError(
                "Can't compare a collection to an object or collection; use contains() to test for membership."
            )
        return self._not_equal(other)

    def _compare(self, other: Any) -> Any:
        """The join with the columns of the other side replaced by the object's values."""
        return self.optimized_compare(other)

    def optimized_compare(self, other: Any, *, of_remote: bool = True) -> Any:
        """`primaryjoin` with one side's columns replaced by values of an object, read when the statement runs.

        `of_remote`: `other` is a member of the relationship; else it is the parent.
        """
        prop = self.property
        primary, secondary, _ = self._parts()
        if other is None:
            return _is_null(primary, prop)
        obj = _object_of(other, prop)
        expression = primary if secondary is None else secondary
        pairs = {id(remote if of_remote else local) for local, remote in prop.local_remote_pairs}
        if secondary is not None:
            pairs = {id(column) for column, _ in prop.secondary_synchronize_pairs}
        return bind_columns(expression, pairs, obj, prop.mapper if of_remote else prop.parent)

    def _not_equal(self, other: Any) -> Any:
        prop = self.property
        obj = _object_of(other, prop)
        if prop.direction is MANYTOONE:
            adapt = self.adapter or (lambda column: column)
            state = instance_state(obj)
            clauses = []
            for local, remote in prop.local_remote_pairs:
                column = adapt(local)
                value = _value_getter(state, prop.mapper, remote)
                bind: Any = BindParameter(column.key, None, type_=column.type, unique=True, callable_=value)
                clauses.append(or_(column != bind, column.is_(None)))
            return and_(*clauses)
        criterion = and_(
            *[column == _value_getter(instance_state(obj), prop.mapper, column)() for column in prop.mapper.primary_key]
        )
        return ~self._exists(criterion, {})

    # -- membership -------------------------------------------------------------------------------------------

    def contains(self, other: Any, **kwargs: Any) -> Any:
        """Whether an object is a member of the collection."""
        prop = self.property
        if not prop.uselist:
            raise InvalidRequestError("'contains' not implemented for scalar attributes.  Use ==")
        clause = self.optimized_compare(other)
        if prop.secondary is None:
            return clause
        # The rows that link this object to that one are asked for under a name of their own.
        return replacement_traverse(
            and_(self._parts()[0], clause), None, _adapter(prop.secondary, prop.secondary.alias())
        )

    def any(self, criterion: Any = None, **kwargs: Any) -> Any:
        """`EXISTS` a member that meets the criterion."""
        if not self.property.uselist:
            raise InvalidRequestError("'any()' not implemented for scalar attributes. Use has().")
        return self._exists(criterion, kwargs)

    def has(self, criterion: Any = None, **kwargs: Any) -> Any:
        """`EXISTS` a referred object that meets the criterion."""
        if self.property.uselist:
            raise InvalidRequestError("'has()' not implemented for collections. Use any().")
        return self._exists(criterion, kwargs)

    def _exists(self, criterion: Any, equal: dict[str, Any]) -> Any:
        target = self._of_type if self._of_type is not None else self.property.entity
        selectable, adapt = self._far_side(target)
        joined, through = self._join_to(adapt)
        for key, value in equal.items():
            condition = getattr(target.class_ if target.is_mapper else target.entity, key) == value
            criterion = condition if criterion is None else criterion & condition
        clauses = [joined, *self._extra_criteria]
        if criterion is not None:
            criterion = _core(expect("where_having", criterion))
            clauses.append(criterion if adapt is None else replacement_traverse(criterion, None, adapt))
        froms = [selectable] if through is None else [selectable, through]
        condition = and_(*clauses) if len(clauses) > 1 else clauses[0]
        return exists(literal_column("1")).where(condition).select_from(*froms).correlate_except(*froms)

    def _far_side(self, target: Any) -> tuple[Any, Any]:
        """What stands for the target inside the EXISTS, and how columns of its table become those of that."""
        selectable = target.selectable
        if self._of_type is not None and self._of_type.is_aliased_class:
            return selectable, self._of_type.adapt_element
        if self.property._is_self_referential and self._adapt_to_entity is None:
            alias = selectable.alias()
            return alias, _adapter(selectable, alias)
        return selectable, None

    def _join_to(self, adapt: Any) -> tuple[Any, Any]:
        """The whole join with the far side's columns adapted, and the secondary as it stands there."""
        primary, secondary, through = self._parts()
        if through is None:
            if adapt is not None:
                primary = _adapt_only(primary, self.property.remote_side, adapt)
            return primary, None
        if adapt is None:
            return and_(primary, secondary), through
        # The far side's columns are those of the second join; the first may hold the very same ones for the near side.
        secondary = _adapt_only(secondary, [column for column, _ in self.property.secondary_synchronize_pairs], adapt)
        joined = and_(primary, secondary)
        if self.property._is_self_referential:
            alias = through.alias()
            return replacement_traverse(joined, None, _adapter(through, alias)), alias
        return joined, through


def _adapter(original: Any, alias: Any) -> Any:
    """Columns of a FROM element to those of an alias of it; other columns stay."""
    columns = {id(column): column for column in original.c}

    def adapt(node: Any) -> Any:
        return alias.corresponding_column(node) if id(node) in columns else None

    return adapt


def _adapt_only(expression: Any, columns: Any, adapt: Any) -> Any:
    """The expression with just these columns adapted."""
    chosen = {id(column) for column in columns}
    return replacement_traverse(expression, None, lambda node: adapt(node) if id(node) in chosen else None)


def _core(expression: Any) -> Any:
    """Placeholders of plain mappers become their columns, those of aliases stay."""

    def replace(node: Any) -> Any:
        return node.element if getattr(node, "is_placeholder", False) and hasattr(node, "element") else None

    return replacement_traverse(expression, None, replace)


def _is_null(expression: Any, prop: Any) -> Any:
    """`column IS NULL` for the local columns of a many-to-one."""
    columns = [local for local, _ in prop.local_remote_pairs]
    known = {id(column) for column in columns}
    found = [node for node in _columns_in(expression) if id(node) in known] or columns
    clauses = [column.is_(None) for column in found]
    return clauses[0] if len(clauses) == 1 else and_(*clauses)


def _columns_in(expression: Any) -> list[Any]:
    found: list[Any] = []
    waiting = [expression]
    while waiting:
        node = waiting.pop(0)
        if node.__visit_name__ == "column":
            found.append(node)
        waiting.extend(node.get_children())
    return found


def _object_of(other: Any, prop: Any) -> Any:
    state = inspect(other, raiseerr=False)
    if state is None or not getattr(state, "is_instance", False):
        raise ArgumentError(
            f"Mapped instance expected for relationship comparison to object.   Classes, queries and other SQL elements are not accepted in this context; for comparison with a subquery, use {prop}.has(**criteria)."
        )
    if not state.mapper.common_parent(prop.mapper) and not state.mapper.common_parent(prop.parent):
        raise UnmappedInstanceError(other, f"{prop} leads to {prop.mapper.class_.__name__}, and {other!r} is none")
    return other


def bind_columns(expression: Any, columns: set[int], obj: Any, mapper: Any) -> Any:
    """`expression` with the columns (by id) replaced by parameters that read the object when the statement runs."""
    state = instance_state(obj)
    made: dict[int, Any] = {}

    def replace(node: Any) -> Any:
        if id(node) not in columns:
            return None
        known = made.get(id(node))
        if known is None:
            getter = _value_getter(state, mapper, node)
            known = made[id(node)] = BindParameter(None, None, type_=node.type, unique=True, callable_=getter)
        return known

    return replacement_traverse(expression, None, replace)


def _value_getter(state: Any, mapper: Any, column: Any) -> Any:
    """A function that gives the object's value of a column when it is called; it remembers the last one known."""
    prop = mapper.get_property_by_column(column)
    key = prop.key
    last = state.dict.get(key, NO_VALUE)
    keep = state.ref()  # the object must live as long as the statement may run

    def value() -> Any:
        nonlocal last
        present = keep.__dict__
        current = present.get(key, NO_VALUE)
        if current is NO_VALUE and state.owner.session is not None:
            current = getattr(keep, key)
        if current is NO_VALUE:
            if last is NO_VALUE and state._key is None:
                raise InvalidRequestError(
                    f"Can't resolve value for column {column} on object '{state}'; the object is transient and its value "
                    "is not set"
                )
            current = None if last is NO_VALUE else last
        last = current
        return current

    return value
