"""The table of rules: overlays, `@compiles`, the visit names, and what cannot be rendered."""

from __future__ import annotations

import pytest

import holdfast as hf
from holdfast.dialects.postgresql import dialect as pg_dialect
from holdfast.dialects.sqlite import dialect as sqlite_dialect
from holdfast.ext.compiler import compiles, deregister

TABLE = hf.Table("t", hf.MetaData(), hf.Column("id", hf.Integer, primary_key=True), hf.Column("x", hf.String))


class Twice(hf.ColumnElement):
    inherit_cache = True
    type = hf.Integer()

    def __init__(self, element):
        self.element = element


@pytest.fixture
def rules():
    registered = []

    def register(class_, *names):
        registered.append(class_)
        return compiles(class_, *names)

    yield register
    for class_ in set(registered):
        deregister(class_)


def test_an_element_of_ones_own(rules):
    @rules(Twice)
    def render(element, compiler, **keywords):
        return f"twice({compiler.process(element.element, **keywords)})"

    @rules(Twice, "postgresql")
    def render_pg(element, compiler, **keywords):
        return f"pg_twice({compiler.process(element.element, **keywords)})"

    statement = hf.select(Twice(TABLE.c.id + 1))
    assert "twice(t.id + :id_1) AS anon_1" in str(statement)
    assert "twice(t.id + ?)" in str(statement.compile(dialect=sqlite_dialect()))
    assert "pg_twice(t.id + " in str(statement.compile(dialect=pg_dialect()))


def test_keywords_reach_what_is_inside(rules):
    @rules(Twice)
    def render(element, compiler, **keywords):
        return f"twice({compiler.process(element.element, **keywords)})"

    compiled = hf.select(Twice(TABLE.c.id + 1)).compile(compile_kwargs={"literal_binds": True})
    assert "twice(t.id + 1)" in str(compiled)


def test_the_built_in_rule_stays_within_reach(rules):
    @rules(hf.Insert)
    def render(element, compiler, **keywords):
        return compiler.visit_insert(element, **keywords) + " /* traced */"

    assert str(hf.insert(TABLE).values(x="a")) == "INSERT INTO t (x) VALUES (:x) /* traced */"


def test_deregister_gives_the_built_in_rule_back():
    @compiles(hf.Insert)
    def render(element, compiler, **keywords):
        return "nothing"

    assert str(hf.insert(TABLE)) == "nothing"
    deregister(hf.Insert)
    assert str(hf.insert(TABLE)).startswith("INSERT INTO t")


def test_types(rules):
    class Fancy(hf.types.UserDefinedType):
        cache_ok = True

        def get_col_spec(self, **keywords):
            return "FANCY"

    assert str(hf.cast(TABLE.c.x, Fancy)) == "CAST(t.x AS FANCY)"

    @rules(hf.BigInteger, "sqlite")
    def render(type_, compiler, **keywords):
        return "INTEGER"

    assert "AS INTEGER)" in str(hf.cast(TABLE.c.x, hf.BigInteger).compile(dialect=sqlite_dialect()))
    assert "AS BIGINT)" in str(hf.cast(TABLE.c.x, hf.BigInteger))


def test_what_has_no_rule():
    with pytest.raises(hf.exc.UnsupportedCompilationError, match=r"can't render element of type .*Twice"):
        str(hf.select(Twice(TABLE.c.id)))


def test_ddl_of_ones_own(rules):
    class Comment(hf.DDLElement if hasattr(hf, "DDLElement") else hf.schema.DDLElement):
        def __init__(self, text):
            self.text = text

    @rules(Comment)
    def render(element, compiler, **keywords):
        return f"-- {element.text}"

    assert str(Comment("hi")) == "-- hi"
