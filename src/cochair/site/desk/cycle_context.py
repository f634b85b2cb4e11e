"""Everything that the parts of a cycle's page are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from cochair.features.compliance import queries as compliance
from cochair.features.meetings.part import WITH_THE_CHAIRS, Part
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Roster
from cochair.features.preparations import queries as preparing
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Cycle, Facts, Meeting
from cochair.web.localize import language_now


@dataclass(frozen=True)
class Gathered:
    """Everything that the parts of the board are made of."""

    forum: Forum
    book: Book
    facts: Facts
    roster: Roster
    cycle: Cycle
    results: compliance.Results
    at: datetime
    # As what the reader takes part in each meeting, by its slug.
    parts: Mapping[str, Part]

    @property
    def language(self) -> str:
        """The reader's language."""
        return language_now()

    @property
    def today(self) -> date:
        """The civil day of the instant, in the forum's zone."""
        return civil_day(self.at, self.forum.zone)

    @property
    def every(self) -> compliance.Results:
        """The results of the cycle, also those that the reader may not read: to count them alone."""
        return compliance.of_cycle(compliance.results(self.forum, self.at), self.cycle.number)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings of the cycle that are not cancelled."""
        return [
            meeting
            for meeting in self.facts.meetings
            if meeting.cycle == self.cycle.number and meeting.cancelled_at is None
        ]

    @cached_property
    def attended(self) -> list[Meeting]:
        """Those in which the reader takes part: of the others it is not told how far they are
        prepared (domain.md C.8)."""
        return [meeting for meeting in self.meetings if self.parts.get(meeting.id)]

    @cached_property
    def preparations(self) -> list[tuple[Meeting, datetime, bool]]:
        """The preparatory meetings of the co-chairs: of which meeting, when, and whether it was held.

        One that is only planned is known to those who read where it is: both co-presidencies and
        whoever works for them.
        """
        theirs = {one.id for one in self.attended if self.parts.get(one.id) in WITH_THE_CHAIRS}
        planned = preparing.planned_by(self.forum, theirs, self.at)
        held = [(one, row.at, True) for one in self.attended for row in one.preparations]
        return held + [(one, at, False) for one in self.attended for at in planned.get(one.id, ())]
