"""Random SELECT statements: FROM lists of everything that can stand there, all clauses, set operations, CTEs."""

from __future__ import annotations

from .expressions import TYPES, element, expression, literal_value, ordered, window
from .schema import TABLES
from .writer import Source, Writer

KINDS = ("number", "text", "condition", "number", "text", "date", "decimal", "fraction", "json", "moment")
LABELS = ("c1", "c2", "Mixed", "select", "with space", "x", "id")


class StatementWriter(Writer):
    """The writer with what expressions need of SELECT."""

    def scalar_subquery(self, kind, depth):
        self.note("scalar_subquery")
        return f"{self.select_of((kind,), depth)}.scalar_subquery()"

    def select_of(self, kinds, depth):
        return nested(self, lambda: select(self, depth - 2, kinds)[0])

    def condition_over_new(self, depth):
        def inside():
            self.sources = [self.choose.pick(TABLES)]
            self.outer = [*self.outer]
            left = element(self, "number", 0)
            right = self.column("number") or "1"
            return f"{left} == {right}"

        return nested(self, inside)


def nested(w, write):
    """Write something inside, where what is in sight now stands outside."""
    sources, outer = w.sources, w.outer
    w.sources, w.outer = [], [*outer, *sources]
    try:
        return write()
    finally:
        w.sources, w.outer = sources, outer


# ------------------------------------------------------------------ FROM


def table(w, depth):
    return w.choose.pick(TABLES)


def renamed(source, name):
    return Source(name, [(kind, text.replace(f"{source.name}.c", f"{name}.c", 1)) for kind, text in source.columns])


def alias(w, depth):
    source = table(w, depth)
    form = w.choose.pick(
        ("{0}.alias()", "{0}.alias('al')", "m.alias({0}, 'Al')", "{0}.alias('with space')", "{0}.alias().alias()")
    )
    w.note("alias")
    return renamed(source, w.keep(form.format(source.name), "al"))


def tablesample(w, depth):
    source = table(w, depth)
    form = w.choose.pick(
        (
            "{0}.tablesample(5)",
            "{0}.tablesample(m.func.bernoulli(1), name='ts', seed=m.func.random())",
            "m.tablesample({0}, 10, name='sample')",
        )
    )
    w.note("tablesample")
    return renamed(source, w.keep(form.format(source.name), "ts"))


def derived(form):
    def write(w, depth):
        statement, columns = nested(w, lambda: select(w, depth - 1, named=True))
        name = w.keep(form.format(statement), "sub")
        w.note(form)
        return Source(name, [(kind, f"{name}.c[{key!r}]") for kind, key in columns if key is not None])

    return write


def cte(w, depth):
    if w.ctes and w.choose.chance(30):
        return w.choose.pick(w.ctes)
    form = w.choose.pick(
        (
            "{0}.cte()",
            "{0}.cte('ct')",
            "{0}.cte('Cte Two')",
            "{0}.cte('nest', nesting=True)",
            "{0}.cte(nesting=True)",
            "{0}.cte('pre').prefix_with('MATERIALIZED', dialect='postgresql')",
            "{0}.cte('suf').suffix_with('SUFFIX')",
            "{0}.cte('ct2').alias('ct_alias')",
        )
    )
    made = derived(form)(w, depth)
    w.ctes.append(made)
    return made


def recursive_cte(w, depth):
    form = w.choose.pick(("'rec', recursive=True", "recursive=True", "'rec2', recursive=True, nesting=True"))
    union = w.choose.pick(("union_all", "union"))
    w.note("recursive cte")
    w.note(union)
    first = w.keep(f"m.select(m.literal({literal_value(w, 'number')}).label('n')).cte({form})", "rec")
    limit = w.value(9)
    other = w.choose.pick(
        (
            f"m.select({first}.c.n + 1).where({first}.c.n < {limit})",
            f"m.select({first}.c.n + 1).select_from({first}.join(tree, tree.c.id == {first}.c.n))",
        )
    )
    name = w.keep(f"{first}.{union}({other})", "rec")
    return Source(name, [("number", f"{name}.c.n")])


def values(w, depth):
    rows = ", ".join(
        f"({literal_value(w, 'number')}, {literal_value(w, 'text')})" for _ in range(w.choose.between(1, 2))
    )
    options = w.choose.pick((", name='vals'", "", ", name='lits', literal_binds=True"))
    suffix = w.choose.pick(("", ".alias('va')", ".lateral()", ".cte('vcte')"))
    w.note("values")
    name = w.keep(
        f"m.values(m.column('n', m.Integer), m.column('t', m.String){options}).data([{rows}]){suffix}",
        "vals",
    )
    return Source(name, [("number", f"{name}.c.n"), ("text", f"{name}.c.t")])


def table_valued(w, depth):
    w.note("table_valued")
    form = w.choose.pick(
        (
            "m.func.json_each('[1, 2]').table_valued('value', name='je')",
            "m.func.json_each('[1, 2]').table_valued(m.column('value', m.Integer))",
            "m.func.generate_series(1, 4).table_valued('value', with_ordinality='ord', name='gs')",
            "m.func.json_each('[1, 2]').table_valued('value').render_derived()",
            "m.func.json_each('[1, 2]').table_valued(m.column('value', m.Integer)).render_derived(name='rd', with_types=True)",
            "m.func.json_each('[1, 2]').alias('fa', joins_implicitly=True)",
        )
    )
    name = w.keep(form, "tv")
    if "alias('fa'" in form:
        return Source(name, [("number", f"{name}.column")])
    return Source(name, [("number", f"{name}.c.value")])


def column_valued(w, depth):
    w.note("column_valued")
    name = w.keep("m.func.generate_series(1, 4).column_valued('cv')", "cv")
    return Source(name, [("number", name)])


def textual(w, depth):
    w.note("textual select")
    form = w.choose.pick(
        (
            "m.text('SELECT id, x FROM a WHERE id > :low').bindparams(low=0).columns(m.column('id', m.Integer), m.column('x'))",
            "m.text('SELECT id, x FROM a').columns(id=m.Integer, x=m.Integer)",
        )
    )
    suffix = w.choose.pick((".subquery('ts')", ".cte('tc')", ".alias()"))
    name = w.keep(form + suffix, "ts")
    return Source(name, [("number", f"{name}.c.id"), ("number", f"{name}.c.x")])


FROMS = (table, table, table, table, alias, alias)
DEEP_FROMS = (
    derived("{0}.subquery()"),
    derived("{0}.subquery('named')"),
    derived("{0}.alias('older')"),
    derived("{0}.lateral()"),
    derived("{0}.lateral('lat')"),
    cte,
    cte,
    recursive_cte,
    values,
    table_valued,
    column_valued,
    tablesample,
    textual,
)


def from_source(w, depth):
    pick = w.choose.pick(FROMS) if depth <= 0 or w.choose.chance(55) else w.choose.pick(DEEP_FROMS)
    return pick(w, depth)


def join_condition(w, left, right):
    mine, yours = _column_of(w, left), _column_of(w, right)
    if w.choose.chance(25):
        w.note("join condition and")
        return f"m.and_({mine} == {yours}, {yours} > {literal_value(w, 'number')})"
    return f"{mine} == {yours}"


def _column_of(w, source):
    found = [text for kind, text in source.columns if kind in {"number", "untyped"}]
    return w.choose.pick(found) if found else "m.literal(1)"


# ------------------------------------------------------------------ SELECT


def columns_clause(w, depth, kinds, *, named):
    """The columns: their sources, and (kind, key) for those that a subquery will have under a known key."""
    free = kinds is None
    if kinds is None:
        kinds = [w.choose.pick(KINDS) for _ in range(w.choose.between(1, 4))]
    written, known, used = [], [], set()
    for kind in kinds:
        choice = w.choose.below(10)
        if choice < 4 and not (named and choice < 2):
            found = w.column(kind)
            if found is not None:
                w.note("column")
                written.append(found)
                known.append((kind, None))
                continue
        label = w.choose.pick(LABELS)
        if named or choice < 7:
            label = label if label not in used else f"l{len(used)}"
            used.add(label)
            w.note("label")
            written.append(
                f"{element(w, kind, depth) if kind in TYPES else expression(w, kind, depth)}.label({label!r})"
            )
            known.append((kind, label))
        else:
            written.append(expression(w, kind, depth))
            known.append((kind, None))
    if free and not named and w.choose.chance(10):
        w.note("whole source")
        written = [w.choose.pick(w.sources).name]
        known = [(kind, None) for kind in kinds]
    return written, known


def select(w, depth, kinds=None, *, named=False):
    """A SELECT as source, and what its columns are."""
    if depth > 0 and w.choose.chance(12):
        return compound(w, depth, kinds, named=named)
    return simple_select(w, depth, kinds, named=named)


def simple_select(w, depth, kinds=None, *, named=False):
    count = w.choose.pick((1, 1, 1, 2, 2, 3))
    w.sources = [from_source(w, depth) for _ in range(count)]
    written, known = columns_clause(w, depth, kinds, named=named)
    text = f"m.select({', '.join(written)})"
    text += joins(w, depth)
    for clause in CLAUSES:
        text += clause(w, depth)
    if kinds is None:
        text += changes(w, depth)
    return text, known


def joins(w, depth):
    sources = w.sources
    if len(sources) == 1:
        if w.choose.chance(25):
            w.note("select_from")
            return f".select_from({sources[0].name})"
        return ""
    style = w.choose.below(6)
    left = sources[0]
    text = f".select_from({left.name})" if style < 2 else ""
    if style == 5:
        return text
    if style == 4:
        w.note("select_from join")
        inner = left.name
        for right in sources[1:]:
            name = w.choose.pick(("join", "outerjoin", "join"))
            options = w.choose.pick(("", "", ", isouter=True", ", full=True")) if name == "join" else ""
            inner = f"{inner}.{name}({right.name}, {join_condition(w, left, right)}{options})"
        return f".select_from({inner})"
    for right in sources[1:]:
        condition = "" if w.choose.chance(15) else f", {join_condition(w, left, right)}"
        form = w.choose.pick(
            (
                ".join({1}{2})",
                ".join({1}{2}, isouter=True)",
                ".outerjoin({1}{2})",
                ".join({1}{2}, full=True)",
                ".join_from({0}, {1}{2})",
                ".outerjoin_from({0}, {1}{2})",
            )
        )
        w.note(form)
        text += form.format(left.name, right.name, condition)
    return text


def where(w, depth):
    text = ""
    for _ in range(w.choose.pick((0, 1, 1, 2))):
        w.note("where")
        text += f".where({expression(w, 'condition', depth)})"
    if w.choose.chance(4):
        w.note("filter_by")
        text += f".filter_by(id={literal_value(w, 'number')})"
    return text


def group_by(w, depth):
    if not w.choose.chance(20):
        return ""
    w.note("group_by")
    form = w.choose.pick(("{0}", "{0}, {1}", "m.func.rollup({0}, {1})", "m.func.cube({0}, {1})", "'c1'", "'x'"))
    one, two = element(w, "number", depth - 1), element(w, "text", depth - 1)
    if w.choose.chance(6):
        w.note("grouping_sets")
        form = "m.func.grouping_sets(m.tuple_({0}, {1}), {0})"
    text = f".group_by({form.format(one, two)})"
    if w.choose.chance(40):
        w.note("having")
        text += f".having(m.func.count() > {literal_value(w, 'number')})"
        if w.choose.chance(30):
            text += f".having({expression(w, 'condition', depth - 1)})"
    return text


def order_by(w, depth):
    if not w.choose.chance(35):
        return ""
    w.note("order_by")
    if w.choose.chance(20):
        w.note("order_by name")
        return w.choose.pick((".order_by('c1')", ".order_by(m.desc('c2'))", ".order_by('x', 'id')", ".order_by('a.x')"))
    return f".order_by({', '.join(ordered(w, depth - 1) for _ in range(w.choose.between(1, 2)))})"


def distinct(w, depth):
    if not w.choose.chance(12):
        return ""
    w.note("distinct")
    if w.choose.chance(25):
        w.note("distinct on")
        return f".distinct({element(w, 'number', 0)})"
    return ".distinct()"


def limit(w, depth):
    if not w.choose.chance(22):
        return ""
    number = w.value(w.choose.pick((1, 2, 3)))
    form = w.choose.pick(
        (
            ".limit({0})",
            ".offset({0})",
            ".limit({0}).offset({1})",
            ".fetch({0})",
            ".fetch({0}, with_ties=True)",
            ".fetch({0}, percent=True).offset({1})",
            ".slice(1, 3)",
            ".limit(m.bindparam('lim', 2))",
            ".limit(m.literal_column('2'))",
            ".limit({0}).offset(m.literal(1) + {1})",
            ".offset({0}).fetch({1}, with_ties=True)",
        )
    )
    w.note(form)
    return form.format(number, w.value(1))


def for_update(w, depth):
    if not w.choose.chance(6):
        return ""
    options = w.choose.some(("nowait=True", "read=True", "skip_locked=True", "key_share=True"), 0, 2)
    known = [source for source in w.sources if source.name.startswith("al") or source in TABLES]
    if known and w.choose.chance(40):
        options.append(f"of={w.choose.pick(known).name}")
    w.note("for update")
    return f".with_for_update({', '.join(options)})"


def affixes(w, depth):
    if not w.choose.chance(7):
        return ""
    form = w.choose.pick(
        (
            ".prefix_with('SQL_X')",
            ".prefix_with('HINT', dialect='mysql')",
            ".suffix_with('SUF')",
            ".suffix_with(m.text('SUF :p').bindparams(p=1))",
            f".with_hint({w.choose.pick(TABLES).name}, 'USE INDEX (i)', 'mysql')",
            ".with_statement_hint('stmt hint')",
            ".with_statement_hint('pg hint', 'postgresql')",
        )
    )
    w.note(form.split("(")[0])
    return form


def labels(w, depth):
    if not w.choose.chance(12):
        return ""
    name = w.choose.pick(("NONE", "TABLENAME_PLUS_COL", "DISAMBIGUATE_ONLY"))
    w.note(f"label style {name}")
    return f".set_label_style(m.LABEL_STYLE_{name})"


def changes(w, depth):
    if not w.choose.chance(8):
        return ""
    form = w.choose.pick(
        (
            f".add_columns({expression(w, 'number', 0)})",
            ".order_by(None)",
            ".group_by(None)",
            ".correlate(None)",
            f".correlate({w.choose.pick(TABLES).name})",
            f".correlate_except({w.sources[0].name})",
            f".with_only_columns({w.column('number') or 'm.literal(3)'}, maintain_column_froms=True)",
            f".select_from({w.choose.pick(TABLES).name})",
            f".add_cte(m.select(tree.c.id).cte('extra'){w.choose.pick(('', ', nest_here=True'))})",
            ".with_only_columns(m.func.count())",
        )
    )
    w.note(form.split("(")[0])
    return form


CLAUSES = (where, group_by, order_by, distinct, limit, for_update, affixes, labels)


def compound(w, depth, kinds, *, named=False):
    """A set operation of two or three, possibly nested."""
    if kinds is None:
        kinds = [w.choose.pick(("number", "text", "date")) for _ in range(w.choose.between(1, 3))]
    name = w.choose.pick(("union", "union_all", "intersect", "except_", "intersect_all", "except_all"))
    w.note(name)
    parts, known = [], None
    for _ in range(w.choose.pick((2, 2, 3))):
        outer = w.outer
        w.outer = []
        inner, columns = select(w, depth - 1, kinds, named=named)
        w.outer = outer
        parts.append(inner)
        known = known or columns
    if w.choose.chance(30):
        w.note("method of select")
        text = f"{parts[0]}.{name}({', '.join(parts[1:])})"
    else:
        text = f"m.{name}({', '.join(parts)})"
    w.sources = []
    if w.choose.chance(25):
        w.note("compound order_by")
        text += w.choose.pick((".order_by('c1')", ".order_by(m.text('1'))", ".order_by(m.literal_column('1').desc())"))
    if w.choose.chance(15):
        text += limit(w, 0)
    if w.choose.chance(6):
        text += f".set_label_style(m.LABEL_STYLE_{w.choose.pick(('NONE', 'TABLENAME_PLUS_COL'))})"
    return text, known


__all__ = ["StatementWriter", "compound", "from_source", "nested", "select", "simple_select", "window"]
