"""What is measured, and the ratios that are to be reached on CPython 3.11 (None: no bound set)."""

from __future__ import annotations

from typing import NamedTuple


class Workload(NamedTuple):
    """`at_most` times the floor, `at_least` times faster than SQLAlchemy; `amount` rows or calls."""

    name: str
    title: str
    amount: int
    at_most: float | None
    at_least: float | None


WORKLOADS = (
    Workload("load", "load {:,} objects of 8 columns", 50_000, 1.6, 5),
    Workload("short_select", "{:,} short selects of one object", 5_000, 3, 5),
    Workload("get", "get() of {:,} different rows", 5_000, 2.5, 5),
    Workload("get_held", "get() of {:,} objects already held", 50_000, None, 8),
    Workload("insert", "insert {:,} objects, one commit, keys known", 20_000, 2.5, 4),
    Workload("update", "update {:,} loaded objects, one commit", 10_000, 2.5, 4),
    Workload("attribute_read", "{:,} attribute reads", 200_000, None, 6),
    Workload("attribute_write", "{:,} attribute writes", 200_000, None, 4),
    Workload("selectin", "load {:,} objects with 5 members each, selectinload()", 5_000, None, None),
    Workload("joined", "load {:,} objects with 5 members each, joinedload()", 5_000, None, None),
    Workload("lazy_walk", "walk a lazy collection of {:,} objects", 2_000, None, None),
    Workload("to_one_walk", "walk a lazy reference of {:,} objects", 10_000, None, None),
    Workload("reread", "read {:,} objects again after a commit", 5_000, None, None),
    Workload("graph", "insert {:,} objects with 5 members each, one commit", 2_000, None, None),
    Workload("merge", "merge() {:,} objects", 1_000, None, None),
    Workload("delete", "delete {:,} objects with 5 members each, one commit", 2_000, None, None),
    Workload("bulk_insert", "insert() of a class with a list of {:,}", 20_000, None, None),
    Workload("bulk_update", "update() of a class with a list of {:,}", 10_000, None, None),
    Workload("build_simple", "Core: build and look up {:,} simple statements", 5_000, None, 8),
    Workload("build_large", "Core: build and look up {:,} large statements", 500, None, 8),
    Workload("compile_simple", "Core: compile {:,} simple statements", 1_000, None, 3),
    Workload("compile_large", "Core: compile {:,} large statements", 200, None, 3),
    Workload("core_select_one", "Core: execute {:,} cached selects of one row", 5_000, 2, None),
    Workload("pool_turn", "pool: {:,} connections taken and given back", 50_000, None, 3),
    Workload("engine_turn", "engine: {:,} Connections taken and closed", 20_000, None, 3),
    Workload("core_rows", "Core: load {:,} rows as tuples", 50_000, 1.15, None),
)
# These need PostgreSQL; they run when HOLDFAST_POSTGRESQL is set. The floor is the bare psycopg.
SERVER_WORKLOADS = (
    Workload("server_select_one", "PostgreSQL: execute {:,} cached selects of one row", 2_000, 1.3, None),
    Workload(
        "server_threads", "PostgreSQL: {:,} selects, 8 threads, pool of 8 (floor: 8 connections)", 4_000, 1.1, None
    ),
    Workload(
        "server_connections", "PostgreSQL: the same {:,} through Connections, with their ROLLBACK", 4_000, None, None
    ),
    Workload("server_insert", "PostgreSQL: insert {:,} rows with a list (floor: executemany)", 100_000, 1, 1.5),
    Workload("server_reflect", "PostgreSQL: reflect {:,} tables", 200, None, 2),
)
IMPORT = Workload("import", "import the package and its orm", 1, None, 3)
