"""Write, translate, agree, hold back and reopen; and what is left between a text and adoption."""

from dataclasses import replace
from datetime import date

import pytest

from cochair.procedure.consensus import Decision, may_put, putting_digest
from cochair.procedure.entitlement import Unit
from cochair.procedure.obstacle import Clearance, Cleared, Subject, Waiver, Weight
from cochair.procedure.refusal import Refused
from cochair.procedure.steps import table
from cochair.procedure.text import (
    CHAIRS,
    STEPS,
    Conflict,
    Discrepancy,
    Figures,
    Holding,
    Mark,
    Operation,
    ParagraphState,
    Place,
    ReservationKind,
    TextStage,
    Value,
    accept,
    agree,
    changed_between,
    close_round,
    edit,
    history,
    is_clean,
    left_to_convince,
    lift,
    open_round,
    outstanding,
    paragraph_state,
    reopen,
    reopening_digest,
    reserve,
    stale,
    text_digest,
    text_stage,
    translate,
    withdraw_proposal,
)
from procedure.deciding import CLAUSES, HOUR, MINUTE, PARTIES, START, half, signed
from procedure.drafts import (
    ELM,
    MAR,
    SOL,
    WORDS,
    draft,
    held,
    part,
    proposal,
    says,
    tabled,
    whole,
)

TEXT = draft()
AT = START + HOUR
AD_REFERENDUM = ReservationKind.AD_REFERENDUM


def written(text, words="They agree.", paragraph="p-4", language="en", read=1, **more):
    return edit(text, paragraph, language, words, read=read, by="desk", at=AT, **more)


def translated(text, words, language="es", sense=2, read=1):
    return translate(text, "p-4", language, words, sense=sense, read=read, by="desk", at=AT)


def state(text, paragraph="p-2"):
    return paragraph_state(text, text.paragraph(paragraph))


# First drafts


def test_a_first_draft_may_lack_languages_but_not_that_of_the_negotiation():
    some = [("p-1", "title", {"en": "Declaration"})]
    given = {"by": "chairs", "at": START, "clause": "5"}

    def first(paragraphs):
        from cochair.procedure.text import first_text

        return first_text("t", PARTIES, ("en", "es"), "en", paragraphs, **given)

    assert stale(first(some)) == (("p-1", "es"),)
    with pytest.raises(Refused, match="Two paragraphs have the same id"):
        first([*some, *some])
    with pytest.raises(
        Refused, match="Every paragraph needs a text in the language of negotiation"
    ):
        first([("p-1", "title", {"es": "Declaración"})])


def test_the_digest_binds_every_language_and_the_order():
    turned = replace(TEXT, paragraphs=TEXT.paragraphs[::-1])
    without = draft(WORDS[:3])

    assert text_digest(TEXT) == text_digest(draft())
    assert len({text_digest(one) for one in (TEXT, turned, without, written(TEXT))}) == 4
    assert text_digest(written(TEXT, "x", language="pt")) != text_digest(TEXT)


# Writing


def test_us_05_a_change_in_one_language_leaves_the_others_behind_until_they_follow():
    changed = written(TEXT)
    spanish = translated(changed, "Acuerdan.")

    assert stale(changed) == (("p-4", "es"), ("p-4", "pt"))
    assert stale(spanish) == (("p-4", "pt"),)
    assert stale(translated(spanish, "Acordam.", "pt")) == ()
    assert stale(written(TEXT, "Acuerdan.", language="es")) == (("p-4", "en"), ("p-4", "pt"))


def test_a_translation_of_what_was_said_before_stays_behind():
    changed = written(TEXT)

    assert stale(translated(changed, "Ya informan.", sense=1)) == stale(changed)
    assert stale(translated(changed, "Acuerdan.", sense=99)) == (("p-4", "pt"),)


def test_a_correction_of_form_leaves_no_language_behind():
    assert stale(written(TEXT, "They report!", editorial=True)) == ()
    lacking = draft([("p-4", "operative", ("They report.", "Informan.", "Informam."))])
    bare = replace(lacking.paragraphs[0], senses={"en": 1, "es": 1})
    lacking = lacking.with_paragraph(bare)
    assert stale(written(lacking, "x", language="pt", editorial=True)) == (("p-4", "pt"),)


def test_whoever_wrote_second_is_given_both_texts_and_overwrites_nothing():
    first = written(TEXT, "They agree.")

    found = written(first, "They decide.", read=1)

    assert found == Conflict("p-4", "en", 2, "They report.", "They agree.", "They decide.")
    assert written(first, "They decide.", read=7).read == ""
    assert written(first, "They decide.", read=2).paragraph("p-4").words["en"] == "They decide."
    assert isinstance(translated(first, "x", read=0), Conflict)
    assert [one.words for one in history(first, "p-4", "en")] == ["They report.", "They agree."]


def test_words_on_which_proposals_are_open_are_not_written_over():
    text = tabled(TEXT, whole("a", paragraph="p-4"))
    moved = tabled(TEXT, proposal("b", operation=Operation.MOVE, paragraph="p-4", after="p-1"))

    with pytest.raises(
        Refused,
        match="Settle them, or make a proposal of your own",
    ):
        written(text)
    assert written(text, "Ya informan.", language="es").paragraph("p-4").words["en"]
    assert written(moved).paragraph("p-4").words["en"] == "They agree."
    with pytest.raises(Refused, match="This text has no version in that language"):
        written(TEXT, language="fr")
    with pytest.raises(Refused, match="This text has no version in that language"):
        translated(TEXT, "x", "fr")


# Agreeing


def test_a_paragraph_is_agreed_when_nothing_on_it_is_open():
    proposed = tabled(TEXT, whole("a"))

    assert state(TEXT) is ParagraphState.OPEN
    assert state(proposed) is ParagraphState.BRACKETED
    assert state(agree(TEXT, "p-2")) is ParagraphState.AGREED
    with pytest.raises(
        Refused,
        match="A paragraph may be agreed only once, and only when no proposal on it is open",
    ):
        agree(proposed, "p-2")
    with pytest.raises(Refused, match="agreed only once"):
        agree(agree(TEXT, "p-2"), "p-2")


def test_nothing_is_noted_as_agreed_over_somebody_who_cannot_accept_it():
    against = says(TEXT, MAR, "p-2", Value.CANNOT_ACCEPT)

    with pytest.raises(Refused, match=r"Delegations that cannot accept it: 1\. \(5\)"):
        agree(against, "p-2")
    assert state(agree(says(against, MAR, "p-2", at=AT), "p-2")) is ParagraphState.AGREED


def test_the_map_says_who_is_left_to_convince_and_where():
    text = tabled(TEXT, whole("a"), whole("b", author=MAR))
    text = tabled(text, whole("c", operation=Operation.INSERT, paragraph="n-1", author=SOL))
    text = says(text, MAR, "a", Value.CANNOT_ACCEPT)
    text = says(text, SOL, "a", Value.STUDY)
    text = says(text, ELM, "b", Value.CAN_ACCEPT)
    text = says(text, ELM, "p-3", Value.STUDY)
    text = reserve(reserve(text, held()), held("q", paragraph="p-3"))

    assert left_to_convince(TEXT) == ()
    assert left_to_convince(text) == (
        Place("", "", ((ELM, Holding.RESERVES),)),
        Place(
            "p-2",
            "1",
            (
                (ELM, Holding.PROPOSES),
                (MAR, Holding.CANNOT_ACCEPT),
                (SOL, Holding.STUDIES),
            ),
        ),
        Place("p-3", "2", ((ELM, Holding.RESERVES),)),
        Place("n-1", "", ((SOL, Holding.PROPOSES),)),
    )


def test_what_is_agreed_is_changed_only_after_it_is_reopened():
    agreed = agree(agree(TEXT, "p-2"), "p-4")
    keys = signed(reopening_digest(agreed, "p-2"), AT)

    for attempt in (lambda: tabled(agreed, whole("a")), lambda: written(agreed)):
        with pytest.raises(Refused, match="It must first be reopened"):
            attempt()
    assert written(agreed, "They report!", editorial=True)
    again = reopen(agreed, "p-2", keys)
    assert state(again) is ParagraphState.REOPENED
    assert state(tabled(again, whole("a"))) is ParagraphState.BRACKETED
    assert state(agree(again, "p-2")) is ParagraphState.AGREED


def test_an_agreed_paragraph_is_reopened_by_both_chairs_or_who_asks_its_capital():
    agreed = agree(TEXT, "p-2")
    asked = reserve(agreed, held(by=MAR, kind=AD_REFERENDUM, paragraph="p-2"))

    assert state(asked) is ParagraphState.AGREED_AD_REFERENDUM
    assert state(reopen(asked, "p-2", MAR)) is ParagraphState.REOPENED
    for text, author in ((agreed, MAR), (asked, ELM)):
        with pytest.raises(Refused, match="Only the delegation that agreed ad referendum"):
            reopen(text, "p-2", author)
    for keys in (half(reopening_digest(agreed, "p-2"), AT), signed("other words", AT)):
        with pytest.raises(Refused, match="Both co-chairs"):
            reopen(agreed, "p-2", keys)
    with pytest.raises(Refused, match="Only an agreed paragraph may be reopened"):
        reopen(TEXT, "p-2", MAR)
    assert state(lift(asked, "r", by=MAR, at=AT)) is ParagraphState.AGREED


# Reservations


def test_only_its_author_lifts_a_reservation_or_converts_it():
    text = reserve(TEXT, held(until=date(2026, 10, 2), kind=ReservationKind.PARLIAMENTARY))

    assert lift(text, "r", by=ELM, at=AT).standing_reservations == ()
    assert lift(text, "r", by=ELM, at=AT, statement="s1").reservations[0].statement == "s1"
    with pytest.raises(Refused, match="Only its author may lift a reservation"):
        lift(text, "r", by=MAR, at=AT)
    for again in (lift(text, "r", by=ELM, at=AT), TEXT):
        with pytest.raises(Refused, match="This reservation no longer stands"):
            lift(again, "r", by=ELM, at=AT)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (held(paragraph="p-9"), "no such paragraph"),
        (held("other"), "with this id already"),
        (
            held(kind=ReservationKind.LINGUISTIC),
            "Select the language in which the text is incorrect.",
        ),
        (held(by=CHAIRS), "Only delegations and Parties"),
    ],
)
def test_a_reservation_says_what_it_is_about(bad, sentence):
    with pytest.raises(Refused, match=sentence):
        reserve(reserve(TEXT, held("other")), bad)
    assert reserve(TEXT, held(kind=ReservationKind.LINGUISTIC, language="pt")).reservations


# Rounds


def test_each_round_keeps_its_figures_and_its_text():
    text = open_round(TEXT, START)
    text = tabled(text, whole("a"), part("b", "shall", "will", author=MAR))
    new = {"operation": Operation.INSERT, "paragraph": "n-1", "after": "p-4"}
    text = reserve(agree(tabled(text, whole("c", **new)), "p-1"), held())
    first = close_round(text, START + HOUR)
    second = withdraw_proposal(open_round(first, START + 2 * HOUR), "b", by=MAR, at=AT)
    second = close_round(accept(second, "a", by="chairs", at=AT), START + 3 * HOUR)

    assert [one.figures for one in second.rounds] == [
        Figures(paragraphs=4, agreed=1, brackets=2, proposals=3, reservations=1),
        Figures(paragraphs=4, agreed=1, brackets=1, proposals=1, reservations=1),
    ]
    before, after = (one.paragraphs for one in second.rounds)
    assert changed_between(before, after, "en") == ("p-2",)
    assert changed_between(before, after, "es") == ()
    assert changed_between(before, before[1:], "es") == ("p-1",)
    assert changed_between(before[1:], before, "es") == ("p-1",)
    with pytest.raises(Refused, match="A round is already open"):
        open_round(text, AT)
    for closed in (first, TEXT):
        with pytest.raises(Refused, match="No round is open"):
            close_round(closed, AT)


def test_a_text_is_collected_negotiated_cleaned_and_put():
    begun = open_round(TEXT, START)
    proposed = tabled(begun, whole("a"))

    assert text_stage(TEXT) is TextStage.COLLECTING
    assert text_stage(tabled(TEXT, whole("a"))) is TextStage.NEGOTIATING
    assert text_stage(proposed) is TextStage.NEGOTIATING
    assert text_stage(begun) is TextStage.CLEAN
    assert text_stage(begun, is_put=True) is TextStage.PUT
    assert not is_clean(reserve(TEXT, held()))
    assert is_clean(reserve(TEXT, held(kind=ReservationKind.SCRUTINY)))


def test_the_states_of_a_paragraph_print_as_a_table():
    assert "| agreed_ad_referendum, agreed | reopen |" in table(STEPS)
    assert [one.value for one in Mark] == ["open", "agreed", "reopened"]


# What stands between


def left(text, clearances=None, differences=()):
    digest = text_digest(text)
    given = tuple(Clearance(party, Cleared.GIVEN, START, digest) for party in PARTIES)
    return outstanding(
        text,
        clearances=given if clearances is None else clearances,
        at=AT,
        clauses=CLAUSES,
        differences=differences,
    )


def said(*more, **given):
    return [str(one.says) for one in left(*more, **given)]


def test_a_text_that_everybody_has_cleared_has_nothing_left():
    assert left(TEXT) == ()


def test_us_05_one_list_says_everything_with_its_clause_and_the_heaviest_first():
    new = {"operation": Operation.INSERT, "paragraph": "n-1", "after": "p-4"}
    text = tabled(TEXT, whole("b", **new), whole("a", paragraph="p-3"), whole("c", paragraph="p-3"))
    text = translated(written(text), "Acuerdan.")
    text = reopen(
        agree(text, "p-2"), "p-2", signed(reopening_digest(agree(text, "p-2"), "p-2"), AT)
    )
    text = says(text, MAR, "p-2", Value.CANNOT_ACCEPT)
    day = date(2026, 10, 2)
    for number, reservation in enumerate(
        (
            held(),
            held(paragraph="p-1"),
            held(kind=ReservationKind.PARLIAMENTARY, until=day),
            held(kind=ReservationKind.SCRUTINY, until=day, paragraph="p-2"),
            held(kind=ReservationKind.SCRUTINY),
            held(kind=AD_REFERENDUM, paragraph="p-4", until=day),
        )
    ):
        text = reserve(text, replace(reservation, id=f"r{number}"))

    found = left(text, (), [Discrepancy("p-3", "number", "en", ("12",), "es", ("21",))])

    assert [str(one.says) for one in found] == [
        "A new paragraph is proposed. Open proposals: 1. (5)",
        "A general reservation stands on the whole text. (5)",
        "A general reservation stands on paragraph i. (5)",
        "Paragraph 2 is not agreed. Open proposals: 2. (5)",
        "NORLAND has not given clearance for this text. (4)",
        "SUDRIA has not given clearance for this text. (4)",
        "Paragraph 3 is out of date in pt. (6)",
        "A parliamentary reservation stands on the whole text, until 2026-10-02. (5)",
        "A scrutiny reservation stands on the whole text. (5)",
        "A scrutiny reservation stands on paragraph 1, until 2026-10-02. (5)",
        "Paragraph 1: delegations that cannot accept the current text: 1. (5)",
        "Paragraph 1 was reopened and has not been agreed again. (5)",
        "Paragraph 2: the numbers in en differ from those in es: 12; 21. (6)",
        "Paragraph 3 is agreed ad referendum, subject to confirmation by a capital. (5)",
    ]
    assert {one.subject for one in found} == set(Subject)
    weights = [one.weight for one in found]
    assert [weights.count(weight) for weight in Weight] == [4, 3, 7]


def test_a_reservation_on_a_paragraph_that_was_taken_out_stands_in_nobodys_way():
    text = reserve(TEXT, held(paragraph="p-2"))
    gone = accept(tabled(text, proposal("a", operation=Operation.DELETE)), "a", by="chairs", at=AT)

    assert said(text) == ["A general reservation stands on paragraph 1. (5)"]
    assert said(gone) == []
    assert is_clean(gone)


def test_a_difference_of_one_side_only_is_shown_with_a_dash():
    assert said(TEXT, differences=[Discrepancy("p-2", "name", "en", ("Elm",), "pt", ())]) == [
        "Paragraph 1: the names in en differ from those in pt: Elm; –. (6)"
    ]


def test_what_may_be_put_is_what_the_list_says():
    """The list of the text is what the room asks before a text is put."""
    text = written(TEXT)
    digest = text_digest(text)
    cleared = tuple(Clearance(party, Cleared.GIVEN, START, digest) for party in PARTIES)
    decision = Decision("d1", "final_document", PARTIES, Unit.PRESIDENCY, digest, clauses=CLAUSES)

    def why_not(decision):
        return may_put(
            decision,
            signed(putting_digest(decision), AT),
            obstacles=left(text, cleared),
            clearances=cleared,
            current_digest=text_digest(text),
        )

    assert [str(one) for one in why_not(decision)] == [
        "Paragraph 3 is out of date in es. (6)",
        "Paragraph 3 is out of date in pt. (6)",
    ]
    reason = Waiver(Subject.LANGUAGE, "Agreed in English, subject to the other languages.")
    assert why_not(replace(decision, waivers=(reason,))) == ()
    assert AT > START + MINUTE
