"""Random INSERT, UPDATE and DELETE."""

from __future__ import annotations

from .expressions import expression, literal_value
from .schema import BY_NAME
from .selects import nested, select
from .writer import TEXTS

COLUMNS = {
    "a": (
        ("x", "number"),
        ("y", "number"),
        ("f", "fraction"),
        ("n", "decimal"),
        ("s", "text"),
        ("d", "date"),
        ("b_id", "number"),
    ),
    "b": (("x", "number"), ("s", "text"), ("a_id", "number")),
    "c": (("b_id", "number"), ("b2_id", "number")),
    "tree": (("parent_id", "number"), ("name", "text")),
    "odd": (
        ("MixedCase", "number"),
        ("with space", "text"),
        ("per%cent", "text"),
        ("a:b", "number"),
        ("keyed", "number"),
        ("paren(x)", "text"),
    ),
    "other": (("x", "number"), ("s", "text")),
}


def target(w):
    name = w.choose.pick(("b", "a", "b", "tree", "odd", "c", "other"))
    return name, COLUMNS[name]


def setting(w, name, columns, depth, *, expressions=True, keys="names"):
    """A dict of some columns as source."""
    parts = []
    for key, kind in w.choose.some(columns, 1, 3):
        written = repr(key) if keys == "names" or w.choose.chance(60) else f"{name}.c[{key!r}]"
        if expressions and w.choose.chance(40):
            parts.append(f"{written}: {expression(w, kind, depth)}")
        elif w.choose.chance(10):
            parts.append(f"{written}: None")
        else:
            parts.append(f"{written}: {literal_value(w, kind)}")
    return f"{{{', '.join(parts)}}}"


def returning(w, name, columns, depth, percent=35):
    if not w.choose.chance(percent):
        return ""
    w.note("returning")
    form = w.choose.pick(
        (
            "{0}",
            "{0}.c[{1!r}]",
            "{0}.c[{1!r}].label('lb'), m.func.coalesce({0}.c[{1!r}], {0}.c[{1!r}])",
            "m.literal(1)",
            "{0}.c[{1!r}], {0}.c[{1!r}], m.func.lower('A')",
            "m.literal_column('1')",
        )
    )
    options = ""
    if w.choose.chance(5):
        w.note("sort_by_parameter_order")
        options = ", sort_by_parameter_order=True"
    return f".returning({form.format(name, columns[0][0])}{options})"


def with_cte(w, depth):
    if not w.choose.chance(8):
        return ""
    w.note("dml add_cte")
    return f".add_cte({nested(w, lambda: select(w, 0, named=True))[0]}.cte('side'))"


def affix(w):
    if not w.choose.chance(8):
        return ""
    form = w.choose.pick((".prefix_with('LOW')", ".prefix_with('OR IGNORE', dialect='sqlite')", ".inline()"))
    w.note(form.split("(")[0])
    return form


def insert(w, depth):
    name, columns = target(w)
    w.sources = []
    choice = w.choose.below(12)
    text = w.choose.pick((f"m.insert({name})", f"{name}.insert()"))
    if choice < 6:
        w.note("insert values")
        keys = w.choose.pick(("names", "columns"))
        text += f".values({setting(w, name, columns, depth, keys=keys)})"
        if name == "odd" and w.choose.chance(60):
            text += f".values(select={w.value(77)})"
    elif choice < 8:
        w.note("insert many values")
        chosen = w.choose.some(columns, 1, 3)
        rows = ", ".join(
            "{"
            + ", ".join(
                f"{key!r}: {expression(w, kind, 0) if w.choose.chance(15) else literal_value(w, kind)}"
                for key, kind in chosen
            )
            + "}"
            for _ in range(w.choose.between(1, 3))
        )
        text += f".values([{rows}])"
    elif choice < 9:
        w.note("insert without values")
    elif choice < 10:
        w.note("insert tuple")
        text += f".values(({', '.join([w.value(50), *(literal_value(w, kind) for _, kind in columns[:2])])}))"
    else:
        w.note("from_select")
        chosen = w.choose.some(columns, 1, 2)
        kinds = tuple(kind for _, kind in chosen)
        statement = nested(w, lambda: select(w, depth, kinds))[0]
        names = ", ".join(repr(key) if w.choose.chance(70) else f"{name}.c[{key!r}]" for key, _ in chosen)
        options = w.choose.pick(("", "", ", include_defaults=False"))
        text += f".from_select([{names}], {statement}{options})"
    return text + affix(w) + returning(w, name, columns, depth) + with_cte(w, depth)


def on_conflict(w, depth):
    name, columns = target(w)
    w.sources = []
    module = w.choose.pick(("lite", "pg"))
    w.note(f"{module} insert")
    text = f"{module}.insert({name})"
    if w.choose.chance(80):
        text += f".values({setting(w, name, columns, 0)})"
    else:
        chosen = columns[:2]
        kinds = tuple(kind for _, kind in chosen)
        statement = nested(w, lambda: select(w, 0, kinds))[0]
        text += f".from_select([{', '.join(repr(key) for key, _ in chosen)}], {statement})"
    statement = w.keep(text, "ins")
    key = "select" if name == "odd" else "id"
    where = f"{name}.c[{columns[0][0]!r}] > {literal_value(w, 'number')}"
    index = w.choose.pick(
        (
            f"index_elements=[{name}.c[{key!r}]]",
            f"index_elements=[{key!r}]",
            f"index_elements=[{key!r}], index_where={where}",
            *((f"constraint={name}.primary_key", "constraint='uq_name'") if module == "pg" else ()),
        )
    )
    if "constraint=" in index:
        w.note("conflict constraint")
    if w.choose.chance(35):
        w.note("on_conflict_do_nothing")
        return f"{statement}.on_conflict_do_nothing({w.choose.pick(('', index))})" + returning(w, name, columns, depth)
    w.note("on_conflict_do_update")
    w.sources = [BY_NAME[name]]
    changed = w.choose.pick(
        (
            f"{{{columns[0][0]!r}: {statement}.excluded[{columns[0][0]!r}]}}",
            setting(w, name, columns, depth, keys="columns"),
            f"{{{columns[0][0]!r}: {statement}.excluded[{columns[0][0]!r}] + {name}.c[{columns[0][0]!r}]}}",
            f"{statement}.excluded",
        )
    )
    clause = f", where={expression(w, 'condition', 1)}" if w.choose.chance(30) else ""
    return f"{statement}.on_conflict_do_update({index}, set_={changed}{clause})" + returning(w, name, columns, depth)


def on_duplicate_key(w, depth):
    name, columns = target(w)
    w.sources = []
    text = f"my.insert({name}).values({setting(w, name, columns, 0)})"
    statement = w.keep(text, "ins")
    w.note("on_duplicate_key_update")
    w.sources = [BY_NAME[name]]
    first = columns[0][0]
    changed = w.choose.pick(
        (
            f"{{{first!r}: {statement}.inserted[{first!r}]}}",
            setting(w, name, columns, depth),
            f"[({first!r}, {literal_value(w, 'number')}), ({columns[1][0]!r}, {statement}.inserted[{first!r}])]",
            f"{{{first!r}: {statement}.inserted[{first!r}] + {name}.c[{first!r}], {columns[1][0]!r}: None}}",
            f"{{{first!r}: m.func.coalesce({statement}.inserted[{first!r}], {w.value(TEXTS[0])})}}",
        )
    )
    return f"{statement}.on_duplicate_key_update({changed})"


def criteria(w, name, depth):
    text = ""
    for _ in range(w.choose.pick((0, 1, 1, 1, 2))):
        w.note("dml where")
        text += f".where({expression(w, 'condition', depth)})"
    if w.choose.chance(12):
        other = w.choose.pick(("b", "tree", "c"))
        w.note("multi-table")
        key = "select" if name == "odd" else "id"
        text += f".where({name}.c[{key!r}] == {other}.c.id)"
        w.sources = [*w.sources, BY_NAME[other]]
    if w.choose.chance(5):
        w.note("correlated dml")
        text += (
            f".where(m.select(c.c.id).where(c.c.id == {name}.c[{('select' if name == 'odd' else 'id')!r}]).exists())"
        )
    return text


def update(w, depth):
    name, columns = target(w)
    w.sources = [BY_NAME[name]]
    where = criteria(w, name, depth)
    text = w.choose.pick((f"m.update({name})", f"{name}.update()"))
    choice = w.choose.below(10)
    if choice < 7:
        w.note("update values")
        text += f".values({setting(w, name, columns, depth, keys='columns')})"
    elif choice < 9:
        w.note("ordered_values")
        pairs = ", ".join(
            f"({name}.c[{key!r}], {literal_value(w, kind)})" for key, kind in w.choose.some(columns, 1, 3)
        )
        text += f".ordered_values({pairs})"
    if w.choose.chance(5):
        w.note("mysql_limit")
        text += ".with_dialect_options(mysql_limit=3)"
    return text + where + returning(w, name, columns, depth, 25) + with_cte(w, depth)


def delete(w, depth):
    name, columns = target(w)
    w.sources = [BY_NAME[name]]
    text = w.choose.pick((f"m.delete({name})", f"{name}.delete()"))
    if w.choose.chance(5):
        w.note("mysql_limit")
        text += ".with_dialect_options(mysql_limit=3)"
    return text + criteria(w, name, depth) + returning(w, name, columns, depth, 25) + with_cte(w, depth)


def dml_cte(w, depth):
    """A SELECT over what an INSERT, UPDATE or DELETE returns."""
    write = w.choose.pick((update, delete))
    name = w.keep(f"{write(w, 0)}.returning(m.literal_column('1').label('one')).cte('changed')", "dml")
    w.note("dml cte")
    return f"m.select({name}.c.one).where({name}.c.one == {literal_value(w, 'number')})"


CHANGES = (insert, insert, update, update, delete, on_conflict, on_conflict, on_duplicate_key, dml_cte)
