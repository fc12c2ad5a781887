"""Write the source of row extractors: functions that turn many objects' values into the rows of one statement.

What lives here: pure functions from names and positions to the bodies of functions; they never run what they write. The
loops work on the objects' dictionaries; a column that needs no conversion costs one dictionary look-up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence


def emit_rows(keys: Sequence[str]) -> str:
    """Body of `rows(dicts)`: one tuple an object, of the values under `keys`; an absent value is None."""
    if not keys:
        return "return [()] * len(dicts)"
    there = "".join(f"d[{key!r}], " for key in keys)
    first, *others = keys
    maybe = f"(g := d.get)({first!r}), " + "".join(f"g({key!r}), " for key in others)
    return f"try:\n    return [({there}) for d in dicts]\nexcept KeyError:\n    return [({maybe}) for d in dicts]"


def emit_marks(keys: Sequence[str], present: Collection[str] = ()) -> str:
    """Body of `marks(dicts)`: one integer an object whose bits say which optional columns have a value.

    present: keys for which an explicit None is a value too (JSON null).
    """
    tests = []
    for number, key in enumerate(keys):
        test = f"({key!r} in d)" if key in present else f"(d.get({key!r}) is not None)"
        tests.append(f"{test} << {number}" if number else test)
    expression = f"1 if {tests[0]} else 0" if len(tests) == 1 else " | ".join(tests)
    return f"return [{expression} for d in dicts]"


def emit_fill(defaults: Sequence[tuple[str, bool]]) -> str:
    """Body of `fill(dicts, context, filled)`: give absent attributes the client-side default of their column.

    defaults: pairs (key, callable); `value_<n>` in the namespace is the constant or the function. Each value
    given is noted in `filled`, so that a failed flush takes it back.
    """
    lines = ["for d in dicts:", "    get = d.get"]
    for number, (key, is_callable) in enumerate(defaults):
        lines.append(f"    if get({key!r}) is None:")
        if is_callable:
            lines.append("        context.values = d")
        value = f"value_{number}(context)" if is_callable else f"value_{number}"
        lines += [f"        d[{key!r}] = {value}", f"        filled.append((d, {key!r}))"]
    return "\n".join(lines)


def emit_arrange(parts: Sequence[tuple[int, bool]], count: int, names: Sequence[str] = ()) -> str:
    """Body of `arrange(rows)`: rows of `count` values, as the statement's parameters want them.

    parts: for each parameter the position of its value in the row (-1: `constant_<n>`) and whether `convert_<n>`
    applies, n being the parameter's number. names: given for a named paramstyle, the result is then dicts.
    """
    values = []
    for number, (position, converted) in enumerate(parts):
        value = f"c{position}" if position >= 0 else f"constant_{number}"
        values.append(f"convert_{number}({value})" if converted else value)
    if names:
        display = "{" + ", ".join(f"{name!r}: {value}" for name, value in zip(names, values, strict=True)) + "}"
    else:
        display = f"({''.join(value + ', ' for value in values)})"
    row = "".join(f"c{number}, " for number in range(count)) or "_"
    return f"return [{display} for {row} in rows]"


def emit_changes(keys: Sequence[str], *, exact: bool, bare: bool) -> str:
    """Body of `changes(pairs)`, with pairs of (state, dict), or if `exact` of `exact(states, objects)`.

    It returns the rows of objects whose attributes `keys` changed: new values, then the identity (of one column, if
    `bare`). None when one of them needs the long road: a value set to what it was before, or one that was deleted; if
    `exact` also when something else changed.
    """
    lines = ["out = []", "append = out.append", "try:"]
    if exact:
        lines += [
            "    for state in states:",
            "        old = state.committed",
            f"        if len(old) != {len(keys)}:",
            "            return None",
            "        d = objects[state].__dict__",
        ]
    else:
        lines += ["    for state, d in pairs:", "        old = state.committed"]
    for number, key in enumerate(keys):
        lines += [
            f"        v{number} = d[{key!r}]",
            f"        if v{number} is (o := old[{key!r}]) or type(v{number}) is type(o) and v{number} == o:",
            "            return None",
        ]
    values = "".join(f"v{number}, " for number in range(len(keys)))
    identity = "state.pk" if bare else "*state.pk"
    lines += [f"        append(({values}{identity}))", "except KeyError:", "    return None", "return out"]
    return "\n".join(lines)


def emit_shared(names: Sequence[str], ordered: Sequence[str], *, bare: bool) -> str:
    """Body of `shared(changes)`: the rows of objects that all changed `names`, in the order that entries have.

    A row is the new values in the order of `ordered`, then the identity (of one column, if `bare`). Who has its old value
    again needs no row; of several names that is told by None, as when a value is missing.
    """
    identity = "pk" if bare else "*pk"
    if len(names) == 1:
        return (
            f"try:\n    return [(v, {identity}) for pk, (_, d, old) in changes.items()\n"
            f"        if (v := d[{names[0]!r}]) is not old and (type(v) is not type(old) or v != old)]\n"
            "except KeyError:\n    return None"
        )
    values = {name: f"v{number}" for number, name in enumerate(names)}
    olds = ", ".join(f"o{number}" for number in range(len(names)))
    lines = ["out = []", "append = out.append", "try:", f"    for pk, (_, d, {olds}) in changes.items():"]
    for number, name in enumerate(names):
        new, old = values[name], f"o{number}"
        lines += [
            f"        {new} = d[{name!r}]",
            f"        if {new} is {old} or type({new}) is type({old}) and {new} == {old}:",
            "            return None",
        ]
    row = "".join(f"{values[name]}, " for name in ordered)
    lines += [f"        append(({row}{identity}))", "except KeyError:", "    return None", "return out"]
    return "\n".join(lines)


def emit_store(keys: Sequence[str], converted: Collection[int] = ()) -> str:
    """Body of `store(dicts, rows)`: put what the database answered into the objects, under `keys`."""
    names = "".join(f"c{number}, " for number in range(len(keys)))
    lines = [f"for d, ({names}) in zip(dicts, rows):"]
    for number, key in enumerate(keys):
        value = f"convert_{number}(c{number})" if number in converted else f"c{number}"
        lines.append(f"    d[{key!r}] = {value}")
    return "\n".join(lines)
