"""A primary key that changes takes along the rows that point at it, where the database does not (`passive_updates`)."""

from typing import Any

import pytest
import sqlalchemy
import sqlalchemy.orm

import holdfast
import holdfast.orm


def rows_after(core: Any, orm: Any, *, loaded: bool, passive_updates: bool) -> list[tuple[Any, ...]]:
    class Base(orm.DeclarativeBase):
        pass

    class Node(Base):
        __tablename__ = "node"
        id = orm.mapped_column(core.Integer, primary_key=True)
        parent_id = orm.mapped_column(core.ForeignKey("node.id"))
        children = orm.relationship("Node", passive_updates=passive_updates)

    engine = core.create_engine("sqlite://", poolclass=core.StaticPool)
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        session.add(Node(id=1, children=[Node(id=2), Node(id=3)]))
        session.commit()
        first = session.get(Node, 1)
        if loaded:
            assert len(first.children) == 2
        first.id = 10
        session.commit()
        return [tuple(row) for row in session.execute(core.select(Node.id, Node.parent_id).order_by(Node.id))]


@pytest.mark.parametrize("passive_updates", [True, False])
@pytest.mark.parametrize("loaded", [True, False])
def test_members_follow_a_changed_key(loaded: bool, passive_updates: bool) -> None:
    ours = rows_after(holdfast, holdfast.orm, loaded=loaded, passive_updates=passive_updates)
    assert ours == rows_after(sqlalchemy, sqlalchemy.orm, loaded=loaded, passive_updates=passive_updates)
    if not passive_updates:
        assert ours == [(2, 10), (3, 10), (10, None)]
