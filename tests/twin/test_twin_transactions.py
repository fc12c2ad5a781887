"""The same programs of transactions on both libraries: what is stored at the end, states on the way, errors."""

from __future__ import annotations

import pytest
import sqlalchemy

import holdfast


def outcome(program, library, folder):
    engine = library.create_engine(f"sqlite:///{folder}/{library.__name__}.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("create table t(id integer primary key, name text unique not null)")
    notes = []

    def put(connection, name):
        connection.execute(library.text("insert into t(name) values (:name)"), {"name": name})

    try:
        program(library, engine, put, notes.append)
    except Exception as error:
        notes.append((type(error).__name__, str(error).split("\n")[0]))
    with engine.connect() as connection:
        stored = connection.execute(library.text("select name from t order by id")).scalars().all()
    engine.dispose()
    return notes, stored


def commit(m, engine, put, note):
    with engine.connect() as c:
        put(c, "a")
        c.commit()
        put(c, "b")


def begin_block(m, engine, put, note):
    with engine.begin() as c:
        put(c, "a")


def begin_block_error(m, engine, put, note):
    with engine.begin() as c:
        put(c, "a")
        raise ValueError("x")


def connection_begin(m, engine, put, note):
    with engine.connect() as c:
        with c.begin():
            put(c, "a")
        with c.begin() as t:
            put(c, "b")
            t.rollback()
        note((c.in_transaction(), t.is_active, t.is_valid))


def begin_twice(m, engine, put, note):
    with engine.connect() as c:
        c.begin()
        c.begin()


def begin_after_autobegin(m, engine, put, note):
    with engine.connect() as c:
        put(c, "a")
        note((c.in_transaction(), c.get_transaction().is_active))
        c.begin()


def nothing_to_commit(m, engine, put, note):
    with engine.connect() as c:
        c.commit()
        c.rollback()
        note(c.in_transaction())


def savepoint_rollback(m, engine, put, note):
    with engine.begin() as c:
        put(c, "a")
        n = c.begin_nested()
        put(c, "b")
        note((c.in_nested_transaction(), n.is_active))
        n.rollback()
        note((c.in_nested_transaction(), n.is_active))
        put(c, "c")


def savepoint_release_then_rollback(m, engine, put, note):
    with engine.connect() as c:
        put(c, "x")
        with c.begin_nested():
            put(c, "a")
        c.rollback()


def savepoints_nested(m, engine, put, note):
    with engine.begin() as c:
        with c.begin_nested():
            put(c, "a")
            with c.begin_nested() as inner:
                put(c, "b")
                inner.rollback()
        with c.begin_nested():
            put(c, "c")


def savepoint_error(m, engine, put, note):
    with engine.begin() as c:
        put(c, "a")
        try:
            with c.begin_nested():
                put(c, "b")
                put(c, "a")
        except m.exc.IntegrityError as error:
            note((type(error.orig).__name__, error.statement, error.params))
        put(c, "c")


def outer_ends_inner(m, engine, put, note):
    with engine.connect() as c:
        n = c.begin_nested()
        put(c, "a")
        c.commit()
        note((n.is_active, n.is_valid, c.in_nested_transaction()))
        n.rollback()
        n.commit()


def end_twice(m, engine, put, note):
    with engine.connect() as c:
        t = c.begin()
        put(c, "a")
        t.commit()
        t.rollback()
        t.close()
        t.commit()


def commit_after_close(m, engine, put, note):
    with engine.connect() as c:
        t = c.begin()
        t.close()
        t.commit()


def statement_after_end_in_block(m, engine, put, note):
    with engine.connect() as c:
        with c.begin() as t:
            put(c, "a")
            t.commit()
            put(c, "b")


def statement_after_connection_commit_in_block(m, engine, put, note):
    with engine.connect() as c:
        with c.begin():
            c.commit()
            put(c, "b")


def statement_after_nested_end_in_block(m, engine, put, note):
    with engine.begin() as c:
        with c.begin_nested() as n:
            put(c, "a")
            n.rollback()
            put(c, "b")


def begin_again_after_block(m, engine, put, note):
    with engine.connect() as c:
        with c.begin() as t:
            t.rollback()
        with c.begin():
            put(c, "a")


def closed_connection(m, engine, put, note):
    c = engine.connect()
    c.close()
    c.close()
    note((c.closed, c.in_transaction(), c.invalidated))
    c.commit()
    put(c, "a")


def closed_begin(m, engine, put, note):
    c = engine.connect()
    c.close()
    c.begin()


def closed_nested(m, engine, put, note):
    c = engine.connect()
    c.close()
    c.begin_nested()


def invalidate(m, engine, put, note):
    with engine.connect() as c:
        put(c, "a")
        c.invalidate()
        note((c.invalidated, c.closed, c.in_transaction()))
        try:
            put(c, "b")
        except m.exc.PendingRollbackError as error:
            note(str(error)[:40])
        c.rollback()
        put(c, "c")
        note(c.invalidated)
        c.commit()


def invalidate_without_transaction(m, engine, put, note):
    with engine.connect() as c:
        c.invalidate()
        put(c, "a")
        c.commit()


def isolation_level(m, engine, put, note):
    with engine.connect() as c:
        note((c.get_isolation_level(), c.default_isolation_level))
        c.execution_options(isolation_level="AUTOCOMMIT")
        put(c, "a")
        c.rollback()
    with engine.connect() as c:
        put(c, "b")
        c.rollback()
        c.execution_options(isolation_level="READ UNCOMMITTED")
        note(c.get_isolation_level())
    with engine.connect() as c:
        note(c.get_isolation_level())


def isolation_level_in_transaction(m, engine, put, note):
    with engine.connect() as c:
        put(c, "a")
        c.execution_options(isolation_level="AUTOCOMMIT")


def autocommit_engine(m, engine, put, note):
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as c:
        put(c, "a")


def wrong_isolation_level(m, engine, put, note):
    engine.connect().execution_options(isolation_level="NOPE")


def transaction_objects(m, engine, put, note):
    with engine.connect() as c:
        t = c.begin()
        n = c.begin_nested()
        note(
            (
                c.get_transaction() is t,
                c.get_nested_transaction() is n,
                type(t).__name__,
                type(n).__name__,
                t.connection is c,
            )
        )


def reading_holds_no_lock(m, engine, put, note):
    with engine.connect() as reader:
        reader.execute(m.text("select * from t")).all()
        with engine.begin() as writer:
            put(writer, "a")
        note(reader.execute(m.text("select count(*) from t")).scalar())


def raw_connection(m, engine, put, note):
    raw = engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("insert into t(name) values ('a')")
    raw.commit()
    cursor.execute("insert into t(name) values ('b')")
    raw.close()
    note(raw.is_valid)


PROGRAMS = [
    value
    for value in list(globals().values())
    if getattr(value, "__code__", None) and value.__code__.co_varnames[:4] == ("m", "engine", "put", "note")
]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda one: one.__name__)
def test_same_outcome(program, tmp_path):
    ours = outcome(program, holdfast, tmp_path)
    theirs = outcome(program, sqlalchemy, tmp_path)
    assert ours[1] == theirs[1]
    for mine, wanted in zip(ours[0], theirs[0], strict=True):
        if isinstance(wanted, tuple) and len(wanted) == 2 and isinstance(wanted[1], str):
            assert mine[0] == wanted[0]
            assert leading(mine[1]).startswith(leading(wanted[1])[:60])
        else:
            assert mine == wanted


def leading(message):
    return message.split(" (Background")[0]


def test_ddl_is_part_of_the_transaction(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/ddl.db")
    with engine.connect() as connection:
        connection.execute("create table x(i integer)")
        connection.rollback()
        assert connection.execute("select count(*) from sqlite_master").scalar() == 0


def test_a_savepoint_that_comes_first_is_inside_the_transaction(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/first.db")
    engine.execute("create table t(i integer)")
    with engine.connect() as connection:
        with connection.begin_nested():
            connection.execute("insert into t values (1)")
        connection.rollback()
        assert connection.execute("select count(*) from t").scalar() == 0


def test_a_dropped_connection_goes_back_and_keeps_no_lock(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/dropped.db")
    engine.execute("create table t(i integer)")
    engine.connect().execute("insert into t values (1)")
    assert engine.pool.checkedout() == 0
    assert engine.execute("insert into t values (2)").rowcount == 1
    assert engine.execute("select i from t").scalars().all() == [2]
