"""Hydrators' sources: golden files for named models, and what must leave no trace."""

from pathlib import Path

import pytest

from holdfast.orm.hydrate import emit_hydrator
from holdfast.orm.planner import BundleRead, ColumnRead, EntityRead, RelatedRead, RowRead

GOLDEN = Path(__file__).parents[2] / "golden" / "source"


class Prop:
    def __init__(self, uselist):
        self.uselist = uselist


def entity(number, keys, identity=(0,), start=0):
    read = EntityRead(number, mapper=None)
    read.columns = tuple((key, start + index) for index, key in enumerate(keys))
    read.identity = tuple(start + index for index in identity)
    return read


def plain():
    user = entity(0, ("id", "name"))
    return RowRead((user,), (user,), (None,) * 2), (), ()


def converted_and_watched():
    user = entity(0, ("id", "born"))
    return RowRead((user,), (user,), (None,) * 2), (0, 1), (0,)


def composite_key_and_column():
    part = entity(0, ("owner_id", "serial", "note"), identity=(0, 1))
    return RowRead((part, ColumnRead(3)), (part,), (None,) * 4), (3,), ()


def polymorphic():
    employee = entity(0, ("id", "type", "name"))
    employee.discriminator = 1
    return RowRead((employee,), (employee,), (None,) * 3), (), ()


def joined():
    user = entity(0, ("id", "name"))
    address = entity(1, ("id", "email"), start=2)
    owner = entity(2, ("id", "name"), start=4)
    address.related.append(RelatedRead("owner", Prop(uselist=False), owner))
    user.related.append(RelatedRead("addresses", Prop(uselist=True), address))
    user.follow_ups.append(object())
    return RowRead((user,), (user, address, owner), (None,) * 6), (), ()


def bundle():
    return RowRead((BundleRead(1, None, (ColumnRead(0), ColumnRead(1))), ColumnRead(2)), (), (None,) * 3), (1,), ()


def followed():
    part = entity(0, ("owner_id", "serial", "note"), identity=(0, 1))
    part.follow_ups.append(object())
    return RowRead((part,), (part,), (None,) * 3), (2,), (0,)


MODELS = (plain, followed, converted_and_watched, composite_key_and_column, polymorphic, joined, bundle)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_source_is_the_golden_one(model, request):
    row, converted, watched = model()
    source = emit_hydrator(row, converted, watched)
    compile(source, model.__name__, "exec")
    file = GOLDEN / f"hydrate_{model.__name__}.py"
    assert source == file.read_text(encoding="utf-8"), f"if the change is meant, write the new source to {file.name}"


def test_what_a_model_does_not_have_leaves_no_trace():
    row, converted, watched = plain()
    source = emit_hydrator(row, converted, watched)
    for word in ("convert", "created", "kinds", "collected", "parents"):
        assert word not in source
