"""What stands in the registers, and what was done for commitments, as facts of each meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cochair.features.commitments.models import Action, Contribution, ProgressReport
from cochair.features.meetings import queries as meetings
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.registers import queries
from cochair.procedure import facts

# How an item is linked to the conclusion that nothing is proposed.
NOTHING = "none:proposal"


@dataclass(frozen=True, slots=True)
class Known:
    """What there is: links with the instant from which each counts, proposals by meeting; `nothing` is
    when both co-presidencies had concluded that there is no new area."""

    practices: Mapping[str, tuple[tuple[datetime, str], ...]]
    proposals: Mapping[str, tuple[facts.NewAreaProposal, ...]]
    followed: tuple[tuple[datetime, str], ...]
    nothing: Mapping[str, datetime] = field(default_factory=dict)


def known(forum: Forum) -> Known:
    """Everything of a forum, in a fixed number of queries."""
    practices: dict[str, tuple[tuple[datetime, str], ...]] = {}
    proposals: dict[str, tuple[facts.NewAreaProposal, ...]] = {}
    none: dict[str, dict[str, datetime]] = {}
    slugs = meetings.slugs(forum)
    rows = Contribution.objects.filter(forum=forum, withdrawn_at=None).order_by("number")
    for row in rows.select_related("by__party").prefetch_related("threats"):
        slug = slugs.get(row.meeting_id)
        if slug is None:
            # Of a meeting that another process wrote since: it is read with the next entry.
            continue
        if row.kind == queries.PRACTICE:
            link = (row.at, f"{queries.PRACTICE}:{row.number}")
            practices[slug] = (*practices.get(slug, ()), link)
        elif row.kind == queries.NEW_AREA:
            proposals[slug] = (*proposals.get(slug, ()), _proposal(row))
        elif row.kind == queries.NO_NEW_AREA and row.by.party:
            none.setdefault(slug, {}).setdefault(row.by.party.code, row.at)
    both = set(parties.roster(forum).party_codes)
    nothing = {slug: max(said.values()) for slug, said in none.items() if both <= said.keys()}
    return Known(practices, proposals, (*_actions(forum), *_reports(forum)), nothing)


def with_registers(meetings: Iterable[facts.Meeting], found: Known) -> tuple[facts.Meeting, ...]:
    """The meetings with their proposals; their items linked to what there was when they closed.

    A commitment is answered by an action that both endorsed, or by the report of an owner.
    """
    return tuple(_with_registers(one, found) for one in meetings)


def _with_registers(meeting: facts.Meeting, found: Known) -> facts.Meeting:
    proposals = found.proposals.get(meeting.id, ())
    if proposals:
        meeting = replace(meeting, proposals=proposals)
    if not meeting.agendas or meeting.is_only_loaded:
        return meeting
    dated = [*found.practices.get(meeting.id, ()), *found.followed]
    if meeting.id in found.nothing:
        dated.append((found.nothing[meeting.id], NOTHING))
    links = frozenset(
        link for at, link in dated if meeting.closed_at is None or at <= meeting.closed_at
    )
    if not links:
        return meeting
    agendas = tuple(
        replace(
            agenda, items=tuple(replace(item, links=item.links | links) for item in agenda.items)
        )
        for agenda in meeting.agendas
    )
    return replace(meeting, agendas=agendas)


def _proposal(row: Contribution) -> facts.NewAreaProposal:
    return facts.NewAreaProposal(
        id=f"proposal-{row.number}",
        at=row.at,
        threats=frozenset(str(one) for one in row.threats.all()),
        not_relevant_reason=row.not_relevant_reason,
    )


def _actions(forum: Forum) -> Iterable[tuple[datetime, str]]:
    rows = Action.objects.filter(forum=forum, act__isnull=False, commitments__isnull=False)
    for at, slug in rows.values_list("act__effective_at", "commitments__slug"):
        if at is not None:
            yield at, f"action:{slug}"


def _reports(forum: Forum) -> Iterable[tuple[datetime, str]]:
    rows = ProgressReport.objects.filter(commitment__instrument__forum=forum)
    for at, slug in rows.values_list("at", "commitment__slug"):
        yield at, f"note:{slug}"
