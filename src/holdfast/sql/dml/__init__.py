"""INSERT, UPDATE and DELETE as values."""

from .base import DMLWhereBase, UpdateBase, ValuesBase
from .insert import Insert, ReturningInsert, RowValue, insert
from .update import Delete, DMLTargetCopy, ReturningDelete, ReturningUpdate, Update, delete, from_dml_column, update

__all__ = [
    "DMLTargetCopy",
    "DMLWhereBase",
    "Delete",
    "Insert",
    "ReturningDelete",
    "ReturningInsert",
    "ReturningUpdate",
    "RowValue",
    "Update",
    "UpdateBase",
    "ValuesBase",
    "delete",
    "from_dml_column",
    "insert",
    "update",
]
