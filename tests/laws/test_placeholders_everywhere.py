"""Spike 4 of HOUSE: mapped classes and attributes may stand wherever a table or column may: in subqueries, CTEs,
INSERT FROM SELECT, unions, nested in one another. Text and results are the oracle's.
"""

import functools

import pytest
import sqlalchemy
import sqlalchemy.orm

import holdfast
import holdfast.orm


class World:
    def __init__(self, core, orm):
        self.core, self.orm = core, orm

        class Base(orm.DeclarativeBase):
            pass

        class Author(Base):
            __tablename__ = "author"
            id = orm.mapped_column(core.Integer, primary_key=True)
            first = orm.mapped_column("first_name", core.String)
            books = orm.relationship("Book", back_populates="author")

        class Book(Base):
            __tablename__ = "book"
            id = orm.mapped_column(core.Integer, primary_key=True)
            title = orm.mapped_column(core.String)
            pages = orm.mapped_column(core.Integer)
            author_id = orm.mapped_column(core.ForeignKey("author.id"))
            author = orm.relationship("Author", back_populates="books")

        class Copy(Base):
            __tablename__ = "copy"
            id = orm.mapped_column(core.Integer, primary_key=True)
            title = orm.mapped_column(core.String)

        self.Author, self.Book, self.Copy = Author, Book, Copy
        self.engine = core.create_engine("sqlite://", poolclass=core.StaticPool)
        Base.metadata.create_all(self.engine)
        with orm.Session(self.engine) as session:
            for number in range(1, 4):
                author = Author(id=number, first=f"a{number}")
                author.books = [
                    Book(id=number * 10 + n, title=f"b{number}{n}", pages=n * number) for n in range(number)
                ]
                session.add(author)
            session.commit()


@functools.cache
def worlds():
    return World(sqlalchemy, sqlalchemy.orm), World(holdfast, holdfast.orm)


def subquery_of_entity(w):
    inner = w.core.select(w.Book).where(w.Book.pages > 0).subquery()
    return w.core.select(inner.c.title, w.Author.first).join(w.Author, w.Author.id == inner.c.author_id)


def subquery_of_attributes(w):
    inner = w.core.select(w.Book.author_id, w.core.func.sum(w.Book.pages).label("n")).group_by(w.Book.author_id)
    inner = inner.subquery()
    return w.core.select(w.Author.first, inner.c.n).join(inner, inner.c.author_id == w.Author.id)


def aliased_subquery(w):
    book = w.orm.aliased(w.Book, w.core.select(w.Book).where(w.Book.pages > 1).subquery())
    return w.core.select(book.title, w.Author.first).join(book.author.of_type(w.Author))


def subquery_of_a_join(w):
    inner = w.core.select(w.Author.id, w.Book.title).join(w.Author.books).subquery()
    return w.core.select(inner.c.title).where(inner.c.id == 2)


def correlated(w):
    longest = w.core.select(w.core.func.max(w.Book.pages)).where(w.Book.author_id == w.Author.id).scalar_subquery()
    return w.core.select(w.Author.first, longest.label("longest"))


def exists_in_where(w):
    found = w.core.select(w.Book.id).where(w.Book.author_id == w.Author.id, w.Book.pages == 2).exists()
    return w.core.select(w.Author.first).where(~found)


def in_a_subquery_of_entities(w):
    return w.core.select(w.Author.first).where(w.Author.id.in_(w.core.select(w.Book.author_id).where(w.Book.pages > 2)))


def cte_of_entity(w):
    big = w.core.select(w.Book).where(w.Book.pages >= 2).cte("big")
    return w.core.select(w.Author.first, big.c.title).join(big, big.c.author_id == w.Author.id)


def aliased_cte(w):
    big = w.orm.aliased(w.Book, w.core.select(w.Book).where(w.Book.pages >= 2).cte("big"))
    return w.core.select(big.id, big.title).order_by(big.id)


def recursive_cte(w):
    base = w.core.select(w.Book.id, w.Book.pages).where(w.Book.id == 30).cte("walk", recursive=True)
    other = w.orm.aliased(w.Book)
    walk = base.union_all(w.core.select(other.id, other.pages).join(base, other.id == base.c.id + 1))
    return w.core.select(walk.c.id, walk.c.pages).order_by(walk.c.id)


def cte_inside_a_cte(w):
    first = w.core.select(w.Book.author_id, w.Book.pages).cte("first")
    second = w.core.select(first.c.author_id).where(first.c.pages > 2).cte("second")
    return w.core.select(w.Author.first).where(w.Author.id.in_(w.core.select(second.c.author_id)))


def union_of_attributes(w):
    return w.core.union(w.core.select(w.Author.first), w.core.select(w.Book.title)).order_by(w.core.text("1"))


def union_all_of_entities_in_a_subquery(w):
    both = w.core.union_all(
        w.core.select(w.Book).where(w.Book.pages == 0), w.core.select(w.Book).where(w.Book.pages > 3)
    ).subquery()
    book = w.orm.aliased(w.Book, both)
    return w.core.select(book.title).order_by(book.id)


def except_and_intersect(w):
    few = w.core.select(w.Book.author_id).where(w.Book.pages < 2)
    many = w.core.select(w.Book.author_id).where(w.Book.pages > 3)
    return w.core.select(w.Author.first).where(w.Author.id.in_(w.core.except_(few, many)))


def union_in_a_cte(w):
    names = w.core.union_all(w.core.select(w.Author.first.label("n")), w.core.select(w.Book.title)).cte("names")
    return w.core.select(w.core.func.count(names.c.n))


def values_of_a_label_over_an_attribute(w):
    doubled = (w.Book.pages * 2).label("doubled")
    inner = w.core.select(w.Book.id, doubled).subquery()
    return w.core.select(inner.c.doubled).where(inner.c.doubled > 3).order_by(inner.c.id)


def lateral_like_aliases_of_one_entity(w):
    one, two = w.orm.aliased(w.Book), w.orm.aliased(w.Book)
    return w.core.select(one.id, two.id).join(two, (two.author_id == one.author_id) & (two.id > one.id))


def relationship_comparison_inside_a_subquery(w):
    inner = w.core.select(w.Author.id).where(w.Author.books.any(w.Book.pages == 3)).subquery()
    return w.core.select(w.Book.title).join(inner, inner.c.id == w.Book.author_id).order_by(w.Book.id)


QUERIES = {
    name: one
    for name, one in list(globals().items())
    if getattr(one, "__code__", None) and one.__code__.co_varnames[:1] == ("w",)
}


def text_of(statement):
    return " ".join(str(statement).split())


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_and_finds_the_same(name):
    outcomes = []
    for world in worlds():
        statement = QUERIES[name](world)
        with world.orm.Session(world.engine) as session:
            rows = sorted(map(tuple, session.execute(statement)), key=repr)
        outcomes.append((text_of(statement), rows))
    theirs, ours = outcomes
    assert ours == theirs
    assert ours[1]


def from_a_cte(w):
    books = w.core.select(w.Book).cte("c")
    return w.core.select(books.c.id, books.c.title)


SOURCES = {
    "attributes": lambda w: w.core.select(w.Book.id, w.Book.title).where(w.Book.pages > 1),
    "entity": lambda w: w.core.select(w.Copy),
    "union": lambda w: w.core.union_all(
        w.core.select(w.Book.id, w.Book.title), w.core.select(w.Author.id, w.Author.first)
    ),
    "cte": from_a_cte,
}


@pytest.mark.parametrize("way", SOURCES)
def test_insert_from_a_select_of_mapped_things(way):
    outcomes = []
    for w in worlds():
        core = w.core
        statement = core.insert(w.Copy).from_select(["id", "title"], SOURCES[way](w))
        with w.orm.Session(w.engine) as session:
            session.execute(statement)
            rows = session.execute(core.select(w.Copy.id, w.Copy.title).order_by(w.Copy.id)).all()
            session.rollback()
        outcomes.append((text_of(statement), list(map(tuple, rows))))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_criteria_of_changes_may_hold_subqueries_of_mapped_things(verb):
    outcomes = []
    for w in worlds():
        core = w.core
        chosen = core.select(w.Author.id).where(w.Author.books.any(w.Book.pages == 2)).scalar_subquery()
        statement = core.update(w.Book).values(title="x") if verb == "update" else core.delete(w.Book)
        statement = statement.where(w.Book.author_id.in_(chosen)).execution_options(synchronize_session=False)
        with w.orm.Session(w.engine) as session:
            session.execute(statement)
            rows = session.execute(core.select(w.Book.id, w.Book.title).order_by(w.Book.id)).all()
            session.rollback()
        outcomes.append((text_of(statement), list(map(tuple, rows))))
    assert outcomes[0] == outcomes[1]
