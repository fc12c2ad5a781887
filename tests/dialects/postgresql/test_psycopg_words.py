"""What the channels over psycopg decide without a server: forms of statements, hosts of a URL, whose error it is, what it says."""

import pytest
import sqlalchemy
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.postgresql import psycopg as oracle

from holdfast import exc, make_url
from holdfast.dialects.postgresql import PGDialect_psycopg
from holdfast.dialects.postgresql.diagnose import broken_constraint, connection_advice
from holdfast.dialects.postgresql.psycopg_many import numbered, row_pages
from holdfast.dialects.postgresql.psycopg_words import is_readable_in_parts, may_share_a_pipeline, two_phase_text

# ------------------------------------------------------------------ URLs

QUERIES = [
    "u:p@h/db",
    "u:p@h:5/db?sslmode=require&options=-csearch_path%3Dx",
    "u:p@/db?host=HA:1&host=HB:2&host=HC",
    "u:p@/db?host=HA,HB&port=1,2",
    "u:p@/db?host=HA&host=HB&port=1&port=2",
    "/db?host=/tmp",
    "u@/db?service=x",
    "h1:5/db?host=h2",
    "u:p@/db?host=HA,HB&port=1",
    "u:p@/db?host=HA:x&host=HB",
    "u:p@h:12/db?host=HA:1",
    "u:p@/db?port=1,2",
    "u:p@/db?host=HA,HB",
    "u:p@/db?host=HA&host=HB&port=1",
    "",
]


@pytest.mark.parametrize("query", QUERIES)
def test_connect_arguments_are_the_oracles(query):
    url = f"postgresql+psycopg://{query}"
    outcomes = []
    for make, dialect in ((make_url, PGDialect_psycopg()), (sqlalchemy.make_url, oracle.dialect())):
        try:
            arguments, options = dialect.create_connect_args(make(url))
            outcomes.append((arguments, {name: value for name, value in options.items() if name != "context"}))
        except (exc.ArgumentError, sqlalchemy.exc.ArgumentError) as error:
            outcomes.append(str(error))
    assert outcomes[0] == outcomes[1]


def test_hosts_of_ipv6():
    options = PGDialect_psycopg().create_connect_args(make_url("postgresql:///db?host=[::1]:54&host=b"))[1]
    assert (options["host"], options["port"]) == ("::1,b", "54,")


def test_the_threshold_of_prepared_statements():
    def threshold(text):
        return PGDialect_psycopg().create_connect_args(make_url(f"postgresql://h/db?prepare_threshold={text}"))[1]

    assert threshold("7")["prepare_threshold"] == 7
    assert threshold("none")["prepare_threshold"] is None
    with pytest.raises(exc.ArgumentError, match="prepare_threshold='soon' in the URL is no number"):
        threshold("soon")


# ------------------------------------------------------------------ statements


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", True),
        ("  select 1", True),
        ("VALUES (1)", True),
        ("TABLE t", True),
        ("SELECT 1 FOR UPDATE", True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", True),
        ("WITH a AS (DELETE FROM t RETURNING x) SELECT * FROM a", False),
        ("WITH a AS (SELECT 1) UPDATE t SET x = 1", False),
        ("SELECT * INTO TEMP x FROM t", False),
        ("INSERT INTO t VALUES (1)", False),
        ("SHOW timezone", False),
        ("SELECTED", False),
    ],
)
def test_which_statements_have_cursors(sql, expected):
    assert is_readable_in_parts(sql) is expected


def test_which_statements_share_a_pipeline():
    assert may_share_a_pipeline("SELECT 1")
    assert not may_share_a_pipeline("SELECT 1; SELECT 2")
    assert not may_share_a_pipeline(" copy t FROM STDIN")


def test_numbers_for_names():
    known = {}
    assert numbered("%(b)s = '50%%' OR x IN (%(a)s, %(b)s)", known) == ("$1 = '50%' OR x IN ($2, $1)", ("b", "a"))
    assert numbered("%(b)s = '50%%' OR x IN (%(a)s, %(b)s)", known) is known["%(b)s = '50%%' OR x IN (%(a)s, %(b)s)"]


INSERT = "INSERT INTO t (a, b) VALUES (%(a)s::INTEGER, %(b)s::VARCHAR)"


def test_pages_of_rows():
    pages = list(row_pages(INSERT, [{"a": n, "b": str(n)} for n in range(1002)], {}))
    assert [len(values) for _, values in pages] == [2000, 4]
    assert pages[1] == (
        "INSERT INTO t (a, b) VALUES ($1::INTEGER, $2::VARCHAR), ($3::INTEGER, $4::VARCHAR)",
        [1000, "1000", 1001, "1001"],
    )


@pytest.mark.parametrize(
    "sql",
    [
        f"{INSERT} ON CONFLICT DO NOTHING",
        f"{INSERT} RETURNING a",
        "INSERT INTO t (a) VALUES (%(a)s), (%(b)s)",
        "INSERT INTO t (a) SELECT %(a)s",
        "INSERT INTO t (a) VALUES ('x', %(a)s)",
        "INSERT INTO t (a) VALUES (lower(%(a)s))",
        "INSERT INTO t DEFAULT VALUES",
        "INSERT INTO t (a) VALUES (1)",
        "UPDATE t SET a = %(a)s",
        "INSERT INTO t (a) VALUES (%s)",
    ],
)
def test_what_is_not_one_row_is_left_alone(sql):
    assert row_pages(sql, [{"a": n, "b": n} for n in range(100)], {}) is None


def test_a_few_rows_are_left_alone():
    assert row_pages(INSERT, [{"a": 1, "b": 2}] * 7, {}) is None
    assert row_pages(INSERT, [(1, 2)] * 100, {}) is None


@given(st.integers(1, 40), st.integers(8, 2500))
def test_every_value_is_in_its_place(columns, rows):
    names = [f"c{number}" for number in range(columns)]
    sql = f"INSERT INTO t ({', '.join(names)}) VALUES ({', '.join(f'%({name})s' for name in names)})"
    sets = [{name: (row, name) for name in names} for row in range(rows)]
    sent = list(row_pages(sql, sets, {}))
    assert [value for _, values in sent for value in values] == [(row, name) for row in range(rows) for name in names]
    for text, values in sent:
        assert text.count("(") == 1 + len(values) // columns
        assert text.endswith(f"${len(values)})")
        assert len(values) < 65536


# ------------------------------------------------------------------ two phases and errors


def test_names_of_prepared_transactions_are_quoted():
    assert two_phase_text("prepare_twophase", "it's").inside == "PREPARE TRANSACTION 'it''s'"
    assert two_phase_text("commit_prepared", ("x", True)).outside == "COMMIT PREPARED 'x'"


class Told(Exception):
    def __init__(self, **facts):
        names = ("constraint_name", "table_name", "column_name", "message_detail")
        self.diag = type("Diag", (), {name: facts.get(name) for name in names})


@pytest.mark.parametrize(
    ("detail", "columns"),
    [
        ("Key (a, b)=(1, (2)=(3) already exists.", ("a", "b")),
        ('Key ("A ""x"", y", b)=(1, 2) already exists.', ('A "x", y', "b")),
        ("Key (lower(a))=(x) already exists.", ()),
        ("Schlüssel »(a)=(1)« existiert bereits.", ("a",)),
        ('Key (id)=(1) is still referenced from table "c".', ()),
        ("Failing row contains (1, null).", ()),
        (None, ()),
    ],
)
def test_columns_of_a_detail(detail, columns):
    assert broken_constraint(Told(constraint_name="k", table_name="t", message_detail=detail)) == ("k", "t", columns)


def test_an_error_of_the_driver_tells_nothing():
    assert broken_constraint(ValueError()) == (None, None, ())
    assert connection_advice(ValueError("?")) is None
