"""The parameters of an execution as users give them: none, one set, or a list of sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ... import exc

NONE: tuple[()] = ()


def distill(parameters: Any) -> Sequence[Mapping[str, Any]]:
    """The sets of named parameters of a construct, a sequence: empty for none, one for a dictionary."""
    if parameters is None:
        return NONE
    if isinstance(parameters, Mapping):
        return (parameters,)
    if isinstance(parameters, (list, tuple)):
        if parameters and not isinstance(parameters[0], Mapping):
            raise exc.ArgumentError(
                f"List argument must consist only of dictionaries, one for each execution; the first is {parameters[0]!r:.80}. "
                'Name the values: {"name": value}.'
            )
        return parameters
    if isinstance(parameters, Sequence) and not isinstance(parameters, (str, bytes)):
        return list(parameters)
    raise exc.ArgumentError(
        f"mapping or list expected for parameters, got {parameters!r:.80}. Give a dictionary, or a list of them."
    )


def distill_raw(parameters: Any, nothing: Any = ()) -> tuple[Any, bool]:
    """The parameters of a plain string, as the driver takes them (`nothing` for none), and whether they are many sets."""
    if parameters is None:
        return nothing, False
    if isinstance(parameters, list):
        if not parameters:
            return nothing, False
        first = parameters[0]
        if not isinstance(first, (tuple, Mapping)):
            raise exc.ArgumentError(
                f"List argument must consist only of tuples or dictionaries, one for each execution; the first is {first!r:.80}. "
                "For one execution give a tuple or a dictionary."
            )
        return (parameters, True) if len(parameters) > 1 else (first, False)
    if isinstance(parameters, (tuple, Mapping)):
        if parameters and isinstance(parameters, tuple) and isinstance(parameters[0], (tuple, Mapping)):
            return (list(parameters), True) if len(parameters) > 1 else (parameters[0], False)
        return parameters, False
    raise exc.ArgumentError(
        f"mapping or sequence expected for parameters, got {parameters!r:.80}. Give a tuple or a dictionary."
    )


__all__ = ["NONE", "distill", "distill_raw"]
