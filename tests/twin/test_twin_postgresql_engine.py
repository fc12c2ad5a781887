"""An engine on PostgreSQL on both libraries: percent signs, documents, hstore, what the server fills in, options, conflicts."""

import json

import pytest
from tests.twin.on_server import same_on_server

import holdfast


def test_percent_signs(postgresql_url):
    def program(side):
        sa = side.sa
        table = sa.Table(
            "pc%t",
            sa.MetaData(),
            sa.Column("a%b", sa.String, comment='50% "x"'),
            sa.CheckConstraint("\"a%b\" LIKE 'a%'", name="ck"),
            comment="100% of",
        )
        column = table.c["a%b"]
        side.attempt(table.metadata.create_all, side.engine)
        side.see(sa.inspect(side.engine).get_table_comment("pc%t")["text"])
        with side.engine.begin() as connection:

            def rows(statement, parameters=None):
                return connection.execute(statement, parameters).all()

            two = [{"a%b": "ax%y"}, {"a%b": "a2"}]
            connection.execute(table.insert(), two[0])
            connection.execute(table.insert(), two)
            connection.execute(table.insert(), two * 10)
            side.attempt(rows, table.insert().returning(column), two)
            side.attempt(rows, sa.select(table).where(column.like("a%")))
            side.attempt(rows, sa.select(sa.literal_column("'5%'"), sa.literal(7) % 3))
            side.attempt(rows, sa.text("SELECT 7 % 3, '%s', '%(x)s', :y"), {"y": 1})
            side.attempt(rows, sa.update(table).values({"a%b": "az%"}).returning(column))

    same_on_server(postgresql_url, program)


@pytest.mark.parametrize("native", [True, False])
def test_hstore(postgresql_url, native):
    with holdfast.create_engine(postgresql_url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public")

    def program(side):
        sa = side.sa
        table = sa.Table(
            "t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("h", side.pg.HSTORE)
        )
        table.create(side.engine)
        for key in range(2):  # the connection that told of the extension, and another
            with side.engine.connect() as connection:
                connection.execute(table.insert(), {"id": key, "h": {"a": "1", "b": None, 'q"': "x\\y"}})
                side.see(connection.execute(sa.select(table)).all())
                side.see(connection.exec_driver_sql("SELECT 'a=>1,b=>NULL'::hstore").scalar())
                side.see(connection.execute(sa.select(table.c.h["a"], table.c.h.keys(), table.c.h.has_key("a"))).all())
            if key == 0:
                side.engine.dispose()

    same_on_server(postgresql_url, program, use_native_hstore=native)


def test_types_that_others_register_are_known_at_once(postgresql_url):
    """A handler of `connect`, or whoever gets at the driver's connection, teaches it a type, as pgvector's users do."""
    from psycopg.types.string import TextLoader

    engine = holdfast.create_engine(postgresql_url)
    holdfast.event.listen(engine, "connect", lambda driver, record: driver.adapters.register_loader("int8", TextLoader))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 5::int8, 5::int4").one() == ("5", 5)
        connection.connection.driver_connection.adapters.register_loader("int4", TextLoader)
        assert connection.exec_driver_sql("SELECT 5::int8, 5::int4").one() == ("5", "5")
    engine.dispose()


def write_wrapped(value):
    return json.dumps({"wrapped": value})


def read_wrapped(text):
    return ("read", json.loads(text))


def test_documents_by_functions_of_the_user(postgresql_url):
    def program(side):
        sa, pg = side.sa, side.pg
        with side.engine.connect() as connection:
            for type_ in (sa.JSON(), pg.JSON(), pg.JSONB()):
                side.see(connection.scalar(sa.select(sa.literal({"a": 1}, type_))))
            side.see(connection.exec_driver_sql("SELECT '[1]'::jsonb").scalar())
            document = sa.select(sa.literal({"a": 1}, pg.JSONB()).label("d")).subquery().c.d
            member = document["wrapped"]["a"]
            side.see(connection.scalar(sa.select(member)), connection.scalar(sa.select(member.as_integer())))

    same_on_server(postgresql_url, program, json_serializer=write_wrapped, json_deserializer=read_wrapped)


def test_what_the_server_fills_in(postgresql_url):
    def program(side):
        sa = side.sa
        metadata = sa.MetaData()
        numbers = sa.Sequence("numbers", metadata=metadata, start=100)
        table = sa.Table(
            "t",
            metadata,
            sa.Column("id", sa.Integer, sa.Identity(start=5), primary_key=True),
            sa.Column("s", sa.Integer, numbers, server_default=numbers.next_value()),
            sa.Column("c", sa.Integer, sa.Computed("s * 2")),
            sa.Column("f", sa.String, default=sa.func.upper("x")),
            sa.Column("p", sa.Integer, default=lambda: 7),
            sa.Column("n", sa.DateTime(timezone=True), server_default=sa.func.now()),
            sa.Column("u", sa.Integer, onupdate=lambda: 3),
        )
        side.attempt(metadata.create_all, side.engine)
        virtual = sa.Table("v", sa.MetaData(), sa.Column("a", sa.Integer, sa.Computed("1", persisted=False)))
        side.attempt(virtual.create, side.engine, words=150)
        with side.engine.begin() as connection:

            def rows(statement, parameters=None):
                return connection.execute(statement, parameters).all()

            side.see(connection.execute(table.insert()).inserted_primary_key)
            side.attempt(rows, sa.select(table.c.id, table.c.s, table.c.c, table.c.f, table.c.p, table.c.u))
            side.see(connection.execute(numbers), connection.scalar(numbers.next_value()))
            side.see(len(connection.execute(table.insert().return_defaults()).returned_defaults))
            chosen = (table.c.id, table.c.p, table.c.s)
            side.attempt(rows, table.insert().values([{"p": 1}, {"p": 2}]).returning(*chosen))
            many = [{"p": number} for number in range(50)]
            side.attempt(rows, table.insert().returning(*chosen, sort_by_parameter_order=True), many)
            side.attempt(rows, table.insert().returning(*chosen), many)
            side.see(connection.execute(table.insert(), many).inserted_primary_key_rows)
            side.see(connection.execute(table.update().values(p=1).where(table.c.id == 5)).last_updated_params())
            upsert = side.pg.insert(table).values(id=5, p=1)
            upsert = upsert.on_conflict_do_update(index_elements=[table.c.id], set_={"p": 99})
            side.attempt(rows, upsert.returning(table.c.id, table.c.p))
            # A page of rows and a conflict within it: each row for itself, as executemany() means it.
            each = [{"id": 7, "p": number} for number in range(20)]
            by_row = side.pg.insert(table).on_conflict_do_update(
                index_elements=[table.c.id], set_={"p": sa.text("t.p + 1")}
            )
            connection.execute(by_row, each)
            side.attempt(rows, sa.select(table.c.p).where(table.c.id == 7))
            side.see(connection.scalar(sa.select(sa.func.count()).select_from(table)))
        side.attempt(metadata.drop_all, side.engine)

    same_on_server(postgresql_url, program)


def test_many_rows_of_mixed_types(postgresql_url):
    """Each value is fitted to its column by itself, also where many rows go in one statement."""

    def program(side):
        sa, pg = side.sa, side.pg
        table = sa.Table(
            "t",
            sa.MetaData(),
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("n", sa.Numeric),
            sa.Column("f", sa.Float),
            sa.Column("e", sa.Enum("a", "b", name="ab")),
            sa.Column("j", pg.JSONB),
            sa.Column("b", sa.LargeBinary),
            sa.Column("a", pg.ARRAY(sa.Integer)),
            sa.Column("s", sa.SmallInteger),
        )
        table.metadata.create_all(side.engine)
        from decimal import Decimal

        values = [
            {
                "n": Decimal("123456789012345678901234567890.12"),
                "f": 1,
                "e": "a",
                "j": {"a": 1},
                "b": b"x",
                "a": [1],
                "s": 1,
            },
            {"n": 1.5, "f": 2.5, "e": None, "j": [], "b": None, "a": None, "s": 300},
            {"n": 5, "f": None, "e": "b", "j": None, "b": b"\0", "a": [], "s": None},
            {"n": None, "f": 1e300, "e": "a", "j": 1, "b": b"", "a": [None, 2**20], "s": -1},
        ]
        many = [{"id": number, **values[number % 4]} for number in range(30)]
        with side.engine.connect() as connection:
            connection.execute(table.insert(), many)
            side.see([tuple(row) for row in connection.execute(sa.select(table).order_by(table.c.id))])
            connection.execute(table.delete())
            side.attempt(
                lambda: sorted(connection.execute(table.insert().returning(table.c.id, table.c.n), many).all())
            )
            side.attempt(connection.execute, table.insert(), [{"id": number // 2 + 100} for number in range(30)])
            connection.rollback()
            side.see(connection.scalar(sa.select(sa.func.count()).select_from(table)))

    same_on_server(postgresql_url, program)


def test_options_of_the_engine(postgresql_url):
    def program(side):
        engine = side.make_engine(client_encoding="latin1")
        with engine.connect() as connection:
            side.see(connection.exec_driver_sql("SHOW client_encoding").scalar())
        engine.dispose()
        side.see(type(side.sa.create_engine("postgresql://h/d").dialect).__name__)
        for name in ("foo", "executemany_mode", "use_native_unicode"):
            side.attempt(side.make_engine, **{name: 1})
        for url in ("postgresql+nope://h/d", "postgres://h/d"):
            side.attempt(side.sa.create_engine, url, words=44)

    same_on_server(postgresql_url, program)


def test_events_in_order(postgresql_url):
    def program(side):
        sa, engine, told = side.sa, side.engine, []

        def hear(name, note, **options):
            sa.event.listen(engine, name, lambda *given: told.append((name, *note(*given))), **options)

        hear("do_connect", lambda dialect, record, arguments, options: ("options" in options,))
        hear("connect", lambda driver, record: (type(driver).__name__,))
        hear("engine_connect", lambda connection: ())
        for name in ("first_connect", "checkout", "checkin", "begin", "commit", "rollback"):
            hear(name, lambda *given: ())
        hear("reset", lambda driver, record, state: (state.transaction_was_reset,))
        hear("before_execute", lambda connection, element, *given: (type(element).__name__,))
        hear("after_execute", lambda *given: (given[-1].returns_rows,))
        hear("before_cursor_execute", lambda connection, cursor, sql, given, context, many: (sql, given or (), many))
        hear("after_cursor_execute", lambda connection, cursor, sql, given, context, many: (many, cursor.rowcount))
        hear(
            "handle_error",
            lambda context: (
                type(context.original_exception).__name__,
                type(context.sqlalchemy_exception).__name__,
                context.statement,
                context.is_disconnect,
                context.connection is None,
                context.execution_context is None,
            ),
        )
        table = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.String))
        with engine.connect() as connection:
            table.create(connection, checkfirst=False)
            connection.commit()
            connection.execute(table.insert(), {"n": "a"})
            connection.execute(table.insert(), [{"n": "a"}, {"n": "b"}])
            connection.execute(sa.select(table).where(table.c.id == 1)).all()
            connection.exec_driver_sql("SELECT %s", (1,)).all()
            for text, given in (("selec", {}), ("SELECT :x", {})):
                connection.execute(sa.select(1))
                side.attempt(connection.execute, sa.text(text), given, words=40)
                side.see(connection.in_transaction())
                connection.rollback()

        def answers(cursor, sql, given, context):
            told.append(("do_execute", sql))
            if "magic" in sql:
                cursor.execute("SELECT 42 AS magic")
                return True
            return None

        sa.event.listen(engine, "do_execute", answers)
        hear("do_executemany", lambda cursor, sql, given, context: (sql, len(given)))
        hear("do_execute_no_params", lambda cursor, sql, context: (sql,))
        with engine.connect() as connection:
            side.see(connection.execute(sa.text("SELECT 1 AS magic")).all())
            renamed = sa.update(table).where(table.c.id == sa.bindparam("i")).values(n="k")
            connection.execute(renamed, [{"i": 1}, {"i": 2}])
            connection.execution_options(no_parameters=True).exec_driver_sql("SELECT 'x'").all()
        for one in told:
            side.see(one)

    same_on_server(postgresql_url, program)
