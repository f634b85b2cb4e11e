"""What came of a meeting, as its page tells it."""

import decided
import papers
import signing
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.features.register import actions as register
from cochair.procedure.consensus import Claim
from cochair.site.desk import outcome
from decided import minutes
from world import NOW


def test_a_statement_names_the_paragraph_by_the_one_number_that_it_has_everywhere(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    recital = {"id": "p-0", "kind": "preambular", "words": {"en": "Recalling the first day,"}}
    row.paragraphs = [recital, *row.paragraphs]
    row.save(update_fields=["paragraphs"])
    norland = decided.head(small_forum)
    decided.stated(row, norland, minutes(20))

    decided.declared(row, Claim.CONSENSUS, minutes(30))

    found = outcome.of_meeting(row.meeting, norland, minutes(20)).adopted[0]
    assert "dissociates itself from paragraph 2." in found.statements[0]


def test_other_words_that_both_published_before_are_not_the_publication_of_what_was_adopted(
    small_forum: Forum,
) -> None:
    paper, by = decided.paper(small_forum, marking="public"), signing.secretariat(small_forum)
    seen = papers.fresh(paper).version
    act = publishing.propose_publication(paper, reason="", seen=seen, by=by, at=NOW)
    signing.both_sign(small_forum, act)
    seen = papers.fresh(paper).version
    register.revise(paper, source="en", summary="", seen=seen, by=by, at=NOW)
    for code in ("en", "es", "pt"):
        papers.written(paper, code, papers.words(f"Anew {code}."))
    row = decided.put(decided.sitting(small_forum), decided.wish(papers.sent(paper)))
    decided.declared(row, Claim.CONSENSUS, minutes(5))

    def published_at() -> object:
        return outcome.of_meeting(row.meeting, by, minutes(9)).adopted[0].published_at

    before = published_at()
    current = papers.fresh(paper)
    act = publishing.propose_publication(
        current, reason="", seen=current.version, by=by, at=minutes(9)
    )
    signing.both_sign(small_forum, act, minutes(9))

    assert (before, published_at()) == (None, minutes(9))
