"""Tables, connections and results without the ORM: raw SQL, transactions, reflection, reports."""

import datetime as dt

from .kit import journey


def staff(k):
    sa = k.sa
    metadata = sa.MetaData()
    department = sa.Table(
        "department",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(30), nullable=False, unique=True),
    )
    employee = sa.Table(
        "employee",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(30), nullable=False, index=True),
        sa.Column("salary", sa.Numeric(10, 2), server_default="0"),
        sa.Column("hired", sa.Date, default=dt.date(2020, 1, 1)),
        sa.Column("department_id", sa.ForeignKey("department.id", ondelete="CASCADE")),
        sa.Column("boss_id", sa.ForeignKey("employee.id")),
    )
    return metadata, department, employee


def filled(k):
    metadata, department, employee = staff(k)
    engine = k.engine(base=metadata)
    with engine.begin() as connection:
        connection.execute(department.insert(), [{"id": 1, "name": "dev"}, {"id": 2, "name": "ops"}])
        connection.execute(
            employee.insert(),
            [
                {"id": 1, "name": "Ann", "salary": 100, "department_id": 1, "boss_id": None},
                {"id": 2, "name": "Bob", "salary": 80, "department_id": 1, "boss_id": 1},
                {"id": 3, "name": "Cy", "salary": 60, "department_id": 2, "boss_id": 2},
                {"id": 4, "name": "Di", "salary": 90, "department_id": 2, "boss_id": 1},
            ],
        )
    return engine, metadata, department, employee


@journey
def raw_sql(k):
    sa = k.sa
    engine = k.engine()
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE t (a INTEGER, b VARCHAR)"))
        connection.execute(sa.text("INSERT INTO t VALUES (:a, :b)"), {"a": 1, "b": "x"})
        result = connection.execute(sa.text("INSERT INTO t VALUES (:a, :b)"), [{"a": 2, "b": "y"}, {"a": 3, "b": None}])
        k.note(result.rowcount, result.returns_rows)
        k.attempt(result.fetchall, letters=60)
    with engine.connect() as connection:
        result = connection.execute(sa.text("SELECT a, b FROM t WHERE a > :low ORDER BY a"), {"low": 1})
        k.note(result.keys(), result.fetchone(), result.fetchmany(5), result.fetchone())
        k.note(connection.execute(sa.text("SELECT * FROM t ORDER BY a")).mappings().all())
        for a, b in connection.execute(sa.text("SELECT a, b FROM t ORDER BY a")):
            k.note(a, b)
        row = connection.execute(sa.text('SELECT a, b AS "the b" FROM t')).first()
        k.note(row.a, row[1], row._fields, row._mapping["the b"], row == (1, "x"), row._asdict())
        k.attempt(lambda: row.nothing, letters=40)
        k.attempt(lambda: row._mapping["nothing"], letters=40)
        k.note(connection.exec_driver_sql("SELECT count(*) FROM t WHERE a > ?", (1,)).scalar())
        k.note(connection.scalar(sa.text("SELECT max(a) FROM t")), connection.scalars(sa.text("SELECT a FROM t")).all())
        k.attempt(connection.execute, sa.text("SELECT :a"), letters=60)
        k.attempt(connection.execute, sa.text("SELEC 1"), letters=60)
        k.attempt(connection.execute, sa.text("SELECT * FROM nowhere"), letters=60)
        typed = sa.text("SELECT a, '2024-05-06' AS day FROM t WHERE a IN :many").columns(a=sa.Integer, day=sa.Date)
        typed = typed.bindparams(sa.bindparam("many", expanding=True))
        k.note(connection.execute(typed, {"many": [1, 3]}).all())


@journey
def commit_as_you_go(k):
    sa = k.sa
    engine, _metadata, department, _employee = filled(k)
    count = sa.select(sa.func.count()).select_from(department)
    with engine.connect() as connection:
        connection.execute(department.insert().values(name="hr"))
        k.note(connection.in_transaction(), connection.scalar(count))
        connection.rollback()
        k.note(connection.in_transaction(), connection.scalar(count))
        connection.execute(department.insert().values(name="hr"))
        connection.commit()
        with connection.begin_nested():
            connection.execute(department.insert().values(name="law"))
        point = connection.begin_nested()
        k.attempt(connection.execute, department.insert().values(name="law"), letters=60)
        point.rollback()
        connection.commit()
        k.note(connection.execute(sa.select(department).order_by(department.c.id)).all())
        connection.execute(department.delete().where(department.c.name.in_(["hr", "law"])))
    with engine.connect() as connection:
        k.note(connection.scalar(count))

    def fails():
        with engine.begin() as connection:
            connection.execute(department.delete())
            raise ValueError("stop")

    k.attempt(fails)
    k.note(k.rows(engine, "SELECT count(*) FROM department"))


@journey
def insert_results(k):
    sa = k.sa
    engine, _metadata, department, employee = filled(k)
    with engine.begin() as connection:
        result = connection.execute(department.insert().values(name="hr"))
        k.note(result.inserted_primary_key, result.lastrowid, result.rowcount, result.is_insert)
        result = connection.execute(sa.insert(employee).values(name="Eve", department_id=3).returning(employee))
        k.note(result.one())
        result = connection.execute(
            sa.insert(department).returning(department.c.id, sort_by_parameter_order=True),
            [{"name": "x"}, {"name": "y"}],
        )
        k.note(result.scalars().all())
        result = connection.execute(
            employee.update().where(employee.c.salary < 90).values(salary=employee.c.salary + 5)
        )
        k.note(result.rowcount)
        result = connection.execute(
            employee.update().where(employee.c.id == sa.bindparam("the_id")).values(name=sa.bindparam("new")),
            [{"the_id": 1, "new": "Anna"}, {"the_id": 2, "new": "Bobby"}],
        )
        k.note(result.rowcount)
        copied = sa.select(employee.c.name + "2", employee.c.salary).where(employee.c.id < 3)
        k.note(connection.execute(employee.insert().from_select(["name", "salary"], copied)).rowcount)
        k.note(connection.execute(sa.select(employee.c.name, employee.c.salary).order_by(employee.c.id)).all())
        k.attempt(connection.execute, employee.insert().values(nmae="x"), letters=40)
        k.attempt(connection.execute, employee.insert(), {"name": None}, letters=60)
        k.attempt(connection.execute, employee.insert(), [{"name": "q", "salary": 1}, {"name": "z"}], letters=60)


@journey
def reports(k):
    sa = k.sa
    engine, _metadata, department, employee = filled(k)
    e, d = employee.c, department.c
    boss = employee.alias("boss")
    chain = (
        sa.select(e.id, e.name, sa.literal(0).label("depth")).where(e.boss_id.is_(None)).cte("chain", recursive=True)
    )
    chain = chain.union_all(
        sa.select(e.id, e.name, chain.c.depth + 1).join_from(employee, chain, e.boss_id == chain.c.id)
    )
    latest = sa.select(sa.func.max(e.salary)).where(e.department_id == d.id).scalar_subquery()
    statements = [
        sa.select(d.name, sa.func.count(e.id), sa.func.avg(e.salary))
        .outerjoin_from(department, employee)
        .group_by(d.name)
        .having(sa.func.count(e.id) > 1)
        .order_by(d.name),
        sa.select(e.name, boss.c.name.label("boss")).join_from(employee, boss, e.boss_id == boss.c.id, isouter=True),
        sa.select(chain).order_by(chain.c.depth, chain.c.name),
        sa.select(d.name, latest.label("best")).order_by(d.name.desc()),
        sa.select(
            e.name,
            sa.func.row_number().over(partition_by=e.department_id, order_by=e.salary.desc()).label("n"),
            sa.func.lag(e.salary).over(order_by=e.id),
        ).order_by("n", e.name),
        sa.select(e.name, sa.case((e.salary > 85, "high"), (e.salary > 65, "middle"), else_="low").label("band")),
        sa.union(sa.select(e.name), sa.select(d.name)).order_by("name").limit(3),
        sa.select(sa.func.coalesce(e.boss_id, 0), sa.cast(e.salary, sa.Integer), sa.func.lower(e.name)).distinct(),
        sa.select(e.name).where(
            sa.or_(e.name.startswith("A"), e.name.icontains("Y"), sa.and_(e.salary.between(85, 95)))
        ),
        sa.select(e.name).where(e.id.in_(sa.select(e.boss_id))).where(e.id.notin_([])).offset(0).limit(10),
        sa.select(sa.func.strftime("%Y", e.hired).label("year"), sa.func.count()).group_by("year"),
        sa.select(sa.extract("year", e.hired), sa.literal_column("'x'"), sa.null(), sa.true()).limit(1),
        sa.select(sa.exists().where(e.salary > 99), sa.not_(sa.exists().where(e.salary > 1000))),
        sa.select(sa.func.group_concat(e.name, ", "), sa.func.sum(e.salary).filter(e.department_id == 1)),
        sa.select(e.id % 2, -e.salary, e.salary / 3, e.id // 2, e.name.concat("!")).order_by(e.id),
    ]
    with engine.connect() as connection:
        for statement in statements:
            result = connection.execute(statement)
            k.note(list(result.keys()), result.all())


@journey(statements=False)
def reflect_tables(k):
    sa = k.sa
    engine, *_ = filled(k)
    metadata = sa.MetaData()
    employee = sa.Table("employee", metadata, autoload_with=engine)
    k.note(sorted(metadata.tables), [(c.name, str(c.type), c.nullable, c.primary_key) for c in employee.columns])
    k.note(sorted((fk.parent.name, fk.target_fullname, fk.ondelete) for fk in employee.foreign_keys))
    k.note([index.name for index in employee.indexes], str(employee.c.salary.server_default.arg))
    everything = sa.MetaData()
    everything.reflect(engine)
    k.note([table.name for table in everything.sorted_tables])
    with engine.connect() as connection:
        reflected = everything.tables["employee"]
        joined = sa.select(reflected.c.name, everything.tables["department"].c.name).join_from(
            reflected, everything.tables["department"]
        )
        k.note(connection.execute(joined.order_by(reflected.c.id)).all())
    inspector = sa.inspect(engine)
    k.note(inspector.get_table_names(), inspector.has_table("nope"), inspector.get_pk_constraint("employee"))
    k.note(inspector.get_unique_constraints("department"), inspector.get_indexes("employee"))
    k.attempt(sa.Table, "nope", metadata, autoload_with=engine)
    k.attempt(inspector.get_columns, "nope")


@journey(statements=False)
def reflect_to_mapped_classes(k):
    sa, orm = k.sa, k.orm
    engine, *_ = filled(k)
    metadata = sa.MetaData()
    metadata.reflect(engine)
    Base = orm.declarative_base(metadata=metadata)

    class Department(Base):
        __table__ = metadata.tables["department"]
        employees = orm.relationship("Employee", back_populates="department", order_by="Employee.id")

    class Employee(Base):
        __table__ = metadata.tables["employee"]
        department = orm.relationship("Department", back_populates="employees")
        boss = orm.relationship("Employee", remote_side="Employee.id", backref="reports")

        def __repr__(self):
            return f"<{self.name}>"

    with k.Session(engine) as session:
        for department in session.scalars(sa.select(Department).order_by(Department.id)):
            k.note(department.name, [repr(one) for one in department.employees])
        ann = session.get(Employee, 1)
        k.note(sorted(one.name for one in ann.reports), ann.boss, [one.boss.name for one in ann.reports])
        ann.reports.append(Employee(name="Fay", department=ann.department))
        session.commit()
        k.note(session.query(Employee).filter(Employee.boss == ann).count(), ann.hired)


@journey
def engine_errors(k):
    sa = k.sa
    k.attempt(sa.create_engine("sqlite:////no/such/folder/file.db").connect, letters=55)
    k.attempt(sa.create_engine, "nonsense", letters=52)
    k.attempt(sa.create_engine, "nodb://x/y", letters=20)
    k.attempt(sa.create_engine, "sqlite://", wrong_option=1, letters=40)
    engine = k.engine()
    connection = engine.connect()
    result = connection.execute(sa.text("SELECT 1 UNION SELECT 2"))
    result.fetchone()
    result.close()
    k.attempt(result.fetchone, letters=40)
    connection.close()
    k.note(connection.closed)
    k.attempt(connection.execute, sa.text("SELECT 1"), letters=24)
    with engine.connect() as connection:
        k.attempt(connection.execute, object(), letters=30)
        k.attempt(connection.execute, sa.text("SELECT 1"), "x", letters=30)
        one = connection.execute(sa.text("SELECT 1, 2"))
        k.note(one.one())
        k.attempt(connection.execute(sa.text("SELECT 1 UNION SELECT 2")).one, letters=60)
        k.attempt(connection.execute(sa.text("SELECT 1 WHERE 0")).one, letters=60)
        k.attempt(connection.execute(sa.text("SELECT 1 WHERE 0")).scalar_one, letters=60)
        k.note(connection.execute(sa.text("SELECT 1 WHERE 0")).scalar_one_or_none())
        k.note(connection.execute(sa.text("SELECT 1 AS a UNION SELECT 1")).unique().scalars().all())


@journey
def table_definitions(k):
    sa = k.sa
    metadata, department, employee = staff(k)
    ddl = k.load_module("schema")
    dialect = k.sqlite.dialect()
    for table in metadata.sorted_tables:
        k.note(" ".join(str(ddl.CreateTable(table).compile(dialect=dialect)).split()))
        for index in table.indexes:
            k.note(str(ddl.CreateIndex(index)))
    k.note([column.name for column in employee.primary_key], repr(employee.c.name), str(employee), repr(department))
    k.attempt(lambda: employee.c.nmae, letters=4)
    k.attempt(sa.Table, "department", metadata, sa.Column("x", sa.Integer), letters=60)
    copy = sa.MetaData()
    employee.to_metadata(copy)
    k.attempt(copy.create_all, k.engine(), letters=60)
    k.attempt(lambda: sa.select(employee.c.id).where(employee.c.id == department), letters=50)
    k.attempt(bool, employee.c.id == 5, letters=50)
    k.attempt(sa.select(employee).join, sa.table("other"), letters=45)
    k.attempt(lambda: str(sa.select(employee).join(sa.table("other"))), letters=40)
    k.attempt(lambda: str(sa.select(department, employee).select_from(department).join(employee, full=True)))
    engine = k.engine()
    metadata.create_all(engine)
    metadata.create_all(engine)
    k.note(sa.inspect(engine).get_table_names())
    employee.drop(engine)
    metadata.drop_all(engine)
    k.note(sa.inspect(engine).get_table_names())


@journey
def streamed_results(k):
    sa = k.sa
    engine, _metadata, department, _employee = filled(k)
    with engine.connect() as connection:
        connection.execute(department.insert(), [{"name": f"d{i}"} for i in range(20)])
        result = connection.execution_options(yield_per=6).execute(sa.select(department.c.id).order_by(department.c.id))
        for part in result.scalars().partitions():
            k.note(part)
        result = connection.execute(sa.select(department), execution_options={"stream_results": True})
        k.note(result.fetchone(), len(result.fetchmany(3)), len(result.all()), result.closed)
        frozen = connection.execute(sa.select(department.c.name).limit(2)).freeze()
        k.note(frozen().all(), frozen().scalars().all())
        merged = connection.execute(sa.select(department.c.id).limit(1)).merge(
            connection.execute(sa.select(department.c.id).limit(2))
        )
        k.note(merged.all())
        k.note(connection.execute(sa.select(department.c.id, department.c.name)).columns("name").first())
        k.note(connection.execute(sa.select(department)).tuples().first())
