"""What both Parties do in the small forum, for stories in which acts take effect.

Estmark presides the League until July 2031 and Palmera the Concert; the meeting is the Council
of the second cycle, whose first half-year is the first of 2031.
"""

from collections.abc import Mapping
from datetime import date, datetime

import people
from cochair.features.accounts.models import Account
from cochair.features.acts import actions
from cochair.features.acts.kinds import Reader
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions as compliance
from cochair.features.compliance import queries as results
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal.models import Entry
from cochair.procedure.result import Result
from played import played
from world import NOW

REASON = "The two calendars could not be brought together."
COUNCIL = "league-concert-council-2"
CYCLE = ("cycle", "league-concert-cycle-2")


def league(forum: Forum, at: datetime = NOW) -> ActingOffice:
    """Estmark, which presides the League."""
    return people.presidency(forum, "LEAGUE", "XE", at, start=NOW)


def concert(forum: Forum, at: datetime = NOW) -> ActingOffice:
    """Palmera, which presides the Concert."""
    return people.presidency(forum, "CONCERT", "XP", at, start=NOW)


def secretariat(forum: Forum, at: datetime = NOW) -> ActingOffice:
    """The secretariat of the League, which proposes and turns no key."""
    email = "secretariat-league@example.org"
    account = Account.objects.filter(email=email).first()
    return people.hat(forum, account or people.person(forum, Role.SECRETARIAT, "LEAGUE"), at)


def reader(forum: Forum, at: datetime = NOW) -> Reader:
    """Who is about to sign for the League."""
    return Reader(league(forum, at), at)


def turn(act: JointAct, by: ActingOffice, at: datetime = NOW) -> JointAct:
    """One key, turned on exactly what the act binds."""
    return actions.turn_key(act, seen=act.digest, by=by, at=at)


def both_sign(forum: Forum, act: JointAct, at: datetime = NOW) -> JointAct:
    """Both keys."""
    return turn(turn(act, league(forum, at), at), concert(forum, at), at)


def departure(
    forum: Forum,
    *,
    rule: str = "A.2",
    target: tuple[str, str] = CYCLE,
    reason: str = REASON,
    by: ActingOffice | None = None,
    at: datetime = NOW,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """A proposal to depart from a clause, by default for the second cycle."""
    return compliance.propose_departure(
        forum,
        rule=rule,
        target=target,
        reason=reason,
        reasons=reasons,
        by=by or league(forum, at),
        at=at,
    )


def option(forum: Forum, key: str, value: object, at: datetime = NOW) -> JointAct:
    """A proposal to read an option otherwise."""
    return compliance.propose_option(forum, key=key, value=value, by=league(forum, at), at=at)


def planned(forum: Forum, slug: str = COUNCIL) -> Meeting:
    """The Council of the second cycle, whose day is not fixed."""
    return Meeting.objects.create(
        forum=forum,
        slug=slug,
        configuration="council",
        number=2,
        cycle=Cycle.objects.get(forum=forum, number=2),
        known_at=NOW,
    )


def day(
    first: str, last: str = "", place: str = "norhaven", format: str = "in_person"
) -> meetings.Day:
    """A day of a meeting at a place."""
    return meetings.Day(date.fromisoformat(first), date.fromisoformat(last or first), place, format)


def schedule(
    meeting: Meeting, when: meetings.Day, *, reason: str = "", at: datetime = NOW
) -> JointAct:
    """A proposal to fix or move a meeting."""
    by = league(meeting.forum, at)
    return meetings.propose_schedule(meeting, day=when, reason=reason, by=by, at=at)


@played
def fixed(forum: Forum, when: meetings.Day | None = None, at: datetime = NOW) -> Meeting:
    """The Council with a day that both have signed."""
    meeting = Meeting.objects.filter(forum=forum, slug=COUNCIL).first() or planned(forum)
    both_sign(forum, schedule(meeting, when or day("2031-04-08", "2031-04-09"), at=at), at)
    return Meeting.objects.get(pk=meeting.pk)


def step(
    meeting: Meeting, kind: str, at: datetime = NOW, *, value: str = "", reason: str = REASON
) -> JointAct:
    """A proposal of a joint step."""
    by = league(meeting.forum, at)
    fresh = Meeting.objects.get(pk=meeting.pk)
    return meetings.propose_step(fresh, kind=kind, by=by, at=at, value=value, reason=reason)


def stepped(meeting: Meeting, kind: str, at: datetime = NOW, *, value: str = "") -> Meeting:
    """The meeting after a joint step that both have signed."""
    both_sign(meeting.forum, step(meeting, kind, at, value=value), at)
    return Meeting.objects.get(pk=meeting.pk)


def result(forum: Forum, rule: str, target: str, at: datetime = NOW) -> Result:
    """What a clause says of one thing at an instant."""
    (found,) = [
        one for one in results.results(forum, at) if (one.rule, one.target.id) == (rule, target)
    ]
    return found


def verbs(forum: Forum) -> list[str]:
    """What the journal says was done, in its order; that people got offices is left aside."""
    rows = Entry.objects.filter(forum=forum.slug).exclude(verb="office.granted")
    return list(rows.order_by("seq").values_list("verb", flat=True))
