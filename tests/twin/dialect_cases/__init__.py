"""Expressions of one database, one a line, that both libraries are asked for; and what each makes of them."""
