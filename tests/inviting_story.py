"""The Council of the small forum on its way to a notice: a day, a list of agencies, a notice."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

import signing
from cochair.features.acts.models import JointAct
from cochair.features.invitations import actions, notice_text, queries
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from played import played
from world import NOW

AGENCIES = ("northern-coast-guard", "southern-customs")
REASON = "Both presidencies have agreed to go on in spite of it."


def fresh(meeting: Meeting) -> Meeting:
    """The meeting as it now stands in the database."""
    return Meeting.objects.select_related("forum").get(pk=meeting.pk)


@played
def listed(meeting: Meeting, entries: Collection[str] = AGENCIES, at: datetime = NOW) -> JointAct:
    """The list of services that both approved."""
    forum = meeting.forum
    act = actions.propose_relevance_list(
        meeting, group="SERVICES", entries=entries, by=signing.secretariat(forum, at), at=at
    )
    return signing.both_sign(forum, act, at)


def keys(meeting: Meeting, at: datetime = NOW) -> tuple[str, ...]:
    """What names everybody who must be invited."""
    return tuple(one.key for one in queries.composition(fresh(meeting), at).invitees)


def proposed(
    meeting: Meeting,
    *,
    without: Collection[str] = (),
    reason: str = "",
    by: ActingOffice | None = None,
    at: datetime = NOW,
) -> JointAct:
    """A notice in every language to everybody but those whose code is named."""
    meeting = fresh(meeting)
    return actions.propose_notice(
        meeting,
        text=notice_text.draft(meeting, at),
        recipients=[key for key in keys(meeting, at) if key.split(":")[1] not in without],
        reason=reason,
        by=by or signing.secretariat(meeting.forum, at),
        at=at,
    )


@played
def noticed(
    forum: Forum, *, without: Collection[str] = (), at: datetime = NOW, day: str = "2031-04-08"
) -> Meeting:
    """The Council with its day, its list and its notice, signed by both."""
    meeting = signing.fixed(forum, signing.day(day), at)
    listed(meeting, at=at)
    signing.both_sign(forum, proposed(meeting, without=without, at=at), at)
    return fresh(meeting)


def withdrawn(row: Invitation, at: datetime = NOW, reason: str = REASON) -> JointAct:
    """An invitation that both withdrew."""
    forum = row.meeting.forum
    act = actions.propose_withdrawal(row, reason=reason, by=signing.secretariat(forum, at), at=at)
    return signing.both_sign(forum, act, at)


def invitation(meeting: Meeting, code: str) -> Invitation:
    """The last invitation of a member or an organisation."""
    rows = Invitation.objects.select_related("meeting__forum", "member__party", "organisation")
    of_code = Q(member__code=code) | Q(organisation__code=code)
    return rows.filter(of_code, meeting=meeting).latest("sent_at", "pk")
