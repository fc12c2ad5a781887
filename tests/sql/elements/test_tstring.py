"""Template strings as statements. The interpreter's class exists from Python 3.14 on; its shape is played here."""

import pytest

import holdfast as hf


class Template:
    def __init__(self, *parts):
        self.parts = parts

    def __iter__(self):
        return iter(self.parts)


Template.__module__ = "string.templatelib"


class Interpolation:
    def __init__(self, value):
        self.value = value


def test_values_are_bound_and_expressions_stand():
    statement = hf.tstring(
        Template("SELECT ", Interpolation(hf.column("q")), " FROM t WHERE x = ", Interpolation(5), " AND y = ':z'")
    )
    compiled = statement.compile()
    assert str(compiled) == "SELECT q FROM t WHERE x = :param_1 AND y = ':z'"
    assert compiled.params == {"param_1": 5}


def test_columns_make_a_subquery_of_it():
    rows = hf.tstring(Template("SELECT q FROM t")).columns(q=hf.Integer).subquery()
    assert rows.c.keys() == ["q"]


def test_it_is_executed():
    engine = hf.create_engine("sqlite://")
    with engine.connect() as connection:
        assert connection.execute(hf.tstring(Template("SELECT ", Interpolation("x' --")))).scalar() == "x' --"


def test_other_things_are_refused():
    with pytest.raises(hf.exc.ArgumentError, match="pep-750 Tstring"):
        hf.tstring("SELECT 1")
