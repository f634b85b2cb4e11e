"""A text is begun, changed by the core, and kept as the difference: nothing is lost on the way."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import negotiations
import papers
import signing
from cochair.features.parties.models import Forum
from cochair.features.texts import actions, mutation, opening, queries
from cochair.procedure import text as core
from cochair.procedure.obstacle import Subject
from cochair.procedure.refusal import Refused
from negotiations import begun, norland, text, words_for
from world import NOW

REPLACE, INSERT, DELETE, MOVE = core.Operation


def test_a_text_begins_with_what_everybody_has_and_knows_what_each_paragraph_is(
    small_forum: Forum,
) -> None:
    row = begun(small_forum)

    found = text(row)
    assert [one.kind for one in found.paragraphs] == [
        "title",
        "preambular",
        "operative",
        "operative",
        "operative",
    ]
    assert found.paragraph("p-3").words["es"] == "Nos reuniremos cada 18 meses."
    assert (found.negotiation, found.languages) == ("en", ("en", "es", "pt"))
    assert not core.stale(found)
    assert len(found.editions) == 15
    assert "text.begun" in signing.verbs(small_forum)


def test_a_text_is_begun_once_and_only_from_what_went_out(small_forum: Forum) -> None:
    draft = papers.entered(small_forum)
    with pytest.raises(Refused, match="Circulate the document"):
        opening.begin(draft, by=signing.secretariat(small_forum), at=NOW)
    row = begun(small_forum)

    with pytest.raises(Refused, match="already"):
        opening.begin(row.document, by=signing.secretariat(small_forum), at=NOW)


def test_a_language_that_lacks_the_paper_begins_behind(small_forum: Forum) -> None:
    texts = {"en": negotiations.declaration(), "es": negotiations.declaration(negotiations.SPANISH)}
    row = begun(small_forum, texts=texts)

    assert {language for _id, language in core.stale(text(row))} == {"pt"}


def test_many_proposals_are_one_act_and_one_that_cannot_be_undoes_all(small_forum: Forum) -> None:
    row, by = begun(small_forum), norland(small_forum)
    drafts = [
        actions.Draft(REPLACE, "p-3", {"en": "We will meet."}),
        actions.Draft(INSERT, words={"en": "New.", "es": "Nuevo."}, after="p-3"),
        actions.Draft(DELETE, "p-4"),
        actions.Draft(MOVE, "p-5", after="p-2"),
    ]
    made = actions.propose(row, drafts, by=by, at=NOW)
    assert made == ("q-1", "q-2", "q-3", "q-4")

    with pytest.raises(Refused):
        actions.propose(row, [*drafts[:1], actions.Draft(DELETE, "p-99")], by=by, at=NOW)

    found = text(row)
    assert [one.id for one in found.proposals] == list(made)
    assert found.proposals[1].paragraph == "p-6"
    assert found.proposals[0].author == core.Author(core.AuthorKind.DELEGATION, "LEAGUE", "XN")


def test_whatever_the_core_gives_comes_back_the_same(small_forum: Forum) -> None:
    row, by = begun(small_forum), norland(small_forum)
    words_for(row, "p-3", "18", "24", by=by)
    actions.propose(
        row, [actions.Draft(REPLACE, "p-3", {"en": "two dozen"}, on="q-1")], by=by, at=NOW
    )
    author = core.Author(core.AuthorKind.DELEGATION, "LEAGUE", "XN")

    with transaction.atomic():
        fresh, before = mutation.locked(row)
        after = core.take_position(before, core.Position(author, "q-1", core.Value.STUDY, NOW))
        after = core.reserve(
            after, core.Reservation("r-1", author, core.ReservationKind.SCRUTINY, NOW, "p-4")
        )
        after = core.lift(after, "r-1", by=author, at=NOW)
        after = core.open_round(after, NOW)
        after = core.close_round(after, NOW)
        after = core.bracket(after, ["q-1"])
        after = core.withdraw_proposal(after, "q-1", by=author, at=NOW)
        after = core.accept(after, "q-2", by="secretariat", at=NOW)
        mutation.keep(fresh, before, after, by=by)

    assert text(row) == after


def test_a_text_is_read_in_a_fixed_number_of_queries(small_forum: Forum) -> None:
    row, by = begun(small_forum), norland(small_forum)
    row = queries.on_document(small_forum, row.document.slug)
    assert row is not None

    def asked() -> int:
        queries.negotiated(row)
        with CaptureQueriesContext(connection) as found:
            queries.negotiated(row)
        return len(found)

    few = asked()
    actions.propose(
        row, [actions.Draft(REPLACE, "p-3", {"en": f"{n}"}) for n in range(30)], by=by, at=NOW
    )
    # Six of the text, its printed numbers among them, and two that ask which procedures are in force.
    assert asked() == few == 8


def test_what_stands_between_is_one_list_and_knows_both_clearances(small_forum: Forum) -> None:
    row, by = begun(small_forum), norland(small_forum)
    words_for(row, "p-3", "18", "24", by=by)

    found = queries.outstanding(row, NOW)

    assert [one.subject for one in found] == [
        Subject.BRACKET,
        Subject.CLEARANCE,
        Subject.CLEARANCE,
    ]
    assert len(queries.digest(row)) == 64


def test_only_who_reads_the_paper_sees_its_text(small_forum: Forum) -> None:
    row = begun(small_forum, marking="presidencies")

    assert not queries.visible(small_forum, norland(small_forum), NOW).exists()
    assert queries.visible(small_forum, signing.secretariat(small_forum), NOW).get() == row
    assert not queries.visible(small_forum, None, NOW).exists()
