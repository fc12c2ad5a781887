"""Plan law P2 for the engine: dropped at any yield, a connection is known and its pool gets it back."""

from __future__ import annotations

import gc

import pytest

from holdfast import create_engine, text
from holdfast.engine import core

INSERT = text("insert into t values (1)")


def begin_and_execute(engine):
    connection = yield from core.connect(engine)
    yield from core.begin(connection)
    yield from core.execute(connection, INSERT)
    yield from core.commit(connection)
    yield from core.close(connection)


def savepoints(engine):
    connection = yield from core.connect(engine)
    nested = yield from core.begin_nested(connection)
    yield from core.execute(connection, INSERT)
    yield from core.end_transaction(connection, nested, "rollback")
    yield from core.close(connection)


def connectionless(engine):
    yield from core.execute_once(engine, INSERT)


def drop_after(plan, steps):
    """Perform `steps` requests, then drop the plan. False when it ended before."""
    try:
        request = next(plan)
        for _ in range(steps):
            request = plan.send(request.perform())
    except StopIteration:
        return False
    plan.close()
    return True


@pytest.mark.parametrize("make", [begin_and_execute, savepoints, connectionless], ids=lambda make: make.__name__)
def test_the_connection_comes_back_wherever_the_plan_is_dropped(make, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/x.db", pool_size=1, max_overflow=0, pool_timeout=0.1)
    engine.execute("create table t(i integer)")
    steps = 0
    while drop_after(make(engine), steps):
        gc.collect()
        assert engine.pool.checkedout() == 0
        # No transaction was left open: another connection of the file can write.
        other = create_engine(f"sqlite:///{tmp_path}/x.db?timeout=0")
        other.execute("insert into t values (2)")
        other.dispose()
        steps += 1
    assert steps >= 2
