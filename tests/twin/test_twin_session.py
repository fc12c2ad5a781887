"""The same small session programs on SQLAlchemy and on holdfast: what they log must agree."""

from __future__ import annotations

import importlib
import re
import warnings
from types import SimpleNamespace

import pytest


def library(name):
    root = importlib.import_module(name)
    orm = importlib.import_module(f"{name}.orm")
    event = importlib.import_module(f"{name}.event")
    return SimpleNamespace(
        name=name, sa=root, orm=orm, event=event, exc=importlib.import_module(f"{name}.exc"), inspect=root.inspect
    )


SCRIPT = (
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR)",
    "CREATE TABLE addresses (id INTEGER PRIMARY KEY, email VARCHAR, user_id INTEGER REFERENCES users (id))",
)


def world(name):
    """A fresh database, mapping and session; `log` collects what happens."""
    w = library(name)
    sa, orm = w.sa, w.orm

    class Base(orm.DeclarativeBase):
        pass

    class User(Base):
        __tablename__ = "users"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String)
        addresses = orm.relationship(
            "Address", back_populates="user", cascade="all, delete-orphan", order_by="Address.id"
        )

    class Address(Base):
        __tablename__ = "addresses"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        email = orm.mapped_column(sa.String)
        user_id = orm.mapped_column(sa.ForeignKey("users.id"))
        user = orm.relationship("User", back_populates="addresses")

    w.Base, w.User, w.Address = Base, User, Address
    w.engine = sa.create_engine("sqlite://", poolclass=importlib.import_module(f"{name}.pool").StaticPool)
    with w.engine.begin() as connection:
        for statement in SCRIPT:
            connection.exec_driver_sql(statement)
    w.log = []
    w.session = orm.Session(w.engine)

    def note(connection, cursor, statement, parameters, context, executemany):
        w.log.append((" ".join(statement.split()), parameters))

    w.event.listen(w.engine, "before_cursor_execute", note)

    def attempt(function, *arguments, **keywords):
        """Log the class and the leading words of what a call raises, and its warnings."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                function(*arguments, **keywords)
            except Exception as error:
                words = re.sub(r"0x[0-9a-f]+", "0x", str(error))
                words = re.sub(r"\s*\((?:Background on this error at: [^)]*)\)", "", words)
                w.log.append((type(error).__name__, words.replace(name, "lib")[:34]))
            else:
                w.log.append("no error")
        w.log.extend((one.category.__name__, str(one.message)[:16]) for one in caught)

    def state(obj):
        found = sa.inspect(obj)
        w.log.append(
            [word for word in ("transient", "pending", "persistent", "deleted", "detached") if getattr(found, word)]
        )

    w.attempt, w.state = attempt, state
    return w


def watch(w, session=None):
    """Log the session's and the rows' events."""
    session = session or w.session

    def word(value):
        if isinstance(value, w.Base):
            return value.__dict__.get("name", value.__dict__.get("email"))
        if type(value).__name__ == "SessionTransaction":
            return (value.nested, value.parent is not None)
        return type(value).__name__

    names = [
        "after_attach",
        "after_begin",
        "after_commit",
        "after_flush",
        "after_flush_postexec",
        "after_rollback",
        "after_soft_rollback",
        "after_transaction_create",
        "after_transaction_end",
        "before_attach",
        "before_commit",
        "before_flush",
        "deleted_to_detached",
        "deleted_to_persistent",
        "detached_to_persistent",
        "pending_to_persistent",
        "pending_to_transient",
        "persistent_to_deleted",
        "persistent_to_detached",
        "persistent_to_transient",
        "transient_to_pending",
    ]

    def note(name, arguments):
        if name in {"pending_to_persistent", "persistent_to_deleted", "deleted_to_persistent"} and isinstance(
            arguments[1], w.Address
        ):
            return  # SQLAlchemy tells of several objects in the order of a set
        w.log.append((name, *map(word, arguments[1:])))

    for name in names:
        w.event.listen(session, name, lambda *arguments, name=name: note(name, arguments))
    for cls in (w.User, w.Address):
        for name in ("before_insert", "after_insert", "before_update", "after_update", "before_delete", "after_delete"):
            w.event.listen(cls, name, lambda m, c, o, name=name: w.log.append((name, word(o))))


def five_states(w):
    user = w.User(name="a")
    w.state(user)
    w.session.add(user)
    w.state(user)
    w.session.flush()
    w.state(user)
    w.session.delete(user)
    w.state(user)
    w.session.flush()
    w.state(user)
    w.session.rollback()
    w.state(user)
    w.log.append(sorted(key for key in user.__dict__ if key != "_sa_instance_state"))
    # From here on with another object: SQLAlchemy takes the first for deleted once it is inserted anew.
    user = w.User(name="b")
    w.session.add(user)
    w.session.commit()
    w.state(user)
    w.session.delete(user)
    w.session.commit()
    w.state(user)
    w.log.append(w.inspect(user).was_deleted)
    w.orm.make_transient(user)
    w.state(user)


def wrong_uses(w):
    class Plain:
        pass

    session, other, user = w.session, w.orm.Session(w.engine), w.User(name="a")
    for method in (session.add, session.delete, session.is_modified, session.expunge):
        w.attempt(method, Plain())
    for method in (session.delete, session.refresh, session.expire, session.expunge):
        w.attempt(method, user)
    session.add(user)
    w.attempt(other.add, user)
    w.attempt(session.refresh, user)
    w.attempt(session.delete, user)
    session.commit()
    for method in (other.add, other.delete, other.expunge, other.refresh):
        w.attempt(method, user)
    session.close()
    w.attempt(getattr, user, "name")
    w.attempt(getattr, user, "addresses")
    w.attempt(session.get, w.User, (1, 2))
    w.attempt(session.get_one, w.User, 99)
    w.attempt(session.get, Plain, 1)
    w.attempt(session.merge, w.User(id=7), load=False)
    w.attempt(session.execute, object())


def transactions(w):
    session = w.session
    w.log.append((session.in_transaction(), session.is_active))
    session.begin()
    w.attempt(session.begin)
    with session.begin_nested() as nested:
        w.log.append((nested.nested, session.in_nested_transaction(), nested.is_active))
    w.attempt(nested.commit)
    w.attempt(nested.rollback)
    session.commit()
    w.log.append(session.in_transaction())
    with session.begin():
        session.commit()
        w.attempt(session.execute, w.sa.text("select 1"))
    strict = w.orm.Session(w.engine, autobegin=False)
    w.attempt(strict.execute, w.sa.text("select 1"))
    w.attempt(strict.add, w.User())
    w.attempt(strict.commit)
    once = w.orm.Session(w.engine, close_resets_only=False)
    once.close()
    w.attempt(once.execute, w.sa.text("select 1"))
    w.attempt(w.orm.Session().execute, w.sa.text("select 1"))
    w.attempt(w.orm.Session().execute, w.sa.select(w.User))
    w.attempt(w.orm.Session().connection)
    w.attempt(w.orm.Session, w.engine, autocommit=True)
    w.attempt(session.prepare)


def failed_flush(w):
    session = w.session
    session.add(w.User(id=1, name="first"))
    session.commit()
    first = session.get(w.User, 1)
    first.name = "changed"
    second = w.User(id=1, name="second")
    session.expunge(first)
    session.add_all([second, w.User(id=2, name="third")])
    w.attempt(session.flush)
    w.log.append((session.is_active, session.in_transaction(), len(session.new)))
    w.attempt(session.execute, w.sa.text("select 1"))
    w.attempt(session.commit)
    session.rollback()
    w.state(second)
    w.log.append((session.is_active, session.in_transaction()))
    second.id = 3
    session.add(second)
    session.commit()
    w.log.append(sorted(session.scalars(w.sa.select(w.User.id))))


def nested_rollback(w):
    session = w.session
    kept = w.User(name="kept")
    session.add(kept)
    session.flush()
    nested = session.begin_nested()
    gone = w.User(name="gone")
    session.add(gone)
    kept.name = "altered"
    session.flush()
    nested.rollback()
    w.state(gone)
    w.state(kept)
    w.log.append(kept.name)
    session.commit()
    w.log.append(session.scalars(w.sa.select(w.User.name)).all())


def events_of_a_life(w):
    watch(w)
    session = w.session
    user = w.User(name="u", addresses=[w.Address(email="a1")])
    session.add(user)
    session.flush()
    session.commit()
    w.log.append(user.name)  # loaded before it is set: SQLAlchemy would load the key at the flush, holdfast knows it
    user.name = "x"
    session.commit()
    nested = session.begin_nested()
    session.add(w.User(name="n"))
    session.flush()
    nested.rollback()
    session.rollback()
    session.delete(user)
    session.flush()
    session.rollback()
    session.add(w.User(id=1, name="dup"))
    with session.no_autoflush:
        w.log.append(user.name)
    w.attempt(session.flush)
    session.rollback()
    session.add(w.User(name="p"))
    session.close()
    with session.begin():
        session.add(w.User(name="c"))
    session.commit()


def expiry_and_refresh(w):
    session = w.session
    user = w.User(id=1, name="a")
    session.add(user)
    session.commit()
    w.log.append(sorted(user.__dict__))
    w.log.append(user.name)
    session.expire(user, ["name"])
    w.log.append(user.name)
    session.refresh(user)
    session.refresh(user, ["name"])
    session.connection().exec_driver_sql("update users set name='raw'")
    w.log.append(user.name)
    session.expire_all()
    w.log.append(user.name)
    user.name = "pending change"
    session.refresh(user)
    w.log.append(user.name)
    w.log.append(session.is_modified(user))
    user.name = user.name
    w.log.append((session.is_modified(user), user in session.dirty))


def sets_and_lookups(w):
    session = w.session
    user = w.User(name="a")
    w.log.append(user in session)
    session.add(user)
    w.log.append((user in session, len(session.new), len(list(session))))
    session.flush()
    w.log.append((len(session.new), len(session.identity_map), session.get(w.User, 1) is user))
    user.name = "b"
    w.log.append((user in session.dirty, session.is_modified(user)))
    w.log.append(w.inspect(user).identity_key[1:])
    session.expunge(user)
    w.log.append((user in session, w.orm.object_session(user)))
    w.log.append(session.get(w.User, 1) is user)
    w.attempt(session.add, user)


def autoflush_and_queries(w):
    session = w.session
    session.add(w.User(name="a"))
    w.log.append(session.scalars(w.sa.select(w.User.name)).all())
    with session.no_autoflush:
        session.add(w.User(name="b"))
        w.log.append(session.scalars(w.sa.select(w.User.name)).all())
    w.log.append(session.scalars(w.sa.select(w.User.name).order_by(w.User.name)).all())
    session.add(w.User(id=1, name="dup"))
    w.attempt(session.scalars, w.sa.select(w.User))


def merging(w):
    session = w.session
    session.add(w.User(id=1, name="a", addresses=[w.Address(id=1, email="x")]))
    session.commit()
    merged = session.merge(w.User(id=1, name="b", addresses=[w.Address(id=1, email="y"), w.Address(id=2, email="z")]))
    w.log.append((merged.name, [one.email for one in merged.addresses], merged in session))
    session.commit()
    other = session.merge(w.User(id=9, name="new"))
    w.state(other)
    session.commit()
    w.log.append(sorted(session.scalars(w.sa.select(w.Address.email))))


PROGRAMS = [
    five_states,
    wrong_uses,
    transactions,
    failed_flush,
    nested_rollback,
    events_of_a_life,
    expiry_and_refresh,
    sets_and_lookups,
    autoflush_and_queries,
    merging,
]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_same_story(program):
    expected, found = world("sqlalchemy"), world("holdfast")
    program(expected)
    program(found)
    assert found.log == expected.log
