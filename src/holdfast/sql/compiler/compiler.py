"""The compiler of statements: state of one compilation, and what all rules need from it.

How each construct is written is in the `rules_*` rooms; here are parameters, names, literals, the result's columns
and the final pass over the text. A compiled statement is immutable once `__init__` is done and is shared by
threads through the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ... import exc
from ...util import immutabledict
from ..elements import BindParameter
from ..structure import AnonymousName, lower, statement_key
from .binds import MARK, BindRecipe, BindSlot, escape_marks, split_marks
from .compiled import Compiled, ResultColumn
from .context import ROOT, Context, Frame
from .cte import CommonTables, with_clause
from .expand_in import Expanded, Expander
from .insert_info import InsertInfo
from .insertmany import ManyValues, without_marks
from .naming import Names
from .result_map import result_column
from .rules import rule
from .rules_operators import TEXTS

_ESCAPES = str.maketrans({"%": "P", "(": "A", ")": "Z", ":": "C", ".": "_", "[": "_", "]": "_", " ": "_"})
_ESCAPED = frozenset("%():.[] ")


class SQLCompiler(Compiled):
    """A statement or expression as SQL text, with its parameters and the columns of its result.

    column_keys: the names of the values that an execution of INSERT or UPDATE brings; None when compiled for show.
    for_executemany: several sets of values will follow.
    """

    is_sql = True
    conjunction_depth = 0  # how many AND and OR stand around; likewise
    operator_depth = 0  # how many operators stand around; counted by the dialects that need it
    # What most statements never set stands here, not in the constructor.
    function_depth = 0  # > 0 inside the arguments of a function
    isplaintext = False
    from_linter: Any = None
    column_writer: Any = None  # of the INSERT or UPDATE whose values are being written
    _result_columns: tuple[ResultColumn, ...] | None = None
    _escapes: Mapping[str, str] = immutabledict()  # names of parameters -> what is written for them
    textual_ordered_columns = False
    loose_column_name_matching = False
    insert: InsertInfo | None = None
    dml_tables: tuple[Any, ...] = ()
    _recipe: BindRecipe | None = None
    _expander: Expander | None = None
    many_values: ManyValues | None = None
    _expanded_params: Any = None

    def __init__(
        self,
        dialect: Any,
        statement: Any,
        *,
        column_keys: Sequence[str] | None = None,
        for_executemany: bool = False,
        schema_translate_map: Mapping[str | None, str | None] | None = None,
        compile_kwargs: Mapping[str, Any] | None = None,
        linting: int = 0,
        render_schema_translate: bool = True,  # names of schemas are translated when they are written, always
    ) -> None:
        keywords = dict(compile_kwargs or {})
        render_postcompile = keywords.pop("render_postcompile", False)
        super().__init__(dialect, statement, schema_translate_map, keywords)
        self.column_keys = column_keys
        self.for_executemany = for_executemany
        self.paramstyle: str = dialect.paramstyle
        self.positional: bool = self.paramstyle not in {"named", "pyformat"}
        self.names = Names(dialect.label_length or dialect.max_identifier_length)
        self.binds: dict[str, Any] = {}
        self.bind_names: dict[Any, str] = {}
        self.bind_types: dict[str, Any] = {}
        self.post_compile_params: set[str] = set()
        self.literal_execute_names: set[str] = set()
        self.element_wraps: dict[str, tuple[str, str]] = {}
        self.stack: list[Frame] = []
        self.type_wraps: dict[Any, Any] = {}
        self.linting = linting  # a `Linting`
        self.selected: list[tuple[Any, str]] = []  # the elements that the rows hold, with their names
        self.common_tables = CommonTables()
        self.prefixes: dict[Any, str] = {}
        # Names of tables that a table of some schema bears in the SELECT being rendered: what those without go by there.
        self.renamed: dict[str, str] = {}
        self._renamings: dict[str, Any] = {}
        self.execution_options = getattr(statement, "_execution_options", None) or {}
        text = self.rules[statement.__class__](self, statement, self.root)
        if self.common_tables.texts:
            text = with_clause(self, 0) + text
        self._finish(text, render_postcompile)

    # ------------------------------------------------------------------ the final pass

    def _finish(self, text: str, render_postcompile: bool) -> None:
        """Turn marks into the driver's placeholders; note the order of the parameters."""
        self.pieces = split_marks(text)
        if self.isinsert and self.for_executemany:
            self.pieces, self.many_values = without_marks(self, self.pieces)
        self.order: list[str] = self.pieces[1::2]
        if render_postcompile and self.post_compile_params:
            binds = tuple(self.binds.values())
            expanded = self._make_expander(binds).expand(binds, None, process=False)
            self.string = expanded.statement
            self._expanded_params = expanded
        else:
            self.string = self._write(self.pieces)
        self.positiontup = self._written_order() if self.positional else None

    def _write(self, pieces: list[str]) -> str:
        if len(pieces) == 1:
            return pieces[0]
        written = pieces.copy()
        number = 0
        post_compile = self.post_compile_params
        if self.paramstyle == "qmark" and not post_compile:
            written[1::2] = ["?"] * (len(pieces) // 2)
            return "".join(written)
        numeric = self.paramstyle in {"numeric", "numeric_dollar"}
        numbers: dict[str, int] = {}
        for position in range(1, len(pieces), 2):
            name = pieces[position]
            if name in post_compile:
                written[position] = f"__[POSTCOMPILE_{self.escaped_name(name)}]"
                continue
            if numeric:
                number = numbers.setdefault(name, len(numbers) + 1)
            written[position] = self.placeholder(self.written_name(name), number)
        return "".join(written)

    def _written_order(self) -> list[str]:
        if self._expanded_params is not None:
            additional = self._expanded_params.additional
            return [
                name
                for key in self.order
                if key not in self.literal_execute_names
                for name in additional.get(key, (key,))
            ]
        if self.paramstyle in {"numeric", "numeric_dollar"}:
            return list(dict.fromkeys(self.order))
        return self.order

    def placeholder(self, name: str, number: int = 0) -> str:
        """A parameter as the driver wants to see it."""
        style = self.paramstyle
        if style == "qmark":
            return "?"
        if style == "named":
            return ":" + name
        if style == "pyformat":
            return f"%({name})s"
        if style == "format":
            return "%s"
        return f":{number}" if style == "numeric" else f"${number}"

    def written_name(self, name: str) -> str:
        """The name with what the paramstyle cannot carry replaced."""
        return name if self.positional else self.escaped_name(name)

    def escaped_name(self, name: str) -> str:
        """A parameter's name in a form that the database takes, another for each name."""
        if _ESCAPED.isdisjoint(name):
            return name
        found = self._escapes.get(name)
        if found is None:
            found = plain = name.translate(_ESCAPES)
            taken = {*self.binds, *self._escapes.values()}
            number = 0
            while found in taken:
                number += 1
                found = f"{plain}__{number}"
            self._escapes = {**self._escapes, name: found}
        return found

    @property
    def escaped_bind_names(self) -> dict[str, str]:
        written = {name: self.escaped_name(name) for name in self.binds}
        return {name: escaped for name, escaped in written.items() if escaped != name}

    # ------------------------------------------------------------------ parameters

    def register_bind(self, bind: Any, name: str | None = None) -> str:
        """Give a bound parameter its name in this statement: its own, or one that its place gives."""
        if name is None:
            names = self.names
            name = names.number(bind._orig_key) if bind.unique else names.settle(bind.key, "bindparam")
        if MARK in name:
            raise exc.CompileError(f"Bind parameter name {name!r} holds a control character; give it another name.")
        existing = self.binds.get(name)
        if existing is not None and existing is not bind:
            self._check_same_name(name, existing, bind)
        self.binds[name] = bind
        self.bind_names[bind] = name
        return name

    def _check_same_name(self, name: str, existing: Any, bind: Any) -> None:
        if existing.unique or bind.unique:
            raise exc.CompileError(
                f"Bind parameter '{name}' conflicts with unique bind parameter of the same name",
            )
        if existing.expanding != bind.expanding:
            raise exc.CompileError(
                f"Can't reuse bound parameter name '{name}' in both an 'expanding' (e.g. within an IN expression) and "
                "non-expanding context.  If this parameter is to receive a list/array value, set 'expanding=True' on "
                "it for expressions that aren't IN, otherwise use a different parameter name."
            )
        if getattr(existing, "_is_crud", False) or getattr(bind, "_is_crud", False):
            raise exc.CompileError(
                f"bindparam() name '{name}' is reserved for automatic usage in the VALUES or SET clause of this "
                "insert/update statement.   Please use a name other than column name when using bindparam() with "
                f"insert() or update() (for example, 'b_{name}')."
            )

    def construct_params(
        self, params: Mapping[str, Any] | None = None, *, check: bool = True, escape_names: bool = True, **options: Any
    ) -> dict[str, Any]:
        """The parameters by name, as users gave them; `params` laid over the statement's own values."""
        found: dict[str, Any] = {}
        for name, bind in self.binds.items():
            written = self.escaped_name(name) if escape_names else name
            if params and name in params:
                found[written] = params[name]
            elif params and bind.key in params:
                found[written] = params[bind.key]
            elif check and bind.required:
                raise exc.InvalidRequestError(f"A value is required for bind parameter {bind.key!r}", code="cd3x")
            else:
                found[written] = bind.effective_value
        return found

    @property
    def params(self) -> dict[str, Any]:
        """The parameters by name; a required one that has no value yet is None."""
        own = self.construct_params(check=False)
        if self._expanded_params is None:
            return own
        for key, names in self._expanded_params.additional.items():
            values = own.pop(self.escaped_name(key))
            flat = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
            own.update(zip(names, flat, strict=False))
        for key in self.literal_execute_names:
            own.pop(key, None)
        return own

    def bind_recipe(self, binds: Sequence[Any]) -> BindRecipe:
        """How to put the parameters together from bound parameters in this order (a `StatementKey.binds`)."""
        return BindRecipe(self._slots(binds), self.positional)

    @property
    def recipe(self) -> BindRecipe:
        """The recipe for the statement's own key; made at the first execution."""
        found = self._recipe
        if found is None:
            found = self._recipe = self.bind_recipe(statement_key(self.statement.structure()).binds)
        return found

    def execution(self, binds: Sequence[Any], overrides: Mapping[str, Any] | None = None) -> Expanded:
        """Text and parameters of one execution, for a statement whose text depends on its values."""
        expander = self._expander
        if expander is None:
            expander = self._expander = Expander(self, self.pieces, self.recipe)
        return expander.expand(binds, overrides)

    def _make_expander(self, binds: Sequence[Any]) -> Expander:
        return Expander(self, self.pieces, self.bind_recipe(binds))

    def _slots(self, binds: Sequence[Any]) -> list[BindSlot]:
        indexes = {id(bind): index for index, bind in enumerate(binds)}
        given = frozenset(self.column_keys or ())
        slots: dict[str, BindSlot] = {}
        for name, bind in self.binds.items():
            processor = self.bind_processor(bind, name)
            slot = BindSlot(name, self.written_name(name), bind, indexes.get(id(bind), -1), processor)
            slot.from_parameters = name in given or bind.key in given or getattr(bind, "_is_crud", False)
            if name in self.literal_execute_names:
                slot.literal_execute = True
            slot.prefix, slot.suffix = self.element_wraps.get(name, ("", ""))
            slots[name] = slot
        order = self.order if self.positional else dict.fromkeys(self.order)
        if self.paramstyle in {"numeric", "numeric_dollar"}:
            order = list(dict.fromkeys(self.order))
        return [slots[name] for name in order]

    def bind_processor(self, bind: Any, name: str) -> Any:
        """What turns a value of this parameter into the driver's; None when it goes as it is."""
        type_ = self.bind_types.get(name, bind.type)
        if bind.expanding and type_._is_tuple_type:
            processors = [member.cached_bind_processor(self.dialect) for member in type_.types]
            return processors if any(processors) else None
        return type_.cached_bind_processor(self.dialect)

    # ------------------------------------------------------------------ literals

    def literal_bind(self, bind: Any, context: Context) -> str:
        """The value of a bound parameter as SQL text."""
        value = bind.effective_value
        if bind.expanding:
            if value is None:
                raise exc.CompileError(f"Bind parameter '{bind.key}' without a renderable value not allowed here.")
            return f"({self.literal_list(bind, list(value))})"
        before, _, after = self.around_literal(bind, _VALUE, context).partition(_VALUE)
        return before + self.render_literal_value(value, bind.type, bind) + after

    def around_literal(self, bind: Any, written: str, context: Context) -> str:
        """A value in the expression that its type wants around it."""
        type_ = bind.type
        if type_._has_bind_expression and type_.dialect_impl(self.dialect)._has_bind_expression:
            return _bind_expression(self, bind, type_, written, context.derive(literal_binds=False))
        return written

    def literal_list(self, bind: Any, values: list[Any]) -> str:
        """The values of an expanding parameter as SQL text, without the parentheses around them."""
        if not values:
            return self.empty_set(bind)
        prefix, suffix = self.element_wraps.get(self.bind_names.get(bind, ""), ("", ""))
        if not prefix:
            prefix, _, suffix = self.around_literal(bind, _VALUE, ROOT).partition(_VALUE)
        if bind.type._is_tuple_type or (bind.type._isnull and isinstance(values[0], (tuple, list))):
            rows = []
            types = bind.type.types if bind.type._is_tuple_type else [bind.type] * len(values[0])
            for row in values:
                items = [self.render_literal_value(item, of, bind) for item, of in zip(row, types, strict=False)]
                rows.append(f"({', '.join(items)})")
            return ("VALUES " if self.dialect.tuple_in_values else "") + ", ".join(rows)
        return ", ".join([prefix + self.render_literal_value(value, bind.type, bind) + suffix for value in values])

    def render_literal_value(self, value: Any, type_: Any, bind: Any = None) -> str:
        """One Python value as SQL text, by its type's literal processor."""
        processor = type_.dialect_impl(self.dialect).literal_processor(self.dialect)
        if value is None and (processor is None or not type_.should_evaluate_none):
            return self.render(self.dialect.null_element, ROOT)
        if processor is None:
            raise exc.CompileError(
                f'No literal value renderer is available for literal value "{_shown(value)}" with datatype {type_}'
            )
        try:
            written = processor(value)
        except Exception as error:
            raise exc.CompileError(
                f'Could not render literal value "{_shown(value)}" with datatype {type_}; see parent stack trace for '
                "more detail."
            ) from error
        return escape_marks(self.dialect.escape_literal(written))

    def empty_set(self, bind: Any) -> str:
        """What stands inside the parentheses of IN () in this dialect."""
        return str(self.rules.by_name["empty_set"](self, bind, self.root))

    # ------------------------------------------------------------------ names and places

    def name(self, name: str, kind: str = "colident") -> str:
        """A name as it stands in the text: settled, then quoted if it must be."""
        return self.quote(name if name.__class__ is str else self.names.settle(name, kind))  # type: ignore[no-any-return]

    def operator_text(self, operator: Any) -> str:
        """The plain text of an operator."""
        found = self.rules.texts.get(operator)
        if found is None:
            found = TEXTS.get(operator.__name__) or f" {operator.__name__} "
            if "%" in found:
                found = self.text(found)
            self.rules.texts[operator] = found
        return found

    def rename_ambiguous(self, froms: Iterable[Any]) -> tuple[dict[str, str], dict[Any, str]]:
        """Give the tables without a schema another name beside a table of the same name that has one.

        Answers what held before, for `restore_names()` when the SELECT is done.
        """
        before = self.renamed, self.prefixes
        renamed: dict[str, str] = {}
        for table in froms:
            if getattr(table, "schema", None) and getattr(table, "_is_table", False):
                known = self._renamings.get(table.name)
                if known is None:
                    known = self._renamings[table.name] = AnonymousName.of(table.name)
                renamed[table.name] = known
        if renamed or self.renamed:
            self.renamed, self.prefixes = renamed, {}
        return before

    def other_name(self, table: Any) -> str | None:
        """The name that a table goes by in the SELECT being rendered when it is not its own."""
        if getattr(table, "_is_table", False) and not table.schema and table.name in self.renamed:
            return self.name(self.renamed[table.name], "alias")
        return None

    def restore_names(self, before: tuple[dict[str, str], dict[Any, str]]) -> None:
        """Undo `rename_ambiguous()`."""
        self.renamed, self.prefixes = before

    def type_wrap(self, type_: Any) -> Any:
        """What must stand around a parameter of this type: a function that writes it, or False for nothing."""
        cast = self.dialect.bind_cast(type_) if self.dialect.bind_casts else None
        wrap: Any = False if cast is None else _cast_to(cast)
        if type_._has_bind_expression and type_.dialect_impl(self.dialect)._has_bind_expression:
            wrap = _bind_expression if cast is None else _around_cast(cast)
        self.type_wraps[type_] = wrap
        return wrap

    def new_bind(self, key: str | None, value: Any, type_: Any = None, **options: Any) -> Any:
        """A parameter that the compiler itself puts into the statement."""
        if key is None:
            return BindParameter(None, value, type_=type_, unique=True, **options)
        return BindParameter(key, value, type_=type_, **options)

    def text_bind(self, name: str) -> str:
        """The parameter of this name, one without a value if the statement has none of that name."""
        if name not in self.binds:
            return self.register_bind(BindParameter(name, required=True))
        return name

    def text(self, text: str) -> str:
        """Text of the user's own, made safe for the paramstyle."""
        if self.preparer._double_percents and "%" in text:
            text = text.replace("%", "%%")
        return escape_marks(text)

    def shown(self, text: str) -> str:
        """Raw text as the database sees it: what it calls a column that has no name."""
        return self._write(split_marks(text)) if MARK in text else text

    def mark(self, name: str) -> str:
        """A placeholder in the raw text."""
        return f"{MARK}{name}{MARK}"

    def lowered(self, statement: Any) -> Any:
        """The statement without ORM placeholders."""
        return lower(statement, not self.stack) if statement._has_placeholders() else statement

    def is_subquery(self) -> bool:
        return len(self.stack) > 1

    # ------------------------------------------------------------------ what the engine asks

    @property
    def returning(self) -> Any:
        return self.insert.returning if self.insert is not None else None

    effective_returning = returning

    @property
    def implicit_returning(self) -> Any:
        return self.insert.implicit_returning if self.insert is not None else ()

    @property
    def prefetch(self) -> list[Any]:
        """Columns whose default is worked out in Python before the execution."""
        return self.insert.prefetch if self.insert is not None else []

    @property
    def insert_prefetch(self) -> list[Any]:
        return self.prefetch if self.isinsert else []

    @property
    def update_prefetch(self) -> list[Any]:
        return self.prefetch if self.isupdate else []

    @property
    def postfetch(self) -> list[Any]:
        """Columns that the database itself fills in."""
        return self.insert.postfetch if self.insert is not None else []

    @property
    def inline(self) -> bool:
        return self.insert is not None and self.insert.inline

    @property
    def returns_rows(self) -> bool:
        """Whether executing this gives rows."""
        return bool(self.selected)

    @property
    def result_columns(self) -> tuple[ResultColumn, ...]:
        """What the rows hold; made when first asked for."""
        found = self._result_columns
        if found is None:
            found = tuple([result_column(element, name) for element, name in self.selected])
            self._result_columns = found
        return found

    @property
    def current_executable(self) -> Any:
        """The statement being rendered right now, for @compiles functions."""
        return self.stack[-1].statement if self.stack else self.statement


_VALUE = "\x00"  # where a value will stand


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."


def _bind_expression(compiler: SQLCompiler, bind: Any, type_: Any, written: str, context: Context) -> str:
    """A parameter inside the SQL expression that its type wants around it."""
    expression = type_.dialect_impl(compiler.dialect).bind_expression(_Placed(bind, written, type_))
    return written if expression is None else compiler.render(expression, context)


def _cast_to(cast: str) -> Any:
    def write(compiler: SQLCompiler, bind: Any, type_: Any, written: str, context: Context) -> str:
        return f"{written}::{cast}"

    return write


def _around_cast(cast: str) -> Any:
    """A type's expression around the parameter, which is cast in it."""

    def write(compiler: SQLCompiler, bind: Any, type_: Any, written: str, context: Context) -> str:
        return _bind_expression(compiler, bind, type_, f"{written}::{cast}", context)

    return write


class _Placed(BindParameter[Any]):
    """A parameter that is written already, standing in the expression that its type makes around it."""

    __visit_name__ = "placed_parameter"

    def __init__(self, bind: Any, written: str, type_: Any) -> None:
        self.__dict__.update(bind.__dict__)
        self.written = written
        self.type = type_

    def self_group(self, against: Any = None) -> Any:
        return self


@rule("placed_parameter")
def _placed_parameter(compiler: SQLCompiler, node: Any, context: Context) -> str:
    return node.written  # type: ignore[no-any-return]
