"""A world of two libraries for the twin tests of the ORM: the same mapped classes, rows and log on each side."""

import re

import pytest
import sqlalchemy
import sqlalchemy.orm

import holdfast
import holdfast.orm


class World:
    """One library with mapped classes, an engine with rows, and a log of what it sends."""

    def __init__(self, sa, orm, **session_options):
        self.sa, self.orm = sa, orm
        self.define()
        self.engine = sa.create_engine("sqlite://")
        self.log = []
        self.fill()
        sa.event.listen(self.engine, "before_cursor_execute", self.note)
        self.session = orm.Session(self.engine, **session_options)

    def note(self, connection, cursor, statement, parameters, context, executemany):
        self.log.append((re.sub(r"\s+", " ", statement).strip(), tuple(parameters)))

    def define(self):
        sa, orm = self.sa, self.orm

        class Base(orm.DeclarativeBase):
            pass

        user_tag = sa.Table(
            "user_tag",
            Base.metadata,
            sa.Column("user_id", sa.ForeignKey("users.id"), primary_key=True),
            sa.Column("tag_id", sa.ForeignKey("tags.id"), primary_key=True),
        )

        class User(Base):
            __tablename__ = "users"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            name: orm.Mapped[str]
            bio: orm.Mapped[str | None] = orm.mapped_column(deferred=True)
            addresses: orm.Mapped[list["Address"]] = orm.relationship(back_populates="user", order_by="Address.id")
            tags: orm.Mapped[list["Tag"]] = orm.relationship(secondary=user_tag)

        class Address(Base):
            __tablename__ = "addresses"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            email: orm.Mapped[str]
            user_id: orm.Mapped[int | None] = orm.mapped_column(sa.ForeignKey("users.id"))
            user: orm.Mapped[User | None] = orm.relationship(back_populates="addresses")

        class Tag(Base):
            __tablename__ = "tags"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            name: orm.Mapped[str]

        class Node(Base):
            __tablename__ = "nodes"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            parent_id: orm.Mapped[int | None] = orm.mapped_column(sa.ForeignKey("nodes.id"))
            children: orm.Mapped[list["Node"]] = orm.relationship(back_populates="parent", order_by="Node.id")
            parent: orm.Mapped["Node | None"] = orm.relationship(back_populates="children", remote_side=[id])

        self.Base, self.U, self.A, self.T, self.N = Base, User, Address, Tag, Node
        self.ua, self.aa = orm.aliased(User), orm.aliased(Address)

    def fill(self):
        with self.engine.begin() as connection:
            for text in (
                "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, bio VARCHAR)",
                "CREATE TABLE addresses (id INTEGER PRIMARY KEY, email VARCHAR NOT NULL, user_id INTEGER)",
                "CREATE TABLE tags (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL)",
                "CREATE TABLE user_tag (user_id INTEGER, tag_id INTEGER, PRIMARY KEY (user_id, tag_id))",
                "CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INTEGER)",
                "INSERT INTO users VALUES (1, 'u0', 'b'), (2, 'u1', 'b'), (3, 'u2', 'b')",
                "INSERT INTO addresses VALUES (1,'e0',1), (2,'e1',1), (3,'e2',2), (4,'e3',2), (5,'e4',3), (6,'e5',NULL)",
                "INSERT INTO tags VALUES (1, 't0'), (2, 't1'), (3, 't2')",
                "INSERT INTO user_tag VALUES (1, 1), (1, 2), (2, 2)",
                "INSERT INTO nodes VALUES (1, NULL), (2, 1), (3, 1), (4, 2)",
            ):
                connection.exec_driver_sql(text)

    def run(self, case):
        """(log, outcome) of one case on a fresh session state."""
        self.session.rollback()
        self.session.expunge_all()
        self.log.clear()
        try:
            outcome = shown(case(self, self.sa, self.orm, self.session))
        except Exception as error:  # the kind of error must agree, too
            outcome = type(error).__name__
        return list(self.log), outcome


def shown(value, depth=0):
    """A result as plain values: objects become their class and what they have loaded."""
    if hasattr(value, "_sa_instance_state"):
        values = {k: v for k, v in vars(value).items() if k != "_sa_instance_state"}
        if depth > 2:
            return type(value).__name__
        return (type(value).__name__, sorted((k, shown(v, depth + 1)) for k, v in values.items()))
    if isinstance(value, (list, tuple)) or hasattr(value, "_mapping"):
        return [shown(one, depth) for one in value]
    return value


def make_world(library, **session_options):
    """`make_world("sqlalchemy")`, `make_world("holdfast")`."""
    chosen = {"sqlalchemy": (sqlalchemy, sqlalchemy.orm), "holdfast": (holdfast, holdfast.orm)}[library]
    return World(*chosen, **session_options)


@pytest.fixture(scope="session")
def orm_world():
    return make_world


@pytest.fixture(scope="session")
def orm_shown():
    return shown
