"""Ways to map: types, mixins, inheritance, composite keys, computed attributes, imperative mapping, validators."""

import datetime as dt
import decimal
import enum
import uuid

from .kit import journey


class Color(enum.Enum):
    RED = 1
    GREEN = 2


@journey
def every_type_round_trip(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Thing(Base):
        __tablename__ = "thing"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        color = orm.mapped_column(sa.Enum(Color))
        size = orm.mapped_column(sa.Enum("s", "m", name="size"))
        data = orm.mapped_column(sa.JSON)
        day = orm.mapped_column(sa.Date)
        moment = orm.mapped_column(sa.DateTime)
        hour = orm.mapped_column(sa.Time)
        delta = orm.mapped_column(sa.Interval)
        price = orm.mapped_column(sa.Numeric(12, 3))
        ratio = orm.mapped_column(sa.Float)
        token = orm.mapped_column(sa.Uuid)
        raw = orm.mapped_column(sa.LargeBinary)
        ok = orm.mapped_column(sa.Boolean)
        big = orm.mapped_column(sa.BigInteger)
        text = orm.mapped_column(sa.UnicodeText)
        parts = orm.mapped_column(sa.PickleType)

    engine = k.engine(base=Base)
    values = {
        "color": Color.GREEN,
        "size": "m",
        "data": {"a": [1, None, {"b": "ü"}], "n": 1.5},
        "day": dt.date(2024, 2, 29),
        "moment": dt.datetime(2024, 2, 29, 23, 59, 58, 123456),
        "hour": dt.time(7, 8, 9),
        "delta": dt.timedelta(days=3, seconds=4, microseconds=5),
        "price": decimal.Decimal("123456789.125"),
        "ratio": 0.1,
        "token": uuid.UUID(int=7),
        "raw": b"\x00\xff",
        "ok": True,
        "big": 2**40,
        "text": "snow ☃",
        "parts": {1, 2},
    }
    with k.Session(engine) as session:
        thing = Thing(**values)
        session.add_all([thing, Thing()])
        session.commit()
        k.note({name: getattr(thing, name) for name in values}, all(getattr(thing, n) == v for n, v in values.items()))
        empty = session.get(Thing, 2)
        k.note([getattr(empty, name) for name in values])
        for name, value in values.items():
            if name not in {"data", "parts"}:
                column = getattr(Thing, name)
                k.note(name, session.scalars(sa.select(Thing.id).where(column == value)).all())
        k.note(session.scalar(sa.select(Thing.data["a"][0].as_integer()).where(Thing.id == 1)))
        k.note(session.scalars(sa.select(Thing.id).where(Thing.data["n"].as_float() > 1)).all())
        k.note(session.scalar(sa.select(sa.func.max(Thing.moment))), session.scalar(sa.select(Thing.price * 2)))
        thing.data = {"b": 1}
        thing.color = Color.RED
        session.commit()
        k.note(thing.data, thing.color)
        session.add(Thing(size="xl"))
        k.attempt(session.flush, letters=60)
        session.rollback()
        session.add(Thing(day="yesterday"))
        k.attempt(session.flush, letters=70)
        session.rollback()
        session.add(Thing(token="no uuid"))
        k.attempt(session.flush, letters=40)
        session.rollback()
    k.note(k.rows(engine, "SELECT * FROM thing"))


@journey
def own_types(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Words(sa.types.TypeDecorator):
        impl = sa.String
        cache_ok = True

        def process_bind_param(self, value, dialect):
            return None if value is None else " ".join(value)

        def process_result_value(self, value, dialect):
            return None if value is None else value.split(" ")

    class Point(sa.types.UserDefinedType):
        cache_ok = True

        def get_col_spec(self, **kw):
            return "POINT"

        def bind_processor(self, dialect):
            return lambda value: None if value is None else f"{value[0]};{value[1]}"

        def result_processor(self, dialect, coltype):
            return lambda value: None if value is None else tuple(map(int, value.split(";")))

    class Page(Base):
        __tablename__ = "page"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        words = orm.mapped_column(Words(50))
        place = orm.mapped_column(Point)

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        session.add(Page(words=["a", "b"], place=(1, 2)))
        session.commit()
        page = session.scalars(sa.select(Page).where(Page.words == ["a", "b"])).one()
        k.note(page.words, page.place)
        k.note(session.execute(sa.select(Page.words, Page.place).where(Page.words.in_([["a", "b"], ["c"]]))).all())
        k.note(session.scalar(sa.select(sa.type_coerce(sa.literal_column("'x y'"), Words()))))


@journey(unordered=True)
def mixins_and_annotations(k):
    sa, orm = k.sa, k.orm

    class Base(orm.DeclarativeBase):
        type_annotation_map = {str: sa.String(40), dict: sa.JSON}
        metadata = sa.MetaData(
            naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(column_0_name)s"}
        )

    class Stamped:
        created: orm.Mapped[dt.datetime] = orm.mapped_column(default=lambda: dt.datetime(2026, 1, 1), sort_order=10)

        @orm.declared_attr.directive
        def __tablename__(cls):
            return cls.__name__.lower()

    class Owned:
        @orm.declared_attr
        def owner_id(cls):
            return orm.mapped_column(sa.ForeignKey("person.id"))

        @orm.declared_attr
        def owner(cls):
            return orm.relationship("Person")

    class Person(Stamped, Base):
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        name: orm.Mapped[str] = orm.mapped_column(index=True)

    class House(Stamped, Owned, Base):
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        street: orm.Mapped[str | None] = orm.mapped_column(unique=True)
        extra: orm.Mapped[dict] = orm.mapped_column(default=dict)

    class Car(Stamped, Owned, Base):
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)

    engine = k.engine(base=Base)
    k.note([[(c.name, str(c.type), c.nullable) for c in table.columns] for table in Base.metadata.sorted_tables])
    k.note([index.name for index in Person.__table__.indexes], [c.name for c in House.__table__.constraints if c.name])
    with k.Session(engine) as session:
        ann = Person(name="Ann")
        session.add_all([House(street="s", owner=ann), Car(owner=ann)])
        session.commit()
        k.note(session.scalars(sa.select(House)).one().owner.name, session.scalars(sa.select(Car)).one().owner is ann)
        k.note(ann.created, session.scalars(sa.select(House.extra)).one())


@journey
def composite_keys(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Shelf(Base):
        __tablename__ = "shelf"
        room = orm.mapped_column(sa.String, primary_key=True)
        number = orm.mapped_column(sa.Integer, primary_key=True)
        boxes = orm.relationship("Box", back_populates="shelf", order_by="Box.id", cascade="all, delete-orphan")

    class Box(Base):
        __tablename__ = "box"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        room = orm.mapped_column(sa.String)
        number = orm.mapped_column(sa.Integer)
        shelf = orm.relationship("Shelf", back_populates="boxes")
        __table_args__ = (sa.ForeignKeyConstraint(["room", "number"], ["shelf.room", "shelf.number"]), {"comment": "c"})

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        session.add(Shelf(room="a", number=1, boxes=[Box(id=1), Box(id=2)]))
        session.add(Shelf(room="a", number=2, boxes=[Box(id=3)]))
        session.commit()
        one = session.get(Shelf, ("a", 1))
        k.note(session.get(Shelf, {"number": 1, "room": "a"}) is one, [box.id for box in one.boxes])
        k.attempt(session.get, Shelf, "a", letters=50)
        k.attempt(session.get, Shelf, {"room": "a"}, letters=50)
        box = session.get(Box, 3)
        box.shelf = one
        session.commit()
        k.note(box.number, k.inspect(one).identity, k.inspect(one).identity_key[1])
        k.note(session.scalars(sa.select(Box.id).where(sa.tuple_(Box.room, Box.number).in_([("a", 1)]))).all())
        for strategy in (orm.joinedload, orm.selectinload):
            session.expunge_all()
            shelves = (
                session.scalars(sa.select(Shelf).options(strategy(Shelf.boxes)).order_by(Shelf.number)).unique().all()
            )
            k.note([[box.id for box in shelf.boxes] for shelf in shelves])
        session.delete(shelves[0])
        session.commit()
        k.note(session.query(Box).count())


@journey
def computed_attributes(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Item(Base):
        __tablename__ = "item"
        id = sa.Column(sa.Integer, primary_key=True)
        order_id = sa.Column(sa.ForeignKey("purchase.id"))
        amount = sa.Column(sa.Integer)

    class Purchase(Base):
        __tablename__ = "purchase"
        id = sa.Column(sa.Integer, primary_key=True)
        first = sa.Column(sa.String)
        last = sa.Column(sa.String)
        full = orm.column_property(first + " " + last)
        total = orm.column_property(
            sa.select(sa.func.coalesce(sa.func.sum(Item.amount), 0))
            .where(Item.order_id == id)
            .correlate_except(Item)
            .scalar_subquery()
        )
        items = orm.relationship(Item)
        name = orm.synonym("full")

        @property
        def initials(self):
            return self.first[0] + self.last[0]

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        session.add(Purchase(first="A", last="B", items=[Item(amount=2), Item(amount=5)]))
        session.commit()
        one = session.scalars(sa.select(Purchase).where(Purchase.total > 3)).one()
        k.note(one.full, one.total, one.initials, one.name)
        k.note(session.scalars(sa.select(Purchase.full).order_by(Purchase.total.desc())).all())
        k.note(session.scalars(sa.select(Purchase.id).where(Purchase.name == "A B")).all())
        one.first = "Z"
        session.commit()
        k.note(one.full)
        alias = orm.aliased(Purchase)
        k.note(session.execute(sa.select(alias.full, alias.total)).all())


@journey
def imperative_mapping(k):
    sa, orm = k.sa, k.orm
    registry = orm.registry()
    author = sa.Table(
        "author", registry.metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a_name", sa.String)
    )
    book = sa.Table(
        "book",
        registry.metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String),
        sa.Column("author_id", sa.ForeignKey("author.id")),
    )

    class Author:
        def __init__(self, name):
            self.name = name
            self.cached = "plain"

    class Book:
        pass

    registry.map_imperatively(
        Author,
        author,
        properties={"name": author.c.a_name, "books": orm.relationship(Book, backref="author", order_by=book.c.id)},
    )
    registry.map_imperatively(Book, book, exclude_properties=["nothing"])
    engine = k.engine(base=registry.metadata)
    with k.Session(engine) as session:
        someone = Author("x")
        book_one = Book()
        book_one.title = "t"
        someone.books.append(book_one)
        session.add(someone)
        session.commit()
        k.note(someone.name, someone.cached, book_one.author is someone)
        k.note(session.scalars(sa.select(Book).join(Book.author).where(Author.name == "x")).one().title)
        session.expunge_all()
        loaded = session.scalars(sa.select(Author)).one()
        k.note(hasattr(loaded, "cached"), [one.title for one in loaded.books])
    mapper = k.inspect(Author)
    k.note([prop.key for prop in mapper.attrs], [c.name for c in mapper.columns], mapper.local_table.name)
    k.attempt(registry.map_imperatively, Author, author, letters=60)
    registry.dispose()
    k.attempt(Book, title="x", letters=40)


@journey
def single_table_inheritance(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Person(Base):
        __tablename__ = "person"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String)
        kind = orm.mapped_column(sa.String(10))
        company_id = orm.mapped_column(sa.ForeignKey("company.id"))
        __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}

    class Manager(Person):
        budget = orm.mapped_column(sa.Integer, nullable=True)
        __mapper_args__ = {"polymorphic_identity": "manager"}

    class Engineer(Person):
        tool = orm.mapped_column(sa.String, nullable=True)
        __mapper_args__ = {"polymorphic_identity": "engineer"}

    class Company(Base):
        __tablename__ = "company"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        people = orm.relationship(Person, order_by=Person.id)

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        manager = Manager(name="m", budget=5)
        k.note(manager.kind)
        session.add(Company(people=[manager, Engineer(name="e", tool="lathe"), Person(name="p")]))
        session.commit()
        k.note([(type(one).__name__, one.name, one.kind) for one in session.scalars(sa.select(Company)).one().people])
        k.note([one.budget for one in session.scalars(sa.select(Manager))])
        k.note([k.loaded(one) for one in session.scalars(sa.select(Person).order_by(Person.id))])
        session.expunge_all()
        k.note([k.loaded(one) for one in session.scalars(sa.select(Person).order_by(Person.id))])
        k.note([one.tool for one in session.query(Person).filter(Engineer.tool == "lathe")])
        k.note(session.get(Engineer, 1), session.get(Person, 1).budget)
        k.note(session.scalar(sa.select(sa.func.count(Engineer.id))))
        session.execute(sa.update(Manager).values(budget=6))
        session.execute(sa.delete(Engineer).where(Engineer.name == "e"))
        session.commit()
        k.note(session.scalars(sa.select(Person.name).order_by(Person.id)).all())


@journey
def joined_table_inheritance(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Person(Base):
        __tablename__ = "p"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        name: orm.Mapped[str]
        type: orm.Mapped[str]
        __mapper_args__ = {"polymorphic_on": "type", "polymorphic_identity": "person"}

    class Engineer(Person):
        __tablename__ = "e"
        id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("p.id"), primary_key=True)
        tool: orm.Mapped[str]
        __mapper_args__ = {"polymorphic_identity": "engineer"}

    class Manager(Person):
        __tablename__ = "m"
        id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("p.id"), primary_key=True)
        budget: orm.Mapped[int | None]
        __mapper_args__ = {"polymorphic_identity": "manager"}

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        session.add_all([Engineer(name="e1", tool="x"), Engineer(name="e2", tool="y")])
        session.flush()
        session.add_all([Manager(name="m1", budget=3)])
        session.flush()
        session.add_all([Person(name="p1")])
        session.commit()
        session.expunge_all()
        k.note([(one.name, one.tool) for one in session.scalars(sa.select(Engineer).order_by(Engineer.name))])
        session.expunge_all()
        k.note([(type(one).__name__, one.name) for one in session.scalars(sa.select(Person).order_by(Person.id))])
        manager = session.scalars(sa.select(Person).where(Person.name == "m1")).one()
        k.note(manager.budget)
        manager.name, manager.budget = "m2", 9
        session.commit()
        k.note(manager.name, manager.budget)
        k.note(session.scalars(sa.select(Engineer.tool).where(Engineer.name.like("e%")).order_by(Engineer.id)).all())
        k.note(session.get(Engineer, 1).tool, session.get(Manager, 1), session.get(Person, 2).name)
        session.delete(session.get(Person, 1))
        session.commit()
        session.expunge_all()
        k.note([type(one).__name__ for one in session.query(Person).order_by(Person.id)])
        k.note(session.query(Engineer).filter_by(name="e2").one().tool)
    k.note(k.rows(engine, "SELECT * FROM e"), k.rows(engine, "SELECT * FROM m"))


@journey
def validators_and_constructors(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class User(Base):
        __tablename__ = "u"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        email = orm.mapped_column(sa.String)
        friends_id = orm.mapped_column(sa.ForeignKey("u.id"))
        friends = orm.relationship("User")

        @orm.validates("email")
        def check(self, key, value):
            if "@" not in value:
                raise ValueError(f"{value!r} is no address")
            return value.lower()

        @orm.validates("friends")
        def friend(self, key, value):
            k.note("friend", value.email)
            return value

        @orm.reconstructor
        def loaded(self):
            self.fresh = True

    engine = k.engine(base=Base)
    k.attempt(User, email="x", letters=60)
    k.attempt(User, emial="x", letters=47)
    k.attempt(User, 1, letters=0)
    with k.Session(engine) as session:
        user = User(email="A@X")
        user.friends.append(User(email="B@X"))
        session.add(user)
        session.commit()
        k.note(user.email, hasattr(user, "fresh"))
        session.expunge_all()
        k.note(session.get(User, 1).fresh)
        k.attempt(setattr, user, "email", "q", letters=30)


@journey
def mapping_mistakes(k):
    sa, orm = k.sa, k.orm

    def no_key():
        class A(k.base()):
            __tablename__ = "a"
            x = orm.mapped_column(sa.Integer)

    def no_table():
        class A(k.base()):
            x = orm.mapped_column(sa.Integer, primary_key=True)

    def bad_target():
        Base = k.base()

        class A(Base):
            __tablename__ = "a"
            id = orm.mapped_column(sa.Integer, primary_key=True)
            bs = orm.relationship("Nowhere")

        A()

    def no_foreign_key():
        Base = k.base()

        class B(Base):
            __tablename__ = "b"
            id = orm.mapped_column(sa.Integer, primary_key=True)

        class A(Base):
            __tablename__ = "a"
            id = orm.mapped_column(sa.Integer, primary_key=True)
            bs = orm.relationship("B")

        A()

    def ambiguous():
        Base = k.base()

        class B(Base):
            __tablename__ = "b"
            id = orm.mapped_column(sa.Integer, primary_key=True)

        class A(Base):
            __tablename__ = "a"
            id = orm.mapped_column(sa.Integer, primary_key=True)
            one = orm.mapped_column(sa.ForeignKey("b.id"))
            two = orm.mapped_column(sa.ForeignKey("b.id"))
            b = orm.relationship("B")

        A()

    def wrong_back_populates():
        Base = k.base()

        class B(Base):
            __tablename__ = "b"
            id = orm.mapped_column(sa.Integer, primary_key=True)

        class A(Base):
            __tablename__ = "a"
            id = orm.mapped_column(sa.Integer, primary_key=True)
            b_id = orm.mapped_column(sa.ForeignKey("b.id"))
            b = orm.relationship("B", back_populates="nothing")

        A()

    def bad_annotation():
        class A(k.base()):
            __tablename__ = "a"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            x: orm.Mapped[object]

    def not_mapped_annotation():
        class A(k.base()):
            __tablename__ = "a"
            id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
            x: int = orm.mapped_column()

    def bad_cascade():
        orm.relationship("X", cascade="all, dance")

    def many_to_one_orphans():
        Base = k.base()

        class B(Base):
            __tablename__ = "b"
            id = orm.mapped_column(sa.Integer, primary_key=True)

        class A(Base):
            __tablename__ = "a"
            id = orm.mapped_column(sa.Integer, primary_key=True)
            b_id = orm.mapped_column(sa.ForeignKey("b.id"))
            b = orm.relationship("B", cascade="all, delete-orphan")

        A()

    def same_class_twice():
        Base = k.base()
        made = []
        for name in "ab":
            made.append(
                type("A", (Base,), {"__tablename__": name, "id": orm.mapped_column(sa.Integer, primary_key=True)})
            )

    for mistake in (
        no_key,
        no_table,
        bad_target,
        no_foreign_key,
        ambiguous,
        wrong_back_populates,
        bad_annotation,
        not_mapped_annotation,
        bad_cascade,
        many_to_one_orphans,
        same_class_twice,
    ):
        k.note(mistake.__name__)
        k.attempt(mistake, letters=48)


@journey
def wrong_uses(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class User(Base):
        __tablename__ = "user"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String)
        parent_id = orm.mapped_column(sa.ForeignKey("user.id"))
        children = orm.relationship("User")

    class Plain:
        pass

    engine = k.engine(base=Base)
    session = k.Session(engine)
    attempt = k.attempt
    attempt(lambda: User.nmae, letters=40)
    attempt(lambda: sa.select(User).filter_by(nmae="x"), letters=55)
    attempt(lambda: session.query(User).filter_by(nmae="x"), letters=50)
    attempt(lambda: session.query(Plain), letters=40)
    attempt(lambda: sa.select(Plain), letters=40)
    attempt(lambda: session.get(Plain, 1), letters=40)
    attempt(lambda: session.add(Plain()), letters=40)
    attempt(lambda: session.add(None), letters=30)
    attempt(lambda: session.add_all([User(), "x"]), letters=30)
    session.expunge_all()
    attempt(lambda: session.delete(User()), letters=20)
    attempt(lambda: User(children=None), letters=30)
    attempt(lambda: User(children=User()), letters=40)
    attempt(lambda: User(children=["x"]), letters=25)
    attempt(lambda: sa.select(User).options(orm.joinedload(User.name)), letters=40)
    attempt(lambda: sa.select(User).options(orm.joinedload("children")), letters=40)
    attempt(lambda: session.execute(sa.select(User).options(orm.joinedload(User.children))).unique().all(), letters=50)
    attempt(lambda: sa.select(User).join("children"), letters=30)
    attempt(lambda: sa.select(User).join(User.name), letters=30)
    attempt(lambda: User.children == User(), letters=40)
    attempt(lambda: User.children.has(), letters=40)
    attempt(lambda: User.name.any(), letters=7)
    attempt(lambda: session.scalars(sa.select(User).order_by("nothing")).all(), letters=50)
    attempt(lambda: session.execute(sa.insert(User), [{"nmae": 1}]), letters=25)
    attempt(lambda: session.execute(sa.update(User).values(nmae=1)), letters=25)
    attempt(lambda: session.refresh(User()), letters=20)
    attempt(lambda: k.inspect(Plain()), letters=40)
    attempt(lambda: k.inspect(Plain), letters=40)
    attempt(lambda: orm.aliased(Plain), letters=30)
    attempt(lambda: orm.Session(engine, nothing=1), letters=20)
    attempt(lambda: orm.Session().execute(sa.text("SELECT 1")), letters=50)
    attempt(lambda: orm.Session().get(User, 1), letters=50)
    attempt(lambda: session.merge(Plain()), letters=30)
    attempt(lambda: orm.class_mapper(Plain), letters=30)
    attempt(lambda: orm.object_session(Plain()), letters=30)
    attempt(lambda: session.begin_nested().commit(), letters=30)
    session.close()


@journey
def tree(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Node(Base):
        __tablename__ = "node"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        parent_id = orm.mapped_column(sa.ForeignKey("node.id"))
        name = orm.mapped_column(sa.String)
        children = orm.relationship(
            "Node",
            cascade="all, delete-orphan",
            order_by="Node.id",
            backref=orm.backref("parent", remote_side="Node.id"),
        )

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        root = Node(name="root")
        for i in range(3):
            child = Node(name=f"c{i}", parent=root)
            child.children.append(Node(name=f"g{i}"))
        session.add(root)
        session.commit()

        def draw(node, depth=0):
            k.note("  " * depth + node.name)
            for child in node.children:
                draw(child, depth + 1)

        draw(root)
        top = sa.select(Node.id, Node.name, sa.literal(0).label("depth")).where(Node.parent_id.is_(None))
        found = top.cte("tree", recursive=True)
        below = sa.select(Node.id, Node.name, found.c.depth + 1).join(found, Node.parent_id == found.c.id)
        found = found.union_all(below)
        k.note(session.execute(sa.select(found.c.name, found.c.depth).order_by(found.c.depth, found.c.id)).all())
        everyone = orm.aliased(Node, session.query(Node).filter(Node.name != "root").subquery())
        k.note(sorted(one.name for one in session.scalars(sa.select(everyone))))
        session.expunge_all()
        loaded = session.scalars(
            sa.select(Node)
            .where(Node.name == "root")
            .options(orm.selectinload(Node.children).selectinload(Node.children))
        ).one()
        draw(loaded)
        parent = orm.aliased(Node)
        k.note(
            session.execute(sa.select(Node.name, parent.name).join(Node.parent.of_type(parent)).order_by(Node.id)).all()
        )
        moved = loaded.children[0]
        loaded.children[1].children.append(moved)
        k.note(moved.parent.name, len(loaded.children))
        session.commit()
        draw(loaded)
        session.delete(loaded.children[0])
        session.commit()
        draw(loaded)


@journey(unordered=True)
def collections_of_all_kinds(k):
    sa, orm = k.sa, k.orm
    Base = k.base()

    class Owner(Base):
        __tablename__ = "owner"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        unique = orm.relationship("Thing", collection_class=set, back_populates="owner")
        by_name = orm.relationship(
            "Thing", collection_class=orm.attribute_keyed_dict("name"), viewonly=True, order_by="Thing.id"
        )
        latest = orm.relationship("Thing", uselist=False, viewonly=True, order_by="Thing.id.desc()")

    class Thing(Base):
        __tablename__ = "thing"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String)
        owner_id = orm.mapped_column(sa.ForeignKey("owner.id"))
        owner = orm.relationship("Owner", back_populates="unique")
        passport = orm.relationship("Passport", back_populates="thing", uselist=False, cascade="all, delete-orphan")

    class Passport(Base):
        __tablename__ = "passport"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        thing_id = orm.mapped_column(sa.ForeignKey("thing.id"))
        thing = orm.relationship("Thing", back_populates="passport")

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        owner = Owner(id=1)
        a, b = Thing(id=1, name="a"), Thing(id=2, name="b")
        owner.unique.add(a)
        b.owner = owner
        k.note(len(owner.unique), b in owner.unique)
        session.add(owner)
        session.commit()
        k.note({name: one.id for name, one in owner.by_name.items()})
        a.passport = Passport(id=1)
        session.commit()
        a.passport = Passport(id=2)
        session.commit()
        k.note(session.scalars(sa.select(Passport.id)).all())
        owner.unique.discard(a)
        k.note(a.owner)
        owner.unique |= {Thing(id=3, name="c")}
        session.commit()
        k.note(sorted(one.name for one in owner.unique), a.owner_id)
        a.passport = None
        session.commit()
        k.note(session.query(Passport).count())
