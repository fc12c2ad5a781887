"""`Generic` at run time: classes can be subscripted and inherited from subscripted, as with typing's."""

import typing
from typing import TypeVar

from holdfast.util import Generic

T = TypeVar("T")


class Box(Generic[T]):
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
