"""What is not there yet says so, instead of doing something else."""

from __future__ import annotations

import pytest

from holdfast import exc
from holdfast.orm import immediateload, relationship, selectinload


@pytest.mark.parametrize("lazy", ["dynamic", "write_only"])
def test_a_way_of_loading_that_is_not_there_is_refused(lazy):
    with pytest.raises(exc.ArgumentError, match=f"lazy='{lazy}' is not available"):
        relationship("Child", lazy=lazy)


@pytest.mark.parametrize("option", [selectinload, immediateload])
def test_recursion_depth_is_refused(option):
    with pytest.raises(exc.ArgumentError, match="recursion_depth= is not available"):
        option("*", recursion_depth=2)
