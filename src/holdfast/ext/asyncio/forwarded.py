"""What the async shells hand on to the sync object underneath, because it never waits.

Written by tools/make_shells.py, do not edit: `python -m tools.make_shells` writes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...engine.connection import Connection
from ...engine.engine import Engine
from ...engine.url import URL
from ...orm.session import Held, Session
from ...pool import Pool
from ...util import IdentitySet


class ForwardsToSession:
    """The methods of a Session that need no database."""

    sync_session: Session

    @classmethod
    def identity_key(
        cls, class_: Any = None, ident: Any = None, *, instance: Any = None, row: Any = None, identity_token: Any = None
    ) -> Any:
        """The identity key of a class and primary key, of an object, or of a row."""
        return Session.identity_key(class_, ident, instance=instance, row=row, identity_token=identity_token)

    @classmethod
    def object_session(cls, instance: object) -> Session | None:
        """The session an object belongs to, or None."""
        return Session.object_session(instance)

    def __contains__(self, instance: object) -> bool:
        return instance in self.sync_session

    def __iter__(self) -> Iterator[object]:
        return iter(self.sync_session)

    def add(self, instance: object, *, _warn: bool = True) -> None:
        """Take an object in, and all it leads to along save-update; the next flush writes it."""
        self.sync_session.add(instance, _warn=_warn)

    def add_all(self, instances: Iterable[object]) -> None:
        """`add` each of them."""
        self.sync_session.add_all(instances)

    def expire(self, instance: object, attribute_names: Iterable[str] | None = None) -> None:
        """Forget an object's values (or those of `attribute_names`); the next read loads them."""
        self.sync_session.expire(instance, attribute_names)

    def expire_all(self) -> None:
        """Forget the values of all persistent objects."""
        self.sync_session.expire_all()

    def expunge(self, instance: object) -> None:
        """Let an object go, and what expunge cascades to."""
        self.sync_session.expunge(instance)

    def expunge_all(self) -> None:
        """Let all objects go."""
        self.sync_session.expunge_all()

    def held(self) -> Held:
        """The objects this session holds and the state of each, as a table to print."""
        return self.sync_session.held()

    def in_nested_transaction(self) -> bool:
        """Whether a savepoint is set."""
        return self.sync_session.in_nested_transaction()

    def in_transaction(self) -> bool:
        """Whether a transaction is under way, begun here or by itself."""
        return self.sync_session.in_transaction()

    def is_modified(self, instance: object, include_collections: bool = True) -> bool:
        """Whether an object has changes that a flush would write."""
        return self.sync_session.is_modified(instance, include_collections)

    @property
    def autoflush(self) -> bool:
        return self.sync_session.autoflush

    @autoflush.setter
    def autoflush(self, value: bool) -> None:
        self.sync_session.autoflush = value

    @property
    def deleted(self) -> IdentitySet:
        """Objects that `delete()` marked and whose rows are still there."""
        return self.sync_session.deleted

    @property
    def dirty(self) -> IdentitySet:
        """Persistent objects with an attribute that was set, whether or not its value changed."""
        return self.sync_session.dirty

    @property
    def execution_options(self) -> Any:
        return self.sync_session.execution_options

    @execution_options.setter
    def execution_options(self, value: Any) -> None:
        self.sync_session.execution_options = value

    @property
    def identity_map(self) -> Any:
        return self.sync_session.identity_map

    @identity_map.setter
    def identity_map(self, value: Any) -> None:
        self.sync_session.identity_map = value

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary for the user."""
        return self.sync_session.info

    @property
    def is_active(self) -> bool:
        """False after a failed flush, until `rollback()`."""
        return self.sync_session.is_active

    @property
    def new(self) -> IdentitySet:
        """Objects that were added and not yet written."""
        return self.sync_session.new

    @property
    def no_autoflush(self) -> Any:
        """A context manager within which queries do not flush."""
        return self.sync_session.no_autoflush


class ForwardsToConnection:
    """The methods of a Connection that need no database."""

    __slots__ = ()
    _started: Callable[[], Connection]

    def get_execution_options(self) -> Any:
        return self._started().get_execution_options()

    def in_nested_transaction(self) -> bool:
        return self._started().in_nested_transaction()

    def in_transaction(self) -> bool:
        return self._started().in_transaction()

    @property
    def closed(self) -> bool:
        return self._started().closed

    @property
    def default_isolation_level(self) -> str | None:
        return self._started().default_isolation_level

    @property
    def info(self) -> dict[Any, Any]:
        """A dictionary of the user's that lives as long as the database connection."""
        return self._started().info

    @property
    def invalidated(self) -> bool:
        return self._started().invalidated


class ForwardsToEngine:
    """The methods of an Engine that need no database."""

    __slots__ = ()
    sync_engine: Engine

    def clear_compiled_cache(self) -> None:
        """Forget all compiled statements."""
        self.sync_engine.clear_compiled_cache()

    def get_execution_options(self) -> Any:
        return self.sync_engine.get_execution_options()

    def update_execution_options(self, **opt: Any) -> None:
        """Change the options of this engine, for connections made from now on."""
        self.sync_engine.update_execution_options(**opt)

    @property
    def dialect(self) -> Any:
        return self.sync_engine.dialect

    @dialect.setter
    def dialect(self, value: Any) -> None:
        self.sync_engine.dialect = value

    @property
    def driver(self) -> str:
        return self.sync_engine.driver

    @property
    def echo(self) -> Any:
        """Whether statements are logged; `"debug"` logs rows too."""
        return self.sync_engine.echo

    @echo.setter
    def echo(self, value: Any) -> None:
        self.sync_engine.echo = value

    @property
    def name(self) -> str:
        return self.sync_engine.name

    @property
    def pool(self) -> Pool:
        return self.sync_engine.pool

    @pool.setter
    def pool(self, value: Pool) -> None:
        self.sync_engine.pool = value

    @property
    def url(self) -> URL:
        return self.sync_engine.url

    @url.setter
    def url(self, value: URL) -> None:
        self.sync_engine.url = value
