"""The one gate between what users write and nodes: `expect(role, value)`.

It knows constructs, things with `__clause_element__()`, strings where the role allows them and plain Python values.
A construct that does not play a role itself may offer a stand-in (`_coerce_to`): a select gives a scalar subquery.
The hot operators do not come through here for plain values (see `build.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import FunctionType
from typing import Any, NoReturn

from ... import exc, util
from ...inspection import inspect
from ..structure import TruncatedName
from . import roles
from .base import MAKERS, ClauseElement
from .constants import constant

# Where a function may stand for what it gives.
_LAMBDA_ROLES = frozenset(
    {
        roles.COLUMNS_CLAUSE,
        roles.WHERE_HAVING,
        roles.ON_CLAUSE,
        roles.ORDER_BY,
        roles.GROUP_BY,
        roles.FROM_CLAUSE,
        roles.JOIN_TARGET,
    }
)
# In a join, a mapped relationship stands for more than its criterion: it offers `__join_element__()`.
_JOIN_ROLES = (roles.JOIN_TARGET, roles.ON_CLAUSE)


def expect(role: str, value: Any, **context: Any) -> Any:
    """The construct that `value` stands for in `role`, or an ArgumentError that says what was expected.

    Context: `operator` and `expr` (what a literal meets), `argname`, `type_`, `apply_propagate_attrs` (ignored).
    """
    element = value
    if not isinstance(element, ClauseElement):
        if role in _JOIN_ROLES and hasattr(value, "__join_element__"):
            return value.__join_element__()
        element = _clause_element(value)
        if element is None:
            if isinstance(value, FunctionType) and role in _LAMBDA_ROLES:
                return expect(role, value(), **context)
            return _LITERALS.get(role, _refuse)(role, value, context)
    if role in element._roles:
        finish = _FINISH.get(role)
        return finish(element, context) if finish is not None else element
    made = element._coerce_to(role, context)
    if made is not None and element._is_select_base and role in roles.COLUMN_ROLES:
        util.warn(
            "implicitly coercing SELECT object to scalar subquery; please use the .scalar_subquery() method to produce "
            "a scalar subquery."
        )
    if made is None:
        made = _stand_in(role, element, context)
    if made is None:
        return _refuse(role, value, context, element)
    return made


def expect_each(role: str, values: Iterable[Any], **context: Any) -> tuple[Any, ...]:
    """`expect` for a row of values."""
    return tuple([expect(role, value, **context) for value in values])


def mapped_element(cls: type) -> Any:
    """What stands for a mapped class, the commonest of all: it is with its mapper, once it was asked for; else None."""
    manager = cls.__dict__.get("_sa_class_manager")
    return None if manager is None else manager.mapper.__dict__.get("_placeholder")


def _clause_element(value: Any) -> Any:
    """The construct behind a foreign object: its `__clause_element__()`, or what inspection knows of it."""
    if isinstance(value, type):
        found = mapped_element(value)
        if found is not None:
            return found
    met = 0
    while hasattr(value, "__clause_element__"):
        value = value.__clause_element__()
        if isinstance(value, ClauseElement):
            return value
        met += 1
        if met > 10:
            raise exc.ArgumentError(f"{value!r} gives no SQL construct from __clause_element__()")
    if isinstance(value, (str, int, float, bytes, tuple, list, type(None))):
        return None
    inspected = inspect(value, raiseerr=False)
    if inspected is not None and inspected is not value:
        if isinstance(inspected, ClauseElement):
            return inspected
        if hasattr(inspected, "__clause_element__"):
            return _clause_element(inspected)
        selectable = getattr(inspected, "selectable", None)
        if isinstance(selectable, ClauseElement):
            return selectable
    return None


# -- what a role does with plain values --------------------------------------------------------------------


def _refuse(role: str, value: Any, context: Any, element: Any = None) -> NoReturn:
    argument = context.get("argname")
    where = f" for argument {argument!r}" if argument else ""
    shown = value if element is None or element is value else element
    message = f"{roles.DESCRIPTIONS.get(role, role)} expected{where}, got {shown!r}."
    code = None
    advice = context.get("advice")
    if element is not None and advice is None:
        advice, code = _advice(role, element)
    raise exc.ArgumentError(f"{message} {advice}" if advice else message, code=code)


_FROM_ROLES = (roles.FROM_CLAUSE, roles.STRICT_FROM_CLAUSE, roles.ANONYMIZED_FROM_CLAUSE, roles.JOIN_TARGET)


def _advice(role: str, element: Any) -> tuple[str | None, str | None]:
    if element._is_select_base and (role in _FROM_ROLES or role is roles.COLUMNS_CLAUSE):
        return (
            f"To create a FROM clause from a {type(element)} object, use the .subquery() method.",
            "89ve",
        )
    if element._is_from_clause and role in (roles.EXPRESSION_ELEMENT, roles.BINARY_ELEMENT):
        return "To create a column expression from a FROM clause row as a whole, use the .table_valued() method.", None
    return None, None


def _text_needed(role: str, value: Any, context: Any) -> Any:
    if isinstance(value, str):
        raise exc.ArgumentError(
            f"Textual SQL expression {util.shown(value)} should be explicitly declared as text({util.shown(value)})"
        )
    return _refuse(role, value, context)


def _column_text_needed(role: str, value: Any, context: Any) -> Any:
    if isinstance(value, str):
        if value == "*":
            return MAKERS["column"](value, None, True)
        raise exc.ArgumentError(
            f"Textual column expression {value!r} should be explicitly declared with text({value!r}), "
            f"or use {'column' if _reads_as_name(value) else 'literal_column'}({value!r}) for more specificity"
        )
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return MAKERS["column"](str(value), None, True)  # a number is its own SQL text
    found = constant(value)
    return found if found is not None else _refuse(role, value, context)


def _reads_as_name(text: str) -> bool:
    return bool(text) and (text[0].isalnum() or text[0] == "_") and not any(map(str.isspace, text))


def _condition(role: str, value: Any, context: Any) -> Any:
    found = constant(value)
    return found if found is not None else _text_needed(role, value, context)


def _literal(role: str, value: Any, context: Any) -> Any:
    if value is None:
        return MAKERS["null"]()
    return MAKERS["bind"](context.get("name"), value, type_=context.get("type_"), unique=True)


def _beside_operator(role: str, value: Any, context: Any) -> Any:
    expr = context.get("expr")
    if expr is None:
        return MAKERS["bind"](None, value, type_=context.get("bindparam_type"), unique=True)
    return expr._bind_param(context.get("operator"), value, type_=context.get("bindparam_type"))


def _order_by(role: str, value: Any, context: Any) -> Any:
    if isinstance(value, str):
        return MAKERS["textual_label_reference"](value)
    if value is None:
        return MAKERS["null"]()
    return _refuse(role, value, context)


def _statement_text(role: str, value: Any, context: Any) -> Any:
    if isinstance(value, str):
        return MAKERS["text"](value)
    return _refuse(role, value, context)


def _name_or_refuse(role: str, value: Any, context: Any) -> Any:
    return value if isinstance(value, str) else _refuse(role, value, context)


def _label_name(role: str, value: Any, context: Any) -> Any:
    if isinstance(value, TruncatedName):
        return value
    if isinstance(value, str):
        return TruncatedName(value)
    return _refuse(role, value, context)


def _plain_column(role: str, value: Any, context: Any) -> Any:
    return MAKERS["column"](value) if isinstance(value, str) else _refuse(role, value, context)


def _limit(role: str, value: Any, context: Any) -> Any:
    if value is None:
        return None
    type_ = context.get("type_")
    return MAKERS["limit"](context.get("name"), int(value), type_=type_, unique=True)


def _constant_only(role: str, value: Any, context: Any) -> Any:
    found = constant(value)
    return found if found is not None else _refuse(role, value, context)


def _statement(role: str, value: Any, context: Any) -> Any:
    if isinstance(value, str):
        raise exc.ArgumentError(
            f"Textual SQL expression {util.shown(value)} should be explicitly declared as text({util.shown(value)})"
        )
    raise exc.ObjectNotExecutableError(value)


_LITERALS: dict[str, Callable[[str, Any, Any], Any]] = {
    roles.STATEMENT: _statement,
    roles.COLUMNS_CLAUSE: _column_text_needed,
    roles.WHERE_HAVING: _condition,
    roles.ORDER_BY: _order_by,
    roles.GROUP_BY: _order_by,
    roles.BY_OF: _order_by,
    roles.FROM_CLAUSE: _text_needed,
    roles.STRICT_FROM_CLAUSE: _text_needed,
    roles.ANONYMIZED_FROM_CLAUSE: _text_needed,
    roles.LIMIT_OFFSET: _limit,
    roles.EXPRESSION_ELEMENT: _literal,
    roles.BINARY_ELEMENT: _beside_operator,
    roles.CONST_EXPR: _constant_only,
    roles.LABELED_COLUMN_EXPR: _literal,
    roles.COLUMN_ARGUMENT_OR_KEY: _name_or_refuse,
    roles.STR_AS_PLAIN_COLUMN: _plain_column,
    roles.SELECT_STATEMENT: _text_needed,
    roles.DML_COLUMN: _name_or_refuse,
    roles.DDL_EXPRESSION: _statement_text,
    roles.DDL_CONSTRAINT_COLUMN: _name_or_refuse,
    roles.DDL_REFERRED_COLUMN: _name_or_refuse,
    roles.TRUNCATED_LABEL: _label_name,
    roles.STATEMENT_OPTION: _statement_text,
    roles.TSTRING_ELEMENT: _literal,
}


# -- what a role does with constructs ----------------------------------------------------------------------


def _label_reference(element: Any, context: Any) -> Any:
    """In ORDER BY and GROUP BY, remember labels and expressions that may be rendered as a label's name."""
    inner = element._order_by_label_element
    return MAKERS["label_reference"](element) if inner is not None else element


_FINISH: dict[str, Callable[[Any, Any], Any]] = {
    roles.ORDER_BY: _label_reference,
    roles.GROUP_BY: _label_reference,
}


def _stand_in(role: str, element: Any, context: Any) -> Any:
    if role is roles.LABELED_COLUMN_EXPR and element._is_column_element:
        return element.label(None)
    return None
