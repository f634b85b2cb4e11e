"""What holds of every result, whatever the facts (C.11: INV-8, INV-10, INV-14)."""

import random
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cochair.procedure.checks import REGISTRY
from cochair.procedure.clause import Severity
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import (
    CoherenceNote,
    Departure,
    JointFact,
    Observer,
    OptionChange,
    Preparation,
    Record,
)
from cochair.procedure.horizon import next_change
from cochair.procedure.result import Ground, Outcome
from procedure.small_world import (
    BOARD,
    COUNCIL,
    NORLAND,
    SUDRIA,
    agenda,
    at,
    book,
    chairs,
    clause,
    cycle,
    decision,
    delegations,
    facts,
    held,
    history,
    invitation,
    item,
    keys,
    meeting,
    notice,
    schedule,
)

BOTH = [NORLAND, SUDRIA]
ALL = (COUNCIL, BOARD)
OPENED, CLOSED = "meeting.opened", "meeting.closed"

BOOK = book(
    clause("in_semester", "slot", "semester[1].end", id="1", semester=1),
    clause("in_semester", "slot", "semester[2].end", id="2", among=(BOARD,), semester=2),
    clause(
        "cadence", "slot", "previous.start + 12 months + tolerance", id="3", among=ALL,
        months=12, tolerance_days=60,
    ),
    clause("format_is", "meeting", OPENED, id="4", among=ALL, formats=["in_person"]),
    clause("venue_allowed", "meeting", f"first_of(notice.issued, {OPENED})", id="5",
           basis="practice", places=["hub", "host:NORLAND"], presidency_at="any_day"),
    clause("co_chaired_by_presidencies", "meeting", OPENED, id="6", among=ALL),
    clause("notice_issued_by_presidencies", "meeting", OPENED, id="7", among=ALL, entry="send"),
    clause("record_approved", "meeting", "meeting.closed + record.approval_days", id="8",
           basis="practice", among=ALL, by=BOTH),
    clause("group_invited", "meeting", OPENED, id="9", group="BUREAU"),
    clause("group_invited_and_present", "meeting", OPENED, id="10", group="BUREAU"),
    clause("members_invited_at_level", "meeting", OPENED, id="11", party=NORLAND, level=COUNCIL),
    clause("observers_prior_agreement", "meeting", OPENED, id="12", severity=Severity.PERMISSION,
           prior_to="invitation", parties=BOTH),
    clause("prep_meeting_covers", "meeting", OPENED, id="13", topic="agenda", minimum=1),
    clause("functions_placed", "meeting", f"first_of(agenda.final_published, {OPENED})", id="14",
           basis="practice", functions=["talk", "decide"]),
    clause("item_concluded", "meeting", CLOSED, id="15", tag="talk"),
    clause("decisions_by_consensus", "meeting", CLOSED, id="16", severity=Severity.HARD),
    clause("participation_adequate", "meeting", CLOSED, id="17", min_share="2/3",
           min_level_share="1/2"),
    clause("configurations_held", "cycle", "cycle.end", id="18", configurations=list(ALL)),
    clause("coherence_note_present", "meeting", OPENED, id="19", max_age_days=100,
           configurations=[COUNCIL]),
    clause("virtual_requires_declaration", "meeting", OPENED, id="20",
           severity=Severity.PERMISSION, by=BOTH),
)  # fmt: skip

INSTANTS = st.integers(0, 900).map(lambda days: at("2030-06-01") + timedelta(days=days))


@st.composite
def meetings(draw, imported=False):
    number = draw(st.integers(1, 2))
    code = draw(st.sampled_from(ALL))
    on = date(2029 + number, draw(st.integers(1, 12)), draw(st.integers(1, 28))).isoformat()
    name = f"{code}-{number}"
    form = draw(st.sampled_from(["in_person", "hybrid", "virtual", None]))
    place = draw(st.sampled_from(["hub", "north", "far"]))
    make = history if imported else held
    one = make(name, on, cycle=number, configuration=code, format=form, place=place)
    if imported and draw(st.booleans()):
        one = replace(one, opened_at=None, closed_at=None)
    if imported:
        return one
    if draw(st.booleans()):
        one = replace(one, opened_at=None, closed_at=None)
    extras = draw(st.sets(st.sampled_from(sorted(EXTRAS)), max_size=8))
    return replace(one, **{key: EXTRAS[key] for key in extras})


EXTRAS = {
    "notices": (notice("2030-12-01"),),
    "chairs": chairs(),
    "record": Record("record", at("2031-04-01"), keys("2031-05-01")),
    "invitations": (invitation("BUREAU", arrived_at=at("2031-03-05 08:30")),),
    "observers": (Observer("o", at("2030-12-01"), "Ports", invited_at=at("2031-01-01")),),
    "preparations": (Preparation("p", at("2030-12-01"), frozenset(BOTH), frozenset({"agenda"})),),
    "agendas": (agenda(item(1, "talk", concluded_at=at("2031-03-05 11:00")), item(2, "decide")),),
    "decisions": (decision(), decision("other", standing_objections=1)),
    "delegations": delegations("NA", "NB", "SA", "SC"),
    "coherence_notes": (CoherenceNote("n", at("2031-02-01"), date(2031, 2, 1)),),
    "declaration": JointFact("d", at("2031-02-01")),
    "cancelled_at": at("2031-02-10"),
}


@st.composite
def worlds(draw, imported=False):
    found = draw(st.lists(meetings(imported), max_size=5, unique_by=lambda one: one.id))
    cycles = (cycle(1, imported=imported), cycle(2, imported=imported))
    departures = () if imported else draw(
        st.lists(
            st.builds(
                lambda rule, target, days: Departure(
                    f"{rule}-{target}", at("2031-01-01") + timedelta(days=days), rule, target, "Why"
                ),
                st.sampled_from([one.id for one in BOOK.clauses]),
                st.sampled_from(["council-1", "council-2", "board-1"]),
                st.integers(0, 300),
            ),
            max_size=3,
        )
    )  # fmt: skip
    return facts(*found, cycles=cycles, departures=tuple(departures))


@given(worlds(), INSTANTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_recomputed_from_the_same_facts_in_any_order_results_are_the_same(known, now, chance):
    once = evaluate(BOOK, known, now)
    assert evaluate(BOOK, known, now) == once
    shuffled = replace(
        known,
        meetings=_shuffled(known.meetings, chance),
        cycles=_shuffled(known.cycles, chance),
        terms=_shuffled(known.terms, chance),
        memberships=_shuffled(known.memberships, chance),
        departures=_shuffled(known.departures, chance),
    )
    assert evaluate(BOOK, shuffled, now) == once


@given(worlds(), INSTANTS)
@settings(max_examples=60, deadline=None)
def test_every_clause_has_a_result_and_every_target_one_at_most(known, now):
    found = evaluate(BOOK, known, now)
    assert {one.rule for one in found} == {one.id for one in BOOK.clauses}
    keys_ = [(one.rule, one.target.kind, one.target.id) for one in found]
    assert len(keys_) == len(set(keys_))


@given(worlds(imported=True), INSTANTS)
@settings(max_examples=80, deadline=None)
def test_of_history_nothing_is_not_met_for_want_of_a_fact(known, now):
    for one in evaluate(BOOK, known, now):
        assert not (one.outcome is Outcome.NOT_MET and one.ground is Ground.NO_EVIDENCE)


@given(worlds(), INSTANTS)
@settings(max_examples=60, deadline=None)
def test_as_at_an_instant_later_facts_change_nothing(known, now):
    later = meeting(
        "council-9", at=now + timedelta(days=1), schedules=(schedule(at=now + timedelta(days=1)),)
    )
    gone = Departure("z", now + timedelta(seconds=1), "4", "council-2", "Later")
    more = replace(known, meetings=(*known.meetings, later), departures=(*known.departures, gone))
    assert evaluate(BOOK, more, now) == evaluate(BOOK, known, now)


@given(worlds(), INSTANTS)
@settings(max_examples=60, deadline=None)
def test_practice_dates_never_say_not_met_before_a_meeting_has_happened(known, now):
    # INV-14: the practice day of the notice passes, and nothing is called missing.
    for one in evaluate(BOOK, known, now):
        if one.rule == "7" and one.outcome is Outcome.NOT_MET:
            judged = next(m for m in known.meetings if m.id == one.target.id)
            over = judged.schedules[-1].ends + timedelta(hours=24)
            opened = judged.opened_at if judged.opened_at is not None else over
            assert now >= min(opened, over)
        if (one.outcome, one.due_basis, one.due) == (Outcome.NOT_MET, "practice", None):
            assert one.ground is Ground.CONTRARY_EVIDENCE


@given(worlds(), INSTANTS)
@settings(max_examples=60, deadline=None)
def test_a_met_result_stays_met_when_only_time_passes(known, now):
    # Nothing that has been done in time, or late, turns into a fault by waiting.
    closed = at("2033-06-01")
    settled = {
        (one.rule, one.target.id)
        for one in evaluate(BOOK, known, closed)
        if one.outcome is Outcome.MET
    }
    later = evaluate(BOOK, known, closed + timedelta(days=4000))
    assert settled <= {(one.rule, one.target.id) for one in later if one.outcome is Outcome.MET}


@given(worlds(), INSTANTS)
@settings(max_examples=60, deadline=None)
def test_a_closed_meeting_keeps_its_results_whatever_the_options_become(known, now):
    # INV-10
    changed = replace(
        known,
        options=(
            OptionChange(at("2032-06-01"), "record.approval_days", 1),
            OptionChange(at("2032-06-02"), "format.council.hybrid", "allowed"),
            OptionChange(at("2032-06-03"), "virtual_contact.counts_as_meeting", "never"),
        ),
    )
    closed = {m.id for m in known.meetings if m.closed_at is not None}
    moment = at("2033-06-01")

    def of(facts_):
        return [one for one in evaluate(BOOK, facts_, moment) if one.target.id in closed]

    assert of(changed) == of(known)


@given(worlds(), INSTANTS)
@settings(max_examples=40, deadline=None)
def test_results_hold_until_the_next_instant_that_can_change_them(known, now):
    found = evaluate(BOOK, known, now)
    until = next_change(known, now, found)
    middle = now + (until - now) / 2
    last = until - timedelta(microseconds=1)
    for moment in (middle, last):
        assert evaluate(BOOK, known, moment) == found


def test_two_hundred_cycles_take_time_in_proportion():
    def world(count):
        cycles = tuple(cycle(number) for number in range(1, count + 1))
        year = cycles[0].start.year
        found = []
        for number in range(count):
            on = f"{year + number}"
            found.append(held(f"c-{number}", f"{on}-03-05", cycle=number + 1))
            board = {"configuration": BOARD, "cycle": number + 1}
            found.append(held(f"b-{number}", f"{on}-09-05", **board))
        return facts(*found, cycles=cycles)

    def spent(known):
        best = 60.0
        for _attempt in range(3):
            start = time.perf_counter()
            evaluate(BOOK, known, at("2190-01-01"))
            best = min(best, time.perf_counter() - start)
        return best

    small, large = world(40), world(160)
    assert spent(large) < 10 * spent(small)


def test_there_are_39_predicates():
    assert len(REGISTRY) == 39


@pytest.mark.parametrize("step", [timedelta(days=1)])
def test_outcomes_of_a_story_only_move_as_the_law_lets_them(step):
    """From not yet due to anything; from not met only by a late fact or a departure."""
    story = facts(
        held(
            notice=notice(),
            chairs=chairs(),
            agendas=EXTRAS["agendas"],
            record=Record("record", at("2031-04-01"), keys("2031-06-01")),
        )
    )
    seen = []
    now = at("2031-01-01")
    while now < at("2031-07-15"):
        seen.append({(r.rule, r.target.id): r.outcome for r in evaluate(BOOK, story, now)})
        now += step
    moves = {
        (before[key], after[key])
        for before, after in pairwise(seen)
        for key in before.keys() & after.keys()
        if before[key] is not after[key]
    }
    assert moves <= {
        (Outcome.NOT_YET_DUE, Outcome.MET),
        (Outcome.NOT_YET_DUE, Outcome.NOT_MET),
        (Outcome.NOT_YET_DUE, Outcome.NOT_APPLICABLE),
        (Outcome.NOT_MET, Outcome.MET),
    }


def _shuffled(many, chance: random.Random):
    found = list(many)
    chance.shuffle(found)
    return tuple(found)


def test_all_instants_are_aware():
    for one in evaluate(BOOK, facts(held()), at("2031-12-01")):
        if one.due is not None:
            assert one.due.tzinfo is not None
