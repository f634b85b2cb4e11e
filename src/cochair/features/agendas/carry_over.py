"""Points that an earlier meeting left open: placed on an item, or put off with a reason.

Source: clause I.2.1.a as corrected (corrections.md section 2); domain.md A.5.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas import queries, refusals, titles
from cochair.features.agendas.items import DISCUSSION, FROM_POINT, Item, Items
from cochair.features.agendas.queries import Version
from cochair.features.agendas.revision import locked, new_key, revise, told
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting, OpenPoint
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.reason import in_a_sentence
from cochair.procedure.refusal import Refusal, _, require

# The check that asks what became of open points.
CARRIED = "items_tagged_and_points_carried"


@transaction.atomic
def register_open_point(
    meeting: Meeting,
    *,
    text: Mapping[str, str],
    origin: str,
    owner: str,
    by: ActingOffice,
    at: datetime,
) -> OpenPoint:
    """Register a point that another meeting (by slug) left open, for this one to deal with.

    `owner` is the code of a Party, member or organisation, or empty.  The same point registered
    twice is one.  Raises Refused for a text in no language, a meeting or an owner that nobody
    knows, and once the meeting has opened.
    """
    meeting = locked(meeting)
    words = {code: said for code, said in text.items() if said}
    others = {one.slug: one for one in queries.other_meetings(meeting)}
    names = parties.roster(meeting.forum).names()
    require(
        _before_opening(meeting, at),
        refusals.some_title(words),
        *refusals.of_words(words, parties.book(meeting.forum, at)),
        None
        if not origin or origin in others
        else Refusal(
            "meeting", _("There is no other meeting called “{meeting}”."), {"meeting": origin}
        ),
        None
        if not owner or owner in names
        else Refusal(
            "practice",
            _("There is no member or organisation with the code {code}."),
            {"code": owner},
        ),
    )
    before = others.get(origin)
    for row in queries.points(meeting):
        if (row.text, row.origin, row.owner) == (words, before, owner):
            return row
    made = OpenPoint.objects.create(meeting=meeting, origin=before, text=words, owner=owner, at=at)
    told(meeting, "point.registered", by=by, at=at, facts={"point": made.pk, "of": origin})
    return made


@transaction.atomic
def place_point(
    meeting: Meeting, number: int, *, key: str, seen: int, by: ActingOffice, at: datetime
) -> OpenPoint:
    """Place a point on an item of the latest version; without a key, on a new item of its own.

    Raises Refused for an item that is not there; the rest as in `revising.revise`.
    """
    meeting = locked(meeting)
    row = _of_number(meeting, number)
    last = queries.latest(queries.versions(meeting))
    require(machine.refusal("agenda.change", meeting, at), refusals.begun(last))
    assert last is not None
    if key:
        require(refusals.known_item(agenda_items.found(last.items, key)))
    elif agenda_items.found(last.items, row.item_key):
        return row
    else:
        key = _new_item(meeting, row, seen, by, at)
    # From one item to another it stays placed since it first was.
    row.item_key, row.placed_at = key, row.placed_at if row.item_key else at
    row.deferral_reason, row.deferred_at = "", None
    row.save(update_fields=["item_key", "placed_at", "deferral_reason", "deferred_at"])
    told(meeting, "point.placed", by=by, at=at, facts={"point": row.pk, "item": key})
    acts.void_what_changed(meeting.forum, by=by, at=at)
    return row


@transaction.atomic
def propose_deferral(
    meeting: Meeting, number: int, *, reason: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose that both put a point off to a later meeting, with a reason.

    What an earlier meeting left open is left off an agenda by nobody alone.  Raises Refused without a
    reason, for a point that is settled, and when the same is proposed already.
    """
    meeting = locked(meeting)
    row = _of_number(meeting, number)
    book = parties.book(meeting.forum, at)
    clause = book.clause_for(CARRIED, meeting.configuration)
    require(
        *deferral_refusals(meeting, row, at),
        refusals.some_reason(
            reason, _("Give the reason for deferring this point. All participants can read it.")
        )
        or in_a_sentence(reason, clause),
    )
    return acts.propose(
        meeting.forum,
        kind=queries.DEFER,
        subject=("meeting", meeting.slug),
        title=titles.deferral_title(book, meeting),
        body={"point": row.pk},
        by=by,
        at=at,
        clause=clause,
        reason=reason.strip(),
    )


def deferral_refusals(meeting: Meeting, row: OpenPoint, at: datetime) -> tuple[Refusal | None, ...]:
    """What stands against putting a point off: asked when it is proposed, and at each key."""
    settled = Refusal("practice", _("This action point is settled: no action is needed."))
    return (
        machine.refusal("point.defer", meeting, at),
        settled if row.settled_at is not None else None,
    )


def _new_item(meeting: Meeting, row: OpenPoint, seen: int, by: ActingOffice, at: datetime) -> str:
    key = ""

    def change(base: Version) -> Items:
        nonlocal key
        key = new_key(meeting, base)
        item = Item(key, dict(row.text), DISCUSSION, origin=f"{FROM_POINT}:{row.pk}")
        return agenda_items.inserted(base.items, item)

    revise(meeting, seen=seen, change=change, by=by, at=at, verb="agenda.revised")
    return key


def _of_number(meeting: Meeting, number: int) -> OpenPoint:
    row = OpenPoint.objects.filter(meeting=meeting, pk=number).first()
    require(
        None if row else Refusal("practice", _("There is no such action point.")),
    )
    assert row is not None
    return row


def _before_opening(meeting: Meeting, at: datetime) -> Refusal | None:
    return machine.refusal("point.carry", meeting, at)
