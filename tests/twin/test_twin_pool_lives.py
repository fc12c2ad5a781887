"""The life of pooled connections on both libraries: which events come in which order, errors, status lines.

Each life is one function of a `Log`; what it notes down must be the same. Where holdfast does better on purpose, a test
of its own says so.
"""

from __future__ import annotations

import gc
import sqlite3
import time
import warnings

import pytest
import sqlalchemy

import holdfast

POOL_EVENTS = (
    "first_connect", "connect", "checkout", "checkin", "reset", "invalidate", "soft_invalidate", "close", "detach", "close_detached",
)  # fmt: skip
ENGINE_EVENTS = (
    "engine_connect", "engine_disposed", "begin", "commit", "rollback", "savepoint", "rollback_savepoint", "release_savepoint",
    "before_cursor_execute", "after_cursor_execute", "set_connection_execution_options", "set_engine_execution_options",
    "handle_error",
)  # fmt: skip


class Refused(Exception):
    pass


class Log(list):
    """What one library did in one life: events, and whatever the life notes down itself."""

    def __init__(self, library, folder):
        super().__init__()
        self.m = library
        self.folder = folder
        self.met = []

    def engine(self, url=None, **options):
        engine = self.m.create_engine(url or f"sqlite:///{self.folder}/{self.m.__name__}.db", **options)
        self.hear(engine, POOL_EVENTS + ENGINE_EVENTS)
        return engine

    def hear(self, target, names):
        for name in names:

            def heard(*arguments, name=name):
                self.append((name, *self.facts(name, arguments)))

            self.m.event.listen(target, name, heard)

    def number(self, connection):
        """DBAPI connections by number, in the order in which they were met; they are kept, so that none is met twice."""
        if connection is None:
            return None
        if connection not in self.met:
            self.met.append(connection)
        return self.met.index(connection)

    def facts(self, name, arguments):
        if name in POOL_EVENTS:
            yield self.number(arguments[0])
            if name == "reset":
                state = arguments[2]
                yield state.transaction_was_reset, state.terminate_only, state.asyncio_safe
            if name in {"invalidate", "soft_invalidate"}:
                yield type(arguments[2]).__name__
        elif name in {"savepoint", "rollback_savepoint", "release_savepoint"}:
            yield arguments[1]
        elif name == "before_cursor_execute":
            yield arguments[2]
        elif name.startswith("set_"):
            yield dict(arguments[1])
        elif name == "handle_error":
            told = arguments[0]
            # A driver's own class of error for a failed ping is nothing that we are told.
            yield (
                told.is_pre_ping or type(told.sqlalchemy_exception).__name__,
                told.is_disconnect,
                told.statement,
                told.is_pre_ping,
            )
            yield told.connection is not None, told.engine is not None

    def failing(self, function, *arguments):
        """The kind of error and its leading words."""
        try:
            function(*arguments)
        except Exception as error:
            self.append((type(error).__name__, str(error)[:34], getattr(error, "connection_invalidated", None)))
        else:
            self.append("no error")


LIVES = {}


def life(function):
    LIVES[function.__name__] = function
    return function


@life
def connect_and_close(log):
    engine = log.engine()
    for _ in range(2):
        with engine.connect():
            pass
    log.append(engine.pool.status())
    engine.dispose()
    log.append(engine.pool.status())


@life
def transactions(log):
    engine = log.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("create table t(x)")
    with engine.connect() as connection:
        connection.exec_driver_sql("select 1")
        connection.commit()
        connection.exec_driver_sql("select 2")
        connection.rollback()
        connection.exec_driver_sql("select 3")
    with engine.connect() as connection:
        for verb in ("rollback", "commit", "close"):
            getattr(connection.begin(), verb)()


@life
def a_block_that_raises(log):
    engine = log.engine()
    with pytest.raises(Refused), engine.begin() as connection:
        connection.exec_driver_sql("select 1")
        raise Refused


@life
def savepoints(log):
    engine = log.engine()
    for name in ("before_execute", "after_execute"):
        log.m.event.listen(
            engine, name, lambda connection, construct, *more, name=name: log.append((name, type(construct).__name__))
        )
    with engine.connect() as connection:
        connection.begin_nested().commit()
        connection.begin_nested().rollback()
        outer = connection.begin_nested()
        connection.begin_nested()
        outer.rollback()
        connection.commit()
    with engine.connect() as connection:
        connection.begin_nested()
        connection.begin_nested()


@life
def invalidated_in_a_transaction(log):
    engine = log.engine()
    with engine.connect() as connection:
        connection.exec_driver_sql("select 1")
        connection.invalidate()
        log.append(connection.invalidated)
        log.failing(connection.exec_driver_sql, "select 1")
        connection.rollback()
        log.append(connection.invalidated)
        connection.exec_driver_sql("select 1")
        log.append(connection.invalidated)
    log.append(engine.pool.status())


@life
def invalidated_and_closed(log):
    engine = log.engine()
    with engine.connect() as connection:
        connection.invalidate(Refused())
    with engine.connect():
        pass
    log.append(engine.pool.status())


@life
def detached(log):
    engine = log.engine()
    with engine.connect() as connection:
        connection.exec_driver_sql("select 1")
        connection.detach()
        log.append(engine.pool.status())
        connection.exec_driver_sql("select 2")
    log.append(engine.pool.status())


@life
def detached_and_invalidated(log):
    engine = log.engine()
    with engine.connect() as connection:
        connection.detach()
        connection.invalidate()
        log.append(connection.invalidated)
        connection.exec_driver_sql("select 2")
    log.append(engine.pool.status())


@life
def raw_connections(log):
    engine = log.engine()
    raw = engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("select 1")
    log.append(cursor.fetchall())
    raw.close()
    log.append(raw.is_valid)
    raw = engine.raw_connection()
    raw.invalidate()
    log.append((raw.is_valid, raw.is_detached))
    raw = engine.raw_connection()
    raw.invalidate(soft=True)
    log.append(raw.is_valid)
    raw.close()
    raw = engine.raw_connection()
    raw.detach()
    log.append((raw.is_valid, raw.is_detached))
    raw.close()
    log.append(engine.pool.status())


@life
def dictionaries_of_raw_connections(log):
    engine = log.engine()
    raw = engine.raw_connection()
    raw.info["x"], raw.record_info["y"] = 1, 2
    raw.invalidate()
    raw = engine.raw_connection()
    log.append((dict(raw.info), dict(raw.record_info)))
    raw.info["x"] = 1
    raw.close()
    raw = engine.raw_connection()
    log.append(dict(raw.info))
    raw.detach()
    log.append((dict(raw.info), raw.record_info))
    raw.close()


@life
def uncommitted_work_of_a_raw_connection(log):
    engine = log.engine()
    raw = engine.raw_connection()
    raw.cursor().execute("create table t(x)")
    raw.cursor().execute("insert into t values (1)")
    raw.close()
    with engine.connect() as connection:
        log.append(connection.exec_driver_sql("select count(*) from t").scalar())


@life
def dropped(log):
    engine = log.engine()
    connection = engine.connect()
    connection.exec_driver_sql("select 1")
    del connection
    gc.collect()
    log.append(engine.pool.status())
    raw = engine.raw_connection()
    del raw
    gc.collect()
    log.append(engine.pool.status())


@life
def recycled(log):
    engine = log.engine(pool_recycle=0.2)
    with engine.connect():
        pass
    with engine.connect():
        pass
    time.sleep(0.25)
    with engine.connect():
        pass


@life
def pinged(log):
    engine = log.engine(pool_pre_ping=True)
    with engine.connect():
        pass
    held = [engine.connect() for _ in range(3)]
    drivers = [connection.connection.dbapi_connection for connection in held]
    for connection in held:
        connection.close()
    drivers[0].close()
    with engine.connect(), engine.connect(), engine.connect():
        log.append(engine.pool.status())


@life
def overflowing(log):
    engine = log.engine(pool_size=1, max_overflow=1, pool_timeout=0.01)
    first, second = engine.connect(), engine.connect()
    log.append(engine.pool.status())
    log.failing(engine.connect)
    first.close()
    second.close()
    log.append(engine.pool.status())


@life
def without_limits(log):
    for options in ({"pool_size": 0}, {"pool_size": 1, "max_overflow": -1}):
        engine = log.engine(**options)
        held = [engine.connect() for _ in range(4)]
        log.append(engine.pool.status())
        for connection in held:
            connection.close()
        log.append(engine.pool.status())


@life
def last_in_first_out(log):
    engine = log.engine(pool_use_lifo=True)
    held = [engine.connect() for _ in range(3)]
    for connection in held:
        connection.close()
    with engine.connect(), engine.connect():
        pass


@life
def refused_once(log):
    engine = log.engine()
    refusals = [log.m.exc.DisconnectionError("no")]

    def refuse(*arguments):
        if refusals:
            raise refusals.pop()

    log.m.event.listen(engine, "checkout", refuse)
    with engine.connect():
        pass
    log.append(engine.pool.status())


@life
def refused_for_ever(log):
    engine = log.engine()

    def refuse(*arguments):
        raise log.m.exc.DisconnectionError("no")

    log.m.event.listen(engine, "checkout", refuse)
    try:
        engine.connect()
    except log.m.exc.InvalidRequestError as error:
        log.append(str(error)[:25])
    log.append(engine.pool.status())


@life
def whole_pool_refused(log):
    engine = log.engine()
    first, second = engine.connect(), engine.connect()
    first.close()
    second.close()
    refusals = [log.m.exc.InvalidatePoolError("no")]

    def refuse(*arguments):
        if refusals:
            raise refusals.pop()

    log.m.event.listen(engine, "checkout", refuse)
    with engine.connect():
        pass
    with engine.connect(), engine.connect():
        pass
    log.append(engine.pool.status())


@life
def handlers_that_raise(log):
    for name in ("checkout", "connect", "first_connect", "reset"):
        engine = log.engine()

        def refuse(*arguments):
            raise Refused("x")

        log.m.event.listen(engine, name, refuse)
        for _ in range(2):
            try:
                engine.connect().close()
            except Refused:
                log.append("raised")
        log.append(engine.pool.status())
        log.m.event.remove(engine, name, refuse)
        with engine.connect():
            log.append(engine.pool.status())


@life
def failing_statement(log):
    engine = log.engine()
    with engine.connect() as connection:
        log.failing(connection.exec_driver_sql, "select * from nope")
        connection.exec_driver_sql("select 1")


@life
def handler_finds_a_disconnect(log):
    for whole_pool in (True, False):
        engine = log.engine()

        def find(told, whole_pool=whole_pool):
            told.is_disconnect = True
            told.invalidate_pool_on_disconnect = whole_pool

        log.m.event.listen(engine, "handle_error", find)
        connection, other = engine.connect(), engine.connect()
        other.close()
        log.failing(connection.exec_driver_sql, "select * from nope")
        log.append(connection.invalidated)
        connection.close()
        log.append(engine.pool.status())
        with engine.connect():
            pass


@life
def options_of_engines(log):
    engine = log.engine()
    other = engine.execution_options(isolation_level="AUTOCOMMIT", foo=1)
    log.hear(other, ["engine_connect", "engine_disposed"])
    with other.connect() as connection:
        connection.exec_driver_sql("select 1")
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("select 1")
    engine.update_execution_options(bar=2)
    with engine.connect() as connection:
        log.append(dict(connection.get_execution_options()))
    other.dispose()
    engine.dispose()
    engine.dispose()


@life
def null_pool(log):
    engine = log.engine(poolclass=log.m.pool.NullPool)
    with engine.connect():
        pass
    with engine.connect() as connection:
        connection.invalidate()
    log.append(engine.pool.status())
    engine.dispose()


@life
def static_pool(log):
    engine = log.engine("sqlite://", poolclass=log.m.pool.StaticPool)
    with engine.connect():
        pass
    with engine.connect() as connection:
        connection.invalidate()
    with engine.connect():
        pass
    log.append(engine.pool.status())
    engine.dispose()
    with engine.connect():
        pass


@life
def assertion_pool(log):
    engine = log.engine(poolclass=log.m.pool.AssertionPool)
    with engine.connect():
        log.failing(engine.connect)
    with engine.connect() as connection:
        connection.invalidate()
    with engine.connect():
        pass
    log.append(engine.pool.status())
    engine.dispose()
    with engine.connect():
        pass


@life
def one_for_each_thread(log):
    engine = log.engine("sqlite://")
    with engine.connect() as outer:
        with engine.connect() as inner:
            log.append(outer.connection.dbapi_connection is inner.connection.dbapi_connection)
        outer.exec_driver_sql("select 1")
    with engine.connect() as connection:
        connection.invalidate()
    with engine.connect():
        pass
    log.append(engine.pool.status().split()[0])
    engine.dispose()
    with engine.connect():
        pass


@life
def reset_on_return(log):
    for reset in (None, "commit", "rollback", True, False):
        engine = log.engine(pool_reset_on_return=reset)
        with engine.connect() as connection:
            connection.exec_driver_sql("create table if not exists t(x)")
            connection.commit()
            connection.exec_driver_sql("insert into t values (1)")
        raw = engine.raw_connection()
        raw.cursor().execute("insert into t values (1)")
        raw.close()
        with engine.connect() as connection:
            log.append(connection.exec_driver_sql("select count(*) from t").scalar())
        engine.dispose()


@life
def file_that_cannot_be_opened(log):
    engine = log.engine("sqlite:////nonexistent/folder/x.db")
    log.failing(engine.connect)
    log.failing(engine.connect)
    log.append(engine.pool.status())


@life
def creator_that_fails(log):
    failures = [Refused("c"), Refused("c")]

    def create():
        if failures:
            raise failures.pop()
        return sqlite3.connect(":memory:")

    engine = log.engine(creator=create)
    for _ in range(3):
        try:
            engine.connect().close()
        except Refused:
            log.append("raised")
    log.append(engine.pool.status())


@life
def closed_connections(log):
    engine = log.engine()
    with engine.connect() as connection:
        raw = connection.connection
        log.append((connection.closed, connection.invalidated, connection.info, raw.is_valid, raw.is_detached))
        connection.info["a"] = 1
    log.append((connection.closed, connection.invalidated, raw.is_valid))
    for look in ("connection", "info"):
        try:
            getattr(connection, look)
        except log.m.exc.ResourceClosedError as error:
            log.append(str(error)[:25])
    with pytest.raises(AssertionError):
        raw.cursor()
    with engine.connect() as connection:
        log.append(connection.info)


def lived(library, function, folder):
    log = Log(library, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        function(log)
    return list(log)


@pytest.mark.parametrize("name", LIVES)
def test_same_life(name, tmp_path):
    assert lived(holdfast, LIVES[name], tmp_path) == lived(sqlalchemy, LIVES[name], tmp_path)


def test_a_connection_lost_in_a_statement(tmp_path):
    """The oracle's driver finds out before anything is begun; from the error on, all is the same."""

    def program(log):
        engine = log.engine()
        connection, other = engine.connect(), engine.connect()
        other.close()
        connection.connection.dbapi_connection.close()
        log.failing(connection.exec_driver_sql, "select 1")
        log.append(connection.invalidated)
        connection.rollback()
        connection.exec_driver_sql("select 1")
        connection.close()
        log.append(engine.pool.status())

    def from_error(log):
        log = [entry for entry in log if isinstance(entry, tuple)]
        kept = log[[entry[0] for entry in log].index("handle_error") :]
        # As something was begun here, something has to be rolled back.
        first_rollback = [entry[0] for entry in kept].index("rollback")
        return (
            kept
            if len([1 for entry in kept if entry[0] == "rollback"]) == 1
            else kept[:first_rollback] + kept[first_rollback + 1 :]
        )

    ours, theirs = (from_error(lived(library, program, tmp_path)) for library in (holdfast, sqlalchemy))
    assert ours == theirs


def test_connections_held_while_an_engine_is_disposed_of_are_closed_when_they_come_back(tmp_path):
    """The oracle leaves that to the garbage collector."""
    for close in (True, False):
        log = Log(holdfast, tmp_path)
        engine = log.engine()
        connection = engine.connect()
        engine.dispose(close=close)
        connection.exec_driver_sql("select 1")
        connection.close()
        assert log[-2:] == [("checkin", 0), ("close", 0)]
        assert engine.pool.status() == Log(sqlalchemy, tmp_path).engine().pool.status()


def test_a_checkin_handler_that_raises_costs_no_place(tmp_path):
    """The oracle loses the place."""
    log = Log(holdfast, tmp_path)
    engine = log.engine(pool_size=1, max_overflow=0, pool_timeout=0.01)

    def refuse(*arguments):
        raise Refused

    holdfast.event.listen(engine, "checkin", refuse)
    for _ in range(3):
        with pytest.raises(Refused):
            engine.connect().close()
    assert engine.pool.checkedout() == 0


@pytest.mark.parametrize("many", [False, True])
def test_handlers_may_execute_statements_themselves(tmp_path, many):
    def program(log):
        engine = log.engine()
        name = "do_executemany" if many else "do_execute"

        def execute(cursor, statement, parameters, context):
            log.append((name, statement, list(parameters)))
            if statement == "magic":
                cursor.execute("select 42 as answer")
                return True
            return None

        log.m.event.listen(engine, name, execute)
        with engine.connect() as connection:
            connection.exec_driver_sql("create table t(x)")
            connection.exec_driver_sql("insert into t values (?)", [(1,), (2,)])
            log.append(connection.execute(log.m.text("select sum(x) from t where x < :x"), {"x": 5}).all())
            if not many:
                result = connection.exec_driver_sql("magic")
                log.append((list(result.keys()), result.all()))

    assert lived(holdfast, program, tmp_path) == lived(sqlalchemy, program, tmp_path)


def test_handlers_of_all_dialects(tmp_path):
    heard = []

    def hear(*arguments):
        heard.append(arguments[1])

    holdfast.event.listen(holdfast.Engine, "do_execute", hear)
    try:
        with holdfast.create_engine("sqlite://").connect() as connection:
            connection.exec_driver_sql("select 1")
    finally:
        holdfast.event.remove(holdfast.Engine, "do_execute", hear)
    assert heard == ["select 1"]


def order_of_handlers(log):
    engine = log.m.create_engine("sqlite://")

    def noting(word):
        return lambda connection: log.append(word)

    for word, options in ((0, {}), (2, {"once": True}), (3, {})):
        log.m.event.listen(engine, "engine_connect", noting(word), **options)
    engine.connect().close()
    engine.connect().close()

    @log.m.event.listens_for(engine, "checkout")
    @log.m.event.listens_for(engine, "checkin")
    def both(*arguments):
        log.append(len(arguments))

    engine.connect().close()
    log.m.event.remove(engine, "checkout", both)
    other = engine.execution_options(x=1)
    log.m.event.listen(other, "engine_connect", noting("other"))
    other.connect().close()
    for target, word in ((engine, "engine"), (other, "other engine")):
        log.m.event.listen(target, "before_cursor_execute", lambda *arguments, word=word: log.append(word))
    connection = other.connect()
    log.m.event.listen(connection, "before_cursor_execute", lambda *arguments: log.append("its own"))
    connection.exec_driver_sql("select 1")
    connection.close()
    with engine.connect() as connection:
        connection.exec_driver_sql("select 1")


def handlers_of_classes(log):
    pools, engines = log.m.pool.Pool, log.m.Engine
    targets = [
        (pools, "connect"),
        (engines, "engine_connect"),
        (engines, "before_cursor_execute"),
        (engines, "do_connect"),
    ]
    targets += [(engines, "handle_error"), (engines, "checkin"), (log.m.Connection, "begin")]
    handlers = []
    for target, name in targets:

        def note(*arguments, target=target, name=name):
            log.append((target.__name__, name))

        handlers.append(note)
        log.m.event.listen(target, name, note)
    engine = log.m.create_engine("sqlite://")
    with engine.connect() as connection:
        log.failing(connection.exec_driver_sql, "nope")
    for (target, name), handler in zip(targets, handlers, strict=True):
        log.append(log.m.event.contains(target, name, handler))
        log.m.event.remove(target, name, handler)
    with engine.connect() as connection:
        log.failing(connection.exec_driver_sql, "nope")


def handlers_given_to_pools(log):
    engine = log.m.create_engine("sqlite://", pool_events=[(lambda *arguments: log.append("engine"), "connect")])
    engine.connect().close()
    engine.dispose()
    engine.connect().close()
    pool = log.m.pool.QueuePool(
        lambda: sqlite3.connect(":memory:"), events=[(lambda *arguments: log.append("pool"), "connect")]
    )
    pool.connect().close()


def handlers_that_connect(log):
    engine = log.m.create_engine("sqlite:///nowhere/nope.db")

    @log.m.event.listens_for(engine, "do_connect")
    def change(dialect, record, arguments, options):
        log.append((dialect is engine.dialect, len(arguments)))
        arguments[0] = ":memory:"

    with engine.connect() as connection:
        log.append(connection.exec_driver_sql("select 1").scalar())

    @log.m.event.listens_for(engine, "do_connect")
    def connect(dialect, record, arguments, options):
        return sqlite3.connect(":memory:")

    engine.dispose()
    with engine.connect() as connection:
        log.append(connection.exec_driver_sql("select 1").scalar())


def errors_of_connecting(log):
    engine = log.m.create_engine("sqlite:////nowhere/x.db")

    @log.m.event.listens_for(engine, "handle_error")
    def replace(told):
        log.append((type(told.original_exception).__name__, told.connection, told.engine is engine, told.is_disconnect))
        raise Refused

    for _ in range(2):
        with pytest.raises(Refused):
            engine.connect()


def handlers_of_old(log):
    engine = log.m.create_engine("sqlite://")
    log.m.event.listen(engine, "engine_connect", lambda connection, branch: log.append(branch))
    engine.connect().close()


def names_of_arguments(log):
    engine = log.m.create_engine(f"sqlite:///{log.folder}/{log.m.__name__}.db")
    seen = {}
    more = ("before_execute", "after_execute", "do_connect", "do_execute", "do_executemany", "do_execute_no_params")
    for name in (*POOL_EVENTS, *ENGINE_EVENTS, *more):

        def note(event=name, **arguments):
            seen.setdefault(event, sorted(arguments))

        log.m.event.listen(engine, name, note, named=True)
    with engine.connect() as connection:
        connection.execute(log.m.text("create table t(x)"))
        connection.exec_driver_sql("insert into t values (?)", [(1,), (2,)])
        connection.begin_nested().rollback()
        connection.begin_nested().commit()
        connection.commit()
        log.failing(connection.exec_driver_sql, "nope")
    with engine.connect() as connection:
        connection.execution_options(no_parameters=True).exec_driver_sql("select 1")
        connection.commit()
        connection.detach()
    raw = engine.raw_connection()
    raw.invalidate(soft=True)
    raw.close()
    engine.raw_connection().invalidate()
    engine.execution_options(a=1).dispose()
    assert set(seen) == {*POOL_EVENTS, *ENGINE_EVENTS, *more}
    log.append(seen)


@pytest.mark.parametrize(
    "program",
    [
        order_of_handlers,
        handlers_of_classes,
        handlers_given_to_pools,
        handlers_that_connect,
        errors_of_connecting,
        handlers_of_old,
        names_of_arguments,
    ],
)
def test_listening(tmp_path, program):
    assert lived(holdfast, program, tmp_path) == lived(sqlalchemy, program, tmp_path)
