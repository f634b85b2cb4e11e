"""Whose turn it is on a silence procedure: while it runs nobody owes an answer."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from cochair.acts.models import JointAct
from cochair.cycles.models import Cycle
from cochair.decisions.models import SilenceProcedure
from cochair.decisions.silence import letter, lettering, queries
from cochair.decisions.turning import of_both
from cochair.documents import cycles
from cochair.documents import queries as documents
from cochair.documents.models import Document
from cochair.kernel.kind import Turn
from cochair.parties.models import Forum
from cochair.procedure import silence as core
from cochair.procedure.refusal import _
from cochair.procedure.symbol import CORRIGENDUM

NEW_END = _("Set a new end: silence procedure on {symbol}")
SIGN_LETTER = _("Sign the outcome letter: {symbol}")
RENEW_LETTER = _("Renew the outcome letter: {symbol}")
ENDED = (core.Stage.BROKEN, core.Stage.PASSED)


def unended(forum: Forum) -> Iterable[SilenceProcedure]:
    """The silences of a forum on papers of cycles that go on; those that both withdrew ask nobody."""
    closed = Cycle.objects.filter(forum=forum, closed_at__isnull=False)
    over = reduce(or_, (cycles.of_cycle(one, forum.zone) for one in closed), Q(pk__in=()))
    papers = Document.objects.filter(over, forum=forum).exclude(suffix=CORRIGENDUM)
    rows = queries.procedures(forum).filter(withdrawal=None)
    return rows.exclude(revision__document__in=papers.values("pk")).order_by("number")


def turns(row: SilenceProcedure, at: datetime) -> Iterable[Turn]:
    """Both set a new end once an outage is over, and sign the letter on how a silence ended.

    A joint act that waits for a signature is a turn of its own.
    """
    silence = queries.silence(row, at)
    stage = core.stage(silence, at)
    if stage in ENDED:
        return _letter(row)
    if stage is not core.Stage.SUSPENDED or core.unfinished_outage(silence, at) is not None:
        return ()
    if any(act.kind == queries.RESUME for act in _waiting(row)):
        return ()
    return of_both(row.forum, NEW_END, _facts(row), _address(row))


def _letter(row: SilenceProcedure) -> Iterable[Turn]:
    """The letter on how it ended, or another one where something came since it was signed."""
    told = letter.facts(row)
    signed = lettering.standing(row)
    if signed is not None and signed.body["facts"] == told:
        return ()
    said = (act.body["facts"] for act in _waiting(row) if act.kind == queries.LETTER)
    if told in said:
        return ()
    says = SIGN_LETTER if signed is None else RENEW_LETTER
    return of_both(row.forum, says, _facts(row), _address(row))


def _waiting(row: SilenceProcedure) -> list[JointAct]:
    """The joint acts on this silence that wait for a signature."""
    found = queries.waiting(row.forum, row.revision.document.slug)
    return [act for act in found if act.body.get("procedure") == row.number]


def _facts(row: SilenceProcedure) -> Mapping[str, object]:
    document = row.revision.document
    return {"symbol": documents.name_of(document) or document.title}


def _address(row: SilenceProcedure) -> tuple[str, ...]:
    return ("decisions:decision", str(row.number))
