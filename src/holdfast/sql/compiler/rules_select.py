"""Rules for SELECT and set operations: the order of clauses, correlation, labels, the result's columns."""

from __future__ import annotations

from typing import Any

from ... import exc
from ...util import warn_deprecated
from .. import operators
from ..elements import AsBoolean, False_, True_, and_
from ..selectable import LABEL_STYLE_TABLENAME_PLUS_COL
from . import cte
from .context import ROOT, Context, Frame
from .linter import lint_froms
from .rules import rule
from .rules_columns import written_row

_COLUMNS = ROOT.derive(in_columns=True)
_FROM = ROOT.derive(as_from=True)
_LITERAL_COLUMNS = _COLUMNS.derive(literal_binds=True)
_LITERAL_FROM = _FROM.derive(literal_binds=True)
_NOTHING: frozenset[Any] = frozenset()


@rule("select")
def select(compiler: Any, node: Any, context: Context) -> str:
    statement = compiler.lowered(node) if node._has_placeholders() else node
    stack = compiler.stack
    outer = stack[-1] if stack else None
    froms = _froms(statement, outer, context)
    own = _reachable(froms)
    frame = Frame(statement, own | outer.correlate_froms if outer is not None else own, own)
    fills_result = (not stack or outer.fills_result) and not context.extra.get("no_result")  # type: ignore[union-attr]
    frame.froms = froms
    stack.append(frame)
    everything = statement._all_froms()
    names = compiler.rename_ambiguous(own if everything is froms else _reachable(everything))
    inner = _inside(context)
    if statement._independent_ctes:
        cte.add_independent(compiler, statement)
    hints = _hints(compiler, statement) if statement._hints else None
    text = "SELECT "
    if hints:
        text += compiler.dialect.select_hint(hints)
    if statement._prefixes:
        text += cte.texts_for(compiler, statement._prefixes)
    if statement._post_select_clause is not None:
        text += compiler.render(statement._post_select_clause, inner) + " "
    text += compiler.rules.by_name["select_precolumns"](compiler, statement, inner)
    if statement._pre_columns_clause is not None:
        text += compiler.render(statement._pre_columns_clause, inner) + " "
    text += _columns(compiler, statement, context, inner, fills_result)
    text += _body(compiler, statement, froms, inner, hints)
    if statement._statement_hints:
        text += _statement_hints(compiler, statement)
    if statement._post_body_clause is not None:
        text += " " + compiler.render(statement._post_body_clause, inner)
    if statement._suffixes:
        text += " " + cte.texts_for(compiler, statement._suffixes)
    text = cte.prepend(compiler, text, context)
    compiler.restore_names(names)
    stack.pop()
    return text


def _froms(statement: Any, outer: Frame | None, context: Context) -> list[Any]:
    """The FROM list here: what enclosing statements bring is left out where correlation says so."""
    if outer is None:
        return statement._get_display_froms()  # type: ignore[no-any-return]
    if context.as_from and not context.extra.get("lateral"):
        return statement._get_display_froms(  # type: ignore[no-any-return]
            explicit_correlate_froms=outer.correlate_froms - outer.own_froms, implicit_correlate_froms=()
        )
    return statement._get_display_froms(  # type: ignore[no-any-return]
        explicit_correlate_froms=outer.correlate_froms, implicit_correlate_froms=outer.own_froms
    )


def _reachable(froms: Any) -> frozenset[Any]:
    """The FROM elements and those inside their joins."""
    if len(froms) == 1:
        return frozenset(froms[0]._froms)
    found: set[Any] = set()
    for element in froms:
        found.update(element._froms)
    return frozenset(found)


# Facts about one statement's place, which its clauses do not inherit.
_OF_THE_PLACE = frozenset({"lateral", "no_result", "from_hints", "embedded"})


def _inside(context: Context) -> Context:
    """The context for the clauses of a statement that stands at `context`."""
    plain = context.inner()
    if plain.extra and not _OF_THE_PLACE.isdisjoint(plain.extra):
        kept = {name: value for name, value in plain.extra.items() if name not in _OF_THE_PLACE}
        return plain.derive(extra=kept)
    return plain if plain.include_table else plain.derive(include_table=True)


# ---------------------------------------------------------------------- the columns clause


def _columns(compiler: Any, statement: Any, context: Context, inner: Context, fills_result: bool) -> str:
    """The columns clause; what it selects is noted for the result when this statement gives the rows."""
    in_columns = _COLUMNS if inner is ROOT else inner.derive(in_columns=True)
    rules, quote, settle, quoted = compiler.rules, compiler.quote, compiler.names.settle, compiler.quoted
    written: list[str] = []
    note = compiler.selected.append if fills_result and not compiler.selected else None
    prefixes = compiler.prefixes
    plain = rules.plain_column
    tests_plainly = (
        compiler.dialect.supports_native_boolean
        and not context.as_from
        and statement._label_style is not LABEL_STYLE_TABLENAME_PLUS_COL
    )
    last_class = last_table = prefix = None
    for selected in statement._named_columns(context.as_from):
        element, label = selected.element, selected.label
        if label is None and (element.__class__ is last_class or rules.get(element.__class__) is plain):
            # The commonest of all, without a call: a table's column under its own name.
            last_class = element.__class__
            if prefix is None or element.table is not last_table:
                last_table = element.table
                prefix = prefixes.get(last_table)  # written with the first of its columns
            name = element.name
            if (
                prefix is not None
                and name.__class__ is str
                and not element.is_literal
                and not element.type._has_column_expression
            ):
                written.append(prefix + (quoted.get(name) or quote(name)))
                if note is not None:
                    note((element, name))
                continue
        if label is not None and tests_plainly and element.__class__ is AsBoolean and _is_named(element.element):
            label = None  # `x` and `NOT x` as they are, where booleans are native
        wraps = fills_result and element._is_column_element and element.type._has_column_expression
        if label is not None:
            if element.__visit_name__ == "tuple":
                raise tuple_selected()
            # The name first: it precedes the parameters inside in the order of numbers.
            name = label if label.__class__ is str else settle(label)
            if wraps:
                text = _wrapped_column(compiler, element, inner, name)
            else:
                text = f"{rules[element.__class__](compiler, element, inner)} AS {quote(name)}"
        else:
            name = getattr(element, "name", None)
            if name is None and element.__visit_name__ == "unary":
                name = getattr(element.element, "name", None)
            if name is not None and name.__class__ is not str:
                name = settle(name)
            if wraps:
                text = _wrapped_column(compiler, element, in_columns, name)
            else:
                text = rules[element.__class__](compiler, element, in_columns)
        if not text:
            continue
        written.append(text)
        if note is not None:
            note((element, compiler.shown(text) if name is None else name))
    return ", ".join(written)


def tuple_selected() -> exc.CompileError:
    return exc.CompileError(
        "Most backends don't support SELECTing from a tuple() object.  If this is an ORM query, consider using the "
        "Bundle object."
    )


def _is_named(element: Any) -> bool:
    return element.__visit_name__ in {"column", "label"}


def _wrapped_column(compiler: Any, element: Any, context: Context, name: str | None) -> str:
    """A column in the SQL expression that its type wants around it when it is read."""
    inner = element._element if element.__visit_name__ == "label" else element
    expression = element.type.dialect_impl(compiler.dialect).column_expression(inner)
    if expression is None:
        expression = inner
    element.__dict__["_read_type"] = expression.type
    if name is None:
        return str(compiler.render(expression, context.inner()))
    return f"{compiler.render(expression, context.inner())} AS {compiler.quote(name)}"


# ---------------------------------------------------------------------- what follows the columns


def _body(compiler: Any, statement: Any, froms: list[Any], inner: Context, hints: Any) -> str:
    text = ""
    if froms:
        from_context = _FROM if inner is ROOT else inner.derive(as_from=True)
        if hints:
            from_context = from_context.derive(extra={**from_context.extra, "from_hints": hints})
        text += " \nFROM " + written_row(compiler, froms, ", ", from_context)
        if compiler.linting:
            lint_froms(compiler, "SELECT", froms, statement._where_criteria)
    else:
        text += compiler.dialect.default_from(statement)
    if statement._where_criteria:
        where = criteria(compiler, statement._where_criteria, inner)
        if where:
            text += " \nWHERE " + where
    if statement._group_by_clauses:
        text += compiler.rules.by_name["group_by_clause"](compiler, statement, inner)
    if statement._having_criteria:
        having = criteria(compiler, statement._having_criteria, inner)
        if having:
            text += " \nHAVING " + having
    if statement._post_criteria_clause is not None:
        text += " " + compiler.render(statement._post_criteria_clause, inner)
    return text + tail(compiler, statement, inner)


def tail(compiler: Any, statement: Any, inner: Context) -> str:
    """ORDER BY, the row limit and FOR UPDATE, which SELECT and set operations share."""
    text = ""
    if statement._order_by_clauses:
        text += compiler.rules.by_name["order_by_clause"](compiler, statement, inner)
    if statement._limit_clause is not None or statement._offset_clause is not None:
        if statement._fetch_clause is not None:
            text += compiler.rules.by_name["fetch_clause"](compiler, statement, inner)
        else:
            text += compiler.rules.by_name["limit_clause"](compiler, statement, inner)
    elif statement._fetch_clause is not None:
        text += compiler.rules.by_name["fetch_clause"](compiler, statement, inner)
    if statement._for_update_arg is not None:
        text += compiler.rules.by_name["for_update_clause"](compiler, statement, inner)
    return text


def criteria(compiler: Any, clauses: tuple[Any, ...], context: Context) -> str:
    """Conditions joined by AND."""
    if len(clauses) == 1:
        clause = clauses[0].self_group(operators._asbool)
        return compiler.rules[clause.__class__](compiler, clause, context)  # type: ignore[no-any-return]
    if any(isinstance(clause, (True_, False_)) for clause in clauses):
        return compiler.render(and_(*clauses), context)  # type: ignore[no-any-return]
    return " AND ".join([compiler.render(clause.self_group(operators.and_), context) for clause in clauses])


@rule("select_precolumns")
def select_precolumns(compiler: Any, statement: Any, context: Context) -> str:
    if statement._distinct_on and compiler.dialect.name != "default":  # for people to read, anything goes
        warn_deprecated(
            "DISTINCT ON is currently supported only by the PostgreSQL dialect.  Use of DISTINCT ON for other backends "
            "is currently silently ignored, however this usage is deprecated, and will raise CompileError in a future "
            "release for all backends that do not support this syntax.",
            "1.4",
        )
    return "DISTINCT " if statement._distinct and not says_distinct(statement._pre_columns_clause) else ""


def says_distinct(clause: Any) -> bool:
    """Whether what stands before the columns is a DISTINCT of its own."""
    if clause is None:
        return False
    return any(getattr(member, "says_distinct", False) for member in getattr(clause, "clauses", (clause,)))


@rule("group_by_clause")
def group_by_clause(compiler: Any, statement: Any, context: Context) -> str:
    written = _clause_list(compiler, statement._group_by_clauses, context)
    return f" GROUP BY {written}" if written else ""


@rule("order_by_clause")
def order_by_clause(compiler: Any, statement: Any, context: Context) -> str:
    written = _clause_list(compiler, statement._order_by_clauses, context)
    return f" ORDER BY {written}" if written else ""


def _clause_list(compiler: Any, clauses: Any, context: Context) -> str:
    return written_row(compiler, clauses, ", ", context)


@rule("limit_clause")
def limit_clause(compiler: Any, statement: Any, context: Context) -> str:
    text = ""
    if statement._limit_clause is not None:
        text += "\n LIMIT " + compiler.render(statement._limit_clause, context)
    if statement._offset_clause is not None:
        if statement._limit_clause is None:
            text += "\n LIMIT -1"
        text += " OFFSET " + compiler.render(statement._offset_clause, context)
    return text


@rule("fetch_clause")
def fetch_clause(compiler: Any, statement: Any, context: Context) -> str:
    text = ""
    if statement._offset_clause is not None:
        text += f"\n OFFSET {compiler.render(statement._offset_clause, context)} ROWS"
    if statement._fetch_clause is not None:
        options = statement._fetch_clause_options
        text += (
            f"\n FETCH FIRST {compiler.render(statement._fetch_clause, context)}"
            f"{' PERCENT' if options['percent'] else ''} ROWS {'WITH TIES' if options['with_ties'] else 'ONLY'}"
        )
    return text


@rule("for_update_clause")
def for_update_clause(compiler: Any, statement: Any, context: Context) -> str:
    return " FOR UPDATE"


# ---------------------------------------------------------------------- hints


def _hints(compiler: Any, statement: Any) -> dict[Any, str] | None:
    if not statement._hints:
        return None
    found: dict[Any, str] = {}
    for element, dialect, text in statement._hints:
        if dialect in {"*", compiler.dialect.name}:
            name = compiler.render(element, ROOT.derive(extra={"ashint": True}))
            found[element] = text % {"name": name}
    return found


def _statement_hints(compiler: Any, statement: Any) -> str:
    """The hints for the statement as a whole that are meant for this dialect, behind it."""
    found = [text for dialect, text in statement._statement_hints if dialect in {"*", compiler.dialect.name}]
    return f" {' '.join(found)}" if found else ""


# ---------------------------------------------------------------------- set operations and text


@rule("compound_select")
def compound_select(compiler: Any, node: Any, context: Context) -> str:
    statement = node
    stack = compiler.stack
    outer = stack[-1] if stack else None
    frame = Frame(
        statement,
        outer.correlate_froms if outer is not None else _NOTHING,
        outer.own_froms if outer is not None else _NOTHING,
    )
    frame.fills_result = (outer is None or outer.fills_result) and not context.extra.get("no_result")
    stack.append(frame)
    if statement._independent_ctes:
        cte.add_independent(compiler, statement)
    keyword = getattr(statement.keyword, "value", statement.keyword)
    keyword = compiler.dialect.compound_keywords.get(keyword, keyword)
    member_context = context.derive(extra={**context.extra, "embedded": True})
    members = []
    for number, member in enumerate(statement.selects):
        statement._check_width(number)
        members.append(compiler.render(member, member_context))
    text = f" {keyword} ".join(members)
    # What follows a set operation sees the names of the result only.
    inner = _inside(context).derive(include_table=False)
    if statement._group_by_clauses:
        text += compiler.rules.by_name["group_by_clause"](compiler, statement, inner)
    text += tail(compiler, statement, inner)
    text = cte.prepend(compiler, text, ROOT)  # also inside another statement: what nests in it stays with it
    stack.pop()
    return text


@rule("select_statement_grouping")
def select_statement_grouping(compiler: Any, node: Any, context: Context) -> str:
    return f"({compiler.render(node.element, context)})"


@rule("scalar_select")
def scalar_select(compiler: Any, node: Any, context: Context) -> str:
    return f"({compiler.render(node.element, context.inner())})"


@rule("exists")
def exists(compiler: Any, node: Any, context: Context) -> str:
    return f"EXISTS {compiler.render(node.element, context.inner())}"


@rule("not_exists")
def not_exists(compiler: Any, node: Any, context: Context) -> str:
    return f"NOT (EXISTS {compiler.render(node.element, context.inner())})"


@rule("textual_select")
def textual_select(compiler: Any, node: Any, context: Context) -> str:
    stack = compiler.stack
    toplevel = not stack
    frame = Frame(node, _NOTHING, _NOTHING)
    stack.append(frame)
    if node._independent_ctes:
        cte.add_independent(compiler, node)
    if toplevel and not compiler.selected:
        compiler.selected += [(column, compiler.names.settle(column.name)) for column in node.column_args]
        compiler.textual_ordered_columns = bool(node.positional)
        compiler.loose_column_name_matching = not node.positional
    text = cte.prepend(compiler, compiler.render(node.element, _inside(context)), context)
    stack.pop()
    return text
