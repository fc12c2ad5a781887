"""Random parts of statements that belong to one database, or that are seldom met: each a production like those beside it.

Importing this room registers them. What must not: what every statement may hold (expressions, selects, changes).
"""

from __future__ import annotations

from .changes import CHANGES, COLUMNS, returning, setting, target
from .expressions import TYPES, element, expression, literal_value, ordered, produces
from .schema import BY_NAME
from .selects import CLAUSES, DEEP_FROMS, FROMS, nested, select
from .writer import Source

# ------------------------------------------------------------------ expressions

CAST_TYPES = (
    "m.BIGINT",
    "m.BINARY(4)",
    "m.BLOB",
    "m.BOOLEAN",
    "m.CHAR(3)",
    "m.CLOB",
    "m.DATE",
    "m.DATETIME",
    "m.DECIMAL(6, 2)",
    "m.DOUBLE",
    "m.DOUBLE_PRECISION",
    "m.FLOAT(5)",
    "m.INT",
    "m.Interval",
    "m.JSON",
    "m.LargeBinary(9)",
    "m.NCHAR(3)",
    "m.NVARCHAR(3)",
    "m.REAL",
    "m.SMALLINT",
    "m.TEXT",
    "m.TIME",
    "m.TIMESTAMP",
    "m.UnicodeText",
    "m.Uuid",
    "m.VARBINARY(3)",
    "m.ARRAY(m.Integer)",
    "m.Enum('one', 'two', name='numbers')",
    "m.Integer().with_variant(m.String(4), 'mysql')",
)


@produces("number", "text", "condition")
def cast_any_type(w, depth):
    return f"m.cast({expression(w, 'any', depth - 1)}, {w.choose.pick(CAST_TYPES)})"


@produces("condition")
def in_values(w, depth):
    rows = ", ".join(f"({literal_value(w, 'number')},)" for _ in range(w.choose.between(1, 3)))
    form = w.choose.pick(("{0}", "{0}.scalar_values()"))
    name = w.choose.pick(("in_", "not_in"))
    w.note("scalar_values")
    rows = f"m.values(m.column('q', m.Integer)).data([{rows}])"
    return f"{element(w, 'number', depth - 1)}.{name}({form.format(rows)})"


@produces("condition")
def condition_of_postgresql(w, depth):
    array = w.choose.pick(("m.column('arr', pg.ARRAY(m.Integer))", "pg.array([1, 2])"))
    jsonb = "m.cast(a.c.j, pg.JSONB)"
    form = w.choose.pick(
        (
            f"{array}.contains([{literal_value(w, 'number')}])",
            f"{array}.overlap(pg.array([{element(w, 'number', 0)}]))",
            f"{array}.contained_by(m.column('arr2', pg.ARRAY(m.Integer)))",
            f"({literal_value(w, 'number')} == m.any_(m.column('arr2', pg.ARRAY(m.Integer))))",
            f"{jsonb}.has_key({literal_value(w, 'text')})",
            f"{jsonb}.contains({{'k': {literal_value(w, 'number')}}})",
            f"{jsonb}.has_any(pg.array(['k', 't']))",
            f"{jsonb}.path_exists('$.k')",
            f"({jsonb}['k'].astext == {literal_value(w, 'text')})",
            f"({jsonb}[('l', 0)].astext.cast(m.Integer) > {literal_value(w, 'number')})",
            f"m.func.to_tsvector('english', {element(w, 'text', 0)}).bool_op('@@')(m.func.to_tsquery('a'))",
            f"{element(w, 'text', 0)}.match({literal_value(w, 'text')}, postgresql_regconfig='english')",
            f"m.column('hs', pg.HSTORE).has_key({literal_value(w, 'text')})",
            "m.column('rng', pg.INT4RANGE).contains(5)",
            "m.column('rng', pg.INT4RANGE).overlaps(m.column('rng2', pg.INT4RANGE))",
        )
    )
    w.note(form.split("(")[0].rsplit(".", 1)[-1])
    return form


@produces("number")
def number_of_postgresql(w, depth):
    form = w.choose.pick(
        (
            f"m.func.array_agg(pg.aggregate_order_by({element(w, 'number', 0)}, {ordered(w, 0)}))[1]",
            f"m.func.string_agg({element(w, 'text', 0)}, pg.aggregate_order_by(m.literal(','), {ordered(w, 0)}))",
            "m.func.json_each('[1]').scalar_table_valued('value', m.Integer) + 1",
            f"pg.array([{element(w, 'number', 0)}, {element(w, 'number', 0)}])[1]",
        )
    )
    w.note(form.split("(")[0])
    return form


@produces("condition")
def match_of_mysql(w, depth):
    form = w.choose.pick(
        ("{0}", "{0}.in_boolean_mode()", "{0}.in_natural_language_mode()", "{0}.with_query_expansion()", "({0} > 0.5)")
    )
    return form.format(f"my.match({element(w, 'text', 0)}, against={literal_value(w, 'text')})")


@produces("condition")
def older_names(w, depth):
    left, right = element(w, "text", depth - 1), literal_value(w, "text")
    name = w.choose.pick(("notlike", "notilike", "isnot", "isnot_distinct_from"))
    w.note(name)
    return f"{left}.{name}({'None' if name == 'isnot' else right})"


@produces("number")
def own_construct(w, depth):
    """Users' constructs, with rules by `@compiles`; see `schema.World`."""
    form = w.choose.pick(("greatest({0}, {1})", "braces({0})", "coalesced({0}, {1})"))
    w.note(form.split("(")[0])
    return form.format(element(w, "number", depth - 1), expression(w, "number", depth - 1))


@produces("number")
def function_forms(w, depth):
    inner, condition = element(w, "number", depth - 1), expression(w, "condition", depth - 1)
    form = w.choose.pick(
        (
            "m.funcfilter(m.func.max({0}), {1})",
            "m.over(m.func.max({0}), order_by={0})",
            "m.within_group(m.func.percentile_cont(0.5), {0})",
            "m.aggregate_order_by(m.func.array_agg({0}), {0})",
            "m.sql.operators.custom_op('~~')({0}, 5)",
            "m.func.row_to_json(m.select({0}).subquery().table_valued())",
            "m.func.max({0}).over(order_by=m.tuple_({0}, {0}).desc())",
            "m.bitwise_not({0})",
            "m.case(({1}, {0})).label(None)",
            "m.label('given', {0})",
            "m.literal(5, literal_execute=True) + {0}",
            "m.type_coerce({0}, m.String) + 'x'",
        )
    )
    w.note(form.split("{")[0])
    return form.format(inner, condition)


# ------------------------------------------------------------------ FROM and the clauses of SELECT


def nested_join(w, depth):
    """A join whose right side is a join."""
    w.note("nested join")
    return Source(w.keep("a.join(b.join(c, c.c.b_id == b.c.id), a.c.b_id == b.c.id)", "join"), BY_NAME["a"].columns)


def function_source(w, depth):
    form = w.choose.pick(
        (
            "m.func.json_each('[1, 2]').table_valued('value', name='w').alias()",
            "m.func.json_each('[1, 2]').table_valued('value').alias('al').render_derived()",
            "m.func.json_each('[1, 2]').table_valued('value').lateral('lt')",
            "m.func.json_each(m.cast('[1]', m.String)).table_valued('value').lateral()",
            "m.func.pkg.series(1, 3).table_valued(m.column('value', m.Integer), with_ordinality='ord').render_derived()",
        )
    )
    w.note("function source")
    name = w.keep(form, "fn")
    return Source(name, [("number", f"{name}.c.value")])


def changed_rows(w, depth):
    """What an INSERT, UPDATE or DELETE returns, as a common table expression."""
    form = w.choose.pick(
        (
            "m.insert(b).values(x={0}).returning(b.c.id, b.c.x).cte('ins')",
            "m.update(b).values(x={0}).where(b.c.id > {0}).returning(b.c.id, b.c.x).cte('upd')",
            "m.delete(b).where(b.c.id == {0}).returning(b.c.id, b.c.x).cte('del')",
        )
    )
    w.note("changes in a cte")
    name = w.keep(form.format(literal_value(w, "number")), "ch")
    return Source(name, [("number", f"{name}.c.id"), ("number", f"{name}.c.x")])


def seldom(w, depth):
    """A clause that is seldom met."""
    if not w.choose.chance(12):
        return ""
    source = w.choose.pick(w.sources)
    number = w.column("number") or "m.literal(3)"
    form = w.choose.pick(
        (
            ".params(p1={0})",
            ".execution_options(foo=1)",
            ".options()",
            f".ext(pg.distinct_on({number}))",
            ".reduce_columns()",
            f".add_columns({source.name}.c)" if "tv" not in source.name and "cv" not in source.name else "",
            f".group_by({source.name})" if source.name in BY_NAME else "",
            ".with_for_update(of=m.literal_column('x'))",
            ".filter(m.true())",
            f".order_by({source.name}.c)" if source.name in BY_NAME else "",
            ".prefix_with(m.text('P :pp').bindparams(pp={0}), dialect='mysql')",
            ".limit(5).slice(1, 4)",
            ".set_label_style(m.LABEL_STYLE_DISAMBIGUATE_ONLY)",
            f".distinct().order_by(m.func.lower({number}))",
        )
    )
    w.note(form.split("(")[0])
    return form.format(w.value(2))


FROMS_EXTRA = (nested_join, function_source, changed_rows)

# ------------------------------------------------------------------ changes


def insert_forms(w, depth):
    name, columns = target(w)
    w.sources = []
    first, kind = columns[0]
    form = w.choose.pick(
        (
            f"m.insert({name}).values({setting(w, name, columns, 0)}).inline()",
            f"m.insert({name}).values({setting(w, name, columns, 0)}).return_defaults()",
            f"m.insert({name}).values({{{first!r}: {literal_value(w, kind)}}}).return_defaults({name}.c[{first!r}])",
            f"m.insert({name}).from_select([{first!r}], m.union(m.select(c.c.id), m.select(tree.c.id)))",
            f"m.insert({name}).from_select([{first!r}], m.select(c.c.id).cte('q').select())",
            f"m.insert({name}).values({{{first!r}: m.bindparam('given', {literal_value(w, kind)})}})",
            f"m.insert({name}).values({setting(w, name, columns, 0)}).with_hint('HINT', selectable={name}, dialect_name='mysql')",
            f"m.insert({name}).values({setting(w, name, columns, 0)}).returning({name}.c).params(p1=5)",
            "m.insert(b).values(x={}, s=m.from_dml_column(b.c.x))".format(literal_value(w, "number")),
        )
    )
    w.note(form.split("(", 2)[1][:12])
    return form


def update_forms(w, depth):
    name, columns = target(w)
    w.sources = [BY_NAME[name]]
    key = "select" if name == "odd" else "id"
    new = setting(w, name, columns, 0, keys="columns")
    form = w.choose.pick(
        (
            f"m.update({name}).values({new}).inline()",
            f"m.update({name}).values({new}).return_defaults()",
            f"m.update({name}).values({new}).ext(my.limit({w.value(3)}))",
            f"m.update({name}).values({new}).filter_by(**{{{key!r}: {literal_value(w, 'number')}}})",
            f"m.update({name}).values({new}).where({name}.c[{key!r}].in_(m.select(c.c.id)))",
            "m.update(b).values(x={}, s=m.from_dml_column(b.c.x))".format(literal_value(w, "number")),
            "m.update(b.alias('bb')).values(x={})".format(literal_value(w, "number")),
            f"m.update({name}).values({new}).with_hint('HINT', dialect_name='mysql')",
            f"m.update({name}).values({{{columns[0][0]!r}: m.select(m.func.max(c.c.id)).where(c.c.b_id == {name}.c[{key!r}]).scalar_subquery()}})",
        )
    )
    w.note(form.split("(", 2)[1][:12])
    return form + (returning(w, name, columns, 0, 20) if f"({name})" in form and "defaults" not in form else "")


def delete_forms(w, depth):
    name = w.choose.pick(tuple(COLUMNS))
    key = "select" if name == "odd" else "id"
    form = w.choose.pick(
        (
            f"m.delete({name}).using(c).where({name}.c[{key!r}] == c.c.b_id)",
            f"m.delete({name}).where({name}.c[{key!r}] == {literal_value(w, 'number')}).ext(my.limit(4))",
            f"m.delete({name}).where(m.exists(m.select(tree.c.id).where(tree.c.id == {name}.c[{key!r}])))",
            f"m.delete({name}).filter_by(**{{{key!r}: {literal_value(w, 'number')}}})",
            f"m.delete({name}).where({name}.c[{key!r}].in_({nested(w, lambda: select(w, 0, ('number',)))[0]}))",
        )
    )
    w.note(form.split("(", 2)[1][:12])
    return form


OTHERS = (
    "m.select(a.c.id).order_by(m.desc(m.sql.expression.OrderByList([a.c.id, a.c.x])))",
    "m.select(a.c.id).order_by(m.desc(a.c['id', 'x']))",
    "m.select(a.c.id).order_by(m.tuple_(a.c.id, a.c.x).desc())",
    "m.select(m.func.json_each('[1]').scalar_table_valued('value', m.Integer))",
    "m.select(a.c.id).where(a.c.x.isnot(None), a.c.s.notlike('x'), a.c.x.notin_([1, 2]))",
    "m.select(a.c.id).order_by(m.nullsfirst(a.c.x), m.nullslast(a.c.y.desc()), a.c.s.nullsfirst(), a.c.d.nullslast())",
    "m.select(m.funcfilter(m.func.count(a.c.id), a.c.x > 5), m.sql.operators.custom_op('~~')(a.c.x, 5))",
    "schema.DropView('v1')",
    "schema.DropView('V1', schema='sch', if_exists=True)",
    "schema.CreateColumn(a.c.s)",
    "schema.CreateColumn(odd.c['per%cent'])",
    "pg.CreateEnumType(pg.ENUM('one', \"it's\", name='Numbers'))",
    "pg.DropEnumType(pg.ENUM('one', name='numbers', schema='sch'))",
    "pg.CreateDomainType(pg.DOMAIN('dom', m.Integer, check='VALUE > 0', not_null=True))",
    "pg.DropDomainType(pg.DOMAIN('dom', m.Integer))",
    "m.sql.expression.SavepointClause('sa ve')",
    "m.sql.expression.RollbackToSavepointClause('save')",
    "m.sql.expression.ReleaseSavepointClause('select')",
    "m.lambda_stmt(lambda: m.select(a.c.id)) + (lambda s: s.where(a.c.x == a.c.y))",
    "m.text('SELECT :one, \\\\:two, x::int FROM t').bindparams(one=1)",
    "m.text('SELECT id FROM a').columns(m.column('id', m.Integer)).exists()",
    "m.text('SELECT id FROM a').columns(id=m.Integer).scalar_subquery() + 5",
    "m.union(m.select(a.c.id), m.select(b.c.id)).exists()",
    "m.union(m.select(a.c.id), m.select(b.c.id)).scalar_subquery() == 5",
    "m.select('*').select_from(a)",
    "m.select(a.c, b.c.id)",
    "a.join(b).select()",
    "m.select(a.join(b).alias('j')) if False else m.select(a.join(b))",
    "m.select(m.exists(m.select(b.c.id).where(b.c.id == a.c.id)).label('e'))",
    "m.outparam('out', m.Integer)",
    "m.collate(a.c.s, 'C', 'pg_catalog')",
    "m.select(m.table('plain', m.column('x'), schema='s p'))",
    "m.select(a.c.id).with_statement_hint('X').with_hint(a, 'Y', 'mysql')",
)


def other(w):
    """Statements and constructs that stand alone."""
    line = w.choose.pick(OTHERS)
    w.note(line.split("(")[0])
    return line


CHANGES_EXTRA = (insert_forms, update_forms, delete_forms)


def register():
    """Put these productions beside the others, once."""
    from . import changes, selects

    if seldom not in selects.CLAUSES:
        selects.CLAUSES = (*CLAUSES, seldom)
        selects.DEEP_FROMS = (*DEEP_FROMS, *FROMS_EXTRA)
        selects.FROMS = (*FROMS, *FROMS)
        changes.CHANGES = (*CHANGES, *CHANGES_EXTRA)


assert TYPES
register()
