"""Silence procedures as an archive keeps them, and as they are handed to the next presidency."""

from collections.abc import Iterable

from cochair.features.documents import cycles
from cochair.features.documents.models import Document
from cochair.features.silence import queries
from cochair.kernel import archive, handover
from cochair.kernel.archive import instant
from cochair.kernel.handover import handed
from cochair.kernel.kind import Row
from cochair.procedure.calendar import civil_day


def rows(reader: archive.Reader) -> Iterable[Row]:
    """The silences on papers of the cycle: until when, extended how, and what broke them.

    Who wrote is said where both decided that names are shown, and nowhere else.
    """
    found = queries.visible(reader.forum, reader.hat, reader.at).filter(
        revision__document__in=Document.objects.filter(
            cycles.of_cycle(reader.cycle, reader.forum.zone), forum=reader.forum
        ).values("pk")
    )
    for row in found.order_by("number"):
        named = queries.is_named(row)
        yield {
            "number": row.number,
            "document": row.revision.document.slug,
            "revision": row.revision.number,
            "act": row.act.number,
            "opened_at": instant(row.act.effective_at),
            "expires_at": instant(queries.end(row)),
            "zone": row.zone,
            "extensions": [instant(one.expires_at) for one in row.extensions.all()],
            "closed_at": instant(row.closed_at),
            "withdrawn": row.withdrawal is not None and row.withdrawal.effective_at is not None,
            "messages": [
                {
                    "form": one.form,
                    "voice": one.voice if named else "",
                    "words": one.words if named else "",
                    "language": one.language,
                    "received_at": instant(one.received_at),
                    "arrived_at": instant(one.arrived_at),
                    "recognised_at": instant(one.recognised_at),
                    "contested_at": instant(one.contested_at),
                    "receipt": one.receipt if named else "",
                }
                for one in row.messages.all()
            ],
        }


def handed_over(reader: handover.Reader) -> Iterable[handover.Row]:
    """The silence procedures that have not ended, by the day on which they do."""
    found = queries.visible(reader.forum, reader.hat, reader.at)
    for row in found.filter(settled_at=None, withdrawal=None):
        yield handed(
            row.revision.document.title,
            day=civil_day(queries.end(row), row.zone),
            where=("decisions:decision", reader.forum.slug, str(row.number)),
        )
