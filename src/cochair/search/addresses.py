"""Where what was found stands: pages of the house, and pages that anyone may open."""

from django.urls import NoReverseMatch, reverse

from cochair.documents.models import Document
from cochair.parties.models import Forum
from cochair.search.sources import PUBLIC


def document(forum: Forum, row: Document, audience: str) -> str:
    """The page of a document for an audience; empty where there is none."""
    return _page("document", audience, forum.slug, row.slug)


def edition(forum: Forum, row: Document, revision: int, language: str, audience: str) -> str:
    """The page of a document in one language, for the house of one revision; empty for none."""
    if audience == PUBLIC:
        return _page("expression", audience, forum.slug, row.slug, language)
    return _page("expression", audience, forum.slug, row.slug, revision, language)


def _page(name: str, audience: str, *places: object) -> str:
    space = "public" if audience == PUBLIC else "documents"
    try:
        return reverse(f"{space}:{name}", args=places)
    except NoReverseMatch:
        return ""
