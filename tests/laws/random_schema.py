"""Random schemas for Hypothesis: tables with everything that a database can be asked about, as a MetaData.

What a database does not have is not drawn for it. Names are odd on purpose; a dot is left out, because a foreign key's
target is written `table.column`.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

import holdfast as sa
from holdfast.dialects import mysql, postgresql

NAMES = [
    *("t", "a b", "select", "Mixed", 'quo"te', "per%cent", "ünï", "semi;colon", "back`tick", "colon:x", "x" * 40),
    *("it's", "(paren", "table", "camelCase", "%s", "%(x)s", "a-b", "1st", "$d", "#h", "back\\slash"),
]
ACTIONS = ["CASCADE", "SET NULL"]
NUMBERS = ["0", "-5", "42"]
WORDS = ["'x'", "'it''s'", "'100%'", "':x'", "'a,b)('", "''", "'\"'"]
TIMES = ["CURRENT_TIMESTAMP"]

# (type, defaults)
COMMON = [
    (lambda: sa.Integer(), NUMBERS),
    (lambda: sa.SmallInteger(), NUMBERS),
    (lambda: sa.BigInteger(), NUMBERS),
    (lambda: sa.String(7), WORDS),
    (lambda: sa.CHAR(3), ["'x'", "'it'"]),
    (lambda: sa.Numeric(10, 2), ["0", "1.50", "-3.25"]),
    (lambda: sa.Numeric(5, 0), NUMBERS),
    (lambda: sa.Date(), []),
    (lambda: sa.DateTime(), TIMES),
    (lambda: sa.Time(), []),
    (lambda: sa.Boolean(), []),
    (lambda: sa.Double(), ["1.5", "0"]),
    (lambda: sa.LargeBinary(), []),
    (lambda: sa.Text(), []),
]
TYPES = {
    "sqlite": [
        *COMMON,
        (lambda: sa.JSON(), ["'{}'"]),
        (lambda: sa.REAL(), ["1e5"]),
        (lambda: sa.DECIMAL(8, 3), ["1.125"]),
        (lambda: sa.TIMESTAMP(), TIMES),
        (lambda: sa.String(collation="NOCASE"), ["'a' || 'b'"]),
        (lambda: sa.Text(), ["lower('A')", "(1 + 2)", "'x' || ')'"]),
    ],
    "postgresql": [
        *COMMON,
        (lambda: sa.DateTime(timezone=True), ["now()"]),
        (lambda: postgresql.TIMESTAMP(precision=3), ["CURRENT_TIMESTAMP"]),
        (lambda: postgresql.TIME(timezone=True, precision=2), []),
        (lambda: postgresql.INTERVAL(fields="DAY TO SECOND", precision=3), ["'1 day'"]),
        (lambda: postgresql.INTERVAL(), []),
        (lambda: sa.Uuid(), ["gen_random_uuid()"]),
        (lambda: sa.JSON(), ["'{}'"]),
        (lambda: postgresql.JSONB(), ["'[1, \":x\"]'"]),
        (lambda: postgresql.ARRAY(sa.Integer), ["'{1,2}'", "ARRAY[1, 2]"]),
        (lambda: postgresql.ARRAY(sa.String(5)), []),
        (lambda: postgresql.ARRAY(sa.Numeric(4, 1)), []),
        (lambda: postgresql.INET(), ["'10.0.0.1'"]),
        (lambda: postgresql.CIDR(), []),
        (lambda: postgresql.MACADDR(), []),
        (lambda: postgresql.BIT(5), ["B'10101'"]),
        (lambda: postgresql.BIT(7, varying=True), []),
        (lambda: postgresql.INT4RANGE(), ["'[1,2)'"]),
        (lambda: postgresql.TSTZMULTIRANGE(), []),
        (lambda: postgresql.TSVECTOR(), []),
        (lambda: postgresql.MONEY(), []),
        (lambda: postgresql.OID(), []),
        (lambda: sa.REAL(), ["1.5"]),
        (lambda: sa.Text(collation="C"), ["'x'::text", "'a' || 'b'"]),
        (lambda: postgresql.ENUM("sad", "it's, odd", "%", name="Odd mood"), ["'sad'"]),
        (lambda: postgresql.ARRAY(postgresql.ENUM("a", "b", name="letter")), []),
        (lambda: postgresql.DOMAIN("positive", sa.Integer, check="VALUE > 0", constraint_name="is_positive"), ["3"]),
        (lambda: postgresql.DOMAIN("few", sa.Integer, check="VALUE < 9", not_null=True, default=sa.text("1")), ["3"]),
        (lambda: postgresql.DOMAIN("Short text", sa.String(9), not_null=True, default="x", collation="C"), []),
    ],
    "mariadb": [
        *COMMON,
        (lambda: mysql.INTEGER(unsigned=True), ["7"]),
        (lambda: mysql.BIGINT(unsigned=True, zerofill=True), []),
        (lambda: mysql.TINYINT(1), ["1"]),
        (lambda: mysql.MEDIUMINT(), NUMBERS),
        (lambda: mysql.SMALLINT(display_width=4), []),
        (lambda: mysql.DECIMAL(6, 2, unsigned=True), ["1.50"]),
        (lambda: mysql.DOUBLE(8, 3), ["1.5"]),
        (lambda: mysql.FLOAT(), []),
        (
            lambda: mysql.DATETIME(fsp=6),
            ["CURRENT_TIMESTAMP(6)", "CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)"],
        ),
        (lambda: mysql.TIME(fsp=3), []),
        (lambda: mysql.YEAR(), ["2001"]),
        (lambda: mysql.BIT(5), ["b'101'"]),
        (lambda: mysql.LONGTEXT(), []),
        (lambda: mysql.TINYTEXT(), []),
        (lambda: mysql.MEDIUMBLOB(), []),
        (lambda: mysql.VARCHAR(9, charset="latin1", collation="latin1_bin"), ["'x'"]),
        (lambda: mysql.VARCHAR(9, collation="utf8mb4_bin"), ["uuid()", "concat('a', 'b')"]),
        (lambda: sa.BINARY(3), []),
        (lambda: sa.VARBINARY(7), []),
        (lambda: mysql.ENUM("a", "b'c", "d,e", "(f)", "%"), ["'a'", "'b''c'"]),
        (lambda: mysql.SET("x", "y"), ["'x,y'"]),
        (lambda: sa.Uuid(), []),
        (lambda: mysql.INET6(), []),
        (lambda: sa.JSON(), []),
    ],
}


def names(draw, count):
    return draw(st.lists(st.sampled_from(NAMES), min_size=count, max_size=count, unique_by=str.lower))


@st.composite
def schemas(draw, database):
    """A MetaData of one to four tables."""
    metadata = sa.MetaData()
    tables = [
        draw_table(draw, database, metadata, name, number)
        for number, name in enumerate(names(draw, draw(st.integers(1, 4))))
    ]
    for number, table in enumerate(tables):
        for _ in range(draw(st.integers(0, 2))):
            draw_foreign_key(draw, database, table, draw(st.sampled_from(tables)), f"{number}_{len(table.constraints)}")
    return metadata


def draw_table(draw, database, metadata, name, number):
    key_columns = draw(st.integers(0, 2))
    column_names = names(draw, key_columns + draw(st.integers(1, 5)))
    columns = []
    for position, column_name in enumerate(column_names):
        if position < key_columns:
            columns.append(draw_key_column(draw, database, column_name, key_columns))
        else:
            columns.append(draw_column(draw, database, column_name))
    has_comments = database != "sqlite"
    comment = draw(st.sampled_from([None, "a comment", "it's 100% \\ :x"])) if has_comments else None
    table = sa.Table(name, metadata, *columns, comment=comment, **draw_options(draw, database, key_columns))
    if key_columns and draw(st.booleans()):
        table.primary_key.name = f"pk {number}" if database != "mariadb" else None
    draw_computed(draw, database, table)
    draw_constraints(draw, database, table, number)
    draw_indexes(draw, database, table, number)
    return table


def draw_options(draw, database, key_columns):
    if database == "sqlite" and key_columns:
        return draw(st.sampled_from([{}, {"sqlite_with_rowid": False}, {"sqlite_autoincrement": key_columns == 1}]))
    if database == "postgresql":
        return draw(st.sampled_from([{}, {"postgresql_with": {"fillfactor": "70"}}]))
    if database == "mariadb":
        return draw(st.sampled_from([{}, {"mariadb_row_format": "DYNAMIC"}, {"mariadb_default_charset": "latin1"}]))
    return {}


def draw_key_column(draw, database, name, count):
    identity = ()
    if database == "postgresql" and draw(st.booleans()):
        options = [
            {},
            {"always": True},
            {"start": 7, "increment": 3, "minvalue": 2, "maxvalue": 99, "cycle": True, "cache": 4},
        ]
        identity = (sa.Identity(**draw(st.sampled_from(options))),)
    automatic = "auto" if count == 1 or identity else False
    return sa.Column(name, sa.Integer, *identity, primary_key=True, autoincrement=automatic)


def draw_column(draw, database, name):
    make, defaults = draw(st.sampled_from(TYPES[database]))
    default = draw(st.sampled_from([None, *defaults]))
    comments = [None, "plain", "it's 100%"] if database != "sqlite" else [None]
    return sa.Column(
        name,
        make(),
        server_default=None if default is None else sa.text(default.replace(":", "\\:")),
        nullable=draw(st.booleans()),
        comment=draw(st.sampled_from(comments)),
    )


def numeric(table):
    return [column for column in table.c if type(column.type) is sa.Integer and column.computed is None]


def quoted(database, column):
    mark = "`" if database == "mariadb" else '"'
    return mark + column.name.replace(mark, mark * 2) + mark


def condition(database, column, number):
    """A condition as text, a colon being a colon."""
    return sa.text(f"{quoted(database, column)} > {number}".replace(":", "\\:"))


def draw_computed(draw, database, table):
    sources = numeric(table)
    if sources and draw(st.booleans()):
        source = draw(st.sampled_from(sources))
        if database != "postgresql" or not source.identity:
            expression = sa.text(f"{quoted(database, source)} + 1".replace(":", "\\:"))
            persisted = True if database == "postgresql" else draw(st.booleans())
            if not (database == "mariadb" and source.primary_key):  # of an auto-increment column nothing is computed
                table.append_column(sa.Column("computed", sa.Integer, sa.Computed(expression, persisted=persisted)))


def draw_constraints(draw, database, table, number):
    plain = [column for column in table.c if isinstance(column.type, (sa.Integer, sa.Numeric, sa.Date))]
    seen = {frozenset(table.primary_key.columns.keys())}  # PostgreSQL makes one constraint of two that are equal
    for position in range(draw(st.integers(0, 2))):
        if plain:
            columns = draw(st.lists(st.sampled_from(plain), min_size=1, max_size=2, unique_by=lambda one: one.name))
            if frozenset(column.name for column in columns) in seen:
                continue
            seen.add(frozenset(column.name for column in columns))
            name = draw(st.sampled_from([None, f"uq%{number} {position}"]))
            options = {}
            if database == "postgresql":
                choices = [{}, {"deferrable": True}, {"postgresql_nulls_not_distinct": True}]
                options = draw(st.sampled_from([*choices, {"comment": "uq's"}] if name else choices))
            table.append_constraint(sa.UniqueConstraint(*columns, name=name, **options))
    for position in range(draw(st.integers(0, 2))):
        if numeric(table) and not (database == "mariadb" and numeric(table)[0].primary_key):
            name = draw(st.sampled_from([None, f"ck {number} {position}"]))
            table.append_constraint(sa.CheckConstraint(condition(database, numeric(table)[0], position), name=name))


def draw_indexes(draw, database, table, number):
    plain = [column for column in table.c if isinstance(column.type, (sa.Integer, sa.Numeric, sa.Date))]
    for position in range(draw(st.integers(0, 2))):
        if not plain:
            return
        columns = draw(st.lists(st.sampled_from(plain), min_size=1, max_size=2, unique_by=lambda one: one.name))
        parts = list(columns)
        options = {}
        if draw(st.booleans()):
            parts[-1] = parts[-1].desc()
        if database == "postgresql":
            choices = [{}, {"postgresql_include": [plain[0].name]}, {"postgresql_with": {"fillfactor": "50"}}]
            options = draw(st.sampled_from(choices))
            if draw(st.booleans()):
                parts[-1] = sa.nulls_last(columns[-1].desc())
        if database != "mariadb":
            if draw(st.booleans()):
                options[f"{database}_where"] = (
                    condition(database, columns[0], 3) if columns[0] in numeric(table) else None
                )
            if columns[0] in numeric(table) and draw(st.booleans()):
                operators = draw(st.sampled_from(["", " int4_ops", " int8_ops"])) if database == "postgresql" else ""
                operand = {" int8_ops": "::bigint"}.get(operators, "")
                expression = f"({quoted(database, columns[0])}{operand} + 1){operators}"
                parts.append(sa.text(re.sub(r"(?<!:):(?!:)", r"\\:", expression)))
        options = {name: value for name, value in options.items() if value is not None}
        sa.Index(f"ix{number} {position}", *parts, unique=draw(st.booleans()), _table=table, **options)


def draw_foreign_key(draw, database, table, target, suffix):
    key = list(target.primary_key.columns)
    if not key:
        return
    columns = [sa.Column(f"f{suffix}_{number}", sa.Integer) for number in range(len(key))]
    for column in columns:
        table.append_column(column)
    options = {
        "ondelete": draw(st.sampled_from([None, *ACTIONS])),
        "onupdate": draw(st.sampled_from([None, *ACTIONS])),
        "name": draw(st.sampled_from([None, f"fk {suffix}"])),
    }
    if database != "mariadb":
        options.update(draw(st.sampled_from([{}, {"deferrable": True}, {"deferrable": True, "initially": "DEFERRED"}])))
    if database == "postgresql":
        options["match"] = draw(st.sampled_from([None, "FULL"]))
    if database != "sqlite" and options["name"] is not None:
        options["use_alter"] = draw(st.booleans())
    table.append_constraint(sa.ForeignKeyConstraint(columns, key, **options))
