"""Which columns an INSERT or UPDATE writes, and with what: given values, parameters to come, and defaults.

The outcome is a list of `Assignment`s in the order of the text; the rooms of INSERT and UPDATE write them down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ... import exc
from ...util import warn
from ..dml import RowValue
from ..elements import BindParameter
from .context import Context
from .insert_info import InsertInfo
from .rules import rule
from .rules_columns import write_bind


class Assignment:
    """A column, or a part of one (an element of an array), and the text of its value.

    `target` is the text of what is assigned to when that is not the column's name.
    """

    __slots__ = ("column", "target", "text")

    def __init__(self, column: Any, text: str, target: str | None = None) -> None:
        self.column = column
        self.text = text
        self.target = target


class PrefetchColumn:
    """A column's default for one of the further rows of a VALUES of many rows: evaluated again for that row."""

    __slots__ = ("column", "default", "key", "name", "onupdate", "type")

    def __init__(self, column: Any, key: str) -> None:
        self.column = column
        self.key = self.name = key
        self.default = column.default
        self.onupdate = column.onupdate
        self.type = column.type


def with_supplemental(statement: Any, returned: Sequence[Any]) -> tuple[Any, ...]:
    """These columns and what `return_defaults(supplemental_cols=)` names besides, in the order of the table."""
    more = statement._supplemental_returning
    if not more:
        return tuple(returned)
    order = {id(column): number for number, column in enumerate(statement.table.c)}
    found = {id(one): one for one in (*returned, *more)}
    return tuple(sorted(found.values(), key=lambda one: order.get(id(one), len(order))))


def is_part(key: Any) -> bool:
    """Whether a key of `values()` is an expression over a column, such as an element of an array."""
    return getattr(key, "__visit_name__", None) in {"binary", "grouping"}


class ColumnWriter:
    """Works out the assignments of one INSERT or UPDATE."""

    def __init__(self, compiler: Any, statement: Any, info: InsertInfo, context: Context, toplevel: bool) -> None:
        self.compiler = compiler
        self.statement = statement
        self.info = info
        self.context = context
        self.toplevel = toplevel
        self.table = statement.table
        self.values: dict[Any, Any] = {}  # by column key; the values of parts of columns by the expression
        self.sql_columns: list[Any] = []
        self._texts: dict[str, str] = {}

    # ------------------------------------------------------------------ values

    def take_values(self, values: Mapping[Any, Any]) -> None:
        """Sort the statement's own values by column key; names of no column are an error."""
        known = self.table.c
        foreign: list[str] = []
        for key, value in values.items():
            if is_part(key):
                self.values[key] = value
                continue
            name = key if isinstance(key, str) else key.key
            if name not in known:
                foreign.append(str(name))
            self.values[name] = value
        if foreign:
            raise exc.CompileError(f"Unconsumed column names: {', '.join(sorted(foreign))}")

    def take_parameters(self, has_values: bool) -> None:
        """Add a parameter to come for each key of the execution, or for each column when nothing is said."""
        keys = self.compiler.column_keys if self.toplevel else None
        if keys is None:
            if not has_values:
                for column in self.table._all_selected_columns:
                    self.values.setdefault(column.key, _TO_COME_LATER)
            return
        known = self.table.c
        for key in keys:
            if key in known:
                self.values.setdefault(key, _REQUIRED)

    def given_text(self, column: Any) -> str:
        """The text of a column's given value, written once: other values may refer to it by `from_dml_column()`."""
        text = self._texts.get(column.key)
        if text is None:
            self.compiler.column_writer = self
            text = self._texts[column.key] = self.value_text(column, self.values[column.key])
        return text

    def is_sql(self, column: Any) -> bool:
        """Whether the value of a column is an expression, so that only the database knows it."""
        return any(column is one for one in self.sql_columns)

    def referred_text(self, column: Any) -> str:
        """What `from_dml_column(column)` stands for: the value that this statement sets, or what UPDATE leaves there."""
        if column.key in self.values:
            return self.given_text(column)
        return self._text_without_value(column)

    def _text_without_value(self, column: Any) -> str:
        return self.compiler.render(column, self.context)  # type: ignore[no-any-return]

    def value_text(self, column: Any, value: Any, name: str | None = None) -> str:
        """The text of one value; a plain one becomes a parameter named after its column."""
        compiler = self.compiler
        name = column.key if name is None else name
        if value is _REQUIRED or value is _TO_COME_LATER:
            bind: Any = BindParameter(name, type_=column.type, required=value is _REQUIRED, _is_crud=True)
            self.info.column_parameters.setdefault(column, name)
            return self.bind_text(bind, name, column.type)
        if isinstance(value, BindParameter):
            return self._given_bind(column, value, name)
        if not hasattr(value, "__visit_name__"):
            bind = BindParameter(name, value, type_=column.type, _is_crud=True)
            self.info.column_parameters.setdefault(column, name)
            return self.bind_text(bind, name, column.type)
        self.sql_columns.append(column)
        return compiler.render(value.self_group(), self.context)  # type: ignore[no-any-return]

    def _given_bind(self, column: Any, bind: Any, name: str) -> str:
        type_ = column.type if bind.type._isnull else bind.type
        if self.context.literal_binds:
            typed = bind if type_ is bind.type else bind._with_binary_element_type(type_)
            return self.compiler.literal_bind(typed, self.context)  # type: ignore[no-any-return]
        known = self.compiler.bind_names.get(bind)
        if known is None:
            known = self.compiler.register_bind(bind, name if bind.unique and self.toplevel else None)
        if type_ is not bind.type:
            self.compiler.bind_types[known] = type_
        self.info.column_parameters.setdefault(column, known)
        return write_bind(self.compiler, bind, known, type_, self.context)

    def bind_text(self, bind: Any, name: str, type_: Any) -> str:
        if self.context.literal_binds:
            return self.compiler.literal_bind(bind, self.context)  # type: ignore[no-any-return]
        self.compiler.register_bind(bind, name)
        return write_bind(self.compiler, bind, name, type_, self.context)

    def parts(self) -> list[Assignment]:
        """The assignments to parts of columns."""
        return [self.part(key) for key in self.values if not isinstance(key, str)]

    def part(self, key: Any) -> Assignment:
        """`array[1] = value`."""
        target = self.compiler.render(key, self.context.derive(include_table=False))
        value = self.compiler.render(self.values[key].self_group(), self.context)
        return Assignment(key, value, target)

    def prefetched(self, column: Any, name: str | None = None) -> str:
        """A parameter whose value Python works out before the execution."""
        key = column.key if name is None else name
        self.info.prefetch.append(column if name is None else PrefetchColumn(column, key))
        bind: Any = BindParameter(key, None, type_=column.type, required=False, _is_crud=True)
        if name is None:
            self.info.column_parameters.setdefault(column, key)
        if self.context.literal_binds:
            return self.compiler.render(self.compiler.dialect.null_element, self.context)  # type: ignore[no-any-return]
        return self.bind_text(bind, key, column.type)

    # ------------------------------------------------------------------ UPDATE

    def update_assignments(self, ordered: bool) -> list[Assignment]:
        """What SET holds: in the order of the table, or that of the values with the rest behind them."""
        values = self.values
        if ordered:
            columns = self.table.c
            found = [
                Assignment(columns[key], self.given_text(columns[key])) if isinstance(key, str) else self.part(key)
                for key in values
            ]
        else:
            found = self.parts()
        for column in self.table.c:
            if column.key in values:
                if not ordered:
                    found.append(Assignment(column, self.given_text(column)))
                    if self.is_sql(column):
                        self.info.postfetch.append(column)
                continue
            if column.onupdate is None and column.server_onupdate is None:
                continue
            text = self._onupdate(column)
            if text is not None:
                found.append(Assignment(column, text))
        if ordered:
            self.info.postfetch[:0] = self.sql_columns
        return found

    def _onupdate(self, column: Any) -> str | None:
        default = column.onupdate
        if default is not None and not default.is_sequence:
            if default.is_clause_element:
                self.info.postfetch.append(column)
                return self.compiler.render(default.arg.self_group(), self.context)  # type: ignore[no-any-return]
            return self.prefetched(column)
        if column.server_onupdate is not None:
            self.info.postfetch.append(column)
        return None


class InsertWriter(ColumnWriter):
    """The assignments of an INSERT, and what of the new row must be fetched back."""

    def __init__(self, compiler: Any, statement: Any, info: InsertInfo, context: Context, toplevel: bool) -> None:
        super().__init__(compiler, statement, info, context, toplevel)
        dialect = compiler.dialect
        table = self.table
        many_rows = bool(statement._multi_values) or statement.select is not None
        self.returns_defaults = bool(statement._return_defaults) and toplevel and not statement._inline
        self.needs_key = (
            toplevel
            and not many_rows
            and not statement._inline
            and not statement._returning
            and (not compiler.for_executemany or (self.returns_defaults and dialect.insert_executemany_returning))
        )
        self.can_return = dialect.insert_returning and getattr(table, "implicit_returning", False)
        if self.returns_defaults and compiler.for_executemany and not dialect.insert_executemany_returning:
            self.can_return = False
        self.by_lastrowid = (
            dialect.postfetch_lastrowid and not dialect.favor_returning_over_lastrowid and not self.returns_defaults
        )
        self.autoincrement = getattr(table, "_autoincrement_column", None)
        self.returned: list[Any] = []

    def assignments(self) -> list[Assignment]:
        """The columns written by one row, in the order of the table."""
        found: list[Assignment] = self.parts()
        values = self.values
        for column in self.table.c:
            if column.key in values:
                text = self.given_text(column)
                if self.is_sql(column):
                    self._sql_value(column)
            else:
                found_text = self._texts.get(column.key) or self._default(column)
                if found_text is None:
                    continue
                text = found_text
            found.append(Assignment(column, text))
        if self.returns_defaults and self.can_return:
            self.returned = list(with_supplemental(self.statement, self.returned))
        if self.returned:
            self.info.implicit_returning = tuple(self.returned)
        return found

    def _text_without_value(self, column: Any) -> str:
        text = self._texts.get(column.key) or self._default(column)
        if text is None:
            raise exc.CompileError(f"Can't resolve referenced column name in INSERT statement: {column.name!r}")
        self._texts[column.key] = text
        return text

    def _sql_value(self, column: Any) -> None:
        """A value that only the database knows."""
        if column.primary_key and self.needs_key:
            if self.by_lastrowid and column is self.autoincrement:
                self.info.lastrowid_column = column
            elif self.can_return:
                self._return(column)
        elif self._defaults_wanted(column):
            self._return(column)
        else:
            self.info.postfetch.append(column)

    def _return(self, column: Any) -> None:
        if not any(column is known for known in self.returned):
            self.returned.append(column)

    def _defaults_wanted(self, column: Any) -> bool:
        if not (self.returns_defaults and self.needs_key and self.can_return):
            return False
        wanted = self.statement._return_defaults_columns
        return not wanted or any(column is member for member in wanted)

    def _default(self, column: Any) -> str | None:
        """The text of a column without a given value, or None when the column is left out."""
        if column.primary_key and self.needs_key:
            return self._key_default(column)
        default = column.default
        if default is not None:
            return self._counter(column) if default.is_sentinel else self._plain_default(column, default)
        if column.server_default is None and not self.returns_defaults and not column.primary_key:
            return None
        if column.server_default is not None or getattr(column, "computed", None) is not None:
            if self._defaults_wanted(column):
                self._return(column)
            elif not column.primary_key:
                self.info.postfetch.append(column)
        elif self._defaults_wanted(column):
            self._return(column)
        self._warn_if_missing(column)
        return None

    def _counter(self, column: Any) -> str | None:
        """The running number of a column that exists to order returned rows; left out when no order is asked for."""
        sentinel = self.info.sentinel
        if sentinel is None or sentinel.counter != column.key:
            return None
        bind: Any = BindParameter(column.key, None, type_=column.type, required=False, _is_crud=True)
        self.info.column_parameters.setdefault(column, column.key)
        return self.bind_text(bind, column.key, column.type)

    def _plain_default(self, column: Any, default: Any) -> str | None:
        compiler = self.compiler
        if default.is_sequence:
            if not self._uses_sequence(default):
                return None
            if not column.primary_key:
                self._fetch_later(column)
            return compiler.render(default, self.context)  # type: ignore[no-any-return]
        if default.is_clause_element:
            if not column.primary_key:
                self._fetch_later(column)
            return compiler.render(default.arg.self_group(), self.context)  # type: ignore[no-any-return]
        return self.prefetched(column)

    def _fetch_later(self, column: Any) -> None:
        if self._defaults_wanted(column):
            self._return(column)
        else:
            self.info.postfetch.append(column)

    def _uses_sequence(self, sequence: Any) -> bool:
        dialect = self.compiler.dialect
        return dialect.supports_sequences and not (sequence.optional and dialect.sequences_optional)

    def _key_default(self, column: Any) -> str | None:
        """A primary key column without a given value: what makes it, and how the program learns it."""
        default = column.default
        if default is None or (default.is_sequence and not self._uses_sequence(default)):
            self._generated_key(column)
            return None
        if default.is_sequence or default.is_clause_element:
            if self.can_return and not (default.is_sequence and self.by_lastrowid):
                self._return(column)
                element = default if default.is_sequence else default.arg.self_group()
                return self.compiler.render(element, self.context)  # type: ignore[no-any-return]
            return self.prefetched(column)
        return self.prefetched(column)

    def _generated_key(self, column: Any) -> None:
        """A key that the database makes: by lastrowid, or by RETURNING."""
        is_auto = column is self.autoincrement
        if is_auto and self.by_lastrowid:
            self.info.lastrowid_column = column
        elif (is_auto or column.server_default is not None) and self.can_return:
            self._return(column)
        elif is_auto and self.compiler.dialect.postfetch_lastrowid:
            self.info.lastrowid_column = column
        else:
            self._warn_if_missing(column)

    def _warn_if_missing(self, column: Any) -> None:
        if (
            not column.primary_key
            or not self.toplevel
            or column is self.autoincrement
            or column.server_default is not None
            or column.default is not None
            or column.nullable
            or getattr(column, "identity", None) is not None
            or self.statement.select is not None
        ):
            return
        message = (
            f"Column '{column.table.fullname}.{column.name}' is marked as a member of the primary key for table "
            f"'{column.table.fullname}', but has no Python-side or server-side default generator indicated, nor does it "
            "indicate 'autoincrement=True' or 'nullable=True', and no explicit value is passed.  Primary key columns "
            "typically may not store NULL."
        )
        if len(column.table.primary_key) > 1:
            message += (
                " Note that as of SQLAlchemy 1.1, 'autoincrement=True' must be indicated explicitly for composite "
                "(e.g. multicolumn) primary keys if AUTO_INCREMENT/SERIAL/IDENTITY behavior is expected for one of the "
                "columns in the primary key. CREATE TABLE statements are impacted by this change as well on most "
                "backends."
            )
        warn(message)

    def further_row(self, columns: list[Any], row: Mapping[Any, Any], number: int) -> list[str]:
        """The values of row `number` (from 1) of a VALUES of many rows, for the columns of the first."""
        given = {key if isinstance(key, str) else key.key: value for key, value in row.items()}
        texts = []
        for column in columns:
            value = given.get(column.key, _NOTHING)
            name = f"{column.key}_m{number}"
            if isinstance(value, BindParameter) and not isinstance(value, RowValue):
                self.info.column_parameters.setdefault(column, name)
                texts.append(self.compiler.render(value, self.context))
            elif value is not _NOTHING:
                texts.append(self.value_text(column, value, name))
            else:
                texts.append(self._further_default(column, name))
        return texts

    def _further_default(self, column: Any, name: str) -> str:
        default = column.default
        if default is None:
            raise exc.CompileError(
                f"INSERT value for column {column.table.fullname}.{column.name} is explicitly rendered as a bound"
                "parameter in the VALUES clause; a Python-side value or SQL expression is required"
            )
        if default.is_clause_element:
            return self.compiler.render(default.arg.self_group(), self.context)  # type: ignore[no-any-return]
        if default.is_sequence:
            return self.compiler.render(default, self.context)  # type: ignore[no-any-return]
        return self.prefetched(column, name)


@rule("dmltargetcopy")
def _dml_target_copy(compiler: Any, node: Any, context: Context) -> str:
    writer = compiler.column_writer
    if writer is None:
        raise exc.CompileError("DML target objects may only be used with compiled INSERT or UPDATE statements")
    return writer.referred_text(node.column)  # type: ignore[no-any-return]


class _Marker:
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


_REQUIRED = _Marker("REQUIRED")
_TO_COME_LATER = _Marker("TO_COME_LATER")
_NOTHING = _Marker("NOTHING")
