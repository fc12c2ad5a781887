"""The loader options that users write: `joinedload(User.addresses).load_only(Address.email)` and their kin.

An option is an immutable value: a cursor (`path`) and the settings collected so far. Chaining gives a new value.
The statement holds options among its children, so their structure is part of the statement's key.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from ... import exc
from ...inspection import inspect
from ...sql.structure import UNCACHEABLE, Node, Structure, intern_key
from ...util import warn_deprecated
from ..mapper import mappers_named
from .setting import WILDCARD, Setting, Token, check_link, token_for


class Load(Node):
    """Options for one entity: `Load(User).joinedload(User.addresses).selectinload(Address.tags)`."""

    __visit_name__ = "loader_option"
    inherit_cache = True
    is_loader_option: ClassVar[bool] = True
    propagate_to_loaders: ClassVar[bool] = True

    def __init__(self, entity: Any = None) -> None:
        self.entity: Any = None if entity is None else inspect(entity)
        self.path: tuple[Token, ...] = ()
        self.settings: tuple[Setting, ...] = ()

    # -- what the statement asks ------------------------------------------------------------------------------

    def _compute_structure(self) -> Structure:
        keys: list[int] = []
        holes: list[Any] = []
        for setting in self.settings:
            key, inner = setting.structure()
            keys.append(key)
            holes.extend(inner)
        complete = UNCACHEABLE not in keys
        return (intern_key((Load, *keys)) if complete else UNCACHEABLE, tuple(holes))

    def _has_placeholders(self) -> bool:
        return False

    def _copy_internals(self, replace: Any) -> Load:
        return self

    # -- building ---------------------------------------------------------------------------------------------

    def _made(self, path: tuple[Token, ...], settings: tuple[Setting, ...]) -> Load:
        made = Load()
        made.entity = self.entity
        made.path = path
        made.settings = self.settings + settings
        return made

    def _relationship(self, attribute: Any, strategy: str, **arguments: Any) -> Load:
        if arguments.pop("recursion_depth", None) is not None:
            raise exc.ArgumentError(
                "recursion_depth= is not available in this version of holdfast. Chain the option for each level: "
                "selectinload(Node.children).selectinload(Node.children)."
            )
        path = (*self.path, self._token(attribute))
        return self._made(path, (Setting(path, "relationship", strategy, **arguments),))

    def _columns(self, attributes: tuple[Any, ...], strategy: str, **arguments: Any) -> Load:
        settings = tuple(
            Setting((*self.path, self._token(attribute)), "column", strategy, **arguments) for attribute in attributes
        )
        return self._made(self.path, settings)

    def _token(self, attribute: Any) -> Token:
        return token_for(attribute, self.path[-1] if self.path else None, self.entity)

    def options(self, *options: Load) -> Load:
        """Apply further options below the attribute that this one has come to."""
        settings: list[Setting] = []
        for option in options:
            if not isinstance(option, Load):
                raise exc.ArgumentError(f"Expected a loader option such as joinedload(User.addresses), got {option!r}")
            for setting in option.settings:
                first = setting.path[0]
                if first.prop is not None and self.path:
                    check_link(first.entity, first.prop, self.path[-1])
                settings.append(setting.below(self.path))
        return self._made(self.path, tuple(settings))

    # -- relationships ----------------------------------------------------------------------------------------

    def joinedload(self, attr: Any, innerjoin: bool | str | None = None) -> Load:
        """Load the related objects in the same statement, by a LEFT OUTER JOIN (or an INNER one)."""
        return self._relationship(attr, "joined", innerjoin=innerjoin)

    def selectinload(self, attr: Any, recursion_depth: int | None = None, chunksize: int | None = None) -> Load:
        """Load the related objects of all parents by further statements with IN, 500 parents at a time."""
        return self._relationship(attr, "selectin", recursion_depth=recursion_depth, chunksize=chunksize)

    def subqueryload(self, attr: Any) -> Load:
        """Load the related objects of all parents by one further statement around the original one."""
        return self._relationship(attr, "subquery")

    def lazyload(self, attr: Any) -> Load:
        """Load the related objects when they are first asked for."""
        return self._relationship(attr, "select")

    def immediateload(self, attr: Any, recursion_depth: int | None = None) -> Load:
        """Load the related objects of each parent by a statement of its own, right after the parents."""
        return self._relationship(attr, "immediate", recursion_depth=recursion_depth)

    def noload(self, attr: Any) -> Load:
        """Load nothing: the attribute is empty."""
        warn_deprecated(
            "The noload() option is deprecated and will be removed in a future release.  This option produces incorrect "
            "results by returning ``None`` for related items. (deprecated since: 2.1)",
            "2.1",
        )
        return self._relationship(attr, "noload")

    def raiseload(self, attr: Any, sql_only: bool = False) -> Load:
        """Refuse to load the related objects when they are asked for."""
        return self._relationship(attr, "raise_on_sql" if sql_only else "raise")

    def defaultload(self, attr: Any) -> Load:
        """Keep the attribute's own way of loading; further options of the chain apply below it."""
        return self._relationship(attr, "default")

    def contains_eager(self, attr: Any, alias: Any = None) -> Load:
        """Take the related objects from the columns of a join that the statement has already."""
        if alias is not None:
            attr = attr.of_type(alias)
        return self._relationship(attr, "contains_eager")

    # -- columns ----------------------------------------------------------------------------------------------

    def load_only(self, *attrs: Any, raiseload: bool = False) -> Load:
        """Load these columns (and the primary key) now, the others when they are asked for."""
        cloned = self._columns(attrs, "undeferred", only=True)
        return cloned._columns((WILDCARD,), "deferred", raiseload=raiseload)

    def defer(self, key: Any, raiseload: bool = False) -> Load:
        """Load this column when it is first asked for."""
        return self._columns((key,), "deferred", raiseload=raiseload)

    def undefer(self, key: Any) -> Load:
        """Load this column now although its mapping defers it."""
        return self._columns((key,), "undeferred")

    def undefer_group(self, name: str) -> Load:
        """Load the deferred columns of this group now."""
        token = Token(self.path[-1].target if self.path else self.entity, WILDCARD)
        return self._made(self.path, (Setting((*self.path, token), "group", name),))

    def with_expression(self, key: Any, expression: Any) -> Load:
        """Fill a `query_expression()` attribute from this SQL expression."""
        return self._columns((key,), "expression", expression=expression)

    # -- subclasses -------------------------------------------------------------------------------------------

    def selectin_polymorphic(self, classes: Iterable[Any]) -> Load:
        """Load what these subclasses add by a further statement each, for those objects that are of them."""
        entity = self.path[-1].target if self.path else self.entity
        mappers = tuple([mapper for mapper in mappers_named(entity.mapper, classes) if mapper is not entity.mapper])
        token = Token(entity, WILDCARD)
        return self._made(self.path, (Setting((*self.path, token), "polymorphic", "selectin", mappers=mappers),))

    def __repr__(self) -> str:
        return f"<Load {', '.join(map(repr, self.settings))}>"

    __str__ = __repr__


def _chain(method: str, keys: tuple[Any, ...], **arguments: Any) -> Load:
    load = Load()
    for key in keys:
        load = getattr(load, method)(key, **arguments)
    return load


def joinedload(*keys: Any, innerjoin: bool | Literal["unnested"] | None = None) -> Load:
    """Load the related objects in the same statement, by a LEFT OUTER JOIN (or an INNER one)."""
    return _chain("joinedload", keys, innerjoin=innerjoin)


def selectinload(*keys: Any, recursion_depth: int | None = None, chunksize: int | None = None) -> Load:
    """Load the related objects of all parents by further statements with IN, 500 parents at a time."""
    return _chain("selectinload", keys, recursion_depth=recursion_depth, chunksize=chunksize)


def subqueryload(*keys: Any) -> Load:
    """Load the related objects of all parents by one further statement around the original one."""
    return _chain("subqueryload", keys)


def lazyload(*keys: Any) -> Load:
    """Load the related objects when they are first asked for."""
    return _chain("lazyload", keys)


def immediateload(*keys: Any, recursion_depth: int | None = None) -> Load:
    """Load the related objects of each parent by a statement of its own, right after the parents."""
    return _chain("immediateload", keys, recursion_depth=recursion_depth)


def noload(*keys: Any) -> Load:
    """Load nothing: the attribute is empty."""
    return _chain("noload", keys)


def raiseload(*keys: Any, sql_only: bool = False) -> Load:
    """Refuse to load the related objects when they are asked for."""
    return _chain("raiseload", keys, sql_only=sql_only)


def defaultload(*keys: Any) -> Load:
    """Keep the attribute's own way of loading; further options of the chain apply below it."""
    return _chain("defaultload", keys)


def contains_eager(*keys: Any, alias: Any = None) -> Load:
    """Take the related objects from the columns of a join that the statement has already."""
    return _chain("contains_eager", keys, alias=alias)


def load_only(*attrs: Any, raiseload: bool = False) -> Load:
    """Load these columns (and the primary key) now, the others when they are asked for."""
    return Load(_common_entity(attrs)).load_only(*attrs, raiseload=raiseload)


def defer(key: Any, *addl_attrs: Any, raiseload: bool = False) -> Load:
    """Load this column when it is first asked for."""
    load = _path_to((key, *addl_attrs))
    return load.defer((key, *addl_attrs)[-1], raiseload=raiseload)


def undefer(key: Any, *addl_attrs: Any) -> Load:
    """Load this column now although its mapping defers it."""
    return _path_to((key, *addl_attrs)).undefer((key, *addl_attrs)[-1])


def undefer_group(name: str) -> Load:
    """Load the deferred columns of this group now."""
    return Load().undefer_group(name)


def selectin_polymorphic(base_cls: Any, classes: Iterable[Any]) -> Load:
    """Load what these subclasses of `base_cls` add by a further statement each, for those objects that are of them."""
    return Load(base_cls).selectin_polymorphic(classes)


def with_expression(key: Any, expression: Any) -> Load:
    """Fill a `query_expression()` attribute from this SQL expression."""
    return Load().with_expression(key, expression)


def _path_to(keys: tuple[Any, ...]) -> Load:
    return _chain("defaultload", keys[:-1])


def _common_entity(attributes: tuple[Any, ...]) -> Any:
    """The entity that `load_only` speaks of: that of its attributes."""
    for attribute in attributes:
        owner = getattr(attribute, "parent", None)
        if owner is not None:
            return owner
    return None
