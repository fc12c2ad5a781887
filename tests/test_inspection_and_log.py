"""inspect() and the log."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from holdfast import exc, log
from holdfast.inspection import _inspects, inspect


def test_inspect_asks_along_the_mro_and_says_what_it_does_not_know():
    class Base: ...

    class Derived(Base): ...

    @_inspects(Base)
    def answer(subject):
        return ("answer", subject)

    thing = Derived()
    assert inspect(thing) == ("answer", thing)
    assert inspect(5, raiseerr=False) is None
    with pytest.raises(
        exc.NoInspectionAvailable, match="No inspection system is available for object of type <class 'int'>"
    ):
        inspect(5)


def test_logging_is_not_loaded_by_asking():
    code = "import sys; from holdfast import log; assert not log.is_enabled('holdfast.engine.Engine'); assert 'logging' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_echo_wins_over_the_level(caplog):
    class Engine:
        logging_name = None

    logger = log.instance_logger(Engine(), True, "engine")
    with caplog.at_level(logging.WARNING):
        logger.info("SELECT %s", 1)
    assert log.instance_logger(Engine(), False, "engine") is None
    assert logger.name == "holdfast.engine.Engine"
