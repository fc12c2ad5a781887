"""The gate: what each role takes, and what it says about the rest."""

import pytest

from holdfast import exc
from holdfast.sql.elements import (
    BindParameter,
    ClauseElement,
    Label,
    TextualLabelReference,
    column,
    expect,
    null,
    roles,
    text,
    true,
)


class Foreign:
    """Stands for a construct, as mapped attributes do."""

    def __init__(self, inner):
        self.inner = inner

    def __clause_element__(self):
        return self.inner


def test_constructs_pass_as_they_are():
    x = column("x")
    for role in (roles.COLUMNS_CLAUSE, roles.WHERE_HAVING, roles.EXPRESSION_ELEMENT, roles.ORDER_BY):
        assert expect(role, x) is x


def test_foreign_objects_give_their_construct():
    x = column("x")
    assert expect(roles.WHERE_HAVING, Foreign(Foreign(x))) is x
    assert (column("y") == Foreign(x)).right is x


def test_plain_values():
    assert isinstance(expect(roles.EXPRESSION_ELEMENT, 5), BindParameter)
    assert expect(roles.EXPRESSION_ELEMENT, None) is null()
    assert expect(roles.WHERE_HAVING, True) is true()
    assert isinstance(expect(roles.ORDER_BY, "name"), TextualLabelReference)
    assert isinstance(expect(roles.LABELED_COLUMN_EXPR, column("x") + 1), Label)


@pytest.mark.parametrize(
    ("role", "value", "message"),
    [
        (roles.COLUMNS_CLAUSE, "x", r"Textual column expression 'x' should be explicitly declared with text\('x'\)"),
        (roles.WHERE_HAVING, "x", r"Textual SQL expression 'x' should be explicitly declared as text\('x'\)"),
        (roles.WHERE_HAVING, 5, "SQL expression for WHERE/HAVING role expected, got 5."),
        (roles.FROM_CLAUSE, "x", "Textual SQL expression 'x' should be explicitly declared"),
        (roles.ORDER_BY, 5, "ORDER BY expression expected, got 5."),
        (roles.FROM_CLAUSE, column("x"), "FROM expression, such as a Table or alias"),
        (roles.IN_ELEMENT, 5, "IN expression list, SELECT construct, or bound parameter object expected, got 5."),
    ],
)
def test_refusals_say_what_was_expected(role, value, message):
    with pytest.raises(exc.ArgumentError, match=message):
        expect(role, value)


def test_statements():
    assert expect(roles.STATEMENT, text("SELECT 1")).text == "SELECT 1"
    with pytest.raises(exc.ObjectNotExecutableError):
        expect(roles.STATEMENT, 5)


def test_a_construct_may_offer_a_stand_in():
    class Group(ClauseElement):
        inherit_cache = True

        def _coerce_to(self, role, context):
            return column("stood_in") if role == roles.WHERE_HAVING else None

    assert expect(roles.WHERE_HAVING, Group()).name == "stood_in"
    with pytest.raises(exc.ArgumentError):
        expect(roles.ORDER_BY, Group())
