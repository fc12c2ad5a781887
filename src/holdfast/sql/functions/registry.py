"""Functions whose types are known: every subclass of GenericFunction is found by `func` under its name.

The subclasses that come with the library are in the rooms beside this one.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from ... import util
from .. import operators
from ..types import NULLTYPE, TypeEngine, to_instance
from .base import Function, argument, arguments_of

_T = TypeVar("_T")

# package -> lower case identifier -> class
REGISTRY: dict[str, dict[str, type[Any]]] = {"_default": {}}


def register_function(identifier: str, function: type[Any], package: str = "_default") -> None:
    """Let `func.<package>.<identifier>` make this class; it replaces an earlier one."""
    known = REGISTRY.setdefault(package, {})
    key = str(identifier).lower()
    if key in known:
        util.warn(f"The GenericFunction {identifier!r} is already registered and is going to be overridden.")
    known[key] = function


class GenericFunction(Function[_T]):
    """A function with a known type: subclass it with a `type`, and `func` knows it.

    `name` is what is rendered, `identifier` what `func` is asked for, `package` the word before it.
    """

    coerce_arguments: ClassVar[bool] = True
    inherit_cache = True
    _register: ClassVar[bool] = False
    identifier: ClassVar[Any] = None
    package: ClassVar[str] = "_default"
    _base_of_functions: ClassVar[bool] = True

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        own = vars(cls)
        if own.get("_base_of_functions", False):
            return
        cls._base_of_functions = False
        name = own.get("name", cls.__name__)
        identifier = own.get("identifier", name)
        cls.name = name
        cls.identifier = identifier
        if isinstance(own.get("type"), type):
            cls.type = own["type"]()
        if own.get("_register", True):
            cls._register = True
            register_function(identifier, cls, own.get("package", cls.package))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        parsed = kwargs.pop("_parsed_args", None) if kwargs else None
        if parsed is not None:
            self._arguments = tuple([part.self_group(operators.comma_op) for part in parsed])
        elif args:
            self._arguments = arguments_of(args, self.name)
        type_ = kwargs.pop("type_", None) if kwargs else None
        if type_ is None:
            type_ = self.__class__.type
        if isinstance(type_, TypeEngine):
            self.type = type_
        else:
            self.type = NULLTYPE if type_ is None else to_instance(type_)


class AnsiFunction(GenericFunction[_T]):
    """A function of the standard that is written without parentheses when it has no arguments."""

    _base_of_functions = True
    inherit_cache = True


class ReturnTypeFromArgs(GenericFunction[_T]):
    """A function whose result has the type of its first argument that has one."""

    _base_of_functions = True
    inherit_cache = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not kwargs:
            self._arguments = arguments = arguments_of(args, self.name)
            self.type = type_from_arguments(arguments)
            return
        parsed = kwargs.get("_parsed_args")
        if parsed is None:
            parsed = kwargs["_parsed_args"] = [argument(value, self.name) for value in args]
        kwargs.setdefault("type_", type_from_arguments(parsed))
        super().__init__(*args, **kwargs)


class ReturnTypeFromOptionalArgs(ReturnTypeFromArgs[_T]):
    """As ReturnTypeFromArgs; the arguments may be NULL."""

    _base_of_functions = True
    inherit_cache = True


def type_from_arguments(arguments: Any) -> Any:
    """The type of the first argument that has one."""
    for part in arguments:
        type_ = part.type
        if not type_._isnull:
            return type_
    return NULLTYPE
