"""Whose turn it is on commitments in force, and on reports that wait for a head of delegation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cochair.features.action_points.queries import MEMBER, kind_of
from cochair.features.action_points.turns import OF_OWNER
from cochair.features.commitments.models import (
    Commitment,
    PartyAssessment,
    ProgressReport,
    ReportDraft,
    StocktakingReport,
)
from cochair.features.follow_up import drafts, queries, statuses
from cochair.features.follow_up.queries import IN_FORCE
from cochair.features.meetings.deadlines import Dated
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.parties.turns import of_secretariat
from cochair.kernel.kind import Turn
from cochair.procedure.calendar import civil_day, days_between, start_of_day
from cochair.procedure.refusal import _

NAME = _("Name the owners of commitments ({n})")
REPORT = _("Report on commitments ({n})")
SEND = _("Send the prepared report: {n}")
ASSESS = _("Assess commitments ({n})")


@dataclass(frozen=True, slots=True)
class Unowned:
    """The commitments in force (by number) of which nobody is named as owner."""

    forum: Forum
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """The commitments in force of one owner (by code) without a prepared report: when it last
    reported on each (aware UTC), None where it never did."""

    forum: Forum
    owner: str
    said: tuple[datetime | None, ...]


@dataclass(frozen=True, slots=True)
class Unassessed:
    """The commitments in force (by number) of which a Party has said nothing, while a stock-taking
    report is open."""

    forum: Forum
    party: str
    numbers: tuple[str, ...]


type Group = Unowned | Owned | Unassessed


def in_force(forum: Forum) -> Iterator[Group]:
    """The commitments in force of a forum, by what is left to be done and by whom; five queries."""
    rows = Commitment.objects.filter(instrument__forum=forum, state=IN_FORCE)
    found = list(rows.order_by("instrument__day", "slug").only("slug", "owners"))
    unowned = tuple(row.slug for row in found if not row.owners)
    if unowned:
        yield Unowned(forum, unowned)
    reports = ProgressReport.objects.filter(commitment__in=rows).order_by("at", "pk")
    last = {(of, who): at for of, who, at in reports.values_list("commitment", "author", "at")}
    prepared = {(one.commitment_id, one.author) for one in drafts.left(forum)}
    said: dict[str, list[datetime | None]] = {}
    for row in found:
        for code in row.owners:
            if (row.pk, code) not in prepared:
                said.setdefault(code, []).append(last.get((row.pk, code)))
    for code, known in sorted(said.items()):
        yield Owned(forum, code, tuple(known))
    if StocktakingReport.objects.filter(forum=forum, final_at=None, cycle__closed_at=None).exists():
        yield from _unassessed(forum, found)


def turns(group: Group, at: datetime) -> Iterable[Turn]:
    """Secretariats name owners, an owner reports where it has not for six months or where reports
    are soon due, and each Party says what it thinks once a stock-taking report is open."""
    if isinstance(group, Owned):
        return _to_report(group, at)
    facts = {"n": str(len(group.numbers))}
    page = ("commitments:commitment", group.numbers[0])
    if isinstance(group, Unassessed):
        role, where = Role.CO_PRESIDENCY.value, (*page, "#assess")
        return (Turn(role, group.party, ASSESS, facts, None, "", where),)
    codes = parties.roster(group.forum).party_codes
    return (of_secretariat(party, NAME, facts, page) for party in codes)


def of_draft(row: ReportDraft, at: datetime) -> Iterable[Turn]:
    """The head of its delegation sends a prepared report, while the commitment is in force and
    others do not own it."""
    commitment = row.commitment
    if commitment.state != IN_FORCE or (commitment.owners and row.author not in commitment.owners):
        return
    until, firm = _until(_soon(commitment.instrument.forum, at))
    where = ("commitments:reporting", commitment.slug)
    role, facts = Role.DELEGATION_HEAD.value, {"n": commitment.slug}
    yield Turn(role, row.author, SEND, facts, until, firm, where)


def _to_report(group: Owned, at: datetime) -> Iterator[Turn]:
    forum, due = group.forum, _soon(group.forum, at)
    today = civil_day(at, forum.zone)
    since = start_of_day(due.day - queries.ASKED_BEFORE, forum.zone) if due is not None else None
    number = sum(
        statuses.is_stale(said, today, forum.zone)
        or (since is not None and said is not None and said < since)
        for said in group.said
    )
    if not number:
        return
    until, firm = _until(due)
    facts, where = {"n": str(number)}, ("commitments:ours",)
    kind = kind_of(group.owner, parties.roster(forum))
    for role in OF_OWNER[kind]:
        yield Turn(role.value, group.owner, REPORT, facts, until, firm, where)
    if kind == MEMBER:
        role = Role.DELEGATION_MEMBER
        yield Turn(role.value, group.owner, REPORT, facts, until, firm, where, prepares=True)


def _soon(forum: Forum, at: datetime) -> Dated | None:
    """The first date on which reports are due within thirty days, or were for a meeting that has
    not opened."""
    today = civil_day(at, forum.zone)
    found = (
        one
        for one in queries.report_dates(forum, at)
        if days_between(today, one.day) <= queries.ASKED_BEFORE.days
    )
    return min(found, key=lambda one: one.due, default=None)


def _until(due: Dated | None) -> tuple[datetime | None, str]:
    if due is None:
        return None, ""
    return due.due, "fixed" if due.announced else "practice"


def _unassessed(forum: Forum, rows: Iterable[Commitment]) -> Iterator[Unassessed]:
    known = PartyAssessment.objects.filter(commitment__instrument__forum=forum)
    said = set(known.values_list("commitment", "party__code"))
    for party in parties.roster(forum).party_codes:
        left = tuple(row.slug for row in rows if (row.pk, party) not in said)
        if left:
            yield Unassessed(forum, party, left)
