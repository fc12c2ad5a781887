"""Which ON clause joins two FROM elements, and which FROM element a `join()` starts from.

Decided from foreign keys alone. Not here: the Join node (join.py), relationships of mapped classes (orm).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import exc
from ..elements import and_


def join_condition(left: Any, right: Any, a_subset: Any = None) -> Any:
    """The ON clause between two FROM elements, from the foreign keys between them.

    Raises NoForeignKeysError when there are none and AmbiguousForeignKeysError when several constraints compete.
    """
    constraints = _joining_constraints(left, right, a_subset)
    if len(constraints) > 1:
        constraints = _narrowed(left, right, constraints)
    if not constraints:
        raise exc.NoForeignKeysError(_no_keys_message(left, right))
    pairs = next(iter(constraints.values()))
    criteria = [parent == child for parent, child in pairs]
    return criteria[0] if len(criteria) == 1 else and_(*criteria)


def can_join(left: Any, right: Any) -> bool:
    """Whether a foreign key leads from one element to the other."""
    return bool(_joining_constraints(left, right, None))


def _no_keys_message(left: Any, right: Any) -> str:
    hint = ""
    if getattr(right, "_is_grouping", False) or left._is_join or right._is_join:
        hint = ""
    if _is_bare_select(left):
        hint = " Perhaps you meant to convert the right side to a subquery using subquery()?"
    return f"Can't find any foreign key relationships between '{_describe(left)}' and '{_describe(right)}'.{hint}"


def _is_bare_select(fromclause: Any) -> bool:
    return bool(getattr(fromclause, "_is_select_base", False))


def _describe(fromclause: Any) -> str:
    return str(getattr(fromclause, "description", fromclause))


Constraints = dict[Any, list[tuple[Any, Any]]]


def _joining_constraints(left: Any, right: Any, a_subset: Any) -> Constraints:
    """Constraint to its column pairs, for the foreign keys that lead from `right` to `left`, then the other way.

    When only part of the left side is preferred (`a_subset`, the last table of a chain of joins), keys to that part
    win over keys to the rest.
    """
    found: Constraints = {}
    for part in (a_subset, left):
        if part is None:
            continue
        _gather(part, right, found)
        if part is not right:
            _gather(right, part, found)
        if found:
            break
    return found


def _gather(parent: Any, child: Any, found: Constraints) -> None:
    """Foreign keys of `child` whose target is in `parent`; the pair puts the target first."""
    if not (parent._is_from_clause and child._is_from_clause):
        return  # text
    for foreign_key in sorted(child.foreign_keys, key=_creation_order):
        if foreign_key.parent is None:
            continue
        try:
            target = foreign_key.get_referent(parent)
        except exc.NoReferencedColumnError:
            raise
        except exc.NoReferenceError as error:
            # A key to a table that is not known yet concerns us only if it could be this very table.
            if error.table_name in {member.name for member in _named_members(parent)}:
                raise
            continue
        if target is not None:
            found.setdefault(foreign_key.constraint, []).append((target, foreign_key.parent))


def _named_members(fromclause: Any) -> list[Any]:
    members = [*fromclause._froms, fromclause]
    return [member for member in members if getattr(member, "name", None) is not None]


def _creation_order(foreign_key: Any) -> int:
    return int(foreign_key.parent._creation_order)


def _narrowed(left: Any, right: Any, constraints: Constraints) -> Constraints:
    """One of several constraints, when all but one are covered by it; else the case is ambiguous."""
    pair_sets = {constraint: set(pairs) for constraint, pairs in constraints.items()}
    for constraint, pairs in pair_sets.items():
        if all(other is constraint or pairs >= others for other, others in pair_sets.items()):
            return {constraint: constraints[constraint]}
    raise exc.AmbiguousForeignKeysError(
        f"Can't determine join between '{_describe(left)}' and '{_describe(right)}'; tables have more than one "
        "foreign key constraint relationship between them. Please specify the 'onclause' of this join explicitly."
    )


def left_side_index(candidates: Sequence[Any], target: Any, onclause: Any) -> int | None:
    """The position in `candidates` of the element that `target` joins to.

    None when nothing fits. With an ON clause the elements that it names decide, otherwise the foreign keys.
    Raises InvalidRequestError when several fit.
    """
    if not candidates:
        return None
    if len(candidates) == 1 and onclause is not None:
        return 0
    if onclause is not None:
        fitting = _named_in(onclause, candidates, target)
    else:
        fitting = [
            index
            for index, candidate in enumerate(candidates)
            if candidate is not target and can_join(candidate, target)
        ]
    if len(fitting) > 1:
        inside = {inner for candidate in candidates for inner in candidate._hidden_froms}
        fitting = [index for index in fitting if candidates[index] not in inside]
    if not fitting and onclause is not None:
        fitting = list(range(len(candidates)))  # an ON clause about something else says nothing
    if len(fitting) > 1:
        raise exc.InvalidRequestError(
            "Can't determine which FROM clause to join from, there are multiple FROMS which can join to this entity. "
            "Please use the .select_from() method to establish an explicit left side, as well as providing an "
            "explicit ON clause if not present already to help resolve the ambiguity."
        )
    return fitting[0] if fitting else None


def _named_in(onclause: Any, candidates: Sequence[Any], target: Any) -> list[int]:
    """The candidates that with the target make up everything the ON clause is about."""
    named = set(onclause._froms)
    return [
        index
        for index, candidate in enumerate(candidates)
        if candidate is not target and named <= {candidate, *candidate._froms, target, *target._froms}
    ]


def unjoinable(target: Any) -> exc.InvalidRequestError:
    """The error for a `join()` that starts from nowhere."""
    return exc.InvalidRequestError(
        f"Don't know how to join to {target!r}. Please use the .select_from() method to establish an explicit left "
        "side, as well as providing an explicit ON clause if not present already to help resolve the ambiguity."
    )
