"""What whoever keeps the chairs' text sends."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST

from cochair.features.parties.request import Request
from cochair.features.texts import access, chairs, forms, opening
from cochair.features.texts import issue as issuing
from cochair.features.texts.views.pages import paragraph_page
from cochair.features.texts.views.places import back
from cochair.procedure import text as core
from cochair.procedure.calendar import end_of_day
from cochair.procedure.refusal import Refused
from cochair.web.cleaning import cleaned_or_refuse


@require_POST
def begin(request: Request, forum: str, slug: str) -> HttpResponse:
    """Put a document under negotiation."""
    found, hat = access.begins(request, slug)
    opening.begin(found, by=hat, at=request.now)
    messages.info(request, __("The text is under negotiation."))
    return redirect("texts:text", forum, slug)


@require_POST
def bracket(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Take a proposal into the rolling text, in brackets."""
    found, hat = access.keeps(request, slug)
    chairs.bracket(found, [id], by=hat, at=request.now)
    messages.info(request, __("The proposal is now in brackets."))
    return back(forum, slug, request.POST.get("paragraph", ""))


@require_POST
def accept(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Take a proposal into the text, as both co-chairs instructed."""
    found, hat = access.keeps(request, slug)
    said = cleaned_or_refuse(forms.Instructed(request.POST))
    chairs.accept(found, id, instructed=said["instructed"], by=hat, at=request.now)
    messages.info(
        request,
        __(
            "The proposal has been accepted into the text. Other "
            "language versions may now be out of date."
        ),
    )
    return redirect("texts:text", forum, slug)


@require_POST
def write(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Write a language of a paragraph: a translation, or a change of form or of substance."""
    found, hat = access.keeps(request, slug)
    form = forms.Words(request.POST)
    try:
        said = cleaned_or_refuse(form)
        read, change = said["read"] or 0, said["change"]
        if change == forms.TRANSLATION:
            chairs.translate(
                found,
                id,
                said["language"],
                said["words"],
                sense=said["sense"] or 0,
                read=read,
                by=hat,
                at=request.now,
            )
        else:
            chairs.edit(
                found,
                id,
                said["language"],
                said["words"],
                read=read,
                editorial=change == forms.EDITORIAL,
                instructed=change == forms.INSTRUCTED,
                by=hat,
                at=request.now,
            )
    except Refused as refused:
        return paragraph_page(
            request, found, hat, id, written=form, refusals=refused.refusals, status=422
        )
    messages.info(request, __("The text has been saved. The previous text stays in the history."))
    return redirect("texts:paragraph", forum, slug, id)


@require_POST
def agree(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Note a paragraph as agreed."""
    found, hat = access.keeps(request, slug)
    said = cleaned_or_refuse(forms.Instructed(request.POST))
    chairs.agree(found, id, instructed=said["instructed"], by=hat, at=request.now)
    messages.info(
        request,
        __(
            "Recorded as agreed. It is not binding before the whole text is submitted for adoption."
        ),
    )
    return redirect("texts:paragraph", forum, slug, id)


@require_POST
def open_round(request: Request, forum: str, slug: str) -> HttpResponse:
    """Begin the next round."""
    found, hat = access.keeps(request, slug)
    chairs.open_round(found, by=hat, at=request.now)
    messages.info(request, __("The round is open."))
    return redirect("texts:text", forum, slug)


@require_POST
def close_round(request: Request, forum: str, slug: str) -> HttpResponse:
    """End the round."""
    found, hat = access.keeps(request, slug)
    chairs.close_round(found, by=hat, at=request.now)
    messages.info(request, __("The round has ended. Its text and figures have been saved."))
    return redirect("texts:text", forum, slug)


@require_POST
def attribute(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose how authors are shown."""
    found, hat = access.keeps(request, slug)
    said = cleaned_or_refuse(forms.Attribution(request.POST))
    level = core.Attribution(said["level"])
    act = chairs.propose_attribution(found, level, by=hat, at=request.now)
    messages.info(request, __("The change has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


@require_POST
def issue(request: Request, forum: str, slug: str) -> HttpResponse:
    """Issue the words as they stand as the next revision of the document."""
    found, hat = access.keeps(request, slug)
    said = cleaned_or_refuse(forms.Issue(request.POST))
    day = said["until"]
    made = issuing.issue(
        found,
        summary=said["summary"],
        purpose=said["purpose"],
        until=end_of_day(day, found.forum.zone) if day else None,
        seen=said["seen"],
        by=hat,
        at=request.now,
    )
    messages.info(
        request, __("Revision {number} has been circulated.").format(number=made.revision.number)
    )
    if made.behind:
        codes = ", ".join(code.upper() for code in made.behind)
        said_of = __(
            "Saved as a draft and not released, because these language versions "
            "are out of date: {languages}."
        )
        messages.warning(request, said_of.format(languages=codes))
    return redirect("documents:document", forum, slug)
