"""The page that compares any two versions of a document that its reader may open."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cochair.features.documents import access, queries
from cochair.features.documents.models import Document, Expression
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.register import presenters
from cochair.formats import comparison
from cochair.formats.paragraphs import from_json


@dataclass(frozen=True, slots=True)
class Choice:
    """A version that may be compared: `rev-2.es` is the second revision in Spanish."""

    name: str
    symbol: str
    row: Expression

    @property
    def language(self) -> str:
        """The code of its language."""
        return self.row.language


@require_safe
def compare(request: Request, forum: str, slug: str) -> HttpResponse:
    """Two versions, by default the last two revisions in the reader's language."""
    found, hat = access.document(request, slug)
    own = queries.is_own(found, hat)
    known = _choices(found, is_own=own)
    if not known:
        raise Http404
    newer = known.get(request.GET.get("to", ""), _newest(known))
    older = known.get(request.GET.get("from", ""), _before(known, newer))
    texts = from_json(older.row.text), from_json(newer.row.text)
    same_language = older.language == newer.language
    lines = comparison.compare(*texts) if same_language else comparison.beside(*texts)
    book = parties.book(found.forum, request.now)
    return render(
        request,
        "documents/comparing/compare.html",
        {
            "here": "documents",
            "head": presenters.line(found, book, book.languages, is_own=own),
            "document": found,
            "older": older,
            "newer": newer,
            "choices": list(known.values()),
            "lines": lines,
            "counts": comparison.counts(lines) if same_language else None,
            "same_language": same_language,
            "is_same": same_language and all(line.is_same for line in lines),
            "only_changed": bool(request.GET.get("changed")),
        },
    )


def _choices(document: Document, *, is_own: bool) -> Mapping[str, Choice]:
    """What the reader may compare, by name, the oldest first."""
    found: dict[str, Choice] = {}
    for revision in document.revisions.all():
        if revision.circulated_at is None and not is_own:
            continue
        symbol = queries.name_of(document, revision.number)
        number = f"rev-{revision.number}" if revision.number else "init"
        for code, row in queries.readable(revision, is_own=is_own).items():
            name = f"{number}.{code}"
            found[name] = Choice(name, symbol, row)
    return found


def _newest(known: Mapping[str, Choice]) -> Choice:
    """The newest in the reader's language, else the newest there is."""
    own = [one for one in known.values() if one.language == get_language()]
    return (own or list(known.values()))[-1]


def _before(known: Mapping[str, Choice], newer: Choice) -> Choice:
    """The one before it in the same language, else another language of the same revision."""
    same = [one for one in known.values() if one.language == newer.language]
    place = same.index(newer)
    if place:
        return same[place - 1]
    others = [one for one in known.values() if one is not newer]
    return others[0] if others else newer
