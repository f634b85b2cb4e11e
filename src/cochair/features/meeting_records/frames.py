"""Sentences of a record in every language of the interface: the frames are ours, the facts are rows.

What somebody wrote in one language is set into the frame of that language alone: the others need a
translation, and no language is ever passed off as another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Sentence
from cochair.web import varieties
from cochair.web.localize import Names, say

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Frames:
    """How facts of one meeting are put into words: names by code, and the zone in which it was."""

    names: Names
    zone: str

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
    return Frames(parties.roster(meeting.forum).names(), zone)


def _is_told(fact: object, language: str) -> bool:
    """Whether a fact can be told in a language: words by language only where they are."""
    if isinstance(fact, Mapping):
        return bool(fact.get(language))
    if isinstance(fact, list | tuple):
        return all(_is_told(one, language) for one in fact)
    return True
