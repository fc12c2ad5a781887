"""Reports over mapped classes: top rows of each group, pivots, set operations, correlated updates, imports."""

import csv
import datetime as dt
import io

from .kit import journey

LINES = """city,day,kind,amount
Rome,2026-01-03,food,10
Rome,2026-01-05,rent,100
Rome,2026-02-01,food,7
Oslo,2026-01-09,food,20
Oslo,2026-02-11,food,5
Oslo,2026-02-12,rent,90
Bern,2026-02-20,,1
"""


def spending(k):
    sa, orm = k.sa, k.orm

    class Base(orm.DeclarativeBase):
        pass

    class City(Base):
        __tablename__ = "city"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        name: orm.Mapped[str] = orm.mapped_column(unique=True)
        total: orm.Mapped[int | None]
        spent: orm.Mapped[list["Spent"]] = orm.relationship(back_populates="city", order_by="Spent.id")

    class Spent(Base):
        __tablename__ = "spent"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        city_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("city.id"))
        day: orm.Mapped[dt.date]
        kind: orm.Mapped[str | None]
        amount: orm.Mapped[int]
        city: orm.Mapped[City] = orm.relationship(back_populates="spent")

    engine = k.engine(base=Base)
    return engine, City, Spent


def imported(k):
    engine, City, Spent = spending(k)
    with k.Session(engine) as session:
        known = {}
        for line in csv.DictReader(io.StringIO(LINES)):
            city = known.get(line["city"])
            if city is None:
                city = known[line["city"]] = City(name=line["city"])
                session.add(city)
                session.flush()
            day = dt.date.fromisoformat(line["day"])
            city.spent.append(Spent(day=day, kind=line["kind"] or None, amount=int(line["amount"])))
            session.flush()
        session.commit()
    return engine, City, Spent


@journey
def import_of_lines(k):
    engine, City, Spent = imported(k)
    with k.Session(engine) as session:
        k.note([(city.name, [one.amount for one in city.spent]) for city in session.query(City).order_by(City.id)])
        rows = [{"city_id": 1, "day": dt.date(2026, 3, n), "kind": None, "amount": n, "extra": 1} for n in (1, 2)]
        session.execute(k.sa.insert(Spent), rows)
        session.commit()
        k.note(session.scalar(k.sa.select(k.sa.func.sum(Spent.amount)).where(Spent.city_id == 1)))


@journey
def top_of_each_group(k):
    sa, orm = k.sa, k.orm
    engine, City, Spent = imported(k)
    place = (
        sa.func.row_number().over(partition_by=Spent.city_id, order_by=(Spent.amount.desc(), Spent.id)).label("place")
    )
    ranked = sa.select(Spent, place).subquery()
    top = orm.aliased(Spent, ranked)
    with k.Session(engine) as session:
        statement = sa.select(top, ranked.c.place).where(ranked.c.place <= 2).order_by(top.city_id, ranked.c.place)
        k.note([(one.city_id, one.amount, number) for one, number in session.execute(statement)])
        newest = sa.select(sa.func.max(Spent.day)).where(Spent.city_id == City.id).correlate(City).scalar_subquery()
        k.note(session.execute(sa.select(City.name, newest.label("newest")).order_by("newest")).all())
        other = orm.aliased(Spent)
        bigger = ~sa.exists().where(other.city_id == Spent.city_id, other.amount > Spent.amount)
        k.note(session.scalars(sa.select(Spent.amount).where(bigger).order_by(Spent.amount)).all())


@journey
def pivot(k):
    sa = k.sa
    engine, City, Spent = imported(k)
    month = sa.func.strftime("%Y-%m", Spent.day)
    kinds = ("food", "rent")
    columns = [sa.func.sum(sa.case((Spent.kind == kind, Spent.amount), else_=0)).label(kind) for kind in kinds]
    statement = sa.select(month.label("month"), *columns).group_by(month).order_by(sa.desc("month"))
    with k.Session(engine) as session:
        k.note(session.execute(statement).mappings().all())
        filtered = sa.select(City.name, sa.func.count(Spent.id).filter(Spent.kind.is_not(None)).label("known"))
        k.note(session.execute(filtered.outerjoin(City.spent).group_by(City.id).order_by(City.name)).all())
        k.note(
            session.execute(
                sa.select(Spent.kind, sa.func.count()).group_by(Spent.kind).order_by(Spent.kind.nulls_last())
            ).all()
        )
        share = Spent.amount * 100 / sa.func.sum(Spent.amount).over(partition_by=Spent.city_id)
        k.note(session.execute(sa.select(Spent.id, sa.func.round(share, 1)).order_by(Spent.id)).all())


@journey
def set_operations(k):
    sa, orm = k.sa, k.orm
    engine, City, Spent = imported(k)
    food = sa.select(Spent.city_id).where(Spent.kind == "food")
    rent = sa.select(Spent.city_id).where(Spent.kind == "rent")
    with k.Session(engine) as session:
        for operation in (sa.union, sa.union_all, sa.intersect, sa.except_):
            k.note(session.scalars(operation(food, rent).order_by("city_id")).all())
        both = sa.intersect(food, rent).subquery()
        k.note(
            session.scalars(
                sa.select(City.name).where(City.id.in_(sa.select(both.c.city_id))).order_by(City.name)
            ).all()
        )
        either = sa.union(sa.select(City).where(City.name == "Rome"), sa.select(City).where(City.name == "Bern"))
        k.note([one.name for one in session.scalars(sa.select(City).from_statement(either.order_by("name")))])
        alias = orm.aliased(City, either.subquery())
        k.note([one.name for one in session.scalars(sa.select(alias).order_by(alias.name))])
        k.note(
            [
                one.name
                for one in session.query(City)
                .filter_by(id=1)
                .union(session.query(City).filter_by(id=2))
                .order_by(City.id)
            ]
        )


@journey
def correlated_writes(k):
    sa = k.sa
    engine, City, Spent = imported(k)
    with k.Session(engine) as session:
        cities = session.scalars(sa.select(City).order_by(City.id)).all()
        total = sa.select(sa.func.sum(Spent.amount)).where(Spent.city_id == City.id).scalar_subquery()
        k.note(session.execute(sa.update(City).values(total=total)).rowcount, [city.total for city in cities])
        doomed = sa.select(City.id).where(City.total < 5)
        k.note(session.execute(sa.delete(Spent).where(Spent.city_id.in_(doomed))).rowcount)
        session.execute(sa.delete(City).where(City.total < 5))
        session.commit()
        k.note(session.execute(sa.select(City.name, City.total).order_by(City.id)).all())
        copy = sa.select(City.id, sa.literal(dt.date(2026, 5, 1)), sa.literal("copy"), City.total)
        session.execute(sa.insert(Spent).from_select(["city_id", "day", "kind", "amount"], copy))
        k.note(session.scalars(sa.select(Spent.amount).where(Spent.kind == "copy").order_by(Spent.id)).all())


@journey
def session_life(k):
    sa = k.sa
    engine, City, _Spent = imported(k)
    make = k.sessionmaker(engine, expire_on_commit=False)
    with make.begin() as session:
        session.add(City(name="Bonn"))
    with make() as session:
        bonn = session.scalars(sa.select(City).filter_by(name="Bonn")).one()
        k.note(
            bonn in session, len(session.identity_map), session.in_transaction(), sorted(one.name for one in session)
        )
        session.expunge(bonn)
        k.note(k.state(bonn), bonn in session, len(session.identity_map))
        session.add(bonn)
        session.delete(bonn)
        k.note(session.deleted, bonn in session)
        session.rollback()
        k.note(k.state(bonn), session.deleted)
        with session.no_autoflush:
            session.add(City(name="Kiel"))
            k.note(session.query(City).count())
        k.note(session.query(City).count())
    make.configure(expire_on_commit=True)
    k.note(make().expire_on_commit, make.kw["expire_on_commit"])
    with engine.connect() as connection, connection.begin() as outer:
        connection.execute(sa.insert(City).values(name="Linz"))
        with k.Session(connection, join_transaction_mode="create_savepoint") as session:
            session.add(City(name="Graz"))
            session.commit()
            k.note(session.query(City).count())
        outer.rollback()
    k.note(k.rows(engine, "SELECT name FROM city ORDER BY id"))
