"""Load strategies: how the attributes of loaded objects get their values, at once or when asked for."""

from .cohort import BATCHES, cohort_of
from .immediate import ImmediateLoad
from .joined import ContainsEager, JoinedLoad
from .lazy import load_attribute, load_expired
from .polymorphic import SelectInPolymorphic
from .selectin import SelectInLoad
from .strategies import STRATEGIES
from .subquery import SubqueryLoad

__all__ = [
    "BATCHES",
    "STRATEGIES",
    "ContainsEager",
    "ImmediateLoad",
    "JoinedLoad",
    "SelectInLoad",
    "SelectInPolymorphic",
    "SubqueryLoad",
    "cohort_of",
    "load_attribute",
    "load_expired",
]
