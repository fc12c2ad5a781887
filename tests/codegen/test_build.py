"""Generated functions: names, equal sources, tracebacks."""

from __future__ import annotations

import traceback

from holdfast.codegen import Namespace, Source, build_function, build_module


def test_source_with_blocks_and_constants():
    names = Namespace()
    separator = names.constant(object(), "class")
    source = Source()
    with source.block("def f(rows):"):
        with source.block("for row in rows:"):
            source.line(f"yield row, {separator}")
        with source.block("if False:"):
            pass
    built = build_module(str(source), names.values, "test")["f"]
    assert list(built([1])) == [(1, names.values[separator])]


def test_equal_sources_are_compiled_once_and_do_not_share_globals():
    one = build_function("f", ["a"], "return a + k", {"k": 1})
    two = build_function("f", ["a"], "return a + k", {"k": 10})
    assert one.__code__ is two.__code__
    assert (one(1), two(1)) == (2, 11)


def test_a_traceback_shows_the_generated_line():
    broken = build_function("broken", ["a"], "b = a\nreturn 1 / b", {})
    try:
        broken(0)
    except ZeroDivisionError:
        text = traceback.format_exc()
    assert "return 1 / b" in text
    assert "holdfast-generated/" in text
