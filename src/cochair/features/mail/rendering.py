"""Letters in words: the language, the zone and the names of one reader."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from cochair.features.mail.letters import Letter, Page, Words
from cochair.features.parties.models import Forum
from cochair.formats import plain_text
from cochair.formats.icalendar import Attendee, Event, feed
from cochair.procedure.refusal import Refusal, Sentence, render
from cochair.web import formats, localize

LONGEST_SUBJECT = 200
# What mail readers take for the beginning of a signature.
CLOSING = "-- \n"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it is sent: text only, and the calendar part where there is one."""

    subject: str
    body: str
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language, zones and names somebody reads."""

    language: str
    zone: str
    venue_zone: str
    names: localize.Names

    def words(self, said: Words | Refusal) -> str:
        """A sentence, a title or a text, for this reader; call it in the reader's language."""
        match said:
            case Sentence() | Refusal():
                return render(said, translate=gettext, show=self._show)
            case Mapping():
                return str(localize.translated(said, self.language))
        return str(said)

    def _show(self, fact: object) -> str:
        match fact:
            case datetime():
                return self._instant(fact)
            case Sentence() | Refusal():
                return self.words(fact)
            case list() | tuple():
                parts = [self._show(one) for one in fact]
                return formats.listed(parts, self.language) if parts else "–"
        return localize.format_value(
            fact, names=self.names, zone=self.venue_zone, language=self.language
        )

    def _instant(self, at: datetime) -> str:
        """An instant on the reader's own clock, with the venue's beside where it differs."""
        there = formats.instant(at, self.venue_zone, self.language)
        if self.zone in {settings.TIME_ZONE, self.venue_zone}:
            return there
        own = formats.instant(at, self.zone, self.language)
        return gettext("{own} (there: {venue})").format(own=own, venue=there)


def rendered(letter: Letter, forum: Forum, names: localize.Names, at: datetime) -> Rendered:
    """A letter in the words of its reader, with the names behind codes; `at` stamps its calendar."""
    language = letter.to.language
    if language not in settings.FORMATS:
        language = settings.LANGUAGE_CODE
    known = {**names, **letter.names} if letter.names else names
    reader = Reader(language, letter.to.zone, letter.venue_zone or forum.zone, known)
    with override(language):
        paragraphs = [plain_text.lines(reader.words(line)) for line in letter.lines]
        if letter.path and not letter.to.way_in:
            paragraphs.append(address(letter.path))
        paragraphs.append(closing(forum, language, signs_in=letter.to.account is not None))
        return Rendered(
            subject=plain_text.one_line(reader.words(letter.subject), LONGEST_SUBJECT),
            body="\n\n".join(paragraphs),
            calendar=_calendar(letter, reader, at),
        )


def address(path: Page | str) -> str:
    """The absolute address of a page in the language that is active."""
    if isinstance(path, Page):
        path = reverse(path.route, args=path.arguments)
    return f"{settings.ADDRESS.rstrip('/')}{path}"


def closing(forum: Forum, language: str, *, signs_in: bool = True) -> str:
    """Why somebody is written to, and for who signs in where to change how; in the language
    that is active."""
    why = gettext("You are written to because of your part in: {forum}.").format(
        forum=localize.translated(forum.short_title, language)
    )
    if not signs_in:
        return f"{CLOSING}{plain_text.one_line(why)}\n"
    how = gettext("When and how you are written to: {address}").format(
        address=address(Page("mail:preferences"))
    )
    return f"{CLOSING}{plain_text.one_line(why)}\n{how}\n"


def _calendar(letter: Letter, reader: Reader, at: datetime) -> str:
    if letter.calendar is None:
        return ""
    part = letter.calendar
    events = [_in_words(told, letter, reader) for told in (part.event, *part.others)]
    return feed(events, method=part.method, stamp=at).decode()


def _in_words(told: Event, letter: Letter, reader: Reader) -> Event:
    return replace(
        told,
        summary=reader.words(told.summary),
        description=reader.words(told.description),
        location=reader.words(told.location),
        attendees=told.attendees or (Attendee(letter.to.name, letter.to.email),),
    )
