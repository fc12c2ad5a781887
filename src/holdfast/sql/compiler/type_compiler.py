"""Types as DDL writes them: `INTEGER`, `VARCHAR(30)`, `NUMERIC(10, 2)`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ... import exc
from .rules import TYPE_RULES, Rule, RuleSet, constant_rule
from .rules import rule as _rule

_R = TypeVar("_R", bound=Rule)


def rule(*names: str) -> Callable[[_R], _R]:
    """Register the rule for these visit names of types: `render(compiler, type, keywords) -> str`."""
    return _rule(*names, table=TYPE_RULES)


class TypeCompiler:
    """Writes types for one dialect."""

    ensure_kwarg = r"visit_\w+"

    def __init__(self, dialect: Any) -> None:
        self.dialect = dialect
        self._rules: RuleSet | None = None

    @property
    def rules(self) -> RuleSet:
        found = self._rules
        if found is None:
            found = self._rules = self.dialect.rule_set("type_rules")
        return found

    def process(self, type_: Any, **keywords: Any) -> str:
        """The type's text; a type with a variant for this dialect is written as that."""
        variant = type_._variant_mapping.get(self.dialect.name)
        if variant is not None:
            type_ = variant
        return self.rules[type(type_)](self, type_, keywords)  # type: ignore[no-any-return]

    def write(self, type_: Any, keywords: dict[str, Any]) -> str:
        return self.rules[type(type_)](self, type_, keywords)  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        """`visit_VARCHAR(type_, **kw)` and its like: the built-in rules under SQLAlchemy's names."""
        if name.startswith("visit_"):
            found = self.rules.by_name.get(name[6:])
            if found is not None:
                chosen: Any = found
                return lambda type_, **keywords: chosen(self, type_, keywords)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


_PLAIN = (
    *("INTEGER", "SMALLINT", "BIGINT", "FLOAT", "DOUBLE", "REAL"),
    *("TIMESTAMP", "DATETIME", "DATE", "TIME"),
    *("CLOB", "NCLOB", "TEXT", "UUID", "BLOB", "BOOLEAN", "JSON"),
)
for _name in _PLAIN:
    rule(_name)(constant_rule(_name))
rule("DOUBLE_PRECISION")(constant_rule("DOUBLE PRECISION"))


def _same_as(target: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        return str(compiler.rules.by_name[target](compiler, type_, keywords))

    return render


# The generic types, and the SQL type that each becomes where the dialect does not say otherwise.
for _name, _target in {
    "large_binary": "BLOB",
    "boolean": "BOOLEAN",
    "time": "TIME",
    "datetime": "DATETIME",
    "date": "DATE",
    "big_integer": "BIGINT",
    "small_integer": "SMALLINT",
    "integer": "INTEGER",
    "real": "REAL",
    "float": "FLOAT",
    "double": "DOUBLE",
    "numeric": "NUMERIC",
    "string": "VARCHAR",
    "unicode": "VARCHAR",
    "text": "TEXT",
    "unicode_text": "TEXT",
    "interval": "DATETIME",
}.items():
    rule(_name)(_same_as(_target))


def _numeric(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        if type_.precision is None:
            return name
        if type_.scale is None:
            return f"{name}({type_.precision})"
        return f"{name}({type_.precision}, {type_.scale})"

    return render


def _string(name: str) -> Rule:
    def render(compiler: Any, type_: Any, keywords: Any) -> str:
        text = f"{name}({type_.length})" if type_.length else name
        collation = getattr(type_, "collation", None)
        if not collation or getattr(keywords.get("type_expression"), "__visit_name__", "") == "typeclause":
            return text  # in a CAST the collation follows the parentheses
        return f"{text} COLLATE {compiler.dialect.identifier_preparer.format_collation(collation)}"

    return render


rule("NUMERIC")(_numeric("NUMERIC"))
rule("DECIMAL")(_numeric("DECIMAL"))
for _name in ("CHAR", "NCHAR", "VARCHAR", "NVARCHAR", "TEXT"):
    rule(_name)(_string(_name))


@rule("BINARY", "VARBINARY")
def binary(compiler: Any, type_: Any, keywords: Any) -> str:
    return type_.__visit_name__ + (f"({type_.length})" if type_.length else "")  # type: ignore[no-any-return]


@rule("uuid")
def uuid(compiler: Any, type_: Any, keywords: Any) -> str:
    if type_.native_uuid and compiler.dialect.supports_native_uuid:
        return str(compiler.rules.by_name["UUID"](compiler, type_, keywords))
    return "CHAR(32)"


@rule("enum")
def enum(compiler: Any, type_: Any, keywords: Any) -> str:
    return str(compiler.rules.by_name["VARCHAR"](compiler, type_, keywords))


@rule("null")
def null(compiler: Any, type_: Any, keywords: Any) -> str:
    raise exc.CompileError(f"Can't generate DDL for {type_!r}; did you forget to specify a type on this Column?")


@rule("type_decorator")
def type_decorator(compiler: Any, type_: Any, keywords: Any) -> str:
    return str(compiler.process(type_.type_engine(compiler.dialect), **keywords))


@rule("user_defined")
def user_defined(compiler: Any, type_: Any, keywords: Any) -> str:
    return str(type_.get_col_spec(**keywords))
