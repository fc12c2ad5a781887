"""`create_engine()` and its relatives on both libraries: every documented option, configuration, plugins, dialects of others, logging."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import sqlite3
import sys
import warnings
from importlib import import_module

import pytest
import sqlalchemy

import holdfast

OPTIONS = {
    "connect_args": {"timeout": 3},
    "echo": False,
    "echo_pool": False,
    "empty_in_strategy": "static",
    "enable_from_linting": False,
    "execution_options": {"a": 1},
    "future": True,
    "hide_parameters": True,
    "implicit_returning": True,
    "insertmanyvalues_page_size": 5,
    "isolation_level": "AUTOCOMMIT",
    "json_deserializer": str,
    "json_serializer": str,
    "label_length": 10,
    "logging_name": "x",
    "max_identifier_length": 50,
    "max_overflow": 3,
    "module": sqlite3,
    "native_datetime": True,
    "paramstyle": "named",
    "plugins": [],
    "pool_events": [],
    "pool_logging_name": "z",
    "pool_pre_ping": True,
    "pool_recycle": 5,
    "pool_reset_on_return": None,
    "pool_size": 3,
    "pool_timeout": 3,
    "pool_use_lifo": True,
    "query_cache_size": 0,
    "skip_autocommit_rollback": True,
    "supports_native_boolean": True,
    "use_insertmanyvalues": False,
    # and what is no option, or none of this database
    "case_sensitive": True,
    "convert_unicode": True,
    "encoding": "utf8",
    "foo": 1,
    "listeners": [],
    "pool_threadlocal": True,
    "server_side_cursors": True,
    "strategy": "plain",
    "use_native_hstore": True,
}
CONFIGURATION = {
    "echo": "debug",
    "echo_pool": "debug",
    "future": "true",
    "pool_pre_ping": "nope",
    "pool_reset_on_return": "none",
    "pool_size": "x",
    "pool_timeout": "7",
    "pool_use_lifo": "yes",
    "query_cache_size": "5",
    "skip_autocommit_rollback": "true",
    "foo": "1",
}
LOGGED = {
    "nothing": {},
    "statements": {"echo": True},
    "the pool": {"echo_pool": True},
    "all of the pool": {"echo_pool": "debug"},
    "names": {"echo": True, "echo_pool": "debug", "logging_name": "eng", "pool_logging_name": "pl"},
    "by level": {"level": (".engine", logging.INFO)},
    "the pool by level": {"level": (".pool", logging.DEBUG)},
    "all by level": {"level": ("", logging.INFO)},
}


def same(program, *arguments):
    """The outcome of both libraries, which must be one: a value, or an error of one class with the oracle's leading words."""
    outcomes = []
    for library in (sqlalchemy, holdfast):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                outcomes.append(("value", program(library, *arguments)))
            except Exception as error:
                outcomes.append((type(error).__name__, neutral(str(error)).splitlines()[0]))
    theirs, ours = outcomes
    assert ours[0] == theirs[0]
    if ours[0] == "value":
        assert ours[1] == theirs[1]
    else:
        assert ours[1].startswith(theirs[1].partition(" (Background")[0][:60])
    return ours[1]


def neutral(text):
    return re.sub(r"0x[0-9a-f]+", "0x", re.sub("holdfast|sqlalchemy", "LIBRARY", text))


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def engine_of(m, url="sqlite:///x.db", **options):
    return m.create_engine(url, **options)


def answer(engine):
    with engine.connect() as connection:
        return connection.exec_driver_sql("select 1").scalar()


def limits(engine):
    pool = engine.pool
    overflow = pool._max_overflow if hasattr(pool, "_max_overflow") else pool._core.max_overflow
    return pool.size(), overflow, pool.timeout(), pool._recycle, bool(pool._pre_ping), engine.echo, pool.echo


@pytest.mark.parametrize("name", OPTIONS)
def test_options(name):
    same(lambda m: answer(engine_of(m, **{name: OPTIONS[name]})))


@pytest.mark.parametrize("name", CONFIGURATION)
def test_options_from_a_configuration(name):
    same(
        lambda m: limits(
            m.engine_from_config({"p.url": "sqlite:///x.db", f"p.{name}": CONFIGURATION[name]}, prefix="p.")
        )
    )


PROGRAMS = {}


def program(function):
    PROGRAMS[function.__name__] = function
    return function


@program
def what_an_engine_is(m):
    e = engine_of(m)
    return (
        e.name,
        e.driver,
        str(e.url),
        type(e.pool).__name__,
        e.echo,
        e.hide_parameters,
        e.logging_name,
        repr(e),
        e.engine is e,
    )


@program
def pools_of_urls(m):
    urls = (
        "",
        "/:memory:",
        "/x.db",
        "/file::memory:?uri=true",
        "/file:x.db?mode=memory&uri=true",
        "/file:x.db?uri=true",
    )
    return [type(m.create_engine(f"sqlite://{url}").pool).__name__ for url in urls]


@program
def isolation_level(m):
    with engine_of(m, isolation_level="READ UNCOMMITTED").connect() as c:
        levels = [c.get_isolation_level(), c.default_isolation_level]
        c.execution_options(isolation_level="SERIALIZABLE")
        levels.append(c.get_isolation_level())
        e = c.engine
    with e.connect() as c:
        return [*levels, c.get_isolation_level()]


@program
def unknown_isolation_level(m):
    return answer(engine_of(m, isolation_level="nope"))


@program
def label_too_long(m):
    return answer(engine_of(m, label_length=100, max_identifier_length=50))


@program
def pool_given(m):
    pool = m.pool.QueuePool(lambda: sqlite3.connect(":memory:"))
    e = m.create_engine("sqlite://", pool=pool)
    return e.pool is pool, answer(e)


@program
def pool_given_and_its_size(m):
    return m.create_engine("sqlite://", pool=m.pool.QueuePool(lambda: sqlite3.connect(":memory:")), pool_size=3)


@program
def size_of_no_pool(m):
    return engine_of(m, poolclass=m.pool.NullPool, pool_size=3)


@program
def timeout_of_a_pool_where_nobody_waits(m):
    return engine_of(m, poolclass=m.pool.StaticPool, pool_timeout=3)


@program
def size_for_threads(m):
    return m.create_engine("sqlite://", pool_size=3).pool.size


@program
def overflow_for_threads(m):
    return m.create_engine("sqlite://", max_overflow=3)


@program
def pool_of_the_other_world(m):
    return engine_of(m, poolclass=m.pool.AsyncAdaptedQueuePool)


@program
def pool_of_the_other_world_for_tasks(m):
    create = import_module(f"{m.__name__}.ext.asyncio").create_async_engine
    return create("sqlite+aiosqlite:///x.db", poolclass=m.pool.QueuePool)


@program
def pools_of_async_engines(m):
    return [type(m.create_engine(f"sqlite+aiosqlite:///{name}").pool).__name__ for name in ("x.db", "")]


@program
def creator(m):
    return answer(m.create_engine("sqlite:///nowhere/x.db", creator=lambda: sqlite3.connect(":memory:")))


@program
def unknown_driver_argument(m):
    return answer(m.create_engine("sqlite://", connect_args={"nope": 1}))


@program
def two_unknown_options(m):
    return engine_of(m, foo=1, bar=2)


@program
def no_url(m):
    return m.create_engine("nope")


@program
def unknown_database(m):
    return m.create_engine("nope://")


@program
def no_text(m):
    return m.create_engine(5)


@program
def a_host_for_a_file(m):
    return answer(m.create_engine("sqlite://u:p@h/x"))


@program
def configuration(m):
    given = {"url": "sqlite:///x.db", "echo": "false", "pool_size": "7", "pool_recycle": "50", "max_overflow": "2"}
    given |= {"pool_pre_ping": "true", "pool_timeout": "4", "isolation_level": "AUTOCOMMIT"}
    e = m.engine_from_config(
        {"other": 1, **{f"sqlalchemy.{name}": value for name, value in given.items()}}, max_overflow=9
    )
    return limits(e)


@program
def configuration_without_prefix(m):
    return m.engine_from_config({"url": "sqlite:///x.db", "pool_size": "7"}, prefix="").pool.size()


@program
def configuration_without_url(m):
    return m.engine_from_config({"sqlalchemy.echo": "true"})


@program
def pool_from_url(m):
    pool = m.create_pool_from_url(
        "sqlite:///x.db", pool_size=3, max_overflow=1, timeout=2, recycle=7, pre_ping=True, use_lifo=True,
        echo=False, logging_name="a", reset_on_return=None, poolclass=m.pool.QueuePool,
    )  # fmt: skip
    connection = pool.connect()
    row = connection.cursor().execute("select 1").fetchone()
    connection.close()
    return row, pool.size(), pool.timeout(), pool._recycle, pool._pre_ping, pool.logging_name, pool.status()


@program
def pool_from_url_with_an_unknown_option(m):
    return m.create_pool_from_url("sqlite:///x.db", foo=1)


@program
def mock_engine(m):
    told = []

    def hear(construct, *more, **named):
        told.append((str(construct.compile(dialect=e.dialect)).split(), more, named))

    e = m.create_mock_engine(m.make_url("postgresql://"), hear)
    metadata = m.MetaData()
    table = m.Table("t", metadata, m.Column("x", m.Integer, primary_key=True), m.Column("y", m.String, index=True))
    metadata.create_all(e, checkfirst=False)
    metadata.drop_all(e)
    table.create(e)
    e.execute(m.schema.CreateTable(table))
    e.connect().execute(m.text("x"))
    return told, e.name, e.dialect.name, e.connect() is e, e.engine is e


@program
def mock_strategy_of_old(m):
    return engine_of(m, "postgresql://", strategy="mock", executor=print).name


@program
def options_of_engines(m):
    e = engine_of(m, execution_options={"a": 1})
    f = e.execution_options(b=2)
    with f.connect() as c:
        of_connection = dict(c.get_execution_options())
    e.update_execution_options(c=3)
    return (
        of_connection,
        dict(e.get_execution_options()),
        dict(f.get_execution_options()),
        f.pool is e.pool,
        type(f).__name__,
    )


@program
def compiled_cache(m):
    e = engine_of(m)
    with e.connect() as c:
        c.execute(m.text("select 1"))
    before = len(e._compiled_cache)
    e.clear_compiled_cache()
    return before, len(e._compiled_cache)


@program
def no_compiled_cache(m):
    e = engine_of(m, query_cache_size=0)
    with e.connect() as c:
        return c.execute(m.text("select 1")).scalar(), e._compiled_cache


@program
def raw_connection(m):
    raw = engine_of(m).raw_connection()
    return type(raw.dbapi_connection).__name__, raw.driver_connection is raw.dbapi_connection, raw.is_valid, raw.info


@program
def plugins(m):
    log = []

    class Plugin(m.engine.CreateEnginePlugin):
        def __init__(self, url, options):
            log.append(("init", str(url), sorted(options), options.pop("my_option", None)))

        def update_url(self, url):
            return url.difference_update_query(["mine"])

        def handle_dialect_kwargs(self, dialect_class, options):
            log.append((dialect_class.__name__, sorted(options)))

        def handle_pool_kwargs(self, pool_class, options):
            log.append((pool_class.__name__, options.get("pool_size")))

        def engine_created(self, engine):
            log.append(("created", str(engine.url)))

    registered = import_module(f"{m.__name__}.dialects").plugins
    sys.modules[__name__].Plugin = Plugin
    registered.register("mine", __name__, "Plugin")
    m.create_engine("sqlite:///x.db?plugin=mine&mine=1", my_option=5, pool_size=3)
    m.create_engine("sqlite:///x.db", plugins=["mine"])
    return log


@program
def unknown_plugin(m):
    return m.create_engine("sqlite://?plugin=nope")


@program
def dialects_of_others(m):
    class Dialect(type(engine_of(m).dialect)):
        name, driver, supports_statement_cache = "mydb", "mydriver", True

    sys.modules[__name__].Dialect = Dialect
    registered = import_module(f"{m.__name__}.dialects").registry
    registered.register("mydb", __name__, "Dialect")
    registered.register("mydb.mydriver", __name__, "Dialect")
    engines = [m.create_engine("mydb+mydriver:///x.db"), m.create_engine("mydb:///x.db")]
    return [(e.name, e.driver, type(e.dialect).__name__, answer(e)) for e in engines]


@program
def paramstyle(m):
    e = engine_of(m, paramstyle="named")
    with e.connect() as c:
        value = c.execute(m.text("select :x"), {"x": 5}).scalar()
    return value, e.dialect.paramstyle, e.dialect.positional, str(m.select(m.literal(1)).compile(e))


@program
def logging_token(m):
    def work():
        e = engine_of(m, echo=True, execution_options={"logging_token": "T"})
        with e.connect() as c:
            c.exec_driver_sql("select 1")
            c.execution_options(logging_token="U")
            c.exec_driver_sql("select 2")

    return [message for _, _, message in logged(m, work)]


def logged(m, work):
    """What a program logs, its parameters and figures left out, and nothing on the screen."""
    records = []

    class Keep(logging.Handler):
        def emit(self, record):
            message = neutral(record.getMessage())
            # A connection that is clean is not rolled back here, so nothing is said of it.
            if re.match(r"(\[[TU]\] )?[A-Za-z]", message) and "rollback-on-return" not in message:
                records.append((neutral(record.name), record.levelname, message))

    root, keep = logging.getLogger(m.__name__), Keep()
    root.addHandler(keep)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            work()
    finally:
        root.removeHandler(keep)
    return records


@pytest.mark.parametrize("name", LOGGED)
def test_logging(name):
    def program(m):
        options = dict(LOGGED[name])
        place, level = options.pop("level", (None, None))

        def work():
            e = engine_of(m, **options)
            with e.connect() as c:
                c.exec_driver_sql("select 1")
            c = e.connect()
            c.invalidate()
            c.close()
            with e.connect():
                pass

        if place is None:
            return logged(m, work)
        logger = logging.getLogger(m.__name__ + place)
        logger.setLevel(level)
        try:
            return logged(m, work)
        finally:
            logger.setLevel(logging.NOTSET)

    same(program)


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(name):
    same(PROGRAMS[name])


def test_a_driver_that_is_not_installed_is_named():
    class Dialect(type(engine_of(holdfast).dialect)):
        driver = "absent"

        @classmethod
        def import_dbapi(cls):
            return import_module("no_such_driver")

    sys.modules[__name__].Absent = Dialect
    holdfast.dialects.registry.register("sqlite.absent", __name__, "Absent")
    with pytest.raises(
        ModuleNotFoundError, match=r"the driver of sqlite\+absent is not installed.*pip install no_such_driver"
    ):
        holdfast.create_engine("sqlite+absent://")


def test_dialects_and_plugins_by_entry_point(tmp_path, monkeypatch):
    """As an installed package brings them: a folder of metadata on the path."""
    (tmp_path / "third_party.py").write_text(
        "from holdfast.dialects.sqlite import dialect\n"
        "from holdfast.engine import CreateEnginePlugin\n"
        "class ThirdDialect(dialect):\n    name = 'third'\n"
        "class ThirdPlugin(CreateEnginePlugin):\n    def engine_created(self, engine):\n        engine.marked = True\n"
    )
    metadata = tmp_path / "third_party-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: third-party\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(
        "[holdfast.dialects]\nthird = third_party:ThirdDialect\n[holdfast.plugins]\nmarks = third_party:ThirdPlugin\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    engine = holdfast.create_engine("third:///x.db?plugin=marks")
    assert (engine.name, engine.marked, answer(engine)) == ("third", True, 1)


def test_flags_of_a_configuration_are_flags():
    from_config = holdfast.engine_from_config
    assert from_config({"sqlalchemy.url": "sqlite://", "sqlalchemy.hide_parameters": "no"}).hide_parameters is False
    assert from_config({"a.url": "sqlite://", "a.echo": "debug"}, prefix="a.").echo == "debug"
    for library in (sqlalchemy, holdfast):
        with pytest.raises(ValueError, match="String is not true/false: 'maybe'"):
            library.engine_from_config({"sqlalchemy.url": "sqlite://", "sqlalchemy.echo": "maybe"})
        with pytest.raises(library.exc.ArgumentError, match="'future' parameter passed to create_engine"):
            library.create_engine("sqlite://", future=False)
