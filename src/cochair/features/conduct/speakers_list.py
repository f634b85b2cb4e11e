"""The speakers' list: ask for the floor, take it back, give it, end a turn.

The order is the order of asking, the same for everybody; the co-chairs give the floor to whom they
choose, and the list shows it.  Nobody is cut off by the clock.  A step that is done already
changes nothing and writes nothing.  Source: domain.md C.2 (SpeakerRequest), C.7 (J6).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.agendas.revision import locked, told
from cochair.features.conduct import queries, speakers
from cochair.features.conduct.queries import OBSERVER, Floor
from cochair.features.conduct.speakers import Voice
from cochair.features.conduct.turn_end import end_speaker
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting, SpeakerRequest
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice, Power
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import say


@transaction.atomic
def ask(
    meeting: Meeting, *, voice: str = "", reply: bool = False, by: ActingOffice, at: datetime
) -> SpeakerRequest:
    """Ask for the floor on the item that is on it; whoever waits already is given as it is.

    `voice` is `kind:code` of somebody for whom the co-chairs or a secretariat write down a raised
    hand; empty for the own one.  Raises Refused while no item is on the floor or the meeting is not
    open, for a voice that is not there, and for an observer who was not granted the floor.
    """
    meeting = locked(meeting)
    floor = queries.floor(meeting)
    found = _voice(meeting, voice, by)
    require(
        machine.refusal("floor.ask", meeting, at),
        _may_ask_for(meeting, voice, by),
        _some_item(floor),
        _is_here(found),
        _granted(found, floor),
    )
    item = floor.item
    assert found is not None and item is not None
    for row in floor.waiting:
        if (row.kind, row.voice, row.reply) == (found.kind, found.code, reply):
            return row
    last = SpeakerRequest.objects.filter(meeting=meeting).aggregate(n=Max("number"))["n"] or 0
    made = SpeakerRequest.objects.create(
        meeting=meeting,
        number=last + 1,
        item_key=item.key,
        kind=found.kind,
        voice=found.code,
        party=found.party,
        reply=reply,
        asked_at=at,
        asked_by=Office.objects.get(pk=by.office),
    )
    _told(meeting, "speaker.asked", made, by, at)
    return made


@transaction.atomic
def withdraw(meeting: Meeting, number: int, *, by: ActingOffice, at: datetime) -> SpeakerRequest:
    """Take a request back: one's own, or by the co-chairs and the secretariats anybody's.

    Raises Refused for another's, and for one who has the floor or had it.
    """
    meeting = locked(meeting)
    row = _of_number(meeting, number)
    require(_own_or_chairs(meeting, row, by), _has_not_spoken(row))
    if row.withdrawn_at is None:
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        _told(meeting, "speaker.withdrew", row, by, at)
    return row


@transaction.atomic
def give_floor(
    meeting: Meeting, number: int, *, seen: int, by: ActingOffice, at: datetime
) -> SpeakerRequest:
    """Give the floor to somebody who waits for it; whoever had it has ended.

    `seen` is the number of whoever had the floor when the writer looked, 0 for nobody.  Raises
    Refused for one who does not wait on the item on the floor, StaleVersion when somebody else was
    given the floor meanwhile.
    """
    meeting = locked(meeting)
    floor = queries.floor(meeting)
    row = _of_number(meeting, number)
    if queries.is_speaking(row):
        return row
    before = floor.speaking
    if seen != (before.number if before else 0):
        raise StaleVersion(
            Refusal("practice", MEANWHILE),
            theirs=_in_text(meeting, before),
            mine=_in_text(meeting, row),
        )
    require(machine.refusal("floor.ask", meeting, at), _waits(row, floor))
    if before is not None:
        end_speaker(meeting, before, by=by, at=at)
    row.given_at = at
    row.save(update_fields=["given_at"])
    _told(meeting, "speaker.given_floor", row, by, at)
    return row


@transaction.atomic
def end(meeting: Meeting, number: int, *, by: ActingOffice, at: datetime) -> SpeakerRequest:
    """Note that somebody has spoken; by whoever spoke, the co-chairs or a secretariat."""
    meeting = locked(meeting)
    row = _of_number(meeting, number)
    require(_own_or_chairs(meeting, row, by), _had_the_floor(row))
    if row.ended_at is None:
        end_speaker(meeting, row, by=by, at=at)
    return row


def _voice(meeting: Meeting, voice: str, by: ActingOffice) -> Voice | None:
    if voice:
        return next((one for one in speakers.present(meeting) if one.key == voice), None)
    who = speakers.own(meeting, by)
    return next((one for one in speakers.present(meeting) if (one.kind, one.code) == who), None)


def _of_number(meeting: Meeting, number: int) -> SpeakerRequest:
    row = SpeakerRequest.objects.filter(meeting=meeting, number=number).first()
    require(
        None
        if row
        else Refusal("practice", _("There is no request for the floor with this number."))
    )
    assert row is not None
    return row


def _may_ask_for(meeting: Meeting, voice: str, by: ActingOffice) -> Refusal | None:
    if voice and not by.may(Power.RECORD_FACTS):
        return Refusal(
            "practice", _("You may ask for the floor only for your own delegation or organisation.")
        )
    if not voice and speakers.own(meeting, by) is None:
        return Refusal(
            "practice",
            _("Your office may follow the meeting but may not speak on behalf of a delegation."),
        )
    return None


def _some_item(floor: Floor) -> Refusal | None:
    if floor.item is not None:
        return None
    return Refusal("practice", _("No item is under discussion: you cannot ask for the floor yet."))


def _is_here(found: Voice | None) -> Refusal | None:
    if found is not None:
        return None
    return Refusal(
        "practice", _("No member of this delegation has checked in: ask at the entrance.")
    )


def _granted(found: Voice | None, floor: Floor) -> Refusal | None:
    if found is None or found.kind != OBSERVER or floor.item is None:
        return None
    if floor.item.hears_observers:
        return None
    return Refusal(
        "practice", _("Observers may take the floor only if the co-chairs allow it, item by item.")
    )


def _own_or_chairs(meeting: Meeting, row: SpeakerRequest, by: ActingOffice) -> Refusal | None:
    if by.may(Power.RECORD_FACTS) or speakers.own(meeting, by) == (row.kind, row.voice):
        return None
    return Refusal(
        "practice", _("Only the office that made the request, or the co-chairs, may do this.")
    )


def _has_not_spoken(row: SpeakerRequest) -> Refusal | None:
    if row.given_at is None:
        return None
    return Refusal("practice", _("The speaker already has the floor: end the turn instead."))


def _had_the_floor(row: SpeakerRequest) -> Refusal | None:
    if row.given_at is not None:
        return None
    return Refusal(
        "practice", _("The speaker does not have the floor yet: withdraw the request instead.")
    )


def _waits(row: SpeakerRequest, floor: Floor) -> Refusal | None:
    if row in floor.waiting:
        return None
    return Refusal(
        "practice", _("No speaker with this number is waiting on the item under discussion.")
    )


def _in_text(meeting: Meeting, row: SpeakerRequest | None) -> str:
    if row is None:
        return say(Sentence(NOBODY))
    return next(
        (
            say(Sentence(HAS_FLOOR, {"voice": one.names}))
            for one in speakers.present(meeting)
            if (one.kind, one.code) == (row.kind, row.voice)
        ),
        row.voice,
    )


def _told(meeting: Meeting, verb: str, row: SpeakerRequest, by: ActingOffice, at: datetime) -> None:
    facts = {"speaker": row.number, "voice": row.voice, "kind": row.kind, "item": row.item_key}
    told(meeting, verb, by=by, at=at, facts=facts)


MEANWHILE = _("A speaker was given the floor, or finished, since this page was loaded.")
NOBODY = _("Nobody has the floor now.")
HAS_FLOOR = _("{voice} now has the floor.")
