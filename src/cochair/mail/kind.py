"""Letter, and how a person is written to: everything that the rest of the house needs to know of them."""

from cochair.kernel.kind import Kind, No, Person, Texts, Turns
from cochair.mail import queries, turns
from cochair.mail.models import Message, Preference
from cochair.procedure.refusal import _

# What a person is given of a letter.
LETTER = (
    "forum__slug", "queued_at", "sent_at", "state", "email", "name", "language", "zone", "subject",
    "body",
)  # fmt: skip

MESSAGE = Kind(
    code="message",
    label=_("letter"),
    models=(Message,),
    find=queries.of_slug,
    ends_with=No("A letter on a closed cycle may still be sent again."),
    closed=No("Its name tells nothing, and its text is read by its own Party alone."),
    verbs={"mail.retried": _("A letter that had not arrived was sent again.")},
    archive=No("A letter tells of what is in the archive itself."),
    personal=(Person("letters", _("Letters"), Message, ("account",), LETTER),),
    texts=(
        Texts(Message, name_nobody="key about_id office", rule="letters",
              reduced="recipient email name subject body way_in calendar message_id"),
    ),
    handover=No("The letters of its Party stay where the next presidency reads them."),
    search=No("What it tells of is found instead."),
    retention=("letters",),
    turns=Turns(turns.unreached, turns.turns),
)  # fmt: skip

PREFERENCE = Kind(
    code="preference",
    label=_("how a person is written to"),
    models=(Preference,),
    find=No("It is the person's own: the journal never names it."),
    ends_with=No("It is of a person, not of a cycle."),
    closed=No("Only the person has a page of it."),
    verbs=No("No entry of the journal is about it."),
    archive=No("It is of a person, not of a cycle."),
    personal=(
        Person("preferences", _("How you are written to"), Preference, ("account",),
               ("digest", "quiet_from", "quiet_until")),
    ),
    texts=No("It has hours and a choice, no words."),
    handover=No("Whoever follows chooses it anew."),
    search=No("Only the person has a page of it."),
    retention=("accounts",),
    turns=No("A person may change it, and owes nothing."),
)  # fmt: skip
