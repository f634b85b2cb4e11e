"""Letters in words: the language, the zone and the names of one reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override, pgettext

from cochair.features.mail.letters import Letter, Page, Words
from cochair.features.mail.signatures import Presidencies, greeting, sender_of, signature
from cochair.features.parties.models import Forum
from cochair.formats import plain_text
from cochair.formats.icalendar import Attendee, Event, feed
from cochair.procedure.refusal import Refusal, Sentence, render
from cochair.web import formats, localize, varieties

LONGEST_SUBJECT = 200
# What mail readers take for the beginning of a signature.
CLOSING = "-- \n"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it is kept: its text, of which the HTML is made when it is sent, and the calendar
    part where there is one."""

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
        """An instant on the reader's own clock, with the venue's beside where it differs; the day is
        told twice only where it is another there."""
        there = formats.full_instant(at, self.venue_zone, self.language)
        if self.zone == settings.TIME_ZONE or _is_same(at, self.zone, self.venue_zone):
            return there
        own = formats.full_instant(at, self.zone, self.language)
        if _is_same(at, self.zone, self.venue_zone, datetime.date):
            there = formats.hour_there(at, self.venue_zone, self.language)
        said = pgettext("an instant on the clocks of two cities", "{own} ({venue})")
        return said.format(own=own, venue=there)


def _is_same(
    at: datetime, zone: str, other: str, of: Callable[[datetime], object] = datetime.isoformat
) -> bool:
    """Whether the clocks of two zones show the same at an instant: hour and day, or what `of` takes."""
    first, second = (at.astimezone(formats.zone_of(one)) for one in (zone, other))
    return of(first.replace(tzinfo=None)) == of(second.replace(tzinfo=None))


def rendered(letter: Letter, forum: Forum, written_by: Presidencies, at: datetime) -> Rendered:
    """A letter in the words of its reader, with the names behind codes, its greeting and who writes
    it; `at` stamps its calendar."""
    language = letter.to.language
    if language not in settings.FORMATS:
        language = settings.LANGUAGE_CODE
    names = written_by.roster.names()
    known = {**names, **letter.names} if letter.names else names
    reader = Reader(language, letter.to.zone, letter.venue_zone or forum.zone, known)
    with override(language), varieties.reading(letter.to.variety):
        paragraphs = [greeting(letter.to.name), *(_paragraph(reader, one) for one in letter.lines)]
        if letter.path and not letter.to.way_in:
            paragraphs.append(address(letter.path))
        sender = sender_of(letter, written_by.roster.party_codes)
        signs_in = letter.to.account is not None
        paragraphs.append(
            closing(forum, language, signature(sender, written_by, language), signs_in=signs_in)
        )
        return Rendered(
            subject=plain_text.one_line(reader.words(letter.subject), LONGEST_SUBJECT),
            body="\n\n".join(paragraphs),
            calendar=_calendar(letter, reader, at),
        )


def _paragraph(reader: Reader, line: Words) -> str:
    """A line of a letter.  Only what an app wrote itself may begin with an address of this
    installation: one that a person wrote is moved in, and never becomes a link."""
    text = plain_text.lines(reader.words(line))
    if isinstance(line, str):
        return text
    return "\n".join(f" {one}" if is_address(one) else one for one in text.split("\n"))


def is_address(line: str) -> bool:
    """Whether a line is nothing but an address of this installation."""
    begins = line.startswith(f"{settings.ADDRESS.rstrip('/')}/")
    return begins and line.isprintable() and " " not in line


def address(path: Page | str) -> str:
    """The absolute address of a page in the language that is active."""
    if isinstance(path, Page):
        path = reverse(path.route, args=path.arguments)
    return f"{settings.ADDRESS.rstrip('/')}{path}"


def closing(forum: Forum, language: str, written_by: str, *, signs_in: bool = True) -> str:
    """Who writes (`written_by`), why somebody is written to, and for who signs in where to change
    how; in the language that is active."""
    why = gettext("You receive this message because of your role in: {forum}.").format(
        forum=localize.translated(forum.short_title, language)
    )
    paragraphs = [f"{CLOSING}{written_by}", plain_text.one_line(why)]
    if signs_in:
        how = gettext("Change when and how you receive messages: {address}")
        paragraphs[1] += "\n" + how.format(address=address(Page("mail:preferences")))
    return "\n\n".join((*paragraphs, ""))[:-1]


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
