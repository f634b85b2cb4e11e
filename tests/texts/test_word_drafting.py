"""What a file would change becomes proposals where its words stand; the rest is said, never dropped."""

import time
from dataclasses import replace

from cochair.features.texts.word.proposals import Fate, preview
from cochair.formats.amendments.bookmarks import name_of, paragraph_of
from cochair.formats.word.tracked import read_tracked
from cochair.procedure.text import Mark, Operation, Span, edit
from texts.test_word_round_trip import ELM, MAR, START, Table, negotiated, out
from texts.wordfiles import by, dele, ins, p, packed, run

MARK = f"<w:ins {by('Ana')}/>"
WORDS = (
    ("p-1", "title", "Declaration"),
    ("p-2", "operative", "The Parties shall meet once a year."),
    ("p-3", "operative", "They act on twelve areas of common concern."),
    ("p-4", "operative", "They report to the ministers."),
)


def kept(id, *inner):
    """A paragraph as it left, with its bookmark."""
    mark = f'<w:bookmarkStart w:id="1" w:name="{name_of(id)}"/><w:bookmarkEnd w:id="1"/>'
    return p(mark, *inner)


def whole(but=()):
    """The paragraphs that nobody changed, by their ids."""
    return {id: kept(id, run(words)) for id, _kind, words in WORDS if id not in but}


def brought(text, *body, **more):
    return preview(text, read_tracked(packed("".join(body), **more)))


def short(found):
    """The offers: what meets them, and what would be proposed."""
    return [
        (
            one.fate,
            one.draft and (one.draft.operation, one.draft.paragraph, one.draft.span, one.new),
        )
        for one in found.offers
    ]


def test_tracked_changes_become_proposals_on_their_paragraphs() -> None:
    table = Table(*WORDS)
    body = whole(("p-2", "p-4"))
    changed = kept("p-2", run("The Parties "), dele("Ana", "shall"), ins("Ana", "should"),
                   run(" meet once a year."))  # fmt: skip
    gone = p(dele("Ben", WORDS[3][2]), mark=f"<w:del {by('Ben')}/>")
    new = p(ins("Ana", "They publish."), mark=MARK)

    found = brought(table.text, body["p-1"], changed, new, body["p-3"], gone, p(run("")))

    assert short(found) == [
        (Fate.NEW, (Operation.REPLACE, "p-2", Span(12, 17), "should")),
        (Fate.NEW, (Operation.INSERT, "", None, "They publish.")),
        (Fate.NEW, (Operation.DELETE, "p-4", None, "")),
    ]
    assert found.offers[1].draft.after == "p-2"
    assert found.authors == ("Ana", "Ben")
    assert all(one.is_chosen for one in found.offers)


def test_what_went_out_comes_back_as_what_is_on_the_table_already() -> None:
    table, _expected, _acts = negotiated()
    outer = table.propose(ELM, Operation.INSERT, "n-99", "A long new paragraph.", after="p-1")
    table.propose(MAR, Operation.REPLACE, "n-99", "short", Span(2, 6), on=outer.id)

    found = preview(table.text, read_tracked(table.out()))

    assert {one.fate for one in found.offers} == {Fate.TABLED}
    assert len(found.offers) == 202
    assert not any(one.is_chosen for one in found.offers)


def test_a_change_to_what_another_proposed_is_a_proposal_on_it() -> None:
    table = Table(*WORDS)
    outer = table.propose(ELM, Operation.REPLACE, "p-2", "should gladly", Span(12, 17))
    inside = (
        f"<w:ins {by('elm')}>{run('should ')}{dele('Ben', 'gladly')}</w:ins>{ins('Ben', 'soon')}"
    )
    changed = kept("p-2", run("The Parties "), dele("elm", "shall"), inside,
                   run(" meet once a year."))  # fmt: skip

    found = brought(table.text, changed, *whole(("p-2",)).values())

    tabled, nested = found.offers
    assert (tabled.fate, tabled.draft) == (Fate.TABLED, None)
    assert (nested.fate, nested.draft.on, nested.draft.span) == (Fate.NEW, outer.id, Span(7, 13))
    assert nested.draft.words == {"en": "soon"}


def test_where_the_text_moved_on_the_words_are_found_again_or_both_are_shown() -> None:
    table = Table(*WORDS)
    changed = edit(
        table.text,
        "p-2",
        "en",
        "All the Parties shall meet twice a year.",
        read=1,
        by="x",
        at=START,
    )
    assert not hasattr(changed, "theirs")
    body = kept("p-2", run("The Parties "), dele("Ana", "shall"), ins("Ana", "should"),
                run(" meet "), dele("Ana", "once"), ins("Ana", "thrice"), run(" a year."))  # fmt: skip

    found = brought(changed, body, *whole(("p-2",)).values())

    placed, lost = found.offers
    assert (placed.fate, placed.draft.span, placed.cut) == (Fate.NEW, Span(16, 21), "shall")
    assert (lost.fate, lost.is_chosen) == (Fate.MOVED_ON, False)
    assert lost.new == "The Parties shall meet thrice a year."
    (entry,) = (one for one in found.entries if one.offers)
    assert entry.has_moved_on
    assert (entry.was, entry.now) == (WORDS[1][2], "All the Parties shall meet twice a year.")


def test_what_nobody_tracked_and_what_is_missing_is_offered_and_not_chosen() -> None:
    table = Table(*WORDS)
    body = whole(("p-2", "p-4"))
    silently = kept("p-2", run("The Parties shall meet twice a year."))
    foreign = p(run("Something else altogether, by nobody."))

    found = brought(table.text, body["p-1"], silently, body["p-3"], foreign)

    assert short(found) == [
        (Fate.UNTRACKED, (Operation.REPLACE, "p-2", Span(23, 27), "twice")),
        (Fate.UNTRACKED, (Operation.INSERT, "", None, "Something else altogether, by nobody.")),
        (Fate.MISSING, (Operation.DELETE, "p-4", None, "")),
    ]
    assert not any(one.is_chosen for one in found.offers)


def test_what_the_procedures_refuse_is_said_with_the_reason() -> None:
    table = Table(*WORDS)
    agreed = replace(table.text.paragraph("p-2"), mark=Mark.AGREED)
    text = table.text.with_paragraph(agreed)
    body = kept("p-2", run(WORDS[1][2]), ins("Ana", " Amen."))

    found = brought(text, body, *whole(("p-2",)).values())

    (one,) = found.offers
    assert (one.fate, one.draft, one.new) == (Fate.NO_PLACE, None, " Amen.")
    assert "reopened" in str(one.refusals[0])


def test_without_bookmarks_paragraphs_are_known_by_their_words() -> None:
    table = Table(*WORDS)
    bare = [p(run(words)) for _id, _kind, words in WORDS]
    bare[2] = p(run("They act on "), dele("Ana", "twelve"), ins("Ana", "ten"),
                run(" areas of common concern."))  # fmt: skip

    found = brought(table.text, *bare)

    assert short(found) == [(Fate.NEW, (Operation.REPLACE, "p-3", Span(12, 18), "ten"))]


def test_comments_of_people_are_kept_and_our_own_are_not_taken_for_theirs() -> None:
    table = Table(*WORDS)
    table.propose(ELM, Operation.REPLACE, "p-2", "should", Span(12, 17))
    table.propose(MAR, Operation.REPLACE, "p-2", "may", Span(12, 17))
    around = f'<w:commentRangeStart w:id="5"/>{run(WORDS[3][2])}<w:commentRangeEnd w:id="5"/>'
    comment = f'<w:comment w:id="5" w:author="Cyd">{p(run("Why?"))}</w:comment>'

    ours = preview(table.text, read_tracked(table.out()))
    theirs = brought(table.text, *whole(("p-4",)).values(), kept("p-4", around), comments=comment)

    assert not any(one.comments for one in ours.entries)
    assert [one.words for entry in theirs.entries for one in entry.comments] == ["Why?"]


def test_a_move_with_a_change_is_two_proposals() -> None:
    table = Table(*WORDS)
    away = f"<w:moveFrom {by('Ana')}>{run(WORDS[3][2])}</w:moveFrom>"
    here = (
        f"<w:moveTo {by('Ana')}>{run('They report to the ')}{dele('Ana', 'ministers')}</w:moveTo>"
    )
    end = f"<w:moveTo {by('Ana')}>{run('.')}</w:moveTo>"
    moved = p(here, ins("Ana", "public"), end, mark=f"<w:moveTo {by('Ana')}/>")
    body = whole(("p-4",))
    gone = kept("p-4", away).replace(
        "<w:p>", f"<w:p><w:pPr><w:rPr><w:moveFrom {by('Ana')}/></w:rPr></w:pPr>"
    )

    found = brought(table.text, body["p-1"], moved, body["p-2"], body["p-3"], gone, p())

    move, words = found.offers
    assert (move.draft.operation, move.draft.paragraph, move.draft.after) == (
        Operation.MOVE,
        "p-4",
        "p-1",
    )
    assert (words.draft.operation, words.draft.span, words.new) == (
        Operation.REPLACE,
        Span(19, 28),
        "public",
    )


def test_bookmarks_carry_ids_there_and_back_and_take_no_strangers() -> None:
    ids = ["p-12", "a_b", "x" * 32, "n-1"]

    assert [paragraph_of(name_of(id)) for id in ids] == ids
    assert name_of("x" * 60) == name_of("ñ") == ""
    assert paragraph_of("_Toc123") == ""


def test_ten_thousand_changes_are_previewed_in_seconds() -> None:
    rows = [
        (f"p-{at}", "operative", " ".join(f"word{each}" for each in range(100)))
        for at in range(100)
    ]
    table = Table(*rows)
    body = "".join(
        kept(id, *(run(f"word{at} ") + ins("Ana", "new ") for at in range(99)), run("word99"))
        for id, _kind, _words in rows
    )

    tracked = read_tracked(packed(body))
    started = time.monotonic()
    found = preview(table.text, tracked)

    assert len(found.offers) == 9_900
    assert time.monotonic() - started < 10


def test_a_clean_copy_of_what_is_proposed_comes_back_without_a_change() -> None:
    table, _expected, _acts = negotiated()
    clean = out(table.text, is_clean=True)

    assert preview(table.text, read_tracked(clean)).offers == ()
