"""The linter of cartesian products: which statements it warns of, and what it says."""

from __future__ import annotations

import re
import warnings

import pytest

from .language.both import HOLDFAST, SQLALCHEMY

# Each line is a statement over the tables `a`, `b`, `c`, `d` (see `setting`).
STATEMENTS = """
select(a, b)
select(a, b).where(a.c.id == b.c.a_id)
select(a, b).where(a.c.id < b.c.a_id)
select(a, b).where(a.c.id.in_([b.c.a_id, 3]))
select(a, b).where(m.or_(a.c.id == b.c.a_id, a.c.x == 3))
select(a, b).where(a.c.id.between(b.c.id, 5))
select(a, b).where(m.func.foo(a.c.id, b.c.id) == 5)
select(a, b).where(m.func.foo(a.c.id == b.c.id) == 5)
select(a, b).where(m.func.foo(a.c.id, b.c.id).as_comparison(1, 2))
select(a, b).where(m.case((a.c.id == b.c.id, 1), else_=0) == 1)
select(a, b).where(a.c.id + b.c.id == 5)
select(a, b).where(a.c.id.is_(b.c.id))
select(a, b).where(~(a.c.id == b.c.id))
select(a, b).where(m.cast(a.c.id, m.String) == m.cast(b.c.id, m.String))
select(a, b).where(m.func.max(a.c.id).filter(a.c.id == b.c.id) == 5)
select(a, b).where(m.tuple_(a.c.id, a.c.x) == m.tuple_(b.c.id, b.c.a_id))
select(a, b).where(a.c.id.op("@@")(b.c.id))
select(a, b).where(a.c.id.bool_op("@@")(b.c.id))
select(a, b).where(m.text("a.id = b.id"))
select(a, b).where(a.c.id == 5).where(b.c.id == 5)
select(a, b).where(a.c.id == m.any_(select(b.c.id).scalar_subquery()))
select(a.c.id, b.c.id).group_by(a.c.id).having(a.c.id == b.c.id)
select(a, b, c).where(a.c.id == b.c.a_id)
select(a, b, c, d).where(a.c.id == b.c.a_id).where(c.c.id == d.c.id)
select(a, b, c, d)
select(a, b).join_from(a, b)
select(a, c).select_from(a).join(b)
select(a, b).select_from(a.join(b, m.true()))
select(a, b, d).select_from(a.join(b, b.c.id == d.c.id))
select(a, b, d).select_from(a.join(b, b.c.id == 4))
select(a).select_from(a.join(b.join(c)))
select(a, d).select_from(a.join(b.join(c)))
select(a, d).select_from(a.join(b.join(c))).where(d.c.id == c.c.id)
select(a, select(a.c.id).where(a.c.id == 5).subquery())
select(a, select(a.c.id).subquery("named"))
select(a.alias(), a)
select(a.alias("zz"), a, b)
select(a, select(a.c.id).cte("common"))
select(a, other)
select(select(a.c.id, b.c.id.label("b")).subquery())
select(select(a.c.id, b.c.id.label("z")).subquery("q"), c)
select(a.c.id).where(a.c.id == select(b.c.id).select_from(c).scalar_subquery())
select(a.c.id, select(b.c.id).where(b.c.a_id == a.c.id).scalar_subquery())
select(a).where(m.exists().where(b.c.id == a.c.id).where(c.c.id == 5))
select(a, b).where(m.exists().where(c.c.id == a.c.id).where(c.c.id == b.c.id))
select(a, b).where(a.c.id.in_(select(c.c.id).where(c.c.id == b.c.id)))
select(a, m.func.json_each("[1]").table_valued("value"))
select(a, m.func.json_each("[1]").table_valued("value", joins_implicitly=True))
select(a, select(b.c.id).where(b.c.a_id == a.c.id).lateral())
select(a, d, select(b.c.id).where(b.c.a_id == a.c.id).where(b.c.id == d.c.id).lateral("L"))
select(a, select(b.c.id).lateral("lt"))
select(a, m.values(m.column("n", m.Integer), name="v").data([(1,), (2,)]))
select(a, m.tablesample(b, 5, name="tt"))
select(a, m.text("1")).select_from(m.text("a, b"))
m.union(select(a.c.id), select(a.c.id).select_from(b))
m.update(a).values(x=5).where(b.c.id == 3)
m.update(a).values(x=5).where(b.c.id == a.c.id)
m.update(a).values(x=b.c.id)
m.delete(a).where(b.c.id == 3)
m.delete(a).where(b.c.id == a.c.id)
m.delete(a).where(b.c.id == a.c.id).where(c.c.id == 3)
m.insert(a).from_select(["id"], select(b.c.id).select_from(c))
select(m.update(a).values(x=5).where(b.c.id == 3).returning(a.c.id).cte("u"))
select(a.c.id).add_cte(select(b.c.id, c.c.id.label("q")).cte("cc"))
""".strip().splitlines()


def setting(m):
    metadata = m.MetaData()
    key = lambda: m.Column("id", m.Integer, primary_key=True)
    return {
        "m": m,
        "select": m.select,
        "a": m.Table("a", metadata, key(), m.Column("x", m.Integer)),
        "b": m.Table("b", metadata, key(), m.Column("a_id", m.ForeignKey("a.id"))),
        "c": m.Table("c", metadata, key(), m.Column("b_id", m.ForeignKey("b.id"))),
        "d": m.Table("d", metadata, key()),
        "other": m.Table("Odd", metadata, key(), schema="sch"),
        "metadata": metadata,
    }


NAMES = {library: setting(library.m) for library in (SQLALCHEMY, HOLDFAST)}


def warned(library, line):
    """The warnings as (first word, the names that are apart, the name they are apart from)."""
    m = library.m
    with warnings.catch_warnings(record=True) as met:
        warnings.simplefilter("always")
        statement = eval(line, dict(NAMES[library]))
        statement.compile(dialect=library.dialects[library.names["pg"].__name__], linting=m.sql.FROM_LINTING)
    found = []
    for one in met:
        kind, apart, start = re.fullmatch(
            r'(\w+) statement has a cartesian product between FROM element\(s\) (.*) and FROM element "(.*)"\.  '
            r"Apply join condition\(s\) between each element to resolve\.",
            str(one.message),
        ).groups()
        found.append((kind, set(re.findall(r'"([^"]*)"', apart)), start))
    return sorted(found, key=lambda one: one[0])


@pytest.mark.parametrize("line", STATEMENTS)
def test_warnings_agree(line):
    """SQLAlchemy starts from any element, holdfast from the first: what is apart from one is seen from the other side."""
    theirs, ours = warned(SQLALCHEMY, line), warned(HOLDFAST, line)
    assert [kind for kind, _, _ in theirs] == [kind for kind, _, _ in ours]
    for _, apart, _start in ours:
        assert any(apart == their_apart or their_start in apart for _, their_apart, their_start in theirs), theirs


@pytest.mark.parametrize("library", [SQLALCHEMY, HOLDFAST], ids=["sqlalchemy", "holdfast"])
class TestOnAnEngine:
    def run(self, library, **options):
        """How many warnings after each of five executions, one of them of an equal statement with another value."""
        m, names = library.m, NAMES[library]
        engine = m.create_engine("sqlite://", **options)
        names["metadata"].remove(names["other"])
        names["metadata"].create_all(engine)
        a, b = names["a"], names["b"]
        counts = []
        with warnings.catch_warnings(record=True) as met, engine.connect() as connection:
            warnings.simplefilter("always")
            for statement in (
                m.select(a, b).limit(3),
                m.select(a, b).limit(4),
                m.select(a, b).where(a.c.id == b.c.a_id),
                m.update(a).values(x=5).where(b.c.id == 3),
                m.delete(b).where(b.c.id == 3),
            ):
                connection.execute(statement)
                counts.append(len(met))
            m.select(a, b).compile(engine)
            assert all(one.filename == __file__ for one in met)
        return [*counts, len(met)]

    def test_warns_once_for_a_cached_statement(self, library):
        assert self.run(library) == [1, 1, 1, 2, 2, 2]

    def test_can_be_switched_off(self, library):
        assert self.run(library, enable_from_linting=False) == [0] * 6


def test_the_start_is_the_first_of_the_text_and_the_others_follow():
    """Where SQLAlchemy leaves it to chance, the same statement gives the same words each time."""
    [(kind, apart, start)] = warned(HOLDFAST, "select(a, b, c, d)")
    assert (kind, apart, start) == ("SELECT", {"b", "c", "d"}, "a")


def test_products_are_collected_without_a_warning():
    m, names = HOLDFAST.m, NAMES[HOLDFAST]
    a, b, c = names["a"], names["b"], names["c"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compiled = m.select(a, b, c).where(a.c.id == b.c.id).compile(linting=m.sql.COLLECT_CARTESIAN_PRODUCTS)
    assert compiled.from_linter.froms == {a: "a", b: "b", c: "c"}
    assert compiled.from_linter.edges == {(a, b)}
    apart, start = compiled.from_linter.lint()
    assert (list(apart), start) == ([c], a)
