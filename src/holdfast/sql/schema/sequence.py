"""Numbers that the server hands out: Sequence, Identity, and Computed columns."""

from __future__ import annotations

from typing import Any, ClassVar

from ... import exc
from ...util import warn_deprecated
from ..elements import expect
from ..functions import next_value
from ..selectable import DialectKWArgs
from ..structure import quoted_name
from ..types import to_instance
from .base import BLANK_SCHEMA, SchemaItem, described
from .ddl_request import CheckFirst, DDLRequest
from .defaults import DefaultGenerator, FetchedValue


def _warn_oracle(name: str) -> None:
    warn_deprecated(
        f"This parameter is supported only by Oracle Database, use ``oracle_{name}`` instead.", version="2.1"
    )


class IdentityOptions(DialectKWArgs):
    """Start, increment and the like of a sequence or identity column."""

    __slots__ = ()
    _option_names = ("start", "increment", "minvalue", "maxvalue", "nominvalue", "nomaxvalue", "cycle", "cache")

    start: int | None
    increment: int | None
    minvalue: int | None
    maxvalue: int | None
    nominvalue: bool | None
    nomaxvalue: bool | None
    cycle: bool | None
    cache: int | None

    def _set_options(self, options: dict[str, Any], order: bool | None, dialect_options: dict[str, Any]) -> None:
        for name in self._option_names:
            setattr(self, name, options.get(name))
        if order is not None:
            _warn_oracle("order")
            dialect_options = {**dialect_options, "oracle_order": order}
        if dialect_options:
            self._set_dialect_options(dialect_options)

    def _options(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._option_names}

    @property
    def order(self) -> bool | None:
        """Oracle's ORDER option."""
        options = self.__dict__.get("_dialect_options") or {}
        return options["oracle"].given.get("order") if "oracle" in options else None

    @property
    def _increment_is_negative(self) -> bool:
        return self.increment is not None and self.increment < 0


class Sequence(IdentityOptions, DefaultGenerator):
    """A database sequence, as a column default or on its own."""

    __visit_name__ = "sequence"
    is_sequence = True
    column: Any = None
    data_type: Any = None

    def __init__(
        self,
        name: str,
        start: int | None = None,
        increment: int | None = None,
        minvalue: int | None = None,
        maxvalue: int | None = None,
        nominvalue: bool | None = None,
        nomaxvalue: bool | None = None,
        cycle: bool | None = None,
        schema: Any = None,
        cache: int | None = None,
        order: bool | None = None,
        data_type: Any = None,
        optional: bool = False,
        quote: bool | None = None,
        metadata: Any = None,
        quote_schema: bool | None = None,
        for_update: bool = False,
        **dialect_kw: Any,
    ) -> None:
        self.for_update = for_update
        self._set_options(
            {
                "start": start,
                "increment": increment,
                "minvalue": minvalue,
                "maxvalue": maxvalue,
                "nominvalue": nominvalue,
                "nomaxvalue": nomaxvalue,
                "cycle": cycle,
                "cache": cache,
            },
            order,
            dialect_kw,
        )
        self.name = quoted_name(name, quote)
        self.optional = optional
        self.metadata = metadata
        if schema is BLANK_SCHEMA:
            self.schema = None
        elif metadata is not None and schema is None and metadata.schema:
            self.schema = metadata.schema
        else:
            self.schema = quoted_name.construct(schema, quote_schema)
        self._key = f"{self.schema}.{name}" if self.schema else str(name)
        self.data_type = None if data_type is None else to_instance(data_type)
        if metadata is not None:
            metadata._sequences[self._key] = self

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        super()._set_parent(parent)
        parent._on_table_attach(self._set_table)

    def _set_table(self, column: Any, table: Any) -> None:
        self._set_metadata(table.metadata)

    def _set_metadata(self, metadata: Any) -> None:
        self.metadata = metadata
        metadata._sequences[self._key] = self

    def next_value(self) -> Any:
        """The expression that takes the next number of this sequence."""
        return next_value(self)

    def _copy(self) -> Sequence:
        made = Sequence(
            self.name,
            **self._options(),
            schema=BLANK_SCHEMA if self.schema is None else self.schema,
            data_type=self.data_type,
            optional=self.optional,
            metadata=self.metadata,
            for_update=self.for_update,
        )
        if self.dialect_kwargs:
            made._set_dialect_options(dict(self.dialect_kwargs))
        return made

    def create(self, bind: Any, checkfirst: Any = CheckFirst.SEQUENCES) -> None:
        """CREATE SEQUENCE."""
        bind.run_ddl(DDLRequest("create", self), checkfirst)

    def drop(self, bind: Any, checkfirst: Any = CheckFirst.SEQUENCES) -> None:
        """DROP SEQUENCE."""
        bind.run_ddl(DDLRequest("drop", self), checkfirst)

    def _not_a_column_expr(self) -> None:
        raise exc.InvalidRequestError(
            f"This {type(self).__name__} cannot be used directly as a column expression.  Use func.next_value(sequence) "
            "to produce a 'next value' function that's usable as a column element."
        )

    def __repr__(self) -> str:
        named = {"schema": self.schema, "data_type": self.data_type, "optional": self.optional}
        return described(self, str(self.name), **{**self._options(), **named})


class Identity(IdentityOptions, FetchedValue, SchemaItem):
    """GENERATED { ALWAYS | BY DEFAULT } AS IDENTITY."""

    __visit_name__ = "identity_column"
    is_identity: ClassVar[bool] = True

    def __init__(
        self,
        always: bool | None = False,
        on_null: bool | None = None,
        start: int | None = None,
        increment: int | None = None,
        minvalue: int | None = None,
        maxvalue: int | None = None,
        nominvalue: bool | None = None,
        nomaxvalue: bool | None = None,
        cycle: bool | None = None,
        cache: int | None = None,
        order: bool | None = None,
        **dialect_kw: Any,
    ) -> None:
        self.for_update = False
        if on_null is not None:
            _warn_oracle("on_null")
            dialect_kw = {**dialect_kw, "oracle_on_null": on_null}
        self._set_options(
            {
                "start": start,
                "increment": increment,
                "minvalue": minvalue,
                "maxvalue": maxvalue,
                "nominvalue": nominvalue,
                "nomaxvalue": nomaxvalue,
                "cycle": cycle,
                "cache": cache,
            },
            order,
            dialect_kw,
        )
        self.always = always

    @property
    def on_null(self) -> bool | None:
        """Oracle's ON NULL option."""
        options = self.__dict__.get("_dialect_options") or {}
        return options["oracle"].given.get("on_null") if "oracle" in options else None

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        if not isinstance(parent.server_default, (type(None), Identity)) or not isinstance(
            parent.server_onupdate, type(None)
        ):
            raise exc.ArgumentError(
                "A column with an Identity object cannot specify a server_default or a server_onupdate argument"
            )
        if parent.autoincrement is False:
            raise exc.ArgumentError("A column with an Identity object cannot specify autoincrement=False")
        self.column = parent
        parent.identity = self
        if parent._user_defined_nullable is None or not isinstance(parent._user_defined_nullable, bool):
            parent.nullable = False
        parent.server_default = self

    def _as_for_update(self, for_update: bool) -> Any:
        return self

    def _copy(self, **keywords: Any) -> Identity:
        made = Identity(self.always, **self._options())
        if self.dialect_kwargs:
            made._set_dialect_options(dict(self.dialect_kwargs))
        self._schema_item_copy(made)
        return made

    copy = _copy

    def __repr__(self) -> str:
        return described(self, always=self.always, on_null=self.on_null, **self._options())


class Computed(FetchedValue, SchemaItem):
    """GENERATED ALWAYS AS (expression)."""

    __visit_name__ = "computed_column"
    has_argument = False

    def __init__(self, sqltext: Any, persisted: bool | None = None) -> None:
        self.sqltext = expect("ddl_expression", sqltext)
        self.persisted = persisted
        self.for_update = True

    def _set_parent(self, parent: Any, **keywords: Any) -> None:
        if not isinstance(parent.server_default, (type(None), Computed)) or not isinstance(
            parent.server_onupdate, (type(None), Computed)
        ):
            raise exc.ArgumentError("A generated column cannot specify a server_default or a server_onupdate argument")
        self.column = parent
        parent.computed = self
        parent.server_onupdate = self
        parent.server_default = self

    def _as_for_update(self, for_update: bool) -> Any:
        return self

    def _copy(self, *, target_table: Any = None, **keywords: Any) -> Computed:
        made = Computed(self.sqltext, persisted=self.persisted)
        self._schema_item_copy(made)
        return made

    copy = _copy

    def __repr__(self) -> str:
        return described(self, self.sqltext, persisted=self.persisted)
