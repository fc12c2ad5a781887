"""How many Python calls it costs to write objects: made, added, flushed, expired, changed, and tied together.

What is counted is the price of one more object, so what a session or a flush costs as such falls out. Python 3.12 and
later inline comprehensions and count a few less.
"""

import pytest
from tests.budget.counting import calls_per

import holdfast as sa
from holdfast import orm
from holdfast.orm.state import ExpiredState, LoadState


class Base(orm.DeclarativeBase):
    pass


class Place(Base):
    __tablename__ = "place"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    words: orm.Mapped[list["Word"]] = orm.relationship(back_populates="place", cascade="all, delete-orphan")


class Word(Base):
    __tablename__ = "word"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    text: orm.Mapped[str]
    place_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("place.id"))
    place: orm.Mapped[Place] = orm.relationship(back_populates="words")


class Thing(Base):
    __tablename__ = "thing"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    size: orm.Mapped[int]


FEW, MANY = 100, 400


@pytest.fixture
def session():
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        yield session
    engine.dispose()


def things(number):
    return [Thing(name="x", size=size) for size in range(number)]


def test_a_new_object_is_one_call():
    assert calls_per(things, FEW, MANY) == 1


def test_adding_many_objects_costs_no_call_each(session):
    def add(number):
        session.add_all(things(number))
        session.expunge_all()

    assert calls_per(add, FEW, MANY) == 1


def test_an_inserted_object_is_made_and_nothing_more(session):
    def insert(number):
        session.add_all(things(number))
        session.flush()
        session.rollback()

    def without_flush(number):
        session.add_all(things(number))
        session.rollback()

    # A rollback turns every object back by hand; the flush itself works on all of them at once.
    assert calls_per(insert, FEW, MANY) - calls_per(without_flush, FEW, MANY) <= 6


def test_a_commit_expires_an_object_with_one_call(session):
    def write(number):
        held = things(number)
        session.add_all(held)
        session.commit()
        return held

    assert calls_per(write, FEW, MANY) <= 2.1


def test_expired_objects_own_no_state_until_they_are_changed(session):
    held = things(10)
    session.add_all(held)
    session.commit()
    assert all(type(one.__dict__["_sa_instance_state"]) is ExpiredState for one in held)
    assert [one.size for one in held] == list(range(10))
    # The first was loaded alone, which made its state its own; the others came in one statement and share again.
    assert all(type(one.__dict__["_sa_instance_state"]) is LoadState for one in held[1:])
    held[5].size = 50
    assert sa.inspect(held[5]).modified
    assert sa.inspect(held[5]).identity == (6,)


def test_a_changed_object(session):
    session.add_all(things(MANY))
    session.commit()

    def update(number):
        session.expunge_all()
        found = session.scalars(sa.select(Thing).where(Thing.id <= number)).all()
        for thing in found:
            thing.size += 1
        session.flush()

    assert calls_per(update, FEW, MANY) <= 2.1


def test_a_member_of_a_new_collection(session):
    def make(number):
        return Place(name="x", words=[Word(text="y") for _ in range(number)])

    def add(number):
        session.add(make(number))
        session.expunge_all()

    assert calls_per(make, FEW, MANY) <= 7
    assert calls_per(add, FEW, MANY) - calls_per(make, FEW, MANY) <= 7


def test_a_member_that_is_inserted_with_its_owner(session):
    def store(number):
        session.add(Place(name="x", words=[Word(text="y") for _ in range(number)]))
        session.flush()
        session.expunge_all()

    assert calls_per(store, FEW, MANY) <= 21.2
