"""A decision in the room: a text is put, delegations may object, the co-chairs declare.

Nothing here passes over an objection. Source: domain B.4, C.4, C.11 (INV-1, INV-11).
"""

from cochair.procedure.consensus.acts import (
    claims_open,
    convert,
    declare,
    file_statement,
    is_late,
    may_declare,
    may_object,
    may_put,
    object_to,
    put,
    suspend,
    withdraw,
)
from cochair.procedure.consensus.shape import (
    Claim,
    Decision,
    Declaration,
    Objection,
    Suspension,
    declaration_digest,
    declared_at,
    outcome,
    put_at,
    putting_digest,
    stage,
    standing,
    statements_in_time,
    suspension_digest,
)
from cochair.procedure.consensus.stages import STEPS, Stage

__all__ = [
    "STEPS",
    "Claim",
    "Decision",
    "Declaration",
    "Objection",
    "Stage",
    "Suspension",
    "claims_open",
    "convert",
    "declaration_digest",
    "declare",
    "declared_at",
    "file_statement",
    "is_late",
    "may_declare",
    "may_object",
    "may_put",
    "object_to",
    "outcome",
    "put",
    "put_at",
    "putting_digest",
    "stage",
    "standing",
    "statements_in_time",
    "suspend",
    "suspension_digest",
    "withdraw",
]
