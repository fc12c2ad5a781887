"""Cascades and orphans on SQLAlchemy and on holdfast: who is in the session, who is deleted, what is left."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest


def world(name, cascade="all, delete-orphan", **options):
    sa = importlib.import_module(name)
    orm = importlib.import_module(f"{name}.orm")
    w = SimpleNamespace(sa=sa, orm=orm, log=[], exc=importlib.import_module(f"{name}.exc"))

    class Base(orm.DeclarativeBase):
        pass

    class Parent(Base):
        __tablename__ = "parents"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String)
        children = orm.relationship("Child", back_populates="parent", cascade=cascade, order_by="Child.id", **options)

    class Child(Base):
        __tablename__ = "children"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String)
        parent_id = orm.mapped_column(sa.ForeignKey("parents.id"))
        parent = orm.relationship("Parent", back_populates="children")

    w.Parent, w.Child = Parent, Child
    w.engine = sa.create_engine("sqlite://", poolclass=importlib.import_module(f"{name}.pool").StaticPool)
    Base.metadata.create_all(w.engine)
    w.session = orm.Session(w.engine)

    def states(*objects):
        for obj in objects:
            found = sa.inspect(obj)
            words = ("transient", "pending", "persistent", "deleted", "detached")
            w.log.append([word for word in words if getattr(found, word)])

    def attempt(function, *arguments):
        try:
            function(*arguments)
        except Exception as error:
            w.log.append((type(error).__name__, str(error)[:40]))
        else:
            w.log.append("no error")

    def rows():
        with w.engine.connect() as connection:
            for table in ("parents", "children"):
                w.log.append([tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")])

    w.states, w.attempt, w.rows = states, attempt, rows
    return w


def family(w):
    parent = w.Parent(id=1, name="p", children=[w.Child(id=number, name=f"c{number}") for number in (1, 2)])
    return parent, *parent.children


def save_update(w):
    parent, one, two = family(w)
    w.session.add(one)
    w.states(parent, one, two)
    late = w.Child(id=3, name="late")
    parent.children.append(late)
    w.states(late)
    w.session.flush()
    other = w.Child(id=4)
    parent.children.append(other)
    w.states(other)
    w.session.commit()
    w.rows()


def removed(w):
    parent, one, two = family(w)
    w.session.add(parent)
    w.session.commit()
    parent.children.remove(one)
    w.states(one)
    w.session.flush()
    w.states(one)
    new = w.Child(id=9)
    parent.children.append(new)
    w.states(new)
    parent.children.remove(new)
    w.states(new)
    w.attempt(w.session.commit)
    w.states(one, two, new)
    w.rows()


def moved(w):
    parent, one, _ = family(w)
    other = w.Parent(id=2)
    w.session.add_all([parent, other])
    w.session.commit()
    with w.session.no_autoflush:
        parent.children.remove(one)
        other.children.append(one)
    w.session.commit()
    w.states(one)
    w.log.append(one.parent_id)
    one.parent = parent
    w.session.commit()
    w.log.append((one.parent_id, len(other.children)))
    w.rows()


def deleted(w):
    parent, one, two = family(w)
    w.session.add(parent)
    w.session.commit()
    w.session.delete(parent)
    w.log.append(len(w.session.deleted))
    w.attempt(w.session.flush)
    w.states(parent, one, two)
    w.session.rollback()
    w.states(parent, one, two)
    w.session.expire_all()
    w.session.delete(parent)
    w.attempt(w.session.commit)
    w.rows()


def replaced(w):
    parent, one, two = family(w)
    w.session.add(parent)
    w.session.commit()
    parent.children = [two, w.Child(id=7, name="new")]
    w.session.commit()
    w.states(one, two)
    w.rows()


def to_none(w):
    parent, one, _ = family(w)
    w.session.add(parent)
    w.session.commit()
    one.parent = None
    w.attempt(w.session.commit)
    w.log.append(len(parent.children))
    w.rows()


def expunged(w):
    parent, one, two = family(w)
    w.session.add(parent)
    w.session.flush()
    w.session.expunge(parent)
    w.states(parent, one, two)
    w.attempt(w.session.add, two)
    w.states(parent, one, two)
    w.session.commit()


def merged(w):
    parent, _, _ = family(w)
    copy = w.session.merge(parent)
    w.states(parent, copy, *copy.children)
    w.log.append(copy is parent)
    w.session.commit()
    w.rows()


def pending_child_of_deleted(w):
    parent, _, _ = family(w)
    w.session.add(parent)
    w.session.commit()
    w.session.delete(parent.children[0])
    w.attempt(w.session.flush)
    w.log.append(len(parent.children))
    w.session.expire(parent)
    w.log.append(len(parent.children))
    w.session.commit()
    w.rows()


PROGRAMS = [
    save_update,
    removed,
    moved,
    deleted,
    replaced,
    to_none,
    expunged,
    merged,
    pending_child_of_deleted,
]
KINDS = {
    "orphans": {},
    "all": {"cascade": "all"},
    "default": {"cascade": "save-update, merge"},
    "passive": {"cascade": "all, delete", "passive_deletes": True},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_same_cascades(program, kind):
    expected, found = world("sqlalchemy", **KINDS[kind]), world("holdfast", **KINDS[kind])
    program(expected)
    program(found)
    assert found.log == expected.log
