"""In which order home asks for turns: what is overdue, then what another Party waits for, then by date."""

from datetime import UTC, datetime, timedelta

import pytest

import people
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


def test_what_is_due_of_another_meeting_is_a_row_of_its_own(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen on the real forum: the notice of a meeting stood in "2 more of the same" of another one."""
    for number in range(3, 7):
        signing.planned(small_forum, f"league-concert-council-{number}")
    names = [f"league-concert-council-{number}" for number in range(3, 7)]
    hat = signing.league(small_forum)

    def rows(until: datetime | None, *addresses: tuple[str, str]) -> list[int]:
        known = [asked("Sign the notice", until, USUAL if until else "", *one) for one in addresses]
        return [row.count for row in turns.rows_of(small_forum, hat, known, NOW, "UTC")]

    pages = [("desk:meeting", name) for name in names]
    assert rows(NOW + DAY, *pages) == [1, 1, 1, 1]
    assert rows(NOW + DAY, *(4 * [pages[0]])) == [4], "of one meeting"
    assert rows(None, *pages) == [4], "without a date"


def test_what_falls_due_after_a_term_is_the_turn_of_whoever_presides_then(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen on the real forum: Ireland, to the end of 2026, was asked for the notice of May 2027."""
    at, ends = datetime(2026, 12, 3, 9, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)
    forum = people.real_forum(at)
    ireland = people.hat(forum, people.person(forum, Role.CO_PRESIDENCY, "EU", "IE", start=at), at)
    clerk = people.hat(forum, people.person(forum, Role.SECRETARIAT, "EU", start=at), at)
    found = turns._term_ends(forum, ireland, at)
    assert found == ends

    known = tuple(
        Asked("act", Turn(role, "EU", says, {}, until, "rule", address))
        for role in (Role.CO_PRESIDENCY.value, Role.SECRETARIAT.value)
        for says, until, address in (
            ("in the term", ends, ("x:y",)),
            ("after it", ends + DAY, ("x:y",)),
            ("signature", ends + DAY, (turns.ACT, "1")),
            ("without a day", None, ("x:y",)),
        )
    )
    monkeypatch.setattr(turns, "every", lambda _forum, _at: known)

    def says(those: list[Asked]) -> set[str]:
        return {one.turn.says for one in those}

    assert says(turns.own(forum, ireland, at)) == {"in the term", "signature", "without a day"}
    assert says(turns.after_term(forum, ireland, at)) == {"after it"}
    assert "after it" in says(turns.own(forum, clerk, at))
    assert turns.after_term(forum, clerk, at) == []
