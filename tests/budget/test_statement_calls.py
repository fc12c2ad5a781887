"""How many Python calls a statement costs, built, looked up and compiled: exact, so that a slow road is noticed."""

import gc

import pytest
from bench.contenders.program import build_tables, large_statement, simple_statement
from tests.budget.counting import calls

import holdfast
from holdfast.sql.structure import statement_key

TABLES = build_tables(holdfast)
DIALECT = holdfast.create_engine("sqlite://").dialect


def looked_up(build):
    return statement_key(build(holdfast, TABLES, 5).structure()).identity


@pytest.mark.parametrize(("build", "budget"), [(simple_statement, 9), (large_statement, 130)])
def test_build_and_look_up(build, budget):
    looked_up(build)
    assert calls(lambda: looked_up(build)) <= budget + 1  # the function of this test itself


@pytest.mark.parametrize(("build", "budget"), [(simple_statement, 63), (large_statement, 568)])
def test_compile_for_the_first_time(build, budget):
    statements = iter([build(holdfast, TABLES, number) for number in range(4)])
    assert calls(lambda: next(statements).compile(dialect=DIALECT)) <= budget


@pytest.mark.parametrize(
    ("action", "budget"),
    [
        (lambda item, region: item.c.amount, 0),
        (lambda item, region: item.c.id == region.c.id, 2),
        (lambda item, region: item.c.name.like("a%"), 2),
        (lambda item, region: item.c.amount.between(1, 2), 4),
        (lambda item, region: item.c.amount.in_([1, 2]), 3),
        (lambda item, region: item.c.amount.desc(), 2),
        (lambda item, region: holdfast.func.sum(item.c.amount), 5),
    ],
)
def test_what_columns_are_asked_for(action, budget):
    item, region = TABLES["item"], TABLES["region"]
    assert calls(lambda: action(item, region)) <= budget + 1  # the action itself


def test_values_do_not_keep_themselves_alive():
    """A bound parameter that held its own structure would only go with the cyclic collector."""

    def build():
        statement = simple_statement(holdfast, TABLES, 5).limit(3).where(TABLES["thing"].c.age.in_([1, 2]))
        statement_key(statement.structure())

    build()
    gc.collect()
    gc.disable()
    try:
        build()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_shortcut_ends_when_the_type_changes():
    column = holdfast.Column("x", holdfast.Integer)
    holdfast.Table("t", holdfast.MetaData(), column)
    others = [lambda: column.between(1, 2), lambda: column.in_([1]), lambda: column == 1, lambda: column == column]
    for expression in others:
        expression()
    column.type = holdfast.String()
    assert (column == 1).right.type is not column.type
    assert column.in_(["a"]).right.type._type_affinity is holdfast.String
    assert column.between("a", "b").right.clauses[0].type._type_affinity is holdfast.String
    assert (column == column).structure()[0] != 0


def test_columns_of_a_subquery_of_a_known_shape():
    """Made at once, without naming them again, and with the shortcuts of those before."""
    item = TABLES["item"]

    def use():
        inner = holdfast.select(item.c.id, item.c.amount.label("much")).subquery("inner")
        return inner.c.much == item.c.id, inner.c.id == 3

    assert calls(use, warm=3) <= 23


def test_rows_are_not_made_one_by_one():
    engine = holdfast.create_engine("sqlite://")
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n"
    with engine.connect() as connection:
        few, lots = (calls(lambda n=n: connection.execute(holdfast.text(many.format(n))).all()) for n in (500, 5000))
    assert lots == few
