"""The names of SQLAlchemy's `orm.persistence` and `orm.unitofwork` that programs see: the context of a flush."""

from .flush import UOWTransaction

__all__ = ["UOWTransaction"]
