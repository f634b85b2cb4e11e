"""Circulation and comment: everything that the rest of the house needs to know of these kinds."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.features.circulation.actions import OPEN, SHARED
from cochair.features.documents import cycles
from cochair.features.documents.models import Circulation, Comment, Document, Receipt
from cochair.features.documents.shared_turns import of_registrar
from cochair.features.parties.models import Forum
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.refusal import _

# Whose turn it is on comments: whoever registered the document answers them.
ANSWER = _("Answer the comments ({count}): {document}")


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


WITH_ITS_DOCUMENT = No("Entries name its document, and it ends with it.")
READ = No("Entries name its document, and whoever reads it is asked there.")
NOT_FOUND = No("Not found yet: the search knows documents only.")

CIRCULATION = Kind(
    code="circulation",
    label=_("circulation of a document"),
    models=(Circulation, Receipt),
    find=WITH_ITS_DOCUMENT,
    ends_with=WITH_ITS_DOCUMENT,
    closed=READ,
    verbs={"document.circulated": _("A document was circulated.")},
    archive=No("The row of its document says when it was circulated."),
    personal=(
        Person("circulations", _("Documents circulated"), Circulation, ("by__account",),
               ("revision__document__slug", "until", "at")),
        Person("opened", _("Documents opened"), Receipt, ("account",),
               ("expression__revision__document__slug", "expression__language", "opened_at",
                "downloaded_at")),
    ),
    texts=No("It has codes and instants, no words."),
    handover=No("Nothing of it waits for the next presidency."),
    search=NOT_FOUND,
    retention=No("It shows who had which words, and when."),
    turns=No("Whoever is asked for comments need not give any."),
)  # fmt: skip

COMMENT = Kind(
    code="document-comment",
    label=_("comment on a document"),
    models=(Comment,),
    find=WITH_ITS_DOCUMENT,
    ends_with=WITH_ITS_DOCUMENT,
    closed=READ,
    verbs={
        "document.commented": _("A document was commented on."),
        "document.comment_answered": _("A comment on a document was answered."),
    },
    archive=No("Not archived yet: an archive holds the documents alone."),
    personal=(
        Person("comments", _("Comments on documents"), Comment, ("by__account",),
               ("document__slug", "paragraph", "text", "at")),
        Person("comment_answers", _("Answers to comments on documents"), Comment,
               ("answered_by__account",), ("document__slug", "answer", "answered_at")),
    ),
    texts=(Texts(Comment, evidence="text answer"),),
    handover=No("Not handed over yet: they stand beside the document."),
    search=NOT_FOUND,
    retention=No("Comments stay with the document that they are about."),
    turns=Turns(unanswered, turns),
)  # fmt: skip
