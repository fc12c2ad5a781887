"""The object-relational mapper: everything public, as SQLAlchemy's `orm` has it."""

from typing import TYPE_CHECKING

from ..util import collector_paused, late_names

with collector_paused():
    from .attributes import AttributeEventToken, Bundle, ClassManager, InstrumentedAttribute, QueryableAttribute
    from .collections import (
        KeyFuncDict,
        MappedCollection,
        attribute_keyed_dict,
        attribute_mapped_collection,
        column_keyed_dict,
        column_mapped_collection,
        keyfunc_mapping,
        mapped_collection,
    )
    from .declarative import (
        DeclarativeBase,
        DeclarativeBaseNoMeta,
        DeclarativeMeta,
        MappedColumn,
        add_mapped_attribute,
        as_declarative,
        declarative_base,
        declarative_mixin,
        declared_attr,
        has_inherited_table,
        mapped_column,
        reconstructor,
        registry,
        synonym_for,
        validates,
    )
    from .entities import aliased, with_polymorphic
    from .events import AttributeEvents, InstanceEvents, MapperEvents
    from .flags import (
        EXT_CONTINUE,
        EXT_SKIP,
        EXT_STOP,
        MANYTOMANY,
        MANYTOONE,
        NO_KEY,
        NO_VALUE,
        ONETOMANY,
        InspectionAttrExtensionType,
        LoaderCallableStatus,
        NotExtension,
        PassiveFlag,
        RelationshipDirection,
    )
    from .identity import IdentityMap
    from .interfaces import InspectionAttr, InspectionAttrInfo, Mapped, MapperProperty, ORMDescriptor, PropComparator
    from .mapper import Mapper, class_mapper, clear_mappers, configure_mappers, object_mapper
    from .options import (
        Load,
        contains_eager,
        defaultload,
        defer,
        immediateload,
        joinedload,
        lazyload,
        load_only,
        noload,
        raiseload,
        selectin_polymorphic,
        selectinload,
        subqueryload,
        undefer,
        undefer_group,
        with_expression,
    )
    from .properties import (
        ColumnProperty,
        CompositeProperty,
        SynonymProperty,
        column_property,
        composite,
        deferred,
        synonym,
    )
    from .relationships import CascadeOptions, RelationshipProperty, backref, foreign, relationship, remote
    from .session import (
        ORMExecuteState,
        Session,
        SessionEvents,
        SessionTransaction,
        SessionTransactionOrigin,
        close_all_sessions,
        sessionmaker,
    )
    from .state import (
        AttributeState,
        InstanceState,
        make_transient,
        make_transient_to_detached,
        object_session,
        was_deleted,
    )

if TYPE_CHECKING:
    from . import base as base
    from . import decl_api as decl_api
    from . import persistence as persistence
    from . import query as query
    from . import scoping as scoping
    from . import strategy_options as strategy_options
    from . import util as util
    from .flush import UOWTransaction
    from .planner import FromStatement
    from .query import Query, with_parent
    from .session import QueryPropertyDescriptor, scoped_session
else:
    __getattr__, __dir__ = late_names(
        __name__,
        {
            ".": "base decl_api persistence query scoping strategy_options util",
            ".flush": "UOWTransaction",
            ".planner": "FromStatement",
            ".query": "Query with_parent",
            ".session": "QueryPropertyDescriptor scoped_session",
        },
    )

__all__ = [
    "EXT_CONTINUE",
    "EXT_SKIP",
    "EXT_STOP",
    "MANYTOMANY",
    "MANYTOONE",
    "NO_KEY",
    "NO_VALUE",
    "ONETOMANY",
    "AttributeEventToken",
    "AttributeEvents",
    "AttributeState",
    "Bundle",
    "CascadeOptions",
    "ClassManager",
    "ColumnProperty",
    "CompositeProperty",
    "DeclarativeBase",
    "DeclarativeBaseNoMeta",
    "DeclarativeMeta",
    "FromStatement",
    "IdentityMap",
    "InspectionAttr",
    "InspectionAttrExtensionType",
    "InspectionAttrInfo",
    "InstanceEvents",
    "InstanceState",
    "InstrumentedAttribute",
    "KeyFuncDict",
    "Load",
    "LoaderCallableStatus",
    "Mapped",
    "MappedCollection",
    "MappedColumn",
    "Mapper",
    "MapperEvents",
    "MapperProperty",
    "NotExtension",
    "ORMDescriptor",
    "ORMExecuteState",
    "PassiveFlag",
    "PropComparator",
    "Query",
    "QueryPropertyDescriptor",
    "QueryableAttribute",
    "RelationshipDirection",
    "RelationshipProperty",
    "Session",
    "SessionEvents",
    "SessionTransaction",
    "SessionTransactionOrigin",
    "SynonymProperty",
    "UOWTransaction",
    "add_mapped_attribute",
    "aliased",
    "as_declarative",
    "attribute_keyed_dict",
    "attribute_mapped_collection",
    "backref",
    "class_mapper",
    "clear_mappers",
    "close_all_sessions",
    "column_keyed_dict",
    "column_mapped_collection",
    "column_property",
    "composite",
    "configure_mappers",
    "contains_eager",
    "declarative_base",
    "declarative_mixin",
    "declared_attr",
    "defaultload",
    "defer",
    "deferred",
    "foreign",
    "has_inherited_table",
    "immediateload",
    "joinedload",
    "keyfunc_mapping",
    "lazyload",
    "load_only",
    "make_transient",
    "make_transient_to_detached",
    "mapped_collection",
    "mapped_column",
    "noload",
    "object_mapper",
    "object_session",
    "raiseload",
    "reconstructor",
    "registry",
    "relationship",
    "remote",
    "scoped_session",
    "selectin_polymorphic",
    "selectinload",
    "sessionmaker",
    "subqueryload",
    "synonym",
    "synonym_for",
    "undefer",
    "undefer_group",
    "validates",
    "was_deleted",
    "with_expression",
    "with_parent",
    "with_polymorphic",
]
