"""What was decided, as the clauses are judged on it: from the rows, and from nothing ticked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import decided
import signing
import silences
from cochair.features.compliance import facts as all_facts
from cochair.features.compliance.names import names_of
from cochair.features.decisions import facts
from cochair.features.decisions.models import RoomDecision
from cochair.features.parties.models import Forum
from cochair.features.room import actions, validators
from cochair.features.silence import party_clearance
from cochair.journal.models import Entry
from cochair.procedure.consensus import Claim
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from decided import LATER, head, minutes, objected
from signing import COUNCIL, result
from silences import EXPIRY, INSTANT

DECISION = f"decision-{COUNCIL}-1"


@pytest.fixture
def row(small_forum: Forum) -> RoomDecision:
    """A joint statement on the table of the Council, under its last item."""
    meeting = decided.sitting(small_forum)
    paper = decided.paper(small_forum)
    return decided.put(meeting, decided.wish(paper, item=decided.last_item(meeting)))


def closed(row: RoomDecision) -> None:
    signing.stepped(row.meeting, "meeting.close", minutes(60))


def outcome(row: RoomDecision, rule: str) -> Outcome:
    return result(row.meeting.forum, rule, COUNCIL, minutes(90)).outcome


def test_us06_consensus_with_a_statement_meets_both_clauses(row: RoomDecision) -> None:
    norland = head(row.meeting.forum)
    made = objected(row, norland, minutes(2))
    actions.convert(row, made, decided.said(), by=norland, at=minutes(25))
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    closed(row)

    assert (outcome(row, "A.5"), outcome(row, "C.2")) == (Outcome.MET, Outcome.MET)
    assert DECISION in result(row.meeting.forum, "C.2", COUNCIL, minutes(90)).evidence
    assert names_of(row.meeting.forum)[DECISION]["es"]


def test_us06_variant_b_a_summary_is_no_agreement_and_no_final_document(
    row: RoomDecision,
) -> None:
    objected(row, head(row.meeting.forum), minutes(2))
    decided.declared(row, Claim.SUMMARY, minutes(30))
    closed(row)

    assert outcome(row, "A.5") is Outcome.NOT_APPLICABLE
    assert outcome(row, "C.2") is Outcome.NOT_MET


def test_what_is_on_the_table_is_no_decision_yet(row: RoomDecision) -> None:
    (meeting,) = (one for one in all_facts.gather(row.meeting.forum).meetings if one.id == COUNCIL)

    assert meeting.decisions == ()
    assert [one.id for one in facts.known(row.meeting.forum).procedures] == [DECISION]


def test_the_item_is_decided_and_the_last_is_known_as_the_last(row: RoomDecision) -> None:
    decided.declared(row, Claim.CONSENSUS, minutes(30))

    (meeting,) = (one for one in all_facts.gather(row.meeting.forum).meetings if one.id == COUNCIL)

    assert meeting.agenda is not None
    assert [one.has_decision for one in meeting.agenda.items][-1] is True
    (one,) = meeting.decisions
    assert one.last_item and one.declared_by == {"LEAGUE", "CONCERT"}
    assert (one.clean, one.same_text, one.standing_objections) == (True, True, 0)


def test_a_decision_on_an_earlier_item_is_not_taken_for_one_on_the_last(small_forum: Forum) -> None:
    meeting = decided.sitting(small_forum)
    first, *_others = validators.items(meeting)
    assert first.key != decided.last_item(meeting)
    row = decided.put(meeting, decided.wish(decided.paper(small_forum), item=first.key))
    decided.declared(row, Claim.CONSENSUS, minutes(30))

    (found,) = (one for one in all_facts.gather(small_forum).meetings if one.id == COUNCIL)

    assert [one.last_item for one in found.decisions] == [False]


def test_a_silence_is_a_procedure_and_an_objection_in_time_its_end(small_forum: Forum) -> None:
    """rule sheet I.2.4: nobody cleared, and so it is said."""
    running = silences.opened(small_forum)
    (procedure,) = facts.known(small_forum).procedures
    assert (procedure.id, procedure.clearances) == ("silence-1", {})

    silences.sent(running, silences.norland(small_forum), EXPIRY - INSTANT)

    assert facts.known(small_forum).decisions == {}


def test_i24_what_was_never_negotiated_is_cleared_as_the_revision_that_it_is(
    small_forum: Forum,
) -> None:
    paper = silences.line(small_forum)
    for by, state in (
        (signing.league(small_forum), Cleared.GIVEN),
        (signing.concert(small_forum), Cleared.NOT_NEEDED),
    ):
        party_clearance.clear(paper, state, revision=0, by=by, at=signing.NOW)
    with pytest.raises(Refused, match="changed since"):
        party_clearance.clear(paper, Cleared.GIVEN, revision=1, by=by, at=signing.NOW)
    with pytest.raises(
        Refused,
        match="Only the presidency of a Party, its secretariat and its coordinator may give clearance for it",
    ):
        norland = silences.norland(small_forum)
        party_clearance.clear(paper, Cleared.GIVEN, revision=0, by=norland, at=signing.NOW)

    signing.both_sign(small_forum, silences.proposed(paper))

    (procedure,) = facts.known(small_forum).procedures
    assert set(procedure.clearances) == {"LEAGUE", "CONCERT"}


def test_inv4_what_a_party_says_of_a_revision_stays_within_it(small_forum: Forum) -> None:
    paper, league = silences.line(small_forum), signing.league(small_forum)
    made = party_clearance.clear(paper, Cleared.GIVEN, revision=0, by=league, at=signing.NOW)

    assert party_clearance.said(made.revision, league)
    assert not party_clearance.said(made.revision, signing.concert(small_forum))
    assert Entry.objects.get(verb="revision.cleared").space == "party:LEAGUE"


def test_the_clearances_are_those_of_the_words_that_were_put(small_forum: Forum) -> None:
    """I.2.4: each Party said so of this text, before it was put."""
    row = decided.negotiated(small_forum)

    (procedure,) = facts.known(small_forum).procedures

    assert set(procedure.clearances) == {"LEAGUE", "CONCERT"}
    assert all(at <= procedure.at for at in procedure.clearances.values())
    assert row.text is not None and row.terms["set_aside"] == []


def test_they_cost_the_same_however_many_there_are(row: RoomDecision) -> None:
    forum = row.meeting.forum
    facts.known(forum)
    with CaptureQueriesContext(connection) as few:
        facts.known(forum)
    decided.put(row.meeting, decided.wish(decided.paper(forum)), LATER)
    decided.put(row.meeting, decided.wish(decided.paper(forum)), LATER)

    with CaptureQueriesContext(connection) as more:
        facts.known(forum)

    assert len(more) == len(few) <= 20
