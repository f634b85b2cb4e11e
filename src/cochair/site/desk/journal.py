"""The journal as pages: what was done, when, on whose behalf; checkpoints and export."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.accounts import reauthentication
from cochair.features.parties import access, visibility
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.journal import actions, queries
from cochair.journal.export import archive_file, checkpoint_file
from cochair.site.desk import about
from cochair.site.desk.verbs import known, sentence_of
from cochair.web import formats
from cochair.web.localize import language_now
from cochair.web.numbers import whole


@require_safe
def journal(request: Request, forum: str) -> HttpResponse:
    """What this hat may read of the journal, newest first."""
    hat = access.require_reader(request, Power.READ_JOURNAL)
    found = access.forum(request)
    verb, verbs = request.GET.get("verb", ""), known()
    own = queries.visible(found.slug, hat.spaces)
    entries = visibility.entries(own, found, hat, request.now).order_by("-seq")
    if verb in verbs:
        entries = entries.filter(verb=verb)
    # By the number of an entry, so that the last page costs what the first does.
    before = whole(request.GET.get("before", ""))
    page = queries.page(entries, before=before)
    things = about.called(found, page.entries, request.now)
    return render(
        request,
        "desk/journal.html",
        {
            "here": "journal",
            "older": page.older,
            "is_first": before is None,
            "rows": [(entry, sentence_of(entry), things[entry.seq]) for entry in page.entries],
            "verbs": verbs,
            "verb": verb,
            "checkpoints": queries.checkpoints(found.slug)[::-1][:10],
            "takes_away": hat.may(Power.EXPORT_LEDGER),
            "witnesses": hat.may(Power.DECIDE_FOR_PARTY),
            "own": hat.party,
            "records": hat.may(Power.RECORD_FACTS),
        },
    )


@require_POST
def checkpoint(request: Request, forum: str) -> HttpResponse:
    """Fix the state of the ledger, for the Parties to hold."""
    access.actor(request, Power.RECORD_FACTS)
    made = actions.checkpoint(access.forum(request).slug, at=request.now)
    size = formats.number(made.size, language_now())
    messages.info(request, __("Checkpoint created at {size} entries.").format(size=size))
    return redirect("desk:journal", forum)


@require_POST
def witness(request: Request, forum: str, size: int) -> HttpResponse:
    """Hold a checkpoint for one's own Party, as its witness: the answer is the file to keep."""
    hat = access.actor(request, Power.DECIDE_FOR_PARTY)
    found = queries.checkpoint(access.forum(request).slug, size)
    if found is None:
        raise Http404
    actions.witness(found, party=hat.party, by=hat.account, office=hat.title, at=request.now)
    answer = HttpResponse(checkpoint_file(found), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{forum}-checkpoint-{size}.json"'
    return answer


@require_safe
def export(request: Request, forum: str) -> FileResponse:
    """The ledger as a file that verifies itself; what this hat may not see is only hashes in it."""
    hat = access.actor(request, Power.EXPORT_LEDGER)
    reauthentication.require_recent_auth(request)
    found = access.forum(request)
    content = archive_file(
        found.slug,
        spaces=hat.spaces,
        narrowed=lambda rows: visibility.entries(rows, found, hat, request.now),
    )
    return FileResponse(
        content,
        content_type="application/zip",
        as_attachment=True,
        filename=f"{found.slug}-ledger.zip",
    )
