"""What must not pass: each line with a comment `refused: [code]` is an error of that code, and there are no others."""

from __future__ import annotations

from holdfast import Connection, ScalarResult, Select, cast, create_engine, func, insert, select
from holdfast.ext.asyncio import AsyncSession
from holdfast.orm import Mapped, Session, mapped_column, scoped_session, sessionmaker

from .models import Address, Base, User


class Wrong(Base):
    __tablename__ = "wrong"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = "x"  # refused: [assignment]


def objects(user: User, address: Address) -> None:
    user.name = 3  # refused: [assignment]
    user.nickname.upper()  # refused: [union-attr]
    user.addresses = address  # refused: [assignment]
    user.addresses.append(user)  # refused: [arg-type]
    user.nmae  # refused: [attr-defined]
    User.nmae  # refused: [attr-defined]
    address.user.email  # refused: [attr-defined]
    print(user.id + "x")  # refused: [operator]


def statements() -> None:
    right = select(User.id)
    wrong: Select[str] = right  # refused: [assignment]
    select(User.id, User.name).wher(User.id == 1)  # refused: [attr-defined]
    cast(User.id)  # refused: [call-overload]
    insert()  # refused: [call-arg]
    func.max(User.id).label(3)  # refused: [arg-type]
    print(wrong)


def sessions(session: Session, connection: Connection) -> None:
    session.execute(3)  # refused: [call-overload]
    connection.execute(User)  # refused: [call-overload]
    session.get(User, 1).name  # refused: [union-attr]
    session.get("User", 1)  # refused: [arg-type]
    session.scalars(select(User)).first().name  # refused: [union-attr]
    users = session.scalars(select(User))
    names: ScalarResult[str] = users  # refused: [assignment]
    user: User = session.execute(select(User)).one()  # refused: [assignment]
    number, name = session.execute(select(User.id)).one()  # refused: [misc]
    session.query(User).one().nmae  # refused: [attr-defined]
    session.comit()  # refused: [attr-defined]
    with session.begin() as transaction:
        transaction.execute(select(User))  # refused: [attr-defined]
    print(names, user, number, name)


def needs_session(session: Session) -> None: ...


def makers() -> None:
    engine = create_engine("sqlite://")
    needs_session(scoped_session(sessionmaker(engine)))  # refused: [arg-type]
    needs_session(engine)  # refused: [arg-type]
    engine.conect()  # refused: [attr-defined]
    sessionmaker(class_=User)  # refused: [type-var]


async def awaited(session: AsyncSession) -> None:
    session.execute(select(User)).scalars()  # refused: [attr-defined]
    await session.add(User())  # refused: [func-returns-value]
