"""Proposals on a text: tabled, changed by others, accepted over nobody, and never lost."""

from dataclasses import replace

import pytest

from cochair.procedure.refusal import Refused
from cochair.procedure.text import (
    CHAIRS,
    Operation,
    ProposalState,
    Span,
    Value,
    accept,
    bracket,
    edit,
    history,
    may_accept,
    positions_on,
    propose,
    put_into,
    rivals,
    stale,
    withdraw_proposal,
)
from procedure.deciding import HOUR, MINUTE, START
from procedure.drafts import ELM, MAR, SOL, draft, part, proposal, says, tabled, whole

TEXT = draft()
AT = START + HOUR


def words(text, paragraph="p-2", language="en"):
    return text.paragraph(paragraph).words[language]


def taken(text, id="a"):
    return accept(text, id, by="chairs", at=AT)


def state_of(text, id):
    return next(one.state for one in text.proposals if one.id == id)


def order(text):
    return [one.id for one in text.current]


# Tabling


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (whole(paragraph="p-9"), "no such paragraph"),
        (whole(words=" "), "Enter the text of the proposal."),
        (proposal(words={"fr": "Bonjour"}), "This text has no version in that language."),
        (
            proposal(operation=Operation.DELETE, words={"en": "x"}),
            "A proposal to delete or move a paragraph contains no text.",
        ),
        (proposal(operation=Operation.MOVE, after="p-9"), "There is no such position in the text."),
        (proposal(operation=Operation.MOVE, after="p-2"), "There is no such position in the text."),
        (
            whole(operation=Operation.INSERT, paragraph="p-3"),
            "A new paragraph must have its own identifier.",
        ),
        (
            whole(operation=Operation.INSERT, paragraph=""),
            "A new paragraph must have its own identifier.",
        ),
        (whole(operation=Operation.INSERT, paragraph="n", span=Span(0, 0)), "as a whole"),
        (proposal(span=Span(0, 3), words={"es": "Ellas"}), "in the language of negotiation"),
        (
            proposal(span=Span(0, 99), words={"en": "x"}),
            "The paragraph does not contain these words.",
        ),
        (
            proposal(span=Span(5, 2), words={"en": "x"}),
            "The paragraph does not contain these words.",
        ),
        (proposal(operation=Operation.DELETE, span=Span(0, 3)), "the language of negotiation"),
        (whole(on="z"), "Only an open proposal may be changed."),
        (part("b", "shall", "will", on="z"), "Only an open proposal may be changed."),
    ],
)
def test_a_proposal_says_what_it_would_change_and_where(bad, sentence):
    with pytest.raises(Refused, match=sentence):
        propose(TEXT, bad, read=1)


def test_a_proposal_stands_beside_others_under_an_id_of_its_own():
    two = tabled(TEXT, whole("a"), whole("b", author=MAR))

    assert [one.id for one in two.open_on("p-2")] == ["a", "b"]
    with pytest.raises(Refused, match="This id is already in use"):
        propose(two, whole("a"))
    with pytest.raises(Refused, match="This id is already in use"):
        propose(TEXT, whole("p-4"))


def test_words_that_have_changed_since_are_not_replaced():
    changed = edit(TEXT, "p-2", "en", "All Parties shall meet.", read=1, by="chairs", at=AT)

    with pytest.raises(Refused, match="has changed since you read it"):
        propose(changed, part("a", "shall", "will"), read=1)
    assert propose(changed, part("a", "shall", "will"), read=2).open_proposals


def test_only_words_can_be_changed_and_only_as_a_whole_of_words():
    gone = tabled(TEXT, proposal("a", operation=Operation.DELETE))
    with pytest.raises(Refused, match="Only an open proposal may be changed"):
        propose(gone, whole("b", on="a"))
    with pytest.raises(Refused, match="Only a replacement"):
        move = proposal(operation=Operation.MOVE, after="p-4", span=Span(0, 1), words={"en": ""})
        propose(TEXT, move)


def test_the_chairs_bracket_what_is_tabled():
    text = bracket(tabled(TEXT, whole("a")), ["a"])

    assert state_of(text, "a") is ProposalState.BRACKETED
    with pytest.raises(Refused, match="no such proposal"):
        bracket(text, ["z"])


def test_only_its_author_withdraws_a_proposal():
    text = tabled(TEXT, whole("a"))

    assert withdraw_proposal(text, "a", by=ELM, at=AT).open_proposals == ()
    with pytest.raises(Refused, match="Only its author"):
        withdraw_proposal(text, "a", by=MAR, at=AT)
    with pytest.raises(Refused, match="no such proposal"):
        withdraw_proposal(withdraw_proposal(text, "a", by=ELM, at=AT), "a", by=ELM, at=AT)


def test_others_translate_a_proposal_and_only_its_author_words_it():
    text = tabled(TEXT, proposal("a", words={"es": "Las Partes se ven."}))

    with pytest.raises(Refused, match="The text is missing in the language of negotiation"):
        taken(text)
    with pytest.raises(Refused, match="This text has no version in that language"):
        put_into(text, "a", "fr", "x", by="desk", at=AT)
    text = put_into(text, "a", "en", "The Parties see each other.", by="desk", at=AT)
    with pytest.raises(
        Refused,
        match="Only the author may change these words, by withdrawing the proposal and making another",
    ):
        put_into(text, "a", "en", "Something else.", by="desk", at=AT)
    text = put_into(text, "a", "es", "Las Partes se verán.", by="desk", at=AT)

    assert [one.words for one in history(text, "a", "es")] == [
        "Las Partes se ven.",
        "Las Partes se verán.",
    ]
    assert words(taken(text)) == "The Parties see each other."


# Positions


def test_the_latest_position_of_each_counts():
    text = tabled(TEXT, whole("a"))
    text = says(text, MAR, "a", Value.STUDY, at=START)
    text = says(text, MAR, "a", Value.SUPPORT, at=START + MINUTE)
    text = says(text, SOL, "a", Value.PREFER_OTHER)

    found = {author.member: one.value for author, one in positions_on(text, "a").items()}
    assert found == {"mar": Value.SUPPORT, "sol": Value.PREFER_OTHER}
    assert positions_on(text, "b") == {}
    with pytest.raises(Refused, match="no such proposal"):
        says(text, MAR, "z")


def test_nothing_is_accepted_that_somebody_cannot_accept_and_nobody_is_named():
    text = says(tabled(TEXT, whole("a")), MAR, "a", Value.CANNOT_ACCEPT)

    assert [str(one) for one in may_accept(text, "a")] == [
        "Delegations that cannot accept it: 1. (5)"
    ]
    with pytest.raises(Refused):
        taken(text)
    assert words(taken(says(text, MAR, "a", at=START + HOUR))) == "The Parties meet."


# Accepting


def test_an_accepted_replacement_leaves_the_other_languages_behind():
    after = taken(tabled(TEXT, whole("a")))

    assert words(after) == "The Parties meet."
    assert words(after, language="es") == "Las Partes se reunirán."
    assert stale(after) == (("p-2", "es"), ("p-2", "pt"))
    assert state_of(after, "a") is ProposalState.ACCEPTED
    assert [one.words for one in history(after, "p-2", "en")] == [
        "The Parties shall meet.",
        "The Parties meet.",
    ]


def test_a_proposal_in_several_languages_brings_them_along_unless_the_words_changed_since():
    both = whole("b", author=MAR, words="x")
    both = replace(both, words={"en": "They meet.", "es": "Se reúnen."})
    text = tabled(TEXT, both, part("c", "shall", "will"))
    text = says(text, ELM, "b")

    assert stale(taken(text, "b")) == (("p-2", "pt"),)

    text = says(tabled(TEXT, part("c", "shall", "will")), MAR, "c")
    later = tabled(taken(text, "c"), replace(both, span=None))
    assert stale(taken(later, "b")) == (("p-2", "es"), ("p-2", "pt"))
    assert words(taken(later, "b"), language="es") == "Se reúnen."


def test_proposals_beside_each_other_are_accepted_one_after_the_other():
    text = tabled(
        TEXT,
        part("a", "The", "Both"),
        part("b", "shall", "will", author=MAR),
        part("c", "meet", "meet yearly", author=SOL),
        proposal("d", author=SOL, span=Span(23, 23), words={"en": " Soon."}),
    )

    assert rivals(text, text.proposal("b")) == ()
    for id in ("b", "a", "d", "c"):
        text = taken(text, id)
    assert words(text) == "Both Parties will meet yearly. Soon."
    assert text.open_proposals == ()


def test_what_stays_open_moves_along_in_its_own_paragraph_only():
    report = "They report."
    text = tabled(
        TEXT,
        part("a", "The", "Both"),
        proposal("b", MAR, span=Span(11, 11), words={"en": " always"}),
        part("c", "report", "write", base=report, paragraph="p-4"),
        proposal("d", SOL, span=Span(4, 4), words={"en": "two "}),
    )

    after = taken(taken(taken(taken(text, "a"), "b"), "c"), "d")

    assert words(after) == "Both two Parties always shall meet."
    assert words(after, "p-4") == "They write."


def test_a_rival_is_merged_when_its_author_can_accept_the_other_and_never_passed_over():
    text = tabled(TEXT, part("a", "shall", "will"), part("b", "shall meet", "meet", author=MAR))

    assert [str(one) for one in may_accept(text, "a")] == [
        "Other proposals on this passage whose authors have not accepted the change: 1. (5)"
    ]
    for value in (Value.PREFER_OTHER, Value.STUDY, Value.CANNOT_ACCEPT):
        assert may_accept(says(text, MAR, "a", value), "a")
    after = taken(says(text, MAR, "a"))
    assert words(after) == "The Parties will meet."
    assert state_of(after, "b") is ProposalState.MERGED
    assert next(one.into for one in after.proposals if one.id == "b") == "a"


def test_a_compromise_of_the_chairs_takes_both_sides_in():
    text = tabled(TEXT, part("a", "shall", "will"), part("b", "shall", "must", author=MAR))
    text = tabled(text, part("c", "shall", "are to", author=CHAIRS))

    assert may_accept(text, "c")
    text = says(says(text, ELM, "c"), MAR, "c", Value.SUPPORT)
    assert words(taken(text, "c")) == "The Parties are to meet."
    assert [state_of(taken(text, "c"), id) for id in "ab"] == [ProposalState.MERGED] * 2


def test_an_author_does_not_stand_in_its_own_way():
    text = tabled(TEXT, part("a", "shall", "will"), part("b", "shall meet", "meet"))

    assert may_accept(text, "a") == ()


# Proposals within proposals


NESTED = tabled(
    TEXT,
    part("a", "shall meet", "will meet soon"),
    part("b", "soon", "yearly", base="will meet soon", on="a", author=MAR),
)


def test_an_inner_proposal_is_settled_before_the_outer_one():
    assert [str(one) for one in may_accept(NESTED, "a")] == [
        "Open amendments to this proposal: 1. (5)"
    ]
    inner = taken(NESTED, "b")
    assert inner.proposal("a").words == {"en": "will meet yearly"}
    assert [one.words for one in history(inner, "a", "en")] == [
        "will meet soon",
        "will meet yearly",
    ]
    assert [one.number for one in history(inner, "a", "en")] == [1, 2]
    assert words(taken(inner)) == "The Parties will meet yearly."


def test_an_inner_proposal_outlives_the_outer_one_in_its_place():
    alone = withdraw_proposal(NESTED, "a", by=ELM, at=AT)
    freed = alone.proposal("b")

    assert (freed.on, freed.words) == ("", {"en": "will meet yearly"})
    assert words(taken(alone, "b")) == "The Parties will meet yearly."


def test_an_inner_proposal_outlives_a_merger_in_full_words():
    text = tabled(NESTED, part("c", "shall", "must", author=SOL))
    text = says(text, ELM, "c")

    after = taken(text, "c")

    assert words(after) == "The Parties must meet."
    assert [one.id for one in after.open_proposals] == ["b"]
    assert after.proposal("b").words == {"en": "The Parties will meet yearly."}
    assert words(taken(after, "b")) == "The Parties will meet yearly."


def test_an_inner_proposal_outlives_the_merger_of_a_whole_paragraph():
    text = tabled(TEXT, whole("a", "They meet."), whole("c", "All meet.", author=SOL))
    text = tabled(text, part("b", "They", "Both", base="They meet.", on="a", author=MAR))

    after = taken(says(text, ELM, "c"), "c")

    assert after.proposal("b").words == {"en": "Both meet."}


def test_inner_proposals_have_rivals_of_their_own():
    text = tabled(NESTED, part("c", "soon", "often", base="will meet soon", on="a", author=SOL))

    assert [one.id for one in rivals(text, text.proposal("b"))] == ["c"]
    assert rivals(text, text.proposal("a")) == ()
    both = says(text, SOL, "b")
    assert taken(both, "b").proposal("a").words == {"en": "will meet yearly"}


# Whole paragraphs


def test_a_paragraph_is_inserted_where_it_was_proposed():
    first = proposal("a", operation=Operation.INSERT, paragraph="n-1", words={"en": "Preamble."})
    last = whole("b", "They thank.", operation=Operation.INSERT, paragraph="n-2", after="p-4")
    text = taken(taken(tabled(TEXT, first, last)), "b")

    assert order(text) == ["n-1", "p-1", "p-2", "p-3", "p-4", "n-2"]
    assert stale(text)[0] == ("n-1", "es")


def test_two_wordings_of_one_new_paragraph_are_rivals():
    new = {"operation": Operation.INSERT, "paragraph": "n-1", "after": "p-1"}
    text = tabled(TEXT, whole("a", **new), whole("b", "Others meet.", author=MAR, **new))

    assert may_accept(text, "a")
    text = says(text, MAR, "a")
    inner = tabled(text, part("c", "Others", "All", base="Others meet.", on="b", paragraph="n-1"))
    assert [str(one) for one in may_accept(inner, "a")] == [
        "Open amendments to this proposal: 1. (5)"
    ]
    freed = withdraw_proposal(inner, "b", by=MAR, at=AT).proposal("c")
    assert (freed.operation, freed.after, freed.words) == (
        Operation.INSERT,
        "p-1",
        {"en": "All meet."},
    )
    assert words(taken(text), "n-1") == "The Parties meet."


def test_a_paragraph_is_taken_out_and_its_words_are_kept():
    gone = proposal("a", operation=Operation.DELETE)
    moved = proposal("b", operation=Operation.MOVE, after="p-4", author=MAR)
    text = tabled(TEXT, gone, moved)

    assert may_accept(text, "a")
    after = taken(says(text, MAR, "a"))
    assert order(after) == ["p-1", "p-3", "p-4"]
    assert history(after, "p-2", "es")[0].words == "Las Partes se reunirán."
    with pytest.raises(Refused, match="no such paragraph"):
        after.paragraph("p-2")
    behind = whole("c", "More.", operation=Operation.INSERT, paragraph="n-1", after="p-2")
    assert order(taken(tabled(after, behind), "c")) == ["p-1", "n-1", "p-3", "p-4"]


def test_a_paragraph_is_moved_whatever_else_is_said_of_it():
    text = tabled(
        TEXT, proposal("a", operation=Operation.MOVE, after="p-4"), whole("b", author=MAR)
    )

    after = taken(text)

    assert order(after) == ["p-1", "p-3", "p-4", "p-2"]
    assert [one.id for one in after.open_proposals] == ["b"]
    again = tabled(after, proposal("c", operation=Operation.MOVE, after=""))
    assert order(taken(again, "c"))[0] == "p-2"
