"""Statements and declarations for the dialects that compile text only (Oracle, SQL Server), in either library."""

import datetime as dt
import decimal
import enum
import uuid

from . import compare


class E(enum.Enum):
    aa = 1
    b = 2


def names(sa, module, dialect):
    """What a line of the cases may name; `module` is the library's module of the database."""
    metadata = sa.MetaData()
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("s", sa.String(50)),
        sa.Column("b", sa.Boolean),
        sa.Column("n", sa.Numeric(5, 2)),
        sa.Column("d", sa.DateTime),
        sa.Column("j", sa.JSON),
        sa.Column("f", sa.Float),
        sa.Column("bin", sa.LargeBinary),
        sa.Column("u", sa.Uuid),
        sa.Column("x", sa.Text),
    )
    other = sa.Table(
        "u",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("s", sa.String(50)),
        sa.Column("t_id", sa.ForeignKey("t.id")),
    )
    elsewhere = sa.Table(
        "w", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", sa.String(5)), schema="sc"
    )
    return {
        "sa": sa,
        "D": module,
        "E": E,
        "t": table,
        "u": other,
        "w": elsewhere,
        "c": table.c,
        "s": sa.select,
        "seq": sa.Sequence("sq"),
        "datetime": dt,
        "decimal": decimal,
        "uuid": uuid,
        "ty": lambda type_: dialect.type_compiler_instance.process(type_),
        "lit": lambda element: str(element.compile(dialect=dialect, compile_kwargs={"literal_binds": True})),
        "full": lambda element: str(element.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})),
    }


def created(sa, url, build):
    """The statements that create and drop what `build(sa, MetaData)` declares."""
    return compare.created(sa, url, lambda metadata: build(sa, metadata))


def _table(*columns, **options):
    return lambda sa, metadata: sa.Table("t", metadata, *[make(sa) for make in columns], **options)


def _id(sa):
    return sa.Column("id", sa.Integer, primary_key=True)


def _index(make, **options):
    def build(sa, metadata):
        table = sa.Table("t", metadata, sa.Column("a", sa.String(50)), sa.Column("b", sa.Integer), schema="sc")
        sa.Index("ix", *make(sa, table.c), **options)

    return build


def _a(sa, c):
    return (c.a,)


def _keys(sa, metadata, **options):
    sa.Table("p", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", sa.Integer))
    sa.Table(
        "q",
        metadata,
        sa.Column("p", sa.ForeignKey("p.id", name="fk", **options)),
        sa.Column("x", sa.String(5), unique=True),
        sa.CheckConstraint("p > 5", name="ck"),
        sa.UniqueConstraint("p", "x", name="uq"),
    )


_GENERIC = (
    *("Integer", "SmallInteger", "BigInteger", "Text", "UnicodeText", "LargeBinary", "Boolean"),
    *("Date", "Time", "DateTime", "Interval", "Numeric", "Float", "Double", "Uuid", "JSON", "PickleType"),
)

DDL = {
    "plain": _table(
        _id,
        lambda sa: sa.Column("s", sa.String(50), nullable=False, server_default="x'%", comment="c'%"),
        lambda sa: sa.Column("Level", sa.Integer, index=True),
        comment="it's a table",
    ),
    "key of two": _table(
        lambda sa: sa.Column("a", sa.Integer, primary_key=True),
        lambda sa: sa.Column("b", sa.Integer, primary_key=True, autoincrement=True),
    ),
    "key without numbers": _table(lambda sa: sa.Column("a", sa.Integer, primary_key=True, autoincrement=False)),
    "textual key": _table(lambda sa: sa.Column("a", sa.String(5), primary_key=True)),
    "schema": _table(_id, schema="sc"),
    "dotted schema": _table(_id, schema="db.sc"),
    "reserved names": lambda sa, m: sa.Table(
        "order", m, sa.Column("select", sa.Integer, primary_key=True), sa.Column("value", sa.String(3))
    ),
    "temporary": _table(_id, prefixes=["GLOBAL TEMPORARY"]),
    "defaults": _table(
        lambda sa: sa.Column("a", sa.Integer, server_default=sa.text("5")),
        lambda sa: sa.Column("d", sa.DateTime, server_default=sa.func.now(), nullable=False),
        lambda sa: sa.Column("b", sa.Boolean, server_default=sa.true()),
    ),
    "boolean and enum": _table(
        lambda sa: sa.Column("b", sa.Boolean(create_constraint=True, name="kb")),
        lambda sa: sa.Column("e", sa.Enum("a", "b", name="ke", create_constraint=True)),
        lambda sa: sa.Column("f", sa.Enum(E)),
    ),
    "all types": lambda sa, m: sa.Table(
        "t", m, *[sa.Column(f"c_{name.lower()}", getattr(sa, name)) for name in _GENERIC]
    ),
    "length wanted": _table(lambda sa: sa.Column("s", sa.String)),
    "identity": _table(lambda sa: sa.Column("id", sa.Integer, sa.Identity(), primary_key=True)),
    "identity with options": _table(
        lambda sa: sa.Column(
            "id", sa.Integer, sa.Identity(always=True, start=5, increment=3, maxvalue=99, cycle=True, cache=7)
        ),
        lambda sa: sa.Column("s", sa.String(5)),
    ),
    "identity, null": _table(lambda sa: sa.Column("id", sa.Integer, sa.Identity(on_null=True), nullable=True)),
    "sequence": lambda sa, m: (
        sa.Table("t", m, sa.Column("id", sa.Integer, sa.Sequence("sq", start=3, metadata=m), primary_key=True)),
        sa.Sequence("other", metadata=m, increment=2, nomaxvalue=True, nominvalue=True, cycle=False, schema="sc"),
        sa.Sequence("third", metadata=m, data_type=sa.BigInteger, minvalue=1, maxvalue=9, cache=4, cycle=True),
    ),
    "sequence as server default": lambda sa, m: sa.Table(
        "t", m, sa.Column("id", sa.Integer, server_default=sa.Sequence("sq", metadata=m).next_value())
    ),
    "computed": _table(
        lambda sa: sa.Column("a", sa.Integer, sa.Computed("b + 1")),
        lambda sa: sa.Column("b", sa.Integer),
    ),
    "computed, persisted": _table(lambda sa: sa.Column("a", sa.Integer, sa.Computed("5", persisted=True))),
    "computed, not persisted": _table(lambda sa: sa.Column("a", sa.Integer, sa.Computed("5", persisted=False))),
    "keys": _keys,
    "cascade": lambda sa, m: _keys(sa, m, ondelete="CASCADE"),
    "on update": lambda sa, m: _keys(sa, m, onupdate="CASCADE"),
    "deferrable": lambda sa, m: _keys(sa, m, deferrable=True, initially="DEFERRED"),
    "match": lambda sa, m: _keys(sa, m, match="FULL"),
    "use_alter": lambda sa, m: _keys(sa, m, use_alter=True),
    "index": _index(_a),
    "unique index": _index(lambda sa, c: (c.a, c.b.desc()), unique=True),
    "index of a call": _index(lambda sa, c: (sa.func.lower(c.a), c.b + 1)),
    "long name": lambda sa, m: sa.Table("t" * 100, m, sa.Column("c" * 60, sa.Integer, index=True)),
}


# Text that creates and drops, each made of (library, a table "t" and its index).
CONSTRUCTS = {
    "if not exists": lambda sa, t, ix: sa.schema.CreateTable(t, if_not_exists=True),
    "drop if exists": lambda sa, t, ix: sa.schema.DropTable(t, if_exists=True),
    "index if not exists": lambda sa, t, ix: sa.schema.CreateIndex(ix, if_not_exists=True),
    "drop index": lambda sa, t, ix: sa.schema.DropIndex(ix),
    "drop index if exists": lambda sa, t, ix: sa.schema.DropIndex(ix, if_exists=True),
    "schema": lambda sa, t, ix: sa.schema.CreateSchema("Foo"),
    "drop schema": lambda sa, t, ix: sa.schema.DropSchema("foo"),
    "add key": lambda sa, t, ix: sa.schema.AddConstraint(t.primary_key),
    "drop check": lambda sa, t, ix: sa.schema.DropConstraint(_check(t)),
    "add check": lambda sa, t, ix: sa.schema.AddConstraint(_check(t)),
    "comment": lambda sa, t, ix: sa.schema.SetTableComment(t),
    "no comment": lambda sa, t, ix: sa.schema.DropTableComment(t),
    "column comment": lambda sa, t, ix: sa.schema.SetColumnComment(t.c.a),
    "no column comment": lambda sa, t, ix: sa.schema.DropColumnComment(t.c.a),
    "create sequence": lambda sa, t, ix: sa.schema.CreateSequence(sa.Sequence("sq", start=1)),
    "drop sequence": lambda sa, t, ix: sa.schema.DropSequence(sa.Sequence("sq", schema="x")),
    "view": lambda sa, t, ix: sa.schema.CreateView(sa.select(t.c.a).limit(3), "vw"),
    "or replace": lambda sa, t, ix: sa.schema.CreateView(sa.select(t.c.a), "vw", or_replace=True),
    "materialized": lambda sa, t, ix: sa.schema.CreateView(sa.select(t.c.a), "vw", materialized=True),
    "temporary view": lambda sa, t, ix: sa.schema.CreateView(sa.select(t.c.a), "vw", temporary=True),
    "table as": lambda sa, t, ix: sa.schema.CreateTableAs(sa.select(t.c.a).where(t.c.a > 5), "copy"),
    "temporary as": lambda sa, t, ix: sa.schema.CreateTableAs(sa.select(t.c.a), "copy", temporary=True),
    "as if not exists": lambda sa, t, ix: sa.schema.CreateTableAs(sa.select(t.c.a), "copy", if_not_exists=True),
}


def _check(table):
    return next(one for one in table.constraints if one.name == "ck")


def construct(sa, dialect, make):
    """The text of one of the constructs."""
    metadata = sa.MetaData()
    table = sa.Table(
        "t",
        metadata,
        sa.Column("a", sa.Integer, primary_key=True, comment="o'k"),
        sa.CheckConstraint("a > 5", name="ck"),
        schema="sc",
        comment="o'k",
    )
    index = sa.Index("ix", table.c.a)
    return compare.answer("make(sa, t, ix)", {"make": make, "sa": sa, "t": table, "ix": index}, dialect)
