"""What the journal keeps of a silence: codes, and no word of what was written."""

from datetime import datetime

from cochair.features.decisions.models import SilenceProcedure
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record


def note(
    row: SilenceProcedure,
    verb: str,
    *,
    at: datetime,
    facts: dict[str, object],
    by: ActingOffice | None = None,
) -> None:
    """Write that something was done to a silence; without `by`, that the platform did it."""
    record(
        row.forum.slug,
        verb=verb,
        about=("silence", str(row.number)),
        by=by.account if by else None,
        office=by.title if by else "",
        on_behalf_of=by.party if by else "",
        at=at,
        facts=facts,
    )
