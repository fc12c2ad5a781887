"""What may be done with a result, step by step, and the results it may be done with: for random twins of both libraries.

A step takes the world and the object at hand (a result or a view of one) and gives what is seen, or `Next(object)` to go on
with another object. Everything that is seen is plain.
"""

from __future__ import annotations

import copy
import pickle
import re


class Next:
    """Go on with this object."""

    def __init__(self, target):
        self.target = target


class World:
    """One library, tables with rows, a mapped class."""

    def __init__(self, sa, orm):
        self.sa, self.orm = sa, orm
        metadata = sa.MetaData()
        self.table = sa.Table(
            "t",
            metadata,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("name", sa.String(10)),
            sa.Column("d", sa.Numeric(6, 2)),
            sa.Column("j", sa.JSON),
        )
        base = orm.declarative_base(metadata=metadata)

        class Thing(base):
            __table__ = self.table

            def __repr__(self):
                return f"<Thing {self.id}>"

        self.Thing = Thing
        self.connection = self.filled(metadata).connect()
        self.session = orm.Session(self.filled(metadata))

    def filled(self, metadata):
        """An engine whose tables have rows."""
        engine = self.sa.create_engine("sqlite://", poolclass=self.sa.StaticPool)
        metadata.create_all(engine)
        rows = [{"id": n, "name": name, "d": n * 1.5, "j": [n % 2]} for n, name in enumerate("abbca", 1)]
        with engine.begin() as connection:
            connection.execute(self.table.insert(), rows)
        return engine

    def start_over(self):
        self.session.rollback()
        self.session.expunge_all()
        self.connection.rollback()


def _select(world, *columns):
    return world.sa.select(*(world.table.c[name] for name in columns)).order_by(world.table.c.id)


def _simple(world, rows, keys):
    sa_engine = __import__(f"{world.sa.__name__}.engine.result", fromlist=["x"])
    return sa_engine.IteratorResult(sa_engine.SimpleResultMetaData(list(keys)), iter(rows))


def _chunked(world):
    module = __import__(f"{world.sa.__name__}.engine.result", fromlist=["x"])
    metadata = module.SimpleResultMetaData(["a", "b"])

    def chunks(size):
        rows = [(n, n % 2) for n in range(5)]
        size = size or 2
        while rows:
            yield rows[:size]
            rows = rows[size:]

    return module.ChunkedIteratorResult(metadata, chunks)


KINDS = {
    "core": lambda w: w.connection.execute(_select(w, "id", "name")),
    "core with conversions": lambda w: w.connection.execute(_select(w, "id", "d", "name")),
    "core of one row": lambda w: w.connection.execute(_select(w, "id", "name").where(w.table.c.id == 2)),
    "core of one column": lambda w: w.connection.execute(_select(w, "name")),
    "core of no row": lambda w: w.connection.execute(_select(w, "id", "name").where(w.sa.false())),
    "core with lists": lambda w: w.connection.execute(_select(w, "id", "j")),
    "twice the same name": lambda w: w.connection.execute(
        w.sa.select(w.table.c.id, w.table.c.name.label("id")).order_by(w.table.c.id)
    ),
    "streamed": lambda w: w.connection.execute(_select(w, "id", "name"), execution_options={"stream_results": True}),
    "streamed by twos": lambda w: w.connection.execute(_select(w, "id", "name"), execution_options={"yield_per": 2}),
    "text": lambda w: w.connection.execute(w.sa.text("SELECT id, name FROM t ORDER BY id")),
    "driver's text": lambda w: w.connection.exec_driver_sql("SELECT id, name FROM t ORDER BY id"),
    "typed text": lambda w: w.connection.execute(
        w.sa.text("SELECT id, d FROM t ORDER BY id").columns(w.table.c.id, w.table.c.d)
    ),
    "update": lambda w: w.connection.execute(w.table.update().values(name=w.table.c.name)),
    "insert": lambda w: w.connection.execute(w.table.insert(), {"id": 100, "name": "z"}),
    "insert returning": lambda w: w.connection.execute(
        w.table.insert().returning(w.table.c.id, w.table.c.name), {"id": 100}
    ),
    "entities": lambda w: w.session.execute(w.sa.select(w.Thing).order_by(w.Thing.id)),
    "entity and column": lambda w: w.session.execute(w.sa.select(w.Thing, w.Thing.name).order_by(w.Thing.id)),
    "columns of entity": lambda w: w.session.execute(w.sa.select(w.Thing.id, w.Thing.name).order_by(w.Thing.id)),
    "entities by twos": lambda w: w.session.execute(
        w.sa.select(w.Thing).order_by(w.Thing.id).execution_options(yield_per=2)
    ),
    "scalars of entities": lambda w: w.session.scalars(w.sa.select(w.Thing).order_by(w.Thing.id)),
    "simple": lambda w: _simple(w, [(1, "x"), (2, "y"), (2, "y")], ["id", "name"]),
    "chunked": _chunked,
    "merged": lambda w: w.connection.execute(_select(w, "id", "name")).merge(
        w.connection.execute(_select(w, "id", "name"))
    ),
    "frozen and thawed": lambda w: w.connection.execute(_select(w, "id", "name")).freeze()(),
}


def _look_at_row(world, target):
    """What a row tells about itself."""
    row = target.fetchone() if hasattr(target, "fetchone") else next(target)
    if row is None or not hasattr(row, "_mapping"):
        return row
    again = pickle.loads(pickle.dumps(row)) if not any(hasattr(value, "_sa_instance_state") for value in row) else row
    return [
        row._fields, row._asdict(), dict(row._mapping), tuple(row), row[0], row[-1], row[:1], row[1:], row[::-1], len(row),
        row.count(row[0]), row.index(row[0]), row == tuple(row), row < (999,), row in [row], again == row, again._fields,
        list(row._mapping.keys()), list(row._mapping.values()), list(row._mapping.items()), "id" in row._mapping, 0 in row._mapping,
        row._tuple(), row.t, row._t, tuple(copy.copy(row)), str(row), repr(row._mapping),
    ]  # fmt: skip


STEPS = {
    "all": lambda w, r: r.all(),
    "fetchall": lambda w, r: r.fetchall(),
    "fetchone": lambda w, r: r.fetchone(),
    "fetchmany": lambda w, r: r.fetchmany(),
    "fetchmany 2": lambda w, r: r.fetchmany(2),
    "first": lambda w, r: r.first(),
    "one": lambda w, r: r.one(),
    "one_or_none": lambda w, r: r.one_or_none(),
    "scalar": lambda w, r: r.scalar(),
    "scalar_one": lambda w, r: r.scalar_one(),
    "scalar_one_or_none": lambda w, r: r.scalar_one_or_none(),
    "next": lambda w, r: next(r),
    "two": lambda w, r: [value for value, _ in zip(r, range(2), strict=False)],
    "list": lambda w, r: list(r),
    "partitions": lambda w, r: list(r.partitions()),
    "partitions 2": lambda w, r: list(r.partitions(2)),
    "keys": lambda w, r: list(r.keys()),
    "key in keys": lambda w, r: ["id" in r.keys(), "nothing" in r.keys(), 0 in r.keys()],  # noqa: SIM118
    "closed": lambda w, r: r.closed,
    "close": lambda w, r: r.close(),
    "returns_rows": lambda w, r: r.returns_rows,
    "rowcount": lambda w, r: r.rowcount,
    "row": _look_at_row,
    "scalars": lambda w, r: Next(r.scalars()),
    "scalars 1": lambda w, r: Next(r.scalars(1)),
    "scalars name": lambda w, r: Next(r.scalars("name")),
    "scalars nothing": lambda w, r: Next(r.scalars("nothing")),
    "mappings": lambda w, r: Next(r.mappings()),
    "tuples": lambda w, r: Next(r.tuples()),
    "columns 0": lambda w, r: Next(r.columns(0)),
    "columns -1 0": lambda w, r: Next(r.columns(-1, 0)),
    "columns name": lambda w, r: Next(r.columns("name")),
    "columns 9": lambda w, r: Next(r.columns(9)),
    "unique": lambda w, r: Next(r.unique()),
    "unique by": lambda w, r: Next(r.unique(lambda value: str(value)[:8])),
    "yield_per 2": lambda w, r: Next(r.yield_per(2)),
    "freeze": lambda w, r: Next(r.freeze()()),
    "merge": lambda w, r: Next(r.merge(KINDS[w.kind](w))),
    "with": lambda w, r: Next(r.__enter__()),
    "exit": lambda w, r: r.__exit__(None, None, None),
}


def differs_on_purpose(kind, steps):
    """Where SQLAlchemy's answer is not worth having, and why."""
    steps = set(steps)
    cuts = {name for name in steps if name.startswith(("scalars", "columns"))}
    closes = {"one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "first", "close", "exit"}
    merges = kind == "merged" or "merge" in steps
    return bool(
        # It takes a wrong name or position of an only entity for that entity.
        (kind in {"entities", "entities by twos"} and cuts - {"scalars"})
        # It refuses positions of columns whose names are ambiguous.
        or (kind == "twice the same name" and cuts)
        # It says 0 for one row returned, and nothing for merged results.
        or ("rowcount" in steps and (merges or kind == "insert returning"))
        # It says NotImplementedError where there are no rows, and forgets that one of several results had none.
        or (kind in {"insert", "update"} and steps & {"freeze", "merge", "close", "exit"})
        # It stumbles (AttributeError) when a merged result was closed, or cut.
        or (merges and (steps & closes or cuts or kind == "scalars of entities"))
        # It says TypeError where a value can't be compared.
        or (kind == "core with lists" and "unique" in steps)
        # It makes the chunks anew, or loses rows, when their size changes on the way, and goes on after a close.
        or ((kind == "chunked" or "entit" in kind) and "yield_per 2" in steps)
        or ("entit" in kind and (steps & {"close", "exit"} or ("freeze" in steps and steps & closes)))
        # It refuses to compare the rows of batches also when none is left.
        or (kind == "entities by twos" and "unique" in steps and steps & {"all", "list", "partitions", "fetchall"})
        # It compares with rows seen before in some ways to take rows and not in others.
        or (steps & {"unique", "unique by"} and steps & closes)
    )


def journey(world, kind, steps):
    """What is seen on the way: outcomes of the steps in order."""
    world.start_over()
    world.kind = kind
    seen = []
    target = KINDS[kind](world)
    for name in steps:
        try:
            found = STEPS[name](world, target)
            if isinstance(found, Next):
                target = found.target
                seen.append((name, _PUBLIC_NAMES.get(type(target).__name__, type(target).__name__)))
            else:
                seen.append((name, plain(found)))
        except Exception as error:
            kind = _PUBLIC_NAMES.get(type(error).__name__, type(error).__name__)
            # A NoSuchColumnError is a KeyError.
            seen.append((name, "KeyError", "") if isinstance(error, KeyError) else (name, kind, leading(error)))
    return seen


# Classes that stand for one public class.
_PUBLIC_NAMES = {
    "ChunkedIteratorResult": "Result",
    "ListedScalars": "ScalarResult",
    "AmbiguousColumnError": "InvalidRequestError",
}


def leading(error):
    """The first words of a message."""
    text = str(error)
    for ours, theirs in _PUBLIC_NAMES.items():
        text = text.replace(f"'{ours}'", f"'{theirs}'")
    return " ".join(re.findall(r"[^\s:;,.]+", text)[:5])


def plain(value):
    name = type(value).__name__
    if name == "Row" or name == "RowMapping":
        return (name, [plain(one) for one in (value if name == "Row" else value.values())])
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return repr(value) if hasattr(value, "_sa_instance_state") else value
