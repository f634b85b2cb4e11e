"""The list of decisions of a meeting as a paper: its head, each decision with its outcome, who declared it.

One paragraph a decision, by its number; only those that have ended, and that the reader may read, as the
paper says itself.  Source: domain.md B.4 (CB-11, CB-12), B.10.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.invitations import notice_text
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.queries import Roster
from cochair.features.printing import heading, official, pdf
from cochair.features.printing.heading import Head
from cochair.features.room import outcome
from cochair.features.room.presenters import Shown
from cochair.formats.paragraphs import (
    HEADING,
    ITEM,
    SIGNATURE,
    TITLE,
    Paragraph,
    Run,
    Text,
    digest_of_text,
    plain,
)
from cochair.web import formats
from cochair.web.localize import translated
from cochair.web.varieties import override

LIST = "decisions"


@dataclass(frozen=True, slots=True)
class Printed:
    """The list with its head, in one language, as it was at an instant."""

    head: Head
    text: Text
    language: str
    at: datetime

    def pdf(self) -> bytes:
        """The list as PDF."""
        digest = digest_of_text(self.text)
        return pdf.paper(self.head, self.text, language=self.language, digest=digest, at=self.at)

    def docx(self) -> bytes:
        """The list as a Word file."""
        return official.word(self.head, self.text, language=self.language, at=self.at)


FORMS: Mapping[str, Callable[[Printed], bytes]] = {"pdf": Printed.pdf, "docx": Printed.docx}


def printed(meeting: Meeting, decisions: Sequence[Shown], language: str, at: datetime) -> Printed:
    """The decisions of a meeting in a language of the interface, dated when the meeting closed."""
    is_open, at = meeting.closed_at is None, meeting.closed_at or at
    book, roster = parties.book(meeting.forum, at), parties.roster(meeting.forum)
    schedules = list(meeting.schedules.all())
    zone = schedules[-1].zone if schedules else meeting.forum.zone
    day = at.astimezone(formats.zone_of(zone)).date()
    place = schedules[-1].place if schedules else ""
    particulars = notice_text.particulars(meeting, schedules[-1]) if schedules else {}
    ended = [one for one in decisions if one.declared_at is not None and one.outcome]
    with override(language):
        name = meeting_title(meeting, book, language)
        title = __("List of decisions: {meeting}").format(meeting=name)
        kind = __("List of decisions")
        head = heading.of_both(
            meeting.forum, book, day, language, kind=kind, title=title, place=place
        )
        text = (
            plain(LIST, title, TITLE),
            *(plain(f"{LIST}-{key}", words[language]) for key, words in particulars.items()),
            plain(f"{LIST}-whose", __("Decisions on texts that the reader of this list may read.")),
            *(_as_of(at, zone, language) if is_open else ()),
            *_decisions(ended, language, zone),
            *(_signed(meeting, roster, language) if ended else ()),
        )
    return Printed(head, text, language, at)


def _as_of(at: datetime, zone: str, language: str) -> Iterator[Paragraph]:
    """While the meeting is open: until when the list goes."""
    until = formats.instant_on_paper(at, zone, language)
    yield plain(f"{LIST}-as-of", __("Provisional list, as of {at}.").format(at=until))


def _decisions(ended: Sequence[Shown], language: str, zone: str) -> Iterator[Paragraph]:
    """A paragraph for each: number and title of the text, its outcome, and what was said with it."""
    if not ended:
        yield plain(f"{LIST}-none", __("There are none."))
    for one in ended:
        title = str(translated(one.row.document.title, language))
        name = ", ".join(filter(None, (one.symbol, title)))
        at = formats.instant_on_paper(one.declared_at, zone, language) if one.declared_at else ""
        below = (
            one.outcome,
            __("Declared by both co-chairs: {at}").format(at=at),
            *outcome.said_with(one, language),
        )
        said = (Run(name, "b"), Run("".join(f"\n{line}" for line in below)))
        key = f"{LIST}-{one.row.number}"
        yield Paragraph(key, ITEM, said, level=1, number=f"{one.row.number}.")


def _signed(meeting: Meeting, roster: Roster, language: str) -> Iterator[Paragraph]:
    """A place for each Party, with its co-chair's State; the signatures themselves are those of the acts."""
    yield plain(f"{LIST}-signed", __("Signatures"), HEADING, level=1)
    yield plain(f"{LIST}-who", __("Declared in the name of both Parties by the co-chairs:"))
    chairs = meeting.chairs.filter(ended_at=None, deputy=False).select_related("member")
    members = {one.party_id: one.member.name[language] for one in chairs}
    for party in roster.parties:
        name = party.name[language]
        who = __("{party}: co-presidency").format(party=name)
        if party.pk in members:
            line = __("{party}: co-presidency ({member})")
            who = line.format(party=name, member=members[party.pk])
        yield plain(f"{SIGNATURE}{party.code}".lower(), who, ITEM)
