"""Values and names that try to break out of the statement, executed: they come back as they went in.

As bound parameters, as literals in the text, as identifiers; on SQLite always, on PostgreSQL and MariaDB when a server
answers. The drivers are used directly, so that what is tested is the compiled text and nothing else.
"""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import holdfast as hf
from holdfast.dialects import mysql, postgresql, sqlite

BREAKERS = (
    "'",
    "''",
    '"',
    "`",
    "\\",
    "\\'",
    "';--",
    "'; DROP TABLE t; --",
    '"; DROP TABLE t; --',
    "` -- ",
    "%",
    "%s",
    "%(x)s",
    "%%",
    ":p",
    "::",
    "?",
    "$1",
    "/* c */",
    "-- c",
    "#",
    "\n",
    "\r",
    "\t",
    "]",
    "{x}",
    "\x01",
    "\x1a",
    "é",
    "漢",
    "\U0001f600",
    "\u2028",
    "' OR 1=1 --",
    "__[POSTCOMPILE_x]",
    "a b",
    "select",
)
PIECES = st.lists(
    st.one_of(st.sampled_from(BREAKERS), st.text(st.characters(exclude_categories=["Cs"]), max_size=3)), max_size=5
)
VALUES = PIECES.map("".join)
WITHOUT_NUL = VALUES.filter(lambda text: "\x00" not in text)
NAMES = WITHOUT_NUL.filter(lambda text: text.strip() and len(text.encode()) <= 55)

QUICK = settings(
    max_examples=80, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
SERVER = settings(
    max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


class Lite:
    """SQLite through `sqlite3`."""

    dialect = sqlite.dialect()

    def __init__(self):
        self.connection = sqlite3.connect(":memory:", isolation_level=None)

    def run(self, statement, **options):
        text, parameters = self.compile(statement, options)
        return self.connection.execute(text, parameters).fetchall()

    def compile(self, statement, options):
        """The text and its parameters, as the driver wants them."""
        if isinstance(statement, hf.schema.DDLElement):
            return str(statement.compile(dialect=self.dialect)), {} if self.dialect.paramstyle == "pyformat" else ()
        compiled = statement.compile(dialect=self.dialect, compile_kwargs={"render_postcompile": True, **options})
        if compiled.positiontup is None:
            return str(compiled), compiled.params
        names = compiled.escaped_bind_names
        return str(compiled), tuple(compiled.params[names.get(name, name)] for name in compiled.positiontup)


class Postgres(Lite):
    """PostgreSQL through psycopg."""

    dialect = postgresql.dialect()

    def __init__(self):
        psycopg = pytest.importorskip("psycopg")
        try:
            self.connection = psycopg.connect("host=localhost user=root dbname=test connect_timeout=3", autocommit=True)
        except psycopg.OperationalError as error:
            pytest.skip(f"no PostgreSQL server answers: {error}")

    def run(self, statement, **options):
        cursor = self.connection.execute(*self.compile(statement, options))
        return cursor.fetchall() if cursor.description else []


class Maria(Lite):
    """MariaDB through PyMySQL."""

    dialect = mysql.dialect()

    def __init__(self):
        pymysql = pytest.importorskip("pymysql")
        try:
            self.connection = pymysql.connect(
                host="127.0.0.1", user="root", database="test", charset="utf8mb4", autocommit=True, connect_timeout=3
            )
        except pymysql.err.OperationalError as error:
            pytest.skip(f"no MariaDB server answers: {error}")

    def run(self, statement, **options):
        with self.connection.cursor() as cursor:
            cursor.execute(*self.compile(statement, options))
            return list(cursor.fetchall())


@pytest.fixture(
    scope="module",
    params=[
        Lite,
        pytest.param(Postgres, marks=pytest.mark.postgresql),
        pytest.param(Maria, marks=pytest.mark.mariadb),
    ],
    ids=lambda kind: kind.__name__.lower(),
)
def database(request):
    made = request.param()
    yield made
    made.connection.close()


def checked(database, strategy, examples=80):
    """Run the decorated check as a Hypothesis test over values that this database can hold."""

    def decorate(check):
        settings(QUICK if type(database) is Lite else SERVER, max_examples=examples)(given(strategy)(check))()

    return decorate


def test_bound_values_come_back(database):
    @checked(database, VALUES if type(database) is Lite else WITHOUT_NUL)
    def check(value):
        column = hf.literal(value, hf.Text)
        assert database.run(hf.select(column.label("v"))) == [(value,)]
        assert database.run(hf.select(hf.literal(1)).where(column.in_([value, "other"]))) == [(1,)]
        assert database.run(hf.select(hf.literal(1)).where(column.contains(value, autoescape=True))) == [(1,)]
        assert database.run(hf.select(hf.literal(1)).where(column.startswith(value, autoescape=True))) == [(1,)]


def test_literal_values_come_back(database):
    @checked(database, WITHOUT_NUL)
    def check(value):
        column = hf.literal(value, hf.Text)
        assert database.run(hf.select(column.label("v")), literal_binds=True) == [(value,)]
        late = hf.bindparam("late", value, hf.Text, literal_execute=True)
        assert database.run(hf.select(hf.cast(late, hf.Text).label("v"))) == [(value,)]
        same = hf.select(hf.literal(1)).where(column.in_([value, "'"]))
        assert database.run(same, literal_binds=True) == [(1,)]


def test_names_are_only_names(database):
    """Tables, columns, labels, aliases, CTEs and parameters of any name; nothing else happens."""
    database.run(hf.text("DROP TABLE IF EXISTS t"))
    database.run(hf.text("CREATE TABLE t (x INTEGER)"))

    @checked(database, st.tuples(NAMES, NAMES, WITHOUT_NUL), examples=25 if type(database) is Lite else 10)
    def check(drawn):
        name, other, value = drawn
        if type(database) is Maria:  # its identifiers: no spaces at their ends, nothing beyond the basic plane
            assume(name == name.strip() and other == other.strip() and (name[0] + other[0]).isprintable())
            assume(max(map(ord, name + other)) <= 0xFFFF)
        assume("\x01" not in other)  # refused as the name of a parameter, with a clear error
        assume(name.casefold() != other.casefold() and "t" not in {name, name.casefold()})
        assume(not name.lower().startswith("sqlite_"))
        table = hf.Table(
            name, hf.MetaData(), hf.Column("id", hf.Integer), hf.Column(other, hf.Text), mysql_charset="utf8mb4"
        )
        assume(other.casefold() != "id")
        with contextlib.ExitStack() as undo:
            database.run(hf.schema.CreateTable(table))
            undo.callback(lambda: database.run(hf.schema.DropTable(table)))
            database.run(hf.insert(table).values({"id": 1, table.c[other]: value}))
            column = table.c[other]
            assert database.run(hf.select(column)) == [(value,)]
            assert database.run(hf.select(column.label(name)).where(column == value).order_by(hf.desc(column))) == [
                (value,)
            ]
            alias = table.alias(other)
            assert database.run(hf.select(alias.c[other])) == [(value,)]
            cte = hf.select(column).cte(f"c{other}")
            assert database.run(hf.select(cte.c[other])) == [(value,)]
            # PyMySQL and sqlite3 take parameters by position, psycopg by this name.
            if "\x01" not in name and (type(database) is not Postgres or not set(name) & set("%()")):
                assert database.run(hf.select(hf.bindparam(name, value, hf.Text).label("v"))) == [(value,)]
        assert database.run(hf.text("SELECT count(*) FROM t")) == [(0,)]


@pytest.mark.parametrize("text", ["a'b", "x\\", "100%", ":p", "?"])
def test_text_is_the_users_own(text):
    """`literal_column` and `text` are written as they are: nothing in them becomes a parameter by accident."""
    quoted = "'" + text.replace("'", "''") + "'"
    compiled = hf.select(hf.literal_column(quoted)).compile(dialect=sqlite.dialect())
    assert quoted in str(compiled)
    assert compiled.positiontup in ([], None)


def test_nul_in_a_literal_is_refused_or_kept():
    """NUL cannot be written in the text of SQLite: the driver refuses, and nothing is executed."""
    database = Lite()
    with contextlib.suppress(ValueError, sqlite3.Error):
        assert database.run(hf.select(hf.literal("a\x00b")), literal_binds=True) == [("a\x00b",)]
    assert database.run(hf.select(hf.literal("a\x00b"))) == [("a\x00b",)]
