"""The civil days of a slot of a cycle, by the option on what a late meeting moves (AMB-04), and what is
said of slots in which nothing was held."""

from collections.abc import Sequence
from datetime import date, timedelta

from cochair.procedure import calendar
from cochair.procedure.calendar import add_months
from cochair.procedure.facts import Cycle
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.view import Case, View

SLIPS = "cycle.on_slip"
EXTENDED = "extend"
SHIFTED = "shift"


def slot_of(view: View, case: Case, cycle: Cycle, number: int) -> tuple[date, date] | None:
    """The days of the slot; by option it moves with the meeting before, or with the cycle."""
    semester = view.semester(cycle, number)
    how = case.option(SLIPS)
    if semester is None:
        return None
    if how == EXTENDED and case.book.pattern and number == case.book.pattern.semesters:
        return semester[0], max(semester[1], cycle.end)
    if how == SHIFTED and case.book.pattern:
        late = _semesters_late(view, case, cycle, number)
        step = calendar.MONTHS_IN_A_SEMESTER * late
        following = add_months(semester[1] + timedelta(days=1), step)
        return add_months(semester[0], step), following - timedelta(days=1)
    return semester


def none_so_far(view: View, case: Case, cycle: Cycle, missing: Sequence[str]) -> Sentence:
    """That these meetings of a cycle were not held so far, and by when the first of them is due."""
    slots = case.book.pattern.slots if case.book.pattern else ()
    found = [slot_of(view, case, cycle, number) for number, code in slots if code in missing]
    due = min((days[1] for days in found if days is not None), default=cycle.end)
    facts = {"number": cycle.number, "configuration": tuple(missing), "day": due}
    said = _("Not held so far in cycle {number}: {configuration}. The first is due by {day}.")
    return Sentence(said, facts)


def _semesters_late(view: View, case: Case, cycle: Cycle, number: int) -> int:
    """By how many semesters the meetings of earlier slots of the cycle were late, at most."""
    assert case.book.pattern is not None
    late = 0
    for earlier, code in case.book.pattern.slots:
        own = view.by_slot.get((cycle.number, code), ())
        held = next((meeting for meeting in own if view.is_counted(meeting)), None)
        semester, day = view.semester(cycle, earlier), view.first_day(held) if held else None
        if earlier >= number or semester is None or day is None:
            continue
        behind = 0
        while day >= add_months(
            semester[1] + timedelta(days=1), calendar.MONTHS_IN_A_SEMESTER * behind
        ):
            behind += 1
        late = max(late, behind)
    return late
