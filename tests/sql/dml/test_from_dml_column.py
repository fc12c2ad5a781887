"""`from_dml_column()`: the value that the same statement sets for another column, as the oracle writes it."""

import importlib

import pytest

CASES = {
    "a value": lambda sa, t: sa.update(t).values(x=5, y=sa.from_dml_column(t.c.x) + 1),
    "what stays": lambda sa, t: sa.update(t).values(y=sa.from_dml_column(t.c.x) + 1),
    "an expression": lambda sa, t: sa.update(t).values(x=t.c.y * 2, y=sa.from_dml_column(t.c.x) + 1),
    "a later column": lambda sa, t: sa.update(t).values(z=3, x=sa.from_dml_column(t.c.z)),
    "insert": lambda sa, t: sa.insert(t).values(x=5, y=sa.from_dml_column(t.c.x)),
    "a default": lambda sa, t: sa.insert(t).values(y=sa.from_dml_column(t.c.z)),
    "no value": lambda sa, t: sa.insert(t).values(y=sa.from_dml_column(t.c.x)),
    "outside": lambda sa, t: sa.select(sa.from_dml_column(t.c.x)),
}


def outcome(library, name):
    sa = importlib.import_module(library)
    table = sa.Table(
        "t", sa.MetaData(), *(sa.Column(one, sa.Integer) for one in "xy"), sa.Column("z", sa.Integer, default=7)
    )
    try:
        compiled = CASES[name](sa, table).compile()
    except sa.exc.CompileError as error:
        return str(error).partition(" (Background")[0]
    return " ".join(str(compiled).split()), compiled.params


@pytest.mark.parametrize("name", CASES)
def test_it_reads_as_the_oracle_writes_it(name):
    assert outcome("holdfast", name) == outcome("sqlalchemy", name)
