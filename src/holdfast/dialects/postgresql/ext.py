"""Constructs of PostgreSQL: aggregates in an order, DISTINCT ON, EXCLUDE, and the functions of the text search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ... import exc
from ...sql.elements import BindParameter, ClauseElement, ClauseList, ColumnElement, expect
from ...sql.functions import GenericFunction, func
from ...sql.schema import ColumnCollectionConstraint
from ...sql.selectable import SyntaxExtension
from ...sql.structure import CHILD, CHILDREN, Field, iterate, replacement_traverse
from ...sql.types import TEXT
from .array import ARRAY
from .types import REGCONFIG, TSQUERY, TSVECTOR

__all__ = [
    "DistinctOnClause",
    "ExcludeConstraint",
    "aggregate_order_by",
    "array_agg",
    "distinct_on",
    "phraseto_tsquery",
    "plainto_tsquery",
    "to_tsquery",
    "to_tsvector",
    "ts_headline",
    "websearch_to_tsquery",
]


class aggregate_order_by(ColumnElement[Any]):
    """`x ORDER BY y`, as the last argument of an aggregate: `func.array_agg(aggregate_order_by(t.c.a, t.c.b.desc()))`.

    The method `aggregate_order_by()` of functions is the newer way, on every database.
    """

    __visit_name__ = "aggregate_order_by"
    stringify_dialect: ClassVar[str] = "postgresql"
    _fields = (Field("target", CHILD), Field("order_by", CHILD))

    def __init__(self, target: Any, *order_by: Any) -> None:
        self.target = expect("expression_element", target)
        self.type = self.target.type
        if not order_by:
            raise TypeError("at least one ORDER BY element is required")
        if len(order_by) == 1:
            self.order_by = expect("order_by", order_by[0])
        else:
            self.order_by = ClauseList(*order_by, _literal_as_text_role="order_by")

    def self_group(self, against: Any = None) -> Any:
        return self


def array_agg(*arg: Any, **kw: Any) -> Any:
    """`array_agg()`, its type an ARRAY with PostgreSQL's operators."""
    kw["_default_array_type"] = ARRAY
    return func.array_agg(*arg, **kw)


# ---------------------------------------------------------------------- DISTINCT ON


class DistinctOnClause(SyntaxExtension):
    """`DISTINCT ON (...)` in front of the columns."""

    __visit_name__ = "postgresql_distinct_on"
    says_distinct = True
    stringify_dialect: ClassVar[str] = "postgresql"
    _fields = (Field("_distinct_on", CHILDREN),)

    def __init__(self, distinct_on: Any) -> None:
        self._distinct_on = tuple([expect("by_of", one) for one in distinct_on])

    def apply_to_select(self, select_stmt: Any) -> None:
        if select_stmt._distinct_on:
            raise exc.InvalidRequestError("Cannot mix ``select.ext(distinct_on(...))`` and ``select.distinct(...)``")
        select_stmt.apply_syntax_extension_point(self._joined, "pre_columns")

    def _joined(self, existing: Any) -> Any:
        """With the columns of an earlier DISTINCT ON before its own."""
        others = [clause for clause in existing if not isinstance(clause, DistinctOnClause)]
        earlier = [column for clause in existing if clause not in others for column in clause._distinct_on]
        return [*others, DistinctOnClause([*earlier, *self._distinct_on])]


def distinct_on(*expr: Any) -> DistinctOnClause:
    """`select(...).ext(distinct_on(t.c.name))`: the first row of each group that these expressions make."""
    return DistinctOnClause(expr)


# ---------------------------------------------------------------------- EXCLUDE


class ExcludeConstraint(ColumnCollectionConstraint):
    """`EXCLUDE`: no two rows for which all the comparisons hold.

    Each element is a pair of column (or name, or expression) and operator: `ExcludeConstraint(("room", "="), ("during", "&&"))`.
    """

    __visit_name__ = "exclude_constraint"
    create_drop_stringify_dialect: ClassVar[str] = "postgresql"

    def __init__(
        self,
        *elements: tuple[Any, str],
        name: Any = None,
        deferrable: bool | None = None,
        initially: str | None = None,
        using: str = "gist",
        where: Any = None,
        ops: dict[str, str] | None = None,
        **kw: Any,
    ) -> None:
        self._elements = [
            (element if isinstance(element, str) else expect("ddl_constraint_column", element), operator)
            for element, operator in elements
        ]
        self.operators = {_key_of(element): operator for element, operator in self._elements}
        self.using = using
        self.where = None if where is None else expect("ddl_expression", where)
        self.ops = dict(ops or {})
        columns = [column for element, _ in self._elements for column in _columns_in(element)]
        super().__init__(*columns, name=name, deferrable=deferrable, initially=initially, **kw)

    def elements(self) -> Iterator[tuple[Any, str]]:
        """Expressions and operators, names as the columns that they mean."""
        for element, operator in self._elements:
            yield (self.table.c[element] if isinstance(element, str) else element), operator

    def _copy(self, *, target_table: Any = None, **keywords: Any) -> Any:
        source = self.table if self.parent is not None else None

        def replace(node: Any) -> Any:
            if source is not None and target_table is not None and getattr(node, "table", None) is source:
                return target_table.c[node.key]
            return None

        def copied(element: Any) -> Any:
            return replacement_traverse(element, {}, replace) if isinstance(element, ClauseElement) else element

        made = type(self)(
            *[(copied(element), operator) for element, operator in self._elements],
            using=self.using,
            where=copied(self.where),
            ops=self.ops,
            _autoattach=False,
            **{key: value for key, value in self._common_arguments().items() if key != "comment"},
        )
        return self._schema_item_copy(made)


def _key_of(element: Any) -> Any:
    return element if isinstance(element, str) else getattr(element, "key", None)


def _columns_in(element: Any) -> list[Any]:
    """What must be found in the table: a name, or the columns in an expression that are a table's."""
    if isinstance(element, str):
        return [element]
    return [node for node in iterate(element) if hasattr(node, "_on_table_attach")]


# ---------------------------------------------------------------------- text search


class _OfConfiguration(GenericFunction[Any]):
    """A function whose first argument, when there are several, is the name of a configuration."""

    _base_of_functions = True
    inherit_cache = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        first_type = REGCONFIG if self._has_configuration(args) else None
        parsed = [_argument(value, self.name, None if number else first_type) for number, value in enumerate(args)]
        super().__init__(*args, _parsed_args=parsed, **kwargs)

    def _has_configuration(self, args: tuple[Any, ...]) -> bool:
        return len(args) > 1


def _argument(value: Any, name: Any, type_: Any) -> Any:
    if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
        return expect("expression_element", value, name=name)
    return BindParameter(name, value, type_=type_, unique=True)


class to_tsvector(_OfConfiguration):
    """A text as a document of the text search."""

    inherit_cache = True
    type = TSVECTOR()


class to_tsquery(_OfConfiguration):
    """A query in the text search's own language."""

    inherit_cache = True
    type = TSQUERY()


class plainto_tsquery(_OfConfiguration):
    """A query of all words of a text."""

    inherit_cache = True
    type = TSQUERY()


class phraseto_tsquery(_OfConfiguration):
    """A query of the words of a text one after the other."""

    inherit_cache = True
    type = TSQUERY()


class websearch_to_tsquery(_OfConfiguration):
    """A query as people type it into a search box."""

    inherit_cache = True
    type = TSQUERY()


class ts_headline(_OfConfiguration):
    """The part of a text that answers a query, with the words marked."""

    inherit_cache = True
    type = TEXT()

    def _has_configuration(self, args: tuple[Any, ...]) -> bool:
        # (document, query[, options]) or (configuration, document, query[, options])
        return len(args) > 1 and not isinstance(getattr(args[1], "type", None), TSQUERY)
