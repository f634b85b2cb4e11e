"""Translation memory: everything that the rest of the house needs to know of this kind."""

from cochair.features.documents.models import Unit
from cochair.kernel.kind import Kind, No, Texts
from cochair.procedure.refusal import _

MEMORY = Kind(
    code="memory",
    label=_("translation memory"),
    models=(Unit,),
    find=No("Entries name the whole memory, and no pair of it."),
    ends_with=No("It goes on: it serves the texts of all cycles."),
    closed=No("Entries tell how many pairs came, and none of them."),
    verbs={
        "memory.brought": _("Pairs of paragraphs were imported into the translation " "memory."),
    },
    archive=No("Its pairs are taken from documents, which are archived."),
    personal=No("A pair does not name who brought it."),
    texts=(Texts(Unit, evidence="source target"),),
    handover=No("Nothing of it waits for the next presidency."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("Its pairs are words of documents, which stay."),
    turns=No("Nobody owes anything to the translation memory."),
)  # fmt: skip
