"""Journeys on a real MariaDB: the same programs, observations and statements as on SQLite, those where the server matters.

Each library gets an empty database. The order of the statements of a program marked `unordered` is nobody's business.
"""

from __future__ import annotations

import importlib
import pkgutil
import warnings

import pytest
from tests.twin import journeys
from tests.twin.journeys.kit import JOURNEYS, travel

from holdfast import NullPool, create_engine

for found in pkgutil.iter_modules(journeys.__path__):
    importlib.import_module(f"{journeys.__name__}.{found.name}")

CHOSEN = [
    "accounts.nested_transaction_misuse",
    "accounts.savepoints",
    "accounts.session_events",
    "accounts.transfers",
    "accounts.versioned_rows",
    "blog.delete_user_nulls_posts",
    "blog.loader_options",
    "blog.self_referential_friends",
    "blog.tags_both_ways",
    "core.commit_as_you_go",
    "core.insert_results",
    "core.engine_errors",
    "mapping.collections_of_all_kinds",
    "mapping.composite_keys",
    "mapping.every_type_round_trip",
    "mapping.joined_table_inheritance",
    "reports.session_life",
    "shop.best_sellers_with_cte",
    "shop.bulk_insert_statements",
    "shop.duplicate_customer",
    "shop.savepoint_per_row_import",
    "shop.stock_check_fails",
]


def empty(url):
    """Take all tables out of the database."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute("SET foreign_key_checks = 0")
        for name in connection.execute("SHOW TABLES").scalars().all():
            connection.execute(f"DROP TABLE `{name}`")


@pytest.mark.parametrize("name", [name for name in CHOSEN])
def test_journey_is_the_same_on_mariadb(name, own_mariadb_url):
    program = JOURNEYS[name]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected, expected_sent = travel("sqlalchemy", program, cohort=False, url=own_mariadb_url)
        empty(own_mariadb_url)
        seen, sent = travel("holdfast", program, cohort=False, url=own_mariadb_url)
    assert seen == expected
    if not program.statements:
        return
    if program.unordered:
        assert sorted(map(repr, sent)) == sorted(map(repr, expected_sent))
    else:
        assert sent == expected_sent
