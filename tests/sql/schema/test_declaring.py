"""What declaring tables does beyond what the twin tests compare: attachment, copies, proxies, late targets."""

from __future__ import annotations

import pytest

import holdfast as h
from holdfast import exc


def test_a_table_is_found_again():
    metadata = h.MetaData()
    table = h.Table("t", metadata, h.Column("id", h.Integer, primary_key=True))
    assert h.Table("t", metadata) is table
    assert metadata.tables["t"] is table


def test_a_failed_declaration_leaves_no_table():
    metadata = h.MetaData()
    with pytest.raises(exc.DuplicateColumnError):
        h.Table("t", metadata, h.Column("x", h.Integer), h.Column("x", h.Integer))
    assert "t" not in metadata.tables


def test_wrong_names_come_with_a_suggestion():
    metadata = h.MetaData()
    h.Table("users", metadata, h.Column("id", h.Integer, primary_key=True))
    orders = h.Table("orders", metadata, h.Column("user_id", h.ForeignKey("user.id")))
    with pytest.raises(exc.NoReferencedTableError, match=r"could not find table 'user'.*users"):
        next(iter(orders.c.user_id.foreign_keys)).column


def test_a_constraint_of_columns_attaches_itself():
    table = h.Table("t", h.MetaData(), h.Column("x", h.Integer), h.Column("y", h.Integer))
    unique = h.UniqueConstraint(table.c.x, table.c.y)
    assert unique in table.constraints
    index = h.Index("i", table.c.x, h.func.lower(table.c.y))
    assert index in table.indexes
    assert [column.name for column in index.columns] == ["x", "y"]


def test_columns_declared_before_their_constraint():
    x, y = h.Column("x", h.Integer), h.Column("y", h.Integer)
    unique = h.UniqueConstraint(x, y)
    table = h.Table("t", h.MetaData(), x, y)
    assert unique in table.constraints


def test_parent_attach_events():
    seen = []

    class Recorded(h.Column):
        inherit_cache = True

    h.event.listen(Recorded, "after_parent_attach", lambda column, table: seen.append((column.name, table.name)))
    h.Table("t", h.MetaData(), Recorded("x", h.Integer))
    assert seen == [("x", "t")]


def test_a_proxy_keeps_the_foreign_key():
    metadata = h.MetaData()
    users = h.Table("users", metadata, h.Column("id", h.Integer, primary_key=True))
    orders = h.Table("orders", metadata, h.Column("user_id", h.ForeignKey("users.id")))
    alias = orders.alias()
    key = next(iter(alias.c.user_id.foreign_keys))
    assert key.column is users.c.id
    assert key.constraint is next(iter(orders.foreign_key_constraints))
    assert str(h.select(alias).join(users)) == (
        "SELECT orders_1.user_id \nFROM orders AS orders_1 JOIN users ON users.id = orders_1.user_id"
    )
