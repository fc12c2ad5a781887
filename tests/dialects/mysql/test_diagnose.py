"""Names of constraints from the messages of MySQL and MariaDB: also those that MariaDB never sends."""

import pytest

from holdfast.dialects.mysql.diagnose import diagnose

CASES = [
    (1062, "Duplicate entry 'a for key 'b'' for key 'uq'", True, ("uq", None, ())),
    (1062, "Duplicate entry '1' for key 'items.uq'", False, ("uq", "items", ())),
    (1062, "Duplicate entry '1' for key 'uq'", False, ("uq", None, ())),
    (3819, "Check constraint 'ck' is violated.", False, ("ck", None, ())),
    (4025, "CONSTRAINT `t.b` failed for `db`.`t`", True, ("t.b", "t", ())),
    (1364, "Field 'a' doesn't have a default value", True, (None, None, ("a",))),
    (
        1451,
        (
            "Cannot delete or update a parent row: a foreign key constraint fails (`d`.`we``ird`, CONSTRAINT `fk (1)` FOREIGN KEY "
            "(`a`, `b)c`) REFERENCES `p` (`x`, `y`) ON DELETE CASCADE)"
        ),
        True,
        ("fk (1)", "we`ird", ("a", "b)c")),
    ),
    (1452, "Cannot add or update a child row: a foreign key constraint fails", True, (None, None, ())),
    (1146, "Table 'd.t' doesn't exist", True, (None, None, ())),
]


@pytest.mark.parametrize(("code", "message", "is_mariadb", "expected"), CASES)
def test_names(code, message, is_mariadb, expected):
    assert diagnose(Exception(code, message), is_mariadb) == expected


def test_an_error_without_a_number():
    assert diagnose(Exception(), True) == (None, None, ())
