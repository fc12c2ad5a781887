"""Which statements SQLite must have a transaction for."""

from __future__ import annotations

import pytest

from holdfast.dialects.sqlite.transaction_begin import first_word, needs_transaction


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE TABLE t(i)", True),
        ("  drop table t", True),
        ("SAVEPOINT a", True),
        ("-- note\nALTER TABLE t ADD x", True),
        ("/* note */ CREATE INDEX i ON t(x)", True),
        ("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", True),
        ("WITH x AS (SELECT 1) SELECT * FROM x", False),
        ("SELECT 1", False),
        ("PRAGMA foreign_keys=ON", False),
        ("VACUUM", False),
        ("ATTACH 'x' AS y", False),
        ("RELEASE SAVEPOINT a", False),
        ("", False),
    ],
)
def test_needs_transaction(sql, expected):
    assert needs_transaction(sql) is expected


def test_first_word():
    assert first_word(" ( select 1)") == "SELECT"
