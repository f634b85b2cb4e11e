"""What both signed of a cycle holds: its report and its assessment stay in the words of the act.

They were entered in the register with the last signature.  Source: domain.md C.2, C.11 (INV-13).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.acts.kinds import Ended
from cochair.features.assessments.kinds import SIGNED
from cochair.features.commitments.models import EffectivenessAssessment, StocktakingReport
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.register import holds
from cochair.features.register.holds import Hold, Way
from cochair.features.stocktaking.closure import FINAL
from cochair.procedure.refusal import Refusal


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those that are signed texts of a cycle."""
    for rows in (StocktakingReport.objects, EffectivenessAssessment.objects):
        yield rows.filter(document__in=keys).values_list("document")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What the signed texts of a cycle hold of a document at an instant (aware UTC)."""
    if StocktakingReport.objects.filter(document=document).exists():
        yield _signed(document, FINAL)
    if EffectivenessAssessment.objects.filter(document=document).exists():
        yield _signed(document, SIGNED)


def _signed(document: Document, ended: Ended) -> Hold:
    words = documents.entered(document)
    return Hold(
        Refusal("two-keys", ended.says),
        holds.AGREED,
        is_agreed=True,
        differs=lambda editions: holds.unlike(editions, words),
        ways=frozenset({Way.CORRIGENDUM}),
    )
