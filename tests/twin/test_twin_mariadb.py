"""Core and ORM programs on SQLAlchemy and on holdfast against a real MariaDB: results, counts, keys, errors, events."""

import pytest
from tests.twin.on_mariadb import need_driver, same_on_mariadb

PROGRAMS = []


def program(function):
    PROGRAMS.append(function)
    return function


def items(side, *more, name="item"):
    """A table, made anew on the server."""
    sa = side.sa
    table = sa.Table(
        name,
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(20), unique=True),
        sa.Column("n", sa.Integer, server_default="7"),
        *more,
    )
    table.create(side.engine)
    return table


@program
def what_is_learnt(side):
    with side.engine.connect() as connection:
        dialect = side.engine.dialect
        for name in (
            "server_version_info",
            "default_isolation_level",
            "default_schema_name",
            "insert_returning",
            "update_returning",
            "delete_returning",
            "insert_executemany_returning",
            "insert_executemany_returning_sort_by_parameter_order",
            "supports_sequences",
            "supports_native_uuid",
            "is_mariadb",
            "paramstyle",
            "positional",
            "name",
            "driver",
            "supports_sane_rowcount",
            "supports_sane_multi_rowcount",
            "supports_for_update_of",
            "use_mysql_for_share",
            "supports_native_boolean",
            "supports_native_decimal",
            "max_identifier_length",
            "dialect_description",
            "supports_server_side_cursors",
            "returns_native_bytes",
            "postfetch_lastrowid",
        ):
            side.see(name, getattr(dialect, name))
        side.see(sorted(dialect.get_isolation_level_values(connection.connection.dbapi_connection)))
        side.see(connection.get_isolation_level(), connection.default_isolation_level)


@program
def inserts_and_their_keys(side):
    sa = side.sa
    table = items(side)
    with side.engine.begin() as connection:
        for statement, parameters in (
            (table.insert(), {"name": "a"}),
            (table.insert().values(name="b"), None),
            (table.insert(), {"id": 10, "name": "c"}),
            (table.insert(), [{"name": "d"}, {"name": "e"}]),
            (table.insert().values([{"name": "f"}, {"name": "g"}]), None),
            (table.insert().values(name=sa.func.concat("x", "y")), None),
            (table.insert().from_select(["name"], sa.select(sa.literal("h"))), None),
            (table.insert().returning(table.c.id, table.c.n), {"name": "i"}),
            (table.insert().return_defaults(table.c.n), {"name": "j"}),
            (table.insert().inline(), {"name": "k"}),
            (table.insert(), None),
            (sa.text("INSERT INTO item (name) VALUES (:name)"), {"name": "l"}),
            (sa.text("INSERT INTO item (name) VALUES (:name)"), [{"name": "m"}, {"name": "n"}]),
        ):
            result = connection.execute(statement, parameters)
            side.see(str(statement)[:60], result.returns_rows, result.rowcount, result.is_insert)
            for name in ("lastrowid", "inserted_primary_key", "inserted_primary_key_rows", "returned_defaults"):
                side.attempt(lambda name=name, result=result: getattr(result, name))
            if result.returns_rows:
                side.see(result.all())
            side.attempt(result.all)
            side.attempt(result.last_inserted_params)
            side.attempt(lambda result=result: [str(column) for column in result.postfetch_cols()])
            side.attempt(result.lastrow_has_defaults)
        side.see(connection.execute(sa.select(table).order_by(table.c.id)).all())


@program
def many_rows_come_back_in_order(side):
    table = items(side)
    with side.engine.begin() as connection:
        rows = [{"name": f"r{n}"} for n in range(25)]
        statement = table.insert().returning(table.c.id, table.c.name, sort_by_parameter_order=True)
        result = connection.execution_options(insertmanyvalues_page_size=10).execute(statement, rows)
        side.see(result.all())  # of the rowcount SQLAlchemy tells that of the last batch only
        several = [{"id": 100 + n, "name": f"s{n}"} for n in (3, 1, 2)]
        result = connection.execute(table.insert().returning(table.c.name), several)
        side.see(sorted(result.scalars().all()))
        result = connection.execute(table.insert().return_defaults(), [{"name": "t1"}, {"name": "t2"}])
        side.see(result.inserted_primary_key_rows, result.returned_defaults_rows, result.rowcount)
        side.attempt(lambda: result.inserted_primary_key)


@program
def changes_and_their_counts(side):
    sa = side.sa
    table = items(side)
    c = table.c
    with side.engine.begin() as connection:
        connection.execute(table.insert(), [{"name": f"r{n}", "n": n} for n in range(10)])
        for statement, parameters in (
            (table.update().values(n=c.n), None),
            (table.update().where(c.n > 5).values(n=c.n + 1), None),
            (
                table.update().where(c.id == sa.bindparam("i")).values(n=sa.bindparam("v")),
                [{"i": 1, "v": 0}, {"i": 99, "v": 1}],
            ),
            (table.update().where(c.id == sa.bindparam("i")).values(n=5), [{"i": 1}, {"i": 2}]),
            (table.delete().where(c.id == 1), None),
            (table.delete().where(c.id == sa.bindparam("i")), [{"i": 2}, {"i": 3}, {"i": 77}]),
            (table.delete().where(c.id == 4).returning(c.name), None),
            (table.delete().where(c.id > 5).returning(c.id), None),
            (table.update().with_dialect_options(mysql_limit=1).values(n=99), None),
            (sa.text("UPDATE item SET n = n"), None),
            (sa.text("DELETE FROM item WHERE id = 12345"), None),
        ):
            result = connection.execute(statement, parameters)
            side.see(str(statement)[:60], result.returns_rows, result.rowcount, result.supports_sane_rowcount())
            if result.returns_rows:
                side.see(result.all())
        side.attempt(connection.execute, table.update().values(n=1).returning(c.n))
        side.attempt(
            connection.execute, table.delete().where(c.id == sa.bindparam("i")).returning(c.n), [{"i": 1}, {"i": 2}]
        )
        for query in ("SELECT 1", "SELECT 1 UNION SELECT 2", "SELECT 1 FROM item WHERE 1 = 0", "SET @x = 1"):
            result = connection.execute(sa.text(query))
            side.see(query, result.rowcount, result.returns_rows)


@program
def the_key_is_there_already(side):
    insert = side.my.insert
    table = items(side)
    with side.engine.begin() as connection:
        statement = insert(table)
        upsert = statement.on_duplicate_key_update(n=statement.inserted.n)
        for values in (
            {"name": "a", "n": 1},
            {"name": "a", "n": 2},
            {"name": "a", "n": 2},
            {"id": 9, "name": "b", "n": 3},
        ):
            result = connection.execute(upsert, values)
            side.see(result.rowcount, result.lastrowid)
            side.attempt(lambda result=result: result.inserted_primary_key)
        result = connection.execute(upsert, [{"name": "a", "n": 5}, {"name": "c", "n": 6}])
        side.see(result.rowcount)
        ignored = table.insert().prefix_with("IGNORE")
        result = connection.execute(ignored, {"name": "a", "n": 9})
        side.see(result.rowcount, result.lastrowid)
        returned = statement.on_duplicate_key_update(n=77).returning(table.c.id, table.c.n)
        side.see(connection.execute(returned, {"name": "a"}).all())
        side.see(connection.execute(side.sa.select(table).order_by(table.c.id)).all())


@program
def errors(side):
    sa = side.sa
    table = items(side, sa.Column("m", sa.Integer, nullable=False))
    child = sa.Table("child", table.metadata, sa.Column("id", sa.ForeignKey("item.id"), primary_key=True))
    child.create(side.engine)
    short = sa.Table("short", sa.MetaData(), sa.Column("s", sa.String(3)), sa.Column("t", sa.SmallInteger))
    short.create(side.engine)
    checked = sa.Table("checked", sa.MetaData(), sa.Column("n", sa.Integer), sa.CheckConstraint("n > 0", name="ck"))
    checked.create(side.engine)

    def see(statement, parameters=None):
        with side.engine.connect() as connection:
            try:
                connection.execute(statement, parameters)
            except Exception as error:
                text = str(error).replace("sqlalchemy", "holdfast").split("(Background")[0].split(" [")[0].split("\n[")
                side.see(type(error).__name__, text[0].strip()[:200], getattr(error, "connection_invalidated", None))
                side.see(getattr(error, "statement", None), getattr(error, "params", None))
                side.see([cls.__name__ for cls in type(error).__mro__ if "exc" in cls.__module__])
                side.see(
                    type(getattr(error, "orig", None)), getattr(error, "code", None), getattr(error, "ismulti", None)
                )
            else:
                side.see("fine")

    with side.engine.begin() as connection:
        connection.execute(table.insert(), {"id": 1, "name": "a", "m": 1})
        connection.execute(child.insert(), {"id": 1})
    see(table.insert(), {"id": 1, "m": 1})
    see(table.insert(), {"name": "a", "m": 1})
    see(table.insert(), {"name": "b"})
    see(table.insert(), {"name": "b", "m": None})
    see(table.insert(), [{"name": "x", "m": 1}, {"name": "x", "m": 1}])
    see(child.insert(), {"id": 77})
    see(table.delete())
    see(short.insert(), {"s": "four"})
    see(short.insert(), {"t": 70000})
    see(short.insert(), {"t": "not a number"})
    see(checked.insert(), {"n": 0})
    see(sa.text("SELECT * FROM nowhere"))
    see(sa.text("SELECT nothing FROM item"))
    see(sa.text("SELEKT 1"))
    see(sa.text("SELECT * FROM item, item"))
    see(sa.text("SELECT :x"))
    see(sa.text("SELECT :x"), {"x": object()})
    see(sa.text("SELECT f(:x)"), {"x": 1})
    see(sa.text("CREATE TABLE item (id INTEGER)"))
    see(sa.text("DROP TABLE nowhere"))
    see(sa.text("DROP TABLE item"))
    see(sa.text("USE nowhere"))
    see(sa.text("SELECT 1 + (SELECT id FROM item UNION SELECT 5)"))
    see(sa.select(table.c.id).where(table.c.n == sa.bindparam("z")))
    see(table.insert(), {"nothing": 1})
    side.attempt(
        lambda: sa.schema.CreateTable(sa.Table("v", sa.MetaData(), sa.Column("s", sa.String))).compile(side.engine)
    )


@program
def parameters_that_are_hidden(side):
    engine = side.make_engine(hide_parameters=True)
    with engine.connect() as connection:
        try:
            connection.execute(side.sa.text("SELECT nothing, :x"), {"x": "secret"})
        except side.sa.exc.DBAPIError as error:
            side.see("secret" in str(error), "[SQL parameters hidden due to hide_parameters=True]" in str(error))
            side.see(error.hide_parameters, error.params)


@program
def transactions(side):
    sa = side.sa
    table = items(side)
    seen = []
    for name in ("begin", "commit", "rollback", "savepoint", "release_savepoint", "rollback_savepoint"):
        sa.event.listen(side.engine, name, lambda *arguments, name=name: seen.append((name, *arguments[1:2])))
    sa.event.listen(side.engine, "before_cursor_execute", lambda *a: seen.append((" ".join(a[2].split()), a[3] or ())))
    with side.engine.connect() as connection:
        connection.execute(table.insert(), {"name": "a"})
        with connection.begin_nested():
            connection.execute(table.insert(), {"name": "b"})
        inner = connection.begin_nested()
        connection.execute(table.insert(), {"name": "c"})
        inner.rollback()
        side.attempt(connection.execute, table.insert(), {"name": "a"}, words=20)
        connection.execute(table.insert(), {"name": "d"})
        connection.commit()
        connection.execute(table.delete())
        side.see(connection.in_transaction())
        connection.rollback()
        side.see(connection.scalars(sa.select(table.c.name).order_by(table.c.id)).all())
    side.see(seen)


@program
def two_phases(side):
    sa = side.sa
    table = items(side)
    seen = []
    for name in ("begin_twophase", "prepare_twophase", "commit_twophase", "rollback_twophase"):
        sa.event.listen(side.engine, name, lambda *arguments, name=name: seen.append((name, *arguments[2:])))
    with side.engine.connect() as connection:
        transaction = connection.begin_twophase()
        connection.execute(table.insert(), {"name": "a"})
        transaction.prepare()
        transaction.commit()
        side.see(transaction.is_active)
        connection.rollback()
        transaction = connection.begin_twophase()
        connection.execute(table.insert(), {"name": "b"})
        transaction.commit()
        transaction = connection.begin_twophase()
        connection.execute(table.insert(), {"name": "c"})
        transaction.prepare()
        transaction.rollback()
        transaction = connection.begin_twophase()
        connection.execute(table.insert(), {"name": "d"})
        transaction.rollback()
        side.see(connection.scalars(sa.select(table.c.name).order_by(table.c.id)).all())
    side.see(seen)


@program
def levels(side):
    with side.engine.connect() as connection:
        for level in ("READ COMMITTED", "SERIALIZABLE", "READ_UNCOMMITTED", "AUTOCOMMIT", "NONSENSE"):
            side.attempt(lambda level=level: connection.execution_options(isolation_level=level).get_isolation_level())
        connection.execute(side.sa.text("SELECT 1"))
        side.attempt(connection.execution_options, isolation_level="SERIALIZABLE")
    with side.engine.connect() as connection:
        side.see(connection.get_isolation_level())
    with side.make_engine(isolation_level="READ COMMITTED").connect() as connection:
        side.see(connection.get_isolation_level())
    with side.engine.execution_options(isolation_level="SERIALIZABLE").connect() as connection:
        side.see(connection.get_isolation_level())
    with side.engine.connect() as connection:
        side.see(connection.get_isolation_level())
    side.attempt(lambda: side.make_engine(isolation_level="NONSENSE").connect())


@program
def streams(side):
    sa = side.sa
    table = items(side)
    with side.engine.begin() as connection:
        connection.execute(table.insert(), [{"name": f"r{n}"} for n in range(100)])
        query = sa.select(table.c.id).order_by(table.c.id)
        result = connection.execution_options(stream_results=True).execute(query)
        side.see(result.fetchone(), result.fetchmany(3), len(result.fetchall()), result.fetchone(), result.closed)
        result = connection.execute(query, execution_options={"yield_per": 30})
        side.see([len(part) for part in result.partitions()])
        result = connection.execute(query, execution_options={"yield_per": 30})
        side.see(result.first())
        side.attempt(result.fetchone)
        result = connection.execute(query.limit(0), execution_options={"stream_results": True})
        side.see(result.all(), list(map(str, result.keys())))
        result = connection.execute(query, execution_options={"stream_results": True, "max_row_buffer": 10})
        side.see(len(result.all()))
        side.attempt(
            connection.execute, sa.text("SELECT nothing"), execution_options={"stream_results": True}, words=40
        )
        result = connection.execute(sa.text("SET @x = 1"), execution_options={"stream_results": True})
        side.see(result.returns_rows)


@program
def plain_strings_with_the_drivers_parameters(side):
    with side.engine.connect() as connection:
        for statement, parameters in (
            ("SELECT 'a%%b'", None),
            ("SELECT %s, '100%%'", (1,)),
            ("SELECT %(x)s + %(y)s", {"x": 1, "y": 2}),
            ("SELECT %s", [(1,)]),
            ("SELECT 'a%b'", None),
            ("SELECT %s", ("x", "y")),
            ("SELECT %(x)s", {}),
        ):
            side.attempt(lambda s=statement, p=parameters: connection.exec_driver_sql(s, p).all(), words=30)
        connection.exec_driver_sql("CREATE TABLE plain (a INTEGER, b INTEGER)")
        side.see(connection.exec_driver_sql("INSERT INTO plain VALUES (%s, %s)", [(1, 2), (3, 4)]).rowcount)
        side.see(
            connection.exec_driver_sql("INSERT INTO plain VALUES (%(a)s, 5)", [{"a": 1}, {"a": 3}, {"a": 5}]).rowcount
        )
        side.see(connection.exec_driver_sql("SELECT * FROM plain").all())


@program
def percent_signs(side):
    """In names, values, literals and comments: the drivers read them as placeholders."""
    sa = side.sa
    table = sa.Table(
        "p%c",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a%b", sa.String(30)),
        sa.Column("n", sa.Integer, server_default=sa.text("'7'"), comment="100% %s"),
    )
    table.create(side.engine)
    column = table.c["a%b"]
    joined = table.insert().values({"a%b": sa.func.concat("50%", sa.bindparam("x"))}).returning(table.c.id, column)
    upsert = side.my.insert(table).values({"id": 1, "a%b": "dup%"}).on_duplicate_key_update({"a%b": "dup%%"})
    by_value = table.update().where(column == sa.bindparam("k")).values({"a%b": sa.bindparam("v")})
    with side.engine.begin() as connection:
        side.see(connection.execute(joined, [{"x": "%s"}, {"x": "%"}, {"x": "%(y)s"}]).all())
        side.see(connection.execute(table.insert(), [{"a%b": "1%"}, {"a%b": "2%%"}]).rowcount)
        for query in (
            sa.select(column).where(column.like("%0\\%%")),
            sa.select(column).where(column.contains("%", autoescape=True)).order_by(table.c.id),
            sa.select(sa.literal_column("'5%'"), table.c.id % 3).order_by(table.c.id),
            sa.select(column).where(column.in_(["1%", "2%%", "%s"])).order_by(table.c.id),
            sa.text("SELECT '10%' AS `x%`, '%s'"),
        ):
            side.see(connection.execute(query).mappings().all())
        side.see(connection.execute(upsert).rowcount, connection.scalar(sa.select(column).where(table.c.id == 1)))
        side.see(connection.execute(by_value, [{"k": "1%", "v": "z%s"}, {"k": "2%%", "v": "q"}]).rowcount)


@program
def locks(side):
    sa = side.sa
    table = items(side)
    with side.engine.begin() as connection:
        connection.execute(table.insert(), {"name": "a"})
    with side.engine.connect() as first, side.engine.connect() as second:
        first.execute(sa.select(table).with_for_update())
        side.attempt(second.execute, sa.select(table).with_for_update(nowait=True))
        second.rollback()
        side.attempt(lambda: second.execute(sa.select(table).with_for_update(skip_locked=True)).all())
        second.execute(sa.text("SET innodb_lock_wait_timeout = 1"))
        side.attempt(second.execute, table.update().values(n=1), words=120)
        side.see(second.in_transaction(), second.invalidated)
        side.attempt(lambda: second.execute(sa.select(table.c.name)).all())


@program
def sequences(side):
    sa = side.sa
    metadata = sa.MetaData()
    sequence = sa.Sequence("counter", start=5, metadata=metadata)
    table = sa.Table(
        "counted",
        metadata,
        sa.Column("id", sa.Integer, sequence, primary_key=True),
        sa.Column("other", sa.Integer, sa.Sequence("other", start=100)),
    )
    metadata.create_all(side.engine)
    metadata.create_all(side.engine)
    with side.engine.begin() as connection:
        side.see(connection.execute(sequence), connection.scalar(sequence.next_value().select()))
        result = connection.execute(table.insert(), {})
        side.see(result.inserted_primary_key, result.lastrowid)
        side.see(connection.execute(table.insert(), [{}, {}]).rowcount)
        side.see(connection.execute(sa.select(table).order_by(table.c.id)).all())
    metadata.drop_all(side.engine)


@program
def rows_of_objects(side):
    sa, orm = side.sa, side.orm

    class Base(orm.DeclarativeBase):
        pass

    class Node(Base):
        __tablename__ = "node"
        id = orm.mapped_column(sa.Integer, primary_key=True)
        name = orm.mapped_column(sa.String(20))
        stamp = orm.mapped_column(sa.Integer, server_default="3")
        version = orm.mapped_column(sa.Integer)
        parent_id = orm.mapped_column(sa.ForeignKey("node.id"))
        children = orm.relationship("Node", order_by="Node.id")
        __mapper_args__ = {"version_id_col": version}

    Base.metadata.create_all(side.engine)
    with orm.Session(side.engine) as session:
        root = Node(name="root", children=[Node(name=f"c{n}") for n in range(5)])
        session.add(root)
        session.commit()
        side.see([(one.id, one.name, one.stamp, one.version) for one in [root, *root.children]])
        root.children[0].name = "changed"
        session.delete(root.children[4])
        session.commit()
        side.see([(one.id, one.name, one.version) for one in root.children])
        session.execute(sa.update(Node).values(version=9))
        root.name = "stale"
        side.attempt(session.commit, words=60)
        session.rollback()
        result = session.execute(
            sa.insert(Node).returning(Node), [{"name": "x", "version": 1}, {"name": "y", "version": 1}]
        )
        side.see([(one.id, one.name) for one in result.scalars()])
        found = session.scalars(sa.delete(Node).where(Node.name == "x").returning(Node.id)).all()
        side.see(found)
        side.see(session.execute(sa.update(Node).where(Node.name == "y").values(name="z")).rowcount)
        streamed = session.scalars(sa.select(Node).order_by(Node.id).execution_options(yield_per=2))
        side.see([one.name for one in streamed])


@program
def keys_given_as_expressions(side):
    sa = side.sa
    metadata = sa.MetaData()
    counted = sa.Table("counted", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer))
    named = sa.Table("named", metadata, sa.Column("id", sa.String(20), primary_key=True))
    metadata.create_all(side.engine)
    with side.engine.begin() as connection:
        for statement in (
            counted.insert().values(id=sa.literal(300) + 1),
            counted.insert().values(id=sa.select(sa.literal(50)).scalar_subquery()),
            named.insert().values(id=sa.func.lower("ABC")),
        ):
            side.see(connection.execute(statement).inserted_primary_key)


@program
def many_rows_in_one_statement(side):
    """Rows that come back in their order are sent together, whichever of its names the server goes by."""
    table = items(side)
    sent = []
    side.sa.event.listen(side.engine, "before_cursor_execute", lambda *given: sent.append(" ".join(given[2].split())))
    with side.engine.begin() as connection:
        insert = table.insert().returning(table.c.id, table.c.n, sort_by_parameter_order=True)
        side.see(connection.execute(insert, [{"name": f"n{n}"} for n in range(4)]).all(), sent)


@program
def tables_of_schemas_that_are_not_there(side):
    inspector = side.sa.inspect(side.engine)
    side.see(inspector.has_table("item", schema="nowhere"), inspector.has_table("nothing"))
    side.attempt(inspector.get_columns, "item", schema="nowhere", words=0)
    side.attempt(inspector.get_columns, "nothing", words=0)


@pytest.mark.parametrize("each", PROGRAMS, ids=lambda one: one.__name__)
def test_program(each, own_mariadb_url):
    same_on_mariadb(own_mariadb_url, each)


# What differs between drivers: what they take, what they count, how they fail.
OTHER_DRIVERS = {
    "mysql+mysqldb": [
        keys_given_as_expressions,
        tables_of_schemas_that_are_not_there,
        percent_signs,
        inserts_and_their_keys,
        changes_and_their_counts,
        errors,
        transactions,
        streams,
        levels,
    ],
    "mariadb+mariadbconnector": [
        many_rows_in_one_statement,
        keys_given_as_expressions,
        tables_of_schemas_that_are_not_there,
        percent_signs,
        many_rows_come_back_in_order,
        changes_and_their_counts,
        transactions,
        levels,
    ],
}


@pytest.mark.parametrize(
    ("drivername", "each"), [(name, each) for name, programs in OTHER_DRIVERS.items() for each in programs]
)
def test_program_with_another_driver(drivername, each, own_mariadb_url):
    need_driver(drivername)
    same_on_mariadb(own_mariadb_url, each, driver=drivername)
