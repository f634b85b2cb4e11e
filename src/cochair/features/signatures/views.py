"""The page of an original: who signed, whether it still holds; and what is sent to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Original
from cochair.features.files import responses
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.signatures import access, actions, file_checks, forms, presenters, queries
from cochair.features.signatures.problems import FIELD
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse, wrong
from cochair.web.localize import language_now


@require_safe
def original(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """Who signed, when, with which certificate, what was looked at, and whether it still holds."""
    found, hat = access.original(request, slug, number, language)
    return _page(request, found, hat)


@require_safe
def file(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """The file as it stands: to be signed next, or sealed."""
    found, _hat = access.original(request, slug, number, language)
    return responses.attachment(queries.newest_file(found, queries.signatures(found)))


@require_POST
def prepare(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """Put one language before both for signature."""
    found, hat = access.preparing(request, slug, number, language)
    actions.make_ready(found, by=hat, at=request.now)
    messages.info(request, __("The text is ready. Each Party downloads the file and signs it."))
    return redirect("documents:original", forum, slug, number, language)


@require_POST
def sign(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """Take a file that was signed elsewhere."""
    found, hat = access.signing(request, slug, number, language)
    form = forms.Signed(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, hat, wrong(form), status=422)
    sent = form.cleaned_data["file"]
    try:
        made = actions.sign(found, sent.read(), sent.name, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, found, hat, refused.refusals, status=422)
    made.original.refresh_from_db()
    if made.original.sealed_at is not None:
        messages.info(request, __("Both Parties have signed: the text is sealed."))
    else:
        messages.info(
            request,
            __("Your signature has been saved. The other Party signs the file that contains it."),
        )
    return redirect("documents:original", forum, slug, number, language)


@require_POST
def drop(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """Take a text back from signature."""
    found, hat = access.dropping(request, slug, number, language)
    actions.drop(found, **cleaned_or_refuse(forms.Reason(request.POST)), by=hat, at=request.now)
    messages.info(request, __("The text has been withdrawn from signature."))
    return redirect("documents:revision", forum, slug, number)


def _page(
    request: Request,
    found: Original,
    hat: ActingOffice,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    expression = found.expression
    document = expression.revision.document
    signed = queries.signatures(found)
    sides = parties.roster(document.forum).in_order(language_now())
    open_ = found.sealed_at is None
    mine = any(one.party.code == hat.party for one in signed)
    return render(
        request,
        "documents/signing/original.html",
        {
            "here": "documents",
            "document": document,
            "symbol": documents.name_of(document, expression.revision.number),
            "expression": expression,
            "original": found,
            "file": queries.newest_file(found, signed),
            "halves": presenters.halves(
                sides, signed, file_checks.checks(found, signed, request.now)
            ),
            "steps": presenters.steps(found, len(signed), len(sides)),
            "is_test": any(one.certificate.is_test for one in signed),
            "signs": open_ and not mine and hat.may(Power.SIGN),
            "drops": open_ and hat.may(Power.PROPOSE),
            "field": f"{FIELD}{hat.party}",
            "command": f"cochair sign FILE.pdf --key KEY.p12 --party {hat.party}",
            "reads_shared": hat.may(Power.READ_SHARED),
            "refusals": refusals,
        },
        status=status,
    )
