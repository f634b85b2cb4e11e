"""What is told of results, departures and the end of a cycle (domain.md C.5: N30, N31, N32)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

import inviting_story
import people
import signing
from cochair.features.compliance import notices, turns
from cochair.features.compliance.models import Told
from cochair.features.cycles.models import Cycle
from cochair.features.invitations import actions as inviting
from cochair.features.mail import notifications
from cochair.features.mail.actions import queue
from cochair.features.mail.letters import Letter
from cochair.features.mail.models import Message
from cochair.features.meetings.models import ContactPoint, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence
from cochair.web.request_cache import while_reading
from world import NOW

LATER = NOW + timedelta(hours=3)
OPENS = datetime(2031, 4, 8, 6, tzinfo=UTC)
IN_CHARGE = [
    "co_presidency CONCERT XP",
    "co_presidency LEAGUE XE",
    "secretariat CONCERT",
    "secretariat LEAGUE",
]


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    """Both presidencies and secretariats, a delegation and a presidency out of term."""
    signing.league(small_forum)
    signing.concert(small_forum)
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB")
    return small_forum


@pytest.fixture
def council(forum: Forum) -> Meeting:
    """The Council on 8 April; the worker has looked at the clauses once."""
    meeting = signing.fixed(forum, signing.day("2031-04-08"))
    assert not list(notices.of_turns(forum, NOW))
    return meeting


def offices(letters: Iterable[Letter]) -> list[str]:
    return sorted(letter.to.office for letter in letters)


def told(forum: Forum, at: datetime, rule: str = "B.5") -> list[Letter]:
    """What is told of one clause at an instant."""
    return [one for one in notices.of_turns(forum, at) if one.about == ("clause", rule)]


def entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("seq")


def test_what_stood_before_the_first_look_is_history_and_is_not_told(forum: Forum) -> None:
    meeting = signing.fixed(forum, signing.day("2031-02-04"))
    signing.stepped(meeting, "meeting.open")

    assert not list(notices.of_turns(forum, LATER))
    assert "not_met" in {state for state, _number in Told.objects.get().states.values()}
    assert not list(notices.of_turns(forum, LATER))


def test_a_clause_that_comes_to_be_at_risk_and_then_not_met_is_told_at_each_turn_once(
    forum: Forum, council: Meeting
) -> None:
    """The preparatory meetings of the Council (B.5) are due when it opens."""
    early, risky = OPENS - timedelta(days=20), OPENS - timedelta(days=2)
    assert not told(forum, early)

    at_risk = told(forum, risky)
    assert offices(at_risk) == IN_CHARGE
    assert not told(forum, risky + timedelta(hours=1))
    not_met = told(forum, OPENS + timedelta(days=3))

    assert offices(not_met) == IN_CHARGE
    assert {one.event for one in (*at_risk, *not_met)} == {"N30"}
    assert len({one.key for one in (*at_risk, *not_met)}) == 2


def test_the_letter_holds_the_words_of_the_clause_and_what_would_cure_it(
    forum: Forum, council: Meeting
) -> None:
    clause = parties.book(forum).by_id["B.5"]
    risky = OPENS - timedelta(days=2)
    queue(told(forum, risky), risky)

    letter = Message.objects.get(event="N30", office="secretariat LEAGUE")
    assert letter.subject == "At risk: clause B.5 (Council II)"
    assert clause.text["en"] in letter.body
    assert f"Remedy: {clause.remedy['en']}" in letter.body
    assert "Due by the end of 7 April 2031." in letter.body
    assert "/procedures/1.0/B.5/" in letter.body


def test_what_is_due_at_midnight_is_due_by_the_end_of_the_day_before() -> None:
    midnight = datetime(2031, 2, 4, 23, tzinfo=UTC)
    earlier = midnight - timedelta(minutes=1)

    ends = Sentence("Due by the end of {day}.", {"day": date(2031, 2, 4)})
    assert notices.due(midnight, "Europe/Brussels") == ends
    assert notices.due(earlier, "Europe/Brussels") == Sentence("Due on {at}.", {"at": earlier})


def test_a_clause_that_recovers_and_turns_again_is_told_again(
    forum: Forum, council: Meeting
) -> None:
    """Once for each turn of the outcome, not once for ever."""
    risky = OPENS - timedelta(days=2)
    for at in (risky, risky, OPENS - timedelta(days=20), risky, risky):
        queue(told(forum, at), at)

    assert Message.objects.filter(event="N30", office="secretariat LEAGUE").count() == 2


def test_a_clause_of_one_party_is_told_to_that_party(forum: Forum, council: Meeting) -> None:
    book = parties.book(forum)
    found = list(notices.of_turns(forum, OPENS + timedelta(days=300)))

    told = [(one.to.party, book.by_id[one.about[1]].parties) for one in found]
    of_some = [(party, asked) for party, asked in told if asked]
    assert of_some
    assert all(party in asked for party, asked in of_some)


def test_looking_at_the_clauses_again_costs_the_same_few_queries(
    forum: Forum, council: Meeting, django_assert_max_num_queries: object
) -> None:
    risky = OPENS - timedelta(days=2)
    list(notices.of_turns(forum, risky))
    # As the worker asks, for whom nothing is written meanwhile.
    with while_reading(), django_assert_max_num_queries(8):  # type: ignore[operator]
        assert not turns.note(forum, risky)


def test_whom_the_notice_did_not_reach_is_told_to_the_secretariats_until_it_is_invited(
    forum: Forum,
) -> None:
    """US-02: one member not invited is told to the secretariat (N30)."""
    meeting = inviting_story.noticed(forum, without=("XB",))

    (first, second) = notices.of_the_uninvited(forum, LATER)
    assert offices((first, second)) == ["secretariat CONCERT", "secretariat LEAGUE"]
    for _again in range(2):
        queue(notices.of_the_uninvited(forum, LATER), LATER)
    letter = Message.objects.get(event="N30", office="secretariat LEAGUE")
    assert letter.subject.startswith("Not invited (Council")
    assert letter.subject.endswith(": 1")
    assert "The notice was issued without: Brumia" in letter.body

    (key,) = [one for one in inviting_story.keys(meeting) if one.split(":")[1] == "XB"]
    inviting.invite_also(meeting, key=key, by=signing.secretariat(forum, LATER), at=LATER)
    assert not list(notices.of_the_uninvited(forum, LATER))


def test_an_accepted_departure_is_told_to_who_takes_part_in_the_meeting(forum: Forum) -> None:
    """The secretariats, and whoever was invited to the meeting, but no observer (N31); the act
    itself tells the presidencies, who signed it."""
    meeting = inviting_story.noticed(forum)
    roster = parties.roster(forum)
    (agency, *_more) = [one for one in roster.organisations if one.code in inviting_story.AGENCIES]
    people.person(forum, Role.INSTITUTION, organisation=agency.code)
    ContactPoint.objects.create(
        forum=forum, member=roster.member("XB"), email="post@example.org", at=NOW
    )
    act = signing.departure(forum, rule="B.5", target=("meeting", meeting.slug), at=LATER)
    signing.both_sign(forum, act, LATER)

    found = list(notices.of_an_accepted_departure(entry("departure.accepted"), LATER))

    assert offices(found) == sorted(
        ["", f"institution {agency.code}", "delegation_head LEAGUE XN", *IN_CHARGE[2:]]
    )
    assert queue(found, LATER) == len(found)
    assert signing.REASON in Message.objects.get(email="post@example.org").body


def test_a_departure_for_a_cycle_is_told_to_the_secretariats(forum: Forum) -> None:
    signing.both_sign(forum, signing.departure(forum))

    found = list(notices.of_an_accepted_departure(entry("departure.accepted"), NOW))

    assert offices(found) == IN_CHARGE[2:]


def test_the_presidencies_hear_that_the_cycle_ends_and_a_worker_that_was_off_catches_up_once(
    forum: Forum,
) -> None:
    cycle = Cycle.objects.get(forum=forum, number=2)
    noon = datetime.combine(cycle.end, datetime.min.time(), UTC) + timedelta(hours=12)
    people.person(forum, Role.CO_PRESIDENCY, "LEAGUE", "XN")

    def steps(days: int) -> set[str]:
        found = list(notices.of_cycles(forum, noon - timedelta(days=days)))
        assert {one.event for one in found} <= {"N32"}
        assert {one.to.office for one in found} <= {
            "co_presidency CONCERT XP",
            "co_presidency LEAGUE XN",
        }
        return {one.key.rpartition(":")[2] for one in found}

    assert not steps(61)
    assert [steps(days) for days in (60, 59, 31, 30, 8, 7, 0)] == [
        {"60"},
        {"60"},
        {"60"},
        {"30"},
        {"30"},
        {"7"},
        {"7"},
    ]
    assert not steps(-1)
    for days in (59, 58, 29, 3, 2):
        at = noon - timedelta(days=days)
        queue(notices.of_cycles(forum, at), at)
    rows = Message.objects.filter(event="N32", office="co_presidency CONCERT XP")
    assert rows.count() == 3
    assert "Clauses still open or not met:" in rows[0].body


def test_the_worker_asks_for_all_of_them() -> None:
    asked = dict(notifications.reminders())

    assert asked["clause-turned"] is notices.of_turns
    assert asked["not-invited"] is notices.of_the_uninvited
    assert asked["cycle-ends"] is notices.of_cycles
    assert notifications.knows("departure.accepted")
