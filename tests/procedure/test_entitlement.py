"""Who has a say, which kinds of statement there are, and which clauses a decision cites."""

import pytest

from cochair.procedure.consensus import STEPS as IN_THE_ROOM
from cochair.procedure.entitlement import (
    Capacity,
    Participant,
    Unit,
    Voice,
    entitlement,
    entitlement_of_members,
    unit_of,
)
from cochair.procedure.obstacle import Clauses, clauses_of
from cochair.procedure.outcome import Outcome, StatementKind, statement_kinds
from cochair.procedure.refusal import Refused
from cochair.procedure.silence import STEPS as BY_SILENCE
from cochair.procedure.silence import regime_of
from cochair.procedure.steps import Step, table
from cochair.procedure.text import STEPS as OF_A_PARAGRAPH
from procedure import small_world
from procedure.deciding import ASH, ELM, HOUR, MAR, NORLAND, PARTIES, SOL, START, SUDRIA
from procedure.lakes import lakes
from procedure.official import REPOSITORY

DECISION = {"entitled": {"council": "member_delegation", "wardens": "presidency"}}


def arrived(capacity, member, party, accredited=START - HOUR, checked_in=START):
    return Participant(capacity, member, party, accredited, checked_in)


def test_the_forums_file_says_who_has_a_say_in_a_configuration():
    assert unit_of(DECISION, "council", clause="5") is Unit.MEMBER_DELEGATION
    assert unit_of(DECISION, "wardens", clause="5") is Unit.PRESIDENCY
    assert unit_of(lakes().decision, "council", clause="5") is Unit.MEMBER_DELEGATION


@pytest.mark.parametrize("decision", [{}, {"entitled": {}}, {"entitled": {"board": "everybody"}}])
def test_where_the_file_does_not_say_nobody_guesses(decision):
    with pytest.raises(
        Refused,
        match=r"do not state who takes part in the decision in this type of meeting \(board\)",
    ):
        unit_of(decision, "board", clause="5")


@pytest.mark.parametrize(
    ("one", "counts"),
    [
        (arrived(Capacity.DELEGATION, "elm", NORLAND), True),
        (arrived(Capacity.DELEGATION, "elm", NORLAND, checked_in=START + HOUR), False),
        (arrived(Capacity.DELEGATION, "elm", NORLAND, checked_in=None), False),
        (arrived(Capacity.DELEGATION, "elm", NORLAND, accredited=None), False),
        (arrived(Capacity.DELEGATION, "oro", "OSTIA"), False),
        (arrived(Capacity.INSTITUTION, "elm", NORLAND), False),
        (arrived(Capacity.OBSERVER, "elm", NORLAND), False),
    ],
)
def test_inv_11_only_delegations_that_came_before_the_declaration_are_counted(one, counts):
    found = entitlement(Unit.MEMBER_DELEGATION, PARTIES, (one,), START + HOUR)

    assert found.voices == (frozenset({ELM}) if counts else frozenset())


def test_the_parties_have_their_voices_whether_present_or_not():
    two = frozenset({Voice(NORLAND, NORLAND), Voice(SUDRIA, SUDRIA)})

    for unit in (Unit.PRESIDENCY, Unit.PARTY):
        assert entitlement(unit, PARTIES, (), START).voices == two
        assert entitlement_of_members(unit, PARTIES, (ASH, MAR)).voices == two


def test_between_meetings_all_members_of_the_parties_have_a_say():
    members = (ASH, ELM, MAR, SOL, Voice("oro", "OSTIA"))

    found = entitlement_of_members(Unit.MEMBER_DELEGATION, PARTIES, members)

    assert found.voices == frozenset({ASH, ELM, MAR, SOL})


def test_a_forum_names_the_kinds_of_statement_and_may_close_one():
    named = {"statements": ["interpretative", "dissociation_from_text", "a song"]}

    assert statement_kinds({}, {}) == frozenset(StatementKind)
    assert statement_kinds(named, {}) == {StatementKind.INTERPRETATIVE, StatementKind.DISSOCIATION}
    assert statement_kinds(named, {"dissociation.whole_text": "blocks"}) == {
        StatementKind.INTERPRETATIVE
    }


def test_only_two_outcomes_are_agreements():
    assert [one for one in Outcome if one.is_agreement] == [
        Outcome.ADOPTED_BY_CONSENSUS,
        Outcome.ADOPTED_WITH_STATEMENTS,
    ]


def test_decisions_cite_the_clauses_that_judge_them():
    book = small_world.book(
        small_world.clause("clearances_before_decision", id="4"),
        small_world.clause("decisions_by_consensus", id="5"),
        small_world.clause("decisions_by_consensus", id="5.b"),
    )

    assert clauses_of(book) == Clauses(consensus="5", clearance="4")
    assert clauses_of(lakes()).consensus == "I.2.1"


def test_a_forum_without_silence_has_none():
    with pytest.raises(Refused, match="This forum takes no decision by silence procedure"):
        regime_of(small_world.book(), {})


def test_the_regime_of_silence_is_read_from_the_file_and_the_options_in_force():
    book = lakes()
    day = START.date()
    north, south = (party.code for party in book.parties)

    found = regime_of(book, {"silence.allowed_for": ["record"]}, {north: frozenset({day})})

    assert (found.allowed_for, found.min_hours, found.default_hours) == ({"record"}, 72, 120)
    assert (found.expiry_time.hour, found.expiry_zone) == (17, "Europe/Zurich")
    assert found.parties == (north, south)
    assert [day in side.holidays for side in found.sides] == [True, False]
    assert not found.by_meeting
    assert regime_of(book, {}).allowed_for == frozenset()


@pytest.mark.parametrize(
    ("block", "by_meeting", "allowed"),
    [
        ({}, False, frozenset()),
        ({"opened_by": "consensus", "allowed_for": ["record", 3]}, True, {"record"}),
        ({"opened_by": "somebody", "min_hours": "long"}, True, frozenset()),
    ],
)
def test_in_doubt_more_is_asked_and_not_less(block, by_meeting, allowed):
    found = regime_of(small_world.book(silence=block), {})

    assert (found.by_meeting, found.allowed_for) == (by_meeting, allowed)
    assert (found.min_hours, found.expiry_time) == (72, None)


def test_an_hour_that_is_none_is_noticed():
    block = {"expiry_local": {"time": "five o'clock", "zone": "Europe/Vienna"}}

    with pytest.raises(Refused, match="five o'clock is not a time of day"):
        regime_of(small_world.book(silence=block), {})


# The tables


@pytest.mark.parametrize("steps", [IN_THE_ROOM, BY_SILENCE], ids=["room", "silence"])
def test_a_machine_prints_as_a_table_of_its_acts(steps):
    lines = table(steps).splitlines()

    assert len(lines) == len(steps) + 2
    assert lines[2].startswith("| draft | ")
    assert len({step.act for step in steps}) == len(steps)


@pytest.mark.parametrize("steps", [IN_THE_ROOM, BY_SILENCE, OF_A_PARAGRAPH])
def test_the_page_that_explains_them_prints_the_same_tables(steps):
    page = REPOSITORY / "docs" / "explanation" / "how-a-decision-is-made.md"

    assert table(steps) in page.read_text(encoding="utf-8")


def test_a_step_that_starts_nowhere_is_printed_with_a_dash():
    assert table([Step("begin", "anyone", (), ("draft",), "")]).endswith(
        "| – | begin | anyone | draft |"
    )
