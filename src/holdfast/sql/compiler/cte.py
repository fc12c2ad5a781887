"""Common table expressions: found while rendering FROM lists, written once before the statement they belong to."""

from __future__ import annotations

from typing import Any

from ... import exc
from .context import ROOT, Context
from .rules import rule

_TOP = 0


class CommonTables:
    """The CTEs met so far in one compilation.

    A CTE belongs to the top of the statement, or (`nesting`) to the SELECT in which it stands; `level` says which.
    """

    __slots__ = ("by_name", "levels", "texts")

    def __init__(self) -> None:
        self.texts: dict[Any, str] = {}
        self.levels: dict[Any, int] = {}
        self.by_name: dict[tuple[int, str], Any] = {}

    def forget(self, cte: Any) -> None:
        self.texts.pop(cte, None)
        self.levels.pop(cte, None)

    def at(self, level: int) -> list[Any]:
        """The finished CTEs of this level and of those inside it, those referred to by others first."""
        return [cte for cte in self.texts if self.levels[cte] >= level]


@rule("cte")
def render_cte(compiler: Any, node: Any, context: Context) -> str:
    if not context.as_from:
        if not compiler.stack:  # str(cte): what it selects
            return compiler.render(node.element, context)  # type: ignore[no-any-return]
        return compiler.name(node.name, "alias")  # type: ignore[no-any-return]
    original = node
    while original._cte_alias is not None:
        original = original._cte_alias
    written = define(compiler, original)
    if original is node:
        return written
    alias = compiler.name(node.name, "alias")
    return written if alias == written else f"{written} AS {alias}"


def define(compiler: Any, cte: Any, *, nest_here: bool = False) -> str:
    """Make sure that the CTE is written once; its name as text."""
    tables = compiler.common_tables
    settled = compiler.names.settle(cte.name, "alias")
    written = compiler.quote(settled)
    level = len(compiler.stack) if cte.nesting or nest_here else _TOP
    for known_level in range(len(compiler.stack), -1, -1):
        existing = tables.by_name.get((known_level, settled))
        if existing is None:
            continue
        if existing is cte or existing._restates is cte or _is_restated_by(cte, existing):
            return written  # type: ignore[no-any-return]
        if _is_restated_by(existing, cte):
            tables.forget(existing)
            break
        if existing.compare(cte):
            return written  # type: ignore[no-any-return]
        if known_level != level:
            break
        raise exc.CompileError(f"Multiple, unrelated CTEs found with the same name: {settled!r}")
    tables.by_name[(level, settled)] = cte
    text = _definition(compiler, cte, written)
    tables.texts[cte] = text
    tables.levels[cte] = level
    return written  # type: ignore[no-any-return]


def _is_restated_by(cte: Any, other: Any) -> bool:
    while other is not None:
        if other is cte:
            return True
        other = other._restates
    return False


def _definition(compiler: Any, cte: Any, written: str) -> str:
    columns = ""
    if cte.recursive or getattr(cte.element, "name_cte_columns", False):
        columns = "(" + ", ".join([compiler.name(column.name) for column in cte.c]) + ")"
    frames = compiler.stack[:]
    inside = ROOT if cte.element.__visit_name__ == "values" else _BODY
    body = compiler.render(cte.element, inside.derive(literal_binds=compiler.root.literal_binds))
    compiler.stack[:] = frames
    prefixes = texts_for(compiler, cte._prefixes)
    suffixes = texts_for(compiler, cte._suffixes)
    return f"{written}{columns} AS {prefixes}\n({body}){' ' + suffixes if suffixes else ''}"


_BODY = ROOT.derive(as_from=True)


def texts_for(compiler: Any, pairs: Any) -> str:
    """The prefixes or suffixes meant for this dialect, a space after each."""
    return "".join(
        [f"{compiler.render(text, ROOT)} " for text, dialect in pairs if dialect in {None, "*", compiler.dialect.name}]
    )


def add_independent(compiler: Any, statement: Any) -> None:
    """Write the CTEs that a statement carries without referring to them."""
    for cte, options in zip(statement._independent_ctes, statement._independent_ctes_opts, strict=True):
        define(compiler, cte, nest_here=options.nesting)


def with_clause(compiler: Any, level: int) -> str:
    """WITH and the CTEs of one level; empty when there are none. They count as written then."""
    tables = compiler.common_tables
    found = tables.at(level)
    if not found:
        return ""
    keyword = "WITH RECURSIVE " if any(cte.recursive for cte in found) and compiler.dialect.with_recursive else "WITH "
    text = keyword + ", ".join([tables.texts[cte] for cte in found]) + "\n "
    for cte in found:
        if level != _TOP:
            tables.by_name.pop((tables.levels[cte], compiler.names.settle(cte.name, "alias")), None)
        tables.forget(cte)
    return text


def prepend(compiler: Any, text: str, context: Context) -> str:
    """The statement with the WITH that belongs before it; called when its frame is still on the stack.

    The outermost statement's holds all that is left; a SELECT that is a member of a set operation or feeds an INSERT
    leaves its own to the statement it is part of.
    """
    if not compiler.common_tables.texts or context.extra.get("embedded"):
        return text
    depth = len(compiler.stack)
    return with_clause(compiler, _TOP if depth == 1 else depth) + text
