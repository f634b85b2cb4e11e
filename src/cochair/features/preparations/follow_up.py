"""What a preparatory meeting left to be done, and that it was done."""

from datetime import date, datetime

from django.db import transaction

from cochair.features.meetings import machine
from cochair.features.meetings.models import FollowUp, Preparation
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.refusal import Refusal, _, require


@transaction.atomic
def add_follow_up(
    preparation: Preparation,
    *,
    text: str,
    party: str,
    due: date | None,
    by: ActingOffice,
    at: datetime,
) -> FollowUp:
    """Note what is to be done after a preparatory meeting, by one Party or by both (`""`).

    `due` is a civil day in the forum's zone, or None.  Raises Refused without words, for an
    unknown Party, and for a day outside the calendar or before the preparatory meeting.
    """
    roster = parties.roster(preparation.meeting.forum)
    require(
        machine.refusal("preparation.end", preparation.meeting, at),
        _held(preparation),
        _words_given(text),
        _known_party(roster, party),
        _due_makes_sense(preparation, due),
    )
    made = FollowUp.objects.create(
        preparation=preparation,
        text=text.strip(),
        party=roster.party(party) if party else None,
        due=due,
        recorded_at=at,
    )
    _record(made, "preparation.follow_up_noted", by=by, at=at)
    return made


@transaction.atomic
def finish_follow_up(left: FollowUp, *, by: ActingOffice, at: datetime) -> FollowUp:
    """Note that a follow-up is done; once."""
    left = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("preparation__meeting__forum", "party")
        .get(pk=left.pk)
    )
    require(machine.refusal("preparation.end", left.preparation.meeting, at), _not_done(left))
    left.done_at = at
    left.save(update_fields=["done_at"])
    _record(left, "preparation.follow_up_done", by=by, at=at)
    return left


def _record(left: FollowUp, verb: str, *, by: ActingOffice, at: datetime) -> None:
    meeting = left.preparation.meeting
    record(
        meeting.forum.slug,
        verb=verb,
        about=("meeting", meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={
            "preparation": left.preparation_id,
            "follow_up": left.pk,
            "party": left.party.code if left.party else "",
            "due": left.due.isoformat() if left.due else "",
        },
    )


def _held(preparation: Preparation) -> Refusal | None:
    if preparation.held_at is not None:
        return None
    return Refusal(
        "practice",
        _("Follow-up tasks may be noted only after the preparatory meeting has been held."),
    )


def _words_given(text: str) -> Refusal | None:
    return None if text.strip() else Refusal("practice", _("Enter what is to be done."))


def _known_party(roster: parties.Roster, party: str) -> Refusal | None:
    if not party or party in roster.party_codes:
        return None
    return Refusal("practice", _("There is no Party called “{party}”."), {"party": party})


def _due_makes_sense(preparation: Preparation, due: date | None) -> Refusal | None:
    if due is None or preparation.held_at is None:
        return None
    if due < preparation.held_at.date():
        return Refusal(
            "calendar", _("{day} is before the preparatory meeting itself."), {"day": due}
        )
    return outside_calendar(due)


def _not_done(left: FollowUp) -> Refusal | None:
    if left.done_at is None:
        return None
    return Refusal("practice", _("This was marked as done on {at}."), {"at": left.done_at})
