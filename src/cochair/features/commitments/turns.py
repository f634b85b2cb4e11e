"""Whose turn it is on the coherence note of a meeting, as the clause that asks for one says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.responsibility import Ask
from cochair.features.meetings.states import AHEAD, state_of
from cochair.features.parties import queries as parties
from cochair.features.planner import facts
from cochair.kernel.kind import Turn
from cochair.procedure.checks.preparation import coherence_note_present
from cochair.procedure.evaluate import arguments_of
from cochair.procedure.refusal import _
from cochair.procedure.targets import Targets
from cochair.procedure.view import View

COHERENCE = "coherence_note_present"
WRITE = _("Write the coherence note: {meeting}")


def turns(one: Meeting, at: datetime) -> Iterator[Turn]:
    """The secretariat of the host writes a note that is young enough, until the meeting opens."""
    if state_of(one, at) in AHEAD and _is_lacking(one, at):
        ask = Ask(WRITE, ("commitments:coherence", one.slug), responsibility.opening(one))
        yield from responsibility.of_secretariats(one, ask, at)


def _is_lacking(one: Meeting, at: datetime) -> bool:
    told = facts.facts_at(one.forum, at)
    alone = replace(told, meetings=tuple(row for row in told.meetings if row.id == one.slug))
    books = {book.version: book for book in parties.books(one.forum)}
    view = View(parties.book(one.forum, at), alone, at, books)
    return any(
        coherence_note_present(view, case, arguments_of(clause, case)).value is False
        for case in Targets(view).meetings
        for clause in case.book.clauses_for(COHERENCE, one.configuration)
    )
