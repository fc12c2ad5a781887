"""Every node says what it is made of, and somebody renders it: found by walking the classes, so none is forgotten."""

import pytest

import holdfast.ext.asyncio
import holdfast.ext.compiler
import holdfast.orm
from holdfast.dialects.mysql import dialect as mysql_dialect
from holdfast.dialects.postgresql import dialect as postgresql_dialect
from holdfast.dialects.sqlite import dialect as sqlite_dialect
from holdfast.sql.compiler.rules import DDL_RULES, RULES
from holdfast.sql.ddl import BaseDDLElement
from holdfast.sql.structure import Node

DIALECTS = (sqlite_dialect, postgresql_dialect, mysql_dialect)

# Visit names of classes that only others derive from.
ABSTRACT = {"node", "clause", "column_element", "fromclause", "function_element"}


# Classes whose names say nothing of them: one that others derive from, and one that is no part of a statement (a
# parameter that is written already stands in its type's expression while that is written).
NO_PARTS = {"AbstractTextClause", "_Placed"}

# Rendered by users' `@compiles` only, as in SQLAlchemy.
RENDERED_BY_USERS = {"CreateConstraint"}


def below(cls):
    for one in cls.__subclasses__():
        yield one
        yield from below(one)


def nodes():
    found = {one for one in below(Node) if one.__module__.startswith("holdfast.")}
    concrete = [one for one in found if visit_names(one)[0] not in ABSTRACT and one.__name__ not in NO_PARTS]
    return [pytest.param(one, id=f"{one.__module__}.{one.__name__}") for one in sorted(concrete, key=repr)]


def visit_names(cls):
    """Its visit name and those of its bases: the order in which a rule is looked up."""
    return [base.__dict__["__visit_name__"] for base in cls.__mro__ if "__visit_name__" in base.__dict__]


def declares_its_parts(cls):
    """By `_fields`, by `_readers`, or by working its structure out itself."""
    parts = ("_fields", "_readers", "structure", "_compute_structure")
    return any(name in base.__dict__ for base in cls.__mro__ for name in parts if base is not Node)


def is_rendered(cls):
    tables = [RULES, DDL_RULES]
    for dialect in DIALECTS:
        tables += [dialect.rules, dialect.ddl_rules]
    return any(name in table for name in visit_names(cls) if name not in ABSTRACT for table in tables)


@pytest.mark.parametrize("cls", nodes())
def test_a_node_says_what_it_is_made_of(cls):
    if issubclass(cls, BaseDDLElement):
        return  # DDL is compiled anew each time, so nobody asks for its structure
    assert declares_its_parts(cls), f"{cls.__name__} needs `_fields`, or it is the same as any other in the cache"


@pytest.mark.parametrize("cls", nodes())
def test_a_node_has_a_rule_or_is_lowered(cls):
    if cls.__name__ in RENDERED_BY_USERS:
        return
    assert cls.is_placeholder or getattr(cls, "is_loader_option", False) or is_rendered(cls), (
        f"no rule for {visit_names(cls)}"
    )


@pytest.mark.parametrize("cls", nodes())
def test_fields_are_declared_once_and_named_after_attributes(cls):
    names = [field.name for field in cls._fields]
    assert len(names) == len(set(names))


def test_there_are_many():
    assert len(nodes()) > 100
    assert holdfast.ext.compiler
    assert holdfast.ext.asyncio
