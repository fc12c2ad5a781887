"""Accounts, transfers, savepoints, versions, soft deletes: transactions and what goes wrong in them."""

import datetime as dt
import pickle

from .kit import journey


class Holder:
    """Classes that pickle finds: they are put here under their names."""


def accounts(k, **engine_options):
    sa, orm = k.sa, k.orm

    class Base(orm.DeclarativeBase):
        pass

    class Account(Base):
        __tablename__ = "account"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        name: orm.Mapped[str] = orm.mapped_column(unique=True)
        balance: orm.Mapped[int] = orm.mapped_column(default=0)
        entries: orm.Mapped[list["Entry"]] = orm.relationship(back_populates="account", order_by="Entry.id")
        __table_args__ = (sa.CheckConstraint("balance >= 0", name="no_debt"),)

    class Entry(Base):
        __tablename__ = "entry"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        account_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("account.id"))
        amount: orm.Mapped[int]
        account: orm.Mapped[Account] = orm.relationship(back_populates="entries")

    engine = k.engine(base=Base, **engine_options)
    with k.Session(engine) as session:
        session.add_all([Account(id=1, name="ann", balance=100), Account(id=2, name="bob", balance=50)])
        session.commit()
    return engine, Account, Entry


def transfer(session, source, target, amount, Entry):
    source.balance -= amount
    target.balance += amount
    session.add_all([Entry(account=source, amount=-amount), Entry(account=target, amount=amount)])


@journey
def transfers(k):
    engine, Account, Entry = accounts(k)
    make = k.sessionmaker(engine)
    with make.begin() as session:
        transfer(session, session.get(Account, 1), session.get(Account, 2), 30, Entry)
    with make() as session:
        k.note([(one.name, one.balance, [entry.amount for entry in one.entries]) for one in session.query(Account)])

    def too_much():
        with make.begin() as session:
            transfer(session, session.get(Account, 1), session.get(Account, 2), 300, Entry)

    k.attempt(too_much, letters=60)
    k.note(k.rows(engine, "SELECT * FROM account"), k.rows(engine, "SELECT count(*) FROM entry"))


@journey
def savepoints(k):
    engine, Account, _Entry = accounts(k)
    with k.Session(engine) as session:
        ann, bob = session.get(Account, 1), session.get(Account, 2)
        ann.balance = 95
        session.flush()
        with session.begin_nested():
            ann.balance = 90
        nested = session.begin_nested()
        bob.balance = 1
        new = Account(name="cy")
        session.add(new)
        session.flush()
        k.note(k.state(new), new.id, nested.is_active)
        nested.rollback()
        k.note(k.state(new), new.name, new.id, bob.balance, ann.balance, nested.is_active)
        outer = session.begin_nested()
        inner = session.begin_nested()
        bob.balance = 2
        session.flush()
        k.note(session.get_nested_transaction() is inner)
        outer.rollback()
        k.note(inner.is_active, bob.balance)
        with session.begin_nested() as point:
            session.delete(bob)
            session.flush()
            k.note(k.state(bob))
            point.rollback()
        k.note(k.state(bob), bob.balance)
        session.rollback()
        k.note(ann.balance)


@journey
def failed_flush_keeps_everything(k):
    engine, Account, _Entry = accounts(k)
    with k.Session(engine) as session:
        ann, bob = session.get(Account, 1), session.get(Account, 2)
        ann.balance = 70
        bob.name = "ann"
        new = Account(name="cy", balance=5)
        session.add(new)
        k.attempt(session.flush, letters=50)
        for what in (
            session.flush,
            session.commit,
            lambda: session.get(Account, 1),
            lambda: session.query(Account).all(),
        ):
            k.attempt(what, letters=70)
        k.note(session.is_active, session.in_transaction())
        session.rollback()
        k.note(session.is_active, ann.balance, bob.name, k.state(new), new.balance, new.id)
        session.add(new)
        session.commit()
        k.note(new.id, new.name)
    k.note(k.rows(engine, "SELECT * FROM account"))


@journey
def nested_transaction_misuse(k):
    engine, Account, _Entry = accounts(k)
    session = k.Session(engine)
    with session.begin():
        k.attempt(session.begin, letters=50)
    session.get(Account, 1)
    k.attempt(session.begin, letters=50)
    session.rollback()
    transaction = session.begin()
    session.commit()
    k.attempt(transaction.commit, letters=50)
    k.attempt(transaction.rollback, letters=50)

    def commit_inside():
        with session.begin():
            session.get(Account, 1).balance = 7
            session.commit()
            session.get(Account, 1)

    k.attempt(commit_inside, letters=60)
    session.close()

    def rollback_inside():
        with session.begin():
            session.get(Account, 1).balance = 8
            session.rollback()

    k.attempt(rollback_inside, letters=60)
    with engine.connect() as connection:
        first = connection.begin()
        k.attempt(connection.begin, letters=60)
        nested = connection.begin_nested()
        first.rollback()
        k.attempt(nested.commit, letters=35)
        k.note(first.is_active, nested.is_active, connection.in_transaction())
    k.attempt(connection.execute, k.sa.text("SELECT 1"), letters=24)
    strict = k.Session(engine, autobegin=False)
    k.attempt(strict.get, Account, 1, letters=50)
    with strict.begin():
        k.note(strict.get(Account, 1).balance)
    session.close()


@journey
def versioned_rows(k):
    sa, _orm = k.sa, k.orm
    Base = k.base()

    class Doc(Base):
        __tablename__ = "doc"
        id = sa.Column(sa.Integer, primary_key=True)
        title = sa.Column(sa.String)
        version = sa.Column(sa.Integer, nullable=False)
        __mapper_args__ = {"version_id_col": version}

    engine = k.engine("sqlite:///file:versioned?mode=memory&cache=shared&uri=true", base=Base)
    keep = engine.connect()
    with k.Session(engine) as session:
        doc = Doc(title="a")
        session.add(doc)
        session.commit()
        k.note(doc.version)
        doc.title = "b"
        session.commit()
        k.note(doc.version)
        session.execute(sa.text("UPDATE doc SET version = 9"))
        doc.title = "c"
        k.attempt(session.flush, letters=60)
        session.rollback()
        k.note(doc.title, doc.version)
        session.execute(sa.text("DELETE FROM doc"))
        session.delete(doc)
        k.attempt(session.flush, letters=60)
        session.rollback()
        k.note(k.state(doc), doc.title)
        session.delete(doc)
        session.commit()
        k.note(k.state(doc))
    keep.close()


@journey
def stale_and_gone_rows(k):
    sa = k.sa
    engine, Account, _Entry = accounts(k)
    with k.Session(engine) as session:
        ann, bob = session.get(Account, 1), session.get(Account, 2)
        session.execute(sa.text("DELETE FROM account WHERE id = 2"))
        bob.balance = 3
        k.attempt(session.flush, letters=80)
        session.rollback()
        session.execute(sa.text("DELETE FROM account WHERE id = 2"))
        session.expire(bob)
        k.attempt(getattr, bob, "name", letters=30)
        k.attempt(session.refresh, bob, letters=30)
        k.note(session.get(Account, 1) is ann)
        session.rollback()
        k.note(k.state(bob))
        k.attempt(session.get_one, Account, 77, letters=38)
        k.attempt(session.scalars(sa.select(Account)).one, letters=60)
        k.attempt(session.scalars(sa.select(Account).where(Account.id == 9)).one, letters=60)
        k.attempt(session.execute(sa.select(Account.id, Account.name)).scalar_one, letters=60)
        k.attempt(session.query(Account).one, letters=60)
        k.attempt(session.query(Account).filter_by(id=9).one, letters=60)
        k.attempt(session.query(Account).one_or_none, letters=60)


@journey
def soft_deletes(k):
    sa, orm, event = k.sa, k.orm, k.event
    Base = k.base()

    class SoftDelete:
        deleted_at = orm.mapped_column(sa.DateTime, nullable=True)

        def delete(self):
            self.deleted_at = dt.datetime(2026, 1, 1)

    class Note(SoftDelete, Base):
        __tablename__ = "note"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String)

        @classmethod
        def active(cls):
            return sa.select(cls).where(cls.deleted_at.is_(None)).order_by(cls.id)

    engine = k.engine(base=Base)

    @event.listens_for(orm.Session, "before_flush")
    def keep_rows(session, context, instances):
        for obj in list(session.deleted):
            if isinstance(obj, Note):
                session.add(obj)
                obj.delete()

    try:
        with k.Session(engine) as session:
            session.add_all([Note(name="a"), Note(name="b")])
            session.commit()
            first = session.scalars(Note.active()).first()
            session.delete(first)
            session.commit()
            k.note(k.state(first), first.deleted_at, [one.name for one in session.scalars(Note.active())])
    finally:
        event.remove(orm.Session, "before_flush", keep_rows)
    k.note(k.rows(engine, "SELECT * FROM note"))


@journey
def detached_objects(k):
    _sa, orm = k.sa, k.orm
    engine, Account, Entry = accounts(k)
    with k.Session(engine) as session:
        transfer(session, session.get(Account, 1), session.get(Account, 2), 5, Entry)
        session.commit()
        ann = session.get(Account, 1)
        bob = session.get(Account, 2, options=[orm.selectinload(Account.entries)])
        session.refresh(ann)
    k.note(k.state(ann), ann.name, ann.balance, k.loaded(ann), k.loaded(bob))
    k.attempt(getattr, ann, "entries", letters=70)
    k.note([entry.amount for entry in bob.entries])
    k.attempt(lambda: bob.entries[0].account.name, letters=70)
    with k.Session(engine) as session:
        kept = session.get(Account, 1)
        session.commit()
    k.attempt(getattr, kept, "name", letters=70)
    with k.Session(engine, expire_on_commit=False) as session:
        kept = session.get(Account, 1)
        kept.balance = 1
        session.commit()
    k.note(kept.balance)
    session = k.Session(engine)
    session.add(kept)
    k.note(k.state(kept), session.get(Account, 1) is kept, len(kept.entries))
    other = k.Session(engine)
    k.attempt(other.add, kept, letters=30)
    session.expunge_all()
    other.add(kept)
    k.note(orm.object_session(kept) is other)
    other.close()
    session.close()


@journey
def pickled_objects(k):
    engine, Account, Entry = accounts(k)
    for cls in (Account, Entry):
        cls.__module__, cls.__qualname__ = __name__, f"Holder.{cls.__name__}"
        setattr(Holder, cls.__name__, cls)
    with k.Session(engine) as session:
        transfer(session, session.get(Account, 1), session.get(Account, 2), 5, Entry)
        session.commit()
        ann = session.get(Account, 1)
        k.note(len(ann.entries), ann.name)
        text = pickle.dumps(ann)
    copy = pickle.loads(text)
    k.note(k.state(copy), copy.name, [entry.amount for entry in copy.entries], k.loaded(copy))
    k.attempt(lambda: copy.entries[0].account.name)
    copy.balance = 11
    with k.Session(engine) as session:
        merged = session.merge(copy)
        k.note(merged.balance, session.is_modified(merged))
        session.commit()
        again = pickle.loads(pickle.dumps(Account(name="new")))
        k.note(k.state(again), again.name)
        session.add(again)
        session.commit()
        k.note(again.id)
        session.expunge(again)
        unloaded = pickle.loads(pickle.dumps(again))
        session.add(unloaded)
        k.note(unloaded.name)


@journey
def autoflush_and_history(k):
    sa = k.sa
    engine, Account, Entry = accounts(k)
    with k.Session(engine) as session:
        ann = session.get(Account, 1)
        ann.balance = 42
        k.note(session.dirty, session.is_modified(ann), k.inspect(ann).attrs.balance.history)
        with session.no_autoflush:
            k.note(session.scalar(sa.select(Account.balance).where(Account.id == 1)))
        k.note(session.scalar(sa.select(Account.balance).where(Account.id == 1)), session.dirty)
        ann.balance = 42
        k.note(ann in session.dirty, session.is_modified(ann))
        session.add(Account(name="bob"))
        k.attempt(session.query(Account).all, letters=110)
        session.rollback()
        k.note(ann.balance)
        ann.entries.append(Entry(amount=1))
        history = k.inspect(ann).attrs.entries.history
        k.note(len(history.added), len(history.unchanged), len(history.deleted))
        session.commit()
        k.note(ann.entries[0].account_id)


@journey
def session_events(k):
    event, _orm = k.event, k.orm
    engine, Account, Entry = accounts(k)
    session = k.Session(engine)
    for name in (
        "before_flush",
        "after_flush",
        "after_flush_postexec",
        "before_commit",
        "after_commit",
        "after_rollback",
    ):
        event.listen(session, name, lambda *a, name=name: k.note(name))
    for name in ("before_insert", "after_insert", "before_update", "after_update", "before_delete", "after_delete"):
        event.listen(Account, name, lambda mapper, connection, target, name=name: k.note(name, target.name))
    event.listen(Account, "load", lambda target, context: k.note("load", target.name))
    event.listen(Account, "refresh", lambda target, context, attrs: k.note("refresh", sorted(attrs or ())))
    event.listen(Account, "expire", lambda target, attrs: k.note("expire", sorted(attrs or ())))
    event.listen(Account, "init", lambda target, args, kwargs: k.note("init", kwargs))
    event.listen(Account.balance, "set", lambda t, value, old, i: k.note("set", value, isinstance(old, int)))

    @event.listens_for(Account.entries, "append")
    def appended(target, value, initiator):
        k.note("append", value.amount)

    @event.listens_for(Account.name, "set", retval=True)
    def lowered(target, value, old, initiator):
        return value.lower()

    new = Account(name="CY", balance=3)
    new.entries.append(Entry(amount=3))
    session.add(new)
    session.commit()
    k.note(new.name)
    new.balance = 4
    session.commit()
    session.delete(session.get(Account, 2))
    session.flush()
    k.note(new.name)
    session.rollback()
    session.refresh(new)
    k.note(new.balance)
    session.close()


@journey
def statement_events(k):
    sa, event = k.sa, k.event
    engine, Account, _Entry = accounts(k)

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def comment(connection, cursor, statement, parameters, context, executemany):
        return statement + " -- traced", parameters

    @event.listens_for(engine, "after_cursor_execute")
    def after(connection, cursor, statement, parameters, context, executemany):
        k.note("after", statement.rsplit("\n", 1)[-1][-10:], executemany)

    @event.listens_for(engine, "handle_error")
    def failed(context):
        k.note("error", type(context.original_exception).__name__, context.statement)

    session = k.Session(engine)

    @event.listens_for(session, "do_orm_execute")
    def executing(state):
        k.note("orm", state.is_select, state.is_update, state.is_orm_statement)
        if state.is_select:
            state.statement = state.statement.where(Account.id < 2)

    k.note([one.name for one in session.scalars(sa.select(Account))])
    session.execute(sa.update(Account).values(balance=1))
    k.attempt(session.execute, sa.text("SELECT * FROM nowhere"), letters=50)
    session.close()
