"""Listening to events: classes, objects, order, options, removal."""

from __future__ import annotations

import pytest

from holdfast import event, exc


class Engine(event.EventTarget):
    def __init__(self):
        self.dispatch = EngineEvents.class_table(type(self))


class EngineEvents(event.Events):
    target = Engine

    def before_execute(self, connection, statement):
        """About to execute."""

    def remove(self, name):
        """An event named as a method of the machinery might be."""


class SpecialEngine(Engine):
    pass


@pytest.fixture(autouse=True)
def _forget():
    yield
    EngineEvents._clear()


def fire(engine, *arguments):
    for listener in engine.dispatch.before_execute:
        listener(*arguments)


def test_an_empty_table_is_an_empty_tuple_and_shared():
    one, two = Engine(), Engine()
    assert one.dispatch is two.dispatch
    assert one.dispatch.before_execute == ()


def test_class_listeners_reach_old_and_new_objects_and_subclasses_first():
    calls = []
    old = SpecialEngine()
    event.listen(old, "before_execute", lambda c, s: calls.append("own"))
    event.listen(Engine, "before_execute", lambda c, s: calls.append("class"))
    event.listen(SpecialEngine, "before_execute", lambda c, s: calls.append("subclass"))
    fire(old, 1, 2)
    fire(SpecialEngine(), 1, 2)
    fire(Engine(), 1, 2)
    assert calls == ["class", "subclass", "own", "class", "subclass", "class"]


def test_insert_once_named_and_removal():
    engine, calls = Engine(), []

    @event.listens_for(engine, "before_execute")
    def last(connection, statement):
        calls.append("last")

    @event.listens_for(engine, "before_execute", insert=True, once=True)
    def first(connection, statement):
        calls.append("first")

    @event.listens_for(engine, "before_execute", named=True)
    def named(statement, **rest):
        calls.append((statement, rest))

    fire(engine, 1, 2)
    fire(engine, 1, 2)
    assert calls == ["first", "last", (2, {"connection": 1}), "last", (2, {"connection": 1})]
    assert event.contains(engine, "before_execute", last)
    for function in (last, named):
        event.remove(engine, "before_execute", function)
    assert not event.contains(engine, "before_execute", last)
    calls.clear()
    fire(engine, 1, 2)
    assert calls == []
    with pytest.raises(exc.InvalidRequestError, match="No listeners found"):
        event.remove(engine, "before_execute", last)


def test_bound_methods_are_removed_by_their_object():
    class Handler:
        def handle(self, connection, statement):
            raise AssertionError

    engine, handler = Engine(), Handler()
    event.listen(engine, "before_execute", handler.handle)
    assert event.contains(engine, "before_execute", handler.handle)
    event.remove(engine, "before_execute", handler.handle)
    fire(engine, 1, 2)


def test_an_event_may_be_named_remove():
    engine, calls = Engine(), []
    event.listen(engine, "remove", calls.append)
    for listener in engine.dispatch.remove:
        listener("x")
    assert calls == ["x"]


def test_a_wrong_name_gets_a_suggestion():
    with pytest.raises(
        exc.InvalidRequestError, match=r"No such event 'before_exceute' for target .*Did you mean 'before_execute'"
    ):
        event.listen(Engine(), "before_exceute", print)
