"""Which object stands for which row."""

from .key import IdentityKey, pk_key
from .map import IdentityMap

__all__ = ["IdentityKey", "IdentityMap", "pk_key"]
