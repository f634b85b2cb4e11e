"""Archive that was taken, and answer to a question from outside: everything that the rest of the house
needs to know of these kinds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.exports.archives import queries
from cochair.exports.archives.models import Answer, Archive
from cochair.features.cycles.models import Cycle
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _

# Whose turn it is to take the archive of a closed cycle away.
TAKEN = timedelta(days=30)
DOWNLOAD = _("Download the archive: cycle {n}")


@dataclass(frozen=True, slots=True)
class Untaken:
    """A closed cycle of which a Party (by code) took no archive since."""

    cycle: Cycle
    party: str


def untaken(forum: Forum) -> tuple[Untaken, ...]:
    """The archives of closed cycles that a Party of a forum has not taken; in a fixed number of queries."""
    cycles = Cycle.objects.filter(forum=forum, closed_at__isnull=False).select_related("forum")
    made = Archive.objects.filter(forum=forum, cycle__closed_at__isnull=False)
    taken = {
        (one.cycle_id, one.party.code)
        for one in made.select_related("party", "cycle")
        if one.cycle.closed_at is not None and one.made_at >= one.cycle.closed_at
    }
    return tuple(
        Untaken(cycle, party)
        for cycle in cycles
        for party in parties.roster(forum).party_codes
        if (cycle.pk, party) not in taken
    )


def turns(one: Untaken, at: datetime) -> Iterable[Turn]:
    """The co-presidency or the secretariat of each Party takes it, usually within 30 days."""
    cycle = one.cycle
    if cycle.closed_at is None or at < cycle.closed_at:
        return
    zone = cycle.forum.zone
    until = end_of_day(civil_day(cycle.closed_at, zone) + TAKEN, zone)
    where = ("archives:archive", str(cycle.number))
    for role in (Role.CO_PRESIDENCY, Role.SECRETARIAT):
        facts = {"n": str(cycle.number)}
        yield Turn(role.value, one.party, DOWNLOAD, facts, until, "practice", where)


AFTER_THE_END = No("It tells of a cycle and changes nothing in it.")
OWN = No("Its own Party has it where it was made.")

ARCHIVE = Kind(
    code="archive",
    label=_("archive"),
    models=(Archive,),
    find=No("Each Party takes its own: an instant in its space names one."),
    ends_with=AFTER_THE_END,
    closed=queries.closed,
    verbs={"archive.made": _("A Party downloaded the archive of a cycle.")},
    archive=No("An archive does not hold itself."),
    personal=(
        Person("archives", _("Archives of cycles made"), Archive, ("made_by__account",),
               ("forum__slug", "cycle__number", "party__code", "made_at", "digest")),
    ),
    texts=No("It has digests and numbers, no words."),
    handover=OWN,
    search=OWN,
    retention=No("That an archive was taken names an office, nobody else."),
    turns=Turns(untaken, turns, frozenset({DOWNLOAD})),
)  # fmt: skip

ANSWER = Kind(
    code="answer",
    label=_("answer to an external question"),
    models=(Answer,),
    find=No("Its number is counted for each Party: only in its space it names one answer."),
    ends_with=AFTER_THE_END,
    closed=queries.closed,
    verbs={"answer.made": _("A Party answered an external question.")},
    archive=No("It says only what anyone may know, from what the archive holds."),
    personal=(
        Person("answers", _("Answers to external questions given"), Answer,
               ("made_by__account",),
               ("forum__slug", "number", "party__code", "made_at", "digest")),
    ),
    texts=(
        Texts(Answer, evidence="content", name_nobody="topics languages", reduced="audience",
              rule="answers"),
    ),
    handover=OWN,
    search=OWN,
    retention=("answers",),
    turns=No("It was given as it was made: nobody owes anything on it."),
)  # fmt: skip
