"""What a clause was judged on is called as people call it: a document by its symbol."""

import papers
from cochair.features.compliance import queries
from cochair.features.compliance.names import names_of
from cochair.features.documents import queries as documents
from cochair.features.parties import queries as parties
from matrix import Scene
from papers import words
from world import NOW


def test_a_paper_that_a_clause_is_judged_on_is_shown_by_its_symbol(at_work: Scene) -> None:
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    paper = papers.circulated(at_work.forum, texts, marking="forum")
    draft = papers.entered(at_work.forum)
    symbol = documents.name_of(paper)
    judged = next(one for one in queries.results(at_work.forum, NOW) if paper.slug in one.evidence)

    version = parties.book(at_work.forum, NOW).version
    page = at_work.client("secretariat").get(
        f"/en/league-concert/procedures/{version}/{judged.rule}/"
    )

    assert set(names_of(at_work.forum)[paper.slug].values()) == {symbol}
    # A draft is evidence of nothing: its symbol is named nowhere.
    assert draft.slug not in names_of(at_work.forum)
    assert symbol in page.text
    assert f">{paper.slug}<" not in page.text and f" {paper.slug}," not in page.text
