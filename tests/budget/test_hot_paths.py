"""How many Python calls the commonest things cost: bounds a little above what was measured, so nobody slips one in.

Python 3.12 and later inline comprehensions and count a few less. Lower a bound when the code got better.
"""

import pytest
from tests.budget.counting import calls, calls_per

import holdfast as sa
from holdfast import orm


class Base(orm.DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "row"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    size: orm.Mapped[int]
    note: orm.Mapped[str | None]


ROWS = 400
table = Row.__table__


@pytest.fixture(scope="module")
def engine():
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(table), [{"id": n, "name": f"n{n}", "size": n} for n in range(1, ROWS + 1)])
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with orm.Session(engine) as session:
        yield session


def test_get_of_a_held_object(session):
    held = session.get(Row, 1)
    assert held is session.get(Row, 1)
    assert calls(lambda: session.get(Row, 1)) <= BUDGET["get held"]


def test_get_of_a_row(session):
    def get_anew():
        session.expunge_all()
        session.get(Row, 1)

    empty = calls(lambda: session.expunge_all())
    assert calls(get_anew) - empty <= BUDGET["get row"]


def test_a_short_select_built_each_time(session):
    def short():
        return session.scalars(sa.select(Row).where(Row.id == 7)).first()

    kept = short()
    assert kept.id == 7
    assert calls(short) <= BUDGET["short select"]


def test_loading_costs_next_to_nothing_for_each_further_object(session):
    def load(number):
        session.expunge_all()
        return session.scalars(sa.select(Row).where(Row.id <= number)).all()

    assert len(load(ROWS)) == ROWS
    assert calls_per(load, 100, ROWS) <= BUDGET["load, each object"]


def test_core_execute_of_a_cached_select(engine):
    statement = sa.select(table.c.id, table.c.name).where(table.c.id == 7)
    with engine.connect() as connection:
        assert calls(lambda: connection.execute(statement).all()) <= BUDGET["core select"]


def test_core_rows_cost_nothing_each(engine):
    with engine.connect() as connection:

        def fetch(number):
            return connection.execute(sa.select(table).where(table.c.id <= number)).all()

        assert calls_per(fetch, 100, ROWS) == 0


def test_reads_and_writes_of_attributes(session):
    one = session.get(Row, 1)
    other = session.get(Row, 2)
    other.name = "changed"

    def write():
        other.name = "again"

    assert calls(lambda: one.name) == 0
    assert calls(write) == 1
    session.rollback()


def test_each_inserted_object(engine):
    def insert(number):
        with orm.Session(engine) as session:
            session.add_all([Row(name="x", size=n) for n in range(number)])
            session.flush()

    # Construction is one call and so is add(): the rest is the flush.
    assert calls_per(insert, 100, ROWS) <= BUDGET["insert, each object"]


def test_each_updated_object(engine):
    def update(number):
        with orm.Session(engine) as session:
            objects = session.scalars(sa.select(Row).where(Row.id <= number)).all()
            for one in objects:
                one.size += 1
            session.flush()

    assert calls_per(update, 100, ROWS) <= BUDGET["update, each object"]


def test_each_deleted_object(engine):
    def delete(number):
        with orm.Session(engine) as session:
            for one in session.scalars(sa.select(Row).where(Row.id <= number)).all():
                session.delete(one)
            session.flush()

    assert calls_per(delete, 100, ROWS) <= BUDGET["delete, each object"]


def test_commit_of_an_unchanged_session_and_expiry(session):
    def cycle():
        session.scalar(sa.select(table.c.id).where(table.c.id == 1))
        session.commit()

    assert calls(cycle) <= BUDGET["read and commit"]


BUDGET = {
    "get held": 1,
    "get row": 46,
    "short select": 60,
    "load, each object": 0.01,
    "core select": 25,
    "insert, each object": 3.2,
    "update, each object": 4.1,
    "delete, each object": 21.1,
    "read and commit": 142,
}
