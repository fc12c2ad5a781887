"""Random DDL: tables with all column options and constraints, indexes, sequences, views, comments."""

from __future__ import annotations

COLUMN_TYPES = (
    "m.Integer",
    "m.BigInteger",
    "m.SmallInteger",
    "m.String(20)",
    "m.String",
    "m.Text",
    "m.Text(100)",
    "m.Unicode(5)",
    "m.UnicodeText",
    "m.String(5, collation='utf8_bin')",
    "m.Float",
    "m.Float(24)",
    "m.Float(53)",
    "m.Double",
    "m.Numeric",
    "m.Numeric(10)",
    "m.Numeric(10, 2)",
    "m.DECIMAL(5, 1)",
    "m.Boolean",
    "m.Boolean(create_constraint=True, name='bool_ck')",
    "m.Date",
    "m.DateTime",
    "m.DateTime(timezone=True)",
    "m.Time",
    "m.Time(timezone=True)",
    "m.Interval",
    "m.Interval(second_precision=3, day_precision=2)",
    "m.LargeBinary",
    "m.LargeBinary(10)",
    "m.JSON",
    "m.Uuid",
    "m.Uuid(native_uuid=False)",
    "m.UUID",
    "m.Enum('a', \"b'c\", name='en')",
    "m.Enum('a', 'b', native_enum=False, length=9)",
    "m.Enum('a', 'b', native_enum=False, create_constraint=True, name='en_ck')",
    "m.PickleType",
    "m.CHAR(3)",
    "m.NCHAR(3)",
    "m.VARCHAR(7)",
    "m.NVARCHAR(7)",
    "m.CLOB",
    "m.BLOB",
    "m.REAL",
    "m.FLOAT",
    "m.DOUBLE",
    "m.DOUBLE_PRECISION",
    "m.INTEGER",
    "m.INT",
    "m.BIGINT",
    "m.SMALLINT",
    "m.NUMERIC(4)",
    "m.BOOLEAN",
    "m.TIMESTAMP",
    "m.TIMESTAMP(timezone=True)",
    "m.DATETIME",
    "m.DATE",
    "m.TIME",
    "m.BINARY(4)",
    "m.VARBINARY(4)",
    "m.TEXT",
    "m.ARRAY(m.Integer)",
    "m.ARRAY(m.String, dimensions=2)",
    "m.String(10).with_variant(m.Text(), 'mysql')",
    "m.Integer().with_variant(m.BigInteger(), 'postgresql')",
    "m.types.NullType",
)
NAMES = ("id", "x", "Mixed", "select", "with space", "per%cent", "_lead", "d9", "order", "é")


def column(w, name, *, first=False):
    parts = [repr(name)]
    if first:
        parts.append(w.choose.pick(("m.Integer", "m.BigInteger", "m.String(10)", "m.SmallInteger", "m.Uuid")))
    else:
        parts.append(w.choose.pick(COLUMN_TYPES))
    if w.choose.chance(10):
        parts.append(f"m.ForeignKey({foreign_key(w)})")
        w.note("ForeignKey")
    if w.choose.chance(6) and not first:
        parts.append(f"m.Computed('a + 1'{w.choose.pick(('', ', persisted=True', ', persisted=False'))})")
        w.note("Computed")
    elif w.choose.chance(6):
        parts.append(f"m.Identity({identity(w)})")
        w.note("Identity")
    elif w.choose.chance(4):
        parts.append("m.Sequence('seq', start=3, increment=2)")
        w.note("column Sequence")
    if w.choose.chance(6):
        parts.append(w.choose.pick(("m.CheckConstraint('x > 0')", "m.CheckConstraint('x > 5', name='cck')")))
        w.note("column check")
    if first or w.choose.chance(5):
        parts.append("primary_key=True")
    for option in w.choose.some(OPTIONS, 0, 2):
        w.note(option.split("=")[0])
        parts.append(option)
        if option == "quote=False" and "%" in name:
            w.note("unquoted percent")
    return f"m.Column({', '.join(dict.fromkeys(parts))})"


OPTIONS = (
    "nullable=False",
    "nullable=True",
    "unique=True",
    "index=True",
    "server_default='it\\'s 5%'",
    "server_default=m.text('1 + 1')",
    "server_default=m.func.now()",
    "server_default=m.func.coalesce('a', 5)",
    "server_default=m.FetchedValue()",
    "server_default=m.false()",
    "server_onupdate=m.FetchedValue()",
    "default=5",
    "autoincrement=False",
    "autoincrement=True",
    "comment='a \\'comment\\' with % and \\\\'",
    "quote=True",
    "quote=False",
    "system=True",
    "key='keyed'",
    "sqlite_on_conflict_not_null='FAIL'",
    "sqlite_on_conflict_unique='IGNORE'",
)


def identity(w):
    return ", ".join(
        w.choose.some(
            (
                "always=True",
                "start=5",
                "increment=3",
                "minvalue=1",
                "maxvalue=100",
                "cycle=True",
                "cache=4",
                "nominvalue=True",
                "nomaxvalue=True",
                "on_null=True",
            ),
            0,
            3,
        )
    )


def foreign_key(w):
    parts = [w.choose.pick(("'p.id'", "'sch.p.id'", "'p.Mixed'"))]
    parts += w.choose.some(REFERENCE_OPTIONS, 0, 3)
    return ", ".join(parts)


REFERENCE_OPTIONS = (
    "name='fk_name'",
    "ondelete='CASCADE'",
    "onupdate='SET NULL'",
    "deferrable=True",
    "deferrable=False",
    "initially='DEFERRED'",
    "match='FULL'",
    "use_alter=True",
)


def constraint(w, names):
    chosen = w.choose.some(names, 1, 2)
    listed = ", ".join(map(repr, chosen))
    kind = w.choose.below(7)
    options = "".join(
        ", " + one for one in w.choose.some(("name='con name'", "deferrable=True", "initially='IMMEDIATE'"), 0, 2)
    )
    if kind == 0:
        w.note("UniqueConstraint")
        extra = w.choose.pick(("", ", sqlite_on_conflict='REPLACE'", ", postgresql_nulls_not_distinct=True"))
        return f"m.UniqueConstraint({listed}{options}{extra})"
    if kind == 1:
        w.note("CheckConstraint")
        return f"m.CheckConstraint(\"x > 5 AND y LIKE '%'\"{options})"
    if kind == 2:
        w.note("CheckConstraint expression")
        return f"m.CheckConstraint(m.column({chosen[0]!r}) > 5{options})"
    if kind == 3:
        w.note("ForeignKeyConstraint")
        targets = ", ".join(repr(t) for t in ("p.id", "p.Mixed")[: len(chosen)])
        extra = "".join(", " + one for one in w.choose.some(REFERENCE_OPTIONS[1:], 0, 2))
        return f"m.ForeignKeyConstraint([{listed}], [{targets}]{extra})"
    if kind == 4:
        w.note("PrimaryKeyConstraint")
        return f"m.PrimaryKeyConstraint({listed}{options})"
    w.note("Index in table")
    return f"m.Index('ix in table', {listed})"


def a_table(w, *, indexes=False):
    names = w.choose.some(NAMES, 1, 5)
    items = [column(w, name, first=number == 0 and w.choose.chance(70)) for number, name in enumerate(names)]
    items += [constraint(w, names) for _ in range(w.choose.pick((0, 0, 1, 1, 2)))]
    name = w.choose.pick(("'t'", "'Mixed'", "'select'", "'per%cent'", "'t'"))
    options = w.choose.some(TABLE_OPTIONS, 0, 2)
    convention = w.choose.pick(
        (
            "",
            "",
            "",
            "naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s', 'ck': 'ck_%(constraint_name)s', 'pk': 'pk_%(table_name)s', 'ix': 'ix_%(column_0_label)s', 'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s'}",
        )
    )
    if convention:
        w.note("naming_convention")
    metadata = w.keep(f"m.MetaData({convention})", "md")
    w.lines.append(
        f"m.Table('p', {metadata}, m.Column('id', m.Integer, primary_key=True), m.Column('Mixed', m.String(5)))"
    )
    w.lines.append(f"m.Table('p', {metadata}, m.Column('id', m.Integer, primary_key=True), schema='sch')")
    return w.keep(f"m.Table({', '.join([name, metadata, *items, *options])})", "tab"), names


TABLE_OPTIONS = (
    "schema='sch'",
    "comment='about % it'",
    "prefixes=['TEMPORARY']",
    "sqlite_with_rowid=False",
    "sqlite_autoincrement=True",
    "sqlite_strict=True",
    "mysql_engine='InnoDB'",
    "mysql_charset='utf8mb4'",
    "mysql_row_format='DYNAMIC'",
    "postgresql_partition_by='RANGE (x)'",
    "postgresql_inherits='parent'",
    "postgresql_with_oids=True",
    "postgresql_tablespace='ts'",
    "postgresql_on_commit='DROP'",
    "postgresql_using='heap'",
    "quote=True",
    "quote_schema=True",
    "implicit_returning=False",
)


def create_table(w, depth):
    name, _ = a_table(w)
    form = w.choose.pick(
        (
            "schema.CreateTable({0})",
            "schema.CreateTable({0})",
            "schema.CreateTable({0})",
            "schema.CreateTable({0}, if_not_exists=True)",
            "schema.DropTable({0})",
            "schema.DropTable({0}, if_exists=True)",
            "schema.CreateTable({0}, include_foreign_key_constraints=[])",
            "schema.SetTableComment({0})",
            "schema.DropTableComment({0})",
        )
    )
    w.note(form.split("(")[0])
    return form.format(name)


def constraint_ddl(w, depth):
    name, _ = a_table(w)
    form = w.choose.pick(
        (
            "schema.AddConstraint({0})",
            "schema.DropConstraint({0})",
            "schema.DropConstraint({0}, cascade=True)",
            "schema.DropConstraint({0}, if_exists=True)",
            "schema.SetConstraintComment({0})",
            "schema.DropConstraintComment({0})",
        )
    )
    w.note(form.split("(")[0])
    kind = w.choose.pick(("CheckConstraint", "UniqueConstraint", "ForeignKeyConstraint", "PrimaryKeyConstraint"))
    if kind == "PrimaryKeyConstraint" and "AddConstraint" in form:
        w.note("ADD of a primary key")
    one = f"sorted([one for one in {name}.constraints if isinstance(one, m.{kind})], key=lambda one: str(one.name))[0]"
    return form.format(one)


def create_index(w, depth):
    table = w.choose.pick(("a", "odd", "other", "b"))
    columns = {"a": ("x", "s", "u"), "odd": ("select", "with space", "per%cent"), "other": ("x", "s"), "b": ("x", "s")}[
        table
    ]
    written = []
    for key in w.choose.some(columns, 1, 2):
        form = w.choose.pick(
            (
                "{0}.c[{1!r}]",
                "{0}.c[{1!r}].desc()",
                "m.func.lower({0}.c[{1!r}])",
                "{0}.c[{1!r}] + 5",
                "m.text('tx')",
                "{0}.c[{1!r}].nulls_last()",
            )
        )
        written.append(form.format(table, key))
    name = w.choose.pick(("'ix'", "'Ix Mixed'", "None", f"'{'long' * 20}'"))
    options = w.choose.some(INDEX_OPTIONS, 0, 2)
    options = [option.format(table, columns[0]) for option in options]
    index = w.keep(f"m.Index({', '.join([name, *written, *options])})", "ix")
    form = w.choose.pick(
        (
            "schema.CreateIndex({0})",
            "schema.CreateIndex({0}, if_not_exists=True)",
            "schema.DropIndex({0})",
            "schema.DropIndex({0}, if_exists=True)",
        )
    )
    w.note(form.split("(")[0])
    text = form.format(index)
    made = w.keep(text, "ddl")
    w.lines.append(f"{index}.table.indexes.discard({index})")
    return made


INDEX_OPTIONS = (
    "unique=True",
    "sqlite_where={0}.c[{1!r}] > 5",
    "postgresql_where={0}.c[{1!r}] > 5",
    "postgresql_where=m.text(\"x = '%'\")",
    "postgresql_using='gin'",
    "postgresql_include=[{1!r}]",
    "postgresql_ops={{{1!r}: 'int4_ops'}}",
    "postgresql_concurrently=True",
    "postgresql_with={{'fillfactor': 50}}",
    "postgresql_tablespace='ts'",
    "postgresql_nulls_not_distinct=True",
    "mysql_length=4",
    "mysql_length={{{1!r}: 4}}",
    "mysql_using='HASH'",
    "mysql_prefix='FULLTEXT'",
    "mysql_with_parser='ngram'",
    "comment='no'",
)


def other_ddl(w, depth):
    form = w.choose.pick(
        (
            "schema.CreateSchema('Sch ema')",
            "schema.CreateSchema('sch', if_not_exists=True)",
            "schema.DropSchema('sch', cascade=True)",
            "schema.DropSchema('sch', if_exists=True)",
            "schema.CreateSequence(m.Sequence('seq', start=5, increment=2, minvalue=1, maxvalue=9, cycle=True, cache=3))",
            "schema.CreateSequence(m.Sequence('Seq', nominvalue=True, nomaxvalue=True, schema='sch', data_type=m.BigInteger))",
            "schema.CreateSequence(m.Sequence('seq'), if_not_exists=True)",
            "schema.DropSequence(m.Sequence('seq'))",
            "schema.DropSequence(m.Sequence('seq'), if_exists=True)",
            "schema.SetColumnComment(m.Table('t', m.MetaData(), m.Column('x', m.Integer, comment=\"it's\")).c.x)",
            "schema.DropColumnComment(m.Table('t', m.MetaData(), m.Column('x', m.Integer, comment='c')).c.x)",
            "m.DDL('DROP TRIGGER %(table)s')",
            "m.DDL('SELECT 1 %% 2')",
            "schema.CreateView(m.select(a.c.id, a.c.x).where(a.c.x > 5), 'v1')",
            "schema.CreateView(m.select(a.c.id), 'v1', or_replace=True)",
            "schema.CreateView(m.select(a.c.id), 'V1', schema='sch', temporary=True)",
            "schema.CreateView(m.select(a.c.id), 'v1', materialized=True, if_not_exists=True)",
            "schema.CreateTableAs(m.select(a.c.id, b.c.s).join(b), 'cta')",
            "schema.CreateTableAs(m.select(a.c.id), 'cta', temporary=True, if_not_exists=True, schema='sch')",
            "m.select(a.c.id).where(a.c.s == 'x').into('into_table')",
        )
    )
    w.note(form.split("(")[0])
    if "or_replace" in form or "materialized" in form:
        w.note("view that SQLite has not")
    return form


STRUCTURES = (create_table, create_table, create_table, create_index, create_index, constraint_ddl, other_ddl)
