"""Column expressions: what operators, functions and constructors give."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, assert_type

from holdfast import (
    BinaryExpression,
    Boolean,
    Cast,
    Column,
    ColumnClause,
    ColumnElement,
    Integer,
    Label,
    MetaData,
    String,
    Table,
    UnaryExpression,
    and_,
    bindparam,
    case,
    cast,
    column,
    desc,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
    type_coerce,
)
from holdfast.sql.elements import BindParameter, Over, SQLColumnExpression, TypeCoerce
from holdfast.sql.functions import Function

from .models import Address, User

table = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("name", String(30)))


def operators() -> None:
    assert_type(User.id == 1, ColumnElement[bool])
    assert_type(User.id != 1, ColumnElement[bool])
    assert_type(User.id > 1, ColumnElement[bool])
    assert_type(User.id + 1, ColumnElement[int])
    assert_type(1 + User.id, ColumnElement[int])
    assert_type(User.id * 2 - 3, ColumnElement[int])
    assert_type(User.id / 2, ColumnElement[float | Decimal])
    assert_type(User.id // 2, ColumnElement[int])
    assert_type(User.balance * 2, ColumnElement[Decimal])
    assert_type(User.name + "x", ColumnElement[str])
    assert_type(User.name.concat("x"), ColumnElement[str])
    assert_type(-User.id, UnaryExpression[int])
    assert_type(User.id.in_([1, 2]), BinaryExpression[bool])
    assert_type(User.id.in_(select(Address.user_id)), BinaryExpression[bool])
    assert_type(User.name.like("x%"), BinaryExpression[bool])
    assert_type(User.name.startswith("x", autoescape=True), ColumnElement[bool])
    assert_type(User.name.is_(None), BinaryExpression[bool])
    assert_type(User.id.between(1, 2), BinaryExpression[bool])
    assert_type(User.name.op("~")("x"), BinaryExpression[Any])
    assert_type(User.name.op("~", return_type=Boolean())("x"), BinaryExpression[bool])
    assert_type(User.name.bool_op("~")("x"), BinaryExpression[bool])
    assert_type(~(User.id == 1), ColumnElement[bool])
    assert_type(User.id.label("x"), Label[int])
    assert_type(User.id.desc(), UnaryExpression[int])
    assert_type(desc(User.id), UnaryExpression[int])
    assert_type(User.addresses.any(Address.email == "x"), ColumnElement[bool])
    assert_type(Address.user.has(name="x"), ColumnElement[bool])
    condition: ColumnElement[bool] = (User.id == 1) & (User.name == "x") | (User.nickname == None)
    assert_type(and_(condition, True), ColumnElement[bool])
    assert_type(or_(condition, User.id > 1), ColumnElement[bool])
    assert_type(not_(condition), ColumnElement[bool])


def any_expression(expression: SQLColumnExpression[int]) -> ColumnElement[int]:
    return expression + 1


def takes_expressions() -> None:
    any_expression(User.id)
    any_expression(column("x", Integer))
    any_expression(func.count())
    any_expression(literal(1).label("one"))


def functions() -> None:
    assert_type(func.count() + 0, ColumnElement[int])
    assert_type(func.count().over(), Over[int])
    assert_type(func.max(User.name) + "x", ColumnElement[str])
    assert_type(func.sum(User.balance) + 1, ColumnElement[Decimal])
    assert_type(func.coalesce(User.nickname, "none") + "x", ColumnElement[str])
    assert_type(func.now(), Function[dt.datetime])
    assert_type(func.lower(User.name), Function[Any])
    assert_type(func.lower(User.name, type_=String), Function[str])
    assert_type(func.myschema.myfunction(1), Function[Any])
    assert_type(select(func.count()).scalar_subquery().label("n"), Label[Any])


def constructors() -> None:
    assert_type(literal(1), BindParameter[int])
    assert_type(literal("x", String(3)), BindParameter[str])
    assert_type(bindparam("x", type_=Integer), BindParameter[int])
    assert_type(column("x", Integer), ColumnClause[int])
    assert_type(column("x"), ColumnClause[Any])
    assert_type(literal_column("1", Integer()), ColumnClause[int])
    assert_type(cast(User.id, String), Cast[str])
    assert_type(cast(User.id, String(3)), Cast[str])
    assert_type(type_coerce(User.id, String), TypeCoerce[str])
    assert_type(Column("x", Integer), Column[int])
    assert_type(Column(String(3)), Column[str])
    assert_type(table.c.id, Column[Any])
    assert_type(table.c["id"], Column[Any])
    assert_type(table.c.id == 1, ColumnElement[bool])
    case((User.id == 1, "one"), else_="many")
    text("x = :x").bindparams(x=1)
