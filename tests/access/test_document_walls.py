"""What nobody released, circulated or published is as absent as what never was, byte for byte.

domain.md C.11: INV-4 (the other Party's wall), INV-13 (public pages); law 5: in pages, counts,
search, feeds, sitemaps, JSON and errors alike.
"""

import re

import pytest
from django.http import HttpResponse

import filed
import papers
import signing
from absent import faceless
from cochair.features.circulation import actions as circulating
from cochair.features.documents.models import Document, Expression
from cochair.features.register import actions as register
from cochair.features.search import indexer
from matrix import Route, Scene, table
from papers import words
from world import NOW

HATS, ROUTES = table()
OTHERS = ("anonymous", "institution", "other_presidency")
ABOUT = ("documents:", "public:", "search:", "desk:", "journal:", "acts:", "compliance:")
READ = [
    route
    for route in ROUTES
    if "GET" in route.answers and route.name.startswith(ABOUT) and "export" not in route.name
]
OF_ONE = [
    route for route in ROUTES if route.name.startswith("documents:") and "{paper}" in route.path
]
SECRET, ABSENT = "harbourlight", "league-concert-2031-99"
ASKS = (
    "search/?q=harbourlight",
    "search/?q=2031&kind=press_line",
    "documents/?q=harbourlight",
    "documents/?state=draft",
    "documents/?kind=press_line",
    "register.json?q=harbourlight",
)


def hidden(scene: Scene) -> list[Document]:
    """Four papers of the League that nobody else may know of, and more of one that all know."""
    forum, by = scene.forum, signing.secretariat(scene.forum)
    said = {"title": {"en": SECRET}, "kind": "press_line", "by": by}
    texts = {code: words(f"The {SECRET} {code}.", "No more.") for code in ("en", "es", "pt")}
    internal = papers.circulated(forum, texts, marking="internal", **said)
    edition = Expression.objects.get(revision__document=internal, language="en")
    circulating.comment(edition, paragraph="p-1", text=SECRET, own_party=True, by=by, at=NOW)
    draft = papers.entered(forum, marking="public", **said)
    papers.written(draft, "en", texts["en"], by=by)
    empty = papers.entered(forum, marking="forum", **said)
    filedone = papers.entered(forum, marking="internal", **said)
    papers.written(filedone, "en", texts["en"], by=by, file=filed.kept(forum, by))
    papers.sent(filedone, by=by)
    known = papers.fresh(Document.objects.get(slug=scene.places["paper"]))
    register.revise(known, source="es", summary=SECRET, seen=known.version, by=by, at=NOW)
    papers.written(known, "es", texts["es"], by=by, title=SECRET)
    return [internal, draft, empty, filedone]


def looked(scene: Scene, hat: str) -> dict[str, bytes]:
    """Every page that is about documents, as a hat gets it, and what it is answered to questions."""
    while indexer.catch_up(scene.forum, NOW):
        pass
    client = scene.client(hat)
    paths = [scene.path(route) for route in READ]
    paths += [f"/en/{scene.forum.slug}/{ask}" for ask in ASKS]
    return {path: said(client.get(path)) for path in paths}


def said(answer: HttpResponse) -> bytes:
    """An answer without what is new in each: the token of its forms."""
    streamed = b"".join(answer) if answer.streaming else answer.content
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", streamed)


@pytest.mark.parametrize("hat", OTHERS)
def test_no_page_list_count_feed_or_search_moves_by_what_is_hidden(
    at_work: Scene, hat: str
) -> None:
    """INV-4, INV-13."""
    before = looked(at_work, hat)

    hidden(at_work)
    after = looked(at_work, hat)

    own = at_work.client("secretariat").get(f"/en/{at_work.forum.slug}/documents/")
    assert own.content.decode().count(SECRET) == 4
    moved = [path for path, page in after.items() if page != before[path]]
    assert not moved


def test_a_hidden_paper_is_the_same_404_as_one_that_was_never_registered(at_work: Scene) -> None:
    internal, draft, *_more = hidden(at_work)
    client = at_work.client("other_presidency")
    for route in OF_ONE:
        for method in route.answers:
            gone = asked(at_work, client, route, method, ABSENT)
            assert gone.status_code == 404, route.name
            for paper in (internal, draft):
                found = asked(at_work, client, route, method, paper.slug)
                assert (found.status_code, faceless(found)) == (404, faceless(gone)), route.name


def asked(scene: Scene, client, route: Route, method: str, slug: str) -> HttpResponse:
    path = route.path.format_map({**scene.places, "paper": slug})
    if method == "POST":
        return client.post(path, scene.sends(route))
    return client.get(path)
