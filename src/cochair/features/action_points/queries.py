"""Reads of points of action; each a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from cochair.features.action_points.states import LIVE
from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Roster
from cochair.features.records.models import ActionPoint
from cochair.procedure.calendar import civil_day, days_between
from cochair.web.numbers import whole

SETTLE = "action_point.settle"
# What joint acts on points call their subject.
SUBJECT = "action-point"
# What a page says of a point beside its own words.
BESIDE = ("meeting__forum", "meeting__cycle", "carried_to__meeting__cycle")
MEMBER, ORGANISATION, PRESIDENCY = "member", "organisation", "presidency"


@dataclass(frozen=True, slots=True)
class Point:
    """A point of action as a record of its meeting says it.

    `item` is the key of an item of the agenda, empty for the whole meeting; `text` is by
    language, and `language` the one in which it was said; `owner` is a code; `due` is a civil
    day in the zone of the forum; `state` is open, done, dropped or carried, then `carried_to`
    the slug of the meeting that goes on with it.
    """

    number: int
    item: str
    text: Mapping[str, str]
    language: str
    owner: str
    due: date
    state: str
    reason: str
    evidence: str
    carried_to: str


def points_of(meeting: Meeting) -> tuple[Point, ...]:
    """The points of action of a meeting in the order of their numbers, as they stand; one query.

    Signature for the record generator: `points_of(meeting: Meeting) -> tuple[Point, ...]`.
    """
    return tuple(_point(row) for row in rows_of(meeting))


def rows(forum: Forum) -> QuerySet[ActionPoint]:
    """Every point of a forum with its meeting and where it was carried, by meeting and number."""
    found = ActionPoint.objects.filter(meeting__forum=forum)
    return found.select_related(*BESIDE).order_by("meeting", "number")


def rows_of(meeting: Meeting) -> tuple[ActionPoint, ...]:
    """The points of a meeting with where each was carried, by their numbers; one query."""
    found = ActionPoint.objects.filter(meeting=meeting)
    return tuple(found.select_related(*BESIDE).order_by("number"))


def row(meeting: Meeting, number: int) -> ActionPoint | None:
    """A point of a meeting by its number, or None."""
    found = ActionPoint.objects.filter(meeting=meeting, number=number)
    return found.select_related(*BESIDE).first()


_SHUT = Q(carried_to=None, meeting__shut_at__isnull=False) | Q(
    carried_to__meeting__shut_at__isnull=False
)


def live(forum: Forum) -> tuple[ActionPoint, ...]:
    """What is still to be done in a forum, by the day on which it is due; one query.

    In a closed cycle nothing is done any more: what was left open there asks nobody.
    """
    found = rows(forum).filter(state__in=LIVE).exclude(_SHUT)
    return tuple(found.order_by("due", "meeting", "number"))


def due_of(forum: Forum, owner: str) -> tuple[ActionPoint, ...]:
    """What an owner (by code) still has to do; nothing for nobody, and then without a query."""
    if not owner:
        return ()
    found = rows(forum).filter(state__in=LIVE, owner=owner).exclude(_SHUT)
    return tuple(found.order_by("due", "meeting", "number"))


def days_late(one: ActionPoint, forum: Forum, at: datetime) -> int:
    """How many civil days of the forum have passed since a point was due; 0 while it is not late.

    A point is late from the day after that on which it is due, until it is done or dropped.
    """
    if one.state not in LIVE:
        return 0
    return max(days_between(one.due, civil_day(at, forum.zone)), 0)


def kind_of(owner: str, roster: Roster) -> str:
    """Whether a code is that of a member, an organisation, or a Party by its presidency."""
    if owner in roster.party_codes:
        return PRESIDENCY
    if any(one.code == owner for one in roster.members):
        return MEMBER
    return ORGANISATION


def carried_through(one: ActionPoint) -> tuple[str, ...]:
    """The slugs of the meetings that were to deal with a point after its own, the last one last."""
    last = [one.carried_to.meeting.slug] if one.carried_to else []
    return tuple(dict.fromkeys((*one.carried_through, *last)))


def waiting(one: ActionPoint) -> tuple[JointAct, ...]:
    """The open acts of both on a point."""
    found = acts.open_acts(one.meeting.forum)
    return tuple(act for act in found if act.kind == SETTLE and act.subject_id == subject_of(one))


def subject_of(one: ActionPoint) -> str:
    """What names a point in the ledger: the slug of its meeting and its number."""
    return f"{one.meeting.slug}:{one.number}"


def of_subject(forum: Forum, subject: str) -> ActionPoint | None:
    """The point that a ledger names, or None."""
    slug, _colon, number = subject.rpartition(":")
    return rows(forum).filter(meeting__slug=slug, number=whole(number) or 0).first()


def ends_with(one: ActionPoint) -> Cycle | None:
    """The cycle with which a point ends: that of the meeting to which it was carried, else its own."""
    return (one.carried_to.meeting if one.carried_to else one.meeting).cycle


def by_owner(found: Iterable[ActionPoint]) -> Mapping[str, tuple[ActionPoint, ...]]:
    """Points by the code of their owner, each in the order given."""
    grouped: dict[str, tuple[ActionPoint, ...]] = {}
    for one in found:
        grouped[one.owner] = (*grouped.get(one.owner, ()), one)
    return grouped


def _point(one: ActionPoint) -> Point:
    return Point(
        number=one.number,
        item=one.item_key,
        text=dict(one.text),
        language=one.language,
        owner=one.owner,
        due=one.due,
        state=one.state,
        reason=one.reason,
        evidence=one.evidence,
        carried_to=one.carried_to.meeting.slug if one.carried_to else "",
    )
