"""What signatures hold: a language that is before both Parties for signature, or that is sealed.

What is sealed changes by no route; a later change is a corrigendum with its own number, which both
sign.  Before the seal no corrigendum changes it either: the text is taken back first.  Another
document takes its place by no one side alone; a later letter on the outcome of a silence does, since
both sign that too.
Source: domain.md CB-41.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.documents.models import Document, Original
from cochair.features.register import holds
from cochair.features.register.holds import Hold, Way
from cochair.features.signatures import refusal_texts


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those of which a language is being signed or was sealed."""
    rows = Original.objects.filter(expression__revision__document__in=keys, dropped_at=None)
    yield rows.values_list("expression__revision__document")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """The languages of a document that are being signed or are sealed; one query."""
    rows = Original.objects.filter(expression__revision__document=document, dropped_at=None)
    for language, sealed_at in rows.values_list("expression__language", "sealed_at"):
        is_sealed = sealed_at is not None
        yield Hold(
            refusal_texts.SEALED if is_sealed else refusal_texts.UNDER_SIGNATURE,
            holds.SIGNED,
            is_agreed=is_sealed,
            languages=frozenset({language}),
            ways=frozenset({Way.LETTER, *((Way.CORRIGENDUM,) if is_sealed else ())}),
        )
