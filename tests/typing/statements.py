"""Statements: the types of their rows, through every method that keeps or changes them."""

from __future__ import annotations

from typing import Any, assert_type

from holdfast import (
    CompoundSelect,
    Delete,
    Insert,
    Select,
    Update,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    text,
    union,
    update,
)
from holdfast.orm import aliased, joinedload, selectinload
from holdfast.sql.dml import ReturningDelete, ReturningInsert, ReturningUpdate
from holdfast.sql.selectable import CTE, Exists, ScalarSelect, Subquery

from .expressions import table
from .models import Address, User


def selects() -> None:
    assert_type(select(User), Select[User])
    assert_type(select(User.id), Select[int])
    assert_type(select(User.id, User.name), Select[int, str])
    assert_type(select(User, Address), Select[User, Address])
    assert_type(select(User, User.nickname, func.count()), Select[User, str | None, int])
    assert_type(select(User.id.label("x"), literal("y")), Select[int, str])
    assert_type(
        select(User.id, User.name, User.id, User.name, User.id, User.name, User.id, User.name, User.id, User.name),
        Select[int, str, int, str, int, str, int, str, int, str],
    )
    assert_type(select(table), Select[*tuple[Any, ...]])
    assert_type(select(text("1")), Select[*tuple[Any, ...]])
    other = aliased(User)
    assert_type(other, type[User])
    assert_type(select(other, other.name), Select[User, str])


def methods() -> None:
    statement = select(User.id, User.name)
    assert_type(statement.where(User.id == 1, User.name.like("x")), Select[int, str])
    assert_type(statement.filter_by(name="x").order_by(User.name, User.id.desc()).limit(5), Select[int, str])
    assert_type(statement.join(User.addresses).outerjoin(Address, Address.user_id == User.id), Select[int, str])
    assert_type(statement.join_from(User, Address).group_by(User.id).having(func.count() > 1), Select[int, str])
    assert_type(statement.distinct().with_for_update(skip_locked=True), Select[int, str])
    assert_type(statement.options(selectinload(User.addresses), joinedload(User.profile)), Select[int, str])
    assert_type(statement.execution_options(yield_per=10).params(x=1), Select[int, str])
    assert_type(statement.prefix_with("/* x */").with_hint(User, "x"), Select[int, str])
    assert_type(statement.with_only_columns(User.name), Select[str])
    assert_type(statement.add_columns(User.nickname), Select[int, str, str | None])
    assert_type(statement.subquery("x"), Subquery)
    assert_type(statement.cte("x"), CTE)
    assert_type(statement.scalar_subquery(), ScalarSelect[Any])
    assert_type(statement.exists(), Exists)
    assert_type(exists().where(User.id == 1), Exists)
    assert_type(statement.union_all(select(Address.id, Address.email)), CompoundSelect[int, str])
    assert_type(union(statement, statement).order_by("id"), CompoundSelect[int, str])


def changes() -> None:
    assert_type(insert(User).values(name="x"), Insert)
    assert_type(insert(User).returning(User.id, User.name), ReturningInsert[int, str])
    assert_type(insert(User).returning(User, sort_by_parameter_order=True), ReturningInsert[User])
    assert_type(update(User).where(User.id == 1).values(name="x"), Update)
    assert_type(update(User).values({User.name: "x"}).returning(User.id), ReturningUpdate[int])
    assert_type(delete(User).where(User.id == 1), Delete)
    assert_type(delete(User).returning(User.nickname), ReturningDelete[str | None])
    assert_type(table.insert(), Insert)
    assert_type(table.update().where(table.c.id == 1), Update)
    assert_type(table.select(), Select[*tuple[Any, ...]])
