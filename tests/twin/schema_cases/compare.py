"""What a line of a file of cases makes in one library: the text on each dialect, warnings, or the error."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import importlib
import itertools
import re
import uuid
import warnings
from pathlib import Path

import sqlalchemy

import holdfast

HERE = Path(__file__).parent
URLS = ("sqlite://", "postgresql+psycopg://", "mysql+pymysql://", "mariadb+pymysql://")


def read(name):
    """The lines of a file of cases, templates filled in: `... {a|b|c} ...` stands for three lines, `{,}` for options.

    `f(x{?, a=1?, b=2})` is the line without options, with each alone, and with each pair.
    """
    lines = [line for line in (HERE / f"{name}.txt").read_text().splitlines() if line and not line.startswith("#")]
    return list(dict.fromkeys(one for line in lines for one in filled(line)))


def filled(line):
    """The lines that a template stands for."""
    found = re.search(r"⟨(.*?)⟩", line)
    if found is None:
        return [line]
    text = found.group(1)
    if text.startswith("?"):
        options = text[1:].split("?")
        chosen = ["", *options, *(a + b for a, b in itertools.combinations(options, 2) if _name(a) != _name(b))]
    else:
        chosen = text.split("|")
    head, tail = line[: found.start()], line[found.end() :]
    return [one for choice in chosen for one in filled(head + choice + tail)]


def _name(option):
    return option.strip(" ,").split("=")[0]


class Kind(enum.Enum):
    """Values for Enum types."""

    one = 1
    two_long = "x"
    alias = 1  # noqa: PIE796


class Literal:
    """An expression that is written with its values in the text."""

    def __init__(self, element):
        self.element = element

    def compile(self, dialect):
        return self.element.compile(dialect=dialect, compile_kwargs={"literal_binds": True})


class Typed:
    """An expression: its text and parameters, and the type of its result."""

    def __init__(self, element):
        self.element = element

    def compile(self, dialect):
        made = self.element.compile(dialect=dialect)
        values = {name: plain(repr(value)) for name, value in (made.params or {}).items()}
        return f"{made} {values} {self.element.type!r}"


class World:
    """The names that lines use, in one library."""

    def __init__(self, m):
        self.m = m
        dialect = {
            short: importlib.import_module(f"{m.__name__}.dialects.{name}")
            for short, name in (("lite", "sqlite"), ("pg", "postgresql"), ("my", "mysql"), ("maria", "mysql.mariadb"))
        }
        self.names = {
            "m": m,
            "S": m.schema,
            "types": m.types,
            "C": m.Column,
            "FK": m.ForeignKey,
            "T": self.table,
            "D": self.metadata,
            "ix": self.index,
            "con": self.constraint,
            "copied": self.copied,
            "also": lambda value, *ignored: value,
            "L": lambda value, type_=None: Literal(m.literal(value, type_)),
            "dt": dt,
            "D_": decimal.Decimal,
            "uuid": uuid,
            "zone": dt.timezone(dt.timedelta(hours=5, minutes=30)),
            "Kind": Kind,
            "c": self.columns(m, **dialect),
            "E_": Typed,
            **dialect,
        }
        self.dialects = {"default": None}
        for url in URLS:
            self.dialects[url.split(":")[0].split("+")[0]] = m.create_mock_engine(url, print).dialect

    def columns(self, m, lite, pg, my, maria):
        """The columns of a table with a column of each type that has operators of its own."""
        kinds = {
            "i": m.Integer,
            "s": m.String,
            "n": m.Numeric(10, 2),
            "f": m.Float,
            "b": m.Boolean,
            "d": m.Date,
            "t": m.DateTime,
            "ti": m.Time,
            "iv": m.Interval,
            "j": m.JSON,
            "pj": pg.JSON,
            "pb": pg.JSONB,
            "lj": lite.JSON,
            "mj": my.JSON,
            "a": pg.ARRAY(m.Integer),
            "ga": m.ARRAY(m.Integer),
            "az": pg.ARRAY(m.Integer, zero_indexes=True),
            "at": pg.ARRAY(m.String, dimensions=2),
            "h": pg.HSTORE,
            "r": pg.INT4RANGE,
            "mr": pg.INT4MULTIRANGE,
            "bit": pg.BIT(3),
            "ts": pg.TSVECTOR,
            "ip": pg.INET,
            "ci": pg.CITEXT,
            "mo": pg.MONEY,
            "e": m.Enum("a", "b", name="en"),
            "u": m.Uuid,
            "lb": m.LargeBinary,
            "st": my.SET("a", "b"),
            "ye": my.YEAR,
            "mb": my.BIT(8),
        }
        return m.Table("o", m.MetaData(), *[m.Column(name, kind) for name, kind in kinds.items()]).c

    def metadata(self, **options):
        """A MetaData with two tables to refer to."""
        m = self.m
        metadata = m.MetaData(**options)
        m.Table("p", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("Mixed", m.String(5), key="k"))
        return metadata

    def table(self, *items, name="t", metadata=None, **options):
        """A table `t`, its referred table beside it."""
        return self.m.Table(name, self.metadata() if metadata is None else metadata, *items, **options)

    def copied(self, table, metadata=None, **options):
        """A copy of a table, what it refers to beside it."""
        m = self.m
        metadata = self.metadata() if metadata is None else metadata
        for schema in ("other", "ref", "s", "md"):
            for name in ("p", "t"):
                columns = [m.Column("id", m.Integer, primary_key=True), m.Column("Mixed", m.String(5), key="k")]
                m.Table(name, metadata, *columns, schema=schema) if name == "p" else None
        return table.to_metadata(metadata, **options)

    def index(self, make, **table):
        """CREATE INDEX and DROP INDEX of what `make` makes over a table."""
        m = self.m
        columns = [m.Column("a", m.Integer), m.Column("b", m.String(30)), m.Column("Mixed x", m.Text, key="k")]
        return m.schema.CreateIndex(make(self.table(*columns, **table)))

    def constraint(self, *items, verb=None, **options):
        """ALTER TABLE ADD of the one constraint given to a table."""
        m = self.m
        columns = [m.Column("a", m.Integer), m.Column("b", m.String(30)), m.Column("Mixed x", m.Text, key="k")]
        self.table(*columns, *items)
        return (verb or m.schema.AddConstraint)(items[0], **options)

    def answer(self, line):
        """{dialect: text or error} of a line, and the warnings on the way."""
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            try:
                made = eval(line, dict(self.names))
                answers = self.written(made)
            except Exception as error:
                answers = {"built": failure(error)}
        seen = [warning for warning in seen if "does not refer to an OperatorClass" not in str(warning.message)]
        said = [
            words(warning.message)
            for warning in seen
            if issubclass(warning.category, (self.m.exc.SAWarning, self.m.exc.SADeprecationWarning))
        ]
        return {**answers, "warnings": sorted(set(said))}

    def written(self, made):
        m = self.m
        if isinstance(made, (m.Table, m.MetaData)):
            return {name: self.emitted(made, dialect) for name, dialect in self.dialects.items() if dialect is not None}
        if isinstance(made, m.types.TypeEngine):
            return {
                "repr": plain(repr(made)),
                **{name: type_text(made, dialect) for name, dialect in self.dialects.items()},
            }
        if hasattr(made, "compile"):
            return {name: text(made, dialect) for name, dialect in self.dialects.items()}
        return {"value": plain(repr(made))}

    def emitted(self, made, dialect):
        """What create_all and drop_all would send."""
        found = []

        def note(construct, *arguments, **keywords):
            found.append(text(construct, dialect))

        engine = self.m.create_mock_engine(f"{dialect.name}+{dialect.driver}://", note)
        if dialect.name == "mariadb":  # SQLAlchemy finds out when it is connected
            engine.dialect.supports_sequences = engine.dialect.sequences_optional = True
            dialect = engine.dialect
        metadata = made.metadata if isinstance(made, self.m.Table) else made
        for verb in ("create_all", "drop_all"):
            try:
                getattr(metadata, verb)(engine, checkfirst=False)
            except Exception as error:
                found.append(failure(error))
        # SQLAlchemy keeps the indexes of a table and the constraints of a circle in sets: their order is open.
        for start in (("ALTER",), ("CREATE INDEX", "CREATE UNIQUE INDEX")):
            ordered = sorted(one for one in found if str(one).startswith(start))
            found = [ordered.pop(0) if str(one).startswith(start) else one for one in found]
        return found


def type_text(made, dialect):
    try:
        return plain(made.compile(dialect=dialect))
    except Exception as error:
        return failure(error)


def text(construct, dialect):
    try:
        return plain(str(construct.compile(dialect=dialect)))
    except Exception as error:
        return failure(error)


def failure(error):
    """The class and the leading words of an error."""
    return type(error).__name__, words(error).split(" element of type")[0][:40]


def words(error):
    said = str(error).split("(Background")[0].split("\n")[0].strip()
    said = re.sub(r"<class '[\w.]*?(\w+)'>", r"<class '\1'>", said)
    said = re.sub(r"<(?:[\w]+\.)*(\w+) (?:object )?at 0x\w+(; [^>]*)?>?", r"<\1>", said)
    said = re.sub(r"^\w+\.__init__\(\)", "__init__()", said)
    said = re.sub(r"Compiler <.*?> can't", "Compiler can't", said)
    return re.sub(r"\b(?:sqlalchemy|holdfast)(?:\.\w+)*\.(\w+)", r"\1", said)


def plain(value):
    value = re.sub(r"\b(?:sqlalchemy|holdfast)(?:\.\w+)*\.(\w+)", r"\1", value)
    return re.sub(r"\s+", " ", re.sub(r" at 0x\w+", "", value)).strip()


WORLDS = {"theirs": World(sqlalchemy), "ours": World(holdfast)}


def same(expected, given):
    """Equal; or the same class of error with the same leading words, behind which ours may say more."""
    if isinstance(expected, tuple):
        if expected[0] in CRASHES:
            return True
        return isinstance(given, tuple) and given[0] == expected[0] and given[1].startswith(expected[1])
    if isinstance(expected, list) and isinstance(given, list) and len(expected) == len(given):
        return all(same(one, other) for one, other in zip(expected, given, strict=True))
    return expected == given


# Slips inside SQLAlchemy, no answers.
CRASHES = ("AssertionError", "AttributeError", "KeyError", "IndexError")


# Where SQLAlchemy's text is refused by the database or means something else: (what the line says, dialect or all).
BETTER = (
    (r"CreateView.*(or_replace|materialized)=True", "sqlite"),
    (r"DropColumnComment.*schema=", None),
    (r"^L\(dt.timedelta", None),  # an Interval can be written
    (r"^L\(.*\[None.*ARRAY", None),  # NULL in an array
    (r"^L\(.*my.SET|^L\(.*lite.DATETIME", "postgresql"),
    (r"^L\(m.null\(\)", None),
    (r"^E_|^m.select\(", "default"),  # how people are shown what only one database has
    (r"^E_\(c.(pj|pb|h)\[", "sqlite"),
    (r"^E_\(c.(pj|pb|h)\[", "mysql"),
    (r"^E_\(c.(pj|pb|h)\[", "mariadb"),
    (r"bitwise_xor", "sqlite"),  # the oracle's means something else
    (r"c\.st", "postgresql"),
    (r"scalar_table_valued", None),  # with the table that it is about
)


def answers(line):
    """(dialect, theirs, ours) of a line, without what holdfast does better on purpose."""
    theirs, ours = (WORLDS[name].answer(line) for name in ("theirs", "ours"))
    better = {dialect for pattern, dialect in BETTER if re.search(pattern, line)}
    if None in better:
        return
    if line.startswith("copied("):  # SQLAlchemy copies constraints in the order of a set
        theirs, ours = in_any_order(theirs), in_any_order(ours)
    for name in {**theirs, **ours}:
        if name not in better:
            yield name, theirs.get(name), ours.get(name)


def in_any_order(answer):
    """An answer whose statements have their words sorted."""
    return {
        name: [" ".join(sorted(re.findall(r"\w+|\S", one))) if isinstance(one, str) else one for one in said]
        if isinstance(said, list)
        else said
        for name, said in answer.items()
    }


def differences(line):
    """What differs between the libraries for a line, in words; empty when they agree."""
    return [
        f"{name}:\n   theirs {expected}\n     ours {given}"
        for name, expected, given in answers(line)
        if not same(expected, given)
    ]
