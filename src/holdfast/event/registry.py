"""Event families: which events exist, for which targets, and who listens.

A box that raises events declares a family here on its side: a subclass of `Events` whose public methods are the
events, with the arguments a listener receives. `api.py` finds the family by asking each whether it knows the target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from .. import exc
from .dispatch import Dispatch, Listener

_families: list[type[Events]] = []


class EventTarget:
    """A class whose objects raise events; `dispatch` is the table of listeners of an object, or of the class."""

    dispatch: Any


class Events:
    """A family of events.

    `target` is the class whose objects and subclasses it serves. Its public methods are the events; a listener is
    called with a method's arguments (so the machinery's own methods begin with an underscore, but for `table` and `class_table`). Subclasses override `_accept` for targets that stand for others, and `_adapt` to
    wrap listeners.
    """

    target: ClassVar[type | None] = None
    _names: ClassVar[tuple[str, ...]] = ()
    _tables: ClassVar[WeakKeyDictionary[type, Dispatch]]

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        names = dict.fromkeys(cls._names)
        names.update(
            dict.fromkeys(name for name in vars(cls) if not name.startswith("_") and callable(vars(cls)[name]))
        )
        names.pop("target", None)
        cls._names = tuple(names)
        cls._tables = WeakKeyDictionary()
        _families.append(cls)

    @classmethod
    def class_table(cls, kind: type) -> Dispatch:
        """The table of a class: what listens to all its objects.

        Objects that are made often take it as their `dispatch`, for nothing; the first listener of
        their own gives them a table of their own.
        """
        table = cls._tables.get(kind)
        if table is None:
            bases = [base for base in kind.__mro__[1:] if cls.target is not None and issubclass(base, cls.target)]
            parents = [cls.class_table(bases[0])] if bases else []
            table = cls._tables[kind] = Dispatch(cls._names, parents)
            table._is_of_class = True
        return table

    @classmethod
    def table(cls, target: Any, *parents: Dispatch | None) -> Dispatch:
        """A new table for the object `target`: its class's listeners, its own, then those of `parents`."""
        joined = [cls.class_table(type(target)), *(parent for parent in parents if parent is not None)]
        return Dispatch(cls._names, joined)

    @classmethod
    def _accept(cls, target: Any) -> Any:
        """The thing to listen to when a user names `target`, or None when this family does not know it."""
        if cls.target is None:
            return None
        if isinstance(target, type):
            return target if issubclass(target, cls.target) else None
        return target if isinstance(target, cls.target) else None

    @classmethod
    def _table_of(cls, target: Any) -> Dispatch:
        """The table to put a listener in. An object that still shares its class's table gets its own now."""
        if isinstance(target, type):
            return cls.class_table(target)
        table: Dispatch = target.dispatch
        if table._is_of_class:
            table = target.dispatch = Dispatch(cls._names, [table])
        return table

    @classmethod
    def _adapt(cls, target: Any, name: str, listener: Listener, **options: Any) -> Listener:
        """The callable to store for `listener`. `options` are those of `listen()` that only this family knows."""
        if options:
            unknown = ", ".join(repr(option) for option in options)
            raise exc.ArgumentError(f"Events of {target!r} take no option {unknown}")
        return listener

    @classmethod
    def _listen(
        cls, target: Any, name: str, listener: Listener, stored: Listener, *, first: bool = False, **options: Any
    ) -> None:
        """Have `stored` called at event `name` of `target`; `listener` is the user's function it stands for."""
        cls._table_of(target)._file(name, listener, cls._adapt(target, name, stored, **options), first=first)

    @classmethod
    def _remove(cls, target: Any, name: str, listener: Listener) -> None:
        """Undo `_listen`."""
        if not cls._table_of(target)._unfile(name, listener):
            raise exc.InvalidRequestError(f"No listeners found for event {target!r} / {name!r} / {listener!r}")

    @classmethod
    def _contains(cls, target: Any, name: str, listener: Listener) -> bool:
        return cls._table_of(target)._has(name, listener)

    @classmethod
    def _clear(cls) -> None:
        """Forget the listeners of all classes of this family."""
        for table in list(cls._tables.values()):
            table._clear()


def families_of(target: Any) -> Iterable[tuple[type[Events], Any]]:
    """The families that know `target`, each with what it takes for the target."""
    for family in _families:
        accepted = family._accept(target)
        if accepted is not None:
            yield family, accepted


def event_signature(family: type[Events], name: str) -> tuple[str, ...]:
    """The names of the arguments that listeners of an event receive."""
    method: Callable[..., Any] = getattr(family, name)
    code = method.__code__
    return code.co_varnames[1 : code.co_argcount]
