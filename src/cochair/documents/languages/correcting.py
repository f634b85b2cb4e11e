"""A corrigendum that puts one language right: what it may be, and what it leaves alone.

The other languages were right; they do not go stale.  The digest of the corrected language is new,
so that keys which were turned on the revision are void all the same.
Source: domain.md B.8 (CB-36), C.4 (Document: final -> corrected), AMB-22.
"""

from datetime import datetime

from cochair.documents.languages.states import CLAUSE
from cochair.documents.models import Document
from cochair.procedure.refusal import Refusal, _
from cochair.procedure.symbol import CORRIGENDUM


def its_language(document: Document, language: str) -> Refusal | None:
    """A refusal for a text in another language than the one that a corrigendum corrects."""
    if not document.corrects or document.corrects == language:
        return None
    return Refusal(
        CLAUSE,
        _("This corrigendum corrects one language alone: {language}."),
        {"language": document.corrects},
    )


def applies(
    document: Document, corrigendum: Document | None, language: str, at: datetime
) -> Refusal | None:
    """A refusal for a correction by what is no corrigendum of this language, out and standing."""
    if corrigendum is None:
        return None
    fits = (
        corrigendum.of_id == document.pk
        and corrigendum.suffix == CORRIGENDUM
        and corrigendum.corrects in {"", language}
        and corrigendum.withdrawn_at is None
        and corrigendum.circulated_at is not None
        and corrigendum.circulated_at <= at
    )
    if fits:
        return None
    return Refusal(
        CLAUSE, _("That is no corrigendum of this language that was circulated and stands.")
    )
