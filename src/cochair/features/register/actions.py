"""Revise a document, circulate it, finish, withdraw or supersede it, and note its other numbers.

It is entered by `entering`; its texts and languages are `languages.actions`.
"""

from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.documents import queries, vocabulary
from cochair.features.documents.models import Alias, Circulation, Document, Reference, Revision
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import entry, holds, refusals
from cochair.features.register.holds import Verb, Way
from cochair.features.register.mutation import begun, changed, locked, named, reopened, tell
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _, require


@transaction.atomic
def revise(
    document: Document,
    *,
    source: str,
    summary: str,
    seen: int,
    way: Way = Way.NONE,
    by: ActingOffice,
    at: datetime,
) -> Revision:
    """Begin the next revision, written in the language `source`; it has no text yet.

    `seen` is the version of the document that was shown; raises StaleVersion when it has changed,
    Refused while the last revision was not circulated, for a document that was withdrawn, and
    while something holds it.
    """
    document = locked(document, seen, summary)
    last = document.revisions.last()
    languages = parties.book(document.forum, at).languages
    require(
        refusals.still_there(document),
        *holds.refusals(document, Verb.REVISE, at, way=way),
        refusals.last_is_out(last),
        refusals.known(source, dict.fromkeys(languages), refusals.UNKNOWN_LANGUAGE),
        refusals.printed(summary),
    )
    made = begun(document, (last.number if last else -1) + 1, source, summary, by=by, at=at)
    changed(document)
    facts = {"revision": made.number}
    tell(document, "document.revised", by=by, at=at, facts=facts, is_draft=True)
    return made


@transaction.atomic
def circulate(
    document: Document,
    *,
    purpose: str,
    until: datetime | None,
    seen: int,
    way: Way = Way.NONE,
    by: ActingOffice,
    at: datetime,
) -> Circulation:
    """Send the last revision to everybody who may read it; the mail follows from the journal.

    A revision may go out again, for another purpose; another one opens a document that was final,
    unless both Parties agreed to its words.  Raises Refused while none of its languages
    is released, for a time for comments that is over, while the document is submitted for
    adoption, for other words than those that both agreed to, for a corrigendum of such words that
    both have not signed, and for a corrigendum of what is submitted.
    """
    document = locked(document, seen, "")
    revision = document.revisions.last()
    assert revision is not None
    standing = queries.read_by_others(revision)
    require(
        refusals.still_there(document),
        refusals.known(purpose, vocabulary.PURPOSES, refusals.UNKNOWN_PURPOSE),
        refusals.has_words(revision, bool(standing)),
        refusals.to_come(until, at),
        *holds.sending(document, Verb.CIRCULATE, standing, at, way=way),
    )
    if revision.circulated_at is None:
        revision.circulated_at = at
        revision.save(update_fields=["circulated_at"])
        reopened(document, at)
    if document.circulated_at is None:
        document.circulated_at = at
    named(document, standing.values())
    changed(document)
    made = Circulation.objects.create(
        revision=revision,
        purpose=purpose,
        until=until,
        at=at,
        by=Office.objects.get(pk=by.office),
    )
    facts = {"revision": revision.number, "circulation": made.pk, "purpose": purpose}
    tell(document, "document.circulated", by=by, at=at, facts=facts)
    acts.void_what_changed(document.forum, by=by, at=at)
    return made


@transaction.atomic
def finish(
    document: Document, *, seen: int, way: Way = Way.NONE, by: ActingOffice, at: datetime
) -> Document:
    """Say that a circulated document is final; a later revision opens it again.

    Raises Refused while it is submitted for adoption, and for other words than were adopted.
    """
    document = locked(document, seen, "")
    last = document.revisions.filter(circulated_at__isnull=False).order_by("number").last()
    require(
        refusals.still_there(document),
        _is_out(document),
        _not_final(document),
        *holds.sending(
            document, Verb.FINISH, queries.read_by_others(last) if last else {}, at, way=way
        ),
    )
    document.final_at = at
    changed(document)
    tell(document, "document.finished", by=by, at=at)
    acts.void_what_changed(document.forum, by=by, at=at)
    return document


@transaction.atomic
def withdraw(
    document: Document, *, reason: str, seen: int, by: ActingOffice, at: datetime
) -> Document:
    """Withdraw a document: its number stays taken and whoever read it sees that it is gone.

    Raises Refused while both Parties are deciding on it or signing it, once they have agreed to it,
    and without a reason.
    """
    document = locked(document, seen, reason)
    require(
        refusals.still_there(document),
        *holds.refusals(document, Verb.WITHDRAW, at),
        refusals.printed(reason),
        _with_reason(reason),
    )
    document.withdrawn_at = at
    changed(document)
    tell(document, "document.withdrawn", by=by, at=at)
    acts.void_what_changed(document.forum, by=by, at=at)
    return document


@transaction.atomic
def supersede(
    document: Document,
    *,
    successor: Document,
    seen: int,
    way: Way = Way.NONE,
    by: ActingOffice,
    at: datetime,
) -> Document:
    """Say which later document of the register takes the place of this one: nothing goes on with it.

    Raises Refused while both Parties are deciding on it or signing it, once they have agreed to it,
    and for a successor that was withdrawn or replaced itself: nobody is led round in a circle.
    """
    document = locked(document, seen, successor.slug)
    require(
        refusals.still_there(document),
        *holds.refusals(document, Verb.SUPERSEDE, at, way=way),
        _another(document, successor),
    )
    document.superseded_by = successor
    changed(document)
    tell(document, "document.superseded", by=by, at=at, facts={"by": successor.key})
    acts.void_what_changed(document.forum, by=by, at=at)
    return document


@transaction.atomic
def add_alias(
    document: Document, *, party: str, symbol: str, seen: int, by: ActingOffice, at: datetime
) -> Alias:
    """Note the number that a Party (or, with none, somebody else) gives to the same work.

    Raises Refused for a number under which its office finds another document.
    """
    document = locked(document, seen, symbol)
    symbol = " ".join(symbol.split())
    roster = parties.roster(document.forum)
    require(
        refusals.printed(symbol),
        refusals.a_symbol(symbol),
        entry.stands_already(document, symbol, by, at),
    )
    row = roster.party(party) if party in roster.party_codes else None
    made, _new = Alias.objects.get_or_create(
        document=document, party=row, symbol=symbol, defaults={"at": at}
    )
    changed(document)
    tell(document, "document.alias_noted", by=by, at=at)
    return made


@transaction.atomic
def add_reference(
    document: Document, *, symbol: str, kind: str, seen: int, by: ActingOffice, at: datetime
) -> Reference:
    """Note what a document refers to; a symbol of this register is found, another is kept as text.

    A symbol of a document that the writer may not read is kept as text as well: nothing is told.
    """
    document = locked(document, seen, symbol)
    symbol = " ".join(symbol.split())
    require(
        refusals.printed(symbol),
        refusals.a_symbol(symbol),
        refusals.known(kind, vocabulary.REFERENCES, refusals.UNKNOWN_REFERENCE),
    )
    found = queries.by_symbol(document.forum, [symbol], by, at).get(symbol)
    made, _new = Reference.objects.get_or_create(
        document=document, symbol=symbol, kind=kind, defaults={"to": found, "at": at}
    )
    changed(document)
    tell(document, "document.reference_noted", by=by, at=at)
    return made


def _is_out(document: Document) -> Refusal | None:
    if document.circulated_at is not None:
        return None
    return Refusal(refusals.CLAUSE, _("Only a document that has been circulated may become final."))


def _not_final(document: Document) -> Refusal | None:
    if document.final_at is None:
        return None
    return Refusal(refusals.CLAUSE, _("This document is already final."))


def _with_reason(reason: str) -> Refusal | None:
    if has_words(reason):
        return None
    return Refusal(
        refusals.CLAUSE, _("Give a reason. Everyone who has read the document is informed of it.")
    )


def _another(document: Document, successor: Document) -> Refusal | None:
    if successor.pk == document.pk or successor.forum_id != document.forum_id:
        return Refusal(refusals.CLAUSE, _("Only another document of this register may replace it."))
    if successor.withdrawn_at is not None:
        return Refusal(
            refusals.CLAUSE, _("A document that has been withdrawn cannot replace another.")
        )
    if successor.superseded_by_id is not None:
        return Refusal(
            refusals.CLAUSE,
            _("That document was itself replaced by another. Name the one that stands today."),
        )
    return None
