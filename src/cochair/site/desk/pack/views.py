"""Packs of a meeting: what they are, one's own, and those that a secretariat makes for others."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_GET, require_safe

from cochair.features.agendas import presenters as agendas
from cochair.features.agendas import queries as versions
from cochair.features.agendas.queries import Version
from cochair.features.delegations import presenters as people
from cochair.features.documents import parallel_text
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Expression
from cochair.features.files import actions
from cochair.features.guests import presenters as guests
from cochair.features.guests import queries as schedules
from cochair.features.meetings import hours, presiding
from cochair.features.meetings.models import Session
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.sessions.labels import languages_of, name_of
from cochair.site.desk.pack import access, papers, queries
from cochair.site.desk.pack.papers import Opened, Paper
from cochair.site.desk.pack.reader import Reader
from cochair.web import archive
from cochair.web.archive import digest, look
from cochair.web.localize import language_now, translated
from cochair.web.varieties import override

# The pages of a pack: the same templates and words as online, with links that need no server.
INDEX, AGENDA, PEOPLE, ABOUT = "index.html", "agenda.html", "people.html", "about.html"
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session in words: what it is, from when to when, in which languages."""

    row: Session
    name: object
    spoken: object
    interpreted: object


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a pack with its SHA-256."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True)
class Pages:
    """The pages of one pack, in one language."""

    reader: Reader
    language: str
    version: Version | None = None

    def index(self, papers: Iterable[Paper]) -> bytes:
        """The meeting: days, place, hours, sessions, documents, where one is reached."""
        meeting = self.reader.meeting
        book = parties.book(meeting.forum, self.reader.at)
        schedule = schedules.schedule_of(meeting)
        opening = hours.said(schedule.starts, schedule.ends, schedule.zone) if schedule else None
        return self._page(
            "index.html",
            {
                "here": INDEX,
                "when": guests.when(meeting, book),
                "schedule": schedule,
                "opens": opening[0] if opening else None,
                "closes": opening[1] if opening else None,
                "cancelled": meeting.cancelled_at is not None,
                "chairs": [one for one in meeting.chairs.all() if presiding.stands(one)],
                "sessions": [_session(row) for row in queries.planned(self.reader)],
                "papers": list(papers),
                "agenda": agendas.name(self.version) if self.version else "",
                "contacts": queries.contacts(self.reader),
            },
        )

    def agenda(self, version: Version, on_items: Iterable[list[tuple[str, str]]]) -> bytes:
        """The agenda that stands, the papers of each item linked to where they are in the pack."""
        meeting = self.reader.meeting
        book = parties.book(meeting.forum, self.reader.at)
        rows = agendas.rows(version, book, asked=versions.discussions(meeting))
        return self._page(
            "agenda.html",
            {
                "here": AGENDA,
                "version": version,
                "version_name": agendas.name(version),
                "rows": list(zip(rows, on_items, strict=True)),
            },
        )

    def people(self) -> bytes:
        """Who comes, as far as the reader sees it."""
        meeting, seat = self.reader.meeting, self.reader.seat
        book = parties.book(meeting.forum, self.reader.at)
        shown = [
            people.side(one, seat, book, None) for one in queries.sides(self.reader, self.language)
        ]
        return self._page(
            "people.html",
            {"here": PEOPLE, "sides": [one for one in shown if one], "sees_all": seat.sees_all},
        )

    def paper(self, one: Opened) -> bytes:
        """A document in one language."""
        code = one.edition.code
        return self._page(
            "paper.html",
            {
                "up": "../",
                "one": one,
                "name_of_page": f"{one.head.symbol} {code.upper()}",
                "others": [other for other in one.paper.editions if other.page or other.file],
                "rows": parallel_text.rows({code: one.expression}, [code]),
            },
        )

    def about(self, kept: Iterable[Kept]) -> bytes:
        """For whom and when it was made, what is in it, and how that is checked."""
        return self._page(
            "about.html",
            {
                "here": ABOUT,
                "kept": list(kept),
                "manifest": MANIFEST,
                "sums": SUMS,
                "check": f"sha256sum --check {SUMS}",
            },
        )

    def _page(self, template: str, context: Mapping[str, object]) -> bytes:
        meeting, reader = self.reader.meeting, self.reader
        book = parties.book(meeting.forum, reader.at)
        around = {
            "up": "",
            "forum": meeting.forum,
            "zone": meeting.forum.zone,
            "reader_zone": reader.zone,
            "meeting": meeting,
            "name": meeting_title(meeting, book, self.language),
            "names": parties.roster(meeting.forum).names(),
            "language": self.language,
            "reader": reader,
            "whose": translated(reader.name, self.language) if reader.name else "",
            "made_at": reader.at,
            "has_agenda": self.version is not None,
        }
        return render_to_string(f"desk/pack/{template}", {**around, **context}).encode()


def _session(row: Session) -> SessionShown:
    return SessionShown(
        row,
        translated(name_of(row)),
        translated(languages_of(row.spoken)) or __("not decided yet"),
        translated(languages_of(row.interpreted)) or __("no interpretation"),
    )


# Everything that goes into a pack, file by file, in the language of whoever asks for it.
#
# The list of digests comes last, so that each file is made once, written and forgotten.
type Taken = Callable[[Expression], object]
type File = tuple[str, bytes]


def files(reader: Reader, language: str, taken: Taken) -> Iterator[File]:
    """The files of a pack by name, one after the other; `taken` is told of each edition in it."""
    kept: list[Kept] = []
    for name, content in _contents(reader, language, taken):
        kept.append(Kept(name, len(content), digest(content)))
        yield name, content
    with override(language):
        about = Pages(reader, language).about(kept)
    kept.append(Kept(ABOUT, len(about), digest(about)))
    yield ABOUT, about
    manifest = _manifest(reader, language, kept)
    kept.append(Kept(MANIFEST, len(manifest), digest(manifest)))
    yield MANIFEST, manifest
    yield SUMS, "".join(f"{one.digest}  {one.name}\n" for one in kept).encode()


def _contents(reader: Reader, language: str, taken: Taken) -> Iterator[File]:
    yield from look()
    version = queries.agenda(reader)
    pages = Pages(reader, language, version)
    carried = queries.papers(reader, version)
    told: list[papers.Paper] = []
    for document in queries.in_portions(tuple(carried)):
        with override(language):
            made, words = papers.paper(document, parties.book(document.forum, reader.at))
        held: dict[str, papers.Edition] = {}
        for edition, expression, octets in papers.files(made, words):
            if octets is None:
                held[edition.code] = edition.without_file
            else:
                yield edition.file, octets
            taken(expression)
        made = made.with_editions(held)
        for edition in made.editions:
            if edition.page:
                with override(language):
                    page = pages.paper(papers.opened(made, edition, words[edition.code]))
                yield edition.page, page
        told.append(made)
    with override(language):
        if version is not None:
            yield AGENDA, pages.agenda(version, queries.on_items(reader, version, carried.values()))
        people, index = pages.people(), pages.index(told)
    yield PEOPLE, people
    yield INDEX, index


def _manifest(reader: Reader, language: str, kept: list[Kept]) -> bytes:
    said = {
        "forum": reader.meeting.forum.slug,
        "meeting": reader.meeting.slug,
        "language": language,
        "made_at": reader.at.isoformat(),
        "made_for": reader.hat.title,
        "made_by": reader.maker.title if reader.maker else reader.hat.title,
        "files": [{"name": one.name, "octets": one.size, "sha256": one.digest} for one in kept],
    }
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


@require_safe
def packs(request: Request, forum: str, slug: str) -> HttpResponse:
    """What a pack holds, one's own, and for a secretariat those of its Party's delegations."""
    found = access.seat(request, slug)
    book = parties.book(found.meeting.forum, request.now)
    context = {
        "here": "meetings" if found.shares else "mine",
        "seat": found,
        "meeting": found.meeting,
        "name": meeting_title(found.meeting, book, get_language() or "en"),
        "served": access.served(found),
    }
    return render(request, "desk/pack/packs.html", context)


@require_GET
def own(request: Request, forum: str, slug: str) -> HttpResponseBase:
    """One's own pack; that its documents were taken away is noted, once for each office."""
    reader = access.own(request, slug)

    def taken(expression: Expression) -> None:
        if not documents.is_own(expression.revision.document, reader.hat):
            actions.note_download(expression, by=reader.hat, at=reader.at)

    return _answer(reader, f"{reader.meeting.slug}-pack", taken)


@require_GET
def of_delegation(request: Request, forum: str, slug: str, key: str) -> HttpResponseBase:
    """The pack of a delegation, for it to be handed over; nothing is noted of its readers."""
    reader = access.of_delegation(request, slug, key)
    return _answer(reader, f"{reader.meeting.slug}-pack-{key}", lambda expression: None)


def _answer(reader: Reader, name: str, taken: Taken) -> HttpResponseBase:
    language = language_now()
    return archive.answer(files(reader, language, taken), f"{name}-{language}.zip")
