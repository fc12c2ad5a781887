"""Structural keys, copying, walking and comparing of nodes."""

import pickle
import warnings

import pytest

from holdfast.sql.elements import (
    BindParameter,
    ColumnClause,
    ColumnElement,
    and_,
    bindparam,
    case,
    cast,
    column,
    literal,
    or_,
    text,
    tuple_,
)
from holdfast.sql.functions import func
from holdfast.sql.structure import (
    CHILD,
    UNCACHEABLE,
    Anchor,
    AnonymousName,
    Field,
    TruncatedName,
    cloned_traverse,
    compare,
    iterate,
    quoted_name,
    replacement_traverse,
    statement_key,
    traverse,
)
from holdfast.sql.types import Integer, String, UserDefinedType


def key(node):
    return statement_key(node.structure()).identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda: column("x") == 5, lambda: column("x") == 6),
        (lambda: and_(column("x") == 5, column("y") == 1), lambda: and_(column("x") == 7, column("y") == 2)),
        (lambda: column("x").in_([1, 2]), lambda: column("x").in_([1, 2, 3])),
        (lambda: func.foo(1), lambda: func.foo(2)),
        (lambda: case((column("x") == 1, 5)), lambda: case((column("x") == 2, 6))),
        (lambda: cast(column("x"), String(5)), lambda: cast(column("x"), String(5))),
        (lambda: column("x").label(None), lambda: column("x").label(None)),
        (lambda: column("x").op("@")(5), lambda: column("x").op("@")(6)),
        (lambda: text("x = :y").bindparams(y=5), lambda: text("x = :y").bindparams(y=6)),
        (lambda: func.f(1).over(rows=(None, -1)), lambda: func.f(1).over(rows=(None, -5))),
    ],
)
def test_statements_that_differ_in_values_have_one_key(one, other):
    assert key(one()) == key(other()) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda: column("x") == 5, lambda: column("x") != 5),
        (lambda: column("x") == 5, lambda: column("y") == 5),
        (lambda: column("x") == 5, lambda: column("x", String) == 5),
        (lambda: column("x").like("a"), lambda: column("x").like("a", escape="/")),
        (lambda: column("x").like("a", escape="!"), lambda: column("x").like("a", escape="/")),
        (lambda: and_(column("x") == 1, column("y") == 1), lambda: or_(column("x") == 1, column("y") == 1)),
        (lambda: cast(column("x"), String(5)), lambda: cast(column("x"), String(6))),
        (lambda: bindparam("a"), lambda: bindparam("b")),
        (lambda: bindparam("a", 5), lambda: bindparam("a", required=True)),
        (lambda: column("x").op("@")(5), lambda: column("x").op("#")(5)),
        (lambda: column(quoted_name("x", True)), lambda: column("x")),
        (lambda: column("x").label("a"), lambda: column("x").label("b")),
        (lambda: func.f(1).over(rows=(None, -1)), lambda: func.f(1).over(rows=(None, 1))),
        (lambda: func.f(1).over(rows=(None, -1)), lambda: func.f(1).over(range_=(None, -1))),
        (lambda: tuple_(1, 2), lambda: tuple_(1, 2, 3)),
        (lambda: column("x").desc(), lambda: column("x").asc()),
    ],
)
def test_statements_that_differ_in_text_have_two(one, other):
    assert key(one()) != key(other())


def test_the_pattern_of_repeated_parameters_belongs_to_the_identity():
    shared = literal(5)
    assert key(func.f(shared, shared)) != key(func.f(literal(5), literal(5)))


def test_the_pattern_of_anonymous_names_belongs_to_the_identity():
    label = column("x").label(None)
    assert key(tuple_(label, label)) != key(tuple_(column("x").label(None), column("x").label(None)))


def test_parameters_are_found_in_order():
    condition = and_(column("x") == 1, column("y").in_([2, 3]), column("z") > bindparam("p", 4))
    assert [bind.value for bind in statement_key(condition.structure()).binds] == [1, [2, 3], 4]


class OwnElement(ColumnElement):
    inherit_cache = False


class OwnType(UserDefinedType):
    cache_ok = False


def test_what_cannot_be_cached_has_no_key():
    assert OwnElement().structure()[0] == UNCACHEABLE
    assert key(OwnElement() == 5) is None
    assert [bind.value for bind in statement_key((OwnElement() == 5).structure()).binds] == [5]
    assert key(cast(column("x"), OwnType())) is None


def test_a_class_that_does_not_say_is_not_cached_and_warned_about():
    class Silent(ColumnElement):
        pass

    with pytest.warns(match="will not make use of SQL compilation caching"):
        assert Silent().structure()[0] == UNCACHEABLE


def test_own_fields_say_it():
    class Wrapped(ColumnElement):
        _fields = (Field("element", CHILD),)

        def __init__(self, element):
            self.element = element

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert key(Wrapped(column("x"))) == key(Wrapped(column("x"))) is not None
    assert key(Wrapped(column("x"))) != key(Wrapped(column("y")))


def test_replacement_shares_what_did_not_change():
    x, y, z = column("x"), column("y"), column("z")
    left, right = x == 5, y == 6
    whole = and_(left, right)
    made = replacement_traverse(whole, None, lambda node: z if node is y else None)
    assert made is not whole
    assert made.clauses[0] is left
    assert made.clauses[1].left is z
    assert made.clauses[1].right is right.right
    assert whole.clauses[1].left is y
    assert replacement_traverse(whole, None, lambda node: None) is whole


def test_replacement_forgets_the_old_structure():
    x, y = column("x"), column("y")
    expression = x == 5
    before = key(expression)
    made = replacement_traverse(expression, {}, lambda node: y if node is x else None)
    assert made.left is y
    assert key(made) not in (before, key(expression))


def test_cloned_traverse_lets_visitors_change_the_copies():
    x, y = column("x"), column("y")
    expression = and_(x == 5, x == 6)

    def visit_binary(binary):
        binary.left = y

    made = cloned_traverse(expression, {}, {"binary": visit_binary})
    assert all(clause.left is y for clause in made.clauses)
    assert all(clause.left is x for clause in expression.clauses)


def test_iterate_goes_level_by_level():
    x, y = column("x"), column("y")
    left, right = x + 1, y + 2
    whole = left == right
    assert [node for node in iterate(whole) if node in (whole, left, right, x, y)] == [whole, left, right, x, y]


def test_traverse_visits_by_name():
    met = []
    traverse(and_(column("x") == 5, column("y") == 6), {}, {"column": lambda node: met.append(node.name)})
    assert met == ["x", "y"]


def test_compare_looks_at_values_too():
    assert compare(column("x") == 5, column("x") == 5)
    assert not compare(column("x") == 5, column("x") == 6)
    assert not compare(column("x") == 5, column("y") == 5)
    assert (column("x") + 1).compare(column("x") + 1)


def test_nodes_are_pickled():
    expression = and_(column("x", Integer) == 5, func.lower(column("s")).in_(["a"]), column("y").label(None) > 1)
    again = pickle.loads(pickle.dumps(expression))
    assert again.compare(expression)


def test_generate_keeps_nothing_computed():
    expression = column("x") == 5
    expression.structure()
    copy = expression._generate()
    assert "_structure" not in copy.__dict__
    assert (copy.left, copy.right, copy.operator) == (expression.left, expression.right, expression.operator)


def test_anonymous_names_are_resolved_by_anchor():
    name = AnonymousName.of("anon")
    joined = AnonymousName.joined(name, "_", "id")
    numbers: dict[Anchor, str] = {}

    def choose(anchor):
        return numbers.setdefault(anchor, f"{anchor.base}_{len(numbers) + 1}")

    assert name.resolve(choose) == "anon_1"
    assert joined.resolve(choose) == "anon_1_id"
    assert AnonymousName.of(None).resolve(choose) == "anon_2"
    assert AnonymousName.of("anon") != AnonymousName.of("anon")
    assert type(AnonymousName.joined("t", "_", "x")) is TruncatedName


def test_quoted_names():
    assert quoted_name("Foo", True).lower() == "Foo"
    assert quoted_name("Foo", None).lower() == "foo"
    assert quoted_name(quoted_name("Foo", True), None).quote is True
    assert pickle.loads(pickle.dumps(quoted_name("Foo", False))).quote is False


def test_a_column_may_still_get_its_table():
    late = ColumnClause("x")
    before = late.structure()

    class Holder:
        name = "t"

        def structure(self):
            return 123456789, (self,)

        def inner_structure(self):
            return 1, ()

        is_bind = False

    late.table = Holder()
    assert late.structure() != before
    assert isinstance((late == 5).right, BindParameter)
