"""Declarations, one a line, that both libraries are asked for: DDL on five dialects, types, and errors."""
