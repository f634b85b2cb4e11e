"""A silence and how it is broken, for programs."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from cochair.features.parties.request import Request
from cochair.features.silence import access, queries, submissions
from cochair.procedure.silence import Form
from cochair.site.api import payloads, serializers
from cochair.site.api.responses import in_json, instant, told
from cochair.web.localize import language_now

WORDS = 8000
FORMS = frozenset({*(form.value for form in Form), queries.STATEMENT})


@require_safe
@in_json
def silence(request: Request, forum: str, number: int) -> HttpResponse:
    """A silence as it stands now."""
    found, hat = access.procedure(request, number)
    return told(serializers.silence_procedure(request, found, hat))


@require_POST
@in_json
def send(request: Request, forum: str, number: int) -> HttpResponse:
    """Object, amend, or state something; the stamp is that of the request's arrival."""
    found, hat = access.speaker(request, number)
    said = payloads.sent(
        request, form=payloads.text(16, needed=True), words=payloads.text(WORDS, needed=True)
    )
    if said["form"] not in FORMS:
        raise BadRequest
    made, counts = submissions.receive(
        found,
        form=said["form"],
        words=said["words"],
        language=language_now(),
        by=hat,
        received_at=request.now,
    )
    shown = {"id": made.pk, "form": made.form, "received_at": instant(made.received_at)}
    return told({**shown, "receipt": made.receipt, "counts": counts}, 201)
