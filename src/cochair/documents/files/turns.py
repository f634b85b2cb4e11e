"""Whose turn it is on a file that is held for a marking."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.documents.files import queries
from cochair.documents.models import StoredFile
from cochair.kernel.kind import Turn
from cochair.parties.models import Forum
from cochair.parties.offices import Role
from cochair.procedure.refusal import _

DECIDE = _("Decide on the held file: {name}")


def held(forum: Forum) -> Iterable[StoredFile]:
    """The files of a forum that wait to be released."""
    rows = StoredFile.objects.filter(forum=forum, held=True, released_at=None)
    return rows.select_related("forum", "party", "stored_by__organisation")


def turns(file: StoredFile, at: datetime) -> Iterator[Turn]:
    """The presidency of the Party that brought it releases it, or the organisation itself
    (`queries.may_release`)."""
    cycle = queries.ends_with(file)
    if not file.held or file.released_at is not None or (cycle and cycle.closed_at):
        return
    organisation = file.stored_by.organisation
    page, facts = ("documents:held",), {"name": file.name}
    if file.party is not None:
        yield Turn(Role.CO_PRESIDENCY.value, file.party.code, DECIDE, facts, None, "", page)
    elif organisation is not None:
        yield Turn(Role.INSTITUTION.value, organisation.code, DECIDE, facts, None, "", page)
