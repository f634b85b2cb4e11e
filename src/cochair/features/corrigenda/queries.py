"""Reads of corrigenda: what waits to be corrected, and what both signed of them."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import holds
from cochair.procedure.consent import ConsentState
from cochair.procedure.symbol import CORRIGENDUM

CORRECT = "document.correct"


def pending(corrigendum: Document) -> Mapping[str, Expression]:
    """The corrected words that wait for a signature, by language: editions of the last revision of
    the work that were written by this corrigendum and not released."""
    rows = Expression.objects.filter(
        corrigendum=corrigendum, replaced_at=None, released_at=None
    ).select_related("revision__document", "file")
    return {row.language: row for row in rows.order_by("language", "edition")}


def signed(corrigendum: Document) -> tuple[JointAct, ...]:
    """The acts by which both signed a corrigendum, the latest first."""
    return tuple(_acts(corrigendum, [ConsentState.EFFECTIVE.value]))


def waiting(corrigendum: Document) -> JointAct | None:
    """The act on a corrigendum that waits for a signature, or None."""
    return _acts(corrigendum, list(acts.OPEN)).first()


def bound(corrigendum: Document, digests: Mapping[str, str]) -> Mapping[str, Expression]:
    """The corrected words that an act binds by their fingerprints, released by now or not."""
    rows = Expression.objects.filter(corrigendum=corrigendum, language__in=digests)
    ordered = rows.order_by("language", "edition")
    return {row.language: row for row in ordered if row.digest == digests[row.language]}


def words_before(expression: Expression) -> Expression | None:
    """The edition in whose place corrected words are read."""
    rows = Expression.objects.filter(
        revision=expression.revision_id,
        language=expression.language,
        edition__lt=expression.edition,
    )
    return rows.exclude(released_at=None).order_by("edition").last()


def usable(
    document: Document, language: str, hat: ActingOffice, at: datetime
) -> QuerySet[Document]:
    """The corrigenda by which an office may put the words of a language right: those that went out,
    and of words that both agreed to its own drafts as well."""
    rows = queries.visible(document.forum, hat, at).filter(
        of=document, suffix=CORRIGENDUM, withdrawn_at=None, corrects__in=["", language]
    )
    out = Q(circulated_at__lte=at)
    drafts = Q(circulated_at=None) & queries.own(hat)
    wanted = out | drafts if holds.agreed(document, at) else out
    return rows.filter(wanted).order_by("suffix_number")


def revision_of(corrigendum: Document) -> Revision:
    """The last revision of a corrigendum."""
    found = corrigendum.revisions.order_by("number").last()
    assert found is not None
    return found


def _acts(corrigendum: Document, states: list[str]) -> QuerySet[JointAct]:
    """Acts on a corrigendum are about the work that it corrects, which their readers may read."""
    rows = acts.acts(corrigendum.forum).filter(kind=CORRECT, state__in=states)
    return rows.filter(body__document=corrigendum.slug)
