"""What the tour's scenes share: the terminal, a counter of statements, and how code and tables are shown."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table

from holdfast import Engine, event, inspect
from holdfast.orm import Session


class Stage:
    """One tour: the engine it runs on and the terminal it prints to."""

    def __init__(self, engine: Engine, console: Console) -> None:
        self.engine = engine
        self.console = console
        self._scene = 0

    def scene(self, title: str) -> None:
        self._scene += 1
        self.console.print()
        self.console.rule(f"[bold]{self._scene}. {title}[/bold]", align="left")

    def say(self, text: str) -> None:
        self.console.print(f"[dim]{text}[/dim]")

    def code(self, source: str) -> None:
        self.console.print(Syntax(source.strip("\n"), "python", background_color="default", word_wrap=True))

    def table(self, headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
        table = Table()
        for heading in headings:
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value) for value in row))
        self.console.print(table)

    def holds(self, session: Session, step: str) -> None:
        """Print what the session holds: each object, its state, and what is changed on it."""
        self.say(f"The session holds, {step}:")
        # States first: showing an expired object reads it again, and its cohort with it.
        described = [(obj, *_described(obj)) for obj in session]
        self.table(("object", "state", "changed"), described)

    @contextmanager
    def counted(self) -> Iterator[Count]:
        """Count the statements that reach the driver, and take the time."""
        count = Count()

        def counter(*_arguments: object) -> None:
            count.statements += 1

        event.listen(self.engine, "before_cursor_execute", counter)
        started = time.perf_counter()
        try:
            yield count
        finally:
            count.seconds = time.perf_counter() - started
            event.remove(self.engine, "before_cursor_execute", counter)


class Count:
    """Statements and seconds of one block."""

    def __init__(self) -> None:
        self.statements = 0
        self.seconds = 0.0


def _described(obj: object) -> tuple[str, str]:
    state = inspect(obj)
    names = ("transient", "pending", "persistent", "deleted", "detached")
    name = next(name for name in names if getattr(state, name))
    session = state.session
    if session is not None and obj in session.deleted:
        name = "persistent, to be deleted"
    elif name == "persistent" and state.expired:
        name = "persistent, expired"
    changes = []
    if name.startswith("persistent"):
        for attribute in state.attrs:
            history = attribute.history
            if history.has_changes():
                changes.append(f"{attribute.key}: {_short(history.deleted)} → {_short(history.added)}")
    return name, ", ".join(changes) or "–"


def _short(values: Iterable[Any] | None) -> str:
    shown = ", ".join(repr(value) for value in values or ())
    return shown if len(shown) <= 40 else shown[:39] + "…"
