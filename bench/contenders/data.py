"""The rows every contender works on: eight columns, the same values for all, made from a fixed recipe."""

from __future__ import annotations

import sqlite3
from pathlib import Path

COLUMNS = ("id", "name", "email", "city", "age", "visits", "score", "balance")
CREATE = """
CREATE TABLE thing (
    id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(60) NOT NULL,
    email VARCHAR(80) NOT NULL,
    city VARCHAR(60) NOT NULL,
    age INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    score FLOAT NOT NULL,
    balance FLOAT NOT NULL
)
"""
INSERT = f"INSERT INTO thing ({', '.join(COLUMNS[1:])}) VALUES ({', '.join('?' * 7)})"
SELECT = f"SELECT {', '.join(COLUMNS)} FROM thing"


def row(number: int) -> tuple[str, str, str, int, int, float, float]:
    """The seven values beside the key of row `number`."""
    return (
        f"name {number}",
        f"user{number}@example.org",
        f"city {number % 97}",
        18 + number % 70,
        number % 1000,
        number / 7,
        number * 1.5,
    )


def values(number: int) -> dict[str, object]:
    """The same as keyword arguments."""
    return dict(zip(COLUMNS[1:], row(number), strict=True))


def fill(path: Path, rows: int) -> None:
    """Make a database file with `rows` rows, keys from 1."""
    connection = sqlite3.connect(path)
    connection.execute(CREATE)
    connection.executemany(INSERT, (row(number) for number in range(1, rows + 1)))
    connection.commit()
    connection.close()
