"""The light likenesses of `typing` and `enum` answer as the standard ones do."""

import copy
import enum
import pickle
import typing
from typing import TypeVar

import pytest

from holdfast.util import light

T = TypeVar("T")


class Box(light.Generic[T]):
    pass


def test_subscripted_classes_answer_typing():
    assert typing.get_origin(Box[int]) is Box
    assert typing.get_args(Box[int]) == (int,)
    assert Box[T][str] == Box[str]
    assert isinstance(Box[int](), Box)


def test_subclasses_of_subscripted_classes():
    class Small(Box[int]):
        pass

    class Other(Box[T], typing.Generic[T]):
        pass

    assert Small.__mro__[1] is Box
    assert Small.__orig_bases__ == (Box[int],)
    assert typing.get_args(Other[str]) == (str,)


class Color(light.Enum):
    RED = "r"
    BLUE = "b"
    AZURE = "b"


class Kind(light.Flag):
    TABLE = 1
    VIEW = 2
    ANY = 3


class Bits(light.IntFlag):
    LOW = 1
    HIGH = 16


class Place(light.NamedTuple):
    host: str
    port: int


class StandardColor(enum.Enum):
    RED = "r"
    BLUE = "b"
    AZURE = "b"  # noqa: PIE796 - an alias


class StandardKind(enum.Flag):
    TABLE = 1
    VIEW = 2
    ANY = 3


class StandardBits(enum.IntFlag):
    LOW = 1
    HIGH = 16


class StandardPlace(typing.NamedTuple):
    host: str
    port: int


QUESTIONS = {
    "names": lambda color, *_: [one.name for one in color],
    "values": lambda color, *_: [one.value for one in color],
    "alias": lambda color, *_: color.AZURE is color.BLUE and list(color.__members__) == ["RED", "BLUE", "AZURE"],
    "look up": lambda color, kind, bits, _: (color("r") is color.RED, color["BLUE"].name, kind(3).name, bits(16).name),
    "in": lambda color, kind, *_: (color.RED in color, kind.VIEW in kind.ANY, kind.ANY in kind.VIEW),
    "members of a flag": lambda color, kind, *_: [one.name for one in kind.ANY],
    "or": lambda color, kind, bits, _: (kind.TABLE | kind.VIEW is kind.ANY, bits.LOW | bits.HIGH, bits.LOW | 32),
    "and": lambda color, kind, bits, _: ((kind.ANY & kind.VIEW).name, bool(kind.TABLE & kind.VIEW), bits.LOW & 3),
    "xor, not": lambda color, kind, *_: (kind.ANY ^ kind.VIEW, ~kind.TABLE) == (kind.TABLE, kind.VIEW),
    "length": lambda color, *_: len(color),
    "kept by copying": lambda color, kind, bits, _: all(
        copy.deepcopy(one) is one and pickle.loads(pickle.dumps(one)) is one for one in (color.RED, kind.ANY, bits.HIGH)
    ),
    "hashable": lambda color, kind, bits, _: {color.BLUE: 1, kind.ANY: 2, bits.LOW: 3}[color.AZURE],
    "text": lambda color, kind, bits, _: (
        str(color.RED).partition(".")[2],
        str(kind.VIEW).partition(".")[2],
        str(bits.LOW),
    ),
    "integers": lambda color, kind, bits, _: (bits.HIGH == 16, bits.HIGH + 1, sorted([bits.HIGH, bits.LOW]) == [1, 16]),
    "unknown value": lambda color, *_: color("x"),
    "unknown name": lambda color, *_: color["x"],
    "unknown bits": lambda color, kind, *_: kind(8),
    "fields": lambda color, kind, bits, place: (place._fields, place("a", 1)._asdict(), place(port=1, host="b").host),
    "tuple": lambda color, kind, bits, place: (place("a", 1) == ("a", 1), [*place("a", port=2)], place("a", 1)[1]),
    "replaced": lambda color, kind, bits, place: tuple(place("a", 1)._replace(port=5)),
    "kept by pickling": lambda color, kind, bits, place: tuple(pickle.loads(pickle.dumps(place("a", 1)))),
    "too few": lambda color, kind, bits, place: place("a"),
    "too many": lambda color, kind, bits, place: place("a", 1, 2),
    "unknown field": lambda color, kind, bits, place: place("a", 1, other=3),
    "given twice": lambda color, kind, bits, place: place("a", 1, host="b"),
}


def answer(question, *classes):
    try:
        return question(*classes)
    except Exception as error:
        return type(error)


@pytest.mark.parametrize("name", QUESTIONS)
def test_as_the_standard_library(name):
    ours = answer(QUESTIONS[name], Color, Kind, Bits, Place)
    assert ours == answer(QUESTIONS[name], StandardColor, StandardKind, StandardBits, StandardPlace)


def test_shown():
    assert repr(Color.RED) == repr(StandardColor.RED).replace("Standard", "")
    assert repr(Bits.LOW) == repr(StandardBits.LOW).replace("Standard", "")
    assert repr(Place("a", 1)) == repr(StandardPlace("a", 1)).replace("Standard", "")
