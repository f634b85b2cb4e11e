"""A page costs the same number of queries with a short history and with a long one.

Architecture section 5: reads must not grow with history.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cochair.features.accounts.models import Account
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.journal.actions import record
from cochair.procedure.calendar import end_of_day, start_of_day
from cochair.web.clock import clock
from conftest import for_a_module
from knocking import undone
from matrix import Route, Scene, table
from people import hat
from world import NOW

_HATS, ROUTES = table()
PAGES = [
    route
    for route in ROUTES
    if route.is_ours
    and route.answers.get("GET", {}).get("co_presidency") == 200
    # It shows each act that waits whole: what it takes grows with these, and with no history.
    and route.name != "acts:several"
]
LONG = 30


@pytest.fixture(scope="module")
def costs(
    scene_kept: Scene, django_db_blocker: object
) -> Iterator[dict[str, tuple[int | str, int | str]]]:
    """What each page takes with a short history and with a long one, which is written once."""
    with for_a_module(django_db_blocker), clock.at(NOW):
        _acts(scene_kept, "in_person")
        short = {route.name: cost(scene_kept, route) for route in PAGES}
        grow(scene_kept)
        compliance.forget()
        long = {route.name: cost(scene_kept, route) for route in PAGES}
    compliance.forget()
    yield {name: (short[name], long[name]) for name in short}


def cost(scene: Scene, route: Route) -> int | str:
    """How many queries a page takes once what it needs is computed; what it said where it is none."""
    client = scene.client("co_presidency")
    # What fails is said of its own page, and the others are asked all the same.
    client.raise_request_exception = False
    address = scene.path(route)
    with undone():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            status = client.get(address).status_code
    return len(captured) if status == 200 else f"answered {status}"


def grow(scene: Scene) -> None:
    """Thirty years of cycles, meetings, terms, entries and acts before what there was."""
    forum = scene.forum
    assert isinstance(forum, Forum)
    league = PresidencyTerm.objects.filter(party__code="LEAGUE").first()
    assert league is not None
    for index in range(LONG):
        start = date(1990 + index, 1, 1)
        cycle = Cycle.objects.create(
            forum=forum,
            number=100 + index,
            start=start,
            end=date(1990 + index, 12, 31),
            imported=True,
        )
        day = start + timedelta(days=70)
        opened = start_of_day(day, forum.zone)
        meeting = Meeting.objects.create(
            forum=forum,
            slug=f"long-ago-{index}",
            configuration="council",
            cycle=cycle,
            imported=True,
            known_at=opened,
            opened_at=opened,
            closed_at=end_of_day(day, forum.zone),
        )
        Schedule.objects.create(
            meeting=meeting,
            starts=opened,
            ends=end_of_day(day, forum.zone),
            zone=forum.zone,
            format="in_person",
        )
        PresidencyTerm.objects.create(
            party=league.party,
            slug=f"long-ago-{index}",
            holder=league.holder,
            start=start_of_day(start, forum.zone),
            end=start_of_day(date(1991 + index, 1, 1), forum.zone),
            zone=forum.zone,
            status="ended",
        )
        record(forum.slug, verb="forum.loaded", about=("forum", forum.slug), by=None, at=NOW)
    _acts(scene, "virtual")


def _acts(scene: Scene, *formats: str) -> None:
    """More acts that wait for both signatures."""
    meeting = Meeting.objects.get(slug=scene.places["planned"])
    account = Account.objects.get(email="secretariat-league@example.org")
    by = hat(scene.forum, account)
    for value in formats:
        meetings.propose_step(meeting, kind="meeting.format", value=value, by=by, at=NOW)


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_a_page_takes_as_many_queries_with_thirty_years_of_history_as_with_two(
    at_work: Scene, costs: dict[str, tuple[int | str, int | str]], route: Route
) -> None:
    before, after = costs[route.name]

    assert isinstance(before, int) and isinstance(after, int), (before, after)
    assert after <= before


def test_the_long_history_is_really_on_the_page(at_work: Scene) -> None:
    route = next(page for page in PAGES if page.name == "desk:meetings")
    with transaction.atomic():
        grow(at_work)
        page = at_work.client("co_presidency").get(at_work.path(route)).content.decode()
        transaction.set_rollback(True)

    assert page.count("long-ago-") >= LONG
