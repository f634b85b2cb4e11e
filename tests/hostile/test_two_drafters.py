"""H24: two drafters of one side take a text away, work offline, and both bring a Word file back (T27)."""

import re

import pytest

import papers
from cochair.features.documents.models import Expression
from documents.test_bringing import address, text, word, written
from matrix import Scene
from papers import words

MARKS = re.compile(r"<[^>]*>")
FIRST, SECOND = "Ships wait outside the harbour.", "Ships wait inside the harbour."


@pytest.mark.parametrize("kind", ["file", "text"])
def test_of_two_who_worked_offline_the_second_is_shown_what_the_first_brought(
    at_work: Scene, kind: str
) -> None:
    paper = papers.entered(at_work.forum)
    papers.written(paper, "en", words("Ships wait."), released=False)
    path = address(at_work, "write", paper.slug, "en")
    clients = [at_work.client("secretariat"), at_work.client("co_presidency")]
    taken = papers.fresh(paper).version

    def brought(client, said: str, seen: int):
        sent = {"file": word(written(said))} if kind == "file" else {"text": said}
        return client.post(path, {"seen": seen, **sent})

    first, second = (
        brought(client, said, taken) for client, said in zip(clients, (FIRST, SECOND), strict=True)
    )
    assert (first.status_code, second.status_code) == (302, 409)
    page = " ".join(MARKS.sub("", text(second)).split())
    assert FIRST in page
    assert SECOND in page

    # Both are shown, and whoever read the first one sends the second: both are kept.
    again = brought(clients[1], SECOND, papers.fresh(paper).version)
    assert again.status_code == 302
    kept = Expression.objects.filter(revision__document=paper, language="en").order_by("edition")
    said = [str(row.text) for row in kept]
    assert len(said) == 3 and FIRST in said[1] and SECOND in said[2]
