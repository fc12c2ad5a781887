"""Types: keys, decorators, variants, comparators, schema types."""

from __future__ import annotations

import enum
import pickle
import warnings

import pytest

from holdfast import exc
from holdfast import types as t
from holdfast.sql import elements as e
from holdfast.sql import operators
from holdfast.sql.types import schema_types, type_for_python_type


class Dialect:
    name = "default"
    colspecs: dict = {}

    def type_descriptor(self, type_):
        return t.adapt_type(type_, self.colspecs)


class Color(enum.Enum):
    red = 1
    green = 2


class Upper(t.TypeDecorator):
    impl = t.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.upper()

    def process_result_value(self, value, dialect):
        return None if value is None else value.lower()


EQUAL = [
    lambda: t.String(5),
    lambda: t.Enum(Color),
    lambda: t.Enum("a", "b"),
    lambda: t.ARRAY(t.String(3)),
    lambda: t.TupleType(t.Integer(), t.String()),
    lambda: Upper(50),
    lambda: t.String(5).with_variant(t.TEXT(), "sqlite"),
    lambda: t.PickleType(),
    lambda: t.JSON(none_as_null=True),
]


def test_equal_types_have_equal_keys_and_others_have_not():
    keys = [(make().type_key(), make().type_key()) for make in EQUAL]
    assert all(one == two and one for one, two in keys)
    assert len({one for one, _ in keys}) == len(keys)
    assert t.String(5).type_key() != t.String(6).type_key() != t.VARCHAR(6).type_key()
    assert Upper(50).type_key() != Upper(60).type_key()
    assert t.JSON().type_key() != t.JSON(none_as_null=True).type_key()


def test_a_type_that_does_not_say_whether_it_may_be_cached_is_warned_about_once():
    class Unsaid(t.TypeDecorator):
        impl = t.String

    class Refusing(t.UserDefinedType):
        cache_ok = False

    with pytest.warns(exc.SAWarning, match=r"TypeDecorator Unsaid\(\) will not produce a cache key"):
        assert Unsaid().type_key() == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Unsaid().type_key() == 0
        assert Refusing().type_key() == 0


def test_the_hooks_of_a_decorator_are_chained_with_its_impl():
    class Doubled(t.TypeDecorator):
        impl = t.JSON
        cache_ok = True

        def process_bind_param(self, value, dialect):
            return [value, value]

        def process_result_value(self, value, dialect):
            return value[0]

    dialect = Dialect()
    assert Doubled().cached_bind_processor(dialect)(1) == "[1, 1]"
    assert Doubled().cached_result_processor(dialect)("[1, 1]") == 1
    assert Upper().cached_literal_processor(dialect)("it's") == "'IT''S'"


def test_load_dialect_impl_chooses_per_dialect():
    class Document(t.TypeDecorator):
        impl = t.Text
        cache_ok = True

        def load_dialect_impl(self, dialect):
            return t.JSON() if dialect.name == "json" else self.impl_instance

    plain, json = Dialect(), Dialect()
    json.name = "json"
    assert Document().cached_bind_processor(plain) is None
    assert Document().cached_bind_processor(json)({"a": 1}) == '{"a": 1}'
    assert isinstance(Document().dialect_impl(json), Document)
    assert isinstance(Document()._unwrapped_dialect_impl(json), t.JSON)


def test_a_decorator_without_impl_says_so():
    class Wrong(t.TypeDecorator):
        pass

    with pytest.raises(Exception, match=r"TypeDecorator implementations require a class-level variable 'impl'.*Wrong"):
        Wrong()


def test_a_decorator_shines_through_and_keeps_the_plain_comparator():
    upper = Upper(50)
    assert upper.length == 50
    assert upper.python_type is str
    assert upper.comparator_factory is t.String.comparator_factory
    with pytest.raises(AttributeError, match="foo"):
        upper.foo


def test_what_a_decorator_compares_with_is_reaches_the_expression():
    class Strict(t.TypeDecorator):
        impl = t.String
        cache_ok = True
        coerce_to_is_types = ()

    built = e.column("x", Strict()) == None
    assert built.operator is operators.eq
    assert (e.column("x", Upper()) == None).operator is operators.is_
    assert (e.column("x", Upper()) == True).right.value is True


def test_a_comparator_of_the_users_own():
    class Comparator(t.Integer.Comparator):
        def __add__(self, other):
            return self.op("plus")(other)

        def twice(self):
            return self.operate(operators.mul, 2)

    class Number(t.Integer):
        comparator_factory = Comparator

    column = e.column("x", Number())
    assert (column + 1).operator.opstring == "plus"
    assert column.twice().operator is operators.mul
    assert isinstance((column * 2).type, t.Integer)


def test_json_members():
    column = e.column("data", t.JSON())
    by_key, by_position, by_path = column["a"], column[0], column[("a", 1)]
    assert by_key.operator is by_position.operator is operators.json_getitem_op
    assert by_path.operator is operators.json_path_getitem_op
    assert isinstance(by_key.right.type, t.JSON.JSONStrIndexType)
    assert isinstance(by_position.right.type, t.JSON.JSONIntIndexType)
    assert isinstance(by_path.right.type, t.JSON.JSONPathType)
    assert isinstance(by_key.type, t.JSON)
    assert isinstance(by_key.as_string().type, t.Unicode)
    assert isinstance(by_key["b"].as_integer().type, t.Integer)
    assert repr(by_key.as_numeric(10, 2).type) == "Numeric(precision=10, scale=2)"
    with pytest.raises(exc.InvalidRequestError, match=r"JSON.as_string\(\) only works with a JSON index expression"):
        column.as_string()


@pytest.mark.filterwarnings("ignore")
def test_array_elements_and_quantifiers():
    column = e.column("tags", t.ARRAY(t.String, dimensions=2))
    assert isinstance(column[1].type, t.ARRAY) and column[1].type.dimensions == 1
    assert isinstance(column[1][2].type, t.String)
    assert column.any("x").operator is operators.eq
    assert column.all(5, operator=operators.lt).operator is operators.lt
    with pytest.raises(ValueError, match="Do not nest ARRAY types"):
        t.ARRAY(t.ARRAY(t.Integer))


def test_schema_types_and_their_check():
    checked = t.Enum(Color, create_constraint=True)
    assert list(schema_types(t.String().with_variant(checked, "sqlite"))) == [checked]
    condition = checked.check_condition(e.column("color", checked))
    assert condition.operator is operators.in_op
    assert t.Enum(Color).check_condition(e.column("color")) is None

    class Decorated(t.TypeDecorator):
        impl = t.Boolean(create_constraint=True)
        cache_ok = True

    assert [type(found) for found in schema_types(Decorated())] == [t.Boolean]


def test_copies_and_pickles_keep_what_matters():
    for make in EQUAL:
        original = make()
        original.cached_bind_processor(Dialect())
        original.type_key()
        for copied in (original.copy(), pickle.loads(pickle.dumps(original))):
            assert copied.type_key() == original.type_key(), repr(original)


def test_enum_arguments():
    with pytest.raises(
        ValueError, match=r"length must be larger or equal than the length of the longest enum value. 2 < 3"
    ):
        t.Enum("xxx", length=2)
    with pytest.raises(exc.ArgumentError, match="Enum values must be strings"):
        t.Enum("x", 1)
    with pytest.raises(exc.ArgumentError, match="Ambiguously setting inherit_schema=True"):
        t.Enum("x", schema="s", inherit_schema=True)
    assert t.Enum(Color).enums == ["red", "green"]
    assert t.Enum(Color).name == "color"


def test_what_an_annotation_means():
    import decimal
    import uuid

    assert repr(type_for_python_type(int)) == "Integer()"
    assert repr(type_for_python_type(decimal.Decimal)) == "Numeric()"
    assert repr(type_for_python_type(uuid.UUID)) == "Uuid()"
    assert type_for_python_type(list) is None


def test_literals_refuse_what_could_be_sql():
    dialect = Dialect()
    for type_ in (
        t.Integer(),
        t.Numeric(),
        t.Float(),
        t.Date(),
        t.DateTime(),
        t.Time(),
        t.Uuid(),
        t.Uuid(as_uuid=False),
    ):
        process = type_.literal_processor(dialect)
        with pytest.raises((ValueError, ArithmeticError, AttributeError)):
            process("1; DROP TABLE t")
