"""`cascade="delete"` and `post_update` on the many-to-one side: what an object refers to goes with it."""

from typing import Any

import pytest
import sqlalchemy
import sqlalchemy.orm

import holdfast
import holdfast.orm


def what_is_left(core: Any, orm: Any, options: dict[str, Any], *, loaded: bool) -> list[Any]:
    class Base(orm.DeclarativeBase):
        pass

    class Address(Base):
        __tablename__ = "address"
        id = orm.mapped_column(core.Integer, primary_key=True)

    class User(Base):
        __tablename__ = "user"
        id = orm.mapped_column(core.Integer, primary_key=True)
        address_id = orm.mapped_column(core.ForeignKey("address.id"))
        address = orm.relationship("Address", **options)

    engine = core.create_engine("sqlite://", poolclass=core.StaticPool)
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        session.add_all([User(id=1, address=Address(id=1)), User(id=2, address=Address(id=2)), Address(id=3)])
        session.commit()
        first, second = session.get(User, 1), session.get(User, 2)
        if loaded:
            assert first.address.id == 1
        second.address = session.get(Address, 3)
        session.delete(first)
        session.delete(second)
        session.commit()
        return session.scalars(core.select(Address.id)).all()


@pytest.mark.parametrize("loaded", [True, False])
@pytest.mark.parametrize(
    "options",
    [{}, {"cascade": "all"}, {"cascade": "all, delete-orphan", "single_parent": True}, {"post_update": True}],
    ids=str,
)
def test_what_references_lead_to(options: dict[str, Any], loaded: bool) -> None:
    ours = what_is_left(holdfast, holdfast.orm, options, loaded=loaded)
    assert ours == what_is_left(sqlalchemy, sqlalchemy.orm, options, loaded=loaded)
