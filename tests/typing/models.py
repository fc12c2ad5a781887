"""The mapped classes that the programs beside this file share: what a user's models look like to a type checker."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, ClassVar, assert_type

from holdfast import ForeignKey, Integer, MetaData, Numeric, String, func, select
from holdfast.ext.asyncio import AsyncAttrs
from holdfast.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Mapped,
    Mapper,
    column_property,
    declared_attr,
    deferred,
    mapped_column,
    relationship,
    synonym,
    validates,
)

key = Annotated[int, mapped_column(primary_key=True)]


class Base(AsyncAttrs, DeclarativeBase):
    metadata = MetaData()
    type_annotation_map: ClassVar[dict[Any, Any]] = {Decimal: Numeric(10, 2)}


class Named:
    """A mixin."""

    name: Mapped[str] = mapped_column(String(50))

    @declared_attr
    def created(cls) -> Mapped[dt.datetime]:
        return mapped_column(server_default=func.now())

    @declared_attr.directive
    def __table_args__(cls) -> dict[str, str]:
        return {"comment": "named"}


class User(Named, Base):
    __tablename__ = "user_account"

    id: Mapped[key]
    nickname: Mapped[str | None]
    balance: Mapped[Decimal] = mapped_column(default=Decimal(0))
    loose = mapped_column(Integer)
    addresses: Mapped[list[Address]] = relationship(back_populates="user", cascade="all, delete-orphan")
    profile: Mapped[Profile | None] = relationship(back_populates="user")
    doubled: Mapped[int] = column_property(select(func.count()).scalar_subquery())
    biography: Mapped[str] = deferred(mapped_column(String(1000)))
    title: Mapped[str] = synonym("name")

    @validates("name")
    def check(self, key: str, value: str) -> str:
        return value


class Address(Base):
    __tablename__ = "address"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    user: Mapped[User] = relationship(back_populates="addresses")


class Profile(Base):
    __tablename__ = "profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    user: Mapped[User] = relationship(back_populates="profile")


def objects() -> None:
    user = User(name="sandy", nickname=None)
    assert_type(user.id, int)
    assert_type(user.name, str)
    assert_type(user.nickname, str | None)
    assert_type(user.balance, Decimal)
    assert_type(user.created, dt.datetime)
    assert_type(user.addresses, list[Address])
    assert_type(user.profile, Profile | None)
    assert_type(user.doubled, int)
    assert_type(user.biography, str)
    assert_type(user.check("name", "x"), str)
    user.name = "patrick"
    user.nickname = None
    user.balance = User.balance + 1
    user.addresses.append(Address(email="a@b"))
    user.addresses[0].user = user


def classes() -> None:
    assert_type(User.id, InstrumentedAttribute[int])
    assert_type(User.name, InstrumentedAttribute[str])
    assert_type(User.nickname, InstrumentedAttribute[str | None])
    assert_type(User.created, InstrumentedAttribute[dt.datetime])
    assert_type(User.loose, InstrumentedAttribute[Any])
    assert_type(User.addresses, InstrumentedAttribute[list[Address]])
    assert_type(User.__mapper__, Mapper[Any])
    assert_type(User.metadata, MetaData)
