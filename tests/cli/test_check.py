"""`cochair check`: the result of every clause, as a table for people and as JSON for programs."""

import json
from datetime import datetime

import pytest

from cli.shell import Say
from cochair.web.clock import clock

pytestmark = pytest.mark.django_db

FORUM = "eu-clasi"
TODAY = "2026-11-24"
KEYS = {
    "rule",
    "target",
    "outcome",
    "ground",
    "late_days",
    "at_risk",
    "evidence",
    "due",
    "due_basis",
    "procedure_version",
}
MET, UNKNOWN, NOT_YET_DUE = "met", "unknown", "not_yet_due"
NOT_APPLICABLE, DEPARTED, NOT_MET = "not_applicable", "departed", "not_met"

SLOT = {"min": "I.2.cycle.1", "som": "I.2.cycle.2", "im": "I.2.cycle.3"}
INTERVAL = {"min": "II.1.meetings.a.2", "som": "II.2.meetings.a.2", "im": "II.3.meetings.a.1"}
VENUE = {"min": "II.1.meetings.a.3", "som": "II.2.meetings.a.3"}
# Slot, interval and venue of every meeting (domain.md A.8, as corrected: what was announced and
# is told by nobody since is unknown).  None: the clause has no row for it.
HISTORY = [
    ("min", "eu-clasi-min-1", "eu-clasi-min-1", None, NOT_APPLICABLE, MET),
    ("min", "eu-clasi-min-2", "eu-clasi-min-2", MET, MET, MET),
    ("som", "eu-clasi-som-1", "eu-clasi-som-1", MET, NOT_APPLICABLE, MET),
    ("im", "eu-clasi-im-1", "eu-clasi-cycle-1-im", UNKNOWN, NOT_APPLICABLE, None),
    ("min", "eu-clasi-min-3", "eu-clasi-min-3", MET, MET, MET),
    ("som", "eu-clasi-som-2", "eu-clasi-cycle-2-som", UNKNOWN, UNKNOWN, UNKNOWN),
    ("im", "eu-clasi-im-2", "eu-clasi-cycle-2-im", UNKNOWN, UNKNOWN, None),
    (
        "min",
        "eu-clasi-min-4",
        "eu-clasi-cycle-3-ministerial",
        NOT_YET_DUE,
        NOT_YET_DUE,
        NOT_YET_DUE,
    ),
]


@pytest.fixture(autouse=True)
def loaded(real_forum: object) -> None:
    """Every story here is told of the forum that is shipped."""


def rows(say: Say, *words: str) -> list[dict]:
    said = say("check", FORUM, *words, "--json")
    assert (said.status, said.err) == (0, "")
    return json.loads(said.out)


def outcomes(say: Say, *words: str) -> dict[tuple[str, str], str]:
    return {(row["rule"], row["target"]["id"]): row["outcome"] for row in rows(say, *words)}


@pytest.mark.parametrize(("kind", "meeting", "target", "slot", "interval", "venue"), HISTORY)
def test_every_known_meeting_has_the_slot_interval_and_venue_that_history_gives_it(
    say: Say, kind: str, meeting: str, target: str, slot: str, interval: str, venue: str
) -> None:
    found = outcomes(say, "--at", TODAY)
    assert found.get((SLOT[kind], target)) == slot
    assert found.get((INTERVAL[kind], target)) == interval
    assert found.get((VENUE.get(kind, ""), meeting)) == venue


def test_no_public_history_is_called_not_met_today(say: Say) -> None:
    assert NOT_MET not in outcomes(say, "--at", TODAY).values()


def test_each_row_has_the_documented_names_and_types_and_nothing_else(say: Say) -> None:
    found = rows(say, "--at", TODAY)
    assert len({row["rule"] for row in found}) == 98
    for row in found:
        assert row.keys() == KEYS
        assert row["target"].keys() == {"kind", "id"}
        assert row["target"]["kind"] in {"forum", "cycle", "slot", "meeting", "document"}
        assert row["outcome"] in {MET, NOT_MET, NOT_YET_DUE, DEPARTED, NOT_APPLICABLE, UNKNOWN}
        assert row["due_basis"] in {"rule", "practice", None}
        if row["late_days"] is not None:
            assert row["late_days"] > 0
        assert isinstance(row["at_risk"], bool)
        assert all(isinstance(one, str) for one in row["evidence"])
        assert row["procedure_version"] == "1.0"
        if row["due"] is not None:
            datetime.strptime(row["due"], "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007


def test_the_same_question_has_the_same_answer_to_the_byte(say: Say) -> None:
    first = say("check", FORUM, "--at", TODAY, "--json")
    again = say("check", FORUM, "--at", TODAY, "--json")
    assert first == again


def test_the_table_names_the_forum_the_instant_and_every_clause_and_counts_the_outcomes(
    say: Say,
) -> None:
    said = say("check", FORUM, "--at", TODAY)
    assert (said.status, said.err) == (0, "")
    assert "24 November 2026, 22:59 UTC" in said.out
    counted = {}
    for outcome in outcomes(say, "--at", TODAY).values():
        counted[outcome] = counted.get(outcome, 0) + 1
    last = " ".join(said.out.splitlines()[-2:])
    assert f"{counted[MET]} met" in last
    assert f"{counted[UNKNOWN]} not established" in last


def test_without_a_day_it_is_judged_now(say: Say) -> None:
    assert rows(say) == rows(say, "--at", "2026-11-24T12:00Z")


class TestPart:
    """One cycle, one meeting."""

    def test_a_cycle_has_every_clause_and_no_target_of_another_cycle(self, say: Say) -> None:
        found = rows(say, "--cycle", "2", "--at", TODAY)
        assert len({row["rule"] for row in found}) == 98
        targets = {row["target"]["id"] for row in found}
        assert {"eu-clasi-cycle-2", "eu-clasi-min-3", "eu-clasi-cycle-2-som"} <= targets
        assert not targets & {"eu-clasi-min-2", "eu-clasi-cycle-1", "eu-clasi-cycle-3"}

    def test_a_meeting_has_the_rows_that_were_judged_on_it(self, say: Say) -> None:
        found = rows(say, "--meeting", "eu-clasi-min-3", "--at", TODAY)
        assert {row["target"]["id"] for row in found} == {"eu-clasi-min-3"}
        assert len(found) > 10

    def test_a_slot_is_asked_for_as_the_meeting_that_would_fill_it(self, say: Say) -> None:
        found = outcomes(say, "--meeting", "eu-clasi-cycle-2-som", "--at", TODAY)
        assert found["I.2.cycle.2", "eu-clasi-cycle-2-som"] == UNKNOWN

    def test_a_meeting_of_its_own_cycle_is_shown_and_of_another_refused(self, say: Say) -> None:
        assert rows(say, "--cycle", "2", "--meeting", "eu-clasi-min-3")
        refused = say("check", FORUM, "--cycle", "2", "--meeting", "eu-clasi-min-2").refused
        assert refused == "eu-clasi-min-2 is not a meeting of cycle 2."

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (
                ("nowhere",),
                "There is no forum called nowhere. Load one: cochair load FOLDER.",
            ),
            ((FORUM, "--cycle", "9"), "No cycle 9 is known on that day."),
            ((FORUM, "--cycle", "-1"), "No cycle -1 is known on that day."),
            ((FORUM, "--meeting", "gala"), "No meeting gala is known on that day."),
            ((FORUM, "--cycle", "3", "--at", "2024-06-15"), "No cycle 3 is known on that day."),
            (
                (FORUM, "--meeting", "eu-clasi-min-3", "--at", "2024-06-15"),
                "No meeting eu-clasi-min-3 is known on that day.",
            ),
        ],
    )
    @pytest.mark.parametrize("form", [(), ("--json",)])
    def test_what_is_not_known_is_said_in_one_sentence_and_nothing_is_printed(
        self, say: Say, words: tuple[str, ...], message: str, form: tuple[str, ...]
    ) -> None:
        assert say("check", *words, *form).refused == message


class TestOnADay:
    """As it was known then: facts that are later do not exist."""

    def test_a_day_alone_is_its_end_where_the_forum_keeps_its_time(self, say: Say) -> None:
        day = rows(say, "--at", "2025-12-31")
        assert day == rows(say, "--at", "2025-12-31T22:59:59Z")
        assert day == rows(say, "--at", "20251231")
        assert day != rows(say, "--at", "2025-12-31T23:00:00Z")

    def test_an_instant_without_an_offset_is_utc(self, say: Say) -> None:
        assert rows(say, "--at", "2024-06-15T10:00") == rows(say, "--at", "2024-06-15T12:00+02:00")

    def test_in_june_2024_two_meetings_of_the_first_cycle_were_held_and_the_third_is_awaited(
        self, say: Say
    ) -> None:
        found = outcomes(say, "--at", "2024-06-15")
        assert found["I.2.cycle.1", "eu-clasi-min-2"] == MET
        assert found["I.2.cycle.2", "eu-clasi-som-1"] == MET
        assert found["I.2.cycle.3", "eu-clasi-cycle-1-im"] == NOT_YET_DUE
        assert not told(say, "2024-06-15") & {"min-3", "som-2", "im-2", "min-4", "cycle-2"}

    def test_in_march_2025_the_third_ministerial_was_held_and_the_officials_are_awaited(
        self, say: Say
    ) -> None:
        found = outcomes(say, "--at", "2025-03-31")
        assert found["II.1.meetings.a.2", "eu-clasi-min-3"] == MET
        assert found["I.2.cycle.3", "eu-clasi-cycle-1-im"] == UNKNOWN
        assert found["I.2.cycle.2", "eu-clasi-cycle-2-som"] == NOT_YET_DUE
        assert not told(say, "2025-03-31") & {"som-2", "im-2", "min-4", "cycle-3"}

    def test_at_the_end_of_2025_the_announced_meeting_is_unknown_and_its_semester_not_over(
        self, say: Say
    ) -> None:
        found = outcomes(say, "--at", "2025-12-31")
        assert found["I.2.cycle.2", "eu-clasi-cycle-2-som"] == NOT_YET_DUE
        assert found["II.2.meetings.a.3", "eu-clasi-som-2"] == UNKNOWN
        assert not told(say, "2025-12-31") & {"im-2", "min-4", "cycle-3"}
        after = outcomes(say, "--at", "2026-01-01")
        assert after["I.2.cycle.2", "eu-clasi-cycle-2-som"] == UNKNOWN

    @pytest.mark.parametrize("day", ["1901-01-01", "2010-07-01", "2022-03-02", "2200-12-31"])
    def test_before_all_history_and_long_after_it_every_clause_still_has_a_row(
        self, say: Say, day: str
    ) -> None:
        assert len({row["rule"] for row in rows(say, "--at", day)}) == 98

    def test_before_all_history_nothing_is_known(self, say: Say) -> None:
        assert set(outcomes(say, "--at", "1901-01-01").values()) <= {NOT_APPLICABLE, NOT_YET_DUE}
        assert say("check", FORUM, "--at", "1901-01-01").status == 0

    @pytest.mark.parametrize(
        "nonsense",
        [
            "",
            "nonsense",
            "12",
            "2026-02-30",
            "2026-11-24T25:00",
            "9999-12-31",
            "9999-12-31T23:59:59-12:00",
            "0001-01-01T00:00+14:00",
            "1899-12-31",
            "2201-01-01",
        ],
    )
    def test_no_day_and_no_instant_of_the_calendar_is_refused(
        self, say: Say, nonsense: str
    ) -> None:
        refused = say("check", FORUM, "--at", nonsense).refused
        assert refused == (
            f"“{nonsense}” is no day and no instant. Write 2026-11-24 or 2026-11-24T12:00Z,"
            " between 1900 and 2200."
        )


def told(say: Say, day: str) -> set[str]:
    """Every meeting and cycle that the answers of a day name, in targets or evidence."""
    found = rows(say, "--at", day)
    names = {row["target"]["id"] for row in found} | {one for r in found for one in r["evidence"]}
    parts = {name.removeprefix(f"{FORUM}-") for name in names}
    return parts | {"-".join(part.split("-")[:2]) for part in parts}


def test_a_clock_that_stands_elsewhere_changes_only_the_answer_of_now(say: Say) -> None:
    with clock.at(datetime.fromisoformat("2024-06-15T21:59:59+00:00")):
        assert rows(say) == rows(say, "--at", "2024-06-15")
