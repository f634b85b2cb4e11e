"""To which closed cycle a thing belongs, by what the journal calls it.

Every kind of thing that an entry may be about stands here: it belongs to a cycle, or it is said why
it goes on.  A house test fails for a kind that nobody thought of.  Source: domain.md C.4 (Cycle).
"""

from collections.abc import Callable, Mapping

from django.db.models import Q

from cochair.commitments.models import Contribution
from cochair.cycles.models import Cycle
from cochair.documents import cycles
from cochair.documents.models import Document, Expression
from cochair.kernel import kind as kinds
from cochair.meetings.models import Meeting
from cochair.parties import queries as parties
from cochair.procedure.symbol import CORRIGENDUM
from cochair.texts.models import PrivateNote

# What goes on when a cycle is closed, and why.
GO_ON = {
    # Of the forum and its people.
    "account", "clause", "contact", "feed", "forum", "handover", "letters", "memory", "message",
    "office", "option", "organisation", "presidency", "source", "term", "certificate", "checkpoint",
    "ledger", "witness",
    # What tells of a cycle and changes nothing in it.
    "answer", "archive",
    # What Parties tell the planner of days to come, and an invitation, which only the clock names.
    "blocked_days", "host_event", "invitation",
    # What is in force until it ends, through all cycles.
    "action", "commitment", "commitments", "indicator", "initiative", "procedures",
    "report-draft", "threat-assessment",
}  # fmt: skip


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


def _of_document(forum: str, name: str) -> int | None:
    """A paper of a meeting, by its key or its slug; a corrigendum may still come."""
    return _of_papers(forum, Q(key=name) | Q(slug=name))


def _of_note(forum: str, name: str) -> int | None:
    """A note for the own capital belongs to the text beside which it stands."""
    return _of_papers(forum, Q(pk__in=PrivateNote.objects.filter(pk=name).values("text__document")))


def _of_file(forum: str, name: str) -> int | None:
    """A file that came as an edition belongs to its paper."""
    rows = Expression.objects.filter(file__pk=name).values("revision__document")
    return _of_papers(forum, Q(pk__in=rows))


def _of_contribution(forum: str, name: str) -> int | None:
    """What was brought before a meeting belongs to it."""
    rows = Contribution.objects.filter(forum__slug=forum, number=name)
    found = rows.filter(meeting__cycle__closed_at__isnull=False)
    return found.values_list("meeting__cycle__number", flat=True).first()


def _of_cycle(forum: str, name: str) -> int | None:
    rows = Cycle.objects.filter(forum__slug=forum, closed_at__isnull=False)
    return next((row.number for row in rows.select_related("forum") if str(row) == name), None)


def _of_number(forum: str, name: str) -> int | None:
    """What is made once for a cycle is called by its number."""
    rows = Cycle.objects.filter(forum__slug=forum, closed_at__isnull=False, number=name)
    return rows.values_list("number", flat=True).first()


def _of_departure(forum: str, name: str) -> int | None:
    """A departure is called by its clause and its target: a cycle, a slot of one, or a meeting."""
    target = name.partition(":")[2]
    rows = Cycle.objects.filter(forum__slug=forum, closed_at__isnull=False)
    for row in rows.select_related("forum"):
        if target == str(row) or target.startswith(f"{row}-"):
            return row.number
    return _of_meeting(forum, target)


def _of_papers(forum: str, which: Q) -> int | None:
    """Of a paper, also one of no meeting: it is in the archive of the cycle of its day."""
    rows = Document.objects.filter(which, forum__slug=forum).exclude(suffix=CORRIGENDUM)
    for row in rows.select_related("forum", "meeting__cycle"):
        cycle = cycles.cycle_of(row)
        if cycle is not None and cycle.closed_at is not None:
            return cycle.number
    return None


FINDERS: Mapping[str, Callable[[str, str], int | None]] = {
    "meeting": _of_meeting,
    "document": _of_document,
    "text": _of_document,
    "note": _of_note,
    "file": _of_file,
    "contribution": _of_contribution,
    "cycle": _of_cycle,
    "stocktaking": _of_number,
    "assessment": _of_number,
    "departure": _of_departure,
}
