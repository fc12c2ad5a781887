"""The journeys that matter most, in three worlds: a Session, an AsyncSession over aiosqlite, `run_sync` inside one.

Each is written once, awaiting what an AsyncSession awaits; what it sees must be the same in all three, and no world
may need greenlet.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast import ForeignKey, create_engine, delete, event, exc, func, insert, inspect, select, text, update
from holdfast.ext.asyncio import AsyncAttrs, AsyncSession, create_async_engine
from holdfast.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, selectinload
from holdfast.orm.exc import StaleDataError
from holdfast.pool import StaticPool


class Base(AsyncAttrs, DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    books: Mapped[list[Book]] = relationship(back_populates="author", cascade="all, delete-orphan", order_by="Book.id")


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")


class Blocking:
    """A Session in an AsyncSession's clothes: what is awaited there is a coroutine here that never waits."""

    awaited = frozenset(
        [
            "execute",
            "scalars",
            "scalar",
            "get",
            "get_one",
            "flush",
            "commit",
            "rollback",
            "refresh",
            "merge",
            "delete",
            "close",
        ]
    )

    def __init__(self, session):
        self.sync_session = session

    def __getattr__(self, name):
        method = getattr(self.sync_session, name)
        if name not in self.awaited:
            return method

        async def call(*arguments, **keywords):
            return method(*arguments, **keywords)

        return call

    def begin_nested(self):
        return Savepoint(self.sync_session)


class Savepoint:
    def __init__(self, session):
        self.session = session

    async def __aenter__(self):
        self.transaction = self.session.begin_nested()
        return self

    async def __aexit__(self, *error):
        return self.transaction.__exit__(*error)


async def attribute(session, obj, name):
    """A lazy attribute, awaited where that is the only way."""
    return getattr(obj, name) if isinstance(session, Blocking) else await getattr(obj.awaitable_attrs, name)


def drive(coroutine):
    """Run a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waited")


# -- the journeys --------------------------------------------------------------------------------------------------


async def write_and_read(session, see):
    session.add(Author(name="c", books=[Book(title="z")]))
    await session.commit()
    found = (await session.scalars(select(Author).order_by(Author.id))).all()
    see([one.name for one in found], [[b.title for b in await attribute(session, one, "books")] for one in found])


async def change_and_roll_back(session, see):
    author = await session.get(Author, 1)
    author.name = "changed"
    see(list(session.dirty) == [author], await session.scalar(select(Author.name).where(Author.id == 1)))
    await session.rollback()
    await session.refresh(author)
    see(author.name, list(session.dirty))


async def failed_flush(session, see):
    new = Author(name="a")
    session.add(new)
    try:
        await session.flush()
    except exc.IntegrityError as error:
        see(str(error.orig), session.is_active)
    try:
        await session.scalars(select(Author))
    except exc.PendingRollbackError as error:
        see(type(error).__name__)
    await session.rollback()
    new.name = "new"
    session.add(new)
    await session.commit()
    see(await session.scalar(select(func.count(Author.id))))


async def savepoints(session, see):
    for name in ("x", "a", "y"):
        try:
            async with session.begin_nested():
                session.add(Author(name=name))
        except exc.IntegrityError:
            see("refused", name)
    await session.commit()
    see((await session.scalars(select(Author.name).order_by(Author.name))).all())


async def eager_loading(session, see):
    for option in (selectinload(Author.books), joinedload(Author.books)):
        session.expunge_all()
        found = (await session.scalars(select(Author).options(option).order_by(Author.id))).unique().all()
        see([[book.title for book in one.books] for one in found])


async def deletes_and_orphans(session, see):
    author = await session.get(Author, 1, options=[selectinload(Author.books)])
    author.books.pop()
    await session.flush()
    see(await session.scalar(select(func.count(Book.id))))
    await session.delete(author)
    await session.commit()
    see(inspect(author).detached, await session.scalar(select(func.count(Book.id))))


async def lazy_many_to_one(session, see):
    books = (await session.scalars(select(Book).order_by(Book.id))).all()
    see([(await attribute(session, book, "author")).name for book in books])
    see(books[0].author is await session.get(Author, 1))  # in the identity map: no wait


async def merging(session, see):
    merged = await session.merge(Author(id=1, name="merged"))
    see(merged.name, list(session.dirty) == [merged])
    await session.commit()
    see(await session.scalar(select(Author.name).where(Author.id == 1)))


async def statements(session, see):
    author = await session.get(Author, 1)
    result = await session.execute(update(Author).where(Author.id == 1).values(name="u"))
    see(result.rowcount, author.name)
    see((await session.execute(delete(Book).where(Book.title == "t1"))).rowcount)
    made = await session.scalars(insert(Author).returning(Author), [{"name": "i"}, {"name": "j"}])
    see(sorted(one.name for one in made))
    await session.commit()


async def raw_sql(session, see):
    rows = (await session.execute(text("SELECT id, name FROM author WHERE id < :n ORDER BY id"), {"n": 9})).all()
    see([tuple(row) for row in rows], rows[0].name)
    try:
        await session.execute(text("SELECT * FROM nowhere"))
    except exc.OperationalError as error:
        see(str(error.orig))


async def nothing_found(session, see):
    see(await session.get(Author, 99))
    for call in (session.get_one(Author, 99), session.refresh(Author(name="q"))):
        try:
            await call
        except exc.SQLAlchemyError as error:
            see(type(error).__name__)
    try:
        (await session.scalars(select(Author))).one()
    except exc.MultipleResultsFound as error:
        see(type(error).__name__)


async def stale_row(session, see):
    author = await session.get(Author, 2)
    await session.execute(text("DELETE FROM author WHERE id = 2"))
    author.name = "gone"
    try:
        await session.flush()
    except StaleDataError as error:
        see(str(error)[:50])
    await session.rollback()
    see(inspect(author).persistent)


async def expiry(session, see):
    author = await session.get(Author, 1)
    await session.commit()
    see(inspect(author).expired, sorted(vars(author).keys() - {"_sa_instance_state"}))
    await session.refresh(author, ["books", "name"])
    see(author.name, [book.title for book in author.books])


async def events_in_order(session, see):
    real = session.sync_session
    for name in ("before_flush", "after_flush", "before_commit", "after_commit", "after_rollback"):
        event.listen(real, name, lambda *arguments, name=name: see(name))

    @event.listens_for(real, "before_flush")
    def more(own, context, instances):
        if own.new:
            own.add(Author(name="from handler"))

    session.add(Author(name="plain"))
    await session.commit()
    see((await session.scalars(select(Author.name).order_by(Author.id))).all())
    await session.rollback()


async def moving_between_parents(session, see):
    one, two = await session.get(Author, 1), await session.get(Author, 2)
    books = await attribute(session, one, "books")
    await attribute(session, two, "books")
    book = books[0]
    book.author = two
    see(len(one.books), [b.title for b in two.books])
    await session.commit()
    await session.refresh(book)
    see(book.author_id)


async def planning(session, see):
    session.add(Author(name="p", books=[Book(title="pp")]))
    see(str(session.sync_session.plan()))
    await session.rollback()


JOURNEYS = [
    write_and_read, change_and_roll_back, failed_flush, savepoints, eager_loading, deletes_and_orphans,
    lazy_many_to_one, merging, statements, raw_sql, nothing_found, stale_row, expiry, events_in_order,
    moving_between_parents, planning,
]  # fmt: skip


# -- the worlds ----------------------------------------------------------------------------------------------------


def seed():
    return [
        Author(id=1, name="a", books=[Book(id=1, title="t1"), Book(id=2, title="t2")]),
        Author(id=2, name="b", books=[Book(id=3, title="t3")]),
    ]


def in_sync(journey):
    seen = []
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(seed())
        session.commit()
    with Session(engine) as session:
        drive(journey(Blocking(session), lambda *values: seen.append(values)))
    engine.dispose()
    return seen


def in_async(journey, *, bridged=False):
    seen = []

    def see(*values):
        seen.append(values)

    async def scene():
        engine = create_async_engine("sqlite+aiosqlite://")
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with AsyncSession(engine) as session:
            session.add_all(seed())
            await session.commit()
        async with AsyncSession(engine) as session:
            if bridged:
                await session.run_sync(lambda inner: drive(journey(Blocking(inner), see)))
            else:
                await journey(session, see)
        await engine.dispose()

    asyncio.run(scene())
    return seen


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_three_worlds_see_the_same(journey):
    expected = in_sync(journey)
    assert expected
    assert in_async(journey) == expected
    assert in_async(journey, bridged=True) == expected


def test_no_world_needs_greenlet():
    program = (
        "import sys, runpy; sys.modules['greenlet'] = None\n"
        "names = runpy.run_path(sys.argv[1])\n"
        "for journey in names['JOURNEYS']:\n"
        "    seen = names['in_sync'](journey)\n"
        "    assert names['in_async'](journey) == seen, journey\n"
        "    assert names['in_async'](journey, bridged=True) == seen, journey\n"
        "print(len(names['JOURNEYS']), 'journeys')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(Path(__file__))], capture_output=True, text=True, check=False
    )
    assert done.stdout == f"{len(JOURNEYS)} journeys\n", done.stderr


def test_plain_access_says_what_to_await_and_has_one_code():
    async def scene():
        engine = create_async_engine("sqlite+aiosqlite://")
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with AsyncSession(engine) as session:
            session.add_all(seed())
            await session.commit()
            session.expunge_all()
            author = await session.get(Author, 1)
            with pytest.raises(exc.MissingGreenlet, match=r"`Author\.books` is not loaded") as caught:
                _ = author.books
        await engine.dispose()
        return str(caught.value)

    message = asyncio.run(scene())
    assert message.count("[") == 1
    assert "await author.awaitable_attrs.books" in message
