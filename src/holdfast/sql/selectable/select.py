"""Select: the SELECT statement and its generative methods.

Not here: names of columns (labels.py), the FROM list and correlation (froms.py), set operations (compound.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from ... import exc
from ...util import NamedTuple, deprecated, suggest, warn_deprecated
from ..elements import ColumnCollection, ColumnElement, and_, expect, mapped_element
from ..structure import CHILD, CHILDREN, PAIRS, PLAIN, Field
from .base import FromClause, HasHints, HasPrefixes, HasSuffixes, Maker
from .compound import CompoundSelect
from .describe import describe_columns, describe_entities
from .froms import all_froms, display_froms, joined_froms
from .join import reduce_columns
from .labels import SelectedColumn, expanded, named_columns, selected_keys
from .selectbase import GenerativeSelect, SelectStatementGrouping
from .shapes import known_shapes
from .statement import read_joins, read_nodes, read_plain, read_rows
from .typed import TypedSelect, _Ts

_new = object.__new__


class JoinFlags(NamedTuple):
    """LEFT OUTER and FULL of one `join()`; indexable by name, as SQLAlchemy's dict."""

    isouter: bool
    full: bool

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return getattr(self, key)
        return tuple.__getitem__(self, key)


_INNER = JoinFlags(False, False)
_LEFT = JoinFlags(True, False)


# Classes of what `select()` takes without asking any further, as they were met.
_taken_as_they_are: set[type] = set()


def _is_taken_as_it_is(entity: Any) -> bool:
    if not isinstance(entity, (ColumnElement, FromClause)) or entity.is_placeholder:
        return False
    if entity.__class__.__module__.startswith("holdfast."):
        _taken_as_they_are.add(entity.__class__)
    return True


def _read_extension(value: Any, parts: list[Any], holes: list[Any]) -> bool:
    return read_rows((value,), parts, holes)


class Select(HasPrefixes, HasSuffixes, HasHints, GenerativeSelect, TypedSelect[*_Ts]):
    """A SELECT statement; made by `select()`, changed by methods that each return a new one."""

    __visit_name__ = "select"
    inherit_cache = True
    _fields: ClassVar[tuple[Field, ...]] = (
        Field("_raw_columns", CHILDREN),
        Field("_from_obj", CHILDREN),
        Field("_setup_joins", PAIRS),
        Field("_where_criteria", CHILDREN),
        Field("_having_criteria", CHILDREN),
        Field("_order_by_clauses", CHILDREN),
        Field("_group_by_clauses", CHILDREN),
        Field("_correlate", CHILDREN),
        Field("_correlate_except", CHILDREN),
        Field("_limit_clause", CHILD),
        Field("_offset_clause", CHILD),
        Field("_fetch_clause", CHILD),
        Field("_for_update_arg", CHILD),
        Field("_distinct", PLAIN),
        Field("_distinct_on", CHILDREN),
        Field("_prefixes", PAIRS),
        Field("_suffixes", PAIRS),
        Field("_hints", PAIRS),
        Field("_independent_ctes", CHILDREN),
        Field("_post_select_clause", CHILD),
        Field("_pre_columns_clause", CHILD),
        Field("_post_criteria_clause", CHILD),
        Field("_post_body_clause", CHILD),
    )

    _raw_columns: tuple[Any, ...] = ()
    _from_obj: tuple[Any, ...] = ()
    _setup_joins: tuple[Any, ...] = ()
    _where_criteria: tuple[ColumnElement[Any], ...] = ()
    _having_criteria: tuple[ColumnElement[Any], ...] = ()
    _distinct: bool = False
    _distinct_on: tuple[Any, ...] = ()
    # The columns that `with_only_columns()` replaced, when joins start from what they select from.
    _joined_columns: tuple[Any, ...] | None = None
    _correlate: tuple[Any, ...] = ()
    _correlate_except: tuple[Any, ...] | None = None
    _auto_correlate: bool = True
    # Where syntax extensions of dialects stand (`ext()`); each is one construct or None.
    _post_select_clause: Any = None
    _pre_columns_clause: Any = None
    _post_criteria_clause: Any = None
    _post_body_clause: Any = None

    _readers = {
        **GenerativeSelect._readers,
        "_raw_columns": read_nodes,
        "_joined_columns": read_nodes,
        "_from_obj": read_nodes,
        "_setup_joins": read_joins,
        "_where_criteria": read_nodes,
        "_having_criteria": read_nodes,
        "_distinct": read_plain,
        "_distinct_on": read_nodes,
        "_correlate": read_nodes,
        "_correlate_except": read_rows,
        "_auto_correlate": read_plain,
        "_prefixes": read_rows,
        "_suffixes": read_rows,
        "_hints": read_rows,
        "_statement_hints": read_rows,
        "_post_select_clause": _read_extension,
        "_pre_columns_clause": _read_extension,
        "_post_criteria_clause": _read_extension,
        "_post_body_clause": _read_extension,
    }

    def __init__(self: Select[*tuple[Any, ...]], *entities: Any) -> None:
        if len(entities) == 1 and isinstance(entities[0], type):
            found = mapped_element(entities[0])
            if found is not None:
                self._raw_columns = (found,)
                return
        if not _taken_as_they_are.issuperset(map(type, entities)) and not all(map(_is_taken_as_it_is, entities)):
            entities = tuple([expect("columns_clause", entity) for entity in entities])
        self._raw_columns = entities

    @classmethod
    def _create_raw_select(cls, **attributes: Any) -> Select[*tuple[Any, ...]]:
        """A SELECT with these attributes, as the ORM's lowering makes it: nothing is checked."""
        made = _new(cls)
        made.__dict__.update(attributes)
        return made

    # -- columns ---------------------------------------------------------------------------------------------

    if not TYPE_CHECKING:  # what they give is said in typed.py

        def add_columns(self, *entities: Any) -> Self:
            """Add expressions to the columns clause."""
            added = tuple([expect("columns_clause", entity) for entity in entities])
            return self._with("_raw_columns", self._raw_columns + added)

        @deprecated(
            "1.4",
            "The Select.column() method is deprecated and will be removed in a future release.  Please use "
            "Select.add_columns()",
        )
        def column(self, column: Any) -> Self:
            """Add one column expression."""
            return self.add_columns(column)

        def with_only_columns(self, *entities: Any, maintain_column_froms: bool = False, **unknown: Any) -> Self:
            """Replace the columns clause; `maintain_column_froms` keeps the FROM elements of the old one."""
            if unknown:
                raise TypeError(f"unexpected keyword argument(s): {', '.join(unknown)}")
            if len(entities) == 1 and isinstance(entities[0], (list, tuple)):
                raise exc.ArgumentError(
                    'The "entities" argument to Select.with_only_columns(), when referring to a sequence of items, '
                    "is now passed as a series of positional elements, rather than as a list."
                )
            made = self
            if maintain_column_froms:
                made = made.select_from(*self.columns_clause_froms)
            elif self._setup_joins and self._joined_columns is None:
                made = made._with("_joined_columns", self._raw_columns)
            return made._with("_raw_columns", tuple([expect("columns_clause", entity) for entity in entities]))

    def reduce_columns(self, only_synonyms: bool = True) -> Select[*tuple[Any, ...]]:
        """Leave out columns that a foreign key or an equality in WHERE makes the same as another of them."""
        kept = reduce_columns(self._all_selected_columns, [*self._where_criteria, *self._from_obj], only_synonyms)
        return self.with_only_columns(*kept)

    @property
    def inner_columns(self) -> Iterator[Any]:
        """The single columns of the columns clause."""
        return iter(self._all_selected_columns)

    @property
    def _all_selected_columns(self) -> Sequence[Any]:
        memo = self._memo
        found = None if memo is None else memo.get("columns")
        if found is None:
            found = self._remember("columns", expanded(self._raw_columns))
        return found  # type: ignore[no-any-return]

    @property
    def selected_columns(self) -> Any:
        """The columns that this selects, by name."""
        memo = self._memo
        found = None if memo is None else memo.get("collection")
        if found is None:
            pairs = selected_keys(self._all_selected_columns, self._label_style)
            found = self._remember("collection", ColumnCollection(pairs).as_readonly())
        return found

    def _named_columns(self, as_from: bool = False) -> list[SelectedColumn]:
        """The columns with their labels, as the compiler renders them."""
        memo = self._memo
        name = "named_from" if as_from else "named"
        found = None if memo is None else memo.get(name)
        if found is None:
            columns = self._all_selected_columns
            known = memo.get("structure") if as_from and memo is not None else None
            shape = known_shapes.get((known[0], self._label_style)) if known is not None and known[0] else None
            found = named_columns(columns, self._label_style, as_from) if shape is None else shape.name_all(columns)
            self._remember(name, found)
        return found

    @property
    def column_descriptions(self) -> list[dict[str, Any]]:
        """What each column or entity of the columns clause is, for programs that ask."""
        if self._has_placeholders():
            return describe_entities(self._raw_columns)
        return describe_columns(self._all_selected_columns)

    # -- criteria --------------------------------------------------------------------------------------------

    def where(self, *whereclause: Any) -> Self:
        """Add criteria to WHERE, joined by AND."""
        made = _new(type(self))
        state = self.__dict__.copy()
        if "_memo" in state:
            del state["_memo"]
        for criterion in whereclause:
            if not isinstance(criterion, ColumnElement):
                whereclause = tuple([expect("where_having", given) for given in whereclause])
                break
        state["_where_criteria"] = self._where_criteria + whereclause
        made.__dict__ = state
        return made

    def filter(self, *criteria: Any) -> Self:
        """The same as `where()`."""
        return self.where(*criteria)

    def filter_by(self, **kwargs: Any) -> Self:
        """Add equalities to WHERE by attribute name, looked up in the FROM elements."""
        return self.where(*[_attribute(self._namespaces(), name) == value for name, value in kwargs.items()])

    def having(self, *having: Any) -> Self:
        """Add criteria to HAVING, joined by AND."""
        added = tuple([expect("where_having", criterion) for criterion in having])
        return self._with("_having_criteria", self._having_criteria + added)

    @property
    def whereclause(self) -> Any:
        """The whole WHERE criterion, or None."""
        return _conjunction(self._where_criteria)

    _whereclause = whereclause

    def distinct(self, *expr: Any) -> Self:
        """SELECT DISTINCT; with expressions PostgreSQL's DISTINCT ON."""
        made = self._with("_distinct", True)
        if expr:
            warn_deprecated(
                "Passing expression to ``distinct`` to generate a DISTINCT ON clause is deprecated. Use instead the "
                "``postgresql.distinct_on`` function as an extension.",
                "2.1",
            )
            added = tuple([expect("by_of", expression) for expression in expr])
            made.__dict__["_distinct_on"] = self._distinct_on + added
        return made

    def ext(self, extension: Any) -> Self:
        """Apply a syntax extension, such as a dialect's own clause."""
        made = self._generate()
        expect("syntax_extension", extension).apply_to_select(made)
        return made

    def apply_syntax_extension_point(self, apply_fn: Any, position: str) -> None:
        """Called by a syntax extension: put constructs at `post_select`, `pre_columns`, `post_criteria` or `post_body`."""
        attribute = f"_{position}_clause"
        if attribute not in self._readers:
            raise ValueError(
                f"Unknown position {position!r} for <class 'Select'> construct; known positions: "
                "'post_select', 'pre_columns', 'post_criteria', 'post_body'"
            )
        present = self.__dict__.get(attribute)
        existing = () if present is None else (present,)
        applied = tuple(apply_fn(existing))
        self.__dict__[attribute] = applied[0] if len(applied) == 1 else Maker.clause_list(applied)
        self.__dict__.pop("_memo", None)

    # -- FROM ------------------------------------------------------------------------------------------------

    def select_from(self, *froms: Any) -> Self:
        """Add explicit FROM elements; they come first in the FROM list."""
        if len(froms) != 1 or not isinstance(froms[0], FromClause):
            froms = tuple([expect("from_clause", element) for element in froms])
        return self._with("_from_obj", self._from_obj + froms)

    def join(self, target: Any, onclause: Any = None, *, isouter: bool = False, full: bool = False) -> Self:
        """JOIN to `target` from the element that it can be joined to."""
        if not isinstance(target, FromClause) or not isinstance(onclause, ColumnElement):
            return self._joined(target, onclause, None, _flags(isouter, full))
        flags = _flags(isouter, full) if isouter or full else _INNER
        step = ((target, onclause, None, flags),)
        return self._with("_setup_joins", self._setup_joins + step)

    def outerjoin(self, target: Any, onclause: Any = None, *, full: bool = False) -> Self:
        """LEFT OUTER JOIN to `target`."""
        return self._joined(target, onclause, None, _flags(True, full))

    def join_from(
        self, from_: Any, target: Any, onclause: Any = None, *, isouter: bool = False, full: bool = False
    ) -> Self:
        """JOIN from `from_` to `target`."""
        return self._joined(target, onclause, expect("from_clause", from_), _flags(isouter, full))

    def outerjoin_from(self, from_: Any, target: Any, onclause: Any = None, *, full: bool = False) -> Self:
        """LEFT OUTER JOIN from `from_` to `target`."""
        return self._joined(target, onclause, expect("from_clause", from_), _flags(True, full))

    def _joined(self, target: Any, onclause: Any, left: Any, flags: JoinFlags) -> Self:
        step = (
            expect("join_target", target),
            None if onclause is None else expect("on_clause", onclause),
            left,
            flags,
        )
        return self._with("_setup_joins", (*self._setup_joins, step))

    def correlate(self, *fromclauses: Any) -> Self:
        """Leave these to an enclosing SELECT; `correlate(None)` turns correlation off."""
        made = self._with("_auto_correlate", False)
        if not fromclauses or fromclauses[0] is None or fromclauses[0] is False:
            if len(fromclauses) > 1:
                raise exc.ArgumentError("additional FROM objects not accepted when passing None/False to correlate()")
            made.__dict__["_correlate"] = ()
        else:
            made.__dict__["_correlate"] = self._correlate + tuple([expect("from_clause", one) for one in fromclauses])
        return made

    def correlate_except(self, *fromclauses: Any) -> Self:
        """Leave everything but these to enclosing SELECTs."""
        made = self._with("_auto_correlate", False)
        if not fromclauses or fromclauses[0] is None or fromclauses[0] is False:
            if len(fromclauses) > 1:
                raise exc.ArgumentError(
                    "additional FROM objects not accepted when passing None/False to correlate_except()"
                )
            made.__dict__["_correlate_except"] = ()
        else:
            known = self._correlate_except or ()
            made.__dict__["_correlate_except"] = known + tuple([expect("from_clause", one) for one in fromclauses])
        return made

    def _all_froms(self) -> list[Any]:
        memo = self._memo
        found = None if memo is None else memo.get("froms")
        if found is None:
            found = self._remember("froms", all_froms(self))
        return found  # type: ignore[no-any-return]

    def _get_display_froms(
        self, explicit_correlate_froms: Any = None, implicit_correlate_froms: Any = None
    ) -> list[Any]:
        """The FROM list inside enclosing statements whose FROM elements are given; see `froms.display_froms`."""
        froms = self._all_froms()
        if not explicit_correlate_froms and not implicit_correlate_froms:
            return froms
        return display_froms(self, froms, explicit_correlate_froms, implicit_correlate_froms or ())

    def get_final_froms(self) -> Sequence[FromClause]:
        """The FROM list as it will be rendered when this SELECT stands alone."""
        return list(self._all_froms())

    @property
    @deprecated("1.4.23", "The Select.froms attribute is moved to the Select.get_final_froms() method.")
    def froms(self) -> Sequence[FromClause]:
        """The FROM list; the older word for `get_final_froms()`."""
        return self.get_final_froms()

    @property
    def columns_clause_froms(self) -> list[Any]:
        """The FROM elements that the columns clause brings in."""
        return [fromclause for element in self._raw_columns for fromclause in element._froms]

    def is_derived_from(self, fromclause: Any) -> bool:
        return self is fromclause or any(element.is_derived_from(fromclause) for element in self._all_froms())

    @property
    def _namespace_sources(self) -> list[Any]:
        """What `filter_by()` searches: explicit FROM elements and join targets, then the columns' own."""
        if any(element.is_placeholder for element in self._raw_columns) or self._setup_joins:
            own = [element if element.is_placeholder else None for element in self._raw_columns]
            sources: list[Any] = [*self._from_obj]
            for element, column in zip(own, self._raw_columns, strict=True):
                sources += [element] if element is not None else list(column._froms)
            sources += [target for target, _, _, _ in self._setup_joins]
            return list(dict.fromkeys(sources))
        columns_froms = [element for column in self._raw_columns for element in column._froms]
        return list(dict.fromkeys([*columns_froms, *self._from_obj]))

    def _namespaces(self) -> list[tuple[Any, Any]]:
        return [(source, source.entity_namespace) for source in self._namespace_sources]

    # -- in other statements ---------------------------------------------------------------------------------

    def self_group(self, against: Any = None) -> Any:
        if isinstance(against, type) and issubclass(against, CompoundSelect) and not self._needs_parens_in_compound():
            return self
        return SelectStatementGrouping(self)

    def _needs_parens_in_compound(self) -> bool:
        return self._has_row_limiting_clause or bool(self._order_by_clauses)

    if not TYPE_CHECKING:

        def union(self, *other: Any) -> CompoundSelect:
            """This SELECT UNION the others."""
            return CompoundSelect._create("union", self, *other)

        def union_all(self, *other: Any) -> CompoundSelect:
            """This SELECT UNION ALL the others."""
            return CompoundSelect._create("union_all", self, *other)

        def except_(self, *other: Any) -> CompoundSelect:
            """This SELECT EXCEPT the others."""
            return CompoundSelect._create("except", self, *other)

        def except_all(self, *other: Any) -> CompoundSelect:
            """This SELECT EXCEPT ALL the others."""
            return CompoundSelect._create("except_all", self, *other)

        def intersect(self, *other: Any) -> CompoundSelect:
            """This SELECT INTERSECT the others."""
            return CompoundSelect._create("intersect", self, *other)

        def intersect_all(self, *other: Any) -> CompoundSelect:
            """This SELECT INTERSECT ALL the others."""
            return CompoundSelect._create("intersect_all", self, *other)

    def from_statement(self, statement: Any) -> Any:
        """Take the rows of another statement for this one's entities."""
        if Maker.from_statement is None:
            raise exc.InvalidRequestError("from_statement() needs ORM entities: import holdfast.orm first")
        return Maker.from_statement(self, expect("returns_rows", statement))

    def _joined_froms(self) -> tuple[Any, ...]:
        return joined_froms(self)


def _flags(isouter: bool, full: bool) -> JoinFlags:
    if full:
        return JoinFlags(isouter, True)
    return _LEFT if isouter else _INNER


def _conjunction(criteria: tuple[Any, ...]) -> Any:
    if not criteria:
        return None
    return criteria[0] if len(criteria) == 1 else and_(*criteria)


def _attribute(namespaces: list[tuple[Any, Any]], name: str) -> Any:
    """The attribute `name` of the one FROM element that has it."""
    found = []
    for source, namespace in namespaces:
        attribute = getattr(namespace, name, None)
        if attribute is not None:
            found.append((source, attribute))
    if len(found) == 1:
        return found[0][1]
    if found:
        names = ", ".join(_source_name(source) for source, _ in found)
        raise exc.AmbiguousColumnError(
            f'Attribute name "{name}" is ambiguous; it exists in multiple FROM clause entities ({names}). '
            "Use filter() with explicit column references instead of filter_by()."
        )
    searched = ", ".join(_source_name(source) for source, _ in namespaces)
    known = [key for _, namespace in namespaces if hasattr(namespace, "keys") for key in namespace.keys()]  # noqa: SIM118
    near = suggest(name, known) if known else ""
    raise exc.InvalidRequestError(
        f'None of the FROM clause entities have a property "{name}". Searched entities: {searched}{near}'
    )


def _source_name(source: Any) -> str:
    if getattr(source, "_is_join", False):
        return " ".join(str(source).split())
    return str(getattr(source, "description", source))


def attribute_of(sources: list[tuple[Any, Any]], name: str) -> Any:
    """For UPDATE and DELETE: the attribute that `filter_by()` names."""
    return _attribute(sources, name)


def conjunction(criteria: tuple[Any, ...]) -> Any:
    """The criteria as one, or None."""
    return _conjunction(criteria)


Maker.select = Select
