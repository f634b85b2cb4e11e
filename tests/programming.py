"""The third institutional meeting of the shipped forum, on 23 November 2027, and its programme.

Greece and Bolivia preside; the secretariat of the Union prepares.  The plan is that of US-11.
"""

from datetime import UTC, datetime, timedelta

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.programmes import actions, queries
from cochair.features.programmes.actions import Typed
from cochair.features.programmes.queries import Revision
from played import played

OPENS = datetime(2027, 11, 23, 9, tzinfo=UTC)
BEFORE = OPENS - timedelta(days=20)
CLOSES = OPENS + timedelta(hours=8)
NAMES = {"en": "Ports", "es": "Puertos", "pt": "Portos"}
PLAN: dict[str, dict[str, object]] = {
    "ministerial": {"place": "brussels", "precision": "day", "start": "2028-03-09"},
    "som": {"place": "riga", "precision": "day", "start": "2028-10-11"},
    "im": {"place": "luxembourg", "precision": "day", "start": "2029-05-15"},
}


def greece(forum: Forum, at: datetime = OPENS) -> ActingOffice:
    """The co-presidency of the Union."""
    return people.presidency(forum, "EU", "GR", at, start=BEFORE)


def bolivia(forum: Forum, at: datetime = OPENS) -> ActingOffice:
    """The co-presidency of the other Party."""
    return people.presidency(forum, "CLASI", "BO", at, start=BEFORE)


def secretariat(forum: Forum, party: str = "EU", at: datetime = OPENS) -> ActingOffice:
    """The secretariat of a Party, which prepares and turns no key."""
    email = f"secretariat-{party.lower()}@example.org"
    account = Account.objects.filter(email=email).first()
    made = account or people.person(forum, Role.SECRETARIAT, party, start=BEFORE)
    return people.hat(forum, made, at)


def both(forum: Forum, act: JointAct, at: datetime = OPENS) -> JointAct:
    """Both keys."""
    return signing.turn(signing.turn(act, greece(forum, at), at), bolivia(forum, at), at)


def institutional(forum: Forum, *, opened: bool = True, closed: bool = False) -> Meeting:
    """The meeting, before or after it opened."""
    meeting = Meeting.objects.create(
        forum=forum,
        slug=f"{forum.slug}-im-3",
        configuration="im",
        number=3,
        cycle=Cycle.objects.get(forum=forum, number=3),
        known_at=BEFORE,
        confirmed_at=BEFORE,
        opened_at=OPENS if opened else None,
        closed_at=CLOSES if closed else None,
    )
    Schedule.objects.create(
        meeting=meeting,
        at=BEFORE,
        starts=OPENS,
        ends=CLOSES,
        precision="day",
        zone="Europe/Athens",
        place="athens",
        country="GR",
        format="hybrid",
    )
    return meeting


def named(word: str) -> dict[str, str]:
    """A title in the three languages."""
    return {code: f"{word} ({code})" for code in ("en", "es", "pt")}


def latest(meeting: Meeting) -> Revision | None:
    """The revision that was made last."""
    return queries.latest(queries.revisions(meeting))


def added(meeting: Meeting, part: str, typed: Typed, at: datetime = OPENS) -> Revision:
    """One more entry."""
    last = latest(meeting)
    by = secretariat(meeting.forum, at=at)
    return actions.add(meeting, part, typed=typed, seen=last.token if last else 0, by=by, at=at)


@played
def prepared(meeting: Meeting, at: datetime = OPENS) -> Revision:
    """US-11: a draft agenda of two items, three topics, two documents."""
    added(meeting, "draft_agenda", Typed(named("Review"), "discussion", "review_progress"), at)
    added(meeting, "draft_agenda", Typed(named("Final document"), "decision", "other"), at)
    for topic in ("Ports", "Cocaine", "Prisons"):
        added(meeting, "topics", Typed(named(topic), item="e1"), at)
    added(meeting, "documents", Typed(named("Stock-taking report"), item="e1"), at)
    return added(meeting, "documents", Typed(named("Draft declaration"), item="e2"), at)


@played
def submitted(meeting: Meeting, at: datetime = OPENS) -> Revision:
    """The latest revision, put before the meeting by both."""
    last = latest(meeting)
    assert last is not None
    by = secretariat(meeting.forum, at=at)
    act = actions.propose_submission(meeting, seen=last.token, by=by, at=at)
    both(meeting.forum, act, at)
    found = latest(meeting)
    assert found is not None
    return found


@played
def endorsed(meeting: Meeting, at: datetime = OPENS) -> Revision:
    """What both submitted, endorsed by the meeting."""
    last = queries.submitted(queries.revisions(meeting))
    assert last is not None
    by = secretariat(meeting.forum, at=at)
    act = actions.propose_endorsement(meeting, seen=last.token, by=by, at=at)
    both(meeting.forum, act, at)
    found = latest(meeting)
    assert found is not None
    return found


@played
def planned(
    meeting: Meeting, at: datetime = OPENS, made_in: int = 3, **changed: object
) -> JointAct:
    """The meetings of the fourth cycle, determined by both (US-11)."""
    forum = meeting.forum
    by = secretariat(forum, at=at)
    slots = {**PLAN, **changed}
    act = meetings.propose_plan(forum, made_in=made_in, slots=slots, by=by, at=at)
    return both(forum, act, at)
