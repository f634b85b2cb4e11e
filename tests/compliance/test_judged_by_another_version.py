"""Issue 6.6, INV-10: what was judged by one version of the procedures is told by that version,
whatever a later one took out, brought in or said otherwise."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

import revised
import signing
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions, queries, statement
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from matrix import Scene
from revised import GONE, ITS_OPTION, SAID_OTHERWISE, WORDS
from signing import both_sign, league, result
from world import NOW


@pytest.fixture
def meeting(at_work: Scene) -> Meeting:
    """A meeting that opened under the first version, while the second is in force."""
    found = revised.opened_before(at_work.forum)
    revised.version(at_work.forum)
    assert parties.book(at_work.forum, NOW).version == "1.1"
    assert result(at_work.forum, GONE, found.slug).outcome is Outcome.NOT_MET
    return found


def page(scene: Scene, name: str, *args: object, who: str = "secretariat") -> str:
    answer = scene.client(who).get(reverse(name, args=[scene.forum.slug, *args]))
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode())


def clause(scene: Scene, version: str, rule: str = GONE) -> str:
    return reverse("compliance:clause", args=[scene.forum.slug, version, rule])


def test_a_clause_that_is_gone_is_still_on_the_desk_of_whoever_must_mend_it(
    at_work: Scene, meeting: Meeting
) -> None:
    # Whoever took over opens the page on where the cycle stands first, once.
    at_work.client("co_presidency").get(reverse("desk:home", args=[at_work.forum.slug]))

    for who in ("secretariat", "co_presidency", "delegation"):
        assert clause(at_work, "1.0") in page(at_work, "desk:home", who=who)
    assert clause(at_work, "1.0") in page(at_work, "desk:term", who="co_presidency")
    assert at_work.client("delegation").get(clause(at_work, "1.0")).status_code == 200
    assert at_work.client("delegation").get(clause(at_work, "1.1")).status_code == 404


def test_the_page_of_a_meeting_tells_the_clauses_that_it_opened_under(
    at_work: Scene, meeting: Meeting
) -> None:
    said = page(at_work, "desk:meeting", meeting.slug)

    assert clause(at_work, "1.0") in said
    assert clause(at_work, "1.0", SAID_OTHERWISE) in said
    assert WORDS["en"] not in said


def test_the_agenda_of_a_meeting_names_its_functions_as_when_it_opened(
    at_work: Scene, meeting: Meeting
) -> None:
    called = queries.books(at_work.forum)["1.0"].configurations["council"].functions
    (before,) = [one.label["en"] for one in called if one.tag == revised.FUNCTION]

    said = page(at_work, "meetings:agenda", meeting.slug)

    assert before in said and revised.CALLED["en"] not in said


def test_the_statement_of_the_cycle_names_every_clause_that_was_judged_in_it(
    at_work: Scene, meeting: Meeting
) -> None:
    said = page(at_work, "compliance:statement", 2)
    found = queries.of_cycle(queries.results(at_work.forum, NOW), 2)

    for rule, outcome in found.outcomes.items():
        assert re.search(rf'procedures/1\.\d/{re.escape(rule)}/"', said), (rule, outcome)
    assert clause(at_work, "1.0") in said


def test_a_cycle_that_was_over_before_is_told_and_published_by_the_version_of_its_last_day(
    at_work: Scene,
) -> None:
    """US-12: the statement of a cycle is signed when the next version is in force already."""
    revised.version(at_work.forum)
    cycle = Cycle.objects.select_related("forum").get(forum=at_work.forum, number=1)
    by = league(at_work.forum)
    both_sign(at_work.forum, actions.propose_statement(at_work.forum, cycle=cycle, by=by, at=NOW))
    body = statement.to_publish(at_work.forum, cycle, NOW)
    both_sign(
        at_work.forum,
        actions.propose_publication(at_work.forum, cycle=1, body=body, by=by, at=NOW),
    )

    said = page(at_work, "compliance:statement", 1)
    assert "Assessed under version 1.0" in said
    assert clause(at_work, "1.0") in said and WORDS["en"] not in said
    address = reverse("public:results-json", args=[at_work.forum.slug, 1])
    assert Client().get(address).json()["procedure_version"] == "1.0"
    public = page(at_work, "public:results", 1)
    assert "Assessed under version 1.0" in public and clause(at_work, "1.0") in public
    for name, more in (
        ("compliance:statement-pdf", [1, 1, "en"]),
        ("public:results-pdf", [1, "en"]),
    ):
        address = reverse(name, args=[at_work.forum.slug, *more])
        assert at_work.client("delegation").get(address).content.startswith(b"%PDF-")


def test_from_a_clause_that_is_gone_one_departs_where_it_is_still_judged_and_nowhere_else(
    at_work: Scene, meeting: Meeting
) -> None:
    target = ("meeting", meeting.slug)
    act = signing.departure(at_work.forum, rule=GONE, target=target)
    shown = page(at_work, "acts:act", act.number)
    assert "The co-chairs go through the agenda beforehand." in shown
    both_sign(at_work.forum, act)
    assert result(at_work.forum, GONE, meeting.slug, NOW).outcome is Outcome.DEPARTED
    assert clause(at_work, "1.0") in page(at_work, "compliance:statement", 2)

    with pytest.raises(Refused, match="is not assessed for"):
        signing.departure(at_work.forum, rule=GONE, target=("meeting", "nothing"))
    with pytest.raises(Refused, match="no clause"):
        signing.departure(at_work.forum, rule="Z.9", target=target)


def test_options_of_a_version_are_those_of_that_version_and_change_where_it_is_in_force(
    at_work: Scene,
) -> None:
    both_sign(at_work.forum, signing.option(at_work.forum, ITS_OPTION, 2))
    revised.version(at_work.forum, NOW.date() + timedelta(days=30))

    ahead = page(at_work, "compliance:options", "1.1")
    now = page(at_work, "compliance:options", "1.0")

    assert ITS_OPTION not in ahead and ITS_OPTION in now
    form = reverse("compliance:option", args=[at_work.forum.slug, "1.0", ITS_OPTION])
    assert form in now
    assert 'name="value"' not in ahead


def test_options_of_a_version_that_is_over_are_shown_and_not_changed(at_work: Scene) -> None:
    revised.version(at_work.forum)

    over = page(at_work, "compliance:options", "1.0")

    assert ITS_OPTION in over and 'name="value"' not in over
    address = reverse("compliance:option", args=[at_work.forum.slug, "1.0", ITS_OPTION])
    assert at_work.client("secretariat").post(address, {"value": "2"}).status_code == 422
    assert not JointAct.objects.filter(kind="option").exists()
