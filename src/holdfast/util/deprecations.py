"""Warnings, raised at the line of the user's program that caused them."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from ..exc import LegacyAPIWarning, SADeprecationWarning, SAWarning

F = TypeVar("F", bound=Callable[..., Any])
_PACKAGE = __name__.partition(".")[0]


def _user_stacklevel() -> int:
    """How many frames up the user's own code is: warnings name that line, not one of ours."""
    frame, level = sys._getframe(2), 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == _PACKAGE:
        frame = frame.f_back
        level += 1
    return level


def warn(msg: str, code: str | None = None, category: type[Warning] = SAWarning) -> None:
    """Warn the user's line. `category` is one of `holdfast.exc`'s warnings, which take a code."""
    warning = category(msg, code=code) if issubclass(category, (SAWarning, SADeprecationWarning)) else category(msg)
    warnings.warn(warning, stacklevel=_user_stacklevel())


def warn_deprecated(msg: str, version: str, code: str | None = None) -> None:
    warning = SADeprecationWarning(msg, code=code)
    warning.deprecated_since = version
    warnings.warn(warning, stacklevel=_user_stacklevel())


def deprecated(
    version: str, message: str | None = None, warning: type[SADeprecationWarning] | None = None
) -> Callable[[F], F]:
    """Mark a function as a spelling that will go: each call warns the caller's line."""

    def decorate(function: F) -> F:
        text = message or f"Call to deprecated function {function.__name__}"

        @wraps(function)
        def warned(*arguments: Any, **keywords: Any) -> Any:
            raised = (warning or SADeprecationWarning)(f"{text} (deprecated since: {version})")
            raised.deprecated_since = version
            warnings.warn(raised, stacklevel=2)
            return function(*arguments, **keywords)

        return warned  # type: ignore[return-value]

    return decorate


def became_legacy_20(api_name: str, alternative: str | None = None) -> Callable[[F], F]:
    """Mark a spelling of SQLAlchemy 1.x that stays: the warning names what replaced it."""
    text = f"The {api_name} function or method is considered legacy as of the 2.x series of SQLAlchemy"
    if alternative:
        text += f"; use {alternative} instead"
    return deprecated("2.0", f"{text}.", LegacyAPIWarning)
