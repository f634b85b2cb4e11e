"""A corrigendum that puts one language right: what it may be, and what it leaves alone.

The other languages were right; they do not go stale.  The digest of the corrected language is new,
so that keys which were turned on the revision are void all the same.
What both Parties agreed to is corrected by both: neither sends the corrigendum out alone, and
neither puts other words in place alone.
Source: domain.md B.8 (CB-36), C.2 (Corrigendum), C.4 (Document: final -> corrected), AMB-22.
"""

from datetime import datetime

from cochair.features.documents.models import Document, Expression
from cochair.features.languages.states import CLAUSE
from cochair.features.register import holds
from cochair.features.register.holds import Way
from cochair.procedure.refusal import Refusal, _
from cochair.procedure.symbol import CORRIGENDUM


def its_language(document: Document, language: str) -> Refusal | None:
    """A refusal for a text in another language than the one that a corrigendum corrects."""
    if not document.corrects or document.corrects == language:
        return None
    return Refusal(
        CLAUSE,
        _("This corrigendum corrects only one language: {language}."),
        {"language": document.corrects},
    )


def applies(
    document: Document, corrigendum: Document | None, language: str, at: datetime
) -> Refusal | None:
    """A refusal for a correction by what is no corrigendum of this language, out and standing.

    Of words that both agreed to, the correction is written beside the draft: both sign the two.
    """
    if corrigendum is None:
        return None
    out = corrigendum.circulated_at is not None and corrigendum.circulated_at <= at
    fits = (
        is_of(corrigendum, document)
        and corrigendum.corrects in {"", language}
        and corrigendum.withdrawn_at is None
        and (out or bool(holds.agreed(document, at)))
    )
    if fits:
        return None
    return Refusal(
        CLAUSE,
        _("This is not a circulated corrigendum of this language version that is still in force."),
    )


def is_of(corrigendum: Document, document: Document) -> bool:
    """Whether a document is a corrigendum of another."""
    return corrigendum.of_id == document.pk and corrigendum.suffix == CORRIGENDUM


def takes_both(corrigendum: Document, at: datetime) -> bool:
    """Whether a document is a corrigendum of words that both Parties have agreed to."""
    if corrigendum.suffix != CORRIGENDUM or corrigendum.of is None:
        return False
    return bool(holds.agreed(corrigendum.of, at))


def unreleased(
    expression: Expression, document: Document, at: datetime, way: Way
) -> Refusal | None:
    """Why corrected words do not take the place of others by one office alone, if so."""
    if expression.corrigendum_id is None or way is Way.CORRIGENDUM:
        return None
    return BOTH_SIGN if holds.agreed(document, at) else None


BOTH_SIGN = Refusal(
    "two-keys",
    _(
        "Both Parties agreed to the words that this corrigendum corrects: send the corrigendum for signature."
    ),
)
