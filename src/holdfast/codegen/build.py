"""The one place where source becomes a function: compiled once, and readable in tracebacks and debuggers.

Set HOLDFAST_DUMP_SOURCE to a folder to have every generated source written there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from types import CodeType
from typing import Any, cast

_number = count(1).__next__
_dump_folder = os.environ.get("HOLDFAST_DUMP_SOURCE")


class _Loader:
    """Answers `linecache` when a traceback or debugger wants the lines; so that module is not imported for us."""

    __slots__ = ("filename", "source")

    def __init__(self, source: str, filename: str) -> None:
        self.source = source
        self.filename = filename

    def get_source(self, name: str) -> str:
        return self.source


# Equal sources give equal code: mapped classes of one shape, and the same statement after its cache entry has gone.
_compiled: dict[str, tuple[CodeType, _Loader]] = {}
_LIMIT = 2000


def build_module(source: str, namespace: dict[str, Any], label: str) -> dict[str, Any]:
    """Run `source` in `namespace` and return the namespace. `label` names it in tracebacks."""
    found = _compiled.get(source)
    if found is None:
        if len(_compiled) > _LIMIT:
            _compiled.clear()
        filename = f"holdfast-generated/{_number()}-{label}.py"
        loader = _Loader(source, filename)
        found = _compiled[source] = (compile(source, filename, "exec", dont_inherit=True), loader)
        linecache = sys.modules.get("linecache")
        if linecache is not None:
            linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        if _dump_folder:
            _dump(source, filename)
    code, loader = found
    namespace.setdefault("__name__", "holdfast.generated")
    namespace.setdefault("__loader__", loader)
    exec(code, namespace)
    return namespace


def build(source: str, name: str, namespace: Mapping[str, Any]) -> Callable[..., Any]:
    """The function `name` that `source` defines, with `namespace` as its globals."""
    return cast("Callable[..., Any]", build_module(source, dict(namespace), name)[name])


def build_function(name: str, arguments: Sequence[str], body: str, namespace: Mapping[str, Any]) -> Callable[..., Any]:
    """The function `name(arguments)` with the given body; `namespace` is what the body may name beside them."""
    indented = "".join(f"    {line}\n" if line else "\n" for line in body.split("\n"))
    return build(f"def {name}({', '.join(arguments)}):\n{indented}", name, namespace)


def _dump(source: str, filename: str) -> None:
    folder = _dump_folder or "."
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - pathlib is slow to import, and this is rare
    name = "".join(character if character.isalnum() else "_" for character in filename.removesuffix(".py"))
    with open(f"{folder}/{name}.py", "w", encoding="utf-8") as file:  # noqa: PTH123 - as above
        file.write(source)
