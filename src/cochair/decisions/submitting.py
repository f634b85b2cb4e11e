"""What stands against submitting a document for adoption, in a meeting or by silence alike."""

from datetime import datetime

from cochair.documents.models import Document
from cochair.documents.register import holds
from cochair.documents.register.holds import Verb
from cochair.procedure.refusal import Refusal, _

BEGUN = Refusal(
    "practice", _("A new revision has begun and was not circulated: circulate that revision first.")
)
FINAL = Refusal(
    "practice",
    _("The document is final: circulate another revision, which opens it again, then submit that."),
)


def unfit(document: Document, at: datetime) -> tuple[Refusal, ...]:
    """Both have agreed to its words already, it is final, or another revision is being written."""
    begun = document.revisions.filter(circulated_at=None).exists()
    return (
        *holds.refusals(document, Verb.SUBMIT, at),
        *((FINAL,) if document.final_at is not None else ()),
        *((BEGUN,) if begun else ()),
    )
