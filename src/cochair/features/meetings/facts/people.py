"""Who was invited and who came, as the core's facts: a fixed number of queries for a forum."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q

from cochair.features.meetings.facts import observers, reach
from cochair.features.meetings.facts.by_meeting import By, Keys, grouped
from cochair.features.meetings.models import Delegation, Invitation, Notice, RelevanceList
from cochair.procedure import facts

ADEQUATE = "adequate"
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Known:
    """Who was invited to each meeting and who came."""

    notices: By[facts.Notice]
    invitations: By[facts.Invitation]
    relevance: By[facts.RelevanceList]
    observers: By[facts.Observer]
    delegations: By[facts.Delegation]
    # The meetings and members whose head of delegation was checked in, by their keys.
    heads: frozenset[tuple[int, int]]


def known(meetings: Keys) -> Known:
    """The same of some meetings, in a fixed number of queries."""
    sent, came = invitations_of(meetings), delegations_of(meetings)
    arrived = arrivals(came)
    return Known(
        notices=notices(meetings, sent),
        invitations=invitations(sent, arrived),
        relevance=relevance(meetings),
        observers=observers.observers(meetings, arrived),
        delegations=delegations(came),
        heads=heads(came),
    )


def notices(meetings: Keys, sent: list[Invitation]) -> By[facts.Notice]:
    """Every notice with its keys; a member has it from when the invitation was sent."""
    recipients: defaultdict[int, dict[str, datetime]] = defaultdict(dict)
    for one in sent:
        if one.member is not None and not one.group and one.withdrawn_at is None:
            recipients[one.meeting_id][one.member.code] = one.sent_at
    rows = (
        Notice.objects.filter(meeting__in=meetings)
        .select_related("act")
        .prefetch_related(
            "act__keys__party", "act__keys__member", "confirmations__party", "confirmations__member"
        )
    )
    return grouped(
        (
            row.meeting_id,
            facts.Notice(
                id=f"notice-{row.pk}",
                at=row.issued_at,
                keys=tuple(
                    facts.KeyTurn(key.party.code, key.member.code, key.at)
                    for key in row.act.keys.all()
                ),
                recipients=recipients[row.meeting_id],
                confirmed_by=tuple(
                    facts.KeyTurn(one.party.code, one.member.code, one.at)
                    for one in row.confirmations.all()
                ),
            ),
        )
        for row in rows
    )


def invitations_of(meetings: Keys) -> list[Invitation]:
    """Every invitation to some meetings with whom it went to."""
    rows = Invitation.objects.filter(meeting__in=meetings)
    return list(reach.with_addresses(rows).select_related("member", "organisation"))


def invitations(
    sent: list[Invitation], came: dict[tuple[int, str], datetime]
) -> By[facts.Invitation]:
    """Invitations that stand, with the first arrival of the one invited."""
    return grouped(
        (
            row.meeting_id,
            facts.Invitation(
                id=f"invitation-{row.pk}",
                at=row.sent_at,
                invitee=invitee(row),
                group=row.group or None,
                basis=row.basis,
                arrived_at=came.get((row.meeting_id, invitee(row))),
                excused_at=row.excused_at,
                reached_at=reach.reached_at(row, came.get((row.meeting_id, invitee(row)))),
            ),
        )
        for row in sent
        if row.withdrawn_at is None
    )


def invitee(row: Invitation) -> str:
    """The code of the member or organisation that is invited."""
    invited = row.member or row.organisation
    return invited.code if invited else ""


def relevance(meetings: Keys) -> By[facts.RelevanceList]:
    """Relevance lists, oldest first."""
    return grouped(
        (
            row.meeting_id,
            facts.RelevanceList(
                id=f"relevance-{row.pk}",
                at=row.at,
                group=row.group,
                entries=frozenset(row.entries),
                empty_reason=row.empty_reason,
            ),
        )
        for row in RelevanceList.objects.filter(meeting__in=meetings)
    )


def delegations_of(meetings: Keys) -> list[Delegation]:
    """The delegations of some meetings, each with its first check-in (`arrived`) and the rank of its
    head (`led_by`).

    That of a member whose every invitation was withdrawn is struck, and counts no more.
    """
    standing = Q(people__removed_at=None)
    own = Invitation.objects.filter(meeting=OuterRef("meeting"), member=OuterRef("member"))
    rows = Delegation.objects.filter(meeting__in=meetings)
    return list(
        rows.filter(Q(member=None) | ~Exists(own) | Exists(own.filter(withdrawn_at=None)))
        .select_related("member__party", "organisation")
        .annotate(
            arrived=Min("people__checked_in_at", filter=standing),
            head_arrived=Min("people__checked_in_at", filter=standing & Q(people__capacity=HEAD)),
            heads=Count("people", filter=standing & Q(people__capacity=HEAD)),
            led_by=Min("people__rank", filter=standing & Q(people__capacity=HEAD)),
        )
    )


def arrivals(rows: list[Delegation]) -> dict[tuple[int, str], datetime]:
    """The first arrival of each member or organisation, by meeting and code."""
    return {
        (row.meeting_id, (row.member or row.organisation).code): row.arrived  # type: ignore[union-attr,attr-defined]
        for row in rows
        if row.arrived is not None  # type: ignore[attr-defined]
    }


def heads(rows: list[Delegation]) -> frozenset[tuple[int, int]]:
    """The meeting and member of each delegation whose head was checked in, by their keys."""
    return frozenset(
        (row.meeting_id, row.member_id)
        for row in rows
        if row.member_id is not None and row.head_arrived is not None  # type: ignore[attr-defined]
    )


def delegations(rows: list[Delegation]) -> By[facts.Delegation]:
    """The delegations of members: function of the head, a declared replacement, check-in."""
    return grouped(
        (
            row.meeting_id,
            facts.Delegation(
                id=f"delegation-{row.pk}",
                at=row.opened_at,
                party=row.member.party.code,
                member=row.member.code,
                head_function=row.led_by or None,  # type: ignore[attr-defined]
                replacement_declared=row.replacement_declared_at is not None,
                checked_in_at=row.arrived,  # type: ignore[attr-defined]
            ),
        )
        for row in rows
        if row.member is not None
    )
