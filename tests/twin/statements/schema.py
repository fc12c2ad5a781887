"""The tables that random statements are about, on each library, and a database of SQLite with rows in them."""

from __future__ import annotations

import datetime as dt
import decimal
import importlib
import sqlite3

from .writer import Source

TABLES = (
    Source(
        "a",
        [
            ("number", "a.c.id"),
            ("number", "a.c.x"),
            ("number", "a.c.y"),
            ("fraction", "a.c.f"),
            ("decimal", "a.c.n"),
            ("text", "a.c.s"),
            ("text", "a.c.u"),
            ("condition", "a.c.b"),
            ("date", "a.c.d"),
            ("moment", "a.c.t"),
            ("json", "a.c.j"),
            ("number", "a.c.b_id"),
            ("enum", "a.c.e"),
        ],
    ),
    Source(
        "b",
        [
            ("number", "b.c.id"),
            ("number", "b.c.x"),
            ("text", "b.c.s"),
            ("condition", "b.c.flag"),
            ("number", "b.c.a_id"),
        ],
    ),
    Source("c", [("number", "c.c.id"), ("number", "c.c.b_id"), ("number", "c.c.b2_id")]),
    Source("tree", [("number", "tree.c.id"), ("number", "tree.c.parent_id"), ("text", "tree.c.name")]),
    Source(
        "odd",
        [
            ("number", "odd.c['select']"),
            ("number", "odd.c.MixedCase"),
            ("text", "odd.c['with space']"),
            ("text", "odd.c['per%cent']"),
            ("number", "odd.c['a:b']"),
            ("number", "odd.c.keyed"),
            ("number", "odd.c['quoted']"),
            ("text", "odd.c['paren(x)']"),
        ],
    ),
    Source("other", [("number", "other.c.id"), ("number", "other.c.x"), ("text", "other.c.s")]),
    Source("light", [("untyped", "light.c.p"), ("number", "light.c.q")]),
)
BY_NAME = {source.name: source for source in TABLES}


def tables(m):
    """The tables, made with one library."""
    metadata = m.MetaData()
    column, integer, string = m.Column, m.Integer, m.String
    a = m.Table(
        "a",
        metadata,
        column("id", integer, primary_key=True),
        column("x", integer),
        column("y", m.BigInteger),
        column("f", m.Float),
        column("n", m.Numeric(10, 2)),
        column("s", string(20)),
        column("u", m.Text),
        column("b", m.Boolean),
        column("d", m.Date),
        column("t", m.DateTime),
        column("j", m.JSON),
        column("b_id", m.ForeignKey("b.id")),
        column("e", m.Enum("one", "two", name="numbers")),
    )
    b = m.Table(
        "b",
        metadata,
        column("id", integer, primary_key=True),
        column("x", integer, default=7, onupdate=8),
        column("s", string(20), server_default="srv"),
        column("flag", m.Boolean, default=True),
        column("a_id", integer),
    )
    c = m.Table(
        "c",
        metadata,
        column("id", integer, primary_key=True),
        column("b_id", m.ForeignKey("b.id")),
        column("b2_id", m.ForeignKey("b.id")),
    )
    tree = m.Table(
        "tree",
        metadata,
        column("id", integer, primary_key=True),
        column("parent_id", m.ForeignKey("tree.id")),
        column("name", string(20)),
    )
    odd = m.Table(
        "Order",
        metadata,
        column("select", integer, primary_key=True, autoincrement=False),
        column("MixedCase", integer),
        column("with space", string(20)),
        column("per%cent", string(20)),
        column("a:b", integer),
        column("real_name", integer, key="keyed"),
        column("quoted", integer, quote=True),
        column("paren(x)", string(20)),
    )
    other = m.Table(
        "a", metadata, column("id", integer, primary_key=True), column("x", integer), column("s", string), schema="sch"
    )
    light = m.table("light", m.column("p"), m.column("q", integer))
    return {"a": a, "b": b, "c": c, "tree": tree, "odd": odd, "other": other, "light": light, "metadata": metadata}


ROWS = {
    "a": [
        {
            "id": number,
            "x": number % 3,
            "y": number * 10,
            "f": number / 4,
            "n": decimal.Decimal(number) / 2,
            "s": text,
            "u": text.upper(),
            "b": number % 2 == 0,
            "d": dt.date(2020, 1, number),
            "t": dt.datetime(2020, 1, number, 12, 30),
            "j": {"k": number, "t": text, "l": [1, 2, {"m": 3}]},
            "b_id": number % 2 + 1,
            "e": "one",
        }
        for number, text in enumerate(("a", "b%", "x_y", "it's"), 1)
    ],
    "b": [
        {"id": 1, "x": 1, "s": "a", "flag": True, "a_id": 1},
        {"id": 2, "x": None, "s": "b", "flag": False, "a_id": None},
        {"id": 3, "x": 5, "s": "é", "flag": None, "a_id": 2},
    ],
    "c": [{"id": 1, "b_id": 1, "b2_id": 2}, {"id": 2, "b_id": 2, "b2_id": None}],
    "tree": [
        {"id": 1, "parent_id": None, "name": "root"},
        {"id": 2, "parent_id": 1, "name": "left"},
        {"id": 3, "parent_id": 2, "name": "leaf"},
    ],
    "odd": [
        {
            "select": 1,
            "MixedCase": 2,
            "with space": "a",
            "per%cent": "b%",
            "a:b": 3,
            "keyed": 4,
            "quoted": 5,
            "paren(x)": "y",
        },
        {
            "select": 2,
            "MixedCase": None,
            "with space": "x_y",
            "per%cent": "",
            "a:b": 0,
            "keyed": 1,
            "quoted": 2,
            "paren(x)": None,
        },
    ],
    "other": [{"id": 1, "x": 3, "s": "a"}, {"id": 2, "x": 1, "s": None}],
}


def own_constructs(m):
    """Constructs as users write them: a function, a clause, a function with a rule for one database."""
    compiles = importlib.import_module(f"{m.__name__}.ext.compiler").compiles
    functions = importlib.import_module(f"{m.__name__}.sql.functions")

    class greatest(functions.GenericFunction):
        type = m.Integer()
        inherit_cache = True
        _register = False
        name = "greatest"

    @compiles(greatest, "sqlite")
    def _(element, compiler, **kw):
        return f"max({compiler.process(element.clauses, **kw)})"

    class braces(m.ColumnElement):
        inherit_cache = False
        type = m.Integer()

        def __init__(self, inner):
            self.inner = inner

        @property
        def _from_objects(self):
            return self.inner._from_objects

        @property
        def _froms(self):
            return self.inner._froms

    @compiles(braces)
    def _(element, compiler, **kw):
        return f"{{{compiler.process(element.inner, **kw)}}}"

    class coalesced(functions.FunctionElement):
        name = "coalesced"
        type = m.Integer()
        inherit_cache = True

    @compiles(coalesced)
    def _(element, compiler, **kw):
        return f"coalesced({compiler.process(element.clauses, **kw)})"

    @compiles(coalesced, "postgresql", "mysql")
    def _(element, compiler, **kw):
        first, second = list(element.clauses)
        return f"CASE WHEN {compiler.process(first, **kw)} IS NULL THEN {compiler.process(second, **kw)} END"

    return {"greatest": greatest, "braces": braces, "coalesced": coalesced}


class World:
    """One library: the names that recipes use, and on demand an engine over SQLite with rows."""

    def __init__(self, m):
        self.m = m
        self.tables = tables(m)
        dialects = {
            short: importlib.import_module(f"{m.__name__}.dialects.{name}")
            for short, name in (("lite", "sqlite"), ("pg", "postgresql"), ("my", "mysql"))
        }
        for name in ("sql.expression", "sql.operators", "ext.compiler"):
            importlib.import_module(f"{m.__name__}.{name}")
        self.namespace = {**own_constructs(m), "m": m, "dt": dt, "schema": m.schema, **self.tables, **dialects}
        self._engine = None

    @property
    def engine(self):
        if self._engine is None:
            self._engine = self._filled()
        return self._engine

    def _filled(self):
        engine = self.m.create_engine("sqlite://", poolclass=self.m.StaticPool, creator=_attached)
        self.tables["metadata"].create_all(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE light (p, q INTEGER)")
            connection.exec_driver_sql("INSERT INTO light VALUES ('p', 1), ('o', 2)")
            for name in ("b", "a", "c", "tree", "odd", "other"):
                connection.execute(self.m.insert(self.tables[name]), ROWS[name])
        return engine


def _attached():
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("ATTACH ':memory:' AS sch")
    return connection
