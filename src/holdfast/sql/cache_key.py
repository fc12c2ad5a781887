"""What tells statements apart in caches: the names of `sqlalchemy.sql.cache_key`."""

from .structure import (
    CacheKey,
)

__all__ = [
    "CacheKey",
]
