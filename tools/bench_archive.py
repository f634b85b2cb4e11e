"""What the archive of a full cycle costs: 300 papers in three languages, 3,000 entries of the journal."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
PAPERS, PARAGRAPHS, ENTRIES = 300, 60, 3_000


def measure(say: Callable[[str, str, str], None]) -> None:
    """Print how long it takes to make and to verify, and how large it is."""
    sys.path.append(str(TESTS))
    from datetime import UTC, datetime

    from django.db import transaction

    import stored
    from cochair.exports.archives import actions, queries
    from cochair.features.cycles.models import Cycle
    from cochair.features.documents.models import Document, Expression, Revision
    from cochair.features.parties.models import Forum
    from cochair.formats.paragraphs import as_json, digest_of_text, plain
    from cochair.journal.actions import record

    forum = Forum.objects.get(slug="eu-clasi")
    cycle = Cycle.objects.select_related("forum").get(forum=forum, number=2)
    at = datetime(cycle.end.year, cycle.end.month, 1, tzinfo=UTC)
    text = tuple(plain(f"p-{n}", "Words of a paragraph. " * 12) for n in range(PARAGRAPHS))
    with transaction.atomic():
        for number in range(PAPERS):
            paper = Document.objects.create(
                forum=forum,
                slug=f"bench-archive-{number}",
                key=f"bencharchive{number}",
                kind="note",
                title={"en": f"Paper {number}"},
                originator="NONE",
                marking="forum",
                registered_at=at,
                circulated_at=at,
            )
            revision = Revision.objects.create(
                document=paper, number=0, source="en", made_at=at, circulated_at=at
            )
            for language in ("en", "es", "pt"):
                Expression.objects.create(
                    revision=revision,
                    language=language,
                    state="released",
                    origin="original",
                    text=as_json(text),
                    digest=digest_of_text(text),
                    made_at=at,
                    released_at=at,
                )
        for number in range(ENTRIES):
            about = ("document", f"bencharchive{number % PAPERS}")
            record(forum.slug, verb="document.circulated", about=about, by=None, at=at)
    with tempfile.TemporaryDirectory() as folder:
        out, began = Path(folder) / "archive.zip", time.monotonic()
        with out.open("wb") as file:
            file.writelines(actions.archive(queries.reader_of(forum, cycle, "EU", at), by=None))
        took = time.monotonic() - began
        say(f"archive of a cycle with {PAPERS} papers", f"{took:.1f} s", "<= 30 s")
        say("its size", f"{out.stat().st_size / 1_000_000:.0f} MB", "")
        began = time.monotonic()
        assert stored.fault(out) == ""
        say("verify it", f"{time.monotonic() - began:.1f} s", "<= 30 s")
