"""What commitments cost: 500 of them with reports, their table, one page, and the stock-taking."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import bench_world

if TYPE_CHECKING:
    from cochair.features.parties.models import Forum, Office

EACH = 500
PAGES = (
    ("commitments/", "<= 150 ms"),
    ("commitments/ours/", "<= 150 ms"),
    ("commitments/stock-taking/{cycle}/", "<= 150 ms"),
    ("commitments/stock-taking/{cycle}/comments/", "<= 150 ms"),
    ("commitments/stock-taking/{cycle}/en.pdf", "<= 2000 ms"),
    ("commitments/stock-taking/{cycle}/en.docx", "<= 2000 ms"),
    ("desk/", ""),
)
AREAS_OF_ONE = 2


def measure(
    times: Callable[[Callable[[], object]], tuple[float, float, float]],
    say: Callable[[str, str, str], None],
) -> None:
    """Print p95 and queries of the pages of commitments for a secretariat of the first forum."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from cochair.features.accounts.models import Account
    from cochair.features.commitments.models import Commitment
    from cochair.features.parties.models import Office

    forum = bench_world.fullest()
    office = Office.objects.filter(forum=forum, role="secretariat").order_by("pk")[0]
    _grow(forum, office)
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(
        Account.objects.get(pk=office.account_id), backend=settings.AUTHENTICATION_BACKENDS[0]
    )
    number = Commitment.objects.filter(instrument__forum=forum).count()
    cycle = _open(forum, office)
    for name, target in PAGES:
        page = name.format(cycle=cycle)
        address = f"/en/{forum.slug}/{page}"
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
            asked = len(captured)
        _median, most, _processor = times(partial(client.get, address))
        say(f"{page} p95, {number} commitments", f"{most:.1f} ms", target)
        say(f"{page} queries, {number} commitments", str(asked), "constant")


def _open(forum: "Forum", office: "Office") -> int:
    """The stock-taking report of the running cycle, opened; its number."""
    from cochair.features.cycles import queries
    from cochair.features.parties import queries as parties
    from cochair.features.stocktaking import actions
    from cochair.procedure.calendar import civil_day
    from cochair.web.clock import clock

    at = clock.now()
    cycle = queries.running(forum, civil_day(at, forum.zone))
    assert cycle is not None
    by = parties.hat_of(forum, office, at)
    return actions.begin(cycle, by=by, at=at).cycle.number


def _grow(forum: "Forum", office: "Office") -> None:
    """500 commitments of one instrument, two reports on each, owned by the Party of the office."""
    from cochair.features.commitments.models import Commitment, Instrument, ProgressReport
    from cochair.features.parties import queries
    from cochair.web.clock import clock

    at, party = clock.now(), office.party
    assert party is not None
    areas = [code for code, _words in queries.book(forum).taxonomy]
    instrument = Instrument.objects.filter(forum=forum, commitments__isnull=False)[0]
    words = dict.fromkeys(("en", "es", "pt"), "Search ships together, twice a year.")
    rows = Commitment.objects.bulk_create(
        Commitment(
            instrument=instrument,
            slug=f"BENCH-{place:03d}",
            text=words,
            areas=[areas[(place + step) % len(areas)] for step in range(AREAS_OF_ONE)],
            owners=[party.code],
        )
        for place in range(EACH)
    )
    ProgressReport.objects.bulk_create(
        ProgressReport(
            commitment=row,
            author=party.code,
            status=status,
            words="As planned.",
            evidence="Note 4",
            language="en",
            at=at - timedelta(days=days),
            by=office,
        )
        for row in rows
        for status, days in (("delayed", 300), ("on_track", 10))
    )
