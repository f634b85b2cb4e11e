"""The certificates of both Parties: read by whoever reads what they share, each its own to change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.parties import access as doors
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.signatures import access, forms, presenters, queries, registration
from cochair.features.signatures.certificates import KINDS
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import wrong


@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: Request, forum: str) -> HttpResponse:
    """All certificates; a co-presidency in office registers one."""
    if request.method != "POST":
        return _page(request, doors.require_reader(request))
    hat = doors.actor(request, Power.DECIDE_FOR_PARTY)
    form = forms.Certificate(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, hat, wrong(form), status=422)
    octets = form.cleaned_data["file"].read()
    kind = form.cleaned_data["kind"]
    try:
        registration.register(doors.forum(request), octets, kind=kind, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, hat, refused.refusals, status=422)
    messages.info(request, __("The certificate has been registered. The other Party can see it."))
    return redirect("documents:certificates", forum)


@require_safe
def pem(request: Request, forum: str, number: int) -> HttpResponse:
    """A certificate by itself, to verify with elsewhere."""
    found = access.certificate_file(request, number)
    answer = HttpResponse(found.pem, content_type="application/x-pem-file")
    name = f"{found.party.code}-{found.kind}-{found.fingerprint[:8]}.pem".lower()
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def end(request: Request, forum: str, number: int) -> HttpResponse:
    """Say that a certificate counts no more."""
    found, _reader = access.certificate(request, number)
    hat = doors.actor(request, Power.DECIDE_FOR_PARTY)
    registration.end(found, by=hat, at=request.now)
    messages.info(
        request,
        __("The certificate is no longer valid here. What was signed with it stays signed."),
    )
    return redirect("documents:certificates", forum)


def _page(
    request: Request, hat: ActingOffice, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    rows = list(queries.certificates(doors.forum(request)))
    return render(
        request,
        "documents/signing/certificates.html",
        {
            "here": "documents",
            "cards": presenters.cards(rows, hat, request.now),
            "kinds": list(KINDS.items()),
            "registers": hat.may(Power.DECIDE_FOR_PARTY),
            "refusals": refusals,
        },
        status=status,
    )
