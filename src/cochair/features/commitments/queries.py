"""Reads of commitments, of the initiatives beside the forum, and of how they meet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cochair.features.commitments.facts import IN_FORCE
from cochair.features.commitments.models import Commitment, Relation
from cochair.features.meetings.models import CoherenceNote, InitiativeEvent, Meeting
from cochair.features.parties.models import Forum, Organisation

INITIATIVE = "initiative"
# Two events nearer than this compete for the same people: they travel.
NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A commitment in force and what it was compared with.

    `found` are the related initiatives; empty with `done` means that none was found, and
    without `done` that nobody has looked.
    """

    commitment: Commitment
    found: tuple[Organisation, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class Initiative:
    """An initiative beside the forum, its dated events, our commitments in force that touch it."""

    row: Organisation
    events: tuple[InitiativeEvent, ...]
    commitments: tuple[Commitment, ...]


def comparisons(forum: Forum) -> tuple[Comparison, ...]:
    """Every commitment in force with what its comparison found, by instrument."""
    rows = (
        Commitment.objects.filter(instrument__forum=forum, state=IN_FORCE)
        .select_related("instrument")
        .order_by("instrument__day", "slug")
    )
    found: dict[int, list[Relation]] = {}
    for one in _standing(forum):
        found.setdefault(one.commitment_id, []).append(one)
    return tuple(
        Comparison(
            row,
            tuple(one.initiative for one in found.get(row.pk, ()) if one.initiative is not None),
            row.pk in found,
        )
        for row in rows
    )


def initiatives(forum: Forum) -> tuple[Initiative, ...]:
    """The register of initiatives beside the forum, in the order of their codes."""
    events: dict[int, list[InitiativeEvent]] = {}
    for event in InitiativeEvent.objects.filter(initiative__forum=forum, removed_at=None):
        events.setdefault(event.initiative_id, []).append(event)
    touched: dict[int, list[Commitment]] = {}
    for one in _standing(forum):
        if one.initiative_id is not None and one.commitment.state == IN_FORCE:
            touched.setdefault(one.initiative_id, []).append(one.commitment)
    rows = Organisation.objects.filter(forum=forum, kind=INITIATIVE).order_by("code")
    return tuple(
        Initiative(row, tuple(events.get(row.pk, ())), tuple(touched.get(row.pk, ())))
        for row in rows
    )


def related(row: Commitment) -> tuple[bool, tuple[Organisation, ...]]:
    """Whether a commitment was compared with initiatives, and those that were found related."""
    found = list(row.relations.filter(ended_at=None).select_related("initiative"))
    return bool(found), tuple(one.initiative for one in found if one.initiative is not None)


def initiative(forum: Forum, code: str) -> Organisation | None:
    """One initiative of the register, or None."""
    return Organisation.objects.filter(forum=forum, kind=INITIATIVE, code=code).first()


def event(forum: Forum, number: int) -> InitiativeEvent | None:
    """An event that was not taken out, or None."""
    return (
        InitiativeEvent.objects.filter(initiative__forum=forum, pk=number, removed_at=None)
        .select_related("initiative__forum")
        .first()
    )


def notes(meeting: Meeting) -> tuple[CoherenceNote, ...]:
    """The coherence notes of a meeting, newest first."""
    return tuple(CoherenceNote.objects.filter(meeting=meeting).order_by("-at", "-pk"))


def close_to(
    events: Iterable[InitiativeEvent], first: date, last: date
) -> tuple[InitiativeEvent, ...]:
    """The events that fall within three civil days of a span of days (inclusive)."""
    return tuple(one for one in events if one.start <= last + NEAR and first - NEAR <= one.end)


def among(forum: Forum, numbers: Collection[str]) -> frozenset[str]:
    """Those of some numbers under which the forum has a commitment."""
    rows = Commitment.objects.filter(instrument__forum=forum, slug__in=numbers)
    return frozenset(rows.values_list("slug", flat=True))


def _standing(forum: Forum) -> Iterable[Relation]:
    return Relation.objects.filter(
        commitment__instrument__forum=forum, ended_at=None
    ).select_related("commitment", "initiative")
