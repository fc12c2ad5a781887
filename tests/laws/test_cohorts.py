"""Loading by cohorts gives what loading one by one gives, for any data; only the number of statements differs."""

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import holdfast as sa
from holdfast import orm
from holdfast.event import listen


@functools.cache
def mapped():
    class Base(orm.DeclarativeBase):
        pass

    link = sa.Table(
        "link",
        Base.metadata,
        sa.Column("owner_id", sa.ForeignKey("owner.id"), primary_key=True),
        sa.Column("mark_id", sa.ForeignKey("mark.id"), primary_key=True),
    )

    class Owner(Base):
        __tablename__ = "owner"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        boss_id: orm.Mapped[int | None] = orm.mapped_column(sa.ForeignKey("owner.id"))
        note: orm.Mapped[str | None] = orm.mapped_column(deferred=True)
        name: orm.Mapped[str]
        boss: orm.Mapped["Owner | None"] = orm.relationship(back_populates="staff", remote_side=[id])
        staff: orm.Mapped[list["Owner"]] = orm.relationship(
            back_populates="boss", order_by="Owner.name, Owner.id.desc()"
        )
        marks: orm.Mapped[list["Mark"]] = orm.relationship(secondary=link, order_by="Mark.id.desc()")
        parts: orm.Mapped[list["Part"]] = orm.relationship(order_by="Part.serial")

    class Mark(Base):
        __tablename__ = "mark"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)

    class Part(Base):
        __tablename__ = "part"
        owner_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("owner.id"), primary_key=True)
        serial: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        pieces: orm.Mapped[list["Piece"]] = orm.relationship(back_populates="part", order_by="Piece.id")

    class Piece(Base):
        __tablename__ = "piece"
        __table_args__ = (sa.ForeignKeyConstraint(["owner_id", "serial"], ["part.owner_id", "part.serial"]),)
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        owner_id: orm.Mapped[int | None]
        serial: orm.Mapped[int | None]
        part: orm.Mapped["Part | None"] = orm.relationship(back_populates="pieces")

    return Owner, Mark, Part, Piece, Base


TABLES = (
    "CREATE TABLE owner (id INTEGER PRIMARY KEY, boss_id INTEGER, note VARCHAR, name VARCHAR)",
    "CREATE TABLE mark (id INTEGER PRIMARY KEY)",
    "CREATE TABLE link (owner_id INTEGER, mark_id INTEGER, PRIMARY KEY (owner_id, mark_id))",
    "CREATE TABLE part (owner_id INTEGER, serial INTEGER, PRIMARY KEY (owner_id, serial))",
    "CREATE TABLE piece (id INTEGER PRIMARY KEY, owner_id INTEGER, serial INTEGER)",
)

small = st.integers(1, 8)
data = st.fixed_dictionaries(
    {
        "owners": st.lists(st.tuples(st.none() | small, st.sampled_from("abc")), min_size=1, max_size=8),
        "marks": st.integers(0, 4),
        "links": st.sets(st.tuples(small, st.integers(1, 4)), max_size=12),
        "parts": st.sets(st.tuples(small, st.integers(1, 3)), max_size=8),
        "pieces": st.lists(st.tuples(st.none() | small, st.none() | st.integers(1, 3)), max_size=10),
    }
)


def make_engine(rows):
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        for text in TABLES:
            connection.exec_driver_sql(text)
        for number, (boss, name) in enumerate(rows["owners"], 1):
            connection.exec_driver_sql("INSERT INTO owner VALUES (?, ?, ?, ?)", (number, boss, f"n{number}", name))
        for number in range(1, rows["marks"] + 1):
            connection.exec_driver_sql("INSERT INTO mark VALUES (?)", (number,))
        for pair in sorted(rows["links"]):
            connection.exec_driver_sql("INSERT INTO link VALUES (?, ?)", pair)
        for pair in sorted(rows["parts"]):
            connection.exec_driver_sql("INSERT INTO part VALUES (?, ?)", pair)
        for number, (owner, serial) in enumerate(rows["pieces"], 1):
            connection.exec_driver_sql("INSERT INTO piece VALUES (?, ?, ?)", (number, owner, serial))
    return engine


def walk(engine, *, cohort, expire=False):
    """Everything that can be reached, read in loops, as plain values."""
    Owner, _, _, Piece, _ = mapped()
    with orm.Session(engine, cohort=cohort) as session:
        owners = session.scalars(sa.select(Owner).order_by(Owner.id)).all()
        pieces = session.scalars(sa.select(Piece).order_by(Piece.id)).all()
        if expire:
            session.expire_all()
        seen = []
        for owner in owners:
            seen.append((owner.id, owner.note, None if owner.boss is None else owner.boss.name))
            seen.append([one.id for one in owner.staff])
            seen.append([one.id for one in owner.marks])
            seen.append([(one.owner_id, one.serial) for one in owner.parts])
        for owner in owners:
            for part in owner.parts:
                seen.append([one.id for one in part.pieces])
        for piece in pieces:
            seen.append(None if piece.part is None else (piece.part.owner_id, piece.part.serial))
        return seen


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=data, expire=st.booleans())
def test_cohorts_change_no_result(rows, expire):
    engine = make_engine(rows)
    assert walk(engine, cohort=True, expire=expire) == walk(engine, cohort=False, expire=expire)


@pytest.fixture
def counted():
    rows = {
        "owners": [(None, "a")] + [(1, "b")] * 99,
        "marks": 3,
        "links": {(number, number % 3 + 1) for number in range(1, 101)},
        "parts": {(number, 1) for number in range(1, 101)},
        "pieces": [],
    }
    engine = make_engine(rows)
    log = []
    listen(engine, "before_cursor_execute", lambda *arguments: log.append(arguments[2]))
    return engine, log


@pytest.mark.parametrize("attribute", ["marks", "parts", "staff", "note"])
def test_a_loop_over_a_hundred_objects_takes_few_statements(counted, attribute):
    engine, log = counted
    Owner = mapped()[0]
    with orm.Session(engine) as session:
        owners = session.scalars(sa.select(Owner)).all()
        log.clear()
        for owner in owners:
            getattr(owner, attribute)
    assert len(log) == 3  # one alone, then batches of 50 and (up to) 500


def test_expired_objects_are_loaded_together(counted):
    engine, log = counted
    Owner = mapped()[0]
    with orm.Session(engine) as session:
        owners = session.scalars(sa.select(Owner)).all()
        session.commit()
        log.clear()
        assert [owner.name for owner in owners] == ["a"] + ["b"] * 99
    assert len(log) == 3


def test_one_touch_pays_for_one_object(counted):
    engine, log = counted
    Owner = mapped()[0]
    with orm.Session(engine) as session:
        owners = session.scalars(sa.select(Owner)).all()
        log.clear()
        owners[5].marks
    assert len(log) == 1
    assert "IN" not in log[0]


def test_without_cohorts_each_object_asks_for_itself(counted):
    engine, log = counted
    Owner = mapped()[0]
    with orm.Session(engine, cohort=False) as session:
        owners = session.scalars(sa.select(Owner)).all()
        log.clear()
        for owner in owners:
            owner.marks
    assert len(log) == 100


def test_changed_members_are_left_alone(counted):
    engine, _ = counted
    Owner, Mark, *_ = mapped()
    with orm.Session(engine) as session:
        session.autoflush = False
        owners = session.scalars(sa.select(Owner).order_by(Owner.id)).all()
        marks = session.scalars(sa.select(Mark)).all()
        owners[2].marks.append(marks[0])
        owners[3].parts = []
        for owner in owners[:2]:
            owner.marks, owner.parts
        assert marks[0] in owners[2].marks
        assert owners[3].parts == []
