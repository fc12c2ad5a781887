"""Symbols of the ORM that cross its borders: absence of a value, how far a read may go, directions of relationships.

What lives here: constants and enums. What must not: behaviour.
"""

from __future__ import annotations

from typing import Final

from ..util import Enum, IntFlag

# Under this name an object's `__dict__` has its state.
STATE: Final = "_sa_instance_state"


class LoaderCallableStatus(Enum):
    """Answers in place of a value."""

    PASSIVE_NO_RESULT = 0
    PASSIVE_CLASS_MISMATCH = 1
    ATTR_WAS_SET = 2
    ATTR_EMPTY = 3
    NO_VALUE = 4
    NEVER_SET = 4
    DONT_SET = 5


PASSIVE_NO_RESULT: Final = LoaderCallableStatus.PASSIVE_NO_RESULT
PASSIVE_CLASS_MISMATCH: Final = LoaderCallableStatus.PASSIVE_CLASS_MISMATCH
ATTR_WAS_SET: Final = LoaderCallableStatus.ATTR_WAS_SET
ATTR_EMPTY: Final = LoaderCallableStatus.ATTR_EMPTY
NO_VALUE: Final = LoaderCallableStatus.NO_VALUE
NEVER_SET: Final = NO_VALUE
DONT_SET: Final = LoaderCallableStatus.DONT_SET


class PassiveFlag(IntFlag):
    """How far a read of an attribute may go to find its value."""

    NO_CHANGE = 0
    CALLABLES_OK = 1
    SQL_OK = 2
    RELATED_OBJECT_OK = 4
    INIT_OK = 8
    NON_PERSISTENT_OK = 16
    LOAD_AGAINST_COMMITTED = 32
    NO_AUTOFLUSH = 64
    NO_RAISE = 128
    DEFERRED_HISTORY_LOAD = 256
    INCLUDE_PENDING_MUTATIONS = 512
    PASSIVE_OFF = 31
    PASSIVE_RETURN_NO_VALUE = 23
    PASSIVE_NO_INITIALIZE = 22
    PASSIVE_NO_FETCH = 29
    PASSIVE_NO_FETCH_RELATED = 27
    PASSIVE_ONLY_PERSISTENT = 15
    PASSIVE_MERGE = 159


# Plain integers for the code that tests bits: `IntFlag.__and__` is a Python call.
CALLABLES_OK: Final = 1
SQL_OK: Final = 2
INIT_OK: Final = 8
NON_PERSISTENT_OK: Final = 16
LOAD_AGAINST_COMMITTED: Final = 32
INCLUDE_PENDING_MUTATIONS: Final = 512

NO_CHANGE: Final = PassiveFlag.NO_CHANGE
PASSIVE_OFF: Final = PassiveFlag.PASSIVE_OFF
PASSIVE_RETURN_NO_VALUE: Final = PassiveFlag.PASSIVE_RETURN_NO_VALUE
PASSIVE_NO_INITIALIZE: Final = PassiveFlag.PASSIVE_NO_INITIALIZE
PASSIVE_NO_FETCH: Final = PassiveFlag.PASSIVE_NO_FETCH
PASSIVE_NO_FETCH_RELATED: Final = PassiveFlag.PASSIVE_NO_FETCH_RELATED
PASSIVE_ONLY_PERSISTENT: Final = PassiveFlag.PASSIVE_ONLY_PERSISTENT
PASSIVE_MERGE: Final = PassiveFlag.PASSIVE_MERGE


class EventConstants(Enum):
    """Answers of event handlers, and the key of an append that has none."""

    EXT_CONTINUE = 1
    EXT_STOP = 2
    EXT_SKIP = 3
    NO_KEY = 4


EXT_CONTINUE: Final = EventConstants.EXT_CONTINUE
EXT_STOP: Final = EventConstants.EXT_STOP
EXT_SKIP: Final = EventConstants.EXT_SKIP
NO_KEY: Final = EventConstants.NO_KEY


class RelationshipDirection(Enum):
    """Which side of a relationship holds the foreign key."""

    ONETOMANY = 1
    MANYTOONE = 2
    MANYTOMANY = 3


ONETOMANY: Final = RelationshipDirection.ONETOMANY
MANYTOONE: Final = RelationshipDirection.MANYTOONE
MANYTOMANY: Final = RelationshipDirection.MANYTOMANY


class InspectionAttrExtensionType(Enum):
    """What kind of extension an inspected attribute belongs to."""


class NotExtension(InspectionAttrExtensionType):
    """The attribute belongs to the ORM itself."""

    NOT_EXTENSION = "not_extension"


NOT_EXTENSION: Final = NotExtension.NOT_EXTENSION
