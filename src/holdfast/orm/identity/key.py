"""Identity keys: which row an object stands for."""

from __future__ import annotations

from typing import Any, TypeAlias

# (class of the base mapper, primary key values, identity token), as in SQLAlchemy
IdentityKey: TypeAlias = "tuple[type, tuple[Any, ...], Any]"


def pk_key(identity: tuple[Any, ...]) -> Any:
    """What the inside of an identity map uses for a primary key: the bare value of one column, else the tuple."""
    return identity[0] if len(identity) == 1 else identity
