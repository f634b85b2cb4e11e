"""The list of decisions of a meeting as a paper, in the form that the institutions use."""

import pytest

import decided
from cochair.features.parties.models import Forum
from cochair.features.room import decision_list, outcome, presenters, queries
from cochair.procedure.consensus import Claim
from matrix import Scene
from world import NOW

LIST = "/en/league-concert/meetings/league-concert-council-in-session/decisions/"


def test_cb_12_the_list_names_each_decision_with_its_outcome_and_who_declared_it(
    small_forum: Forum,
) -> None:
    row = decided.put(decided.sitting(small_forum), decided.wish(decided.paper(small_forum)))
    decided.declared(row, Claim.CONSENSUS, decided.minutes(30))
    known = [presenters.listed(queries.decisions(small_forum).get(pk=row.pk), NOW)]
    kinds = {}
    for code in ("en", "es", "pt"):
        made = decision_list.printed(row.meeting, known, code, NOW)
        first, *rest = made.text
        assert first.kind == "title" and first.text.startswith(made.head.kind)
        (item,) = [one for one in rest if one.number == "1."]
        assert known[0].symbol in item.text and len(item.text.splitlines()) == 3
        assert len([one for one in rest if one.is_signed]) == 2
        kinds[code] = made.head.kind
    assert kinds == {
        "en": "List of decisions",
        "es": "Lista de decisiones",
        "pt": "Lista de decisões",
    }


def test_an_objection_bears_the_mark_of_its_language_where_that_is_another(
    small_forum: Forum,
) -> None:
    """Issue 18: as every other paper marks what somebody wrote in another language."""
    row = decided.put(decided.sitting(small_forum), decided.wish(decided.paper(small_forum)))
    decided.objected(row, decided.head(small_forum), decided.minutes(2))
    shown = presenters.shown(queries.decisions(small_forum).get(pk=row.pk), decided.minutes(30))

    said = {code: outcome.said_with(shown, code)[-1] for code in ("en", "es", "pt")}

    assert said["en"].endswith(decided.WHY)
    assert said["es"].endswith(f"{decided.WHY} (en inglés)")
    assert said["pt"].endswith(f"{decided.WHY} (em inglês)")


def test_a_list_without_decisions_has_nothing_to_sign(small_forum: Forum) -> None:
    meeting = decided.sitting(small_forum)
    made = decision_list.printed(meeting, [], "en", NOW)
    assert made.text[-1].text == "There are none."
    assert not any(one.is_signed for one in made.text)


def test_while_the_meeting_is_open_the_list_says_until_when_it_goes(small_forum: Forum) -> None:
    meeting = decided.sitting(small_forum)
    says = "Provisional list, as of "
    made = decision_list.printed(meeting, [], "en", NOW)
    assert any(one.text.startswith(says) for one in made.text)
    meeting.closed_at = NOW
    made = decision_list.printed(meeting, [], "en", NOW)
    assert not any(one.text.startswith(says) for one in made.text)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_whoever_reads_the_decisions_takes_their_list_away(at_work: Scene, form: str) -> None:
    taken = at_work.client("delegation").get(f"{LIST}list.pt.{form}")
    assert taken.status_code == 200 and taken.content[:4] in (b"%PDF", b"PK\x03\x04")
    assert at_work.client("delegation").get(f"{LIST}list.fr.{form}").status_code == 404
    assert at_work.client("observer").get(f"{LIST}list.pt.{form}").status_code == 404
    assert f"{LIST}list.pt.{form}" in at_work.client("delegation").get(LIST).content.decode()
