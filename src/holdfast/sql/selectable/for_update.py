"""FOR UPDATE, as a value that a statement carries."""

from __future__ import annotations

from typing import Any, ClassVar

from ..elements import ClauseElement, expect
from ..structure import CHILDREN, PLAIN, Field


class ForUpdateArg(ClauseElement):
    """What `with_for_update()` was given; `of` names columns or tables."""

    __visit_name__ = "for_update"
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("of", CHILDREN),
        Field("nowait", PLAIN),
        Field("read", PLAIN),
        Field("skip_locked", PLAIN),
        Field("key_share", PLAIN),
    )

    def __init__(
        self,
        *,
        nowait: bool = False,
        read: bool = False,
        of: Any = None,
        skip_locked: bool = False,
        key_share: bool = False,
    ) -> None:
        self.nowait = nowait
        self.read = read
        self.skip_locked = skip_locked
        self.key_share = key_share
        self.of: tuple[Any, ...] | None = None
        if of is not None:
            given = of if isinstance(of, (list, tuple, set)) else (of,)
            self.of = tuple(expect("columns_clause", member) for member in given)

    @classmethod
    def _from_argument(cls, with_for_update: Any) -> ForUpdateArg | None:
        """From what `Session.refresh(with_for_update=...)` takes: True, None, a mapping or one of these."""
        if isinstance(with_for_update, ForUpdateArg):
            return with_for_update
        if with_for_update in (None, False):
            return None
        if with_for_update is True:
            return ForUpdateArg()
        return ForUpdateArg(**with_for_update)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ForUpdateArg)
            and other.nowait == self.nowait
            and other.read == self.read
            and other.skip_locked == self.skip_locked
            and other.key_share == self.key_share
            and other.of is self.of
        )

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)

    __hash__ = object.__hash__
