"""What a journey gets: one library under test, engines whose statements are noted, and a list of observations."""

from __future__ import annotations

import importlib
import re
import warnings

JOURNEYS = {}


def journey(function=None, *, unordered=False, statements=True):
    """Register a program; `unordered` where SQLAlchemy itself writes in the order of a set.

    `statements=False` where what is sent is nobody's business: the catalogue queries of a reflection.
    """

    def register(program):
        name = f"{program.__module__.rsplit('.', 1)[-1]}.{program.__name__}"
        program.unordered, program.statements = unordered, statements
        JOURNEYS[name] = program
        return program

    return register(function) if function is not None else register


def split_rows(sql, parameters, many):
    """Each row of a many-row INSERT or an executemany as a statement of its own."""
    groups = re.search(r"VALUES ((?:\([^()]*(?:\(\w+\)s[^()]*)*\)(?:, )?)+)", sql)
    count = groups.group(1).count("), (") + 1 if groups else 0
    if many and isinstance(parameters, (list, tuple)) and parameters and isinstance(parameters[0], (tuple, dict, list)):
        found = [(sql, values_of(one)) for one in parameters]
    elif count > 1 and " ON CONFLICT" not in sql:
        single = sql.replace(groups.group(1).strip(), groups.group(1).split("), (")[0] + ")")
        if hasattr(parameters, "keys"):
            single = re.sub(r"%\((\w+?)__0\)s", r"%(\1)s", single)
            found = [(single, row_of(parameters, index)) for index in range(count)]
        else:
            size = len(parameters) // count
            found = [(single, tuple(parameters[i * size : (i + 1) * size])) for i in range(count)]
    else:
        found = [(sql, values_of(parameters))]
    # RETURNING of the key alone depends on how many rows go together.
    return [(re.sub(r" RETURNING (\w+\.)?id(, \w+\.id AS id__1)?$", "", text), values) for text, values in found]


def row_of(parameters, index):
    """One row's parameters among those of a many-row INSERT, whose names end with the row's number."""
    pairs = ((*key.rpartition("__"), value) for key, value in parameters.items())
    return {name: value for name, _, number, value in pairs if number == str(index)}


def values_of(parameters):
    return (dict(parameters) if hasattr(parameters, "keys") else tuple(parameters)) or ()


class Kit:
    """One library, and what a program does with it; `url` of an empty database of a server, instead of SQLite."""

    def __init__(self, library, *, cohort=True, url=None):
        def load(name):
            return importlib.import_module(f"{library}.{name}")

        self.library, self.url = library, url
        self.sa = importlib.import_module(library)
        self.orm, self.exc, self.event, self.pool = load("orm"), load("exc"), load("event"), load("pool")
        self.orm_exc = load("orm.exc")
        self.sqlite = load("dialects.sqlite")
        self.inspect, self.load_module = self.sa.inspect, load
        self.options = {} if library == "sqlalchemy" else {"cohort": cohort}
        self.observed, self.sent = [], []
        self.engines = []

    def note(self, *values):
        """Write down what the program sees."""
        self.observed.append(plain(values))

    def attempt(self, function, *arguments, letters=32, **keywords):
        """Do what may fail; note the class and the leading words of what it raises, and its warnings."""
        found = None
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                found = function(*arguments, **keywords)
            except Exception as error:
                self.note("raised", type(error).__name__, self.words(error)[:letters])
            else:
                self.note("fine")
        for category, text in dict.fromkeys((one.category.__name__, str(one.message)[:24]) for one in caught):
            self.note("warned", category, text)
        return found

    def words(self, error):
        text = re.sub(r"0x[0-9a-f]+", "0x", str(error))
        return " ".join(text.replace("sqlalchemy", "lib").replace("holdfast", "lib").split())

    def engine(self, url="sqlite://", *, base=None, foreign_keys=True, **options):
        """An engine whose statements are noted from now on; the tables of `base` are there already."""
        if self.url is not None:
            url = self.url
            if base is not None:
                self.give_lengths(base)
        elif url == "sqlite://":
            options.setdefault("poolclass", self.pool.StaticPool)
        engine = self.sa.create_engine(url, **options)
        if foreign_keys and self.url is None:
            self.event.listen(engine, "connect", lambda raw, record: raw.execute("PRAGMA foreign_keys = ON"))
        if base is not None:
            (base.metadata if hasattr(base, "metadata") else base).create_all(engine)
        self.event.listen(engine, "before_cursor_execute", self._note_statement)
        for name in ("begin", "commit", "rollback"):
            self.event.listen(engine, name, lambda connection, name=name: self.sent.append((name.upper(), ())))
        self.engines.append(engine)
        return engine

    def give_lengths(self, base):
        """Let text that SQLite takes in any length have one."""
        for table in getattr(base, "metadata", base).tables.values():
            for column in table.c:
                if type(column.type) is self.sa.String and column.type.length is None:
                    column.type = self.sa.String(60)  # not the type itself: others share it

    def _note_statement(self, connection, cursor, statement, parameters, context, executemany):
        self.sent.extend(split_rows(re.sub(r"\s+", " ", statement).strip(), parameters, executemany))

    def Session(self, *arguments, **options):
        return self.orm.Session(*arguments, **{**self.options, **options})

    def sessionmaker(self, *arguments, **options):
        return self.orm.sessionmaker(*arguments, **{**self.options, **options})

    def rows(self, engine, sql):
        """What is in the database, read behind the library's back."""
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute(sql)
            return list(cursor.fetchall())
        finally:
            raw.close()

    def state(self, obj):
        """Which of the five states an object has."""
        found = self.inspect(obj)
        return [one for one in ("transient", "pending", "persistent", "deleted", "detached") if getattr(found, one)]

    def loaded(self, obj):
        """The names that are in the object's `__dict__`."""
        return sorted(name for name in vars(obj) if name != "_sa_instance_state")

    def base(self):
        return type("Base", (self.orm.DeclarativeBase,), {})

    def close(self):
        for engine in self.engines:
            engine.dispose()


def plain(value):
    """A value that can be compared between two libraries."""
    if hasattr(value, "_mapping"):
        return [plain(one) for one in value]
    if hasattr(value, "_sa_instance_state") and not isinstance(value, type):
        return f"<{type(value).__name__} {value.__dict__.get('name', '')}>"
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)) or type(value).__name__ == "IdentitySet":
        return sorted((plain(one) for one in value), key=repr)
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return {plain(key): plain(value[key]) for key in value}
    return value


def travel(library, program, *, cohort, url=None):
    """(observations, statements) of one journey."""
    kit = Kit(library, cohort=cohort, url=url)
    try:
        program(kit)
    finally:
        kit.close()
    return kit.observed, kit.sent
