"""The same ORM statements on both libraries: SQL text, parameters and results must agree."""
# ruff: noqa: PLC3002 - a case is one expression; a lambda called at once names an object in it

import pytest

import holdfast

CASES = {
    "entity": lambda w, sa, orm, s: s.scalars(sa.select(w.U)).all(),
    "entity rows": lambda w, sa, orm, s: s.execute(sa.select(w.U)).all(),
    "two entities": lambda w, sa, orm, s: s.execute(sa.select(w.U, w.A).where(w.U.id == w.A.user_id)).all(),
    "columns": lambda w, sa, orm, s: s.execute(sa.select(w.U.id, w.U.name)).all(),
    "row names": lambda w, sa, orm, s: s.execute(sa.select(w.U.id, w.U, w.U.name.label("x"))).first()._fields,
    "entity and its column": lambda w, sa, orm, s: s.execute(sa.select(w.U, w.U.name)).all(),
    "column and its entity": lambda w, sa, orm, s: s.execute(sa.select(w.U.name, w.U)).all(),
    "entity twice": lambda w, sa, orm, s: s.execute(sa.select(w.U, w.U)).all(),
    "mixed": lambda w, sa, orm, s: s.execute(
        sa.select(w.U, sa.func.count(w.A.id)).join(w.U.addresses).group_by(w.U.id).order_by(w.U.id)
    ).all(),
    "bundle": lambda w, sa, orm, s: s.execute(sa.select(orm.Bundle("b", w.U.id, w.U.name), w.U.id)).all(),
    "label": lambda w, sa, orm, s: s.execute(sa.select((w.U.id + 1).label("next"))).all(),
    "alias": lambda w, sa, orm, s: s.execute(sa.select(w.U, w.ua).join(w.ua, w.U.id < w.ua.id)).all(),
    "alias alone": lambda w, sa, orm, s: s.scalars(sa.select(w.ua).where(w.ua.name == "u1")).all(),
    "join relationship": lambda w, sa, orm, s: s.scalars(sa.select(w.U).join(w.U.addresses)).all(),
    "join entity": lambda w, sa, orm, s: s.scalars(sa.select(w.U).join(w.A)).all(),
    "join alias on": lambda w, sa, orm, s: s.scalars(sa.select(w.U).join(w.aa, w.aa.user_id == w.U.id)).all(),
    "join alias along": lambda w, sa, orm, s: s.scalars(sa.select(w.U).join(w.aa, w.U.addresses)).all(),
    "join of_type": lambda w, sa, orm, s: s.scalars(sa.select(w.U).join(w.U.addresses.of_type(w.aa))).all(),
    "join and_": lambda w, sa, orm, s: s.scalars(sa.select(w.U).join(w.U.addresses.and_(w.A.email == "e0"))).all(),
    "join many to many": lambda w, sa, orm, s: s.scalars(sa.select(w.U).join(w.U.tags)).all(),
    "outer join many to many": lambda w, sa, orm, s: s.scalars(sa.select(w.U).outerjoin(w.U.tags)).all(),
    "join chain": lambda w, sa, orm, s: s.execute(
        sa.select(w.A.id, w.T.name).join(w.A.user).join(w.U.tags).order_by(w.A.id, w.T.id)
    ).all(),
    "join from": lambda w, sa, orm, s: s.execute(sa.select(w.U.id, w.A.id).join_from(w.U, w.A)).all(),
    "select from": lambda w, sa, orm, s: s.scalar(sa.select(sa.func.count()).select_from(w.U).join(w.U.addresses)),
    "self join": lambda w, sa, orm, s: (
        lambda other: s.scalars(sa.select(w.N).join(w.N.children.of_type(other)).where(other.id > 2)).all()
    )(orm.aliased(w.N)),
    "filter by": lambda w, sa, orm, s: s.scalars(sa.select(w.U).filter_by(name="u1")).all(),
    "any": lambda w, sa, orm, s: s.scalars(sa.select(w.U).where(w.U.addresses.any(w.A.email == "e0"))).all(),
    "not any": lambda w, sa, orm, s: s.scalars(sa.select(w.U).where(~w.U.addresses.any())).all(),
    "has": lambda w, sa, orm, s: s.scalars(sa.select(w.A).where(w.A.user.has(w.U.name == "u1"))).all(),
    "any many to many": lambda w, sa, orm, s: s.scalars(sa.select(w.U).where(w.U.tags.any(w.T.name == "t0"))).all(),
    "any self": lambda w, sa, orm, s: s.scalars(sa.select(w.N).where(w.N.children.any(w.N.id == 2))).all(),
    "is none": lambda w, sa, orm, s: s.scalars(sa.select(w.A).where(w.A.user == None)).all(),
    "equals object": lambda w, sa, orm, s: s.scalars(sa.select(w.A).where(w.A.user == s.get(w.U, 1))).all(),
    "contains object": lambda w, sa, orm, s: s.scalars(
        sa.select(w.U).where(w.U.addresses.contains(s.get(w.A, 1)))
    ).all(),
    "exists": lambda w, sa, orm, s: s.scalar(sa.select(sa.exists().where(w.U.id == 1))),
    "in select": lambda w, sa, orm, s: s.scalars(
        sa.select(w.U).where(w.U.id.in_(sa.select(w.A.user_id).where(w.A.email == "e0")))
    ).all(),
    "in list": lambda w, sa, orm, s: s.scalars(sa.select(w.U).where(w.U.id.in_([1, 3]))).all(),
    "scalar subquery": lambda w, sa, orm, s: s.execute(
        sa.select(w.U, sa.select(sa.func.count(w.A.id)).where(w.A.user_id == w.U.id).scalar_subquery().label("n"))
    ).all(),
    "alias of subquery": lambda w, sa, orm, s: s.scalars(
        sa.select(orm.aliased(w.U, sa.select(w.U).where(w.U.id > 1).subquery()))
    ).all(),
    "cte": lambda w, sa, orm, s: (lambda c: s.scalars(sa.select(w.U).join(c, c.c.uid == w.U.id)).all())(
        sa.select(w.U.id.label("uid")).where(w.U.id < 3).cte("c")
    ),
    "cte of entity": lambda w, sa, orm, s: s.scalars(
        sa.select(orm.aliased(w.U, sa.select(w.U).where(w.U.id < 3).cte("c")))
    ).all(),
    "union rows": lambda w, sa, orm, s: s.execute(
        sa.union(sa.select(w.U).where(w.U.id == 1), sa.select(w.U).where(w.U.id == 2))
    ).all(),
    "union from_statement": lambda w, sa, orm, s: s.scalars(
        sa.select(w.U).from_statement(
            sa.union(sa.select(w.U).where(w.U.id == 1), sa.select(w.U).where(w.U.id == 2)).order_by("id")
        )
    ).all(),
    "text from_statement": lambda w, sa, orm, s: s.scalars(
        sa.select(w.U).from_statement(sa.text("SELECT * FROM users WHERE id < :x")), {"x": 3}
    ).all(),
    "text columns": lambda w, sa, orm, s: s.scalars(
        sa.select(w.U).from_statement(sa.text("SELECT id, name FROM users").columns(w.U.id, w.U.name))
    ).all(),
    "order limit": lambda w, sa, orm, s: s.scalars(sa.select(w.U).order_by(w.U.name.desc()).limit(2).offset(1)).all(),
    "distinct": lambda w, sa, orm, s: s.scalars(sa.select(w.U.name).distinct().order_by(w.U.name)).all(),
    "group having": lambda w, sa, orm, s: s.execute(
        sa.select(w.A.user_id, sa.func.count()).group_by(w.A.user_id).having(sa.func.count() > 1)
    ).all(),
    "update": lambda w, sa, orm, s: s.execute(sa.update(w.U).where(w.U.id == 1).values(name="z")).rowcount,
    "update evaluated": lambda w, sa, orm, s: (
        lambda u: (s.execute(sa.update(w.U).where(w.U.id == 1).values(name="z")).rowcount, u.name)
    )(s.get(w.U, 1)),
    "update expression": lambda w, sa, orm, s: (
        lambda u: (s.execute(sa.update(w.U).where(w.U.id == 1).values({w.U.name: w.U.name + "k"})).rowcount, u.name)
    )(s.get(w.U, 1)),
    "update fetch": lambda w, sa, orm, s: (
        lambda u: (
            s.execute(
                sa.update(w.U).where(w.U.id == 1).values(name="z"), execution_options={"synchronize_session": "fetch"}
            ).rowcount,
            u.name,
        )
    )(s.get(w.U, 1)),
    "update not synchronized": lambda w, sa, orm, s: (
        lambda u: (
            s.execute(
                sa.update(w.U).where(w.U.id == 1).values(name="z"), execution_options={"synchronize_session": False}
            ).rowcount,
            u.name,
        )
    )(s.get(w.U, 1)),
    "update returning": lambda w, sa, orm, s: s.scalars(
        sa.update(w.U).where(w.U.id == 1).values(name="z").returning(w.U)
    ).all(),
    "update by key": lambda w, sa, orm, s: (
        s.execute(sa.update(w.U), [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]) and None
    ),
    "delete": lambda w, sa, orm, s: s.execute(sa.delete(w.A).where(w.A.id == 1)).rowcount,
    "delete evaluated": lambda w, sa, orm, s: (
        lambda a: (s.execute(sa.delete(w.A).where(w.A.id == 1)).rowcount, a in s)
    )(s.get(w.A, 1)),
    "insert returning": lambda w, sa, orm, s: s.scalars(
        sa.insert(w.U).returning(w.U), [{"name": "q"}, {"name": "r"}]
    ).all(),
    "insert many": lambda w, sa, orm, s: s.execute(sa.insert(w.U), [{"name": "q"}, {"name": "r", "bio": "x"}]) and None,
    "insert values": lambda w, sa, orm, s: tuple(s.execute(sa.insert(w.U).values(name="q")).inserted_primary_key),
    "query all": lambda w, sa, orm, s: s.query(w.U).all(),
    "query first": lambda w, sa, orm, s: s.query(w.U).order_by(w.U.id.desc()).first(),
    "query count": lambda w, sa, orm, s: s.query(w.U).filter(w.U.id > 1).count(),
    "query columns": lambda w, sa, orm, s: (
        s.query(w.U.id, sa.func.count(w.A.id)).join(w.U.addresses).group_by(w.U.id).all()
    ),
    "query exists": lambda w, sa, orm, s: s.query(s.query(w.U).filter(w.U.id == 1).exists()).scalar(),
    "query slice": lambda w, sa, orm, s: s.query(w.U).order_by(w.U.id)[1:2],
    "query item": lambda w, sa, orm, s: s.query(w.U).order_by(w.U.id)[1],
    "query joined": lambda w, sa, orm, s: s.query(w.U).options(orm.joinedload(w.U.addresses)).limit(1).all(),
    "query union": lambda w, sa, orm, s: (
        s.query(w.U).filter(w.U.id == 1).union(s.query(w.U).filter(w.U.id == 2)).order_by(w.U.id).all()
    ),
    "query update": lambda w, sa, orm, s: s.query(w.U).filter(w.U.id == 1).update({"name": "k"}),
    "query delete": lambda w, sa, orm, s: s.query(w.A).filter(w.A.id == 1).delete(),
    "query subquery": lambda w, sa, orm, s: s.query(s.query(w.U).subquery()).all(),
    "query with entities": lambda w, sa, orm, s: s.query(w.U).filter(w.U.id > 1).with_entities(w.U.name).all(),
    "query add columns": lambda w, sa, orm, s: s.query(w.U).add_columns(w.U.name).all(),
    "query one": lambda w, sa, orm, s: s.query(w.U).filter_by(name="u1").one(),
    "query one fails": lambda w, sa, orm, s: s.query(w.U).one(),
    "query none fails": lambda w, sa, orm, s: s.query(w.U).filter_by(id=77).one(),
    "query scalar": lambda w, sa, orm, s: s.query(w.U.name).filter_by(id=1).scalar(),
    "query unique entities": lambda w, sa, orm, s: s.query(w.U).join(w.U.addresses).all(),
    "query negative": lambda w, sa, orm, s: s.query(w.U)[-1],
    "query update after limit": lambda w, sa, orm, s: s.query(w.U).limit(1).update({"name": "x"}),
}


@pytest.fixture(scope="module")
def worlds(orm_world):
    return orm_world("sqlalchemy"), orm_world("holdfast")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.filterwarnings("ignore")
def test_same_sql_and_results(worlds, name):
    oracle, ours = worlds
    expected_log, expected = oracle.run(CASES[name])
    log, outcome = ours.run(CASES[name])
    assert log == expected_log
    assert outcome == expected


def test_equal_statements_share_one_plan(worlds):
    from holdfast.orm.planner import cache

    ours = worlds[1]
    statement = lambda value: holdfast.select(ours.U).where(ours.U.name == value).order_by(ours.U.id)
    ours.session.scalars(statement("u0")).all()
    before = len(cache._plans)
    assert [u.id for u in ours.session.scalars(statement("u2"))] == [3]
    assert len(cache._plans) == before
