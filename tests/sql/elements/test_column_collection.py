"""Columns by key, position and attribute."""

import pickle

import pytest

from holdfast import exc
from holdfast.sql.elements import ColumnCollection, DedupeColumnCollection, column


@pytest.fixture
def columns():
    return [column("id"), column("name"), column("size")]


@pytest.fixture
def collection(columns):
    made = ColumnCollection()
    for each in columns:
        made.add(each)
    return made


def test_finding(collection, columns):
    assert collection.id is collection["id"] is collection[0] is columns[0]
    assert list(collection) == columns
    assert collection.keys() == ["id", "name", "size"]
    assert collection.items()[1] == ("name", columns[1])
    assert "id" in collection
    assert "nothing" not in collection
    assert collection.get("nothing") is None
    assert list(collection[1:]) == columns[1:]
    assert list(collection["size", "id"]) == [columns[2], columns[0]]
    assert collection.contains_column(columns[1])
    assert len(collection) == 3
    assert bool(ColumnCollection())


def test_misses(collection):
    with pytest.raises(KeyError, match="nothing"):
        collection["nothing"]
    with pytest.raises(AttributeError, match="nmae"):
        _ = collection.nmae
    with pytest.raises(IndexError):
        collection[7]
    with pytest.raises(exc.ArgumentError, match="__contains__ requires a string argument"):
        _ = column("id") in collection


def test_the_view_is_read_only_and_live(collection):
    view = collection.as_readonly()
    added = column("extra")
    collection.add(added)
    assert view.extra is added
    assert collection.as_readonly() is view
    with pytest.raises(TypeError, match="immutable and/or readonly"):
        view.add(column("x"))


def test_repeated_keys_keep_the_first(collection, columns):
    again = column("id")
    collection.add(again)
    assert collection.id is columns[0]
    assert len(collection) == 4


def test_a_table_replaces(columns):
    made = DedupeColumnCollection()
    made.extend(columns)
    fresh = column("name")
    made.add(fresh)
    assert list(made) == [columns[0], fresh, columns[2]]
    made.remove(fresh)
    assert made.keys() == ["id", "size"]
    with pytest.raises(ValueError, match="not in this collection"):
        made.remove(fresh)


def test_pickling(collection):
    again = pickle.loads(pickle.dumps(collection))
    assert again.keys() == collection.keys()
    assert pickle.loads(pickle.dumps(collection.as_readonly())).keys() == collection.keys()
