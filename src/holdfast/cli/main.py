"""The command line. Needs the `cli` extra (typer, rich); each command says what else it needs."""

from __future__ import annotations

import importlib
import sys
from typing import Annotated

try:
    import typer
    from rich.console import Console
except ImportError:  # pragma: no cover - only without the extra
    sys.exit("The holdfast command needs its extra: pip install 'holdfast[cli]'")

app = typer.Typer(no_args_is_help=True, add_completion=False, help="holdfast: a SQL toolkit and ORM that shows itself.")


@app.callback()
def top() -> None:
    """A SQL toolkit and object-relational mapper that shows what it does."""


@app.command()
def demo(
    database: Annotated[str, typer.Option(help="Where to store it: a database URL.")] = "sqlite:///holdfast-demo.db",
    min_population: Annotated[
        int, typer.Option(help="Cities from this many people: 500 (235,000 cities), 1000, 5000 or 15000 (34,000).")
    ] = 15000,
) -> None:
    """Load the world's cities through a Session, then take a guided tour."""
    if min_population not in (500, 1000, 5000, 15000):
        raise typer.BadParameter("the data comes in cuts of 500, 1000, 5000 and 15000", param_hint="--min-population")
    try:
        package = importlib.import_module("holdfast.demo")
    except ImportError as error:
        typer.echo(f"The demo needs its extra: pip install 'holdfast[demo]' ({error})", err=True)
        raise typer.Exit(2) from None
    package.run_demo(database, min_population, Console())


def main() -> None:
    """Entry point of the `holdfast` command."""
    app()
