"""Decisions in the room as an archive keeps them, and as they are handed to the next presidency."""

from collections.abc import Iterable

from cochair.features.room import queries
from cochair.kernel import archive, handover
from cochair.kernel.archive import instant
from cochair.kernel.handover import handed
from cochair.kernel.kind import Row
from cochair.procedure import consensus as core
from cochair.procedure.consensus.stages import ON_THE_TABLE


def rows(reader: archive.Reader) -> Iterable[Row]:
    """What was put to the meetings of the cycle, what was said against it, and what was declared."""
    found = queries.visible(reader.forum, reader.hat, reader.at)
    for row in found.filter(meeting__cycle=reader.cycle).order_by("meeting__slug", "number"):
        declared = row.declaration
        yield {
            "meeting": row.meeting.slug,
            "number": row.number,
            "kind": row.kind,
            "document": row.document.slug,
            "act": row.act.number,
            "put_at": instant(row.act.effective_at),
            "declared_at": instant(declared.effective_at) if declared is not None else None,
            "claim": row.claim,
            "objections": [
                {
                    "voice": one.voice,
                    "party": one.party,
                    "words": one.words,
                    "language": one.language,
                    "paragraphs": one.paragraphs,
                    "received_at": instant(one.received_at),
                    "withdrawn_at": instant(one.withdrawn_at),
                    "receipt": one.receipt,
                }
                for one in row.objections.all()
            ],
            "statements": [
                {
                    "voice": one.voice,
                    "party": one.party,
                    "kind": one.kind,
                    "words": one.words,
                    "paragraphs": one.paragraphs,
                    "printed": one.printed,
                    "received_at": instant(one.received_at),
                }
                for one in row.statements.all()
            ],
        }


def handed_over(reader: handover.Reader) -> Iterable[handover.Row]:
    """The texts submitted for adoption of which nothing is declared yet, with their meetings."""
    found = queries.visible(reader.forum, reader.hat, reader.at)
    for row in found.order_by("meeting__slug", "number"):
        if core.stage(queries.decision(row)) in ON_THE_TABLE:
            slug = row.meeting.slug
            yield handed(
                row.document.title,
                note=reader.named.get(slug, {}),
                where=("decisions:in-room", reader.forum.slug, slug, str(row.number)),
            )
