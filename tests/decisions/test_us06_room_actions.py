"""US-06 in the room: put, objected, suspended, converted, declared; and what nobody can do (INV-1)."""

from datetime import timedelta

import pytest

import decided
import papers
import signing
from cochair.features.acts.models import JointAct
from cochair.features.decisions import facts
from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member
from cochair.features.room import actions, presenters, queries
from cochair.journal.models import Entry
from cochair.procedure.consensus import Claim
from cochair.procedure.consent import digest_of
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import Refused
from cochair.web.errors import ObjectionsStand, StaleVersion
from decided import INSTANT, LATER, OPENS, PUT_AT, head, minutes, objected, seen, stage
from papers import words


def refused(deed: object, *words_of: str) -> None:
    """The deed is refused, with these words in the refusal."""
    with pytest.raises(Refused) as found:
        deed()  # type: ignore[operator]
    for one in words_of:
        assert one in str(found.value)


@pytest.fixture
def row(small_forum: Forum) -> RoomDecision:
    """A text on the table of the Council."""
    return decided.on_the_table(small_forum)


def verbs(forum: Forum) -> list[str]:
    found = Entry.objects.filter(forum=forum.slug, verb__startswith="room.").order_by("seq")
    return list(found.values_list("verb", flat=True))


def test_us06_an_objection_becomes_a_dissociation_and_both_declare(row: RoomDecision) -> None:
    """domain.md US-06: 15:40 put, 15:42 objected, 15:45 suspended, 16:05 converted, 16:10 declared."""
    forum, norland = row.meeting.forum, head(row.meeting.forum)
    assert len(row.terms["voices"]) == 5

    made = objected(row, norland, minutes(2))
    decided.suspended(row, minutes(5))
    assert stage(row) == "suspended"
    actions.convert(row, made, decided.said(), by=norland, at=minutes(25))
    assert stage(row) == "put"
    decided.declared(row, Claim.CONSENSUS, minutes(30))

    assert stage(row) == "adopted_with_statements"
    assert verbs(forum) == [
        "room.put",
        "room.objected",
        "room.suspended",
        "room.objection_converted",
        "room.declared",
    ]


def test_us06_variant_b_an_objection_that_is_maintained_leaves_two_honest_ends(
    row: RoomDecision,
) -> None:
    objected(row, head(row.meeting.forum), minutes(2))

    with pytest.raises(ObjectionsStand):
        decided.declared(row, Claim.CONSENSUS, minutes(5))
    decided.declared(row, Claim.SUMMARY, minutes(10))

    assert stage(row) == "co_chairs_summary"
    refused(
        lambda: objected(row, head(row.meeting.forum, "XL"), minutes(11)), "made the declaration on"
    )


def test_variant_b_the_other_end_is_that_there_is_no_agreement(row: RoomDecision) -> None:
    refused(lambda: decided.declared(row, Claim.NOT_AGREED, minutes(1)), "Without an objection")
    objected(row, head(row.meeting.forum), minutes(2))

    decided.declared(row, Claim.NOT_AGREED, minutes(3))

    assert stage(row) == "not_agreed"


def test_us06_variant_c_consensus_over_an_objection_is_refused_and_the_attempt_written_down(
    row: RoomDecision,
) -> None:
    forum = row.meeting.forum
    objected(row, head(forum), minutes(2))
    before = JointAct.objects.count()

    with pytest.raises(ObjectionsStand) as found:
        actions.declare(
            row,
            claim=Claim.CONSENSUS,
            seen="x",
            by=signing.league(forum, minutes(3)),
            at=minutes(3),
        )

    (one,) = found.value.objections
    assert "XN" in str(one) and decided.WHY in str(one) and "(A.5)" in str(one)
    assert (stage(row), JointAct.objects.count()) == ("objected", before)
    last = Entry.objects.filter(forum=forum.slug).order_by("seq").last()
    assert last is not None
    assert (last.verb, last.facts) == (
        "room.declaration_refused",
        {"claim": "consensus", "standing": 1},
    )


def test_an_objection_between_the_two_keys_voids_the_first(row: RoomDecision) -> None:
    forum = row.meeting.forum
    act = actions.declare(
        row,
        claim=Claim.CONSENSUS,
        seen=seen(row, Claim.CONSENSUS),
        by=signing.league(forum, minutes(1)),
        at=minutes(1),
    )
    objected(row, head(forum), minutes(2))

    refused(lambda: signing.turn(act, signing.concert(forum, minutes(3)), minutes(3)), "void")

    act.refresh_from_db()
    assert (act.state, stage(row)) == ("void", "objected")


def test_one_key_declares_nothing_and_suspends_nothing(row: RoomDecision) -> None:
    forum = row.meeting.forum
    by = signing.league(forum, minutes(1))
    for _again in range(2):
        try:
            actions.declare(
                row, claim=Claim.CONSENSUS, seen=seen(row, Claim.CONSENSUS), by=by, at=minutes(1)
            )
        except Refused as found:
            assert "already" in str(found)

    assert stage(row) == "put"


def test_a_secretariat_and_a_delegation_turn_no_key(row: RoomDecision) -> None:
    forum, claim = row.meeting.forum, Claim.CONSENSUS
    for by in (signing.secretariat(forum, LATER), head(forum)):
        refused(
            lambda by=by: actions.declare(row, claim=claim, seen=seen(row, claim), by=by, at=LATER)
        )

    assert stage(row) == "put" and not JointAct.objects.filter(kind=queries.DECLARE).exists()


def test_what_was_shown_is_what_is_declared(row: RoomDecision) -> None:
    shown = seen(row, Claim.SUMMARY)
    objected(row, head(row.meeting.forum), minutes(2))

    with pytest.raises(StaleVersion):
        by = signing.league(row.meeting.forum, LATER)
        actions.declare(row, claim=Claim.SUMMARY, seen=shown, by=by, at=LATER)


def test_only_who_is_accredited_and_checked_in_has_a_say(row: RoomDecision) -> None:
    """INV-11; corrections.md section 3."""
    forum = row.meeting.forum
    refused(lambda: objected(row, head(forum, "XB"), minutes(1)), "XB does not take part", "(A.5)")
    for by in (signing.league(forum, LATER), signing.secretariat(forum, LATER)):
        refused(lambda by=by: objected(row, by, minutes(1)), "Only the delegation")
    decided.came(row.meeting, "XB", 50, minutes(2))

    refused(lambda: objected(row, head(forum, "XB"), minutes(2)), "XB does not take part")
    assert objected(row, head(forum, "XB"), minutes(2) + INSTANT)


def test_whoever_had_a_say_when_it_was_put_keeps_it_whatever_happens_at_the_door(
    row: RoomDecision,
) -> None:
    row.meeting.delegations.update(accepted_at=None, state="returned")

    assert objected(row, head(row.meeting.forum), minutes(1))


def test_an_objection_needs_no_reason_and_sent_twice_is_one(row: RoomDecision) -> None:
    norland = head(row.meeting.forum)

    first = objected(row, norland, minutes(1), "", ())
    again = objected(row, norland, minutes(2), " ", ())

    assert first == again and Objection.objects.count() == 1
    assert verbs(row.meeting.forum).count("room.objected") == 1
    refused(
        lambda: objected(row, norland, minutes(3), "Another."),
        "This delegation already objected, on",
    )


def test_its_receipt_stands_in_the_ledger(row: RoomDecision) -> None:
    from cochair.features.room import receipts

    made = objected(row, head(row.meeting.forum), minutes(1))

    taken = receipts.receipt(made, row.meeting.forum.slug)
    assert digest_of(taken["received"]) == taken["digest"] == made.receipt  # type: ignore[arg-type]
    assert taken["signature"] and taken["key"]
    assert Entry.objects.get(verb="room.objected").facts["receipt"] == made.receipt


def test_only_its_author_withdraws_or_converts_an_objection(row: RoomDecision) -> None:
    """CB-13."""
    forum = row.meeting.forum
    made = objected(row, head(forum), minutes(1))
    for by in (head(forum, "XL"), signing.league(forum, LATER)):
        refused(lambda by=by: actions.withdraw(row, made, by=by, at=LATER))
        refused(lambda by=by: actions.convert(row, made, decided.said(), by=by, at=LATER))
    assert stage(row) == "objected"

    for _again in range(2):
        actions.withdraw(row, made, by=head(forum), at=LATER)

    assert stage(row) == "put"
    assert verbs(forum).count("room.objection_withdrawn") == 1
    assert objected(row, head(forum), LATER + INSTANT) != made


def test_statements_are_late_after_the_declaration_and_end_two_days_after_the_closing(
    row: RoomDecision,
) -> None:
    norland, kind = head(row.meeting.forum), StatementKind.EXPLANATION
    decided.declared(row, Claim.CONSENSUS, minutes(5))
    assert stage(row) == "adopted_by_consensus"

    decided.stated(row, norland, minutes(6), decided.said(kind))
    for _again in range(2):
        decided.stated(row, norland, minutes(7), decided.said(kind, words={"pt": "Sim."}))

    assert stage(row) == "adopted_by_consensus"
    assert RoomStatement.objects.count() == 2
    row.meeting.closed_at = minutes(60)
    row.meeting.save(update_fields=["closed_at"])
    two_days = minutes(60) + timedelta(hours=48)
    decided.stated(row, norland, two_days, decided.said(kind, words={"en": "In time."}))
    late = two_days + INSTANT
    refused(
        lambda: decided.stated(row, norland, late, decided.said(kind, words={"en": "No."})), "until"
    )


def test_what_stands_before_adoption_stops_unless_both_say_why(small_forum: Forum) -> None:
    """corrections.md section 1, Guards: clearances and languages are soft, and a reason is kept."""
    meeting = decided.sitting(small_forum)
    bare = papers.circulated(small_forum, {"en": words("One.")})
    refused(
        lambda: decided.put(meeting, decided.wish(bare, reasons={})),
        "LEAGUE has not given clearance",
        "CONCERT has not given clearance",
        "es",
        "pt",
    )

    reasons = {**decided.REASONS, "language": "Agreed on the English, the others follow."}
    row = decided.put(meeting, decided.wish(bare, reasons=reasons))

    assert ["language", reasons["language"]] in row.terms["set_aside"]


def test_a_text_is_put_by_both_in_a_meeting_that_sits_and_once(small_forum: Forum) -> None:
    meeting, paper = decided.sitting(small_forum), decided.paper(small_forum)
    before = OPENS - timedelta(minutes=1)
    refused(
        lambda: decided.put(meeting, decided.wish(paper), before),
        "This is possible only while the meeting is open, because delegations must be present to object.",
    )
    for wrong, why in (
        ({"kind": "law"}, "what is decided"),
        ({"form": "song"}, "Choose the type of final document:"),
        ({"item": "none"}, "no such item"),
    ):
        refused(lambda wrong=wrong: decided.put(meeting, decided.wish(paper, **wrong)), why)
    hidden = decided.paper(small_forum, marking="presidencies")
    refused(
        lambda: decided.put(meeting, decided.wish(hidden)),
        "Some delegations that take part in the decision may not read the document. Widen access to it first.",
    )

    row = decided.put(meeting, decided.wish(paper))

    assert row.number == 1 and stage(row) == "put"
    refused(lambda: decided.put(meeting, decided.wish(papers.fresh(paper))), "number 1")


def test_another_word_in_any_language_voids_the_first_key(small_forum: Forum) -> None:
    meeting, paper = decided.sitting(small_forum), decided.paper(small_forum)
    act = actions.put(
        meeting, decided.wish(paper), by=signing.league(small_forum, PUT_AT), at=PUT_AT
    )
    papers.written(paper, "pt", words("Outro."), editorial=True)

    act.refresh_from_db()

    assert act.state == "void" and not RoomDecision.objects.exists()


def test_a_revised_text_follows_the_one_that_left_the_table(row: RoomDecision) -> None:
    forum, meeting = row.meeting.forum, row.meeting
    objected(row, head(forum), minutes(1))
    decided.declared(row, Claim.REPLACED, minutes(2))
    assert stage(row) == "replaced"

    revised = decided.put(meeting, decided.wish(row.document, follows=row), minutes(3))

    assert (revised.number, revised.terms["follows"]) == (2, row.terms["decision"])
    assert stage(revised) == "put"


def test_after_the_closing_nobody_declares_consensus(row: RoomDecision) -> None:
    row.meeting.closed_at = minutes(1)
    row.meeting.save(update_fields=["closed_at"])

    refused(
        lambda: decided.declared(row, Claim.CONSENSUS, minutes(2)),
        "This is possible only while the meeting is open, because delegations must be present to object.",
    )


def test_the_objection_of_a_state_that_is_no_member_any_more_stands_against_nothing(
    row: RoomDecision,
) -> None:
    """Who is a member on the day has a say; until its last day the objection stands."""
    forum, tomorrow = row.meeting.forum, minutes(26 * 60)
    objected(row, head(forum), minutes(1))
    Member.objects.filter(party__forum=forum, code="XN").update(
        member_to=(OPENS + timedelta(days=1)).date()
    )
    parties._ROSTERS.clear()

    with pytest.raises(ObjectionsStand):
        decided.declared(row, Claim.CONSENSUS, minutes(2))
    assert decided.declared(row, Claim.CONSENSUS, tomorrow).effective_at == tomorrow

    assert stage(row) == "adopted_by_consensus"
    (taken,) = facts.known(forum).decisions[row.meeting.slug]
    assert (taken.decision.outcome, taken.decision.standing_objections) == (
        "adopted_by_consensus",
        0,
    )
    (raised,) = presenters.shown(queries.fresh(row), tomorrow).objections
    assert not raised.stands and raised.lapsed_at is not None
