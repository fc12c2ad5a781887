"""The columns of subqueries of one shape are made after the first one's: they must be what the long way makes."""

import pickle

import pytest
import sqlalchemy

import holdfast


def tables(package):
    metadata = package.MetaData()
    user = package.Table(
        "user",
        metadata,
        package.Column("id", package.Integer, primary_key=True),
        package.Column("name", package.String(9), nullable=False),
    )
    order = package.Table(
        "order",
        metadata,
        package.Column("id", package.Integer, primary_key=True),
        package.Column("user_id", package.ForeignKey("user.id")),
        package.Column("keys", package.Integer, key="total"),
    )
    return user, order


def pair(package, left, right):
    return package.select(left.c.id, right.c.id)


BUILT = {
    "columns": lambda p, u, o: p.select(o.c.user_id, o.c.total),
    "a table": lambda p, u, o: p.select(o),
    "labels": lambda p, u, o: p.select(o.c.id.label("one"), p.func.sum(o.c.total).label("sum")).group_by(o.c.id),
    "two tables": lambda p, u, o: p.select(u, o).join(o, o.c.user_id == u.c.id),
    "unnamed": lambda p, u, o: p.select(p.func.max(o.c.id), o.c.id + 1),
    "repeated": lambda p, u, o: p.select(o.c.id, o.c.id),
    "aliases": lambda p, u, o: pair(p, o.alias(), o.alias()),
    "one alias": lambda p, u, o: pair(p, *[o.alias()] * 2),
    "names of methods": lambda p, u, o: p.select(o.c.id.label("keys"), o.c.id.label("items")),
    "a value": lambda p, u, o: p.select(p.literal(1).label("x"), o.c.id),
    "full labels": lambda p, u, o: p.select(u.c.id, o.c.id).set_label_style(p.LABEL_STYLE_TABLENAME_PLUS_COL),
    "text": lambda p, u, o: p.select(p.text("1"), o.c.id),
    "inside another": lambda p, u, o: p.select(p.select(o.c.id.label("deep")).subquery("inner").c.deep),
}


def described(package, statement, make):
    user, order = tables(package)
    found = []
    for _ in range(3):
        inner = make(statement(package, user, order))
        for column in inner.c:
            assert column.table is inner
        found.append(
            [
                [
                    (
                        key,
                        str(column.name),
                        str(column.type),
                        getattr(column, "primary_key", None),
                        getattr(column, "nullable", None),
                    )
                    for key, column in inner.c.items()
                ]
                if "unnamed" not in make.__name__
                else None,
                [column.key for column in inner.primary_key],
                sorted(str(key.column) for key in inner.foreign_keys),
                [[str(base.key).split("%")[0] for base in column.base_columns] for column in inner.c],
                str(package.select(*inner.c)),
                str(package.select(inner)),
                [inner.corresponding_column(column) is not None for column in (user.c.id, order.c.id, order.c.user_id)],
            ]
        )
    return found


def as_subquery(statement):
    return statement.subquery("s")


def as_cte(statement):
    return statement.cte("s")


@pytest.mark.parametrize("make", [as_subquery, as_cte])
@pytest.mark.parametrize("name", BUILT)
def test_beside_the_oracle(name, make):
    ours, theirs = (described(package, BUILT[name], make) for package in (holdfast, sqlalchemy))
    clean = lambda text: " ".join(text.replace("% (", "%(").split())
    for mine, its in zip(ours, theirs, strict=True):
        if not any("%" in row[1] for row in its[0]):  # anonymous names carry identities
            assert mine[0] == its[0]
        assert mine[1:4] == its[1:4]
        assert [clean(text) for text in mine[4:6]] == [clean(text) for text in its[4:6]]
        assert mine[6] == its[6]


def test_joins_are_found_over_foreign_keys_of_later_subqueries():
    user, order = tables(holdfast)
    texts = set()
    for _ in range(3):
        inner = holdfast.select(order.c.user_id, order.c.total).subquery("s")
        texts.add(str(holdfast.select(user.c.id).join(inner)))
    assert len(texts) == 1
    assert 'JOIN (SELECT "order".user_id' in texts.pop()


def test_a_type_given_later_is_taken():
    order = tables(holdfast)[1]
    make = lambda: holdfast.select(order.c.total).subquery("s").c.total
    first = make()
    assert isinstance(make().type, holdfast.Integer)
    order.c.total.type = holdfast.String()
    assert isinstance(make().type, holdfast.String)
    assert str(make() + "x") == "s.keys || :total_1"
    assert isinstance(first.type, holdfast.Integer)


def test_pickled():
    order = tables(holdfast)[1]
    for _ in range(2):
        inner = holdfast.select(order.c.user_id).subquery("s")
        again = pickle.loads(pickle.dumps(holdfast.select(inner.c.user_id)))
    assert str(again) == str(holdfast.select(inner.c.user_id))
