"""SchemaItem, the root of tables, columns, constraints and defaults; its events; small marks shared by the box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from ... import exc
from ...event import Events
from ...inspection import _self_inspects
from ...util import Enum, memoized_property
from ..types import SchemaEventTarget


class SchemaConst(Enum):
    """Marks that stand where a schema name or a flag would."""

    RETAIN_SCHEMA = 1
    BLANK_SCHEMA = 2
    NULL_UNSPECIFIED = 3


RETAIN_SCHEMA = SchemaConst.RETAIN_SCHEMA
BLANK_SCHEMA = SchemaConst.BLANK_SCHEMA
NULL_UNSPECIFIED = SchemaConst.NULL_UNSPECIFIED


class DDLEvents(Events):
    """Events of schema items: attachment to a parent, creation and dropping in a database, reflection."""

    target = SchemaEventTarget

    def before_create(self, target: Any, connection: Any, **kw: Any) -> None:
        """Before CREATE of the target."""

    def after_create(self, target: Any, connection: Any, **kw: Any) -> None:
        """After CREATE of the target."""

    def before_drop(self, target: Any, connection: Any, **kw: Any) -> None:
        """Before DROP of the target."""

    def after_drop(self, target: Any, connection: Any, **kw: Any) -> None:
        """After DROP of the target."""

    def before_parent_attach(self, target: Any, parent: Any) -> None:
        """Before an item is attached to its parent."""

    def after_parent_attach(self, target: Any, parent: Any) -> None:
        """After an item was attached to its parent."""

    def column_reflect(self, inspector: Any, table: Any, column_info: Any) -> None:
        """Each column that reflection found, before its Column is made."""


@_self_inspects
class SchemaItem(SchemaEventTarget):
    """Something that belongs to a schema."""

    __visit_name__: ClassVar[str] = "schema_item"
    create_drop_stringify_dialect: ClassVar[str] = "default"
    _class_listeners: ClassVar[Any] = None

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        cls._class_listeners = None  # each class has its own, made when it is first asked for

    @memoized_property
    def dispatch(self) -> Any:
        """The listeners of this item."""
        return DDLEvents.table(self)

    @memoized_property
    def info(self) -> dict[Any, Any]:
        """A dictionary for the program's own use."""
        return {}

    def _listeners(self) -> Any:
        """The table of listeners to ask: this item's own if it has one, else its class's."""
        listeners = self.__dict__.get("dispatch")
        if listeners is None:
            listeners = self._class_listeners
        return listeners if listeners is not None else self._listeners_of_class()

    @classmethod
    def _listeners_of_class(cls) -> Any:
        """The table of those who listen to all items of this class."""
        if cls._class_listeners is None:
            cls._class_listeners = DDLEvents.class_table(cls)
        return cls._class_listeners

    def _set_parent_with_dispatch(self, parent: Any, **keywords: Any) -> None:
        listeners = self._listeners()
        if listeners.before_parent_attach:
            for listener in listeners.before_parent_attach:
                listener(self, parent)
            listeners = self._listeners()  # they may have added one to this very item
        self._set_parent(parent, **keywords)
        if listeners.after_parent_attach:
            for listener in listeners.after_parent_attach:
                listener(self, parent)

    def _init_items(self, items: Iterable[Any], **keywords: Any) -> None:
        """Attach what was given among a constructor's positional arguments."""
        for item in items:
            if item is None:
                continue
            attach = getattr(item, "_set_parent_with_dispatch", None)
            if attach is None or isinstance(item, type):
                raise exc.ArgumentError(
                    f"'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got {item!r}"
                )
            attach(self, **keywords)

    def _schema_item_copy(self, schema_item: Any) -> Any:
        if "info" in self.__dict__:
            schema_item.info = self.info.copy()
        return schema_item


class NamedByConvention:
    """A constraint or index: one that joins a table which is made is named by the MetaData's conventions at once."""

    __slots__ = ()

    def _set_parent_with_dispatch(self, parent: Any, **keywords: Any) -> None:
        super()._set_parent_with_dispatch(parent, **keywords)  # type: ignore[misc]
        if "_is_made" in parent.__dict__:
            parent._apply_naming()


class HasConditionalDDL:
    """`ddl_if()`: a constraint or index that exists on some databases only."""

    __slots__ = ()
    _ddl_if: Any = None

    def ddl_if(self, dialect: str | None = None, callable_: Any = None, state: Any = None) -> Any:
        """Emit the DDL of this item only for a dialect, or when `callable_` says so."""
        self._ddl_if = DDLIf(dialect, callable_, state)
        return self


class DDLIf:
    """A condition under which DDL is emitted."""

    __slots__ = ("callable_", "dialect", "state")

    def __init__(self, dialect: Any, callable_: Any, state: Any) -> None:
        self.dialect = dialect
        self.callable_ = callable_
        self.state = state

    def _should_execute(self, ddl: Any, target: Any, bind: Any, compiler: Any = None, **keywords: Any) -> bool:
        """Whether the condition holds for this dialect and target."""
        dialect = compiler.dialect if bind is None else bind.dialect
        if isinstance(self.dialect, str):
            if self.dialect != dialect.name:
                return False
        elif self.dialect is not None and dialect.name not in self.dialect:
            return False
        if self.callable_ is None:
            return True
        return bool(self.callable_(ddl, target, bind, compiler=compiler, state=self.state, dialect=dialect, **keywords))


def described(item: Any, *positional: Any, **keywords: Any) -> str:
    """`Name(positional, key=value)`, leaving out keywords that are None or False."""
    parts = [repr(value) for value in positional]
    parts += [f"{key}={value!r}" for key, value in keywords.items() if value is not None and value is not False]
    return f"{type(item).__name__}({', '.join(parts)})"
