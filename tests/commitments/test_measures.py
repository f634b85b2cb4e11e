"""Actions, milestones and indicators: written by one side, endorsed and attested by both (I.1.4, I.1.5)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

import people
from cochair.features.accounts.models import Account
from cochair.features.acts.actions import turn_key
from cochair.features.acts.kinds import kind_of
from cochair.features.commitments.models import Action, Commitment, IndicatorValue, Milestone, Trend
from cochair.features.compliance import queries as compliance
from cochair.features.measures import actions, codes, queries
from cochair.features.measures import facts as measures
from cochair.procedure.facts import known
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from pledges import SEARCH, counted, entered, measured, ships
from signing import both_sign, concert, league, reader, secretariat
from takings import assessed, printed
from world import NOW

LATER = NOW + timedelta(days=30)


def endorsed(forum: object, **more: object) -> Action:
    """An action that both endorsed."""
    row = entered(forum, secretariat(forum), **more)
    both_sign(forum, actions.propose_endorsement(row, by=secretariat(forum), at=NOW))
    return Action.objects.get(pk=row.pk)


def test_an_action_is_endorsed_by_both_before_it_begins(small_forum) -> None:
    row = entered(small_forum, secretariat(small_forum))
    with pytest.raises(Refused, match="another status: Not yet endorsed"):
        actions.move(row, "begin", by=league(small_forum), at=NOW)

    act = actions.propose_endorsement(row, by=secretariat(small_forum), at=NOW)
    turn_key(act, seen=act.digest, by=league(small_forum), at=NOW)
    assert Action.objects.get().state == "proposed"
    turn_key(act, seen=act.digest, by=concert(small_forum), at=NOW)

    assert Action.objects.get().state == "endorsed"
    assert ships(small_forum).owners == ["XN"]
    with pytest.raises(Refused, match="already"):
        actions.propose_endorsement(row, by=league(small_forum), at=NOW)


def test_a_key_on_an_action_that_was_changed_meanwhile_is_void(small_forum) -> None:
    row = entered(small_forum, secretariat(small_forum))
    act = actions.propose_endorsement(row, by=secretariat(small_forum), at=NOW)
    turn_key(act, seen=act.digest, by=league(small_forum), at=NOW)

    Action.objects.filter(pk=row.pk).update(lead="XL")

    with pytest.raises(Refused):
        turn_key(act, seen=act.digest, by=concert(small_forum), at=NOW)
    assert Action.objects.get().state == "proposed"


def test_what_is_sent_twice_is_entered_once(small_forum) -> None:
    by = secretariat(small_forum)
    first, again = entered(small_forum, by), entered(small_forum, by)
    other = entered(small_forum, by, commitments=["S30-01", "S30-02"])
    steps = [
        actions.add_milestone(first, title=SEARCH, due=LATER.date(), by=by, at=NOW)
        for _twice in range(2)
    ]
    measures_of_it = [measured(small_forum, by).pk for _twice in range(2)]

    assert (first.pk, steps[0].pk) == (again.pk, steps[1].pk)
    assert measures_of_it[0] == measures_of_it[1]
    assert other.pk != first.pk
    both_sign(small_forum, actions.propose_endorsement(first, by=by, at=NOW))
    assert entered(small_forum, by).pk != first.pk


def test_an_action_goes_on_step_by_step_and_never_back(small_forum) -> None:
    row = endorsed(small_forum)

    for step, state in (("begin", "in_progress"), ("complete", "completed")):
        assert actions.move(row, step, by=league(small_forum), at=NOW).state == state

    for step in ("begin", "complete", "discontinue", "nothing"):
        with pytest.raises(Refused, match="another status: Carried out"):
            actions.move(row, step, by=league(small_forum), at=NOW)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": {**SEARCH, "es": " "}}, "every language"),
        ({"level": "high"}, "Select a level"),
        ({"region": "moon"}, "Select a region"),
        ({"lead": "NOPE"}, "There is no member or organisation with the code NOPE"),
        ({"partners": ["NOPE"]}, "There is no member or organisation with the code NOPE"),
        ({"commitments": []}, "at least one"),
        ({"commitments": ["S30-01", "NOPE"]}, "at least one"),
        ({"end": date(2030, 1, 1)}, "is before"),
        ({"start": date(1, 1, 1)}, "1900"),
    ],
    ids=lambda found: str(next(iter(found))) if isinstance(found, dict) else None,
)
def test_an_action_is_refused(small_forum, said, why) -> None:
    with pytest.raises(Refused, match=why):
        entered(small_forum, secretariat(small_forum), **said)
    assert not Action.objects.exists()


def test_a_milestone_is_reached_once_on_a_day_that_has_come_with_evidence(small_forum) -> None:
    row = endorsed(small_forum)
    step = actions.add_milestone(
        row, title=SEARCH, due=LATER.date(), by=league(small_forum), at=NOW
    )

    for day, evidence, why in (
        (LATER.date(), "Note 5", "is in the future."),
        (NOW.date(), " ", "Give the source in one line"),
    ):
        with pytest.raises(Refused, match=why):
            actions.reach(step, day=day, evidence=evidence, by=league(small_forum), at=NOW)
    actions.reach(
        step, day=NOW.date(), evidence="Note 5 of the coast guards", by=league(small_forum), at=NOW
    )
    with pytest.raises(Refused, match="already"):
        actions.reach(
            step,
            day=NOW.date(),
            evidence="Note 5 of the coast guards",
            by=league(small_forum),
            at=NOW,
        )

    assert Milestone.objects.get().done_on == NOW.date()


def test_a_milestone_whose_day_is_over_has_a_mark_until_it_is_reached(small_forum) -> None:
    row, by = endorsed(small_forum), league(small_forum)
    step = actions.add_milestone(row, title=SEARCH, due=NOW.date(), by=by, at=NOW)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))

    def marked(at: datetime) -> bool:
        with clock.at(at):
            return (
                "past its date"
                in client.get(
                    reverse("commitments:action", args=[small_forum.slug, row.number])
                ).text
            )

    assert [marked(NOW), marked(LATER)] == [False, True]
    actions.reach(step, day=LATER.date(), evidence="Note 5 of the coast guards", by=by, at=LATER)
    assert not marked(LATER)


def test_i_1_5_an_action_counts_from_the_instant_at_which_it_began(small_forum) -> None:
    row = endorsed(small_forum)
    actions.move(row, "begin", by=league(small_forum), at=LATER)

    told = compliance.facts(small_forum)

    assert known(told, NOW).actions == ()
    (one,) = known(told, LATER).actions
    assert (one.level, one.state, one.region) == ("tactical", "in_progress", "both")


def test_i_1_4_an_indicator_has_a_baseline_values_and_what_both_attest(small_forum) -> None:
    row = measured(small_forum, secretariat(small_forum))
    with pytest.raises(
        Refused, match="Record a value before both Parties state what the figures show"
    ):
        actions.propose_trend(row, value="rise", by=league(small_forum), at=NOW)
    for _twice in range(2):
        counted(row, league(small_forum), "3.5")

    both_sign(small_forum, actions.propose_trend(row, value="rise", by=league(small_forum), at=NOW))

    (told,) = compliance.facts(small_forum).indicators
    assert IndicatorValue.objects.count() == 1
    assert Decimal(told.values[0].value) > Decimal(told.baseline.value)
    assert (told.type, told.trends[-1].value) == ("information_exchange", "rise")


def test_a_new_value_makes_the_first_key_on_a_trend_void(small_forum) -> None:
    row = measured(small_forum, secretariat(small_forum))
    counted(row, league(small_forum))
    act = actions.propose_trend(row, value="rise", by=league(small_forum), at=NOW)
    turn_key(act, seen=act.digest, by=league(small_forum), at=NOW)

    counted(row, concert(small_forum), "1", source="Errata of January 2031, page 4")

    with pytest.raises(Refused):
        turn_key(act, seen=act.digest, by=concert(small_forum), at=NOW)
    assert not Trend.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12,5", "12.5"),
        ("1 250,50", "1250.50"),
        ("1250.125", "1250.125"),
        ("0,125", "0.125"),
        ("-3", "-3"),
    ],
)
def test_a_figure_is_typed_as_any_of_the_languages_writes_it(
    small_forum, typed: str, kept: str
) -> None:
    row = measured(small_forum, secretariat(small_forum), baseline=typed, target=typed)
    value = counted(row, league(small_forum), typed)

    assert (row.baseline, row.target, value.value) == (kept, kept, kept)


@pytest.mark.parametrize("figure", ["1.250", "1,250", "-12.000"])
def test_a_figure_that_is_read_as_thousands_by_some_is_asked_for_again(
    small_forum, figure: str
) -> None:
    with pytest.raises(Refused, match="can be read as thousands or as decimals: write 1250 or 1"):
        measured(small_forum, secretariat(small_forum), baseline=figure)


def test_a_figure_is_shown_and_signed_as_the_language_writes_it(small_forum) -> None:
    measured(small_forum, secretariat(small_forum), baseline="12345.7125", unit={})
    row = assessed(small_forum)

    said = printed(row)

    assert "Joint searches\t12,345.7125, 31 Dec 2030" in said["en"]
    assert "12.345,7125" in said["es"]
    assert "12\u202f345,7125" in said["pt"]


def test_both_read_where_an_action_takes_place_before_they_endorse_it(small_forum) -> None:
    row = entered(small_forum, secretariat(small_forum), region="CONCERT")
    act = actions.propose_endorsement(row, by=league(small_forum), at=NOW)

    lines = dict(kind_of(act).describe(act, reader(small_forum)))

    assert lines["Where"] == codes.regions(small_forum)["CONCERT"]


@pytest.mark.parametrize(
    "figure", ["many", "NaN", "1e9", "Infinity", "9" * 30, "", "1_000", "\u0661\u0662", "1,5,0"]
)
def test_a_figure_is_a_plain_decimal(small_forum, figure: str) -> None:
    with pytest.raises(
        Refused, match="Enter a number without thousands separator, for example 1250 or 12"
    ):
        measured(small_forum, secretariat(small_forum), baseline=figure)
    row = measured(small_forum, secretariat(small_forum))
    with pytest.raises(
        Refused, match="Enter a number without thousands separator, for example 1250 or 12"
    ):
        counted(row, league(small_forum), figure)


def test_who_leads_an_action_moves_it_on_and_another_delegation_does_not(small_forum) -> None:
    row = endorsed(small_forum)
    answers = []
    for party, member in (("CONCERT", "XL"), ("LEAGUE", "XN")):
        account = people.person(small_forum, "delegation_head", party, member)
        client = people.signed_in(account)
        with clock.at(NOW):
            answers.append(
                client.post(
                    reverse("commitments:move", args=[small_forum.slug, row.number]),
                    {"step": "begin"},
                ).status_code
            )

    assert answers == [403, 302]


def test_the_clauses_ask_as_much_of_many_actions_as_of_one(
    small_forum, django_assert_num_queries
) -> None:
    row = endorsed(small_forum)
    one = measured(small_forum, secretariat(small_forum))
    for number in range(10, 40):
        row.pk, row.number, row.act = None, number, None
        row.save()
        one.pk, one.number = None, number
        one.save()

    with django_assert_num_queries(8):
        found = measures.actions(small_forum), measures.indicators(small_forum)

    assert [len(each) for each in found] == [31, 31]
    assert queries.in_force(small_forum)
    assert Commitment.objects.count() == 2
    assert replace(found[0][0], id="x").id == "x"


def test_a_value_that_is_said_again_after_another_of_that_day_is_the_last_one(small_forum) -> None:
    """Entered, mended by mistake, and entered as it was: the last word counts."""
    row = measured(small_forum, secretariat(small_forum))
    for value in ("3", "4", "3", "3"):
        counted(row, league(small_forum), value)

    (told,) = compliance.facts(small_forum).indicators
    assert [one.value for one in told.values] == ["3", "4", "3"]


def test_the_unit_of_a_figure_is_shown_in_the_language_of_its_reader(small_forum) -> None:
    measured(small_forum, secretariat(small_forum))
    row = assessed(small_forum)

    said = printed(row)

    assert "Joint searches (notes)\t" in said["en"]
    assert "(notas)\t" in said["es"] and "(notas)\t" in said["pt"]


def test_a_unit_is_told_in_every_language_or_in_none(small_forum) -> None:
    with pytest.raises(Refused, match="Write the unit in every language or in none"):
        measured(small_forum, secretariat(small_forum), unit={"en": "notes"})
    assert measured(small_forum, secretariat(small_forum), unit={}).unit == {}
