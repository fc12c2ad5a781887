"""Bundle: several columns that come back as one value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from ...engine.result import metadata_for
from ...sql.elements import ClauseElement, expect
from ...sql.elements import roles as r
from ...sql.structure import CHILDREN, PLAIN, Field, Placeholder


class Bundle(Placeholder, ClauseElement):
    """A group of columns under one name: `select(Bundle("address", User.street, User.city))`.

    Override `create_row_processor` to choose the value each row becomes; the default is a `Row` of the columns.
    """

    __visit_name__ = "bundle"
    _roles = frozenset({r.COLUMNS_CLAUSE})
    _fields = (Field("name", PLAIN), Field("exprs", CHILDREN), Field("single_entity", PLAIN), Field("_class", PLAIN))
    single_entity: bool = False
    is_bundle: ClassVar[bool] = True
    is_entity: ClassVar[bool] = False
    is_clause_element: ClassVar[bool] = False
    is_mapper: ClassVar[bool] = False
    is_aliased_class: ClassVar[bool] = False
    proxy_set: tuple[Any, ...] = ()

    def __init__(self, name: str, *exprs: Any, single_entity: bool = False) -> None:
        self.name = self._label = self.key = name
        self.exprs = tuple(expect(r.COLUMNS_CLAUSE, expression) for expression in exprs)
        self.single_entity = single_entity or self.single_entity
        self._class = type(self)
        columns: dict[str, Any] = {}
        for given, node in zip(exprs, self.exprs, strict=True):
            columns[getattr(given, "key", None) or getattr(node, "key", None) or str(node)] = given
        self._columns = columns

    @property
    def c(self) -> Any:
        """The columns by name."""
        return _Names(self._columns)

    columns = c

    def expand(self) -> tuple[Any, ...]:
        found: list[Any] = []
        for expression in self.exprs:
            found.extend(expression.expand() if expression.is_placeholder else (expression,))
        return tuple(found)

    def froms(self) -> tuple[Any, ...]:
        return tuple(from_ for expression in self.exprs for from_ in expression._froms)

    def label(self, name: str) -> Bundle:
        """The same bundle under another name."""
        made = self._generate()
        made.name = made._label = made.key = name
        return made

    @property
    def entity_namespace(self) -> Any:
        return self.c

    @property
    def _described_entity(self) -> Any:
        return next((node._described_entity for node in self.exprs if node.is_placeholder), None)

    @property
    def _select_iterable(self) -> tuple[Any, ...]:
        return self.expand()

    def create_row_processor(
        self, query: Any, procs: list[Callable[[Any], Any]], labels: list[str]
    ) -> Callable[[Any], Any]:
        """What makes the value of one row; called once per statement. `procs` read the columns, `labels` name them."""
        make = metadata_for(tuple(labels)).row_class
        return lambda row: make([read(row) for read in procs])

    def __repr__(self) -> str:
        return f"<Bundle {self.name!r} of {', '.join(map(str, self.exprs))}>"

    __str__ = __repr__


class _Names:
    """The bundle's columns as attributes and by key."""

    __slots__ = ("_found",)

    def __init__(self, found: dict[str, Any]) -> None:
        self._found = found

    def __getattr__(self, name: str) -> Any:
        try:
            return self._found[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Any:
        return self._found[name]

    def __iter__(self) -> Any:
        return iter(self._found.values())

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def keys(self) -> list[str]:
        return list(self._found)
