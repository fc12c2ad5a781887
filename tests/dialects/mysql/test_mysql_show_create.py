"""The text of SHOW CREATE TABLE taken apart, as MySQL 8 writes it; MariaDB's is read from a server in the twin tests."""

from __future__ import annotations

import pytest

from holdfast import exc
from holdfast.dialects import mysql
from holdfast.dialects.mysql.reflect.parse import parse_table
from holdfast.dialects.mysql.reflect.text import closing, name_of, plain_names, split

SQL = """CREATE TABLE `t` (
  `id` int NOT NULL AUTO_INCREMENT,
  `na``me` varchar(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'it''s \\\\ here',
  `u` int unsigned DEFAULT '5',
  `b` bit(1) DEFAULT b'0',
  `d` datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  `e` varchar(10) DEFAULT (concat(_utf8mb4'a)',_utf8mb4'b')),
  `g` int GENERATED ALWAYS AS ((`id` + 1)) VIRTUAL,
  `s` int GENERATED ALWAYS AS ((`id` + 2)) STORED NOT NULL,
  `hidden` int DEFAULT NULL /*!80023 INVISIBLE */,
  `j` json DEFAULT NULL,
  `k` enum('a','b)') NOT NULL DEFAULT 'b)',
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq` (`u`,`d` DESC),
  KEY `ix_expr` ((lower(`na``me`)),`u`),
  KEY `ix_hidden` (`u`) /*!80000 INVISIBLE */,
  KEY `ix_part` (`na``me`(10)) USING BTREE COMMENT 'of (the) index',
  FULLTEXT KEY `ft` (`na``me`) /*!50100 WITH PARSER `ngram` */ ,
  CONSTRAINT `fk` FOREIGN KEY (`u`, `id`) REFERENCES `far`.`other` (`x`, `y`) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT `ck` CHECK ((`u` > 1)) /*!80016 NOT ENFORCED */
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci ROW_FORMAT=DYNAMIC COMMENT='of t'
/*!50100 PARTITION BY RANGE (`id`)
SUBPARTITION BY HASH (`id`)
SUBPARTITIONS 2
(PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */"""


@pytest.fixture(scope="module")
def table():
    return parse_table(SQL, mysql.dialect())


def test_columns(table):
    shown = {column["name"]: (repr(column["type"]), column["nullable"], column["default"]) for column in table.columns}
    assert shown == {
        "id": ("INTEGER()", False, None),
        "na`me": ("VARCHAR(charset='utf8mb4', collation='utf8mb4_bin', length=30)", True, None),
        "u": ("INTEGER(unsigned=True)", True, "'5'"),
        "b": ("BIT(length=1)", True, "b'0'"),
        "d": ("DATETIME(fsp=3)", True, "CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)"),
        "e": ("VARCHAR(length=10)", True, "(concat(_utf8mb4'a)',_utf8mb4'b'))"),
        "g": ("INTEGER()", True, None),
        "s": ("INTEGER()", False, None),
        "hidden": ("INTEGER()", True, None),
        "j": ("JSON()", True, None),
        "k": ("ENUM('a', 'b)')", False, "'b)'"),
    }
    assert table.columns[0]["autoincrement"] is True
    assert table.columns[2]["autoincrement"] is False
    assert table.columns[1]["comment"] == "it's \\ here"
    assert [column.get("computed") for column in table.columns[6:8]] == [
        {"sqltext": "((`id` + 1))", "persisted": False},
        {"sqltext": "((`id` + 2))", "persisted": True},
    ]


def test_keys_and_indexes(table):
    assert table.primary_key == ["id"]
    assert table.foreign_keys == [
        {
            "name": "fk",
            "constrained_columns": ["u", "id"],
            "referred_schema": "far",
            "referred_table": "other",
            "referred_columns": ["x", "y"],
            "options": {"ondelete": "RESTRICT", "onupdate": "CASCADE"},
        }
    ]
    indexes = {index.pop("name"): index for index in (dict(one) for one in table.indexes)}
    assert indexes == {
        "ft": {
            "column_names": ["na`me"],
            "unique": False,
            "dialect_options": {"mysql_prefix": "FULLTEXT", "mysql_with_parser": "ngram"},
        },
        "ix_expr": {"column_names": [None, "u"], "unique": False, "expressions": ["(lower(`na``me`))", "u"]},
        "ix_hidden": {"column_names": ["u"], "unique": False},
        "ix_part": {
            "column_names": ["na`me"],
            "unique": False,
            "dialect_options": {"mysql_length": {"na`me": 10}, "mysql_using": "BTREE"},
        },
        "uq": {"column_names": ["u", "d"], "unique": True, "column_sorting": {"d": ("desc",)}},
    }
    assert table.checks == [{"name": "ck", "sqltext": "(`u` > 1)"}]


def test_options(table):
    assert table.comment == "of t"
    assert table.options == {
        "mysql_engine": "InnoDB",
        "mysql_default charset": "utf8mb4",
        "mysql_collate": "utf8mb4_0900_ai_ci",
        "mysql_row_format": "DYNAMIC",
        "mysql_comment": "of t",
        "mysql_partition_by": "RANGE (`id`)",
        "mysql_subpartition_by": "HASH (`id`)",
        "mysql_subpartitions": "2",
        "mysql_partition_definitions": (
            "PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB, PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB"
        ),
    }


def test_a_type_that_nobody_knows():
    with pytest.warns(exc.SAWarning, match="Did not recognize type 'point' of column 'p'"):
        table = parse_table("CREATE TABLE `t` (\n  `p` point NOT NULL\n) ENGINE=InnoDB", mysql.dialect())
    assert repr(table.columns[0]["type"]) == "NullType()"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("`a`", ["a"]),
        ("`a`,`b c`,`d)`", ["a", "b c", "d)"]),
        ("`a,b`", None),
        ("`a,b`,`c`", None),
        ("`,`,`,`", None),
        ("`a``b`", None),
        ("`a`(10)", None),
        ("`a` DESC,`b`", None),
        ("`a`, `b`", None),
        ("(lower(`a`))", None),
    ],
)
def test_lists_of_nothing_but_names(written, names):
    assert plain_names(written) == names
    if names is not None:
        assert [name_of(part) for part in split(written)] == names


@pytest.mark.parametrize(
    "text",
    [
        "(`n` > 0)",
        "()",
        "(`n)` > 0)",
        "(`a``)` > 0)",
        "(')' = `a`)",
        "('`' = ')')",
        '(")" = 1)',
        "((`a`) and (`b`))",
        "(f(`a`, ')'))",
    ],
)
def test_the_parenthesis_that_closes(text):
    assert closing(f"CHECK {text}, (more)", 6) == 5 + len(text)
