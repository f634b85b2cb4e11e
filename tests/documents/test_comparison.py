"""Any two versions compared: what came, went, moved, changed; and figures across languages (CB-28)."""

from hypothesis import given
from hypothesis import strategies as st

import papers
import signing
from cochair.features.register import actions as register
from cochair.formats import comparison
from cochair.formats.paragraphs import plain
from matrix import Scene
from papers import words
from world import NOW

OLD = words("We meet in Norhaven.", "We agree on harbours.", "We go home.")


def said(lines: tuple[comparison.Line, ...]) -> list[str]:
    """What became of each paragraph, by its id."""
    marks = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
    return [
        line.id + "".join(mark for name, mark in marks.items() if getattr(line, f"is_{name}"))
        for line in lines
    ]


def test_what_came_went_and_changed_is_told_where_it_stands() -> None:
    new = (OLD[0], plain("p-9", "A new thought."), plain("p-3", "We go home soon."))

    lines = comparison.compare(OLD, new)

    assert said(lines) == ["p-1", "p-2-", "p-9+", "p-3~"]
    assert comparison.counts(lines) == {"added": 1, "removed": 1, "changed": 1, "moved": 0}


def test_a_paragraph_that_moved_is_found_and_its_words_compared() -> None:
    moved = (OLD[2], OLD[0], plain("p-2", "We agree on safe harbours."))

    assert said(comparison.compare(OLD, moved)) == ["p-3>", "p-1", "p-2~"]


def test_texts_without_common_names_are_aligned_by_their_words() -> None:
    other = tuple(plain(f"x-{n}", one.text) for n, one in enumerate(OLD))

    assert all(line.is_same for line in comparison.compare(OLD, other))


def test_a_twelve_that_is_a_twenty_one_in_the_other_language_is_shown() -> None:
    spanish = (plain("p-1", "Nos reunimos el 21."), plain("p-2", "1.000 puertos."))
    english = (plain("p-1", "We meet on the 12th."), plain("p-2", "1,000 harbours."))

    first, second = comparison.beside(english, spanish)

    assert (first.figures, second.figures) == (("12", "21"), ())


texts = st.lists(st.text(alphabet="ab c.", min_size=1, max_size=30), max_size=8)


@given(texts, texts)
def test_kept_and_gone_make_the_older_text_and_kept_and_new_the_newer(
    before: list[str], after: list[str]
) -> None:
    old, new = words(*before), words(*after)

    lines = comparison.compare(old, new)

    for text, missing in ((old, "is_new"), (new, "is_gone")):
        told = {
            line.id: "".join(run.text for run in line.runs if not getattr(run, missing))
            for line in lines
        }
        assert all(told[one.id] == one.full_text for one in text)


def test_a_reader_compares_what_went_out_and_nothing_else(at_work: Scene) -> None:
    forum, by = at_work.forum, signing.secretariat(at_work.forum)
    paper = papers.circulated(forum, {"en": words("We meet on 3 May."), "es": words("El 3.")})
    register.revise(paper, source="en", summary="", seen=paper.version, by=by, at=NOW)
    papers.written(paper, "en", words("We meet on 5 May."))
    address = f"/en/{forum.slug}/documents/{paper.slug}/comparison/"

    theirs = at_work.client("other_presidency").get(address).content.decode()
    ours = at_work.client("secretariat").get(address).content.decode()

    assert "5" not in theirs.partition("<main")[2].partition("</main>")[0].replace("2031", "")
    assert "<ins>" in ours and "<del>" in ours


def test_a_long_paragraph_is_compared_sentence_by_sentence() -> None:
    sentences = [f"Sentence {n} says something of its own." for n in range(120)]
    old = words(" ".join(sentences))
    sentences[60] = "Sentence 60 says something else."

    (line,) = comparison.compare(old, words(" ".join(sentences)))

    gone = "".join(run.text for run in line.runs if run.is_gone)
    assert line.is_changed and len(gone) < 60


def test_a_paragraph_written_anew_is_shown_whole_and_not_word_by_word() -> None:
    """Two words that happen to be alike in thirty would only tear both apart."""
    old = " ".join(f"old{number}" for number in range(30))
    new = " ".join(f"new{number}" for number in range(29)) + " old3"

    (line,) = comparison.compare((plain("p-1", old),), (plain("p-1", new),))

    assert [(run.part.value, run.text) for run in line.runs] == [("gone", old), ("new", new)]
