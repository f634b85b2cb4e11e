"""What the page of a thing refuses to an office, nothing else tells it: results, entries, messages, files.

domain.md C.8; C.11, INV-4; architecture section 3, law 5.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

import decided
from cochair.compliance import queries, visibility
from cochair.decisions.models import RoomDecision
from cochair.documents.marking import Marking
from cochair.documents.models import Document
from cochair.meetings.attendance import takes_part
from cochair.parties import queries as parties
from cochair.procedure.consensus import Claim
from cochair.procedure.result import Result
from cochair.web.clock import clock
from matrix import Scene

WHEN = decided.minutes(30)


@pytest.fixture
def between_presidencies(at_work: Scene) -> Iterator[RoomDecision]:
    """The Council adopted a paper that the two presidencies and the secretariats alone read.

    As where a delegation takes no part in a meeting: it may not read what was decided there.
    """
    paper = decided.paper(at_work.forum, title=decided.TITLE)
    row = decided.put(decided.sitting(at_work.forum), decided.wish(paper))
    decided.declared(row, Claim.CONSENSUS, decided.minutes(20))
    Document.objects.filter(pk=paper.pk).update(marking=Marking.PRESIDENCIES)
    with clock.at(WHEN):
        yield row


def naming(row: RoomDecision) -> Result:
    """The result on the meeting whose evidence is the decision."""
    code = f"decision-{row.meeting.slug}-{row.number}"
    found = queries.results(row.meeting.forum, WHEN)
    return next(one for one in found if code in one.evidence)


def test_a_result_whose_evidence_an_office_may_not_read_is_shown_to_it_nowhere(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    forum, meeting = at_work.forum, between_presidencies.meeting
    result = naming(between_presidencies)
    version = parties.book(forum, WHEN).version
    decision = f"/en/{forum.slug}/meetings/{meeting.slug}/decisions/1/"
    clause = f"/en/{forum.slug}/procedures/{version}/{result.rule}/"

    own, other = at_work.client("secretariat"), at_work.client("delegation")

    assert (own.get(decision).status_code, other.get(decision).status_code) == (200, 404)
    assert own.get(clause).text.count(f'"/en/{forum.slug}/meetings/{meeting.slug}/"') == 1
    assert f'"/en/{forum.slug}/meetings/{meeting.slug}/"' not in other.get(clause).text


def test_the_count_of_results_of_a_meeting_is_that_of_those_which_its_reader_may_read(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    forum, meeting = at_work.forum, between_presidencies.meeting
    hats = {who: decided.head(forum) for who in ["delegation"]}
    everything = queries.of_meeting(queries.results(forum, WHEN), meeting.slug)

    left = queries.of_meeting(visibility.results(forum, hats["delegation"], WHEN), meeting.slug)

    hidden = set(everything) - set(left)
    assert naming(between_presidencies) in hidden
    code = f"decision-{meeting.slug}-1"
    assert all(code in one.evidence for one in hidden)
    for who, results in (("secretariat", everything), ("delegation", left)):
        page = at_work.client(who).get(f"/en/{forum.slug}/meetings/{meeting.slug}/").text
        assert f'<h2 id="rules">Clauses</h2><span class="n">{len(results)}</span>' in page, who


def test_what_is_judged_on_a_meeting_is_told_to_whoever_takes_part_in_it(
    between_presidencies: RoomDecision, at_work: Scene
) -> None:
    """That there was a meeting, when and where, every reader of the shared space knows."""
    forum, meeting = at_work.forum, between_presidencies.meeting
    inside = decided.head(forum)
    outside = replace(inside, member="XX")
    assert (takes_part(meeting, inside, WHEN), takes_part(meeting, outside, WHEN)) == (True, False)

    own = visibility.results(forum, inside, WHEN)
    other = visibility.results(forum, outside, WHEN)

    assert any(one.target.kind == "meeting" for one in queries.of_meeting(own, meeting.slug))
    assert not any(one.target.kind == "meeting" for one in queries.of_meeting(other, meeting.slug))
    assert {one.target.kind for one in other} >= {"slot", "cycle"}
