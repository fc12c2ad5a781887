"""What the text of CREATE TABLE says beyond the pragmas."""

from __future__ import annotations

from holdfast.dialects.sqlite.parse_create import parse_index, parse_table

SQL = """
CREATE TABLE "a b" (
    id INTEGER CONSTRAINT pk PRIMARY KEY, -- the key, with a comma
    name TEXT NOT NULL DEFAULT 'x, y)' CONSTRAINT uq_name UNIQUE,
    total NUMERIC(10, 2) CHECK (total > 0 AND (total < 10)),
    other INTEGER CONSTRAINT fk_other REFERENCES "o" (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    twice TEXT GENERATED ALWAYS AS (name || ')') STORED,
    CONSTRAINT uq UNIQUE (name, [total]),
    CONSTRAINT ck CHECK (id <> 5), /* ) */
    FOREIGN KEY (id, other) REFERENCES p (x, y) ON UPDATE CASCADE
) STRICT
"""


def test_everything():
    table = parse_table(SQL)
    assert table.primary_key_name == "pk"
    assert table.uniques == {("name",): "uq_name", ("name", "total"): "uq"}
    assert table.checks == [(None, "total > 0 AND (total < 10)"), ("ck", "id <> 5")]
    assert table.generated == {"twice": "name || ')'"}
    keys = {key: [(one.name, one.options) for one in value] for key, value in table.foreign_keys.items()}
    assert keys == {
        (("other",), "o"): [("fk_other", {"ondelete": "SET NULL", "deferrable": True, "initially": "DEFERRED"})],
        (("id", "other"), "p"): [(None, {"onupdate": "CASCADE"})],
    }
    assert table.options == {"sqlite_strict": True}


def test_options_and_collations():
    table = parse_table("create table t (Id integer primary key autoincrement, n text collate nocase) without rowid")
    assert table.options == {"sqlite_autoincrement": True, "sqlite_with_rowid": False}
    assert table.collations == {"n": "nocase"}


def test_an_index():
    index = parse_index("CREATE INDEX \"i x\" ON t (lower(a || ','), b COLLATE nocase DESC) WHERE b != ')' AND a > 1")
    assert index.parts == ["lower(a || ',')", "b COLLATE nocase"]
    assert index.condition == "b != ')' AND a > 1"
    assert parse_index("create index i on t(a)").condition is None


def test_what_is_no_table():
    table = parse_table("CREATE VIEW v AS SELECT (1), CHECK FROM t")
    assert (table.checks, table.uniques) == ([], {})
