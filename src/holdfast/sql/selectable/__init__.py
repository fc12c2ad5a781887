"""SELECT and everything that stands in FROM: tables by name, aliases, joins, subqueries, CTEs, VALUES, set operations."""

from .alias import Alias, AliasedReturnsRows, FromClauseAlias, Lateral, LateralFromClause, TableSample
from .base import (
    FromClause,
    FromGrouping,
    HasHints,
    HasPrefixes,
    HasSuffixes,
    Maker,
    Memo,
    NamedFromClause,
    NamedFromGrouping,
    ReturnsRows,
    Selectable,
    TableClause,
)
from .columns import corresponding_column, froms_of, proxy_all, visible_froms
from .compound import CompoundKeyword, CompoundSelect
from .cte import CTE, CTEOptions, HasCTE
from .describe import describe_entities
from .dialect_options import DialectKWArgs, DialectOptions, set_argument_finder
from .extension import SyntaxExtension
from .for_update import ForUpdateArg
from .froms import all_froms, display_froms, joined_froms
from .join import Join, reduce_columns
from .join_inference import can_join, join_condition, left_side_index
from .labels import (
    LABEL_STYLE_DEFAULT,
    LABEL_STYLE_DISAMBIGUATE_ONLY,
    LABEL_STYLE_LEGACY_ORM,
    LABEL_STYLE_NONE,
    LABEL_STYLE_TABLENAME_PLUS_COL,
    SelectedColumn,
    SelectLabelStyle,
    expanded,
    fallback_label,
    named_columns,
)
from .lambdas import LambdaElement, StatementLambdaElement, lambda_stmt
from .scalar import Exists, ScalarSelect
from .select import JoinFlags, Select, attribute_of, conjunction
from .selectbase import (
    FetchOptions,
    GenerativeSelect,
    OffsetLimitParam,
    SelectBase,
    SelectStatementGrouping,
)
from .statement import StatementBase, read_node, read_nodes, read_plain, read_rows
from .subquery import Subquery
from .table_valued import TableValuedAlias, TableValuedColumn
from .textual import TextualSelect
from .typed import TypedReturnsRows
from .values import ScalarValues, Values

# isort: split
# Last: to type checkers `from .select import` above is a binding of the name `select`, too.
from .constructors import (
    alias,
    cte,
    except_,
    except_all,
    exists,
    intersect,
    intersect_all,
    join,
    lateral,
    outerjoin,
    scalar_subquery,
    select,
    subquery,
    table,
    tablesample,
    union,
    union_all,
    values,
)

__all__ = [
    "CTE",
    "LABEL_STYLE_DEFAULT",
    "LABEL_STYLE_DISAMBIGUATE_ONLY",
    "LABEL_STYLE_LEGACY_ORM",
    "LABEL_STYLE_NONE",
    "LABEL_STYLE_TABLENAME_PLUS_COL",
    "Alias",
    "AliasedReturnsRows",
    "CTEOptions",
    "CompoundKeyword",
    "CompoundSelect",
    "DialectKWArgs",
    "DialectOptions",
    "Exists",
    "FetchOptions",
    "ForUpdateArg",
    "FromClause",
    "FromClauseAlias",
    "FromGrouping",
    "GenerativeSelect",
    "HasCTE",
    "HasHints",
    "HasPrefixes",
    "HasSuffixes",
    "Join",
    "JoinFlags",
    "LambdaElement",
    "Lateral",
    "LateralFromClause",
    "Maker",
    "Memo",
    "NamedFromClause",
    "NamedFromGrouping",
    "OffsetLimitParam",
    "ReturnsRows",
    "ScalarSelect",
    "ScalarValues",
    "Select",
    "SelectBase",
    "SelectLabelStyle",
    "SelectStatementGrouping",
    "Selectable",
    "SelectedColumn",
    "StatementBase",
    "StatementLambdaElement",
    "Subquery",
    "SyntaxExtension",
    "TableClause",
    "TableSample",
    "TableValuedAlias",
    "TableValuedColumn",
    "TextualSelect",
    "TypedReturnsRows",
    "Values",
    "alias",
    "all_froms",
    "attribute_of",
    "can_join",
    "conjunction",
    "corresponding_column",
    "cte",
    "describe_entities",
    "display_froms",
    "except_",
    "except_all",
    "exists",
    "expanded",
    "fallback_label",
    "froms_of",
    "intersect",
    "intersect_all",
    "join",
    "join_condition",
    "joined_froms",
    "lambda_stmt",
    "lateral",
    "left_side_index",
    "named_columns",
    "outerjoin",
    "proxy_all",
    "read_node",
    "read_nodes",
    "read_plain",
    "read_rows",
    "reduce_columns",
    "scalar_subquery",
    "select",
    "set_argument_finder",
    "subquery",
    "table",
    "tablesample",
    "union",
    "union_all",
    "values",
    "visible_froms",
]
