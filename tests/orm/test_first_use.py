"""Whatever a program does first, what it needs is loaded with it: each of these is the first thing of a new process."""

import subprocess
import sys

import pytest

MODELS = """
import holdfast
from holdfast import ForeignKey, create_engine, func, inspect, insert, select
from holdfast.orm import Bundle, DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, selectinload

class Base(DeclarativeBase):
    pass

class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    secret: Mapped[str] = mapped_column(deferred=True)
    books: Mapped[list["Book"]] = relationship(back_populates="author")
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "plain"}

class Poet(Author):
    __mapper_args__ = {"polymorphic_identity": "poet"}

class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")
"""

PROGRAMS = {
    "an eager join is shown": (
        "print(select(Poet).options(joinedload(Poet.books)))",
        (
            "SELECT author.id, author.kind, book_1.id AS id_1, book_1.author_id FROM author LEFT OUTER JOIN book AS book_1 "
            "ON author.id = book_1.author_id WHERE author.kind IN (__[POSTCOMPILE_kind_1])"
        ),
    ),
    "an expression is shown": ("print(Author.id == 3)", "author.id = :id_1"),
    "a bundle is shown": ("print(select(Bundle('b', Book.id)))", "SELECT book.id FROM book"),
    "a type is shown": ("print(holdfast.String(3))", "VARCHAR(3)"),
    "a table is shown": (
        "print(holdfast.schema.CreateTable(Book.__table__).compile().string.split()[:3])",
        "['CREATE', 'TABLE', 'book']",
    ),
    "an insert is shown": (
        "print(insert(Book).values(author_id=1))",
        "INSERT INTO book (author_id) VALUES (:author_id)",
    ),
    "tables are made and inspected": (
        "e = create_engine('sqlite://'); Base.metadata.create_all(e); print(inspect(e).get_table_names())",
        "['author', 'book']",
    ),
    "a query of a session without a bind is shown": (
        "print(Session().query(Book.id).filter_by(id=1))",
        "SELECT book.id AS book_id FROM book WHERE book.id = :id_1",
    ),
    "objects are written and loaded": (
        (
            "e = create_engine('sqlite://'); Base.metadata.create_all(e); s = Session(e)\n"
            "s.add(Poet(id=1, secret='x', books=[Book(id=2)])); s.commit()\n"
            "print([b.author.id for b in s.scalars(select(Book).options(selectinload(Book.author)))])"
        ),
        "[1]",
    ),
    "get": ("e = create_engine('sqlite://'); Base.metadata.create_all(e); print(Session(e).get(Author, 1))", "None"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_first(name):
    program, expected = PROGRAMS[name]
    done = subprocess.run([sys.executable, "-c", MODELS + program], capture_output=True, text=True, check=False)
    assert (" ".join(done.stdout.split()), done.stderr) == (expected, "")
