"""Late modules and late names of faces."""

import sys

import pytest

import holdfast
from holdfast.util import late


def test_a_late_module_is_imported_by_its_first_use():
    module = late("colorsys")
    sys.modules.pop("colorsys", None)
    assert "colorsys" not in sys.modules
    assert module.rgb_to_hsv(0, 0, 0) == (0, 0, 0)
    assert "rgb_to_hsv" in vars(module)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = module.nothing
    with pytest.raises(ModuleNotFoundError):
        _ = late("no_such_module").name


def test_faces_with_late_names():
    assert "create_engine" in dir(holdfast)
    assert holdfast.create_engine is holdfast.engine.create_engine
    assert "create_engine" in vars(holdfast)
    with pytest.raises(AttributeError, match="module 'holdfast' has no attribute 'create_motor'"):
        _ = holdfast.create_motor
    with pytest.raises(ImportError, match="cannot import name 'create_motor' from 'holdfast'"):
        exec("from holdfast import create_motor")
    names: dict[str, object] = {}
    exec("from holdfast.orm import *", names)
    assert names["Query"] is sys.modules["holdfast.orm.query"].Query
