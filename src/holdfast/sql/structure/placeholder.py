"""Where the ORM's things stand in a statement, and the one function that turns such a statement into plain SQL.

The classes that implement placeholders, and the lowering, live far to the right (`orm.entities`, `orm.planner`).
"""

from __future__ import annotations

from typing import Any, ClassVar

from ... import exc
from ...util import late
from .node import Node

planner = late("holdfast.orm.planner")


class Placeholder(Node):
    """An ORM entity or attribute in a statement: it stands for columns that are decided when it is lowered."""

    is_placeholder: ClassVar[bool] = True

    def expand(self) -> tuple[Any, ...]:
        """The columns that this stands for."""
        raise exc.InvalidRequestError(f"{self.__class__.__name__} stands for no columns of its own")

    def froms(self) -> tuple[Any, ...]:
        """The FROM elements that this brings into a statement."""
        return ()

    @property
    def _described_entity(self) -> Any:
        """The entity that `column_descriptions` names for this and for expressions made of it, or None."""
        return getattr(self, "entity", None)

    def _described(self) -> dict[str, Any]:
        """What `column_descriptions` tells of this as an item of a columns clause."""
        entity = self._described_entity
        shown = None if entity is None else entity.entity
        return {
            "name": getattr(self, "name", None),
            "type": type(self),
            "aliased": entity is not None and entity.is_aliased_class,
            "expr": self,
            "entity": shown,
        }


def lower(statement: Any, outermost: bool = False) -> Any:
    """The statement in plain columns and tables; `outermost`: it is not part of another one."""
    return planner.lower_statement(statement, outermost)
