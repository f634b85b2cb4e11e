"""Which days of meetings a plan of a cycle fixes, and which it is to fix while it waits for signatures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.kinds import Settled
from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import Meeting
from cochair.procedure.calendar import start_of_day


def is_in_waiting(meeting: Meeting) -> bool:
    """Whether a plan that waits for signatures has a place for a meeting: it says its date, or when it
    is to be."""
    if meeting.cycle is None:
        return False
    kind, subject = "cycle.plan", ("cycle", str(meeting.cycle))
    if acts.Sent(kind, *subject) not in acts.sent(meeting.forum):
        return False
    waiting = acts.open_acts(meeting.forum).filter(kind=kind, subject_id=subject[1])
    return any(
        any(slot.get(said) for said in ("start", "precision"))
        for act in waiting
        for slot in (act.body["slots"].get(meeting.configuration, {}),)
    )


def days_settled(plans: Sequence[JointAct]) -> Mapping[int, tuple[Settled, ...]]:
    """The meetings of which each of some plans fixes the day, as an act on the meeting itself would; those
    that a plan makes are not there yet."""
    fixed = {act.pk: (int(act.body["cycle"]), codes) for act in plans if (codes := _fixed(act))}
    if not fixed:
        return {}
    rows = Meeting.objects.filter(
        forum=plans[0].forum,
        cycle__number__in={number for number, _codes in fixed.values()},
        cancelled_at=None,
        kind="meeting",
    )
    found = {
        (number, code): slug
        for number, code, slug in rows.values_list("cycle__number", "configuration", "slug")
    }
    return {
        key: tuple(
            ("meeting.schedule", "meeting", found[number, code], "")
            for code in codes
            if (number, code) in found
        )
        for key, (number, codes) in fixed.items()
    }


def first_day(act: JointAct, at: datetime) -> datetime | None:
    """The instant (UTC) at which the first of the days begins that a plan fixes, in the zone of the forum;
    None where it fixes none."""
    days = [act.body["slots"][code]["start"] for code in _fixed(act)]
    return start_of_day(date.fromisoformat(min(days)), act.forum.zone) if days else None


def _fixed(plan: JointAct) -> list[str]:
    """The configurations of which a plan fixes the day."""
    return [code for code, slot in plan.body.get("slots", {}).items() if slot.get("format")]
