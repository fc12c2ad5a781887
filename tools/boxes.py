"""What the tools know of the house: modules, boxes, faces and the imports between them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PACKAGE = "holdfast"


class Import:
    """One import of a module of the package: who, where, what, and under which circumstances."""

    __slots__ = ("function", "line", "marked", "module", "target", "type_checking")

    def __init__(
        self, module: str, line: int, target: str, function: str | None, type_checking: bool, marked: bool
    ) -> None:
        self.module = module
        self.line = line
        self.target = target
        self.function = function
        self.type_checking = type_checking
        self.marked = marked


class House:
    """The modules under `source` and the line of boxes."""

    def __init__(self, layers: dict[str, Any], source: Path = SOURCE) -> None:
        self.line: list[str] = layers["line"]
        self.position = {box: number for number, box in enumerate(self.line)}
        self.faces = set(layers["faces"])
        self.programs = set(layers["programs"])
        self.layers = layers
        self.paths: dict[str, Path] = {}
        self._exported: dict[str, set[str]] = {}
        for path in sorted((source / PACKAGE).rglob("*.py")):
            parts = path.relative_to(source / PACKAGE).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            self.paths[name] = path

    def box_of(self, module: str) -> str | None:
        """The box that a module belongs to, or None for a face and for what belongs nowhere."""
        while module:
            if module in self.position:
                return module
            module = module.rpartition(".")[0]
        return None

    def is_package(self, module: str) -> bool:
        path = self.paths.get(module)
        return path is not None and path.name == "__init__.py"

    def imports(self, module: str) -> Iterator[Import]:
        """The imports in a module that name something of the package; drivers and the standard library are left out."""
        path = self.paths[module]
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        tree = ast.parse(text)
        for line, target in _late_modules(tree):
            yield Import(module, line, target, None, type_checking=False, marked=False)
        for node, function, type_checking in _import_nodes(tree, None, is_checking=False):
            marked = "# rightward" in lines[node.lineno - 1]
            for target in self._targets(module, node):
                yield Import(module, node.lineno, target, function, type_checking, marked)

    def _targets(self, module: str, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] == PACKAGE:
                    yield alias.name.partition(".")[2]
            return
        base = self._base(module, node)
        if base is None:
            return
        for alias in node.names:
            inner = f"{base}.{alias.name}" if base else alias.name
            is_room = inner in self.paths
            if is_room and self.box_of(inner) == self.box_of(base) and alias.name in self._exports(base):
                is_room = False  # a name that the front door offers, and that a room happens to have, too
            yield inner if is_room else base

    def _exports(self, module: str) -> set[str]:
        found = self._exported.get(module)
        if found is None:
            found = self._exported[module] = set()
            if self.is_package(module):
                for node in ast.parse(self.paths[module].read_text(encoding="utf-8")).body:
                    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == "__all__":
                        found.update(ast.literal_eval(node.value))
        return found

    def _base(self, module: str, node: ast.ImportFrom) -> str | None:
        named = node.module or ""
        if not node.level:
            if named.partition(".")[0] != PACKAGE:
                return None
            return named.partition(".")[2]
        parts = module.split(".") if module else []
        up = node.level - 1 if self.is_package(module) else node.level
        parts = parts[: len(parts) - up] if up else parts
        return ".".join([*parts, *([named] if named else [])])


def _import_nodes(
    tree: ast.AST, function: str | None, *, is_checking: bool
) -> Iterator[tuple[ast.Import | ast.ImportFrom, str | None, bool]]:
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child, function, is_checking
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _import_nodes(child, child.name, is_checking=is_checking)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _import_nodes(child, function, is_checking=True)
        elif isinstance(child, (ast.ClassDef, ast.If, ast.Try, ast.With)):
            yield from _import_nodes(child, function, is_checking=is_checking)


def _late_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The modules of the package in `late("holdfast.x")`: imports like any other, only that they happen later."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("late"), args=[ast.Constant(str(name))]) if name.startswith(PACKAGE + "."):
                yield node.lineno, name.removeprefix(PACKAGE + ".")


def load(root: Path = ROOT) -> House:
    return House(tomllib.loads((root / "layers.toml").read_text(encoding="utf-8")), root / "src")
