"""`relationship()`, as users write it, with all its parameters."""

from __future__ import annotations

from typing import Any

from ...util import NO_ARG
from ..properties import take_attribute_options
from .relationship import RelationshipProperty


def relationship(
    argument: Any = None,
    secondary: Any = None,
    *,
    uselist: bool | None = None,
    collection_class: Any = None,
    primaryjoin: Any = None,
    secondaryjoin: Any = None,
    back_populates: Any = None,
    order_by: Any = False,
    backref: Any = None,
    overlaps: str | None = None,
    post_update: bool = False,
    cascade: Any = NO_ARG,
    viewonly: bool = False,
    init: Any = NO_ARG,
    repr: Any = NO_ARG,
    default: Any = NO_ARG,
    default_factory: Any = NO_ARG,
    compare: Any = NO_ARG,
    kw_only: Any = NO_ARG,
    hash: Any = NO_ARG,
    lazy: Any = "select",
    passive_deletes: Any = False,
    passive_updates: bool = True,
    active_history: bool = False,
    enable_typechecks: bool = True,
    foreign_keys: Any = None,
    remote_side: Any = None,
    join_depth: int | None = None,
    comparator_factory: Any = None,
    single_parent: bool = False,
    innerjoin: Any = False,
    distinct_target_key: bool | None = None,
    load_on_pending: bool = False,
    query_class: Any = None,
    info: Any = None,
    omit_join: Any = None,
    sync_backref: bool | None = None,
    dataclass_metadata: Any = NO_ARG,
    **kw: Any,
) -> Any:
    """An attribute that leads to objects of another mapped class.

    `argument` is the class, its name, or a function that returns it; it may be left out where a `Mapped[...]`
    annotation says it. Expressions (`primaryjoin`, `order_by`, `foreign_keys`, …) may be strings or functions too.
    """
    parameters = dict(locals())
    parameters.update(parameters.pop("kw"))
    options = take_attribute_options(parameters)
    made: RelationshipProperty[Any] = RelationshipProperty(
        parameters.pop("argument"), parameters.pop("secondary"), **parameters
    )
    made.attribute_options = options
    return made
