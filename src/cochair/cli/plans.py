"""The plans of a cycle, printed for people."""

from collections.abc import Iterable

from cochair.cli.table import Paper
from cochair.features.compliance.names import Names, names_of
from cochair.features.parties.models import Forum
from cochair.features.planner.queries import Told
from cochair.procedure.planner import Plan, Reason, Venue
from cochair.procedure.planner.question import REQUIRED_DAYS
from cochair.web.formats import days_of_span, long_day
from cochair.web.localize import format_value, say

ENGLISH = "en"


def print_plans(forum: Forum, told: Told) -> None:
    """Print the order of preference, then each plan with its reasons, or why there is none."""
    console, names = Paper(), names_of(forum)
    first, last = long_day(told.span.start, ENGLISH), long_day(told.span.end, ENGLISH)
    console.print(f"{forum.title[ENGLISH]}\nCycle {told.span.number}, {first} to {last}")
    console.print("\nOrder of preference (practice):")
    for number, step in enumerate(told.rules.order, 1):
        console.print(f"  {number}. {step.label[ENGLISH]}", soft_wrap=True)
    if not told.answer.plans:
        console.print("\nNo plan is possible:")
        _reasons(console, "  ", told.answer.causes, names, forum.zone)
    for plan in told.answer.plans:
        _plan(console, plan, told, names, forum.zone)


def _plan(console: Paper, plan: Plan, told: Told, names: Names, zone: str) -> None:
    console.print(f"\nPlan {plan.number}")
    for one in plan.meetings:
        days, place = days_of_span(one.first, one.last, ENGLISH), place_of(one.venue, names)
        console.print(f"  {_name(one.configuration, names)}: {days}, {place}", soft_wrap=True)
        _reasons(console, "    + ", one.in_favour, names, zone)
        _reasons(console, "    - ", one.against, names, zone)
        if one.as_good:
            places = "; ".join(place_of(venue, names) for venue in one.as_good)
            console.print(f"    = as good: {places}", soft_wrap=True)
    _reasons(console, "  + ", plan.in_favour, names, zone)
    _reasons(console, "  - ", plan.against, names, zone)
    costs = (f"{s.by} {plan.cost[s.by]}" for s in told.rules.order if s.by != REQUIRED_DAYS)
    console.print(f"  cost: {', '.join(costs)}", soft_wrap=True)


def _reasons(
    console: Paper, before: str, reasons: Iterable[Reason], names: Names, zone: str
) -> None:
    for reason in reasons:
        said = say(reason.says, names=names, zone=zone, language=ENGLISH)
        console.print(f"{before}{said}", soft_wrap=True)


def place_of(venue: Venue, names: Names) -> str:
    """A place in English, or the country that will offer one."""
    if venue.is_known or venue.country:
        return _name(venue.place or venue.country, names)
    if venue.party:
        return f"in the country of the {_name(venue.party, names)} presidency"
    return "not fixed"


def _name(code: str, names: Names) -> str:
    return format_value(code, names=names, language=ENGLISH)
