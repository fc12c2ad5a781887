"""Reading expressions in strings: annotations, and the strings of `relationship()`.

A small interpreter over Python's own parse tree: names, attributes, items, calls and operators, nothing that assigns,
loops or imports. What a name means, the caller's lookup decides.
"""

from __future__ import annotations

import _ast
import operator
import typing
from collections.abc import Callable
from typing import Any, Final

from ...exc import ArgumentError

_ONLY_AST: Final = 0x400  # PyCF_ONLY_AST
Lookup = Callable[[str], Any]

_BINARY: Final[dict[type, Callable[[Any, Any], Any]]] = {
    _ast.Add: operator.add,
    _ast.Sub: operator.sub,
    _ast.Mult: operator.mul,
    _ast.Div: operator.truediv,
    _ast.Mod: operator.mod,
    _ast.BitAnd: operator.and_,
    _ast.BitOr: operator.or_,
}
_COMPARE: Final[dict[type, Callable[[Any, Any], Any]]] = {
    _ast.Eq: operator.eq,
    _ast.NotEq: operator.ne,
    _ast.Lt: operator.lt,
    _ast.LtE: operator.le,
    _ast.Gt: operator.gt,
    _ast.GtE: operator.ge,
}
_UNARY: Final[dict[type, Callable[[Any], Any]]] = {_ast.Invert: operator.inv, _ast.USub: operator.neg}


def evaluate(text: str, lookup: Lookup, *, annotation: bool = False) -> Any:
    """The value of the expression in `text`; `lookup` gives the value of a name.

    With `annotation`, `A | B` is a union and a string inside is an expression again.
    """
    try:
        tree: Any = compile(text.strip(), "<expression>", "eval", _ONLY_AST)
    except SyntaxError as error:
        raise ArgumentError(f"The expression {text!r} cannot be read: {error.msg}") from error
    return _Reader(text, lookup, annotation).value(tree.body)


class _Reader:
    """Works out one expression."""

    __slots__ = ("annotation", "lookup", "text")

    def __init__(self, text: str, lookup: Lookup, annotation: bool) -> None:
        self.text = text
        self.lookup = lookup
        self.annotation = annotation

    def value(self, node: Any) -> Any:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise ArgumentError(
                f"The expression {self.text!r} contains a {type(node).__name__}: names, attributes, calls and operators are "
                "what may stand in a string. Give a function (lambda) for anything else."
            )
        return method(node)

    def _name(self, node: Any) -> Any:
        return self.lookup(node.id)

    def _constant(self, node: Any) -> Any:
        if self.annotation and isinstance(node.value, str):
            return evaluate(node.value, self.lookup, annotation=True)
        return node.value

    def _attribute(self, node: Any) -> Any:
        owner = self.value(node.value)
        if isinstance(owner, typing.ForwardRef):
            return typing.ForwardRef(f"{owner.__forward_arg__}.{node.attr}")
        if node.attr.startswith("__"):
            raise ArgumentError(
                f"The expression {self.text!r} reads {node.attr}: names of that form are refused in strings"
            )
        return getattr(owner, node.attr)

    def _subscript(self, node: Any) -> Any:
        owner = self.value(node.value)
        if self.annotation and _is_literal(owner):
            return owner[_Reader(self.text, self.lookup, False).value(node.slice)]
        if self.annotation and _is_annotated(owner):
            members = node.slice.elts
            first = self.value(members[0])
            rest = [_Reader(self.text, self.lookup, False).value(member) for member in members[1:]]
            return owner[(first, *rest)]
        item = self.value(node.slice)
        if isinstance(owner, typing.ForwardRef):
            return owner
        return owner[item]

    def _tuple(self, node: Any) -> Any:
        return tuple([self.value(member) for member in node.elts])

    def _list(self, node: Any) -> Any:
        return [self.value(member) for member in node.elts]

    def _set(self, node: Any) -> Any:
        return {self.value(member) for member in node.elts}

    def _dict(self, node: Any) -> Any:
        return {self.value(key): self.value(value) for key, value in zip(node.keys, node.values, strict=True)}

    def _call(self, node: Any) -> Any:
        function = self.value(node.func)
        plain = _Reader(self.text, self.lookup, False)
        arguments = [plain.value(argument) for argument in node.args]
        return function(*arguments, **{keyword.arg: plain.value(keyword.value) for keyword in node.keywords})

    def _binop(self, node: Any) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        if self.annotation and isinstance(node.op, _ast.BitOr):
            return typing.Union[left, right]
        return _BINARY[type(node.op)](left, right)

    def _unaryop(self, node: Any) -> Any:
        if isinstance(node.op, _ast.Not):
            return not self.value(node.operand)
        return _UNARY[type(node.op)](self.value(node.operand))

    def _compare(self, node: Any) -> Any:
        if len(node.ops) != 1 or type(node.ops[0]) not in _COMPARE:
            raise ArgumentError(f"The expression {self.text!r} must compare two things, with ==, !=, <, <=, > or >=")
        return _COMPARE[type(node.ops[0])](self.value(node.left), self.value(node.comparators[0]))


def _is_literal(owner: Any) -> bool:
    return getattr(owner, "_name", None) == "Literal"


def _is_annotated(owner: Any) -> bool:
    return getattr(owner, "__name__", None) == "Annotated"
