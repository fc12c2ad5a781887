"""The engine option `application`: what it sets, that it helps, and that nothing of it is there without it."""

from __future__ import annotations

import asyncio
import threading

import pytest
import sqlalchemy

import holdfast
from holdfast import exc
from holdfast.ext.asyncio import create_async_engine

PRAGMAS = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")


def settings(engine):
    with engine.connect() as connection:
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS]


def test_what_is_set(tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"
    assert settings(holdfast.create_engine(url, application=True)) == [1, "wal", 2, 15000]
    other = {"foreign_keys": False, "journal_mode": "delete", "synchronous": "normal", "busy_timeout": 1}
    assert settings(holdfast.create_engine(url, application=other)) == [0, "delete", 1, 1000]
    assert settings(holdfast.create_engine("sqlite://", application=True)) == [1, "memory", 2, 15000]


def test_without_it_all_is_as_in_sqlalchemy(tmp_path):
    ours = settings(holdfast.create_engine(f"sqlite:///{tmp_path}/x.db"))
    assert ours == settings(sqlalchemy.create_engine(f"sqlite:///{tmp_path}/y.db")) == [0, "delete", 2, 5000]


def test_from_a_configuration(tmp_path):
    for text, expected in (("true", 1), ("off", 0)):
        engine = holdfast.engine_from_config(
            {"db.url": f"sqlite:///{tmp_path}/{text}.db", "db.application": text}, "db."
        )
        assert settings(engine)[0] == expected


def test_the_urls_own_arguments_come_first(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db?timeout=2", application=True)
    assert settings(engine)[3] == 2000


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"jurnal_mode": "WAL"}, "there is no such setting. Did you mean 'journal_mode'?"),
        ({"begin": "SOON"}, "use DEFERRED, IMMEDIATE, EXCLUSIVE"),
        ({"synchronous": "1; DROP TABLE x"}, "that is no word of SQLite's"),
        (3, "give True, or a dictionary"),
    ],
)
def test_mistakes(asked, words):
    with pytest.raises(exc.ArgumentError) as caught:
        holdfast.create_engine("sqlite://", application=asked)
    assert words in str(caught.value)


def test_foreign_keys(tmp_path):
    metadata = holdfast.MetaData()
    holdfast.Table("parent", metadata, holdfast.Column("id", holdfast.Integer, primary_key=True))
    child = holdfast.Table("child", metadata, holdfast.Column("parent_id", holdfast.ForeignKey("parent.id")))
    for application in (False, True):
        engine = holdfast.create_engine(f"sqlite:///{tmp_path}/{application}.db", application=application)
        metadata.create_all(engine)
        if application:
            with pytest.raises(exc.IntegrityError, match="FOREIGN KEY constraint failed"), engine.begin() as connection:
                connection.execute(child.insert(), {"parent_id": 1})
        else:
            with engine.begin() as connection:
                connection.execute(child.insert(), {"parent_id": 1})
        metadata.drop_all(engine)


def test_readers_and_a_writer_are_not_in_each_others_way(tmp_path):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db", application=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
        connection.exec_driver_sql("INSERT INTO t VALUES (1), (2), (3)")
    with engine.connect() as reader, engine.connect() as writer:
        rows = reader.execution_options(yield_per=1).exec_driver_sql("SELECT x FROM t ORDER BY x")
        assert rows.fetchone() == (1,)
        writer.exec_driver_sql("INSERT INTO t VALUES (4)")
        writer.commit()
        # The result goes on as it began.
        assert rows.fetchall() == [(2,), (3,)]


def test_a_transaction_that_reads_first_waits_for_its_turn_to_write(tmp_path):
    """What fails at once otherwise: a transaction that has read, while another one wrote."""
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db", application=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE account (balance INTEGER)")
        connection.exec_driver_sql("INSERT INTO account VALUES (0)")

    def work():
        for _ in range(20):
            with engine.begin() as connection:
                assert connection.exec_driver_sql("SELECT balance FROM account").scalar() >= 0
                connection.exec_driver_sql("UPDATE account SET balance = balance + 1")
                assert connection.exec_driver_sql("SELECT balance FROM account").scalar() > 0

    failures = []

    def guarded():
        try:
            work()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT balance FROM account").scalar() == 120
    engine.dispose()


@pytest.mark.parametrize(
    ("begin", "sent"), [("IMMEDIATE", "BEGIN IMMEDIATE"), ("DEFERRED", "BEGIN "), ("EXCLUSIVE", "BEGIN EXCLUSIVE")]
)
def test_how_a_transaction_begins(tmp_path, begin, sent):
    engine = holdfast.create_engine(f"sqlite:///{tmp_path}/x.db", application={"begin": begin})
    heard = []
    holdfast.event.listen(engine, "connect", lambda driver, record: driver.set_trace_callback(heard.append))
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
        connection.commit()
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (2)")
    assert [one for one in heard if one.startswith("BEGIN")] == [sent, sent]


def test_a_database_that_may_only_be_read(tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"
    with holdfast.create_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x INTEGER)")
    read_only = holdfast.create_engine(f"sqlite:///file:{tmp_path}/x.db?mode=ro&uri=true", application=True)
    with read_only.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


def test_for_asyncio(tmp_path):
    async def work():
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/x.db", application=True)
        async with engine.connect() as connection:
            found = [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in PRAGMAS]
        await engine.dispose()
        return found

    assert asyncio.run(work()) == [1, "wal", 2, 15000]
