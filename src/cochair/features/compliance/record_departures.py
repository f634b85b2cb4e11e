"""The departures from the procedures that both agreed for a meeting, in its record (CB-38, point 8)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from cochair.features.compliance import queries, statement
from cochair.features.compliance.models import Departure
from cochair.features.meeting_records import frames
from cochair.features.meeting_records.frames import Frames
from cochair.features.meeting_records.sections import Given, Piece, Section, register
from cochair.features.meetings.models import Meeting
from cochair.formats.paragraphs import ITEM
from cochair.procedure.facts import Facts
from cochair.procedure.refusal import _
from cochair.web import localize, spoken

MEETING = "meeting"
# The reason is quoted as both signed it; where that is in another language, the record says so.
SAID = _("Exception to clause {clause}, agreed by both Parties on {at}: “{reason}”.")
SAID_IN = _(
    "Exception to clause {clause}, agreed by both Parties on {at}: “{reason}” (in {language})."
)
WITHOUT_REASON = _("Exception to clause {clause}, agreed by both Parties on {at}")
LONGEST_KEY = 64


def register_all() -> None:
    """Have the departures of a meeting written into its record; called once."""
    register(Section.DEPARTURES, "departures", departures)


def departures(meeting: Meeting, at: datetime) -> Iterable[Given]:
    """One paragraph for each departure in force for the meeting, and for each joint fact that has the
    effect of one: a declaration, a function that both left out, an absence that both excused.

    Source: corrections.md section 1, "Departures".
    """
    known = frames.of_meeting(meeting)
    rows = Departure.objects.filter(
        forum=meeting.forum, target_kind=MEETING, target_id=meeting.slug, at__lte=at
    ).select_related("act")
    signed = set()
    for row in rows:
        signed.add(f"departure-{row.pk}")
        reasons = {code: row.act.reason_in(code) for code in frames.LANGUAGES}
        words = _quoted(known, reasons, clause=row.rule, at=row.at)
        yield Given(Piece(f"departures-{row.pk}", words, ITEM))
    yield from _by_effect(meeting, at, known, signed)


def _by_effect(meeting: Meeting, at: datetime, known: Frames, signed: set[str]) -> Iterator[Given]:
    """What the results say was departed from, and no signed departure for this meeting tells."""
    told = queries.facts_at(meeting.forum, at)
    found = queries.results(meeting.forum, at).of_target(meeting.slug)
    instants = _instants(told, meeting)
    acts = statement.acts_by_effect(Meeting.objects.filter(pk=meeting.pk))
    for one in statement.departures(told, found):
        if one.departure in signed:
            continue
        act = acts.get(one.departure)
        reasons = {code: act.reason_in(code) if act else one.reason for code in frames.LANGUAGES}
        facts: dict[str, object] = {"clause": one.rule, "at": instants.get(one.departure, at)}
        words = (
            _quoted(known, reasons, **facts)
            if any(reasons.values())
            else known.said(WITHOUT_REASON, **facts)
        )
        name = f"{one.departure}-{one.rule}".lower().replace(".", "-")
        yield Given(Piece(f"departures-{name}"[:LONGEST_KEY], words, ITEM))


def _quoted(known: Frames, reasons: Mapping[str, str], **facts: object) -> dict[str, str]:
    """An exception with its reason in each language, as it was signed in that language or another."""
    found = {}
    for code, reason in reasons.items():
        other = spoken.foreign(reason, code)
        told = {**facts, "reason": localize.as_quoted(reason)}
        if other:
            told["language"] = localize.languages([other])[0]
        found[code] = known.said(SAID_IN if other else SAID, **told)[code]
    return found


def _instants(told: Facts, meeting: Meeting) -> dict[str, datetime]:
    """When each joint fact of a meeting, or departure of the forum, took effect, by its id."""
    found = {one.id: one.at for one in told.departures}
    fact = next((one for one in told.meetings if one.id == meeting.slug), None)
    if fact is not None:
        found |= {one.id: one.at for one in fact.omissions}
        found |= {one.id: one.at for one in fact.joint_notes}
        found |= {one.id: one.excused_at for one in fact.invitations if one.excused_at}
        if fact.declaration is not None:
            found[fact.declaration.id] = fact.declaration.at
    return found
