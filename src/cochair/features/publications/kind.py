"""Publication of a document: everything that the rest of the house needs to know of this kind."""

from cochair.features.documents.models import Publication
from cochair.kernel.kind import Kind, No, Texts
from cochair.procedure.refusal import _

PUBLICATION = Kind(
    code="document-publication",
    label=_("publication of a document"),
    models=(Publication,),
    find=No("Entries name the document that was published."),
    ends_with=No("A document may be published after its cycle."),
    closed=No("What was published is read by anyone."),
    verbs={"document.published": _("A document was published.")},
    archive=No("An archive holds the joint act that published it."),
    personal=No("The joint act says who signed it."),
    texts=(Texts(Publication, evidence="title", name_nobody="editions"),),
    handover=No("Nothing of it waits for the next presidency."),
    search=No("The search finds what was published with its document."),
    retention=No("What was published stays for good."),
    turns=No("That it is to be published is a turn on the document."),
)  # fmt: skip
