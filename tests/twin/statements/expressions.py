"""Random column expressions: each production is one operator, function or construct of one kind of value.

A production is `write(w, depth) -> source`; it is named after what it covers. Kinds: number text condition date moment
fraction decimal json.
"""

from __future__ import annotations

from .writer import DATES, DECIMALS, FRACTIONS, MOMENTS, NUMBERS, TEXTS

LEAVES = {}
BRANCHES = {}
POOLS = {
    "number": NUMBERS,
    "text": TEXTS,
    "date": DATES,
    "moment": MOMENTS,
    "fraction": FRACTIONS,
    "decimal": DECIMALS,
}
TYPES = {
    "number": "m.Integer",
    "text": "m.String(10)",
    "date": "m.Date",
    "moment": "m.DateTime",
    "fraction": "m.Float",
    "decimal": "m.Numeric(10, 2)",
    "condition": "m.Boolean",
}


def produces(*kinds, leaf=False):
    def register(write):
        for kind in kinds:
            (LEAVES if leaf else BRANCHES).setdefault(kind, []).append(write)
        return write

    return register


def line(kind, name, template, *parts):
    """A production from a template: `{0}` ... are expressions of the kinds in `parts`, or values of `=kind`."""

    def write(w, depth):
        made = [literal_value(w, part[1:]) if part[0] == "=" else expression(w, part, depth - 1) for part in parts]
        return template.format(*made)

    write.__name__ = name
    BRANCHES.setdefault(kind, []).append(write)


def literal_value(w, kind):
    return w.value(w.choose.pick(POOLS[kind]))


def expression(w, kind, depth):
    """An expression of a kind; leaves when the depth is used up."""
    if kind == "any":
        kind = w.choose.pick(("number", "text", "condition", "date", "fraction", "decimal", "moment", "json"))
    if kind == "element":  # something with operators, never a bare Python value
        return element(w, w.choose.pick(("number", "text")), depth)
    options = LEAVES[kind] if depth <= 0 or w.choose.chance(35) else BRANCHES.get(kind, LEAVES[kind])
    write = w.choose.pick(options)
    w.note(write.__name__)
    return write(w, depth)


def element(w, kind, depth):
    """An expression that is not a bare value."""
    if depth <= 0 or w.choose.chance(40):
        return _column(w, kind)
    w.note(kind)
    write = w.choose.pick(BRANCHES[kind])
    w.note(write.__name__)
    return write(w, depth)


def _column(w, kind):
    found = w.column(kind)
    if found is not None:
        return found
    if kind in POOLS:
        return f"m.literal({literal_value(w, kind)})"
    return {"condition": "m.true()", "json": "m.column('js', m.JSON)", "untyped": "m.column('un')"}[kind]


# ------------------------------------------------------------------ leaves


@produces("number", "text", "date", "moment", "fraction", "decimal", "condition", "json", leaf=True)
def column(w, depth):
    raise AssertionError  # replaced below: needs to know the kind


def _leaf(kind):
    def column(w, depth):
        return _column(w, kind)

    return column


for _kind in list(LEAVES):
    LEAVES[_kind] = [_leaf(_kind), _leaf(_kind)]


def _leaves_of(kind):
    def literal(w, depth):
        return f"m.literal({literal_value(w, kind)})"

    def typed_literal(w, depth):
        return f"m.literal({literal_value(w, kind)}, {TYPES[kind]})"

    def bindparam(w, depth):
        name = w.choose.pick(("p1", "p2", "x", "b d"))
        options = w.choose.pick(("", ", unique=True", f", type_={TYPES[kind]}", ", literal_execute=True"))
        if "literal_execute" in options:
            name = f"le{len(w.values)}"  # two of one name: SQLAlchemy takes the one for the other
        if kind == "number" and w.choose.chance(10):
            w.note("bindparam callable")
            return f"m.bindparam({name!r}, callable_=lambda: 5)"
        if w.choose.chance(5):
            w.note("bindparam required")
            return f"m.bindparam('req', type_={TYPES[kind]})"
        return f"m.bindparam({name!r}, {literal_value(w, kind)}{options})"

    return [literal, typed_literal, bindparam]


for _kind in POOLS:
    LEAVES[_kind] += _leaves_of(_kind)


@produces("number", leaf=True)
def literal_column(w, depth):
    return w.choose.pick(("m.literal_column('1')", "m.literal_column('1 + 1', m.Integer)"))


@produces("text", leaf=True)
def text_literal_column(w, depth):
    return "m.literal_column(\"'t%t:t'\", m.String)"


@produces("condition", leaf=True)
def constant(w, depth):
    return w.choose.pick(("m.true()", "m.false()", "m.null()"))


@produces("condition", leaf=True)
def textclause(w, depth):
    return w.choose.pick(
        (
            "m.text('1 = 1')",
            f"m.text(':z < 4').bindparams(z={w.value(3)})",
            f"m.text(':z1 < 4').bindparams(m.bindparam('z1', {w.value(3)}, m.Integer))",
            "m.text(\"'\\\\:x' = ':y'\").bindparams(y='k')",
        )
    )


@produces("date", leaf=True)
def current_date(w, depth):
    return "m.func.current_date()"


# ------------------------------------------------------------------ arithmetic, bits, text operators

for _name, _template in (
    ("add", "({0} + {1})"),
    ("sub", "({0} - {1})"),
    ("mul", "({0} * {1})"),
    ("mod", "({0} % {1})"),
    ("floordiv", "({0} // {1})"),
    ("bitwise_and", "{0}.bitwise_and({1})"),
    ("bitwise_or", "{0}.bitwise_or({1})"),
    ("bitwise_xor", "{0}.bitwise_xor({1})"),
    ("bitwise_lshift", "{0}.bitwise_lshift({1})"),
    ("bitwise_rshift", "{0}.bitwise_rshift({1})"),
    ("custom op", "{0}.op('+')({1})"),
    ("custom op precedence", "{0}.op('*', precedence=8)({1})"),
    ("custom op return_type", "{0}.op('->', return_type=m.Integer)({1})"),
):
    line("number", _name, _template, "number", "number")
    line("number", _name, _template, "number", "=number")
for _kind in ("fraction", "decimal"):
    for _name, _template in (
        ("add", "({0} + {1})"),
        ("sub", "({0} - {1})"),
        ("mul", "({0} * {1})"),
        ("truediv", "({0} / {1})"),
    ):
        line(_kind, _name, _template, _kind, "number")
        line(_kind, _name, _template, "number", _kind)
        line(_kind, _name, _template, _kind, "=" + _kind)
    line(_kind, "function sum", "m.func.sum({0})", _kind)
    line(_kind, "function coalesce", "m.func.coalesce({0}, {1})", _kind, "=" + _kind)
line("fraction", "truediv", "({0} / {1})", "number", "number")
line("decimal", "truediv", "({0} / {1})", "number", "decimal")
line("fraction", "floordiv", "({0} // {1})", "fraction", "number")
for _name, _template in (
    ("neg", "-{0}"),
    ("pos", "(+{0})"),
    ("bitwise_not", "{0}.bitwise_not()"),
    ("reversed add", "(5 + {0})"),
    ("reversed sub", "(5 - {0})"),
    ("reversed mod", "(5 % {0})"),
    ("reversed floordiv", "(5 // {0})"),
    ("function abs", "m.func.abs({0})"),
    ("function max", "m.func.max({0})"),
    ("function min", "m.func.min({0})"),
    ("function sum", "m.func.sum({0})"),
    ("function count", "m.func.count({0})"),
    ("function count distinct", "m.func.count({0}.distinct())"),
    ("function count distinct()", "m.func.count(m.distinct({0}))"),
    ("function of a package", "m.func.pkg.fun({0})"),
    ("function unknown", "m.func.Foo({0}, type_=m.Integer)"),
    ("function pow", "m.func.pow({0}, 2)"),
    ("self_group", "{0}.self_group()"),
    ("type_coerce", "m.type_coerce({0}, m.BigInteger)"),
    ("ColumnOperators.cast", "{0}.cast(m.SmallInteger)"),
    ("any_ scalar function", "m.func.some_set({0})"),
):
    line("number", _name, _template, "number")
line("number", "function length", "m.func.length({0})", "text")
line("number", "function char_length", "m.func.char_length({0})", "text")
line("number", "function coalesce", "m.func.coalesce({0}, {1}, 0)", "number", "=number")
line("number", "function count()", "m.func.count()")
line("number", "function count *", "m.func.count('*')")
line("number", "cast text", "m.cast({0}, m.Integer)", "text")
line("number", "cast null", "m.cast(None, m.Integer)")
line("number", "type_coerce text", "m.type_coerce({0}, m.Integer)", "text")
line("number", "json as_integer", "{0}['k'].as_integer()", "json")
line("number", "json path as_integer", "{0}[('l', 2, 'm')].as_integer()", "json")
line("fraction", "json as_float", "{0}['k'].as_float()", "json")
line("decimal", "json as_numeric", "{0}['k'].as_numeric(10, 2)", "json")
line("condition", "json as_boolean", "{0}['k'].as_boolean()", "json")
line("text", "json as_string", "{0}['t'].as_string()", "json")
line("json", "json item", "{0}['l']", "json")
line("json", "json index", "{0}[0]", "json")
line("json", "json path", "{0}[('l', 0)]", "json")
line("json", "json as_json", "{0}['l'].as_json()", "json")

for _name, _template in (
    ("add text", "({0} + {1})"),
    ("concat", "{0}.concat({1})"),
    ("concat literal", "('<' + {0} + {1})"),
    ("function coalesce", "m.func.coalesce({0}, {1})"),
    ("function concat", "m.func.concat({0}, {1})"),
    ("function replace", "m.func.replace({0}, {1}, 'z')"),
    ("regexp_replace", "{0}.regexp_replace({1}, 'new')"),
    ("regexp_replace flags", "{0}.regexp_replace({1}, 'new', flags='ig')"),
    ("custom op text", "{0}.op('||')({1})"),
    ("custom op percent", "{0}.op('%')({1})"),
):
    line("text", _name, _template, "text", "=text")
    line("text", _name, _template, "text", "text")
for _name, _template in (
    ("function lower", "m.func.lower({0})"),
    ("function upper", "m.func.upper({0})"),
    ("function max", "m.func.max({0})"),
    ("collate", "{0}.collate('NOCASE')"),
    ("collate()", "m.collate({0}, 'fr_FR.UTF-8')"),
    ("cast collation", "m.cast({0}, m.String(5, collation='nocase'))"),
    ("type_coerce", "m.type_coerce({0}, m.Unicode)"),
    ("function substring", "m.func.substring({0}, 1, 2)"),
    ("function custom monotonic", "m.func.trim({0})"),
):
    line("text", _name, _template, "text")
line("text", "aggregate_strings", "m.func.aggregate_strings({0}, ';')", "text")
line("text", "aggregate_strings bind", "m.func.aggregate_strings({0}, m.literal('?'))", "text")
line("text", "cast number", "m.cast({0}, m.String)", "number")
line("text", "cast varchar", "m.cast({0}, m.VARCHAR(10))", "number")
line("text", "cast unicode", "m.cast({0}, m.Unicode(10))", "number")
line("text", "cast text type", "m.cast({0}, m.Text)", "number")
line("text", "try_cast", "m.try_cast({0}, m.String(3))", "number")
line("fraction", "cast float", "m.cast({0}, m.Float)", "number")
line("fraction", "cast double", "m.cast({0}, m.Double)", "number")
line("decimal", "cast numeric", "m.cast({0}, m.Numeric(8, 2))", "number")
line("decimal", "cast value", "m.cast({0}, m.Numeric(8, 2))", "=decimal")
line("date", "cast date", "m.cast({0}, m.Date)", "moment")
line("moment", "cast datetime", "m.cast({0}, m.DateTime)", "date")
line("moment", "function now", "m.func.now()")
line("moment", "function current_timestamp", "m.func.current_timestamp()")
line("moment", "function localtimestamp", "m.func.localtimestamp()")
line("moment", "interval add", "({0} + dt.timedelta(days=2))", "moment")
line("moment", "interval literal", "({0} - m.literal(dt.timedelta(days=2)))", "moment")
line("date", "date add", "({0} + dt.timedelta(days=2))", "date")
line("date", "function max", "m.func.max({0})", "date")
line("date", "function coalesce", "m.func.coalesce({0}, {1})", "date", "=date")
line("number", "date difference extract", "m.extract('day', {0} - {1})", "date", "date")
for _field in ("year", "month", "day", "hour", "minute", "second", "dow", "doy", "epoch", "week"):
    line("number", f"extract {_field}", f"m.extract('{_field}', {{0}})", "moment")
line("text", "function user", "m.func.current_user()")
line("text", "function session_user", "m.func.session_user()")
line("moment", "function sysdate", "m.func.sysdate()")
line("moment", "function current_time", "m.func.current_time()")
line("moment", "function localtime", "m.func.localtime()")
line("fraction", "function random", "m.func.random() * 0")
line("number", "next_value", "m.func.next_value(m.Sequence('seq', schema='sch'))")
line("number", "sequence next_value", "m.Sequence('seq').next_value()")


# ------------------------------------------------------------------ conditions

for _kind in ("number", "text", "date", "decimal", "fraction"):
    for _op in ("==", "!=", "<", "<=", ">", ">="):
        line("condition", f"{_op}", f"({{0}} {_op} {{1}})", _kind, "=" + _kind)
        line("condition", f"{_op}", f"({{0}} {_op} {{1}})", _kind, _kind)
    line("condition", "reversed ==", "({0} == {1})", "=" + _kind, _kind)
    line("condition", "== None", "({0} == None)", _kind)
    line("condition", "!= None", "({0} != None)", _kind)
    line("condition", "between", "{0}.between({1}, {2})", _kind, "=" + _kind, _kind)
    line("condition", "not between", "~{0}.between({1}, {2})", _kind, "=" + _kind, "=" + _kind)
    line("condition", "between symmetric", "m.between({0}, {1}, {2}, symmetric=True)", _kind, _kind, "=" + _kind)
    line("condition", "not between symmetric", "~{0}.between({1}, 5, symmetric=True)", _kind, _kind)
    line("condition", "is_distinct_from", "{0}.is_distinct_from({1})", _kind, _kind)
    line("condition", "is_not_distinct_from", "{0}.is_not_distinct_from({1})", _kind, "=" + _kind)
    line("condition", "not is_distinct_from", "~{0}.is_distinct_from({1})", _kind, "=" + _kind)
    line("condition", "is_", "{0}.is_(None)", _kind)
    line("condition", "is_ null()", "{0}.is_(m.null())", _kind)
    line("condition", "is_not", "{0}.is_not(None)", _kind)
    line("condition", "not is_", "~{0}.is_(None)", _kind)
    line("condition", "in_ values", "{0}.in_([{1}, {2}])", _kind, "=" + _kind, "=" + _kind)
    line("condition", "in_ expressions", "{0}.in_([{1}, {2}])", _kind, _kind, "=" + _kind)
    line("condition", "in_ empty", "{0}.in_([])", _kind)
    line("condition", "not_in empty", "{0}.not_in([])", _kind)
    line("condition", "in_ none", "{0}.in_([None, {1}])", _kind, "=" + _kind)
    line("condition", "not in_", "~{0}.in_([{1}])", _kind, "=" + _kind)
line("condition", "match", "{0}.match({1})", "text", "=text")
line("condition", "not match", "~{0}.match({1})", "text", "=text")
line("condition", "regexp_match", "{0}.regexp_match({1})", "text", "=text")
line("condition", "regexp_match flags", "{0}.regexp_match({1}, flags='i')", "text", "=text")
line("condition", "not regexp_match", "~{0}.regexp_match({1})", "text", "=text")
for _name in ("like", "ilike", "contains", "startswith", "endswith", "icontains", "istartswith", "iendswith"):
    for _other in ("=text", "text"):
        line("condition", _name, f"{{0}}.{_name}({{1}})", "text", _other)
        line("condition", f"not {_name}", f"~{{0}}.{_name}({{1}})", "text", _other)
        line("condition", f"{_name} escape", f"{{0}}.{_name}({{1}}, escape='/')", "text", _other)
        line("condition", f"not {_name} escape", f"m.not_({{0}}.{_name}({{1}}, escape='/'))", "text", _other)
    if "like" not in _name:
        line("condition", f"{_name} autoescape", f"{{0}}.{_name}({{1}}, autoescape=True)", "text", "=text")
        line(
            "condition",
            f"{_name} autoescape escape",
            f"{{0}}.{_name}({{1}}, autoescape=True, escape='#')",
            "text",
            "=text",
        )
for _name in ("not_like", "not_ilike"):
    line("condition", _name, f"{{0}}.{_name}({{1}})", "text", "=text")
for _name, _template in (
    ("and_", "m.and_({0}, {1})"),
    ("or_", "m.or_({0}, {1})"),
    ("&", "({0} & {1})"),
    ("|", "({0} | {1})"),
    ("not and_", "~m.and_({0}, {1})"),
    ("not or_", "m.not_(m.or_({0}, {1}))"),
    ("condition ==", "({0} == {1})"),
    ("condition is_distinct_from", "{0}.is_distinct_from({1})"),
    ("and_ true", "m.and_(True, {0}, {1})"),
    ("or_ false", "m.or_(m.false(), {0}, {1})"),
    ("and_ three", "m.and_({0}, m.or_({1}, {0}), {1})"),
):
    line("condition", _name, _template, "condition", "condition")
for _name, _template in (
    ("~", "~{0}"),
    ("not_", "m.not_({0})"),
    ("not not_", "m.not_(~{0})"),
    ("is_ True", "{0}.is_(True)"),
    ("is_not False", "{0}.is_not(False)"),
    ("== True", "({0} == True)"),
    ("condition label", "{0}.label('lb')"),
    ("condition cast", "m.cast({0}, m.Boolean)"),
    ("condition function", "m.func.coalesce({0}, False)"),
    ("condition self_group", "{0}.self_group()"),
):
    line("condition", _name, _template, "condition")
line("condition", "bool_op", "{0}.bool_op('=')({1})", "number", "=number")
line("condition", "not bool_op", "~{0}.bool_op('&&')({1})", "number", "=number")
line("condition", "is_comparison op", "{0}.op('<>', is_comparison=True)({1})", "number", "number")
line("condition", "function condition", "m.func.is_good({0}, type_=m.Boolean)", "number")
line("condition", "not function", "~m.func.is_good({0})", "number")
line("condition", "op operate", "m.sql.operators.eq({0}, {1})", "number", "=number")


@produces("condition")
def as_comparison(w, depth):
    one, two = element(w, "number", depth - 1), element(w, "number", depth - 1)
    return f"m.func.same({one}, {two}).as_comparison(1, 2)"


@produces("condition")
def in_list(w, depth):
    kind = w.choose.pick(("number", "text", "date"))
    values = [w.choose.pick(POOLS[kind]) for _ in range(w.choose.between(0, 4))]
    name = w.choose.pick(("in_", "not_in", "notin_"))
    w.note(name)
    return f"{expression(w, kind, depth - 1)}.{name}({w.value(values)})"


@produces("condition")
def in_bindparam(w, depth):
    values = w.choose.pick(("[1, 2]", "()", "[3]"))
    options = w.choose.pick(("", ", literal_execute=True"))
    return f"{element(w, 'number', depth - 1)}.in_(m.bindparam('ex{w.choose.below(2)}', {values}, expanding=True{options}))"


@produces("condition")
def in_tuple(w, depth):
    one, two = element(w, "number", 0), element(w, "text", 0)
    values = [(w.choose.pick(NUMBERS), w.choose.pick(TEXTS)) for _ in range(w.choose.between(0, 3))]
    name = w.choose.pick(("in_", "not_in"))
    return f"m.tuple_({one}, {two}).{name}({w.value(values)})"


@produces("condition")
def tuple_comparison(w, depth):
    one, two, three = (element(w, "number", 0) for _ in range(3))
    op = w.choose.pick(("==", "<", ">="))
    return f"(m.tuple_({one}, {two}) {op} m.tuple_({three}, {literal_value(w, 'number')}))"


@produces("condition")
def enum_comparison(w, depth):
    found = w.column("enum")
    if found is None:
        return "m.false()"
    return w.choose.pick((f"({found} == 'one')", f"{found}.in_(['one', 'two'])", f"({found} != None)"))


@produces("condition")
def any_or_all(w, depth):
    name = w.choose.pick(("any_", "all_"))
    op = w.choose.pick(("==", "<", "!=", ">="))
    left = element(w, "number", 0)
    return f"({left} {op} m.{name}({w.scalar_subquery('number', depth)}))"


@produces("condition")
def any_of_array(w, depth):
    name = w.choose.pick(("any_", "all_"))
    return f"({element(w, 'number', 0)} == m.{name}(m.column('arr', m.ARRAY(m.Integer))))"


@produces("condition")
def in_subquery(w, depth):
    kind = w.choose.pick(("number", "text"))
    name = w.choose.pick(("in_", "not_in"))
    left = element(w, kind, 0)
    return f"{left}.{name}({w.select_of((kind,), depth)})"


@produces("condition")
def exists(w, depth):
    inner = w.select_of(("number",), depth)
    form = w.choose.pick(("m.exists({0})", "{0}.exists()", "~{0}.exists()", "m.not_(m.exists({0}))"))
    return form.format(inner)


@produces("condition")
def exists_where(w, depth):
    return f"m.exists().where({w.condition_over_new(depth)})"


@produces("condition")
def exists_table(w, depth):
    return w.choose.pick(("m.exists(c.c.id)", "m.exists(c.c.id).where(c.c.b_id == 1)", "m.exists(1).select_from(tree)"))


@produces("condition")
def wild(w, depth):
    """Operands of any kinds: types must be coerced, or refused, alike."""
    one, two = expression(w, "any", depth - 1), expression(w, "any", depth - 1)
    op = w.choose.pick(
        ("{0} == {1}", "{0} < {1}", "{0} + {1}", "{0} * {1}", "{0} - {1}", "{0} & {1}", "{0}.concat({1})")
    )
    return f"({op.format(one, two)})"


# ------------------------------------------------------------------ constructs of any kind


def _constructs(kind):
    def case(w, depth):
        whens = ", ".join(
            f"({expression(w, 'condition', depth - 1)}, {expression(w, kind, depth - 1)})"
            for _ in range(w.choose.between(1, 2))
        )
        return f"m.case({whens}, else_={expression(w, kind, depth - 1)})"

    def case_value(w, depth):
        key, one = literal_value(w, "number"), literal_value(w, kind) if kind in POOLS else "None"
        return f"m.case({{{key}: {one}}}, value={element(w, 'number', depth - 1)})"

    def case_without_else(w, depth):
        return f"m.case(({expression(w, 'condition', depth - 1)}, {expression(w, kind, depth - 1)}))"

    def scalar_subquery(w, depth):
        return w.scalar_subquery(kind, depth)

    def label(w, depth):
        return f"{expression(w, kind, depth - 1)}.label('lab')"

    def label_none(w, depth):
        return f"{expression(w, kind, depth - 1)}.label(None)"

    def function_filter(w, depth):
        inner = expression(w, kind, depth - 1)
        return f"m.func.max({inner}).filter({expression(w, 'condition', depth - 1)})"

    def within_group(w, depth):
        name = w.choose.pick(("percentile_cont(0.5)", "percentile_disc(0.5)", "mode()", "foo(1)"))
        suffix = w.choose.pick((".desc()", "", ".desc().nulls_last()"))
        return f"m.func.{name}.within_group({expression(w, kind, depth - 1)}{suffix})"

    made = [case, case_without_else, scalar_subquery, label, label_none, function_filter, within_group, over(kind)]
    if kind in POOLS:
        made.append(case_value)
    return made


def over(kind):
    def over(w, depth):
        inner = expression(w, kind, depth - 1)
        base = w.choose.pick(
            (
                f"m.func.max({inner})",
                f"m.func.lag({inner}, 1)",
                f"m.func.first_value({inner})",
                f"m.func.max({inner}).filter({expression(w, 'condition', depth - 1)})",
            )
        )
        return f"{base}.over({window(w, depth)})"

    return over


def window(w, depth):
    """The arguments of `over()`."""
    parts = []
    if w.choose.chance(50):
        w.note("over partition_by")
        parts.append(f"partition_by={_one_or_list(w, depth)}")
    if w.choose.chance(60):
        w.note("over order_by")
        parts.append(f"order_by={_one_or_list(w, depth, order=True)}")
    if w.choose.chance(30):
        frame = w.choose.pick(("rows", "range_", "groups"))
        w.note(f"over {frame}")
        bounds = w.choose.pick(("(None, 0)", "(-2, 2)", "(None, None)", "(1, 3)", "(-5, -1)", "(0, None)", "(0, 0)"))
        if w.choose.chance(20):
            w.note("FrameClause")
            bounds = (
                "m.FrameClause(2, None, m.FrameClauseType.PRECEDING, m.FrameClauseType.CURRENT)"
                if w.choose.chance(50)
                else "m.FrameClause(None, None, m.FrameClauseType.UNBOUNDED, m.FrameClauseType.UNBOUNDED)"
            )
        parts.append(f"{frame}={bounds}")
        if w.choose.chance(30):
            w.note("over exclude")
            parts.append(f"exclude={w.choose.pick(('CURRENT ROW', 'TIES', 'GROUP', 'NO OTHERS'))!r}")
    return ", ".join(parts)


def _one_or_list(w, depth, *, order=False):
    many = [
        ordered(w, depth - 1) if order else element(w, w.choose.pick(("number", "text")), depth - 1)
        for _ in range(w.choose.between(1, 2))
    ]
    return many[0] if len(many) == 1 and order else f"[{', '.join(many)}]"


def ordered(w, depth):
    """An expression as ORDER BY takes it."""
    inner = element(w, w.choose.pick(("number", "text", "date")), depth)
    form = w.choose.pick(
        (
            "{0}",
            "{0}.desc()",
            "{0}.asc()",
            "m.desc({0})",
            "{0}.nulls_first()",
            "{0}.desc().nulls_last()",
            "m.nulls_first(m.asc({0}))",
            "m.nulls_last({0})",
        )
    )
    w.note(f"order {form}")
    return form.format(inner)


for _kind in ("number", "text", "date", "decimal", "condition"):
    BRANCHES[_kind] += [write for write in _constructs(_kind) for _ in range(2)]
for _kind in list(BRANCHES):
    LEAVES.setdefault(_kind, [_leaf(_kind)])


@produces("number")
def row_number(w, depth):
    name = w.choose.pick(("row_number()", "rank()", "dense_rank()", "ntile(2)", "cume_dist()", "percent_rank()"))
    return f"m.func.{name}.over({window(w, depth)})"


@produces("number")
def hypothetical_rank(w, depth):
    name = w.choose.pick(("rank", "dense_rank", "percent_rank", "cume_dist"))
    return f"m.func.{name}({literal_value(w, 'number')}).within_group({element(w, 'number', depth - 1)})"


@produces("number")
def within_group_over(w, depth):
    inner = element(w, "number", depth - 1)
    return f"m.func.percentile_cont(0.5).within_group({inner}).over({window(w, depth)})"


@produces("number")
def within_group_filter(w, depth):
    inner = element(w, "number", depth - 1)
    return f"m.func.percentile_cont(0.5).within_group({inner}).filter({expression(w, 'condition', depth - 1)})"


@produces("number")
def aggregate_order_by(w, depth):
    return f"m.func.array_agg({element(w, 'number', 0)}).aggregate_order_by({ordered(w, 0)})"


@produces("text")
def string_aggregate_order_by(w, depth):
    return f"m.func.aggregate_strings({element(w, 'text', 0)}, ',').aggregate_order_by({ordered(w, 0)})"


@produces("number")
def array_item(w, depth):
    return w.choose.pick(
        (
            "m.column('arr', m.ARRAY(m.Integer))[1]",
            f"m.func.array_agg({element(w, 'number', 0)})[1]",
        )
    )


@produces("number")
def array_slice(w, depth):
    return "m.func.array_length(m.column('arr', m.ARRAY(m.Integer))[1:3])"


@produces("number")
def pg_array(w, depth):
    return f"m.func.array_length(pg.array([{element(w, 'number', 0)}, {literal_value(w, 'number')}]), 1)"
