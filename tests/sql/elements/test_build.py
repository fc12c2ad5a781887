"""What operators build, beyond the text that the twin tests compare."""

import operator as python_operator
from decimal import Decimal

import pytest

from holdfast import exc
from holdfast.sql import operators
from holdfast.sql.elements import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    ColumnClause,
    ExpressionClauseList,
    Grouping,
    Label,
    and_,
    bindparam,
    column,
    false,
    literal,
    null,
    or_,
    text,
    true,
    tuple_,
)
from holdfast.sql.selectable import table
from holdfast.sql.structure import statement_key
from holdfast.sql.types import BigInteger, Boolean, Integer, Numeric, String, TypeDecorator


@pytest.fixture
def users():
    return table("users", column("id", Integer()), column("name", String()), column("size", Numeric()))


@pytest.mark.parametrize(
    "apply",
    [
        lambda c: c == 5,
        lambda c: c != 5,
        lambda c: c < 5,
        lambda c: c <= 5,
        lambda c: c > 5,
        lambda c: c >= 5,
        lambda c: c + 5,
        lambda c: c - 5,
        lambda c: c * 5,
        lambda c: c / 5,
        lambda c: c % 5,
        lambda c: c.concat(5),
    ],
)
def test_the_short_road_builds_what_the_long_one_does(users, apply):
    column_ = users.c.id
    long = apply(column_)
    assert column_._shortcuts
    short = apply(column_)
    column_._shortcuts.clear()
    again = apply(column_)
    assert statement_key(short.structure()).identity == statement_key(long.structure()).identity
    assert statement_key(short.structure()).identity == statement_key(again.structure()).identity
    kept = {"left", "operator", "negate", "type", "_is_implicitly_boolean"}
    assert {name: vars(short)[name] for name in kept} == {name: vars(long)[name] for name in kept}
    bind = {name: value for name, value in vars(short.right).items() if name != "_structure"}
    assert bind == {name: value for name, value in vars(long.right).items() if name != "_structure"}


def test_the_short_road_notices_another_type(users):
    _ = users.c.name == "a"
    users.c.name.type = Integer()
    assert isinstance((users.c.name == "a").right.type, String)
    assert (users.c.name == 5).right.type is users.c.name.type


def test_no_shortcut_where_the_value_decides(users):
    assert isinstance((users.c.name == 5).right.type, Integer)
    assert isinstance((users.c.name == 2**40).right.type, BigInteger)
    assert (operators.eq, int) not in users.c.name._shortcuts


def test_operators_of_own_comparators_are_always_asked():
    class Folded(String.Comparator):
        def __eq__(self, other):
            return super().__eq__(other.lower())

        __hash__ = String.Comparator.__hash__

    class FoldedString(String):
        comparator_factory = Folded

    folded = table("t", column("x", FoldedString())).c.x
    assert [(folded == "ABC").right.value for _ in range(3)] == ["abc"] * 3
    assert [(folded != "ABC").right.value for _ in range(2)] == ["ABC"] * 2


def test_methods_of_comparators_are_methods_of_expressions():
    class Extra(Integer.Comparator):
        def goofy(self, other):
            return self.expr + other

    class Goofy(Integer):
        comparator_factory = Extra

    made = column("x", Goofy()).goofy(5)
    assert isinstance(made, BinaryExpression)
    with pytest.raises(AttributeError, match="Neither 'ColumnClause' object nor 'Extra' object has an attribute 'no'"):
        _ = column("x", Goofy()).no


def test_own_type_coerces_compared_values():
    class Wide(TypeDecorator):
        impl = String
        cache_ok = True

        def coerce_compared_value(self, op, value):
            return Integer() if isinstance(value, int) else self

    wide = table("t", column("x", Wide())).c.x
    assert isinstance((wide == 5).right.type, Integer)
    assert (wide == "a").right.type is wide.type
    assert isinstance((wide == 5).right.type, Integer)


def test_truth_is_identity():
    x, y = column("x"), column("y")
    assert x in [y, x]
    assert x not in [y]
    assert [y, x].index(x) == 1
    assert bool(x == x)
    assert bool(x != y)
    with pytest.raises(TypeError, match="Boolean value of this clause is not defined"):
        bool(x < y)
    with pytest.raises(TypeError, match="Boolean value of this clause is not defined"):
        bool(and_(x == 1, y == 2))
    assert len({x, y, x}) == 2


def test_associative_chains_are_flat():
    x, y, z = (column(name, Integer) for name in "xyz")
    total = x + y + z
    assert isinstance(total, ExpressionClauseList)
    assert total.clauses == (x, y, z)
    many = x
    for _ in range(3000):
        many = many + y
    assert len(many.clauses) == 3001
    assert isinstance(x - y - z, BinaryExpression)
    assert isinstance((x - y - z).left, Grouping)


def test_conditions_are_flat_and_fold():
    x, y, z = column("x") == 1, column("y") == 2, column("z") == 3
    assert (x & y & z).clauses == (x, y, z)
    assert isinstance(x & y, BooleanClauseList)
    assert and_(true(), x) is x
    assert str(and_(x, false(), y)) == "false"
    assert str(or_(x, true())) == "true"
    assert str(or_(false(), false())) == "false"
    assert ~true() is false()


def test_negation_swaps_the_operator_and_back():
    expression = column("x") == 5
    negated = ~expression
    assert negated.operator is operators.ne
    assert negated.right is expression.right
    assert (~negated).operator is operators.eq
    listed = ~column("x").in_([])
    assert listed.right.expand_op is operators.not_in_op


def test_lists_become_one_expanding_parameter():
    listed = column("x", Integer).in_([1, 2])
    assert listed.right.expanding
    assert listed.right.value == [1, 2]
    assert isinstance(listed.right.type, Integer)
    given = bindparam("p")
    assert column("x").in_(given).right.expanding
    assert not given.expanding


def test_bound_parameters():
    assert bindparam("p").required
    assert not bindparam("p", None).required
    assert bindparam("p", callable_=lambda: 7).effective_value == 7
    assert bindparam("p", 5, unique=True).unique
    assert literal(5)._orig_key == "param"
    assert isinstance(literal(2**40).type, BigInteger)
    assert isinstance((column("x") == Decimal("1.5")).right.type, Numeric)
    assert (column("a b%(c)") == 5).right._orig_key == "a_b_c"


def test_parameters_keep_their_identity_in_copies():
    bound = column("x") == 5
    both = and_(bound, column("y") == 6)
    assert (~bound).right is bound.right
    assert both.clauses[0].right is bound.right


def test_labels():
    x = column("x", Integer)
    label = x.label("foo")
    assert label.label("bar").element is x
    assert isinstance(x.label(None), Label)
    assert label.type is x.type
    assert (label + 5).left is label
    assert label._proxy_key == "foo"
    assert label.shares_lineage(x)
    assert isinstance((x == 1).label("t").type, Boolean)


def test_text_names_its_parameters():
    made = text("SELECT :a, '::b', x::int, \\:c, :d_1 WHERE y=:a")
    assert list(made._bindparams) == ["a", "d_1"]
    assert text("x = :y").bindparams(y=5)._bindparams["y"].value == 5
    with pytest.raises(exc.ArgumentError, match="This text\\(\\) construct doesn't define a bound parameter named 'z'"):
        text("x = :y").bindparams(z=5)


def test_constants_are_single():
    assert null() is null()
    assert type(null())() is null()
    assert isinstance(true(), type(true()))


def test_tuples_compare_part_by_part():
    made = tuple_(column("x", Integer), column("s", String)) == (5, "a")
    assert [bind.type.__class__ for bind in made.right.clauses] == [Integer, String]
    mixed = tuple_(column("x"), column("y")) < (column("z"), 5)
    assert isinstance(mixed.right.clauses[0], ColumnClause)


def test_froms_are_found_once_and_in_order(users):
    other = table("other", column("id"))
    condition = and_(users.c.id == other.c.id, users.c.name == "a")
    assert condition._froms == (users, other)
    assert (users.c.id == 5)._froms == (users,)
    assert literal(5)._froms == ()


@pytest.mark.parametrize("value", [[1, 2], (1, 2), {1, 2}, object()])
def test_any_value_can_be_bound(value):
    bound = column("x") == value
    assert isinstance(bound.right, BindParameter)
    assert bound.right.value == value


def test_any_takes_operators_turned_round():
    made = column("a").any_() > 5
    assert made.operator is python_operator.lt
    assert isinstance(made.left, BindParameter)
