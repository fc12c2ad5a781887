"""The names of SQLAlchemy's `orm.scoping`."""

from .session import QueryPropertyDescriptor, scoped_session

__all__ = ["QueryPropertyDescriptor", "scoped_session"]
