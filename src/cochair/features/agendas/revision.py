"""How a version becomes the next: every change of the agenda goes through here.

Each save is a revision of its own, unpublished until both keys turn on it; none is ever written
over.  So the working draft is simply the latest revision, what was there before stays readable,
and a form that was opened on an older one is noticed by the token that it sends back.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from cochair.features.acts import actions as acts
from cochair.features.agendas import followed, queries, refusals
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.items import Items
from cochair.features.agendas.queries import Version
from cochair.features.meetings.models import Agenda, AgendaItem, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.refusal import Sentence, _, require
from cochair.web.errors import StaleVersion
from cochair.web.numbers import whole

type Change = Callable[[Version], Items]


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, its forum locked first: acts on it may become void."""
    Forum.objects.select_for_update().get(pk=meeting.forum_id)
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("forum")
        .prefetch_related("schedules")
        .get(pk=meeting.pk)
    )


def revise(
    meeting: Meeting, *, seen: int, change: Change, by: ActingOffice, at: datetime, verb: str
) -> Version:
    """Make the next revision of a locked meeting's agenda by a change of the one that was seen.

    `seen` is the token of that version.  The same change sent twice makes one revision, and a
    change of nothing makes none.  Raises Refused before the agenda has begun, after its adoption,
    and for what an item may not be; StaleVersion when another revision was made meanwhile.
    """
    known = queries.versions(meeting)
    last = queries.latest(known)
    require(refusals.begun(last))
    assert last is not None
    require(refusals.not_adopted(known), refusals.open_to(meeting, last.stage, at))
    book = parties.book(meeting.forum, at)
    asked = queries.discussions(meeting)
    base = next((one for one in known if one.token == seen), None)
    wanted = agenda_items.discussed(change(base), asked) if base else None
    if wanted == last.items:
        return last
    if base is None or base.token != last.token:
        raise StaleVersion(
            Sentence(_("The agenda has been changed in the meantime.")),
            theirs=agenda_items.text(last.items, book.languages),
            mine=agenda_items.text(wanted or (), book.languages),
        )
    assert wanted is not None
    require(
        refusals.of_version(wanted),
        *(
            answer
            for item in wanted
            if item not in last.items
            for answer in (
                *refusals.of_item(item, book, meeting.configuration),
                followed.unknown(meeting.forum, item.commitments),
            )
        ),
    )
    made = write(meeting, stage=last.stage, items=wanted, based_on=last, by=by, at=at)
    told(meeting, verb, by=by, at=at, facts={"stage": made.stage, "revision": made.number})
    acts.void_what_changed(meeting.forum, by=by, at=at)
    return made


def write(
    meeting: Meeting,
    *,
    stage: str,
    items: Items,
    based_on: Version | None,
    by: ActingOffice,
    at: datetime,
    programme_of: str = "",
) -> Version:
    """Write a version once, with its items; its revision is the next of its stage."""
    revision = Agenda.objects.filter(meeting=meeting, stage=stage).count() + 1
    row = Agenda.objects.create(
        meeting=meeting,
        stage=stage,
        revision=revision,
        based_on=based_on.row if based_on else None,
        programme_of=programme_of or (based_on.row.programme_of if based_on else ""),
        made_at=at,
        made_by=Office.objects.get(pk=by.office),
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            agenda=row,
            key=item.key,
            number=number,
            title=dict(item.title),
            type=item.type,
            tags=list(item.tags),
            cross_reason=item.cross_reason,
            proposer=item.proposer,
            minutes=item.minutes,
            documents=list(item.documents),
            papers=list(item.papers),
            no_document_reason=item.no_document_reason,
            commitments=list(item.commitments),
            links=list(item.links),
            origin=item.origin,
        )
        for number, item in enumerate(items, start=1)
    )
    return Version(row, items)


def new_key(meeting: Meeting, base: Version) -> str:
    """A key that no item of the meeting had when a version was made: the same for the same one."""
    used = AgendaItem.objects.filter(agenda__meeting=meeting, agenda__pk__lte=base.token)
    keys = used.values_list("key", flat=True).distinct()
    numbers = [number for key in keys if (number := whole(key[1:])) is not None]
    return f"i{max(numbers, default=0) + 1}"


def told(
    meeting: Meeting, verb: str, *, by: ActingOffice, at: datetime, facts: Mapping[str, object]
) -> None:
    """Write down what was done to the agenda of a meeting: codes and numbers, no titles."""
    record(
        meeting.forum.slug,
        verb=verb,
        about=("meeting", meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=dict(facts),
    )
