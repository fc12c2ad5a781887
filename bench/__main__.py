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
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .contenders import data
from .workloads import IMPORT, WORKLOADS, Workload

CONTENDERS = ("floor", "holdfast_", "sqlalchemy_", "peewee_", "django_")
ROWS = 50_000


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


def measure(module, workload: Workload, amount: int, template: Path, folder: Path, clock=time.perf_counter) -> float:
    """Seconds that one contender takes for one workload, on a fresh copy of the database."""
    path = folder / "work.db"
    shutil.copy(template, path)
    contender = module.contender(path)
    try:
        work = getattr(contender, workload.name)(amount)
        gc.collect()
        start = clock()
        kept = work()
        elapsed = clock() - start
        del kept, work
    finally:
        contender.close()
        path.unlink()
    return elapsed


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


def run(options: argparse.Namespace, console: Console) -> dict[str, dict[str, float]]:
    modules = {name: importlib.import_module(f"bench.contenders.{name}") for name in options.contenders}
    medians: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = folder / "template.db"
        data.fill(template, max(int(ROWS * options.scale), 10_000))
        clock = time.process_time if options.cpu else time.perf_counter
        for workload in WORKLOADS:
            if options.only and workload.name not in options.only:
                continue
            amount = max(int(workload.amount * options.scale), 10)
            taken: dict[str, list[float]] = {}
            names = list(modules)
            for turn in range(options.rounds):
                for name in names[turn % len(names) :] + names[: turn % len(names)]:
                    module = modules[name]
                    if hasattr(module.TAKES_PART, workload.name):
                        taken.setdefault(name, []).append(measure(module, workload, amount, template, folder, clock))
            medians[workload.name] = {name: statistics.median(each) for name, each in taken.items()}
            console.print(f"[dim]{workload.title.format(amount)}: measured[/dim]")
    if not options.only or "import" in options.only:
        imports = measure_imports(options.rounds, options.contenders)
        medians["import"] = {name: statistics.median(imports[name]) for name in imports if name in modules}
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
    for workload in (*WORKLOADS, IMPORT):
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
