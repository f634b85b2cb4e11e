"""Why the object of a joint act on a document is over.  Source: domain.md C.4 (Document)."""

from cochair.features.acts.kinds import Ended, ended
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import _

WITHDRAWN = ended("document.withdrawn", _("The document has been withdrawn."))
SUPERSEDED = ended("document.superseded", _("The document was replaced by another document."))


def of_document(forum: Forum, slug: str) -> Ended | None:
    """A document that was withdrawn, or that is in no register, is signed by nobody."""
    stands = Document.objects.filter(forum=forum, slug=slug, withdrawn_at=None).exists()
    return None if stands else WITHDRAWN


def of_going_on(forum: Forum, slug: str) -> Ended | None:
    """With a document that was withdrawn, or whose place another took, nobody goes on."""
    rows = Document.objects.filter(forum=forum, slug=slug, superseded_by__isnull=False)
    return of_document(forum, slug) or (SUPERSEDED if rows.exists() else None)
