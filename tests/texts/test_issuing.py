"""The text goes out as the next revision of its document, with nothing of it lost (CB-27)."""

import pytest

import negotiations
import papers
import signing
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Expression
from cochair.features.parties.models import Forum
from cochair.features.texts import actions, chairs, issue
from cochair.features.texts.issue import dressed
from cochair.features.texts.models import NegotiatedText
from cochair.formats import paragraphs
from cochair.formats.paragraphs import Paragraph, Run
from cochair.procedure.refusal import Refused
from negotiations import begun, norland, words_for
from world import NOW


def issued(row: NegotiatedText) -> issue.Issued:
    by = signing.secretariat(row.forum)
    seen = papers.fresh(row.document).version
    return issue.issue(
        row, summary="After the first round", purpose="comment", seen=seen, by=by, at=NOW
    )


def test_a_revision_has_the_new_words_and_the_looks_of_the_old(small_forum: Forum) -> None:
    row, by = begun(small_forum), signing.secretariat(small_forum)
    one = words_for(row, "p-3", "18", "24", by=norland(small_forum))
    chairs.accept(row, one, instructed=True, by=by, at=NOW)

    found = issued(row)

    assert (found.released, found.behind) == (("en",), ("es", "pt"))
    text = paragraphs.from_json(Expression.objects.get(revision=found.revision, language="en").text)
    assert text[2].text == "We will meet every 24 months."
    assert (text[2].number, text[2].runs[0]) == ("1.", Run("We will ", "b"))
    assert text[4].notes == ("See the map.",)
    assert found.revision.number == 1
    spanish = Expression.objects.get(revision=found.revision, language="es")
    assert spanish.released_at is None


def test_when_the_languages_have_caught_up_all_are_released(small_forum: Forum) -> None:
    row, by = begun(small_forum), signing.secretariat(small_forum)
    chairs.edit(
        row, "p-4", "en", "We share.", read=1, editorial=False, instructed=True, by=by, at=NOW
    )
    for code, words in (("es", "Compartimos."), ("pt", "Partilhamos.")):
        chairs.translate(row, "p-4", code, words, sense=2, read=1, by=by, at=NOW)

    found = issued(row)

    assert found.released == ("en", "es", "pt")
    assert documents.circulated_revision(papers.fresh(row.document)) == found.revision
    with pytest.raises(Refused, match="The text has not changed since the last revision"):
        issued(row)


def test_what_is_proposed_is_not_in_it_and_stays_with_the_text(small_forum: Forum) -> None:
    row, by = begun(small_forum), norland(small_forum)
    words_for(row, "p-3", "18", "24", by=by)
    actions.propose(
        row,
        [actions.Draft(negotiations.core.Operation.INSERT, words={"en": "New."}, after="p-3")],
        by=by,
        at=NOW,
    )

    found = issued(row)

    text = paragraphs.from_json(Expression.objects.get(revision=found.revision, language="en").text)
    assert [one.text for one in text] == list(negotiations.ENGLISH)
    assert len(negotiations.text(row).open_proposals) == 2


def test_a_new_paragraph_has_its_id_in_every_language(small_forum: Forum) -> None:
    row, by = begun(small_forum), signing.secretariat(small_forum)
    words = {"en": "New.", "es": "Nuevo.", "pt": "Novo."}
    draft = actions.Draft(negotiations.core.Operation.INSERT, words=words, after="p-3")
    (one,) = actions.propose(row, [draft], by=norland(small_forum), at=NOW)
    chairs.accept(row, one, instructed=True, by=by, at=NOW)

    found = issued(row)

    for code, said in words.items():
        kept = Expression.objects.get(revision=found.revision, language=code, replaced_at=None)
        text = paragraphs.from_json(kept.text)
        assert (text[3].id, text[3].text) == ("p-6", said)


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ("We meet⁽In May.⁾ twice.", (Run("We "), Run("meet", "b", "In May."), Run(" twice."))),
        ("We meet twice.", (Run("We "), Run("meet", "b"), Run(" twice."))),
        ("We⁽In June.⁾ twice.", (Run("We", "", "In June."), Run(" twice."))),
        ("⁽In May.⁾", (Run("", "", "In May."),)),
        ("We meet⁽In May.", (Run("We "), Run("meet", "b"), Run("(In May."))),
    ],
)
def test_a_footnote_is_negotiated_at_its_place_and_issued_there(
    words: str, runs: tuple[Run, ...]
) -> None:
    before = Paragraph("p-1", "plain", (Run("We "), Run("meet", "b", "In May."), Run(".")))

    found = dressed(words, before, Paragraph("p-1", "plain"))

    assert found.runs == runs


def test_a_table_keeps_its_cells() -> None:
    cells = (((Run("Port", "b"),), (Run("Day"),)), ((Run("North"),), (Run("Monday"),)))
    before = Paragraph("p-1", "table", cells=cells)

    found = dressed("Port\tDay\nNorth\tFriday", before, Paragraph("p-1", "table"))

    assert found.cells[0][0] == (Run("Port", "b"),)
    assert found.text == "Port\tDay\nNorth\tFriday"
