"""Commitments that meet others at the same initiative, or on the same area, beside a meeting.

What is told is what was entered: which commitments were found related to which initiative, on
which areas, and which of them an item of the agenda takes up.  Whether they contradict each other
is for people to judge.  Source: I.2.1.b; domain.md C.2 (RelatedInitiative).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cochair.commitments import queries
from cochair.commitments.models import Commitment
from cochair.meetings.agendas import queries as agendas
from cochair.meetings.models import Meeting
from cochair.parties.models import Organisation
from cochair.web.formats import sorting_key
from cochair.web.saying import pick


@dataclass(frozen=True, slots=True)
class Touching:
    """A commitment in force that touches an initiative.

    `items` are the numbers of the items that take it up; `areas` are the codes of the areas by
    which alone it touches the initiative, empty where it was found related to it.
    """

    commitment: Commitment
    items: tuple[int, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collision:
    """An initiative at which several commitments meet, or one that the agenda takes up."""

    initiative: Organisation
    commitments: tuple[Touching, ...]

    @property
    def on_agenda(self) -> bool:
        """Whether an item of the agenda takes up one of them."""
        return any(one.items for one in self.commitments)


def of_meeting(meeting: Meeting, rows: Iterable[queries.Comparison]) -> tuple[Collision, ...]:
    """Where the commitments in force meet, those on the agenda that stands first, then by name.

    An initiative covers the areas of the commitments that were found related to it.
    """
    rows, items = tuple(rows), _items(meeting)
    related: dict[int, list[Commitment]] = {}
    register: dict[int, Organisation] = {}
    for one in rows:
        for initiative in one.found:
            register[initiative.pk] = initiative
            related.setdefault(initiative.pk, []).append(one.commitment)
    found = []
    for pk, own in related.items():
        covered = {area for one in own for area in one.areas}
        beside = [
            Touching(one.commitment, items[one.commitment.slug], tuple(sorted(shared)))
            for one in rows
            if one.commitment not in own
            and one.commitment.slug in items
            and (shared := covered.intersection(one.commitment.areas))
        ]
        touching = tuple(Touching(one, items.get(one.slug, ())) for one in own)
        collision = Collision(register[pk], (*touching, *beside))
        if len(collision.commitments) > 1 or collision.on_agenda:
            found.append(collision)
    return tuple(
        sorted(
            found,
            key=lambda one: (not one.on_agenda, sorting_key(str(pick(one.initiative.name)))),
        )
    )


def _items(meeting: Meeting) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the items of the agenda that stands, by the commitments they take up."""
    agenda = agendas.standing(agendas.versions(meeting))
    found: dict[str, list[int]] = {}
    for number, item in enumerate(agenda.items if agenda else (), start=1):
        for slug in item.commitments:
            found.setdefault(slug, []).append(number)
    return {slug: tuple(numbers) for slug, numbers in found.items()}
