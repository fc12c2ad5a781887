"""The names of SQLAlchemy's `orm.util`."""

from .attributes import Bundle
from .entities import AliasedClass, AliasedInsp, aliased, with_polymorphic
from .mapper import class_mapper, object_mapper
from .query import with_parent
from .relationships import CascadeOptions
from .session import Session
from .state import instance_str, object_session, state_str, was_deleted

identity_key = Session.identity_key

__all__ = [
    "AliasedClass",
    "AliasedInsp",
    "Bundle",
    "CascadeOptions",
    "aliased",
    "class_mapper",
    "identity_key",
    "instance_str",
    "object_mapper",
    "object_session",
    "state_str",
    "was_deleted",
    "with_parent",
    "with_polymorphic",
]
