"""Programme of a coming meeting: everything that the rest of the house knows of this kind."""

from cochair.decisions.models import ProgrammeRevision
from cochair.decisions.programmes import queries, turns
from cochair.kernel.kind import Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

PROGRAMME = Kind(
    code="programme",
    label=_("programme of a meeting"),
    models=(ProgrammeRevision,),
    find=No("Its entries name the meeting that prepares it."),
    ends_with=queries.ends_with,
    closed=No("Its entries name the meeting; those on drafts are for who prepares."),
    verbs={
        "programme.revised": _("The programme of a coming meeting was revised."),
        "programme.submitted": _("A programme was submitted to a meeting."),
        "programme.endorsed": _("A meeting endorsed a programme."),
    },
    archive=No("In no archive yet: programmes were never kept there."),
    personal=(
        Person("programmes", _("Programmes of meetings prepared"), ProgrammeRevision,
               ("by__account",), ("meeting__slug", "number", "at")),
    ),
    texts=(Texts(ProgrammeRevision, evidence="entries"),),
    handover=No("Not in the file yet: programmes were never listed there."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What a meeting endorsed stays, and what led to it."),
    turns=Turns(turns.unended, turns.turns),
)  # fmt: skip
