"""What every change of a document shares: the lock, the version, the entry in the journal."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.documents import queries
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import holds
from cochair.journal.actions import record
from cochair.procedure.refusal import Sentence, _
from cochair.web.errors import StaleVersion


def locked(document: Document, seen: int, mine: str) -> Document:
    """The document as it stands, its forum locked first as every joint act does.

    Raises StaleVersion when it is no longer the version that was shown; `mine` is what was sent.
    """
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    row = (
        Document.objects.select_for_update(of=("self",))
        .select_related("party", "meeting")
        .get(pk=document.pk)
    )
    row.forum = forum
    if row.version != seen:
        raise StaleVersion(
            Sentence(_("Someone else changed the document while you were writing.")),
            theirs=", ".join(row.title.values()),
            mine=mine,
        )
    return row


def reopened(document: Document, at: datetime) -> bool:
    """Call a final document to whose words nobody has agreed no longer final (`at`: aware UTC).

    Whether it was; the document is not saved.
    """
    if document.final_at is None or holds.agreed(document, at):
        return False
    document.final_at = None
    return True


def changed(document: Document) -> None:
    """Count the version of a document up and keep it."""
    document.version += 1
    document.save()


def named(document: Document, editions: Iterable[Expression]) -> None:
    """Take the titles of what others read over, where the document has none in a language.

    What is a draft, or is held for a marking, names nothing yet.  The document is not saved.
    """
    for one in editions:
        if one.title and not document.title.get(one.language) and not queries.is_held(one):
            document.title[one.language] = one.title


def tell(
    document: Document,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object] | None = None,
    is_draft: bool = False,
) -> None:
    """Write an entry about a document, which is named by its key alone.

    A draft and an internal paper stay in the space of their Party, as does what is done to a
    revision or an edition that others do not see yet (`is_draft`).  Who reads the document reads
    the entry (`parties.visibility`).
    """
    draft = is_draft or document.circulated_at is None
    internal = draft or document.marking == Marking.INTERNAL
    party = document.party.code if document.party else ""
    space = f"party:{party}" if internal and party else "shared"
    record(
        document.forum.slug,
        verb=verb,
        about=("document", document.key),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=dict(facts or {}),
        space=space,
    )


def begun(
    document: Document, number: int, source: str, summary: str, *, by: ActingOffice, at: datetime
) -> Revision:
    """A new revision of a document, without any text."""
    return Revision.objects.create(
        document=document,
        number=number,
        source=source,
        party=document.party,
        summary=summary.strip(),
        made_at=at,
        made_by=Office.objects.get(pk=by.office),
    )
