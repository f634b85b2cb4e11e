"""To which closed cycle a thing belongs, by what the journal calls it.

Every kind of thing that an entry may be about stands here: it belongs to a cycle, or it is said why
it goes on.  A house test fails for a kind that nobody thought of.  Source: domain.md C.4 (Cycle).
"""

from collections.abc import Callable, Mapping

from django.db.models import Q

from cochair.decisions.models import SilenceProcedure
from cochair.documents import cycles
from cochair.documents.models import Document
from cochair.kernel import kind as kinds
from cochair.meetings.models import Meeting
from cochair.parties import queries as parties
from cochair.procedure.symbol import CORRIGENDUM

# What goes on when a cycle is closed, and why.
GO_ON: frozenset[str] = frozenset(
    {
        "checkpoint", "clause", "ledger", "letters", "witness",
    }
)  # fmt: skip


def closed_cycle_of(forum: str, kind: str, name: str) -> int | None:
    """The number of the closed cycle to which a thing of a forum (a slug) belongs, or None."""
    declared = kinds.of(kind)
    if declared is not None:
        return _of_declared(declared, forum, name)
    find = FINDERS.get(kind)
    return find(forum, name) if find is not None else None


def _of_declared(kind: kinds.Kind, forum: str, name: str) -> int | None:
    if isinstance(kind.find, kinds.No) or isinstance(kind.ends_with, kinds.No):
        return None
    found = parties.forum(forum)
    row = kind.find(found, name) if found is not None else None
    cycle = kind.ends_with(row) if row is not None else None
    return cycle.number if cycle is not None and cycle.closed_at is not None else None


def _of_meeting(forum: str, slug: str) -> int | None:
    rows = Meeting.objects.filter(forum__slug=forum, slug=slug, cycle__closed_at__isnull=False)
    return rows.values_list("cycle__number", flat=True).first()


def _of_decision(forum: str, name: str) -> int | None:
    """A decision in the room is called by its meeting and its number."""
    return _of_meeting(forum, name.partition("/")[0])


def _of_silence(forum: str, name: str) -> int | None:
    """A silence belongs to the paper that is under it."""
    rows = SilenceProcedure.objects.filter(forum__slug=forum, number=name)
    return _of_papers(forum, Q(pk__in=rows.values("revision__document")))


def _of_papers(forum: str, which: Q) -> int | None:
    """Of a paper, also one of no meeting: it is in the archive of the cycle of its day."""
    rows = Document.objects.filter(which, forum__slug=forum).exclude(suffix=CORRIGENDUM)
    for row in rows.select_related("forum", "meeting__cycle"):
        cycle = cycles.cycle_of(row)
        if cycle is not None and cycle.closed_at is not None:
            return cycle.number
    return None


FINDERS: Mapping[str, Callable[[str, str], int | None]] = {
    "record": _of_meeting,
    "decision": _of_decision,
    "silence": _of_silence,
}
