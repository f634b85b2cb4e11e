"""What earlier meetings left to be done: attested with them, and then followed like anything else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cochair.features.action_points import queries as points
from cochair.features.action_points import turns as point_turns
from cochair.features.commitments.models import Commitment
from cochair.features.compliance import closure
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.records.models import ActionPoint
from cochair.features.takeup.lines import Answer
from cochair.features.takeup.owed import COMMITMENT, Owed
from cochair.journal.models import Entry
from cochair.procedure.calendar import start_of_day
from cochair.procedure.refusal import Refused
from cochair.site.desk import turns
from taking_up import (
    COUNCIL_1,
    DUE,
    EXPERTS_1,
    POINT_OF_EXPERTS,
    TEXT,
    attested,
    confirmed,
    held,
    owes,
    prepared,
    row,
)
from world import NOW


def test_an_action_point_is_open_since_its_meeting_and_its_owner_may_report_it(
    small_forum: Forum,
) -> None:
    attested(
        small_forum,
        league_concert_experts_1=held(small_forum),
        owed_1=owes(POINT_OF_EXPERTS),
    )

    point = ActionPoint.objects.get()
    assert (point.meeting.slug, point.number, point.owner, point.due) == (EXPERTS_1, 1, "XN", DUE)
    assert point.at == row(EXPERTS_1).closed_at < NOW, "since its meeting, and not since today"
    assert list(points.live(small_forum)) == [point]
    assert Entry.objects.filter(verb="action_point.attested").count() == 1
    assert not Entry.objects.filter(verb="action_point.noted").exists()


@pytest.mark.parametrize(("days", "asks"), [(17, False), (14, True), (-1, True)])
def test_an_attested_point_is_on_home_of_its_owner_from_two_weeks_before_it_is_due(
    small_forum: Forum, days: int, asks: bool
) -> None:
    attested(
        small_forum,
        league_concert_experts_1=held(small_forum),
        owed_1=owes(replace(POINT_OF_EXPERTS, owner="LEAGUE")),
    )
    at = start_of_day(DUE - timedelta(days=days), small_forum.zone)

    for role in (Role.CO_PRESIDENCY, Role.SECRETARIAT):
        found = [
            one.turn
            for one in turns.every(small_forum, at)
            if one.turn.says == point_turns.REPORT
            and (one.turn.role, one.turn.of) == (role.value, "LEAGUE")
        ]
        assert bool(found) == asks


def test_a_commitment_counts_from_the_adopted_text_of_its_meeting(small_forum: Forum) -> None:
    good = confirmed(small_forum)
    with_text = replace(good, answer=Answer.CORRECTED, said=replace(good.said, texts=(TEXT,)))
    attested(
        small_forum,
        league_concert_council_1=with_text,
        owed_1=owes(Owed(COMMITMENT, COUNCIL_1, "Share lists of ships", "en", "LEAGUE")),
    )

    found = Commitment.objects.get(text={"en": "Share lists of ships"})
    assert found.instrument.meeting_slug == COUNCIL_1 and found.at is None
    assert (found.state, found.owners, found.confidence) == ("in_force", ["LEAGUE"], "attested")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"owner": ""}, "has an owner and a day"),
        ({"due": None}, "has an owner and a day"),
        ({"text": " "}, "Say in words"),
        ({"owner": "XX"}, "choose who is to do it"),
        ({"meeting": "league-concert-council-9"}, "a meeting that was held"),
        ({"what": COMMITMENT}, "has no adopted text"),
        ({"area": "whales"}, "no area called"),
    ],
)
def test_practice_what_cannot_be_owed_is_refused(
    small_forum: Forum, change: dict[str, object], words: str
) -> None:
    lines = {"league_concert_experts_1": held(small_forum)}
    with pytest.raises(Refused) as refused:
        prepared(small_forum, owed_1=owes(replace(POINT_OF_EXPERTS, **change)), **lines)
    assert words in " ".join(one.message for one in refused.value.refusals)

    assert prepared(small_forum, owed_1=owes(POINT_OF_EXPERTS), **lines).lines.count() == 2


def test_a_point_of_a_meeting_that_nobody_says_was_held_is_refused(small_forum: Forum) -> None:
    with pytest.raises(Refused) as refused:
        prepared(small_forum, owed_1=owes(POINT_OF_EXPERTS))
    assert "a meeting that was held" in refused.value.refusals[0].message
    with pytest.raises(Refused) as refused:
        prepared(
            small_forum,
            league_concert_experts_1=held(small_forum),
            owed_1=owes(POINT_OF_EXPERTS, source=""),
        )
    assert "name the source" in refused.value.refusals[0].message


def test_no_point_is_added_to_a_closed_cycle_where_nobody_could_do_it(small_forum: Forum) -> None:
    attested(small_forum, league_concert_experts_1=held(small_forum))
    closure.shut(row(EXPERTS_1).cycle, NOW)

    with pytest.raises(Refused, match="cycle 1 is closed"):
        prepared(small_forum, owed_1=owes(POINT_OF_EXPERTS))

    assert not ActionPoint.objects.exists()
