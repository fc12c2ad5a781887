"""Rules for INSERT, UPDATE, DELETE and RETURNING."""

from __future__ import annotations

from typing import Any

from ... import exc
from ..selectable import LABEL_STYLE_DISAMBIGUATE_ONLY, expanded, named_columns
from . import cte
from .context import ROOT, Context, Frame
from .dml_columns import Assignment, ColumnWriter, InsertWriter, is_part, with_supplemental
from .insert_info import InsertInfo
from .insertmany import marked_row
from .linter import lint_froms
from .rules import rule
from .rules_select import criteria, tuple_selected
from .sentinel import choose_sentinel, row_source

_FROM = ROOT.derive(as_from=True)
_IN_COLUMNS = ROOT.derive(in_columns=True)


def _enter(compiler: Any, statement: Any, froms: list[Any]) -> bool:
    """Put a frame on the stack; True for the statement that is executed itself."""
    toplevel = not compiler.stack
    reach: set[Any] = set()
    for element in froms:
        reach.update(element._froms)
    own = frozenset(reach)
    outer = compiler.stack[-1] if compiler.stack else None
    compiler.stack.append(Frame(statement, own | outer.correlate_froms if outer is not None else own, own))
    return toplevel


def _plain(compiler: Any, context: Context) -> Context:
    return ROOT.derive(literal_binds=True) if context.literal_binds else ROOT


@rule("insert")
def insert(compiler: Any, node: Any, context: Context) -> str:
    statement = compiler.lowered(node)
    if getattr(statement.table, "_is_join", False):
        raise exc.CompileError(
            "Encountered unsupported case when compiling an INSERT or UPDATE statement: the rows of a join cannot be "
            "inserted. Insert into each of its tables."
        )
    if statement._returning and statement._return_defaults:
        raise exc.CompileError(
            "Can't compile statement that includes returning() and return_defaults() simultaneously. Name the columns "
            "that are wanted in returning()."
        )
    toplevel = _enter(compiler, statement, [])  # no subquery is about the row that is yet to be
    info = InsertInfo(statement.table)
    info.inline = bool(statement._inline)
    if toplevel:
        compiler.isinsert = True
        compiler.insert = info
    inner = _plain(compiler, context)
    writer = InsertWriter(compiler, statement, info, inner, toplevel)
    text = "INSERT " + cte.texts_for(compiler, statement._prefixes)
    text += f"INTO {table_text(compiler, statement.table, statement, context)}"
    # The order of numbers: values, CTEs, RETURNING, and the SELECT that feeds the rows last.
    from_select = statement.select is not None
    columns, rows = ("", "") if from_select else _insert_body(compiler, statement, writer, inner, toplevel)
    if statement._independent_ctes:
        cte.add_independent(compiler, statement)
    returning = _insert_returning(compiler, statement, info, toplevel)
    if from_select:
        columns, rows = _insert_from_select(compiler, statement, writer, context.as_from)
    rows_first = not compiler.dialect.returning_before
    text += columns + (rows if rows_first else returning + rows)
    if statement._post_values_clause is not None:
        text += " " + compiler.render(statement._post_values_clause, inner)
    if rows_first:
        text += returning
    text = cte.prepend(compiler, text, context)
    compiler.stack.pop()
    return text


def table_text(compiler: Any, table: Any, statement: Any, context: Context) -> str:
    """The table that is changed, with the hint for it."""
    written = compiler.render(table, _FROM)
    hint = _hint_for(compiler, statement, table)
    return compiler.dialect.format_from_hint(written, hint) if hint else written  # type: ignore[no-any-return]


def _hint_for(compiler: Any, statement: Any, table: Any) -> str | None:
    for element, dialect, text in getattr(statement, "_hints", ()):
        if element is table and dialect in {"*", compiler.dialect.name}:
            return str(text)
    return None


def _insert_body(
    compiler: Any, statement: Any, writer: InsertWriter, inner: Context, toplevel: bool
) -> tuple[str, str]:
    """The names of the columns in their parentheses, and the rows."""
    rows = list(statement._multi_rows())
    if len(rows) > 0 and statement._multi_values:
        if statement._sort_by_parameter_order:
            raise exc.CompileError(
                "RETURNING cannot be deterministically sorted when using an INSERT which includes multi-row values()."
            )
        writer.take_values(rows[0])
        return _many_rows(compiler, statement, writer, rows)
    writer.take_values(statement._values or {})
    writer.take_parameters(has_values=statement._values is not None)
    sentinel = writer.info.sentinel = choose_sentinel(writer)
    assignments = writer.assignments()
    _note_defaults(writer)
    if not assignments:
        return _empty_row(compiler, statement, writer)
    columns = ", ".join([one.target or compiler.name(one.column.name) for one in assignments])
    source = None if sentinel is None else row_source(compiler, sentinel, assignments)
    if source is not None:
        before, values, behind = source
        return f" ({columns})", f" {before}{marked_row('(' + ', '.join(values) + ')')}{behind}"
    row = "(" + ", ".join([assignment.text for assignment in assignments]) + ")"
    if toplevel and compiler.for_executemany:
        row = marked_row(row)
    return f" ({columns})", f" VALUES {row}"


def _note_defaults(writer: InsertWriter) -> None:
    if len(writer.info.postfetch) < 2:
        return
    order = {id(column): index for index, column in enumerate(writer.table.c)}
    writer.info.postfetch.sort(key=lambda column: order.get(id(column), -1))


def _empty_row(compiler: Any, statement: Any, writer: InsertWriter) -> tuple[str, str]:
    dialect = compiler.dialect
    if compiler.for_executemany and dialect.supports_default_metavalue and dialect.use_insertmanyvalues:
        # A row of defaults that can be repeated.
        key = writer.autoincrement if writer.autoincrement is not None else next(iter(statement.table.c))
        token = dialect.default_metavalue_token
        return f" ({compiler.name(key.name)})", f" VALUES {marked_row(f'({token})')}"
    if dialect.supports_default_values:
        return "", " DEFAULT VALUES"
    if dialect.supports_empty_insert:
        return " ()", " VALUES ()"
    raise exc.CompileError(
        f"The '{dialect.name}' dialect with current database version settings does not support empty inserts."
    )


def _many_rows(compiler: Any, statement: Any, writer: InsertWriter, rows: list[Any]) -> tuple[str, str]:
    if not compiler.dialect.supports_multivalues_insert:
        raise exc.CompileError(
            f"The '{compiler.dialect.name}' dialect with current database version settings does not support in-place "
            "multirow inserts."
        )
    writer.info.many_rows = len(rows)
    named = [name for name in writer.values if name in writer.table.c]
    first = _named_row(writer, named)
    columns = [assignment.column for assignment in first]
    texts = ["(" + ", ".join([assignment.text for assignment in first]) + ")"]
    for number, row in enumerate(rows[1:], 1):
        texts.append("(" + ", ".join(writer.further_row(columns, row, number)) + ")")
    _note_defaults(writer)
    written = ", ".join([compiler.name(column.name) for column in columns])
    return f" ({written})", f" VALUES {', '.join(texts)}"


def _named_row(writer: InsertWriter, named: list[str]) -> list[Assignment]:
    """The first of many rows: its values are numbered like those of the others."""
    plain = writer.value_text

    def numbered(column: Any, value: Any, name: str | None = None) -> str:
        return plain(column, value, f"{column.key}_m0" if name is None else name)

    writer.value_text = numbered  # type: ignore[method-assign]
    found = writer.assignments()
    writer.value_text = plain  # type: ignore[method-assign]
    return found


def _insert_from_select(compiler: Any, statement: Any, writer: InsertWriter, as_from: bool) -> tuple[str, str]:
    inner = writer.context
    names = list(statement._select_names)
    select = statement.select
    columns = []
    for name in names:
        key = name if isinstance(name, str) else name.key
        if key not in writer.table.c:
            raise exc.CompileError(f"Unconsumed column names: {key}")
        columns.append(writer.table.c[key])
    if statement.include_insert_from_select_defaults:
        given = {column.key for column in columns}
        more = [column for column in writer.table.c if column.key not in given and column.default is not None]
        if more and not hasattr(select, "add_columns"):
            raise exc.CompileError(
                "Can't extend statement for INSERT..FROM SELECT to include additional default-holding column(s) "
                f"{', '.join(repr(column.key) for column in more)}.  Convert the selectable to a subquery() first, or pass "
                "include_defaults=False to Insert.from_select() to skip these columns."
            )
        for column in more:
            element = _default_element(compiler, writer, column)
            if element is not None:
                columns.append(column)
                select = select.add_columns(element)
    written = ", ".join([compiler.name(column.name) for column in columns])
    body = compiler.render(select, inner.derive(as_from=as_from, extra={**inner.extra, "embedded": True}))
    if compiler.dialect.cte_follows_insert:
        body = cte.prepend(compiler, body, inner)
    return f" ({written})", f" {body}"


def _default_element(compiler: Any, writer: InsertWriter, column: Any) -> Any:
    """A column's default as an expression of the SELECT that feeds the INSERT."""
    default = column.default
    if default.is_sequence:
        return default.next_value() if writer._uses_sequence(default) else None
    if default.is_clause_element:
        return default.arg
    writer.info.prefetch.append(column)
    return compiler.new_bind(column.key, None, column.type, required=False, _is_crud=True)


# ---------------------------------------------------------------------- RETURNING


def _insert_returning(compiler: Any, statement: Any, info: InsertInfo, toplevel: bool) -> str:
    explicit = statement._returning
    if explicit:
        return _returning(compiler, statement, info, explicit, toplevel, info.sentinel)
    if info.implicit_returning:
        return _returning(compiler, statement, None, info.implicit_returning, toplevel, info.sentinel)
    return ""


def _returning(
    compiler: Any, statement: Any, info: InsertInfo | None, raw: Any, toplevel: bool, sentinel: Any = None
) -> str:
    """RETURNING and its columns; they describe the result when the statement is executed itself."""
    columns = expanded(raw)
    prefixes = compiler.prefixes
    if compiler.dialect.returning_before:
        # The rows that change go by another name here.
        rows = "deleted." if statement.__visit_name__ == "delete" else "inserted."
        compiler.prefixes = {**prefixes, statement.table: rows}
    if info is not None:
        info.returning = tuple(columns)
    wanted = len(columns)
    if sentinel is not None:
        columns.extend(sentinel.columns)
    in_columns = _IN_COLUMNS
    plain = ROOT
    if not compiler.dialect.returning_with_table:
        in_columns, plain = in_columns.derive(include_table=False), plain.derive(include_table=False)
    texts: list[str] = []
    into: list[str] = []
    for number, selected in enumerate(named_columns(columns, LABEL_STYLE_DISAMBIGUATE_ONLY, False)):
        element, label = selected.element, selected.label
        if number < wanted and element.__visit_name__ == "column" and not compiler.dialect.labels_returning:
            label = None
        wraps = element._is_column_element and element.type._has_column_expression
        if compiler.dialect.returning_into:
            into.append(compiler.mark(compiler.register_bind(compiler.new_bind(f"ret_{number}", None, element.type))))
            label = None
        if label is not None:
            name = compiler.names.settle(label)
        elif element.__visit_name__ == "label":
            name = compiler.names.settle(element.name)
        else:
            name = getattr(element, "name", None)
            name = None if name is None else compiler.names.settle(name)
        inner = element._element if element.__visit_name__ == "label" else element
        if wraps:
            expression = element.type.dialect_impl(compiler.dialect).column_expression(inner)
            if expression is not None:
                element.__dict__["_read_type"] = expression.type
            text = f"{compiler.render(inner if expression is None else expression, plain)} AS {compiler.quote(name)}"
        elif into:
            text = compiler.render(inner, plain)
        elif label is not None:
            if element.__visit_name__ == "tuple":
                raise tuple_selected()
            text = f"{compiler.render(element, plain)} AS {compiler.quote(name)}"
        else:
            text = compiler.render(element, in_columns)
        texts.append(text)
        if toplevel and number < wanted:
            compiler.selected.append((element, text if name is None else name))
    compiler.prefixes = prefixes
    written = str(compiler.rules.by_name["returning_clause"](compiler, ", ".join(texts), ROOT))
    return f"{written} INTO {', '.join(into)}" if into else written


@rule("returning_clause")
def returning_clause(compiler: Any, columns: Any, context: Context) -> str:
    return f" RETURNING {columns}"


# ---------------------------------------------------------------------- UPDATE


@rule("update")
def update(compiler: Any, node: Any, context: Context) -> str:
    statement = compiler.lowered(node)
    extra = _extra_froms(statement, _value_froms(statement))
    toplevel = _enter(compiler, statement, [statement.table, *extra])
    info = InsertInfo(statement.table)
    if toplevel:
        compiler.isupdate = True
        compiler.insert = info
    inner = _plain(compiler, context)
    writer = ColumnWriter(compiler, statement, info, inner, toplevel)
    values = dict(statement._ordered_values or statement._values or {})
    joined = getattr(statement.table, "_is_join", False)  # `UPDATE a JOIN b ... SET a.x = ...`, as MySQL has it
    extra_values = _values_of_other_tables(statement, values, extra)
    writer.take_values(values)
    writer.take_parameters(has_values=bool(statement._ordered_values) or statement._values is not None)
    text = "UPDATE " + cte.texts_for(compiler, statement._prefixes)
    rules = compiler.rules.by_name
    text += rules["update_tables"](
        compiler, (statement, extra, table_text(compiler, statement.table, statement, context)), inner
    )
    assignments = [
        Assignment(
            column, writer.value_text(column, value, column.key if joined else f"{column.table.name}_{column.key}")
        )
        for column, value in extra_values
    ]
    assignments += writer.update_assignments(bool(statement._ordered_values))
    qualified = (bool(extra) or joined) and compiler.dialect.update_sets_with_table
    if extra_values and not qualified:
        names_of_tables = ", ".join(dict.fromkeys(f"'{column.table.name}'" for column, _ in extra_values))
        raise exc.CompileError(
            "Backend does not support additional tables in the SET clause; cannot include columns from table(s) "
            f"{names_of_tables} in SET clause"
        )
    qualified = qualified and bool(values or extra_values)
    names = [one.target or _set_name(compiler, statement, one.column, qualified) for one in assignments]
    text += " SET " + ", ".join([f"{name}={one.text}" for name, one in zip(names, assignments, strict=True)])
    if statement._independent_ctes:  # after the values: their parameters are numbered first
        cte.add_independent(compiler, statement)
    _update_defaults_returned(compiler, statement, info, toplevel)
    returned = statement._returning or info.implicit_returning
    given = info if statement._returning else None
    returning_before = compiler.dialect.returning_before
    if returned and returning_before:
        text += _returning(compiler, statement, given, returned, toplevel)
    if extra:
        text += rules["update_from"](compiler, (statement, extra), inner)
        if compiler.linting:
            lint_froms(compiler, "UPDATE", [statement.table, *extra], statement._where_criteria)
    text += _where(compiler, statement, inner)
    text += rules["update_limit"](compiler, statement, inner)
    if statement._post_criteria_clause is not None:
        text += " " + compiler.render(statement._post_criteria_clause, inner)
    if returned and not returning_before:
        text += _returning(compiler, statement, given, returned, toplevel)
    text = cte.prepend(compiler, text, context)
    compiler.stack.pop()
    return text


def _set_name(compiler: Any, statement: Any, column: Any, qualified: bool) -> str:
    """The column's name in SET; with the name of its table in an UPDATE of several tables that sets some values."""
    if not qualified:
        return str(compiler.name(column.name))
    if column.table is statement.table and getattr(column.table, "_is_table", False):
        return f"{compiler.name(column.table.name, 'alias')}.{compiler.name(column.name)}"
    return str(compiler.render(column, ROOT))


def _values_of_other_tables(statement: Any, values: dict[Any, Any], extra: list[Any]) -> list[tuple[Any, Any]]:
    """Values for columns of another table of the statement, as MySQL's UPDATE of several has them; taken out of `values`.

    A column of a table that the statement is not about says no more than its name.
    """
    others = {table for element in (statement.table, *extra) for table in element._froms}
    found = []
    for key in list(values):
        if not isinstance(key, str) and not is_part(key) and key.table in others and key.table is not statement.table:
            if key.key in statement.table.c and statement.table.c[key.key].shares_lineage(key):
                continue
            found.append((key, values.pop(key)))
    return found


def _update_defaults_returned(compiler: Any, statement: Any, info: InsertInfo, toplevel: bool) -> None:
    """`return_defaults()`: what the database itself sets comes back by RETURNING where there is one."""
    if not (toplevel and statement._return_defaults and compiler.dialect.update_returning):
        return
    if compiler.for_executemany and not compiler.dialect.update_executemany_returning:
        return
    wanted = statement._return_defaults_columns
    returned = [column for column in info.postfetch if not wanted or any(column is member for member in wanted)]
    info.implicit_returning = with_supplemental(statement, returned)
    info.postfetch = [column for column in info.postfetch if not any(column is member for member in returned)]


def _value_froms(statement: Any) -> list[Any]:
    found: list[Any] = []
    values = dict(statement._ordered_values or statement._values or {})
    for value in values.values():
        if hasattr(value, "_froms"):
            found.extend(value._froms)
    return found


def _extra_froms(statement: Any, more: list[Any]) -> list[Any]:
    """The FROM elements beside the statement's own table, each once."""
    seen = set(statement.table._froms)
    found: list[Any] = []
    candidates = [*more]
    for criterion in statement._where_criteria:
        candidates.extend(criterion._froms)
    hidden: set[Any] = set()
    for element in candidates:
        hidden.update(element._hidden_froms)
    for element in candidates:
        if element not in seen and element not in hidden:
            seen.add(element)
            found.append(element)
    return found


def _where(compiler: Any, statement: Any, inner: Context) -> str:
    if not statement._where_criteria:
        return ""
    text = criteria(compiler, statement._where_criteria, inner)
    return f" WHERE {text}" if text else ""


@rule("update_tables")
def update_tables(compiler: Any, parts: Any, context: Context) -> str:
    return parts[2]  # type: ignore[no-any-return]


@rule("update_from")
def update_from(compiler: Any, parts: Any, context: Context) -> str:
    return " FROM " + ", ".join([compiler.render(element, _FROM) for element in parts[1]])


@rule("update_limit", "delete_limit")
def no_limit(compiler: Any, statement: Any, context: Context) -> str:
    return ""


# ---------------------------------------------------------------------- DELETE


@rule("delete")
def delete(compiler: Any, node: Any, context: Context) -> str:
    statement = compiler.lowered(node)
    extra = _extra_froms(statement, list(statement._using))
    toplevel = _enter(compiler, statement, [statement.table, *extra])
    info = InsertInfo(statement.table)
    if toplevel:
        compiler.isdelete = True
        compiler.insert = info
    inner = _plain(compiler, context)
    if statement._independent_ctes:
        cte.add_independent(compiler, statement)
    rules = compiler.rules.by_name
    text = "DELETE " + cte.texts_for(compiler, statement._prefixes) + "FROM "
    written = table_text(compiler, statement.table, statement, context)
    if extra:
        text += rules["delete_from"](compiler, (statement, extra, written), inner)
        if compiler.linting:
            lint_froms(compiler, "DELETE", [statement.table, *extra], statement._where_criteria)
    else:
        text += written
    returned = statement._returning
    if not returned and toplevel and statement._return_defaults and compiler.dialect.delete_returning:
        returned = info.implicit_returning = with_supplemental(statement, statement._return_defaults_columns or ())
    given = info if statement._returning else None
    returning_before = compiler.dialect.returning_before
    if returned and returning_before:
        text += _returning(compiler, statement, given, returned, toplevel)
    if extra:
        text += rules["delete_using"](compiler, (statement, extra), inner)
    text += _where(compiler, statement, inner)
    text += rules["delete_limit"](compiler, statement, inner)
    if statement._post_criteria_clause is not None:
        text += " " + compiler.render(statement._post_criteria_clause, inner)
    if returned and not returning_before:
        text += _returning(compiler, statement, given, returned, toplevel)
    text = cte.prepend(compiler, text, context)
    compiler.stack.pop()
    return text


@rule("delete_from")
def delete_from(compiler: Any, parts: Any, context: Context) -> str:
    others = ", ".join([compiler.render(element, _FROM) for element in parts[1]])
    return f"{parts[2]} , {others}"


@rule("delete_using")
def delete_using(compiler: Any, parts: Any, context: Context) -> str:
    """The other tables, where they stand behind the rows that RETURNING gives."""
    return ""


@rule("default_token")
def default_token(compiler: Any, node: Any, context: Context) -> str:
    return str(compiler.dialect.default_metavalue_token)
