"""The head of a meeting's page: its facts as text, and the one next step of whoever reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.features.meetings.hours import said
from cochair.features.meetings.models import Invitation, Meeting, Participant
from cochair.features.meetings.states import RUNNING, State
from cochair.features.parties.offices import ActingOffice, Power
from cochair.procedure import facts
from cochair.site.desk.meeting_steps import Step
from cochair.site.desk.phases import OVER, PAST, Phase
from cochair.web import formats

DAY, DAY_FORM = "day", "#day"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of a reader: what, where, until when; or who acts, where it is not the reader.

    `others` are those who act next, in words; `after` how many more steps wait for the reader.
    `proposed_at` is where the reader may propose to them what is theirs to sign.
    """

    says: str
    href: str = ""
    button: str = ""
    until: datetime | None = None
    is_usual: bool = False
    is_late: bool = False
    others: Sequence[str] = ()
    more: int = 0
    proposed_at: str = ""
    is_soon: bool = False


def next_step(
    state: State, now: Phase | None, steps: Sequence[Step], room: str, *, proposes: bool = False
) -> NextStep | None:
    """The one next step of a reader, of the phase in which the meeting is before all others, and of
    one whose time is over last, as at home; None where nothing is left to be done about a meeting.

    `proposes` says whether the reader has the form of the plan, which others sign.
    """
    if state in OVER or now is None:
        return None
    steps = sorted(
        (step for step in steps if step.is_own or not _is_over(step, now)),
        key=lambda step: (not step.is_own, _is_over(step, now), step.phase not in {None, now}),
    )
    own = [step for step in steps if step.is_own and step.href]
    if state in RUNNING and not own and room:
        return NextStep(__("The meeting is in session"), room, __("Go to the room"))
    if own:
        first = own[0]
        return NextStep(
            first.says,
            first.href,
            first.button,
            first.until,
            first.is_usual,
            first.late,
            more=len(own) - 1,
            is_soon=first.is_soon,
        )
    if steps:
        first = steps[0]
        return NextStep(
            first.says,
            until=first.until,
            is_usual=first.is_usual,
            is_late=first.late,
            others=first.owners,
            proposed_at=first.href if proposes and first.href.endswith(DAY_FORM) else "",
            is_soon=first.is_soon,
        )
    return NextStep("")


def _is_over(step: Step, now: Phase) -> bool:
    """Whether a step is one of preparing whose usual date has passed, and the meeting is at hand."""
    return (
        now in {Phase.HOLD, Phase.FOLLOW_UP}
        and step.phase is not now
        and step.is_usual
        and step.late
    )


def hours(fact: facts.Meeting, reader_zone: str) -> tuple[str, ...]:
    """From when to when a meeting sits, at its place and in the zone of the reader, where both
    know an hour; nothing of one whose day or hour is not fixed."""
    schedule = fact.schedule
    if schedule is None or schedule.starts is None or schedule.precision != DAY:
        return ()
    language = get_language() or "en"
    opens, closes = said(schedule.starts, schedule.ends, schedule.zone)
    if opens is None:
        return ()
    zones = [schedule.zone, *([reader_zone] if reader_zone else [])]
    told: dict[str, str] = {}
    for zone in zones:
        hour = formats.time_of(opens, zone, language)
        end = formats.time_of(closes, zone, language) if closes else ""
        words = {"begins": hour, "ends": end, "place": formats.place(zone, language)}
        line = __("{begins} to {ends}, {place}") if end else __("{begins}, {place}")
        told.setdefault(f"{hour} {end}", line.format(**words))
    return tuple(told.values())


def coming(row: Meeting, state: State, hat: ActingOffice) -> Mapping[str, str] | None:
    """How many came, in words; before, how many accepted, for whoever reads the answers."""
    if state in PAST and hat.may(Power.READ_SHARED):
        came = Participant.objects.filter(
            delegation__meeting=row, removed_at=None, checked_in_at__isnull=False
        ).count()
        return {"label": __("Present"), "value": str(came), "more": ""} if came else None
    if not hat.may(Power.RECORD_FACTS):
        return None
    counts = Invitation.objects.filter(meeting=row, withdrawn_at=None).aggregate(
        all=Count("pk"), yes=Count("pk", filter=Q(answer="accepted"))
    )
    if not counts["all"]:
        return None
    value = __("{n} of {all}").format(n=counts["yes"], all=counts["all"])
    more = __("invitees have accepted")
    return {"label": __("Coming"), "value": value, "more": more}
