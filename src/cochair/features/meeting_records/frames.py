"""Sentences of a record in every language of the interface: the frames are ours, the facts are rows.

What somebody wrote in one language is set into the frame of that language alone: the others need a
translation, and no language is ever passed off as another.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.queries import Roster
from cochair.procedure.refusal import Sentence, _
from cochair.web import formats, varieties
from cochair.web.localize import Names, say, translated

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Frames:
    """How facts of one meeting are put into words: names by code, and the zone in which it was."""

    roster: Roster
    zone: str

    @property
    def names(self) -> Names:
        """The names of Parties, members and organisations by code."""
        return self.roster.names()

    def hours(self, opened: datetime, closed: datetime) -> dict[str, str]:
        """When a meeting opened and closed: by the clock of its place, with the days where it took
        more than one."""
        zone = formats.zone_of(self.zone)
        if opened.astimezone(zone).date() != closed.astimezone(zone).date():
            message = _("The meeting opened on {opened} and closed on {closed}.")
            return self.said(message, opened=opened, closed=closed)
        message = _("The meeting opened at {opened} and closed at {closed}, local time.")
        found: dict[str, str] = {}
        for code in LANGUAGES:
            hours = [formats.time_of(one, self.zone, code) for one in (opened, closed)]
            found |= {code: self._say(message, {"opened": hours[0], "closed": hours[1]}, code)}
        return found

    def listed(self, codes: Collection[str]) -> dict[str, str]:
        """Delegations by their codes, in each language in the protocol order of that language."""
        names = self.names
        return {
            code: formats.listed(
                [str(translated(names.get(one, one), code)) for one in self._sorted(codes, code)],
                code,
            )
            or "–"
            for code in LANGUAGES
        }

    def _sorted(self, codes: Collection[str], language: str) -> list[str]:
        return sorted(codes, key=self.roster.protocol(language))

    def said(self, message: str, **facts: object) -> dict[str, str]:
        """A sentence in each language in which every fact has words."""
        return {
            code: self._say(message, facts, code)
            for code in LANGUAGES
            if all(_is_told(fact, code) for fact in facts.values())
        }

    def _say(self, message: str, facts: Mapping[str, object], language: str) -> str:
        said = Sentence(message, facts)
        with varieties.reading(""):
            return say(said, names=self.names, zone=self.zone, language=language, in_full=True)


def of_meeting(meeting: Meeting) -> Frames:
    """The frames for a meeting, read with its schedules: its hours are told at its place."""
    schedules = list(meeting.schedules.all())
    zone = schedules[-1].zone if schedules else meeting.forum.zone
    return Frames(parties.roster(meeting.forum), zone)


def _is_told(fact: object, language: str) -> bool:
    """Whether a fact can be told in a language: words by language only where they are."""
    if isinstance(fact, Mapping):
        return bool(fact.get(language))
    if isinstance(fact, list | tuple):
        return all(_is_told(one, language) for one in fact)
    return True
