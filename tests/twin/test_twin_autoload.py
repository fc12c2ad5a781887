"""`Table(autoload_with=)` and `MetaData.reflect` with all their options: both libraries make the same tables of a database."""

from __future__ import annotations

import importlib
import re
import warnings

import pytest

STATEMENTS = [
    """CREATE TABLE p (id INTEGER PRIMARY KEY, name VARCHAR(30), n NUMERIC(10, 2) DEFAULT 5,
       CONSTRAINT uqn UNIQUE (name, n), CONSTRAINT ck CHECK (n > 0))""",
    "CREATE TABLE ch (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p (id), q INTEGER, x INTEGER)",
    "CREATE INDEX ix_a ON ch (q, x)",
    "CREATE UNIQUE INDEX ix_b ON ch (x)",
    "CREATE VIEW v AS SELECT id, name FROM p",
    "CREATE TABLE other (id INTEGER PRIMARY KEY, ch_id INTEGER REFERENCES ch (id))",
    "CREATE TABLE badly (id INTEGER PRIMARY KEY, g INTEGER REFERENCES gone (id))",
]


class World:
    """One library with the database, and short names for what the cases need."""

    def __init__(self, library):
        self.sa = importlib.import_module(library)
        self.schema = importlib.import_module(library + ".schema")
        pool = importlib.import_module(library + ".pool")
        self.engine = self.sa.create_engine("sqlite://", poolclass=pool.StaticPool)
        self.seen = []
        with self.engine.begin() as connection:
            for statement in STATEMENTS:
                connection.exec_driver_sql(statement)

    def table(self, name, *items, metadata=None, **options):
        options.setdefault("autoload_with", self.engine)
        return self.sa.Table(name, self.sa.MetaData() if metadata is None else metadata, *items, **options)

    def known(self, name, *items, **options):
        """A table that is there already, called for again."""
        metadata = self.sa.MetaData()
        self.sa.Table(name, metadata, *items)
        return self.table(name, metadata=metadata, **options)

    def reflect(self, **options):
        metadata = options.pop("metadata", None)
        metadata = self.sa.MetaData() if metadata is None else metadata
        metadata.reflect(options.pop("bind", self.engine), **options)
        return metadata

    def column(self, *arguments, **options):
        return self.sa.Column(*arguments, **options)

    def rename(self, inspector, table, info):
        self.seen.append((type(inspector).__name__, table.name, info["name"]))
        info["key"], info["type"], info["comment"] = f"{info['name']}_k", self.sa.Text(), "hi"

    def show(self, value):
        if isinstance(value, self.sa.MetaData):
            return [sorted(value.tables), [self.show(table) for table in value.sorted_tables]]
        if not isinstance(value, self.sa.Table):
            return value
        dialect = self.engine.dialect
        indexes = (str(self.schema.CreateIndex(index).compile(dialect=dialect)) for index in value.indexes)
        return [
            str(self.schema.CreateTable(value).compile(dialect=dialect)).split("\n"),
            sorted(indexes),
            value.c.keys(),
            sorted(value.metadata.tables),
        ]


def with_class_listener(w):
    def change(inspector, table, info):
        info["info"], info["default"], info["nullable"] = {"a": 1}, None, False

    w.sa.event.listen(w.sa.Table, "column_reflect", change)
    try:
        table = w.table("p")
    finally:
        w.sa.event.remove(w.sa.Table, "column_reflect", change)
    return [w.show(table), [column.info for column in table.c]]


def with_changed_defaults(w):
    def change(inspector, table, info):
        if info["name"] == "n":
            info["default"] = w.sa.FetchedValue()
        if info["name"] == "name":
            info["computed"] = {"sqltext": "1 + 1"}

    table = w.table("p", listeners=[("column_reflect", change)])
    return [w.show(table), type(table.c.n.server_default).__name__]


def with_metadata_schema(w):
    metadata = w.reflect(metadata=w.sa.MetaData(schema="main"), only=["ch"])
    return [sorted(metadata.tables), [key.target_fullname for key in metadata.tables["main.ch"].foreign_keys]]


def twice(w):
    metadata = w.reflect(only=["p"])
    first = metadata.tables["p"]
    w.reflect(metadata=metadata, only=["ch", "other"])
    return [first is metadata.tables["p"], sorted(metadata.tables)]


def over_own(w, **options):
    metadata = w.sa.MetaData()
    w.sa.Table("p", metadata, w.column("id", w.sa.String(3)), w.column("mine", w.sa.Integer))
    return w.reflect(metadata=metadata, extend_existing=True, only=["p", "ch"], **options)


def with_naming(w):
    convention = {
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s",
        "pk": "pk_%(table_name)s",
    }
    return w.reflect(metadata=w.sa.MetaData(naming_convention=convention), only=["ch", "p"])


def leftovers(w, make):
    metadata = w.sa.MetaData()
    with pytest.raises(Exception, match=r"gone|nope"):
        make(metadata)
    return sorted(metadata.tables)


def direct(w, *arguments, **options):
    table = w.sa.Table("p", w.sa.MetaData())
    w.sa.inspect(w.engine).reflect_table(table, *arguments, **options)
    return table


def in_connection(w):
    with w.engine.connect() as connection:
        w.reflect(bind=w.sa.inspect(connection), only=["p"])
        return w.show(w.table("ch", autoload_with=connection))


CASES = {
    "include": lambda w: w.table("ch", include_columns=["id", "q"]),
    "include all of an index": lambda w: w.table("ch", include_columns=["id", "p_id", "x"]),
    "include part of a constraint": lambda w: w.table("p", include_columns=["id", "n"]),
    "without foreign tables": lambda w: w.table("ch", resolve_fks=False),
    "own column": lambda w: w.table("ch", w.column("q", w.sa.String(5), key="qq"), w.column("extra", w.sa.Integer)),
    "own key": lambda w: w.table("ch", w.column("x", w.sa.Integer, primary_key=True)),
    "own foreign key": lambda w: w.table("ch", w.column("q", w.sa.Integer, w.sa.ForeignKey("p.id"))),
    "known": lambda w: w.known("ch", w.column("q", w.sa.String(9))),
    "known and kept": lambda w: w.known("ch", w.column("q", w.sa.String(9)), keep_existing=True),
    "extend": lambda w: w.known("ch", w.column("q", w.sa.String(9)), extend_existing=True),
    "extend, own stay": lambda w: w.known(
        "ch", w.column("q", w.sa.String(9)), extend_existing=True, autoload_replace=False
    ),
    "extend, include": lambda w: w.known(
        "ch", w.column("q", w.sa.String(9)), w.column("z", w.sa.Text), extend_existing=True, include_columns=["id", "q"]
    ),
    "must exist": lambda w: w.table("p", must_exist=True),
    "listeners": lambda w: [w.show(w.table("ch", listeners=[("column_reflect", w.rename)])), w.seen],
    "class listener": with_class_listener,
    "changed defaults": with_changed_defaults,
    "only": lambda w: w.reflect(only=["other"]),
    "only, without foreign tables": lambda w: w.reflect(only=["other"], resolve_fks=False),
    "only by function": lambda w: w.reflect(only=lambda name, _: name == "ch"),
    "only a view": lambda w: w.reflect(only=["v"]),
    "only a view, views": lambda w: w.reflect(only=["v"], views=True),
    "only what is missing": lambda w: w.reflect(only=["v", "zz", "p"]),
    "schema": lambda w: w.reflect(schema="main", only=["ch"]),
    "schema of the metadata": with_metadata_schema,
    "twice": twice,
    "over own tables": over_own,
    "over own tables, own stay": lambda w: over_own(w, autoload_replace=False),
    "naming": with_naming,
    "missing": lambda w: w.table("nope"),
    "missing, left": lambda w: leftovers(w, lambda metadata: w.table("nope", metadata=metadata)),
    "badly": lambda w: w.reflect(only=["badly"]),
    "badly, without foreign tables": lambda w: w.reflect(only=["badly"], resolve_fks=False),
    "badly, left": lambda w: leftovers(w, lambda metadata: w.reflect(metadata=metadata, only=["badly"])),
    "inspector": lambda w: w.table("ch", autoload_with=w.sa.inspect(w.engine)),
    "connection": in_connection,
    "reflect_table": lambda w: direct(w, None),
    "reflect_table, include": lambda w: direct(w, ["id"]),
}


def told(library, case):
    world = World(library)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = world.show(case(world))
        except Exception as error:
            found = (type(error).__name__, re.sub(r"\(sqlite://\)|holdfast|sqlalchemy", "", str(error))[:60])
    world.engine.dispose()
    return found, [(one.category.__name__, str(one.message)[:60]) for one in caught]


@pytest.mark.parametrize("name", CASES)
def test_options(name):
    assert told("holdfast", CASES[name]) == told("sqlalchemy", CASES[name])


def test_listener_of_a_metadata_sees_all_tables():
    worlds = [World("sqlalchemy"), World("holdfast")]
    shown = []
    for world in worlds:
        metadata = world.sa.MetaData()
        world.sa.event.listen(metadata, "column_reflect", world.rename)
        shown.append(world.show(world.reflect(metadata=metadata, only=["other"])))
        world.engine.dispose()
    assert shown[0] == shown[1]
    assert sorted(worlds[0].seen) == sorted(worlds[1].seen)
    assert len(worlds[0].seen) == 9
