"""Write the source of hydrators: functions that turn the driver's rows into objects in one loop.

What lives here: pure functions from the row model to source text. They never run what they write, and know
nothing of sessions: a hydrator asks its `run` (see `runtime`) for identity maps, shared states and lists.
What does not exist in a model (events, converters, polymorphism, joined collections) leaves no trace in the
source. Golden files under `tests/golden/source` show what comes out.

Many rows of one plain entity, none of them held yet, are made step by step for all rows at once (`_at_once`): the loops
then run inside `map` and comprehensions. The loop row by row is for everything else, and for few rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..planner import BundleRead, ColumnRead, EntityRead, ItemRead, RelatedRead, RowRead

_INDENT = "    "
# Below so many rows what `_at_once` looks up first costs more than it saves.
_AT_ONCE_FROM = 16


def emit_hydrator(row: RowRead, converted: Collection[int], watched: Collection[int] = ()) -> str:
    """Source of `hydrate(rows, run) -> list`, and for rows of one plain entity of `hydrate_one(row, identities, state, refresh)`.

    converted: row indexes whose values pass through a converter (`convert_<index>` in the namespace).
    watched: numbers of the entities whose new objects are reported (load events).
    """
    top = [item for item in _entities_of(row.items)]
    lines = [line for entity in row.entities if entity.kinds for line in _fills(entity, frozenset(converted))]
    lines += ["def hydrate(rows, run):", _INDENT + "out = []", _INDENT + "append = out.append"]
    lines += _prologue(row, watched)
    lines += _at_once(row, frozenset(converted), watched)
    names = [f"c{index}" for index in range(len(row.types))]
    lines.append(f"{_INDENT}for {', '.join(names)}{',' if len(names) == 1 else ''} in rows:")
    written: set[int] = set()
    for entity in top:
        if entity.number not in written:
            written.add(entity.number)
            lines += _indented(_entity(entity, frozenset(converted), frozenset(watched)), 2)
    values = [_item(item, converted) for item in row.items]
    result = values[0] if row.is_single else f"({', '.join(values)})"
    lines.append(f"{_INDENT * 2}append({result})")
    lines += _epilogue(row)
    lines.append(_INDENT + "return out")
    lines += _one(row, frozenset(converted), watched)
    return "\n".join(lines) + "\n"


def kind_name(entity: EntityRead, position: int) -> str:
    """The name of a subclass in the hydrator's namespace."""
    return f"kind_{entity.number}_{position}"


def _fills(entity: EntityRead, converted: frozenset[int]) -> list[str]:
    """Functions that put what only a subclass has into its objects' `__dict__`, and the table of them by class."""
    n = entity.number
    late = converted.difference(entity.identity)
    arguments = "".join(f", c{index}" for index in entity.kind_indexes)
    lines: list[str] = []
    names: list[str] = []
    for position, pairs in enumerate(entity.kinds.values()):
        lines.append(f"def fill_{n}_{position}(d{arguments}):")
        lines += [f"{_INDENT}d[{key!r}] = {_column_value(index, late)}" for key, index in pairs]
        names.append(f"{kind_name(entity, position)}: fill_{n}_{position}")
    return [*lines, f"fills_{n} = {{{', '.join(names)}}}"]


def _entities_of(items: tuple[ItemRead, ...]) -> Iterator[EntityRead]:
    for item in items:
        if isinstance(item, EntityRead):
            yield item
        elif isinstance(item, BundleRead):
            yield from _entities_of(item.items)


def _item(item: ItemRead, converted: Collection[int]) -> str:
    if isinstance(item, EntityRead):
        return f"o{item.number}"
    if isinstance(item, ColumnRead):
        return f"convert_{item.index}(c{item.index})" if item.index in converted else f"c{item.index}"
    return f"make_{item.number}({_tuple([_item(part, converted) for part in item.items])})"


def _tuple(parts: list[str]) -> str:
    return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"


def bundle_name(bundle: BundleRead) -> str:
    return f"make_{bundle.number}"


def _prologue(row: RowRead, watched: Collection[int]) -> list[str]:
    lines: list[str] = []
    if row.entities:
        lines.append("refresh = run.populate_existing")
    for entity in row.entities:
        n = entity.number
        lines.append(f"identities_{n} = run.identities[{n}]")
        lines.append(f"find_{n} = identities_{n}.get")
        if entity.discriminator is None:
            lines.append(f"state_{n} = run.states[{n}]")
            lines.append(f"cohort_{n} = state_{n}.refs.append")
        else:
            lines.append(f"kinds_{n} = run.kinds[{n}]")
        if n in watched:
            lines.append(f"created_{n} = run.created.append")
        if entity.follow_ups:
            lines.append(f"parents_{n} = run.parents[{n}]")
        for related in entity.related:
            if related.uselist:
                lines.append(f"collected_{related.entity.number} = {{}}")
    return _indented(lines, 1)


def _plain_entity(row: RowRead, converted: frozenset[int]) -> EntityRead | None:
    """The entity of rows that are one plain entity and nothing else."""
    entity = row.items[0] if row.is_single else None
    if not isinstance(entity, EntityRead):
        return None
    if len(row.entities) > 1 or entity.related or entity.discriminator is not None:
        return None
    return entity if converted.isdisjoint(entity.identity) else None


def _key(entity: EntityRead, parts: list[str]) -> tuple[str, str]:
    """A primary key as identity maps have it, and what it is in a row that has no entity."""
    absent = _tuple(["None"] * len(parts)) if len(parts) > 1 else "None"
    return parts[0] if len(parts) == 1 else _tuple(parts), absent


def _one(row: RowRead, converted: frozenset[int], watched: Collection[int]) -> list[str]:
    """The function for a single row: its object, made or held; None where there is more to do than that."""
    entity = _plain_entity(row, converted)
    if entity is None or entity.follow_ups or entity.number in watched:
        return []
    n = entity.number
    key, absent = _key(entity, [f"c{index}" for index in entity.identity])
    names = ", ".join(f"c{index}" for index in range(len(row.types))) + ("," if len(row.types) == 1 else "")
    lines = [f"{names} = row"]
    if absent != "None":
        lines.append(f"k = {key}")
        key = "k"
    lines += [
        f"r = identities.get({key})",
        "if r is not None and (o := r()) is not None:",
        f"    return None if refresh or not ({_all_there(entity, 'o')}) else o",
        f"if {key} {'is' if absent == 'None' else '=='} {absent}:",
        "    return None",
        f"o = new(class_{n})",
        f"set_dict_{n}(o, {_dict_display(entity, 'state', converted)})",
        f"identities[{key}] = ref(o)",
        "return o",
    ]
    return ["", "def hydrate_one(row, identities, state, refresh):", *_indented(lines, 1)]


def _at_once(row: RowRead, converted: frozenset[int], watched: Collection[int]) -> list[str]:
    """The short cut for rows that are all new objects of one plain entity; nothing where it cannot be taken."""
    entity = _plain_entity(row, converted)
    if entity is None:
        return []
    n = entity.number
    names = ", ".join(f"c{index}" for index in range(len(row.types))) + ("," if len(row.types) == 1 else "")
    key, absent = _key(entity, [f"row[{index}]" for index in entity.identity])
    lines = [
        f"keys = [{key} for row in rows]",
        "fresh = set(keys)",
        f"if len(fresh) == len(keys) and {absent} not in fresh and identities_{n}.keys().isdisjoint(keys):",
        f"    dicts = [{_dict_display(entity, f'state_{n}', converted)} for {names} in rows]",
        f"    out = list(map(new, repeat(class_{n}, len(dicts))))",
        f"    exhaust(map(set_dict_{n}, out, dicts))",
        "    made = list(map(ref, out))",
        f"    identities_{n}.update(zip(keys, made))",
        f"    state_{n}.refs += made",
    ]
    if n in watched:
        lines.append("    run.created += out")
    if entity.follow_ups:
        lines.append(f"    parents_{n}.update(zip(map(id, out), out))")
    lines.append("    return out")
    return _indented([f"if len(rows) >= {_AT_ONCE_FROM}:", *_indented(lines, 1)], 1)


def _epilogue(row: RowRead) -> list[str]:
    lines: list[str] = []
    for entity in row.entities:
        for related in entity.related:
            if related.uselist:
                m = related.entity.number
                lines += [
                    f"for owner, items, wanted in collected_{m}.values():",
                    "    if wanted:",
                    f"        set_collection_{m}(owner, {related.key!r}, list(items.values()))",
                ]
    return _indented(lines, 1)


def _indented(lines: list[str], depth: int) -> list[str]:
    return [_INDENT * depth + line for line in lines]


def _entity(entity: EntityRead, converted: frozenset[int], watched: frozenset[int]) -> list[str]:
    """The block that leaves the entity's object, or None, in `o<number>`."""
    n = entity.number
    lines = [f"c{index} = convert_{index}(c{index})" for index in entity.identity if index in converted]
    late = converted.difference(entity.identity)
    parts = [f"c{index}" for index in entity.identity]
    if len(parts) == 1:
        key, absent = parts[0], f"{parts[0]} is None"
    else:
        key, absent = f"k{n}", " and ".join(f"{part} is None" for part in parts)
        lines.append(f"k{n} = ({', '.join(parts)})")
    lines += [
        f"r = find_{n}({key})",
        f"if r is None or (o{n} := r()) is None:",
        f"    if {absent}:",
        f"        o{n} = None",
        "    else:",
        *_indented(_create(entity, key, late, watched), 2),
    ]
    values = _tuple([_column_value(index, late) for _, index in entity.columns])
    if entity.kinds:
        lines += ["else:", f"    merge_kind(o{n}, keys_{n}, {values}, fills_{n}, {_kind_values(entity)}, run)"]
    else:
        lines += [
            f"elif refresh or not ({_all_there(entity, f'o{n}')}):",
            f"    merge(o{n}, keys_{n}, {values}, run)",
        ]
    inner: list[str] = []
    if entity.follow_ups:
        inner.append(f"parents_{n}[id(o{n})] = o{n}")
    for related in entity.related:
        block = _related(entity, related, converted, watched)
        if related.narrows:
            block = [f"if isinstance(o{n}, owner_{related.entity.number}):", *_indented(block, 1)]
        inner += block
    if inner:
        lines.append(f"if o{n} is not None:")
        lines += _indented(inner, 1)
    return lines


def _all_there(entity: EntityRead, name: str) -> str:
    """The test whether a held object has all that the row brings."""
    known = " and ".join(f"{key!r} in d" for key in entity.keys) or "True"
    return known.replace(" in d", f" in (d := {name}.__dict__)", 1)


def _column_value(index: int, late: frozenset[int]) -> str:
    return f"convert_{index}(c{index})" if index in late else f"c{index}"


def _dict_display(entity: EntityRead, state: str, late: frozenset[int]) -> str:
    """What a new object's `__dict__` is written as."""
    values = "".join(f", {name!r}: {_column_value(index, late)}" for name, index in entity.columns)
    return f"{{'_sa_instance_state': {state}{values}}}"


def _create(entity: EntityRead, key: str, late: frozenset[int], watched: frozenset[int]) -> list[str]:
    n = entity.number
    lines: list[str] = []
    if entity.discriminator is None:
        cls, state, cohort = f"class_{n}", f"state_{n}", f"cohort_{n}"
    else:
        cls, state, cohort = "cls", "state", "cohort"
        lines.append(f"cls, state, cohort = kinds_{n}[{_column_value(entity.discriminator, late)}]")
    if entity.kinds:
        lines += [
            f"o{n} = new(cls)",
            f"d = {_dict_display(entity, state, late)}",
            f"if (fill := fills_{n}.get(cls)) is not None:",
            f"    fill(d, *{_kind_values(entity)})",
            f"set_dict_{n}(o{n}, d)",
        ]
    else:
        lines += [f"o{n} = new({cls})", f"set_dict_{n}(o{n}, {_dict_display(entity, state, late)})"]
    lines += [
        f"identities_{n}[{key}] = r = ref(o{n})",
        f"{cohort}(r)",
    ]
    if n in watched:
        lines.append(f"created_{n}(o{n})")
    return lines


def _kind_values(entity: EntityRead) -> str:
    return _tuple([f"c{index}" for index in entity.kind_indexes])


def _related(entity: EntityRead, related: RelatedRead, converted: frozenset[int], watched: frozenset[int]) -> list[str]:
    n, m, name = entity.number, related.entity.number, related.key
    child = _entity(related.entity, converted, watched)
    if not related.uselist:
        return [
            *child,
            f"if refresh or {name!r} not in o{n}.__dict__:",
            f"    o{n}.__dict__[{name!r}] = o{m}",
        ]
    return [
        f"found = collected_{m}.get(id(o{n}))",
        "if found is None:",
        f"    found = collected_{m}[id(o{n})] = (o{n}, {{}}, refresh or {name!r} not in o{n}.__dict__)",
        f"items_{m} = found[1]",
        *child,
        f"if o{m} is not None:",
        f"    items_{m}[id(o{m})] = o{m}",
    ]
