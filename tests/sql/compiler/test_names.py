"""Names in the text: quoting, schemas, cutting, anonymous names; and literal values."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

import holdfast as hf
from holdfast.dialects.mysql import dialect as mysql_dialect
from holdfast.dialects.postgresql import dialect as pg_dialect
from holdfast.dialects.sqlite import dialect as sqlite_dialect

SQLITE = sqlite_dialect()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("plain", "plain"),
        ("Upper", '"Upper"'),
        ("select", '"select"'),
        ("with space", '"with space"'),
        ('a"b', '"a""b"'),
        ("1st", '"1st"'),
        ("$x", '"$x"'),
        ("x$", "x$"),
        ("größe", '"größe"'),
        ("a%b", '"a%b"'),
        ("", '""'),
    ],
)
def test_quoting(name, written):
    assert SQLITE.identifier_preparer.quote(name) == written


def test_a_quoted_name_decides_for_itself():
    quote = SQLITE.identifier_preparer.quote
    assert quote(hf.quoted_name("plain", True)) == '"plain"'
    assert quote(hf.quoted_name("Upper", False)) == "Upper"


def test_percent_signs_are_doubled_where_the_driver_reads_them():
    assert pg_dialect().identifier_preparer.quote("a%b") == '"a%%b"'
    assert mysql_dialect().identifier_preparer.quote("a`b") == "`a``b`"


def test_splitting_a_full_name():
    assert SQLITE.identifier_preparer.unformat_identifiers('a."b ""c"".d".e') == ["a", 'b "c".d', "e"]


def test_schema_translation():
    metadata = hf.MetaData()
    table = hf.Table("t", metadata, hf.Column("id", hf.Integer), schema="one")
    plain = hf.Table("p", metadata, hf.Column("id", hf.Integer))
    statement = hf.select(table.c.id, plain.c.id)
    text = str(statement.compile(schema_translate_map={"one": "two", None: "base"}))
    assert " ".join(text.split()) == "SELECT two.t.id, base.p.id AS id_1 FROM two.t, base.p"
    assert "one.t" in str(statement)
    assert "CREATE TABLE two.t" in str(hf.schema.CreateTable(table).compile(schema_translate_map={"one": "two"}))


def test_long_labels_are_cut_and_numbered():
    metadata = hf.MetaData()
    table = hf.Table(
        "a_table_with_a_rather_long_name", metadata, *[hf.Column(f"and_long_columns_{n}", hf.Integer) for n in (1, 2)]
    )
    dialect = sqlite_dialect(label_length=20)
    text = str(hf.select(table).set_label_style(hf.LABEL_STYLE_TABLENAME_PLUS_COL).compile(dialect=dialect))
    assert "AS a_table_with_a_1" in text
    assert "AS a_table_with_a_2" in text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
def test_no_value_breaks_out_of_a_literal(value):
    text = str(hf.select(hf.literal(value)).compile(dialect=SQLITE, compile_kwargs={"literal_binds": True}))
    assert sqlite3.connect(":memory:").execute(text).fetchall() == [(value,)]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30))
def test_no_name_breaks_out_of_its_quotes(name):
    text = str(hf.select(hf.literal(1).label(name)).compile(dialect=SQLITE))
    cursor = sqlite3.connect(":memory:").execute(text, (1,))
    assert cursor.description[0][0] == name


def test_a_value_without_a_literal_form():
    with pytest.raises(hf.exc.CompileError, match="No literal value renderer is available for literal value"):
        str(hf.select(hf.literal(object(), hf.types.NullType())).compile(compile_kwargs={"literal_binds": True}))
