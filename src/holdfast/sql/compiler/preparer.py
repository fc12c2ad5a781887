"""Identifiers on their way into the text: what must be quoted, how, and with which schema before it.

Nothing else may put a name into SQL.
"""

from __future__ import annotations

from typing import Any

from ... import exc
from .words import RESERVED_WORDS

_LEGAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$")
_LEGAL_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_$")
_ILLEGAL_INITIAL = frozenset("0123456789$")


class IdentifierPreparer:
    """Quote names by the rules of one database.

    A name is quoted when it is a reserved word, has upper-case letters or characters outside letters, digits,
    `_` and `$`, or starts with a digit or `$`; a `quoted_name` decides for itself.
    """

    reserved_words: frozenset[str] = RESERVED_WORDS
    illegal_initial_characters: frozenset[str] = _ILLEGAL_INITIAL
    legal_characters: frozenset[str] = _LEGAL
    initial_quote: str = '"'
    final_quote: str = '"'
    escape_quote: str = '"'
    omit_schema: bool = False

    def __init__(
        self,
        dialect: Any,
        initial_quote: str | None = None,
        final_quote: str | None = None,
        escape_quote: str | None = None,
        quote_case_sensitive_collations: bool = True,
        omit_schema: bool = False,
    ) -> None:
        self.dialect = dialect
        if initial_quote is not None:
            self.initial_quote = initial_quote
            self.final_quote = final_quote or initial_quote
            self.escape_quote = escape_quote or self.final_quote
        self.quote_case_sensitive_collations = quote_case_sensitive_collations
        self.omit_schema = omit_schema
        self.schema_translate_map: dict[str | None, str | None] | None = None
        self._double_percents = dialect.paramstyle in {"format", "pyformat"}
        self._strings: dict[str, str] = {}

    def with_schema_translate(self, schema_translate_map: dict[str | None, str | None]) -> IdentifierPreparer:
        """A preparer that writes the mapped schema names."""
        other: IdentifierPreparer = object.__new__(self.__class__)
        other.__dict__.update(self.__dict__)
        other.schema_translate_map = schema_translate_map
        return other

    # ------------------------------------------------------------------ names

    def quote(self, ident: str, force: Any = None) -> str:
        """The name as it stands in SQL, quoted when it needs quoting."""
        cached = self._strings.get(ident) if ident.__class__ is str else None
        if cached is not None:
            return cached
        forced = getattr(ident, "quote", None)
        if forced is None:
            plain = str(ident)
            written = self.quote_identifier(plain) if self._requires_quotes(plain) else self._escape_percents(plain)
            if ident.__class__ is str:
                self._strings[ident] = written
            return written
        return self.quote_identifier(ident) if forced else self._escape_percents(str(ident))

    def quote_identifier(self, value: str) -> str:
        """The name in quotes, whatever it is."""
        return self.initial_quote + self._escape_identifier(str(value)) + self.final_quote

    def unformat_identifiers(self, identifiers: str) -> list[str]:
        """Split `schema.table.column` into its names, quotes taken off."""
        found: list[str] = []
        position = 0
        while position < len(identifiers):
            if identifiers.startswith(self.initial_quote, position):
                name, position = self._read_quoted(identifiers, position + len(self.initial_quote))
            else:
                end = identifiers.find(".", position)
                end = len(identifiers) if end < 0 else end
                name, position = identifiers[position:end], end
            found.append(name)
            position += 1
        return found

    def _read_quoted(self, text: str, position: int) -> tuple[str, int]:
        name = ""
        while True:
            end = text.index(self.final_quote, position)
            name += text[position:end]
            position = end + len(self.final_quote)
            if not text.startswith(self.final_quote, position):
                return name, position
            name += self.final_quote
            position += len(self.final_quote)

    def quote_schema(self, schema: str, force: Any = None) -> str:
        return self.quote(schema)

    def truncate_and_render_index_name(self, name: str, max_length: int | None = None) -> str:
        return self.quote(name)

    def _escape_percents(self, value: str) -> str:
        if self._double_percents and "%" in value:
            return value.replace("%", "%%")
        return value

    def _escape_identifier(self, value: str) -> str:
        # A marker byte of the parameter pass must not be read as one; see binds.MARK.
        return self._escape_percents(value.replace(self.final_quote, self.escape_quote + self.final_quote)).replace(
            "\x01", "\x01\x01"
        )

    def _requires_quotes(self, value: str) -> bool:
        return (
            not value
            or (
                not _LEGAL_LOWER.issuperset(value)
                and (not self.legal_characters.issuperset(value) or value.lower() != value)
            )
            or value[0] in self.illegal_initial_characters
            or value.lower() in self.reserved_words
        )

    def _requires_quotes_illegal_chars(self, value: str) -> bool:
        return not self.legal_characters.issuperset(value)

    # ------------------------------------------------------------------ named things

    def schema_for_object(self, thing: Any) -> str | None:
        """The schema a table, sequence or type lives in, after translation."""
        schema: str | None = thing.schema
        translate = self.schema_translate_map
        if translate is not None and schema in translate and getattr(thing, "_use_schema_map", True):
            found = translate[schema]
            return self._default_schema() if found is None else found
        return schema

    def _default_schema(self) -> str:
        """The schema that None in a translation stands for, by its name."""
        default: str | None = getattr(self.dialect, "default_schema_name", None)
        if default is None:
            raise exc.CompileError(
                "Dialect has no default schema name; can't use None as dynamic schema target. A dialect learns it from the "
                "server, when an Engine connects for the first time."
            )
        return default

    def format_table(self, table: Any, use_schema: bool = True, name: str | None = None) -> str:
        if name is None:
            name = table.name
        written = (self._strings.get(name) if name.__class__ is str else None) or self.quote(name)
        if self.omit_schema or not use_schema:
            return written
        schema = getattr(table, "schema", None)
        if self.schema_translate_map is not None and hasattr(table, "schema"):
            schema = self.schema_for_object(table)
        return f"{self.quote_schema(schema)}.{written}" if schema else written

    def format_sequence(self, sequence: Any, use_schema: bool = True) -> str:
        return self.format_table(sequence, use_schema)

    def format_column(
        self,
        column: Any,
        use_table: bool = False,
        name: str | None = None,
        table_name: str | None = None,
        use_schema: bool = False,
        anon_map: Any = None,
    ) -> str:
        written = self.quote(column.name if name is None else name)
        if not use_table or column.table is None:
            return written
        return f"{self.format_table(column.table, use_schema=use_schema, name=table_name)}.{written}"

    def format_label(self, label: Any, name: str | None = None) -> str:
        return self.quote(name or label.name)

    def format_alias(self, alias: Any, name: str | None = None) -> str:
        return self.quote(name or alias.name)

    def format_savepoint(self, savepoint: Any, name: str | None = None) -> str:
        return self.quote(name or getattr(savepoint, "ident", savepoint))

    def format_collation(self, collation_name: str) -> str:
        if self.quote_case_sensitive_collations:
            return self.quote(collation_name)
        return collation_name

    def format_schema(self, name: str) -> str:
        return self.quote(name)

    def format_type(self, type_: Any, use_schema: bool = True) -> str:
        """The name of a named type such as a PostgreSQL enum."""
        name = self.quote(type_.name)
        if self.omit_schema or not use_schema:
            return name
        schema = self.schema_for_object(type_)
        return f"{self.quote_schema(schema)}.{name}" if schema else name

    def format_constraint(self, constraint: Any, name: str | None = None) -> str | None:
        """The constraint's name, or None when it has none."""
        given = constraint.name if name is None else name
        return None if given is None else self.quote(given)

    def format_index(self, index: Any) -> str | None:
        return self.format_constraint(index)
