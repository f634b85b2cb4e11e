"""A draft of the record, made from what happened in the room.

Everything comes from rows: nobody types what the platform knows.  What the discussion said, and
whatever else only people know, is left as empty places for the secretariats.
Source: domain.md B.9 (CB-38, CB-39), C.7 (J7).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cochair.features.agendas.items import PROCEDURAL
from cochair.features.conduct import queries as conduct
from cochair.features.conduct.course import Course, Stands
from cochair.features.documents import queries as documents
from cochair.features.invitations import notice_text
from cochair.features.meeting_records import frames, sections
from cochair.features.meeting_records.frames import LANGUAGES, Frames
from cochair.features.meeting_records.sections import Given, Piece, Section
from cochair.features.meetings import facts as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.room import labels, outcome, presenters
from cochair.features.room import queries as room
from cochair.formats.paragraphs import HEADING, ITEM, SIGNATURE, TITLE
from cochair.procedure import consensus, facts
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import Sentence, _

BEFORE = _("Held before Cochair, as both Parties attest.")
OUTSIDE = _("Held outside Cochair, as both Parties attest.")


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of one meeting when its record is drafted."""

    row: Meeting
    fact: facts.Meeting
    items: tuple[Course, ...]
    frames: Frames
    at: datetime


def drafted(meeting: Meeting, at: datetime) -> tuple[Piece, ...]:
    """Every paragraph of a first draft in its order, from the rows at an instant (aware UTC).

    `meeting` is read with its schedules (`meetings.queries.meeting`).  A fixed number of queries,
    and those of the apps that add to it.
    """
    fact = next(one for one in meetings.meetings(meeting.forum) if one.id == meeting.slug)
    known = Room(meeting, fact, conduct.floor(meeting).courses, frames.of_meeting(meeting), at)
    return tuple(
        piece
        for section, write in _WRITERS.items()
        for piece in (*_heads(section, known), *write(known))
    )


def _heads(section: Section, known: Room) -> Iterator[Piece]:
    message = sections.HEADS.get(section)
    if message is not None:
        yield sections.head(section, known.frames.said(message))


def _heading(known: Room) -> Iterator[Piece]:
    said, row = known.frames.said, known.row
    book = parties.book(row.forum, known.at)
    title = {code: meeting_title(row, book, code) for code in LANGUAGES}
    yield Piece("title", said(_("Record of the {meeting}"), meeting=title), TITLE)
    if row.cycle is not None:
        yield Piece("heading-cycle", said(_("Cycle {number}"), number=row.cycle.number))
    schedules = list(row.schedules.all())
    if schedules:
        for key, line in notice_text.particulars(row, schedules[-1]).items():
            yield Piece(f"heading-{key}", line)
    if row.is_attested:
        # Of what both attest, the days are known and the hours are not.
        message = OUTSIDE if row.was_prepared_here else BEFORE
        yield Piece("heading-hours", said(message))
    elif row.opened_at and row.closed_at:
        yield Piece("heading-hours", known.frames.hours(row.opened_at, row.closed_at))


def _chairs(known: Room) -> Iterator[Piece]:
    for one in known.fact.chairs:
        message = _("{party}: {member}, deputy") if one.deputy else _("{party}: {member}")
        yield Piece(
            f"chairs-{one.party}-{one.member}{'-deputy' if one.deputy else ''}".lower(),
            known.frames.said(message, party=one.party, member=one.member),
            ITEM,
        )


def _participation(known: Room) -> Iterator[Piece]:
    """Figures by Party, then who came; the list of people is an annex of its own."""
    there = [one for one in known.fact.delegations if one.checked_in_at is not None]
    roster = parties.roster(known.row.forum)
    said = known.frames.said
    for party in roster.party_codes:
        came = [one.member for one in there if one.party == party]
        invited = {one.member for one in known.fact.delegations if one.party == party}
        if invited:
            message = _("{party}: {number} of {all} delegations were present: {members}.")
            facts_: dict[str, object] = {"party": party, "number": len(came), "all": len(invited)}
            facts_["members"] = known.frames.listed(came)
            yield Piece(f"participation-{party}".lower(), said(message, **facts_))
    # A presidency that is invited by its group comes for its Party, and is told there.
    for_a_party = {one.member for one in known.fact.delegations if one.party}
    guests = [
        one.invitee
        for one in known.fact.invitations
        if one.group is not None and one.arrived_at is not None and one.basis != "observer"
        if one.invitee not in for_a_party
    ]
    if guests:
        message = _("Institutions and agencies present: {organisations}.")
        yield Piece(
            "participation-guests", said(message, organisations=known.frames.listed(guests))
        )


def _agenda(known: Room) -> Iterator[Piece]:
    for one in known.items:
        words_ = known.frames.said(_("{number}. {title}"), number=one.number, title=one.item.title)
        yield Piece(f"agenda-{one.key}", words_, ITEM)


def _items(known: Room) -> Iterator[Piece]:
    """Each item: its papers, a place for a summary without names, what it came to, its points."""
    said = known.frames.said
    symbols = documents.symbols(
        known.row.forum, [slug for one in known.items for slug in one.item.papers]
    )
    added = sections.given(Section.ITEMS, known.row, known.at)
    for one in known.items:
        heading = said(_("Item {number}: {title}"), number=one.number, title=one.item.title)
        yield Piece(f"item-{one.key}", heading, HEADING, 2)
        papers = [*(symbols[slug] for slug in one.item.papers if slug in symbols)]
        papers += one.item.documents
        if papers:
            yield Piece(f"item-{one.key}-papers", said(_("Documents: {list}."), list=papers))
        if set(one.item.tags) != {PROCEDURAL}:
            yield Piece(f"item-{one.key}-summary")
        yield from _ended(one, known)
        yield from (each.piece for each in added if each.item == one.key)
    keys = {one.key for one in known.items}
    yield from (each.piece for each in added if each.item not in keys)


def _ended(one: Course, known: Room) -> Iterator[Piece]:
    said = known.frames.said
    if one.stands is Stands.CONCLUDED and one.words:
        message = _("Conclusion: {words}")
        yield Piece(f"item-{one.key}-conclusion", said(message, words=one.words))
    elif one.stands is Stands.CONCLUDED and one.without_debate:
        yield Piece(f"item-{one.key}-conclusion", said(_("Adopted without debate.")))
    elif one.stands is Stands.DEFERRED:
        yield Piece(f"item-{one.key}-conclusion", said(_("Deferred to a later meeting.")))
    elif one.stands is Stands.LEFT:
        message = _("The meeting closed without a conclusion on this item.")
        yield Piece(f"item-{one.key}-conclusion", said(message))


def _agreements(known: Room) -> Iterator[Piece]:
    """What was put to the room: the text, how it ended, every statement beside it, and where it was
    not adopted every objection that stood (CB-12)."""
    said = known.frames.said
    for row in room.of_meeting(known.row):
        one = presenters.listed(row)
        ended = consensus.outcome(one.decision)
        if ended is None:
            continue
        yield Piece(
            f"agreements-{row.number}",
            said(
                _("{symbol}, {title}. {outcome}"),
                symbol=one.symbol,
                title=row.document.title,
                outcome=Sentence(labels.OUTCOMES[ended]),
            ),
        )
        for number, each in enumerate(one.statements, start=1):
            unnamed = each.row.printed == labels.FOOTNOTE_UNNAMED
            facts_: dict[str, object] = {
                "kind": Sentence(labels.STATEMENTS[StatementKind(each.row.kind)]),
                "words": each.row.words,
            }
            if not unnamed:
                facts_["member"] = each.row.voice
            message = outcome.UNNAMED if unnamed else outcome.NAMED
            key = f"agreements-{row.number}-statement-{number}"
            yield Piece(key, said(message, **facts_), ITEM)
        yield from _objections(row.number, one, known)


def _objections(number: int, one: presenters.Shown, known: Room) -> Iterator[Piece]:
    """What stood against a text when both declared; nothing beside one that was adopted."""
    if one.stage in outcome.ADOPTED:
        return
    stood = {each.id for each in consensus.standing(one.decision, one.declared_at)}
    rows = [each.row for each in one.objections if str(each.row.pk) in stood]
    for place, row in enumerate(rows, start=1):
        facts_: dict[str, object] = {"member": row.voice, "at": row.received_at}
        words_ = (
            known.frames.said(outcome.OBJECTED, **facts_, words={row.language: row.words})
            if row.words
            else known.frames.said(outcome.OBJECTED_SILENT, **facts_)
        )
        yield Piece(f"agreements-{number}-objection-{place}", words_, ITEM)


def _observers(known: Room) -> Iterator[Piece]:
    # One that asked again after it was invited came once: its last request counts.
    admitted = {
        one.organisation: one for one in known.fact.observers if one.admitted_at is not None
    }
    for one in admitted.values():
        message = _("{organisation}, admitted on {at} with the agreement of {parties}.")
        words_ = known.frames.said(
            message,
            organisation=one.organisation,
            at=one.admitted_at,
            parties=sorted(one.agreements),
        )
        yield Piece(f"observers-{one.organisation}", words_, ITEM)
    if not admitted and not known.row.is_attested:
        yield Piece("observers-none", known.frames.said(_("No observer was admitted.")))


def _departures(known: Room) -> Iterator[Piece]:
    found = _added(Section.DEPARTURES, known)
    yield from found
    if not found and not known.row.is_attested:
        message = _("No exception to the procedures was agreed.")
        yield Piece("departures-none", known.frames.said(message))


def _next(known: Room) -> Iterator[Piece]:
    """The meetings ahead with their day, as far as it is known."""
    book = parties.book(known.row.forum, known.at)
    ahead = Meeting.objects.filter(forum=known.row.forum, closed_at=None, cancelled_at=None)
    rows = ahead.exclude(pk=known.row.pk).select_related("forum").prefetch_related("schedules")
    for row in rows:
        schedules = list(row.schedules.all())
        if not schedules or row.is_only_loaded or schedules[-1].starts is None:
            continue
        facts_ = {
            "meeting": {code: meeting_title(row, book, code) for code in LANGUAGES},
            "when": notice_text.in_short(row, schedules[-1], in_full=True),
        }
        yield Piece(f"next-{row.slug}", known.frames.said(_("{meeting}: {when}"), **facts_), ITEM)
    yield from _added(Section.NEXT, known)


def _signatures(known: Room) -> Iterator[Piece]:
    """For whom the record is signed, one place for each Party, in no order of rank.

    The signatures themselves are those of the joint act that approves the record.
    """
    said = known.frames.said
    message = _("Approved in the name of both Parties by the co-chairs:")
    yield Piece("signatures-who", said(message))
    chairs = {one.party: one.member for one in known.fact.chairs if not one.deputy}
    for party in parties.roster(known.row.forum).parties:
        words_ = said(_("{party}: co-presidency"), party=party.name)
        if party.code in chairs:
            line = _("{party}: co-presidency ({member})")
            words_ = said(line, party=party.name, member=chairs[party.code])
        yield Piece(f"{SIGNATURE}{party.code}".lower(), words_, ITEM)


def _annexes(known: Room) -> Iterator[Piece]:
    """The list of participants, what was agreed, and the papers that were shown."""
    said = known.frames.said
    yield Piece("annexes-people", said(_("List of participants")), ITEM)
    for row in room.of_meeting(known.row):
        if consensus.outcome(room.decision(row)) is not None:
            symbol = presenters.listed(row).symbol
            message = _("{symbol}, {title}")
            words_ = said(message, symbol=symbol, title=row.document.title)
            yield Piece(f"annexes-{row.number}", words_, ITEM)
    yield from _added(Section.ANNEXES, known)


def _added(section: Section, known: Room) -> tuple[Piece, ...]:
    given: Iterable[Given] = sections.given(section, known.row, known.at)
    return tuple(one.piece for one in given)


_WRITERS = {
    Section.HEADING: _heading,
    Section.CHAIRS: _chairs,
    Section.PARTICIPATION: _participation,
    Section.AGENDA: _agenda,
    Section.ITEMS: _items,
    Section.AGREEMENTS: _agreements,
    Section.OBSERVERS: _observers,
    Section.DEPARTURES: _departures,
    Section.NEXT: _next,
    Section.SIGNATURES: _signatures,
    Section.ANNEXES: _annexes,
}
