"""Archive that was taken, and answer to a question from outside: everything that the rest of the house
needs to know of these kinds."""

from cochair.archives import queries, turns
from cochair.archives.models import Answer, Archive
from cochair.kernel.kind import Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

AFTER_THE_END = No("It tells of a cycle and changes nothing in it.")
OWN = No("Its own Party has it where it was made.")

ARCHIVE = Kind(
    code="archive",
    label=_("archive"),
    models=(Archive,),
    find=No("Each Party takes its own: an instant in its space names one."),
    ends_with=AFTER_THE_END,
    closed=queries.closed,
    verbs={"archive.made": _("A Party took the archive of a cycle away.")},
    archive=No("An archive does not hold itself."),
    personal=(
        Person("archives", _("Archives of cycles made"), Archive, ("made_by__account",),
               ("forum__slug", "cycle__number", "party__code", "made_at", "digest")),
    ),
    texts=No("It has digests and numbers, no words."),
    handover=OWN,
    search=OWN,
    retention=No("That an archive was taken names an office, nobody else."),
    turns=Turns(turns.untaken, turns.turns),
)  # fmt: skip

ANSWER = Kind(
    code="answer",
    label=_("answer to a question from outside"),
    models=(Answer,),
    find=No("Its number is counted for each Party: only in its space it names one answer."),
    ends_with=AFTER_THE_END,
    closed=queries.closed,
    verbs={"answer.made": _("A Party answered a question from outside.")},
    archive=No("It says only what anyone may know, from what the archive holds."),
    personal=(
        Person("answers", _("Answers to questions from outside given"), Answer,
               ("made_by__account",),
               ("forum__slug", "number", "party__code", "made_at", "digest")),
    ),
    texts=(
        Texts(Answer, evidence="content", name_nobody="topics languages", reduced="audience",
              rule="answers"),
    ),
    handover=OWN,
    search=OWN,
    retention=("answers",),
    turns=No("It was given as it was made: nobody owes anything on it."),
)  # fmt: skip
