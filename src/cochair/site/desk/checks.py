"""The checklist of a phase of a meeting: what is left, with who does it until when, and what is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import ngettext

from cochair.features.calendars import dates
from cochair.features.calendars.queries import WHERE
from cochair.features.meetings.models import Meeting
from cochair.site.desk.meeting_steps import Step
from cochair.site.desk.phases import OF_DATE, Phase
from cochair.web.localize import translated

# So many lines are shown of what is left, and so many more folded; what is due later is on the
# page of dates.
SHOWN, MOST = 4, 8
NAMED = 2
OPEN, LATE, OWN = ("wait", ""), ("risk", "warn"), ("working", "plain")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what, whose it is, until when (aware UTC), its mark, and the one next action.

    A usual date that has passed is not late: nothing asks for it.
    """

    icon: str
    tone: str
    what: str
    owner: Sequence[str]
    until: datetime | None
    is_late: bool
    is_usual: bool
    href: str
    button: str
    is_soon: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is left in a phase, the first lines and those folded below them, what is done, and how
    many lines more there are."""

    lines: tuple[Line, ...]
    folded: tuple[Line, ...]
    done: tuple[str, ...]
    more: int

    @property
    def left(self) -> int:
        """How much is left to do."""
        return len(self.lines) + len(self.folded) + self.more

    @property
    def all(self) -> int:
        """How much there is in all."""
        return self.left + len(self.done)


def of_phase(
    row: Meeting,
    phase: Phase,
    now: Phase | None,
    steps: Iterable[Step],
    rows: Iterable[dates.Row],
) -> Checklist:
    """The checklist of a phase from what is to be done, and from the usual dates beside it.

    What no page of a phase names is to be done in the phase in which the meeting is.
    """
    own = [step for step in steps if (step.phase or now) is phase]
    dated = [one for one in rows if OF_DATE.get(one.dated.entry.shown_by, Phase.FOLLOW_UP) is phase]
    lines = [*map(_of_step, own), *_of_dates(row, dated, {step.href for step in own})]
    done = tuple(str(translated(one.dated.entry.event)) for one in dated if one.mark is dates.DONE)
    # One line more takes no more room than the words that would unfold it.
    shown = SHOWN if len(lines) > SHOWN + 1 else MOST
    return Checklist(
        tuple(lines[:shown]), tuple(lines[shown:MOST]), done, max(0, len(lines) - MOST)
    )


def _of_step(step: Step) -> Line:
    late = step.late and not step.is_usual
    icon, tone = LATE if late else OWN if step.is_own else OPEN
    return Line(
        icon,
        tone,
        step.says,
        _in_short(step.owners),
        step.until,
        late,
        step.is_usual,
        step.href,
        step.button if step.is_own else "",
        step.is_soon,
    )


def _in_short(owners: Sequence[str]) -> Sequence[str]:
    """The first two of those who act, and how many others there are."""
    if len(owners) <= NAMED:
        return owners
    others = len(owners) - 1
    said = ngettext("and one other", "and {n} others", others).format(n=others)
    return (owners[0], said)


def _of_dates(row: Meeting, found: Iterable[dates.Row], known: Iterable[str]) -> Iterable[Line]:
    """Usual dates that lie ahead, where no step leads to the same page."""
    for one in found:
        where = _page(row, one)
        if not one.lies_ahead or any(where and href.startswith(where) for href in known):
            continue
        late = one.mark is dates.OVERDUE and one.dated.announced
        icon, tone = LATE if late else OPEN
        yield Line(
            icon,
            tone,
            str(translated(one.dated.entry.event)),
            (str(translated(one.dated.entry.actor)),),
            one.due,
            late,
            not one.dated.announced,
            where if one.own else "",
            "",
        )


def _page(row: Meeting, one: dates.Row) -> str:
    name = WHERE.get(one.dated.entry.shown_by or "")  # type: ignore[call-overload]
    if not name:
        return ""
    try:
        return reverse(name, args=[row.forum.slug, row.slug])
    except NoReverseMatch:
        return ""
