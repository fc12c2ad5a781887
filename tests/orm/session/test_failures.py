"""What goes wrong, as the issue lists it: SQLAlchemy's class, the user's own names, nothing half done."""

from __future__ import annotations

import importlib
import re
import threading
from types import SimpleNamespace

import pytest

import holdfast as hf
from holdfast import exc, orm
from holdfast.orm import exc as orm_exc
from holdfast.pool import StaticPool


class Base(orm.DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str] = orm.mapped_column(unique=True)
    books: orm.Mapped[list[Book]] = orm.relationship(back_populates="author", cascade="all, delete-orphan")


class Book(Base):
    __tablename__ = "book"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    title: orm.Mapped[str]
    author_id: orm.Mapped[int] = orm.mapped_column(hf.ForeignKey("author.id"))
    author: orm.Mapped[Author] = orm.relationship(back_populates="books")


@pytest.fixture
def engine():
    made = hf.create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(made)
    with orm.Session(made) as session:
        session.add(Author(id=1, name="Le Guin", books=[Book(id=1, title="Tehanu")]))
        session.add(Author(id=2, name="Lem"))
        session.commit()
    yield made
    made.dispose()


@pytest.fixture
def session(engine):
    with orm.Session(engine) as made:
        yield made


def rows(engine):
    with engine.connect() as connection:
        authors = connection.execute(hf.text("SELECT id, name FROM author ORDER BY id")).all()
        books = connection.execute(hf.text("SELECT id, title, author_id FROM book ORDER BY id")).all()
    return [tuple(row) for row in authors], [tuple(row) for row in books]


# -- two threads ---------------------------------------------------------------------------------------------------


def test_a_session_in_use_refuses_a_second_thread_and_survives(engine, session):
    entered, done, errors = threading.Event(), threading.Event(), []

    def other():
        entered.wait(10)
        for use in (
            lambda: session.get(Author, 1),
            session.commit,
            lambda: session.add(Author(name="x")),
            session.close,
        ):
            try:
                use()
            except exc.IllegalStateChangeError as error:
                errors.append(str(error))
        done.set()

    @hf.event.listens_for(engine, "before_cursor_execute")
    def wait(connection, cursor, statement, parameters, context, executemany):
        if "FROM author" in statement and not done.is_set():
            entered.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    authors = session.scalars(hf.select(Author).order_by(Author.id)).all()
    thread.join(10)
    assert [one.name for one in authors] == ["Le Guin", "Lem"]
    assert len(errors) == 4
    assert all("already in progress in another thread" in text and "own" in text for text in errors)
    assert "Method 'get()' can't be called here; method 'scalars()'" in errors[0]
    assert not session.new
    authors[0].name = "Ursula"
    session.commit()
    assert rows(engine)[0] == [(1, "Ursula"), (2, "Lem")]


# -- detached ------------------------------------------------------------------------------------------------------


def test_a_detached_lazy_load_names_object_and_attribute(engine):
    with orm.Session(engine) as session:
        author = session.get(Author, 1)
    before = dict(vars(author))
    with pytest.raises(
        orm_exc.DetachedInstanceError,
        match=r"Parent instance <Author at 0x\w+> is not bound to a Session;"
        r" lazy load operation of attribute 'books' cannot proceed",
    ):
        _ = author.books
    assert dict(vars(author)) == before
    with orm.Session(engine) as session:
        kept = session.get(Author, 1)
        session.commit()
    with pytest.raises(
        orm_exc.DetachedInstanceError, match=r"Instance <Author at 0x.*> is not bound to a Session; attribute"
    ):
        _ = kept.name
    with orm.Session(engine) as session:
        session.add(author)
        assert [book.title for book in author.books] == ["Tehanu"]


# -- a failed flush ------------------------------------------------------------------------------------------------


def test_a_failed_flush_leaves_the_database_and_the_objects_as_they_were(engine, session):
    before = rows(engine)
    author, lem = session.get(Author, 1), session.get(Author, 2)
    book = author.books[0]
    author.name = "Ursula"
    new = Author(name="Lem", books=[Book(title="Solaris")])
    solaris = new.books[0]
    session.add(new)
    session.delete(book)
    with pytest.raises(exc.IntegrityError, match=r"UNIQUE constraint failed: author.name") as caught:
        session.flush()
    assert "INSERT INTO author" in caught.value.statement or "UPDATE author" in caught.value.statement
    with pytest.raises(exc.PendingRollbackError, match="has been rolled back due to a previous exception during flush"):
        session.scalars(hf.select(Author)).all()
    session.rollback()
    assert rows(engine) == before
    states = [hf.inspect(one) for one in (author, lem, book, new, solaris)]
    assert [one.persistent for one in states] == [True, True, True, False, False]
    assert [one.transient for one in states] == [False, False, False, True, True]
    assert (author.name, lem.name, author.books, new.name, new.books, new.id) == (
        "Le Guin",
        "Lem",
        [book],
        "Lem",
        [solaris],
        None,
    )
    assert not session.new and not session.dirty and not session.deleted
    new.name = "Stanislaw"
    session.add(new)
    session.commit()
    assert rows(engine) == ([*before[0], (3, "Stanislaw")], [*before[1], (2, "Solaris", 3)])


@pytest.mark.parametrize("place", ["before_insert", "after_insert", "before_flush", "after_flush"])
def test_an_error_in_a_handler_inside_a_flush_undoes_the_flush(engine, session, place):
    before = rows(engine)
    target = session if place.endswith("flush") else Author

    def fail(*arguments):
        raise RuntimeError("handler")

    hf.event.listen(target, place, fail)
    try:
        new = Author(name="new")
        session.add(new)
        with pytest.raises(RuntimeError, match="handler"):
            session.flush()
        session.rollback()
    finally:
        hf.event.remove(target, place, fail)
    assert rows(engine) == before
    assert hf.inspect(new).transient
    session.add(new)
    session.commit()
    assert len(rows(engine)[0]) == 3


def test_a_value_its_type_refuses_is_told_with_the_statement(engine, session):
    class Day(Base):
        __tablename__ = "day"
        id = orm.mapped_column(hf.Integer, primary_key=True)
        day = orm.mapped_column(hf.Date)

    Base.metadata.create_all(engine)
    session.add_all([Day(day=None), Day(day="tomorrow")])
    with pytest.raises(exc.StatementError, match="SQLite Date type only accepts Python date objects") as caught:
        session.flush()
    assert "INSERT INTO day" in str(caught.value) and "tomorrow" in str(caught.value)
    session.rollback()
    assert session.scalars(hf.select(Day)).all() == []
    Base.metadata.remove(Day.__table__)


# -- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("use", "error", "words"),
    [
        (
            lambda s: Author(nmae="x"),
            TypeError,
            r"'nmae' is an invalid keyword argument for Author.*Did you mean 'name'\?",
        ),
        (lambda s: Author.nmae, AttributeError, r"'Author' has no attribute 'nmae'"),
        (lambda s: hf.select(Author).filter_by(nmae=1), exc.InvalidRequestError, 'have a property "nmae".*Author'),
        (
            lambda s: s.query(Author).filter_by(nmae=1),
            exc.InvalidRequestError,
            '"author" has no property "nmae".*\'name\'',
        ),
        (lambda s: s.refresh(s.get(Author, 1), ["nmae"]), exc.InvalidRequestError, "no property 'nmae'"),
        (lambda s: s.execute(hf.update(Author).values(nmae=1)), exc.CompileError, "Unconsumed column names: nmae"),
        (lambda s: s.get(dict, 1), exc.NoInspectionAvailable, "dict"),
        (lambda s: s.add({}), orm_exc.UnmappedInstanceError, "Class 'builtins.dict' is not mapped"),
        (lambda s: s.query(dict), exc.ArgumentError, "dict"),
        (lambda s: s.execute(hf.text("SELECT * FROM nowhere")), exc.OperationalError, "no such table: nowhere"),
        (lambda s: s.get_one(Author, 99), exc.NoResultFound, "No row was found when one was required.*Author.*99"),
    ],
)
def test_a_wrong_name_is_named_and_the_session_goes_on(session, use, error, words):
    with pytest.raises(error, match=words):
        use(session)
    assert session.get(Author, 2).name == "Lem"


def test_a_missing_table_is_named():
    engine = hf.create_engine("sqlite://", poolclass=StaticPool)
    with orm.Session(engine) as session:
        session.add(Author(name="x"))
        with pytest.raises(exc.OperationalError, match="no such table: author"):
            session.commit()
        session.rollback()
        Base.metadata.create_all(engine)
        session.add(Author(name="x"))
        session.commit()
        assert session.scalar(hf.select(hf.func.count(Author.id))) == 1


def test_an_unreachable_file_is_an_operational_error_and_the_session_stays_clean(tmp_path):
    engine = hf.create_engine(f"sqlite:///{tmp_path}/missing/file.db")
    with orm.Session(engine) as session:
        author = Author(name="x")
        session.add(author)
        with pytest.raises(
            exc.OperationalError, match=r"unable to open database file: '.*missing/file.db': the folder"
        ):
            session.commit()
        session.rollback()
        assert hf.inspect(author).transient
        (tmp_path / "missing").mkdir()
        Base.metadata.create_all(engine)
        session.add(author)
        session.commit()
        assert author.id == 1
    engine.dispose()


# -- the same on the oracle ----------------------------------------------------------------------------------------


def twin(name):
    sa, o = importlib.import_module(name), importlib.import_module(f"{name}.orm")
    base = type("B", (o.DeclarativeBase,), {})
    item = type(
        "Item",
        (base,),
        {
            "__tablename__": "item",
            "id": o.mapped_column(sa.Integer, primary_key=True),
            "name": o.mapped_column(sa.String, unique=True),
            "parent_id": o.mapped_column(sa.ForeignKey("item.id")),
            "children": o.relationship("Item"),
        },
    )
    engine = sa.create_engine("sqlite://", poolclass=importlib.import_module(f"{name}.pool").StaticPool)
    base.metadata.create_all(engine)
    return SimpleNamespace(sa=sa, orm=o, Item=item, engine=engine)


def failing_flushes(w):
    """After each kind of failure: what the objects look like, what the session can do, what is in the database."""
    log = []
    with w.orm.Session(w.engine) as session:
        session.add_all([w.Item(id=1, name="a"), w.Item(id=2, name="b")])
        session.commit()
        for spoil in ("insert", "update", "child", "delete"):
            one, two = session.get(w.Item, 1), session.get(w.Item, 2)
            new = w.Item(name="new")
            if spoil == "insert":
                new.name = "a"
                session.add(new)
            elif spoil == "update":
                one.name, two.name = "c", "c"
                session.add(new)
            elif spoil == "child":
                one.children.append(w.Item(name="b"))
                one.children.append(new)
            else:
                session.delete(two)
                session.flush()
                new.name = "a"
                session.add(new)
            try:
                session.flush()
            except Exception as error:
                log.append((spoil, type(error).__name__))
            try:
                session.flush()
            except Exception as error:
                log.append(type(error).__name__)
            session.rollback()
            log.append([(w.sa.inspect(o).persistent, w.sa.inspect(o).transient, o.name, o.id) for o in (one, two, new)])
            log.append((len(one.children), list(session.new), list(session.dirty), list(session.deleted)))
            log.append(sorted(session.scalars(w.sa.select(w.Item.name)).all()))
            session.expunge_all()
            session.rollback()
    return re.sub(r"0x\w+", "0x", repr(log))


def test_failed_flushes_end_as_on_the_oracle():
    assert failing_flushes(twin("holdfast")) == failing_flushes(twin("sqlalchemy"))
