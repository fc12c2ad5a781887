"""Loader options and lazy loading on both libraries, cohorts off: statements, their order, and results must agree."""
# ruff: noqa: PLC3002 - a case is one expression; a lambda called at once names an object in it

import pytest

STRATEGIES = ("joinedload", "selectinload", "subqueryload", "immediateload", "lazyload", "raiseload", "noload")
RELATIONS = {
    "one to many": lambda w: (w.U, w.U.addresses),
    "many to many": lambda w: (w.U, w.U.tags),
    "many to one": lambda w: (w.A, w.A.user),
    "children": lambda w: (w.N, w.N.children),
    "parent": lambda w: (w.N, w.N.parent),
}


def touched(w, s, sa, options, entity, key):
    found = s.scalars(sa.select(entity).order_by(entity.id).options(*options)).unique().all()
    return [(one.id, ids(getattr(one, key))) for one in found]


def ids(value):
    if value is None:
        return None
    return [one.id for one in value] if isinstance(value, list) else value.id


def all_of(w, s, sa, *options, entity=None):
    entity = w.U if entity is None else entity
    return s.scalars(sa.select(entity).order_by(entity.id).options(*options)).unique().all()


CASES = {
    "joined without unique": lambda w, sa, o, s: s.scalars(sa.select(w.U).options(o.joinedload(w.U.addresses))).all(),
    "joined limit": lambda w, sa, o, s: (
        s.scalars(sa.select(w.U).options(o.joinedload(w.U.addresses)).order_by(w.U.name).limit(2)).unique().all()
    ),
    "joined limit, ordered by another table": lambda w, sa, o, s: (
        s.scalars(
            sa.select(w.U)
            .options(o.joinedload(w.U.addresses))
            .where(w.U.name != "x")
            .join(w.U.addresses)
            .order_by(w.U.name.desc(), w.A.email)
            .limit(2)
        )
        .unique()
        .all()
    ),
    "joined to one limit": lambda w, sa, o, s: s.scalars(
        sa.select(w.A).options(o.joinedload(w.A.user)).order_by(w.A.id).limit(2)
    ).all(),
    "joined inner": lambda w, sa, o, s: all_of(w, s, sa, o.joinedload(w.A.user, innerjoin=True), entity=w.A),
    "joined chain": lambda w, sa, o, s: all_of(w, s, sa, o.joinedload(w.U.addresses).joinedload(w.A.user)),
    "joined chain inner": lambda w, sa, o, s: all_of(
        w, s, sa, o.joinedload(w.U.addresses).joinedload(w.A.user, innerjoin=True)
    ),
    "joined two": lambda w, sa, o, s: all_of(w, s, sa, o.joinedload(w.U.addresses), o.joinedload(w.U.tags)),
    "joined and": lambda w, sa, o, s: all_of(w, s, sa, o.joinedload(w.U.addresses.and_(w.A.email != "e0"))),
    "joined, two entities": lambda w, sa, o, s: (
        s.execute(
            sa.select(w.U, w.A)
            .join(w.A, w.A.user_id == w.U.id)
            .options(o.joinedload(w.U.tags))
            .order_by(w.U.id, w.A.id)
        )
        .unique()
        .all()
    ),
    "selectin and": lambda w, sa, o, s: all_of(w, s, sa, o.selectinload(w.U.addresses.and_(w.A.email != "e0"))),
    "selectin chain": lambda w, sa, o, s: all_of(w, s, sa, o.selectinload(w.U.addresses).selectinload(w.A.user)),
    "selectin then joined": lambda w, sa, o, s: all_of(w, s, sa, o.selectinload(w.U.addresses).joinedload(w.A.user)),
    "joined then selectin": lambda w, sa, o, s: all_of(
        w, s, sa, o.joinedload(w.A.user).selectinload(w.U.tags), entity=w.A
    ),
    "selectin with columns": lambda w, sa, o, s: all_of(w, s, sa, o.selectinload(w.U.addresses).load_only(w.A.email)),
    "options method": lambda w, sa, o, s: all_of(
        w, s, sa, o.selectinload(w.U.addresses).options(o.load_only(w.A.email), o.joinedload(w.A.user))
    ),
    "defaultload": lambda w, sa, o, s: [
        a.email for u in all_of(w, s, sa, o.defaultload(w.U.addresses).load_only(w.A.email)) for a in u.addresses
    ],
    "lazy then joined": lambda w, sa, o, s: [
        a.user.id for u in all_of(w, s, sa, o.lazyload(w.U.addresses).joinedload(w.A.user)) for a in u.addresses
    ],
    "subquery limit": lambda w, sa, o, s: s.scalars(
        sa.select(w.U).options(o.subqueryload(w.U.addresses)).where(w.U.id > 0).order_by(w.U.id).limit(2)
    ).all(),
    "contains eager": lambda w, sa, o, s: (
        s.scalars(sa.select(w.U).join(w.U.addresses).options(o.contains_eager(w.U.addresses)).order_by(w.A.id))
        .unique()
        .all()
    ),
    "contains eager alias": lambda w, sa, o, s: (
        s.scalars(
            sa.select(w.U)
            .join(w.U.addresses.of_type(w.aa))
            .options(o.contains_eager(w.U.addresses.of_type(w.aa)))
            .order_by(w.aa.id)
        )
        .unique()
        .all()
    ),
    "contains eager to one": lambda w, sa, o, s: s.scalars(
        sa.select(w.A).join(w.A.user).options(o.contains_eager(w.A.user)).order_by(w.A.id)
    ).all(),
    "load_only": lambda w, sa, o, s: all_of(w, s, sa, o.load_only(w.U.bio)),
    "load_only then read": lambda w, sa, o, s: [u.name for u in all_of(w, s, sa, o.load_only(w.U.bio))],
    "defer": lambda w, sa, o, s: [u.name for u in all_of(w, s, sa, o.defer(w.U.name))],
    "defer raise": lambda w, sa, o, s: [u.name for u in all_of(w, s, sa, o.defer(w.U.name, raiseload=True))],
    "undefer": lambda w, sa, o, s: all_of(w, s, sa, o.undefer(w.U.bio)),
    "deferred column": lambda w, sa, o, s: [u.bio for u in all_of(w, s, sa)],
    "lazy wildcard": lambda w, sa, o, s: all_of(w, s, sa, o.joinedload(w.U.addresses), o.lazyload("*")),
    "raise wildcard": lambda w, sa, o, s: [u.tags for u in all_of(w, s, sa, o.raiseload("*"))],
    "Load": lambda w, sa, o, s: all_of(w, s, sa, o.Load(w.U).joinedload(w.U.addresses)),
    "option on alias": lambda w, sa, o, s: (
        s.scalars(sa.select(w.ua).options(o.joinedload(w.ua.addresses)).order_by(w.ua.id)).unique().all()
    ),
    "selectin on alias": lambda w, sa, o, s: s.scalars(
        sa.select(w.ua).options(o.selectinload(w.ua.addresses)).order_by(w.ua.id)
    ).all(),
    "option of another entity": lambda w, sa, o, s: s.scalars(sa.select(w.U).options(o.joinedload(w.A.user))).all(),
    "option that does not link": lambda w, sa, o, s: o.joinedload(w.U.addresses).joinedload(w.U.tags),
    "column option on relationship": lambda w, sa, o, s: all_of(w, s, sa, o.defer(w.U.addresses)),
    "relationship option on column": lambda w, sa, o, s: all_of(w, s, sa, o.joinedload(w.U.name)),
    "populate existing": lambda w, sa, o, s: (
        lambda u: (
            setattr(u, "name", "changed"),
            s.scalars(sa.select(w.U).where(w.U.id == 1).execution_options(populate_existing=True, autoflush=False))
            .one()
            .name,
        )
    )(s.get(w.U, 1))[1],
    "change survives a load": lambda w, sa, o, s: (
        lambda u: (
            setattr(u, "name", "changed"),
            s.scalars(sa.select(w.U).where(w.U.id == 1).execution_options(autoflush=False)).one().name,
        )
    )(s.get(w.U, 1))[1],
    "expired is refreshed by a query": lambda w, sa, o, s: (
        lambda u: (s.expire(u), s.scalars(sa.select(w.U)).all(), u.name)
    )(s.get(w.U, 1))[2],
    "unloaded column is filled by a query": lambda w, sa, o, s: (
        lambda u: (s.scalars(sa.select(w.U).options(o.undefer(w.U.bio))).all(), u.bio)
    )(s.get(w.U, 1))[1],
    "refresh": lambda w, sa, o, s: s.refresh(s.get(w.U, 1)),
    "refresh names": lambda w, sa, o, s: s.refresh(s.get(w.U, 1), ["name", "addresses"]),
    "identity map answers many to one": lambda w, sa, o, s: (
        s.get(w.U, 1),
        s.get(w.A, 1).user.id,
    ),
    "yield_per": lambda w, sa, o, s: [
        [u.id for u in part]
        for part in s.scalars(sa.select(w.U).order_by(w.U.id).execution_options(yield_per=2)).partitions()
    ],
}


@pytest.fixture(scope="module")
def worlds(orm_world):
    return orm_world("sqlalchemy"), orm_world("holdfast", cohort=False)


def agree(worlds, case):
    oracle, ours = worlds
    expected_log, expected = oracle.run(case)
    log, outcome = ours.run(case)
    assert outcome == expected
    assert log == expected_log


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_each_strategy_on_each_relationship(worlds, strategy, relation):
    def case(w, sa, orm, session):
        entity, attribute = RELATIONS[relation](w)
        return touched(w, session, sa, [getattr(orm, strategy)(attribute)], entity, attribute.key)

    agree(worlds, case)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CASES)
def test_same_statements_and_results(worlds, name):
    agree(worlds, CASES[name])


def test_yield_per_refuses_joined_collections_before_it_asks_the_database(worlds):
    ours = worlds[1]
    w, sa, orm = ours, ours.sa, ours.orm
    statement = sa.select(w.U).options(orm.joinedload(w.U.addresses)).execution_options(yield_per=2)
    log, outcome = ours.run(lambda w, sa, orm, s: s.scalars(statement).unique().all())
    assert (log, outcome) == ([], "InvalidRequestError")
