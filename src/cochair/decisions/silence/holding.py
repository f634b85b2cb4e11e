"""What a silence procedure holds: the document while it runs, and its words once it has passed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.decisions.models import SilenceProcedure
from cochair.decisions.silence import queries
from cochair.decisions.silence.obstacles import UNDECIDED
from cochair.documents.models import Document
from cochair.documents.register import holds
from cochair.documents.register.holds import Hold, Verb, Way
from cochair.procedure import silence as core
from cochair.procedure.refusal import Refusal, _

RUNS = _("It is under silence: number {number}. Both withdraw the silence first.")
PASSED = _(
    "It was adopted by silence: number {number}. A corrigendum that both sign, or a new document, says anything else."
)


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What each silence on a document holds of it at an instant (aware UTC)."""
    for row in queries.procedures(document.forum).filter(revision__document=document):
        stage = core.stage(queries.silence(row, at), at)
        if stage in UNDECIDED:
            yield Hold(_says(RUNS, row), holds.SUBMITTED | {Verb.NEGOTIATE})
        elif stage is core.Stage.PASSED:
            yield adopted(row)


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
