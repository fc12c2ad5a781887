"""How many Python functions a check-out and a check-in run: exact counts, so that a level more is noticed."""

from __future__ import annotations

from tests.budget.counting import calls

import holdfast
from holdfast.pool import NullPool, QueuePool


class Driver:
    """A DBAPI connection that does nothing."""

    def rollback(self):
        pass

    close = commit = rollback


def test_check_out_and_in():
    pool = QueuePool(Driver)
    # connect, acquire, take, note the holder, the proxy; close, release, the reset in two calls, put; the finalizer.
    assert calls(lambda: pool.connect().close()) <= 11


def test_without_a_reset():
    pool = QueuePool(Driver, reset_on_return=None)
    assert calls(lambda: pool.connect().close()) <= 9


def test_an_engines_connection(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db")
    assert calls(lambda: engine.connect().close()) <= 13


def test_a_raw_connection(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db")
    assert calls(lambda: engine.raw_connection().close()) <= 11


def test_one_for_each_thread():
    engine = holdfast.create_engine("sqlite://")
    assert calls(lambda: engine.connect().close()) <= 13


def test_without_a_pool():
    pool = NullPool(Driver)
    # Every connection is opened and closed: more, but no more than this.
    assert calls(lambda: pool.connect().close()) <= 70


def test_the_holder_costs_nothing_for_each_level_of_the_users_program(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db")

    def deep(level):
        if level:
            return deep(level - 1)
        return engine.connect().close()

    assert calls(lambda: deep(60)) - calls(lambda: deep(10)) == 50
