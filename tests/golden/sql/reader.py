"""Golden pairs of statements and their SQL: reading the files, running a line, writing a file anew.

A file holds entries. Each is one line of Python, then for each dialect its SQL on one line; dialects with the same
text share a line. `!` is an error: its class and leading words. Lines see everything public of the library and what
`tables.txt` defines. To add a line, write it as `>>> ...` and run `python tests/golden/sql/reader.py FILE.sql`.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DIALECTS = ("default", "sqlite", "postgresql", "mysql")


def namespace(library: str) -> dict[str, Any]:
    """The names a line may use, from `holdfast` or `sqlalchemy`."""
    module = __import__(library)
    names = {name: getattr(module, name) for name in dir(module) if not name.startswith("__")}
    schema = __import__(f"{library}.schema", fromlist=["*"])
    names.update({name: getattr(schema, name) for name in dir(schema) if name[0].isupper()})
    names["dialect_insert"] = {
        name: __import__(f"{library}.dialects.{name}", fromlist=["insert"]).insert
        for name in ("sqlite", "postgresql", "mysql")
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec((HERE / "tables.txt").read_text(), names)
    return names


def dialects(library: str) -> dict[str, Any]:
    made: dict[str, Any] = {"default": None}
    for name in DIALECTS[1:]:
        made[name] = __import__(f"{library}.dialects.{name}", fromlist=["dialect"]).dialect()
    return made


def run(line: str, names: dict[str, Any], dialect: Any) -> str:
    """The SQL of a line on one line of text, parameters behind it."""
    try:
        made = eval(line, names)
        statement, keywords = made if isinstance(made, tuple) else (made, {})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = statement.compile(dialect=dialect, **keywords)
            text = " ".join(str(compiled).split())
            parameters = compiled.params
    except Exception as error:
        return f"! {type(error).__name__}: {' '.join(str(error).split()[:4])[:40]}"
    if not parameters:
        return text
    shown = {name: None if "REQUIRED" in repr(value) else value for name, value in parameters.items()}
    order = compiled.positiontup if dialect is not None and dialect.positional else None
    return f"{text} -- {shown}" + ("" if order is None else f" {order}")


def read(path: Path) -> list[tuple[str, dict[str, str]]]:
    """The entries of a file."""
    entries: list[tuple[str, dict[str, str]]] = []
    for row in path.read_text().splitlines():
        if row.startswith(">>> "):
            entries.append((row[4:], {}))
        elif row.strip() and not row.startswith("#"):
            label, _, text = row.partition(": ")
            for name in label.split():
                entries[-1][1][name] = text
    return entries


def write(path: Path) -> None:
    """Write a file anew with what holdfast says now; look at the difference before keeping it."""
    names, made = namespace("holdfast"), dialects("holdfast")
    blocks = []
    for line, _ in read(path):
        texts: dict[str, list[str]] = {}
        own = [name for name in DIALECTS if f'dialect_insert["{name}"]' in line]
        for name in own or DIALECTS:
            texts.setdefault(run(line, names, made[name]), []).append(name)
        blocks.append("\n".join([f">>> {line}", *[f"{' '.join(found)}: {text}" for text, found in texts.items()]]))
    path.write_text("\n\n".join(blocks) + "\n")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        write(Path(argument))
