"""psycopg2 does not know multiranges: they come as text, and are read here."""

import datetime as dt
from decimal import Decimal

import pytest

import holdfast as sa
from holdfast.dialects import postgresql as pg

NOON = dt.datetime(2020, 1, 1, 12)
VALUES = [
    (pg.INT4MULTIRANGE(), [pg.Range(1, 3), pg.Range(5, None)]),
    (pg.INT4MULTIRANGE(), []),
    (pg.INT8MULTIRANGE(), [pg.Range(1, 2**40)]),
    (pg.NUMMULTIRANGE(), [pg.Range(Decimal("1.5"), Decimal("2.50"), bounds="[]")]),
    (pg.DATEMULTIRANGE(), [pg.Range(dt.date(2020, 1, 1), dt.date(2020, 2, 1)), pg.Range(dt.date(2021, 1, 1), None)]),
    (pg.TSMULTIRANGE(), [pg.Range(None, NOON), pg.Range(NOON.replace(year=2021), NOON.replace(year=2022))]),
    (pg.TSTZMULTIRANGE(), [pg.Range(NOON.replace(tzinfo=dt.UTC), None, bounds="()")]),
]


@pytest.mark.parametrize(("type_", "value"), VALUES)
@pytest.mark.parametrize("driver", ["psycopg", "psycopg2"])
def test_there_and_back(postgresql_url, driver, type_, value):
    engine = sa.create_engine(postgresql_url.replace("postgresql:", f"postgresql+{driver}:"))
    with engine.connect() as connection:
        found = connection.scalar(sa.select(sa.cast(sa.literal(value, type_), type_)))
        assert isinstance(found, pg.MultiRange)
        assert found == value
        assert connection.scalar(sa.select(sa.cast(sa.null(), type_))) is None
    engine.dispose()
