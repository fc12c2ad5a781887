"""Random statements of the whole SQL language, written once and built with SQLAlchemy and with holdfast."""

from .choose import DrawnChooser, RandomChooser
from .compare import DIALECTS, LIBRARIES, CoverageDialects, differences, key_differences, row_differences
from .generate import TOPICS, recipe
from .schema import World
from .writer import Recipe, varied

__all__ = [
    "DIALECTS",
    "LIBRARIES",
    "TOPICS",
    "CoverageDialects",
    "DrawnChooser",
    "RandomChooser",
    "Recipe",
    "World",
    "differences",
    "key_differences",
    "recipe",
    "row_differences",
    "varied",
]
