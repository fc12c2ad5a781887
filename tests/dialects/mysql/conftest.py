"""The drivers of MySQL and MariaDB that the tests of this folder run with."""

import pytest
from tests.twin.on_mariadb import need_driver


@pytest.fixture(params=["mysql+pymysql", "mariadb+pymysql", "mysql+mysqldb", "mariadb+mariadbconnector"])
def drivername(request):
    """Each driver in turn, under one of its names."""
    need_driver(request.param)
    return request.param
