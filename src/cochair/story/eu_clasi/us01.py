"""US-01: cycle 3 is opened from what the institutional meeting decided (2 March to 20 November 2026)."""

from datetime import date

from cochair.features.compliance import actions as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import actions as meetings
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import words
from cochair.story.eu_clasi.forum import FORUM, INSTITUTIONAL, MINISTERIAL, SENIOR, ZONE, meeting
from cochair.story.eu_clasi.sitting import Sitting
from cochair.story.events import Stage, Telling

story = Telling("US-01", ZONE)
CYCLE = "cycles/3/"
PLAN: dict[str, dict[str, object]] = {
    "ministerial": {
        "place": "brussels",
        "precision": "day",
        "start": "2026-10-08",
        "end": "2026-10-08",
    },
    "som": {
        "place": "vilnius",
        "precision": "month",
        "start": "2027-05-01",
        "end": "2027-05-31",
    },
    "im": {
        "place": "athens",
        "precision": "month",
        "start": "2027-11-01",
        "end": "2027-11-30",
    },
}
NOT_FIXED = "preparing.plan.not_fixed"
PROGRAMME = {"II.3.functions.c.2": SENIOR, "II.3.functions.c.3": INSTITUTIONAL}
DECIDED_IN = f"{FORUM}-cycle-2"


@story.event(
    "2026-03-02T10:00",
    _("The secretariat sends the plan of the third cycle for signature."),
    who="secretariat",
    clauses=("II.3.functions.c.1",),
    path="acts/",
)
def plan_proposed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    meetings.propose_plan(stage.forum, made_in=2, slots=PLAN, by=by, at=at)


@story.event("2026-03-02T11:00", _("Cyprus signs the plan."), who="cy", path="acts/")
def plan_first_key(stage: Stage) -> None:
    stage.sign(stage.open_act("cycle.plan"), "cy")


@story.event(
    "2026-03-02T10:30 America/La_Paz",
    _("Bolivia gives the second signature: the third cycle is planned."),
    who="bo",
    clauses=("II.3.functions.c.1", "I.2.cycle.length"),
    path=CYCLE,
)
def plan_second_key(stage: Stage) -> None:
    stage.sign(stage.open_act("cycle.plan"), "bo")


@story.event(
    "2026-03-02T16:00",
    _(
        "Two meetings have a month but no date yet: the secretariat proposes an agreed "
        "exception to each of the two clauses."
    ),
    who="secretariat",
    clauses=tuple(PROGRAMME),
    path="acts/",
)
def departures_proposed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    why = words.told(stage, "secretariat", NOT_FIXED)
    for rule in PROGRAMME:
        compliance.propose_departure(
            stage.forum,
            rule=rule,
            target=("cycle", DECIDED_IN),
            reason=why,
            reasons=words.said(NOT_FIXED),
            by=by,
            at=at,
        )


@story.event(
    "2026-03-02T17:00",
    _("Both co-presidencies sign the agreed exceptions."),
    who="bo",
    clauses=tuple(PROGRAMME),
    path="cycles/2/",
)
def departures_signed(stage: Stage) -> None:
    for rule in PROGRAMME:
        stage.sign(stage.open_act("departure", clause=rule), "cy", "bo")


@story.event(
    "2026-04-10T11:00",
    _("Both co-presidencies confirm the date of the ministerial meeting: 8 October in Brussels."),
    who="cy",
    clauses=("II.1.meetings.b.1",),
    path=f"meetings/{MINISTERIAL}/",
)
def ministerial_confirmed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    day = date(2026, 10, 8)
    act = meetings.propose_schedule(
        meeting(stage.forum),
        day=meetings.Day(day, day, "brussels", "in_person", "10:00", "16:30"),
        reason="",
        by=by,
        at=at,
    )
    stage.sign(act, "cy", "bo")


@story.event(
    "2026-04-10T12:00",
    _(
        "Both co-presidencies publish the ministerial meeting: everybody may read its "
        "date and place."
    ),
    who="bo",
    path="",
)
def ministerial_published(stage: Stage) -> None:
    Sitting(MINISTERIAL, ("cy", "bo"), "cy").step(stage, "meeting.publish")


@story.event(
    "2026-07-01T00:00",
    _(
        "The third cycle begins: Ireland holds the presidency, and Cyprus may only read "
        "what it leaves."
    ),
    clauses=("I.2.intro.c",),
    path=CYCLE,
)
def cycle_begins(stage: Stage) -> None:
    """Time alone: nobody does anything."""


@story.event(
    "2026-07-01T00:00:01",
    _("Cyprus tries to sign one second after the end of its term."),
    who="cy",
    clauses=("I.2.1.a",),
    path="acts/",
    is_refused=True,
)
def too_late_for_cyprus(stage: Stage) -> None:
    by, at = stage.by("cy")
    why = words.told(stage, "cy", NOT_FIXED)
    with stage.refused():
        act = meetings.propose_step(
            meeting(stage.forum), kind="meeting.cancel", reason=why, by=by, at=at
        )
        stage.sign(act, "cy")


@story.event(
    "2026-07-15T11:00",
    _("Ireland and Bolivia sign the compliance statement of the second cycle."),
    who="ie",
    path="cycles/2/statement/",
)
def second_cycle_stated(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    cycle = Cycle.objects.get(forum=stage.forum, number=2)
    act = compliance.propose_statement(stage.forum, cycle=cycle, by=by, at=at)
    stage.sign(act, "ie", "bo")


@story.event(
    "2026-11-20T11:00",
    _(
        "Both co-presidencies fix the dates of the senior officials’ meeting: 19 and 20 "
        "May 2027 in Vilnius."
    ),
    who="ie",
    clauses=("II.3.functions.c.2",),
    path=f"meetings/{SENIOR}/",
)
def senior_officials_fixed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    act = meetings.propose_schedule(
        meeting(stage.forum, SENIOR),
        day=meetings.Day(
            date(2027, 5, 19), date(2027, 5, 20), "vilnius", "in_person", "10:00", "13:00"
        ),
        reason="",
        by=by,
        at=at,
    )
    stage.sign(act, "ie", "bo")


@story.event(
    "2026-11-20T12:00",
    _("Both co-presidencies publish the senior officials' meeting with its dates."),
    who="bo",
    path="",
)
def senior_officials_published(stage: Stage) -> None:
    Sitting(SENIOR, ("ie", "bo"), "ie").step(stage, "meeting.publish")
