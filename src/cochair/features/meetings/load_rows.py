"""Write the meetings of history, leaving alone everything that people have entered since."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.cycles.models import Cycle
from cochair.features.meetings.load import EventRow, MeetingRow
from cochair.features.meetings.models import CoChair, Meeting, RelatedEvent, Schedule
from cochair.features.parties.folder import Changes
from cochair.features.parties.folder.civil_days import When
from cochair.features.parties.models import Forum, Member, Party
from cochair.procedure.book import Book
from cochair.procedure.calendar import end_of_day, start_of_day


def write_meetings(
    forum: Forum,
    book: Book,
    rows: tuple[MeetingRow, ...],
    *,
    cycles: Mapping[int, Cycle],
    parties: Mapping[str, Party],
    members: Mapping[str, Member],
    changes: Changes,
    referred: frozenset[str],
) -> None:
    """Meetings with their schedule and co-chairs; a meeting that people made is theirs.

    `referred` holds the slugs that acts of people are about: such a meeting is never removed,
    and its instants are no longer those of the file.
    """
    found = {
        meeting.slug: meeting
        for meeting in Meeting.objects.filter(forum=forum).select_related("cycle")
    }
    for row in rows:
        meeting = found.pop(row.slug, None)
        if meeting is not None and not meeting.imported:
            changes.note(changes.kept, "meetings", row.slug)
            continue
        _write(forum, book, row, meeting, cycles, parties, members, changes, referred)
    changes.gone(
        "meetings",
        [one for one in found.values() if one.imported and not one.is_attested],
        referred=referred,
        before=_remove_what_was_loaded_with,
    )
    changes.present["meetings"] = len(rows)


def write_events(forum: Forum, rows: tuple[EventRow, ...], changes: Changes) -> None:
    """The related events; nobody enters such an event but through the file."""
    found = {event.slug: event for event in RelatedEvent.objects.filter(forum=forum)}
    for row in rows:
        new = RelatedEvent(forum=forum, slug=row.slug)
        changes.step("related events", row.slug, found.pop(row.slug, None), row.fields, new)
    changes.gone("related events", found.values())
    changes.present["related events"] = len(rows)


def known_from(when: When | None, zone: str, cycle: Cycle | None, forum: Forum) -> datetime | None:
    """The UTC instant from which a meeting of history is known.

    That is its first possible day in its zone, or the start of its cycle when there is none.
    What lies after the edge of knowledge was already known there, since the file names it.
    """
    first = when.start if when else cycle.start if cycle else None
    if first is None:
        return None
    at = start_of_day(first, zone if when else forum.zone)
    return min(at, end_of_day(forum.known_until, forum.zone)) if forum.known_until else at


def _write(
    forum: Forum,
    book: Book,
    row: MeetingRow,
    meeting: Meeting | None,
    cycles: Mapping[int, Cycle],
    parties: Mapping[str, Party],
    members: Mapping[str, Member],
    changes: Changes,
    referred: frozenset[str],
) -> None:
    zone = book.places[row.place].zone if row.place else forum.zone
    cycle = cycles.get(row.cycle) if row.cycle else None
    known_at = known_from(row.when, zone, cycle, forum)
    starts = start_of_day(row.when.start, zone) if row.when else None
    ends = end_of_day(row.when.end, zone) if row.when else None
    wanted = {
        "configuration": row.configuration,
        "number": row.number,
        "cycle": cycle,
        "known_at": known_at,
        **row.fields,
    }
    acted = meeting is not None and _people_acted(meeting, referred)
    if not acted:
        wanted |= {
            "opened_at": starts if row.held else None,
            "closed_at": ends if row.held else None,
        }
    new = Meeting(forum=forum, slug=row.slug, imported=True)
    written = changes.step("meetings", row.slug, meeting, wanted, new)
    assert isinstance(written, Meeting)
    schedule = {
        "at": known_at,
        "starts": starts,
        "ends": ends,
        "precision": row.when.precision if row.when else "unknown",
        "zone": zone,
        "place": row.place,
        "country": row.country,
        "format": row.format,
    }
    loaded = Schedule.objects.filter(meeting=written, act=None).first()
    _child(changes, row.slug, loaded, schedule, Schedule(meeting=written))
    _co_chairs(row, written, known_at, starts, parties, members, changes, acted)


def _co_chairs(
    row: MeetingRow,
    meeting: Meeting,
    known_at: datetime | None,
    starts: datetime | None,
    parties: Mapping[str, Party],
    members: Mapping[str, Member],
    changes: Changes,
    acted: bool,
) -> None:
    """The co-chairs of the file; where a Party has named one itself, nothing of that is touched.

    A co-chair of the file says how sure it is; one that a Party names is simply so.
    """
    if meeting.is_attested:
        return
    found = list(CoChair.objects.filter(meeting=meeting).select_related("party", "member"))
    appointed = {chair.party.code for chair in found if not chair.certainty and not chair.deputy}
    loaded = {chair.party.code: chair for chair in found if chair.certainty}
    for chair in row.co_chairs:
        if chair.party in appointed:
            continue
        wanted: dict[str, object] = {
            "member": members[chair.member],
            "certainty": chair.certainty,
            "at": known_at,
        }
        if not acted:
            wanted["checked_in_at"] = starts if row.held else None
        new = CoChair(meeting=meeting, party=parties[chair.party])
        _child(changes, row.slug, loaded.pop(chair.party, None), wanted, new)
    for party, gone in loaded.items():
        if party not in appointed:
            gone.delete()
            changes.note(changes.changed, "meetings", row.slug)


def _child(
    changes: Changes,
    slug: str,
    row: Schedule | CoChair | None,
    wanted: Mapping[str, object],
    new: Schedule | CoChair,
) -> None:
    """A row that belongs to a meeting: what is done to it is told of the meeting."""
    quiet = Changes()
    quiet.step("meetings", slug, row, wanted, new)
    if quiet and slug not in changes.added.get("meetings", ()):
        changes.note(changes.changed, "meetings", slug)


def _people_acted(meeting: Meeting, referred: frozenset[str]) -> bool:
    """Whether anything that people did decides the instants of a loaded meeting."""
    return meeting.slug in referred or any(
        (
            meeting.confirmed_at,
            meeting.completed_at,
            meeting.cancelled_at,
            meeting.procedure_version,
            meeting.attested_at,
        )
    )


def _remove_what_was_loaded_with(meeting: Meeting) -> None:
    Schedule.objects.filter(meeting=meeting, act=None).delete()
    CoChair.objects.filter(meeting=meeting, account=None).exclude(certainty="").delete()
