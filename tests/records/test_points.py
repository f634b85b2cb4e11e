"""What a meeting asks somebody to do: noted, carried over, reported done, dropped (CB-38, I.2.1.a)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import agendas
import people
import rooms
from cochair.features.accounts.models import Account
from cochair.features.action_points import actions, points_of, presenters, turns
from cochair.features.action_points.actions import Noted
from cochair.features.action_points.kind import POINT
from cochair.features.acts.models import JointAct
from cochair.features.agendas import carry_over
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting, OpenPoint
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.records.models import ActionPoint
from cochair.features.sessions import closure
from cochair.kernel.kind import No
from cochair.procedure.calendar import end_of_day
from cochair.procedure.facts import known
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from owing import owed
from rooms import AT
from signing import both_sign, day, league, schedule, secretariat, stepped, verbs

WORDS = {"en": "Send the list of ports"}
DUE = date(2031, 6, 1)
ASKED = Noted(WORDS, "en", "XN", DUE)
CLOSES = AT + timedelta(hours=2)
LATER = CLOSES + timedelta(days=7)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council while it sits, with an agenda of three items."""
    return rooms.council(small_forum)


def later_meeting(council: Meeting, number: int, first: str) -> Meeting:
    """A meeting of the Experts of the same cycle, after the Council."""
    made = Meeting.objects.create(
        forum=council.forum,
        slug=f"league-concert-experts-{number}",
        configuration="experts",
        number=number,
        cycle=Cycle.objects.get(forum=council.forum, number=2),
        known_at=AT,
    )
    both_sign(made.forum, schedule(made, day(first), at=AT), AT)
    return made


@pytest.fixture
def following(council: Meeting) -> Meeting:
    """The Experts of the same cycle, who meet after the Council."""
    return later_meeting(council, 2, "2031-06-10")


def noted(meeting: Meeting, asked: Noted = ASKED) -> ActionPoint:
    """A point noted by the secretariat of the League in the room."""
    return actions.note(meeting, asked, by=secretariat(meeting.forum, AT), at=AT)


def closed(meeting: Meeting) -> Meeting:
    """The meeting after both closed it."""
    return stepped(meeting, "meeting.close", CLOSES)


def forgotten(meeting: Meeting) -> list[bool]:
    """Of the points that the clause asks of a meeting, which are forgotten."""
    compliance.forget()
    told = next(one for one in compliance.facts(meeting.forum).meetings if one.id == meeting.slug)
    return [one.is_forgotten(told.opened_at) for one in told.points]


def settled(row: ActionPoint, how: str, target: str = "", at=LATER) -> JointAct:
    """Both dropped a point, or put it off."""
    act = actions.propose_settlement(
        row,
        how=how,
        target=target,
        reason="The ports closed in March.",
        by=league(row.meeting.forum, at),
        at=at,
    )
    return both_sign(row.meeting.forum, act, at)


def test_cb_38_a_point_has_words_an_owner_and_a_day_and_the_record_reads_it(council) -> None:
    noted(council, replace(ASKED, item="i2"))
    noted(council, replace(ASKED, item="i2"))
    noted(council, Noted({"es": "Escribir a la OMI"}, "es", "LEAGUE", DUE))

    first, second = points_of(council)

    assert (first.number, first.item, first.owner, first.due) == (1, "i2", "XN", DUE)
    assert (second.number, second.language, second.state) == (2, "es", "open")
    assert verbs(council.forum).count("action_point.noted") == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (
            {"text": {"es": "Algo"}},
            "Enter what is to be done, in the language in which it was agreed.",
        ),
        (
            {"text": {"en": " "}},
            "Enter what is to be done, in the language in which it was agreed.",
        ),
        ({"text": {"en": "x" * 301}}, "300"),
        ({"text": {"en": "a", "xx": "b"}}, "is not a language of the forum"),
        ({"owner": "XX"}, "Select the owner"),
        ({"item": "i99"}, "no such item"),
        ({"due": date(2031, 4, 7)}, "The due date has passed"),
    ],
)
def test_cb_38_a_point_without_one_of_them_is_refused(council, wrong, why) -> None:
    with pytest.raises(Refused, match=why):
        noted(council, replace(ASKED, **wrong))
    assert points_of(council) == ()


def test_the_day_counts_in_the_zone_of_the_forum(council) -> None:
    made = noted(council, replace(ASKED, due=date(2031, 4, 8)))

    assert made.due == date(2031, 4, 8)


def test_a_translation_is_added_and_who_saw_an_older_point_is_told(council) -> None:
    row, by = noted(council), secretariat(council.forum, AT)
    spanish = replace(ASKED, text={**WORDS, "es": "Enviar la lista de puertos"})

    changed = actions.change(row, spanish, seen=1, by=by, at=AT)

    assert changed.text["es"] == "Enviar la lista de puertos"
    assert actions.change(row, spanish, seen=1, by=by, at=AT).revision == 2
    with pytest.raises(StaleVersion):
        actions.change(row, replace(ASKED, owner="XL"), seen=1, by=by, at=AT)


def test_only_the_owner_says_that_it_is_done_and_with_a_line_of_evidence(council) -> None:
    row = noted(council)
    norland, lagoon = rooms.head(council.forum), rooms.head(council.forum, "XL", "CONCERT")

    for by, line, why in (
        (lagoon, "List.", "Only the owner may report an action point as done:"),
        (norland, " ", "in one line"),
    ):
        with pytest.raises(Refused, match=why):
            actions.report_done(row, evidence=line, by=by, at=AT)
    for _twice in range(2):
        actions.report_done(row, evidence="List sent on 8 April.", by=norland, at=AT)

    (point,) = points_of(council)
    assert (point.state, point.evidence) == ("done", "List sent on 8 April.")
    assert verbs(council.forum).count("action_point.done") == 1
    with pytest.raises(Refused, match="settled"):
        actions.report_done(row, evidence="The list was sent once more.", by=norland, at=AT)


def test_i_2_1_a_what_nobody_carried_is_forgotten_by_the_next_meeting(council, following) -> None:
    row = noted(council)
    assert forgotten(following) == []

    closed(council)
    assert forgotten(following) == [True]
    made = actions.carry(row, following, by=secretariat(council.forum, LATER), at=LATER)

    assert forgotten(following) == [True]
    agendas.begun(following, at=LATER)
    seen = agendas.latest(following).token
    carry_over.place_point(
        following, made.pk, key="", seen=seen, by=secretariat(council.forum, LATER), at=LATER
    )
    assert forgotten(following) == [False]
    assert points_of(council)[0].carried_to == following.slug
    with pytest.raises(Refused, match="That meeting already has this action point"):
        actions.carry(row, following, by=secretariat(council.forum, LATER), at=LATER)


def test_i_2_1_a_both_put_a_point_off_or_drop_it_with_a_reason(council, following) -> None:
    waits, falls = noted(council), noted(council, replace(ASKED, owner="XL"))
    closed(council)
    with pytest.raises(Refused, match="Give a reason"):
        actions.propose_settlement(
            waits, how="dropped", target="", reason=" ", by=league(council.forum), at=LATER
        )
    with pytest.raises(Refused, match="Select the next meeting"):
        actions.propose_settlement(
            waits, how="deferred", target="", reason="Later.", by=league(council.forum), at=LATER
        )
    assert forgotten(following) == [True, True]

    settled(waits, "deferred", following.slug)
    settled(falls, "dropped")

    assert forgotten(following) == [False, False]
    assert [one.state for one in points_of(council)] == ["carried", "dropped"]
    assert OpenPoint.objects.get(meeting=following).deferral_reason == "The ports closed in March."
    with pytest.raises(Refused, match="settled"):
        settled(falls, "dropped", at=LATER + timedelta(hours=1))


def test_i_2_1_a_what_was_done_after_it_was_carried_asks_nothing_of_the_next_meeting(
    council, following
) -> None:
    row = noted(council)
    closed(council)
    actions.carry(row, following, by=secretariat(council.forum, LATER), at=LATER)
    assert any(
        "neither on the agenda" in one.says.message for one in closure.at_closing(following, LATER)
    )

    actions.report_done(
        row, evidence="List sent to all on 8 April.", by=rooms.head(council.forum), at=LATER
    )

    assert forgotten(following) == [False]
    said = [one.says.message for one in closure.at_closing(following, LATER)]
    assert not any("neither on the agenda" in one for one in said)


def test_i_2_1_a_as_of_an_earlier_instant_a_point_that_was_done_since_was_open(
    council, following
) -> None:
    row = noted(council)
    closed(council)
    actions.report_done(
        row, evidence="List sent to all on 8 April.", by=rooms.head(council.forum), at=LATER
    )
    compliance.forget()

    found = known(compliance.facts(council.forum), LATER - timedelta(minutes=1))

    told = next(one for one in found.meetings if one.id == following.slug)
    assert [one.is_forgotten(None) for one in told.points] == [True]
    assert forgotten(following) == [False]


def carried(row: ActionPoint, target: Meeting, at=LATER) -> OpenPoint:
    """A point that goes on to a meeting."""
    return actions.carry(row, target, by=secretariat(target.forum, at), at=at)


def over(meeting: Meeting, at) -> None:
    """A meeting that opened and closed at an instant, whatever it dealt with."""
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=at, closed_at=at)
    compliance.forget()


def test_i_2_1_a_a_point_that_is_carried_elsewhere_leaves_nothing_open_where_it_was_to_go(
    council, following
) -> None:
    last = later_meeting(council, 3, "2031-09-10")
    row = noted(council)
    closed(council)
    first = carried(row, last)

    carried(row, following)

    first.refresh_from_db()
    assert first.settled_at == LATER
    assert (forgotten(following), forgotten(last)) == ([True], [False])
    again = carried(row, last)
    assert (again.pk, again.settled_at) == (first.pk, None)


def test_i_2_1_a_what_a_meeting_did_with_a_point_stays_when_it_goes_on_from_there(
    council, following
) -> None:
    last = later_meeting(council, 3, "2031-09-10")
    row = noted(council)
    closed(council)
    made = carried(row, following)
    OpenPoint.objects.filter(pk=made.pk).update(item_key="i1", placed_at=LATER)
    over(following, LATER + timedelta(days=30))

    assert forgotten(last) == [True]
    carried(row, last, LATER + timedelta(days=31))

    assert forgotten(following) == [False]
    assert forgotten(last) == [True]
    made.refresh_from_db()
    assert made.settled_at is None


@pytest.mark.parametrize("state", ["closed", "imported", "cancelled"])
def test_i_2_1_a_nothing_is_put_off_at_a_meeting_that_is_over(council, following, state) -> None:
    row = noted(council)
    closed(council)
    changes = {
        "closed": {"opened_at": AT, "closed_at": AT},
        "imported": {"imported": True, "confirmed_at": None},
        "cancelled": {"cancelled_at": AT},
    }
    Meeting.objects.filter(pk=following.pk).update(**changes[state])
    following.schedules.update(ends=AT)

    with pytest.raises(Refused):
        settled(row, "deferred", following.slug)
    assert not OpenPoint.objects.exists()


def test_i_2_1_a_a_loaded_meeting_whose_day_both_fixed_here_takes_points_like_any_other(
    council, following
) -> None:
    row = noted(council)
    closed(council)
    Meeting.objects.filter(pk=following.pk).update(imported=True)

    book = parties.book(council.forum)
    assert [slug for slug, _name in presenters.targets(council, book, LATER)] == [following.slug]
    settled(row, "deferred", following.slug)
    assert OpenPoint.objects.get().meeting == following


def test_an_act_on_the_end_of_a_point_lapses_once_its_owner_has_done_it(council) -> None:
    row = noted(council)
    act = actions.propose_settlement(
        row, how="dropped", target="", reason="The ports closed in March.",
        by=league(council.forum, AT), at=AT,
    )  # fmt: skip

    actions.report_done(
        row, evidence="List sent to all on 8 April.", by=rooms.head(council.forum), at=AT
    )

    act.refresh_from_db()
    assert (act.state, act.closed_reason) == ("lapsed", "action_point.settled")


def test_cb_41_what_both_approved_in_the_record_is_changed_by_no_office_alone(council) -> None:
    row, by = noted(council), secretariat(council.forum, LATER)
    closed(council)
    Meeting.objects.filter(pk=council.pk).update(completed_at=LATER)

    for wrong in (
        {"due": DUE + timedelta(days=30)},
        {"owner": "XL"},
        {"text": {"en": "Send the list of prisons"}},
        {"item": "i2"},
    ):
        with pytest.raises(Refused, match=r"Both Parties approved the record.*two-keys"):
            actions.change(row, replace(ASKED, **wrong), seen=1, by=by, at=LATER)
    spanish = replace(ASKED, text={**WORDS, "es": "Enviar la lista de puertos"})
    assert actions.change(row, spanish, seen=1, by=by, at=LATER).text["es"]
    assert settled(row, "dropped").state == "effective"


@pytest.mark.parametrize("sign", ["\x1b[2J", "\u202e", "\x85"])
def test_signs_that_cannot_be_printed_stand_in_no_evidence_and_in_no_reason(council, sign) -> None:
    row, lines = noted(council), "Two ports closed.\nThe rest follows."
    with pytest.raises(Refused):
        actions.report_done(row, evidence=f"List{sign}sent", by=rooms.head(council.forum), at=AT)
    for reason, is_taken in ((f"Ports{sign}closed.", False), (lines, True)):
        wish = {"how": "dropped", "target": "", "reason": reason, "by": league(council.forum, AT)}
        if is_taken:
            assert actions.propose_settlement(row, **wish, at=AT).reason == lines
            continue
        with pytest.raises(Refused):
            actions.propose_settlement(row, **wish, at=AT)


def test_cb_38_a_day_beyond_the_calendar_is_none(council) -> None:
    with pytest.raises(Refused, match="calendar"):
        noted(council, replace(ASKED, due=date(9999, 12, 31)))


def test_before_a_meeting_closes_an_open_point_leads_to_a_page_that_is_there(
    council, following
) -> None:
    row = noted(council)
    closed(council)
    carried(row, following)
    (asked,) = [
        one for one in closure.at_closing(following, LATER) if "neither on" in one.says.message
    ]

    client = people.signed_in(Account.objects.get(pk=secretariat(council.forum, LATER).account))

    with clock.at(LATER):
        page = client.get(asked.link)
    assert page.status_code == 200
    assert row.text["en"] in page.content.decode()


def test_its_owner_acts_next_until_it_is_done_and_then_nobody(council: Meeting) -> None:
    row = noted(council)

    asked = end_of_day(DUE, council.forum.zone) - timedelta(days=10)
    assert not isinstance(POINT.turns, No)
    (turn,) = POINT.turns.of(row, asked)
    assert (turn.role, turn.of, turn.until) == (
        "delegation_head", "XN", end_of_day(DUE, council.forum.zone),
    )  # fmt: skip
    assert turn.address == ("records:point", council.slug, "1", "#done")
    assert list(POINT.turns.of(row, asked - timedelta(days=6))) == []

    row.state = "carried"
    assert list(POINT.turns.of(row, asked)) == [turn]
    for over in ("done", "dropped"):
        row.state = over
        assert list(POINT.turns.of(row, asked)) == []


def test_i_2_1_a_what_a_meeting_left_is_carried_over_once_the_next_of_its_kind_has_a_day(
    council: Meeting,
) -> None:
    noted(council)
    noted(council, replace(ASKED, item="i2"))
    closed(council)
    assert turns.CARRY not in [one.says for one in owed("action-point", council.forum, LATER)]

    after = Meeting.objects.create(
        forum=council.forum,
        slug="league-concert-council-9",
        configuration=council.configuration,
        number=9,
        known_at=AT,
    )
    both_sign(after.forum, schedule(after, day("2031-09-10"), at=AT), AT)
    found = [one for one in owed("action-point", council.forum, LATER) if one.says == turns.CARRY]
    assert {(one.role, one.facts["n"]) for one in found} == {("secretariat", "2")}

    for row in ActionPoint.objects.filter(meeting=council):
        actions.carry(row, after, by=secretariat(council.forum, LATER), at=LATER)
    assert turns.CARRY not in [one.says for one in owed("action-point", council.forum, LATER)]


def test_cb_38_a_point_noted_again_after_both_dropped_it_is_another_one(council) -> None:
    first = noted(council)
    settled(first, "dropped", at=AT)

    second = noted(council)

    assert second != first and second.state == "open"
    assert noted(council) == second


def test_cb_38_a_point_noted_again_after_it_was_done_is_another_one(council) -> None:
    first = noted(council)
    by = people.hat(
        council.forum, people.person(council.forum, "delegation_head", "LEAGUE", "XN", start=AT), AT
    )
    actions.report_done(first, evidence="Letter of today to all members", by=by, at=AT)

    assert noted(council) != first
