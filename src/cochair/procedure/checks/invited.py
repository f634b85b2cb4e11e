"""What *invited* means: named by the act of both in time, and reached by it.

Whom the act of both names and no letter could reach is not told as invited, nor as left out: until the
opening the clause is open, and then it is not established.
"""

from collections.abc import Iterable
from datetime import datetime

from cochair.procedure.book import Group
from cochair.procedure.facts import Invitation, Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import View

AGENCY_LIST = "agency_list"
PRESIDENCY = "presidency"
AS_OBSERVER = "observer"

SO_FAR = _("The invitation has so far reached {reached} of {number}.")
BY_THE_OPENING = _("The invitation had reached {reached} of {number} when the meeting was opened.")


def in_time(
    meeting: Meeting, names: tuple[str, ...], group: Group | None = None
) -> tuple[str, datetime] | None:
    """The first invitation before the opening. A presidency that issued the notice needs none."""
    sent = [
        (one.at, one.id)
        for one in invitations_of(meeting, names, group)
        if meeting.opened_at is None or one.at < meeting.opened_at
    ]
    sent += _issued(meeting, group)
    first = min(sent, default=None)
    return None if first is None else (first[1], first[0])


def _issued(meeting: Meeting, group: Group | None) -> list[tuple[datetime, str]]:
    """When a presidency signed the notice, which it then knows of."""
    notice = meeting.notice
    if group is None or group.kind != PRESIDENCY or notice is None:
        return []
    keys = (*notice.keys, *notice.confirmed_by)
    return [(key.at, notice.id) for key in keys if key.party == group.side]


def invitations_of(
    meeting: Meeting, names: tuple[str, ...], group: Group | None = None
) -> list[Invitation]:
    """Invitations to one of the names; those to its only entry count for an institution."""
    whole_group = group is not None and group.kind != AGENCY_LIST
    return [
        one
        for one in meeting.invitations
        if one.basis != AS_OBSERVER
        and (
            one.invitee in names or (whole_group and group is not None and one.group == group.code)
        )
    ]


def open_until_reached(
    view: View,
    meeting: Meeting,
    names: Iterable[str],
    group: Group | None = None,
    *,
    evidence: tuple[str, ...] = (),
    named: tuple[Sentence, ...] = (),
) -> Finding | None:
    """What is said while an invitation did not reach all those whom it names; None where it did.

    It counts what was so by the opening, and `named` tells whom it names.  Whoever came knew of it.
    Who has no address is read only on the pages of those who may know of addresses.
    """
    until = min(view.now, meeting.opened_at or view.now)
    asked = tuple(names)
    out = [
        name
        for name in asked
        if (sent := invitations_of(meeting, (name,), group))
        and not any(_reached(one, until) for one in sent)
    ]
    if not out or _issued(meeting, group):
        return None
    facts = {"reached": len(asked) - len(out), "number": len(asked)}
    said = Sentence(SO_FAR if meeting.opened_at is None else BY_THE_OPENING, facts)
    return Finding(None, evidence=evidence, says=(*named, said), unsure=True)


def _reached(invitation: Invitation, until: datetime) -> bool:
    reached_at = invitation.reached_at
    return invitation.arrived_at is not None or (reached_at is not None and reached_at <= until)
