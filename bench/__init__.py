"""holdfast beside SQLAlchemy, its peers and the bare driver, interleaved in one run: `python -m bench`."""
