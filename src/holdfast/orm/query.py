"""The legacy `Query`: `session.query(User).filter(...).all()`, as a chain over one `select()`.

Every method makes a new Query around a changed statement; the few that run something ask the session, in its own
(blocking) way. Set operations and the like are in `query_ops`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, TypeVarTuple, overload

from .. import exc
from ..engine.row import Row
from ..exc import LegacyAPIWarning
from ..inspection import inspect
from ..sql.selectable import LABEL_STYLE_TABLENAME_PLUS_COL, Select, describe_entities
from ..util import Generic, deprecated
from . import query_ops
from .entities import EntityNode
from .options import lazyload
from .planner import FromStatement, adapt_to, moved

if TYPE_CHECKING:
    import builtins


_T = TypeVar("_T")
_V = TypeVar("_V")
_Ts = TypeVarTuple("_Ts")


class Query(Generic[_T]):
    """A SELECT of entities or columns, bound to a session.

    Objects come once each, as they always have with `Query`; `select()` with `session.execute()` is the newer way.
    """

    session: Any

    def __init__(self, entities: Any, session: Any = None) -> None:
        if not isinstance(entities, (list, tuple)):
            entities = (entities,)
        self.session = session
        self._statement: Any = Select(*entities).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
        self._options: dict[str, Any] = {}
        self._adapt: Any = None
        self._params: dict[str, Any] = {}

    # -- making others ----------------------------------------------------------------------------------------

    def _copy(self) -> Self:
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        return made

    def _with(self, statement: Any) -> Self:
        made = self._copy()
        made._statement = statement
        return made

    def _moved(self, expressions: Iterable[Any]) -> list[Any]:
        return [query_ops.adapted(self._adapt, expression) for expression in expressions]

    def _set_options(self, **options: Any) -> Self:
        made = self._copy()
        made._options = {**self._options, **options}
        return made

    def where(self, *criterion: Any) -> Self:
        """Add criteria, joined by AND."""
        return self._with(self._statement.where(*self._moved(criterion)))

    filter = where

    def filter_by(self, **kwargs: Any) -> Self:
        """Add equalities by attribute name, of what was joined last, else of the first entity."""
        return self._with(query_ops.filtered_by(self._statement, kwargs))

    def having(self, *having: Any) -> Self:
        return self._with(self._statement.having(*self._moved(having)))

    def order_by(self, *clauses: Any) -> Self:
        """Add ORDER BY expressions; `order_by(None)` takes all away."""
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            return self._with(self._statement.order_by(None))
        return self._with(self._statement.order_by(*self._moved(clauses)))

    def group_by(self, *clauses: Any) -> Self:
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            return self._with(self._statement.group_by(None))
        return self._with(self._statement.group_by(*self._moved(clauses)))

    def limit(self, limit: Any) -> Self:
        return self._with(self._statement.limit(limit))

    def offset(self, offset: Any) -> Self:
        return self._with(self._statement.offset(offset))

    def slice(self, start: Any, stop: Any) -> Self:
        """LIMIT and OFFSET as Python slices count."""
        return self._with(self._statement.slice(start, stop))

    def distinct(self, *expr: Any) -> Self:
        return self._with(self._statement.distinct(*self._moved(expr)))

    def join(self, target: Any, onclause: Any = None, *, isouter: bool = False, full: bool = False) -> Self:
        """JOIN to an entity, along a relationship, or to any FROM element."""
        return self._with(self._statement.join(target, onclause, isouter=isouter, full=full))

    def outerjoin(self, target: Any, onclause: Any = None, *, full: bool = False) -> Self:
        return self._with(self._statement.outerjoin(target, onclause, full=full))

    def select_from(self, *from_obj: Any) -> Self:
        return self._with(self._statement.select_from(*from_obj))

    def reset_joinpoint(self) -> Self:
        return self._copy()

    def options(self, *args: Any) -> Self:
        """Add loader options; lists of them are understood too."""
        found: list[Any] = []
        for argument in args:
            found += argument if isinstance(argument, (list, tuple)) else [argument]
        return self._with(self._statement.options(*found))

    def correlate(self, *fromclauses: Any) -> Self:
        return self._with(self._statement.correlate(*fromclauses))

    def prefix_with(self, *prefixes: Any, dialect: str = "*") -> Self:
        return self._with(self._statement.prefix_with(*prefixes, dialect=dialect))

    def suffix_with(self, *suffixes: Any, dialect: str = "*") -> Self:
        return self._with(self._statement.suffix_with(*suffixes, dialect=dialect))

    def with_hint(self, selectable: Any, text: str, dialect_name: str = "*") -> Self:
        return self._with(self._statement.with_hint(selectable, text, dialect_name))

    def with_statement_hint(self, text: str, dialect_name: str = "*") -> Self:
        return self._with(self._statement.with_statement_hint(text, dialect_name))

    def with_for_update(self, **arguments: Any) -> Self:
        """Lock the rows until the transaction ends."""
        return self._with(self._statement.with_for_update(**arguments))

    def with_entities(self, *entities: Any) -> Query[Any]:
        """The same FROM and criteria with other columns."""
        return self._with(self._statement.with_only_columns(*self._moved(entities)))

    def add_columns(self, *column: Any) -> Query[Any]:
        return self._with(self._statement.add_columns(*self._moved(column)))

    def add_column(self, column: Any) -> Query[Any]:
        return self.add_columns(column)

    def add_entity(self, entity: Any, alias: Any = None) -> Query[Any]:
        return self._with(self._statement.add_columns(entity if alias is None else alias))

    def from_statement(self, statement: Any) -> Self:
        """Read the entities from the rows of another statement."""
        return self._with(self._statement.from_statement(statement))

    def with_parent(self, instance: Any, property: Any = None, from_entity: Any = None) -> Self:
        """Only the rows that `instance` refers to by a relationship."""
        if property is None:
            target = self._entity().mapper
            mapper = inspect(instance).mapper
            property = next((prop.class_attribute for prop in mapper.relationships if prop.mapper is target), None)
            if property is None:
                raise exc.InvalidRequestError(
                    f"Could not locate a property which relates instances of class '{target.class_.__name__}' to "
                    f"instances of class '{mapper.class_.__name__}'"
                )
        return self.where(with_parent(instance, property, from_entity))

    def params(self, *args: Any, **kwargs: Any) -> Self:
        """Values for the named parameters of the query."""
        made = self._copy()
        made._params = {**self._params, **(args[0] if args else {}), **kwargs}
        return made

    def execution_options(self, **kwargs: Any) -> Self:
        return self._with(self._statement.execution_options(**kwargs))

    def get_execution_options(self) -> Any:
        return self._statement.get_execution_options()

    def yield_per(self, count: int) -> Self:
        """Make objects in batches of `count` rows."""
        return self._set_options(yield_per=count)

    def populate_existing(self) -> Self:
        """Refresh objects that the session holds already from the rows."""
        return self._set_options(populate_existing=True)

    def autoflush(self, setting: bool) -> Self:
        return self._set_options(autoflush=setting)

    def enable_eagerloads(self, value: bool) -> Self:
        """`False`: load no relationships along, whatever the mapping says."""
        return self._copy() if value else self._with(self._statement.options(lazyload("*")))

    def enable_assertions(self, value: bool) -> Self:
        return self._copy()

    def set_label_style(self, style: Any) -> Self:
        return self._with(self._statement.set_label_style(style))

    def with_labels(self) -> Self:
        return self.set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)

    apply_labels = with_labels

    def only_return_tuples(self, value: bool) -> Query[Any]:
        """Rows even where there is one entity."""
        made = self._copy()
        made.__dict__["_as_rows"] = value
        return made

    def tuples(self) -> Query[tuple[_T]]:
        return self._copy()  # type: ignore[return-value]

    def with_session(self, session: Any) -> Self:
        made = self._copy()
        made.session = session
        return made

    def with_transformation(self, fn: Any) -> Any:
        return fn(self)

    # -- set operations ---------------------------------------------------------------------------------------

    def _combined(self, word: str, others: tuple[Any, ...]) -> Self:
        statements = [self._statement, *(other._statement if isinstance(other, Query) else other for other in others)]
        statement, adapt = query_ops.combine(word, statements)
        made = self._with(statement)
        made._adapt = adapt
        return made

    def union(self, *q: Any) -> Self:
        """The rows of this query and of others, each once."""
        return self._combined("union", q)

    def union_all(self, *q: Any) -> Self:
        return self._combined("union_all", q)

    def intersect(self, *q: Any) -> Self:
        return self._combined("intersect", q)

    def intersect_all(self, *q: Any) -> Self:
        return self._combined("intersect_all", q)

    def except_(self, *q: Any) -> Self:
        return self._combined("except", q)

    def except_all(self, *q: Any) -> Self:
        return self._combined("except_all", q)

    # -- as a part of other statements ------------------------------------------------------------------------

    @property
    def statement(self) -> Any:
        """The SELECT, as it would be written with `select()`."""
        if isinstance(self._statement, FromStatement):
            return self._statement.element
        statement = query_ops.plain_style(self._statement)
        return statement.params(**self._params) if self._params else statement

    @property
    def selectable(self) -> Any:
        return self.statement

    def __clause_element__(self) -> Any:
        return self.statement

    def subquery(self, name: str | None = None, with_labels: bool = False, reduce_columns: bool = False) -> Any:
        """The query as a FROM element."""
        statement = self._statement if with_labels else self.statement
        if reduce_columns:
            statement = statement.reduce_columns()
        return statement.subquery(name)

    def cte(self, name: str | None = None, recursive: bool = False, nesting: bool = False) -> Any:
        return self.statement.cte(name=name, recursive=recursive, nesting=nesting)

    def label(self, name: str | None) -> Any:
        return self.scalar_subquery().label(name)

    def scalar_subquery(self) -> Any:
        return self.statement.scalar_subquery()

    as_scalar = scalar_subquery

    def exists(self) -> Any:
        """`EXISTS (SELECT 1 ...)` with this query's FROM and criteria."""
        return query_ops.exists_of(self._statement)

    @property
    def whereclause(self) -> Any:
        return self._statement.whereclause

    @property
    def column_descriptions(self) -> list[dict[str, Any]]:
        return describe_entities(self._statement._raw_columns, numbered=False)

    @property
    def is_single_entity(self) -> bool:
        """Whether iterating gives objects, not rows."""
        columns = self._statement._raw_columns
        return len(columns) == 1 and isinstance(columns[0], EntityNode) and not self.__dict__.get("_as_rows")

    # -- running ----------------------------------------------------------------------------------------------

    def _execute(self) -> Any:
        session = self.session
        if session is None:
            raise exc.InvalidRequestError("This Query is not bound to a Session: use query.with_session(session)")
        columns = self._statement._raw_columns
        result = session.execute(self._statement, self._params or None, execution_options=self._options)
        if self.is_single_entity:
            result = result.scalars()
        if not self._options.get("yield_per") and any(isinstance(node, EntityNode) for node in columns):
            result = result.unique()
        return result

    def __iter__(self) -> Iterator[_T]:
        return iter(self._execute())

    def all(self) -> list[_T]:
        """All results."""
        found: list[_T] = self._execute().all()
        return found

    def first(self) -> _T | None:
        """The first result or None; asks the database for one row only."""
        query = self if isinstance(self._statement, FromStatement) else self.limit(1)
        return query._execute().first()  # type: ignore[no-any-return]

    def one(self) -> _T:
        """The one result there is; NoResultFound or MultipleResultsFound otherwise."""
        return self._execute().one()  # type: ignore[no-any-return]

    def one_or_none(self) -> _T | None:
        return self._execute().one_or_none()  # type: ignore[no-any-return]

    def scalar(self) -> Any:
        """The first column of the one result, or None when there is none."""
        found = self.one_or_none()
        return found if found is None or not isinstance(found, tuple) else found[0]

    @deprecated(
        "2.0",
        "The Query.get() method is considered legacy as of the 1.x series of SQLAlchemy and becomes a legacy construct "
        "in 2.0. The method is now available as Session.get() (deprecated since: 2.0)",
        LegacyAPIWarning,
    )
    def get(self, ident: Any) -> _T | None:
        """The object with this primary key, from memory if it is there."""
        return self.session.get(  # type: ignore[no-any-return]
            self._entity().mapper.class_,
            ident,
            options=self._statement._with_options,
            populate_existing=bool(self._options.get("populate_existing")),
        )

    def count(self) -> int:
        """The number of rows that the query would give."""
        statement = query_ops.count_of(self._statement)
        return int(self.session.execute(statement, self._params or None, execution_options=self._options).scalar_one())

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, item: builtins.slice) -> list[_T]: ...
        @overload
        def __getitem__(self, item: int) -> _T: ...

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, slice):
            start, stop = item.start, item.stop
            if (start is not None and start < 0) or (stop is not None and stop < 0):
                raise IndexError(_NEGATIVE)
            if start is not None and stop is not None and stop - start <= 0:
                return []
            found = list(self.slice(start, stop))
            return found[:: item.step] if item.step is not None else found
        if item < 0:
            raise IndexError(_NEGATIVE)
        found = list(self.slice(item, item + 1))
        if not found:
            raise IndexError("list index out of range")
        return found[0]

    def values(self, *columns: Any) -> Iterator[Any]:
        """Rows of other columns with this query's FROM and criteria."""
        return iter(self.with_entities(*columns))

    def value(self, column: Any) -> Any:
        found = self.with_entities(column).first()
        return None if found is None else found[0]

    def update(
        self, values: Mapping[Any, Any], synchronize_session: Any = "auto", update_args: dict[Any, Any] | None = None
    ) -> int:
        """UPDATE the rows that the criteria describe; the number of them."""
        statement = query_ops.update_of(self._statement, self._entity(), values)
        return self._change(statement, synchronize_session)

    def delete(self, synchronize_session: Any = "auto", delete_args: dict[Any, Any] | None = None) -> int:
        """DELETE the rows that the criteria describe; the number of them."""
        return self._change(query_ops.delete_of(self._statement, self._entity()), synchronize_session)

    def _change(self, statement: Any, synchronize_session: Any) -> int:
        options = {**self._options, "synchronize_session": synchronize_session}
        result = self.session.execute(statement, self._params or None, execution_options=options)
        count: int = result.rowcount
        return count

    def _entity(self) -> Any:
        """The one entity that get, update and delete speak of."""
        for node in self._statement._raw_columns:
            entity = getattr(node, "entity", None)
            if entity is not None:
                return entity
        raise exc.InvalidRequestError("This Query has no mapped entity: it selects only SQL expressions")

    def __str__(self) -> str:
        bind = None if self.session is None else self.session.bind
        return str(self._statement.compile(bind)) if bind is not None else str(self._statement)


def with_parent(instance: Any, prop: Any, from_entity: Any = None) -> Any:
    """The criterion of the rows that `instance` refers to by the relationship `prop`, as its lazy load has it.

    from_entity: the alias whose rows they are to be; `prop.of_type(alias)` says the same.
    """
    if isinstance(prop, str):
        raise exc.ArgumentError(f"with_parent() accepts class-bound mapped attributes, not strings: got {prop!r}")
    criterion = prop.comparator.optimized_compare(instance, of_remote=False)
    target = prop._of_type if from_entity is None else inspect(from_entity)
    adapt = None if target is None else adapt_to(target)
    return criterion if adapt is None else moved(criterion, adapt)


class RowReturningQuery(Query[Row[*_Ts]], Generic[*_Ts]):
    """A Query of columns, as annotations call it: it gives rows."""

    if TYPE_CHECKING:

        def tuples(self) -> Query[tuple[*_Ts]]: ...  # type: ignore[override]
        @overload
        def scalar(self: RowReturningQuery[_V, *tuple[Any, ...]]) -> _V | None: ...
        @overload
        def scalar(self) -> Any: ...
        def scalar(self) -> Any: ...


_NEGATIVE = (
    "negative indexes are not accepted by SQL index / slice operators: use order_by() to turn the order round instead"
)
