"""Every meeting in one list, each with how many of its clauses have which outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as __

from cochair.compliance import queries as compliance
from cochair.desk.words import place_name, state_in_words, when_in_words
from cochair.journal import queries as journal
from cochair.meetings.names import meeting_name
from cochair.parties.models import Forum
from cochair.procedure.book import Book
from cochair.procedure.facts import Meeting
from cochair.procedure.result import Outcome
from cochair.web.keeping import Kept
from cochair.web.saying import language_now


@dataclass(frozen=True)
class MeetingRow:
    """One meeting in the list of all."""

    slug: str
    name: str
    cycle: int | None
    when: str
    place: str
    state: str
    tally: Mapping[Outcome, int]


def order(meeting: Meeting) -> datetime:
    """Meetings by their first day; those without one come first."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return datetime.min.replace(tzinfo=UTC)
    return schedule.starts


def newest_first(forum: Forum, at: datetime) -> Sequence[Meeting]:
    """Every meeting that is known at an instant, the newest first; sorted once while it holds."""
    judged = compliance.judged(forum, at)
    key = (forum.pk, journal.version(forum.slug), judged.since, judged.until)
    return _SORTED.get(key, lambda: sorted(judged.facts.meetings, key=order, reverse=True))


_SORTED: Kept[Sequence[Meeting]] = Kept(8)
ON_A_PAGE = 50


def meeting_rows(
    meetings: Sequence[Meeting], book: Book, results: compliance.Results, at: datetime
) -> list[MeetingRow]:
    """Meetings in words, each with how many of its clauses have which outcome."""
    language = language_now()
    return [
        MeetingRow(
            slug=meeting.id,
            name=meeting_name(meeting, book, language),
            cycle=meeting.cycle,
            when=when_in_words(meeting, language),
            place=place_name(book, meeting, language) or __("place not known"),
            state=state_in_words(meeting, at, book.zone),
            tally=compliance.of_meeting(results, meeting.id).tally,
        )
        for meeting in meetings
    ]
