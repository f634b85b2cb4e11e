"""What a hard negotiation costs: a text of 60 paragraphs with 400 open proposals."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import bench_world

if TYPE_CHECKING:
    from cochair.features.accounts.models import Account

TESTS = Path(__file__).parents[1] / "tests"


def measure(
    times: Callable[[Callable[[], object]], tuple[float, float, float]],
    say: Callable[[str, str, str], None],
) -> None:
    """Print the figures of its pages for a delegation, queries included, in the first forum."""
    sys.path.append(str(TESTS))
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    account, base = _text()
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    pages = {"the text": "", "one language": "?language=en", "one paragraph": "paragraphs/p-7/"}
    for name, path in pages.items():
        answer = client.get(base + path)
        assert answer.status_code == 200, (base + path, answer.status_code)
        with CaptureQueriesContext(connection) as captured:
            client.get(base + path)
            asked = len(captured)
        median, most, processor = times(partial(client.get, base + path))
        said = f"60 paragraphs, 400 proposals, {name}"
        say(f"{said}, p95", f"{most:.0f} ms", "<= 150 ms")
        say(f"{said}, p50", f"{median:.0f} ms", "")
        say(f"{said}, of the processor", f"{processor:.0f} ms", "")
        say(f"{said}, queries", str(asked), "constant")


def _text() -> "tuple[Account, str]":
    """The text, with a proposal of a delegation of each side at every place."""
    from cochair.features.documents import queries as documents
    from cochair.features.documents import vocabulary
    from cochair.features.languages import actions as languages
    from cochair.features.languages.states import Origin
    from cochair.features.parties import queries
    from cochair.features.register import actions as register
    from cochair.features.register import entry as entering
    from cochair.web.clock import clock
    from texts import large

    forum, at = bench_world.fullest(), clock.now()
    holders = queries.holders(forum, at)
    by = next(one.hat for one in holders if one.hat.role == "secretariat")
    heads = [one for one in holders if one.hat.role == "delegation_head"]
    entry = entering.Entry(
        kind="note",
        title={"en": "Declaration under negotiation"},
        source="en",
        originator=vocabulary.presidency_of(queries.book(forum), by.party),
        marking="forum",
    )
    document = entering.register(forum, entry, by=by, at=at)
    for seed, code in enumerate(("en", "es", "pt")):
        fresh = documents.with_rows(type(document).objects.filter(pk=document.pk)).get()
        origin = Origin.ORIGINAL if code == "en" else Origin.TRANSLATED
        draft = languages.Draft(code, large.said(seed), origin=origin)
        revision = fresh.revisions.all()[0]
        made = languages.add_edition(revision, draft, seen=fresh.version, by=by, at=at)
        languages.release(made, seen=fresh.version + 1, by=by, at=at)
    fresh = documents.with_rows(type(document).objects.filter(pk=document.pk)).get()
    register.circulate(fresh, purpose="comment", until=None, seen=fresh.version, by=by, at=at)
    row = large.negotiated(fresh, [one.hat for one in heads], by=by, at=at)
    return heads[0].account, f"/en/{forum.slug}/documents/{row.document.slug}/text/"
