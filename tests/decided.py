"""A text before the room of the small forum: the Council sits, five delegations are there, one is not.

The paper is a note of the League in three languages; Brumia's delegation never comes.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import agendas
import negotiations
import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Delegation, Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import actions, queries, validators
from cochair.features.room.statement_input import Said
from cochair.features.room.terms import Wish
from cochair.features.texts import party_private
from cochair.features.texts import queries as texts
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.obstacle import Cleared
from cochair.procedure.outcome import StatementKind
from papers import words
from played import played
from world import NOW

OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
# A quarter of an hour after the text was put.
PUT_AT = OPENS + timedelta(hours=2)
LATER = PUT_AT + timedelta(minutes=15)
THERE = ("XN", "XE", "XS", "XP", "XL")
REASONS = {"clearance": "Both capitals were asked by telephone this morning."}
TITLE = {"en": "Open waters", "es": "Aguas abiertas", "pt": "Águas abertas"}
WHY = "Paragraph 2 goes further than our mandate."


def minutes(number: float) -> datetime:
    """So many minutes after the text was put."""
    return PUT_AT + timedelta(minutes=number)


@played
def sitting(forum: Forum, *there: str) -> Meeting:
    """The Council, open, with the delegations of these members accredited and checked in."""
    meeting = signing.fixed(forum)
    agendas.provisional(meeting)
    roster = parties.roster(forum)
    for badge, code in enumerate(there or THERE, start=1):
        came(meeting, roster.member(code).code, badge)
    return signing.stepped(meeting, "meeting.open", OPENS)


def came(meeting: Meeting, code: str, badge: int, at: datetime = OPENS) -> Delegation:
    """The delegation of a member, accredited and checked in at an instant."""
    member = parties.roster(meeting.forum).member(code)
    row, _made = Delegation.objects.update_or_create(
        meeting=meeting,
        member=member,
        defaults={"state": "accepted", "opened_at": at, "accepted_at": at},
    )
    Participant.objects.create(
        delegation=row,
        badge=badge + 100,
        name=f"Head {code}",
        capacity="head",
        rank="minister",
        added_at=NOW,
        checked_in_at=at,
    )
    return row


def at_once(
    forum: Forum, *keys: ActingOffice, by: ActingOffice, at: datetime
) -> list[RoomDecision]:
    """Two texts on the table of a meeting that sits at an instant, put by these two keys."""
    meeting = Meeting.objects.create(
        forum=forum,
        slug="league-concert-council-in-session",
        configuration="council",
        kind="extraordinary",
        number=9,
        known_at=at,
        opened_at=at,
    )
    for badge, code in enumerate(("XN", "XE", "XP"), start=1):
        came(meeting, code, badge, at - timedelta(hours=1))
    rows = []
    for _number in range(2):
        what = wish(paper(forum, by, title=TITLE))
        act = [actions.put(meeting, what, by=key, at=at) for key in keys][-1]
        rows.append(queries.decisions(forum).get(act=act))
    return rows


@played
def paper(forum: Forum, by: ActingOffice | None = None, **more: object) -> Document:
    """A paper of three paragraphs that went out in all languages."""
    texts = {
        code: words(f"One {code}.", f"Two {code}.", f"Three {code}.") for code in ("en", "es", "pt")
    }
    return papers.circulated(forum, texts, by=by, **more)


def wish(document: Document, **more: object) -> Wish:
    """What a co-chair puts: a final document, its clearances set aside with a reason."""
    said: dict[str, object] = {
        "kind": "final_document",
        "form": "joint_statement",
        "reasons": REASONS,
    }
    return Wish(document, **{**said, **more})  # type: ignore[arg-type]


def put(meeting: Meeting, what: Wish, at: datetime = PUT_AT) -> RoomDecision:
    """A text that both co-chairs put."""
    for chair in (signing.league, signing.concert):
        act = actions.put(meeting, what, by=chair(meeting.forum, at), at=at)
    return queries.decisions(meeting.forum).get(act=act)


@played
def on_the_table(forum: Forum) -> RoomDecision:
    """A paper before the sitting Council."""
    return put(sitting(forum), wish(paper(forum)))


def last_item(meeting: Meeting) -> str:
    """The key of the last item of the agenda."""
    return validators.items(meeting)[-1].key


@played
def negotiated(forum: Forum) -> RoomDecision:
    """A text under negotiation, cleared by both Parties, before the sitting Council."""
    meeting, text = sitting(forum), negotiations.begun(forum)
    for chair in (signing.league, signing.concert):
        shown = texts.digest(text)
        party_private.clear(text, Cleared.GIVEN, seen=shown, by=chair(forum, OPENS), at=OPENS)
    return put(meeting, wish(text.document, reasons={}))


def head(forum: Forum, code: str = "XN") -> ActingOffice:
    """The head of the delegation of a member."""
    email = f"head-{code}@example.org".lower()
    known = Account.objects.filter(email=email).first()
    party = parties.roster(forum).member(code).party.code
    account = known or people.person(forum, "delegation_head", party, code, email=email)
    return people.hat(forum, account, OPENS)


def objected(
    row: RoomDecision,
    by: ActingOffice,
    at: datetime,
    said: str = WHY,
    paragraphs: tuple[str, ...] = ("p-2",),
) -> Objection:
    """An objection that reached the server at an instant."""
    return actions.object_to(
        row, words=said, paragraphs=paragraphs, language="en", by=by, received_at=at
    )


def said(kind: StatementKind = StatementKind.DISSOCIATION_FROM_PARAGRAPH, **more: object) -> Said:
    """A dissociation from paragraph 2."""
    told: Mapping[str, str] = {"en": "We are not bound by it.", "es": "No nos obliga."}
    return Said(**{"kind": kind, "words": told, "paragraphs": ("p-2",), **more})  # type: ignore[arg-type]


def stated(
    row: RoomDecision, by: ActingOffice, at: datetime, what: Said | None = None
) -> RoomStatement:
    """A statement beside the text."""
    return actions.file_statement(row, what or said(), by=by, at=at)


def seen(row: RoomDecision, claim: Claim | None) -> str:
    """What a co-chair is shown: the digest of a claim, or that of a suspension."""
    now = queries.decision(queries.fresh(row))
    return core.suspension_digest(now) if claim is None else core.declaration_digest(now, claim)


def declared(row: RoomDecision, claim: Claim, at: datetime) -> JointAct:
    """A declaration by both co-chairs."""
    for chair in (signing.league, signing.concert):
        by = chair(row.meeting.forum, at)
        act = actions.declare(row, claim=claim, seen=seen(row, claim), by=by, at=at)
    return act


def suspended(row: RoomDecision, at: datetime) -> JointAct:
    """A suspension by both co-chairs."""
    for chair in (signing.league, signing.concert):
        act = actions.suspend(row, seen=seen(row, None), by=chair(row.meeting.forum, at), at=at)
    return act


def stage(row: RoomDecision) -> str:
    """Where it stands, from its rows alone."""
    return core.stage(queries.decision(queries.fresh(row))).value
