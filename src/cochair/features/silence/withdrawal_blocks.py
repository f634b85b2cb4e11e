"""What a silence procedure holds: the document while it runs, its words once it has passed, and the
letter on how it ended."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.decisions.models import SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.register import holds
from cochair.features.register.holds import Hold, Verb, Way
from cochair.features.silence import queries
from cochair.features.silence.validators import UNDECIDED
from cochair.procedure import silence as core
from cochair.procedure.refusal import Refusal, _

RUNS = _(
    "The document is under silence procedure {number}. Both co-presidencies must "
    "withdraw the procedure first."
)
PASSED = _(
    "This text was adopted by silence procedure {number}. Only a corrigendum signed by "
    "both Parties, or a new document, may say something else."
)
LETTER = Refusal(
    "two-keys", _("Both co-presidencies signed the outcome letter of a silence procedure.")
)

type ForComments = Callable[[Document], bool]

_FOR_COMMENTS: dict[str, ForComments] = {}


def register_for_comments(code: str, asks: ForComments) -> None:
    """Say of which documents a silence is a time for comments alone: both agree to their words by
    an act of their own.  Once, when an app above is ready."""
    _FOR_COMMENTS[code] = asks


def is_for_comments(document: Document) -> bool:
    """Whether a silence on a document that passes is no agreement to its words by itself."""
    return any(asks(document) for asks in _FOR_COMMENTS.values())


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those under a silence procedure, and the letters on how one ended."""
    under = SilenceProcedure.objects.filter(revision__document__in=keys)
    letters = SilenceProcedure.objects.filter(letter__in=keys)
    yield under.values_list("revision__document")
    yield letters.values_list("letter")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What each silence on a document holds of it at an instant (aware UTC)."""
    for row in queries.procedures(document.forum).filter(revision__document=document):
        stage = core.stage(queries.silence(row, at), at)
        if stage in UNDECIDED:
            yield Hold(_says(RUNS, row), holds.SUBMITTED | {Verb.NEGOTIATE})
        elif stage is core.Stage.PASSED and not is_for_comments(document):
            yield adopted(row)
    if SilenceProcedure.objects.filter(letter=document).exists():
        yield letter(document)


def letter(document: Document) -> Hold:
    """The hold of a letter that both signed: its words stay; it may be withdrawn, and another
    takes its place."""
    words = documents.entered(document)
    return Hold(
        LETTER,
        frozenset({Verb.REVISE, Verb.WRITE, Verb.RELEASE, Verb.NEGOTIATE}),
        is_agreed=True,
        differs=lambda editions: holds.unlike(editions, words),
        ways=frozenset({Way.CORRIGENDUM}),
    )


def adopted(row: SilenceProcedure) -> Hold:
    """The hold of a silence that passed: the words that were under it, in every language."""
    words: Mapping[str, str] = row.terms["languages"]
    return Hold(
        _says(PASSED, row),
        holds.AGREED,
        is_agreed=True,
        differs=lambda editions: holds.unlike(editions, words),
        ways=frozenset({Way.CORRIGENDUM}),
    )


def _says(message: str, row: SilenceProcedure) -> Refusal:
    return Refusal("two-keys", message, {"number": row.number})
