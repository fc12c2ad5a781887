"""Rules for DDL."""
