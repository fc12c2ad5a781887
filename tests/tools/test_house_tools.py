"""The tools that guard the house see what they shall see."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _tools(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))


def house(tmp_path, files, line=("left", "right")):
    from tools.boxes import House

    for name, text in files.items():
        path = tmp_path / "holdfast" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    layers = {
        "line": list(line),
        "faces": [""],
        "programs": [],
        "rightward_budget": 0,
        "late_imports": ["import_dbapi"],
        "late_rightward": ["left -> right.known"],
    }
    return House(layers, tmp_path)


def test_layers(tmp_path):
    from tools import layers

    built = house(
        tmp_path,
        {
            "__init__.py": "from .left import a",
            "left.py": "from .right import b\ndef f():\n    from . import right\ndef import_dbapi():\n    import holdfast.left",
            "right/__init__.py": "from ..left import a",
            "stray.py": "",
        },
    )
    found = layers.check(built)
    assert [line.partition(": ")[2] for line in found if line.startswith("left")] == [
        "left imports right, which stands to its right",
        "import of right inside f()",
        "left imports right, which stands to its right",
    ]
    assert any(line.startswith("stray:") for line in found)
    assert not any(line.startswith("right") for line in found)


def test_faces(tmp_path):
    from tools import faces

    built = house(
        tmp_path,
        {
            "__init__.py": '"""Face."""\nfrom .left import a\n__all__ = ["a"]',
            "left/__init__.py": "from .room import a\nx = 1\n__all__ = ['a', 'room']",
            "left/room.py": "a = 1",
            "right.py": "from .left.room import a\nfrom .left import a, room",
        },
    )
    assert faces.check(built) == [
        "left/__init__:2: holds a Assign",
        "right:1: reaches into left.room; its front door is left",
    ]


def test_late_modules_are_imports(tmp_path):
    from tools import layers

    built = house(
        tmp_path,
        {
            "left.py": 'a = late("holdfast.right")\nb = late("holdfast.right.known")\nc = late("decimal")',
            "right/__init__.py": 'a = late("holdfast.left")',
            "right/known.py": "",
        },
    )
    assert layers.check(built) == ["left:1: left imports right, which stands to its right"]


@pytest.mark.parametrize(("names", "breaches"), [("a b=c", 0), ("a", 1), ("a b", 1), ("a b=c d", 1)])
def test_late_names_are_those_that_type_checkers_see(tmp_path, names, breaches):
    from tools import faces

    text = f"""
from typing import TYPE_CHECKING
with collector_paused():
    from . import x
if TYPE_CHECKING:
    from .room import a
    from .room import c as b
else:
    __getattr__, __dir__ = late_names(__name__, {{".room": "{names}"}})
"""
    built = house(tmp_path, {"left/__init__.py": text, "left/room.py": "a = c = 1"})
    assert len(faces.check(built)) == breaches
