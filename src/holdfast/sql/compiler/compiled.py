"""What comes out of the compiler: the text, its parameters and what its rows will hold.

`Compiled` is what every kind has in common. `ResultColumn` describes one column of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .context import ROOT, Context
from .rules import Rule, RuleSet


class ResultColumn:
    """One column of the result.

    name: as the cursor will call it. key: the key in a row. objects: what else may stand for it in a lookup:
    columns, their proxies, strings. type: whose result processor reads it.
    """

    __slots__ = ("key", "name", "objects", "type")

    def __init__(self, name: str, key: str, objects: tuple[Any, ...], type_: Any) -> None:
        self.name = name
        self.key = key
        self.objects = objects
        self.type = type_

    def __repr__(self) -> str:
        return f"ResultColumn({self.name!r}, {self.key!r}, {self.type!r})"


class Compiled:
    """A construct rendered for a dialect. `str()` is the SQL."""

    statement: Any
    string: str = ""
    is_sql = False
    is_ddl = False
    isinsert = isupdate = isdelete = False
    literal_execute_params: frozenset[Any] = frozenset()
    _rule_table: str = "rules"

    def __init__(
        self, dialect: Any, statement: Any, schema_translate_map: Any = None, compile_kwargs: Any = None
    ) -> None:
        self.dialect = dialect
        self.preparer = dialect.identifier_preparer
        if schema_translate_map:
            self.preparer = self.preparer.with_schema_translate(dict(schema_translate_map))
        self.schema_translate_map = schema_translate_map
        self.quote = self.preparer.quote
        self.quoted = self.preparer._strings  # what `quote` has answered for plain strings
        self.statement = statement
        self.compile_kwargs: dict[str, Any] = dict(compile_kwargs or {})
        self.rules: RuleSet = dialect.rule_set(self._rule_table)
        self.root: Context = ROOT.with_keywords(dict(self.compile_kwargs)) if self.compile_kwargs else ROOT

    @property
    def sql_compiler(self) -> Any:
        """A compiler for the expressions inside."""
        return self

    def render(self, node: Any, context: Context) -> str:
        """The text of a node; what rules call."""
        return self.rules[node.__class__](self, node, context)  # type: ignore[no-any-return]

    def process(self, obj: Any, **kwargs: Any) -> str:
        """The text of an element; what `@compiles` functions call, handing on their keyword arguments."""
        return self.rules[obj.__class__](self, obj, self.root.with_keywords(kwargs) if kwargs else self.root)  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        """`visit_select(element, **kw)` and its like: the built-in rules under SQLAlchemy's names."""
        if name.startswith("visit_"):
            rule: Rule | None = self.rules.by_name.get(name[6:])
            if rule is not None:
                chosen = rule
                return lambda element, **kwargs: chosen(self, element, self.root.with_keywords(kwargs))
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def construct_params(self, params: Mapping[str, Any] | None = None, **options: Any) -> Any:
        """The parameters of this construct, those given laid over its own."""
        return None

    @property
    def params(self) -> Any:
        return self.construct_params()

    def __str__(self) -> str:
        return self.string

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for {self.dialect.name}: {self.string!r}>"
