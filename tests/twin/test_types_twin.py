"""Types on both libraries: reprs, affinities, results of operators, converted values, errors."""

from __future__ import annotations

import datetime as dt
import enum
import importlib
import itertools
import operator
import uuid
from decimal import Decimal

import pytest
import sqlalchemy.types as their_types
from sqlalchemy.engine.default import DefaultDialect

our_types = importlib.import_module("holdfast.types")


class Color(enum.Enum):
    red = 1
    green = 2
    rot = 1  # noqa: PIE796 - an alias


class FakeDialect:
    """As much of a dialect as a type asks for."""

    name = "default"
    supports_native_boolean = False
    colspecs: dict = {}

    def boolean_text(self, value):
        return "1" if value else "0"

    def type_descriptor(self, type_):
        return our_types.adapt_type(type_, self.colspecs)


OURS, THEIRS = FakeDialect(), DefaultDialect()

MAKERS = {
    "Integer": lambda t: t.Integer(),
    "BigInteger": lambda t: t.BigInteger(),
    "SmallInteger": lambda t: t.SmallInteger(),
    "String": lambda t: t.String(),
    "String30": lambda t: t.String(30),
    "Collated": lambda t: t.String(30, collation="x"),
    "Text": lambda t: t.Text(),
    "Unicode": lambda t: t.Unicode(),
    "UnicodeText": lambda t: t.UnicodeText(),
    "Boolean": lambda t: t.Boolean(),
    "Float": lambda t: t.Float(),
    "Float53": lambda t: t.Float(53, asdecimal=True, decimal_return_scale=5),
    "Double": lambda t: t.Double(),
    "Numeric": lambda t: t.Numeric(),
    "Numeric10_2": lambda t: t.Numeric(10, 2),
    "NumericFloat": lambda t: t.Numeric(asdecimal=False),
    "Date": lambda t: t.Date(),
    "DateTime": lambda t: t.DateTime(),
    "DateTimeZone": lambda t: t.DateTime(timezone=True),
    "Time": lambda t: t.Time(),
    "Interval": lambda t: t.Interval(),
    "LargeBinary": lambda t: t.LargeBinary(),
    "JSON": lambda t: t.JSON(),
    "EnumStrings": lambda t: t.Enum("a", "bcd"),
    "EnumClass": lambda t: t.Enum(Color),
    "EnumValues": lambda t: t.Enum(Color, values_callable=lambda kind: [str(m.value) for m in kind]),
    "EnumStrict": lambda t: t.Enum("a", "b", validate_strings=True, native_enum=False, length=20),
    "Uuid": lambda t: t.Uuid(),
    "UuidText": lambda t: t.Uuid(as_uuid=False),
    "PickleType": lambda t: t.PickleType(),
    "NullType": lambda t: t.NullType(),
    "CHAR": lambda t: t.CHAR(3),
    "NVARCHAR": lambda t: t.NVARCHAR(),
    "CLOB": lambda t: t.CLOB(),
    "INTEGER": lambda t: t.INTEGER(),
    "BIGINT": lambda t: t.BIGINT(),
    "DECIMAL": lambda t: t.DECIMAL(5),
    "REAL": lambda t: t.REAL(),
    "DOUBLE_PRECISION": lambda t: t.DOUBLE_PRECISION(),
    "TIMESTAMP": lambda t: t.TIMESTAMP(timezone=True),
    "BLOB": lambda t: t.BLOB(),
    "BINARY": lambda t: t.BINARY(3),
    "BOOLEAN": lambda t: t.BOOLEAN(),
    "UUID": lambda t: t.UUID(),
    "ARRAY": lambda t: t.ARRAY(t.Integer()),
    "TupleType": lambda t: t.TupleType(t.Integer(), t.String()),
    "Variant": lambda t: t.String(5).with_variant(t.TEXT(), "sqlite", "mysql"),
}

VALUES = [
    *(None, 1, 0, 2, 2**40, True, False, 1.5, "x", "a", "red", "é", "it's", b"x", Decimal("1.255"), Color.red),
    *(dt.date(2020, 1, 2), dt.datetime(2020, 1, 2, 3, 4, 5, 6), dt.time(1, 2), dt.timedelta(1, 2), uuid.UUID(int=5)),
    *([1, 2], {"a": "é"}, "00000000-0000-0000-0000-000000000005"),
]


def answer(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        return type(error).__name__
    return repr(result).replace("sqlalchemy.", "holdfast.")


@pytest.mark.parametrize("name", MAKERS)
def test_what_a_type_says_of_itself(name):
    ours, theirs = MAKERS[name](our_types), MAKERS[name](their_types)
    assert repr(ours) == repr(theirs)
    assert ours._type_affinity.__name__ == theirs._type_affinity.__name__
    assert answer(lambda: ours.python_type) == answer(lambda: theirs.python_type)
    assert getattr(ours, "__visit_name__", None) == getattr(theirs, "__visit_name__", None)
    assert int(ours.operator_classes) == theirs.operator_classes.value
    assert (ours.should_evaluate_none, ours.hashable) == (theirs.should_evaluate_none, theirs.hashable)
    if name != "TupleType":  # theirs forgets its members
        assert repr(ours.copy()) == repr(theirs.copy())
    if not name.startswith("Enum"):  # ours keeps more of its arguments
        assert answer(ours.as_generic) == answer(theirs.as_generic)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("way", ["bind", "result", "literal"])
def test_values_are_converted_alike(name, way):
    ours, theirs = MAKERS[name](our_types), MAKERS[name](their_types)
    mine = answer_processor(ours, OURS, way)
    his = answer_processor(theirs, THEIRS, way)
    for value in VALUES:
        if way == "literal" and value is None:
            continue  # the compiler writes NULL before it asks a type
        expected, got = answer(his, value), answer(mine, value)
        if way == "literal" and name == "Interval":
            continue  # ours writes intervals, theirs writes moments only
        if way == "literal" and expected.endswith(("Error", "Operation")):
            assert got.endswith(("Error", "Operation")), f"{way} of {value!r}: {got}"
        elif not (way == "literal" and name == "UuidText"):  # ours refuses what is no UUID
            assert got == expected, f"{way} of {value!r}"


def answer_processor(type_, dialect, way):
    if way == "result":
        try:
            found = type_.dialect_impl(dialect).result_processor(dialect, None)
        except NotImplementedError as error:
            return raiser(error)
    else:
        found = getattr(type_.dialect_impl(dialect), f"{way}_processor")(dialect)
    if found is None:
        return lambda value: value
    return found


def raiser(error):
    def process(value):
        raise error

    return process


def test_error_messages():
    for make, value, way in (
        ("EnumClass", "zz", "result"),
        ("EnumClass", 5, "bind"),
        ("EnumStrict", "zz", "bind"),
        ("Boolean", 2, "bind"),
        ("Boolean", "x", "bind"),
    ):
        messages = []
        for types, dialect in ((our_types, OURS), (their_types, THEIRS)):
            process = answer_processor(MAKERS[make](types), dialect, way)
            with pytest.raises(Exception) as caught:
                process(value)
            messages.append((type(caught.value).__name__, str(caught.value)))
        assert messages[0] == messages[1]


OPERATORS = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("op", OPERATORS, ids=lambda op: op.__name__)
def test_types_of_results(op):
    from sqlalchemy import column

    names = [name for name in MAKERS if name not in {"TupleType", "ARRAY", "Variant"}]
    different = []
    for left, right in itertools.product(names, names):
        built = op(column("a", MAKERS[left](their_types)), column("b", MAKERS[right](their_types)))
        ours, other = MAKERS[left](our_types), MAKERS[right](our_types)
        printed, result = ours._adapt_operator(op, other)
        expected = (built.operator.__name__, repr(built.type))
        if (printed.__name__, repr(result)) != expected:
            different.append((left, right, (printed.__name__, repr(result)), expected))
    assert different == [], "\n".join(map(str, different))


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "TupleType"])
def test_types_of_compared_values(name):
    from sqlalchemy import column

    ours, theirs = MAKERS[name](our_types), MAKERS[name](their_types)
    for value in VALUES:
        if value is None or isinstance(value, bool):
            continue
        expected = repr((column("c", theirs) == value).right.type)
        assert repr(ours.coerce_compared_value(operator.eq, value)) == expected, repr(value)


def test_types_of_plain_values():
    from sqlalchemy import literal

    from holdfast.sql.types import type_for_value

    for value in [*VALUES, dt.datetime.now(dt.UTC), 2**31 - 1, 2**31, -(2**31)]:
        assert repr(type_for_value(value)) == repr(literal(value).type), repr(value)


def test_variants_and_their_errors():
    for types in (our_types, their_types):
        variant = types.String(5).with_variant(types.TEXT(), "sqlite")
        assert repr(variant._variant_mapping) == "immutabledict({'sqlite': TEXT()})"
    for call in (
        lambda t: t.String(5).with_variant(t.TEXT(), "sqlite").with_variant(t.TEXT(), "sqlite"),
        lambda t: t.String().with_variant(t.String().with_variant(t.TEXT(), "b"), "a"),
        lambda t: t.String().with_variant(t.Integer),
    ):
        messages = []
        for types in (our_types, their_types):
            with pytest.raises(Exception) as caught:
                call(types)
            messages.append((type(caught.value).__name__, str(caught.value)))
        assert messages[0] == messages[1]


def test_the_same_names():
    theirs = {name for name in dir(their_types) if not name.startswith("_")} - {"annotations"}
    assert theirs - set(dir(our_types)) == set()
