"""Agendas as rows of the archive of a cycle.  Source: docs/decisions/0059."""

from collections.abc import Iterator

from cochair.features.agendas import papers, queries
from cochair.features.meetings.models import Meeting
from cochair.kernel.archive import Reader, instant
from cochair.kernel.kind import Row


def rows(reader: Reader) -> Iterator[Row]:
    """Every version that both published, as far as the reader sees its papers."""
    for meeting in Meeting.objects.filter(cycle=reader.cycle).order_by("slug"):
        known = queries.published(queries.versions(meeting))
        for one in papers.seen_by(known, reader.forum, reader.hat, reader.at):
            yield {
                "meeting": meeting.slug,
                "stage": one.stage,
                "revision": one.number,
                "published_at": instant(one.row.published_at),
                "items": [
                    {
                        "number": number,
                        "title": dict(item.title),
                        "type": item.type,
                        "tags": list(item.tags),
                        "papers": list(item.papers),
                        "documents": list(item.documents),
                    }
                    for number, item in enumerate(one.items, 1)
                ],
            }


def items(row: Row) -> int:
    """How many items a version has."""
    return len(row["items"])  # type: ignore[arg-type]
