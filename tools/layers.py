"""Laws 1 and 3: code imports only from boxes to its left, and never inside a function. `python -m tools.layers`."""

from __future__ import annotations

import sys

from .boxes import House, Import, load


def check(house: House) -> list[str]:
    """What breaks the law, one line each."""
    found: list[str] = []
    rightward: list[Import] = []
    for module in house.paths:
        box = house.box_of(module)
        if box is None and module not in house.faces:
            found.append(f"{module}: belongs to no box and is no face; name it in layers.toml")
            continue
        for imported in house.imports(module):
            if imported.function is not None and not _may_be_late(house, imported):
                found.append(f"{_where(imported)}: import of {imported.target} inside {imported.function}()")
            if box is None or box in house.programs:
                continue
            target = house.box_of(imported.target)
            if target is None:
                found.append(
                    f"{_where(imported)}: imports the face '{imported.target or 'holdfast'}'; boxes import boxes"
                )
            elif house.position[target] > house.position[box]:
                if f"{module} -> {imported.target}" in house.layers["late_rightward"]:
                    continue
                if imported.type_checking and imported.marked:
                    rightward.append(imported)
                else:
                    found.append(f"{_where(imported)}: {box} imports {target}, which stands to its right")
    budget = house.layers["rightward_budget"]
    if len(rightward) > budget:
        found.append(f"{len(rightward)} imports marked rightward, {budget} are allowed")
    return found


def _may_be_late(house: House, imported: Import) -> bool:
    late = house.layers["late_imports"]
    return imported.function in late or house.box_of(imported.module) in late


def _where(imported: Import) -> str:
    return f"{imported.module or '__init__'}:{imported.line}"


def main() -> int:
    house = load()
    found = check(house)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"layers: {len(house.paths)} modules, {len(found)} breaches")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
