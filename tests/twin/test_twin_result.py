"""The same reading of results on both libraries: values, errors, leading words."""

# ruff: noqa: PLC3002, SIM118 - programs are one expression each, and keys() is what is tested

from __future__ import annotations

import warnings

import pytest
import sqlalchemy

import holdfast

CREATE = (
    "create table t(id integer primary key, name text, x integer)",
    "insert into t(name, x) values ('a', 1), ('b', 2), ('b', 3), ('c', null)",
)


class Reader:
    """One library's connection with the table, and shorthands for programs."""

    def __init__(self, library):
        self.m = library
        self.connection = library.create_engine("sqlite://").connect()
        for statement in CREATE:
            self.connection.exec_driver_sql(statement)

    def rows(self, sql="select id, name, x from t order by id", **parameters):
        return self.connection.execute(self.m.text(sql), parameters)

    def none(self):
        return self.rows("select id, name from t where 0")

    def simple(self, rows, keys=("a", "b")):
        from importlib import import_module

        result = import_module(self.m.__name__ + ".engine.result")
        engine = import_module(self.m.__name__ + ".engine")
        return engine.IteratorResult(result.SimpleResultMetaData(list(keys)), iter(rows))


def outcome(program, library):
    reader = Reader(library)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return plain(program(reader))
        except Exception as error:
            return type(error).__name__, str(error)
        finally:
            reader.connection.close()


def plain(value):
    """Rows and views as the plain values they equal."""
    name = type(value).__name__
    if name == "Row":
        return tuple(value)
    if name == "RowMapping":
        return dict(value)
    if name == "RMKeyView" or name == "KeyView":
        return list(value)
    if isinstance(value, (list, tuple)):
        return type(value)([plain(one) for one in value])
    return value


PROGRAMS = {
    "all": lambda r: r.rows().all(),
    "fetchall": lambda r: r.rows().fetchall(),
    "first": lambda r: r.rows().first(),
    "first of none": lambda r: r.none().first(),
    "one of many": lambda r: r.rows().one(),
    "one of none": lambda r: r.none().one(),
    "one": lambda r: r.rows("select 1 as a").one(),
    "one_or_none of many": lambda r: r.rows().one_or_none(),
    "one_or_none of none": lambda r: r.none().one_or_none(),
    "scalar": lambda r: r.rows().scalar(),
    "scalar of none": lambda r: r.none().scalar(),
    "scalar_one of many": lambda r: r.rows().scalar_one(),
    "scalar_one of none": lambda r: r.none().scalar_one(),
    "scalar_one": lambda r: r.rows("select 7, 8").scalar_one(),
    "scalar_one_or_none": lambda r: r.none().scalar_one_or_none(),
    "scalar_one_or_none of many": lambda r: r.rows().scalar_one_or_none(),
    "scalars": lambda r: r.rows().scalars().all(),
    "scalars by name": lambda r: r.rows().scalars("name").all(),
    "scalars by index": lambda r: r.rows().scalars(-1).all(),
    "scalars one": lambda r: r.rows().scalars().one(),
    "scalars first": lambda r: r.rows().scalars("x").first(),
    "scalars unique": lambda r: r.rows().scalars("name").unique().all(),
    "scalars partitions": lambda r: list(r.rows().scalars().partitions(3)),
    "scalars has no fetchone": lambda r: hasattr(r.rows().scalars(), "fetchone"),
    "scalars has no freeze": lambda r: hasattr(r.rows().scalars(), "freeze"),
    "columns": lambda r: r.rows().columns("name", "id").all(),
    "columns keys": lambda r: r.rows().columns("name", 0).keys(),
    "columns twice": lambda r: r.rows().columns("name", "id").columns("id").all(),
    "columns scalars": lambda r: r.rows().columns("name", "id").scalars(1).all(),
    "columns scalar": lambda r: r.rows().columns("x").scalar(),
    "mappings": lambda r: r.rows().mappings().all(),
    "mappings first": lambda r: r.rows().mappings().first(),
    "mappings columns": lambda r: r.rows().mappings().columns("x").all(),
    "mappings fetchone": lambda r: r.rows().mappings().fetchone(),
    "mappings keys": lambda r: r.rows().mappings().keys(),
    "mappings unique": lambda r: r.rows().columns("name").mappings().unique().all(),
    "unique": lambda r: r.rows().columns("name").unique().all(),
    "unique strategy": lambda r: r.rows().unique(lambda row: row.name).all(),
    "unique fetchone": lambda r: (lambda s: [s.fetchone() for _ in range(5)])(r.rows().columns("name").unique()),
    "unique fetchmany": lambda r: (lambda s: [s.fetchmany(2) for _ in range(3)])(r.rows().columns("name").unique()),
    "unique one": lambda r: r.rows("select name from t where name = 'b'").unique().one(),
    "unique one of many": lambda r: r.rows("select name from t").unique().one(),
    "unique partitions": lambda r: list(r.rows().columns("name").unique().partitions(2)),
    "iterate": lambda r: list(r.rows()),
    "next": lambda r: next(r.rows()),
    "fetch in steps": lambda r: (lambda s: [s.fetchone(), s.fetchmany(2), s.fetchall(), s.fetchone(), s.fetchmany(1), s.all()])(r.rows()),
    "fetchmany without size": lambda r: r.rows().fetchmany(),
    "partitions": lambda r: list(r.rows().partitions(3)),
    "yield_per partitions": lambda r: list(r.rows().yield_per(3).partitions()),
    "keys": lambda r: r.rows().keys(),
    "key in keys": lambda r: ("id" in r.rows().keys(), "zz" in r.rows().keys(), len(r.rows().keys())),
    "close then all": lambda r: (lambda s: (s.close(), s.all()))(r.rows()),
    "close then first": lambda r: (lambda s: (s.close(), s.first()))(r.rows()),
    "first then first": lambda r: (lambda s: (s.first(), s.first()))(r.rows()),
    "closed after all": lambda r: (lambda s: (s.all(), s.closed))(r.rows()),
    "closed after first": lambda r: (lambda s: (s.first(), s.closed))(r.rows()),
    "with": lambda r: r.rows().__enter__().first(),
    "freeze": lambda r: (lambda f: (f().all(), f().scalars().all(), f().columns("x").all()))(r.rows().freeze()),
    "freeze new rows": lambda r: r.rows().freeze().with_new_rows([(1, 2, 3)])().all(),
    "merge": lambda r: r.rows().merge(r.rows(), r.none()).all(),
    "merge scalars": lambda r: r.rows().merge(r.rows()).scalars().all(),
    "merge rowcount": lambda r: r.rows("update t set x = 1").merge(r.rows("update t set x = 2")).rowcount,
    "row attribute": lambda r: r.rows().first().name,
    "row index": lambda r: r.rows().first()[1],
    "row slice": lambda r: r.rows().first()[0:2],
    "row unpack": lambda r: [*r.rows().first()],
    "row by string": lambda r: r.rows().first()["name"],
    "row index beyond": lambda r: r.rows().first()[9],
    "row fields": lambda r: r.rows().first()._fields,
    "row asdict": lambda r: r.rows().first()._asdict(),
    "row compare": lambda r: (lambda w: (w == (1, "a", 1), w == (1, "a", 1), w < (2,), hash(w) == hash((1, "a", 1)), w != (1,)))(r.rows().first()),
    "row set": lambda r: setattr(r.rows().first(), "name", 1),
    "row count, index": lambda r: (lambda w: (w.count(1), w.index("a")))(r.rows().first()),
    "row column count": lambda r: r.rows('select 5 as count, 6 as "index"').first().count,
    "row repr": lambda r: repr(r.rows().first()),
    "row mapping": lambda r: (lambda m: (m["name"], m.get("zz"), "x" in m, list(m), list(m.values()), list(m.items()), len(m)))(r.rows().first()._mapping),
    "row mapping repr": lambda r: repr(r.rows().first()._mapping),
    "row mapping equals": lambda r: r.rows().first()._mapping == {"id": 1, "name": "a", "x": 1},
    "row pickle": lambda r: (lambda p, w: (lambda back: (back, back.name))(p.loads(p.dumps(w))))(__import__("pickle"), r.rows().first()),
    "row copy": lambda r: __import__("copy").deepcopy(r.rows().first()),
    "same names": lambda r: (lambda w: (w.a, w._mapping["a"], w._fields))(r.rows("select 1 as a, 2 as a").first()),
    "odd names": lambda r: r.rows('select 1 as "a b", 2 as class').first()._mapping["a b"],
    "no rows all": lambda r: r.rows("update t set x = 1").all(),
    "no rows first": lambda r: r.rows("update t set x = 1").first(),
    "no rows scalars": lambda r: r.rows("update t set x = 1").scalars(),
    "no rows keys": lambda r: r.rows("update t set x = 1").keys(),
    "no rows iterate": lambda r: list(r.rows("update t set x = 1")),
    "no rows facts": lambda r: (lambda s: (s.rowcount, s.returns_rows, s.closed))(r.rows("update t set x = 1")),
    "lastrowid": lambda r: r.rows("insert into t(name) values ('z')").lastrowid,
    "inserted_primary_key of text": lambda r: r.rows("insert into t(name) values ('z')").inserted_primary_key,
    "simple all": lambda r: r.simple([(1, 2), (3, 4)]).all(),
    "simple again": lambda r: (lambda s: (s.all(), s.all(), s.fetchone(), s.closed))(r.simple([(1, 2)])),
    "simple closed": lambda r: (lambda s: (s.close(), s.all()))(r.simple([(1, 2)])),
    "simple scalars": lambda r: r.simple([(1, 2), (3, 4)]).scalars("b").all(),
    "simple unhashable": lambda r: r.simple([([1], 2), ([1], 2)]).unique(lambda row: row[1]).all(),
    "types": lambda r: r.connection.execute(r.m.text("select '2020-02-03' as d, 1 as b").columns(d=r.m.Date, b=r.m.Boolean)).first(),
    "many typed rows": lambda r: r.connection.execute(
        r.m.text("with recursive n(i) as (select 1 union all select i + 1 from n where i < 100) select i, i % 2 as b from n").columns(i=r.m.Integer, b=r.m.Boolean)
    ).all(),
}  # fmt: skip

ERRORS = {
    "missing attribute": lambda r: r.rows().first().zz,
    "missing mapping key": lambda r: r.rows().first()._mapping["zz"],
    "missing index key": lambda r: r.rows().first()._mapping[0],
    "missing scalars": lambda r: r.rows().scalars("zz"),
    "missing scalars index": lambda r: r.rows().scalars(9).all(),
    "missing columns": lambda r: r.rows().columns("zz"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_same_outcome(name):
    ours, theirs = outcome(PROGRAMS[name], holdfast), outcome(PROGRAMS[name], sqlalchemy)
    if isinstance(theirs, tuple) and str(theirs[0]).endswith(("Error", "Found")):
        assert ours[0] == theirs[0]
        assert ours[1].startswith(theirs[1].split("\n")[0].rstrip("."))
    else:
        assert ours == theirs


@pytest.mark.parametrize("name", ERRORS)
def test_errors_name_the_fact(name):
    ours, theirs = outcome(ERRORS[name], holdfast), outcome(ERRORS[name], sqlalchemy)
    assert ours[0] == theirs[0]
    assert ours[1].startswith(theirs[1])
    assert len(ours[1]) > len(theirs[1])
