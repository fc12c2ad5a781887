"""SelectBase, its parenthesized form, and GenerativeSelect: ORDER BY, LIMIT and the rest that any SELECT can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from ... import exc
from ...util import NO_ARG, NamedTuple, deprecated
from ..elements import (
    MAKERS,
    BindParameter,
    ClauseElement,
    ColumnCollection,
    ColumnElement,
    Executable,
    LabelReference,
    expect,
    roles,
    shared_name,
)
from ..structure import CHILD, Field
from ..types import Integer
from .base import Maker, Selectable
from .cte import HasCTE
from .dialect_options import DialectKWArgs, DialectOptions
from .for_update import ForUpdateArg
from .labels import LABEL_STYLE_DEFAULT, LABEL_STYLE_NONE, SelectedColumn, SelectLabelStyle, check_apart
from .shapes import known_shapes, learn
from .statement import StatementBase, read_node, read_nodes, read_plain, read_rows
from .subquery import Subquery

_INTEGER = Integer()
_PARAM = shared_name("param")
_PARAM_BASE = _PARAM.base
_new = object.__new__

if TYPE_CHECKING:
    from ..elements import Label
    from .alias import LateralFromClause
    from .scalar import Exists, ScalarSelect


class FetchOptions(NamedTuple):
    """WITH TIES and PERCENT of a FETCH clause; indexable by name, as SQLAlchemy's dict."""

    with_ties: bool
    percent: bool

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return getattr(self, key)
        return tuple.__getitem__(self, key)


class OffsetLimitParam(BindParameter[int]):
    """The bound value of LIMIT, OFFSET or FETCH."""

    inherit_cache = True

    @property
    def _limit_offset_value(self) -> int | None:
        return self.effective_value  # type: ignore[no-any-return]


# What the structure of every such parameter made below is.
_PARAM_KEY = OffsetLimitParam(None, 0, type_=_INTEGER, unique=True).structure()[0]


def limit_parameter(value: Any, name: str | None = None) -> Any:
    """What `limit()` and its like keep: None, a construct, or a bound integer."""
    if value is None:
        return None
    if value.__class__ is int and name is None:
        made = _new(OffsetLimitParam)  # what the constructor would make, without its questions
        made.value = value
        made.key = _PARAM
        made._orig_key = _PARAM_BASE
        made.unique = True
        made.type = _INTEGER
        made._bind_key = _PARAM_KEY
        return made
    if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
        return expect("limit_offset", value)
    return OffsetLimitParam(name, int(value), type_=_INTEGER, unique=True)


class SelectBase(HasCTE, Executable, StatementBase, Selectable):
    """The base of SELECT statements: select(), set operations and text with columns."""

    _roles = frozenset(
        {
            roles.STATEMENT,
            roles.RETURNS_ROWS,
            roles.SELECT_STATEMENT,
            roles.COMPOUND_ELEMENT,
            roles.HAS_CTE,
            roles.DML_SELECT,
            roles.IN_ELEMENT,
        }
    )
    is_select = True
    _is_select_base = True
    _is_select_statement = True
    _label_style: SelectLabelStyle = LABEL_STYLE_DEFAULT

    @property
    def selected_columns(self) -> Any:
        """The columns that this selects, by name; not rendered as columns of a subquery."""
        raise NotImplementedError

    @property
    def _all_selected_columns(self) -> Any:
        raise NotImplementedError

    def _named_columns(self, as_from: bool = False) -> list[SelectedColumn]:
        raise NotImplementedError

    @property
    def exported_columns(self) -> Any:
        return self.selected_columns.as_readonly()

    @property
    def implicit_returning(self) -> bool:
        return False

    def _coerce_to(self, role: str, context: Any) -> Any:
        if role in roles.SCALAR_ROLES:
            return self.scalar_subquery()
        return None

    def _proxy_columns(self, target: Any, columns: Any, primary_key: list[Any]) -> None:
        """Give a subquery of this its columns."""
        named = self._named_columns(as_from=True)
        for selected in named:
            column = selected.element
            if selected.key is None or column._is_text_clause:
                continue
            check_apart(selected)
            key, proxy = column._make_proxy(target, name=selected.name, key=selected.key, name_is_truncatable=True)
            columns.add(proxy, key=key)
            if proxy.primary_key:
                primary_key.append(proxy)
        number = self.structure()[0]
        if number:
            learn((number, self._label_style), named, target, columns)

    def _shaped_columns(self, target: Any) -> Any:
        """The columns of a subquery of this, if there was another one of the same shape."""
        shape = known_shapes.get((self.structure()[0], self._label_style))
        return None if shape is None else shape.columns_of(target, self._all_selected_columns)

    def get_label_style(self) -> SelectLabelStyle:
        """How columns are labelled when their names repeat."""
        return self._label_style

    def set_label_style(self, style: SelectLabelStyle) -> Self:
        """Choose how columns are labelled."""
        return self if style is self._label_style else self._with("_label_style", style)

    def _ensure_disambiguated_names(self) -> Any:
        if self._label_style is SelectLabelStyle.LABEL_STYLE_NONE:
            return self.set_label_style(LABEL_STYLE_DEFAULT)
        return self

    def subquery(self, name: str | None = None) -> Subquery:
        """This SELECT as a FROM element with columns under `.c`."""
        if name is None:
            return Subquery._construct(self._ensure_disambiguated_names())
        made: Subquery = _new(Subquery)
        made.element = self._ensure_disambiguated_names()
        made.name = name
        return made

    def alias(self, name: str | None = None, flat: bool = False) -> Subquery:
        """A subquery of this SELECT; the older word for `subquery()`."""
        return self.subquery(name=name)

    def lateral(self, name: str | None = None) -> LateralFromClause:
        """A LATERAL subquery, which may refer to FROM elements before it."""
        return Maker.lateral(self, name)  # type: ignore[no-any-return]

    def scalar_subquery(self) -> ScalarSelect[Any]:
        """This SELECT, of one column and one row, as a column expression."""
        return Maker.scalar(self.set_label_style(LABEL_STYLE_NONE))  # type: ignore[no-any-return]

    @deprecated(
        "1.4",
        "The SelectBase.as_scalar() method is deprecated and will be removed in a future release.  Please refer to "
        "SelectBase.scalar_subquery().",
    )
    def as_scalar(self) -> ScalarSelect[Any]:
        """The older word for `scalar_subquery()`."""
        return self.scalar_subquery()

    def label(self, name: str | None) -> Label[Any]:
        """A labelled scalar subquery of this SELECT."""
        return self.scalar_subquery().label(name)

    def exists(self) -> Exists:
        """EXISTS of this SELECT."""
        return Maker.exists(self)  # type: ignore[no-any-return]

    def into(
        self,
        target: str,
        *,
        metadata: Any = None,
        schema: str | None = None,
        temporary: bool = False,
        if_not_exists: bool = False,
    ) -> Any:
        """CREATE TABLE ... AS this SELECT."""
        return Maker.create_table_as(
            self, target, metadata=metadata, schema=schema, temporary=temporary, if_not_exists=if_not_exists
        )

    def self_group(self, against: Any = None) -> Any:
        return SelectStatementGrouping(self)

    def is_derived_from(self, fromclause: Any) -> bool:
        return self is fromclause


class SelectStatementGrouping(SelectBase):
    """A SELECT in parentheses, inside a set operation."""

    __visit_name__ = "select_statement_grouping"
    _fields: ClassVar[tuple[Field, ...]] = (Field("element", CHILD),)
    _readers = {"element": read_node}

    def __init__(self, element: SelectBase) -> None:
        self.element = element

    @property
    def select_statement(self) -> SelectBase:
        return self.element

    def _ensure_disambiguated_names(self) -> Any:
        inner = self.element._ensure_disambiguated_names()
        return self if inner is self.element else SelectStatementGrouping(inner)

    def get_label_style(self) -> SelectLabelStyle:
        return self.element.get_label_style()

    def set_label_style(self, style: SelectLabelStyle) -> Any:
        return SelectStatementGrouping(self.element.set_label_style(style))

    def add_cte(self, *ctes: Any, nest_here: bool = False) -> Any:
        return SelectStatementGrouping(self.element.add_cte(*ctes, nest_here=nest_here))

    def self_group(self, against: Any = None) -> Any:
        return self

    @property
    def selected_columns(self) -> Any:
        return self.element.selected_columns

    @property
    def _all_selected_columns(self) -> Any:
        return self.element._all_selected_columns

    def _named_columns(self, as_from: bool = False) -> list[SelectedColumn]:
        return self.element._named_columns(as_from)

    def _copy_internals(self, replace: Any) -> Any:
        inner = replace(self.element)
        return self if inner is self.element else SelectStatementGrouping(inner)


class GenerativeSelect(DialectKWArgs, SelectBase):
    """A SELECT or set operation: both can be ordered, cut and grouped."""

    _order_by_clauses: tuple[Any, ...] = ()
    _group_by_clauses: tuple[Any, ...] = ()
    _limit_clause: Any = None
    _offset_clause: Any = None
    _fetch_clause: Any = None
    _fetch_clause_options: FetchOptions | None = None
    _for_update_arg: ForUpdateArg | None = None

    _readers = {
        "_order_by_clauses": read_nodes,
        "_group_by_clauses": read_nodes,
        "_limit_clause": read_node,
        "_offset_clause": read_node,
        "_fetch_clause": read_node,
        "_fetch_clause_options": read_plain,
        "_for_update_arg": read_node,
        "_label_style": read_plain,
        "_with_options": read_rows,
        "_independent_ctes": read_nodes,
        "_independent_ctes_opts": read_plain,
    }

    def order_by(self, __first: Any = NO_ARG, /, *clauses: Any) -> Self:
        """Add ORDER BY expressions; `order_by(None)` takes all away."""
        if __first is None and not clauses:
            return self._with("_order_by_clauses", ())
        if __first is NO_ARG:
            return self
        return self._with("_order_by_clauses", self._order_by_clauses + _ordering((__first, *clauses)))

    def group_by(self, __first: Any = NO_ARG, /, *clauses: Any) -> Self:
        """Add GROUP BY expressions; `group_by(None)` takes all away."""
        if __first is None and not clauses:
            return self._with("_group_by_clauses", ())
        if __first is NO_ARG:
            return self
        given = (__first, *clauses)
        for clause in given:
            if not isinstance(clause, ColumnElement):
                given = tuple([one if isinstance(one, ColumnElement) else expect("group_by", one) for one in given])
                break
        return self._with("_group_by_clauses", self._group_by_clauses + given)

    def limit(self, limit: Any) -> Self:
        """LIMIT; None takes it away. Takes the place of FETCH."""
        made = _new(type(self))
        state = self.__dict__.copy()
        state.pop("_memo", None)
        if "_fetch_clause" in state:
            del state["_fetch_clause"], state["_fetch_clause_options"]
        state["_limit_clause"] = limit_parameter(limit)
        made.__dict__ = state
        return made

    def offset(self, offset: Any) -> Self:
        """OFFSET; None takes it away."""
        return self._with("_offset_clause", limit_parameter(offset))

    def fetch(self, count: Any, with_ties: bool = False, percent: bool = False, **dialect_kw: Any) -> Self:
        """FETCH FIRST n ROWS, standard SQL's LIMIT, which can keep ties. Takes the place of LIMIT."""
        made = self._generate()
        state = made.__dict__
        if dialect_kw:
            options = state.get("_dialect_options") or {}
            state["_dialect_options"] = {name: _copied(option) for name, option in options.items()}
            made._set_dialect_options(dialect_kw)
        state.pop("_limit_clause", None)
        if count is None:
            state.pop("_fetch_clause", None)
            state.pop("_fetch_clause_options", None)
        else:
            state["_fetch_clause"] = limit_parameter(count)
            state["_fetch_clause_options"] = FetchOptions(with_ties, percent)
        return made

    def slice(self, start: int, stop: int) -> Self:
        """LIMIT and OFFSET as Python slices count: rows `start` up to, not including, `stop`."""
        length = stop - start if stop is not None and start is not None else stop
        before = self._offset_clause
        made = self._generate()
        state = made.__dict__
        for name in ("_fetch_clause", "_fetch_clause_options", "_limit_clause"):
            state.pop(name, None)
        if length is not None:
            state["_limit_clause"] = limit_parameter(length)
        if start is not None and start != 0:
            if before is None:
                state["_offset_clause"] = limit_parameter(start)
            elif isinstance(before, OffsetLimitParam):
                state["_offset_clause"] = limit_parameter(before.value + start)
            else:
                state["_offset_clause"] = before + start
        return made

    def with_for_update(
        self,
        *,
        nowait: bool = False,
        read: bool = False,
        of: Any = None,
        skip_locked: bool = False,
        key_share: bool = False,
    ) -> Self:
        """FOR UPDATE: lock the selected rows until the transaction ends."""
        argument = ForUpdateArg(nowait=nowait, read=read, of=of, skip_locked=skip_locked, key_share=key_share)
        return self._with("_for_update_arg", argument)

    @property
    def _has_row_limiting_clause(self) -> bool:
        return self._limit_clause is not None or self._offset_clause is not None or self._fetch_clause is not None

    @property
    def _limit(self) -> int | None:
        return _plain_value(self._limit_clause, "limit")

    @property
    def _offset(self) -> int | None:
        return _plain_value(self._offset_clause, "offset")

    @property
    def _fetch(self) -> int | None:
        return _plain_value(self._fetch_clause, "fetch")

    def _simple_int_clause(self, clause: Any) -> bool:
        return isinstance(clause, OffsetLimitParam)


def _ordering(clauses: tuple[Any, ...]) -> tuple[Any, ...]:
    """What `order_by()` was given, as nodes; what may be rendered as a label's name is remembered."""
    made = []
    for clause in clauses:
        if not isinstance(clause, ColumnElement):
            clause = expect("order_by", clause)
        elif clause._order_by_label_element is not None:
            clause = LabelReference(clause)
        made.append(clause)
    return tuple(made)


def _plain_value(clause: Any, name: str) -> int | None:
    if clause is None:
        return None
    try:
        value: int | None = clause._limit_offset_value
    except AttributeError as error:
        raise exc.CompileError(f"This SELECT structure does not use a simple integer value for {name}") from error
    return value


def _copied(options: DialectOptions) -> DialectOptions:
    made = DialectOptions(options.defaults)
    made.given.update(options.given)
    return made


def collection_of(pairs: Any) -> Any:
    """A read-only column collection of (key, column) pairs."""
    return ColumnCollection(pairs).as_readonly()


MAKERS["limit"] = OffsetLimitParam
