"""Send a corrigendum of what both agreed to for signature by both."""

from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.corrigenda import kinds, queries
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications import titles
from cochair.features.register.mutation import locked
from cochair.procedure.refusal import _, require

TITLE = _("Corrigendum {symbol}: {title}")


@transaction.atomic
def propose(corrigendum: Document, *, seen: int, by: ActingOffice, at: datetime) -> JointAct:
    """Send a corrigendum to both for signature, with the words that it puts in place of others.

    Nothing changes before both have signed.  Raises StaleVersion, and Refused for what is no
    corrigendum of words that both agreed to, for one that has no released words or was withdrawn,
    and where both have signed all of it.  Source: domain.md C.2 (Corrigendum), AMB-22.
    """
    document = locked(corrigendum, seen, corrigendum.slug)
    require(*kinds.refusals(document, at))
    assert document.of is not None
    revision = queries.revision_of(document)
    return acts.propose(
        document.forum,
        kind=queries.CORRECT,
        subject=(documents.SUBJECT, document.of.slug),
        title=titles.titled(TITLE, document, revision.number),
        body={
            "document": document.slug,
            "revision": revision.number,
            "languages": documents.binds(revision),
            "editions": kinds.digests(document),
        },
        by=by,
        at=at,
    )
