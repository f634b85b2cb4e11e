"""Whose turn it is on comments: whoever registered the document answers them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.documents import cycles
from cochair.documents.circulating.actions import OPEN, SHARED
from cochair.documents.models import Comment, Document
from cochair.documents.turning import of_registrar
from cochair.kernel.kind import Turn
from cochair.parties.models import Forum
from cochair.procedure.refusal import _

ANSWER = _("Answer {count} comments: {document}")


def unanswered(forum: Forum) -> Iterable[Comment]:
    """The comments that nobody has answered, on documents that have not ended with a cycle."""
    ended = Document.objects.filter(cycles.of_closed(forum), forum=forum)
    rows = Comment.objects.filter(document__forum=forum, state=OPEN)
    return rows.exclude(document__in=ended.values("pk")).select_related(
        "document__forum", "document__party", "document__member", "document__organisation"
    )


def turns(one: Comment, at: datetime) -> Iterator[Turn]:
    """All open comments on a document are one turn, told with the first of them; what was said
    within another Party asks nobody."""
    document = one.document
    if one.state != OPEN or document.withdrawn_at or document.superseded_by_id:
        return
    spaces = [SHARED, *([f"party:{document.party.code}"] if document.party else [])]
    waiting = document.comments.filter(state=OPEN, space__in=spaces).order_by("at", "pk")
    keys = list(waiting.values_list("pk", flat=True))
    if keys[:1] == [one.pk]:
        page = ("documents:document", document.slug, "#comments")
        yield from of_registrar(document, ANSWER, page, count=str(len(keys)))
