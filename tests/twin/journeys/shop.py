"""A shop: customers, products, orders, stock, reports over them."""

import datetime as dt
import decimal

from .kit import journey


def models(k):
    sa, orm = k.sa, k.orm

    class Base(orm.DeclarativeBase):
        pass

    class Customer(Base):
        __tablename__ = "customer"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        name: orm.Mapped[str] = orm.mapped_column(sa.String(50))
        email: orm.Mapped[str] = orm.mapped_column(unique=True)
        orders: orm.Mapped[list["Order"]] = orm.relationship(
            back_populates="customer", cascade="all, delete-orphan", order_by="Order.id"
        )

        def __repr__(self):
            return f"Customer({self.name!r})"

    class Product(Base):
        __tablename__ = "product"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        name: orm.Mapped[str]
        price: orm.Mapped[decimal.Decimal] = orm.mapped_column(sa.Numeric(10, 2))
        stock: orm.Mapped[int] = orm.mapped_column(default=0)
        __table_args__ = (sa.CheckConstraint("stock >= 0", name="stock_not_negative"),)

    class Order(Base):
        __tablename__ = "orders"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        customer_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("customer.id"))
        placed: orm.Mapped[dt.date]
        customer: orm.Mapped[Customer] = orm.relationship(back_populates="orders")
        lines: orm.Mapped[list["Line"]] = orm.relationship(
            back_populates="order", cascade="all, delete-orphan", order_by="Line.product_id"
        )

        @property
        def total(self):
            return sum((line.price * line.quantity for line in self.lines), decimal.Decimal(0))

    class Line(Base):
        __tablename__ = "line"
        order_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("orders.id"), primary_key=True)
        product_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("product.id"), primary_key=True)
        quantity: orm.Mapped[int]
        price: orm.Mapped[decimal.Decimal] = orm.mapped_column(sa.Numeric(10, 2))
        order: orm.Mapped[Order] = orm.relationship(back_populates="lines")
        product: orm.Mapped[Product] = orm.relationship()

        def __init__(self, product, quantity=1):
            self.product = product
            self.quantity = quantity
            self.price = product.price

    return Base, Customer, Product, Order, Line


def open_shop(k):
    Base, Customer, Product, Order, Line = models(k)
    engine = k.engine(base=Base)
    with k.Session(engine) as session, session.begin():
        pen = Product(name="pen", price=decimal.Decimal("1.50"), stock=10)
        ink = Product(name="ink", price=decimal.Decimal("7.25"), stock=3)
        pad = Product(name="pad", price=decimal.Decimal("3.00"), stock=5)
        session.add_all([pen, ink, pad])
        session.flush()
        ann = Customer(name="Ann", email="ann@x")
        bob = Customer(name="Bob", email="bob@x")
        session.add_all([ann, bob])
        session.flush()
        for customer, day, lines in (
            (ann, 1, [(pen, 2), (ink, 1)]),
            (ann, 2, [(pad, 1)]),
            (bob, 3, [(pen, 5)]),
        ):
            order = Order(customer=customer, placed=dt.date(2026, 1, day))
            session.add(order)
            session.flush()
            for product, quantity in lines:
                order.lines.append(Line(product, quantity))
    return engine, Customer, Product, Order, Line


@journey(unordered=True)
def place_an_order(k):
    engine, Customer, Product, Order, Line = open_shop(k)
    with k.Session(engine) as session:
        ann = session.scalars(k.sa.select(Customer).where(Customer.name == "Ann")).one()
        k.note([order.total for order in ann.orders])
        pen = session.scalars(k.sa.select(Product).filter_by(name="pen")).one()
        order = Order(customer=ann, placed=dt.date(2026, 2, 1))
        k.note(order in session)
        session.add(order)
        order.lines.append(Line(pen, 3))
        pen.stock -= 3
        k.note(order in session, k.state(order), k.state(order.lines[0]))
        session.commit()
        k.note(order.id, order.total, pen.stock, repr(order.customer))
    k.note(k.rows(engine, "SELECT * FROM line ORDER BY 1, 2"))


@journey
def stock_check_fails(k):
    engine, _Customer, Product, _Order, _Line = open_shop(k)
    with k.Session(engine) as session:
        pen = session.scalars(k.sa.select(Product).filter_by(name="pen")).one()
        ink = session.scalars(k.sa.select(Product).filter_by(name="ink")).one()
        pen.stock, ink.stock = 5, -1
        k.attempt(session.commit, letters=70)
        k.attempt(session.execute, k.sa.text("SELECT 1"))
        session.rollback()
        k.note(pen.stock, ink.stock, session.dirty)
        pen.stock = 4
        session.commit()
        k.note(pen.stock)
    k.note(k.rows(engine, "SELECT name, stock FROM product ORDER BY id"))


@journey
def order_report(k):
    sa = k.sa
    engine, Customer, Product, Order, Line = open_shop(k)
    with k.Session(engine) as session:
        total = sa.func.sum(Line.price * Line.quantity).label("total")
        statement = (
            sa.select(Customer.name, sa.func.count(Order.id.distinct()).label("orders"), total)
            .join(Customer.orders)
            .join(Order.lines)
            .group_by(Customer.id)
            .having(sa.func.sum(Line.quantity) > 3)
            .order_by(total.desc())
        )
        for row in session.execute(statement):
            k.note(row.name, row.orders, row.total, row._mapping)
        ranked = sa.select(
            Product.name,
            sa.func.rank().over(order_by=Product.price.desc()).label("rank"),
            sa.func.sum(Product.stock).over(partition_by=Product.price > 2, order_by=Product.id).label("running"),
        ).order_by("rank")
        k.note(session.execute(ranked).all())
        never = sa.select(Product.name).where(~sa.exists().where(Line.product_id == Product.id))
        k.note(session.scalars(never).all())


@journey
def best_sellers_with_cte(k):
    sa = k.sa
    engine, Customer, Product, Order, Line = open_shop(k)
    sold = sa.select(Line.product_id, sa.func.sum(Line.quantity).label("sold")).group_by(Line.product_id).cte("sold")
    best = sa.select(sa.func.max(sold.c.sold)).scalar_subquery()
    statement = sa.select(Product, sold.c.sold).join(sold, sold.c.product_id == Product.id).where(sold.c.sold == best)
    with k.Session(engine) as session:
        for product, count in session.execute(statement):
            k.note(product.name, count)
        late = sa.select(Order).where(Order.placed > sa.func.date("2026-01-01")).subquery()
        late_order = k.orm.aliased(Order, late)
        k.note(session.execute(sa.select(Customer.name, late_order.id).join(late_order)).all())


@journey
def cancel_order_and_orphans(k):
    engine, Customer, _Product, Order, _Line = open_shop(k)
    with k.Session(engine) as session:
        order = session.get(Order, 1)
        line = order.lines[0]
        order.lines.remove(line)
        k.note(k.state(line), line in session.deleted, session.dirty)
        session.flush()
        k.note(k.state(line))
        session.commit()
        k.note(k.state(line), len(order.lines))
        session.delete(session.get(Customer, 2))
        session.commit()
    k.note(k.rows(engine, "SELECT id FROM orders"), k.rows(engine, "SELECT order_id, product_id FROM line"))


@journey
def replace_lines_wholesale(k):
    engine, _Customer, Product, Order, Line = open_shop(k)
    with k.Session(engine) as session:
        order = session.get(Order, 1)
        pad = session.get(Product, 3)
        order.lines = [Line(pad, 9)]
        k.note(k.inspect(order).attrs.lines.history.added, len(k.inspect(order).attrs.lines.history.deleted))
        session.commit()
        k.note([(line.product.name, line.quantity) for line in order.lines])
    k.note(k.rows(engine, "SELECT * FROM line ORDER BY 1, 2"))


@journey
def association_object_eager(k):
    sa, orm = k.sa, k.orm
    engine, Customer, _Product, Order, Line = open_shop(k)
    with k.Session(engine) as session:
        statement = (
            sa.select(Customer)
            .options(orm.selectinload(Customer.orders).selectinload(Order.lines).joinedload(Line.product))
            .order_by(Customer.name)
        )
        for customer in session.scalars(statement):
            k.note(customer.name, [[(ln.product.name, ln.quantity) for ln in order.lines] for order in customer.orders])
        session.expunge_all()
        statement = sa.select(Line).options(orm.joinedload(Line.order).joinedload(Order.customer)).order_by(Line.price)
        k.note([(line.price, line.order.customer.name) for line in session.scalars(statement).all()])


@journey
def duplicate_customer(k):
    engine, Customer, *_ = open_shop(k)
    with k.Session(engine) as session:
        session.add(Customer(name="Eve", email="eve@x"))
        twin = Customer(name="Ann again", email="ann@x")
        session.add(twin)
        k.attempt(session.flush, letters=60)
        k.note(k.state(twin), session.is_active)
        k.attempt(session.scalar, k.sa.select(k.sa.func.count(Customer.id)))
        session.rollback()
        k.note(k.state(twin), twin.name, session.scalar(k.sa.select(k.sa.func.count(Customer.id))))
        twin.email = "ann2@x"
        session.add(twin)
        session.commit()
        k.note(twin.id)


@journey
def savepoint_per_row_import(k):
    sa = k.sa
    engine, Customer, *_ = open_shop(k)
    rows = [("Cy", "cy@x"), ("Dup", "ann@x"), ("Di", "di@x"), (None, "no@x")]
    with k.Session(engine) as session:
        for name, email in rows:
            try:
                with session.begin_nested():
                    session.add(Customer(name=name, email=email))
            except k.exc.IntegrityError as error:
                k.note("refused", name, str(error.orig))
        session.commit()
        k.note(session.scalars(sa.select(Customer.name).order_by(Customer.id)).all())


@journey
def price_update_statements(k):
    sa = k.sa
    engine, _Customer, Product, _Order, Line = open_shop(k)
    for synchronize in ("auto", "evaluate", "fetch", False):
        with k.Session(engine) as session:
            products = session.scalars(sa.select(Product).order_by(Product.id)).all()
            result = session.execute(
                sa.update(Product).where(Product.stock >= 5).values(stock=Product.stock + 1),
                execution_options={"synchronize_session": synchronize},
            )
            k.note(synchronize, result.rowcount, [product.stock for product in products])
            session.rollback()
            k.note([product.stock for product in products])
    with k.Session(engine) as session:
        first = session.get(Line, (1, 1))
        result = session.execute(sa.delete(Line).where(Line.quantity < 5))
        k.note(result.rowcount, k.state(first), first in session)
        session.commit()
        k.note(k.state(first))
        kept = session.execute(
            sa.update(Line).values(quantity=Line.quantity * 2).returning(Line.order_id, Line.quantity)
        )
        k.note(kept.all())
        session.commit()


@journey
def bulk_insert_statements(k):
    sa = k.sa
    engine, _Customer, Product, _Order, _Line = open_shop(k)
    D = decimal.Decimal
    with k.Session(engine) as session:
        result = session.execute(
            sa.insert(Product), [{"name": "a", "price": D(1)}, {"name": "b", "price": D("2.5"), "stock": 4}]
        )
        k.note(type(result).__name__)
        made = session.scalars(
            sa.insert(Product).returning(Product), [{"name": "c", "price": D(3)}, {"name": "d", "price": D(4)}]
        ).all()
        k.note(sorted((p.id, p.name, p.stock, p in session) for p in made))
        session.execute(sa.update(Product), [{"id": 1, "stock": 100}, {"id": 2, "stock": 200}])
        session.commit()
        k.note(session.execute(sa.select(Product.name, Product.stock).order_by(Product.id)).all())
        session.bulk_save_objects([Product(name="e", price=D(5))])
        session.bulk_insert_mappings(Product, [{"name": "f", "price": D(6)}])
        session.bulk_update_mappings(Product, [{"id": 1, "stock": 1}])
        session.commit()
        k.note(session.scalar(sa.select(sa.func.sum(Product.price))))


@journey
def upsert(k):
    sa = k.sa
    engine, Customer, *_ = open_shop(k)
    insert = k.sqlite.insert
    with k.Session(engine) as session:
        statement = insert(Customer).values([{"name": "Ann II", "email": "ann@x"}, {"name": "New", "email": "new@x"}])
        statement = statement.on_conflict_do_update(
            index_elements=[Customer.email], set_={"name": statement.excluded.name}
        )
        found = session.scalars(statement.returning(Customer), execution_options={"populate_existing": True}).all()
        k.note(sorted((one.id, one.name) for one in found))
        session.execute(insert(Customer).values(name="X", email="ann@x").on_conflict_do_nothing())
        session.commit()
        k.note(session.execute(sa.select(Customer.id, Customer.name).order_by(Customer.id)).all())


@journey
def pages_of_products(k):
    sa = k.sa
    engine, _Customer, Product, *_ = open_shop(k)
    with k.Session(engine) as session:
        session.add_all([Product(name=f"p{i:02}", price=decimal.Decimal(i)) for i in range(10)])
        session.commit()
        statement = sa.select(Product).order_by(Product.name)
        for page in range(4):
            found = session.scalars(statement.limit(4).offset(page * 4)).all()
            k.note([product.name for product in found])
        k.note(session.scalar(sa.select(sa.func.count()).select_from(statement.order_by(None).subquery())))
        last = ""
        while batch := session.scalars(statement.where(Product.name > last).limit(5)).all():
            last = batch[-1].name
            k.note(last, len(batch))
        for part in session.scalars(statement.execution_options(yield_per=4)).partitions():
            k.note([product.name for product in part])
