"""The pause of the cyclic collector ends as it began."""

import gc

import pytest

from holdfast.util import collector_paused


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_as_it_was_after_an_error_too(enabled):
    (gc.enable if enabled else gc.disable)()
    try:
        with pytest.raises(KeyError), collector_paused():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() is enabled
    finally:
        gc.enable()
