# ruff: noqa: PLC3002 -- each case is one expression, so that a lambda can hold it
"""INSERT, UPDATE and DELETE built on both libraries: the same text, parameters and errors on three dialects."""

from __future__ import annotations

import warnings
from types import SimpleNamespace

import pytest
import sqlalchemy

import holdfast

LIBRARIES = (sqlalchemy, holdfast)


def schema(m):
    metadata = m.MetaData()
    a = m.Table(
        "a",
        metadata,
        m.Column("id", m.Integer, primary_key=True),
        m.Column("x", m.Integer, key="xk"),
        m.Column("name", m.String(20)),
        m.Column("b_id", m.ForeignKey("b.id")),
    )
    b = m.Table(
        "b",
        metadata,
        m.Column("id", m.Integer, primary_key=True),
        m.Column("x", m.Integer),
        m.Column("a_id", m.Integer),
    )
    d = m.Table(
        "d",
        metadata,
        m.Column("id", m.Integer, primary_key=True),
        m.Column("n", m.Integer, default=5, onupdate=6),
        m.Column("f", m.Integer, default=lambda: 7),
        m.Column("s", m.String, server_default="q"),
        m.Column("e", m.DateTime, default=m.func.now(), onupdate=m.func.now()),
    )
    n = m.Table("n", metadata, m.Column("x", m.Integer), m.Column("y", m.Integer))
    return SimpleNamespace(a=a, b=b, d=d, n=n)


SCHEMAS = {m: schema(m) for m in LIBRARIES}


def dialects(m):
    if m is sqlalchemy:
        from sqlalchemy.dialects import postgresql, sqlite
    else:
        from holdfast.dialects import postgresql, sqlite
    return {"default": None, "sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}


DIALECTS = {m: dialects(m) for m in LIBRARIES}


def outcome(m, build, dialect="default"):
    """Text and parameters, or the class and the leading words of the error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compiled = build(m, SCHEMAS[m]).compile(dialect=DIALECTS[m][dialect])
            return " ".join(str(compiled).split()), dict(compiled.params)
        except Exception as error:
            words = str(error).split("(Background")[0]
            words = words.split(" at 0x")[0].replace("sqlalchemy", "holdfast").split("Table(")[0]
            words = words.replace("<holdfast.sql.selectable.select.Select", "<holdfast.sql.selectable.Select")
            return type(error).__name__, words[:60]


STATEMENTS = {
    "insert": lambda m, s: m.insert(s.a),
    "insert values": lambda m, s: m.insert(s.a).values(xk=5),
    "insert dict": lambda m, s: m.insert(s.a).values({"xk": 5, "b_id": 7}),
    "insert column keys": lambda m, s: m.insert(s.a).values({s.a.c.xk: 5}),
    "insert tuple": lambda m, s: m.insert(s.a).values((1, 2, "n", 3)),
    "insert list as tuple": lambda m, s: m.insert(s.a).values([1, 2]),
    "insert rows": lambda m, s: m.insert(s.a).values([{"xk": 5}, {"xk": 6}]),
    "insert rows tuples": lambda m, s: m.insert(s.a).values([(1, 2, "n", 3), (4, 5, "m", 6)]),
    "insert rows added": lambda m, s: m.insert(s.a).values([{"xk": 5}]).values([{"xk": 6}]),
    "insert rows expressions": lambda m, s: m.insert(s.a).values([{"xk": m.func.f(1)}, {"xk": 6}]),
    "insert rows then values": lambda m, s: m.insert(s.a).values([{"xk": 5}]).values(xk=6),
    "insert values then rows": lambda m, s: m.insert(s.a).values(xk=6).values([{"xk": 5}]),
    "insert values added": lambda m, s: m.insert(s.a).values(xk=1).values(b_id=2),
    "insert two arguments": lambda m, s: m.insert(s.a).values(1, 2),
    "insert mixed arguments": lambda m, s: m.insert(s.a).values({"xk": 1}, b_id=2),
    "insert unknown": lambda m, s: m.insert(s.a).values(zork=5),
    "insert function": lambda m, s: m.insert(s.a).values(xk=m.func.now()),
    "insert expression": lambda m, s: m.insert(s.a).values(xk=m.literal(5) + 3),
    "insert subquery": lambda m, s: m.insert(s.a).values(xk=m.select(s.b.c.x).scalar_subquery()),
    "insert select value": lambda m, s: m.insert(s.a).values(xk=m.select(s.b.c.x)),
    "insert bindparam": lambda m, s: m.insert(s.a).values({"xk": m.bindparam("q")}),
    "insert none": lambda m, s: m.insert(s.a).values(xk=None),
    "insert null": lambda m, s: m.insert(s.a).values(xk=m.null()),
    "insert empty": lambda m, s: m.insert(s.n).values({}),
    "insert no key": lambda m, s: m.insert(s.n).values(x=1),
    "insert defaults": lambda m, s: m.insert(s.d),
    "insert defaults values": lambda m, s: m.insert(s.d).values(s="z"),
    "insert inline": lambda m, s: m.insert(s.d).inline(),
    "insert prefix": lambda m, s: m.insert(s.a).prefix_with("OR X"),
    "insert from select": lambda m, s: m.insert(s.a).from_select(["id", "xk"], m.select(s.b.c.id, s.b.c.x)),
    "insert from select columns": lambda m, s: m.insert(s.a).from_select(
        [s.a.c.id, "b_id"], m.select(s.b.c.id, s.b.c.x).where(s.b.c.x == 5)
    ),
    "insert from select defaults": lambda m, s: m.insert(s.d).from_select(["id"], m.select(s.b.c.id)),
    "insert from select no defaults": lambda m, s: m.insert(s.d).from_select(
        ["id"], m.select(s.b.c.id), include_defaults=False
    ),
    "insert from select after values": lambda m, s: m.insert(s.a).values(xk=1).from_select(["id"], m.select(s.b.c.id)),
    "insert values after select": lambda m, s: m.insert(s.a).from_select(["id"], m.select(s.b.c.id)).values(xk=3),
    "insert from cte": lambda m, s: (lambda z: m.insert(s.a).from_select(["id"], m.select(z.c.id)))(
        m.select(s.b.c.id).cte("z")
    ),
    "insert from union": lambda m, s: m.insert(s.a).from_select(["id"], m.union(m.select(s.b.c.id), m.select(s.b.c.x))),
    "insert returning": lambda m, s: m.insert(s.a).returning(s.a.c.id, s.a.c.xk),
    "insert returning table": lambda m, s: m.insert(s.a).values(xk=1).returning(s.a),
    "insert returning expressions": lambda m, s: m.insert(s.a).returning(s.a.c.id + 1, m.func.lower(s.a.c.name)),
    "insert returning label": lambda m, s: m.insert(s.a).returning(s.a.c.id.label("q")),
    "insert returning twice": lambda m, s: m.insert(s.a).returning(s.a.c.id).returning(s.a.c.xk),
    "insert return defaults then returning": lambda m, s: m.insert(s.a).return_defaults().returning(s.a),
    "insert return defaults": lambda m, s: m.insert(s.d).values(n=1).return_defaults(),
    "insert return defaults column": lambda m, s: m.insert(s.d).values(n=1).return_defaults(s.d.c.s),
    "insert sorted": lambda m, s: m.insert(s.a).returning(s.a.c.id, sort_by_parameter_order=True),
    "insert params": lambda m, s: m.insert(s.a).params(x=1),
    "insert dialect options": lambda m, s: m.insert(s.a).with_dialect_options(foo=1),
    "insert string": lambda m, s: m.insert("x"),
    "insert select": lambda m, s: m.insert(m.select(s.a)),
    "insert method": lambda m, s: s.a.insert().values(xk=1),
    "insert light table": lambda m, s: m.insert(m.table("t", m.column("x"), m.column("y"))).values(x=1),
    "insert cte": lambda m, s: m.select(m.insert(s.a).values(xk=1).returning(s.a.c.id).cte("i")),
    "insert add_cte": lambda m, s: m.insert(s.a).values(xk=1).add_cte(m.select(s.b.c.id).cte("z")),
    "update": lambda m, s: m.update(s.a),
    "update values": lambda m, s: m.update(s.a).values(xk=5),
    "update where": lambda m, s: m.update(s.a).values(xk=5).where(s.a.c.id == 7),
    "update where twice": lambda m, s: m.update(s.a).values(xk=5).where(s.a.c.id == 7).where(s.a.c.xk > 1),
    "update expression": lambda m, s: m.update(s.a).values(xk=s.a.c.xk + 1).where(s.a.c.id == 1),
    "update column keys": lambda m, s: m.update(s.a).values({s.a.c.xk: 5, "name": "n"}),
    "update added": lambda m, s: m.update(s.a).values(xk=5).values(name="n"),
    "update ordered": lambda m, s: m.update(s.a).ordered_values((s.a.c.name, "n"), ("xk", 2)),
    "update ordered after values": lambda m, s: m.update(s.a).values(xk=1).ordered_values(("b_id", 2)),
    "update values after ordered": lambda m, s: m.update(s.a).ordered_values(("b_id", 2)).values(xk=1),
    "update subquery": lambda m, s: m.update(s.a).values(
        xk=m.select(s.b.c.x).where(s.b.c.id == s.a.c.b_id).scalar_subquery()
    ),
    "update from": lambda m, s: m.update(s.a).values(xk=s.b.c.x).where(s.a.c.id == s.b.c.a_id),
    "update from values only": lambda m, s: m.update(s.a).values({s.a.c.xk: s.b.c.x}),
    "update rows": lambda m, s: m.update(s.a).values([{"xk": 1}]),
    "update tuple": lambda m, s: m.update(s.a).values((1, 2, "n", 3)),
    "update returning": lambda m, s: m.update(s.a).values(xk=1).where(s.a.c.id == 1).returning(s.a.c.id),
    "update returning sorted": lambda m, s: m.update(s.a).returning(s.a.c.id, sort_by_parameter_order=True),
    "update onupdate": lambda m, s: m.update(s.d).values(s="z"),
    "update filter_by": lambda m, s: m.update(s.a).filter_by(xk=3).values(name="n"),
    "update filter_by missing": lambda m, s: m.update(s.a).filter_by(zz=1),
    "update exists": lambda m, s: m.update(s.a).values(xk=1).where(m.exists().where(s.b.c.id == s.a.c.b_id)),
    "update in": lambda m, s: m.update(s.a).values(xk=1).where(s.a.c.id.in_([1, 2])),
    "update in select": lambda m, s: m.update(s.a).values(xk=1).where(s.a.c.id.in_(m.select(s.b.c.a_id))),
    "update bindparam": lambda m, s: m.update(s.a).values(xk=m.bindparam("v")).where(s.a.c.id == m.bindparam("k")),
    "update alias": lambda m, s: m.update(s.a.alias("q")).values(xk=1),
    "update cte": lambda m, s: (
        lambda z: m.update(s.a).values(xk=1).where(s.a.c.id == m.select(z.c.id).scalar_subquery())
    )(m.select(s.b.c.id).cte("z")),
    "update same name": lambda m, s: m.update(s.a).values(xk=5).where(s.a.c.xk == 6),
    "update method": lambda m, s: s.a.update().where(s.a.c.id == 1).values(xk=1),
    "update string": lambda m, s: m.update("x"),
    "update unknown": lambda m, s: m.update(s.a).values(zork=1),
    "delete": lambda m, s: m.delete(s.a),
    "delete where": lambda m, s: m.delete(s.a).where(s.a.c.id == 1).where(s.a.c.xk == 2),
    "delete filter_by": lambda m, s: m.delete(s.a).filter_by(name="n"),
    "delete from": lambda m, s: m.delete(s.a).where(s.a.c.id == s.b.c.a_id),
    "delete using": lambda m, s: m.delete(s.a).using(s.b).where(s.a.c.id == 5),
    "delete returning": lambda m, s: m.delete(s.a).returning(s.a),
    "delete in select": lambda m, s: m.delete(s.a).where(s.a.c.id.in_(m.select(s.b.c.a_id).where(s.b.c.x == s.a.c.xk))),
    "delete alias": lambda m, s: m.delete(s.a.alias("q")),
    "delete cte": lambda m, s: (lambda z: m.delete(s.a).where(s.a.c.id.in_(m.select(z.c.id))))(
        m.select(s.b.c.id).cte("z")
    ),
    "delete method": lambda m, s: s.a.delete(),
    "delete text": lambda m, s: m.delete(s.a).where(m.text("id = :i")),
    "delete string": lambda m, s: m.delete("x"),
}


@pytest.mark.parametrize("dialect", ["default", "sqlite", "postgresql"])
@pytest.mark.parametrize("name", STATEMENTS)
def test_dml_text(name, dialect):
    build = STATEMENTS[name]
    assert outcome(holdfast, build, dialect) == outcome(sqlalchemy, build, dialect)


def test_descriptions():
    for m in LIBRARIES:
        s = SCHEMAS[m]
        statement = m.insert(s.a).returning(s.a.c.id, s.a.c.xk)
        assert statement.exported_columns.keys() == ["id", "xk"]
        assert statement.entity_description == {"name": "a", "table": s.a}
        assert [row["name"] for row in statement.returning_column_descriptions] == ["id", "xk"]
        assert statement.is_insert
        assert statement.is_dml
        assert m.update(s.a).whereclause is None


def test_a_column_is_the_same_value_by_name_and_as_object():
    # SQLAlchemy keeps the first value here; the later one is what was asked for.
    s = SCHEMAS[holdfast]
    assert holdfast.insert(s.a).values(xk=1).values({s.a.c.xk: 2}).compile().params == {"xk": 2}
