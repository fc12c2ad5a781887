"""`func`, known functions, and functions that users add."""

import pytest

from holdfast import exc
from holdfast.sql.elements import column
from holdfast.sql.functions import Function, FunctionElement, GenericFunction, ReturnTypeFromArgs, func, next_value
from holdfast.sql.types import ARRAY, DateTime, Integer, NullType, Numeric, String


@pytest.mark.parametrize(
    ("made", "type_"),
    [
        (lambda x: func.count(x), Integer),
        (lambda x: func.max(x), Numeric),
        (lambda x: func.sum(x), Numeric),
        (lambda x: func.coalesce(None, x), Numeric),
        (lambda x: func.now(), DateTime),
        (lambda x: func.concat(x), String),
        (lambda x: func.anything(x), NullType),
        (lambda x: func.anything(x, type_=String), String),
        (lambda x: func.array_agg(x), ARRAY),
        (lambda x: func.mode().within_group(x.desc()), Numeric),
        (lambda x: func.percentile_disc(0.1, 0.2).within_group(x), ARRAY),
        (lambda x: func.max(x).over(), Numeric),
        (lambda x: func.max(x).filter(x > 5), Numeric),
    ],
)
def test_types(made, type_):
    assert type(made(column("x", Numeric())).type) is type_


def test_own_functions_are_found_by_name():
    class as_utc(GenericFunction):
        type = DateTime
        inherit_cache = True

    made = func.as_utc(column("x"))
    assert type(made) is as_utc
    assert isinstance(made.type, DateTime)
    assert type(func.AS_UTC(1)) is as_utc


def test_own_functions_with_package_and_identifier():
    class Buffer(GenericFunction):
        type = Integer()
        name = "ST_Buffer"
        package = "geo"
        identifier = "buffer"
        inherit_cache = True

    assert type(func.geo.buffer(1)) is Buffer
    assert func.geo.buffer(1).name == "ST_Buffer"
    assert type(func.buffer(1)) is Function
    assert func.other.buffer(1).packagenames == ("other",)


def test_registering_twice_warns():
    class twice(GenericFunction):
        inherit_cache = True

    with pytest.warns(match="'twice' is already registered"):

        class twice(GenericFunction):
            inherit_cache = True


def test_bases_do_not_register():
    class Base(ReturnTypeFromArgs):
        _register = False
        inherit_cache = True

    assert type(func.Base(1)) is Function


def test_arguments():
    made = func.foo(1, column("y"), None)
    assert made._has_args
    assert len(made.clauses) == 3
    assert made.clauses.clauses[0]._orig_key == "foo"
    assert made.clause_expr.element is made.clauses
    assert not func.foo()._has_args


def test_own_elements():
    class greatest(FunctionElement):
        name = "greatest"
        inherit_cache = True

    made = greatest(column("x"), 5)
    assert [part.name for part in list(made.clauses)[:1]] == ["x"]
    assert made.structure()[0] == greatest(column("x"), 6).structure()[0] != 0


def test_names():
    assert func.select_(1).name == "select"
    assert func.a.b.c(1).packagenames == ("a", "b")
    with pytest.raises(AttributeError):
        _ = func.__wrapped__
    assert repr(func.a.b) == "func.a.b"


def test_errors():
    with pytest.raises(exc.ArgumentError, match="as_comparison"):
        func.foo(1).as_comparison(1, 2)
    with pytest.raises(AssertionError, match="Sequence"):
        next_value(5)
