"""The pages of a pack: the same templates and words as online, with links that need no server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as __

from cochair.desk.pack import queries
from cochair.desk.pack.papers import Opened, Paper
from cochair.desk.pack.reader import Reader
from cochair.documents import reading
from cochair.meetings import hours
from cochair.meetings.agendas import presenting as agendas
from cochair.meetings.agendas import queries as versions
from cochair.meetings.agendas.queries import Version
from cochair.meetings.guests import presenting as guests
from cochair.meetings.guests import queries as schedules
from cochair.meetings.models import Session
from cochair.meetings.people import presenting as people
from cochair.meetings.sessions.words import languages_of, name_of
from cochair.meetings.titles import meeting_title
from cochair.parties import queries as parties
from cochair.web.saying import pick

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
                "chairs": [one for one in meeting.chairs.all() if one.ended_at is None],
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
                "rows": reading.rows({code: one.expression}, [code]),
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
            "whose": pick(reader.name, self.language) if reader.name else "",
            "made_at": reader.at,
            "has_agenda": self.version is not None,
        }
        return render_to_string(f"desk/pack/{template}", {**around, **context}).encode()


def _session(row: Session) -> SessionShown:
    return SessionShown(
        row,
        pick(name_of(row)),
        pick(languages_of(row.spoken)) or __("not settled"),
        pick(languages_of(row.interpreted)) or __("no interpretation"),
    )
