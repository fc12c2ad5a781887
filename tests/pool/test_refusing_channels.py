"""After a fork the parent's channels change their class: that works for every kind of channel there is."""

from __future__ import annotations

import pytest

from holdfast import exc
from holdfast.dialects.base import AsyncChannel, DbapiChannel
from holdfast.dialects.mysql import mysqldb, pymysql  # noqa: F401 - they make their channels known
from holdfast.dialects.postgresql import psycopg  # noqa: F401
from holdfast.dialects.sqlite import aiosqlite, pysqlite  # noqa: F401
from holdfast.plan import Execute
from holdfast.pool import PlainChannel
from holdfast.pool.fork import RefusesAfterFork, _make_refuse


def kinds(*roots):
    for root in roots:
        further = [kind for kind in root.__subclasses__() if not issubclass(kind, RefusesAfterFork)]
        if further:
            yield from kinds(*further)
        else:
            yield root


@pytest.mark.parametrize("kind", list(kinds(DbapiChannel, AsyncChannel)), ids=lambda kind: kind.__name__)
def test_a_channel_refuses_every_verb(kind):
    channel = kind.__new__(kind)
    _make_refuse(channel)
    assert isinstance(channel, RefusesAfterFork)
    assert isinstance(channel, kind)
    verbs = [
        lambda: channel.execute("SELECT 1"),
        lambda: channel.execute_first("SELECT 1", (), 10),
        lambda: channel.execute_many("SELECT 1", [()]),
        lambda: channel.open_cursor("SELECT 1"),
        lambda: channel.batch([Execute(channel, "SELECT 1")]),
        lambda: channel.fetch_many(object(), 1),
        lambda: channel.control("commit"),
        lambda: channel.event_cursor(),
    ]
    for verb in verbs:
        with pytest.raises(exc.OperationalError, match="opened by another process") as caught:
            verb()
        assert caught.value.connection_invalidated
    assert channel.ping() is False
    assert (channel.close(), channel.terminate(), channel.close_cursor(object())) == (None, None, None)


def test_a_channel_without_an_engine_does():
    channel = PlainChannel(object())
    _make_refuse(channel)
    with pytest.raises(exc.OperationalError, match="opened by another process"):
        channel.control("rollback")
    assert channel.ping() is False
