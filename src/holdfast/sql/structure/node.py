"""The root of everything that can stand in a statement, and what follows from a node's declared fields.

A node class declares `_fields`; from them follow its structural key, its children, copying and comparison. Nodes
keep plain `__dict__`s: rarely used fields are class-level defaults and cost nothing to an instance that does not
set them. Nothing here knows SQL: elements, selectables and DML are to the right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self

from ... import util
from ...codegen import build_function
from .cache_key import CacheKey, cache_key_of
from .key import Structure, intern_key, known_keys
from .names import name_structure

compiler = util.late("holdfast.sql.compiler")

CHILD = "child"  # a Node or None
CHILDREN = "children"  # a tuple of Nodes
PLAIN = "plain"  # a hashable value or an operator
TYPE = "type"  # a TypeEngine or None
PAIRS = "pairs"  # a tuple of tuples, each of Nodes or plain values
NAMES = "names"  # a name, None or a tuple of names


class Field:
    """One declared part of a node: the attribute's name and its kind."""

    __slots__ = ("kind", "name")

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind

    def __repr__(self) -> str:
        return f"Field({self.name!r}, {self.kind!r})"


Replace = Callable[[Any], Any]


class Node:
    """Something that can stand in a statement: immutable once made, known by its structure.

    `_fields` is declared by each class. A subclass made outside the library takes part in caching only if it
    says `inherit_cache = True` (its own attributes do not matter for the SQL) or declares its own `_fields`.
    """

    __visit_name__: ClassVar[str] = "node"
    _fields: ClassVar[tuple[Field, ...]] = ()
    # What `_generate` must not carry into a copy.
    _memos: ClassVar[tuple[str, ...]] = ("_structure", "_placeholders")
    inherit_cache: ClassVar[bool | None] = None

    is_bind: ClassVar[bool] = False
    is_placeholder: ClassVar[bool] = False

    _is_immutable: bool = False
    _structure: Structure | None = None
    _placeholders: bool | None = None

    def _generate_cache_key(self) -> CacheKey | None:
        """What tells this apart from other statements, values set aside; None when it cannot be cached."""
        return cache_key_of(self)

    def structure(self) -> Structure:
        """The structural key and the holes of this node, computed once."""
        found = self._structure
        if found is None:
            found = self._structure = self._compute_structure()
        return found

    def _compute_structure(self) -> Structure:
        return structure_of(self)

    def get_children(self, *, omit_attrs: tuple[str, ...] = (), **options: Any) -> list[Any]:
        """The nodes directly below this one, in the order of the fields."""
        if not omit_attrs:
            return (_functions.get(self.__class__) or _generated(self.__class__))[1](self)  # type: ignore[no-any-return]
        found: list[Any] = []
        for field in self._fields:
            if field.name not in omit_attrs:
                _collect(getattr(self, field.name), field.kind, found)
        return found

    def _has_placeholders(self) -> bool:
        """Whether an ORM thing stands somewhere in here; looked up once per node."""
        found = self._placeholders
        if found is None:
            found = self.is_placeholder
            if not found:
                for child in self.get_children():
                    below = child._placeholders
                    if child._has_placeholders() if below is None else below:
                        found = True
                        break
            self._placeholders = found
        return found

    def _generate(self) -> Self:
        """A shallow copy without the memos, for a generative method to change before anyone else sees it."""
        cls = self.__class__
        made = cls.__new__(cls)
        state = self.__dict__.copy()
        for memo in cls._memos:
            state.pop(memo, None)
        made.__dict__ = state
        return made

    _clone = _generate

    def _copy_internals(self, replace: Replace) -> Self:
        """This node with `replace(child)` in the place of each child; itself when nothing changed."""
        changed: dict[str, Any] = {}
        for field in self._fields:
            value = getattr(self, field.name)
            fresh = _replaced(value, field.kind, replace)
            if fresh is not value:
                changed[field.name] = fresh
        if not changed:
            return self
        made = self._generate()
        made.__dict__.update(changed)
        return made

    def compile(self, bind: Any = None, dialect: Any = None, **keywords: Any) -> Any:
        """Render this construct for a dialect, or for the one of an engine or connection."""
        return compiler.compile_node(self, bind, dialect, keywords)

    def __getstate__(self) -> dict[str, Any]:
        """For pickling: without the memos; structural keys mean nothing in another process."""
        state = self.__dict__.copy()
        for memo in self._memos:
            state.pop(memo, None)
        return state

    def __str__(self) -> str:
        text: str = compiler.stringify_node(self)
        return text

    def __repr__(self) -> str:
        return object.__repr__(self)


def structure_of(node: Any) -> Structure:
    """Compute a node's structure from its fields; hot classes do the same by hand."""
    cls = node.__class__
    compute = _generated(cls)[0]
    if cls._compute_structure is Node._compute_structure and cls.structure in _roads:
        # Next time without us. A subclass inherits it and is not that class: it comes back here and gets its own.
        cls.structure = compute
        _roads.add(cls.structure)
    return compute(node)  # type: ignore[no-any-return]


# The ways to a structure that may be replaced by a shorter one: the general one and those made here.
_roads: set[Any] = {Node.structure}


# class -> what follows from its fields: (structure(node), children(node)), generated when first asked for.
_functions: dict[type, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {}


def _generated(cls: type) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    found = _functions.get(cls)
    if found is None:
        cacheable = _decide_cacheable(cls)
        namespace = {"cls": cls, "cacheable": cacheable, "general": Node.structure, **_NAMESPACE}
        fields = cls._fields  # type: ignore[attr-defined]
        found = _functions[cls] = (
            build_function("structure", ("node",), _structure_source(fields), namespace),
            build_function("children", ("node",), _children_source(fields), namespace),
        )
    return found


def _structure_source(fields: tuple[Field, ...]) -> str:
    """The structure of one class: its fields' keys in a row, read without a call where known, and kept in the node.

    Whoever asks reads `node._structure` first: reading an attribute costs more than it seems where `__getattr__` is.
    """
    lines = ["if type(node) is not cls:", "    return general(node)", "keyed = cacheable", "holes = ()"]
    parts = ["cls"]
    for number, field in enumerate(fields):
        part = f"part_{number}"
        parts.append(part)
        lines += [f"{part} = node.{field.name}", f"if {part} is not None:"]
        lines += [f"    {line}" for line in _PART_SOURCES[field.kind].format(part=part).split("\n")]
    row = ", ".join(parts)
    lines += [
        "key = 0",
        "if keyed:",
        "    try:",
        f"        parts = ({row},)",
        "        key = known_keys.get(parts) or intern_key(parts)",
        "    except TypeError:  # a plain value that cannot be hashed has no key",
        "        pass",
        "found = node._structure = (key, holes)",
        "return found",
    ]
    return "\n".join(lines)


_PART_SOURCES = {
    CHILD: """{part}, inner = {part}._structure or {part}.structure()
if inner:
    holes += inner
if not {part}:
    keyed = False""",
    CHILDREN: """keys = []
for value in {part}:
    if isinstance(value, Node):
        key, inner = value._structure or value.structure()
        if inner:
            holes += inner
        if not key:
            keyed = False
        keys.append((key,))  # in a tuple, so that no plain integer can pass for a key
    else:
        keys.append(value)
{part} = tuple(keys)""",
    PLAIN: "pass",
    TYPE: """{part} = {part}._type_key or {part}.type_key()
if not {part}:
    keyed = False""",
    PAIRS: """{part} = [keys_of(row) for row in {part}]
for _, inner, row_keyed in {part}:
    holes += inner
    if not row_keyed:
        keyed = False
{part} = tuple([keys for keys, _, _ in {part}])""",
    NAMES: """if {part}.__class__ is not str:
    inner = []
    {part} = names_part({part}, inner)
    holes += tuple(inner)""",
}


def _children_source(fields: tuple[Field, ...]) -> str:
    """The nodes directly below one of a class."""
    single = [field.name for field in fields if field.kind is CHILD]
    if len(single) == len(fields) == 1:
        return f"child = node.{single[0]}\nreturn [] if child is None else [child]"
    lines = ["found = []"]
    for field in fields:
        if field.kind is CHILD:
            lines += [f"value = node.{field.name}", "if value is not None:", "    found.append(value)"]
        elif field.kind is CHILDREN:
            lines += [f"value = node.{field.name}", "if value:", "    found += value"]
        elif field.kind is PAIRS:
            lines += [f"for row in node.{field.name} or ():"]
            lines += ["    found += [part for part in row if isinstance(part, Node)]"]
    return "\n".join([*lines, "return found"])


def _decide_cacheable(cls: type) -> bool:
    own = vars(cls)
    if "inherit_cache" in own:
        return bool(own["inherit_cache"])
    if "_fields" in own or cls.__module__.startswith("holdfast."):
        return True
    util.warn(
        f"Class {cls.__name__} will not make use of SQL compilation caching as it does not set the 'inherit_cache' "
        "attribute to ``True``.  This can have significant performance implications including some performance "
        "degradations in comparison to prior SQLAlchemy versions.  Set this attribute to True if this object can "
        "make use of the cache key generated by the superclass.  Alternatively, this attribute may be set to False "
        "which will disable this warning.",
        code="cprf",
    )
    return False


def _keys_of(values: Any) -> tuple[tuple[Any, ...], tuple[Any, ...], bool]:
    """One row of nodes and plain values: what it adds to the key, its holes, whether it has a key."""
    keys: list[Any] = []
    holes: tuple[Any, ...] = ()
    keyed = True
    for value in values:
        if isinstance(value, Node):
            key, inner = value.structure()
            holes += inner
            if not key:
                keyed = False
            keys.append((key,))
        else:
            keys.append(value)
    return tuple(keys), holes, keyed


def _names_part(value: Any, holes: list[Any]) -> Any:
    if isinstance(value, tuple):
        return tuple([_names_part(name, holes) for name in value])
    part, anchors = name_structure(value)
    holes.extend(anchors)
    return part


# What generated functions may name.
_NAMESPACE: dict[str, Any] = {
    "Node": Node,
    "intern_key": intern_key,
    "keys_of": _keys_of,
    "known_keys": known_keys,
    "names_part": _names_part,
}


def _collect(value: Any, kind: str, found: list[Any]) -> None:
    if value is None:
        return
    if kind is CHILD:
        found.append(value)
    elif kind is CHILDREN:
        found.extend(value)
    elif kind is PAIRS:
        for row in value:
            found.extend([part for part in row if isinstance(part, Node)])


def _replaced(value: Any, kind: str, replace: Replace) -> Any:
    if value is None:
        return None
    if kind is CHILD:
        return replace(value)
    if kind is CHILDREN:
        return _replaced_row(value, replace)
    if kind is PAIRS:
        rows = tuple([_replaced_row(row, replace) for row in value])
        return value if all(map(_same, rows, value)) else rows
    return value


def _replaced_row(row: Any, replace: Replace) -> Any:
    fresh = tuple([replace(part) if isinstance(part, Node) else part for part in row])
    return row if all(map(_same, fresh, row)) else fresh


def _same(left: Any, right: Any) -> bool:
    return left is right
