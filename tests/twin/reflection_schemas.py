"""Databases with everything in them that reflection must see, as SQL; one list per database."""

from __future__ import annotations

# Within what SQLAlchemy reads right: tests/dialects/sqlite/test_reflection_sqlite.py has what it does not.
SQLITE = [
    """CREATE TABLE parent (
        id INTEGER NOT NULL, name VARCHAR(30) DEFAULT 'it''s' NOT NULL, amount NUMERIC(10, 2),
        code CHAR(3) DEFAULT ('a' || 'b'), at DATETIME DEFAULT CURRENT_TIMESTAMP, flag BOOLEAN,
        note TEXT, data JSON, raw BLOB, real_one REAL, dbl DOUBLE PRECISION, odd_type FLOBNICATOR(3), typeless,
        big BIGINT, dt DATE, tm TIME, ts TIMESTAMP, dec DECIMAL(8, 3), fl FLOAT(5), small SMALLINT,
        unsigned UNSIGNED INT, nch NCHAR(4), nvar NVARCHAR(5), dbl2 DOUBLE, many VARCHAR(1, 2), native NATIVE CHARACTER(70),
        PRIMARY KEY (id), CONSTRAINT uq_amount UNIQUE (amount), UNIQUE (code, name),
        CONSTRAINT ck_amount CHECK (amount > 0 AND name <> '),('), CHECK (flag IN (0, 1)))""",
    """CREATE TABLE "child table" (
        a INTEGER, b INTEGER, "p id" INTEGER, other INTEGER REFERENCES parent, self_a INTEGER, self_b INTEGER,
        "Sel""ect" VARCHAR DEFAULT "quoted",
        CONSTRAINT "pk odd" PRIMARY KEY (b, a),
        CONSTRAINT fk_parent FOREIGN KEY ("p id") REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL,
        CONSTRAINT fk_self FOREIGN KEY (self_a, self_b) REFERENCES "child table" (b, a) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY (a) REFERENCES missing (x), UNIQUE (self_a, "p id"))""",
    "CREATE INDEX ix_1 ON parent (name)",
    "CREATE UNIQUE INDEX ix_2 ON parent (amount, name) WHERE amount > 3 AND name != ' where '",
    'CREATE INDEX "ix odd" ON "child table" ("p id", "Sel""ect")',
    "CREATE TABLE computed_one (a INTEGER PRIMARY KEY, b INTEGER GENERATED ALWAYS AS (a + 1))",
    "CREATE TABLE without_one (k TEXT PRIMARY KEY, v ANY) WITHOUT ROWID, STRICT",
    "CREATE TABLE no_key (x INTEGER UNIQUE ON CONFLICT REPLACE, y INTEGER)",
    "CREATE TABLE [order] ([group] INTEGER PRIMARY KEY, `from` TEXT UNIQUE, CONSTRAINT [ck x] CHECK ([group] > 0))",
    "CREATE TABLE Mixed (Id INTEGER PRIMARY KEY, Val int, parent_Id int references PARENT(ID))",
    "CREATE VIEW a_view AS SELECT id, name, amount FROM parent",
    "CREATE TEMPORARY TABLE temp_one (id INTEGER PRIMARY KEY, x VARCHAR(5), y INTEGER REFERENCES temp_one (id), UNIQUE (x))",
    "CREATE INDEX temp.ix_temp ON temp_one (x)",
    "CREATE TEMPORARY VIEW temp_view AS SELECT id FROM temp_one",
    "ATTACH DATABASE ':memory:' AS other",
    "CREATE TABLE other.far (id INTEGER PRIMARY KEY, near INTEGER REFERENCES far2 (id), CONSTRAINT c1 CHECK (near > 1))",
    "CREATE TABLE other.far2 (id INTEGER PRIMARY KEY, v VARCHAR(10), UNIQUE (v))",
    "CREATE INDEX other.ix_far ON far (near) WHERE near > 5",
    "CREATE VIEW other.far_view AS SELECT id FROM far2",
]
