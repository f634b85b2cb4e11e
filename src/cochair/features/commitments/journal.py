"""What acts on commitments write into the journal: codes and numbers, never the words."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record


def tell(
    forum: Forum,
    verb: str,
    about: tuple[str, str],
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object],
) -> None:
    """Write an entry that all readers of the shared space may read."""
    record(
        forum.slug,
        verb=verb,
        about=about,
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=dict(facts),
    )
