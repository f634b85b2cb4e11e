"""How a document was adopted by silence, for the pages that show it."""

from collections.abc import Mapping

from cochair.features.documents import bound_texts
from cochair.features.documents.models import Document
from cochair.features.register import holds
from cochair.features.register.adoptions import Adoption
from cochair.features.silence import queries
from cochair.features.silence.withdrawal_blocks import is_for_comments
from cochair.procedure import silence as core


def of_document(document: Document) -> Adoption | None:
    """The silence procedure that passed on a document; None where none did, and where it was a time
    for comments alone."""
    row = (
        queries.procedures(document.forum)
        .filter(revision__document=document, closed_at__isnull=False, withdrawal=None)
        .first()
    )
    at = queries.stands_since(row) if row is not None else None
    if row is None or at is None or is_for_comments(document):
        return None
    silence = queries.silence(row, at)
    if core.stage(silence, at) is not core.Stage.PASSED:
        return None
    words: Mapping[str, str] = row.terms["languages"]
    return Adoption(
        at=core.course(silence, at).expires_at,
        signed=tuple((key.party, key.member) for key in row.act.keys.all()),
        words=bound_texts.of_revision(row.revision, row.act),
        differs=lambda editions: holds.unlike(editions, words),
    )
