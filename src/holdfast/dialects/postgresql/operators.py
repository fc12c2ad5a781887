"""PostgreSQL's own operators: on arrays, JSON, hstore and ranges."""

from __future__ import annotations

from typing import Any

from ...sql import operators
from ...sql.operators import custom_op

_MEMBER_PRECEDENCE = operators.PRECEDENCE[operators.json_getitem_op]
_COMPARE_PRECEDENCE = operators.PRECEDENCE[operators.eq]


def _comparison(text: str) -> custom_op[Any]:
    """An operator of containers, which stands in parentheses beside its like."""
    return custom_op(
        text, precedence=_COMPARE_PRECEDENCE, is_comparison=True, natural_self_precedent=True, eager_grouping=True
    )


def _member(text: str) -> custom_op[Any]:
    """An operator that reaches into a container."""
    return custom_op(text, precedence=_MEMBER_PRECEDENCE, natural_self_precedent=True, eager_grouping=True)


def _of_ranges(text: str) -> custom_op[Any]:
    return custom_op(text, precedence=_COMPARE_PRECEDENCE, is_comparison=True)


ASTEXT = _member("->>")
JSONPATH_ASTEXT = _member("#>>")
# Of HSTORE; PostgreSQL's rules write it as an index.
GETITEM: custom_op[Any] = custom_op(
    "->",
    precedence=_MEMBER_PRECEDENCE,
    natural_self_precedent=True,
    eager_grouping=True,
    visit_name="hstore_getitem",
)
DELETE_PATH = _member("#-")

HAS_KEY = _comparison("?")
HAS_ALL = _comparison("?&")
HAS_ANY = _comparison("?|")
CONTAINS = _comparison("@>")
CONTAINED_BY = _comparison("<@")
PATH_EXISTS = _comparison("@?")
PATH_MATCH = _comparison("@@")

OVERLAP = _of_ranges("&&")
STRICTLY_LEFT_OF = _of_ranges("<<")
STRICTLY_RIGHT_OF = _of_ranges(">>")
NOT_EXTEND_RIGHT_OF = _of_ranges("&<")
NOT_EXTEND_LEFT_OF = _of_ranges("&>")
ADJACENT_TO = _of_ranges("-|-")
