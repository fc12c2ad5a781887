"""INSERT of many rows with RETURNING in the order of the parameters, on each database, beside SQLAlchemy."""

from __future__ import annotations

import importlib
import re
import uuid

import pytest

URLS = {"sqlalchemy": {}, "holdfast": {}}


class World:
    """One library with tables whose keys are made in every way there is, and a log of what it sends."""

    def __init__(self, library, url, database, tag):
        self.m = m = importlib.import_module(library)
        self.engine = m.create_engine(url)
        self.database = database
        self.metadata = metadata = m.MetaData()
        self.tables = {}
        self.log = []
        column = m.Column

        def table(name, *columns):
            self.tables[name] = m.Table(f"{tag}_{name}", metadata, *columns)

        table("auto", column("id", m.Integer, primary_key=True), column("x", m.Integer), column("s", m.String(20)))
        table("ident", column("id", m.Integer, m.Identity(), primary_key=True), column("x", m.Integer))
        table("client", column("id", m.Integer, primary_key=True, autoincrement=False), column("x", m.Integer))
        table("uid", column("id", m.Uuid, primary_key=True, default=uuid.uuid4), column("x", m.Integer))
        table("keyless", column("x", m.Integer), column("y", m.Integer))
        table(
            "pair",
            column("a", m.Integer, primary_key=True, autoincrement=False),
            column("b", m.String(5), primary_key=True),
            column("x", m.Integer),
        )
        if database == "postgresql":
            table("seq", column("id", m.Integer, m.Sequence(f"{tag}_sq"), primary_key=True), column("x", m.Integer))
            generated = m.text("gen_random_uuid()")
            table("remote", column("id", m.Uuid, primary_key=True, server_default=generated), column("x", m.Integer))
            table(
                "marked",
                column("id", m.Uuid, primary_key=True, server_default=generated),
                column("x", m.Integer),
                m.insert_sentinel("sentinel"),
            )
        metadata.drop_all(self.engine)
        metadata.create_all(self.engine)
        m.event.listen(self.engine, "before_cursor_execute", self.note)

    def note(self, connection, cursor, statement, parameters, context, executemany):
        self.log.append((" ".join(statement.split()), len(parameters), executemany))

    def insert(self, name):
        dialects = {"postgresql": "postgresql", "sqlite": "sqlite"}
        if self.database not in dialects:
            return self.m.insert(self.tables[name])
        return importlib.import_module(f"{self.m.__name__}.dialects.{self.database}").insert(self.tables[name])

    def run(self, statement, sets, **options):
        """Rows (or the error) and the statements sent for them."""
        self.log.clear()
        try:
            with self.engine.begin() as connection:
                rows = connection.execute(statement, sets, execution_options=options).all()
            outcome = [tuple(row) for row in rows]
        except Exception as error:
            outcome = (type(error).__name__, str(error)[:60])
        return outcome, list(self.log)


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def worlds(request):
    """The two libraries on one database, each with tables of its own."""
    database = request.param
    if database == "sqlite":
        urls = {"sqlalchemy": "sqlite://", "holdfast": "sqlite://"}
    else:
        url = request.getfixturevalue(f"{database}_url")
        urls = {"sqlalchemy": url.replace("postgresql://", "postgresql+psycopg://"), "holdfast": url}
    tag = f"or{uuid.uuid4().hex[:6]}"
    made = [World(name, url, database, f"{tag}{name[0]}") for name, url in urls.items()]
    yield made
    for world in made:
        world.metadata.drop_all(world.engine)
        world.engine.dispose()


def plain(log):
    return [(re.sub(r"or\w{6}[sh]_", "t_", text), *rest) for text, *rest in log]


def rows(*numbers, **more):
    return [{"x": number, **more} for number in numbers]


PAIRS = [{"a": 3, "b": "k", "x": 3}, {"a": 1, "b": "k", "x": 1}, {"a": 3, "b": "l", "x": 2}]
CASES = {
    "generated keys": lambda w, k: ("auto", lambda t: (t.c.id, t.c.x), rows(3, 1, 2, s="q"), {}),
    "generated keys, not asked for": lambda w, k: ("auto", lambda t: (t.c.x,), rows(3, 1, 2), {}),
    "pages": lambda w, k: ("auto", lambda t: (t.c.x,), rows(*range(5)), {"insertmanyvalues_page_size": 2}),
    "no columns": lambda w, k: ("auto", lambda t: (t.c.id,), [{}, {}], {}),
    "given keys": lambda w, k: ("auto", lambda t: (t.c.id,), [{"id": 300}, {"id": 100}, {"id": 200}], {}),
    "identity": lambda w, k: ("ident", lambda t: (t.c.id, t.c.x), rows(3, 1, 2), {}),
    "sequence": lambda w, k: ("seq", lambda t: (t.c.id, t.c.x), rows(3, 1, 2), {}),
    "keys of the program": lambda w, k: (
        "client",
        lambda t: (t.c.x,),
        [{"id": 3, "x": 1}, {"id": 1, "x": 2}, {"id": 2, "x": 3}],
        {},
    ),
    "keys by a default": lambda w, k: ("uid", lambda t: (t.c.x,), rows(3, 1, 2), {}),
    "no key": lambda w, k: ("keyless", lambda t: (t.c.x,), rows(3, 1, 2, y=5), {}),
    "a key of two columns": lambda w, k: ("pair", lambda t: (t.c.x,), PAIRS, {}),
    "keys that the server invents": lambda w, k: ("remote", lambda t: (t.c.x,), rows(3, 1, 2), {}),
    "a marked column": lambda w, k: (
        "marked",
        lambda t: (t.c.x,),
        rows(3, 1, 2, 5, 4),
        {"insertmanyvalues_page_size": 2},
    ),
}


@pytest.mark.parametrize("ordered", [True, False], ids=["ordered", "unordered"])
def test_rows_and_statements_agree(worlds, ordered):
    for name, case in CASES.items():
        outcomes = []
        for world in worlds:
            table, columns, sets, options = case(world, ordered)
            if table not in world.tables:
                continue
            statement = world.m.insert(world.tables[table])
            statement = statement.returning(*columns(world.tables[table]), sort_by_parameter_order=ordered)
            if table in {"client", "pair", "auto"} and not ordered:
                sets = [
                    {key: value + 100 if key in {"id", "a"} else value for key, value in one.items()} for one in sets
                ]
            outcome, log = world.run(statement, sets, **options)
            outcomes.append((outcome, plain(log)))
        if outcomes:
            assert outcomes[0] == outcomes[1], name


def test_expressions_among_the_values_agree(worlds):
    outcomes = []
    for world in worlds:
        m, table = world.m, world.tables["auto"]
        for value in (m.func.lower(m.bindparam("q")), m.bindparam("q"), "fixed", m.func.lower("ABC")):
            takes_parameter = getattr(value, "is_bind", False) or "q" in str(value)
            statement = m.insert(table).values(s=value).returning(table.c.s, table.c.x, sort_by_parameter_order=True)
            sets = [{"x": number, "q": f"Q{number}"} if takes_parameter else {"x": number} for number in (2, 1)]
            outcomes.append((world, world.run(statement, sets)))
    half = len(outcomes) // 2
    for (_, theirs), (_, ours) in zip(outcomes[:half], outcomes[half:], strict=True):
        assert (theirs[0], plain(theirs[1])) == (ours[0], plain(ours[1]))


def test_upserts_agree(worlds):
    if worlds[0].database == "mariadb":
        pytest.skip("no RETURNING with ON DUPLICATE KEY UPDATE in SQLAlchemy's order")
    outcomes = []
    for world in worlds:
        found = []
        for name, key in (("client", "id"), ("auto", "id")):
            table = world.tables[name]
            insert = world.insert(name)
            update = insert.on_conflict_do_update(index_elements=[key], set_={"x": insert.excluded.x})
            for statement in (update, insert.on_conflict_do_nothing()):
                ordered = statement.returning(table.c.x, sort_by_parameter_order=True)
                sets = [{"x": number, **({"id": number} if name == "client" else {})} for number in (3, 1, 2)]
                outcome, log = world.run(ordered, sets)
                found.append((outcome, plain(log)))
        outcomes.append(found)
    assert outcomes[0] == outcomes[1]


def test_errors_agree(worlds):
    """Several rows in one `values()`, and sentinels that do not tell the rows apart."""
    outcomes = []
    for world in worlds:
        m, table = world.m, world.tables["auto"]
        many = m.insert(table).values([{"x": 1}, {"x": 2}]).returning(table.c.x, sort_by_parameter_order=True)
        found = [world.run(many, None)[0]]
        loose = m.Table(
            f"{table.name}_loose",
            m.MetaData(),
            m.Column("id", m.Integer, primary_key=True),
            m.Column("x", m.Integer, default=lambda: 5, insert_sentinel=True),
        )
        loose.create(world.engine)
        try:
            same = m.insert(loose).returning(loose.c.id, sort_by_parameter_order=True)
            found.append(world.run(same, [{}, {}])[0])
        finally:
            loose.drop(world.engine)
        outcomes.append(found)
    assert outcomes[0] == outcomes[1]
    assert outcomes[1][0][0] == "CompileError"
    assert outcomes[1][1][0] == "InvalidRequestError"


@pytest.mark.parametrize("library", ["sqlalchemy", "holdfast"])
class TestMarkedColumns:
    """What may be a sentinel, and what is said of what may not; no database needed."""

    def compiled(self, library, *columns):
        m = importlib.import_module(library)
        dialect = importlib.import_module(f"{library}.dialects.postgresql").dialect()
        table = m.Table(
            "t",
            m.MetaData(),
            m.Column("id", m.String, primary_key=True, server_default="x"),
            m.Column("x", m.Integer),
            *[column(m) for column in columns],
        )
        statement = m.insert(table).returning(table.c.x, sort_by_parameter_order=True)
        return str(statement.compile(dialect=dialect, for_executemany=True, column_keys=["x"]))

    def test_counted_by_the_server(self, library):
        text = self.compiled(library, lambda m: m.Column("z", m.Integer, m.Identity(), insert_sentinel=True))
        assert text == (
            "INSERT INTO t (x) SELECT p0::INTEGER FROM (VALUES (%(x)s::INTEGER)) AS imp_sen(p0, sen_counter) "
            "ORDER BY sen_counter RETURNING t.x, t.z"
        )

    def test_from_a_sequence(self, library):
        text = self.compiled(library, lambda m: m.Column("z", m.Integer, m.Sequence("q"), insert_sentinel=True))
        assert "SELECT p0::INTEGER, nextval('q') FROM" in text

    @pytest.mark.parametrize(
        ("column", "words"),
        [
            (lambda m: m.Column("z", m.Integer, insert_sentinel=True), "has been marked as a sentinel column with no"),
            (
                lambda m: m.Column("z", m.Integer, server_default="5", insert_sentinel=True),
                "can't be a sentinel column",
            ),
            (lambda m: m.Column("z", m.Integer, default=5, insert_sentinel=True), "can't be explicitly marked as a"),
        ],
    )
    def test_refused(self, library, column, words):
        m = importlib.import_module(library)
        with pytest.raises(m.exc.InvalidRequestError, match=words):
            self.compiled(library, column)

    def test_only_one(self, library):
        m = importlib.import_module(library)
        with pytest.raises(m.exc.ArgumentError, match="may have only one explicit sentinel column"):
            self.compiled(library, lambda m: m.insert_sentinel("y"), lambda m: m.insert_sentinel("z"))

    def test_left_out_of_other_statements(self, library):
        m = importlib.import_module(library)
        table = m.Table("t", m.MetaData(), m.Column("x", m.Integer), m.insert_sentinel("z"))
        assert " ".join(str(m.select(table)).split()) == "SELECT t.x FROM t"
        assert str(m.insert(table)) == "INSERT INTO t (x) VALUES (:x)"
        assert table.c.keys() == ["x", "z"]
