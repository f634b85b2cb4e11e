"""The meetings of a forum's history as its file says: read here, written in `load_rows`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from cochair.features.meetings.actions import FORMATS
from cochair.features.parties.folder import Document, Entry
from cochair.features.parties.folder.civil_days import DAY, When, joined, read_when
from cochair.features.parties.folder.entry import CONFIDENCES
from cochair.features.parties.load import party_codes
from cochair.procedure.book import Book

HELD = "held"
STATUSES = frozenset({HELD, "announced", "reported", "expected", "planned"})


@dataclass(frozen=True)
class CoChairRow:
    """The member of a Party that co-chaired, or is to, and how sure that is."""

    party: str
    member: str
    certainty: str


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as its file gives it; `when` is None when no day at all is known."""

    slug: str
    configuration: str
    number: int | None
    cycle: int | None
    status: str
    when: When | None
    place: str
    country: str
    format: str
    co_chairs: tuple[CoChairRow, ...]
    fields: Mapping[str, Any]

    @property
    def held(self) -> bool:
        """Whether a source says that it took place."""
        return self.status == HELD


@dataclass(frozen=True)
class EventRow:
    """An event of the wider world as its file gives it."""

    slug: str
    fields: Mapping[str, Any]


def read_meetings(
    document: Document,
    book: Book | None,
    *,
    members: Mapping[str, Collection[str]] | None,
    cycles: Collection[int],
) -> tuple[MeetingRow, ...]:
    """The meetings of `history.yaml`.

    `book` and `members` (codes by Party) are None when their files could not be read; what
    refers to them is then taken on trust, so that one fault is not named twice.
    """
    seen: dict[Any, int] = {}
    rows = []
    for entry in document.top.entries("meetings", optional=True):
        rows.append(_meeting(entry, book, members, cycles, seen))
        entry.done()
    return tuple(rows)


def read_events(document: Document, book: Book | None) -> tuple[EventRow, ...]:
    """The related events of `history.yaml`: they count for no clause."""
    seen: dict[Any, int] = {}
    return tuple(
        _event(entry, book, seen) for entry in document.top.entries("related_events", optional=True)
    )


def _meeting(
    entry: Entry,
    book: Book | None,
    members: Mapping[str, Collection[str]] | None,
    cycles: Collection[int],
    seen: dict[Any, int],
) -> MeetingRow:
    slug = entry.name("id", longest=96)
    entry.unique("id", slug, seen)
    status = entry.one_of("status", STATUSES)
    when = read_when(entry, optional=status != HELD)
    cycle = entry.whole("cycle", optional=True)
    if cycle is not None and cycle not in cycles:
        entry.refuse("cycle", f"The file describes no cycle {cycle}.")
    if when is None and cycle is None:
        entry.refuse("date", f"The meeting {slug} must have a date or a cycle.")
    if status == HELD and when is not None and when.precision != DAY:
        entry.refuse(
            "status",
            f"The meeting {slug} has the status held. Its date must have the precision day.",
        )
    place = entry.reference("place", book.places if book else None, "place", optional=True)
    fields = {
        "reported": status,
        "outcomes": [_outcome(outcome) for outcome in entry.entries("outcomes", optional=True)],
        "topics": [topic.in_every_language() for topic in entry.entries("topics", optional=True)],
        "participation": _participation(entry, book, members),
        "confidence_detail": entry.words("confidence_detail", optional=True),
        **entry.sourced(note="notes"),
    }
    fields["note"] = joined(fields["note"], entry.words("format_note", optional=True))
    # Follows from the day on which the procedures took effect; kept in the file for its readers.
    entry.truth("procedure_before", optional=True)
    return MeetingRow(
        slug=slug,
        configuration=entry.reference(
            "configuration", book.configurations if book else None, "configuration"
        ),
        number=entry.whole("ordinal", optional=True),
        cycle=cycle,
        status=status,
        when=when,
        place=place,
        country=_country(entry, book, place),
        format=_format(entry),
        co_chairs=_co_chairs(entry, book, members),
        fields=fields,
    )


def _format(entry: Entry) -> str:
    return entry.one_of("format", FORMATS, optional=True)


def _country(entry: Entry, book: Book | None, place: str) -> str:
    country = entry.country("country", optional=True)
    known = book.places[place].country if book and place else country
    if country and country != known:
        entry.refuse("country", f"The place {place} is in {known}, not in {country}.")
    return country or known


def _co_chairs(
    entry: Entry, book: Book | None, members: Mapping[str, Collection[str]] | None
) -> tuple[CoChairRow, ...]:
    chairs = entry.entry("co_chairs", optional=True)
    sure = entry.entry("co_chairs_certainty", optional=chairs is None)
    if chairs is None:
        return ()
    rows = []
    for party in _parties(chairs, book):
        own = members.get(party, ()) if members is not None else None
        member = chairs.reference(party, own, f"member of {party}", optional=True)
        certainty = sure.one_of(party, CONFIDENCES, optional=not member) if sure else ""
        if member:
            rows.append(CoChairRow(party, member, certainty))
    chairs.done()
    if sure is not None:
        sure.done()
    return tuple(rows)


def _parties(entry: Entry, book: Book | None) -> tuple[str, ...]:
    """The Parties of which an entry speaks; all its names when the procedures are unreadable."""
    known, named = party_codes(book), entry.names()
    return named if known is None else tuple(code for code in known if code in named)


def _participation(
    entry: Entry, book: Book | None, members: Mapping[str, Collection[str]] | None
) -> dict[str, Any] | None:
    """How many of each Party came, who they were where that is known, and a note."""
    found = entry.entry("participation", optional=True)
    if found is None:
        return None
    counts: dict[str, Any] = {}
    note = found.words("note", optional=True)
    confidence = found.one_of("confidence", CONFIDENCES, optional=True)
    names = found.entry("members", optional=True)
    besides = {"note", "confidence", "members"}
    for party in _parties(found, book):
        if party not in besides:
            counts[party] = found.whole(party, optional=True)
    found.done()
    if names is not None:
        counts["members"] = {
            party: names.references(
                party, members.get(party, ()) if members is not None else None, f"member of {party}"
            )
            for party in _parties(names, book)
        }
        names.done()
    if note is not None:
        counts["note"] = note
    if confidence:
        counts["confidence"] = confidence
    return counts


def _outcome(entry: Entry) -> dict[str, Any]:
    dated = entry.day("dated", optional=True)
    found = {
        "title": entry.words("title"),
        "kind": entry.text("kind", optional=True, longest=64),
        "reference": entry.text("reference", optional=True, longest=64),
        "register_id": entry.text("register_id", optional=True, longest=64),
        "url": entry.address("url"),
        "dated": dated.isoformat() if dated else None,
        "previous": entry.text("previous", optional=True, longest=64),
        "languages_original": entry.texts("languages_original", optional=True),
        "confidence": entry.one_of("confidence", CONFIDENCES),
    }
    entry.done()
    return {key: value for key, value in found.items() if value}


def _event(entry: Entry, book: Book | None, seen: dict[Any, int]) -> EventRow:
    slug = entry.name("id", longest=96)
    entry.unique("id", slug, seen)
    entry.reference("party", party_codes(book), "Party", optional=True)
    when = read_when(entry, optional=True)
    fields = {
        "kind": entry.name("kind", longest=32),
        "title": entry.words("title"),
        "start": when.start if when else None,
        "end": when.end if when else None,
        "precision": when.precision if when else "unknown",
        "place": entry.words("place_name", optional=True) or {},
        **entry.sourced(),
    }
    entry.done()
    return EventRow(slug, fields)
