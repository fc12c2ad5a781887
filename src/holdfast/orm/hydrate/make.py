"""Make a hydrator: gather the namespace that the emitted source needs, and have it built.

What must not live here: the text of the source (`emit`) and what it calls while running (`runtime`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any
from weakref import ref

from ...codegen import build_module
from ..attributes import dict_setter
from ..planner import BundleRead, ItemRead, RowRead, forget_ready
from .emit import bundle_name, emit_hydrator, kind_name
from .runtime import LoadRun, merge_kind, merge_row

# Runs an iterator to its end, for what it does on the way.
_exhaust = deque[Any](maxlen=0).extend

Hydrator = Callable[[list[Any], LoadRun], list[Any]]
OneHydrator = Callable[[Any, dict[Any, Any], Any, Any], Any]


def make_hydrator(row: RowRead, dialect: Any) -> Hydrator:
    """The function that turns rows of this model, as this dialect's driver gives them, into objects."""
    return make_hydrators(row, dialect)[0]


def make_hydrators(row: RowRead, dialect: Any) -> tuple[Hydrator, OneHydrator | None]:
    """The same, and where there is one the function for a single row: the object, or None for the other."""
    converters = {
        index: processor
        for index, type_ in enumerate(row.types)
        if type_ is not None and (processor := type_.cached_result_processor(dialect)) is not None
    }
    watched = [entity.number for entity in row.entities if _announced or _has_load_listeners(entity.mapper)]
    namespace: dict[str, Any] = {
        "ref": ref,
        "new": object.__new__,
        "merge": merge_row,
        "merge_kind": merge_kind,
        "repeat": repeat,
        "exhaust": _exhaust,
    }
    for index, processor in converters.items():
        namespace[f"convert_{index}"] = processor
    for entity in row.entities:
        n = entity.number
        cls = entity.mapper.class_
        namespace[f"class_{n}"] = cls
        namespace[f"set_dict_{n}"] = dict_setter(cls)
        namespace[f"keys_{n}"] = entity.keys
        for position, mapper in enumerate(entity.kinds):
            namespace[kind_name(entity, position)] = mapper.class_
        for related in entity.related:
            if related.narrows:
                namespace[f"owner_{related.entity.number}"] = related.prop.parent.class_
            if related.uselist:
                namespace[f"set_collection_{related.entity.number}"] = collection_setter(related.prop, entity.mapper)
    for bundle in _bundles(row.items):
        namespace[bundle_name(bundle)] = bundle.make
    source = emit_hydrator(row, converters, watched)
    title = "_".join(entity.mapper.class_.__name__ for entity in row.entities) or "row"
    made = build_module(source, namespace, f"hydrate {title}")
    return made["hydrate"], made.get("hydrate_one")


def collection_setter(prop: Any, mapper: Any) -> Callable[[Any, str, list[Any]], None]:
    """What stores a loaded collection in objects of `mapper`, or of the subclass that has it."""
    set_committed = (mapper if mapper.isa(prop.parent) else prop.parent).impls[prop.key].set_committed

    def store(owner: Any, key: str, items: list[Any]) -> None:
        set_committed(owner, items)

    return store


_announced = False


def announce_all() -> None:
    """From now on every run collects the objects it makes: some session listens to `loaded_as_persistent`."""
    global _announced
    if not _announced:
        _announced = True
        forget_ready()


def _has_load_listeners(mapper: Any) -> bool:
    return any(bool(one.class_manager.dispatch.load) for one in mapper.self_and_descendants)


def _bundles(items: tuple[ItemRead, ...]) -> Iterator[BundleRead]:
    for item in items:
        if isinstance(item, BundleRead):
            yield item
            yield from _bundles(item.items)
