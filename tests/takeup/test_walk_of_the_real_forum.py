"""The real forum is taken up in the middle of a cycle, and its pages are read after each step.

The story begins with an empty forum; here what was before Cochair is attested, half of it is left
open, meetings are planned, convened, moved, postponed and cancelled, and days pass on which nothing
was recorded.  After each step no page contradicts another, and every turn on home can be done.
"""

from collections.abc import Callable
from datetime import date, datetime

import pytest

import people
from cochair.cli import demonstration
from cochair.features.accounts.models import Account
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.invitations import actions as invitations
from cochair.features.invitations import queries as invited
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.takeup import actions as takeup
from cochair.features.takeup import lines, queries, world
from cochair.features.takeup.actions import Typed
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.lines import Answer
from cochair.procedure.presidency import holder
from cochair.site.desk import turns
from cochair.web.clock import clock
from story import agreeing, agreeing_offices
from story.following import Follower

SOURCE = "File of the presidency, 12 November 2026"
MINISTERS, OFFICIALS, INSTITUTIONS = "eu-clasi-min-4", "eu-clasi-som-2", "eu-clasi-im-2"
NEXT_OFFICIALS, NEXT_INSTITUTIONS = "eu-clasi-som-3", "eu-clasi-im-3"
REASON = "Both co-presidencies agreed on this after a change of the host's calendar."
BEGINS = datetime.fromisoformat("2026-11-28T09:00+00:00")


def who(forum: Forum, name: str, at: datetime) -> ActingOffice:
    """The office of a demo account at an instant."""
    account = Account.objects.get(email=f"{name}@example.org")
    return parties.hats(forum, account, at)[0]


def prepares(forum: Forum, at: datetime) -> ActingOffice:
    """The secretariat that prepares."""
    return who(forum, "secretariat", at)


def waiting(forum: Forum) -> list[JointAct]:
    """The acts that nobody closed and that have no effect yet, the oldest first."""
    rows = JointAct.objects.filter(forum=forum, effective_at=None, closed_at=None)
    return list(rows.order_by("number"))


def presiding(forum: Forum, party: str, at: datetime) -> ActingOffice:
    """The co-presidency of whoever holds the presidency of a Party at an instant."""
    found = holder(parties.roster(forum).terms, party, at)
    return people.presidency(forum, party, found.holder or found.candidates[0], at)


def one_signs(forum: Forum, at: datetime) -> None:
    """The first co-presidency signs what waits."""
    for act in waiting(forum):
        acts.turn_key(act, seen=act.digest, by=presiding(forum, "EU", at), at=at)


def other_signs(forum: Forum, at: datetime) -> None:
    """The other one signs it too."""
    for act in waiting(forum):
        acts.turn_key(act, seen=act.digest, by=presiding(forum, "CLASI", at), at=at)


def half_answered(forum: Forum, at: datetime) -> None:
    """One meeting as sources say and every fact of the world as shown; the rest is left open."""
    offered = {one.name: one for one in lines.offers(forum, at)}
    said = {OFFICIALS: Typed(Answer.CORRECTED, offered[OFFICIALS].told, SOURCE)}
    said |= {one.name: Typed(Answer.CONFIRMED, one, SOURCE) for one in world.offers(forum, at)}
    takeup.prepare(forum, said, by=prepares(forum, at), at=at)


def list_sent(forum: Forum, at: datetime) -> None:
    """The list goes to both for signature."""
    ATTESTATION.propose(queries.current(forum), None, by=prepares(forum, at), at=at)


def rest_planned(forum: Forum, at: datetime) -> None:
    """The ministers in December, the two others next year; their dates are public with it."""
    days = {
        "ministerial": ("la-paz", "2026-12-16", "2026-12-17"),
        "som": ("vilnius", "2027-05-19", "2027-05-19"),
        "im": ("la-paz", "2027-10-20", "2027-10-20"),
    }
    slots = {
        code: {
            "place": place,
            "start": first,
            "end": last,
            "precision": "day",
            "virtual": False,
            "format": "in_person",
        }
        for code, (place, first, last) in days.items()
    }
    by = prepares(forum, at)
    meetings.propose_plan(forum, made_in=2, slots=slots, publishes=True, by=by, at=at)


def notice_of(slug: str) -> Callable[[Forum, datetime], None]:
    """The notice of a meeting is prepared."""

    def prepared(forum: Forum, at: datetime) -> None:
        found = Meeting.objects.get(slug=slug)
        everybody = invited.composition(found, at).invitees
        invitations.propose_notice(
            found,
            text=dict.fromkeys(("en", "es", "pt"), REASON),
            recipients=[one.key for one in everybody if not one.is_optional],
            reason=REASON,
            by=prepares(forum, at),
            at=at,
        )

    return prepared


def moved(slug: str, first: str, place: str = "la-paz") -> Callable[[Forum, datetime], None]:
    """Another day of a meeting is proposed."""

    def proposed(forum: Forum, at: datetime) -> None:
        day = meetings.Day(date.fromisoformat(first), date.fromisoformat(first), place, "in_person")
        meetings.propose_schedule(
            Meeting.objects.get(slug=slug), day=day, reason=REASON, by=prepares(forum, at), at=at
        )

    return proposed


def step(slug: str, kind: str) -> Callable[[Forum, datetime], None]:
    """Another joint act on a meeting is proposed."""

    def proposed(forum: Forum, at: datetime) -> None:
        by = prepares(forum, at)
        found = Meeting.objects.get(slug=slug)
        meetings.propose_step(found, kind=kind, reason=REASON, by=by, at=at)

    return proposed


def nothing(_forum: Forum, _at: datetime) -> None:
    """Time passes."""


COURSE: tuple[tuple[str, Callable[[Forum, datetime], None]], ...] = (
    ("2026-11-28T09:00", nothing),
    ("2026-11-28T10:00", half_answered),
    ("2026-11-28T10:05", list_sent),
    ("2026-11-28T10:10", one_signs),
    ("2026-11-28T10:15", other_signs),
    ("2026-11-28T10:20", rest_planned),
    ("2026-11-28T10:25", one_signs),
    ("2026-11-28T10:30", other_signs),
    ("2026-11-28T10:40", notice_of(MINISTERS)),
    ("2026-11-28T10:45", one_signs),
    ("2026-11-28T10:50", other_signs),
    ("2026-11-28T11:00", notice_of(NEXT_INSTITUTIONS)),
    ("2026-11-28T11:05", one_signs),
    ("2026-11-28T11:10", other_signs),
    ("2026-12-02T09:00", nothing),
    ("2026-12-05T09:00", moved(MINISTERS, "2027-01-27")),
    ("2026-12-05T09:10", one_signs),
    ("2026-12-05T09:20", other_signs),
    ("2027-01-05T09:00", nothing),
    ("2027-01-28T09:00", nothing),
    ("2027-03-01T09:00", step(NEXT_INSTITUTIONS, "meeting.cancel")),
    ("2027-03-01T09:10", one_signs),
    ("2027-03-01T09:20", other_signs),
    ("2027-05-21T09:00", nothing),
    ("2027-08-01T09:00", nothing),
    ("2028-02-01T09:00", nothing),
)


@pytest.fixture
def taken_over(real_forum: Forum) -> Forum:
    """The shipped forum, with somebody in each office that the demonstration shows."""
    with clock.at(BEGINS):
        for person in demonstration.people(real_forum, BEGINS):
            demonstration._open(real_forum, person, "secret", BEGINS)
    Account.objects.filter(email="secretariat.eu@example.org").update(
        email=f"{agreeing.READER}@example.org"
    )
    return real_forum


def test_no_page_contradicts_another_and_every_turn_can_be_done(taken_over: Forum) -> None:
    follower, found = Follower(taken_over), {}
    for number, (day, does) in enumerate(COURSE):
        at = datetime.fromisoformat(f"{day}+00:00")
        with clock.at(at):
            does(taken_over, at)
        faults = agreeing_offices.contradictions(taken_over, at)
        faults += follower.faults(at)
        if faults:
            found[number, day, does.__name__] = faults

    assert found == {}


def test_nothing_is_asked_for_by_a_day_that_had_passed_when_both_fixed_the_meeting(
    taken_over: Forum,
) -> None:
    fixed = ("2026-11-28T10:30", "2026-12-05T09:20")
    for day, does in COURSE:
        at = datetime.fromisoformat(f"{day}+00:00")
        with clock.at(at):
            does(taken_over, at)
            if day in fixed:
                found = [one.turn for one in turns.every(taken_over, at)]
                dated = [one for one in found if one.until is not None]
                assert dated
                assert [turns.words(one) for one in dated if one.until < at] == []
        if day == fixed[-1]:
            break
