"""Every name a face offers exists, and every face of the oracle that programs import from has its counterpart here."""

import importlib
import pkgutil
import types

import pytest

import holdfast

# Faces that programs import from, by the name behind the package's.
FACES = (
    "",
    "engine",
    "engine.interfaces",
    "engine.url",
    "event",
    "events",
    "exc",
    "ext.asyncio",
    "inspection",
    "orm",
    "orm.attributes",
    "orm.exc",
    "pool",
    "schema",
    "sql",
    "sql.elements",
    "sql.expression",
    "sql.functions",
    "sql.operators",
    "sql.schema",
    "sql.selectable",
    "sql.sqltypes",
    "types",
    "util",
)


def modules():
    names = [one.name for one in pkgutil.walk_packages(holdfast.__path__, "holdfast.")]
    # Commands and drivers that need not be installed are looked at by tests of their own.
    return [name for name in names if not name.startswith(("holdfast.cli", "holdfast.demo")) and "psycopg" not in name]


@pytest.mark.parametrize("name", modules())
def test_what_a_module_lists_exists(name):
    module = importlib.import_module(name)
    listed = getattr(module, "__all__", [])
    assert [one for one in listed if not hasattr(module, one)] == []
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", [name for name in FACES if name])
def test_a_face_offers_what_its_init_lists(name):
    module = importlib.import_module(f"holdfast.{name}")
    assert module.__doc__


@pytest.mark.parametrize("name", FACES)
def test_faces_of_the_oracle_that_list_their_names_are_covered(name):
    theirs = importlib.import_module(f"sqlalchemy.{name}".rstrip("."))
    ours = importlib.import_module(f"holdfast.{name}".rstrip("."))
    listed = getattr(theirs, "__all__", None)
    if listed is None:
        pytest.skip("the oracle lists no names there")
    assert [one for one in listed if not hasattr(ours, one)] == []


@pytest.mark.parametrize("name", ["", "orm", "engine", "ext.asyncio", "types", "schema", "pool", "event"])
def test_public_names_of_the_oracles_outer_faces_exist(name):
    theirs = importlib.import_module(f"sqlalchemy.{name}".rstrip("."))
    ours = importlib.import_module(f"holdfast.{name}".rstrip("."))
    names = [
        one
        for one, value in vars(theirs).items()
        if not one.startswith("_") and not isinstance(value, types.ModuleType) and one not in NOT_PUBLIC
    ]
    assert [one for one in names if not hasattr(ours, one)] == []


# What the oracle's modules imported for themselves.
NOT_PUBLIC = {"annotations", "Any", "util_preload", "TYPE_CHECKING"}
