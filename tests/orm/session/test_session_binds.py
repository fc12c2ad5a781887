"""Which engine a session takes for what: the same choice, and the same error, as the oracle's."""

import importlib
import types

import pytest


def world(library):
    sa, orm = importlib.import_module(library), importlib.import_module(f"{library}.orm")

    class Base(orm.DeclarativeBase):
        pass

    class Animal(Base):
        __tablename__ = "animal"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        kind = orm.mapped_column(sa.String)
        __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "animal"}

    class Dog(Animal):
        __tablename__ = "dog"
        id = orm.mapped_column(sa.ForeignKey("animal.id"), primary_key=True)
        __mapper_args__ = {"polymorphic_identity": "dog"}

    class Tree(Base):
        __tablename__ = "tree"
        id = orm.mapped_column(sa.Integer, primary_key=True)

    plain = sa.Table("plain", Base.metadata, sa.Column("id", sa.Integer))
    engines = {name: sa.create_engine("sqlite://") for name in ("a", "b", "c")}
    return types.SimpleNamespace(
        sa=sa, orm=orm, Base=Base, Animal=Animal, Dog=Dog, Tree=Tree, plain=plain, engines=engines
    )


@pytest.fixture(scope="module")
def both():
    return world("sqlalchemy"), world("holdfast")


CONFIGURATIONS = {
    "bind only": lambda w: {"bind": w.engines["a"]},
    "nothing": lambda w: {},
    "by class": lambda w: {"bind": w.engines["a"], "binds": {w.Dog: w.engines["b"]}},
    "by base class": lambda w: {"binds": {w.Base: w.engines["b"]}},
    "by parent": lambda w: {"binds": {w.Animal: w.engines["b"], w.Tree: w.engines["c"]}},
    "by table": lambda w: {"binds": {w.Tree.__table__: w.engines["b"]}},
    "by another table": lambda w: {"binds": {w.plain: w.engines["c"]}},
}
QUESTIONS = {
    "nothing": lambda w: {},
    "class": lambda w: {"mapper": w.Animal},
    "subclass": lambda w: {"mapper": w.Dog},
    "mapper": lambda w: {"mapper": w.sa.inspect(w.Tree)},
    "select of entity": lambda w: {"clause": w.sa.select(w.Tree)},
    "select of table": lambda w: {"clause": w.sa.select(w.plain)},
    "select of join": lambda w: {"clause": w.sa.select(w.plain.c.id).join(w.Tree.__table__, w.sa.true())},
    "insert": lambda w: {"clause": w.sa.insert(w.plain)},
    "update of entity": lambda w: {"mapper": w.Tree, "clause": w.sa.update(w.Tree)},
    "text": lambda w: {"clause": w.sa.text("select 1")},
    "table": lambda w: {"clause": w.Tree.__table__},
    "given": lambda w: {"mapper": w.Tree, "bind": w.engines["c"]},
    "unmapped class": lambda w: {"mapper": int},
}


def answer(w, configuration, question):
    session = w.orm.Session(**CONFIGURATIONS[configuration](w))
    try:
        found = session.get_bind(**QUESTIONS[question](w))
    except w.sa.exc.SQLAlchemyError as error:
        return type(error).__name__
    return next(name for name, engine in w.engines.items() if engine is found)


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_bind_is_the_oracles(both, configuration, question):
    theirs, ours = both
    assert answer(ours, configuration, question) == answer(theirs, configuration, question)


def test_binds_added_later_and_wrong_ones(both):
    outcomes = []
    for w in both:
        session = w.orm.Session()
        session.bind_mapper(w.Tree, w.engines["b"])
        session.bind_table(w.plain, w.engines["c"])
        found = [session.get_bind(w.Tree) is w.engines["b"], session.get_bind(clause=w.plain) is w.engines["c"]]
        with pytest.raises(w.sa.exc.ArgumentError) as caught:
            w.orm.Session(binds={"tree": w.engines["a"]})
        outcomes.append((found, str(caught.value).split(":")[0]))
    assert outcomes[0] == outcomes[1]
    assert outcomes[1][0] == [True, True]


def routing(w, asked):
    class Routing(w.orm.Session):
        def get_bind(self, mapper=None, *, clause=None, **kw):
            asked.append(mapper)
            return w.engines["b"]

    return Routing()


def test_an_override_of_get_bind_decides(both):
    for w in both:
        asked = []
        with routing(w, asked) as session:
            assert session.connection().engine is w.engines["b"]
            assert session.scalar(w.sa.text("select 1")) == 1
        assert len(asked) >= 2
