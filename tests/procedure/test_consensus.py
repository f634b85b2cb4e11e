"""A decision in the room: nothing is agreed over an objection, and only who has a say objects."""

from dataclasses import replace

import pytest

from cochair.procedure.consensus import (
    Claim,
    Decision,
    Declaration,
    Objection,
    Stage,
    claims_open,
    convert,
    declaration_digest,
    declare,
    declared_at,
    file_statement,
    is_late,
    may_declare,
    may_object,
    may_put,
    object_to,
    outcome,
    put,
    putting_digest,
    stage,
    standing,
    statements_in_time,
    suspend,
    suspension_digest,
    withdraw,
)
from cochair.procedure.consent import Consent
from cochair.procedure.entitlement import Capacity, Speaker, Unit
from cochair.procedure.obstacle import Clearance, Cleared, Obstacle, Subject, Waiver, Weight
from cochair.procedure.outcome import Outcome, Statement, StatementKind
from cochair.procedure.refusal import Refusal, Refused, _
from procedure.deciding import (
    ALL,
    BOTH,
    CLAUSES,
    ELM,
    HOUR,
    MAR,
    MINUTE,
    NORLAND,
    PARTIES,
    SECOND,
    START,
    SUDRIA,
    TERMS,
    delegate,
    half,
    president,
    signed,
)

DIGEST = "the words in all languages"
DRAFT = Decision("d1", "final_document", PARTIES, Unit.MEMBER_DELEGATION, DIGEST, clauses=CLAUSES)
CLEARED = tuple(Clearance(party, Cleared.GIVEN, START - HOUR, DIGEST) for party in PARTIES)
BRACKET = Obstacle(
    Subject.BRACKET,
    Weight.STOPS,
    Refusal("5", _("Paragraph {it} is bracketed."), {"it": 14}),
    "p-14",
)
STALE = Obstacle(
    Subject.LANGUAGE,
    Weight.STOPS_UNLESS_BOTH,
    Refusal("6", _("Paragraph {it} is behind."), {"it": 3}),
)


def putting(decision=DRAFT, **changes):
    given = {"obstacles": (), "clearances": CLEARED, "current_digest": DIGEST} | changes
    consent = given.pop("consent", signed(putting_digest(decision), START))
    return decision, consent, given


def put_now(decision=DRAFT, **changes):
    decision, consent, given = putting(decision, **changes)
    return put(decision, consent, **given)


def why_not_put(decision=DRAFT, **changes):
    decision, consent, given = putting(decision, **changes)
    return [str(one) for one in may_put(decision, consent, **given)]


def objected(decision, member="elm", at=START + MINUTE, **more):
    return object_to(
        decision,
        id=more.pop("id", f"o-{member}"),
        speaker=delegate(member),
        entitled=ALL,
        terms=TERMS,
        at=at,
        **more,
    )


def declared(decision, claim=Claim.CONSENSUS, at=START + 10 * MINUTE, **more):
    return declare(decision, claim, signed(declaration_digest(decision, claim), at), **more)


def paused(decision, at=START + 5 * MINUTE):
    return suspend(decision, signed(suspension_digest(decision), at))


def own(member="elm", at=START + 6 * MINUTE):
    return {"speaker": delegate(member), "entitled": ALL, "terms": TERMS, "at": at}


def apart(at=START + 6 * MINUTE, **changes):
    given = {
        "id": "s1",
        "voice": "elm",
        "kind": StatementKind.DISSOCIATION_FROM_PARAGRAPH,
        "words": {"en": "Elm stands apart from paragraph 14."},
        "at": at,
        "paragraphs": ("p-14",),
        "instead_of": "o-elm",
    }
    return Statement(**given | changes)


def speaking(member="elm"):
    return {"speaker": delegate(member), "entitled": ALL, "terms": TERMS}


PUT = put_now()
OBJECTED = objected(PUT)
PAUSED = paused(OBJECTED)


# Putting a text


def test_a_text_is_put_by_both_co_chairs_and_not_by_one():
    one_key = half(putting_digest(DRAFT), START)

    assert stage(DRAFT) is Stage.DRAFT
    assert stage(PUT) is Stage.PUT
    assert why_not_put(consent=one_key) == ["Both co-chairs must sign. (5)"]


def test_what_was_signed_is_what_is_put():
    other = signed(putting_digest(replace(DRAFT, digest="other words")), START)

    assert why_not_put(consent=other) == [
        "The two signatures were given for something else. Send it for signature again. (5)"
    ]
    assert why_not_put(current_digest="other words") == [
        "The text has changed since then. Submit the current text for adoption. (5)"
    ]
    assert why_not_put(PUT) == ["This text has already been submitted for adoption. (5)"]
    with pytest.raises(Refused, match="Submit the current text for adoption"):
        put_now(current_digest="other words")


def test_a_bracket_stops_a_text_whatever_both_co_chairs_sign():
    waived = replace(DRAFT, waivers=(Waiver(Subject.BRACKET, "We are late."),))

    assert why_not_put(obstacles=(BRACKET,)) == ["Paragraph 14 is bracketed. (5)"]
    assert why_not_put(waived, obstacles=(BRACKET,)) == ["Paragraph 14 is bracketed. (5)"]


def test_a_language_that_is_behind_stops_a_text_unless_both_keys_bind_a_reason():
    def with_reason(words):
        return replace(DRAFT, waivers=(Waiver(Subject.LANGUAGE, words),))

    agreed = "Agreed in English, subject to the other languages."
    assert why_not_put(obstacles=(STALE,)) == ["Paragraph 3 is behind. (6)"]
    assert why_not_put(with_reason("  "), obstacles=(STALE,)) == ["Paragraph 3 is behind. (6)"]
    assert why_not_put(with_reason(agreed), obstacles=(STALE,)) == []
    assert putting_digest(with_reason(agreed)) != putting_digest(DRAFT)


@pytest.mark.parametrize(
    ("changes", "cleared"),
    [
        ({}, True),
        ({"state": Cleared.NOT_NEEDED}, True),
        ({"state": Cleared.REFUSED}, False),
        ({"state": Cleared.PENDING}, False),
        ({"digest": "an earlier text"}, False),
        ({"at": START + SECOND}, False),
    ],
)
def test_each_party_clears_the_very_text_before_it_is_put(changes, cleared):
    given = (CLEARED[0], replace(CLEARED[1], **changes))

    found = why_not_put(clearances=given)

    assert found == ([] if cleared else ["SUDRIA has not given clearance for this text. (4)"])


def test_the_last_word_of_a_party_counts_and_both_keys_may_go_on_without_it():
    taken_back = replace(CLEARED[1], state=Cleared.REFUSED, at=START - MINUTE)
    waived = replace(DRAFT, waivers=(Waiver(Subject.CLEARANCE, "The capital is out of reach."),))

    assert why_not_put(clearances=(taken_back, *CLEARED))
    assert why_not_put(waived, clearances=()) == []


# Objecting


def test_a_delegation_with_a_say_objects_until_the_declaration():
    at = START + 10 * MINUTE
    adopted = declared(PUT, at=at)

    assert stage(OBJECTED) is Stage.OBJECTED
    assert may_object(PUT, delegate("elm"), ALL, TERMS, at) is None
    assert str(may_object(adopted, delegate("elm"), ALL, TERMS, at + SECOND)) == (
        "The co-chairs made the declaration on 2026-10-08 13:50:00+00:00; this arrived "
        "on 2026-10-08 13:50:01+00:00. (5)"
    )


def test_nobody_objects_to_what_is_not_on_the_table_yet():
    assert str(may_object(DRAFT, delegate("elm"), ALL, TERMS, START)) == (
        "This text is not submitted for adoption. (5)"
    )
    assert may_object(PUT, delegate("elm"), ALL, TERMS, START - SECOND) is not None


def test_a_delegation_objects_once_and_others_besides():
    assert str(may_object(OBJECTED, delegate("elm"), ALL, TERMS, START + HOUR)) == (
        "This delegation already objected, on 2026-10-08 13:41:00+00:00. (5)"
    )
    assert len(standing(objected(OBJECTED, "mar"))) == 2
    assert len(standing(objected(PAUSED, "mar"))) == 2


@pytest.mark.parametrize("capacity", [one for one in Capacity if one is not Capacity.DELEGATION])
def test_inv_11_nobody_but_a_delegation_objects_where_delegations_have_the_say(capacity):
    speaker = Speaker("anna", capacity, NORLAND, "ash")

    assert str(may_object(PUT, speaker, ALL, TERMS, START)) == (
        "Only the delegation of a member may take part in this decision. (5)"
    )
    assert may_object(PUT, delegate("ash"), ALL, TERMS, START) is None


def test_inv_11_a_delegation_that_did_not_check_in_does_not_object():
    absent = replace(ALL, voices=ALL.voices - {ELM})

    assert str(may_object(PUT, delegate("elm"), absent, TERMS, START)) == (
        "elm does not take part in this decision. (5)"
    )
    assert may_object(PUT, delegate("mar"), absent, TERMS, START) is None


def test_where_the_presidencies_have_the_say_only_they_object():
    small = put_now(replace(DRAFT, unit=Unit.PRESIDENCY))
    left = Speaker("bo", Capacity.PRESIDENCY, SUDRIA, "mar")

    assert may_object(small, president(SUDRIA), BOTH, TERMS, START) is None
    assert str(may_object(small, delegate("sol"), BOTH, TERMS, START)) == (
        "Only the two presidencies may take part in this decision. (5)"
    )
    assert "sol holds the presidency of SUDRIA" in str(may_object(small, left, BOTH, TERMS, START))


def test_inv_1_what_arrived_before_the_declaration_counts_however_long_it_waited():
    adopted = declared(PUT, at=START + 10 * MINUTE)

    found = objected(adopted, at=START + 10 * MINUTE)

    assert outcome(adopted) is Outcome.ADOPTED_BY_CONSENSUS
    assert stage(found) is Stage.OBJECTED
    assert outcome(found) is None


# Withdrawing and converting


def test_only_who_objected_withdraws():
    assert stage(withdraw(OBJECTED, "o-elm", **own())) is Stage.PUT
    with pytest.raises(Refused, match=r"Only the delegation that objected"):
        withdraw(OBJECTED, "o-elm", **own("mar"))
    with pytest.raises(Refused, match="This objection no longer stands"):
        withdraw(objected(OBJECTED, "mar"), "o-sol", **own())
    with pytest.raises(Refused, match="No objection stands"):
        withdraw(PUT, "o-elm", **own())
    with pytest.raises(Refused, match="An objection cannot end before it was made"):
        withdraw(OBJECTED, "o-elm", **own(at=START))


def test_a_pause_is_over_when_no_objection_stands_any_more():
    two = paused(objected(OBJECTED, "mar"))
    one = withdraw(two, "o-elm", **own())
    none = withdraw(one, "o-mar", **own("mar"))

    assert [stage(two), stage(one), stage(none)] == [Stage.SUSPENDED, Stage.SUSPENDED, Stage.PUT]
    assert none.suspensions[0].over_at == START + 6 * MINUTE
    assert stage(objected(none, "sol", at=START + 7 * MINUTE)) is Stage.OBJECTED


def test_only_a_text_that_is_objected_to_is_suspended_and_by_both():
    assert stage(PAUSED) is Stage.SUSPENDED
    with pytest.raises(
        Refused, match="A text may be suspended only while an objection to it stands"
    ):
        paused(PUT)
    with pytest.raises(Refused, match="Both co-chairs"):
        suspend(OBJECTED, half(suspension_digest(OBJECTED), START))


def test_us_06_an_objection_becomes_a_dissociation_and_the_text_passes_with_it():
    converted = convert(PAUSED, apart(), **speaking())
    ended = declared(converted)

    assert stage(converted) is Stage.PUT
    assert outcome(ended) is Outcome.ADOPTED_WITH_STATEMENTS
    assert statements_in_time(ended) == (apart(),)
    assert declared_at(ended) == START + 10 * MINUTE


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"words": {"en": " "}}, "Enter the text of the statement."),
        ({"paragraphs": ()}, "Name the paragraphs"),
        (
            {"kind": StatementKind.DISSOCIATION},
            "The procedures do not provide for this type of statement.",
        ),
        ({"voice": "mar"}, "A delegation may make statements only in its own name."),
        ({"instead_of": "o-mar"}, "This objection no longer stands"),
    ],
)
def test_an_objection_is_converted_into_a_whole_statement_of_its_author(changes, sentence):
    allowed = frozenset(StatementKind) - {StatementKind.DISSOCIATION}
    narrow = replace(DRAFT, statement_kinds=allowed)
    before = objected(put_now(narrow))

    assert stage(convert(before, apart(), **speaking())) is Stage.PUT
    with pytest.raises(Refused, match=sentence):
        convert(before, apart(**changes), **speaking())
    with pytest.raises(Refused, match="No objection stands"):
        convert(PUT, apart(), **speaking())


# Statements


def test_a_statement_after_the_declaration_is_late_and_changes_no_outcome():
    closed = START + 25 * MINUTE
    ended = declared(PUT)
    on_time, too_late = closed + 48 * HOUR, closed + 48 * HOUR + SECOND

    found = file_statement(ended, apart(on_time), **speaking(), closed_at=closed)

    assert is_late(found, apart(on_time))
    assert not is_late(found, apart(START))
    assert not is_late(PUT, apart())
    assert outcome(found) is Outcome.ADOPTED_BY_CONSENSUS
    with pytest.raises(Refused, match="Statements were accepted until"):
        file_statement(ended, apart(too_late), **speaking(), closed_at=closed)


def test_a_statement_is_filed_beside_what_is_put_by_who_has_a_say_and_in_its_own_name():
    beside = file_statement(PUT, apart(), **speaking())
    observer = Speaker("ana", Capacity.OBSERVER)

    assert outcome(declared(beside)) is Outcome.ADOPTED_WITH_STATEMENTS
    with pytest.raises(
        Refused, match="A statement may be made on a text that is submitted for adoption"
    ):
        file_statement(DRAFT, apart(), **speaking())
    with pytest.raises(Refused, match=r"Only the delegation.*own name"):
        file_statement(PUT, apart(), speaker=observer, entitled=ALL, terms=TERMS)


# Declaring


def test_inv_1_consensus_is_declared_by_both_and_never_by_one():
    one_key = half(declaration_digest(PUT, Claim.CONSENSUS), START + MINUTE)

    assert outcome(declared(PUT)) is Outcome.ADOPTED_BY_CONSENSUS
    with pytest.raises(Refused, match="Both co-chairs must sign"):
        declare(PUT, Claim.CONSENSUS, one_key)
    assert outcome(replace(PUT, declaration=Declaration(Claim.CONSENSUS, one_key))) is None


@pytest.mark.parametrize("decision", [OBJECTED, PAUSED], ids=["objected", "suspended"])
def test_inv_1_consensus_is_not_declared_over_an_objection(decision):
    assert [str(one) for one in may_declare(decision, Claim.CONSENSUS)] == [
        "Consensus may be declared only on a text submitted for adoption, and only while "
        "no objection stands. (5)",
        "Standing objections: 1. Objections may not be overridden. (5)",
    ]
    with pytest.raises(Refused, match="Objections may not be overridden"):
        declared(decision)
    assert claims_open(decision) == (Claim.NOT_AGREED, Claim.SUMMARY, Claim.REPLACED)
    assert claims_open(PUT) == (Claim.CONSENSUS, Claim.SUMMARY, Claim.REPLACED)


def test_inv_1_an_agreement_that_somebody_wrote_over_an_objection_reads_as_a_summary():
    forged = signed(declaration_digest(OBJECTED, Claim.CONSENSUS), START + HOUR)

    found = replace(OBJECTED, declaration=Declaration(Claim.CONSENSUS, forged))

    assert outcome(found) is Outcome.CO_CHAIRS_SUMMARY
    assert standing(found, START + HOUR)
    assert not outcome(found).is_agreement


@pytest.mark.parametrize("after", [OBJECTED, withdraw(OBJECTED, "o-elm", **own())])
def test_inv_1_an_objection_between_two_keys_makes_it_another_act(after):
    first_key = half(declaration_digest(PUT, Claim.CONSENSUS), START)
    both_keys = signed(first_key.digest, START + HOUR)

    with pytest.raises(
        Refused,
        match="The two signatures were given for something else",
    ):
        declare(after, Claim.CONSENSUS, both_keys)
    assert outcome(replace(after, declaration=Declaration(Claim.CONSENSUS, both_keys))) is None


def test_inv_1_nothing_is_declared_while_a_message_is_being_received():
    with pytest.raises(Refused, match="still being received"):
        declared(PUT, on_the_way=[START + MINUTE])
    assert stage(declared(PUT, on_the_way=[])) is Stage.ADOPTED_BY_CONSENSUS


def test_inv_1_other_words_other_people_and_other_times_are_no_declaration():
    digest = declaration_digest(PUT, Claim.CONSENSUS)
    stranger = Consent(("OSTIA",), digest, START)
    early = signed(digest, START - MINUTE)
    ended = declared(PUT)

    for consent in (stranger, early):
        assert declared_at(replace(PUT, declaration=Declaration(Claim.CONSENSUS, consent))) is None
    assert outcome(replace(ended, digest="other words")) is None
    assert stage(replace(DRAFT, declaration=ended.declaration)) is Stage.DRAFT


def test_what_happens_at_one_instant_happens_in_the_order_that_people_bound():
    at = START + MINUTE
    gone = withdraw(OBJECTED, "o-elm", **own(at=at))
    beside = file_statement(PUT, apart(at), **speaking())

    assert outcome(declared(PUT, at=START)) is Outcome.ADOPTED_BY_CONSENSUS
    assert outcome(declared(gone, at=at)) is Outcome.ADOPTED_BY_CONSENSUS
    assert outcome(declared(beside, at=at)) is Outcome.ADOPTED_WITH_STATEMENTS
    assert not is_late(declared(beside, at=at), apart(at))


def test_variant_b_a_maintained_objection_ends_without_agreement_or_as_a_summary():
    assert outcome(declared(PAUSED, Claim.NOT_AGREED)) is Outcome.NOT_AGREED
    summary = declared(PAUSED, Claim.SUMMARY)
    assert outcome(summary) is Outcome.CO_CHAIRS_SUMMARY
    assert [one.voice for one in standing(summary, START + HOUR)] == [ELM]
    with pytest.raises(Refused, match="Without an objection"):
        declared(PUT, Claim.NOT_AGREED)


def test_a_revised_text_takes_the_place_of_the_one_that_was_objected_to():
    revised = put_now(replace(DRAFT, id="d2", follows="d1"))
    gone = declared(PAUSED, Claim.REPLACED)

    assert (stage(gone), outcome(gone), stage(revised)) == (Stage.REPLACED, None, Stage.PUT)
    with pytest.raises(Refused, match="This text is not submitted for adoption"):
        declared(gone, Claim.SUMMARY)


def test_what_has_ended_is_not_objected_to_nor_declared_again():
    ended = declared(PUT)

    assert [str(one) for one in may_declare(ended, Claim.SUMMARY)] == [
        "This text is not submitted for adoption. (5)"
    ]
    assert claims_open(ended) == ()


def test_an_objection_stands_until_its_author_ends_it():
    made = Objection("o", MAR, START)
    over = replace(made, withdrawn_at=START + MINUTE)

    assert made.stands and not over.stands
    assert [over.stood(START + n * 30 * SECOND) for n in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        False,
    ]
