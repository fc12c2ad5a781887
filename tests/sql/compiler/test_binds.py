"""How parameters reach the driver: order, processing, lists, errors."""

from __future__ import annotations

import datetime as dt

import pytest

import holdfast as hf
from holdfast.dialects.mssql import dialect as mssql_dialect
from holdfast.dialects.sqlite import dialect as sqlite_dialect
from holdfast.sql.compiler.binds import split_marks
from holdfast.sql.structure import statement_key

SQLITE = sqlite_dialect()
META = hf.MetaData()
USERS = hf.Table(
    "users",
    META,
    hf.Column("id", hf.Integer, primary_key=True),
    hf.Column("name", hf.String(30)),
    hf.Column("born", hf.Date),
    hf.Column("age", hf.Integer),
)


def prepared(statement, **keywords):
    compiled = statement.compile(dialect=SQLITE, **keywords)
    return compiled, statement_key(statement.structure()).binds


def test_a_cached_compiled_takes_the_values_of_an_equal_statement():
    compiled, binds = prepared(hf.select(USERS).where(USERS.c.id == 5, USERS.c.name == "a"))
    other = statement_key(hf.select(USERS).where(USERS.c.id == 6, USERS.c.name == "b").structure())
    assert other.identity == statement_key(compiled.statement.structure()).identity
    assert compiled.recipe.values(binds) == (5, "a")
    assert compiled.recipe.values(other.binds) == (6, "b")


def test_order_follows_the_text_and_not_the_structure():
    inner = hf.select(USERS.c.id).where(USERS.c.age > 1).cte("c")
    compiled, binds = prepared(hf.select(USERS.c.id, hf.literal(7)).where(USERS.c.id == inner.c.id, USERS.c.age < 9))
    assert compiled.recipe.values(binds) == (1, 7, 9)


def test_types_process_values():
    compiled, binds = prepared(hf.select(USERS).where(USERS.c.born == dt.date(2020, 1, 2)))
    assert compiled.recipe.values(binds) == ("2020-01-02",)


def test_named_styles_give_dictionaries():
    statement = hf.select(USERS).where(USERS.c.id == 5)
    compiled = statement.compile()
    assert compiled.recipe.values(statement_key(statement.structure()).binds) == {"id_1": 5}


def test_callable_values_are_asked_at_each_execution():
    values = iter([1, 2])
    compiled, binds = prepared(hf.select(USERS).where(USERS.c.id == hf.bindparam("x", callable_=lambda: next(values))))
    assert [compiled.recipe.values(binds), compiled.recipe.values(binds)] == [(1,), (2,)]


def test_given_values_take_the_place_of_the_statements_own():
    compiled, binds = prepared(hf.select(USERS).where(USERS.c.id == hf.bindparam("x", 5)))
    assert compiled.recipe.values(binds) == (5,)
    assert compiled.recipe.values_with(binds, {"x": 6}) == (6,)


def test_a_required_value_is_asked_for():
    compiled, binds = prepared(hf.select(USERS).where(USERS.c.id == hf.bindparam("who")))
    with pytest.raises(hf.exc.InvalidRequestError, match="A value is required for bind parameter 'who'"):
        compiled.recipe.values(binds)
    assert compiled.recipe.values_with(binds, {"who": 1}) == (1,)


def test_many_sets_of_an_insert():
    compiled, binds = prepared(hf.insert(USERS), column_keys=["name", "born"], for_executemany=True)
    rows = [{"name": "a", "born": dt.date(2020, 1, 1)}, {"name": "b", "born": None}]
    assert compiled.recipe.values_many(binds, rows) == [("a", "2020-01-01"), ("b", None)]
    with pytest.raises(hf.exc.InvalidRequestError, match="'born', in parameter group 1"):
        compiled.recipe.values_many(binds, [rows[0], {"name": "b"}])


def test_one_text_for_many_rows():
    compiled, binds = prepared(
        hf.insert(USERS).returning(USERS.c.id), column_keys=["name", "age"], for_executemany=True
    )
    rows = compiled.recipe.values_many(binds, [{"name": str(n), "age": n} for n in range(5)])
    batches = list(compiled.many_values.batches(rows, 2))
    assert [batch.rows for batch in batches] == [2, 2, 1]
    assert batches[0].statement == "INSERT INTO users (name, age) VALUES (?, ?), (?, ?) RETURNING id"
    assert batches[0].parameters == ("0", 0, "1", 1)
    assert batches[2].parameters == ("4", 4)


@pytest.mark.parametrize(
    ("values", "text", "parameters"),
    [
        ([], "IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)", (9,)),
        ([1], "IN (?)", (1, 9)),
        ([1, 2, 3], "IN (?, ?, ?)", (1, 2, 3, 9)),
    ],
)
def test_lists_are_written_at_execution(values, text, parameters):
    compiled, binds = prepared(hf.select(USERS.c.id).where(USERS.c.id.in_(values), USERS.c.age == 9))
    assert "__[POSTCOMPILE_id_1]" in str(compiled)
    expanded = compiled.execution(binds)
    assert text in expanded.statement
    assert expanded.parameters == parameters


def test_a_list_of_tuples():
    compiled, binds = prepared(
        hf.select(USERS.c.id).where(hf.tuple_(USERS.c.id, USERS.c.name).in_([(1, "a"), (2, "b")]))
    )
    expanded = compiled.execution(binds)
    assert "(users.id, users.name) IN (VALUES (?, ?), (?, ?))" in expanded.statement
    assert expanded.parameters == (1, "a", 2, "b")


def test_literal_execute_writes_the_value_late_and_quoted():
    bind = hf.bindparam("x", "it's", hf.String, literal_execute=True)
    compiled, binds = prepared(hf.select(USERS.c.id).where(USERS.c.name == bind))
    assert compiled.execution(binds).statement.endswith("users.name = 'it''s'")


@pytest.mark.parametrize("text", ["\x01", "a\x01b\x01c", "\x01id_1\x01", "\x02"])
def test_no_text_of_the_user_is_read_as_a_parameter(text):
    statement = hf.select(hf.literal(text, literal_execute=True), USERS.c[("name")].label(text)).where(USERS.c.id == 5)
    compiled, binds = prepared(statement)
    expanded = compiled.execution(binds)
    assert expanded.parameters == (5,)
    assert f"'{text}'" in expanded.statement
    assert f'"{text}"' in expanded.statement


def test_pieces_of_a_text():
    assert split_marks("a\x01x\x01b") == ["a", "x", "b"]
    assert split_marks("a\x01\x01b\x01x\x01") == ["a\x01b", "x", ""]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (hf.bindparam("id_1"), USERS.c.id == 5, "conflicts with unique bind parameter of the same name"),
        (hf.bindparam("x"), USERS.c.id.in_(hf.bindparam("x", expanding=True)), "Can't reuse bound parameter name 'x'"),
    ],
)
def test_one_name_for_two_parameters(first, second, words):
    with pytest.raises(hf.exc.CompileError, match=words):
        hf.select(USERS.c.id).where(USERS.c.name == first, second).compile()


def test_the_name_of_a_column_is_taken_in_set():
    with pytest.raises(hf.exc.CompileError, match="reserved for automatic usage in the VALUES or SET clause"):
        hf.update(USERS).where(USERS.c.age == hf.bindparam("name")).compile(column_keys=["name"])


def test_names_that_are_escaped_alike_stay_apart():
    """`a b` and `a.b` would both be written `a_b` where a driver takes neither."""
    statement = hf.select(hf.bindparam("a b", 1), hf.bindparam("a.b", 2), hf.bindparam("a_b", 3))
    compiled = statement.compile(dialect=mssql_dialect())
    assert compiled.params == {"a_b__1": 1, "a_b__2": 2, "a_b": 3}
    assert str(compiled) == "SELECT :a_b__1 AS anon_1, :a_b__2 AS anon_2, :a_b AS anon_3"
