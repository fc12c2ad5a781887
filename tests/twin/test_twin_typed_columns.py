"""TypedColumns: the columns that a class with annotations describes, and what is said of classes that describe none."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import importlib
import re
import typing
import uuid

import pytest

LIBRARIES = ("sqlalchemy", "holdfast")


class Color(enum.Enum):
    red = 1


def names(library):
    m = importlib.import_module(library)
    return {
        "m": m,
        "C": m.Column,
        "Named": m.Named,
        "TypedColumns": m.TypedColumns,
        "Optional": typing.Optional,
        "typing": typing,
        "datetime": dt,
        "decimal": decimal,
        "uuid": uuid,
        "Color": Color,
        "__name__": __name__,
    }


def define(source, scope):
    """Run a class definition without this module's `from __future__ import annotations`."""
    exec(compile(source, "<class>", "exec", dont_inherit=True), scope)


def described(table):
    return [
        (c.name, c.key, repr(c.type), c.nullable, c.primary_key, c.index, bool(c.foreign_keys), bool(c.default))
        for c in table.c
    ]


def outcome(library, body, *, bases="TypedColumns", before=""):
    """The columns of a table made of a class with this body, or the error."""
    scope = names(library)
    m = scope["m"]
    try:
        lines = "\n".join(f"    {line}" for line in body.split("; "))
        define(f"{before}\nclass K({bases}):\n{lines}", scope)
        return described(m.Table("t", m.MetaData(), scope["K"]))
    except Exception as error:
        text = re.sub(r"\b(sqlalchemy|holdfast)[\w.]*\.", "", str(error))
        return type(error).__name__, text[:34]


BODIES = """
id: C[int]; name: Named[str]; q: Named[Optional[str]]; w: C[str | None]
id = C(m.Integer, primary_key=True); name: C[str] = C(m.String(50)); b: Named[str] = C(m.String(50), nullable=True)
c: Named[Optional[int]] = C(); d: Named[int] = C("dd"); e: C[Optional[int]] = C(nullable=False)
f: Named[int] = C(default=5, index=True); g = C("gg", m.ForeignKey("x.y"), key="gk"); h: Named[int] = C(m.ForeignKey("x.y"))
a: Named[bool]; b: Named[bytes]; c: Named[datetime.date]; d: Named[datetime.datetime]; e: Named[datetime.time]
f: Named[datetime.timedelta]; g: Named[decimal.Decimal]; h: Named[float]; i: Named[uuid.UUID]
a: Named[int]; b = C(m.Integer); c: Named[str]; d: Named[str] = C(); e = C(m.String); f: Named[int]
c: Named[int] = C(primary_key=True); d: Named[Optional[int]] = C(primary_key=True); _e: Named[int]
a: "C[int]"; b: "Named[typing.Optional[str]]"
a: Named[int] = m.insert_sentinel()
a: C = C(m.Integer)
b: Named[int] = C(m.String)
__tablename__ = "x"; b: Named[int]
a: Named[int]; __row_pos__: tuple[int]
a: Named[Color]
a: Named[typing.Literal["a", "b"]]
a: Named[object]
a: Named[list[int]]
a: Named[int | str]
a: Named["Nope"]
a: Named[typing.NewType("X", int)]
a: Named[typing.Annotated[int, "x"]]
a: int
a: int = C(m.Integer)
a: Named
a: C
a: "Nope[int]"
a = 5
a: Named[int] = 5
a: Named[int] = m.ForeignKey("x.y")
a: Named[int]; p = property(lambda self: 5)
a: Named[int]; p = lambda self: 5
a: Named[int]; p = classmethod(lambda cls: 5)
a: Named[int]; _p = 5
x = C()
x = C(unique=True)
x = C(ForeignKey("x.id"))
""".strip().splitlines()


@pytest.mark.parametrize("body", BODIES)
def test_columns_agree(body):
    assert outcome("sqlalchemy", body) == outcome("holdfast", body)


BASES = [
    ("a: Named[int]", "Mix, TypedColumns", "class Mix:\n    created: Named[datetime.datetime]"),
    ("x: Named[str]", "P", "class P(TypedColumns):\n    id: Named[int] = C(primary_key=True)"),
    (
        "z: Named[str]",
        "R, P",
        "class P(TypedColumns):\n    id: Named[int] = C(primary_key=True)\nclass R(TypedColumns):\n    y: Named[str]",
    ),
    ("id: Named[str] = C(primary_key=True)", "P", "class P(TypedColumns):\n    id: Named[int] = C(primary_key=True)"),
]


@pytest.mark.parametrize(("body", "bases", "before"), BASES)
def test_mixins_and_subclasses_agree(body, bases, before):
    theirs = outcome("sqlalchemy", body, bases=bases, before=before)
    assert theirs == outcome("holdfast", body, bases=bases, before=before)
    assert isinstance(theirs, list)


@pytest.mark.parametrize("library", LIBRARIES)
def test_tables_of_one_class(library):
    scope = names(library)
    m = scope["m"]
    define("class K(TypedColumns):\n    id: Named[int] = C(primary_key=True)\n    name: Named[str]", scope)
    columns = scope["K"]
    metadata = m.MetaData()
    first, second = m.Table("t1", metadata, columns), m.Table("t2", metadata, columns, m.UniqueConstraint("name"))
    assert first.c.id is not second.c.id
    assert columns.id is not first.c.id
    assert first.with_cols(columns) is first
    assert m.select(first).subquery().with_cols(columns).c.keys() == ["id", "name"]
    assert first.to_metadata(m.MetaData()).c.keys() == ["id", "name"]
    with pytest.raises(m.exc.InvalidRequestError, match="Cannot instantiate a TypedColumns object"):
        columns()
    with pytest.raises(m.exc.InvalidRequestError, match="already defined"):
        m.Table("t1", metadata, columns)
    with pytest.raises(m.exc.DuplicateColumnError):
        m.Table("t3", metadata, columns, m.Column("id", m.Integer))
    with pytest.raises(m.exc.ArgumentError, match="'SchemaItem' object"):
        m.Table("t4", metadata, m.Column("first", m.Integer), columns)
    with pytest.raises(m.exc.InvalidRequestError, match="requires a TypedColumns subclass"):
        m.Table("t5", metadata, m.Integer)
    engine = m.create_engine("sqlite://")
    with engine.begin() as connection:
        first.create(connection)
        connection.execute(m.insert(first), {"name": "one"})
        assert connection.execute(m.select(first)).all() == [(1, "one")]
