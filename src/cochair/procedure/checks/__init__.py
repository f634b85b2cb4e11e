"""The 39 predicates by which clauses are decided, one module for each subject.

A predicate is a pure function of what is known. It never reads a clock, and it names no
forum, Party, place or configuration: these come with its arguments and with the book.

Source: domain A.5; corrections.md sections 1 and 2.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cochair.procedure.checks import (
    agenda,
    calendar,
    chairing,
    composition,
    decisions,
    documents,
    follow_up,
    observers,
    preparation,
    procedures,
    register,
    venue,
)
from cochair.procedure.checks.registry import KNOWN, Predicate
from cochair.procedure.clause import CheckShape

__all__ = [
    "REGISTRY",
    "SHAPES",
    "Predicate",
    "agenda",
    "calendar",
    "chairing",
    "composition",
    "decisions",
    "documents",
    "follow_up",
    "observers",
    "preparation",
    "procedures",
    "register",
    "venue",
]

REGISTRY: Mapping[str, Predicate] = MappingProxyType(KNOWN)
SHAPES: Mapping[str, CheckShape] = MappingProxyType(
    {name: predicate.shape for name, predicate in KNOWN.items()}
)
