"""AND and OR: rows of conditions that fold constants away; and lists of expressions in general."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ... import util
from .. import operators
from ..operators import is_precedent
from ..structure import CHILDREN, PLAIN, TYPE, Field
from ..types import BOOLEANTYPE
from .base import MAKERS, ClauseElement, ColumnElement, DQLDMLClauseElement
from .binary import ExpressionClauseList
from .coerce import expect
from .constants import FALSE, TRUE
from .grouping import GroupedElement, Grouping
from .roles import BY_OF, COLUMNS_CLAUSE, EXPRESSION_ELEMENT, GROUP_BY, IN_ELEMENT, ORDER_BY, WHERE_HAVING

_new = object.__new__


class ClauseList(DQLDMLClauseElement):
    """Expressions in a row, with an operator (mostly a comma) between them."""

    __visit_name__ = "clauselist"
    _fields = (Field("operator", PLAIN), Field("clauses", CHILDREN), Field("group", PLAIN))
    _is_clause_list = True
    _roles = frozenset({IN_ELEMENT, ORDER_BY, GROUP_BY, BY_OF, COLUMNS_CLAUSE})

    operator: Any
    clauses: Any
    group: bool

    def __init__(
        self,
        *clauses: Any,
        operator: Any = operators.comma_op,
        group: bool = True,
        group_contents: bool = True,
        _literal_as_text_role: str = WHERE_HAVING,
    ) -> None:
        self.operator = operator
        self.group = group
        self.group_contents = group_contents
        self._text_role = _literal_as_text_role
        made = [expect(_literal_as_text_role, clause) for clause in clauses]
        self.clauses = tuple([clause.self_group(operator) for clause in made] if group_contents else made)

    @classmethod
    def _of(cls, clauses: Iterable[Any], operator: Any = operators.comma_op, group: bool = True) -> ClauseList:
        """A list of finished elements."""
        made = cls.__new__(cls)
        made.operator = operator
        made.group = group
        made.group_contents = False
        made.clauses = tuple(clauses)
        return made

    def __iter__(self) -> Iterator[Any]:
        return iter(self.clauses)

    def __len__(self) -> int:
        return len(self.clauses)

    @property
    def _select_iterable(self) -> Any:
        return [column for clause in self.clauses for column in clause._select_iterable]

    def append(self, clause: Any) -> None:
        """Add an expression at the end."""
        made = expect(getattr(self, "_text_role", WHERE_HAVING), clause)
        self.clauses = (*self.clauses, made.self_group(self.operator) if self.group_contents else made)
        self._structure = None

    def self_group(self, against: Any = None) -> Any:
        if self.group and is_precedent(self.operator, against):
            return Grouping(self)
        return self


# Structural key of an element -> that of a list of it alone.
_lists_of_one: dict[int, int] = {}
_MOST_LISTS = 10_000


def list_of_one(element: Any) -> ClauseList:
    """What `ClauseList._of((element,))` gives, with its structure where that of the element is known."""
    made: ClauseList = _new(ClauseList)
    made.operator = operators.comma_op
    made.group = True
    made.group_contents = False
    made.clauses = (element,)
    structure = element._structure
    if structure is not None:
        key = _lists_of_one.get(structure[0])
        if key is not None:
            made._structure = (key, structure[1])
        elif len(_lists_of_one) < _MOST_LISTS:
            _lists_of_one[structure[0]] = made.structure()[0]
    return made


class ElementList(GroupedElement):
    """Elements in a row with commas, in parentheses."""

    __visit_name__ = "element_list"
    _fields = (Field("clauses", CHILDREN),)

    def __init__(self, clauses: Iterable[ClauseElement]) -> None:
        self.clauses = tuple(clauses)

    def self_group(self, against: Any = None) -> Any:
        return self

    def _ungroup(self) -> Any:
        return self


class OrderByList(ClauseList):
    """Several ORDER BY expressions that take a direction together: `tuple_(a, b).desc()`."""

    __visit_name__ = "clauselist"
    inherit_cache = True

    def __init__(self, clauses: Iterable[Any]) -> None:
        super().__init__(*clauses, group=False, _literal_as_text_role=ORDER_BY)

    def _each(self, change: str) -> OrderByList:
        return OrderByList([getattr(clause, change)() for clause in self.clauses])

    def desc(self) -> OrderByList:
        """Each of them descending."""
        return self._each("desc")

    def asc(self) -> OrderByList:
        """Each of them ascending."""
        return self._each("asc")

    def nulls_first(self) -> OrderByList:
        """Each of them with NULLS FIRST."""
        return self._each("nulls_first")

    def nulls_last(self) -> OrderByList:
        """Each of them with NULLS LAST."""
        return self._each("nulls_last")


class BooleanClauseList(ExpressionClauseList[bool]):
    """Conditions joined by AND or OR; made by `and_()` and `or_()`."""

    __visit_name__ = "expression_clauselist"
    inherit_cache = True
    _fields = (Field("operator", PLAIN), Field("clauses", CHILDREN), Field("type", TYPE), Field("group", PLAIN))

    def __init__(self, *_arguments: Any, **_keywords: Any) -> None:
        raise NotImplementedError("BooleanClauseList has a private constructor")

    @classmethod
    def _of(cls, operator: Any, clauses: tuple[Any, ...]) -> BooleanClauseList:
        made: BooleanClauseList = _new(cls)
        made.operator = operator
        made.clauses = clauses
        made.type = BOOLEANTYPE
        made.group = True
        made._is_implicitly_boolean = True
        return made

    def self_group(self, against: Any = None) -> Any:
        if not self.clauses:
            return self
        if self.group and is_precedent(self.operator, against):
            return Grouping(self)
        return self

    def _negate(self) -> Any:
        return MAKERS["not"](self)

    @classmethod
    def and_(cls, *clauses: Any) -> Any:
        """The conjunction of the clauses."""
        return and_(*clauses)

    @classmethod
    def or_(cls, *clauses: Any) -> Any:
        """The disjunction of the clauses."""
        return or_(*clauses)


def join_conditions(operator: Any, continue_on: Any, skip_on: Any, clauses: Iterable[Any]) -> Any:
    """Fold constants (`continue_on` disappears, `skip_on` decides alone) and join what is left."""
    kept: list[Any] = []
    met_continue = False
    for clause in clauses:
        if clause is skip_on:
            return skip_on.self_group(operators._asbool)
        if clause is continue_on:
            met_continue = True
            continue
        kept.append(clause)
    if not kept:
        if met_continue:
            return continue_on.self_group(operators._asbool)
        return BooleanClauseList._of(operator, ())
    if len(kept) == 1:
        return kept[0].self_group(operators._asbool)
    flat: list[Any] = []
    for clause in kept:
        if type(clause) is BooleanClauseList and clause.operator is operator:
            flat.extend(clause.clauses)
        else:
            flat.append(clause.self_group(operator))
    return BooleanClauseList._of(operator, tuple(flat))


def and_(*clauses: Any) -> ColumnElement[bool]:
    """All of the conditions: `and_(a, b)` is `a AND b`; without arguments deprecated, use `and_(True, *list)`."""
    if not clauses:
        return _without_arguments("and_", "True", operators.and_)  # type: ignore[no-any-return]
    return join_conditions(operators.and_, TRUE, FALSE, _conditions(clauses))  # type: ignore[no-any-return]


def or_(*clauses: Any) -> ColumnElement[bool]:
    """Any of the conditions: `or_(a, b)` is `a OR b`; without arguments deprecated, use `or_(False, *list)`."""
    if not clauses:
        return _without_arguments("or_", "False", operators.or_)  # type: ignore[no-any-return]
    return join_conditions(operators.or_, FALSE, TRUE, _conditions(clauses))  # type: ignore[no-any-return]


def _conditions(clauses: tuple[Any, ...]) -> Iterable[Any]:
    for clause in clauses:
        if not isinstance(clause, ColumnElement):
            return [expect(WHERE_HAVING, given) for given in clauses]
    return clauses


def _without_arguments(name: str, continue_on: str, operator: Any) -> Any:
    util.warn_deprecated(
        f"Invoking {name}() without arguments is deprecated, and will be disallowed in a future release.   "
        f"For an empty {name}() construct, use '{name}({continue_on.lower()}(), *args)' or "
        f"'{name}({continue_on}, *args)'.",
        "1.4",
    )
    return BooleanClauseList._of(operator, ())


def not_(clause: Any) -> ColumnElement[bool]:
    """The negation of a condition."""
    made = expect(EXPRESSION_ELEMENT, clause)
    return made.operate(operators.inv) if isinstance(made, ColumnElement) else made._negate()  # type: ignore[no-any-return]


MAKERS["and"] = and_
MAKERS["or"] = or_
MAKERS["clause_list"] = ClauseList._of
