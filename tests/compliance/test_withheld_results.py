"""Every clause is shown to whoever reads the procedures; a result that is not shared says why instead."""

import re
from collections.abc import Iterator

import pypdfium2
import pytest

import people
from cochair.features.accounts.models import Account
from cochair.features.compliance import (
    actions,
    places,
    presenters,
    queries,
    statement_pdf,
    visibility,
)
from cochair.features.compliance import statement as stating
from cochair.features.compliance.models import Statement
from cochair.features.compliance.names import names_of
from cochair.features.cycles.models import Cycle
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties.models import Forum, Member
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.result import Outcome
from cochair.web.code_labels import WITHHELD
from composing import PRESIDENCIES, composed
from matrix import Scene
from signing import both_sign, departure, league
from world import NOW

APART = "The clause was applied to a meeting in which your office does not take part."
UNSHARED = "The result rests on facts that are not shared with your office."
OUTCOME_TONES = {"good", "bad", "plain", "warn"}
ROW = re.compile(r'<li id="([^"]+)">(.*?)</li>', re.DOTALL)
TALLY = re.compile(r'<ul class="tally">(.*?)</ul>', re.DOTALL)


@pytest.fixture
def apart(at_work: Scene) -> Iterator[Scene]:
    """The Council is of the two presidencies: the delegation takes part in none of its meetings."""
    norland = Member.objects.get(party__forum=at_work.forum, code="XN")
    with composed(at_work.forum, "council", PRESIDENCIES):
        Invitation.objects.filter(member=norland).update(withdrawn_at=NOW)
        record(at_work.forum.slug, verb="meeting.noted", about=("meeting", "m"), by=None, at=NOW)
        yield at_work


def office(scene: Scene, who: str) -> ActingOffice:
    """The office in which somebody of the scene is signed in."""
    account = Account.objects.get(pk=scene.clients[who].session["_auth_user_id"])
    return people.hat(scene.forum, account)


def read(scene: Scene, who: str, path: str) -> str:
    """A page of the forum as somebody reads it."""
    answer = scene.client(who).get(f"/en/{scene.forum.slug}/{path}")
    assert answer.status_code == 200, path
    return answer.text


def counted(page: str, nth: int = 0) -> dict[str, int]:
    """What a tally says: how many by the words."""
    lines = re.findall(r"<li>(.*?)</li>", TALLY.findall(page)[nth], re.DOTALL)
    said = [re.sub(r"<[^>]+>", "", line).strip().partition(" ") for line in lines]
    return {words: int(number) for number, _space, words in said}


def closed_clauses(scene: Scene) -> dict[str, str]:
    """The clauses of the cycle of which the delegation reads no result, with the reason."""
    every = queries.of_cycle(queries.results(scene.forum, NOW), 2)
    hat = office(scene, "delegation")
    own = queries.of_cycle(visibility.results(scene.forum, hat, NOW), 2)
    found = visibility.withheld(every, own, scene.forum, hat, NOW)
    assert found and set(found) == {one.rule for one in every} - {one.rule for one in own}
    return dict(found)


CYCLE = "procedures/1.0/?target=league-concert-cycle-2"


def test_who_may_not_read_a_result_reads_the_clause_and_the_reason_and_nothing_else(
    apart: Scene,
) -> None:
    closed = closed_clauses(apart)
    own, other = (
        dict(ROW.findall(read(apart, who, CYCLE))) for who in ("secretariat", "delegation")
    )

    every = queries.of_cycle(queries.results(apart.forum, NOW), 2).by_clause
    assert list(own) == list(other) == [rule.replace(".", "-") for rule in every]
    assert set(closed.values()) == {visibility.OF_MEETINGS}
    for rule in closed:
        row, whole = other[rule.replace(".", "-")], own[rule.replace(".", "-")]
        assert APART in row and APART not in whole
        assert set(re.findall(r'data-tone="([a-z]+)"', row)) == {"off"}
        assert set(re.findall(r'href="#i-([a-z]+)"', row)) == {"lock", "more"}
        # What the row says besides is the clause itself, which everybody reads.
        assert "Facts used" not in row and "What would change the result" not in row
        assert "/meetings/" not in row and "<time" not in row


def test_nobody_is_told_to_do_what_is_done(at_work: Scene) -> None:
    whole = queries.results(at_work.forum, NOW).by_clause
    every = queries.of_cycle(queries.results(at_work.forum, NOW), 2).by_clause
    rows = dict(ROW.findall(read(at_work, "secretariat", CYCLE)))
    hint = "What would change the result"
    outcomes = {rule: presenters.leading(own).outcome for rule, own in every.items()}
    assert {Outcome.MET, Outcome.NOT_YET_DUE} <= set(outcomes.values())
    for rule, outcome in outcomes.items():
        row = rows[rule.replace(".", "-")]
        page = read(at_work, "secretariat", f"procedures/1.0/{rule}/")
        waits = "This counts once" in row
        assert (hint in row) == (outcome is not Outcome.MET and not waits), rule
        assert (hint in page) == any(map(presenters.may_change, whole[rule])), rule


def test_the_groups_of_clauses_add_up_to_all_of_them_for_every_reader(apart: Scene) -> None:
    closed = closed_clauses(apart)
    every = queries.of_cycle(queries.results(apart.forum, NOW), 2).by_clause
    for path in (CYCLE, "cycles/2/statement/"):
        own, other = (counted(read(apart, who, path)) for who in ("secretariat", "delegation"))
        assert sum(own.values()) == sum(other.values()) == len(every), path
        assert other["not shown to your office"] == len(closed)
        assert "not shown to your office" not in own
    board = read(apart, "delegation", "cycles/2/")
    last = counted(board, -1)
    assert (sum(last.values()), last["not shown to your office"]) == (len(every), len(closed))


def test_a_filter_for_an_outcome_finds_no_result_that_is_not_shown(apart: Scene) -> None:
    closed = {rule.replace(".", "-") for rule in closed_clauses(apart)}
    found: set[str] = set()
    for outcome in Outcome:
        page = read(apart, "delegation", f"{CYCLE}&outcome={outcome.value}")
        found |= set(dict(ROW.findall(page)))
    assert found and not found & closed


def test_the_page_of_a_clause_says_why_results_are_not_listed(apart: Scene) -> None:
    every = queries.results(apart.forum, NOW).by_clause
    rule = next(iter(closed_clauses(apart)))
    hat = office(apart, "delegation")
    seen = visibility.results(apart.forum, hat, NOW).by_clause.get(rule, ())
    hidden = {one.target.id for one in every[rule]} - {one.target.id for one in seen}
    own, other = (
        read(apart, who, f"procedures/1.0/{rule}/") for who in ("secretariat", "delegation")
    )

    assert APART in other and APART not in own
    shown = other.split('id="results"', 1)[1].split("</section>", 1)[0]
    assert hidden and not any(one in shown for one in hidden)
    assert all(f"/meetings/{one}/" in own for one in hidden)


@pytest.mark.parametrize("told", ["all", "some", "none"])
def test_of_the_results_of_a_clause_only_those_on_meetings_are_known_to_exist(
    apart: Scene, told: str
) -> None:
    hat = office(apart, "delegation")
    every = queries.results(apart.forum, NOW).by_clause["A.7"]
    assert {one.target.kind for one in every} == {"document"}
    read = queries.Results({"all": every, "some": every[1:], "none": ()}[told])

    why = visibility.why_fewer(every, read, apart.forum, hat, NOW)

    assert why == {"all": "", "some": "", "none": visibility.OF_FACTS}[told]


def test_the_statement_lists_a_meeting_of_others_with_nothing_but_how_much_is_not_shown(
    apart: Scene,
) -> None:
    page = read(apart, "delegation", "cycles/2/statement/")
    rows = page.split('id="meetings"', 1)[1].split("</section>", 1)[0].split("<h3>")[1:]
    planned = apart.places["planned"]
    (row,) = [row for row in rows if planned in row]
    every = queries.results(apart.forum, NOW)
    on_meeting, on_place = (
        every.of_target(planned),
        every.of_target("league-concert-cycle-2-council"),
    )
    # That nobody holds the meeting yet is known to all; what is judged on the meeting is not.
    assert counted(row) == {
        "not yet due": len(on_place),
        "not shown to your office": len(on_meeting),
    }
    outcomes = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    hidden = [row for row in outcomes if APART in row]
    assert len(hidden) == len(closed_clauses(apart))
    assert not any("/meetings/" in row for row in hidden)


def test_programs_are_told_of_which_clauses_the_result_is_withheld(apart: Scene) -> None:
    address = f"/api/v1/{apart.forum.slug}/cycles/2/"
    own, other = (apart.client(who).get(address).json() for who in ("secretariat", "delegation"))

    assert own["withheld"] == []
    closed = closed_clauses(apart)
    assert other["withheld"] == [{"clause": c, "reason": "meeting"} for c in closed]
    assert not {one["clause"] for one in other["results"]} & set(closed)
    clauses = {one["clause"] for one in own["results"]}
    assert {one["clause"] for one in (*other["results"], *other["withheld"])} == clauses
    # Each result has the members that it had.
    assert {"clause", "target", "outcome", "procedure_version"} == set(other["results"][0])


def test_of_a_document_that_is_not_shared_no_filter_tells_that_there_is_one(apart: Scene) -> None:
    judged = {
        one.target.id for one in queries.results(apart.forum, NOW) if one.target.kind == "document"
    }
    slug = sorted(judged)[0]
    planned = Meeting.objects.get(slug=apart.places["planned"])
    Document.objects.filter(slug=slug).update(marking=Marking.PARTICIPANTS, meeting=planned)
    record(apart.forum.slug, verb="document.told", about=("document", "1"), by=None, at=NOW)

    pages = [
        dict(ROW.findall(read(apart, "delegation", f"procedures/1.0/?target={one}")))
        for one in (slug, "there-is-none")
    ]
    assert pages[0] == pages[1] == {}
    assert ROW.findall(read(apart, "secretariat", f"procedures/1.0/?target={slug}"))


def test_a_result_that_rests_on_what_is_not_shared_says_only_that(small_forum: Forum) -> None:
    every = queries.results(small_forum, NOW)
    hat = league(small_forum)
    rule = next(
        r for r, own in every.by_clause.items() if all(o.target.kind != "meeting" for o in own)
    )
    left = queries.Results(one for one in every if one.rule != rule)

    assert visibility.withheld(every, left, small_forum, hat, NOW) == {rule: visibility.OF_FACTS}
    assert visibility.withheld(every, every, small_forum, hat, NOW) == {}
    assert presenters.REASONS[visibility.OF_FACTS].startswith(UNSHARED)


def test_the_paper_says_how_many_exceptions_are_left_out_for_its_reader(small_forum: Forum) -> None:
    found = next(
        one
        for one in queries.of_cycle(queries.results(small_forum, NOW), 1)
        if one.rule == "A.3.experts"
    )
    both_sign(
        small_forum,
        departure(small_forum, rule=found.rule, target=(found.target.kind, found.target.id)),
    )
    cycle = Cycle.objects.get(forum=small_forum, number=1)
    by = league(small_forum, NOW)
    both_sign(small_forum, actions.propose_statement(small_forum, cycle=cycle, by=by, at=NOW))
    signed, names = Statement.objects.get(), names_of(small_forum)
    whole = stating.of_statement(signed, frozenset())
    (one,) = whole

    def paper(departures: list[stating.Departed]) -> str:
        made = statement_pdf.of_statement(small_forum, signed, departures, names, "en")
        with pypdfium2.PdfDocument(made) as opened:
            return " ".join(" ".join(p.get_textpage().get_text_range() for p in opened).split())

    left_out = "1 agreed exception is left out"
    assert one.reason in paper(whole) and left_out not in paper(whole)
    without = paper([])
    assert left_out in without and one.reason not in without
    assert "No exceptions were agreed." not in without


def test_a_place_and_the_meeting_that_is_to_fill_it_are_listed_once(real_forum: Forum) -> None:
    at = people.REAL_NOW
    for number in (1, 2, 3):
        results = queries.of_cycle(queries.results(real_forum, at), number)
        told = presenters.by_meeting(results, results, places.filled(real_forum, at, results))
        facts = queries.facts_at(real_forum, at)
        types = {one.id: one.configuration for one in facts.meetings}
        listed = [types.get(one.target.id) or one.target.id.rsplit("-", 1)[1] for one in told]
        assert sorted(listed) == ["im", "ministerial", "som"], number
        on_meetings = {
            (r.rule, r.target.id) for r in results if r.target.kind in presenters.MEETINGS
        }
        assert sum(sum(one.tally.values()) for one in told) == len(on_meetings)


def test_the_clauses_of_a_meeting_are_those_that_the_statement_counts(real_forum: Forum) -> None:
    at = people.REAL_NOW
    results = queries.of_cycle(queries.results(real_forum, at), 3)
    told = presenters.by_meeting(results, results, places.filled(real_forum, at, results))
    for one in told:
        rows = places.of_meeting(real_forum, at, results, one.target.id)
        assert rows.outcomes and presenters.counted(rows.outcomes) == one.tally
    assert {one.target.kind for one in told} == {"meeting", "slot"}
    assert all(WITHHELD not in one.tally for one in told)
