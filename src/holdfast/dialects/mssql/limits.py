"""Limits of rows in SQL Server: TOP, OFFSET and FETCH behind ORDER BY, and ROW_NUMBER where there is no OFFSET.

`dialect._supports_offset_fetch` says which; of a server that nobody has asked, the text is what all versions take.
"""

from __future__ import annotations

from typing import Any

from ... import exc
from ...sql.compiler import RULES as COMMON
from ...sql.compiler import Context, Rule
from ...sql.elements import column
from ...sql.functions import func
from ...sql.selectable import select as make_select
from ...sql.structure import iterate

_NUMBER = "mssql_rn"


def _limit(statement: Any) -> Any:
    return statement._limit_clause if statement._fetch_clause is None else statement._fetch_clause


def _options(statement: Any) -> Any:
    """PERCENT and WITH TIES, if the statement asks for one of them."""
    options = statement._fetch_clause_options if statement._fetch_clause is not None else None
    return options if options and (options["percent"] or options["with_ties"]) else None


def _uses_top(statement: Any) -> bool:
    """A plain number of rows from the first on."""
    if statement._offset_clause is not None or statement.__visit_name__ != "select":
        return False
    if statement._fetch_clause is not None:
        return bool(_options(statement)) and statement._simple_int_clause(statement._fetch_clause)
    return bool(statement._simple_int_clause(statement._limit_clause))


def _check(statement: Any) -> None:
    if not statement._order_by_clauses:
        raise exc.CompileError("MSSQL requires an order_by when using an OFFSET or a non-simple LIMIT clause")
    if _options(statement):
        raise exc.CompileError(
            "MSSQL needs TOP to use PERCENT and/or WITH TIES. Only simple fetch without offset can be used."
        )


def select(compiler: Any, node: Any, context: Context) -> str:
    statement = compiler.lowered(node) if node._has_placeholders() else node
    is_limited = _limit(statement) is not None or statement._offset_clause is not None
    if is_limited and not _uses_top(statement):
        _check(statement)
        if not compiler.dialect._supports_offset_fetch:
            statement = _numbered(statement)
    return str(COMMON["select"](compiler, statement, context))


def _numbered(statement: Any) -> Any:
    """The statement as a subquery that numbers its rows, and a SELECT of the numbers that are wanted."""
    limit, offset = _limit(statement), statement._offset_clause
    order = [_ordering(clause) for clause in statement._order_by_clauses]
    number = func.ROW_NUMBER().over(order_by=order).label(_NUMBER)
    plain = statement.limit(None).offset(None).order_by(None).fetch(None)
    rows = plain.add_columns(number).alias()
    wanted = make_select(*[one for one in rows.c if one.key != _NUMBER])
    if len(rows.c) < 2:
        raise exc.CompileError("MSSQL: an OFFSET needs columns that have names; text() among the columns has none.")
    if offset is None:
        return wanted.where(column(_NUMBER) <= limit)
    wanted = wanted.where(column(_NUMBER) > offset)
    return wanted if limit is None else wanted.where(column(_NUMBER) <= limit + offset)


def _ordering(clause: Any) -> Any:
    """A clause of ORDER BY as an expression: a window cannot name what is selected beside it."""
    for part in iterate(clause):
        if part.__visit_name__ == "textual_label_reference":
            raise exc.CompileError(
                f"MSSQL: order_by({part.element!r}) beside an OFFSET must be an expression, not the name of one."
            )
    return clause.element if clause.__visit_name__ == "label_reference" else clause


def select_precolumns(compiler: Any, statement: Any, context: Context) -> str:
    text = str(COMMON["select_precolumns"](compiler, statement, context))
    if _limit(statement) is None or not _uses_top(statement):
        return text
    text += f"TOP {compiler.render(_limit(statement), context.derive(literal_execute=True))} "
    options = _options(statement)
    if options and options["percent"]:
        text += "PERCENT "
    return text + "WITH TIES " if options and options["with_ties"] else text


def limit_clause(compiler: Any, statement: Any, context: Context) -> str:
    if _uses_top(statement):
        return ""
    _check(statement)
    if not compiler.dialect._supports_offset_fetch:
        raise exc.CompileError(
            "MSSQL: a set operation has no limit or offset here; select from it as a subquery, and limit that."
        )
    offset, limit = statement._offset_clause, _limit(statement)
    text = f"\n OFFSET {'0' if offset is None else compiler.render(offset, context)} ROWS"
    if limit is not None:
        text += f"\n FETCH FIRST {compiler.render(limit, context)} ROWS ONLY"
    return text


def order_by_clause(compiler: Any, statement: Any, context: Context) -> str:
    """An order within a statement is allowed only where it decides which rows there are."""
    if compiler.is_subquery() and _limit(statement) is None and statement._offset_clause is None:
        return ""
    return str(COMMON["order_by_clause"](compiler, statement, context))


LIMIT_RULES: dict[str, Rule] = {
    "select": select,
    "select_precolumns": select_precolumns,
    "limit_clause": limit_clause,
    "fetch_clause": limit_clause,
    "order_by_clause": order_by_clause,
}
