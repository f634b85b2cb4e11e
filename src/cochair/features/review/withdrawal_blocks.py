"""What an adopted version of the procedures holds: the decision by which it was adopted stands.

Source: domain.md C.11 (INV-1), II.2.functions.c.2.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.compliance.models import ProposedVersion
from cochair.features.documents.models import Document
from cochair.features.documents.vocabulary import PROCEDURE_PROPOSAL
from cochair.features.register.holds import Hold, Verb
from cochair.procedure.refusal import Refusal, _

ENTERED = Refusal(
    "two-keys",
    _(
        "The text was adopted as a version of the procedures, and its adoption stands. "
        "Only another version can change it."
    ),
)


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those by which a version of the procedures was adopted."""
    yield _entered().filter(document__in=keys).values_list("document")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What holds a document by which a version of the procedures was adopted."""
    if document.kind == PROCEDURE_PROPOSAL and _entered().filter(document=document).exists():
        yield Hold(ENTERED, frozenset({Verb.RECALL}))


def _entered() -> QuerySet[ProposedVersion]:
    return ProposedVersion.objects.filter(adopted__isnull=False)
