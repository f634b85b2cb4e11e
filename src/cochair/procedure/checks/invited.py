"""What *invited* means: named by the act of both in time, and apart from that whom it could reach.

A clause that asks for an invitation asks for the act; that no address was known is told beside it.
"""

from collections.abc import Iterable
from datetime import datetime

from cochair.procedure.book import Group
from cochair.procedure.facts import Invitation, Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.view import View

AGENCY_LIST = "agency_list"
PRESIDENCY = "presidency"
AS_OBSERVER = "observer"


def in_time(
    meeting: Meeting, names: tuple[str, ...], group: Group | None = None
) -> tuple[str, datetime] | None:
    """The first invitation before the opening. A presidency that issued the notice needs none."""
    sent = [
        (one.at, one.id)
        for one in invitations_of(meeting, names, group)
        if meeting.opened_at is None or one.at < meeting.opened_at
    ]
    if group is not None and group.kind == PRESIDENCY and meeting.notice is not None:
        keys = (*meeting.notice.keys, *meeting.notice.confirmed_by)
        sent += [(key.at, meeting.notice.id) for key in keys if key.party == group.side]
    first = min(sent, default=None)
    return None if first is None else (first[1], first[0])


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


def not_reached(
    view: View, meeting: Meeting, names: Iterable[str], group: Group | None = None
) -> tuple[Sentence, ...]:
    """How many of those invited could be reached so far, or by the opening; nothing where all could.

    Whom the act of both names is invited; that a letter could reach them is another fact, told beside
    it.  Who has no address is read only on the pages of those who may know of addresses.
    """
    until = min(view.now, meeting.opened_at or view.now)
    asked = tuple(names)
    out = [
        name
        for name in asked
        if (sent := invitations_of(meeting, (name,), group))
        and all(one.reached_at is None or one.reached_at > until for one in sent)
    ]
    if not out:
        return ()
    facts = {"reached": len(asked) - len(out), "number": len(asked)}
    return (Sentence(_("The invitation has so far reached {reached} of {number}."), facts),)
