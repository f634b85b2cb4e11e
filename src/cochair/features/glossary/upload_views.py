"""The page on which a TBX file comes in: read, shown, and kept once somebody says so."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cochair.features.glossary import access, actions, queries, shipped
from cochair.features.glossary.actions import Entry
from cochair.features.parties import access as doors
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.translation import upload_views
from cochair.features.translation.upload_views import Found, Languages
from cochair.formats import tmx
from cochair.formats.tmx import Concept
from cochair.procedure.refusal import _


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request, forum: str) -> HttpResponse:
    """Bring in terms: the file is shown first, and kept by a second press."""
    return upload_views.answer(request, access.editor(request), TBX)


def _read(forum: Forum, octets: bytes, languages: Languages) -> Found:
    return _found(forum, tmx.read_tbx(octets, languages), languages)


def _shipped(forum: Forum, languages: Languages) -> Found:
    return _found(forum, shipped.concepts(languages), languages)


def _found(forum: Forum, concepts: Sequence[Concept], languages: Languages) -> Found:
    there = {
        (code, name.casefold())
        for row in queries.live(forum)
        for code, name in queries.first_names(row).items()
    }
    return Found(
        rows=[
            ([(code, one.words.get(code, ())) for code in languages], _is_there(one, there))
            for one in concepts
        ],
        told=[_as_json(one) for one in concepts],
        lines=[name for one in concepts for name in _every(one)],
        context={"codes": languages},
    )


def _kept(request: Request, hat: ActingOffice, told: list[dict[str, object]]) -> HttpResponse:
    entries = [Entry(**one) for one in told]  # type: ignore[arg-type]
    forum = doors.forum(request)
    taken = actions.bring(forum, entries, by=hat, at=request.now)
    n = taken.added
    said = ngettext("{n} term has been added.", "{n} terms have been added.", n)
    messages.info(request, said.format(n=n))
    if taken.same:
        n = taken.same
        said = ngettext(
            "{n} term was already in the glossary.", "{n} terms were already in the glossary.", n
        )
        messages.info(request, said.format(n=n))
    if taken.refused:
        n = taken.refused
        said = ngettext(
            "{n} entry could not be read as a term.", "{n} entries could not be read as terms.", n
        )
        messages.warning(request, said.format(n=n))
    return redirect("documents:glossary", forum.slug)


def _every(one: Concept) -> list[str]:
    names = [name for some in (*one.words.values(), *one.avoid.values()) for name in some]
    return [*names, *one.definition.values(), one.source]


def _is_there(one: Concept, there: set[tuple[str, str]]) -> bool:
    """Whether a term has the same first name in every language as one that is there."""
    return all((code, names[0].casefold()) in there for code, names in one.words.items())


def _as_json(one: Concept) -> Mapping[str, object]:
    return {
        "words": one.words,
        "avoid": one.avoid,
        "definition": one.definition,
        "source": one.source,
    }


TBX = upload_views.Kind(
    purpose="tbx",
    template="documents/glossary/bring.html",
    shown=100,
    nothing=_("The file contains no term in two languages of this forum."),
    read=_read,
    keep=_kept,
    shipped=_shipped,
)
