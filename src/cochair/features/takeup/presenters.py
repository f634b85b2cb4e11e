"""What the page shows of each line: what sources say of it, what is said, by whom, and its fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as __

from cochair.features.documents import vocabulary
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Roster
from cochair.features.takeup import actions, forms, lines, owed, world
from cochair.features.takeup.lines import Answer, Offer, Said
from cochair.features.takeup.models import Line
from cochair.features.takeup.staying import why_open
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal
from cochair.web import formats
from cochair.web.localize import language_now, say, translated

type Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OfParty:
    """The fields of one Party: who chaired, how many came."""

    name: str
    chair: BoundField
    came: BoundField
    members: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class OfText:
    """The fields of one adopted text."""

    number: int
    title: BoundField
    reference: BoundField
    url: BoundField
    kind: BoundField
    files: Sequence[str] = ()

    @property
    def place(self) -> int:
        """Its place in the line, from 0."""
        return self.number - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page."""

    name: str
    title: str
    when: str
    told: Sequence[str]
    # Who says this: sources, or both Parties.
    told_by: str
    meeting: Meeting | None
    form: forms.Line
    answers: Sequence[Choice]
    of_parties: Sequence[OfParty]
    of_texts: Sequence[OfText]
    is_open: bool
    is_extra: bool
    said: str
    line: Line | None
    attested_at: Any = None
    kinds: Sequence[Choice] = ()
    formats: Sequence[Choice] = ()
    asks_whether_other: bool = False
    # Why it is not among those that are confirmed at once; empty where it is, or is answered.
    why_open: str = ""
    refusals: Sequence[Refusal] = ()
    clash: Any = None
    # What was entered instead: when it was, and the rest of it, in words.
    entered: Sequence[str] = ()


def source_words(offer: Offer) -> str:
    """The sources that say that a meeting was held, as one text in the language of the page.

    Those that only announce it do not: then whoever attests it says from where it is known.
    """
    meeting = offer.meeting
    if meeting is None or not (offer.is_told_held or offer.is_attested):
        return ""
    if meeting.is_attested:
        return str(meeting.attested.get("source", ""))
    language = language_now()
    words = (one if isinstance(one, str) else translated(one, language) for one in meeting.source)
    return "; ".join(str(one) for one in words)


def told_words(offer: Offer, book: Book, roster: Roster) -> tuple[str, ...]:
    """What is said of a meeting but its days, each in one line of words."""
    language, said = language_now(), offer.told
    found = []
    place = book.places.get(said.place)
    if place:
        found.append(place.city[language])
    form = dict(forms.FORMAT_CHOICES).get(said.format)
    if form:
        found.append(str(form))
    chairs = [roster.member(code).name[language] for code in said.chairs.values()]
    if chairs:
        found.append(__("Co-chairs: {names}").format(names=formats.listed(chairs, language)))
    for text in said.texts:
        title = str(translated(text.get("title") or {}, language))
        unknown = "" if text.get("kind") else __("kind of the document not known")
        found.append(", ".join(filter(None, (title, text.get("reference", ""), unknown))))
    return tuple(found)


def when(offer: Offer) -> str:
    """The days of a meeting, no more exact than they are known."""
    language, said = language_now(), offer.told
    if said.first is not None:
        return formats.days_of_span(said.first, said.last or said.first, language)
    if offer.ends is None:
        return __("date not established")
    return __("date not established, by {day} at the latest").format(
        day=formats.medium_day(offer.ends, language)
    )


def answers(offer: Offer | None) -> tuple[Choice, ...]:
    """The answers that a line takes: what sources say is confirmed where they say a day."""
    codes = {Answer.OPEN, Answer.CORRECTED}
    if offer is not None:
        codes |= {Answer.NOT_HELD}
        codes |= {Answer.CONFIRMED} if offer.may_confirm else set()
    as_attested = {Answer.OPEN.value: __("As attested")} if offer and offer.is_attested else {}
    return tuple(
        (code, as_attested.get(code, str(words)))
        for code, words in forms.ANSWERS
        if Answer(code) in codes
    )


def members(roster: Roster, party: str) -> tuple[Choice, ...]:
    """The members of a Party by their names in the language of the page."""
    language = language_now()
    own = [one for one in roster.members if one.party.code == party]
    named = [(one.code, one.name[language]) for one in own]
    return tuple(sorted(named, key=lambda one: formats.sorting_key(one[1])))


def places(book: Book) -> tuple[Choice, ...]:
    """The places of the procedures by their names."""
    language = language_now()
    named = [(place.code, place.city[language]) for place in book.places.values()]
    return tuple(sorted(named, key=lambda one: formats.sorting_key(one[1])))


def kinds(book: Book) -> tuple[Choice, ...]:
    """What an adopted text may be, and the record of the meeting."""
    language = language_now()
    found = vocabulary.adopted_kinds(book).items()
    return tuple(
        (code, __(words) if isinstance(words, str) else words[language]) for code, words in found
    )


def configurations(book: Book) -> tuple[Choice, ...]:
    """The types of meeting."""
    language = language_now()
    return tuple((one.code, one.title[language]) for one in book.configurations.values())


def form_of(
    name: str,
    said: Said,
    line: Line | None,
    source: str,
    parties: Sequence[str],
    data: Mapping[str, Any] | None = None,
) -> forms.Line:
    """The fields of a line: as typed, else as they stand, else as sources say."""
    stands = lines.said_of(line.body) if line is not None else said
    # A line that was not sent stays as it is.
    is_sent = data is not None and f"{name}-answer" in data
    return forms.Line(
        data if is_sent else None,
        prefix=name,
        parties=parties,
        texts=len(stands.texts) + 1,
        initial={
            **forms.initial(stands, parties),
            "answer": line.answer if line is not None else Answer.OPEN.value,
            "source": line.source if line is not None else source,
            "seen": actions.seen_of(line),
        },
    )


def shown(
    name: str, offer: Offer | None, line: Line | None, form: forms.Line, book: Book, roster: Roster
) -> Shown:
    """One line as the page shows it."""
    language = language_now()
    codes = roster.party_codes
    stands = line.body.get("texts", ()) if line is not None else offer.told.texts if offer else ()
    answer = line.answer if line is not None else Answer.OPEN.value
    is_entered = answer == Answer.CORRECTED.value or (offer is None and line is not None)
    return Shown(
        name=name,
        entered=_entered(offer, line, book, roster),
        title=offer.names[language] if offer else __("Another meeting"),
        when=when(offer) if offer else "",
        told=told_words(offer, book, roster) if offer else (),
        told_by=__("Both Parties attested:")
        if offer and offer.is_attested_as_held
        else __("Sources say:"),
        meeting=offer.meeting if offer else None,
        form=form,
        answers=answers(offer),
        of_parties=tuple(
            OfParty(
                roster.party(code).short[language],
                form[f"chair_{code}"],
                form[f"came_{code}"],
                members(roster, code),
            )
            for code in codes
        ),
        of_texts=tuple(
            OfText(
                place + 1,
                form[f"text{place}_title"],
                form[f"text{place}_reference"],
                form[f"text{place}_url"],
                form[f"text{place}_kind"],
                tuple(stands[place].get("files", ())) if place < len(stands) else (),
            )
            for place in range(form.room)
        ),
        is_open=is_entered or bool(form.errors) or _lacks_something(form),
        is_extra=offer is None,
        said=str(dict(forms.ANSWERS)[answer]) if answer != Answer.OPEN.value else "",
        line=line,
        attested_at=offer.attested_at if offer else None,
        why_open=why_open(offer) if offer and answer == Answer.OPEN.value else "",
        asks_whether_other=form.is_bound or bool(form["other"].value()),
        kinds=[(code, str(words)) for code, words in forms.KINDS],
        formats=[("", __("not known"))]
        + [(code, str(words)) for code, words in forms.FORMAT_CHOICES],
    )


def _entered(offer: Offer | None, line: Line | None, book: Book, roster: Roster) -> tuple[str, ...]:
    """What a saved line says in place of what sources do, as they would say it."""
    if line is None or line.answer != Answer.CORRECTED.value:
        return ()
    said = lines.said_of(line.body)
    one = Offer(line.name, offer.names if offer else {}, said)
    return (when(one), *told_words(one, book, roster))


def _lacks_something(form: forms.Line) -> bool:
    """Whether a line was sent with an answer that needs its fields: they are not hidden then."""
    if not form.is_bound:
        return False
    answer, source = form["answer"].value(), form["source"].value()
    return answer == Answer.CORRECTED.value or (answer != Answer.OPEN.value and not source)


@dataclass(frozen=True, slots=True)
class ShownOwed:
    """One point or commitment of the page."""

    name: str
    form: forms.Owed
    line: Line | None
    is_open: bool
    refusals: Sequence[Refusal] = ()
    clash: Any = None


def owed_form(name: str, line: Line | None, data: Mapping[str, Any] | None = None) -> forms.Owed:
    """The fields of a point or a commitment: as typed, else as they stand."""
    is_sent = data is not None and f"{name}-text" in data
    initial: dict[str, Any] = {"language": language_now()}
    if line is not None:
        stands = forms.initial_owed(owed.owed_of(line.body))
        if line.answer == Answer.OPEN.value:
            stands = {}
        initial = {**initial, **stands, "source": line.source, "seen": actions.seen_of(line)}
    return forms.Owed(data if is_sent else None, prefix=name, initial=initial)


def owed_shown(name: str, line: Line | None, form: forms.Owed) -> ShownOwed:
    """One point or commitment as the page shows it."""
    said = line is not None and line.answer != Answer.OPEN.value
    return ShownOwed(name, form, line if said else None, said or form.is_bound)


def whats() -> tuple[Choice, ...]:
    """What may be left to be done."""
    return (("", "–"), *((code, str(words)) for code, words in forms.WHAT_CHOICES))


def owners(roster: Roster) -> tuple[Choice, ...]:
    """Who may have to do something: Parties, members and organisations by their names."""
    language = language_now()
    named = [(code, str(translated(words, language))) for code, words in roster.names().items()]
    return tuple(sorted(named, key=lambda one: formats.sorting_key(one[1])))


def areas(book: Book) -> tuple[Choice, ...]:
    """The areas of cooperation."""
    return tuple((code, str(translated(words, language_now()))) for code, words in book.taxonomy)


@dataclass(frozen=True, slots=True)
class ShownWorld:
    """One fact of the world on the page."""

    name: str
    title: Mapping[str, str]
    told: Sequence[str]
    is_known: bool
    form: forms.World
    line: Line | None
    answers: Sequence[Choice] = ()
    attested_at: datetime | None = None
    is_past: bool = False
    refusals: Sequence[Refusal] = ()
    clash: Any = None


def world_form(
    one: world.World, line: Line | None, source: Sequence[Any], data: Mapping[str, Any] | None
) -> forms.World:
    """The answer to a fact: as typed, else as it stands in the list, else open with its sources."""
    is_sent = data is not None and f"{one.name}-answer" in data
    language = language_now()
    words = (said if isinstance(said, str) else str(translated(said, language)) for said in source)
    return forms.World(
        data if is_sent else None,
        prefix=one.name,
        initial={
            "answer": line.answer if line is not None else Answer.OPEN.value,
            "source": line.source if line is not None else "; ".join(words),
            "seen": actions.seen_of(line),
        },
    )


def world_shown(
    forum: Forum,
    one: world.World,
    line: Line | None,
    form: forms.World,
    roster: Roster,
    attested_at: datetime | None = None,
) -> ShownWorld:
    """One fact as the page shows it; `attested_at` is when both attested that it stands so."""
    language = language_now()
    told = [say(said, language=language) for said in world.told(one, roster.names())]
    is_said = line is not None and line.answer != Answer.OPEN.value
    open_means = __("As attested") if attested_at is not None else __("Leave open")
    as_it_stands = ((Answer.OPEN.value, open_means), (Answer.CONFIRMED.value, __("As shown")))
    return ShownWorld(
        name=one.name,
        title=world.title_of(forum, one),
        told=told,
        is_known=one.is_known,
        form=form,
        line=line if is_said else None,
        answers=as_it_stands if one.is_known else as_it_stands[:1],
        attested_at=attested_at,
        is_past=one.is_past,
    )


def texts(offered: Mapping[str, Offer], standing: Mapping[str, Line]) -> tuple[Choice, ...]:
    """The adopted texts that have a title, each by its line and place, to put a file beside it."""
    found, language = [], language_now()
    names = [*offered, *(name for name in standing if name.startswith(lines.EXTRA))]
    for name in names:
        line, offer = standing.get(name), offered.get(name)
        said = lines.said_of(line.body) if line else offer.told if offer else Said("")
        meeting = offer.names[language] if offer else __("Another meeting")
        for place, text in enumerate(said.texts):
            if title := str(translated(text.get("title") or {}, language)):
                found.append((f"{name}:{place}", f"{meeting}: {title}"))
    return tuple(found)
