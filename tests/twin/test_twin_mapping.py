"""The same small mappings on both libraries: what mappers, attributes, histories and errors say must agree."""

# ruff: noqa: UP045 - older spellings of annotations are part of what is tested
from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import re
import types
import uuid
from typing import Annotated, Any, Literal, Optional

import pytest
import sqlalchemy
import sqlalchemy.orm

import holdfast
import holdfast.orm


def _merged(core: Any, orm: Any) -> Any:
    names = {name: getattr(core, name) for name in dir(core) if not name.startswith("_")}
    names.update({name: getattr(orm, name) for name in dir(orm) if not name.startswith("_")})
    names["inspect"] = core.inspect
    names["attributes"] = orm.attributes
    return types.SimpleNamespace(**names)


ORACLE = _merged(sqlalchemy, sqlalchemy.orm)
OURS = _merged(holdfast, holdfast.orm)
PROGRAMS: list[Any] = []


def program(function: Any) -> Any:
    PROGRAMS.append(function)
    return function


def error(function: Any) -> tuple[str, str]:
    try:
        function()
    except Exception as raised:
        return type(raised).__name__, str(raised)
    return "no error", ""


class Failed(tuple):  # noqa: SLOT001
    """(class, message) of an error: the class must agree, the message begin alike."""


def fails(function: Any, words: int = 6) -> Failed:
    name, message = error(function)
    return Failed(
        (name, " ".join(re.sub(r"0x[0-9a-f]+", "0x", message).replace("holdfast", "sqlalchemy").split()[:words]))
    )


def shown(value: Any) -> Any:
    if isinstance(value, Failed):
        return tuple(value)
    if isinstance(value, tuple) and len(value) == 3 and hasattr(value, "added"):
        return tuple([shown(part) for part in value])
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return (
            type(value)([shown(item) for item in value]) if type(value) in (list, tuple) else [shown(i) for i in value]
        )
    if isinstance(value, set):
        return sorted(map(shown, value), key=str)
    if isinstance(value, (str, int, float, bool, type(None))):
        return re.sub(r"\s+", " ", value).replace("holdfast", "sqlalchemy") if isinstance(value, str) else value
    return re.sub(r"0x[0-9a-f]+", "0x", re.sub(r"\s+", " ", str(value))).replace("holdfast", "sqlalchemy")


def user_address(m: Any, **relation: Any) -> Any:
    class Base(m.DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "user_account"
        id = m.mapped_column(m.Integer, primary_key=True)
        name = m.mapped_column(m.String(30))
        fullname = m.mapped_column(m.String)
        addresses = m.relationship("Address", back_populates="user", **relation)

    class Address(Base):
        __tablename__ = "address"
        id = m.mapped_column(m.Integer, primary_key=True)
        email = m.mapped_column(m.String, nullable=False)
        user_id = m.mapped_column(m.ForeignKey("user_account.id"))
        user = m.relationship("User", back_populates="addresses")

    m.configure_mappers()
    return types.SimpleNamespace(Base=Base, User=User, Address=Address)


def many_to_many(m: Any, **relation: Any) -> Any:
    class Base(m.DeclarativeBase):
        pass

    link = m.Table(
        "link",
        Base.metadata,
        m.Column("post_id", m.ForeignKey("post.id"), primary_key=True),
        m.Column("tag_id", m.ForeignKey("tag.id"), primary_key=True),
    )

    class Post(Base):
        __tablename__ = "post"
        id = m.mapped_column(m.Integer, primary_key=True)
        tags = m.relationship("Tag", secondary=link, back_populates="posts", **relation)

    class Tag(Base):
        __tablename__ = "tag"
        id = m.mapped_column(m.Integer, primary_key=True)
        label = m.mapped_column(m.String)
        posts = m.relationship("Post", secondary=link, back_populates="tags")

    m.configure_mappers()
    return types.SimpleNamespace(Base=Base, Post=Post, Tag=Tag, link=link)


def node_tree(m: Any) -> Any:
    class Base(m.DeclarativeBase):
        pass

    class Node(Base):
        __tablename__ = "node"
        id = m.mapped_column(m.Integer, primary_key=True)
        parent_id = m.mapped_column(m.ForeignKey("node.id"))
        name = m.mapped_column(m.String)
        children = m.relationship("Node", back_populates="parent")
        parent = m.relationship("Node", back_populates="children", remote_side=[id])

    m.configure_mappers()
    return types.SimpleNamespace(Base=Base, Node=Node)


def relation_facts(prop: Any) -> list[Any]:
    return [
        str(prop),
        prop.direction.name,
        prop.uselist,
        str(prop.primaryjoin),
        None if prop.secondaryjoin is None else str(prop.secondaryjoin),
        [f"{a}|{b}" for a, b in prop.local_remote_pairs],
        [f"{a}|{b}" for a, b in prop.synchronize_pairs],
        [f"{a}|{b}" for a, b in prop.secondary_synchronize_pairs or ()],
        sorted(map(str, prop.remote_side)),
        sorted(map(str, prop.local_columns)),
        sorted(prop.cascade),
        str(prop.mapper),
    ]


@program
def mapper_facts(m):
    c = user_address(m)
    facts = []
    for cls in (c.User, c.Address):
        mapper = m.inspect(cls)
        facts += [
            mapper,
            mapper.attrs.keys(),
            mapper.column_attrs.keys(),
            mapper.relationships.keys(),
            mapper.primary_key,
        ]
        facts += [mapper.local_table.name, [t.name for t in mapper.tables], mapper.base_mapper, mapper.class_.__name__]
        facts += [[str(p) for p in mapper.attrs], mapper.columns.keys(), mapper.has_property("x"), mapper.isa(mapper)]
        facts += [mapper.get_property("id"), mapper.get_property_by_column(cls.__table__.c.id), mapper.inherits]
        facts += [
            mapper.polymorphic_on,
            dict(mapper.polymorphic_map),
            mapper.single,
            mapper.concrete,
            mapper.configured,
        ]
    return facts


@program
def relationship_facts(m):
    c, t, n = user_address(m), many_to_many(m), node_tree(m)
    classes = (c.User, c.Address, t.Post, t.Tag, n.Node)
    return [relation_facts(prop) for cls in classes for prop in m.inspect(cls).relationships]


@program
def backref_facts(m):
    class Base(m.DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "u"
        id = m.mapped_column(m.Integer, primary_key=True)
        addresses = m.relationship("Address", backref=m.backref("owner", lazy="joined"), cascade="all, delete-orphan")
        friend_id = m.mapped_column(m.ForeignKey("u.id"))
        friend = m.relationship("User", remote_side=[id], backref="friends")

    class Address(Base):
        __tablename__ = "a"
        id = m.mapped_column(m.Integer, primary_key=True)
        user_id = m.mapped_column(m.ForeignKey("u.id"))

    m.configure_mappers()
    facts = [relation_facts(p) for cls in (User, Address) for p in m.inspect(cls).relationships]
    user, address, friend = User(), Address(), User()
    user.addresses = [address]
    user.friend = friend
    return [*facts, address.owner is user, friend.friends == [user], m.inspect(Address).attrs.owner.lazy]


@program
def transient_histories(m):
    c = user_address(m)
    user = c.User(name="ed")
    address = c.Address(email="e@x")
    facts = [m.inspect(user).attrs.name.history, m.inspect(user).attrs.fullname.history]
    user.name = "eddy"
    facts.append(m.inspect(user).attrs.name.history)
    user.addresses.append(address)
    facts += [[len(part) for part in m.inspect(user).attrs.addresses.history], address.user is user]
    facts += [[len(part) for part in m.inspect(address).attrs.user.history], sorted(m.inspect(user).unloaded)]
    facts += [user.addresses == [address], "addresses" in user.__dict__, user.fullname, "fullname" in user.__dict__]
    del user.name
    facts += [m.inspect(user).attrs.name.history, user.name]
    facts += [
        m.inspect(user).transient,
        m.inspect(user).pending,
        m.inspect(user).has_identity,
        m.inspect(user).identity,
    ]
    facts += [m.inspect(user).modified, m.inspect(c.User()).modified, m.inspect(user).session]
    return facts


@program
def committed_histories(m):
    c = user_address(m)
    user = c.User()
    set_value = m.attributes.set_committed_value
    set_value(user, "id", 7)
    set_value(user, "name", "ed")
    facts = [m.inspect(user).attrs.name.history, sorted(m.inspect(user).unmodified)]
    user.name = "jack"
    facts.append(m.inspect(user).attrs.name.history)
    user.name = "ed"
    facts.append(m.inspect(user).attrs.name.history)
    one, two = c.Address(id=1), c.Address(id=2)
    set_value(user, "addresses", [one, two])
    facts.append([len(p) for p in m.attributes.get_history(user, "addresses")])
    three = c.Address(id=3)
    user.addresses.remove(one)
    user.addresses.append(three)
    facts.append([[a.id for a in p] for p in m.attributes.get_history(user, "addresses")])
    facts += [one.user, three.user is user]
    user.addresses = [two]
    facts.append([[a.id for a in p] for p in m.attributes.get_history(user, "addresses")])
    facts += [three.user, two.user]
    m.attributes.flag_modified(user, "name")
    facts.append(m.inspect(user).attrs.name.history)
    facts.append(fails(lambda: m.attributes.flag_modified(user, "fullname")))
    return facts


@program
def references_and_backrefs(m):
    c = user_address(m)
    one, two, address = c.User(name="1"), c.User(name="2"), c.Address()
    address.user = one
    facts = [one.addresses == [address]]
    address.user = two
    facts += [one.addresses == [], two.addresses == [address]]
    one.addresses.append(address)
    facts += [address.user is one, two.addresses == []]
    address.user = None
    facts += [one.addresses == [], [len(p) for p in m.inspect(address).attrs.user.history]]
    two.addresses = [address]
    facts += [address.user is two]
    two.addresses.remove(address)
    facts += [address.user]
    one.addresses = [address]
    two.addresses = one.addresses
    facts += [address.user is two, one.addresses == [], two.addresses == [address]]
    del address.user
    facts += [two.addresses == [], fails(lambda: delattr(address, "user"))]
    return facts


@program
def lists_behave(m):
    c = user_address(m)
    user = c.User()
    a, b, d, e = (c.Address(id=n) for n in range(4))
    user.addresses.extend([a, b])
    user.addresses += [d]
    user.addresses.insert(0, e)
    facts = [[x.id for x in user.addresses], [x.user is user for x in (a, b, d, e)]]
    facts += [user.addresses.pop().id, d.user, user.addresses.pop(0).id, e.user]
    user.addresses[0] = d
    facts += [[x.id for x in user.addresses], a.user, d.user is user]
    user.addresses[0:1] = [a, e]
    facts += [[x.id for x in user.addresses], d.user]
    del user.addresses[0]
    facts += [[x.id for x in user.addresses], a.user]
    del user.addresses[:]
    facts += [[x.id for x in user.addresses], e.user, b.user]
    user.addresses.append(a)
    user.addresses.clear()
    facts += [len(user.addresses), a.user, type(user.addresses).__name__]
    user.addresses.append(a)
    user.addresses.reverse()
    facts += [fails(lambda: user.addresses.remove(b)), fails(lambda: setattr(user, "addresses", {a}))]
    facts += [fails(lambda: setattr(user, "addresses", None)), fails(lambda: user.addresses.append(5))]
    facts += [fails(lambda: [].pop() if not user.addresses else user.addresses.pop(9))]
    return facts


@program
def sets_and_dicts_behave(m):
    c = user_address(m, collection_class=set)
    user = c.User()
    a, b, d = (c.Address(id=n, email=str(n)) for n in range(3))
    user.addresses = {a, b}
    user.addresses.add(d)
    user.addresses.add(d)
    facts = [sorted(x.id for x in user.addresses), d.user is user]
    user.addresses.discard(b)
    user.addresses.remove(a)
    facts += [a.user, b.user, sorted(x.id for x in user.addresses)]
    user.addresses |= {a, b}
    facts.append(sorted(x.id for x in user.addresses))
    user.addresses -= {a}
    user.addresses &= {b}
    facts += [sorted(x.id for x in user.addresses), a.user, d.user]
    user.addresses ^= {b, a}
    facts += [sorted(x.id for x in user.addresses), b.user, a.user is user, type(user.addresses).__name__]
    facts += [fails(lambda: user.addresses.remove(b), 1), fails(lambda: setattr(user, "addresses", [a]))]
    c = user_address(m, collection_class=m.attribute_keyed_dict("email"))
    user = c.User()
    a, b, d = (c.Address(id=n, email=str(n)) for n in range(3))
    user.addresses["0"] = a
    b.user = user
    facts += [sorted(user.addresses), user.addresses["1"] is b]
    user.addresses.set(d)
    facts += [sorted(user.addresses), d.user is user]
    del user.addresses["2"]
    facts += [d.user, user.addresses.pop("1") is b, b.user]
    user.addresses = {"1": b}
    facts += [sorted(user.addresses), a.user, fails(lambda: setattr(user, "addresses", {"x": a}))]
    user.addresses.update({"0": a})
    facts += [
        sorted(user.addresses),
        user.addresses.setdefault("0", d) is a,
        fails(lambda: setattr(user, "addresses", [a])),
    ]
    user.addresses.clear()
    return [*facts, len(user.addresses), a.user]


@program
def many_to_many_in_memory(m):
    c = many_to_many(m)
    post, tag = c.Post(), c.Tag(label="x")
    post.tags.append(tag)
    facts = [tag.posts == [post]]
    tag.posts.remove(post)
    facts += [post.tags == []]
    tag.posts = [post]
    facts += [post.tags == [tag]]
    post.tags = []
    return [*facts, tag.posts == []]


@program
def trees_in_memory(m):
    c = node_tree(m)
    root, child, other = c.Node(name="root"), c.Node(name="child"), c.Node(name="other")
    root.children.append(child)
    facts = [child.parent is root]
    child.parent = other
    facts += [root.children == [], other.children == [child]]
    other.children = []
    return [*facts, child.parent]


@program
def expressions(m):
    c, t, n = user_address(m), many_to_many(m), node_tree(m)
    User, Address, Post, Tag, Node = c.User, c.Address, t.Post, t.Tag, n.Node
    user, address = User(id=5), Address(id=8, user_id=5)
    m.attributes.set_committed_value(user, "id", 5)
    m.attributes.set_committed_value(address, "user_id", 5)
    tag = Tag(id=3)
    m.attributes.set_committed_value(tag, "id", 3)
    made = [
        User.name == "x",
        User.name != None,
        User.id.in_([1, 2]),
        User.name.like("a%"),
        User.id + 5 > Address.user_id,
        ~(User.name == "x"),
        (User.name == "a") & (User.id == 5) | (User.fullname.is_(None)),
        User.name.desc(),
        User.name.label("n"),
        m.func.count(User.id),
        -User.id,
        5 - User.id,
        User.name.concat("x"),
        User.name + "y",
        User.id.between(1, 2),
        m.cast(User.id, m.String),
        User.addresses == None,
        User.addresses != None,
        Address.user == None,
        Address.user != None,
        Address.user == user,
        Address.user != user,
        User.addresses.any(),
        User.addresses.any(Address.email == "x"),
        User.addresses.any(email="x"),
        User.addresses.contains(address),
        ~User.addresses.contains(address),
        Address.user.has(),
        Address.user.has(name="x"),
        Address.user.has(User.name == "x"),
        ~Address.user.has(User.name == "x"),
        Post.tags.any(Tag.label == "x"),
        Post.tags.contains(tag),
        Post.tags == None,
        Node.children.any(Node.name == "x"),
        Node.parent.has(Node.name == "x"),
        Node.parent == None,
        Node.children == None,
    ]
    facts = [str(expression) for expression in made]
    facts += [str(User.name), User.name.key, User.name.class_.__name__, str(User.addresses)]
    facts += [
        fails(lambda: User.addresses == user),
        fails(lambda: Address.user.any()),
        fails(lambda: User.addresses.has()),
    ]
    facts += [
        fails(lambda: Address.user.contains(user)),
        fails(lambda: Address.user.in_([user])),
        fails(lambda: Address.user == 5),
    ]
    return facts


@program
def column_types_from_annotations(m):
    class Color(enum.Enum):
        RED = 1
        BLUE = 2

    Short = Annotated[str, 5]
    Key = Annotated[int, m.mapped_column(primary_key=True)]
    Named = Annotated[str, m.mapped_column(m.String(30), nullable=True, index=True)]

    class Base(m.DeclarativeBase):
        type_annotation_map = {Short: m.String(5), dt.timedelta: m.Integer}

    scope = {
        "a": m.Mapped[int],
        "b": m.Mapped[str],
        "c": m.Mapped[Optional[float]],
        "d": m.Mapped[bool],
        "e": m.Mapped[dt.datetime],
        "f": m.Mapped[dt.date | None],
        "g": m.Mapped[dt.time],
        "h": m.Mapped[dt.timedelta],
        "i": m.Mapped[decimal.Decimal],
        "j": m.Mapped[uuid.UUID],
        "k": m.Mapped[bytes],
        "l": m.Mapped[Color],
        "n": m.Mapped[Literal["x", "y"]],
        "o": m.Mapped[Short],
        "p": m.Mapped[Optional[Short]],
        "id": m.Mapped[Key],
        "q": m.Mapped[Named],
        "r": m.Mapped[Optional[Named]],
        "s": m.Mapped["str"],
        "t": m.Mapped["Optional[int]"],
        "u": m.Mapped["int | None"],
    }
    cls = type(
        "Thing",
        (Base,),
        {
            "__tablename__": "thing",
            "__module__": __name__,
            "__annotations__": scope,
            "b": m.mapped_column(m.String(50)),
            "e": m.mapped_column(nullable=True),
            "d": m.mapped_column("dd", default=True, index=True),
        },
    )
    return [
        [c.name, c.key, repr(c.type), c.nullable, c.primary_key, bool(c.index), c.default is not None]
        for c in cls.__table__.c
    ] + [m.inspect(cls).attrs.keys(), sorted(str(i.name) for i in cls.__table__.indexes)]


@program
def relationships_from_annotations(m):
    class Base(m.DeclarativeBase):
        pass

    def body(name: str, **scope: Any) -> Any:
        annotations = {k: v[0] for k, v in scope.items()}
        values = {k: v[1] for k, v in scope.items() if v[1] is not None}
        return type(
            name,
            (Base,),
            {"__tablename__": name.lower(), "__module__": __name__, "__annotations__": annotations, **values},
        )

    M = m.Mapped
    User = body(
        "User",
        id=(M[int], m.mapped_column(primary_key=True)),
        a=(M[list["Address"]], m.relationship(back_populates="user")),
        s=(M[set["Address"]], m.relationship(viewonly=True)),
        one=(M[Optional["Address"]], m.relationship(viewonly=True)),
    )
    Address = body(
        "Address",
        id=(M[int], m.mapped_column(primary_key=True)),
        user_id=(M[Optional[int]], m.mapped_column(m.ForeignKey("user.id"))),
        user=(M["User | None"], m.relationship(back_populates="a")),
    )
    m.configure_mappers()
    facts = [relation_facts(p) for cls in (User, Address) for p in m.inspect(cls).relationships]
    user = User()
    return [*facts, type(user.a).__name__, type(user.s).__name__, user.one, m.inspect(User).attrs.a.lazy]


@program
def inheritance_single(m):
    class Base(m.DeclarativeBase):
        pass

    class Employee(Base):
        __tablename__ = "employee"
        id = m.mapped_column(m.Integer, primary_key=True)
        type = m.mapped_column(m.String)
        __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "employee"}

    class Manager(Employee):
        budget = m.mapped_column(m.Integer)
        __mapper_args__ = {"polymorphic_identity": "manager"}

    class Engineer(Employee):
        skill = m.mapped_column(m.String)
        __mapper_args__ = {"polymorphic_identity": "engineer"}

    m.configure_mappers()
    facts = []
    for cls in (Employee, Manager, Engineer):
        mapper = m.inspect(cls)
        facts += [mapper, mapper.attrs.keys(), mapper.single, mapper.polymorphic_identity, mapper.polymorphic_on]
        facts += [sorted(mapper.polymorphic_map), mapper.base_mapper, [str(d) for d in mapper.self_and_descendants]]
        facts += [mapper.persist_selectable.name, cls.__table__.c.keys(), str(Manager.id == 5)]
    return facts


@program
def inheritance_joined(m):
    class Base(m.DeclarativeBase):
        pass

    class Employee(Base):
        __tablename__ = "employee"
        id = m.mapped_column(m.Integer, primary_key=True)
        name = m.mapped_column(m.String)
        kind = m.mapped_column(m.String)
        __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "employee"}

    class Manager(Employee):
        __tablename__ = "manager"
        id = m.mapped_column(m.ForeignKey("employee.id"), primary_key=True)
        budget = m.mapped_column(m.Integer)
        __mapper_args__ = {"polymorphic_identity": "manager"}

    m.configure_mappers()
    facts = []
    for cls in (Employee, Manager):
        mapper = m.inspect(cls)
        facts += [mapper, mapper.attrs.keys(), mapper.primary_key, str(mapper.persist_selectable), mapper.tables]
        facts += [str(mapper.inherit_condition), [str(c) for c in mapper.get_property("id").columns], mapper.inherits]
        facts += [
            mapper.polymorphic_on,
            sorted(mapper.polymorphic_map),
            mapper.isa(m.inspect(Employee)),
            str(cls.name == "x"),
        ]
    manager = Manager(name="x", budget=5)
    return [*facts, manager.name, str(Manager.id), str(Manager.budget > 5), m.inspect(manager).mapper]


@program
def mixins_and_abstract_bases(m):
    class Base(m.DeclarativeBase):
        __abstract__ = True

    class Root(m.DeclarativeBase):
        pass

    class Stamped:
        created = m.mapped_column(m.DateTime)

        @m.declared_attr.directive
        def __tablename__(cls):
            return cls.__name__.lower() + "s"

        @m.declared_attr
        def owner_id(cls):
            return m.mapped_column(m.ForeignKey("owners.id"))

        @m.declared_attr
        def owner(cls):
            return m.relationship("Owner")

    class WithId(Root):
        __abstract__ = True
        id = m.mapped_column(m.Integer, primary_key=True)

    class Owner(WithId):
        __tablename__ = "owners"

    class Book(Stamped, WithId):
        __table_args__ = (m.UniqueConstraint("title"), {"comment": "books"})
        title = m.mapped_column(m.String)

    m.configure_mappers()
    mapper = m.inspect(Book)
    return [
        Book.__table__.name,
        Book.__table__.c.keys(),
        Book.__table__.comment,
        mapper.attrs.keys(),
        relation_facts(mapper.relationships.owner),
        Owner.__table__.c.keys(),
        Owner.__table__.c.id is not Book.__table__.c.id,
    ]


@program
def imperative_mapping(m):
    reg = m.registry()
    users = m.Table("users", reg.metadata, m.Column("id", m.Integer, primary_key=True), m.Column("n", m.String))
    things = m.Table(
        "things", reg.metadata, m.Column("id", m.Integer, primary_key=True), m.Column("uid", m.ForeignKey("users.id"))
    )

    class User:
        def __init__(self, name):
            self.name = name

    class Thing:
        pass

    reg.map_imperatively(
        User,
        users,
        properties={"name": users.c.n, "things": m.relationship(Thing, backref="user", order_by=things.c.id)},
    )
    reg.map_imperatively(Thing, things)
    user, thing = User("x"), Thing()
    user.things.append(thing)
    mapper = m.inspect(User)
    return [
        user.name,
        thing.user is user,
        mapper.attrs.keys(),
        [str(c) for c in mapper.relationships.things.order_by],
        m.inspect(user).attrs.name.history,
        fails(lambda: User(nmae=5), 0),
        fails(lambda: Thing(x=5), 1),
        fails(lambda: reg.map_imperatively(User, users), 5),
        fails(
            lambda: reg.map_imperatively(type("X", (), {}), m.Table("nopk", reg.metadata, m.Column("a", m.Integer))), 12
        ),
    ]


@program
def declarative_base_function(m):
    Base = m.declarative_base()

    class User(Base):
        __tablename__ = "u"
        id = m.Column(m.Integer, primary_key=True)
        name = m.Column("user_name", m.String)
        kids = m.relationship("Kid", back_populates="user")

    class Kid(Base):
        __tablename__ = "k"
        id = m.Column(m.Integer, primary_key=True)
        user_id = m.Column(m.Integer, m.ForeignKey("u.id"))
        user = m.relationship(User, back_populates="kids")

    User.later = m.Column(m.Integer)
    User.double = m.column_property(User.later * 2)
    m.configure_mappers()
    mapper = m.inspect(User)
    return [
        mapper.attrs.keys(),
        User.__table__.c.keys(),
        str(User.double == 4),
        User(name="x").name,
        str(User.name),
        str(User.later),
    ]


@program
def synonyms_composites_and_expressions(m):
    @dataclasses.dataclass
    class Point:
        x: int
        y: int

    class Base(m.DeclarativeBase):
        pass

    class Vertex(Base):
        __tablename__ = "vertices"
        id = m.mapped_column(m.Integer, primary_key=True)
        x1 = m.mapped_column(m.Integer)
        y1 = m.mapped_column(m.Integer)
        start = m.composite(Point, "x1", "y1")
        alias = m.synonym("x1")
        big = m.deferred(m.mapped_column(m.String), group="g")
        total = m.column_property(x1 + y1)

    m.configure_mappers()
    v = Vertex(start=Point(1, 2))
    facts = [v.x1, v.y1, v.alias, v.start, v.total]
    v.alias = 9
    facts += [v.x1, v.start, str(Vertex.alias == 5), str(Vertex.start == Point(3, 4)), str(Vertex.total > 5)]
    v.start = None
    facts += [v.x1, v.start, m.inspect(Vertex).attrs.big.deferred, m.inspect(Vertex).attrs.big.group]
    return [
        *facts,
        m.inspect(Vertex).attrs.keys(),
        m.inspect(Vertex).composites.keys(),
        m.inspect(Vertex).synonyms.keys(),
    ]


@program
def validators(m):
    seen = []

    class Base(m.DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "u"
        id = m.mapped_column(m.Integer, primary_key=True)
        name = m.mapped_column(m.String)
        kids = m.relationship("Kid", backref="user")

        @m.validates("name", "id")
        def check(self, key, value):
            seen.append((key, value))
            if value == "bad":
                raise ValueError("bad name")
            return value.upper() if isinstance(value, str) else value

        @m.validates("kids", include_removes=True)
        def check_kids(self, key, kid, is_remove):
            seen.append((key, kid.id, is_remove))
            return kid

    class Kid(Base):
        __tablename__ = "k"
        id = m.mapped_column(m.Integer, primary_key=True)
        user_id = m.mapped_column(m.ForeignKey("u.id"))

    user = User(id=1, name="ed")
    user.kids.append(Kid(id=1))
    user.kids = [user.kids[0], Kid(id=2)]
    user.kids.pop()
    Kid(id=3).user = user
    return [user.name, seen, fails(lambda: setattr(user, "name", "bad")), user.name, fails(lambda: User(name="bad"))]


@program
def attribute_events(m):
    c = user_address(m)
    seen = []
    event = (sqlalchemy if m is ORACLE else holdfast).event
    event.listen(c.User.name, "set", lambda t, v, o, i: seen.append(("set", v, str(o), i.key)))
    event.listen(c.User.fullname, "set", lambda t, v, o, i: v.upper(), retval=True)
    event.listen(c.User.addresses, "append", lambda t, v, i: seen.append(("append", v.id, i.key)))
    event.listen(c.User.addresses, "remove", lambda t, v, i: seen.append(("remove", v.id, i.key)))
    event.listen(c.Address.user, "set", lambda t, v, o, i: seen.append(("user", t.id, getattr(v, "name", v), i.key)))
    event.listen(c.User, "init", lambda t, a, k: seen.append(("init", sorted(k))))
    user = c.User(name="ed", fullname="x")
    user.name = "jack"
    address = c.Address(id=1)
    user.addresses.append(address)
    user.addresses.remove(address)
    address.user = user
    other = c.User(name="other")
    address.user = other
    other.addresses = [address, c.Address(id=2)]
    return [seen, user.fullname]


@program
def configuration_errors(m):
    facts, made = [], []

    def run(build: Any, words: int = 12) -> None:
        def attempt() -> None:
            class Base(m.DeclarativeBase):
                pass

            made.append(Base)
            build(Base)
            Base.registry.configure()

        facts.append(fails(attempt, words))
        made[-1].registry.dispose()

    def two(Base: Any, left: Any = None, right: Any = None) -> None:
        scope = {"__tablename__": "a", "id": m.mapped_column(m.Integer, primary_key=True)}
        Base.first = type("A", (Base,), {**scope, "__module__": __name__, **(left or {})})
        scope = {"__tablename__": "b", "id": m.mapped_column(m.Integer, primary_key=True)}
        Base.second = type("B", (Base,), {**scope, "__module__": __name__, **(right or {})})

    run(lambda Base: two(Base, {"bs": m.relationship("B")}), 14)
    run(lambda Base: two(Base, {"bs": m.relationship("Bee")}))
    run(
        lambda Base: two(
            Base,
            {"bs": m.relationship("B")},
            {"x": m.mapped_column(m.ForeignKey("a.id")), "y": m.mapped_column(m.ForeignKey("a.id"))},
        ),
        14,
    )
    fk = lambda: m.mapped_column(m.ForeignKey("a.id"))
    run(lambda Base: two(Base, {"bs": m.relationship("B", back_populates="nope")}, {"x": fk()}), 6)
    run(lambda Base: two(Base, {"bs": m.relationship("B", primaryjoin="A.id == B.nope")}, {"x": fk()}), 4)
    run(lambda Base: two(Base, {"bs": m.relationship("B", cascade="all, nonsense")}, {"x": fk()}), 5)
    run(lambda Base: two(Base, None, {"x": fk(), "a": m.relationship("A", cascade="all, delete-orphan")}), 10)
    run(lambda Base: two(Base, {"bs": m.relationship("B", backref="x", back_populates="y")}, {"x": fk()}), 8)
    run(lambda Base: two(Base, {"bs": m.relationship("B", backref="x")}, {"x": fk()}), 5)
    run(lambda Base: two(Base, {"bs": m.relationship("B", primaryjoin="A.id > B.x")}, {"x": fk()}), 8)
    run(lambda Base: type("C", (Base,), {"__tablename__": "c", "x": m.mapped_column(m.Integer)}), 12)
    run(lambda Base: type("C", (Base,), {"x": m.mapped_column(m.Integer, primary_key=True)}), 6)
    run(lambda Base: type("C", (Base,), {"__tablename__": "c", "__annotations__": {"x": m.Mapped[object]}}), 12)
    run(
        lambda Base: type(
            "C", (Base,), {"__tablename__": "c", "__annotations__": {"x": int}, "x": m.mapped_column(primary_key=True)}
        ),
        6,
    )
    return facts


@program
def unmapped_and_misspelt(m):
    c = user_address(m)
    user = c.User()

    class Plain:
        pass

    return [
        fails(lambda: c.User(nmae="x"), 6),
        fails(lambda: user.nmae),
        fails(lambda: c.User.nmae),
        fails(lambda: m.class_mapper(Plain), 4),
        fails(lambda: m.class_mapper(5)),
        fails(lambda: m.object_mapper(Plain()), 4),
        fails(lambda: m.inspect(Plain()), 6),
        fails(lambda: m.inspect(c.User).get_property("nope"), 6),
        fails(lambda: m.inspect(c.User).get_property_by_column(c.Address.__table__.c.id), 3),
        m.object_session(user),
        m.was_deleted(user),
        m.inspect(user).attrs.name.loaded_value,
        m.inspect(user).attrs.name.value,
        sorted(m.inspect(user).attrs.keys()),
        m.inspect(c.User).identity_key_from_primary_key((5,))[1:],
        m.inspect(c.User).primary_key_from_instance(c.User(id=5)),
        m.inspect(c.User).identity_key_from_instance(c.User(id=5))[1:],
    ]


@program
def transient_to_detached(m):
    c = user_address(m)
    user = c.User(id=5, name="x")
    m.make_transient_to_detached(user)
    state = m.inspect(user)
    facts = [state.detached, state.identity, state.key[0].__name__, user.__dict__.get("name"), sorted(state.unloaded)]
    facts += [sorted(state.expired_attributes), state.modified, fails(lambda: m.make_transient_to_detached(user))]
    facts += [fails(lambda: user.fullname, 4), fails(lambda: user.addresses, 4)]
    user.name = "y"
    facts += [state.attrs.name.history]
    m.make_transient(user)
    return [*facts, state.transient, state.key, user.name]


@program
def a_foreign_key_has_the_type_of_its_target_whatever_the_annotation(m):
    class Base(m.DeclarativeBase):
        pass

    class Country(Base):
        __tablename__ = "country"
        code = m.mapped_column(m.String(2), primary_key=True)

    class City(Base):
        __tablename__ = "city"
        __annotations__ = {"a": m.Mapped[str], "b": m.Mapped[Optional[int]], "c": m.Mapped[str]}
        id = m.mapped_column(m.Integer, primary_key=True)
        a = m.mapped_column(m.ForeignKey("country.code"))
        b = m.mapped_column(m.ForeignKey("country.code"))
        c = m.mapped_column(m.String(9), m.ForeignKey("country.code"))

    return [(column.name, repr(column.type), column.nullable) for column in City.__table__.c]


@pytest.mark.parametrize("each", PROGRAMS, ids=lambda p: p.__name__)
def test_twin(each: Any) -> None:
    wanted = shown(each(ORACLE))
    got = shown(each(OURS))
    assert got == wanted
