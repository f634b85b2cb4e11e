"""Note that somebody opened an edition; comment on it; answer a comment."""

from datetime import datetime

from django.db import transaction

from cochair.features.circulation import queries
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Comment, Document, Expression, Receipt
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals
from cochair.features.register.mutation import tell
from cochair.formats.paragraphs import from_json
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _, require

TAKEN, NOT_TAKEN, ANSWERED, OPEN = "taken", "not_taken", "answered", "open"
ANSWERS = {
    TAKEN: _("taken up"),
    NOT_TAKEN: _("not taken up"),
    ANSWERED: _("answered"),
}
SHARED = "shared"


@transaction.atomic
def opened(expression: Expression, *, by: ActingOffice, at: datetime) -> Receipt:
    """Note that an office opened an edition; the first time stands."""
    found = Receipt.objects.filter(expression=expression, office_id=by.office).first()
    if found is not None:
        return found
    made, _new = Receipt.objects.get_or_create(
        expression=expression,
        office_id=by.office,
        defaults={"account_id": by.account, "opened_at": at},
    )
    return made


@transaction.atomic
def comment(
    expression: Expression,
    *,
    paragraph: str,
    text: str,
    own_party: bool,
    by: ActingOffice,
    at: datetime,
) -> Comment:
    """Say something of a paragraph (or, without one, of the whole) of a circulated edition.

    A comment for one's own Party alone stays in its space for ever.  The same comment sent twice
    is one.  Raises Refused without words, for a paragraph that is not there, and for an office
    that comments on nothing.
    """
    document = Document.objects.select_for_update(of=("self",)).get(
        pk=expression.revision.document_id
    )
    text = text.strip()
    ids = {one.id for one in from_json(expression.text)}
    require(
        refusals.still_there(document),
        queries.may_comment_refusal(by),
        _in_a_party(own_party, by),
        _words(text),
        refusals.printed(text),
        _a_paragraph(paragraph, ids),
    )
    space = f"party:{by.party}" if own_party else SHARED
    said = {"paragraph": paragraph, "text": text, "space": space, "by_id": by.office}
    same = Comment.objects.filter(expression=expression, state=OPEN, **said).first()
    if same is not None:
        return same
    made = Comment.objects.create(document=document, expression=expression, at=at, **said)
    if space == SHARED:
        tell(document, "document.commented", by=by, at=at, facts={"comment": made.pk})
    return made


@transaction.atomic
def answer(row: Comment, *, state: str, text: str, by: ActingOffice, at: datetime) -> Comment:
    """Say what became of a comment: taken up, not taken up, or answered; with words or without.

    Only whoever registered the document answers, and only what was said to all, or to its Party.
    """
    row = Comment.objects.select_for_update(of=("self",)).select_related("document").get(pk=row.pk)
    require(
        _answers(row, by),
        refusals.known(state, ANSWERS, _("“{value}” is not a possible answer.")),
        refusals.printed(text),
        _says_why(state, text),
    )
    row.state, row.answer, row.answered_at = state, text.strip(), at
    row.answered_by = Office.objects.get(pk=by.office)
    row.save()
    if row.space == SHARED:
        facts = {"comment": row.pk, "state": state}
        tell(row.document, "document.comment_answered", by=by, at=at, facts=facts)
    return row


def _answers(row: Comment, by: ActingOffice) -> Refusal | None:
    if documents.is_own(row.document, by) and queries.is_read(row, by):
        return None
    return Refusal(
        refusals.CLAUSE,
        _("Only the office that registered the document may answer a comment on it."),
    )


def _in_a_party(own_party: bool, by: ActingOffice) -> Refusal | None:
    if own_party and not by.party:
        return Refusal(
            refusals.CLAUSE,
            _("This office does not belong to a Party. Address your comment to everyone."),
        )
    return None


def _words(text: str) -> Refusal | None:
    return None if text else Refusal(refusals.CLAUSE, _("Enter your comment."))


def _a_paragraph(paragraph: str, ids: set[str]) -> Refusal | None:
    if not paragraph or paragraph in ids:
        return None
    return Refusal(refusals.CLAUSE, _("There is no such paragraph in this text."))


def _says_why(state: str, text: str) -> Refusal | None:
    if state != NOT_TAKEN or has_words(text):
        return None
    return Refusal(refusals.CLAUSE, _("Give the reason for not taking up the comment."))
