"""ClauseElement and ColumnElement: what every construct and every column expression can do.

Operators are not built here: `build.py` fills the seams below (`BUILDERS` by operator, `MAKERS` by name), because the
nodes it makes are all subclasses of what stands here. Comparisons of a column with a plain Python value take a short
road: the first one is built the long way and leaves a ready-made constructor in the column's `_shortcuts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar

from ... import exc, util
from ...inspection import _self_inspects
from .. import operators
from ..operators import ColumnOperators
from ..structure import AnonymousName, Node, TruncatedName, compare
from ..types import NULLTYPE, Boolean, TypeEngine
from .operations import SQLColumnExpression
from .roles import COLUMN_ROLES

_T_co = TypeVar("_T_co", covariant=True)

# Filled by build.py: what builds an operation, per operator function; other operators go to MAKERS["custom"].
BUILDERS: dict[Any, Callable[..., Any]] = {}
# Filled by the rooms to the right of this one: constructors that methods here need, by name.
MAKERS: dict[str, Callable[..., Any]] = {}

_eq, _ne, _lt, _le, _gt, _ge = (
    operators.eq,
    operators.ne,
    operators.lt,
    operators.le,
    operators.gt,
    operators.ge,
)
_like, _in, _between = operators.like_op, operators.in_op, operators.between_op
_desc, _asc = operators.desc_op, operators.asc_op
_BOOLEAN_CONTEXT = (operators.and_, operators.or_, operators._asbool)
_QUANTIFIED = (operators.any_op, operators.all_op)


@_self_inspects
class ClauseElement(Node):
    """The base of every construct that can be part of a statement."""

    __visit_name__: ClassVar[str] = "clause"

    is_clause_element: ClassVar[bool] = True
    is_selectable: ClassVar[bool] = False
    supports_execution: ClassVar[bool] = False
    is_dml: ClassVar[bool] = False
    _roles: ClassVar[frozenset[str]] = frozenset()
    _is_column_element: ClassVar[bool] = False
    _is_bind_parameter: ClassVar[bool] = False
    _is_clause_list: ClassVar[bool] = False
    _is_text_clause: ClassVar[bool] = False
    _is_from_clause: ClassVar[bool] = False
    _is_returns_rows: ClassVar[bool] = False
    _is_select_base: ClassVar[bool] = False
    _is_collection_aggregate: ClassVar[bool] = False
    _is_star: Any = False
    _is_multiparam_column: ClassVar[bool] = False
    _is_singleton_constant: ClassVar[bool] = False
    _is_implicitly_boolean: bool = False
    _order_by_label_element: Any = None
    stringify_dialect: ClassVar[str] = "default"
    description: Any = None

    @property
    def _froms(self) -> tuple[Any, ...]:
        """The FROM elements that the columns in here belong to, each once, in order."""
        found = self._froms_memo
        if found is None:
            found = self._froms_memo = self._find_froms()
        return found

    _froms_memo: tuple[Any, ...] | None = None
    _memos = (*Node._memos, "_froms_memo")

    def _find_froms(self) -> tuple[Any, ...]:
        found: dict[int, Any] = {}
        for child in self.get_children():
            for from_ in child._froms:
                found[id(from_)] = from_
        return tuple(found.values())

    @property
    def _from_objects(self) -> list[Any]:
        return list(self._froms)

    def self_group(self, against: Any = None) -> Any:
        """This construct as it must stand beside the operator `against`: in parentheses where needed."""
        return self

    def _ungroup(self) -> Any:
        return self

    def _coerce_to(self, role: str, context: Mapping[str, Any]) -> Any:
        """What stands for this construct in a role it does not play itself; None refuses."""
        return None

    def compare(self, other: Any, **options: Any) -> bool:
        """Whether another construct says the same with the same values."""
        return compare(self, other)

    def params(self, values: Mapping[str, Any] | None = None, /, **keywords: Any) -> Self:
        """A copy in which the bound parameters with these names have these values."""
        return self._with_params(values, keywords, unique=False)

    def unique_params(self, values: Mapping[str, Any] | None = None, /, **keywords: Any) -> Self:
        """As `params()`, and the changed parameters get names of their own in a statement."""
        return self._with_params(values, keywords, unique=True)

    def _with_params(self, values: Mapping[str, Any] | None, keywords: dict[str, Any], *, unique: bool) -> Self:
        if not self.supports_execution:
            util.warn_deprecated(
                "The params() and unique_params() methods on non-statement ClauseElement objects are deprecated; "
                "params() is now limited to statement level objects such as select(), insert(), union(), etc.  (deprecated since: 2.1)",
                "2.1",
            )
        made: Self = MAKERS["with_params"](self, {**(values or {}), **keywords}, unique)
        return made

    def _execute_on_connection(self, connection: Any, parameters: Any, execution_options: Any) -> Any:
        raise exc.ObjectNotExecutableError(self)

    def _negate(self) -> Any:
        return MAKERS["not"](self)

    def __bool__(self) -> bool:
        raise TypeError("Boolean value of this clause is not defined")

    def __repr__(self) -> str:
        description = self.description
        plain = object.__repr__(self)
        return plain if description is None else f"{plain[:-1].replace(' object at ', ' at ')}; {description}>"


class DQLDMLClauseElement(ClauseElement):
    """A construct of queries and data changes, as opposed to DDL."""


class ColumnElement(SQLColumnExpression[_T_co], DQLDMLClauseElement):
    """Anything that can stand where a column can: a column, a literal, a function, an expression.

    It has a `type`, and operators that make further expressions: `users.c.age + 1 > 18`.
    """

    __visit_name__ = "column_element"

    _is_column_element = True
    _roles = COLUMN_ROLES
    _memos = (*ClauseElement._memos, "comparator", "anon_label", "_shortcuts", "_proxy_set_memo")

    primary_key: Any = False
    foreign_keys: Any = frozenset()
    table: Any = None
    key: Any = None
    name: Any = None
    default: Any = None
    onupdate: Any = None
    server_default: Any = None
    server_onupdate: Any = None
    is_literal: bool = False
    type: TypeEngine[Any] = NULLTYPE

    _proxies: tuple[Any, ...] = ()
    _allow_label_resolve: Any = True
    _render_label_in_columns_clause: Any = True
    _insert_sentinel: bool = False
    _omit_from_statements: bool = False
    _anon_base: Any = None  # what an anonymous label is called: `<base>_1`
    _non_anon_label: Any = None  # the name this has by nature; None: it needs an anonymous label
    _tq_label: Any = None  # the name qualified with the table's: `users_id`
    _alt_names: tuple[Any, ...] = ()

    __hash__ = object.__hash__

    # -- comparisons: the short road -----------------------------------------------------------------------

    # (operator, class of the value) -> constructor of the finished expression; only columns have one. Operators that
    # take no value stand alone, `in_` is found under (operator, list, class of the first value), `between` under
    # (operator, class, class).
    _shortcuts: Mapping[Any, Callable[..., Any]] = {}

    if not TYPE_CHECKING:  # what they give is said in operations.py

        def __eq__(self, other: object) -> Any:
            make = self._shortcuts.get((_eq, type(other)))
            return make(self, other) if make is not None else self.operate(_eq, other)

        def __ne__(self, other: object) -> Any:
            make = self._shortcuts.get((_ne, type(other)))
            return make(self, other) if make is not None else self.operate(_ne, other)

        def __lt__(self, other: Any) -> Any:
            make = self._shortcuts.get((_lt, type(other)))
            return make(self, other) if make is not None else self.operate(_lt, other)

        def __le__(self, other: Any) -> Any:
            make = self._shortcuts.get((_le, type(other)))
            return make(self, other) if make is not None else self.operate(_le, other)

        def __gt__(self, other: Any) -> Any:
            make = self._shortcuts.get((_gt, type(other)))
            return make(self, other) if make is not None else self.operate(_gt, other)

        def __ge__(self, other: Any) -> Any:
            make = self._shortcuts.get((_ge, type(other)))
            return make(self, other) if make is not None else self.operate(_ge, other)

        def like(self, other: Any, escape: str | None = None) -> Any:
            if escape is None:
                make = self._shortcuts.get((_like, type(other)))
                if make is not None:
                    return make(self, other)
            return self.operate(_like, other, escape=escape)

        def in_(self, other: Any) -> Any:
            if type(other) is list and other:
                make = self._shortcuts.get((_in, list, type(other[0])))
                if make is not None:
                    return make(self, other)
            return self.operate(_in, other)

        def between(self, cleft: Any, cright: Any, symmetric: bool = False) -> Any:
            if not symmetric:
                make = self._shortcuts.get((_between, type(cleft), type(cright)))
                if make is not None:
                    return make(self, cleft, cright)
            return self.operate(_between, cleft, cright, symmetric=symmetric)

        def desc(self) -> Any:
            make = self._shortcuts.get(_desc)
            return make(self) if make is not None else self.operate(_desc)

        def asc(self) -> Any:
            make = self._shortcuts.get(_asc)
            return make(self) if make is not None else self.operate(_asc)

    # -- operators in general ------------------------------------------------------------------------------

    @property
    def comparator(self) -> Any:
        """What gives this expression the operators of its type."""
        found = self.__dict__.get("comparator")
        if found is None or found.type is not self.type:
            found = self.__dict__["comparator"] = self.type.comparator_factory(self)
        return found

    def operate(self, op: Any, *other: Any, **keywords: Any) -> Any:
        """Apply an operator with this expression on its left."""
        if other and not keywords:
            make = self._shortcuts.get((op, type(other[0])))
            if make is not None:
                return make(self, *other)
        if _is_plain(self.type.comparator_factory):
            return self._build_operation(op, *other, **keywords)
        return op(self.comparator, *other, **keywords)

    def reverse_operate(self, op: Any, other: Any, **keywords: Any) -> Any:
        """Apply an operator with this expression on its right."""
        if _is_plain(self.type.comparator_factory):
            return self._build_operation(op, other, reverse=True, **keywords)
        return self.comparator.reverse_operate(op, other, **keywords)

    def _build_operation(self, op: Any, *others: Any, **keywords: Any) -> Any:
        """Build the node of an operation; comparators of types end here too."""
        if (self.type.__class__, op) not in _met_operators:
            _check_operator(self.type, op)
        builder = BUILDERS.get(op)
        if builder is None:
            builder = MAKERS["custom"]
        return builder(self, op, *others, **keywords)

    if not TYPE_CHECKING:

        def __and__(self, other: Any) -> Any:
            return self.operate(operators.and_, other)

        def __or__(self, other: Any) -> Any:
            return self.operate(operators.or_, other)

        def __invert__(self) -> Any:
            return self.operate(operators.inv)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        factory = self.type.comparator_factory
        if hasattr(factory, name) or hasattr(factory, "__getattr__"):
            return getattr(self.comparator, name)
        raise AttributeError(
            f"Neither {type(self).__name__!r} object nor {factory.__name__!r} object has an attribute {name!r}"
        )

    def _bind_param(self, operator: Any, value: Any, type_: Any = None, expanding: bool = False) -> Any:
        """A bound parameter for a Python value that meets this expression under `operator`."""
        return MAKERS["bind"](
            self._bind_base,
            value,
            type_=type_,
            unique=True,
            expanding=expanding,
            _compared_to_operator=operator,
            _compared_to_type=self.type,
        )

    _bind_base: Any = None  # what a parameter that meets this is called

    def _build_slice(self, index: slice, array: Any) -> Any:
        """The operand of a slice `[start:stop:step]`."""
        return MAKERS["slice"](index.start, index.stop, index.step, self._bind_base)

    # -- grouping and negation -----------------------------------------------------------------------------

    def self_group(self, against: Any = None) -> Any:
        if against in _BOOLEAN_CONTEXT and self.type._type_affinity is Boolean:
            return MAKERS["as_boolean"](self, operators.is_true, operators.is_false)
        if against in _QUANTIFIED:
            return MAKERS["grouping"](self)
        return self

    def _negate(self) -> Any:
        if self.type._type_affinity is Boolean:
            return MAKERS["as_boolean"](self, operators.is_false, operators.is_true)
        return MAKERS["not"](self)

    def _with_binary_element_type(self, type_: Any) -> Any:
        made = self._generate()
        made.type = type_
        return made

    # -- labels and proxies --------------------------------------------------------------------------------

    if not TYPE_CHECKING:

        def label(self, name: str | None) -> Any:
            """This expression under a name: `expr AS name`; None asks the compiler for a name."""
            return MAKERS["label"](name, self, self.type)

    @property
    def anon_label(self) -> Any:
        """The name that the compiler will choose when this needs one: `count_1`, `anon_1`."""
        found = self.__dict__.get("anon_label")
        if found is None:
            found = self.__dict__["anon_label"] = AnonymousName.of(self._anon_base)
        return found

    _anon_name_label = anon_label
    _anon_key_label = anon_label
    anon_key_label = anon_label

    @property
    def _proxy_key(self) -> Any:
        """The key of this expression in a collection of columns."""
        return self.key if self.key is not None else self.anon_label

    @property
    def _label(self) -> Any:
        return self._tq_label

    @property
    def expression(self) -> Self:
        return self

    @property
    def _select_iterable(self) -> tuple[Any, ...]:
        return (self,)

    @property
    def base_columns(self) -> frozenset[Any]:
        """The columns at the bottom of this expression's chain of proxies."""
        return frozenset(column for column in self.proxy_set if not column._proxies)

    @property
    def proxy_set(self) -> frozenset[Any]:
        """This column and all columns that it stands for."""
        found = self.__dict__.get("_proxy_set_memo")
        if found is None:
            members = {self}
            for proxy in self._proxies:
                members.update(proxy.proxy_set)
            found = self.__dict__["_proxy_set_memo"] = frozenset(members)
        return found

    def shares_lineage(self, othercolumn: Any) -> bool:
        """Whether this and another column stand for a common column."""
        return not self.proxy_set.isdisjoint(othercolumn.proxy_set)

    def _proxies_of(self) -> tuple[Any, ...]:
        return self._proxies

    def _make_proxy(
        self,
        selectable: Any,
        *,
        name: Any = None,
        key: Any = None,
        name_is_truncatable: bool = False,
        compound_select_cols: Any = None,
        **options: Any,
    ) -> tuple[Any, Any]:
        """A column of `selectable` that stands for this expression; returns its key and the column."""
        if name is None:
            name = self.anon_label
            if key is None:
                key = self._proxy_key
        elif name_is_truncatable:
            name = TruncatedName(name) if name.__class__ is str else name
        made = MAKERS["column"](name, self.type, False, selectable)
        made._proxies = (self,) if compound_select_cols is None else tuple(compound_select_cols)
        return name if key is None else key, made

    if not TYPE_CHECKING:

        def cast(self, type_: Any) -> Any:
            """This expression in a CAST to another type."""
            return MAKERS["cast"](self, type_)

    def __iter__(self) -> Iterator[NoReturn]:
        return self[0]  # type: ignore[no-any-return]


class KeyedColumnElement(ColumnElement[_T_co]):
    """A column expression that has a key."""


class NamedColumn(KeyedColumnElement[_T_co]):
    """A column expression that has a name in its statement: a column or a label."""

    @property
    def description(self) -> Any:
        return self.name

    @property
    def _non_anon_label(self) -> Any:
        return self.name

    @property
    def _anon_base(self) -> Any:
        return self.name

    @property
    def _bind_base(self) -> Any:
        return self.key


class WrapsColumnExpression(ColumnElement[_T_co]):
    """Wraps one expression and is named after it: `CAST(x AS INTEGER) AS x`."""

    @property
    def wrapped_column_expression(self) -> ColumnElement[Any]:
        raise NotImplementedError

    @property
    def _non_anon_label(self) -> Any:
        return self.wrapped_column_expression._non_anon_label

    @property
    def _anon_base(self) -> Any:
        return self.wrapped_column_expression._anon_base

    @property
    def _proxy_key(self) -> Any:
        return self.wrapped_column_expression._proxy_key


# Pairs of type class and operator that need no warning.
_met_operators: set[tuple[Any, Any]] = set()


def _check_operator(type_: Any, op: Any) -> None:
    """Warn when a built-in operator is used that a type does not say it has."""
    family = operators.OPERATOR_CLASSES.get(op)
    offered = type_.operator_classes
    if family is None or offered & (family | operators.OperatorClass.UNSPECIFIED):
        if len(_met_operators) < 10_000:  # classes may be made at run time
            _met_operators.add((type_.__class__, op))
        return
    util.warn_deprecated(
        f"Type object {type_.__class__} does not include operator '{op.__name__}' in its operator classes.  Using "
        "built-in operators (not including custom or overridden operators) outside of a type's stated operator "
        "classes is deprecated and will raise InvalidRequestError in a future release",
        "2.1",
    )


# Comparator classes without operators of their own: their expressions are built directly.
_plain_comparators: dict[Any, bool] = {}


def _is_plain(factory: Any) -> bool:
    found = _plain_comparators.get(factory)
    if found is None:
        found = _plain_comparators[factory] = _has_only_default_operators(factory)
    return found


def _has_only_default_operators(factory: Any) -> bool:
    default = TypeEngine.Comparator
    if not isinstance(factory, type):
        return False
    for cls in factory.__mro__:
        if cls is default:
            return True
        if any(not name.startswith("_") or name in _OPERATOR_METHODS for name in vars(cls)):
            return False
    return False


_OPERATOR_METHODS = frozenset(
    name for name in dir(ColumnOperators) if name.startswith("__") and name not in dir(object)
) | {"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__getattr__"}
