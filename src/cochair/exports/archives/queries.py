"""Reads of archives: the hat of a Party for whom one is made, and those that it made."""

from collections.abc import Collection
from datetime import datetime

from cochair.exports.archives.models import Answer, Archive
from cochair.exports.archives.parts import Reader
from cochair.features.cycles.models import Cycle
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role

MOST_SHOWN = 20


def reader_of(forum: Forum, cycle: Cycle, party: str, at: datetime) -> Reader:
    """For whom an archive is made: a Party, by the eyes of its secretariat, at a UTC instant.

    Whoever makes it, the archive of a Party is the same.
    """
    hat = ActingOffice(office=0, forum=forum.slug, role=Role.SECRETARIAT, account=0, party=party)
    return Reader(forum, cycle, hat, at)


def keeps(hat: ActingOffice | None) -> bool:
    """Whether a hat takes archives away and answers questions for its Party."""
    return hat is not None and bool(hat.party) and hat.may(Power.PROPOSE)


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """All of some archives or answers, for whoever does not make them for its Party."""
    return frozenset() if keeps(hat) else frozenset(names)


def archives(cycle: Cycle, party: str) -> tuple[Archive, ...]:
    """The archives of a cycle that one Party made, newest first; never another Party's."""
    rows = Archive.objects.filter(cycle=cycle, party__code=party).select_related("made_by__member")
    return tuple(rows[:MOST_SHOWN])


def answers(forum: Forum, party: str) -> tuple[Answer, ...]:
    """The answers that one Party gave, newest first; never another Party's."""
    rows = Answer.objects.filter(forum=forum, party__code=party).select_related("made_by")
    return tuple(rows[:MOST_SHOWN])


def answer(forum: Forum, party: str, number: int) -> Answer | None:
    """One answer of a Party, or None."""
    rows = Answer.objects.filter(forum=forum, party__code=party, number=number)
    return rows.select_related("forum", "made_by").first()
