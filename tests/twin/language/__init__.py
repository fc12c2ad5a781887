"""Lines of Python that say something in the SQL language, and what each library makes of them."""
