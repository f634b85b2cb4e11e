"""What a Party says of a text before both put it under silence, where nobody negotiated the text.

It stays within the Party, as the clearance of a negotiated text does (features/texts/party_private.py).
Source: clause I.2.4; domain.md C.2 (Clearance), INV-4.
"""

from datetime import datetime

from django.db import transaction

from cochair.features.decisions.models import Clearance
from cochair.features.documents.models import Document, Revision
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import authors
from cochair.journal.actions import record
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import Refusal, _, require

PRACTICE = "practice"
WORDS = {
    Cleared.GIVEN: _("clearance given"),
    Cleared.NOT_NEEDED: _("clearance not required"),
}


@transaction.atomic
def clear(
    document: Document, state: Cleared, *, revision: int, by: ActingOffice, at: datetime
) -> Clearance:
    """Say for one's own Party that the revision that is out is cleared, or need not be.

    `revision` is its number as shown; the same said twice is kept once.  Raises Refused for
    whoever does not clear for a Party, and when another revision went out meanwhile.
    """
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    newest = _newest(document)
    require(
        None if authors.may_clear(by) else Refusal(PRACTICE, authors.CLEARS),
        None if state in WORDS else Refusal(PRACTICE, _("Enter the position of your Party.")),
        _as_seen(newest, revision),
    )
    assert newest is not None
    party = parties.roster(forum).party(by.party)
    last = Clearance.objects.filter(revision=newest, party=party).last()
    if last is not None and last.said == state:
        return last
    made = Clearance.objects.create(
        revision=newest, party=party, said=state.value, at=at, by_id=by.office
    )
    record(
        forum.slug,
        verb="revision.cleared",
        about=("document", document.key),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"revision": newest.number, "state": state.value},
        space=f"party:{by.party}",
    )
    return made


def to_clear(document: Document, hat: ActingOffice) -> Revision | None:
    """The revision that a hat clears for its Party; None where it clears nothing."""
    return _newest(document) if authors.may_clear(hat) else None


def said(revision: Revision, hat: ActingOffice) -> str:
    """What the Party of a hat said of a revision last, in words; empty before it said anything."""
    row = Clearance.objects.filter(revision=revision, party__code=hat.party).last()
    return WORDS[Cleared(row.said)] if row else ""


def _newest(document: Document) -> Revision | None:
    """The newest revision that went out."""
    rows = Revision.objects.filter(document=document, circulated_at__isnull=False)
    return rows.order_by("number").last()


def _as_seen(newest: Revision | None, number: int) -> Refusal | None:
    if newest is not None and newest.number == number:
        return None
    return Refusal(PRACTICE, _("The text has changed since you read it. Read it again."))
