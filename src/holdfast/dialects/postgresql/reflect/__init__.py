"""What PostgreSQL's catalogue tells, behind the Inspector."""

from .inspector import PGInspector, ReflectedDomain, ReflectedDomainConstraint, ReflectedEnum, ReflectedNamedType
from .reflection import PGReflection

__all__ = [
    "PGInspector",
    "PGReflection",
    "ReflectedDomain",
    "ReflectedDomainConstraint",
    "ReflectedEnum",
    "ReflectedNamedType",
]
