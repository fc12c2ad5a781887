"""Journeys on a real PostgreSQL: the same programs, observations and statements as SQLAlchemy's, those where the server matters.

Each library gets a schema of its own.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import uuid
import warnings

import psycopg
import pytest
from tests.twin import journeys
from tests.twin.journeys.kit import JOURNEYS, travel

for found in pkgutil.iter_modules(journeys.__path__):
    importlib.import_module(f"{journeys.__name__}.{found.name}")

CHOSEN = [
    "accounts.autoflush_and_history",
    "accounts.nested_transaction_misuse",
    "accounts.soft_deletes",
    "accounts.stale_and_gone_rows",
    "accounts.statement_events",
    "accounts.transfers",
    "accounts.versioned_rows",
    "blog.contains_eager_filtered",
    "blog.delete_user_nulls_posts",
    "blog.legacy_queries",
    "blog.loader_options",
    "blog.merge_detached_graph",
    "blog.self_referential_friends",
    "blog.tags_both_ways",
    "mapping.collections_of_all_kinds",
    "mapping.composite_keys",
    "mapping.every_type_round_trip",
    "mapping.joined_table_inheritance",
    "mapping.mixins_and_annotations",
    "mapping.tree",
    "reports.correlated_writes",
    "reports.import_of_lines",
    "reports.session_life",
    "shop.best_sellers_with_cte",
    "shop.bulk_insert_statements",
    "shop.duplicate_customer",
    "shop.place_an_order",
    "shop.savepoint_per_row_import",
    "shop.stock_check_fails",
]


def journey_of(library, program, url):
    schema = f"journey_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE SCHEMA {schema}")
        try:
            own = url.replace("postgresql://", "postgresql+psycopg://") + f"?options=-csearch_path%3D{schema}"
            observed, sent = travel(library, program, cohort=False, url=own)
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")
    return observed, [(plain_insert(statement), plain_values(values)) for statement, values in sent]


def plain_insert(statement):
    """An INSERT that numbers its rows, as one that does not: the flush needs no numbers, the server keeps the order."""
    return re.sub(
        r"SELECT p0.*? FROM \(VALUES \((.*), \d+\)\) AS imp_sen\([^)]*\) ORDER BY sen_counter",
        r"VALUES (\1)",
        statement,
    )


def plain_values(values):
    """Values without the driver's wrappers: SQLAlchemy puts one around documents, where holdfast sends their text."""
    if not isinstance(values, dict):
        return values
    return {name: plain_value(value) for name, value in values.items()}


def plain_value(value):
    if type(value).__module__ == "psycopg.types.json" or (isinstance(value, str) and value[:1] in {"{", "["}):
        return "a document"
    return bytes(value.obj) if type(value).__name__ == "Binary" else value


@pytest.mark.parametrize("name", CHOSEN)
def test_journey_is_the_same_on_postgresql(name, postgresql_url):
    program = JOURNEYS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected, expected_sent = journey_of("sqlalchemy", program, postgresql_url)
        seen, sent = journey_of("holdfast", program, postgresql_url)
    assert seen == expected
    if not program.statements:
        return
    if program.unordered:
        assert sorted(map(repr, sent)) == sorted(map(repr, expected_sent))
    else:
        assert sent == expected_sent
