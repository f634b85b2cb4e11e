"""What a handover file says: gathered by the eyes of an office at one instant, in every language.

Source: domain.md B.11 (CB-47).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries as compliance
from cochair.features.compliance import visibility
from cochair.features.compliance.names import names_of
from cochair.features.handovers.models import Pack
from cochair.features.handovers.queries import Change, change_of, next_term
from cochair.features.handovers.rows import readable
from cochair.features.invitations.confirmations import pending
from cochair.features.meetings.handed_over import first_day
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.kernel import kind as kinds
from cochair.kernel.handover import Reader, Row, handed, rows_of
from cochair.procedure.calendar import civil_day
from cochair.procedure.consent import ConsentState
from cochair.procedure.facts import Facts
from cochair.procedure.result import Outcome

CONTACTS = "handover.contacts"
# The sections of a file, in their order; their words are in `apps.SECTIONS`.
ORDER = (
    "handover.meetings", "handover.keys", "handover.confirmations", "handover.deadlines", "handover.points",
    "handover.submitted", "handover.silences", "handover.texts", "handover.records", "handover.stocktaking",
    "handover.observers", "handover.clauses", "handover.departures", "handover.decisions", CONTACTS,
)  # fmt: skip
DAYS_BEHIND = timedelta(days=400)
# What these say changes with every day, also where nobody did anything.
BY_THE_CLOCK = frozenset({"handover.deadlines", "handover.clauses"})


def gather(forum: Forum, change: Change, hat: ActingOffice, at: datetime) -> list[dict[str, Any]]:
    """The sections of a file for one Party's handover as a hat reads them, as things stand at an
    instant (aware UTC)."""
    named = names_of(forum)
    computed: Mapping[str, Iterable[Row]] = {
        "handover.confirmations": _confirmations(
            compliance.facts_at(forum, at), named, forum, change, at
        ),
        "handover.clauses": _clauses(forum, named, hat, at),
        "handover.decisions": _decisions(forum, change, at),
    }
    reader = Reader(forum, hat, at, change.party.code, named, *next_term(change, forum))
    sections = [
        {"code": code, "rows": [*_declared(code, reader), *computed.get(code, ())]}
        for code in ORDER
    ]
    return readable(sections, forum, hat, at)


def added(pack: Pack, at: datetime) -> int:
    """How many rows a file would have at an instant (aware UTC) that it has not, as whoever made it
    reads them; none once that office has ended."""
    hats = parties.hats(pack.forum, pack.made_by.account, at)
    hat = next((one for one in hats if one.office == pack.made_by_id), None)
    if hat is None:
        return 0
    known = {one["code"]: one["rows"] for one in pack.content}
    now = gather(pack.forum, change_of(pack.forum, pack.party.code, at), hat, at)
    return sum(
        row not in known.get(section["code"], ())
        for section in now
        if section["code"] not in BY_THE_CLOCK
        for row in section["rows"]
    )


def _declared(section: str, reader: Reader) -> Iterator[Row]:
    """What the kinds give to a section, in the order of their codes."""
    for kind in sorted(kinds.every(), key=attrgetter("code")):
        for one in () if isinstance(kind.handover, kinds.No) else kind.handover:
            if one.code == section:
                yield from rows_of(one, reader)


def _confirmations(
    told: Facts,
    named: Mapping[str, Mapping[str, str]],
    forum: Forum,
    change: Change,
    at: datetime,
) -> Iterable[Row]:
    """Notices of meetings that open in the next term, and that its holder has not signed or confirmed
    (I.2.3)."""
    since, until = next_term(change, forum)
    party, terms = change.party.code, parties.roster(forum).terms
    for one in told.meetings:
        starts = one.schedule.starts if one.schedule else None
        is_over = one.opened_at is not None or one.cancelled_at is not None
        if one.notice is None or is_over or starts is None or since is None:
            continue
        given = {(word.party, word.member) for word in (*one.notice.keys, *one.notice.confirmed_by)}
        is_within = since <= starts and (until is None or starts < until)
        if is_within and pending((party,), terms, given, starts, at):
            yield handed(
                named[one.id], day=first_day(one), where=("desk:meeting", forum.slug, one.id)
            )


def _clauses(
    forum: Forum, named: Mapping[str, Mapping[str, str]], hat: ActingOffice, at: datetime
) -> Iterable[Row]:
    wanted = (
        one
        for one in visibility.results(forum, hat, at)
        if one.at_risk or one.outcome is Outcome.NOT_MET
    )
    for result, clause in compliance.with_clauses(forum, wanted):
        yield handed(
            clause.text,
            note=named.get(result.target.id, {}),
            where=("compliance:clause", forum.slug, result.procedure_version, result.rule),
            about=visibility.codes_of(result),
        )


def _decisions(forum: Forum, change: Change, at: datetime) -> Iterable[Row]:
    """Joint acts that took effect in the outgoing term, at most in the last thirteen months."""
    since = at - DAYS_BEHIND
    if change.term is not None and change.term.start is not None:
        since = max(since, change.term.start)
    for act in JointAct.objects.filter(
        forum=forum, state=ConsentState.EFFECTIVE.value, effective_at__gte=since
    ):
        assert act.effective_at is not None
        yield handed(
            act.title,
            day=civil_day(act.effective_at, forum.zone),
            where=("acts:act", forum.slug, str(act.number)),
        )
