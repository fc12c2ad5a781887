"""The exception tree of holdfast: SQLAlchemy's classes and leading words, one code each.

What lives here: exception and warning classes, and how a statement and its parameters are shown in a message.
What must not: anything that decides, logs or knows a database. A message says what could not be done, the fact
that forbids it and what to do; `code` is shown in brackets behind it and names a section of `docs/errors.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

_SHOWN_CHARACTERS = 300
_SHOWN_PARAMETERS = 100
_SHOWN_SETS = 10


def cut(text: str, limit: int = _SHOWN_CHARACTERS) -> str:
    """`text`, or its two ends and how much was left out between them."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} ... ({len(text) - 2 * half} characters truncated) ... {text[-half:]}"


def show_parameters(parameters: Any, is_multi: bool | None = None, sets: int = _SHOWN_SETS) -> str:
    """Show the parameters of a statement in bounded space, for messages and for the log.

    `is_multi` says whether `parameters` is a list of sets; None means "unknown", then the whole is shown cut.
    """
    if is_multi is None:
        return cut(repr(parameters))
    if not is_multi:
        return _show_set(parameters)
    if not isinstance(parameters, Sequence):
        return cut(repr(parameters))
    if len(parameters) > sets:
        head = ", ".join(map(_show_set, parameters[: sets - 2]))
        tail = ", ".join(map(_show_set, parameters[-2:]))
        return f"[{head}  ... displaying {sets} of {len(parameters)} total bound parameter sets ...  {tail}]"
    return f"[{', '.join(map(_show_set, parameters))}]"


def _show_set(parameters: Any) -> str:
    if isinstance(parameters, Mapping):
        shown = [f"{name!r}: {cut(repr(value))}" for name, value in parameters.items()]
        return "{" + _join_shown(shown) + "}"
    if isinstance(parameters, tuple):
        return f"({_join_shown([cut(repr(value)) for value in parameters])}{',' if len(parameters) == 1 else ''})"
    if isinstance(parameters, list):
        return f"[{_join_shown([cut(repr(value)) for value in parameters])}]"
    return cut(repr(parameters))


def _join_shown(shown: list[str]) -> str:
    if len(shown) <= _SHOWN_PARAMETERS:
        return ", ".join(shown)
    half = _SHOWN_PARAMETERS // 2
    left_out = len(shown) - _SHOWN_PARAMETERS
    return f"{', '.join(shown[:half])} ... {left_out} parameters truncated ... {', '.join(shown[-half:])}"


class HasDescriptionCode:
    """A message with a code that names its section of `docs/errors.md`; the code is shown in brackets."""

    code: str | None = None

    def __init__(self, *arg: Any, **kw: Any) -> None:
        code = kw.pop("code", None)
        if code is not None:
            self.code = code
        super().__init__(*arg, **kw)

    def _code_str(self) -> str:
        return f"[{self.code}]" if self.code else ""

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message} [{self.code}]" if self.code else message


class SQLAlchemyError(HasDescriptionCode, Exception):
    """The root of all errors that holdfast raises; the name is SQLAlchemy's so that programs move over."""

    def _message(self) -> str:
        if len(self.args) == 1:
            text = self.args[0]
            if isinstance(text, bytes):
                return text.decode(errors="backslashreplace")
            return str(text)
        return str(self.args)

    def _sql_message(self) -> str:
        message = self._message()
        if not self.code:
            return message
        return f"{message}{'' if message.endswith(self._code_str()) else ' ' + self._code_str()}"

    def __str__(self) -> str:
        return self._sql_message()


HoldfastError = SQLAlchemyError


class EmulatedDBAPIException(Exception):
    """The error that an adapter of an async driver raises; `orig` is the driver's own."""

    def __init__(self, message: str, orig: Exception | None = None) -> None:
        super().__init__(message)
        if orig is not None:
            self.__cause__ = orig
        self.orig = orig

    @property
    def driver_exception(self) -> Exception:
        return self.orig if self.orig is not None else self

    def __reduce__(self) -> Any:
        return self.__class__, (self.args[0], self.orig)


class ArgumentError(SQLAlchemyError):
    """An argument is of the wrong kind or names nothing that exists."""


class DuplicateColumnError(ArgumentError):
    """A column is being added to a table that has one of that name."""


class ConstraintColumnNotFoundError(ArgumentError):
    """A constraint names a column that its table does not have."""


class ObjectNotExecutableError(ArgumentError):
    """Something that is no statement was given to `execute()`."""

    def __init__(self, target: Any) -> None:
        super().__init__(f"Not an executable object: {target!r}")
        self.target = target

    def __reduce__(self) -> Any:
        return self.__class__, (self.target,)


class NoSuchModuleError(ArgumentError):
    """A dialect or plugin cannot be found."""


class NoForeignKeysError(ArgumentError):
    """No foreign key joins two selectables."""


class AmbiguousForeignKeysError(ArgumentError):
    """More than one foreign key joins two selectables."""


class CircularDependencyError(SQLAlchemyError):
    """A topological sort met a circle; `cycles` are its members, `edges` all dependencies."""

    def __init__(self, message: str, cycles: Any, edges: Any, msg: str | None = None, code: str | None = None) -> None:
        if msg is None:
            message = f"{message} ({', '.join(repr(member) for member in cycles)})"
        else:
            message = msg
        super().__init__(message, code=code)
        self.cycles = cycles
        self.edges = edges

    def __reduce__(self) -> Any:
        return self.__class__, ("", self.cycles, self.edges, self.args[0]), {"code": self.code}


class CompileError(SQLAlchemyError):
    """A statement cannot be turned into SQL."""


class UnsupportedCompilationError(CompileError):
    """The compiler has no rule for an element."""

    code = "l7de"

    def __init__(self, compiler: Any, element_type: type, message: str | None = None) -> None:
        super().__init__(
            f"Compiler {compiler!r} can't render element of type {element_type}" + (f": {message}" if message else "")
        )
        self.compiler = compiler
        self.element_type = element_type
        self.message = message

    def __reduce__(self) -> Any:
        return self.__class__, (self.compiler, self.element_type, self.message)


class IdentifierError(SQLAlchemyError):
    """A name is longer than the database allows."""


class DisconnectionError(SQLAlchemyError):
    """A pooled connection is gone; raised by `checkout` handlers to make the pool try another."""

    invalidate_pool: bool = False


class InvalidatePoolError(DisconnectionError):
    """All connections of the pool are gone."""

    invalidate_pool = True


class TimeoutError(SQLAlchemyError):
    """The pool had no connection to give in time."""


class InvalidRequestError(SQLAlchemyError):
    """What was asked for cannot be done in this state."""


class IllegalStateChangeError(InvalidRequestError):
    """A session is being used from two places at once."""


class NoInspectionAvailable(InvalidRequestError):
    """`inspect()` knows nothing about this kind of object."""


class PendingRollbackError(InvalidRequestError):
    """The transaction has failed and waits for `rollback()`."""


class ResourceClosedError(InvalidRequestError):
    """A connection, transaction or result has been closed."""


class NoSuchColumnError(InvalidRequestError, KeyError):
    """A row has no such column."""


class AmbiguousColumnError(InvalidRequestError):
    """A name stands for more than one column of a row."""


class NoResultFound(InvalidRequestError):
    """A row was required and there was none."""


class MultipleResultsFound(InvalidRequestError):
    """One row was required and there were more."""


class NoReferenceError(InvalidRequestError):
    """A foreign key points at something that does not exist."""

    table_name: str


class NoReferencedTableError(NoReferenceError):
    """A foreign key points at a table that the metadata does not have."""

    def __init__(self, message: str, tname: str) -> None:
        super().__init__(message)
        self.table_name = tname

    def __reduce__(self) -> Any:
        return self.__class__, (self.args[0], self.table_name)


class NoReferencedColumnError(NoReferenceError):
    """A foreign key points at a column that its table does not have."""

    def __init__(self, message: str, tname: str, cname: str) -> None:
        super().__init__(message)
        self.table_name = tname
        self.column_name = cname

    def __reduce__(self) -> Any:
        return self.__class__, (self.args[0], self.table_name, self.column_name)


class AwaitRequired(InvalidRequestError):
    """An async driver was asked for something by blocking code."""

    code = "xd1r"


class MissingGreenlet(InvalidRequestError):
    """Attribute access needs the database under an async session.

    holdfast uses no greenlets; the name is the one that programs catch.
    """

    code = "xd2s"


class NoSuchTableError(InvalidRequestError):
    """The database has no such table."""


class UnreflectableTableError(InvalidRequestError):
    """A table exists and cannot be reflected."""


class UnboundExecutionError(InvalidRequestError):
    """Something was to be executed and no engine or connection is known for it."""


class NoDBAPILoaded(InvalidRequestError):
    """A dialect was asked for its driver and has loaded none."""


class DontWrapMixin:
    """Mix into an exception that must come out of statement execution as it is."""


class StatementError(SQLAlchemyError):
    """An error while a statement was executed; knows the statement and its parameters.

    The message shows both, the parameters in bounded space, or not at all under `hide_parameters`.
    """

    statement: str | None = None
    params: Any = None
    orig: BaseException | None = None
    ismulti: bool | None = None
    connection_invalidated: bool = False

    def __init__(
        self,
        message: str,
        statement: str | None,
        params: Any,
        orig: BaseException | None,
        hide_parameters: bool = False,
        code: str | None = None,
        ismulti: bool | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.statement = statement
        self.params = params
        self.orig = orig
        self.ismulti = ismulti
        self.hide_parameters = hide_parameters
        self.detail: list[str] = []

    def add_detail(self, msg: str) -> None:
        self.detail.append(msg)

    def __reduce__(self) -> Any:
        return (
            self.__class__,
            (
                self.args[0],
                self.statement,
                self.params,
                self.orig,
                self.hide_parameters,
                self.__dict__.get("code"),
                self.ismulti,
            ),
            {"detail": self.detail},
        )

    def _sql_message(self) -> str:
        lines = [f"({detail})" for detail in self.detail]
        lines.append(self._message())
        if self.statement:
            lines.append(f"[SQL: {self.statement}]")
            if self.params:
                if self.hide_parameters:
                    lines.append("[SQL parameters hidden due to hide_parameters=True]")
                else:
                    lines.append(f"[parameters: {show_parameters(self.params, self.ismulti)}]")
        if self.code:
            lines.append(self._code_str())
        return "\n".join(lines)


class DBAPIError(StatementError):
    """An error of the driver; `orig` is the driver's own, the class follows the driver's class."""

    code = "dbapi"
    orig: BaseException | None
    _dialect: Any = None

    def __init__(
        self,
        statement: str | None,
        params: Any,
        orig: BaseException,
        hide_parameters: bool = False,
        connection_invalidated: bool = False,
        code: str | None = None,
        ismulti: bool | None = None,
    ) -> None:
        try:
            text = str(orig)
        except Exception as error:
            text = f"Error in str() of DB-API-generated exception: {error}"
        super().__init__(
            f"({orig.__class__.__module__}.{orig.__class__.__name__}) {text}",
            statement,
            params,
            orig,
            hide_parameters,
            code,
            ismulti,
        )
        self.connection_invalidated = connection_invalidated

    @classmethod
    def instance(
        cls,
        statement: str | None,
        params: Any,
        orig: BaseException,
        dbapi_base_err: type[Exception] | tuple[type[Exception], ...],
        hide_parameters: bool = False,
        connection_invalidated: bool = False,
        dialect: Any = None,
        ismulti: bool | None = None,
    ) -> BaseException:
        """Return what is to be raised for `orig`: the wrapping error, or `orig` itself when it must not be wrapped.

        A driver's error gives the class of the same name, found along its MRO; another error with a statement
        gives a `StatementError`; exits and `DontWrapMixin` come back as they are.
        """
        if (isinstance(orig, BaseException) and not isinstance(orig, Exception)) or isinstance(orig, DontWrapMixin):
            return orig
        if not isinstance(orig, dbapi_base_err):
            if not statement:
                return orig
            kind = orig.__class__
            message = f"({kind.__module__}.{kind.__name__}) {_text_of(orig)}"
            code = orig.code if isinstance(orig, SQLAlchemyError) else None
            return StatementError(message, statement, params, orig, hide_parameters, code, ismulti)
        translate = getattr(dialect, "dbapi_exception_translation_map", None) or {}
        chosen: type[DBAPIError] = cls
        for ancestor in orig.__class__.__mro__:
            name = translate.get(ancestor.__name__, ancestor.__name__)
            if name in _BY_NAME:
                chosen = _BY_NAME[name]
                break
        made = chosen(
            statement,
            params,
            orig,
            hide_parameters=hide_parameters,
            connection_invalidated=connection_invalidated,
            ismulti=ismulti,
        )
        made._dialect = dialect
        return made

    @property
    def driver_exception(self) -> BaseException | None:
        """The driver's own exception, also where an adapter stands between."""
        if isinstance(self.orig, EmulatedDBAPIException):
            return self.orig.driver_exception
        return self.orig

    def __reduce__(self) -> Any:
        return (
            self.__class__,
            (
                self.statement,
                self.params,
                self.orig,
                self.hide_parameters,
                self.connection_invalidated,
                self.__dict__.get("code"),
                self.ismulti,
            ),
            # The words with what was added to the driver's.
            {"detail": self.detail, "args": self.args},
        )


def _text_of(error: BaseException) -> str:
    return error._message() if isinstance(error, SQLAlchemyError) else str(error)


class InterfaceError(DBAPIError):
    """The driver was used wrongly."""

    code = "rvf5"


Diagnosis: TypeAlias = tuple[str | None, str | None, tuple[str, ...]]


class DatabaseError(DBAPIError):
    """The database refused.

    Where the server tells which constraint was broken, `constraint_name`, `table_name` and `column_names` say it: for an
    IntegrityError, and for drivers that report a failed CHECK as another class. What it does not tell is None or empty.
    """

    code = "4xp6"
    _diagnosis: Diagnosis | None = None

    @property
    def constraint_name(self) -> str | None:
        """The constraint, or unique index, that was broken."""
        return self._diagnosed()[0]

    @property
    def table_name(self) -> str | None:
        """The table whose row was refused."""
        return self._diagnosed()[1]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns of the constraint."""
        return self._diagnosed()[2]

    def _diagnosed(self) -> Diagnosis:
        found = self._diagnosis
        if found is None:
            # Worked out when somebody asks: most errors are only shown.
            diagnose = getattr(self._dialect, "diagnose_integrity", None)
            found = self._diagnosis = (None, None, ()) if diagnose is None else diagnose(self.driver_exception)
        return found

    def __reduce__(self) -> Any:
        kind, arguments, state = super().__reduce__()
        return kind, arguments, {**state, "_diagnosis": self._diagnosed()}


class DataError(DatabaseError):
    """A value does not fit."""

    code = "9h9h"


class OperationalError(DatabaseError):
    """The database could not: connection lost, out of memory, locked."""

    code = "e3q8"


class IntegrityError(DatabaseError):
    """A constraint forbids it."""

    code = "gkpj"


class InternalError(DatabaseError):
    """The database is at odds with itself, or the transaction has failed."""

    code = "2j85"


class ProgrammingError(DatabaseError):
    """Wrong SQL, or a table that is not there."""

    code = "f405"


class NotSupportedError(DatabaseError):
    """The database or driver does not offer this."""

    code = "tw8g"


_BY_NAME: dict[str, type[DBAPIError]] = {
    kind.__name__: kind
    for kind in (
        DBAPIError,
        InterfaceError,
        DatabaseError,
        DataError,
        OperationalError,
        IntegrityError,
        InternalError,
        ProgrammingError,
        NotSupportedError,
    )
}


class SATestSuiteWarning(Warning):
    """For the test suite of dialects."""


class SAWarning(HasDescriptionCode, RuntimeWarning):
    """Something works and is probably not what was meant."""


class SADeprecationWarning(HasDescriptionCode, DeprecationWarning):
    """A spelling that will go."""

    deprecated_since: str | None = None


class Base20DeprecationWarning(SADeprecationWarning):
    """A spelling of SQLAlchemy 1.x."""

    deprecated_since = "1.4"


class LegacyAPIWarning(Base20DeprecationWarning):
    """A spelling of SQLAlchemy 1.x that stays."""


class MovedIn20Warning(Base20DeprecationWarning):
    """A name of SQLAlchemy 1.x that lives elsewhere now."""


class SAPendingDeprecationWarning(PendingDeprecationWarning):
    """A spelling that will be deprecated."""

    deprecated_since: str | None = None
