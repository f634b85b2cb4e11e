"""Circulation and comment: everything that the rest of the house needs to know of these kinds."""

from cochair.documents.circulating import turns
from cochair.documents.models import Circulation, Comment, Receipt
from cochair.kernel.kind import Kind, No, Person, Texts, Turns
from cochair.procedure.refusal import _

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
    turns=Turns(turns.unanswered, turns.turns),
)  # fmt: skip
