"""Figures for an operator's monitoring, in the text format of Prometheus (findings.md, O1).

They come from the database, so every process of an installation says the same.  Whoever asks shows
the token of COCHAIR_METRICS_TOKEN; without such a token there is no page.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from cochair.decisions.silence import queries as silence
from cochair.journal import doubts
from cochair.journal import queries as journal
from cochair.mail import queries as mail
from cochair.mail.models import Message
from cochair.parties import queries as parties
from cochair.parties.models import Forum

PATH = "/metrics/"
TEXT = "text/plain; version=0.0.4; charset=utf-8"


def told(request: HttpRequest) -> HttpResponse:
    """All figures to who shows the token; not found to all others."""
    token = settings.METRICS_TOKEN
    shown = request.headers.get("Authorization", "").encode()
    if not token or not secrets.compare_digest(shown, f"Bearer {token}".encode()):
        return HttpResponseNotFound()
    registry = CollectorRegistry()
    registry.register(Figures())
    answer = HttpResponse(generate_latest(registry), content_type=TEXT)
    connection.close()
    answer.headers["Cache-Control"] = "no-store"
    return answer


class Figures(Collector):
    """What Prometheus collects each time that it asks."""

    def collect(self) -> Iterator[Metric]:
        """One group of figures after another; instants in seconds since 1970, UTC."""
        forums = tuple(parties.forums())
        yield _worker()
        yield _messages()
        yield _of_each(
            forums,
            "cochair_journal_entries",
            "Entries of the ledger.",
            lambda forum: journal.size(forum.slug),
        )
        yield _of_each(
            forums,
            "cochair_silences_unended",
            "Silence procedures that may still run.",
            lambda forum: silence.unended(forum).count(),
        )
        yield _of_each(
            forums,
            "cochair_doubts",
            "Doubts about ledger, keys or clock that both Parties have not confirmed.",
            lambda forum: doubts.standing(forum.slug).count(),
        )


def _of_each(
    forums: Iterable[Forum], name: str, said: str, value: Callable[[Forum], int]
) -> Metric:
    found = GaugeMetricFamily(name, said, labels=["forum"])
    for forum in forums:
        found.add_metric([forum.slug], value(forum))
    return found


def _worker() -> Metric:
    last = mail.last_turn()
    return GaugeMetricFamily(
        "cochair_worker_last_turn_seconds",
        "When a worker looked at a forum last; 0: never.",
        value=last.timestamp() if last else 0,
    )


def _messages() -> Metric:
    found = GaugeMetricFamily("cochair_messages", "Messages, by state.", labels=["state"])
    rows = Message.objects.order_by().values_list("state").annotate(n=Count("pk"))
    for state, number in rows:
        found.add_metric([str(state)], number)
    return found
