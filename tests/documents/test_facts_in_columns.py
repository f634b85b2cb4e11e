"""Documents become facts from a few columns, in the same queries however many there are."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

import filed
import papers
import signing
from cochair.features.documents import facts
from cochair.features.documents.models import Document, Expression
from cochair.features.parties.models import Forum
from papers import words
from world import NOW

LATER = NOW + timedelta(hours=1)


def circulated(forum: Forum) -> Document:
    texts = {code: words(f"One {code}.") for code in ("en", "es")}
    return papers.circulated(forum, texts, marking="public")


def asked(forum: Forum) -> list[str]:
    """The statements in which all documents are read."""
    with CaptureQueriesContext(connection) as captured:
        facts._every(forum)
    return [one["sql"] for one in captured if "documents_" in one["sql"]]


def test_no_text_title_or_file_is_read_and_no_query_more_for_more_documents(
    small_forum: Forum,
) -> None:
    circulated(small_forum)
    first = asked(small_forum)
    for _number in range(3):
        circulated(small_forum)

    again = asked(small_forum)

    assert len(again) == len(first) <= 6, again
    for column in ("text", "title", "digest", "summary", "octets"):
        assert not any(f'"{column}"' in said.partition("FROM")[0] for said in again), column


def test_what_is_behind_and_what_is_held_is_told_as_it_stands(small_forum: Forum) -> None:
    paper = circulated(small_forum)
    papers.written(paper, "en", words("Quite another text."), at=LATER)
    draft = papers.circulated(small_forum, marking="internal")

    (told,) = facts.documents(small_forum)
    assert told.id == paper.slug != draft.slug
    assert [(one.language, one.stale_at) for one in told.current] == [
        ("en", None),
        ("en", None),
        ("es", LATER),
    ]
    assert (told.changed, told.revisions[-1].changes) == (LATER, (LATER,))

    held = filed.kept(small_forum, signing.secretariat(small_forum), "limite")
    Expression.objects.filter(revision__document=paper, language="es").update(file=held)
    (one,) = facts._every(small_forum)
    assert [edition.language for edition in one.document.current] == ["en", "en"]
    assert one.document.changed == LATER
