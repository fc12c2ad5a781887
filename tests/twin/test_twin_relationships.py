"""Relationships said in all the ways they can be said: both libraries must work out the same joins and errors."""

from __future__ import annotations

import importlib
from typing import Any, Optional

import pytest

common = importlib.import_module("tests.twin.test_twin_mapping")
fails, relation_facts, shown = common.fails, common.relation_facts, common.shown
PROGRAMS: list[Any] = []


def program(function: Any) -> Any:
    PROGRAMS.append(function)
    return function


def base(m: Any) -> Any:
    class Base(m.DeclarativeBase):
        pass

    return Base


def cls(parent: Any, name: str, /, **body: Any) -> Any:
    return type(name, (parent,), {"__tablename__": name.lower(), "__module__": __name__, **body})


def pk(m: Any) -> Any:
    return m.mapped_column(m.Integer, primary_key=True)


def facts(m: Any, *classes: Any) -> list[Any]:
    m.configure_mappers()
    found = []
    for each in classes:
        for prop in m.inspect(each).relationships:
            found.append(relation_facts(prop))
            found.append([sorted(map(str, prop._reverse_property)), prop.lazy, prop.back_populates])
            found.append(prop.order_by if prop.order_by is False else [str(c) for c in prop.order_by])
    return found


@program
def strings(m):
    Base = base(m)
    A = cls(
        Base,
        "A",
        id=pk(m),
        kind=m.mapped_column(m.String),
        bs=m.relationship(
            "B", primaryjoin="and_(A.id == B.a_id, B.kind == 'x')", order_by="B.id.desc()", viewonly=True
        ),
        first=m.relationship("B", foreign_keys="B.a_id", order_by="[B.kind, B.id]"),
        second=m.relationship("B", foreign_keys="[B.other_id]"),
    )
    B = cls(
        Base,
        "B",
        id=pk(m),
        kind=m.mapped_column(m.String),
        a_id=m.mapped_column(m.ForeignKey("a.id")),
        other_id=m.mapped_column(m.ForeignKey("a.id")),
    )
    return facts(m, A, B)


@program
def lambdas_and_columns(m):
    Base = base(m)
    B = cls(Base, "B", id=pk(m), x_id=m.mapped_column(m.ForeignKey("a.id")), y_id=m.mapped_column(m.ForeignKey("a.id")))
    A = cls(
        Base,
        "A",
        id=pk(m),
        xs=m.relationship(lambda: B, foreign_keys=[B.x_id], back_populates="x", order_by=lambda: B.id),
        ys=m.relationship(B, primaryjoin=lambda: A.id == B.y_id),
        one=m.relationship(B, foreign_keys=B.x_id, uselist=False, viewonly=True),
    )
    B.x = m.relationship(A, foreign_keys=[B.x_id], back_populates="xs")
    return facts(m, A, B)


@program
def foreign_and_remote(m):
    Base = base(m)
    A = cls(Base, "A", id=pk(m), path=m.mapped_column(m.String), code=m.mapped_column(m.Integer))
    B = cls(Base, "B", id=pk(m), path=m.mapped_column(m.String), code=m.mapped_column(m.Integer))
    A.same = m.relationship(B, primaryjoin=m.foreign(B.code) == A.code)
    B.owner = m.relationship(A, primaryjoin=m.foreign(B.code) == m.remote(A.code), viewonly=True)
    A.lower = m.relationship(B, primaryjoin=m.func.lower(A.path) == m.foreign(B.path), viewonly=True)
    A.text = m.relationship("B", primaryjoin="foreign(B.path) == A.path", viewonly=True)
    return facts(m, A, B)


@program
def composite_keys(m):
    Base = base(m)
    A = cls(
        Base, "A", x=pk(m), y=pk(m), kids=m.relationship("B", back_populates="parent", cascade="all, delete-orphan")
    )
    B = cls(
        Base,
        "B",
        id=pk(m),
        ax=m.mapped_column(m.Integer),
        ay=m.mapped_column(m.Integer),
        parent=m.relationship("A", back_populates="kids"),
        __table_args__=(m.ForeignKeyConstraint(["ax", "ay"], ["a.x", "a.y"]),),
    )
    found = facts(m, A, B)
    a, b = A(x=1, y=2), B()
    m.attributes.set_committed_value(a, "x", 1)
    m.attributes.set_committed_value(a, "y", 2)
    return [*found, str(B.parent == a), str(B.parent == None), str(A.kids.any(B.id == 3)), str(B.parent != a), b.parent]


@program
def self_referential_many_to_many(m):
    Base = base(m)
    m.Table(
        "friends",
        Base.metadata,
        m.Column("left_id", m.ForeignKey("person.id"), primary_key=True),
        m.Column("right_id", m.ForeignKey("person.id"), primary_key=True),
    )
    Person = cls(
        Base,
        "Person",
        id=pk(m),
        likes=m.relationship(
            "Person",
            secondary="friends",
            primaryjoin="Person.id == friends.c.left_id",
            secondaryjoin="Person.id == friends.c.right_id",
            backref="liked_by",
        ),
    )
    found = facts(m, Person)
    one, two = Person(), Person()
    one.likes.append(two)
    return [*found, two.liked_by == [one], str(Person.likes.any(Person.id == 5))]


@program
def one_to_one(m):
    Base = base(m)
    A = cls(
        Base, "A", id=pk(m), detail=m.relationship("B", back_populates="a", uselist=False, cascade="all, delete-orphan")
    )
    B = cls(
        Base,
        "B",
        id=pk(m),
        a_id=m.mapped_column(m.ForeignKey("a.id")),
        a=m.relationship("A", back_populates="detail", single_parent=True),
    )
    found = facts(m, A, B)
    a, b, c = A(), B(), B()
    a.detail = b
    found += [b.a is a]
    a.detail = c
    found += [b.a, c.a is a, [len(p) for p in m.inspect(a).attrs.detail.history]]
    other = A()
    c.a = other
    return [*found, a.detail, other.detail is c, str(A.detail == None), str(A.detail.has(B.id == 5))]


@program
def joined_inheritance_relationships(m):
    Base = base(m)
    Person = cls(
        Base,
        "Person",
        id=pk(m),
        kind=m.mapped_column(m.String),
        company_id=m.mapped_column(m.ForeignKey("company.id")),
        company=m.relationship("Company", back_populates="staff"),
        __mapper_args__={"polymorphic_on": "kind", "polymorphic_identity": "person"},
    )
    Boss = cls(
        Person,
        "Boss",
        id=m.mapped_column(m.ForeignKey("person.id"), primary_key=True),
        cars=m.relationship("Car", backref="boss"),
        __mapper_args__={"polymorphic_identity": "boss"},
    )
    Company = cls(Base, "Company", id=pk(m), staff=m.relationship("Person", back_populates="company"))
    Car = cls(Base, "Car", id=pk(m), boss_id=m.mapped_column(m.ForeignKey("boss.id")))
    found = facts(m, Person, Boss, Company, Car)
    company, boss, car = Company(), Boss(), Car()
    boss.company = company
    boss.cars = [car]
    return [*found, company.staff == [boss], car.boss is boss, m.inspect(Boss).relationships.keys()]


@program
def keyed_annotations(m):
    Base = base(m)
    A = type(
        "A",
        (Base,),
        {
            "__tablename__": "a",
            "__module__": __name__,
            "__annotations__": {"id": m.Mapped[int], "bs": m.Mapped[dict[str, "B"]], "b": m.Mapped[Optional["B"]]},
            "id": m.mapped_column(primary_key=True),
            "bs": m.relationship(collection_class=m.attribute_keyed_dict("name")),
            "b": m.relationship(viewonly=True),
        },
    )
    B = cls(Base, "B", id=pk(m), name=m.mapped_column(m.String), a_id=m.mapped_column(m.ForeignKey("a.id")))
    found = facts(m, A)
    a = A()
    a.bs["x"] = B(name="x")
    return [*found, sorted(a.bs), m.inspect(A).relationships.b.uselist]


@program
def orphans(m):
    Base = base(m)
    A = cls(Base, "A", id=pk(m), bs=m.relationship("B", backref="a", cascade="all, delete-orphan"))
    B = cls(Base, "B", id=pk(m), a_id=m.mapped_column(m.ForeignKey("a.id")))
    engine = m.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = m.Session(engine)
    a, b, late = A(), B(), B()
    session.add(a)
    a.bs.append(b)
    a.bs.append(late)
    found = [b in session, len(session.new)]
    a.bs.remove(late)
    found += [late in session]
    session.commit()
    a.bs.remove(b)
    session.commit()
    return [*found, session.query(B).count(), m.inspect(b).detached, m.was_deleted(b), m.object_session(b)]


@program
def reconstructor_and_load_events(m):
    called = []
    Base = base(m)

    def restore(self: Any) -> None:
        called.append(("restored", self.id))

    A = cls(Base, "A", id=pk(m), restore=m.reconstructor(restore))
    engine = m.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = m.Session(engine)
    (common.sqlalchemy if m is common.ORACLE else common.holdfast).event.listen(
        A, "load", lambda obj, context: called.append(("loaded", obj.id))
    )
    session.add(A(id=1))
    session.commit()
    session.expunge_all()
    session.get(A, 1)
    return called


@program
def deferred_columns_and_expressions(m):
    Base = base(m)
    A = cls(
        Base,
        "A",
        id=pk(m),
        text=m.deferred(m.mapped_column(m.String)),
        more=m.mapped_column(m.String, deferred=True, deferred_group="g"),
        hard=m.mapped_column(m.String, deferred_raiseload=True),
    )
    A.twice = m.column_property(A.id * 2)
    engine = m.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    session = m.Session(engine)
    session.add(A(id=4, text="t", more="m", hard="h"))
    session.commit()
    session.expunge_all()
    a = session.get(A, 4)
    found = [sorted(k for k in a.__dict__ if k[0] != "_"), a.twice, a.text, a.more, fails(lambda: a.hard, 3)]
    attrs = m.inspect(A).attrs
    return [*found, attrs.more.group, attrs.text.deferred, attrs.hard.raiseload, sorted(m.inspect(a).unloaded)]


@pytest.mark.parametrize("each", PROGRAMS, ids=lambda p: p.__name__)
def test_twin(each: Any) -> None:
    wanted = shown(each(common.ORACLE))
    got = shown(each(common.OURS))
    assert got == wanted
