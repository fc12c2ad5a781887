"""How the rows of a relationship belong together: its joins, its pairs of columns, its direction.

What lives here: `JoinCondition`, worked out once per relationship from tables, foreign keys and what the user said.
What must not: names still to be resolved (`arguments.py`) or loading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from ...exc import AmbiguousForeignKeysError, ArgumentError, NoForeignKeysError
from ...sql import operators
from ...sql.selectable import join_condition
from ...sql.structure import iterate, replacement_traverse
from ..flags import MANYTOMANY, MANYTOONE, ONETOMANY, RelationshipDirection
from .marks import MarkedColumn

Pair = tuple[Any, Any]


class JoinRequest:
    """What is known before: the two sides and the user's own words (already resolved to columns)."""

    __slots__ = (
        "child",
        "child_local",
        "foreign_keys",
        "name",
        "parent",
        "parent_local",
        "primaryjoin",
        "remote_side",
        "secondary",
        "secondaryjoin",
        "self_referential",
        "support_sync",
    )

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)

    name: str
    parent: Any
    parent_local: Any
    child: Any
    child_local: Any
    secondary: Any
    primaryjoin: Any
    secondaryjoin: Any
    foreign_keys: frozenset[Any]
    remote_side: frozenset[Any]
    self_referential: bool
    support_sync: bool


class JoinCondition:
    """The result: joins without marks, pairs of columns, direction."""

    __slots__ = (
        "direction",
        "foreign_columns",
        "local_columns",
        "local_remote_pairs",
        "primaryjoin",
        "remote_columns",
        "request",
        "secondary_synchronize_pairs",
        "secondaryjoin",
        "synchronize_pairs",
    )

    direction: RelationshipDirection

    def __init__(self, request: JoinRequest) -> None:
        self.request = request
        primary, secondary = _determine_joins(request)
        marks = list(_marks_in(primary)) + (list(_marks_in(secondary)) if secondary is not None else [])
        self.primaryjoin = unmarked(primary)
        self.secondaryjoin = None if secondary is None else unmarked(secondary)
        self.foreign_columns = self._find_foreign({m.element for m in marks if m.is_foreign})
        self.remote_columns = self._find_remote({m.element for m in marks if m.is_remote}, marks)
        self._check_foreign()
        self.direction = self._find_direction()
        self._pair_up()

    # -- foreign and remote -----------------------------------------------------------------------------------

    def _joins(self) -> list[Any]:
        return [self.primaryjoin] if self.secondaryjoin is None else [self.primaryjoin, self.secondaryjoin]

    def _find_foreign(self, marked: set[Any]) -> set[Any]:
        if marked:
            return {_plain(column) for column in marked}
        request = self.request
        if request.foreign_keys:
            return set(request.foreign_keys)
        found: set[Any] = set()
        for left, right in self._column_pairs():
            if request.secondary is not None:
                in_left, in_right = _belongs(left, request.secondary), _belongs(right, request.secondary)
                if in_left != in_right:
                    found.add(left if in_left else right)
                    continue
            if _references(left, right):
                found.add(left)
            elif _references(right, left):
                found.add(right)
        return found

    def _column_pairs(self) -> Iterator[Pair]:
        """Pairs of columns that some comparison of the joins holds against each other, inside of functions too."""
        for expression in self._joins():
            for node in iterate(expression):
                if _is_comparison(node):
                    yield from product(_columns_in(node.left), _columns_in(node.right))

    def _find_remote(self, marked: set[Any], marks: list[Any]) -> set[Any]:
        request = self.request
        if marked:
            return {_plain(column) for column in marked}
        if request.remote_side:
            return set(request.remote_side)
        columns = {column for join in self._joins() for column in iterate(join) if _is_column(column)}
        if request.secondary is not None:
            return {column for column in columns if _belongs(column, request.secondary)}
        if request.self_referential:
            return {column for column in columns if column in self.foreign_columns}
        return {
            column
            for column in columns
            if _belongs(column, request.child)
            and not (_belongs(column, request.parent) and not _belongs(column, request.child_local))
        }

    def _check_foreign(self) -> None:
        request = self.request
        has_foreign = any(
            left in self.foreign_columns or right in self.foreign_columns for left, right in self._column_pairs()
        )
        if has_foreign or (self.foreign_columns and not request.support_sync):
            return
        which = "primary" if request.secondary is None else "primary or secondary"
        raise ArgumentError(
            f"Could not locate any relevant foreign key columns for {which} join condition "
            f"'{_show(self.primaryjoin)}' on relationship {request.name}.  Ensure that referencing columns are associated with a "
            "ForeignKey or ForeignKeyConstraint, or are annotated in the join condition with the foreign() annotation."
        )

    # -- direction --------------------------------------------------------------------------------------------

    def _find_direction(self) -> RelationshipDirection:
        request = self.request
        if request.secondaryjoin is not None or self.secondaryjoin is not None:
            return MANYTOMANY
        in_child = {column for column in self.foreign_columns if _belongs(column, request.child)}
        in_parent = {column for column in self.foreign_columns if _belongs(column, request.parent)}
        if in_child and in_parent:
            one_to_many = {column for column in in_child if column in self.remote_columns}
            many_to_one = {column for column in in_parent if column not in self.remote_columns}
            if one_to_many and many_to_one:
                # Both sides hold a key: the one that is not the target of the other decides.
                one_to_many, many_to_one = one_to_many - many_to_one, many_to_one - one_to_many
            if one_to_many and not many_to_one:
                return ONETOMANY
            if many_to_one and not one_to_many:
                return MANYTOONE
            raise ArgumentError(
                f"Can't determine relationship direction for relationship '{request.name}' - foreign key columns within the "
                "join condition are present in both the parent and the child's mapped tables.  Ensure that only those columns "
                "referring to a parent column are marked as foreign, either via the foreign() annotation or via the "
                "foreign_keys argument."
            )
        if in_child:
            return ONETOMANY
        if in_parent:
            return MANYTOONE
        raise ArgumentError(
            f"Can't determine relationship direction for relationship '{request.name}' - foreign key columns are present in "
            "neither the parent nor the child's mapped tables"
        )

    # -- pairs ------------------------------------------------------------------------------------------------

    def _pair_up(self) -> None:
        request = self.request
        local_remote: dict[Pair, None] = {}
        self.synchronize_pairs: list[Pair] = []
        self.secondary_synchronize_pairs: list[Pair] = []
        for expression in self._joins():
            into = self.synchronize_pairs if expression is self.primaryjoin else self.secondary_synchronize_pairs
            for node in iterate(expression):
                if not _is_comparison(node):
                    continue
                for left, right in product(_columns_in(node.left), _columns_in(node.right)):
                    if right in self.remote_columns and left not in self.remote_columns:
                        local_remote[left, right] = None
                    elif left in self.remote_columns and right not in self.remote_columns:
                        local_remote[right, left] = None
                    if node.operator is operators.eq and left is not right:
                        if right in self.foreign_columns:
                            into.append((left, right))
                        elif left in self.foreign_columns:
                            into.append((right, left))
        self.local_remote_pairs = list(local_remote)
        if request.support_sync and not self.synchronize_pairs:
            raise ArgumentError(
                f"Could not locate any simple equality expressions involving locally mapped foreign key columns for primary "
                f"join condition '{_show(self.primaryjoin)}' on relationship {request.name}.  Ensure that referencing columns are "
                "associated with a ForeignKey or ForeignKeyConstraint, or are annotated in the join condition with the "
                "foreign() annotation. To allow comparison operators other than '==', the relationship can be marked as "
                "viewonly=True."
            )
        if not self.local_remote_pairs:
            raise ArgumentError(
                f"Relationship {request.name} could not determine any unambiguous local/remote column pairs based on join "
                "condition and remote_side arguments.  Consider using the remote() annotation to accurately mark those "
                "elements of the join condition that are on the remote side of the relationship."
            )
        self.local_columns = {local for local, _ in self.local_remote_pairs}
        if request.secondary is not None:
            self.local_columns = {c for c in self.local_columns if _belongs(c, request.parent)}

    @property
    def remote_side(self) -> set[Any]:
        return self.remote_columns


# -- joins ------------------------------------------------------------------------------------------------------


def _determine_joins(request: JoinRequest) -> Pair:
    """The primary and secondary join: as given, else from the foreign keys between the tables."""
    try:
        if request.secondary is not None:
            second = request.secondaryjoin
            if second is None:
                second = join_condition(request.child, request.secondary, a_subset=request.child_local)
            first = request.primaryjoin
            if first is None:
                first = join_condition(request.parent, request.secondary, a_subset=request.parent_local)
            return first, second
        if request.primaryjoin is not None:
            return request.primaryjoin, None
        return join_condition(request.parent, request.child, a_subset=request.parent_local), None
    except NoForeignKeysError as error:
        raise NoForeignKeysError(_no_keys(request)) from error
    except AmbiguousForeignKeysError as error:
        raise AmbiguousForeignKeysError(_ambiguous_keys(request)) from error


def _no_keys(request: JoinRequest) -> str:
    begin = f"Could not determine join condition between parent/child tables on relationship {request.name} - there are no foreign keys linking these tables"
    if request.secondary is not None:
        return (
            f"{begin} via secondary table '{request.secondary.description}'.  Ensure that referencing columns are associated with "
            "a ForeignKey or ForeignKeyConstraint, or specify 'primaryjoin' and 'secondaryjoin' expressions."
        )
    return (
        f"{begin}.  Ensure that referencing columns are associated with a ForeignKey or ForeignKeyConstraint, or specify a "
        "'primaryjoin' expression."
    )


def _ambiguous_keys(request: JoinRequest) -> str:
    begin = f"Could not determine join condition between parent/child tables on relationship {request.name} - there are multiple foreign key paths linking the tables"
    advice = (
        "Specify the 'foreign_keys' argument, providing a list of those columns which should be counted as containing a "
        "foreign key reference"
    )
    if request.secondary is not None:
        return f"{begin} via secondary table '{request.secondary.description}'.  {advice} from the secondary table to each of the parent and child tables."
    return f"{begin}.  {advice} to the parent table."


def narrowed_join(request: JoinRequest) -> Any:
    """The join of several possible ones that the user's `foreign_keys` leave, or None."""
    wanted = request.foreign_keys
    if not wanted or request.primaryjoin is not None or request.secondary is not None:
        return None
    criteria = []
    for column in sorted(wanted, key=lambda c: str(c.name)):
        for key in column.foreign_keys:
            for side in (request.parent, request.child):
                target = key.get_referent(side)
                if target is not None:
                    criteria.append(target == column)
                    break
    if not criteria:
        return None
    combined = criteria[0]
    for criterion in criteria[1:]:
        combined = combined & criterion
    return combined


# -- columns ----------------------------------------------------------------------------------------------------


def unmarked(expression: Any) -> Any:
    """The expression over core columns: no marks, no placeholders."""

    def replace(node: Any) -> Any:
        return _plain(node) if isinstance(node, MarkedColumn) or getattr(node, "is_placeholder", False) else None

    return replacement_traverse(expression, None, replace)


def _plain(node: Any) -> Any:
    while isinstance(node, MarkedColumn) or getattr(node, "is_placeholder", False):
        node = node.element
    return node


plain_column = _plain


def _marks_in(expression: Any) -> Iterator[Any]:
    return (
        MarkedColumn(_plain(node), is_foreign=node.is_foreign, is_remote=node.is_remote)
        for node in iterate(expression)
        if isinstance(node, MarkedColumn)
    )


def _is_column(node: Any) -> bool:
    return node.__visit_name__ == "column" and node.table is not None


def _belongs(column: Any, selectable: Any) -> bool:
    columns: Iterable[Any] = selectable.c
    return any(column is own for own in columns)


def _references(column: Any, other: Any) -> bool:
    return any(key.references(other.table) and key.column is other for key in column.foreign_keys)


def _is_comparison(node: Any) -> bool:
    return node.__visit_name__ == "binary" and bool(operators.is_comparison(node.operator))


def _columns_in(expression: Any) -> list[Any]:
    return [node for node in iterate(expression) if _is_column(node)]


def _show(expression: Any) -> str:
    return str(expression)
