"""Random statements of the whole SQL language, written once and built with SQLAlchemy and with holdfast."""

from .choose import DrawnChooser, RandomChooser
from .compare import DIALECTS, LIBRARIES, CoverageDialects, differences, key_differences, row_differences
from .coverage import Coverage, constructs_methods, node_classes, package_functions
from .generate import TOPICS, recipe
from .schema import World
from .writer import Recipe, varied

__all__ = [
    "DIALECTS",
    "LIBRARIES",
    "TOPICS",
    "Coverage",
    "CoverageDialects",
    "DrawnChooser",
    "RandomChooser",
    "Recipe",
    "World",
    "constructs_methods",
    "differences",
    "key_differences",
    "node_classes",
    "package_functions",
    "recipe",
    "row_differences",
    "varied",
]
