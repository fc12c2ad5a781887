"""A wave of a flush is one round trip to PostgreSQL; what fails in it is named, undone, and leaves everything usable."""

from __future__ import annotations

import threading
import uuid

import pytest
from tests.faults.latency import LatencyProxy
from tests.faults.words import LOST

import holdfast as hf
from holdfast import orm
from holdfast.plan import Execute, ExecuteMany


class World:
    """Mapped classes over tables of the test's own, an engine through a slow network, another that is near."""

    def __init__(self, url, proxy):
        self.proxy = proxy
        mark = uuid.uuid4().hex[:10]

        class Base(orm.DeclarativeBase):
            pass

        class User(Base):
            __tablename__ = f"waves_user_{mark}"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            name: orm.Mapped[str] = orm.mapped_column(unique=True)
            orders: orm.Mapped[list[Order]] = orm.relationship(back_populates="user")

        class Order(Base):
            __tablename__ = f"waves_order_{mark}"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            user_id: orm.Mapped[int] = orm.mapped_column(hf.ForeignKey(User.id))
            user: orm.Mapped[User] = orm.relationship(back_populates="orders")

        class Tag(Base):
            __tablename__ = f"waves_tag_{mark}"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            value: orm.Mapped[int]

        self.Base, self.User, self.Order, self.Tag = Base, User, Order, Tag
        self.near = hf.create_engine(url)
        Base.metadata.create_all(self.near)
        # Not 127.0.0.1: to the driver this is another machine.
        self.far = hf.create_engine(hf.make_url(proxy.url).set(host="127.0.0.2"))

    def count(self, cls):
        with self.near.connect() as connection:
            return connection.scalar(hf.select(hf.func.count()).select_from(cls))

    def kill(self, number):
        with self.near.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend({number})")

    def close(self):
        self.far.dispose()
        self.proxy.cut()
        self.Base.metadata.drop_all(self.near)
        self.near.dispose()


@pytest.fixture
def world(postgresql_url):
    with LatencyProxy(postgresql_url) as proxy:
        made = World(postgresql_url, proxy)
        try:
            yield made
        finally:
            made.close()


@pytest.fixture
def slow(world):
    """The same, with everything compiled that a flush compiles, and 2 x 100 ms between the driver and the server."""
    with orm.Session(world.far) as session:
        session.add_all([world.User(name="first", orders=[world.Order()]), world.Tag(value=1)])
        session.commit()
    world.proxy.delay = 0.1
    yield world
    world.proxy.delay = 0.0


def test_a_wave_is_one_round_trip(slow):
    measure = slow.proxy.measure
    with orm.Session(slow.far, expire_on_commit=False) as session:
        user = slow.User(name="a")
        tags = [slow.Tag(value=n) for n in range(5)]
        session.add_all([user, *tags])
        # Two tables, six rows, and the BEGIN before them.
        assert measure(session.flush)[1] == 1
        assert measure(session.commit)[1] == 1
        tags[0].value, user.name = 10, "b"
        session.add(slow.Order(user=user))
        assert measure(session.flush)[1] == 1
        session.rollback()
        session.add(slow.User(name="c", orders=[slow.Order(), slow.Order()]))
        # The orders wait for the user's key.
        assert measure(session.flush)[1] == 2


def test_a_transaction_begins_with_its_first_statement(slow):
    measure = slow.proxy.measure
    with slow.far.connect() as connection:
        assert measure(connection.exec_driver_sql, "SELECT 1")[1] == 1
        assert measure(connection.exec_driver_sql, "SELECT 1")[1] == 1
        assert measure(connection.rollback)[1] == 1
        assert measure(connection.rollback)[1] == 0
        connection.execution_options(isolation_level="SERIALIZABLE", postgresql_readonly=True)
        level, trips = measure(connection.exec_driver_sql, "SELECT current_setting('transaction_isolation')")
        assert (level.scalar(), trips) == ("serializable", 1)
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
        assert connection.get_isolation_level() == "SERIALIZABLE"
        connection.commit()
    with slow.far.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        assert measure(connection.exec_driver_sql, "SELECT 1")[1] == 1
        assert measure(connection.commit)[1] == 0


def test_the_drivers_connection_is_as_people_know_it(world):
    with world.far.connect() as connection:
        driver = connection.connection.driver_connection
        for end in (connection.commit, connection.rollback):
            connection.exec_driver_sql("SELECT 1")
            end()
            assert driver.autocommit is False
        driver.execute("SELECT 1")
        assert driver.info.transaction_status.name == "INTRANS"
    raw = world.far.raw_connection()
    raw.cursor().execute(f"INSERT INTO {world.Tag.__tablename__} VALUES (1, 1)")
    raw.close()
    assert world.count(world.Tag) == 0


@pytest.mark.parametrize("far", [True, False], ids=["far", "near"])
def test_the_statement_that_failed_is_named(world, far):
    engine = world.far if far else world.near
    with orm.Session(engine) as session:
        session.add(world.User(name="taken"))
        session.commit()
        session.add_all([world.Tag(value=1), world.User(name="taken"), world.Tag(value=2)])
        with pytest.raises(hf.exc.IntegrityError) as caught:
            session.flush()
        error = caught.value
        assert error.statement.startswith(f"INSERT INTO {world.User.__tablename__} ")
        assert error.params == {"name": "taken"}
        assert error.constraint_name.endswith("_name_key") and error.column_names == ("name",)
        assert error.batch_index == 1
        assert not error.connection_invalidated
        with pytest.raises(hf.exc.PendingRollbackError):
            session.scalars(hf.select(world.Tag)).all()
        session.rollback()
        # The same connection goes on.
        session.add(world.Tag(value=3))
        session.commit()
        assert session.scalars(hf.select(world.Tag.value)).all() == [3]
    assert world.count(world.User) == 1


def test_every_position_of_a_batch(world):
    """Also among many sets, and where the driver refuses a value before anything is sent."""
    table = world.Tag.__tablename__
    one = f"INSERT INTO {table} (id, value) VALUES (%(id)s, %(value)s)"
    with world.near.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        channel = connection._record.channel

        def requests(fails, how):
            made = []
            for position in range(4):
                sets = [{"id": position * 10 + n, "value": n} for n in range(3)]
                if position == fails:
                    sets[1]["value"] = {"null": None, "adapt": object(), "type": "no number"}[how]
                made.append(ExecuteMany(channel, one, sets) if position % 2 else Execute(channel, one, sets[1]))
            return made

        for how, kind in (
            ("null", hf.exc.IntegrityError),
            ("adapt", hf.exc.ProgrammingError),
            ("type", hf.exc.DataError),
        ):
            for position in range(4):
                with pytest.raises(kind) as caught:
                    channel.batch(requests(position, how))
                assert caught.value.batch_index == position
                assert caught.value.ismulti is bool(position % 2)
                connection.rollback()
                assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        replies = channel.batch(requests(None, "null"))
        assert [reply.rowcount for reply in replies] == [1, 3, 1, 3]
        connection.rollback()


def test_autocommit_keeps_what_came_before_the_error(world):
    table = world.Tag.__tablename__
    with world.near.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SELECT 1")
        channel = connection._record.channel
        sql = f"INSERT INTO {table} (id, value) VALUES (%(id)s, %(value)s)"
        with pytest.raises(hf.exc.IntegrityError) as caught:
            channel.batch([Execute(channel, sql, {"id": n, "value": None if n == 1 else n}) for n in range(3)])
        assert caught.value.batch_index == 1
    assert world.count(world.Tag) == 1


@pytest.mark.parametrize("moment", ["before", "inside"])
def test_killed_in_a_flush(world, moment):
    with orm.Session(world.far) as session:
        session.add(world.Tag(value=1))
        session.commit()
        number = session.scalar(hf.text("SELECT pg_backend_pid()"))
        session.add_all([world.User(name="u"), world.Tag(value=2)])
        blocker = world.near.connect()
        killer = threading.Timer(0.3, world.kill, [number])
        if moment == "inside":
            # The second statement of the pipeline waits for a lock, and is killed while it waits.
            blocker.exec_driver_sql(f"LOCK TABLE {world.Tag.__tablename__}")
            killer.start()
        else:
            world.kill(number)
        with pytest.raises(LOST) as caught:
            session.flush()
        assert caught.value.connection_invalidated
        blocker.close()
        session.rollback()
        session.add(world.Tag(value=3))
        session.commit()
        assert session.scalars(hf.select(world.Tag.value).order_by(world.Tag.value)).all() == [1, 3]
    assert world.count(world.User) == 0
    assert world.far.pool.checkedout() == 0


def test_a_network_that_breaks_in_a_pipeline(world):
    with orm.Session(world.far) as session:
        session.add_all([world.User(name="u"), world.Tag(value=1)])
        session.connection()
        session.execute(hf.text("SELECT 1"))
        world.proxy.cut()
        with pytest.raises(LOST):
            session.flush()
        session.rollback()
        session.add_all([world.User(name="u"), world.Tag(value=1)])
        session.commit()
    assert (world.count(world.User), world.count(world.Tag)) == (1, 1)
