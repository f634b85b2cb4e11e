"""What every change of a proposed version shares: the lock, whose it is, the entry in the journal."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.compliance.models import ProposedVersion
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.review import queries
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.review import adopting_clause


def locked(row: ProposedVersion) -> ProposedVersion:
    """The row as it stands, its forum locked first, as every joint act does."""
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    found = queries.proposals(forum).get(pk=row.pk)
    found.forum = forum
    return found


def locked_draft(row: ProposedVersion, by: ActingOffice) -> ProposedVersion:
    """The same for a draft of one's own Party.

    Raises Refused for what was proposed or given up, and for what the other Party writes.
    """
    row = locked(row)
    clause = adopting_clause(queries.base_of(row))
    require(
        None
        if row.party.code == by.party
        else Refusal(clause, _("Only the Party that writes a draft may change it.")),
        None
        if row.proposed_at is None and row.withdrawn_at is None
        else Refusal(
            clause, _("This draft has been proposed or abandoned and can no longer be changed.")
        ),
    )
    return row


def tell(
    row: ProposedVersion,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write an entry: of a draft into the space of its Party, of all else for both."""
    record(
        row.forum.slug,
        verb=verb,
        about=("procedures", queries.name_of(row)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"version": row.number, "digest": row.digest, **(facts or {})},
        space="shared" if row.proposed_at is not None else f"party:{row.party.code}",
    )
