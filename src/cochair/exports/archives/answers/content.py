"""What an answer says, in every interface language: history with its sources, and what both published.

Nothing else is read: no fact that was entered here, no paper that both did not publish.  What no
public source says is told as unknown and never left out (corrections.md section 1, "unknown").
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.commitments.models import Instrument
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up import queries as commitments
from cochair.features.meetings import deadlines, facts
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.names import meeting_name
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.publications import queries as publishing
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting as Fact
from cochair.procedure.facts import Schedule
from cochair.procedure.refusal import _
from cochair.procedure.result import Outcome
from cochair.web import code_labels, formats
from cochair.web.localize import translated
from cochair.web.varieties import override

UNKNOWN = "unknown"
BOTH = "recorded"
HELD, REPORTED = "held", "reported"
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)

type Section = Mapping[str, object]
type Said = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Line:
    """A fact in each language, how sure it is (a code of `code_labels.CONFIDENCE`), and its sources."""

    said: Said
    confidence: str
    sources: tuple[object, ...] = ()


def sections(forum: Forum, topics: Sequence[str], at: datetime) -> list[Section]:
    """The chosen topics in their order, each with its rows, as known at an instant (aware UTC)."""
    book = parties.book(forum, at)
    return [
        {
            "code": code,
            "title": _in_all(lambda language, code=code: __(TOPICS[code])),  # type: ignore[misc]
            "rows": [
                {
                    "said": _in_all(line.said),
                    "confidence": line.confidence,
                    "sources": list(line.sources),
                }
                for line in _LINES[code](forum, book, at)
            ],
        }
        for code in TOPICS
        if code in topics
    ]


TOPICS = {
    "schedule": _("Is there a schedule of meetings?"),
    "meetings": _("Which meetings were held, and which have been announced?"),
    "done": _("What was agreed and published?"),
}


def _schedule(forum: Forum, book: Book, at: datetime) -> Iterator[Line]:
    """The cycles of the history from the one of today on; the slots of the running one."""
    today = civil_day(at, forum.zone)
    rows = Cycle.objects.filter(forum=forum, imported=True, abandoned_at=None)
    cycles = list(rows.filter(end__gte=today))
    for cycle in cycles:
        yield Line(
            _of_cycle(cycle), cycle.confidence or cycle.certainty or UNKNOWN, _sources(cycle)
        )
    if not cycles:
        yield Line(
            lambda language: __("No public source states which cycle is in progress."), UNKNOWN
        )
    running = next((one for one in cycles if one.start <= today), None)
    if running is None or book.pattern is None:
        return
    known = set(
        Meeting.objects.filter(cycle=running, imported=True).values_list("configuration", flat=True)
    )
    for _semester, code in book.pattern.slots:
        if code not in known:
            yield Line(_no_day(book, code), UNKNOWN)


def _meetings(forum: Forum, book: Book, at: datetime) -> Iterator[Line]:
    """Every meeting that public sources name, newest first, with what they say of it."""
    rows = {row.slug: row for row in Meeting.objects.filter(forum=forum, imported=True)}
    found = []
    for fact in facts.meetings(forum):
        row = rows.get(fact.id)
        if row is None:
            continue
        original = next((one for one in fact.schedules if one.starts is not None), None)
        first = deadlines.days_of(original)[0] if original is not None else date.min

        sure = row.confidence or row.certainty or UNKNOWN
        found.append((first, Line(_of_meeting(fact, row, original, book), sure, _sources(row))))
    for _first, line in sorted(found, key=lambda one: one[0], reverse=True):
        yield line
    if not found:
        yield Line(lambda language: __("No public source names a meeting."), UNKNOWN)


def _done(forum: Forum, book: Book, at: datetime) -> Iterator[Line]:
    """Adopted texts, documents and results that both published, commitments counted by area."""
    for row in Instrument.objects.filter(forum=forum, imported=True).order_by("-day", "slug"):
        yield Line(_of_text(row), row.confidence or UNKNOWN, _sources(row))
    for one in publishing.published(forum):
        yield Line(
            lambda language, one=one: __(  # type: ignore[misc]
                "{symbol} {title}: published by both co-presidencies on {day}."
            ).format(
                symbol=one.symbol,
                title=translated(one.title, language),
                day=formats.long_day(civil_day(one.at, forum.zone), language),
            ),
            BOTH,
            tuple(f"SHA-256 {code}: {row.digest}" for code, row in one.editions.items()),
        )
    counted = commitments.in_force_by_area(forum)
    for code, words in book.taxonomy:
        if counted.get(code):
            yield Line(_of_area(words, counted[code]), BOTH)
    found = compliance.publication(forum)
    if found is None:
        yield Line(lambda language: __("No compliance results have been published."), UNKNOWN)
    else:
        yield Line(_of_results(found.body), BOTH)


_LINES: Mapping[str, Callable[[Forum, Book, datetime], Iterator[Line]]] = {
    "schedule": _schedule,
    "meetings": _meetings,
    "done": _done,
}


def _in_all(said: Said) -> dict[str, str]:
    words = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words[language] = said(language)
    return words


def _of_cycle(cycle: Cycle) -> Said:
    return lambda language: __("Cycle {number}: {start} to {end}.").format(
        number=cycle.number,
        start=formats.long_day(cycle.start, language),
        end=formats.long_day(cycle.end, language),
    )


def _no_day(book: Book, code: str) -> Said:
    return lambda language: __("{meeting}: no public source gives a date.").format(
        meeting=book.configurations[code].title[language]
    )


def _of_meeting(fact: Fact, row: Meeting, schedule: Schedule | None, book: Book) -> Said:
    def said(language: str) -> str:
        held = (
            __("Held, according to public sources.")
            if row.reported == HELD
            else __("Held, as reported publicly; not confirmed.")
            if row.reported == REPORTED
            else __("There is no public evidence that the meeting was held.")
        )
        return f"{meeting_name(fact, book, language)}: {_when(schedule, book, language)}. {held}"

    return said


def _of_text(row: Instrument) -> Said:
    return lambda language: __("{title}, adopted on {day}.").format(
        title=translated(row.title, language), day=formats.long_day(row.day, language)
    )


def _of_area(words: Mapping[str, str], number: int) -> Said:
    return lambda language: ngettext(
        "{area}: {n} commitment in force.", "{area}: {n} commitments in force.", number
    ).format(area=translated(words, language), n=number)


def _of_results(body: Mapping[str, object]) -> Said:
    outcomes = body["outcomes"]
    assert isinstance(outcomes, Mapping)
    counted = Counter(outcomes.values())

    def said(language: str) -> str:
        parts = [
            f"{__(code_labels.MARKS[one.value].word)}: {counted[one.value]}"
            for one in Outcome
            if counted[one.value]
        ]
        results = __("Results of cycle {number}").format(number=body["cycle"])
        return f"{results}: {'; '.join(parts)}."

    return said


def _when(schedule: Schedule | None, book: Book, language: str) -> str:
    """The days and the city, no more exact than public sources are."""
    if schedule is None or schedule.starts is None:
        return __("date not established")
    first, last = deadlines.days_of(schedule)
    place = book.places.get(schedule.place or "")
    if schedule.precision == "month":
        words = formats.month(first, language)
    elif schedule.precision == "year":
        words = str(first.year)
    else:
        words = formats.days_of_span(first, max(first, last), language)
    return f"{words}, {place.city[language]}" if place else words


def _sources(row: object) -> tuple[object, ...]:
    """Where a fact of the history comes from: an address, or how it is called, by language."""
    found: list[object] = []
    for one in getattr(row, "source", None) or ():
        if isinstance(one, Mapping):
            found.append(one.get("url") or one.get("title") or dict(one))
        else:
            found.append(str(one))
    return tuple(filter(None, found))
