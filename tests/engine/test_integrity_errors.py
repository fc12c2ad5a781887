"""What the database says of a broken constraint, as attributes of the error: on each database, as far as its server tells."""

import pickle

import pytest

from holdfast import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    exc,
    insert,
)


@pytest.fixture
def world(database_url):
    engine = create_engine(database_url)
    if engine.name == "sqlite":
        event.listen(engine, "connect", lambda connection, record: connection.execute("PRAGMA foreign_keys = ON"))
    metadata = MetaData()
    parent = Table("integrity_parent", metadata, Column("id", Integer, primary_key=True, autoincrement=False))
    child = Table(
        "integrity_child",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("a", String(10), nullable=False),
        Column("b", Integer),
        Column("parent_id", ForeignKey("integrity_parent.id", name="fk_parent")),
        UniqueConstraint("a", "b", name="uq_a_b"),
        CheckConstraint("b < 100", name="ck_small"),
    )
    metadata.drop_all(engine)
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(child), {"id": 1, "a": "x", "b": 1})
    yield engine, parent, child
    metadata.drop_all(engine)
    engine.dispose()


# What breaks, and per database what is known of it: None where the server does not tell.
BROKEN = {
    "unique": (
        {"id": 2, "a": "x", "b": 1},
        {
            "sqlite": (None, "integrity_child", ("a", "b")),
            "mariadb": ("uq_a_b", None, ()),
            "postgresql": ("uq_a_b", "integrity_child", ("a", "b")),
        },
    ),
    "key": (
        {"id": 1, "a": "y"},
        {
            "sqlite": (None, "integrity_child", ("id",)),
            "mariadb": ("PRIMARY", None, ()),
            "postgresql": ("integrity_child_pkey", "integrity_child", ("id",)),
        },
    ),
    "null": (
        {"id": 3, "a": None},
        {
            "sqlite": (None, "integrity_child", ("a",)),
            "mariadb": (None, None, ("a",)),
            "postgresql": (None, "integrity_child", ("a",)),
        },
    ),
    "foreign key": (
        {"id": 4, "a": "z", "parent_id": 5},
        {
            "sqlite": (None, None, ()),
            "mariadb": ("fk_parent", "integrity_child", ("parent_id",)),
            "postgresql": ("fk_parent", "integrity_child", ("parent_id",)),
        },
    ),
    "check": (
        {"id": 5, "a": "z", "b": 100},
        {
            "sqlite": ("ck_small", None, ()),
            "mariadb": ("ck_small", "integrity_child", ()),
            "postgresql": ("ck_small", "integrity_child", ()),
        },
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_was_broken(world, kind):
    engine, _, child = world
    values, expected = BROKEN[kind]
    with engine.connect() as connection, pytest.raises(exc.DatabaseError) as caught:
        connection.execute(insert(child), values)
    error = caught.value
    # PyMySQL reports a failed CHECK as OperationalError, and so does SQLAlchemy.
    is_checked_by_pymysql = engine.driver == "pymysql" and kind == "check"
    assert isinstance(error, exc.OperationalError if is_checked_by_pymysql else exc.IntegrityError)
    assert (error.constraint_name, error.table_name, error.column_names) == expected[engine.name]
    again = pickle.loads(pickle.dumps(error))
    assert (again.constraint_name, again.table_name, again.column_names) == expected[engine.name]


def test_an_error_that_speaks_of_no_constraint(world):
    engine, _, _ = world
    with engine.connect() as connection, pytest.raises(exc.DatabaseError) as caught:
        connection.execute("SELECT * FROM there_is_no_such_table")
    assert (caught.value.constraint_name, caught.value.table_name, caught.value.column_names) == (None, None, ())
