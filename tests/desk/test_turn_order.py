"""In which order home asks for turns: what is overdue, then what another Party waits for, then by date."""

from datetime import datetime, timedelta

import pytest

import signing
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Turn
from cochair.site.desk import turns
from cochair.site.desk.turns import USUAL, Asked
from world import NOW

DAY = timedelta(days=1)


def asked(says: str, until: datetime | None, firm: str, *address: str) -> Asked:
    return Asked("act", Turn(Role.CO_PRESIDENCY.value, "LEAGUE", says, {}, until, firm, address))


def test_a_signature_due_by_rule_stands_before_usual_dates_and_behind_what_is_overdue(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = (
        asked("usual tomorrow", NOW + DAY, USUAL, "x:y"),
        asked("due tomorrow", NOW + DAY, "rule", "x:y"),
        asked("sign within a month", NOW + 30 * DAY, "rule", turns.ACT, "2"),
        asked("sign at any time", None, "", turns.ACT, "1"),
        asked("sign, overdue", NOW - DAY, "rule", turns.ACT, "3"),
        asked("overdue for two days", NOW - 2 * DAY, "fixed", "x:y"),
    )
    monkeypatch.setattr(turns, "every", lambda _forum, _at: known)

    own = turns.own(small_forum, signing.league(small_forum), NOW)

    assert [one.turn.says for one in own] == [
        "overdue for two days",
        "sign, overdue",
        "sign at any time",
        "sign within a month",
        "due tomorrow",
        "usual tomorrow",
    ]
