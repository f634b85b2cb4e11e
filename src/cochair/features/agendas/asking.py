"""Requests for an item: asked by a delegation or an institution, answered by those who prepare.

Source: domain.md C.4 (Agenda item), C.6, C.7 (D9), B.2 (CB-7).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.agendas import items as agenda_items
from cochair.features.agendas import queries, refusals
from cochair.features.agendas.items import FROM_REQUEST, Item, Items
from cochair.features.agendas.queries import (
    DECLINED,
    DEFERRED,
    PLACED,
    RECEIVED,
    WITHDRAWN,
    Version,
)
from cochair.features.agendas.revision import locked, new_key, revise, told
from cochair.features.meetings import machine
from cochair.features.meetings.models import ItemRequest, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.refusal import Refusal, _, require

UNDECIDED = frozenset({RECEIVED, DEFERRED})
ANSWERS = {DECLINED: "item.declined", DEFERRED: "item.deferred"}


@dataclass(frozen=True, slots=True)
class Wish:
    """An item as it is asked for: a title in at least one language."""

    title: Mapping[str, str]
    type: str
    text: str = ""
    documents: tuple[str, ...] = ()


@transaction.atomic
def request_items(
    meeting: Meeting, *, wishes: Sequence[Wish], by: ActingOffice, at: datetime
) -> tuple[ItemRequest, ...]:
    """Ask for several items in one go: all of them are recorded, or none.

    Raises Refused with what stands against any of them; the rest as in `request_item`.
    """
    meeting = locked(meeting)
    require(
        None if wishes else Refusal("practice", _("Enter at least one item.")),
        *(why for wish in wishes for why in unfit(meeting, wish, at)),
    )
    return tuple(request_item(meeting, wish=wish, by=by, at=at) for wish in wishes)


def unfit(meeting: Meeting, wish: Wish, at: datetime) -> tuple[Refusal, ...]:
    """What stands against the words of a wish, whoever asks."""
    title = _titled(wish)
    found = (
        refusals.some_title(title),
        refusals.known_type(wish.type),
        *refusals.of_words(title, parties.book(meeting.forum, at)),
        *refusals.of_documents(wish.documents),
        *refusals.texts([wish.text]),
    )
    return tuple(one for one in found if one is not None)


@transaction.atomic
def request_item(meeting: Meeting, *, wish: Wish, by: ActingOffice, at: datetime) -> ItemRequest:
    """Ask for an item in the name of one's member, organisation or Party.

    After the practice date it is late and is taken all the same.  The same wish sent twice is
    one.  Raises Refused for a hat that asks for nobody, once the meeting has opened, and for
    texts that are missing, too long or not to be printed.
    """
    meeting = locked(meeting)
    proposer = queries.asks_as(by)
    title = _titled(wish)
    require(
        None if proposer else Refusal("practice", _("Your office may not request agenda items.")),
        _before_opening(meeting, at),
        *unfit(meeting, wish, at),
    )
    said = {
        "proposer": proposer,
        "title": title,
        "text": wish.text,
        "type": wish.type,
        "documents": list(wish.documents),
    }
    for row in queries.requests(meeting):
        if row.state == RECEIVED and all(getattr(row, name) == it for name, it in said.items()):
            return row
    last = ItemRequest.objects.filter(meeting=meeting).aggregate(n=Max("number"))["n"] or 0
    made = ItemRequest.objects.create(
        meeting=meeting,
        number=last + 1,
        office=Office.objects.get(pk=by.office),
        account_id=by.account,
        asked_at=at,
        **said,
    )
    _told(meeting, "item.requested", made, by=by, at=at)
    return made


@transaction.atomic
def place_request(
    meeting: Meeting, number: int, *, seen: int, by: ActingOffice, at: datetime
) -> ItemRequest:
    """Put what was asked for at the end of the draft, as an item of its own.

    One that is placed already stays where it is.  Raises Refused for a request that was withdrawn
    or declined; the rest as in `revising.revise`.
    """
    meeting = locked(meeting)
    row = _of_number(meeting, number)
    if row.state == PLACED:
        return row
    require(_undecided(row))
    key = ""

    def change(base: Version) -> Items:
        nonlocal key
        key = new_key(meeting, base)
        item = Item(
            key,
            title=dict(row.title),
            type=row.type,
            proposer=row.proposer,
            documents=tuple(row.documents),
            origin=f"{FROM_REQUEST}:{row.number}",
        )
        return agenda_items.inserted(base.items, item)

    revise(meeting, seen=seen, change=change, by=by, at=at, verb="agenda.revised")
    row.state, row.item_key, row.answered_at, row.reason = PLACED, key, at, ""
    row.save(update_fields=["state", "item_key", "answered_at", "reason"])
    _told(meeting, "item.placed", row, by=by, at=at)
    return row


@transaction.atomic
def answer_request(
    meeting: Meeting, number: int, *, answer: str, reason: str, by: ActingOffice, at: datetime
) -> ItemRequest:
    """Decline a request or put it off, with a reason that whoever asked reads.

    Also once the meeting is over, so that no request waits for ever.
    The same answer given twice is given once.  Raises Refused without a reason, for another
    answer, and for a request that was withdrawn, placed or declined.
    """
    meeting = locked(meeting)
    row = _of_number(meeting, number)
    if (row.state, row.reason) == (answer, reason.strip()):
        return row
    require(
        machine.refusal("item.answer", meeting, at),
        None if answer in ANSWERS else Refusal("practice", _("There is no such answer.")),
        _undecided(row),
        refusals.some_reason(reason, _("Give a reason. Whoever asked for this item can read it.")),
    )
    row.state, row.reason, row.answered_at = answer, reason.strip(), at
    row.save(update_fields=["state", "reason", "answered_at"])
    _told(meeting, ANSWERS[answer], row, by=by, at=at)
    return row


@transaction.atomic
def withdraw_request(
    meeting: Meeting, number: int, *, by: ActingOffice, at: datetime
) -> ItemRequest:
    """Take one's own request back; an item that was placed for it stays until it is dropped.

    Raises Refused for somebody else's request and for one that was declined.
    """
    meeting = locked(meeting)
    row = _of_number(meeting, number)
    require(
        None
        if queries.asks_as(by) == row.proposer
        else Refusal(
            "practice", _("Only the office that requested an item may withdraw the request.")
        ),
    )
    if row.state == WITHDRAWN:
        return row
    require(
        machine.refusal("item.answer", meeting, at),
        _undecided(row) if row.state != PLACED else None,
    )
    row.state, row.answered_at = WITHDRAWN, at
    row.save(update_fields=["state", "answered_at"])
    _told(meeting, "item.withdrawn", row, by=by, at=at)
    return row


def _titled(wish: Wish) -> dict[str, str]:
    return {code: words for code, words in wish.title.items() if words}


def _of_number(meeting: Meeting, number: int) -> ItemRequest:
    row = queries.request(meeting, number)
    require(None if row else Refusal("practice", _("There is no such request.")))
    assert row is not None
    return row


def _undecided(row: ItemRequest) -> Refusal | None:
    if row.state in UNDECIDED:
        return None
    return Refusal("practice", _("This request has already been decided or withdrawn."))


def _before_opening(meeting: Meeting, at: datetime) -> Refusal | None:
    return machine.refusal("item.request", meeting, at)


def _told(meeting: Meeting, verb: str, row: ItemRequest, *, by: ActingOffice, at: datetime) -> None:
    facts = {"request": row.number, "proposer": row.proposer}
    told(meeting, verb, by=by, at=at, facts=facts)
