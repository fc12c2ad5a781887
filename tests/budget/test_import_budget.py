"""What `import holdfast, holdfast.orm` may bring along: modules that few programs need are taken when they are needed."""

import json
import subprocess
import sys

PROGRAM = """
import sys, json
before = set(sys.modules)
generated = []
sys.addaudithook(lambda event, args: generated.append(str(args[1])) if event == "compile" else None)
import holdfast, holdfast.orm
print(json.dumps([sorted(set(sys.modules) - before - {"json"}), generated]))
"""

NOT_AT_IMPORT = {
    *("asyncio", "concurrent.futures", "dataclasses", "decimal", "greenlet", "hashlib", "http", "inspect", "logging"),
    *("pickle", "sqlite3", "socket", "ssl", "typing_extensions", "unittest", "urllib.parse", "uuid"),
}


def run():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_modules_that_few_programs_need_are_not_loaded():
    modules, _ = run()
    assert NOT_AT_IMPORT.intersection(modules) == set()
    assert not [one for one in modules if one.startswith(("sqlalchemy", "aiosqlite", "rich", "typer"))]


def test_what_runs_later_is_loaded_later():
    """Note 0015: what a program declares with is there after the import, what it runs with comes when it runs."""
    modules, _ = run()
    own = [one for one in modules if one.startswith("holdfast")]
    late = ("dialects.base", "engine.create", "engine.reflection", "orm.execute", "orm.flush", "orm.hydrate")
    late += (
        "orm.loading",
        "orm.planner",
        "orm.query",
        "orm.session.bulk",
        "orm.session.scoped",
        "sql.compiler",
        "sql.ddl",
    )
    assert [one for one in own if one.removeprefix("holdfast.").startswith(late)] == []
    assert len(own) <= 290


def test_no_source_is_generated_at_import():
    _, compiled = run()
    assert [one for one in compiled if "holdfast" in one and not one.endswith(".py")] == []


def test_no_class_is_made_by_the_costly_machinery_of_typing_and_enum():
    program = """
import enum, sys, typing
import holdfast, holdfast.orm
for name, module in list(sys.modules.items()):
    if name.startswith("holdfast"):
        for one in vars(module).values():
            if isinstance(one, type) and one.__module__ == name:
                bases = {typing.Generic, typing.Protocol, enum.Enum}.intersection(one.__mro__)
                if bases or typing.is_typeddict(one) or hasattr(one, "_field_defaults"):
                    print(name, one.__name__)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "", "util.light has likenesses of them"


def test_the_collector_runs_again_after_the_import():
    program = "import gc; import holdfast, holdfast.orm; print(gc.isenabled()); gc.disable()\n"
    program += "import holdfast.ext.asyncio; print(gc.isenabled())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
