"""INSERT, UPDATE and DELETE as values."""

from .base import DMLWhereBase, UpdateBase, ValuesBase
from .insert import Insert, insert
from .update import Delete, DMLTargetCopy, Update, delete, from_dml_column, update

__all__ = [
    "DMLTargetCopy",
    "DMLWhereBase",
    "Delete",
    "Insert",
    "Update",
    "UpdateBase",
    "ValuesBase",
    "delete",
    "from_dml_column",
    "insert",
    "update",
]
