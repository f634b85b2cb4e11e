"""How a document was adopted by silence, for the pages that show it."""

from cochair.features.documents import bound_texts
from cochair.features.documents.models import Document
from cochair.features.register.adoptions import Adoption
from cochair.features.silence import queries
from cochair.procedure import silence as core


def of_document(document: Document) -> Adoption | None:
    """The silence procedure that passed on a document; None where none did."""
    row = (
        queries.procedures(document.forum)
        .filter(revision__document=document, closed_at__isnull=False, withdrawal=None)
        .first()
    )
    at = queries.stands_since(row) if row is not None else None
    if row is None or at is None:
        return None
    silence = queries.silence(row, at)
    if core.stage(silence, at) is not core.Stage.PASSED:
        return None
    return Adoption(
        at=core.course(silence, at).expires_at,
        signed=tuple((key.party, key.member) for key in row.act.keys.all()),
        words=bound_texts.of_revision(row.revision, row.act),
    )
