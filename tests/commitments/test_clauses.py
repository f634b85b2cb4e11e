"""Clauses on commitments are judged from what was entered, in the shipped forum (I.1.4, I.1.5, I.2.8).

Its third cycle is of the loaded history: what is not entered there is unknown, and never not met.
"""

from datetime import UTC, date, datetime

import people
from cochair.features.acts.actions import turn_key
from cochair.features.commitments.models import Action, Commitment
from cochair.features.compliance import queries as compliance
from cochair.features.follow_up import actions as following
from cochair.features.follow_up import queries as commitments
from cochair.features.measures import actions
from cochair.procedure.result import Outcome
from people import REAL_NOW
from pledges import counted

# The third cycle is over: what settles at its end is settled.
AFTER = datetime(2028, 1, 2, 12, tzinfo=UTC)
CYCLE = "eu-clasi-cycle-3"
TITLE = {"en": "Shared alerts", "es": "Alertas compartidas", "pt": "Alertas partilhados"}


def chairs(forum: object):
    """Both presidencies in office on the day of the demo."""
    return (
        people.presidency(forum, "EU", "IE", REAL_NOW),
        people.presidency(forum, "CLASI", "BO", REAL_NOW),
    )


def signed(act: object, forum: object) -> None:
    """Both keys."""
    for hat in chairs(forum):
        act = turn_key(act, seen=act.digest, by=hat, at=REAL_NOW)


def judged(forum: object, rule: str) -> Outcome:
    """The outcome of a clause for the third cycle, when it is over."""
    found = compliance.results(forum, AFTER)
    (one,) = [each for each in found if (each.rule, each.target.id) == (rule, CYCLE)]
    return one.outcome


def begun(forum: object, level: str, region: str, lead: str = "IE") -> Action:
    """An action that both endorsed and that began."""
    eu, _clasi = chairs(forum)
    planned = actions.Planned(
        title=TITLE,
        level=level,
        region=region,
        lead=lead,
        start=date(2026, 11, 24),
        commitments=["JD23-01"],
    )
    row = actions.enter(forum, planned, by=eu, at=REAL_NOW)
    signed(actions.propose_endorsement(row, by=eu, at=REAL_NOW), forum)
    return actions.move(row, "begin", by=eu, at=REAL_NOW)


def reached(row: Action, forum: object) -> None:
    """A milestone of an action that was reached on the day of the demo."""
    eu, _clasi = chairs(forum)
    step = actions.add_milestone(row, title=TITLE, due=REAL_NOW.date(), by=eu, at=REAL_NOW)
    actions.reach(
        step, day=REAL_NOW.date(), evidence="Note 7 of the coast guards", by=eu, at=REAL_NOW
    )


def test_i_1_5_is_met_once_an_action_at_each_level_in_the_region_shows_what_came_of_it(
    real_forum,
) -> None:
    rows = [
        begun(real_forum, level, region)
        for level, region in (("strategic", "both"), ("tactical", "CLASI"), ("operational", "EU"))
    ]
    for row in rows:
        reached(row, real_forum)
    assert judged(real_forum, "I.1.5") is Outcome.UNKNOWN

    last = begun(real_forum, "operational", "CLASI")
    assert judged(real_forum, "I.1.5") is Outcome.UNKNOWN

    reached(last, real_forum)
    assert judged(real_forum, "I.1.5") is Outcome.MET


def test_i_1_5_the_report_of_a_lead_shows_what_came_of_an_action_and_that_of_another_does_not(
    real_forum,
) -> None:
    row = begun(real_forum, "tactical", "both", lead="EU")
    eu, clasi = chairs(real_forum)
    following.name_owners(
        commitments.commitment(real_forum, "JD23-01"),
        ["EU", "CLASI"],
        seen="EU",
        by=eu,
        at=REAL_NOW,
    )
    for by, expected in ((clasi, None), (eu, REAL_NOW)):
        following.report(
            commitments.commitment(real_forum, "JD23-01"),
            status="on_track",
            words="The work goes on as planned.",
            evidence="Note 4",
            language="en",
            by=by,
            at=REAL_NOW,
        )
        compliance.forget()
        (told,) = compliance.facts(real_forum).actions
        assert (told.id, told.shown_at) == (f"action-{row.number}", expected)


def test_i_1_4_a_figure_that_one_side_typed_proves_nothing_before_both_confirm_it(
    real_forum,
) -> None:
    eu, clasi = chairs(real_forum)
    measured = actions.Measured(
        title=TITLE,
        type="information_exchange",
        unit={"en": "notes", "es": "notas", "pt": "notas"},
        baseline="20",
        day=date(2025, 12, 31),
        source="Note 4",
    )
    row = actions.register_indicator(real_forum, measured, by=eu, at=REAL_NOW)
    assert judged(real_forum, "I.1.4") is Outcome.UNKNOWN

    counted(row, clasi, "31", at=REAL_NOW)
    assert judged(real_forum, "I.1.4") is Outcome.UNKNOWN

    signed(actions.propose_trend(row, value="rise", by=eu, at=REAL_NOW), real_forum)
    assert judged(real_forum, "I.1.4") is Outcome.MET

    signed(actions.propose_trend(row, value="fall", by=eu, at=REAL_NOW), real_forum)
    assert judged(real_forum, "I.1.4") is Outcome.NOT_MET


def test_i_2_8_the_core_is_told_which_of_the_thirty_have_a_status_in_the_cycle(real_forum) -> None:
    eu, _clasi = chairs(real_forum)
    following.report(
        commitments.commitment(real_forum, "JD23-01"),
        status="on_track",
        words="The work goes on as planned.",
        evidence="Note 4",
        language="en",
        by=eu,
        at=REAL_NOW,
    )

    told = compliance.facts(real_forum).commitments

    assert len(told) == Commitment.objects.count() == 30
    assert [one.id for one in told if one.statuses] == ["JD23-01"]
    assert {row.confidence for row in Commitment.objects.all()} <= {
        "confirmed",
        "single-source",
        "disputed",
        "inferred",
    }


def test_i_1_5_the_levels_that_the_files_read_from_a_commitment_are_kept(real_forum) -> None:
    found = {row.slug: row.levels for row in Commitment.objects.exclude(levels=[])}

    assert len(found) == 12
    assert ["strategic", "tactical", "operational"] in found.values()
