"""Which object stands for which row."""

from .key import IdentityKey, pk_key
from .map import SWEEP_AT, IdentityMap

__all__ = ["SWEEP_AT", "IdentityKey", "IdentityMap", "pk_key"]
