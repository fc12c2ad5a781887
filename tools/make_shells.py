"""Write the methods of the shells that only forward: `python -m tools.make_shells`, or `--check` to compare.

A proxy has the signature and docstring of what it forwards to, taken from the source text, so the two cannot drift
apart. The files it writes are committed and marked; `make shells` fails when one is not as it would be written now.
What does work of its own (a plan driven by `arun`, a bind translated) is written by hand beside them.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .boxes import PACKAGE, SOURCE

HOLDFAST = SOURCE / PACKAGE

# Names that annotations and defaults of forwarded methods may use, and where a written file gets them.
_COLLECTIONS = {name: "collections.abc" for name in ("AsyncIterator", "Callable", "Iterable", "Iterator", "Mapping")}
_TYPING = {name: "typing" for name in ("Any", "TYPE_CHECKING", "overload")}
# What stands in `typed` beside the session: type variables, and what may be a column.
_VARIABLES = (*(f"_T{number}" for number in range(8)), "_T", "_Ts", "_O", "Typed")
_BUILTIN = {"None", "bool", "dict", "int", "list", "object", "str", "tuple", "type"}


class Member:
    """A method, property or attribute of the class that is forwarded to."""

    __slots__ = ("function", "kind", "name", "overloads", "settable")

    def __init__(self, name: str, kind: str, function: ast.FunctionDef | ast.AsyncFunctionDef | None) -> None:
        self.name = name
        self.kind = kind  # "method", "classmethod", "property" or "attribute"
        self.function = function
        self.settable = kind == "attribute"
        self.overloads: list[ast.FunctionDef | ast.AsyncFunctionDef] = []


class Shell:
    """One written class: which members it forwards, and to what.

    `target` is the expression that gives the object underneath; class methods go to `target_class`. `attributes`
    are names that the class underneath sets in its constructor, with their types.
    """

    def __init__(
        self,
        name: str,
        docstring: str,
        target: str,
        target_class: str,
        sources: tuple[tuple[str, str], ...],
        *,
        attributes: dict[str, str],
        only: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        declares: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.docstring = docstring
        self.target = target
        self.target_class = target_class
        self.sources = sources
        self.attributes = attributes
        self.only = only
        self.without = without
        self.declares = declares

    def wants(self, name: str) -> bool:
        if self.only:
            return name in self.only
        return name not in self.without and not name.startswith(("_", "plan_"))


class Written:
    """One written file: its shells, and where its names come from."""

    def __init__(
        self,
        path: str,
        summary: str,
        shells: tuple[Shell, ...],
        imports: dict[str, str],
        for_checkers: dict[str, str] | None = None,
    ) -> None:
        self.path = HOLDFAST / path
        self.summary = summary
        self.shells = shells
        self.imports = {**_COLLECTIONS, **_TYPING, **imports}
        # Names that only annotations use, and that would be an arrow too many at run time.
        self.for_checkers = for_checkers or {}


_SESSION = (
    ("orm/session/core.py", "SessionCore"),
    ("orm/session/typed.py", "TypedSession"),
    ("orm/session/session.py", "Session"),
)
_ASYNC_SESSION = (
    ("ext/asyncio/forwarded.py", "ForwardsToSession"),
    ("ext/asyncio/typed.py", "TypedAsyncSession"),
    ("ext/asyncio/session.py", "AsyncSession"),
)
_CONNECTION = (("engine/connection.py", "Connection"),)
_ENGINE = (("engine/engine.py", "Engine"),)
_CONTAINER = ("__contains__", "__iter__")

FILES = (
    Written(
        "orm/session/scoped_methods.py",
        "What `scoped_session` hands on to the session of the current scope.",
        (
            Shell(
                "ScopedSessionMethods",
                "The methods of a Session, on the session of the scope.",
                "self.registry()",
                "Session",
                _SESSION,
                attributes={"autoflush": "bool", "bind": "Any", "execution_options": "Any", "identity_map": "Any"},
                without=("async_session",),
                declares=("registry: Callable[[], Session]",),
            ),
        ),
        {
            "EMPTY_DICT": "...util",
            "FlushPlan": "..flush",
            "Held": ".held",
            "IdentitySet": "...util",
            "Session": ".session",
            "SessionTransaction": ".transaction",
        },
        {
            **dict.fromkeys(_VARIABLES, ".typed"),
            "AbstractContextManager": "contextlib",
            "Connection": "...engine.connection",
            "CursorResult": "...engine.result",
            "Engine": "...engine.engine",
            "Executable": "...sql.elements",
            "Mapper": "..mapper",
            "Query": "..query  # rightward",
            "Result": "...engine.result",
            "RowReturningQuery": "..query  # rightward",
            "SQLCoreOperations": "...sql.elements",
            "ScalarResult": "...engine.result",
            "Sequence": "collections.abc",
            "TypedReturnsRows": "...sql.selectable",
            "UpdateBase": "...sql.dml",
        },
    ),
    Written(
        "ext/asyncio/forwarded.py",
        "What the async shells hand on to the sync object underneath, because it never waits.",
        (
            Shell(
                "ForwardsToSession",
                "The methods of a Session that need no database.",
                "self.sync_session",
                "Session",
                _SESSION,
                attributes={"autoflush": "bool", "execution_options": "Any", "identity_map": "Any"},
                only=(
                    *_CONTAINER,
                    *("add", "add_all", "autoflush", "deleted", "dirty", "execution_options", "expire", "expire_all"),
                    *("expunge", "expunge_all", "held", "identity_key", "identity_map", "in_nested_transaction"),
                    *("in_transaction", "info", "is_active", "is_modified", "new", "no_autoflush", "object_session"),
                ),
                declares=("sync_session: Session",),
            ),
            Shell(
                "ForwardsToConnection",
                "The methods of a Connection that need no database.",
                "self._started()",
                "Connection",
                _CONNECTION,
                attributes={},
                only=(
                    *("closed", "default_isolation_level", "get_execution_options", "in_nested_transaction"),
                    *("in_transaction", "info", "invalidated"),
                ),
                declares=("__slots__ = ()", "_started: Callable[[], Connection]"),
            ),
            Shell(
                "ForwardsToEngine",
                "The methods of an Engine that need no database.",
                "self.sync_engine",
                "Engine",
                _ENGINE,
                attributes={"dialect": "Any", "pool": "Pool", "url": "URL"},
                only=(
                    *("clear_compiled_cache", "dialect", "driver", "echo", "get_execution_options", "name", "pool"),
                    *("update_execution_options", "url"),
                ),
                declares=("__slots__ = ()", "sync_engine: Engine"),
            ),
        ),
        {
            "Connection": "...engine.connection",
            "Engine": "...engine.engine",
            "Held": "...orm.session",
            "IdentitySet": "...util",
            "Pool": "...pool",
            "Session": "...orm.session",
            "URL": "...engine.url",
        },
    ),
    Written(
        "ext/asyncio/scoped_methods.py",
        "What `async_scoped_session` hands on to the AsyncSession of the current scope.",
        (
            Shell(
                "AsyncScopedSessionMethods",
                "The methods of an AsyncSession, on the session of the scope.",
                "self.registry()",
                "AsyncSession",
                _ASYNC_SESSION,
                attributes={},
                only=(),
                without=("sync_session_class", "sync_session"),
                declares=("registry: Callable[[], AsyncSession]",),
            ),
        ),
        {
            "AsyncConnection": ".connection",
            "AsyncResult": ".result",
            "AsyncScalarResult": ".result",
            "AsyncSession": ".session",
            "AsyncSessionTransaction": ".session",
            "EMPTY_DICT": "...util",
            "FlushPlan": "...orm.flush",
            "Held": "...orm.session",
            "IdentitySet": "...util",
        },
        {
            **dict.fromkeys(_VARIABLES, ".typed"),
            "AbstractContextManager": "contextlib",
            "Concatenate": "typing",
            "CursorResult": "...engine.result",
            "Executable": "...sql.elements",
            "Mapper": "...orm.mapper",
            "Result": "...engine.result",
            "ScalarResult": "...engine.result",
            "Sequence": "collections.abc",
            "Session": "...orm.session",
            "TypedReturnsRows": "...sql.selectable",
            "UpdateBase": "...sql.dml",
            "_O": ".session",
            "_P": ".session",
        },
    ),
)


# -- reading ----------------------------------------------------------------------------------------------------------


def members_of(sources: tuple[tuple[str, str], ...], texts: dict[Path, str]) -> dict[str, Member]:
    """The members of a class and of the bases that are named with it, the last definition of a name wins."""
    found: dict[str, Member] = {}
    for path, name in sources:
        full = HOLDFAST / path
        tree = ast.parse(texts.get(full) or full.read_text())
        body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
        for node in _run_or_checked(body):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                _note(found, node)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in found:
                # `aclose = close`: the same under a second name.
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        original = found[node.value.id]
                        found[target.id] = Member(target.id, original.kind, original.function)
    return found


def _run_or_checked(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """What a class body defines, with what stands under `if TYPE_CHECKING:` and `if not TYPE_CHECKING:`."""
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in _names(node.test):
            yield from node.body
        else:
            yield node


def _note(found: dict[str, Member], node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    if "overload" in decorators:
        found.setdefault(node.name, Member(node.name, "method", node)).overloads.append(node)
        return
    if decorators == [] and node.name in found:
        # The definition itself, after its overloads, or in a subclass.
        overloads = found[node.name].overloads
        found[node.name] = Member(node.name, "method", node)
        found[node.name].overloads = overloads
        return
    if any(decorator.endswith(".setter") for decorator in decorators):
        found[node.name].settable = True
    elif "property" in decorators:
        found[node.name] = Member(node.name, "property", node)
    elif "classmethod" in decorators:
        found[node.name] = Member(node.name, "classmethod", node)
    else:
        found[node.name] = Member(node.name, "method", node)


def constants_of(sources: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Private constants that stand as defaults in signatures: `_NOTHING: Any = EMPTY_DICT`."""
    found: dict[str, str] = {}
    for path, _ in sources:
        full = HOLDFAST / path
        if full.exists():
            for node in ast.parse(full.read_text()).body:
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    found[node.target.id] = ast.unparse(node)
    return found


# -- writing ----------------------------------------------------------------------------------------------------------


def arguments_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The arguments of the call that hands everything on."""
    arguments = function.args
    passed = [one.arg for one in [*arguments.posonlyargs, *arguments.args][1:]]
    if arguments.vararg is not None:
        passed.append(f"*{arguments.vararg.arg}")
    passed += [f"{one.arg}={one.arg}" for one in arguments.kwonlyargs]
    if arguments.kwarg is not None:
        passed.append(f"**{arguments.kwarg.arg}")
    return ", ".join(passed)


def call_of(name: str, target: str, arguments: str) -> str:
    if name == "__contains__":
        return f"{arguments} in {target}"
    if name == "__iter__":
        return f"iter({target})"
    return f"{target}.{name}({arguments})"


def lines_of(member: Member, shell: Shell, known: set[str]) -> Iterator[str]:
    """The source of one forwarding member."""
    name, function = member.name, member.function
    if member.kind in {"property", "attribute"}:
        returns = shell.attributes.get(name, "Any") if function is None else _annotation(function, known)
        yield "    @property"
        yield f"    def {name}(self) -> {returns}:"
        yield from _docstring(function)
        yield f"        return {shell.target}.{name}"
        if member.settable:
            yield f"    @{name}.setter"
            yield f"    def {name}(self, value: {returns}) -> None:"
            yield f"        {shell.target}.{name} = value"
        return
    if function is None:
        raise ValueError(name)
    if member.overloads:
        yield "    if TYPE_CHECKING:"
        for one in member.overloads:
            returns = "Any" if one.returns is None else ast.unparse(one.returns)
            yield "        @overload"
            yield f"        {_verb(one)} {name}({ast.unparse(one.args)}) -> {returns}: ..."
    target = shell.target
    if member.kind == "classmethod":
        yield "    @classmethod"
        target = shell.target_class
    returns = _annotation(function, known)
    signature = ast.unparse(function.args)
    yield f"    {_verb(function)} {name}({signature}) -> {returns}:"
    yield from _docstring(function)
    call = call_of(name, target, arguments_of(function))
    call = f"await {call}" if isinstance(function, ast.AsyncFunctionDef) else call
    yield f"        {call}" if returns == "None" else f"        return {call}"


def _verb(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return "async def" if isinstance(function, ast.AsyncFunctionDef) else "def"


def _annotation(function: ast.FunctionDef | ast.AsyncFunctionDef, known: set[str]) -> str:
    if function.returns is None:
        return "Any"
    unknown = _names(function.returns) - known - _BUILTIN
    return "Any" if unknown else ast.unparse(function.returns)


def _docstring(function: ast.FunctionDef | ast.AsyncFunctionDef | None) -> Iterator[str]:
    text = None if function is None else ast.get_docstring(function)
    if text:
        yield "        " + '"""' + text.replace("\n", "\n        ") + '"""'


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def shell_source(shell: Shell, known: set[str], texts: dict[Path, str]) -> str:
    """The class of one shell."""
    found = members_of(shell.sources, texts)
    for name in shell.attributes:
        found[name] = Member(name, "attribute", None)
    lines = [f"class {shell.name}:", f'    """{shell.docstring}"""', ""]
    lines += [f"    {one}" for one in shell.declares]
    chosen = [name for name in found if name in _CONTAINER or shell.wants(name)]
    missing = set(shell.only) - set(chosen)
    if missing:
        raise SystemExit(f"{shell.name}: nothing to forward to for {', '.join(sorted(missing))}")
    kinds = {"classmethod": 0, "method": 1, "property": 2, "attribute": 2}
    for name in sorted(chosen, key=lambda name: (kinds[found[name].kind], name)):
        lines += ["", *lines_of(found[name], shell, known)]
    return "\n".join(lines) + "\n"


def file_source(written: Written, texts: dict[Path, str]) -> str:
    """The text of one written file, formatted."""
    known = set(written.imports) | set(written.for_checkers)
    body = "\n\n".join(shell_source(shell, known, texts) for shell in written.shells)
    constants = {}
    for shell in written.shells:
        constants.update(constants_of(shell.sources))
    used = _names(ast.parse(body))
    needed = "".join(f"{text}\n" for name, text in constants.items() if name in used)
    used |= _names(ast.parse(needed))
    for_checkers = _import_lines(written.for_checkers, used)
    if for_checkers:
        used.add("TYPE_CHECKING")
        needed = "if TYPE_CHECKING:\n" + "".join(f"    {line}\n" for line in for_checkers) + "\n" + needed
    imports = "\n".join(_import_lines(written.imports, used))
    head = f'"""{written.summary}\n\nWritten by tools/make_shells.py, do not edit: `python -m tools.make_shells` writes it anew.\n"""'
    source = f"{head}\n\nfrom __future__ import annotations\n\n{imports}\n\n{needed}\n\n{body}"
    return formatted(source, written.path)


def _import_lines(modules: dict[str, str], used: set[str]) -> list[str]:
    by_module: dict[str, list[str]] = {}
    for name in sorted(used & set(modules)):
        by_module.setdefault(modules[name], []).append(name)
    lines = []
    for module, names in by_module.items():
        path, _, remark = module.partition("  ")
        lines.append(f"from {path} import {', '.join(names)}{'  ' + remark if remark else ''}")
    return lines


def formatted(source: str, path: Path) -> str:
    """As the project's formatter leaves it, imports sorted."""
    for command in (["check", "--select", "I", "--fix", "--quiet"], ["format", "--quiet"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(path), "-"],
            input=source,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{path.name}: {done.stderr}")
        source = done.stdout
    return source


def write_all() -> dict[Path, str]:
    """The text of every written file by its path."""
    texts: dict[Path, str] = {}
    for written in FILES:
        texts[written.path] = file_source(written, texts)
    return texts


def main(arguments: list[str]) -> int:
    stale = []
    for path, text in write_all().items():
        if path.exists() and path.read_text() == text:
            continue
        stale.append(path.relative_to(SOURCE.parent))
        if "--check" not in arguments:
            path.write_text(text)
    if not stale:
        print("shells: as their generator writes them")
        return 0
    verb = "not as the generator writes it; run `python -m tools.make_shells`" if "--check" in arguments else "written"
    for one in stale:
        print(f"{one}: {verb}")
    return int("--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
