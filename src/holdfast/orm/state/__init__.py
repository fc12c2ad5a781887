"""State of objects: the state a load shares, the state an object owns, and how one becomes the other."""

from .changed import NOTHING, ChangedState, SharedChanges
from .history import HISTORY_BLANK, History, collection_history, reference_history, scalar_history
from .instance import (
    NO_NAMES,
    STATE,
    InstanceState,
    StateDescriptor,
    instance_dict,
    instance_state,
    instance_str,
    note_refreshed,
    own_names,
    promote,
    state_str,
)
from .lifecycle import make_transient, make_transient_to_detached, object_session, was_deleted
from .load import BORN, LATE, RETURNED, ExpiredState, LoadState
from .owner import DETACHED, Owner
from .view import AttributeState, AttributeStates

__all__ = [
    "BORN",
    "DETACHED",
    "HISTORY_BLANK",
    "LATE",
    "NOTHING",
    "NO_NAMES",
    "RETURNED",
    "STATE",
    "AttributeState",
    "AttributeStates",
    "ChangedState",
    "ExpiredState",
    "History",
    "InstanceState",
    "LoadState",
    "Owner",
    "SharedChanges",
    "StateDescriptor",
    "collection_history",
    "instance_dict",
    "instance_state",
    "instance_str",
    "make_transient",
    "make_transient_to_detached",
    "note_refreshed",
    "object_session",
    "own_names",
    "promote",
    "reference_history",
    "scalar_history",
    "state_str",
    "was_deleted",
]
