"""Law 2: a box is imported through its `__init__`, and an `__init__` holds a docstring, imports and `__all__`. `python -m tools.faces`.

The imports may stand in `with collector_paused():`. What is loaded late stands under `if TYPE_CHECKING:` as imports, and
once more in `late_names(...)` under `else:`; the two must name the same."""

from __future__ import annotations

import ast
import sys
from itertools import chain

from .boxes import House, load


def check(house: House) -> list[str]:
    """What breaks the law, one line each."""
    found: list[str] = []
    for module, path in house.paths.items():
        box = house.box_of(module)
        if path.name == "__init__.py":
            found.extend(
                f"{module or 'holdfast'}/__init__:{line}: holds {what}"
                for line, what in _foreign(path.read_text(encoding="utf-8"))
            )
        for imported in house.imports(module):
            target = house.box_of(imported.target)
            if target is None or target == box or imported.target == target:
                continue
            found.append(
                f"{module or '__init__'}:{imported.line}: reaches into {imported.target}; its front door is {target}"
            )
    return found


def _foreign(text: str) -> list[tuple[int, str]]:
    """What stands in an `__init__` and does not belong there."""
    found = []
    for node in chain.from_iterable(map(_opened, ast.parse(text).body)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            continue
        if isinstance(node, ast.Assign) and all(
            isinstance(t, ast.Name) and t.id in {"__all__", "__version__"} for t in node.targets
        ):
            continue
        found.append((node.lineno, f"a {type(node).__name__}"))
    return found


def _opened(node: ast.stmt) -> list[ast.stmt]:
    """What a `with collector_paused():` holds; any other statement itself."""
    if isinstance(node, ast.With) and [ast.unparse(item) for item in node.items] == ["collector_paused()"]:
        return node.body
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and _late(node):
        return node.body
    return [node]


def _late(node: ast.If) -> bool:
    """True if the `else:` of a face's `if TYPE_CHECKING:` gives the very names that its imports do."""
    match node.orelse:
        case [ast.Assign(value=ast.Call(func=ast.Name("late_names"), args=[_, rooms]))]:
            pass
        case _:
            return False
    given = {
        (room, *reversed((name if "=" in name else f"{name}={name}").split("=")))
        for room, names in ast.literal_eval(rooms).items()
        for name in names.split()
    }
    imported = {
        ("." * one.level + (one.module or ""), alias.name, alias.asname or alias.name)
        for one in node.body
        if isinstance(one, ast.ImportFrom)
        for alias in one.names
    }
    return given == imported


def main() -> int:
    house = load()
    found = check(house)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"faces: {sum(house.is_package(module) for module in house.paths)} front doors, {len(found)} breaches")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
