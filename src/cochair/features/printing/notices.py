"""The notice of a meeting as a paper: what both presidencies signed, who is invited, and who signed.

The words are those that were signed; the head, the list and the signatures come from rows.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as __
from django.utils.translation import pgettext

from cochair.features.invitations import titles
from cochair.features.invitations.notice_text import signed_text
from cochair.features.meetings.models import Notice
from cochair.features.parties import queries as parties
from cochair.features.parties.queries import Roster
from cochair.features.printing import heading, official, pdf
from cochair.features.printing.heading import Head
from cochair.formats.paragraphs import (
    HEADING,
    ITEM,
    SIGNATURE,
    TITLE,
    Paragraph,
    Text,
    digest_of_text,
    plain,
)
from cochair.web import formats
from cochair.web.localize import translated
from cochair.web.varieties import override

NOTICE, INVITED = "notice", "invited"


@dataclass(frozen=True, slots=True)
class Printed:
    """A notice with its head, in one language."""

    head: Head
    text: Text
    row: Notice
    language: str

    def pdf(self) -> bytes:
        """The notice as PDF."""
        return pdf.paper(
            self.head,
            self.text,
            language=self.language,
            digest=digest_of_text(self.text),
            at=self.row.issued_at,
        )

    def docx(self) -> bytes:
        """The notice as a Word file."""
        return official.word(self.head, self.text, language=self.language, at=self.row.issued_at)


FORMS: Mapping[str, Callable[[Printed], bytes]] = {"pdf": Printed.pdf, "docx": Printed.docx}


def printed(row: Notice, language: str) -> Printed:
    """A notice in a language of the interface, as it was issued."""
    meeting = row.meeting
    book, roster = parties.book(meeting.forum, row.issued_at), parties.roster(meeting.forum)
    title = titles.title(titles.NOTICE, meeting, book)[language]
    day = row.issued_at.astimezone(formats.zone_of(meeting.forum.zone)).date()
    with override(language):
        text = (
            plain(NOTICE, title, TITLE),
            *signed_text(row.text, language),
            *_invited(row, roster, language),
            *_signed(row, language),
        )
        kind = __("Notice of meeting")
        head = heading.of_both(meeting.forum, book, day, language, kind=kind, title=title)
    return Printed(head, text, row, language)


def _invited(row: Notice, roster: Roster, language: str) -> Iterator[Paragraph]:
    """Everybody to whom the notice went, by Party and in protocol order."""
    codes = [str(key).split(":")[1] for key in row.act.body.get("recipients", [])]
    if not codes:
        return
    codes.sort(key=roster.protocol(language))
    party_of = {member.code: member.party.code for member in roster.members}
    names = {code: str(translated(words, language)) for code, words in roster.names().items()}
    yield plain(INVITED, pgettext("of a notice of meeting", "Recipients"), HEADING, level=1)
    for party in (*roster.in_order(language), None):
        own = [c for c in codes if party_of.get(c) == (party.code if party else None)]
        if own:
            title = party.name[language] if party else __("Institutions and agencies")
            listed = formats.listed([names.get(code, code) for code in own], language)
            key = f"{INVITED}-{party.code if party else 'others'}".lower()
            yield plain(key, f"{title}: {listed}.", ITEM)


def _signed(row: Notice, language: str) -> Iterator[Paragraph]:
    """A place for each presidency that signed, with the State that held it and the day."""
    yield plain("signed", __("Signatures"), HEADING, level=1)
    for key in sorted(row.act.keys.all(), key=lambda one: one.party.order):
        who = __("{party}: co-presidency ({member})").format(
            party=key.party.name[language], member=key.member.name[language]
        )
        day = key.at.astimezone(formats.zone_of(key.party.seat_zone)).date()
        signed = __("Signed on {day}").format(day=formats.long_day(day, language))
        yield plain(f"{SIGNATURE}{key.party.code}".lower(), f"{who}\n{signed}", ITEM)
