"""Whose turn it is on a text under negotiation, and on what holds it back."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet

from cochair.features.delegations.queries import first_day
from cochair.features.documents import cycles
from cochair.features.documents.models import Document
from cochair.features.documents.shared_turns import named, of_both
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.responsibility import Ask
from cochair.features.meetings.states import AHEAD, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.texts import decision_state, queries
from cochair.features.texts.models import NegotiatedText, Reservation
from cochair.kernel.kind import Turn
from cochair.procedure import text as core
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.obstacle import Cleared, Subject, Weight, clearance_of
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

FIRST_DRAFT = _("Circulate the first draft: final document of {meeting}")
TRANSLATE = _("Translate paragraphs ({count}): {document}")
SETTLE = _("Settle the proposals ({count}): {document}")
CLEAR = _("Clear for our Party: {document}")
CLEAR_AGAIN = _("Clear again: {document}")
SUBMIT = _("Submit for adoption: {document}")
LIFT = _("Lift or convert your reservation: {document}, paragraph {number}")
LIFT_ON_ALL = _("Lift or convert your reservation: {document}")
CONFIRM = _("Confirm: {document}, paragraph {number}")
OF_ONE_PARTY = frozenset({CLEAR, CLEAR_AGAIN})
OF_ITS_AUTHOR = frozenset({LIFT, LIFT_ON_ALL, CONFIRM})
# So long before the meeting a Party is asked for its clearance, and an author to lift what stands.
CLEARS_BEFORE, LIFTS_BEFORE = timedelta(days=5), timedelta(days=3)
CLEARS = (Role.COORDINATOR, Role.SECRETARIAT, Role.CO_PRESIDENCY)
SHOWN = Weight.SHOWN
CLEARED = frozenset({Cleared.GIVEN, Cleared.NOT_NEEDED})
# The check of the clause that asks a meeting for a final document.
FINAL_CHECK = "final_document_agreed"


def wanted(forum: Forum) -> Iterator[NegotiatedText | Meeting]:
    """The texts that are negotiated, and the meetings ahead for which none was begun."""
    yield from going_on(forum)
    begun = NegotiatedText.objects.filter(forum=forum).values_list("document__meeting", flat=True)
    drafted = frozenset(begun)
    yield from (one for one in responsibility.not_over(forum) if one.pk not in drafted)


def of_text_or_meeting(row: NegotiatedText | Meeting, at: datetime) -> Iterator[Turn]:
    """Who acts on a text, or begins that of a meeting, at an instant (aware UTC)."""
    return _first_draft(row, at) if isinstance(row, Meeting) else of_text(row, at)


def _first_draft(one: Meeting, at: datetime) -> Iterator[Turn]:
    """Both, before a meeting that closes with a final document; the host's secretariat prepares it."""
    if responsibility.is_history(one, at) or state_of(one, at) not in AHEAD:
        return
    if any(parties.book(one.forum, at).clauses_for(FINAL_CHECK, one.configuration)):
        until = responsibility.practice(one, ShownBy.FIRST_DRAFT, at)
        ask = Ask(FIRST_DRAFT, ("desk:meeting-documents", one.slug), until)
        yield from responsibility.of_chairs(one, ask, at)


def going_on(forum: Forum) -> QuerySet[NegotiatedText]:
    """The texts of a forum that are negotiated, and have not ended with a cycle."""
    rows = queries.texts(forum).exclude(document__in=_ended(forum).values("pk"))
    return rows.filter(
        document__withdrawn_at=None, document__superseded_by=None, document__final_at=None
    ).prefetch_related("document__meeting__schedules")


def of_text(row: NegotiatedText, at: datetime) -> Iterator[Turn]:
    """Who acts on a text at an instant (aware UTC): nobody while its words stay as they were put."""
    if any(decision_state.fixed(row, at)):
        return
    text = queries.negotiated(row)
    yield from _to_translate(row, text)
    is_in_round = any(one.closed_at is None for one in text.rounds)
    if text.open_proposals and not is_in_round:
        facts = {**named(row.document), "count": str(len(text.open_proposals))}
        yield from of_both(row.forum, SETTLE, facts, ("texts:text", row.document.slug))
    yield from _to_clear(row, text, at)
    yield from _to_submit(row, text, at)


def _to_translate(row: NegotiatedText, text: core.NegotiatedText) -> Iterator[Turn]:
    """Each secretariat, while paragraphs are behind in some language."""
    behind = list(dict.fromkeys(paragraph for paragraph, _language in core.stale(text)))
    facts = {**named(row.document), "count": str(len(behind))}
    for party in parties.roster(row.forum).party_codes if behind else ():
        address = ("texts:paragraph", row.document.slug, behind[0])
        yield Turn(Role.SECRETARIAT.value, party, TRANSLATE, facts, None, "", address)


def _to_clear(row: NegotiatedText, text: core.NegotiatedText, at: datetime) -> Iterator[Turn]:
    """A Party that has not cleared the words as they are: in the days before the meeting, or once
    it had cleared others.  No other Party is told."""
    digest, given = core.text_digest(text), queries.clearances(row)
    meeting = row.document.meeting
    first = first_day(meeting) if meeting is not None else None
    is_near = (
        meeting is not None
        and first is not None
        and meeting.closed_at is None
        and meeting.cancelled_at is None
        and first <= civil_day(at + CLEARS_BEFORE, row.forum.zone)
    )
    for party in parties.roster(row.forum).party_codes:
        was = any(one.party == party and one.state in CLEARED and one.at <= at for one in given)
        said = clearance_of(given, party, digest, at)
        if said in CLEARED or not (was or is_near):
            continue
        for role in CLEARS:
            says = CLEAR_AGAIN if was else CLEAR
            address = ("texts:text", row.document.slug, "#clearance")
            yield Turn(role.value, party, says, named(row.document), None, "", address)


def _to_submit(row: NegotiatedText, text: core.NegotiatedText, at: datetime) -> Iterator[Turn]:
    """A presidency whose Party cleared words against which nothing stands, in the open meeting.

    What another Party cleared is not told by it.
    """
    meeting = row.document.meeting
    sits = meeting is not None and meeting.opened_at is not None and meeting.closed_at is None
    if meeting is None or not sits or decision_state.on(row) is not None:
        return
    against = (one for one in queries.outstanding_of(row, text, at) if one.weight is not SHOWN)
    if any(one.subject is not Subject.CLEARANCE for one in against):
        return
    given, digest = queries.clearances(row), core.text_digest(text)
    for party in text.parties:
        if clearance_of(given, party, digest, at) in CLEARED:
            address = ("desk:room", meeting.slug)
            facts = named(row.document)
            yield Turn(Role.CO_PRESIDENCY.value, party, SUBMIT, facts, None, "", address)


def held_back(forum: Forum) -> Iterable[Reservation]:
    """The reservations that stand on texts that are negotiated."""
    rows = Reservation.objects.filter(text__forum=forum, lifted_at=None).exclude(
        text__document__in=_ended(forum).values("pk")
    )
    return rows.select_related(
        "text__forum", "text__document__meeting", "text__document__party", "text__began_from"
    ).prefetch_related("text__document__meeting__schedules")


def of_reservation(one: Reservation, at: datetime) -> Iterator[Turn]:
    """Its author, once its day is over, three days before the meeting, or to confirm what is agreed
    subject to its capital.  Nobody else is told whose it is."""
    row, zone = one.text, one.text.forum.zone
    if one.lifted_at is not None or decision_state.is_over(row, decision_state.on(row)):
        return
    text, meeting = queries.negotiated(row), row.document.meeting
    number = text.number(one.paragraph)
    if one.paragraph and not number:
        return
    starts = None
    if meeting is not None and meeting.cancelled_at is None and first_day(meeting) is not None:
        starts = list(meeting.schedules.all())[-1].starts
    until = end_of_day(one.until, zone) if one.until is not None else starts
    tentative = core.ParagraphState.AGREED_AD_REFERENDUM
    is_agreed = (
        one.kind == core.ReservationKind.AD_REFERENDUM
        and core.paragraph_states(text).get(one.paragraph) is tentative
    )
    is_over = one.until is not None and until is not None and until <= at
    if not (is_agreed or is_over or (starts is not None and starts <= at + LIFTS_BEFORE)):
        return
    says = CONFIRM if is_agreed else LIFT if number else LIFT_ON_ALL
    facts = {**named(row.document), **({"number": str(number)} if number else {})}
    page = ("texts:paragraph", row.document.slug, one.paragraph)
    address = page if number else ("texts:text", row.document.slug)
    for role, of in _authors(one):
        yield Turn(role.value, of, says, facts, until, "fixed" if until else "", address)


def _authors(one: Reservation) -> tuple[tuple[Role, str], ...]:
    """The offices that write for an author."""
    if one.author_kind == core.AuthorKind.DELEGATION:
        return ((Role.DELEGATION_HEAD, one.member),)
    return ((Role.SECRETARIAT, one.party), (Role.CO_PRESIDENCY, one.party))


def _ended(forum: Forum) -> QuerySet[Document]:
    return Document.objects.filter(cycles.of_closed(forum), forum=forum)
