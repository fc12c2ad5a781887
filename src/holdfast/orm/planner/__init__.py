"""Lowering: ORM statements become plain statements, a description of their rows, and follow-up loads."""

from .cache import clear_plans, find_plan, keep_plan
from .columns import is_loaded
from .from_statement import FromStatement, plan_from_statement, plan_given, plan_returning_items, plan_text
from .joins import unwrapped_order
from .lower import lower_statement
from .planned import PART, FollowUp, Planned, SubclassFollowUp, forget_ready
from .protocol import LoadStrategy
from .relate import (
    adapt_to,
    adapted_join,
    core_column,
    moved,
    selectable_adapter,
    side_of,
    single_criterion,
    with_criteria,
)
from .rows import BundleRead, ColumnRead, EntityRead, ItemRead, RelatedRead, RowRead
from .select import Parent, Planning, child_node, first_entity, plan_select, target_of

__all__ = [
    "PART",
    "BundleRead",
    "ColumnRead",
    "EntityRead",
    "FollowUp",
    "FromStatement",
    "ItemRead",
    "LoadStrategy",
    "Parent",
    "Planned",
    "Planning",
    "RelatedRead",
    "RowRead",
    "SubclassFollowUp",
    "adapt_to",
    "adapted_join",
    "child_node",
    "clear_plans",
    "core_column",
    "find_plan",
    "first_entity",
    "forget_ready",
    "is_loaded",
    "keep_plan",
    "lower_statement",
    "moved",
    "plan_from_statement",
    "plan_given",
    "plan_returning_items",
    "plan_select",
    "plan_text",
    "selectable_adapter",
    "side_of",
    "single_criterion",
    "target_of",
    "unwrapped_order",
    "with_criteria",
]
