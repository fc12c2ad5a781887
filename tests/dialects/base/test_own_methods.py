"""A dialect written for SQLAlchemy, with `get_*` methods of its own and no `reflection`, under the Inspector."""

from __future__ import annotations

import pytest

import holdfast as sa
from holdfast.dialects.base import Reflection
from holdfast.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from holdfast.engine.reflection import cache
from holdfast.pool import StaticPool

asked = []


class OwnDialect(SQLiteDialect_pysqlite):
    """Tells of tables in its own way."""

    reflection = Reflection()

    def get_table_names(self, connection, schema=None, **kw):
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [row[0] for row in rows]

    def has_table(self, connection, table_name, schema=None, **kw):
        return table_name in self.get_table_names(connection)

    @cache
    def get_columns(self, connection, table_name, schema=None, **kw):
        asked.append(table_name)
        rows = connection.exec_driver_sql(f'PRAGMA table_info("{table_name}")').all()
        return [{"name": row[1], "type": sa.Integer(), "nullable": True, "default": None} for row in rows]

    def get_pk_constraint(self, connection, table_name, schema=None, **kw):
        return {"name": None, "constrained_columns": ["id"]}

    def get_foreign_keys(self, connection, table_name, schema=None, **kw):
        return []

    get_indexes = get_unique_constraints = get_check_constraints = get_foreign_keys

    def get_table_options(self, connection, table_name, schema=None, **kw):
        return {}


@pytest.fixture
def engine():
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    engine.dialect = OwnDialect(dbapi=engine.dialect.dbapi)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER)")
        connection.exec_driver_sql("CREATE TABLE u (id INTEGER)")
        connection.commit()
        yield engine
    engine.dispose()


def test_the_inspector_asks_the_methods(engine):
    inspector = sa.inspect(engine)
    assert inspector.get_table_names() == ["t", "u"]
    assert [column["name"] for column in inspector.get_columns("t")] == ["id", "x"]
    assert list(inspector.get_multi_columns()) == [(None, "t"), (None, "u")]
    assert inspector.has_multi_table(["t", "nothing"]) == {(None, "t"): True, (None, "nothing"): False}
    with pytest.raises(NotImplementedError, match="no reflection of view names"):
        inspector.get_view_names()


def test_tables_are_reflected_and_created(engine):
    metadata = sa.MetaData()
    metadata.reflect(engine)
    assert [column.name for column in metadata.tables["t"].primary_key] == ["id"]
    sa.Table("v", metadata, sa.Column("id", sa.Integer))
    metadata.create_all(engine)
    assert sa.inspect(engine).has_table("v")


def test_answers_are_remembered(engine):
    known = {}
    asked.clear()
    with engine.connect() as connection:
        for _ in range(2):
            engine.dialect.get_columns(connection, "t", info_cache=known)
        assert asked == ["t"]
        engine.dialect.get_columns(connection, "t")
        assert asked == ["t", "t"]


def test_a_dialect_answers_on_a_connection():
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY)")
        assert engine.dialect.has_table(connection, "t")
        assert not engine.dialect.has_table(connection, table_name="u", schema="main")
        assert [column["name"] for column in engine.dialect.get_columns(connection, "t")] == ["id"]
        assert [key for key, _ in engine.dialect.get_multi_pk_constraint(connection)] == [(None, "t")]
    engine.dispose()
