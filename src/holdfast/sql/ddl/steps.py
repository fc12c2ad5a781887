"""What creating or dropping takes: questions about what exists, then statements and events in order, as values.

Pure: the engine asks the database, executes and calls listeners (`engine.core.ddl`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeAlias

from ... import exc
from ...util import warn
from ..schema import (
    CheckFirst,
    DDLRequest,
    Index,
    MetaData,
    Sequence,
    Table,
    sort_tables_and_constraints,
)
from ..types import SchemaType, named_types
from .elements import (
    AddConstraint,
    CreateIndex,
    CreateSequence,
    CreateTable,
    DropConstraint,
    DropIndex,
    DropSequence,
    DropTable,
    SetColumnComment,
    SetConstraintComment,
    SetTableComment,
)

# (kind, schema, name, table): does this "table", "view", "sequence" or "index" exist?
Question: TypeAlias = "tuple[str, str | None, str, str | None]"


class Emit:
    """Execute this DDL construct."""

    __slots__ = ("element",)

    def __init__(self, element: Any) -> None:
        self.element = element

    def __repr__(self) -> str:
        return f"Emit({self.element!r})"


class Fire:
    """Call the listeners of this DDL event of the target."""

    __slots__ = ("event", "keywords", "target")

    def __init__(self, target: Any, event: str, keywords: dict[str, Any]) -> None:
        self.target = target
        self.event = event
        self.keywords = keywords

    def __repr__(self) -> str:
        return f"Fire({self.target!r}, {self.event!r})"


Step: TypeAlias = "Emit | Fire"


def questions(request: DDLRequest, dialect: Any, checkfirst: Any) -> list[Question]:
    """What must be known of the database before `steps` can be worked out."""
    check = CheckFirst.of(checkfirst)
    target = request.target
    found: list[Question] = []
    if isinstance(target, (MetaData, Table)):
        tables = _tables_of(request)
        for table in tables:
            wanted = CheckFirst.VIEWS if table.is_view else CheckFirst.TABLES
            if check & wanted:
                found.append(_table_question(table))
            if check & CheckFirst.SEQUENCES and dialect.supports_sequences:
                found += [_sequence_question(sequence) for sequence in _column_sequences(table, dialect)]
        if isinstance(target, MetaData) and check & CheckFirst.SEQUENCES and dialect.supports_sequences:
            found += [_sequence_question(sequence) for sequence in _own_sequences(request, dialect)]
        if check & CheckFirst.TYPES:
            found += [_type_question(type_) for type_ in _types_of(request, dialect)]
    elif isinstance(target, SchemaType):
        if check & CheckFirst.TYPES:
            found.append(_type_question(target))
    elif isinstance(target, Sequence):
        if check & CheckFirst.SEQUENCES and dialect.supports_sequences:
            found.append(_sequence_question(target))
    elif isinstance(target, Index) and check & CheckFirst.INDEXES:
        found.append(_index_question(target))
    return list(dict.fromkeys(found))


def steps(
    request: DDLRequest, dialect: Any, checkfirst: Any, existing: Collection[Question], bind: Any = None
) -> Iterator[Step]:
    """Statements and events, in order; `existing` are the questions that were answered yes.

    `bind` is what conditions (`ddl_if()`) are told to be the connection.
    """
    creating = request.verb == "create"
    work = _Work(dialect, CheckFirst.of(checkfirst), existing, creating)
    work.bind = work if bind is None else bind
    target = request.target
    if isinstance(target, MetaData):
        yield from work.create_metadata(request) if creating else work.drop_metadata(request)
    elif isinstance(target, SchemaType):
        yield from work.types([target])
    elif isinstance(target, Table):
        if work.wanted(target):
            if creating:
                yield from work.types(_types_of(request, dialect))
            yield from work.create_table(target, None, False) if creating else work.drop_table(target, False)
    elif isinstance(target, Index):
        if work.index_wanted(target):
            yield from work.create_index(target) if creating else work.drop_index(target)
    elif isinstance(target, Sequence):
        if work.sequence_wanted(target):
            yield from work.sequence(target)
    else:
        raise exc.ArgumentError(f"Don't know how to {request.verb} {target!r}")


def _table_question(table: Table) -> Question:
    return ("view" if table.is_view else "table", table.schema, str(table.name), None)


def _sequence_question(sequence: Sequence) -> Question:
    return ("sequence", sequence.schema, str(sequence.name), None)


def _index_question(index: Index) -> Question:
    return ("index", index.table.schema, str(index.name), str(index.table.name))


def _type_question(type_: Any) -> Question:
    return ("type", type_.schema, str(type_.name), None)


def _types_of(request: DDLRequest, dialect: Any) -> list[Any]:
    """The named types that the tables need, each once, and those that a MetaData has besides."""
    if not getattr(dialect, "supports_named_types", False):
        return []
    target = request.target
    wanted = [column.type for table in _tables_of(request) for column in table.columns]
    if isinstance(target, MetaData):
        wanted += [type_ for type_ in target._named_types.values() if type_.metadata is target]
    found = {_type_question(type_): type_ for one in wanted if not one._isnull for type_ in named_types(one, dialect)}
    return list(found.values())


def _tables_of(request: DDLRequest) -> list[Table]:
    if isinstance(request.target, Table):
        return [request.target]
    if request.tables is not None:
        return list(request.tables)
    return list(request.target.tables.values())


def _column_sequences(table: Table, dialect: Any) -> list[Sequence]:
    found = [column.default for column in table.columns if column.default is not None and column.default.is_sequence]
    return [sequence for sequence in found if not (sequence.optional and dialect.sequences_optional)]


def _own_sequences(request: DDLRequest, dialect: Any) -> list[Sequence]:
    """The sequences of a MetaData that belong to no column; not when only some tables are asked for."""
    if request.tables is not None:
        return []
    return [
        sequence
        for sequence in request.target._sequences.values()
        if sequence.column is None and not (sequence.optional and dialect.sequences_optional)
    ]


class _Work:
    """One request on one dialect."""

    def __init__(self, dialect: Any, check: CheckFirst, existing: Collection[Question], creating: bool) -> None:
        self.dialect = dialect
        self.check = check
        self.existing = existing
        self.creating = creating
        self.bind: Any = self

    # -- what is wanted ------------------------------------------------------------------------------------------

    def wanted(self, table: Table) -> bool:
        flag = CheckFirst.VIEWS if table.is_view else CheckFirst.TABLES
        if not self.check & flag:
            return True
        return (_table_question(table) in self.existing) is not self.creating

    def sequence_wanted(self, sequence: Sequence) -> bool:
        dialect = self.dialect
        if not dialect.supports_sequences or (sequence.optional and dialect.sequences_optional):
            return False
        if not self.check & CheckFirst.SEQUENCES:
            return True
        return (_sequence_question(sequence) in self.existing) is not self.creating

    def index_wanted(self, index: Index) -> bool:
        if not self.check & CheckFirst.INDEXES:
            return True
        return (_index_question(index) in self.existing) is not self.creating

    def types(self, types: Iterable[Any]) -> Iterator[Step]:
        """Create, or drop, the named types that are not, or are, there."""
        for type_ in types:
            if not self.check & CheckFirst.TYPES or (_type_question(type_) in self.existing) is not self.creating:
                yield Emit(type_._create_construct(type_) if self.creating else type_._drop_construct(type_))

    def allowed(self, item: Any, construct: Any) -> bool:
        condition = getattr(item, "_ddl_if", None)
        return condition is None or condition._should_execute(construct, item, self.bind)

    # -- CREATE --------------------------------------------------------------------------------------------------

    def create_metadata(self, request: DDLRequest) -> Iterator[Step]:
        asked = _tables_of(request)
        alter = self.dialect.supports_alter
        ordered = sort_tables_and_constraints([table for table in asked if self.wanted(table)])
        tables = [table for table, _ in ordered if table is not None]
        keywords = {"tables": tables, "checkfirst": self.check, "_ddl_runner": self}
        yield from self.types(_types_of(request, self.dialect))
        yield Fire(request.target, "before_create", keywords)
        for sequence in _own_sequences(request, self.dialect):
            if self.sequence_wanted(sequence):
                yield from self.sequence(sequence)
        for table, constraints in ordered:
            if table is not None:
                yield from self.create_table(table, constraints if alter else None, True)
            elif alter:
                for constraint in constraints:
                    yield Emit(AddConstraint(constraint, isolate_from_table=False))
        yield Fire(request.target, "after_create", keywords)

    def create_table(self, table: Table, foreign_keys: Any, from_metadata: bool) -> Iterator[Step]:
        keywords = {"checkfirst": self.check, "_ddl_runner": self, "_is_metadata_operation": from_metadata}
        yield Fire(table, "before_create", keywords)
        for sequence in _column_sequences(table, self.dialect):
            if self.sequence_wanted(sequence):
                yield from self.sequence(sequence)
        construct = table._creator_ddl
        yield Emit(CreateTable(table, include_foreign_key_constraints=foreign_keys) if construct is None else construct)
        for index in sorted(table.indexes, key=_creation_name):
            yield from self.create_index(index)
        if self.dialect.supports_comments and not self.dialect.inline_comments:
            yield from self.comments(table)
        yield Fire(table, "after_create", keywords)

    def comments(self, table: Table) -> Iterator[Step]:
        if table.comment is not None:
            yield Emit(SetTableComment(table))
        for column in table.columns:
            if column.comment is not None:
                yield Emit(SetColumnComment(column))
        if self.dialect.supports_constraint_comments:
            for constraint in table.constraints:
                if constraint.comment is not None:
                    yield Emit(SetConstraintComment(constraint))

    def create_index(self, index: Index) -> Iterator[Step]:
        construct = CreateIndex(index)
        if self.allowed(index, construct):
            yield Emit(construct)

    def sequence(self, sequence: Sequence) -> Iterator[Step]:
        yield Emit(CreateSequence(sequence) if self.creating else DropSequence(sequence))

    # -- DROP ----------------------------------------------------------------------------------------------------

    def drop_metadata(self, request: DDLRequest) -> Iterator[Step]:
        asked = _tables_of(request)
        ordered = self.drop_order([table for table in asked if self.wanted(table)])
        tables = [table for table, _ in ordered if table is not None]
        keywords = {"tables": tables, "checkfirst": self.check, "_ddl_runner": self}
        yield Fire(request.target, "before_drop", keywords)
        for table, constraints in ordered:
            if table is not None:
                yield from self.drop_table(table, True)
            else:
                for constraint in constraints:
                    yield Emit(DropConstraint(constraint))
        for sequence in self.dropped_sequences(request, tables):
            yield from self.sequence(sequence)
        yield from self.types(_types_of(request, self.dialect))
        yield Fire(request.target, "after_drop", keywords)

    def dropped_sequences(self, request: DDLRequest, tables: list[Table]) -> list[Sequence]:
        """All of a MetaData, or those of the tables that were asked for."""
        if request.tables is None:
            found = list(request.target._sequences.values())
        else:
            found = [sequence for table in tables for sequence in _column_sequences(table, self.dialect)]
        return [sequence for sequence in found if self.sequence_wanted(sequence)]

    def drop_order(self, tables: list[Table]) -> list[tuple[Any, Any]]:
        """Dependent tables first; constraints that must go before any table are at the front."""
        alter = self.dialect.supports_alter
        try:
            ordered = sort_tables_and_constraints(
                tables, lambda constraint: False if not alter or constraint.name is None else None
            )
        except exc.CircularDependencyError as error:
            circle = ", ".join(sorted(table.fullname for table in error.cycles))
            if not alter:
                warn(
                    "Can't sort tables for DROP; an unresolvable foreign key dependency exists between tables: "
                    f"{circle}; and backend does not support ALTER.  To restore at least a partial sort, apply "
                    "use_alter=True to ForeignKey and ForeignKeyConstraint objects involved in the cycle to mark "
                    "these as known cycles that will be ignored."
                )
                return [(table, ()) for table in tables]
            raise exc.CircularDependencyError(
                "Can't sort tables for DROP; an unresolvable foreign key dependency exists between tables: "
                f"{circle}.  Please ensure that the ForeignKey and ForeignKeyConstraint objects involved in the "
                "cycle have names so that they can be dropped using DROP CONSTRAINT.",
                error.cycles,
                error.edges,
            ) from error
        *in_order, (_, constraints) = ordered
        return [(None, constraints if alter else ()), *reversed(in_order)]

    def drop_table(self, table: Table, from_metadata: bool) -> Iterator[Step]:
        keywords = {"checkfirst": self.check, "_ddl_runner": self, "_is_metadata_operation": from_metadata}
        yield Fire(table, "before_drop", keywords)
        yield Emit(DropTable(table) if table._dropper_ddl is None else table._dropper_ddl)
        if not from_metadata:  # else they go after all tables
            for sequence in _column_sequences(table, self.dialect):
                if self.sequence_wanted(sequence):
                    yield from self.sequence(sequence)
        yield Fire(table, "after_drop", keywords)

    def drop_index(self, index: Index) -> Iterator[Step]:
        construct = DropIndex(index)
        if self.allowed(index, construct):
            yield Emit(construct)


def _creation_name(index: Index) -> str:
    return str(index.name)
