"""Pages about the software itself: its guides, how accessible it is, its licence, and where one begins."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

import cochair
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.site.public import entrances
from cochair.site.public.guides import reading
from cochair.web.localize import language_now


@require_safe
def guides(request: Request) -> HttpResponse:
    """Every guide, for whoever looks for another than that of a page."""
    found = [(name, reading.guide(name, language_now())[0].title) for name in reading.GUIDES]
    return render(request, "public/guides.html", {"guides": found})


@require_safe
def guide(request: Request, name: str) -> HttpResponse:
    """One guide, whole."""
    if name not in reading.GUIDES:
        raise Http404
    first, *others = reading.guide(name, language_now())
    return render(request, "public/guide.html", {"first": first, "sections": others})


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html", {"contact": settings.CONTACT})


@require_safe
def software(request: Request) -> HttpResponse:
    """The licence, and where the source code is.

    Source: EUPL 1.2, article 5.
    """
    words = {"version": cochair.__version__, "source": settings.SOURCE, "contact": settings.CONTACT}
    return render(request, "public/software.html", words)


@require_safe
@login_required
def landing(request: Request) -> HttpResponse:
    """Where signing in leads: home in the forum where one signed in, or in the only one that one
    serves, else the choice of them.
    """
    served = [forum for forum in parties.forums() if entrances.offices(forum, request)]
    here = [forum for forum in served if forum.slug == request.GET.get("forum")]
    if len(here or served) == 1:
        begins = (here or served)[0]
        return redirect(entrances.home_of(begins, request), begins.slug)
    rows = entrances.of(served, request)
    return render(request, "public/landing.html", {"entrances": rows})
