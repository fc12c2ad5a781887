"""`Generic` as classes here use it: for type checkers it is `typing.Generic`, at run time it only answers `Class[X]`.

`typing.Generic` walks the parameters of each subclass and each subscription when a module is imported, and stands
in the method resolution order of some two hundred classes; nothing at run time looks at what it works out
(docs/notes/0015-speed-of-import-and-statements.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Generic
else:
    from types import GenericAlias

    class Generic:
        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)


__all__ = ["Generic"]
