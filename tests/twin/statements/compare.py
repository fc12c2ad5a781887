"""The same recipe on both libraries: what differs, in words, or nothing.

Text with white space folded, parameters by name and in order, the class and leading words of errors, equality of
cache keys, rows on SQLite.
"""

from __future__ import annotations

import re
import warnings

import sqlalchemy

import holdfast
from holdfast.sql import ddl
from holdfast.sql.structure import statement_key

from .schema import World

LIBRARIES = {"sqlalchemy": World(sqlalchemy), "holdfast": World(holdfast)}
ORACLE, OURS = LIBRARIES["sqlalchemy"], LIBRARIES["holdfast"]

# What holdfast writes otherwise because SQLAlchemy's text means something else (docs/moving.md), and constructs of one
# database compiled for another: (feature, dialect).
WRITTEN_BETTER = (
    ("view that SQLite has not", "sqlite"),
    ("unquoted percent", "postgresql"),
    ("unquoted percent", "mysql"),
    ("ADD of a primary key", "postgresql"),
    ("bitwise_xor", "sqlite"),
    ("array_slice", "default"),
    ("pg_array", "default"),
    ("dml add_cte", "mysql"),
    ("pg insert", "sqlite"),
    ("lite insert", "postgresql"),
    ("match_of_mysql", "default"),
    ("number_of_postgresql", "default"),
    ("condition_of_postgresql", "default"),
)


class CoverageDialects:
    """Dialects of holdfast that remember which rules were used, one set for all tests of a run."""

    def __init__(self):
        from holdfast.dialects import mysql, postgresql, sqlite

        made = {"sqlite": sqlite.SQLiteDialect_pysqlite, "postgresql": postgresql.PGDialect, "mysql": mysql.dialect}
        self.dialects = {name: type(cls.__name__, (cls,), {})() for name, cls in made.items()}
        self.dialects["default"] = None

    def compile(self, recipe):
        """Compile the statement of a recipe with each dialect; errors are none of our business."""
        statement, failed = built(OURS, recipe)
        if failed is None:
            for dialect in self.dialects.values():
                compiled(statement, dialect)

    def used(self):
        """The names of the rules that were looked up, of all tables."""
        from holdfast.sql.compiler import STRING_DIALECT

        found = set()
        for dialect in [*self.dialects.values(), STRING_DIALECT]:
            if dialect is not None:
                for table in ("rules", "ddl_rules", "type_rules"):
                    rules = dialect.rule_set(table)
                    for cls in rules:
                        found.add(next((name for name in _names(cls) if name in rules.by_name), cls.__name__))
        return found


def _names(cls):
    for base in cls.__mro__:
        name = base.__dict__.get("__visit_name__")
        if name is not None:
            yield name


def _dialects():
    from sqlalchemy.dialects import mysql, postgresql, sqlite

    from holdfast.dialects import mysql as our_mysql
    from holdfast.dialects import postgresql as our_postgresql
    from holdfast.dialects import sqlite as our_sqlite

    theirs = {"default": None}
    ours = {"default": None}
    for name, module in (("sqlite", sqlite), ("postgresql", postgresql), ("mysql", mysql)):
        theirs[name] = module.dialect()
    for name, module in (("sqlite", our_sqlite), ("postgresql", our_postgresql), ("mysql", our_mysql)):
        ours[name] = module.dialect()
    return theirs, ours


DIALECTS = dict(zip(LIBRARIES, _dialects(), strict=True))

# Kinds of errors that are no answer but a slip inside SQLAlchemy.
CRASHES = ("AssertionError", "TypeError", "AttributeError", "KeyError", "IndexError")


# What SQLAlchemy says when it fails inside, where it should not have.
SET_OPERATIONS = {"union", "union_all", "intersect", "except_", "intersect_all", "except_all"}
SLIPS = {
    ("NotImplementedError", ""),
    ("TypeError", "expected string or bytes-like object"),
    ("IndexError", "list index out of range"),
}


def is_error(outcome):
    return str(outcome[0]).endswith("Error")


def _has_several_faults(recipe):
    """In a set operation or under filter_by() more than one thing may be wrong; which is told first is chance."""
    return bool(SET_OPERATIONS & recipe.features) or "filter_by" in recipe.features


def _repeats_a_late_literal(recipe):
    """Of two parameters of one name that are written as literals, SQLAlchemy writes one only."""
    names = re.findall(r"'(le\d+)'", "\n".join(recipe.lines))
    return len(names) != len(set(names))


def folded(text):
    return " ".join(text.split())


def leading_words(error):
    """The class of an error and the words that applications match on."""
    words = str(error).split("(Background")[0].split("\n")[0]
    words = re.sub(r" \[\w{4}\]$", "", words.strip())
    words = re.sub(r"<class '[\w.]*?(\w+)'>", r"<class '\1'>", words)
    words = re.sub(r"<(?:[\w]+\.)*(\w+) (?:object )?at 0x\w+>?", r"<\1>", words)
    words = re.sub(r"Compiler .*?> can't render.*", "Compiler can't render", words)
    words = re.sub(r"%\(\d+ ", "%(", words.replace("(", "").replace("<", ""))
    words = re.sub(r"\b(?:sqlalchemy|holdfast)(?:\.\w+)*\.(\w+)", r"\1", words)
    return type(error).__name__, words[:36]


def built(world, recipe):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return recipe.build(world.namespace), None
        except Exception as error:
            return None, leading_words(error)


def compiled(statement, dialect, **options):
    """Text, parameters by name, parameters in order; or the error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = statement.compile(dialect=dialect, **options)
            text = folded(str(made))
            parameters = dict(made.params) if hasattr(made, "params") and made.params is not None else {}
            order = list(made.positiontup) if getattr(made, "positional", False) and made.positiontup else None
        except Exception as error:
            return leading_words(error)
    return text, {name: plain(value) for name, value in parameters.items()}, order


def plain(value):
    return repr(value).replace("sqlalchemy", "holdfast")


def differences(recipe, options=({},)):
    """What differs between the two libraries for one recipe: a list of lines, empty when they agree."""
    if _repeats_a_late_literal(recipe):
        return []
    (theirs, their_error), (ours, our_error) = built(ORACLE, recipe), built(OURS, recipe)
    if their_error or our_error:
        if their_error and (their_error[0] == "AssertionError" or their_error in SLIPS):
            return []
        if their_error and our_error and _has_several_faults(recipe):
            return []
        return [] if their_error == our_error else [f"built: {their_error}\n   ours: {our_error}"]
    found = []
    written_better = {dialect for feature, dialect in WRITTEN_BETTER if feature in recipe.features}
    our_dialects = DIALECTS["holdfast"]
    for name, dialect in DIALECTS["sqlalchemy"].items():
        if name in written_better:
            continue
        for keywords in options:
            expected = compiled(theirs, dialect, **keywords)
            if is_error(expected) and _has_several_faults(recipe):
                continue
            if expected[0] in CRASHES or _names_what_it_renamed(expected[0]):
                continue
            given = compiled(ours, our_dialects[name], **keywords)
            if expected != given:
                found.append(f"{name} {keywords}:\n theirs {_shown(expected)}\n   ours {_shown(given)}")
    return found


def _names_what_it_renamed(text):
    """Whether SQLAlchemy gave the table `a` another name beside `sch.a`, but refers to `a` all the same."""
    return " a AS a_1" in text and re.search(r"(?<![.\w])a\.\w", text) is not None


def _shown(outcome):
    return "\n        ".join(map(str, outcome))


def keys(statement):
    """The cache key of a statement of either library, or None."""
    if hasattr(statement, "_generate_cache_key"):
        return statement._generate_cache_key()
    return statement_key(statement.structure()).identity


def key_differences(recipe, another):
    """Whether both libraries agree that two recipes are the same statement up to values."""
    answers = []
    for world in (ORACLE, OURS):
        (one, failed), (two, failed_too) = built(world, recipe), built(world, another)
        if failed or failed_too or isinstance(one, world.m.schema.DDLElement):
            return []
        first, second = keys(one), keys(two)
        answers.append((first is None, second is None, first is not None and first == second))
    if answers[0] == answers[1] or answers[0][0]:
        return []  # caching what SQLAlchemy does not cache (rows of VALUES) is fine
    return [f"keys (uncacheable, uncacheable, equal): theirs {answers[0]}, ours {answers[1]}"]


def executed(world, statement):
    """Rows, names of columns, row count and what the tables hold then; or the error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with world.engine.connect() as connection:
            try:
                connection.exec_driver_sql("SAVEPOINT before")  # begins a transaction whatever the driver thinks
                result = connection.execute(statement)
                if result.returns_rows:
                    answer = [list(map(str, result.keys())), [tuple(map(plain, row)) for row in result.all()]]
                else:
                    answer = [result.rowcount]
                if getattr(statement, "is_dml", False):
                    table = statement.table
                    answer.append([tuple(row) for row in connection.execute(world.m.select(table)).all()])
                return answer
            except Exception as error:
                return leading_words(error)
            finally:
                connection.exec_driver_sql("ROLLBACK TO before")
                connection.rollback()


def row_differences(recipe):
    """Whether executing on SQLite gives the same on both libraries."""
    if any(feature in recipe.features for feature, dialect in WRITTEN_BETTER if dialect == "sqlite"):
        return []
    (theirs, their_error), (ours, our_error) = built(ORACLE, recipe), built(OURS, recipe)
    if their_error or our_error or not isinstance(theirs, sqlalchemy.Executable) or is_ddl(theirs):
        return []
    for _ in range(2):  # once more when they differ: a second may have passed between the two
        expected, given = executed(ORACLE, theirs), executed(OURS, ours)
        if expected == given:
            return []
    if expected[1:] and "user-defin" in str(expected[1]):
        return []  # SQLAlchemy's own floor() fails for NULL
    if expected[0] in CRASHES or (expected[0] == "StatementError" and "Error" in str(given[0])):
        return []
    if is_error(expected) and is_error(given) and _has_several_faults(recipe):
        return []
    return [f"executed:\n theirs {expected}\n   ours {given}"]


def is_ddl(statement):
    return isinstance(statement, (ddl.ExecutableDDLElement, sqlalchemy.schema.DDLElement))
