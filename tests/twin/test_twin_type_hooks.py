"""Types that users write: which hooks are called, in which order and with what, and what comes of it."""

from __future__ import annotations

import importlib
import warnings

import pytest
import sqlalchemy

import holdfast

PROGRAMS = {}


def program(function):
    PROGRAMS[function.__name__] = function
    return function


def shown(value):
    if isinstance(value, (list, tuple)):
        return [shown(one) for one in value]
    if hasattr(value, "name") and hasattr(value, "ddl_compiler"):
        return value.name
    return repr(value).replace("sqlalchemy", "holdfast").split(" at 0x")[0]


def logging_type(m, log, impl=None, **more):
    """A TypeDecorator that notes every call of a hook."""

    class Noting(m.TypeDecorator):
        cache_ok = True

        def process_bind_param(self, value, dialect):
            log.append(("bind", value, dialect.name))
            return None if value is None else f"<{value}>"

        def process_result_value(self, value, dialect):
            log.append(("result", value, dialect.name))
            return None if value is None else value[1:-1]

        for name, hook in more.items():
            locals()[name] = hook
        del name, hook

    Noting.impl = impl or m.String(50)
    return Noting


def used(m, log, type_, value, other):
    """A table with the type on SQLite, written, read, searched and changed."""
    metadata = m.MetaData()
    table = m.Table("t", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("x", type_))
    engine = m.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        for part, statement in {
            "insert": m.insert(table).values(id=1, x=value),
            "insert null": m.insert(table).values(id=2, x=None),
            "select": m.select(table.c.x).order_by(table.c.id),
            "equals": m.select(table.c.id).where(table.c.x == value),
            "differs": m.select(table.c.id).where(table.c.x != other),
            "in": m.select(table.c.id).where(table.c.x.in_([value, other])),
            "is null": m.select(table.c.id).where(table.c.x == None),
            "literal": m.select(m.literal(value, type_)),
            "cast": m.select(m.cast(table.c.x, m.String)),
            "coerced": m.select(m.type_coerce(m.literal("<q>"), type_)),
            "function": m.select(m.func.max(table.c.x)),
            "labelled": m.select(table.c.x.label("y")),
            "returning": m.insert(table).values(id=3, x=value).returning(table.c.x),
            "update": m.update(table).values(x=other).where(table.c.x == value),
            "many": m.select(m.func.count()).select_from(table),
        }.items():
            log.append(part)
            try:
                result = connection.execute(statement)
                log.append([tuple(row) for row in result] if result.returns_rows else result.rowcount)
            except Exception as error:
                log.append(type(error).__name__)
        log.append("executemany")
        connection.execute(m.insert(table), [{"id": 10, "x": value}, {"id": 11, "x": other}])
        log.append(str(m.select(table.c.x).where(table.c.x == value).compile(dialect=engine.dialect)))
        try:
            keywords = {"literal_binds": True}
            log.append(str((table.c.x == value).compile(dialect=engine.dialect, compile_kwargs=keywords)))
        except Exception as error:
            log.append(type(error).__name__)


@program
def plain(m, log):
    used(m, log, logging_type(m, log)(), "a", "b")


@program
def literal_hook(m, log):
    def process_literal_param(self, value, dialect):
        log.append(("literal", value, dialect.name))
        return f"({value})"

    used(m, log, logging_type(m, log, process_literal_param=process_literal_param)(), "a", "b")


@program
def expressions_around(m, log):
    def bind_expression(self, bindvalue):
        log.append(("bind_expression", isinstance(bindvalue, m.BindParameter), bindvalue.type is self))
        return m.func.lower(bindvalue)

    def column_expression(self, column):
        log.append(("column_expression", str(column)))
        return m.func.upper(column, type_=self)

    used(
        m,
        log,
        logging_type(m, log, bind_expression=bind_expression, column_expression=column_expression)(),
        "MiX",
        "b",
    )


@program
def per_dialect(m, log):
    def load_dialect_impl(self, dialect):
        log.append(("load_dialect_impl", dialect.name)) if ("load", dialect.name) not in seen else None
        seen.add(("load", dialect.name))
        return dialect.type_descriptor(m.Text() if dialect.name == "sqlite" else m.CHAR(7))

    seen = set()
    type_ = logging_type(m, log, load_dialect_impl=load_dialect_impl)()
    used(m, log, type_, "a", "b")
    for name in ("sqlite", "mysql"):
        dialect = importlib.import_module(f"{m.__name__}.dialects.{name}").dialect()
        log.append(
            (type_.compile(dialect), repr(type_.load_dialect_impl(dialect)), repr(type_.dialect_impl(dialect).impl))
        )


@program
def compared_values(m, log):
    def coerce_compared_value(self, op, value):
        log.append(("coerce", getattr(op, "__name__", op), value))
        return self if isinstance(value, str) else m.Integer()

    used(m, log, logging_type(m, log, coerce_compared_value=coerce_compared_value)(), "a", 5)


@program
def own_comparator(m, log):
    class Factory(m.types.TypeDecorator.Comparator):
        def __add__(self, other):
            log.append(("add", str(self.expr), other))
            return self.expr.op("goofy")(other)

        def shout(self):
            return m.func.upper(self.expr)

    type_ = logging_type(m, log, comparator_factory=Factory)()
    column = m.column("x", type_)
    log.append([str(column + 5), str(column.shout()), str(column == "a"), str(column.like("a"))])
    log.append(str((column + 5).compile(dialect=m.create_engine("sqlite://").dialect)))


@program
def processors_overridden(m, log):
    def bind_processor(self, dialect):
        log.append(("bind_processor", dialect.name))
        return lambda value: f"[{value}]"

    def result_processor(self, dialect, coltype):
        log.append(("result_processor", dialect.name))
        return lambda value: value and value.strip("[]")

    used(m, log, logging_type(m, log, bind_processor=bind_processor, result_processor=result_processor)(), "a", "b")


@program
def arguments_and_copies(m, log):
    class Sized(m.TypeDecorator):
        impl = m.String
        cache_ok = True

        def __init__(self, length, tag="x"):
            super().__init__(length=length)
            self.tag = tag

        def copy(self, **kw):
            log.append("copy")
            return Sized(self.impl.length, self.tag)

    type_ = Sized(7, tag="q")
    log.append([type_.compile(), repr(type_), type_.impl.length, type_.length, repr(type_.impl_instance)])
    metadata = m.MetaData()
    table = m.Table("t", metadata, m.Column("x", type_))
    copied = table.to_metadata(m.MetaData())
    log.append([type(copied.c.x.type).__name__, copied.c.x.type.tag, copied.c.x.type is type_])
    log.append(
        type_.with_variant(m.Text(), "mysql").compile(dialect=m.create_mock_engine("mysql+pymysql://", print).dialect)
    )
    log.append(type_._type_affinity.__name__)


@program
def nested(m, log):
    inner = logging_type(m, log)

    class Outer(m.TypeDecorator):
        impl = inner
        cache_ok = True

        def process_bind_param(self, value, dialect):
            log.append(("outer bind", value))
            return value and value + "!"

        def process_result_value(self, value, dialect):
            log.append(("outer result", value))
            return value and value[:-1]

    used(m, log, Outer(), "a", "b")


@program
def around_types_with_processors(m, log):
    import datetime as dt

    for impl, value, other in (
        (m.JSON, {"a": 1}, [2]),
        (m.DateTime, dt.datetime(2020, 1, 2), dt.datetime(2021, 1, 2)),
        (m.Boolean, True, False),
        (m.Enum("a", "b", name="e"), "a", "b"),
        (m.LargeBinary, b"x", b"y"),
        (m.Numeric(5, 2), 1.5, 2.5),
        (m.Uuid(as_uuid=False), "00000000000000000000000000000005", "00000000000000000000000000000006"),
        (m.PickleType, {"a": 1}, [1]),
    ):

        class Passing(m.TypeDecorator):
            cache_ok = True

            def process_bind_param(self, value, dialect):
                log.append(("bind", value))
                return value

            def process_result_value(self, value, dialect):
                log.append(("result", value))
                return value

        Passing.impl = impl
        used(m, log, Passing(), value, other)


@program
def checks_of_decorated_types(m, log):
    class Flag(m.TypeDecorator):
        impl = m.Boolean(create_constraint=True, name="flag")
        cache_ok = True

    class Word(m.TypeDecorator):
        impl = m.Enum("a", "b", name="word", create_constraint=True, native_enum=False)
        cache_ok = True

    table = m.Table("t", m.MetaData(), m.Column("f", Flag), m.Column("w", Word))
    log.append(str(m.schema.CreateTable(table)))
    for url in ("sqlite://", "postgresql+psycopg://", "mysql+pymysql://"):
        dialect = m.create_mock_engine(url, print).dialect
        log.append(" ".join(str(m.schema.CreateTable(table).compile(dialect=dialect)).split()))


@program
def none_and_is(m, log):
    class Nothing(m.TypeDecorator):
        impl = m.String
        cache_ok = True
        coerce_to_is_types = ()

        def process_bind_param(self, value, dialect):
            return "none" if value is None else value

    column = m.column("x", Nothing())
    log.append([str(column == None), str(column != None), str(column.is_(None)), str(column == True)])
    plain_column = m.column("x", logging_type(m, log)())
    log.append([str(plain_column == None), str(plain_column == True), str(plain_column.is_(None))])
    used(m, log, Nothing().evaluates_none(), "a", None)


@program
def uncached(m, log):
    class Unsaid(m.TypeDecorator):
        impl = m.String

    class Never(m.TypeDecorator):
        impl = m.String
        cache_ok = False

    for kind in (Unsaid, Never):
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            used(m, log, kind(), "a", "b")
        log.append(sorted({str(one.message).split("  ")[0].split(" at 0x")[0] for one in seen})[:1] != [])


@program
def without_impl(m, log):
    class Empty(m.TypeDecorator):
        pass

    Empty()


@program
def user_defined(m, log):
    class Point(m.types.UserDefinedType):
        cache_ok = True

        def __init__(self, digits=3):
            self.digits = digits

        def get_col_spec(self, **kw):
            log.append(("col_spec", sorted(set(kw) - {"identifier_preparer"})))
            return f"POINT({self.digits})"

        def bind_processor(self, dialect):
            log.append(("bind_processor", dialect.name))
            return lambda value: value and ",".join(map(str, value))

        def result_processor(self, dialect, coltype):
            log.append(("result_processor", dialect.name))
            return lambda value: value and tuple(map(int, value.split(",")))

        def literal_processor(self, dialect):
            return lambda value: f"'{value[0]},{value[1]}'"

        class comparator_factory(m.types.UserDefinedType.Comparator):
            def __lt__(self, other):
                return m.func.closer(self.expr, other)

    used(m, log, Point(), (1, 2), (3, 4))
    column = m.column("p", Point())
    log.append([str(column < (1, 2)), str(column == (1, 2)), str(column + column), repr(Point(5)), repr(Point())])
    log.append([str(m.cast(column, Point(7))), Point().compile(), Point().python_type.__name__])


@program
def mapped(m, log):
    orm = importlib.import_module(f"{m.__name__}.orm")
    base = orm.declarative_base()

    def compare_values(self, x, y):
        log.append(("compare", x, y))
        return x == y

    def copy_value(self, value):
        log.append(("copy", value))
        return value

    type_ = logging_type(m, log, compare_values=compare_values, copy_value=copy_value)

    class Thing(base):
        __tablename__ = "things"
        id = m.Column(m.Integer, primary_key=True)
        x = m.Column(type_)

    engine = m.create_engine("sqlite://")
    base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        log.append("add")
        session.add_all([Thing(id=1, x="a"), Thing(id=2, x=None)])
        session.commit()
        log.append("load")
        thing = session.get(Thing, 1)
        thing.x = "a"
        log.append("same")
        session.flush()
        thing.x = "b"
        log.append("other")
        session.commit()
        log.append([session.scalars(m.select(Thing.x).order_by(Thing.id)).all(), thing.x])
        log.append(session.scalars(m.select(Thing.id).where(Thing.x == "b")).one())


@pytest.mark.parametrize("name", PROGRAMS)
def test_hooks(name):
    answers = []
    for m in (sqlalchemy, holdfast):
        log = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                PROGRAMS[name](m, log)
            except Exception as error:
                log.append((type(error).__name__, str(error)[:60]))
        answers.append([" ".join(str(shown(one)).split()) for one in log])
    expected, given = answers
    assert given == expected
