"""Structural keys of statements: equal shapes share a key, values and identities do not enter it."""

from __future__ import annotations

import pickle

import holdfast as h
from holdfast.sql.structure import statement_key

metadata = h.MetaData()
users = h.Table(
    "users",
    metadata,
    h.Column("id", h.Integer, primary_key=True),
    h.Column("name", h.String),
    h.Column("age", h.Integer),
)
orders = h.Table(
    "orders", metadata, h.Column("id", h.Integer, primary_key=True), h.Column("user_id", h.ForeignKey("users.id"))
)


def identity(statement):
    return statement_key(statement.structure()).identity


def same(build, *arguments):
    """The statements that `build` makes of each argument have one identity."""
    identities = [identity(build(argument)) for argument in arguments]
    return identities[0] is not None and all(one == identities[0] for one in identities)


def test_values_are_not_part_of_the_key():
    assert same(lambda v: h.select(users).where(users.c.id == v), 1, 2)
    assert same(lambda v: h.select(users).limit(v).offset(v), 1, 2)
    assert same(lambda v: h.select(users).where(users.c.id.in_(v)), [1], [1, 2, 3])
    assert same(lambda v: h.insert(users).values(name=v), "a", "b")
    assert same(lambda v: h.insert(users).values([{"name": v}, {"name": v}]), "a", "b")
    assert same(lambda v: h.update(users).values(name=v).where(users.c.id == v), 1, 2)
    assert same(lambda v: h.delete(users).where(users.c.id == v), 1, 2)


def test_anonymous_aliases_are_not_part_of_the_key():
    def build(value):
        alias = users.alias()
        return h.select(alias).where(alias.c.id == value)

    assert same(build, 1, 2)

    def with_subquery(value):
        inner = h.select(users.c.id).where(users.c.age > value).subquery()
        return h.select(orders).join(inner, inner.c.id == orders.c.user_id)

    assert same(with_subquery, 1, 2)

    def with_cte(value):
        inner = h.select(users.c.id).where(users.c.age > value).cte("c")
        return h.select(inner).union_all(h.select(inner))

    assert same(with_cte, 1, 2)


def test_different_shapes_differ():
    base = h.select(users)
    statements = [
        base,
        base.where(users.c.id == 1),
        base.where(users.c.age == 1),
        base.where(users.c.id != 1),
        base.where(users.c.id == 1).where(users.c.id == 1),
        base.order_by(users.c.id),
        base.group_by(users.c.id),
        base.order_by(users.c.id.desc()),
        base.limit(1),
        base.offset(1),
        base.distinct(),
        base.with_for_update(),
        base.with_for_update(nowait=True),
        base.join(orders),
        base.outerjoin(orders),
        base.select_from(orders),
        base.correlate(users),
        base.correlate(None),
        base.prefix_with("A"),
        base.prefix_with("B"),
        base.set_label_style(h.LABEL_STYLE_TABLENAME_PLUS_COL),
        h.select(users.alias()),
        h.select(users.alias("a")),
        h.select(users.alias("b")),
        h.select(h.select(users).subquery()),
        h.select(users.c.id),
        h.select(users.c.id.label("x")),
        h.select(users.c.id, users.c.id),
        h.union(h.select(users.c.id), h.select(orders.c.id)),
        h.union_all(h.select(users.c.id), h.select(orders.c.id)),
        h.insert(users),
        h.insert(users).values(name="x"),
        h.insert(users).values(name="x").returning(users.c.id),
        h.insert(users).inline(),
        h.update(users),
        h.update(users).values(name="x"),
        h.delete(users),
        h.delete(users).using(orders),
    ]
    keys = [identity(statement) for statement in statements]
    assert None not in keys
    assert len(set(keys)) == len(keys)


def test_two_aliases_are_not_one():
    one, two = users.alias(), users.alias()
    assert identity(h.select(one).where(one.c.id == one.c.age)) != identity(h.select(one).where(one.c.id == two.c.age))


def test_a_generative_method_leaves_the_statement_as_it_is():
    base = h.select(users)
    before = str(base), base.structure()
    base.where(users.c.id == 1).order_by(users.c.id).limit(1)
    assert (str(base), base.structure()) == before
    assert base.where(users.c.id == 1) is not base


def test_froms_are_not_worked_out_for_the_key():
    statement = h.select(users).join(orders).where(users.c.id == 1)
    statement.structure()
    assert set(statement._memo) == {"structure"}


def test_values_set_later_reach_into_subqueries():
    inner = h.select(users).where(users.c.age == h.bindparam("age", 1)).subquery()
    statement = h.select(inner.c.id, inner).where(inner.c.age > 3).params(age=7)
    text = str(statement)
    assert text.count("FROM users") == 1
    assert statement.compile().params["age"] == 7


def test_pickled_statement():
    statement = h.select(users).where(users.c.id == 5)
    str(statement)
    copied = pickle.loads(pickle.dumps(statement))
    assert str(copied) == str(statement)
    assert copied.compile().params == statement.compile().params
