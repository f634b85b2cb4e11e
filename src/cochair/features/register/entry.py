"""Enter a document: its number, its first revision, and who it belongs to."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.documents import queries, vocabulary
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Alias, Counter, Document, Reference
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.register import refusals
from cochair.features.register.mutation import begun, tell
from cochair.procedure.alphabets import plain_to_see
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.symbol import CORRIGENDUM, SUFFIXES, Symbol


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as somebody enters it; codes as in `vocabulary` and `marking`.

    `series` is empty for that of the meeting, or of the forum; `of` is the work that an addendum
    or a corrigendum belongs to, `corrects` the language of a corrigendum.
    """

    kind: str
    title: Mapping[str, str]
    source: str
    originator: str
    marking: str
    meeting: str = ""
    phase: str = "pre"
    series: str = ""
    of: Document | None = None
    suffix: str = ""
    corrects: str = ""
    public_title: Mapping[str, str] = field(default_factory=dict)
    for_observers: bool = False
    readers: tuple[str, ...] = ()
    subject_codes: tuple[str, ...] = ()
    summary: str = ""


@transaction.atomic
def register(
    forum: Forum,
    entry: Entry,
    *,
    alias: str = "",
    previous: tuple[str, ...] = (),
    by: ActingOffice,
    at: datetime,
) -> Document:
    """Enter a document with its first revision (INIT), which has no text yet.

    `alias` is the number it has in the register of the Party that enters it, `previous` the
    numbers of documents before it.  It takes the next number of its series in the civil year of the forum's zone, an addendum or
    corrigendum the next behind its work; a non-paper takes none.  Raises Refused with every
    reason at once.  Source: domain.md B.10 (CB-42, CB-43, CB-45).
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    book, roster = parties.book(forum, at), parties.roster(forum)
    meeting = _meeting(forum, entry, by, at)
    require(*_entry_refusals(entry, book, meeting, by), _known_meeting(entry, meeting))
    key = new_key()
    symbol = _symbol(forum, entry, meeting, book.series, at)
    made = Document.objects.create(
        forum=forum,
        key=key,
        slug=symbol.slug if symbol else f"np-{key}",
        series=symbol.series if symbol else "",
        year=symbol.year if symbol else None,
        number=symbol.number if symbol else None,
        of=entry.of,
        suffix=symbol.suffix if symbol else "",
        suffix_number=symbol.suffix_number if symbol else 0,
        corrects=entry.corrects if symbol and symbol.suffix == CORRIGENDUM else "",
        kind=entry.kind,
        title=_words(entry.title),
        public_title=_words(entry.public_title),
        originator=entry.originator,
        marking=entry.marking,
        party=roster.party(by.party) if by.party else None,
        member=_member(roster, by),
        organisation=next((o for o in roster.organisations if o.code == by.organisation), None),
        for_observers=entry.for_observers,
        meeting=meeting,
        phase=entry.phase,
        subject_codes=list(entry.subject_codes),
        registered_at=at,
        registered_by=Office.objects.get(pk=by.office),
    )
    made.readers.set([o for o in roster.organisations if o.code in entry.readers])
    begun(made, 0, entry.source, entry.summary, by=by, at=at)
    _other_numbers(made, alias, previous, by=by, at=at)
    tell(made, "document.registered", by=by, at=at)
    return made


def _other_numbers(
    document: Document, alias: str, previous: tuple[str, ...], *, by: ActingOffice, at: datetime
) -> None:
    alias = " ".join(alias.split())
    numbers = [" ".join(symbol.split()) for symbol in previous]
    require(*(refusals.a_symbol(one) for one in (*numbers, *filter(None, [alias]))))
    require(stands_already(document, alias, by, at))
    if alias:
        Alias.objects.create(document=document, party=document.party, symbol=alias, at=at)
    known = queries.by_symbol(document.forum, numbers, by, at)
    for symbol in dict.fromkeys(numbers):
        Reference.objects.create(
            document=document, to=known.get(symbol), symbol=symbol, kind="previous", at=at
        )


def stands_already(
    document: Document, alias: str, by: ActingOffice, at: datetime
) -> Refusal | None:
    """A refusal for a number under which whoever enters it finds another document already."""
    known = queries.by_symbol(document.forum, [alias], by, at).get(alias) if alias else None
    if known is None or known.pk in {document.pk, document.of_id}:
        return None
    return Refusal(
        refusals.CLAUSE,
        _("{number} is already in the register, as {symbol}."),
        {"number": alias, "symbol": queries.name_of(known) or known.slug},
    )


def _symbol(
    forum: Forum, entry: Entry, meeting: Meeting | None, forum_series: str, at: datetime
) -> Symbol | None:
    if entry.of is not None:
        return next_part(entry.of, entry.suffix)
    if not refusals.numbered(entry.kind):
        return None
    book = parties.book(forum, at)
    own = book.configurations[meeting.configuration].series if meeting else ""
    series = entry.series or own or forum_series or forum.slug.upper()
    return next_symbol(forum, series, vocabulary.year_of(at, forum.zone))


def _meeting(forum: Forum, entry: Entry, by: ActingOffice, at: datetime) -> Meeting | None:
    """The meeting that is named; None for one of which the office is not told that it exists."""
    of_work = entry.of.meeting if entry.of is not None else None
    if not entry.meeting or (of_work is not None and of_work.slug == entry.meeting):
        return of_work
    found = Meeting.objects.filter(forum=forum, slug=entry.meeting).first()
    hidden = attendance.unknown(forum, by, at, (found,)) if found is not None else ()
    return None if found is None or found.slug in hidden else found


def _member(roster: parties.Roster, by: ActingOffice) -> Member | None:
    """The State a delegation writes for; a co-presidency writes for its Party."""
    if by.role in {Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER}:
        return roster.member(by.member)
    return None


def _words(words: Mapping[str, str]) -> dict[str, str]:
    return {code: " ".join(said.split()) for code, said in words.items() if said.strip()}


def _entry_refusals(
    entry: Entry, book: Book, meeting: Meeting | None, by: ActingOffice
) -> Iterable[Refusal | None]:
    languages = dict.fromkeys(book.languages)
    presidency = vocabulary.presidency_of(book, by.party)
    return (
        refusals.known(entry.kind, vocabulary.kinds(book), refusals.UNKNOWN_KIND),
        refusals.known(entry.originator, vocabulary.originators(book), refusals.UNKNOWN_ORIGINATOR),
        refusals.known(entry.marking, dict.fromkeys(Marking), refusals.UNKNOWN_MARKING),
        refusals.known(entry.source, languages, refusals.UNKNOWN_LANGUAGE),
        refusals.known(entry.phase, vocabulary.PHASES, refusals.UNKNOWN_PHASE),
        refusals.titled(entry.title, entry.source),
        refusals.short(entry.title),
        refusals.printed(*entry.title.values(), *entry.public_title.values(), entry.summary),
        plain_to_see(*entry.title.values(), *entry.public_title.values()),
        refusals.in_its_name(by, entry.originator, presidency, vocabulary.presidencies(book)),
        refusals.fits(entry.marking, by, with_meeting=meeting is not None),
        _known_series(entry, book),
        _a_part(entry, languages),
    )


def _known_series(entry: Entry, book: Book) -> Refusal | None:
    series = {book.series, *(one.series for one in book.configurations.values())}
    if not entry.series or entry.series in series:
        return None
    return Refusal(
        refusals.CLAUSE, _("“{value}” is not a series of this register."), {"value": entry.series}
    )


def _a_part(entry: Entry, languages: Mapping[str, object]) -> Refusal | None:
    if entry.of is None:
        return None
    if entry.suffix not in SUFFIXES or entry.of.suffix or entry.of.number is None:
        return Refusal(
            refusals.CLAUSE, _("An addendum or corrigendum must belong to a numbered document.")
        )
    if entry.suffix == CORRIGENDUM and entry.corrects and entry.corrects not in languages:
        return Refusal(refusals.CLAUSE, refusals.UNKNOWN_LANGUAGE, {"value": entry.corrects})
    if entry.suffix == CORRIGENDUM and entry.corrects and entry.source != entry.corrects:
        return Refusal(
            refusals.CLAUSE,
            _("A corrigendum to one language version must be written in that language."),
        )
    return None


def _known_meeting(entry: Entry, meeting: Meeting | None) -> Refusal | None:
    if meeting is not None or not entry.meeting:
        return None
    # Without what was sent: the name of a meeting would be told by its title.
    return Refusal("meeting", _("Choose a meeting from the list."))


# Numbers without gap or duplicate, whoever asks at once.
KEY_BYTES = 6


def next_symbol(forum: Forum, series: str, year: int) -> Symbol:
    """The next number of a series and year; called inside the transaction that uses it.

    The counter is locked until that transaction ends: a number is given once, and one whose use
    was rolled back is given again.
    """
    Counter.objects.get_or_create(forum=forum, series=series, year=year)
    counter = Counter.objects.select_for_update().get(forum=forum, series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Symbol(series, year, counter.last)


def next_part(of: Document, suffix: str) -> Symbol:
    """The next addendum or corrigendum of a work; its row is locked until the transaction ends."""
    work = Document.objects.select_for_update(of=("self",)).get(pk=of.pk)
    assert work.year is not None and work.number is not None
    rows = Document.objects.filter(of=work, suffix=suffix)
    last = rows.aggregate(n=Max("suffix_number"))["n"] or 0
    return Symbol(work.series, work.year, work.number, suffix, last + 1)


def new_key() -> str:
    """A name that tells nothing: for the journal, and for the address of a non-paper."""
    return secrets.token_hex(KEY_BYTES)
