"""One line of Python with SQLAlchemy and with holdfast: text and parameters on four dialects, type, errors, warnings.

A line sees `m` (the library), its dialects `pg`, `lite`, `my`, the tables `a` and `b`, the modules dt, decimal, uuid,
and `compiled()` for compiling with options.
"""

from __future__ import annotations

import datetime as dt
import decimal
import importlib
import re
import uuid
import warnings
from pathlib import Path

HERE = Path(__file__).parent


class Library:
    """One library with two tables and the dialects."""

    def __init__(self, name):
        self.m = m = importlib.import_module(name)
        modules = [
            importlib.import_module(f"{name}.dialects.{dialect}") for dialect in ("postgresql", "sqlite", "mysql")
        ]
        self.dialects = {"default": None, **{module.__name__: module.dialect() for module in modules}}
        metadata = m.MetaData()
        column = m.Column
        a = m.Table(
            "a",
            metadata,
            column("id", m.Integer, primary_key=True),
            column("x", m.Integer),
            column("s", m.String(30)),
            column("f", m.Float),
            column("d", m.DateTime),
            column("b", m.Boolean),
            column("j", m.JSON),
            column("n", m.Numeric(10, 2)),
        )
        b = m.Table(
            "b",
            metadata,
            column("id", m.Integer, primary_key=True),
            column("a_id", m.ForeignKey("a.id")),
            column("s", m.String(30)),
        )
        self.names = {"m": m, "a": a, "b": b, "dt": dt, "decimal": decimal, "uuid": uuid}
        self.names["compiled"] = self.compiled
        self.names.update(zip(("pg", "lite", "my"), modules, strict=True))

    def compiled(self, statement, dialect=None, options=None, **keywords):
        """Text, parameters and their order: `compiled(statement, "postgresql", {"paramstyle": "format"}, ...)`."""
        if dialect is not None:
            module = importlib.import_module(f"{self.m.__name__}.dialects.{dialect}")
            keywords["dialect"] = module.dialect(**(options or {}))
        made = statement.compile(**keywords)
        order = list(made.positiontup) if getattr(made, "positional", False) and made.positiontup else None
        return " ".join(str(made).split()), dict(made.params), order

    def outcome(self, line):
        """What a line gives, as comparable text: one entry for its value, one for each dialect, then the warnings."""
        with warnings.catch_warnings(record=True) as met:
            warnings.simplefilter("always")
            try:
                made = eval(line, dict(self.names))
                found = [repr(getattr(made, "type", None))]
                found += self._compiled(made, line) if hasattr(made, "compile") else [repr(made)]
            except Exception as error:
                return [said(error)]
        return [*map(plain, found), *sorted({plain(str(one.message))[:60] for one in met})]

    def _compiled(self, made, line):
        found = []
        # A construct of one database compiled for another: nobody's text.
        foreign = {"lite.insert": "postgresql", "pg.insert": "sqlite"}
        skipped = {dialect for start, dialect in foreign.items() if start in line}
        for name, dialect in self.dialects.items():
            if name.rpartition(".")[2] in skipped:
                continue
            try:
                compiled = made.compile(dialect=dialect)
                found.append(f"{' '.join(str(compiled).split())} {dict(compiled.params or {})!r}")
            except Exception as error:
                found.append(said(error))
        return found


def plain(text):
    """Without what differs by nature: names of modules, addresses, what an error shows of the value it got."""
    text = re.sub(r"\b(sqlalchemy|holdfast)[\w.]*\.", "", text)
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    return re.sub(r"got <.*|(?<=object )at 0x.*", "", text)


def said(error):
    """The class of an error and its leading words."""
    if type(error).__name__ == "UnsupportedCompilationError":
        return "UnsupportedCompilationError"
    return f"{type(error).__name__}: {plain(str(error))[:26].strip(' ;.,:')}"


SQLALCHEMY, HOLDFAST = Library("sqlalchemy"), Library("holdfast")


def difference(line):
    """What differs between the libraries for a line, as text to read; None when they agree."""
    theirs, ours = SQLALCHEMY.outcome(line), HOLDFAST.outcome(line)
    if theirs == ours:
        return None
    pairs = [(one, other) for one, other in zip(theirs, ours, strict=False) if one != other] or [(theirs, ours)]
    return "\n".join([line, *[f"  theirs {one}\n    ours {other}" for one, other in pairs]])


def read(name):
    """The lines of a file: those that must agree, and those marked `!` with a reason, where holdfast differs on purpose."""
    agreeing, differing, reason = [], [], ""
    for line in (HERE / name).read_text().splitlines():
        if line.startswith("#") or not line.strip():
            reason = line
        elif line.startswith("! "):
            assert reason.startswith("#"), f"{name}: say why above: {line}"
            differing.append(line[2:])
        else:
            agreeing.append(line)
    return agreeing, differing
