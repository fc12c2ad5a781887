"""Law 6: list what has outgrown its size, to be judged by a person. `python -m tools.sizes [--limit N]`. Never fails."""

from __future__ import annotations

import ast

from .boxes import load

FILE_LINES, FUNCTION_LINES, PARAMETERS = 600, 50, 6


def large_things() -> tuple[list[tuple[int, str]], list[tuple[int, str]], list[tuple[int, str]]]:
    """Files, functions and parameter lists beyond their measure, the largest first."""
    files: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    parameters: list[tuple[int, str]] = []
    for module, path in load().paths.items():
        text = path.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > FILE_LINES:
            files.append((lines, module))
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            name = f"{module}:{node.lineno} {node.name}()"
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                functions.append((length, name))
            count = len(node.args.args) + len(node.args.kwonlyargs)
            count -= bool(node.args.args and node.args.args[0].arg in {"self", "cls"})
            if count > PARAMETERS and node.name.startswith("_") and not node.name.startswith("__"):
                parameters.append((count, name))
    return sorted(files, reverse=True), sorted(functions, reverse=True), sorted(parameters, reverse=True)


def main() -> None:
    for title, found in zip(
        (
            f"files over {FILE_LINES} lines",
            f"functions over {FUNCTION_LINES} lines",
            f"own functions of more than {PARAMETERS} parameters",
        ),
        large_things(),
        strict=True,
    ):
        print(f"{title}: {len(found)}")
        for size, name in found:
            print(f"  {size:5} {name}")


if __name__ == "__main__":
    main()
