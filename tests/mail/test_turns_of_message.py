"""Whose turn it is on letters that did not arrive."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cochair.features.accounts.models import Account
from cochair.features.mail import actions, kind
from cochair.features.mail.models import Message, State
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import civil_day
from mail.posting import letter, outside
from owing import owed, said
from world import NOW

pytestmark = pytest.mark.usefixtures("silent")
LOST = {State.FAILED.value, State.NO_ADDRESS.value}


@pytest.mark.parametrize("state", [one.value for one in State])
def test_only_what_did_not_arrive_is_somebodys(
    small_forum: Forum, anna: Account, state: str
) -> None:
    actions.queue([letter(small_forum, anna), letter(small_forum, anna, key="notice:2")], NOW)
    Message.objects.update(state=state)

    found = owed("message", small_forum, NOW)

    wanted = [("secretariat", "LEAGUE", kind.REACH)] if state in LOST else []
    assert said(found) == wanted
    assert [(one.facts["n"], one.firm) for one in found] == [("1", "practice") for _one in wanted]


def test_whoever_is_of_no_party_is_reached_by_each_secretariat(small_forum: Forum) -> None:
    actions.queue([letter(small_forum, outside())], NOW)
    Message.objects.update(state=State.FAILED)

    found = owed("message", small_forum, NOW)

    assert {one.of for one in found} == {"LEAGUE", "CONCERT"}
    assert {one.says for one in found} == {kind.REACH}


def test_a_secretariat_has_one_line_for_those_of_its_party_and_those_of_none(
    small_forum: Forum, anna: Account
) -> None:
    actions.queue([letter(small_forum, anna), letter(small_forum, outside())], NOW)
    Message.objects.update(state=State.FAILED)

    found = {one.of: one.facts["n"] for one in owed("message", small_forum, NOW)}

    assert len(owed("message", small_forum, NOW)) == 2
    assert found == {"LEAGUE": "2", "CONCERT": "1"}


@pytest.mark.parametrize(
    ("failed", "until"),
    [
        # A Wednesday, a Friday and a Saturday.
        (datetime(2026, 7, 1, 9, tzinfo=UTC), date(2026, 7, 3)),
        (datetime(2026, 7, 3, 9, tzinfo=UTC), date(2026, 7, 7)),
        (datetime(2026, 7, 4, 9, tzinfo=UTC), date(2026, 7, 7)),
    ],
)
def test_there_are_two_working_days_after_the_day_on_which_it_failed(
    small_forum: Forum, anna: Account, failed: datetime, until: date
) -> None:
    actions.queue([letter(small_forum, anna)], NOW)
    Message.objects.update(state=State.FAILED, failed_at=failed)

    (found,) = owed("message", small_forum, failed)

    assert found.until is not None
    assert civil_day(found.until - timedelta(seconds=1), small_forum.zone) == until
