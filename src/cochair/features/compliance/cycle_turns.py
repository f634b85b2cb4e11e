"""Whose turn it is once a cycle has ended: its statement, the addenda, its closing, and what is public."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from cochair.features.acts import queries as acts
from cochair.features.compliance import closure, queries, unfinished
from cochair.features.compliance import statement as stating
from cochair.features.compliance.models import Publication, Statement
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.parties.turns import signed_by
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import Refusal, _

STATEMENT, PUBLISH = "statement", "publication"
STATED, CLOSED, PUBLISHED = timedelta(days=60), timedelta(days=90), timedelta(days=15)
SIGN = _("Sign the compliance statement: cycle {n}")
SIGN_AGAIN = _("Sign the addendum: statement of cycle {n}")
FINISH = _("Finish tasks before closing cycle {n} ({count})")
CLOSE = _("Close cycle {n}")
MAKE_PUBLIC = _("Publish the results: cycle {n}")
PAGE = "compliance:statement"
PRACTICE = "practice"


def unclosed(forum: Forum) -> tuple[Cycle, ...]:
    """The cycles that are neither closed nor abandoned; history before the forum was kept is nobody's
    task."""
    rows = Cycle.objects.filter(forum=forum, closed_at=None, abandoned_at=None)
    known = forum.known_until
    return tuple(
        row
        for row in rows.select_related("forum")
        if not row.imported or known is None or row.end > known
    )


def turns(cycle: Cycle, at: datetime) -> Iterable[Turn]:
    """Both sign the statement of a cycle that has ended, then what is left open is finished, then both
    close it; an addendum where the results say something else since.  At an instant (UTC).

    What waits for signatures as a joint act is owed there.
    """
    forum = cycle.forum
    if civil_day(at, forum.zone) <= cycle.end:
        return
    waiting = _waiting(forum, str(cycle))
    codes, facts = parties.roster(forum).party_codes, {"n": str(cycle.number)}
    where = (PAGE, str(cycle.number))
    signed = queries.statements(cycle)
    if not signed:
        if STATEMENT not in waiting:
            until = _due(cycle, STATED)
            yield from signed_by(codes, SIGN, facts, until, PRACTICE if until else "", where)
        return
    if STATEMENT not in waiting and _says_something_else(signed[-1], cycle, at):
        yield from signed_by(codes, SIGN_AGAIN, facts, None, "", where)
    until = _due(cycle, CLOSED)
    firm = PRACTICE if until else ""
    left = tuple(unfinished.of_cycle(forum, cycle, at))
    if left:
        count = sum(_number(one) for one in left)
        for party in codes:
            yield Turn(
                Role.SECRETARIAT.value,
                party,
                FINISH,
                {**facts, "count": str(count)},
                until,
                firm,
                (*where, "#unfinished"),
            )
    elif closure.CLOSE not in waiting and not any(closure.refusals(forum, cycle, at)):
        yield from signed_by(codes, CLOSE, facts, until, firm, where)


def unpublished(forum: Forum) -> Iterator[Statement]:
    """The first statement of each cycle of which no results are public, in two queries."""
    rows = Publication.objects.filter(forum=forum, kind="results")
    public = {row.body["cycle"] for row in rows}
    for row in Statement.objects.filter(cycle__forum=forum, number=1).select_related(
        "cycle__forum"
    ):
        if row.cycle.number not in public:
            yield row


def publishing(statement: Statement, at: datetime) -> Iterable[Turn]:
    """Both agree to show the public what a cycle came to, once its statement is signed; also after
    the cycle is closed."""
    cycle = statement.cycle
    if PUBLISH in _waiting(cycle.forum, str(cycle)):
        return
    until = _end(civil_day(statement.at, cycle.forum.zone) + PUBLISHED, cycle)
    codes, where = parties.roster(cycle.forum).party_codes, (PAGE, str(cycle.number))
    facts = {"n": str(cycle.number)}
    yield from signed_by(codes, MAKE_PUBLIC, facts, until, "practice", where)


def _due(cycle: Cycle, after: timedelta) -> datetime | None:
    """Until when something is usually done after the end of a cycle; None for one that came with the
    forum's files and in which no meeting was kept here: nobody could have done it in time."""
    kept = Meeting.objects.filter(cycle=cycle).exclude(responsibility.NOT_OURS)
    return _end(cycle.end + after, cycle) if not cycle.imported or kept.exists() else None


def _number(left: Refusal) -> int:
    """How many things a reason against closing names, or counts."""
    names = left.facts.get("names")
    return len(names) if isinstance(names, tuple) else int(str(left.facts["number"]))


def _says_something_else(last: Statement, cycle: Cycle, at: datetime) -> bool:
    now = queries.of_cycle(queries.results(cycle.forum, at), cycle.number).outcomes
    return bool(stating.differences(stating.outcomes(last.results), now))


def _waiting(forum: Forum, cycle: str) -> frozenset[str]:
    """The kinds of the open acts on a cycle."""
    return frozenset(
        one.kind
        for one in acts.sent(forum)
        if (one.subject_kind, one.subject_id) == ("cycle", cycle)
    )


def _end(of: date, cycle: Cycle) -> datetime:
    return end_of_day(of, cycle.forum.zone)
