"""The tables of a MetaData as a dictionary that users can read only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from .table import Table


class TableDict(dict[str, "Table"]):
    """Key to Table; changed through Table() and `MetaData.remove()` only."""

    __slots__ = ()

    def _insert(self, key: str, table: Any) -> None:
        dict.__setitem__(self, key, table)

    def _remove(self, key: str) -> None:
        dict.pop(self, key, None)

    def _clear(self) -> None:
        dict.clear(self)

    def _refuse(self, *arguments: Any, **keywords: Any) -> NoReturn:
        raise TypeError("FacadeDict object is immutable")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> Any:
        return _restored, (dict(self),)

    def __repr__(self) -> str:
        return f"FacadeDict({dict.__repr__(self)})"


def _restored(items: dict[str, Any]) -> TableDict:
    made = TableDict()
    for key, table in items.items():
        made._insert(key, table)
    return made
