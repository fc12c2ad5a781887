"""What is written for servers of other versions: a MariaDB that says it is another, asked by both libraries."""

import warnings

import pymysql
import pytest
import sqlalchemy
import sqlalchemy.dialects.mysql as their_mysql

import holdfast
import holdfast.dialects.mysql as own_mysql

FEATURES = [
    "server_version_info",
    "is_mariadb",
    "insert_returning",
    "delete_returning",
    "update_returning",
    "supports_sequences",
    "supports_native_uuid",
    "use_mysql_for_share",
    "supports_for_update_of",
    "supports_is_distinct_from",
    "insert_executemany_returning",
    "insert_executemany_returning_sort_by_parameter_order",
    "supports_native_bit",
]
VERSIONS = [
    "5.7.40",
    "8.0.0",
    "8.0.19",
    "8.0.36",
    "9.1.0",
    "10.2.0-MariaDB",
    "10.4.5-MariaDB",
    "5.5.5-10.6.2-MariaDB-log",
    "11.4.2-MariaDB",
]


def cursor_of(version):
    """A cursor that says the server is of this version."""

    def said(row):
        return (
            tuple(version if isinstance(value, str) and "MariaDB" in value else value for value in row) if row else row
        )

    class Cursor(pymysql.cursors.Cursor):
        def execute(self, query, args=None):
            return super().execute(query.replace("@@transaction_isolation", "@@tx_isolation"), args)

        def fetchone(self):
            return said(super().fetchone())

        def fetchall(self):
            return tuple(said(row) for row in super().fetchall())

    return Cursor


def dialect_of(sa, url, version):
    parts = sa.make_url(url)

    def connect():
        connection = pymysql.connect(
            host=parts.host,
            port=parts.port,
            user=parts.username,
            password=parts.password or "",
            cursorclass=cursor_of(version),
        )
        connection.server_version = version
        return connection

    engine = sa.create_engine("mysql+pymysql://", creator=connect)
    with engine.connect():
        return engine.dialect


def statements(sa, my):
    metadata = sa.MetaData()
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("n", sa.Integer, server_default=sa.func.foo(1)),
        sa.Column("f", sa.Float),
        sa.Column("u", sa.Uuid),
        sa.Column("j", sa.JSON),
        sa.Column("d", sa.DateTime, server_default=sa.func.now()),
    )
    check = sa.CheckConstraint("n > 1", name="ck")
    sa.Table("z", metadata, sa.Column("n", sa.Integer), check)
    c = table.c
    insert = my.insert(table)
    named_new = my.insert(
        sa.Table("new", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))
    )
    return [
        insert.on_duplicate_key_update(n=insert.inserted.n, f=insert.inserted.f + 1),
        insert.values(id=1, n=2).on_duplicate_key_update(n=sa.func.coalesce(insert.inserted.n, 5)),
        insert.from_select(["n"], sa.select(sa.literal(1))).on_duplicate_key_update(n=insert.inserted.n),
        insert.on_duplicate_key_update(n=5),
        named_new.on_duplicate_key_update(n=named_new.inserted.n),
        sa.select(c.id).with_for_update(read=True, nowait=True),
        sa.select(c.id).with_for_update(of=table, skip_locked=True),
        sa.select(sa.cast(c.n, sa.Float), sa.cast(c.n, sa.Double), sa.cast(c.n, sa.Uuid), sa.cast(c.n, sa.Float(53))),
        sa.select(c.j["a"].as_float(), c.id.regexp_match("a", "i"), c.n.is_distinct_from(c.id)),
        sa.schema.CreateTable(table),
        sa.schema.DropConstraint(check),
        sa.insert(table).returning(c.id),
        sa.delete(table).returning(c.id),
        sa.update(table).returning(c.id),
        sa.Sequence("q").next_value(),
    ]


def written(sa, my, dialect):
    found = []
    for statement in statements(sa, my):
        try:
            found.append(" ".join(str(statement.compile(dialect=dialect)).split()))
        except sa.exc.CompileError as error:
            found.append(type(error).__name__)
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_features_and_text(version, mariadb_url):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = dialect_of(sqlalchemy, mariadb_url, version)
        ours = dialect_of(holdfast, mariadb_url, version)
        assert {name: getattr(ours, name) for name in FEATURES} == {name: getattr(theirs, name) for name in FEATURES}
        assert written(holdfast, own_mysql, ours) == written(sqlalchemy, their_mysql, theirs)


def test_a_mariadb_url_and_a_server_that_is_none(mariadb_url):
    parts = holdfast.make_url(mariadb_url)

    def connect():
        return pymysql.connect(host=parts.host, port=parts.port, user=parts.username, cursorclass=cursor_of("8.0.36"))

    engine = holdfast.create_engine("mariadb+pymysql://", creator=connect)
    with pytest.raises(holdfast.exc.InvalidRequestError, match=r"MySQL version 8\.0\.36 is not a MariaDB variant"):
        engine.connect()
    assert engine.pool.checkedout() == 0
