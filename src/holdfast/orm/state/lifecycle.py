"""Moves between the five states that need no session's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...exc import InvalidRequestError
from .instance import NO_NAMES, InstanceState, instance_state
from .owner import DETACHED

if TYPE_CHECKING:
    from ..session import Session  # rightward


def object_session(instance: Any) -> Session | None:
    """The session an object belongs to, or None."""
    shared = getattr(instance, "__dict__", {}).get("_sa_instance_state")
    # A shared state answers as well as an own one: looking must not promote.
    owner = shared.owner if shared is not None else instance_state(instance).owner
    return owner.session  # type: ignore[no-any-return]


def was_deleted(obj: Any) -> bool:
    """True if the object was deleted within a flush of its session and not brought back by a rollback."""
    return instance_state(obj)._deleted


def make_transient(instance: Any) -> None:
    """Take the object out of its session and forget its identity: it is as if just constructed."""
    state = instance_state(instance)
    session = state.owner.session
    if session is not None:
        session._expunge_states([state])
    state.owner = DETACHED
    state.load = state.mapper.new_state
    state.expired = False
    state.expired_attributes = NO_NAMES
    state.key = None
    state._deleted = False


def make_transient_to_detached(instance: Any) -> None:
    """Give a transient object the identity its primary key says, unloaded attributes expired."""
    state: InstanceState = instance_state(instance)
    if state.owner.session is not None or state._key is not None:
        raise InvalidRequestError("Given object must be transient")
    mapper = state.mapper
    state.key = mapper.identity_of({**dict.fromkeys(mapper.pk_keys), **instance.__dict__})
    state.load = mapper.detached_state
    state._deleted = False
    state.commit_all()
    state.expire_attributes(instance.__dict__, state.unloaded)
