"""The places a construct can stand in, by name, and how the errors call them.

A node class lists the roles it can play in `_roles`; `coerce.expect` checks them. No code lives here.
"""

from __future__ import annotations

from typing import Final

STATEMENT: Final = "statement"
COLUMNS_CLAUSE: Final = "columns_clause"
WHERE_HAVING: Final = "where_having"
ON_CLAUSE: Final = "on_clause"
ORDER_BY: Final = "order_by"
GROUP_BY: Final = "group_by"
BY_OF: Final = "by_of"
FROM_CLAUSE: Final = "from_clause"
STRICT_FROM_CLAUSE: Final = "strict_from_clause"
ANONYMIZED_FROM_CLAUSE: Final = "anonymized_from_clause"
JOIN_TARGET: Final = "join_target"
LIMIT_OFFSET: Final = "limit_offset"
IN_ELEMENT: Final = "in_element"
EXPRESSION_ELEMENT: Final = "expression_element"
BINARY_ELEMENT: Final = "binary_element"
CONST_EXPR: Final = "const_expr"
LABELED_COLUMN_EXPR: Final = "labeled_column_expr"
COLUMN_ARGUMENT: Final = "column_argument"
COLUMN_ARGUMENT_OR_KEY: Final = "column_argument_or_key"
STR_AS_PLAIN_COLUMN: Final = "str_as_plain_column"
LITERAL_VALUE: Final = "literal_value"
RETURNS_ROWS: Final = "returns_rows"
SELECT_STATEMENT: Final = "select_statement"
COMPOUND_ELEMENT: Final = "compound_element"
HAS_CTE: Final = "has_cte"
IS_CTE: Final = "is_cte"
DML_TABLE: Final = "dml_table"
DML_COLUMN: Final = "dml_column"
DML_SELECT: Final = "dml_select"
DDL: Final = "ddl"
DDL_EXPRESSION: Final = "ddl_expression"
DDL_CONSTRAINT_COLUMN: Final = "ddl_constraint_column"
DDL_REFERRED_COLUMN: Final = "ddl_referred_column"
TRUNCATED_LABEL: Final = "truncated_label"
STATEMENT_OPTION: Final = "statement_option"
SYNTAX_EXTENSION: Final = "syntax_extension"
TSTRING_ELEMENT: Final = "tstring_element"

_FROM = "FROM expression, such as a Table or alias() object"
_ROWS = "Row returning expression such as a SELECT, a FROM clause, or an INSERT/UPDATE/DELETE with RETURNING"

# How an error names the thing it expected.
DESCRIPTIONS: Final[dict[str, str]] = {
    STATEMENT: "Executable SQL or text() construct",
    COLUMNS_CLAUSE: "Column expression, FROM clause, or other columns clause element",
    WHERE_HAVING: "SQL expression for WHERE/HAVING role",
    ON_CLAUSE: "ON clause, typically a SQL expression or ORM relationship attribute",
    ORDER_BY: "ORDER BY expression",
    GROUP_BY: "GROUP BY expression",
    BY_OF: "GROUP BY / OF / etc. expression",
    FROM_CLAUSE: _FROM,
    STRICT_FROM_CLAUSE: _FROM,
    ANONYMIZED_FROM_CLAUSE: _FROM,
    JOIN_TARGET: "Join target, typically a FROM expression, or ORM relationship attribute",
    LIMIT_OFFSET: "LIMIT / OFFSET expression",
    IN_ELEMENT: "IN expression list, SELECT construct, or bound parameter object",
    EXPRESSION_ELEMENT: "SQL expression element",
    BINARY_ELEMENT: "SQL expression element or literal value",
    CONST_EXPR: "Constant True/False/None expression",
    LABELED_COLUMN_EXPR: "SQL expression element",
    COLUMN_ARGUMENT: "Column expression",
    COLUMN_ARGUMENT_OR_KEY: "Column expression or string key",
    STR_AS_PLAIN_COLUMN: "Column expression or string key",
    LITERAL_VALUE: "Literal Python value",
    RETURNS_ROWS: _ROWS,
    SELECT_STATEMENT: "SELECT construct or equivalent text() construct",
    COMPOUND_ELEMENT: "SELECT construct for inclusion in a UNION or other set construct",
    HAS_CTE: _ROWS,
    IS_CTE: "CTE object",
    DML_TABLE: "subject table for an INSERT, UPDATE or DELETE",
    DML_COLUMN: "SET/VALUES column expression or string key",
    DML_SELECT: "SELECT statement or equivalent textual object",
    DDL: "Executable SQL or text() construct",
    DDL_EXPRESSION: "SQL expression element for DDL constraint",
    DDL_CONSTRAINT_COLUMN: "String column name or column expression for DDL constraint",
    DDL_REFERRED_COLUMN: "String column name or Column object for DDL foreign key constraint",
    TRUNCATED_LABEL: "String SQL identifier",
    STATEMENT_OPTION: "statement sub-expression element",
    SYNTAX_EXTENSION: "Syntax extension construct",
    TSTRING_ELEMENT: "TString interpolatable element",
}

# What any column expression may be used as.
COLUMN_ROLES: Final = frozenset(
    {
        COLUMNS_CLAUSE,
        WHERE_HAVING,
        ON_CLAUSE,
        ORDER_BY,
        GROUP_BY,
        BY_OF,
        LIMIT_OFFSET,
        EXPRESSION_ELEMENT,
        BINARY_ELEMENT,
        COLUMN_ARGUMENT,
        COLUMN_ARGUMENT_OR_KEY,
        DML_COLUMN,
        DDL_EXPRESSION,
        DDL_CONSTRAINT_COLUMN,
        STATEMENT_OPTION,
        TSTRING_ELEMENT,
    }
)
# Where a SELECT is taken for its one value.
SCALAR_ROLES: Final = frozenset(
    {WHERE_HAVING, ON_CLAUSE, ORDER_BY, GROUP_BY, BY_OF, EXPRESSION_ELEMENT, BINARY_ELEMENT, LABELED_COLUMN_EXPR}
)
NAMED_COLUMN_ROLES: Final = COLUMN_ROLES | {LABELED_COLUMN_EXPR, STR_AS_PLAIN_COLUMN, DDL_REFERRED_COLUMN}
TEXT_ROLES: Final = frozenset(
    {
        STATEMENT,
        RETURNS_ROWS,
        COLUMNS_CLAUSE,
        WHERE_HAVING,
        ON_CLAUSE,
        ORDER_BY,
        GROUP_BY,
        BY_OF,
        FROM_CLAUSE,
        IN_ELEMENT,
        EXPRESSION_ELEMENT,
        BINARY_ELEMENT,
        SELECT_STATEMENT,
        DDL,
        DDL_EXPRESSION,
        DDL_CONSTRAINT_COLUMN,
        STATEMENT_OPTION,
    }
)
