"""Every shell has the methods of the oracle's, with the same parameters, and every plan of Session has both shells.

Names and parameters are read with `inspect.signature`; defaults that are private markers of either library are not compared.
"""

import inspect

import pytest
import sqlalchemy
import sqlalchemy.ext.asyncio as oracle_asyncio
import sqlalchemy.orm as oracle_orm

import holdfast
import holdfast.ext.asyncio as our_asyncio
import holdfast.orm as our_orm
from tools import make_shells

PAIRS = {
    "Session": (oracle_orm.Session, our_orm.Session),
    "scoped_session": (oracle_orm.scoped_session, our_orm.scoped_session),
    "sessionmaker": (oracle_orm.sessionmaker, our_orm.sessionmaker),
    "Connection": (sqlalchemy.Connection, holdfast.Connection),
    "Engine": (sqlalchemy.Engine, holdfast.Engine),
    **{
        name: (getattr(oracle_asyncio, name), getattr(our_asyncio, name))
        for name in (
            "AsyncConnection",
            "AsyncEngine",
            "AsyncSession",
            "AsyncSessionTransaction",
            "AsyncTransaction",
            "async_scoped_session",
            "async_sessionmaker",
        )
    },
}

# What the oracle's classes have and ours get in their constructor, or have no use for.
SET_BY_CONSTRUCTOR = {"Session": {"dispatch", "execution_options"}, "Engine": {"dispatch", "logging_name"}}
LEFT_OUT = {
    # Answers about connectionless execution of 1.x, always False there.
    "Connection": {"should_close_with_result"},
}
# The class attribute that holds a class: its own constructor is compared as "Session".
# The way back to the AsyncSession, and an attribute of Session for which `connection()` has no use here.
NOT_FORWARDED = {"async_session", "connection_callable"}
CLASSES = {"sync_session_class"}


def public(cls):
    return {name for name in dir(cls) if not name.startswith("_")}


def parameters(method):
    """Names and kinds of what users may pass; a leading underscore means "not for users" there as here."""
    return [
        (one.name, one.kind) for one in inspect.signature(method).parameters.values() if not one.name.startswith("_")
    ]


def shared_methods():
    for name, (theirs, ours) in PAIRS.items():
        for method in sorted(public(theirs) & public(ours) - CLASSES):
            if callable(getattr(theirs, method)):
                yield pytest.param(getattr(theirs, method), getattr(ours, method), id=f"{name}.{method}")


@pytest.mark.parametrize("name", PAIRS)
def test_no_public_name_is_missing(name):
    theirs, ours = PAIRS[name]
    missing = public(theirs) - public(ours) - LEFT_OUT.get(name, set())
    by_constructor = SET_BY_CONSTRUCTOR.get(name, set())
    assert missing - by_constructor == set()
    if by_constructor:
        made = holdfast.create_engine("sqlite://") if name == "Engine" else our_orm.Session()
        assert all(hasattr(made, one) for one in by_constructor)


@pytest.mark.parametrize(("theirs", "ours"), list(shared_methods()))
def test_parameters_are_the_oracles(theirs, ours):
    assert parameters(ours) == parameters(theirs)


@pytest.mark.parametrize(("theirs", "ours"), list(shared_methods()))
def test_what_is_awaited_is_the_same(theirs, ours):
    assert inspect.iscoroutinefunction(inspect.unwrap(ours)) == inspect.iscoroutinefunction(inspect.unwrap(theirs))


# Methods that exist only in the blocking shell: the oracle's async session has none of them either.
ONLY_BLOCKING = {
    "bulk_insert_mappings",
    "bulk_save_objects",
    "bulk_update_mappings",
    "enable_relationship_loading",
    "prepare",
    "query",
}


def test_every_method_of_session_has_its_async_counterpart():
    names = {name for name in public(our_orm.Session) if not name.startswith("plan_")} - NOT_FORWARDED
    assert names - public(our_asyncio.AsyncSession) == ONLY_BLOCKING
    assert not ONLY_BLOCKING & public(oracle_asyncio.AsyncSession)


def test_scoped_sessions_have_every_method_of_what_they_stand_for():
    session = {name for name in public(our_orm.Session) if not name.startswith("plan_")} - NOT_FORWARDED
    assert session - public(our_orm.scoped_session) == set()
    below = {"sync_session", "sync_session_class"}
    assert public(our_asyncio.AsyncSession) - public(our_asyncio.async_scoped_session) - below == set()


@pytest.mark.parametrize(("shell", "below"), [("scoped_session", "Session"), ("async_scoped_session", "AsyncSession")])
def test_a_proxy_has_the_signature_and_docstring_of_what_it_forwards_to(shell, below):
    proxy, target = PAIRS[shell][1], PAIRS[below][1]
    own = {"close_all", "identity_key", "object_session", "remove", "configure"}
    for name in (public(proxy) & public(target)) - own:
        original, forwarded = inspect.getattr_static(target, name), inspect.getattr_static(proxy, name)
        assert forwarded.__doc__ == original.__doc__, name
        if callable(original):
            assert inspect.signature(getattr(proxy, name)) == inspect.signature(getattr(target, name)), name


def test_the_written_files_are_as_their_generator_writes_them():
    pytest.importorskip("ruff", reason="the generator leaves the layout to the formatter")
    for path, text in make_shells.write_all().items():
        assert path.read_text() == text, f"{path.name}: run python -m tools.make_shells"
