"""Join: two FROM elements and the criterion between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ... import exc
from .. import operators
from ..elements import ColumnElement, expect, roles
from ..structure import CHILD, PLAIN, Field, iterate, replacement_traverse
from .base import FromClause, FromGrouping, Maker
from .join_inference import join_condition
from .labels import LABEL_STYLE_TABLENAME_PLUS_COL


class Join(FromClause):
    """`left JOIN right ON onclause`; LEFT OUTER when `isouter`, FULL OUTER when `full`.

    Its columns are the very columns of both sides, under the keys `<table>_<column>`.
    """

    __visit_name__ = "join"
    _roles = FromClause._roles | {roles.DML_TABLE}
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("left", CHILD),
        Field("right", CHILD),
        Field("onclause", CHILD),
        Field("isouter", PLAIN),
        Field("full", PLAIN),
    )
    _memos = (*FromClause._memos, "c", "columns", "primary_key", "foreign_keys", "_froms", "_hidden")

    _is_join = True
    _is_from_container = True

    def __init__(self, left: Any, right: Any, onclause: Any = None, isouter: bool = False, full: bool = False) -> None:
        self.left = expect("from_clause", left)
        self.right = expect("from_clause", right).self_group()
        if onclause is None:
            self.onclause = self._infer_onclause(self.left, self.right)
        else:
            self.onclause = expect("on_clause", onclause).self_group(against=operators._asbool)
        self.isouter = isouter
        self.full = full

    @classmethod
    def _of(cls, left: Any, right: Any, onclause: Any, isouter: bool, full: bool) -> Join:
        """A join of what is known to be FROM elements and a criterion."""
        made = cls.__new__(cls)
        made.left = left
        made.right = right.self_group()
        made.onclause = onclause.self_group(operators._asbool)
        made.isouter = isouter
        made.full = full
        return made

    @classmethod
    def _infer_onclause(cls, left: Any, right: Any, preferred: Any = None) -> ColumnElement[Any]:
        if preferred is None and isinstance(left, Join):
            preferred = left.right
        return join_condition(left, right, preferred)  # type: ignore[no-any-return]

    @property
    def description(self) -> str:
        return (
            f"Join object on {getattr(self.left, 'description', self.left)}({id(self.left)}) "
            f"and {getattr(self.right, 'description', self.right)}({id(self.right)})"
        )

    def _fill_columns(self, columns: Any, primary_key: list[Any]) -> None:
        members = [*_columns_of(self.left), *_columns_of(self.right)]
        primary_key.extend(_reduced_primary_key([column for column in members if column.primary_key], self.onclause))
        for column in members:
            columns.add(column, key=getattr(column, "_tq_key_label", None) or column.key)

    @property
    def _all_selected_columns(self) -> Sequence[ColumnElement[Any]]:
        return [*_columns_of(self.left), *_columns_of(self.right)]

    def is_derived_from(self, fromclause: Any) -> bool:
        return self is fromclause or self.left.is_derived_from(fromclause) or self.right.is_derived_from(fromclause)

    def self_group(self, against: Any = None) -> Any:
        return FromGrouping(self)

    def select(self) -> Any:
        """SELECT of all columns of both sides."""
        return Maker.select(self.left, self.right).select_from(self)

    def alias(self, name: str | None = None, flat: bool = False) -> Any:
        """An alias of the whole join."""
        return Maker.alias(self, name, flat)

    def _anonymous_fromclause(self, *, name: str | None = None, flat: bool = False) -> Any:
        """What stands for the join under other names: a subquery of it, or (`flat`) a join of aliases of its sides."""
        if not flat:
            return self.select().set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL).correlate(None).subquery(name)
        left, right = (_renamed(side, name) for side in (self.left, self.right))

        def moved(node: Any) -> Any:
            if not isinstance(node, ColumnElement) or node.table is None:
                return None
            found = left.corresponding_column(node)
            return right.corresponding_column(node) if found is None else found

        onclause = replacement_traverse(self.onclause, None, moved)
        return Join(left, right, onclause, self.isouter, self.full)

    @property
    def _froms(self) -> tuple[Any, ...]:
        return (self, *self._hidden_froms)

    @property
    def _hidden_froms(self) -> tuple[Any, ...]:
        found = self.__dict__.get("_hidden")
        if found is None:
            inside: dict[Any, None] = {}
            for side in (self.left, self.right):
                for fromclause in side._froms:
                    inside[fromclause] = None
                if not getattr(
                    side, "_is_join", True
                ):  # text holds nothing; the `_froms` of a join hold what is inside it
                    for fromclause in side._hidden_froms:
                        inside[fromclause] = None
            found = self.__dict__["_hidden"] = tuple(inside)
        return found

    def _joined_froms(self) -> tuple[Any, ...]:
        """The single elements that this chain of joins puts together."""
        parts: list[Any] = []
        for side in (self.left, self.right):
            element = side.element if isinstance(side, FromGrouping) else side
            parts.extend(element._joined_froms() if isinstance(element, Join) else (element,))
        return tuple(parts)


def _renamed(side: Any, name: str | None) -> Any:
    """One side of a flat alias; with a name its tables are called `<name>_<table>`."""
    side = getattr(side, "element", side) if side.__visit_name__ == "grouping" else side
    if name is not None and not side._is_join:
        name = f"{name}_{side.name}"
    return side._anonymous_fromclause(name=name, flat=True)


def _columns_of(fromclause: Any) -> Sequence[Any]:
    return fromclause._all_selected_columns  # type: ignore[no-any-return]


def _reduced_primary_key(columns: list[Any], onclause: Any) -> list[Any]:
    """Primary key columns of a join without those that a foreign key makes equal to another of them."""
    equated = _equated_columns(onclause)
    kept = list(columns)
    for column in columns:
        for foreign_key in column.foreign_keys:
            try:
                targets = [other for other in kept if other is not column and foreign_key.references(other.table)]
            except exc.NoReferenceError:
                continue
            if any(
                foreign_key.get_referent(other.table) is other and _are_equated(column, other, equated)
                for other in targets
            ):
                kept = [member for member in kept if member is not column]
                break
    return kept


def _equated_columns(onclause: Any) -> list[tuple[Any, Any]]:
    operator = getattr(onclause, "operator", None)
    if getattr(operator, "__name__", "") == "eq":
        return [(onclause.left, onclause.right)]
    if getattr(operator, "__name__", "") == "and_":
        return [pair for clause in onclause.clauses for pair in _equated_columns(clause)]
    return []


def _are_equated(left: Any, right: Any, pairs: list[tuple[Any, Any]]) -> bool:
    return any((one is left and two is right) or (one is right and two is left) for one, two in pairs)


def reduce_columns(columns: Sequence[Any], clauses: Sequence[Any], only_synonyms: bool = False) -> list[Any]:
    """Columns, each once, without those that repeat another: by a foreign key to it, or as the right side of an `=`.

    only_synonyms: only those that have the same name as what they repeat.
    """
    single = list(dict.fromkeys(columns))
    known = [column for column in single if column._is_column_element]
    dropped: set[Any] = set()
    for column in known:
        for target in _referred(column):
            for other in known:
                if other is not column and target.shares_lineage(other):
                    if not only_synonyms or column.name == other.name:
                        dropped.add(column)
    for left, right in (pair for clause in clauses for pair in _equalities(clause)):
        kept = [column for column in known if column not in dropped]
        repeated = next((column for column in reversed(kept) if column.shares_lineage(right)), None)
        if repeated is None or not any(column.shares_lineage(left) for column in kept):
            continue
        if not only_synonyms or repeated.name == left.name:
            dropped.add(repeated)
    return [column for column in single if column not in dropped]


def _referred(column: Any) -> list[Any]:
    """The columns that the foreign keys of a column lead to, as far as they are known."""
    found = []
    for foreign_key in column.foreign_keys:
        try:
            found.append(foreign_key.column)
        except exc.NoReferenceError:
            continue
    return found


def _equalities(clause: Any) -> list[tuple[Any, Any]]:
    """The two sides of each `=` between columns in a clause, however deep."""
    return [
        (node.left, node.right)
        for node in iterate(clause)
        if node.__visit_name__ == "binary"
        and node.operator is operators.eq
        and node.left._is_column_element
        and node.right._is_column_element
        and not node.right.is_bind
    ]


Maker.join = Join
