"""Law P2 for loading: a load may be dropped at any yield; the session is then usable, and a second load is whole."""

from itertools import repeat

import pytest

import holdfast as sa
from holdfast import orm
from holdfast.orm.session import plans_execute
from holdfast.plan import drops


class Base(orm.DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelf"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    books: orm.Mapped[list["Book"]] = orm.relationship(back_populates="shelf", order_by="Book.id")


class Book(Base):
    __tablename__ = "book"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    shelf_id: orm.Mapped[int | None] = orm.mapped_column(sa.ForeignKey("shelf.id"))
    shelf: orm.Mapped["Shelf | None"] = orm.relationship(back_populates="books")


@pytest.fixture
def engine(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/load.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE shelf (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE book (id INTEGER PRIMARY KEY, shelf_id INTEGER)")
        connection.exec_driver_sql("INSERT INTO shelf VALUES (1), (2)")
        connection.exec_driver_sql("INSERT INTO book VALUES (1, 1), (2, 1), (3, 2)")
    yield engine
    engine.dispose()


OPTIONS = {
    "selectin": lambda: orm.selectinload(Shelf.books).selectinload(Book.shelf),
    "joined": lambda: orm.joinedload(Shelf.books),
    "subquery": lambda: orm.subqueryload(Shelf.books),
    "immediate": lambda: orm.immediateload(Shelf.books),
}


def whole(session, option):
    shelves = session.scalars(sa.select(Shelf).options(option()).order_by(Shelf.id)).unique().all()
    return [(shelf.id, [book.id for book in shelf.books]) for shelf in shelves]


@pytest.mark.parametrize("name", OPTIONS)
def test_a_load_is_dropped_at_each_yield(engine, name):
    option, sessions = OPTIONS[name], []

    def make_plan():
        session = orm.Session(engine)
        sessions.append(session)
        return plans_execute.execute(session, sa.select(Shelf).options(option()).order_by(Shelf.id), scalars=True)

    dropped = 0
    for _ in drops(make_plan, lambda: repeat(lambda request: request.perform())):
        dropped += 1
        session = sessions[-1]
        session.rollback()
        assert whole(session, option) == [(1, [1, 2]), (2, [3])]
        session.close()
    assert dropped >= 2
    for session in sessions:
        session.close()
    assert engine.pool.checkedout() == 0
