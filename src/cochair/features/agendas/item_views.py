"""The page of one item of the draft: what it says, and which papers of the register it names."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.agendas import access, actions, forms, papers, queries
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.items import Item
from cochair.features.agendas.queries import Version
from cochair.features.agendas.views import around
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused, _

FIND = "find"
MOST_POSTED = 100


@require_http_methods(["GET", "HEAD", "POST"])
def insert(request: Request, forum: str, slug: str) -> HttpResponse:
    """A new item."""
    meeting, hat = access.preparer(request, slug)
    last = _latest(meeting)
    if request.method != "POST":
        filled = forms.filled(Item(""), last.token, len(last.items) + 1)
        return _item(request, meeting, hat, _form(request, meeting, hat, None, filled))
    form = _form(request, meeting, hat, None)
    if FIND in request.POST or not form.is_valid():
        return _item(request, meeting, hat, form)
    try:
        actions.insert_item(
            meeting,
            typed=_typed(form),
            place=form.cleaned_data["place"],
            seen=form.cleaned_data["seen"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _item(request, meeting, hat, form, refusals=refused.refusals)
    messages.info(request, __("The item has been added to the draft, as a new revision."))
    return redirect("meetings:agenda-draft", forum, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """One item of the draft."""
    meeting, hat = access.preparer(request, slug)
    last = _latest(meeting)
    found = agenda_items.found(last.items, key)
    if request.method != "POST":
        if found is None:
            raise Http404
        filled = forms.filled(found, last.token)
        return _item(request, meeting, hat, _form(request, meeting, hat, found, filled), found)
    form = _form(request, meeting, hat, found)
    if FIND in request.POST or not form.is_valid():
        return _item(request, meeting, hat, form, found)
    try:
        actions.change_item(
            meeting,
            key,
            typed=_typed(form),
            seen=form.cleaned_data["seen"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _item(request, meeting, hat, form, found, refusals=refused.refusals)
    messages.info(request, __("The draft has been changed, as a new revision."))
    return redirect("meetings:agenda-draft", forum, slug)


def _item(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    form: forms.ItemForm,
    found: Item | None = None,
    *,
    refusals: tuple[Refusal, ...] = (),
) -> HttpResponse:
    book = parties.book(meeting.forum, request.now)
    own = book.configurations[meeting.configuration]
    finds = FIND in request.POST
    matches = form.matches
    offered = papers.shown(form.offered, meeting.forum, hat, request.now)
    chosen = set(form["papers"].value() or ()) | (set(matches) if len(matches) == 1 else set())
    return render(
        request,
        "meetings/agendas/item.html",
        {
            **around(request, meeting, hat),
            # Who only looks for papers has not made a mistake yet.
            "form": form,
            "finds": finds,
            "item": found,
            "own": own.functions,
            "elsewhere": [
                (one, [f for f in one.functions if f.tag in queries.functions(book, one.code)])
                for one in book.configurations.values()
                if one.code != own.code
            ],
            "chosen": [one for slug, one in offered.items() if slug in chosen],
            "matches": [offered[slug] for slug in matches if slug not in chosen],
            "others": [
                one for slug, one in offered.items() if slug not in chosen and slug not in matches
            ],
            "found_none": bool(form.sought) and not matches,
            "refusals": refusals,
        },
        status=200 if request.method != "POST" or finds else 422,
    )


def _latest(meeting: Meeting) -> Version:
    last = queries.latest(queries.versions(meeting))
    if last is None:
        raise Refused(Refusal("practice", _("Start the agenda first.")))
    return last


def _form(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    found: Item | None,
    filled: object = None,
) -> forms.ItemForm:
    """The form of an item, which offers the papers that it names, those of the meeting, those
    that were ticked, and those that are looked for: each only where the editor may read it."""
    register, forum, at = papers.known(), meeting.forum, request.now
    sought = " ".join(request.POST.get("paper", "")[: forms.SOUGHT].split())
    matches = register.called(forum, sought, hat, at) if sought else ()
    posted = _short(request.POST.getlist("papers"))
    return forms.ItemForm(
        None if filled is not None else request.POST,
        initial=filled,
        languages=parties.book(forum, at).languages,
        tags=sorted(queries.known_tags(parties.book(forum, at))),
        sought=sought,
        matches=matches,
        offered=(
            *(found.papers if found else ()),
            *sorted(register.readable(forum, posted, hat, at) if posted else ()),
            *matches,
            *register.of_meeting(forum, meeting.slug, hat, at),
        ),
    )


def _short(slugs: Iterable[str]) -> list[str]:
    return [slug[:64] for slug in slugs][:MOST_POSTED]


def _typed(form: forms.ItemForm) -> actions.Typed:
    typed = form.cleaned_data
    return actions.Typed(
        title=form.titles,
        type=typed["type"],
        tags=tuple(typed["tags"]),
        cross_reason=typed["cross_reason"],
        minutes=typed["minutes"],
        documents=typed["documents"],
        papers=tuple(typed["papers"]),
        no_document_reason=typed["no_document_reason"],
        commitments=typed["commitments"],
    )
