"""Random statements built with SQLAlchemy and with holdfast: text, parameters, cache keys, errors and rows agree.

The generator is `tests/twin/statements`; a failing example is shown as the Python lines that make it.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.sql.compiler import DDL_RULES, RULES, TYPE_RULES

from .statements import (
    TOPICS,
    Coverage,
    CoverageDialects,
    DrawnChooser,
    RandomChooser,
    constructs_methods,
    differences,
    key_differences,
    node_classes,
    package_functions,
    recipe,
    row_differences,
    varied,
)

EXAMPLES = {
    "expressions": 250,
    "selected": 200,
    "ordered": 100,
    "select": 100,
    "compound": 40,
    "change": 150,
    "structure": 250,
    "other": 120,
}
# Rules that no statement of the generator reaches, and why.
NOT_REACHED = {
    "clause": "base of users' own elements",
    "clause_element": "base of users' own elements",
    "column_element": "base of users' own elements",
    "functionelement": "base of users' own elements",
    "quoted_name": "a name, never rendered as an element",
    "identifier": "made by users' own DDL only",
    "sql_identifier": "made by users' own DDL only",
    "tstring": "Python 3.14",
    "bundle": "made by the ORM only, tests/orm render it",
    "entity_column": "made by the ORM only, tests/orm render it",
    "from_statement": "made by the ORM only, tests/orm render it",
    "marked_column": "made by the ORM only, tests/orm render it",
    "asboolean": "second name of unary",
    "collection_aggregate": "second name of unary",
    "exists": "second name of unary",
    "not_exists": "second name of unary",
    "aggregate_order_by": "second name of aggregateorderby",
    "aggregateclauseorderby": "second name of aggregateorderby",
    "for_update": "written by its clause",
    "check_constraint": "table_or_column_check_constraint writes both",
    "column_check_constraint": "table_or_column_check_constraint writes both",
    "default_token": "executions of many rows",
    "dmltargetcopy": "executions",
    "scalar_function_column": "composite values of PostgreSQL",
    "element_list": "inside other elements",
    "placed_parameter": "types with bind_expression",
    "type_decorator": "users' types",
    "user_defined": "users' types",
}


@st.composite
def recipes(draw, topic):
    return recipe(DrawnChooser(draw), topic)


def agree(example, number=0):
    assert not differences(example), example
    other = varied(example, RandomChooser(number))
    assert not key_differences(example, other), example
    assert not row_differences(example), example


@pytest.mark.parametrize("topic", TOPICS)
def test_random_statements_agree(topic):
    """Seeded: the same statements each run."""
    for seed in range(EXAMPLES[topic]):
        agree(recipe(RandomChooser(f"{topic} {seed}"), topic), seed)


@pytest.mark.parametrize("topic", ["expressions", "select", "change"])
def test_drawn_statements_agree(topic):
    """Drawn by Hypothesis, which makes a failing statement small before it shows it."""

    @settings(max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(recipes(topic))
    def check(example):
        agree(example)

    check()


def test_the_generator_covers_the_language(capsys):
    """All classes of nodes, nearly all rules of the compiler, nearly all methods that make a statement."""
    coverage, language = CoverageDialects(), Coverage()
    features = set()
    for topic in TOPICS:
        for seed in range(500 if topic in {"structure", "select"} else 250):
            example = recipe(RandomChooser(f"{topic} {seed}"), topic)
            features |= example.features
            language.add(example)
            if seed < 300:
                coverage.compile(example)
    used = coverage.used()
    known = {name for name in (*RULES, *DDL_RULES, *TYPE_RULES) if not _is_part(name)}
    missed = known - used - set(NOT_REACHED)
    with capsys.disabled():
        classes, methods = node_classes(), [*constructs_methods(), *package_functions()]
        print(f"\n{len(classes & language.classes)} of {len(classes)} classes of nodes;", end=" ")
        print(f"{len(methods) - len(language.missed_methods())} of {len(methods)} methods and functions;", end=" ")
        print(f"{len(used & known)} of {len(known)} rules; {len(features)} operators, clauses and forms.")
        print("not reached:", ", ".join(sorted(missed | language.missed_classes() | language.missed_methods())))
    assert not language.missed_classes()
    assert len(language.missed_methods()) < len(methods) * 0.05
    assert len(features) > 330
    assert len(missed) < len(known) * 0.12


def _is_part(name):
    """Rules for parts of a clause, which are reached by name from another rule."""
    endings = (
        "_binary",
        "_func",
        "_clause",
        "_operator",
        "_clauselist",
        "_set",
        "_words",
        "_suffix",
        "_limit",
        "_from",
    )
    return name.endswith(endings) or name in {
        "select_precolumns",
        "update_tables",
        "post_create_table",
        "column_specification",
        "create_column",
        "sequence_type",
        "table_or_column_check_constraint",
    }
