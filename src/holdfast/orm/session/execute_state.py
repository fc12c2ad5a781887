"""`ORMExecuteState`: a statement about to be run for a session, as `do_orm_execute` handlers see and change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...inspection import inspect
from ...util import EMPTY_DICT


class ORMExecuteState:
    """One call of `Session.execute()` (or a load by the ORM itself) on its way to the database.

    Handlers may replace `statement`, `parameters` and execution options, or run the statement themselves with
    `invoke_statement()` and return the result.
    """

    __slots__ = (
        "_handlers",
        "_load",
        "_position",
        "bind_arguments",
        "local_execution_options",
        "parameters",
        "session",
        "statement",
    )

    def __init__(
        self,
        session: Any,
        statement: Any,
        parameters: Any,
        execution_options: Any,
        bind_arguments: Any,
        handlers: Sequence[Any] = (),
        load: Any = None,
    ) -> None:
        self.session = session
        self.statement = statement
        self.parameters = parameters
        self.local_execution_options = execution_options
        self.bind_arguments = dict(bind_arguments or {})
        self._handlers = tuple(handlers)
        # What runs the statement, when it is a loader's own: `load(state)` is its plan.
        self._load = load
        self._position = 0

    @property
    def execution_options(self) -> Any:
        """The options of the statement and those given to `execute()`, which win."""
        own = getattr(self.statement, "_execution_options", EMPTY_DICT)
        return {**own, **self.local_execution_options}

    def update_execution_options(self, **options: Any) -> None:
        """Change the options this execution has beside those of the statement."""
        self.local_execution_options = {**self.local_execution_options, **options}

    def invoke_statement(
        self,
        statement: Any = None,
        params: Any = None,
        execution_options: Any = None,
        bind_arguments: Any = None,
    ) -> Any:
        """Run the statement now, handlers that follow this one included, and return the result."""
        options = dict(self.local_execution_options)
        if execution_options:
            options.update(execution_options)
        if params is None:
            parameters = self.parameters
        elif isinstance(self.parameters, dict) and isinstance(params, dict):
            parameters = {**self.parameters, **params}
        else:
            parameters = params
        binds = {**self.bind_arguments, **(bind_arguments or {})}
        return self.session._invoke_from_handler(self, statement, parameters, options, binds)

    # -- what kind of statement ------------------------------------------------------------------------------------

    @property
    def _kind(self) -> str:
        return getattr(self.statement, "__visit_name__", "")

    @property
    def is_select(self) -> bool:
        return bool(getattr(self.statement, "is_select", False))

    @property
    def is_insert(self) -> bool:
        return bool(getattr(self.statement, "is_insert", False))

    @property
    def is_update(self) -> bool:
        return bool(getattr(self.statement, "is_update", False))

    @property
    def is_delete(self) -> bool:
        return bool(getattr(self.statement, "is_delete", False))

    @property
    def is_from_statement(self) -> bool:
        return bool(getattr(self.statement, "is_from_statement", False))

    @property
    def is_executemany(self) -> bool:
        return isinstance(self.parameters, list)

    @property
    def is_orm_statement(self) -> bool:
        """Whether the statement speaks of mapped classes."""
        check = getattr(self.statement, "_has_placeholders", None)
        return bool(check() if callable(check) else check)

    @property
    def is_column_load(self) -> bool:
        """Whether this refreshes expired or deferred columns of objects that are in the session."""
        return bool(self.local_execution_options.get("_sa_column_load"))

    @property
    def is_relationship_load(self) -> bool:
        """Whether this loads a relationship, lazily or eagerly."""
        return bool(self.local_execution_options.get("_sa_relationship_load"))

    @property
    def lazy_loaded_from(self) -> Any:
        """The state of the object whose relationship is loaded lazily, or None."""
        return self.local_execution_options.get("_sa_lazy_loaded_from")

    @property
    def identity_token(self) -> Any:
        return self.execution_options.get("identity_token")

    @property
    def bind_mapper(self) -> Any:
        """The mapper by which the bind is found."""
        return self.bind_arguments.get("mapper")

    @property
    def all_mappers(self) -> Sequence[Any]:
        """The mappers of the entities of the statement, each once."""
        found: dict[Any, None] = {}
        statement = self.statement
        described = (
            [statement.entity_description] if getattr(statement, "is_dml", False) else _descriptions_of(statement)
        )
        for description in described:
            entity = description.get("entity")
            mapper = None if entity is None else inspect(entity).mapper
            if mapper is not None:
                found[mapper] = None
        if not found and self._load is not None and self.bind_mapper is not None:
            found[self.bind_mapper] = None
        return list(found)

    @property
    def load_options(self) -> Any:
        return self.execution_options

    @property
    def update_delete_options(self) -> Any:
        return self.execution_options

    @property
    def loader_strategy_path(self) -> Any:
        return self.local_execution_options.get("_sa_loader_path")

    @property
    def user_defined_options(self) -> Sequence[Any]:
        """`UserDefinedOption`s of the statement."""
        options = getattr(self.statement, "_with_options", ())
        return [option for option in options if getattr(option, "_is_user_defined", False)]


def _descriptions_of(statement: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = getattr(statement, "column_descriptions", [])
    return found
