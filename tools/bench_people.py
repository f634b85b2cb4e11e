"""What people cost: 43 delegations of twenty, their pages, and a list of 860 rows brought in."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import bench_world

if TYPE_CHECKING:
    from cochair.features.meetings.models import Meeting
    from cochair.features.parties.offices import ActingOffice

EACH = 20
LANGUAGES = ("en", "es", "pt")
PAGES = ("delegations/", "participants/", "check-in/?q=person 7")


def measure(
    times: Callable[[Callable[[], object]], tuple[float, float, float]],
    say: Callable[[str, str, str], None],
) -> None:
    """Print the figures of the people of the next ministerial meeting of the first forum."""
    from django.conf import settings
    from django.test import Client

    from cochair.features.accounts.models import Account
    from cochair.features.delegations import actions
    from cochair.features.meetings.models import Meeting
    from cochair.features.parties import queries
    from cochair.features.parties.models import Office
    from cochair.web.clock import clock

    forum, at = bench_world.fullest(), clock.now()
    meeting = Meeting.objects.filter(forum=forum, opened_at=None).order_by("pk").last()
    offices = Office.objects.filter(forum=forum, role="secretariat").order_by("pk")
    assert meeting is not None and offices
    office, taken = offices[0], 0.0
    members = queries.roster(forum).members
    # Each secretariat brings in the list of its own Party, as it was asked to.
    for one in offices:
        by = next(hat for hat in queries.hats(forum, one.account, at) if hat.office == one.pk)
        own = [member for member in members if member.party.code == by.party]
        for member in own:
            actions.open_delegation(meeting, code=member.code, by=by, at=at)
        started = time.perf_counter()
        _bring_in(meeting, [member.code for member in own], by, at)
        taken += time.perf_counter() - started
    say(f"import of {EACH * len(members)} rows, read twice and saved", f"{taken:.2f} s", "<= 2 s")
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(
        Account.objects.get(pk=office.account_id), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    for page in PAGES:
        address = f"/en/{forum.slug}/meetings/{meeting.slug}/{page}"
        assert client.get(address).status_code == 200, address
        _median, most, processor = times(partial(client.get, address))
        say(f"{page} p95, {EACH * len(members)} people", f"{most:.1f} ms", "<= 100 ms")
        say(f"{page} of the processor, median", f"{processor:.1f} ms", "")
    _sheet(client, meeting, times, say)


def _sheet(
    client: Any,
    meeting: Any,
    times: Callable[[Callable[[], object]], tuple[float, float, float]],
    say: Callable[[str, str, str], None],
) -> None:
    """Print the list of all of them as a PDF in each language."""
    for language in LANGUAGES:
        address = (
            f"/en/{meeting.forum.slug}/meetings/{meeting.slug}/delegations/list.{language}.pdf"
        )
        assert client.get(address).status_code == 200, address
        _median, most, _processor = times(partial(client.get, address))
        say(f"list of participants as PDF, {language}, p95", f"{most:.0f} ms", "<= 1000 ms")


def _bring_in(meeting: "Meeting", codes: list[str], by: "ActingOffice", at: datetime) -> None:
    """Read a list, plan it, and do it, as the two steps of the page do."""
    from cochair.features.delegations import import_plan, importer, tables
    from cochair.features.parties import queries

    lines = ["delegation;name;function;rank;capacity;email;asked by note"]
    for code in codes:
        for index in range(EACH):
            capacity = "head" if index == 0 else "adviser"
            rank = "minister" if index == 0 else ""
            lines.append(
                f"{code};Person {index} of {code};Function {index};{rank};{capacity};"
                f"p{index}@{code.lower()}.example;Note {index} of {code}"
            )
    table = tables.read_file("\n".join(lines).encode())
    book = queries.book(meeting.forum, at)
    serves = by.party
    plan = import_plan.plan(meeting, table, own="", serves=serves, language="en", book=book)
    importer.bring_in(
        meeting,
        tables.read_text(table.text),
        own="",
        language="en",
        seen=plan.digest,
        by=by,
        at=at,
    )
