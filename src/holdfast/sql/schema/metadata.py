"""MetaData: a collection of tables and what they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ... import exc
from ...util import NO_ARG, immutabledict
from ..structure import quoted_name
from ..types import TypeEngine
from .base import BLANK_SCHEMA, SchemaItem
from .ddl_request import CheckFirst, DDLRequest
from .naming import DEFAULT_NAMING_CONVENTION, Naming
from .sequence import Sequence as SequenceItem
from .sort import sort_tables
from .table import Table
from .tables import TableDict


class MetaData(SchemaItem):
    """A collection of tables: created, dropped, sorted and reflected together.

    `schema` is the default schema of its tables, `naming_convention` names their constraints and indexes.
    """

    __visit_name__ = "metadata"

    def __init__(
        self,
        schema: str | None = None,
        quote_schema: bool | None = None,
        naming_convention: Mapping[Any, Any] | None = None,
        info: dict[Any, Any] | None = None,
    ) -> None:
        if schema is not None and not isinstance(schema, str):
            raise exc.ArgumentError(
                f"expected schema argument to be a string, got {type(schema)}.",
            )
        self.tables: TableDict = TableDict()
        self.schema = schema if quote_schema is None else quoted_name.construct(schema, quote_schema)
        self.naming_convention: Mapping[Any, Any] = (
            immutabledict(naming_convention) if naming_convention else immutabledict(DEFAULT_NAMING_CONVENTION)
        )
        if info:
            self.info = dict(info)
        self._naming = Naming(self.naming_convention)
        self._schemas: set[str] = set()
        self._sequences: dict[str, SequenceItem] = {}
        self._named_types: dict[Any, Any] = {}
        # Foreign keys whose column still waits for its type, by the key of the table that they refer to.
        self._waiting_foreign_keys: dict[str, list[Any]] = {}

    # -- called by tables and columns ----------------------------------------------------------------------------

    def _add_table(self, name: str, schema: str | None, table: Table) -> None:
        self.tables._insert(f"{schema}.{name}" if schema is not None else name, table)
        if schema is not None:
            self._schemas.add(schema)

    def _remove_table(self, name: str, schema: str | None) -> None:
        self.tables._remove(f"{schema}.{name}" if schema is not None else name)
        present = (table.__dict__.get("schema") for table in self.tables.values())
        self._schemas = {schema for schema in present if schema is not None}

    def _foreign_key_attached(self, foreign_key: Any) -> None:
        """Give the column of a new foreign key the type of its target, now or when the target is there."""
        if not foreign_key.parent.type._isnull:
            return
        key = foreign_key._table_key()
        if key is None or not self._give_type(foreign_key):
            self._waiting_foreign_keys.setdefault(str(key), []).append(foreign_key)

    def _give_type(self, foreign_key: Any) -> bool:
        target = foreign_key._target
        if target is None:
            table = self.tables.get(foreign_key._table_key())
            if table is None or "_columns" not in table.__dict__:
                return False
            _, _, name = foreign_key.target_tokens
            name = foreign_key.parent.key if name is None else name
            target = table.c.get(name)
            if target is None and foreign_key.link_to_name:
                target = next((column for column in table.c if column.name == name), None)
        if target is None or target.type._isnull:
            return False
        foreign_key.parent._set_type(target.type)
        self._column_attached(foreign_key.parent)
        return True

    def _column_attached(self, column: Any) -> None:
        """A column has its table: foreign keys that wait for it may learn their type."""
        if column.type._isnull or not self._waiting_foreign_keys:
            return
        key = column.table.key
        waiting = self._waiting_foreign_keys.pop(key, None)
        if waiting is None:
            return
        left = [foreign_key for foreign_key in waiting if not self._give_type(foreign_key)]
        if left:
            self._waiting_foreign_keys.setdefault(key, []).extend(left)

    def _schema_types_of(self, table: Table, type_: TypeEngine[Any]) -> None:
        """A schema type (an ENUM by name) is used by a table of this collection."""
        name = getattr(type_, "name", None)
        if name is not None:
            self._named_types[(getattr(type_, "schema", None) or self.schema, str(name))] = type_

    def _schema_type_made(self, type_: Any) -> None:
        """A type was made for this collection: it is created with it, used or not."""
        self._named_types.setdefault((type_.schema or self.schema, str(type_.name)), type_)

    # -- reading -------------------------------------------------------------------------------------------------

    @property
    def sorted_tables(self) -> list[Table]:
        """The tables, each after those it refers to; otherwise by name."""
        return sort_tables(sorted(self.tables.values(), key=lambda table: table.key))

    @property
    def schemas(self) -> Sequence[str]:
        """The names of the schemas that occur."""
        own = () if self.schema is None else (self.schema,)
        return tuple(sorted({*own, *self._schemas}))

    def get_schema_objects(self, kind: Any, *, schema: Any = NO_ARG) -> Sequence[Any]:
        """The sequences or named types of this collection."""
        schema = self.schema if schema is NO_ARG else schema
        return [item for key, item in self._objects_of(kind) if key[0] == schema]

    def get_schema_object_by_name(self, kind: Any, name: str, *, schema: Any = NO_ARG) -> Any:
        """The sequence or named type of this name, or None."""
        schema = self.schema if schema is NO_ARG else schema
        return next((item for key, item in self._objects_of(kind) if key == (schema, name)), None)

    def _objects_of(self, kind: Any) -> list[tuple[tuple[Any, str], Any]]:
        if isinstance(kind, type) and issubclass(kind, SequenceItem):
            return [((item.schema, str(item.name)), item) for item in self._sequences.values()]
        return [(key, item) for key, item in self._named_types.items() if isinstance(item, kind)]

    def __contains__(self, table_or_key: Any) -> bool:
        key = table_or_key if isinstance(table_or_key, str) else table_or_key.key
        return key in self.tables

    def clear(self) -> None:
        """Forget all tables."""
        self.tables._clear()
        self._schemas.clear()
        self._waiting_foreign_keys.clear()
        self._sequences.clear()

    def remove(self, table: Table) -> None:
        """Forget one table."""
        self._remove_table(table.name, table.schema)

    # -- databases -----------------------------------------------------------------------------------------------

    def create_all(self, bind: Any, tables: Sequence[Table] | None = None, checkfirst: Any = CheckFirst.ALL) -> None:
        """CREATE the tables (or those given) that do not exist yet, in the order of their foreign keys."""
        bind.run_ddl(DDLRequest("create", self, tables), checkfirst)

    def drop_all(self, bind: Any, tables: Sequence[Table] | None = None, checkfirst: Any = CheckFirst.ALL) -> None:
        """DROP the tables (or those given) that exist, in the order of their foreign keys."""
        bind.run_ddl(DDLRequest("drop", self, tables), checkfirst)

    def reflect(
        self,
        bind: Any,
        schema: Any = None,
        views: bool = False,
        only: Sequence[str] | Callable[[str, MetaData], bool] | None = None,
        extend_existing: bool = False,
        autoload_replace: bool = True,
        resolve_fks: bool = True,
        **dialect_kwargs: Any,
    ) -> None:
        """Make Table objects of the tables that a database has."""
        bind.reflect_metadata(
            self,
            schema=self.schema if schema is None else (None if schema is BLANK_SCHEMA else schema),
            views=views,
            only=only,
            extend_existing=extend_existing,
            autoload_replace=autoload_replace,
            resolve_fks=resolve_fks,
            **dialect_kwargs,
        )

    def __repr__(self) -> str:
        return "MetaData()"

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        state.pop("dispatch", None)
        return state
