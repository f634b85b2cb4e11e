"""What shows that a clause is met is no typed number and no two words; the list of it names every clause.

Each of these was enough before: a note, a report, a conclusion, a practice or a milestone of a word or two.
"""

import re
from collections import Counter
from dataclasses import replace

import pytest

import rooms
from cochair.features.commitments import actions as coherence
from cochair.features.commitments.models import (
    Contribution,
    IndicatorValue,
    Milestone,
    ProgressReport,
)
from cochair.features.conduct import actions as conduct
from cochair.features.expectations.refusals import words_in
from cochair.features.measures import actions as measures
from cochair.features.meetings.models import CoherenceNote, FloorEntry
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.registers import actions as registers
from cochair.features.registers.actions import Brought
from cochair.procedure.refusal import Refused
from findings import TITLE, cited, found
from house import tree
from pledges import entered, lagoon, measured, reported
from rooms import AT
from signing import fixed, league, secretariat
from world import NOW

SHORT = ("x", "...", "Done.", "All good", "12", "12 34 56 78 90 12 34 56 78")
ENOUGH = "Both ports sent their lists."
WHY = "Write a sentence of at least 20"
LIST = "docs/reference/evidence.md"


def test_a_note_on_coherence_says_what_was_compared(small_forum: Forum) -> None:
    meeting, by = fixed(small_forum), league(small_forum)

    def noted(text: str, *overlaps: str) -> None:
        found = [{"initiative": "WATCH-1", "overlap": one, "action": ""} for one in overlaps]
        coherence.write_note(meeting, day=NOW.date(), text=text, findings=found, by=by, at=NOW)

    for text in SHORT:
        with pytest.raises(Refused, match=WHY):
            noted(text)
    name = {"en": "Watch", "es": "Vigía", "pt": "Vigia"}
    coherence.register_initiative(
        small_forum, code="WATCH-1", name=name, about={}, source="Gazette", by=by, at=NOW
    )
    for text in SHORT:
        with pytest.raises(Refused, match=WHY):
            noted("", text)

    noted("", "Both search the same ships.")
    noted(ENOUGH)
    assert CoherenceNote.objects.count() == 2


def test_a_report_on_a_commitment_says_what_was_done(small_forum: Forum) -> None:
    for text in SHORT:
        with pytest.raises(Refused, match=WHY):
            reported(small_forum, words=text)

    reported(small_forum, words=ENOUGH)
    assert ProgressReport.objects.get().words == ENOUGH


def test_a_milestone_is_reached_with_what_shows_it(small_forum: Forum) -> None:
    by = secretariat(small_forum)
    action = entered(small_forum, by)
    title = {"en": "First list", "es": "Primera lista", "pt": "Primeira lista"}
    step = measures.add_milestone(action, title=title, due=NOW.date(), by=by, at=NOW)
    for text in SHORT:
        with pytest.raises(Refused, match=WHY):
            measures.reach(step, day=NOW.date(), evidence=text, by=by, at=NOW)
    assert Milestone.objects.get().done_on is None

    measures.reach(step, day=NOW.date(), evidence=ENOUGH, by=by, at=NOW)
    assert Milestone.objects.get().done_on == NOW.date()


def test_a_later_figure_says_who_counted_and_where_it_stands(small_forum: Forum) -> None:
    row, by = measured(small_forum, secretariat(small_forum)), league(small_forum)

    def counted(source: str) -> IndicatorValue:
        return measures.add_value(row, value="9", day=NOW.date(), source=source, by=by, at=NOW)

    for text in SHORT:
        with pytest.raises(Refused, match="who counted, and where the figure stands"):
            counted(text)
    assert not IndicatorValue.objects.exists()

    assert counted("Harbour offices, table 4 of 2030").value == "9"


def test_a_new_area_cites_what_an_assessment_finds_and_not_its_name(small_forum: Forum) -> None:
    meeting, by = fixed(small_forum), lagoon(small_forum)
    edition = cited(small_forum)
    for text in SHORT:
        with pytest.raises(Refused, match=WHY):
            found(small_forum, title=dict.fromkeys(TITLE, text))
    said = Brought("new_area", "Ports", ENOUGH, "en", dimension="technical")
    with pytest.raises(Refused, match="Cite a finding of a threat assessment"):
        registers.bring(meeting, said, by=by, at=NOW)

    row = found(small_forum)
    made = registers.bring(meeting, replace(said, findings=[row.number]), by=by, at=NOW)
    assert list(made.threats.all()) == [edition]


@pytest.mark.parametrize(
    "text", ["1 2 3 4 5 6 7 8 9", "- . - . - . - .", "No no no no no no no no"]
)
def test_figures_and_one_word_again_and_again_assess_nothing(text: str) -> None:
    assert words_in(text) == 0
    assert words_in("Of 20 ports 18 sent their lists.") == 5


@pytest.mark.parametrize("kind", ["good_practice", "new_area"])
def test_a_practice_and_a_new_area_are_described(small_forum: Forum, kind: str) -> None:
    meeting, by = fixed(small_forum), lagoon(small_forum)
    said = Brought(kind, "Ports", ENOUGH, "en")
    if kind == "new_area":
        reason = "It is about people, not about a threat."
        said = replace(said, dimension="technical", not_relevant_reason=reason)
    for text in SHORT:
        with pytest.raises(Refused, match=WHY):
            registers.bring(meeting, replace(said, words=text), by=by, at=NOW)

    registers.bring(meeting, said, by=by, at=NOW)
    assert Contribution.objects.get().words == ENOUGH


def test_an_item_is_concluded_in_a_sentence(small_forum: Forum) -> None:
    council = rooms.council(small_forum)
    rooms.opened(council)
    by, seen = rooms.chair(council.forum), rooms.last(council)

    def concluded(said: str) -> FloorEntry:
        words = {"en": said}
        return conduct.conclude_item(
            council, "i2", words=words, kind="note", seen=seen, by=by, at=AT
        )

    for text in SHORT:
        with pytest.raises(Refused, match=WHY):
            concluded(text)

    assert concluded(ENOUGH).words == {"en": ENOUGH}


def test_the_list_of_evidence_names_every_clause_of_the_shipped_forum_once(real_forum) -> None:
    asked = {clause.id for clause in parties.book(real_forum).clauses}
    text = tree.committed()[LIST]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = Counter(one for row in rows for one in re.findall(r"`([^`]+)`", row))

    assert set(named) == asked, sorted(asked ^ set(named))
    assert not [clause for clause, times in named.items() if times > 1]


def missing_tests(page: str, tests: tree.Files) -> list[str]:
    """The rows of the list that name no test, and the tests that they name and that are not there."""
    _joint, _heading, one_side = page.partition("## By words or facts that one side records")
    said = []
    for row in (line for line in one_side.splitlines() if line.startswith("| `")):
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", row.split("|")[4])
        there = [f"def {name}(" in tests.get(f"tests/{path}", "") for path, name in named]
        if not named or not all(there):
            said.append(f"No test, or one that is not there: {row}")
    return said


def test_every_clause_that_one_side_can_meet_has_a_test_of_what_is_too_little() -> None:
    files = tree.committed()
    tree.none(missing_tests(files[LIST], files))


def test_a_row_without_its_test_is_noticed() -> None:
    page = (
        "## By words or facts that one side records\n| `A.1` | a word | a number | `a.py::test_a` |"
    )
    assert missing_tests(page, {"tests/a.py": "def test_a() -> None: ..."}) == []
    assert len(missing_tests(page, {"tests/a.py": "def test_b() -> None: ..."})) == 1
    assert len(missing_tests(page.replace("`a.py::test_a`", ""), {})) == 1
