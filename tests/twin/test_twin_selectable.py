# ruff: noqa: PLC3002 -- each case is one expression, so that a lambda can hold it
"""SELECT statements built on both libraries: the same text, the same parameters, the same errors."""

from __future__ import annotations

import warnings
from types import SimpleNamespace

import pytest
import sqlalchemy

import holdfast

LIBRARIES = (sqlalchemy, holdfast)


def schema(m):
    metadata = m.MetaData()
    a = m.Table(
        "a",
        metadata,
        m.Column("id", m.Integer, primary_key=True),
        m.Column("x", m.Integer),
        m.Column("name", m.String(20)),
        m.Column("b_id", m.ForeignKey("b.id")),
    )
    b = m.Table(
        "b",
        metadata,
        m.Column("id", m.Integer, primary_key=True),
        m.Column("x", m.Integer),
        m.Column("a_id", m.Integer),
        m.Column("flag", m.Boolean),
    )
    c = m.Table(
        "c",
        metadata,
        m.Column("id", m.Integer, primary_key=True),
        m.Column("b_id", m.ForeignKey("b.id")),
        m.Column("b2_id", m.ForeignKey("b.id")),
    )
    d = m.Table("d", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("y", m.Integer, key="ykey"))
    e = m.Table("e", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("a_id", m.ForeignKey("a.id")))
    t = m.Table(
        "tree", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("parent_id", m.ForeignKey("tree.id"))
    )
    s = m.Table("t", metadata, m.Column("id", m.Integer, primary_key=True), m.Column("x", m.Integer), schema="sch")
    k = m.Table(
        "k",
        metadata,
        m.Column("a1", m.Integer),
        m.Column("a2", m.Integer),
        m.ForeignKeyConstraint(["a1", "a2"], ["kk.x", "kk.y"]),
    )
    kk = m.Table("kk", metadata, m.Column("x", m.Integer, primary_key=True), m.Column("y", m.Integer, primary_key=True))
    return SimpleNamespace(a=a, b=b, c=c, d=d, e=e, t=t, s=s, k=k, kk=kk)


SCHEMAS = {m: schema(m) for m in LIBRARIES}


def outcome(m, build):
    """Text and parameters, or the class and the leading words of the error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compiled = build(m, SCHEMAS[m]).compile()
            return " ".join(str(compiled).split()), dict(compiled.params)
        except Exception as error:
            words = str(error).split("(Background")[0]
            words = words.split(" at 0x")[0].replace("sqlalchemy", "holdfast").split("Table(")[0]
            words = words.replace("<holdfast.sql.selectable.select.Select", "<holdfast.sql.selectable.Select")
            return type(error).__name__, words[:60]


TQ = "LABEL_STYLE_TABLENAME_PLUS_COL"
NONE = "LABEL_STYLE_NONE"


def style(m, name):
    return getattr(m, name)


STATEMENTS = {
    # columns and labels
    "table": lambda m, s: m.select(s.a),
    "columns": lambda m, s: m.select(s.a.c.id, s.a.c.name),
    "two tables": lambda m, s: m.select(s.a, s.b),
    "two tables tq": lambda m, s: m.select(s.a, s.b).set_label_style(style(m, TQ)),
    "two tables none": lambda m, s: m.select(s.a, s.b).set_label_style(style(m, NONE)),
    "repeated": lambda m, s: m.select(s.a.c.x, s.a.c.x),
    "repeated four": lambda m, s: m.select(s.a.c.x, s.a.c.x, s.b.c.x, s.b.c.x),
    "repeated mixed": lambda m, s: m.select(s.b.c.x, s.a.c.id, s.b.c.id, s.a.c.id, s.b.c.id, s.b.c.x),
    "repeated tq": lambda m, s: m.select(s.a.c.x, s.a.c.x, s.b.c.x, s.b.c.x).set_label_style(style(m, TQ)),
    "functions": lambda m, s: m.select(m.func.count(), m.func.count(), m.func.max(s.a.c.x), s.a.c.x),
    "function label": lambda m, s: m.select(m.func.max(s.a.c.x).label("x"), s.a.c.x),
    "expressions": lambda m, s: m.select(s.a.c.x + 1, s.a.c.x + 2, -s.a.c.x, s.a.c.x == 1),
    "casts": lambda m, s: m.select(m.cast(s.a.c.x, m.String), s.a.c.x, m.cast(s.b.c.x, m.String)),
    "cast tq": lambda m, s: m.select(m.cast(s.a.c.x, m.String), s.a.c.x).set_label_style(style(m, TQ)),
    "labels same": lambda m, s: m.select(s.a.c.x.label("q"), s.b.c.x.label("q")),
    "label then column": lambda m, s: m.select(s.a.c.x.label("x"), s.a.c.x),
    "column then label": lambda m, s: m.select(s.a.c.x, s.a.c.x.label("x")),
    "literals": lambda m, s: m.select(m.literal(1), m.literal("a"), m.null(), m.true()),
    "text columns": lambda m, s: m.select(m.text("foo"), m.literal_column("bar"), m.literal_column("a.bar")),
    "text and table": lambda m, s: m.select(s.a.c.id, m.text("foo")),
    "same function twice": lambda m, s: (lambda f: m.select(f, f))(m.func.count()),
    "same expression twice": lambda m, s: (lambda f: m.select(f, f))(s.a.c.x + 1),
    "same expression twice tq": lambda m, s: (lambda f: m.select(f, f).set_label_style(style(m, TQ)))(m.func.count()),
    "anonymous labels": lambda m, s: m.select(s.a.c.x.label(None), (s.a.c.x + 1).label(None)),
    "case": lambda m, s: m.select(m.case((s.a.c.x == 1, 2), else_=3)),
    "over": lambda m, s: m.select(m.func.row_number().over(order_by=s.a.c.id)),
    "exists column": lambda m, s: m.select(m.exists().where(s.a.c.x == 1)),
    "bindparams": lambda m, s: m.select(m.bindparam("p"), m.bindparam("q", 5)),
    "light column": lambda m, s: m.select(m.column("x"), s.a.c.x, s.b.c.x, m.column("x")),
    "star": lambda m, s: m.select(m.text("*")).select_from(s.a),
    "count star": lambda m, s: m.select(m.func.count()).select_from(s.a),
    "keyed column": lambda m, s: m.select(s.d.c.ykey, s.d),
    "schema table": lambda m, s: m.select(s.s),
    "schema table tq": lambda m, s: m.select(s.s).set_label_style(style(m, TQ)),
    "nothing": lambda m, s: m.select(),
    "extract": lambda m, s: m.select(m.extract("year", s.a.c.x)),
    "collate": lambda m, s: m.select(s.a.c.name.collate("c")),
    "add_columns": lambda m, s: m.select(s.a.c.id).add_columns(s.b.c.id),
    "with_only_columns": lambda m, s: m.select(s.a.c.id).where(s.a.c.id == 1).with_only_columns(s.b.c.x),
    "with_only_columns keep": lambda m, s: m.select(s.a.c.id).with_only_columns(s.b.c.x, maintain_column_froms=True),
    "reduce_columns": lambda m, s: m.select(s.a.c.id, s.b.c.id).where(s.a.c.b_id == s.b.c.id).reduce_columns(),
    # clauses
    "where": lambda m, s: m.select(s.a).where(s.a.c.x == 5),
    "where two": lambda m, s: m.select(s.a).where(s.a.c.x == 5, s.a.c.id > 3),
    "where chained": lambda m, s: m.select(s.a).where(s.a.c.x == 5).where(s.a.c.x == 6),
    "where or": lambda m, s: m.select(s.a).where(m.or_(s.a.c.x == 5, s.a.c.id == 3)).where(s.a.c.id == 9),
    "where text": lambda m, s: m.select(s.a).where(m.text("a.x = :p")),
    "where true": lambda m, s: m.select(s.a).where(m.true()),
    "where false": lambda m, s: m.select(s.a).where(m.false()),
    "where python true": lambda m, s: m.select(s.a).where(True),
    "where none": lambda m, s: m.select(s.a).where(None),
    "where boolean column": lambda m, s: m.select(s.b).where(s.b.c.flag),
    "where not boolean": lambda m, s: m.select(s.b).where(~s.b.c.flag),
    "where string": lambda m, s: m.select(s.a).where("x"),
    "where number": lambda m, s: m.select(s.a).where(5),
    "filter": lambda m, s: m.select(s.a).filter(s.a.c.x == 5),
    "filter_by": lambda m, s: m.select(s.a).filter_by(x=5, id=7),
    "filter_by joined": lambda m, s: m.select(s.a).join(s.b).filter_by(a_id=5),
    "filter_by ambiguous": lambda m, s: m.select(s.a, s.b).filter_by(x=5),
    "filter_by missing": lambda m, s: m.select(s.a).filter_by(nope=5),
    "filter_by no from": lambda m, s: m.select(m.literal(1)).filter_by(x=5),
    "group by": lambda m, s: m.select(s.a.c.x, m.func.count()).group_by(s.a.c.x),
    "group by string": lambda m, s: m.select(s.a.c.x, m.func.count()).group_by("x"),
    "group by label": lambda m, s: (lambda q: m.select(q).group_by(q))((s.a.c.x + 1).label("q")),
    "group by reset": lambda m, s: m.select(s.a).group_by(s.a.c.x).group_by(None),
    "having": lambda m, s: m.select(s.a.c.x).group_by(s.a.c.x).having(m.func.count() > 5).having(s.a.c.x > 1),
    "order by": lambda m, s: m.select(s.a).order_by(s.a.c.x, s.a.c.id.desc()),
    "order by string": lambda m, s: m.select(s.a).order_by("x"),
    "order by string desc": lambda m, s: m.select(s.a).order_by(m.desc("x")),
    "order by unknown": lambda m, s: m.select(s.a).order_by("zork"),
    "order by label": lambda m, s: (lambda q: m.select(q).order_by(q.desc()))((s.a.c.x + 1).label("q")),
    "order by label expr": lambda m, s: (lambda q: m.select(q).order_by(q + 1))((s.a.c.x + 1).label("q")),
    "order by reset": lambda m, s: m.select(s.a).order_by(s.a.c.x).order_by(None),
    "order by number": lambda m, s: m.select(s.a).order_by(5),
    "order by text": lambda m, s: m.select(s.a).order_by(m.text("x desc")),
    "order by nulls": lambda m, s: m.select(s.a).order_by(s.a.c.x.desc().nulls_last()),
    "distinct": lambda m, s: m.select(s.a.c.x).distinct(),
    "limit": lambda m, s: m.select(s.a).limit(5),
    "limit offset": lambda m, s: m.select(s.a).limit(5).offset(10),
    "offset": lambda m, s: m.select(s.a).offset(10),
    "limit none": lambda m, s: m.select(s.a).limit(5).limit(None),
    "limit expression": lambda m, s: m.select(s.a).limit(m.bindparam("n") + 1),
    "limit string": lambda m, s: m.select(s.a).limit("x"),
    "slice": lambda m, s: m.select(s.a).slice(2, 5),
    "fetch": lambda m, s: m.select(s.a).fetch(5),
    "fetch ties": lambda m, s: m.select(s.a).fetch(5, with_ties=True).offset(3),
    "fetch percent": lambda m, s: m.select(s.a).fetch(5, percent=True),
    "for update": lambda m, s: m.select(s.a).with_for_update(),
    "for update options": lambda m, s: m.select(s.a).with_for_update(nowait=True, of=s.a, skip_locked=True),
    "prefix": lambda m, s: m.select(s.a).prefix_with("FOO").prefix_with("BAR", dialect="mysql"),
    "suffix": lambda m, s: m.select(s.a).suffix_with("FOO"),
    "hint": lambda m, s: m.select(s.a).with_hint(s.a, "foo %(name)s"),
    "statement hint": lambda m, s: m.select(s.a).with_statement_hint("zz"),
    "execution options": lambda m, s: m.select(s.a).execution_options(foo=1),
    "params": lambda m, s: m.select(s.a).where(s.a.c.x == m.bindparam("p")).params(p=7),
    # FROM and joins
    "select_from": lambda m, s: m.select(s.a.c.id).select_from(s.b),
    "select_from text": lambda m, s: m.select(m.text("q")).select_from(m.text("x")).where(m.text("z")),
    "select_from string": lambda m, s: m.select(s.a).select_from("x"),
    "select_from select": lambda m, s: m.select(s.a).select_from(m.select(s.b)),
    "froms of where": lambda m, s: m.select(s.a).where(s.b.c.id == 1).select_from(s.d),
    "froms not of order": lambda m, s: m.select(s.a).having(s.b.c.id == 1).order_by(s.d.c.id).group_by(s.c.c.id),
    "join": lambda m, s: m.select(s.a).join(s.b),
    "join condition": lambda m, s: m.select(s.a).join(s.b, s.a.c.x == s.b.c.x),
    "join isouter": lambda m, s: m.select(s.a).join(s.b, isouter=True),
    "outerjoin": lambda m, s: m.select(s.a).outerjoin(s.b),
    "full": lambda m, s: m.select(s.a).join(s.b, full=True),
    "outerjoin full": lambda m, s: m.select(s.a).outerjoin(s.b, full=True),
    "join two": lambda m, s: m.select(s.b).join(s.a).join(s.e),
    "join two from middle": lambda m, s: m.select(s.a).join(s.e).join(s.b),
    "join both selected": lambda m, s: m.select(s.a, s.b).join(s.b),
    "join no keys": lambda m, s: m.select(s.d).join(s.b),
    "join ambiguous keys": lambda m, s: m.select(s.b).join(s.c),
    "join several left": lambda m, s: m.select(s.a, s.c).join(s.b),
    "join one of two": lambda m, s: m.select(s.a, s.d).join(s.b),
    "join by condition": lambda m, s: m.select(s.a, s.d).join(s.b, s.b.c.x == s.d.c.ykey),
    "join undecided": lambda m, s: m.select(s.a, s.d).join(s.b, s.b.c.x == 5),
    "join undecided two": lambda m, s: m.select(s.a, s.d).join(s.b, m.and_(s.b.c.x == s.a.c.id, s.b.c.x == s.d.c.id)),
    "join from nothing": lambda m, s: m.select(m.literal(1)).join(s.b),
    "join literal select_from": lambda m, s: m.select(m.literal(1)).select_from(s.a).join(s.b),
    "join where from": lambda m, s: m.select(s.a, s.b).where(s.a.c.x == s.b.c.x).join(s.e),
    "join string": lambda m, s: m.select(s.a).join("x"),
    "join alias": lambda m, s: m.select(s.a).join(s.b.alias()),
    "join subquery": lambda m, s: m.select(s.a).join(m.select(s.b).subquery()),
    "join join": lambda m, s: m.select(s.a).join(s.b.join(s.c, s.c.c.b_id == s.b.c.id)),
    "join_from": lambda m, s: m.select(s.a).join_from(s.e, s.a),
    "join_from condition": lambda m, s: m.select(s.a).join_from(s.a, s.b, s.a.c.x == s.b.c.x),
    "outerjoin_from": lambda m, s: m.select(s.a).outerjoin_from(s.a, s.b),
    "join_from inside": lambda m, s: (
        m.select(s.a.c.id).join(s.b, m.true()).join_from(s.a, s.e, m.true()).join_from(s.b, s.d, m.true())
    ),
    "select_from join": lambda m, s: m.select(s.a.c.id).select_from(s.a.join(s.b)),
    "select_from join and part": lambda m, s: m.select(s.a.c.id).select_from(s.a.join(s.b), s.b),
    "select join": lambda m, s: m.select(s.a.join(s.b)),
    "select join join": lambda m, s: m.select(s.a.join(s.b)).join(s.e),
    "join object": lambda m, s: s.a.join(s.b),
    "join object chain": lambda m, s: s.a.join(s.b).join(s.e),
    "join object select": lambda m, s: s.a.join(s.b).select(),
    "join object no keys": lambda m, s: s.a.join(s.d),
    "join object string": lambda m, s: s.a.join("x"),
    "join composite": lambda m, s: s.k.join(s.kk),
    "join self": lambda m, s: s.t.join(s.t.alias("p")),
    "join self condition": lambda m, s: (lambda p: s.t.join(p, s.t.c.parent_id == p.c.id))(s.t.alias("p")),
    "join outer object": lambda m, s: s.a.outerjoin(s.b),
    # aliases, subqueries
    "alias": lambda m, s: m.select(s.a.alias("q")),
    "alias anonymous": lambda m, s: m.select(s.a.alias()),
    "alias twice": lambda m, s: m.select(s.a.alias(), s.a.alias()),
    "alias of alias": lambda m, s: m.select(s.a.alias("q").alias("r")),
    "alias and table": lambda m, s: m.select(s.a, s.a.alias()),
    "aliases tq": lambda m, s: m.select(s.a.alias(), s.a.alias("foo")).set_label_style(style(m, TQ)),
    "alias where": lambda m, s: (lambda q: m.select(q).where(q.c.x == 5))(s.a.alias()),
    "alias function": lambda m, s: m.select(m.alias(s.a, "q")),
    "subquery": lambda m, s: m.select(m.select(s.a).subquery()),
    "subquery named": lambda m, s: m.select(m.select(s.a).subquery("q")),
    "subquery two": lambda m, s: m.select(m.select(s.a, s.b).subquery()),
    "subquery two tq": lambda m, s: m.select(m.select(s.a, s.b).set_label_style(style(m, TQ)).subquery()),
    "subquery none": lambda m, s: m.select(m.select(s.a, s.b).set_label_style(style(m, NONE)).subquery()),
    "subquery repeated": lambda m, s: m.select(
        m.select(s.a.c.x, s.a.c.x, s.b.c.x, s.b.c.x + 1, m.func.max(s.a.c.x)).subquery()
    ),
    "subquery expressions": lambda m, s: m.select(
        m.select(m.literal(1), m.null(), -s.a.c.x, s.a.c.x.desc(), m.literal_column("q"), m.text("z")).subquery()
    ),
    "subquery of alias": lambda m, s: m.select(m.select(s.a.alias()).subquery()),
    "subquery alias": lambda m, s: m.select(m.select(s.a).subquery().alias()),
    "subquery join": lambda m, s: (lambda q: m.select(s.a.c.x, q.c.n).join(q, q.c.b_id == s.a.c.b_id))(
        m.select(s.a.c.b_id, m.func.count().label("n")).group_by(s.a.c.b_id).subquery()
    ),
    "subquery nested": lambda m, s: m.select(m.select(m.select(s.a).subquery()).subquery()),
    "subquery where": lambda m, s: (lambda q: m.select(q.c.x).where(q.c.id == 3))(
        m.select(s.a).where(s.a.c.x == 5).subquery()
    ),
    "subquery labels same": lambda m, s: m.select(m.select(s.a.c.x.label("q"), s.b.c.x.label("q")).subquery()),
    "scalar": lambda m, s: m.select(m.select(s.a.c.x).scalar_subquery()),
    "scalar label": lambda m, s: m.select(m.select(s.a.c.x).scalar_subquery().label("u")),
    "scalar select label": lambda m, s: m.select(m.select(s.a.c.x).label("u")),
    "scalar where": lambda m, s: m.select(s.a).where(s.a.c.x == m.select(m.func.max(s.b.c.x)).scalar_subquery()),
    "scalar implicit": lambda m, s: m.select(s.a).where(s.a.c.x == m.select(m.func.max(s.b.c.x))),
    "in select": lambda m, s: m.select(s.a).where(s.a.c.x.in_(m.select(s.b.c.x))),
    "not in select": lambda m, s: m.select(s.a).where(s.a.c.x.not_in(m.select(s.b.c.x))),
    "in list": lambda m, s: m.select(s.a).where(s.a.c.x.in_([1, 2])),
    "any": lambda m, s: m.select(s.a).where(s.a.c.x == m.any_(m.select(s.b.c.x).scalar_subquery())),
    # EXISTS and correlation
    "exists": lambda m, s: m.select(s.a).where(m.exists().where(s.b.c.id == s.a.c.b_id)),
    "exists select": lambda m, s: m.select(s.a).where(m.exists(m.select(s.b.c.id).where(s.b.c.id == s.a.c.b_id))),
    "exists method": lambda m, s: m.select(s.a).where(m.select(s.b).where(s.b.c.id == s.a.c.b_id).exists()),
    "exists not": lambda m, s: m.select(s.a).where(~m.exists().where(s.b.c.id == s.a.c.b_id)),
    "exists and": lambda m, s: m.select(s.a).where(m.exists().where(s.b.c.id == s.a.c.b_id), s.a.c.x == 1),
    "exists column arg": lambda m, s: m.select(m.exists(s.a.c.id)),
    "exists text": lambda m, s: m.select(m.exists(m.text("1"))),
    "exists from": lambda m, s: m.exists().select_from(s.b).select(),
    "exists alone": lambda m, s: m.exists(s.a),
    "correlate scalar": lambda m, s: m.select(s.a).where(
        s.a.c.x == m.select(s.b.c.id).where(s.b.c.id == s.a.c.b_id).scalar_subquery()
    ),
    "correlate column": lambda m, s: m.select(
        s.a.c.id, m.select(m.func.count(s.b.c.id)).where(s.b.c.id == s.a.c.b_id).scalar_subquery()
    ),
    "correlate explicit": lambda m, s: m.select(s.a).where(
        m.select(s.a.c.x).where(s.a.c.x == 5).correlate(s.a).exists()
    ),
    "correlate_except": lambda m, s: m.select(s.a).where(
        s.a.c.x == m.select(s.b.c.id).where(s.b.c.id == s.a.c.b_id).correlate_except(s.b).scalar_subquery()
    ),
    "correlate none": lambda m, s: m.select(s.a).where(
        s.a.c.x == m.select(s.b.c.id).where(s.b.c.id == s.a.c.b_id).correlate(None).scalar_subquery()
    ),
    "correlate nothing left": lambda m, s: m.select(s.a, s.b).where(
        s.a.c.x == m.select(s.a.c.id).where(s.b.c.id == s.a.c.id).scalar_subquery()
    ),
    "correlate one from": lambda m, s: m.select(s.a).where(s.a.c.x == m.select(s.a.c.id).scalar_subquery()),
    "correlate two deep": lambda m, s: m.select(s.a).where(
        m.exists().where(
            s.b.c.id == s.a.c.b_id, m.exists().where(s.c.c.b_id == s.b.c.id, s.c.c.id == s.a.c.id).correlate(s.a, s.b)
        )
    ),
    "subquery does not correlate": lambda m, s: m.select(s.a, m.select(s.b).where(s.b.c.id == s.a.c.id).subquery()),
    # CTEs
    "cte": lambda m, s: m.select(m.select(s.a.c.id).cte("z")),
    "cte anonymous": lambda m, s: m.select(m.select(s.a.c.id).cte()),
    "cte alias": lambda m, s: m.select(m.select(s.a.c.id).cte("z").alias("q")),
    "cte anonymous alias": lambda m, s: m.select(m.select(s.a.c.id).cte().alias()),
    "cte joined": lambda m, s: (lambda z: m.select(s.a).join(z, z.c.id == s.a.c.id))(m.select(s.b.c.id).cte("z")),
    "cte in cte": lambda m, s: (lambda z: m.select(m.select(z.c.id).cte("y")))(m.select(s.b.c.id).cte("z")),
    "cte twice": lambda m, s: (lambda z: m.select(z.alias("p"), z.alias("q")))(m.select(s.b.c.id).cte("z")),
    "cte recursive": lambda m, s: (
        lambda r: m.select(r.union_all(m.select(s.t.c.id).where(s.t.c.parent_id == r.c.id)))
    )(m.select(s.t.c.id).where(s.t.c.id == 1).cte("r", recursive=True)),
    "cte recursive union": lambda m, s: (lambda r: m.select(r.union(m.select(r.c.n + 1).where(r.c.n < 10))))(
        m.select(m.literal(1).label("n")).cte("r", recursive=True)
    ),
    "cte add": lambda m, s: m.select(s.a.c.id).add_cte(m.select(s.b.c.id).cte("z")),
    "cte prefix": lambda m, s: m.select(m.select(s.a.c.id).cte("z").prefix_with("P").suffix_with("S")),
    "cte nesting": lambda m, s: m.select(m.select(m.select(s.a.c.id).cte("inner", nesting=True)).cte("outer")),
    "cte of insert": lambda m, s: m.select(m.insert(s.a).returning(s.a.c.id).cte("i")),
    "cte of values": lambda m, s: m.select(m.values(m.column("x", m.Integer), name="v").data([(1,)]).cte("k")),
    "cte in scalar": lambda m, s: (lambda z: m.select(s.a).where(s.a.c.id == m.select(z.c.id).scalar_subquery()))(
        m.select(s.b.c.id).cte("z")
    ),
    # lateral, values, functions
    "lateral": lambda m, s: m.select(m.select(s.a).lateral()),
    "lateral correlated": lambda m, s: m.select(s.a, m.select(s.b).where(s.b.c.a_id == s.a.c.id).lateral("l")),
    "lateral join": lambda m, s: m.select(s.a).join(m.select(s.b).where(s.b.c.a_id == s.a.c.id).lateral("l"), m.true()),
    "values": lambda m, s: m.select(
        m.values(m.column("x", m.Integer), m.column("y", m.String), name="v").data([(1, "a"), (2, "b")])
    ),
    "values alias": lambda m, s: m.select(m.values(m.column("x", m.Integer)).data([(1,)]).data([(2,)]).alias("q")),
    "values anonymous": lambda m, s: m.select(m.values(m.column("x", m.Integer)).data([(1,)])),
    "values literal": lambda m, s: m.select(
        m.values(m.column("x", m.Integer), name="v", literal_binds=True).data([(1,)])
    ),
    "values scalar": lambda m, s: m.select(s.a).where(
        m.tuple_(s.a.c.id, s.a.c.name).in_(
            m.values(m.column("x", m.Integer), m.column("y", m.String)).data([(1, "a")]).scalar_values()
        )
    ),
    "tablesample": lambda m, s: m.select(s.a.tablesample(5, name="t", seed=m.func.random())),
    "tablesample function": lambda m, s: m.select(s.a.tablesample(m.func.bernoulli(1))),
    "table_valued": lambda m, s: m.select(m.func.json_each(s.a.c.x).table_valued("key", "value")),
    "table_valued named": lambda m, s: m.select(m.func.json_each(s.a.c.x).table_valued("key", name="j").c.key),
    "table_valued derived": lambda m, s: m.select(
        m.func.f(1).table_valued("a", "b", with_ordinality="o", name="z").render_derived()
    ),
    "table_valued derived types": lambda m, s: m.select(
        m.func.f(1).table_valued(m.column("a", m.Integer), "b").render_derived(name="g", with_types=True)
    ),
    "column_valued": lambda m, s: m.select(s.a, m.func.unnest(s.a.c.x).column_valued()),
    "column_valued named": lambda m, s: m.select(m.func.unnest(s.a.c.x).column_valued("q")),
    "function alias column": lambda m, s: m.select(m.func.f(1).alias("fx").column),
    "table as column": lambda m, s: m.select(m.func.g(s.a.table_valued())),
    "table as column alias": lambda m, s: m.select(m.func.g(s.a.alias().table_valued())),
    "function select": lambda m, s: m.func.f(1).select(),
    # set operations
    "union": lambda m, s: m.union(m.select(s.a.c.x), m.select(s.b.c.x)),
    "union method": lambda m, s: m.select(s.a.c.x).union(m.select(s.b.c.x)),
    "union all three": lambda m, s: m.union_all(m.select(s.a.c.x), m.select(s.b.c.x), m.select(s.d.c.id)),
    "union one": lambda m, s: m.union(m.select(s.a.c.x)),
    "union order": lambda m, s: m.select(s.a.c.x).union(m.select(s.b.c.x)).order_by("x").limit(5),
    "union order column": lambda m, s: m.select(s.a.c.x).union(m.select(s.b.c.x)).order_by(s.a.c.x),
    "union limits inside": lambda m, s: m.select(s.a.c.x).limit(5).union(m.select(s.b.c.x).order_by(s.b.c.x)),
    "union nested": lambda m, s: m.union(m.union(m.select(s.a.c.x), m.select(s.b.c.x)), m.select(s.d.c.id)),
    "union subquery": lambda m, s: m.select(m.union(m.select(s.a.c.x), m.select(s.b.c.x)).subquery()),
    "union subquery alias": lambda m, s: (lambda u: m.select(u.c.x).where(u.c.x > 1))(
        m.union_all(m.select(s.a.c.x), m.select(s.b.c.x)).alias("u")
    ),
    "union widths": lambda m, s: m.union(m.select(s.a.c.x), m.select(s.b.c.x, s.b.c.id)),
    "union cte": lambda m, s: m.select(m.union(m.select(s.a.c.x), m.select(s.b.c.x)).cte("u")),
    "union scalar": lambda m, s: m.select(s.a).where(s.a.c.x.in_(m.union(m.select(s.b.c.x), m.select(s.d.c.id)))),
    "except": lambda m, s: m.except_(m.select(s.a.c.x), m.select(s.b.c.x)),
    "except all": lambda m, s: m.except_all(m.select(s.a.c.x), m.select(s.b.c.x)),
    "intersect": lambda m, s: m.intersect(m.select(s.a.c.x), m.select(s.b.c.x)),
    "intersect all": lambda m, s: m.select(s.a.c.x).intersect_all(m.select(s.b.c.x)),
    "mixed operations": lambda m, s: m.union(m.select(s.a.c.x), m.intersect(m.select(s.b.c.x), m.select(s.d.c.id))),
    "union group": lambda m, s: m.union(m.select(s.a.c.x), m.select(s.b.c.x)).group_by("x"),
    "union exists": lambda m, s: m.select(m.union(m.select(s.a.c.x), m.select(s.b.c.x)).exists()),
    # text
    "text columns statement": lambda m, s: m.text("select 1").columns(m.column("z")),
    "text subquery": lambda m, s: m.select(m.text("select 1").columns(m.column("z")).subquery()),
    "text cte": lambda m, s: m.text("select 1").columns(m.column("z"), q=m.Integer).cte("k").select(),
    "text binds": lambda m, s: m.text("select :a").bindparams(a=5).columns(a=m.Integer).subquery("t").select(),
    # light tables
    "light table": lambda m, s: m.select(m.table("t", m.column("a"), m.column("b"))),
    "light table schema": lambda m, s: m.select(m.table("t", m.column("a"), schema="s")),
    "light table where": lambda m, s: (lambda t: m.select(t.c.a).where(t.c.a == 5))(m.table("t", m.column("a"))),
    "light join": lambda m, s: (lambda t, u: m.select(t).join(u, t.c.a == u.c.a))(
        m.table("t", m.column("a")), m.table("u", m.column("a"))
    ),
    "light join no keys": lambda m, s: m.table("t", m.column("a")).join(m.table("u", m.column("a"))),
    # wrong arguments
    "string column": lambda m, s: m.select("x"),
    "list": lambda m, s: m.select([1]),
    "number": lambda m, s: m.select(5),
    "values as expression": lambda m, s: m.select(s.a).where(s.a.c.x == s.b),
    "correlate too many": lambda m, s: m.select(s.a).correlate(None, s.b),
    "for update of": lambda m, s: m.select(s.a).with_for_update(of=[s.a.c.id, s.b]),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_select_text(name):
    build = STATEMENTS[name]
    assert outcome(holdfast, build) == outcome(sqlalchemy, build)


KEYS = {
    "columns": lambda m, s: m.select(s.a, s.b),
    "functions": lambda m, s: m.select(s.a, m.func.max(s.a.c.x), s.a.c.x + 1),
    "tq": lambda m, s: m.select(s.a, s.b).set_label_style(style(m, TQ)),
    "labels": lambda m, s: m.select(s.a.c.x.label("q"), s.d.c.ykey, m.bindparam("u", 1)),
    "union": lambda m, s: m.union(m.select(s.a.c.id, s.a.c.x), m.select(s.b.c.id, s.b.c.x)),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_of_selected_columns_and_subqueries(name):
    ours, theirs = (KEYS[name](m, SCHEMAS[m]) for m in (holdfast, sqlalchemy))
    assert ours.selected_columns.keys() == theirs.selected_columns.keys()
    assert ours.subquery().c.keys() == theirs.subquery().c.keys()


def test_corresponding_column():
    for m in LIBRARIES:
        s = SCHEMAS[m]
        subquery = m.select(s.a.c.id, s.a.c.id.label("again"), s.b.c.id).subquery()
        assert subquery.corresponding_column(s.a.c.id) is subquery.c.id
        assert subquery.corresponding_column(s.b.c.id) is subquery.c.id_1
        alias = subquery.alias()
        assert alias.corresponding_column(s.a.c.id) is alias.c.id
        assert alias.corresponding_column(subquery.c.again) is alias.c.again
        assert s.a.join(s.b).corresponding_column(s.a.c.x) is s.a.c.x
        assert s.a.alias().corresponding_column(s.b.c.x) is None
        union = m.union(m.select(s.a.c.x), m.select(s.b.c.x)).subquery()
        assert union.corresponding_column(s.b.c.x) is union.c.x


def test_subquery_columns_keep_keys():
    for m in LIBRARIES:
        s = SCHEMAS[m]
        subquery = m.select(s.a).subquery()
        assert [column.name for column in subquery.primary_key] == ["id"]
        assert len(subquery.foreign_keys) == 1
        assert subquery.c.name.type.length == 20
