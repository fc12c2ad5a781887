"""A blog: users, posts, tags, comments; loader options of all kinds."""

from .kit import journey


def models(k):
    sa, orm = k.sa, k.orm

    class Base(orm.DeclarativeBase):
        pass

    post_tag = sa.Table(
        "post_tag",
        Base.metadata,
        sa.Column("post_id", sa.ForeignKey("post.id"), primary_key=True),
        sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True),
    )

    class User(Base):
        __tablename__ = "user"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.String, nullable=False, unique=True)
        bio = orm.deferred(sa.Column(sa.Text))
        posts = orm.relationship("Post", backref=orm.backref("author", lazy="select"), order_by="Post.id")
        comments = orm.relationship("Comment", back_populates="user")

    class Post(Base):
        __tablename__ = "post"
        id = sa.Column(sa.Integer, primary_key=True)
        title = sa.Column(sa.String)
        body = sa.Column(sa.Text, default="...")
        user_id = sa.Column(sa.Integer, sa.ForeignKey("user.id"), nullable=False)
        tags = orm.relationship("Tag", secondary=post_tag, back_populates="posts", order_by="Tag.name")
        comments = orm.relationship(
            "Comment", cascade="all, delete-orphan", back_populates="post", order_by="Comment.id"
        )

    class Tag(Base):
        __tablename__ = "tag"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.String, unique=True)
        posts = orm.relationship("Post", secondary=post_tag, back_populates="tags", order_by="Post.id")

    class Comment(Base):
        __tablename__ = "comment"
        id = sa.Column(sa.Integer, primary_key=True)
        text = sa.Column(sa.String)
        post_id = sa.Column(sa.ForeignKey("post.id"))
        user_id = sa.Column(sa.ForeignKey("user.id"))
        post = orm.relationship("Post", back_populates="comments")
        user = orm.relationship("User", back_populates="comments")

    return Base, User, Post, Tag, Comment


def open_blog(k):
    Base, User, Post, Tag, Comment = models(k)
    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        python, sql, cats = (Tag(name=name) for name in ("python", "sql", "cats"))
        session.add_all([python, sql, cats])
        session.flush()
        ann, bob = User(name="ann", bio="likes cats"), User(name="bob")
        session.add_all([ann, bob])
        session.flush()
        for user, title, tags in ((ann, "one", [python]), (ann, "two", [cats]), (bob, "three", [sql])):
            post = Post(title=title, author=user)
            session.add(post)
            session.flush()
            post.tags = tags
            session.flush()
            post.comments = [Comment(text=f"{title}!", user=bob)]
            session.flush()
        session.commit()
    k.sent.clear()
    return engine, User, Post, Tag, Comment


@journey
def tags_both_ways(k):
    engine, _User, Post, Tag, _Comment = open_blog(k)
    with k.Session(engine) as session:
        python = session.query(Tag).filter_by(name="python").one()
        post = session.query(Post).filter(Post.title == "two").one()
        k.note([one.title for one in python.posts])
        post.tags.append(python)
        k.note([one.title for one in python.posts], python in post.tags, session.dirty)
        session.commit()
        k.note([one.title for one in python.posts])
        python.posts.remove(post)
        session.commit()
        k.note([one.name for one in post.tags])
        session.delete(python)
        session.commit()
    k.note(k.rows(engine, "SELECT * FROM post_tag ORDER BY 1, 2"))


@journey
def legacy_queries(k):
    sa, orm = k.sa, k.orm
    engine, User, Post, Tag, Comment = open_blog(k)
    session = k.sessionmaker(bind=engine)()
    query = session.query(User)
    k.note(query.count(), [user.name for user in query.order_by(User.name.desc())])
    k.note(query.get(1).name, query.filter(User.name.like("b%")).first().name)
    k.note(query.filter_by(name="zed").first(), query.filter_by(name="zed").one_or_none())
    k.note(session.query(User.name, sa.func.count(Post.id)).join(Post).group_by(User.id).order_by(User.id).all())
    k.note(session.query(User).join(User.posts).filter(Post.title == "three").one().name)
    k.note(session.query(Post).filter(Post.tags.any(Tag.name == "sql")).one().title)
    k.note(session.query(Post).filter(Post.author.has(User.name == "ann")).count())
    k.note([post.title for post in session.query(Post).filter(~Post.tags.any(Tag.name.in_(["sql", "cats"])))])
    k.note(session.query(Post.title).order_by(Post.id)[1:3], session.query(Post).order_by(Post.id)[0].title)
    k.note(session.query(sa.exists().where(User.name == "ann")).scalar())
    k.note(session.query(session.query(User).filter(User.name == "x").exists()).scalar())
    k.note(session.query(Post).with_parent(session.get(User, 2)).one().title)
    subquery = session.query(Comment.user_id, sa.func.count("*").label("n")).group_by(Comment.user_id).subquery()
    k.note(
        session.query(User.name, subquery.c.n).outerjoin(subquery, User.id == subquery.c.user_id).order_by("name").all()
    )
    k.note(session.query(User).filter(User.name == "ann").update({"name": "anna"}), session.query(User).get(1).name)
    k.note(session.query(Comment).filter(Comment.text == "one!").delete(), session.query(Comment).count())
    k.note(session.query(User).options(orm.joinedload(User.posts)).order_by(User.id).limit(1).all()[0].posts[1].title)
    k.note(session.query(User.name.label("n")).distinct().order_by("n").first().n)
    k.note(session.query(User).filter(sa.or_(User.id == 1, User.name == "bob")).order_by(User.id).all())
    k.note(session.query(Post, User).select_from(Post).join(Post.author).order_by(Post.id).first())
    k.note(str(session.query(User).filter(User.id == 3)))
    session.rollback()
    session.close()


@journey
def loader_options(k):
    sa, orm = k.sa, k.orm
    engine, User, Post, _Tag, _Comment = open_blog(k)
    every = {
        "joined": [orm.joinedload(User.posts).joinedload(Post.tags)],
        "selectin": [orm.selectinload(User.posts).selectinload(Post.tags)],
        "subquery": [orm.subqueryload(User.posts).selectinload(Post.tags)],
        "immediate": [orm.immediateload(User.posts)],
        "raise": [orm.raiseload(User.posts)],
        "default": [orm.defaultload(User.posts).joinedload(Post.tags)],
        "lazy": [orm.lazyload("*")],
        "noload_rest": [orm.selectinload(User.posts).load_only(Post.title), orm.undefer(User.bio)],
        "only": [orm.load_only(User.name)],
        "options": [orm.selectinload(User.posts).options(orm.joinedload(Post.tags), orm.defer(Post.body))],
        "criteria": [orm.selectinload(User.posts.and_(Post.title != "one"))],
    }
    for name, options in every.items():
        with k.Session(engine) as session:
            users = session.scalars(sa.select(User).options(*options).order_by(User.id)).unique().all()
            k.note(name, [k.loaded(user) for user in users])

            def walk(users=users):
                return [[(post.title, [tag.name for tag in post.tags]) for post in user.posts] for user in users]

            k.note(k.attempt(walk, letters=40))
            k.note(users[0].bio, users[0].name)


@journey
def contains_eager_filtered(k):
    sa, orm = k.sa, k.orm
    engine, User, Post, Tag, _Comment = open_blog(k)
    with k.Session(engine) as session:
        statement = (
            sa.select(User)
            .join(User.posts)
            .join(Post.tags)
            .where(Tag.name.in_(["cats", "sql"]))
            .options(orm.contains_eager(User.posts).contains_eager(Post.tags))
            .order_by(User.id)
        )
        for user in session.scalars(statement).unique():
            k.note(user.name, [(post.title, [tag.name for tag in post.tags]) for post in user.posts])
        again = session.scalars(
            sa.select(User).where(User.id == 1), execution_options={"populate_existing": True}
        ).one()
        k.note([post.title for post in again.posts])
        alias = orm.aliased(Post)
        statement = (
            sa.select(User).outerjoin(User.posts.of_type(alias)).options(orm.contains_eager(User.posts.of_type(alias)))
        )
        k.note([len(user.posts) for user in session.scalars(statement.order_by(User.id, alias.id)).unique()])


@journey
def unloaded_columns(k):
    sa, _orm = k.sa, k.orm
    engine, User, *_ = open_blog(k)
    with k.Session(engine) as session:
        ann = session.scalars(sa.select(User).order_by(User.id)).first()
        k.note(k.loaded(ann), k.inspect(ann).unloaded)
        k.note(ann.bio, k.loaded(ann))
        session.expire(ann, ["name"])
        k.note(k.loaded(ann), ann.name)
        session.refresh(ann, ["name", "bio"])
        session.expire(ann)
        k.note(k.loaded(ann))
        k.note(ann.id, k.loaded(ann))
        session.commit()
        k.note(k.loaded(ann), k.inspect(ann).expired)
        ann.name = "anne"
        k.note(k.loaded(ann), k.inspect(ann).attrs.name.history)
        session.rollback()
        k.note(ann.name)


@journey
def scoped_session_web_app(k):
    engine, User, _Post, *_ = open_blog(k)
    Session = k.orm.scoped_session(k.sessionmaker(engine))

    def request(handler):
        try:
            answer = handler()
            Session.commit()
        except k.exc.SQLAlchemyError as error:
            Session.rollback()
            answer = type(error).__name__
        finally:
            Session.remove()
        return answer

    def create(name):
        Session.add(User(name=name))
        Session.flush()
        return Session.query(User).count()

    k.note(request(lambda: create("cat")), request(lambda: create("cat")), request(lambda: create("dog")))
    k.note(request(lambda: Session.get(User, 3).name), request(lambda: Session.query(User).filter_by(name="x").one()))
    k.note(Session() is Session(), Session.registry.has())
    Session.remove()
    k.note(Session.registry.has())
    request(lambda: Session.get(User, 3))
    k.attempt(Session, autoflush=False)
    k.attempt(Session, autoflush=True, letters=24)
    Session.remove()


@journey
def query_property(k):
    engine, User, _Post, *_ = open_blog(k)
    Session = k.orm.scoped_session(k.sessionmaker(engine))
    User.query = Session.query_property()
    k.note(User.query.filter_by(name="ann").first().posts[0].title, User.query.count())
    Session.remove()


@journey(unordered=True)
def delete_user_nulls_posts(k):
    engine, User, _Post, *_ = open_blog(k)
    with k.Session(engine) as session:
        ann = session.get(User, 1)
        session.delete(ann)
        k.attempt(session.commit, letters=75)
        session.rollback()
        k.note(k.state(ann), [post.title for post in ann.posts])
        for post in list(ann.posts):
            session.delete(post)
        session.delete(ann)
        session.commit()
        k.note(k.state(ann))
    k.note(k.rows(engine, "SELECT count(*) FROM comment"), k.rows(engine, "SELECT count(*) FROM post_tag"))


@journey
def merge_detached_graph(k):
    engine, _User, Post, Tag, Comment = open_blog(k)
    with k.Session(engine) as session:
        post = session.scalars(
            k.sa.select(Post).options(k.orm.selectinload(Post.comments)).filter_by(title="one")
        ).one()
    post.title = "one, better"
    post.comments.append(Comment(text="late", user_id=1))
    with k.Session(engine) as session:
        merged = session.merge(post)
        k.note(merged is post, k.state(post), k.state(merged), session.dirty, len(session.new))
        session.commit()
        k.note(merged.title, [comment.text for comment in merged.comments], post.title)
        fresh = session.merge(Tag(id=3, name="dogs"))
        k.note(k.inspect(fresh).attrs.name.history)
        created = session.merge(Tag(name="birds"))
        session.commit()
        k.note(fresh.name, created.id)
        k.note(session.merge(fresh) is fresh)


@journey(unordered=True)
def self_referential_friends(k):
    sa, orm = k.sa, k.orm
    Base = k.base()
    friends = sa.Table(
        "friends",
        Base.metadata,
        sa.Column("a_id", sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("b_id", sa.ForeignKey("person.id"), primary_key=True),
    )

    class Person(Base):
        __tablename__ = "person"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.String)
        follows = orm.relationship(
            "Person",
            secondary=friends,
            primaryjoin=id == friends.c.a_id,
            secondaryjoin=id == friends.c.b_id,
            backref="followers",
        )

    engine = k.engine(base=Base)
    with k.Session(engine) as session:
        ann, bob, cy = (Person(id=i, name=name) for i, name in enumerate(("ann", "bob", "cy"), 1))
        session.add_all([ann, bob, cy])
        session.flush()
        ann.follows.append(bob)
        session.flush()
        cy.follows.append(bob)
        session.flush()
        bob.follows.append(ann)
        session.commit()
        k.note(sorted(one.name for one in bob.followers), [one.name for one in bob.follows])
        mutual = orm.aliased(Person)
        statement = (
            sa.select(Person.name, mutual.name).join(Person.follows.of_type(mutual)).order_by(Person.name, mutual.name)
        )
        k.note(session.execute(statement).all())
        k.note(session.scalars(sa.select(Person.name).where(Person.followers.any(name="cy"))).all())
        k.note(session.scalars(sa.select(Person.name).where(Person.follows.contains(bob)).order_by("name")).all())
        session.delete(bob)
        session.commit()
    k.note(k.rows(engine, "SELECT * FROM friends"))
