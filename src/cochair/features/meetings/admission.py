"""Whose invitation stands: who is let in at the door, and who is struck from the lists, and why.

A delegation whose invitation has ended stays in the records, struck, until it is invited anew.
Source: domain.md C.4 (Observer request) and B.7 (CB-29, CB-31); "withdrawal cuts access at once".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cochair.features.meetings.models import (
    Delegation,
    Invitation,
    Meeting,
    ObserverRequest,
    Participant,
)
from cochair.features.observers import queries as observing
from cochair.features.observers.requests import standing
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Refusal, Sentence, _

type Who = tuple[int | None, int | None]
"""The keys of the member and of the organisation that is invited; one of them is None."""


@dataclass(frozen=True, slots=True)
class Struck:
    """Why a delegation is struck: the clause (or practice) that says so, and the reason."""

    clause: str
    said: Sentence

    @property
    def refusal(self) -> Refusal:
        """The same as what stands against a step."""
        return Refusal(self.clause, self.said.message, self.said.facts)


@dataclass(frozen=True, slots=True)
class Admission:
    """Who is invited to a meeting at this moment, who is struck, and who comes as an observer."""

    invited: frozenset[Who] = frozenset()
    struck: Mapping[Who, Struck] = field(default_factory=dict)
    observers: frozenset[int | None] = frozenset()


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the procedures say of observers: the clause, and the Parties that must agree."""

    clause: str = "practice"
    needed: tuple[str, ...] = ()

    @classmethod
    def of(cls, meeting: Meeting) -> "_Rule":
        book = parties.book(meeting.forum)
        return cls(
            observing.clause_id(book, meeting.configuration),
            observing.needed(book, meeting.configuration),
        )


def of_meeting(meeting: Meeting) -> Admission:
    """Whose invitation to a meeting stands; a fixed number of queries, more where observers are.

    An observer is invited while its invitation stands and the agreement of every Party does.
    """
    invitations: defaultdict[Who, list[Invitation]] = defaultdict(list)
    for row in Invitation.objects.filter(meeting=meeting):
        invitations[row.member_id, row.organisation_id].append(row)
    requests = _requests(meeting)
    observers = _observers(invitations, requests)
    rule = _Rule.of(meeting) if observers else _Rule()
    invited: set[Who] = set()
    struck: dict[Who, Struck] = {}
    for who in {*invitations, *((None, organisation) for organisation in requests)}:
        rows = invitations.get(who, [])
        asked = requests.get(who[1])
        stands = [row for row in rows if row.withdrawn_at is None]
        if any(row.basis != observing.AS_OBSERVER for row in stands):
            invited.add(who)
        elif asked is not None:
            against = _against(asked, rule)
            if stands and against is None:
                invited.add(who)
            else:
                struck[who] = Struck(rule.clause, against or Sentence(NOT_INVITED))
        elif stands:
            struck[who] = Struck(rule.clause, Sentence(NOT_INVITED))
        else:
            struck[who] = _withdrawn(rows[-1])
    return Admission(frozenset(invited), struck, observers)


def refusal(found: Admission, row: Delegation) -> Refusal | None:
    """Why nobody of a delegation is let in; None for one that is invited.

    A member belongs to the meeting and comes also while it was never invited; an organisation
    does not.
    """
    who = (row.member_id, row.organisation_id)
    if who in found.struck:
        return found.struck[who].refusal
    if who in found.invited or row.organisation is None:
        return None
    return Refusal("practice", NEVER_INVITED, {"organisation": row.organisation.code})


def check_out_excluded(meeting: Meeting, who: Who, at: datetime) -> list[int]:
    """Undo, as an invitation ends before the opening, the check-ins of those it let in.

    Call it with the meeting locked, in the transaction of what ends the invitation; returns the
    numbers of the badges.  The ledger still says that they were checked in.
    """
    member, organisation = who
    rows = Participant.objects.filter(
        delegation__meeting=meeting,
        delegation__member=member,
        delegation__organisation=organisation,
    ).exclude(checked_in_at=None)
    badges = sorted(rows.values_list("badge", flat=True))
    rows.update(checked_in_at=None, checked_out_at=None)
    return badges


NOT_INVITED = _(
    "An observer may attend once every Party has agreed and both co-presidencies have invited it."
)
NEVER_INVITED = _(
    "No invitation to {organisation} is on record. The organisation must be invited first."
)
WITHDRAWN = _("The invitation was withdrawn on {at}: {reason}")
NO_REASON = "–"


def _requests(meeting: Meeting) -> dict[int | None, ObserverRequest]:
    """The request of each organisation that counts: the last one, which may have been ended."""
    # The meeting of each is the one that is given.
    rows = meeting.observer_requests.order_by("submitted_at", "pk")
    return {row.organisation_id: row for row in rows.prefetch_related("answers__party")}


def _against(asked: ObserverRequest, rule: _Rule) -> Sentence | None:
    """What stands against an observer; None while the agreement of every Party does."""
    if asked.withdrawn_at is not None:
        said = _("The request to attend as an observer was closed on {at}.")
        return Sentence(said, {"at": asked.withdrawn_at})
    found = standing(asked, rule.needed)
    if found.missing:
        said = _(
            "An observer may attend only with the agreement of every Party. Missing: {parties}."
        )
        return Sentence(said, {"parties": found.missing})
    return None if found.is_invited else Sentence(NOT_INVITED)


def _withdrawn(row: Invitation) -> Struck:
    facts = {"at": row.withdrawn_at, "reason": row.withdrawn_reason or NO_REASON}
    return Struck(row.clause or "practice", Sentence(WITHDRAWN, facts))


def _observers(
    invitations: Mapping[Who, Iterable[Invitation]],
    requests: Mapping[int | None, ObserverRequest],
) -> frozenset[int | None]:
    """Organisations that come as observers, or would: invited so, or only asking."""
    found = {
        who[1]
        for who, rows in invitations.items()
        if any(row.basis == observing.AS_OBSERVER for row in rows)
    }
    return frozenset(found | {one for one in requests if (None, one) not in invitations})
