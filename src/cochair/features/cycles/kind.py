"""Cycle, and the plan of a coming one: everything that the rest of the house needs to know of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.cycles import queries
from cochair.features.cycles.models import Cycle, SlotPlan
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import signed_by
from cochair.kernel.archive import Reader, day, instant
from cochair.kernel.kind import Archive, Kind, No, Row, Texts, Turn, Turns
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _

# Whose turn it is on the plan of the cycle that follows the one that runs.
KIND = "cycle.plan"
PLAN = _("Plan cycle {n}: places and dates")


type First = Callable[[Cycle, datetime], bool]
"""Whether the rest of a cycle that runs is to be planned before the next one, at an instant (UTC)."""

_first: list[First] = []


def register(first: First) -> None:
    """Make known who asks for the rest of a cycle; called once, by the app that does."""
    if first not in _first:
        _first.append(first)


def open_cycles(forum: Forum) -> tuple[Cycle, ...]:
    """The cycles of a forum that may run; the plan of the next one is made in each."""
    rows = Cycle.objects.filter(forum=forum, closed_at=None, abandoned_at=None)
    return tuple(rows.select_related("forum"))


def turns(cycle: Cycle, at: datetime) -> Iterable[Turn]:
    """Both plan the next cycle while one runs and it has no plan, at an instant (UTC).

    While an act that fixes the plan waits for signatures, the act is what somebody owes.  While the
    cycle that runs is itself to be planned, nobody is asked for the next.
    """
    forum, after = cycle.forum, cycle.number + 1
    if queries.state_of(cycle, civil_day(at, forum.zone)) is not queries.State.RUNNING:
        return
    subjects = {f"{forum.slug}-cycle-{number}" for number in (cycle.number, after)}
    waiting = any(one.kind == KIND and one.subject_id in subjects for one in acts.sent(forum))
    if waiting or queries.plan_of(forum, after) or any(first(cycle, at) for first in _first):
        return
    # Without a planner of meetings in its procedures, a forum enters the plan itself.
    has_planner = parties.book(forum, at).planner is not None
    where = (
        ("meetings:planner", str(after)) if has_planner else ("meetings:plan", str(cycle.number))
    )
    codes = parties.roster(forum).party_codes
    yield from signed_by(codes, PLAN, {"n": str(after)}, None, "", where)


# What an archive says of its cycle.
def cycle(reader: Reader) -> Iterator[Row]:
    """The cycle itself: its civil days, its state, and the decision by which both abandoned it."""
    row = reader.cycle
    act = queries.abandonment(row)
    yield {
        "id": str(row),
        "number": row.number,
        "start": day(row.start),
        "end": day(row.end),
        "state": queries.state_of(row, civil_day(reader.at, reader.forum.zone)).value,
        "closed_at": instant(row.closed_at),
        "abandoned_at": instant(row.abandoned_at),
        "act": act.number if act is not None else None,
        "decision": act.body["decision"] if act is not None else None,
        "reason": act.reason if act is not None else None,
    }


NOT_FOUND = No("Not found yet: the search knows documents only.")
NOBODY = No("No person is kept with it.")

CYCLE = Kind(
    code="cycle",
    label=_("cycle"),
    models=(Cycle,),
    find=queries.of_name,
    ends_with=queries.itself,
    closed=No("Every reader of what the Parties share reads it."),
    verbs={
        "cycle.closed": _("A cycle was closed."),
        "cycle.extended": _("A cycle was extended."),
        "cycle.abandoned": _("A cycle was abandoned."),
    },
    archive=(
        Archive(
            "cycle",
            _("The cycle"),
            columns=((_("Cycle"), "number"), (_("First day"), "start"), (_("Last day"), "end"),
                     (_("Status"), "state"), (_("Closed"), "closed_at"),
                     (_("Abandoned"), "abandoned_at"), (_("Decision"), "decision")),
            rows=cycle,
        ),
    ),
    personal=NOBODY,
    texts=(Texts(Cycle, name_nobody="source note"),),
    handover=No("Its meetings and dates are handed over instead."),
    search=NOT_FOUND,
    retention=No("A fact of the forum: it stays for good."),
    turns=No("Its plan, its statement and its meetings say whose turn it is."),
)  # fmt: skip

PLANNED_MEETING = Kind(
    code="planned-meeting",
    label=_("planned meeting"),
    models=(SlotPlan,),
    find=No("The journal names the cycle for which a plan is made."),
    ends_with=No("It is of a coming cycle, which nobody has closed."),
    closed=No("Every reader of what the Parties share reads it."),
    verbs={"cycle.planned": _("The plan of a cycle took effect.")},
    archive=No("Not kept in an archive yet: the joint act that made it is."),
    personal=NOBODY,
    texts=No("It has days, places and codes, no words."),
    handover=No("The meetings of the next term are handed over instead."),
    search=NOT_FOUND,
    retention=No("A fact of the forum: it stays for good."),
    turns=Turns(open_cycles, turns),
)  # fmt: skip
