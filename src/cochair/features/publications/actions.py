"""Propose that both publish a document, and let a document go further than it did."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.documents import queries, vocabulary
from cochair.features.documents.marking import WIDTH, Marking
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.languages.states import State
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications import titles
from cochair.features.register import holds, refusals
from cochair.features.register.holds import Verb
from cochair.features.register.mutation import changed, locked, tell
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, _, require

KIND = "document.publish"
LEAST_REASON = 20


@transaction.atomic
def widen(
    document: Document, *, marking: str, seen: int, by: ActingOffice, at: datetime
) -> Document:
    """Let more people read a document than before; there is no way back.

    Only whoever registered it does so.  Raises Refused for a marking that is none or no wider, for
    one that needs a meeting, and while the document is submitted for adoption.  Source: domain.md C.1, design law 5.
    """
    document = locked(document, seen, marking)
    require(
        refusals.still_there(document),
        refusals.known(marking, dict.fromkeys(Marking), refusals.UNKNOWN_MARKING),
        refusals.fits(marking, by, with_meeting=document.meeting is not None),
        *holds.refusals(document, Verb.MARK, at),
    )
    require(_wider(document, marking))
    document.marking = marking
    changed(document)
    tell(document, "document.widened", by=by, at=at, facts={"marking": marking})
    return document


@transaction.atomic
def propose_publication(
    document: Document, *, reason: str, seen: int, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose that anyone may read the circulated revision, in every language that is released.

    Where a language that is owed is missing, stale or a courtesy, both may go on with a reason,
    which is recorded and shown.  Raises Refused for a document that is not marked public, was
    not circulated or was withdrawn, while it is submitted for adoption, and for other words than
    those that were adopted.  Source: domain.md B.15 (CB-59); corrections.md section 1.
    """
    document = locked(document, seen, reason)
    revision = _circulated(document)
    require(refusals.still_there(document), _marked_public(document), _is_out(revision))
    assert revision is not None
    editions = standing(revision)
    book = parties.book(document.forum, at)
    required = queries.languages_of(document, vocabulary.required_languages(book, {}))
    missing = lacking(editions, required)
    require(
        refusals.printed(reason),
        _something(editions),
        _reason_for(missing, reason),
        *holds.sending(document, Verb.PUBLISH, editions, at),
    )
    return acts.propose(
        document.forum,
        kind=KIND,
        subject=("document", document.slug),
        title=titles.publication(document, revision.number),
        body={
            "document": document.slug,
            "revision": revision.number,
            "title": titles.public(document, editions),
            "editions": {code: row.edition for code, row in editions.items()},
            "missing": list(missing),
        },
        by=by,
        at=at,
        reason=reason.strip(),
    )


def standing(revision: Revision) -> Mapping[str, Expression]:
    """The editions that would be published: released, not held; a courtesy is none."""
    rows = Expression.objects.filter(
        revision=revision, replaced_at=None, released_at__isnull=False, courtesy=False
    )
    found = {row.language: row for row in rows.select_related("file").order_by("edition")}
    return {code: row for code, row in found.items() if not queries.is_held(row)}


def lacking(editions: Mapping[str, Expression], required: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that are owed and are not there, or have gone stale."""
    return tuple(
        code for code in required if code not in editions or editions[code].state == State.STALE
    )


def _circulated(document: Document) -> Revision | None:
    rows = document.revisions.filter(circulated_at__isnull=False)
    return rows.order_by("number").last()


def _wider(document: Document, marking: str) -> Refusal | None:
    if WIDTH.index(Marking(marking)) > WIDTH.index(Marking(document.marking)):
        return None
    return Refusal(
        refusals.CLAUSE,
        _(
            "A document may be opened to more readers, not to fewer: whoever could read it "
            "has read it."
        ),
    )


def _marked_public(document: Document) -> Refusal | None:
    if document.marking == Marking.PUBLIC:
        return None
    return Refusal(
        "two-keys",
        _("First mark the document as public; both co-presidencies then sign its publication."),
    )


def _is_out(revision: Revision | None) -> Refusal | None:
    if revision is not None:
        return None
    return Refusal(
        "two-keys", _("Circulate the document first. Only a circulated document may be published.")
    )


def _something(editions: Mapping[str, Expression]) -> Refusal | None:
    if editions:
        return None
    return Refusal("two-keys", _("No language version of this revision can be published."))


def _reason_for(missing: tuple[str, ...], reason: str) -> Refusal | None:
    if not missing or is_reason(reason, LEAST_REASON):
        return None
    return Refusal(
        refusals.CLAUSE,
        _(
            "Missing or out of date: {language}. Both co-presidencies may still publish, "
            "with a reason of at least {number} characters."
        ),
        {"language": missing, "number": LEAST_REASON},
    )
