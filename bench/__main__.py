"""`python -m bench [--rounds N] [--only NAME ...] [--scale F] [--cpu] [--json]`: run, then print one table of ratios.

Rounds are interleaved: every contender does a workload once before any does it a second time, in an order that
turns with each round, so that a slow minute of the machine falls on all of them. Each figure is the median of its
rounds. The collector runs between measurements, never switched off during them: that is how programs live.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from .contenders import data, server
from .workloads import IMPORT, SERVER_WORKLOADS, WORKLOADS, Workload

CONTENDERS = ("floor", "holdfast_", "sqlalchemy_", "peewee_", "django_")
ROWS = 50_000
Clock = Callable[[], float]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="workloads to run (default: all)")
    parser.add_argument("--contenders", nargs="*", default=list(CONTENDERS), metavar="NAME")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the rows and calls, for a quick look")
    parser.add_argument(
        "--cpu", action="store_true", help="processor time, not the clock: for a machine others use, too"
    )
    parser.add_argument("--json", action="store_true", help="print the medians in seconds as JSON")
    return parser.parse_args()


def measure(module, workload: Workload, amount: int, template: Path, folder: Path, clock: Clock) -> float:
    """Seconds that one contender takes for one workload, on a fresh copy of the database."""
    path = folder / "work.db"
    shutil.copy(template, path)
    try:
        return timed(module.contender(path), workload, amount, clock)
    finally:
        path.unlink()


def timed(contender, workload: Workload, amount: int, clock: Clock) -> float:
    """Seconds of the work alone; what leads up to it and closing are not counted."""
    try:
        work = getattr(contender, workload.name)(amount)
        gc.collect()
        start = clock()
        kept = work()
        elapsed = clock() - start
        del kept, work
    finally:
        contender.close()
    return elapsed


def timed_on_server(module, workload: Workload, amount: int, clock: Clock) -> float:
    return timed(module.on_server(), workload, amount, clock)


def measure_imports(rounds: int, contenders: list[str]) -> dict[str, list[float]]:
    """Seconds of `import X, X.orm` in a new interpreter, the interpreter's own start taken off."""
    programs = {
        "floor": "pass",
        "holdfast_": "import holdfast, holdfast.orm",
        "sqlalchemy_": "import sqlalchemy, sqlalchemy.orm",
        "peewee_": "import peewee",
        "django_": "import django.db.models",
    }
    programs = {name: text for name, text in programs.items() if name == "floor" or name in contenders}
    taken: dict[str, list[float]] = {name: [] for name in programs}
    # Where writing bytecode is switched off, an editable install would be compiled anew at every import.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for program in programs.values():
        subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    for _ in range(2 * rounds + 1):
        for name, program in programs.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True, env=environment)
            taken[name].append(time.perf_counter() - start)
    empty = statistics.median(taken.pop("floor"))
    return {name: [max(seconds - empty, 1e-6) for seconds in each] for name, each in taken.items()}


def chosen(workloads: tuple[Workload, ...], options: argparse.Namespace) -> Iterator[tuple[Workload, int]]:
    """The workloads that are wanted, and how much of each."""
    for workload in workloads:
        if not options.only or workload.name in options.only:
            yield workload, max(int(workload.amount * options.scale), 10)


def in_turns(workload: Workload, options: argparse.Namespace, measured: dict[str, Callable[[], float]]):
    """The median seconds of each contender; another one begins in each round."""
    taken: dict[str, list[float]] = {name: [] for name in measured}
    names = list(measured)
    for turn in range(options.rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            taken[name].append(measured[name]())
    return {name: statistics.median(each) for name, each in taken.items()}


def run(options: argparse.Namespace, console: Console) -> dict[str, dict[str, float]]:
    modules = {name: importlib.import_module(f"bench.contenders.{name}") for name in options.contenders}
    medians: dict[str, dict[str, float]] = {}
    clock = time.process_time if options.cpu else time.perf_counter
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = folder / "template.db"
        data.fill(template, max(int(ROWS * options.scale), 10_000))
        for workload, amount in chosen(WORKLOADS, options):
            taking_part = {name: one for name, one in modules.items() if hasattr(one.TAKES_PART, workload.name)}
            measured = {
                name: partial(measure, one, workload, amount, template, folder, clock)
                for name, one in taking_part.items()
            }
            medians[workload.name] = in_turns(workload, options, measured)
            console.print(f"[dim]{workload.title.format(amount)}: measured[/dim]")
    if server.URL:
        medians |= run_on_server(options, console, modules, clock)
    if not options.only or "import" in options.only:
        imports = measure_imports(options.rounds, options.contenders)
        medians["import"] = {name: statistics.median(imports[name]) for name in imports if name in modules}
    return medians


def run_on_server(options: argparse.Namespace, console: Console, modules: dict[str, Any], clock: Clock):
    """The workloads that need PostgreSQL, in a schema of their own."""
    medians: dict[str, dict[str, float]] = {}
    wanted = list(chosen(SERVER_WORKLOADS, options))
    if wanted:
        server.fill()
    for workload, amount in wanted:
        measured = {}
        for name, module in modules.items():
            if hasattr(module, "on_server"):
                contender = module.on_server()
                contender.close()
                if hasattr(contender, workload.name):
                    measured[name] = partial(timed_on_server, module, workload, amount, clock)
        medians[workload.name] = in_turns(workload, options, measured)
        console.print(f"[dim]{workload.title.format(amount)}: measured[/dim]")
    if wanted:
        server.drop()
    return medians


def verdict(value: float | None, bound: float | None, *, upper: bool) -> str:
    if value is None:
        return "–"
    if bound is None:
        return f"{value:.2f}"
    held = value <= bound if upper else value >= bound
    return f"[{'green' if held else 'red'}]{value:.2f}[/] ({'≤' if upper else '≥'} {bound:g})"


def show(medians: dict[str, dict[str, float]], options: argparse.Namespace, console: Console) -> None:
    table = Table(title="medians in ms; ratios with the bounds to reach", title_justify="left")
    table.add_column("workload")
    names = [name for name in options.contenders if any(name in row for row in medians.values())]
    for name in names:
        table.add_column(name.rstrip("_"), justify="right")
    table.add_column("holdfast / floor", justify="right")
    table.add_column("SQLAlchemy / holdfast", justify="right")
    for workload in (*WORKLOADS, *SERVER_WORKLOADS, IMPORT):
        row = medians.get(workload.name)
        if row is None:
            continue
        ours, floor, theirs = row.get("holdfast_"), row.get("floor"), row.get("sqlalchemy_")
        table.add_row(
            workload.title.format(max(int(workload.amount * options.scale), 1)),
            *(f"{row[name] * 1000:.1f}" if name in row else "–" for name in names),
            verdict(ours / floor if ours and floor else None, workload.at_most, upper=True),
            verdict(theirs / ours if ours and theirs else None, workload.at_least, upper=False),
        )
    console.print(table)
    names = [*names, *(["server"] if any(one.name in medians for one in SERVER_WORKLOADS) else [])]
    versions = ", ".join(importlib.import_module(f"bench.contenders.{name}").version() for name in names)
    clock = ", processor time" if options.cpu else ""
    console.print(f"CPython {platform.python_version()} · {versions} · {options.rounds} rounds{clock}", style="dim")


def main() -> None:
    options = parse()
    console = Console(width=None if sys.stdout.isatty() else 180)
    medians = run(options, Console(stderr=True) if options.json else console)
    if options.json:
        print(json.dumps(medians, indent=1))
    else:
        show(medians, options, console)


main()
