"""What is missing when a meeting is opened.

The notice, the final agenda and the co-chairs are soft guards: both keys may open without them,
with a reason, which is recorded and shown (corrections.md section 1, "Guards").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.agendas.queries import PROVISIONAL
from cochair.features.meetings import chairs as chairing
from cochair.features.meetings.cycle_plan import REASON_AT_LEAST
from cochair.features.meetings.models import Agenda, JointNote, Meeting
from cochair.features.parties import queries as parties
from cochair.procedure.book import Book
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, Sentence, _

NOTICE, AGENDA, CHAIR = "notice", "agenda", "chair"
# The kind of the joint note that says why a meeting opened without something.
OPENED_WITHOUT = "opened_without"

SAYS: Mapping[str, str] = {
    NOTICE: _("No notice of meeting has been issued."),
    AGENDA: _("No final agenda has been published."),
    CHAIR: _("No co-chair or deputy of {party} has checked in."),
}
CLAUSES: Mapping[str, str] = {
    NOTICE: "notice_issued_by_presidencies",
    AGENDA: "functions_placed",
    CHAIR: "co_chaired_by_presidencies",
}
WHERE: Mapping[str, str] = {
    NOTICE: "meetings:notice",
    AGENDA: "meetings:agenda",
    CHAIR: "meetings:check-in",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a meeting opens without: its code, the clause, a sentence, where one acts."""

    code: str
    clause: str
    says: Sentence
    route: str


def at_opening(meeting: Meeting, at: datetime) -> tuple[Missing, ...]:
    """What the meeting would open without: notice, final agenda, a co-chair of each Party."""
    book = parties.book(meeting.forum, at)
    there = chairing.present(meeting)
    codes = [] if meeting.convened_at is not None else [NOTICE]
    final = Agenda.objects.filter(meeting=meeting, stage=PROVISIONAL, published_at__isnull=False)
    if not final.exists():
        codes.append(AGENDA)
    codes += [f"{CHAIR}:{party.code}" for party in book.parties if party.code not in there]
    return tuple(of_code(code, book, meeting.configuration) for code in codes)


def chairs(meeting: Meeting, at: datetime) -> tuple[Refusal, ...]:
    """A refusal for each Party of which nobody who chairs is there at an instant."""
    book, there = parties.book(meeting.forum, at), chairing.there(meeting, at)
    lacking = (
        of_code(f"{CHAIR}:{party.code}", book, meeting.configuration)
        for party in book.parties
        if party.code not in there
    )
    return tuple(Refusal(one.clause, one.says.message, one.says.facts) for one in lacking)


def of_code(code: str, book: Book, configuration: str) -> Missing:
    """Something missing by its code, such as `notice`, or `chair:` and the code of a Party."""
    what, _colon, party = code.partition(":")
    return Missing(
        code,
        book.clause_for(CLAUSES[what], configuration),
        Sentence(SAYS[what], {"party": party} if party else {}),
        WHERE[what],
    )


def without_reason(found: tuple[Missing, ...], reason: str) -> Refusal | None:
    """A refusal of an opening that lacks something and does not say why it opens all the same."""
    if not found or is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        found[0].clause,
        _(
            "Something is missing. State why the meeting opens nevertheless, in at least "
            "{number} characters."
        ),
        {"number": REASON_AT_LEAST},
    )


def more_than_said(act: JointAct, meeting: Meeting, at: datetime) -> Refusal | None:
    """A refusal when something is missing that was there when the opening was proposed."""
    said = act.body.get("missing", [])
    found = next((one for one in at_opening(meeting, at) if one.code not in said), None)
    if found is None:
        return None
    return Refusal(
        found.clause,
        _(
            "More is missing than when the opening was sent for signature. Send it for "
            "signature again, with a reason."
        ),
    )


def note(act: JointAct, meeting: Meeting, at: datetime) -> None:
    """Keep with the meeting what it opened without, and why."""
    if act.body.get("missing"):
        JointNote.objects.create(
            meeting=meeting, kind=OPENED_WITHOUT, value="", text=act.reason, at=at, act=act
        )
