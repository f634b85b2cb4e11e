"""What whoever prepares a meeting may still look at: nobody owes it, and it blocks nothing.

Source: docs/spec (interaction, section 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import ngettext

from cochair.features.agendas import queries as agendas
from cochair.features.agendas import table
from cochair.features.commitments import presenters as coherence
from cochair.features.commitments import queries as commitments
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.preparations import queries as preparing
from cochair.features.preparations.turns import NEAR
from cochair.web import formats
from cochair.web.localize import language_now, translated
from cochair.web.templatetags.parts import word

# So many are shown.
MOST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to look at: its name, why, where, and what the link says."""

    name: str
    why: str
    href: str
    action: str


def of_meeting(row: Meeting, hat: ActingOffice, at: datetime) -> tuple[Suggestion, ...]:
    """The first suggestions for a meeting: its agenda, its preparation, its coherence."""
    found = [*_agenda(row), *_preparation(row, hat, at), *_coherence(row)]
    return tuple(found[:MOST])


def _agenda(row: Meeting) -> Iterator[Suggestion]:
    """What an earlier meeting left open, and no item takes up; an agenda begins with all of it."""
    if not agendas.versions(row):
        return
    where = reverse("meetings:agenda", args=[row.forum.slug, row.slug])
    for line in table.left_open(row):
        yield Suggestion(
            str(translated(line.title, language_now())),
            __("An earlier meeting left this point open."),
            f"{where}#points",
            __("Put it on the agenda or defer it"),
        )


def _preparation(row: Meeting, hat: ActingOffice, at: datetime) -> Iterator[Suggestion]:
    """What the procedures want prepared together and no preparatory meeting has covered, until it
    is so near that somebody owes it."""
    begins = responsibility.begins(row)
    is_owed = begins is not None and begins - at <= NEAR
    if is_owed or not preparing.reads(row, hat, at):
        return
    where = reverse("meetings:preparations", args=[row.forum.slug, row.slug])
    book, codes = parties.book(row.forum, at), parties.roster(row.forum).party_codes
    for one in preparing.topics(row, preparing.preparations(row), book, codes):
        if one.by is None and one.note is None:
            name = word(one.code)
            yield Suggestion(
                f"{name[:1].upper()}{name[1:]}",
                __("No preparatory meeting has covered this yet."),
                where,
                __("Preparation"),
            )


def _coherence(row: Meeting) -> Iterator[Suggestion]:
    """Commitments that nobody has compared with other initiatives, and days that collide."""
    left = sum(not one.done for one in commitments.comparisons(row.forum))
    if left:
        yield Suggestion(
            __("Other initiatives"),
            ngettext(
                "{n} commitment has not been compared yet.",
                "{n} commitments have not been compared yet.",
                left,
            ).format(n=left),
            reverse("commitments:comparison", args=[row.forum.slug]),
            __("Compare the commitments"),
        )
    for event in coherence.collisions(row):
        language = language_now()
        days = (formats.medium_day(event.start, language), formats.medium_day(event.end, language))
        yield Suggestion(
            str(translated(event.title, language)),
            __("Within three days of the meeting: {start} to {end}.").format(
                start=days[0], end=days[1]
            ),
            reverse("commitments:coherence", args=[row.forum.slug, row.slug]),
            __("Coherence"),
        )
