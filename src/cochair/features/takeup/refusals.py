"""Why a line cannot be attested: everything at once, each with the line that it is about."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.documents import vocabulary
from cochair.features.meetings.actions import FORMATS
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.takeup import lines, owed
from cochair.features.takeup.lines import Answer, Offer, Said
from cochair.features.takeup.sources import unnamed
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import civil_day, outside_calendar
from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"
MOST_DAYS = 31


def to_line(
    forum: Forum,
    answer: Answer,
    said: Said,
    source: str,
    offer: Offer | None,
    names: Mapping[str, str],
    at: datetime,
) -> Iterator[Refusal | None]:
    """What stands against what is said of one meeting, at an instant (aware UTC)."""
    if answer is Answer.OPEN:
        return
    today = civil_day(at, forum.zone)
    facts: dict[str, object] = {"meeting": names}
    yield unprinted(source, *said.outcome.values())
    missing = Refusal(CLAUSE, _("{meeting}: name the source of what is attested."), facts)
    yield unnamed(source, missing)
    if answer is Answer.CONFIRMED and (offer is None or not offer.may_confirm):
        said_so = _("{meeting}: no source says on which day it was held. Enter the day.")
        yield Refusal(CLAUSE, said_so, facts)
    if answer is Answer.NOT_HELD:
        yield _not_over(offer, today, facts)
        yield _says_it_was_held(offer, source, facts)
        if offer is not None and owed.left_by(forum, offer.name):
            said_so = _(
                "{meeting}: it left something to be done, so it cannot be said not to have taken place."
            )
            yield Refusal(CLAUSE, said_so, facts)
        return
    yield from _held(forum, said, today, facts)
    yield from _codes(forum, said, facts, at)
    yield _cycle_open(forum, said, facts)


def _held(
    forum: Forum, said: Said, today: date, facts: dict[str, object]
) -> Iterator[Refusal | None]:
    if said.first is None:
        yield Refusal(CLAUSE, _("{meeting}: enter the first day."), facts)
        return
    last = said.last or said.first
    yield outside_calendar(said.first)
    if last < said.first or (last - said.first).days > MOST_DAYS:
        told = _("{meeting}: the last day must be within a month after the first.")
        yield Refusal(CLAUSE, told, facts)
    if last >= today:
        told = _(
            "{meeting}: {day} is not over. Only what happened before today is attested; fix the "
            "date of a meeting that is ahead."
        )
        yield Refusal(CLAUSE, told, {**facts, "day": last})


def _codes(
    forum: Forum, said: Said, facts: dict[str, object], at: datetime
) -> Iterator[Refusal | None]:
    book, roster = parties.book(forum, at), parties.roster(forum)
    if said.configuration not in book.configurations:
        yield Refusal(CLAUSE, _("{meeting}: choose the type of meeting."), facts)
    if said.place and said.place not in book.places:
        told = _("{meeting}: there is no place called “{code}”.")
        yield Refusal(CLAUSE, told, {**facts, "code": said.place})
    if said.format and said.format not in FORMATS:
        yield Refusal(CLAUSE, _("{meeting}: choose the format."), facts)
    own = {(one.party.code, one.code) for one in roster.members}
    for party, member in said.chairs.items():
        if (party, member) not in own:
            told = _("{meeting}: {code} is not a member of {party}.")
            yield Refusal(CLAUSE, told, {**facts, "code": member, "party": party})
    for text in said.texts:
        if (kind := text.get("kind")) and kind not in vocabulary.adopted_kinds(book):
            told = _("{meeting}: there is no kind of document called “{code}”.")
            yield Refusal(CLAUSE, told, {**facts, "code": kind})


def _not_over(offer: Offer | None, today: date, facts: dict[str, object]) -> Refusal | None:
    if offer is None:
        return Refusal(CLAUSE, _("{meeting}: nothing says that it was to be held."), facts)
    if offer.ends is None or offer.ends < today:
        return None
    told = _("{meeting}: it may still be held, by {day}. Cancel it, or leave the line open.")
    return Refusal(CLAUSE, told, {**facts, "day": offer.ends})


def _says_it_was_held(offer: Offer | None, source: str, facts: dict[str, object]) -> Refusal | None:
    """A refusal where nothing but what says that a meeting was held is named for its not taking place."""
    named = set(filter(None, (one.strip() for one in source.split(";"))))
    if offer is None or not named or not named <= lines.told_held_by(offer):
        return None
    told = _(
        "{meeting}: what is named as the source says that it was held. Name a source that says that it did "
        "not take place."
    )
    return Refusal(CLAUSE, told, facts)


def known_already(known: Mapping[str, str] | None, names: Mapping[str, str]) -> Refusal | None:
    """A refusal of a meeting that is added by hand where one of its type is known on its days."""
    if known is None:
        return None
    told = _(
        "{meeting}: {other} was or may have been on these days. Answer in its own line, or say that this is "
        "another meeting."
    )
    return Refusal(CLAUSE, told, {"meeting": names, "other": known})


def _cycle_open(forum: Forum, said: Said, facts: dict[str, object]) -> Refusal | None:
    """The cycle that is named, or else the one of the day: nothing is added to a closed one."""
    found = cycle_of(forum, said)
    if found is None and said.cycle is not None:
        told = _("{meeting}: there is no cycle {number}.")
        return Refusal(CLAUSE, told, {**facts, "number": said.cycle})
    if found is None or found.closed_at is None:
        return None
    told = _("{meeting}: cycle {number} is closed.")
    return Refusal(CLAUSE, told, {**facts, "number": found.number})


def cycle_of(forum: Forum, said: Said) -> Cycle | None:
    """The cycle to which a meeting belongs by what is said of it; None where it belongs to none."""
    if said.cycle is not None:
        return cycles.cycle(forum, said.cycle)
    return cycles.running(forum, said.first) if said.first else None
