"""Pages that change a document: entered, revised, circulated, finished, withdrawn, numbered."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.documents import access, queries, vocabulary
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.languages import whole_document
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.register import actions, forms, listings, presenters
from cochair.features.register import entry as entering
from cochair.features.register.refusals import no_such
from cochair.formats.register_head import Head, read_head
from cochair.procedure.calendar import end_of_day
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.localize import language_now, say


@require_http_methods(["GET", "POST"])
def new(request: Request, forum: str) -> HttpResponse:
    """Enter a document; the head of one of another register fills the form in."""
    hat = access.registrar(request)
    if request.method != "POST":
        return _form(request, hat, _entry(request, hat, initial=_initial(request, hat)))
    if "head" in request.POST:
        return _from_head(request, hat)
    form = _entry(request, hat, request.POST, files=request.FILES)
    if not form.is_valid():
        return _form(request, hat, form, status=422)
    typed = form.cleaned_data
    of = None
    if typed["of"]:
        of = queries.document(doors.forum(request), typed["of"], hat, request.now)
    entry = entering.Entry(
        kind=typed["kind"],
        title=form.titles,
        source=typed["source"],
        originator=typed["originator"],
        marking=typed["marking"],
        meeting=typed["meeting"],
        phase=typed["phase"] or "pre",
        series=typed["series"],
        of=of,
        suffix=typed["suffix"] if of else "",
        corrects=typed["corrects"],
        for_observers=typed["for_observers"],
        subject_codes=tuple(filter(None, map(str.strip, typed["subject_codes"].split(",")))),
    )
    try:
        book = parties.book(doors.forum(request), request.now)
        sent = [(one.read(), one.name or "", one.content_type or "") for one in typed["texts"]]
        made = whole_document.register_with_files(
            doors.forum(request),
            entry,
            whole_document.opened(sent, book.languages),
            alias=typed["alias"],
            previous=tuple(filter(None, map(str.strip, typed["previous"].split(",")))),
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _form(request, hat, form, refused.refusals, status=422)
    said = queries.name_of(made) or __("a document without number")
    if not typed["texts"]:
        messages.info(request, __("Registered as {symbol}. Now add its text.").format(symbol=said))
        return redirect("documents:write", forum, made.slug, made.revisions.get().source)
    _circulate_at_once(request, made, typed, said, hat)
    return redirect("documents:document", forum, made.slug)


def _circulate_at_once(
    request: Request, made: Document, typed: Mapping[str, Any], said: str, hat: ActingOffice
) -> None:
    """Release and circulate a document that came with its files, where that is wanted; say what was done."""
    if not typed["circulate"]:
        messages.info(
            request,
            __("Registered as {symbol}. Others can see it once it is circulated.").format(
                symbol=said
            ),
        )
        return
    day = typed["day"]
    try:
        whole_document.release_and_circulate(
            made,
            purpose=typed["purpose"],
            until=end_of_day(day, made.forum.zone) if day else None,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        messages.warning(
            request,
            __("Registered as {symbol}, but not circulated.").format(symbol=said),
        )
        for one in refused.refusals:
            messages.warning(request, say(one, language=language_now()))
        return
    messages.info(
        request,
        __("Registered as {symbol} and circulated to everyone who may read it.").format(
            symbol=said
        ),
    )


@require_POST
def revise(request: Request, forum: str, slug: str) -> HttpResponse:
    """Begin the next revision."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Revise(request.POST))
    made = actions.revise(found, **typed, by=hat, at=request.now)
    messages.info(
        request,
        __("Revision {number} has been started. Now add its text.").format(number=made.number),
    )
    return redirect("documents:write", forum, slug, made.source)


@require_POST
def circulate(request: Request, forum: str, slug: str) -> HttpResponse:
    """Send the newest revision to everybody who may read it."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Circulate(request.POST))
    day = typed["day"]
    actions.circulate(
        found,
        purpose=typed["purpose"],
        until=end_of_day(day, found.forum.zone) if day else None,
        seen=typed["seen"],
        by=hat,
        at=request.now,
    )
    messages.info(request, __("The document has been circulated to everyone who may read it."))
    return redirect("documents:document", forum, slug)


@require_POST
def finish(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say that a document is final."""
    return _done(request, slug, actions.finish, __("The document is now final."))


@require_POST
def withdraw(request: Request, forum: str, slug: str) -> HttpResponse:
    """Withdraw a document, with a reason."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Reason(request.POST))
    actions.withdraw(found, **typed, by=hat, at=request.now)
    messages.info(
        request, __("The document has been withdrawn. Its number will not be used again.")
    )
    return redirect("documents:document", forum, slug)


@require_POST
def supersede(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say which document takes the place of this one."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Number(request.POST))
    said = typed["symbol"]
    successor = queries.by_symbol(found.forum, [said], hat, request.now).get(said)
    if successor is None:
        raise Refused(no_such(said))
    actions.supersede(found, successor=successor, seen=typed["seen"], by=hat, at=request.now)
    messages.info(request, __("Recorded."))
    return redirect("documents:document", forum, slug)


@require_POST
def alias(request: Request, forum: str, slug: str) -> HttpResponse:
    """Note another number of the same document."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Number(request.POST))
    actions.add_alias(found, **typed, by=hat, at=request.now)
    messages.info(request, __("Recorded."))
    return redirect("documents:document", forum, slug)


@require_POST
def refer(request: Request, forum: str, slug: str) -> HttpResponse:
    """Note a reference to another document."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Refer(request.POST))
    actions.add_reference(found, **typed, by=hat, at=request.now)
    messages.info(request, __("Recorded."))
    return redirect("documents:document", forum, slug)


def _done(request: Request, slug: str, act: Callable[..., Document], said: str) -> HttpResponse:
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(forms.Seen(request.POST))
    act(found, **typed, by=hat, at=request.now)
    messages.info(request, said)
    return redirect("documents:document", found.forum.slug, slug)


def _entry(
    request: Request,
    hat: ActingOffice,
    data: object = None,
    initial: dict[str, object] | None = None,
    *,
    files: object = None,
) -> forms.Entry:
    book = parties.book(doors.forum(request), request.now)
    return forms.Entry(
        data,
        files,
        initial=initial,
        languages=book.languages,
        kinds=vocabulary.kinds(book),
        originators=vocabulary.originators(book),
        markings=[one.value for one in Marking],
    )


def _initial(request: Request, hat: ActingOffice) -> dict[str, object]:
    """What an office most likely enters: its own name, for the meeting that it came from."""
    book = parties.book(doors.forum(request), request.now)
    if hat.organisation:
        originator = vocabulary.ORGANISATION
    elif hat.role.value.startswith("delegation"):
        originator = vocabulary.MEMBER
    else:
        originator = vocabulary.presidency_of(book, hat.party)
    meeting = request.GET.get("meeting", "")[:96]
    corrects = request.GET.get("corrects", "")[:8]
    found: dict[str, object] = {
        "originator": originator,
        "marking": Marking.PARTICIPANTS if meeting else Marking.FORUM,
        "meeting": meeting,
        "of": request.GET.get("of", "")[:64],
        "suffix": request.GET.get("suffix", "")[:3],
        "corrects": corrects,
        "kind": request.GET.get("kind", "")[:32],
        "source": corrects,
    }
    work = _work(request, hat, str(found["of"]))
    if work is not None:
        # A part goes to whom its work goes, for the same meeting.
        found["marking"], found["phase"] = work.marking, work.phase
        found["meeting"] = work.meeting.slug if work.meeting else ""
    return found


def _work(request: Request, hat: ActingOffice, slug: str) -> Document | None:
    """The work that an addendum or a corrigendum belongs to, where this office reads it."""
    return queries.document(doors.forum(request), slug, hat, request.now) if slug else None


def _from_head(request: Request, hat: ActingOffice) -> HttpResponse:
    asked = forms.Head(request.POST)
    head = read_head(asked.cleaned_data["head"]) if asked.is_valid() else None
    if head is None:
        form = _entry(request, hat, initial=_initial(request, hat))
        return _form(request, hat, form, no_head=True, status=422)
    form = _entry(request, hat, initial={**_initial(request, hat), **_of_head(request, head)})
    return _form(request, hat, form, head=head)


def _of_head(request: Request, head: Head) -> dict[str, object]:
    book = parties.book(doors.forum(request), request.now)
    source = next((code for code in head.languages if code in book.languages), book.languages[0])
    return {
        "kind": "note",
        "source": source,
        f"title_{source}": head.subject,
        "alias": head.number,
        "previous": ", ".join(head.previous),
        "subject_codes": ", ".join(head.subject_codes),
    }


def _form(
    request: Request,
    hat: ActingOffice,
    form: forms.Entry,
    refusals: tuple[Refusal, ...] = (),
    *,
    head: Head | None = None,
    no_head: bool = False,
    status: int = 200,
) -> HttpResponse:
    found = doors.forum(request)
    book, roster = parties.book(found, request.now), parties.roster(found)
    kinds, originators = vocabulary.kinds(book), vocabulary.originators(book)
    party = roster.party(hat.party).short if hat.party else None
    work = _work(request, hat, str(form["of"].value() or "")[:64])
    return render(
        request,
        "documents/register/new.html",
        {
            "here": "documents",
            "form": form,
            "work": queries.name_of(work) if work else "",
            "refusals": refusals,
            "head": head,
            "no_head": no_head,
            "kinds": [(code, presenters.said(kinds, code)) for code in kinds],
            "originators": [(code, presenters.said(originators, code)) for code in originators],
            "markings": presenters.markings(book, party),
            "meetings": _meetings(request, hat),
            "phases": list(vocabulary.PHASES.items()),
            "purposes": list(vocabulary.PURPOSES.items()),
            "all_series": sorted(
                {book.series, *(one.series for one in book.configurations.values())} - {""}
            ),
        },
        status=status,
    )


def _meetings(request: Request, hat: ActingOffice) -> list[tuple[str, str]]:
    found = doors.forum(request)
    book, language = parties.book(found, request.now), get_language() or "en"
    rows = listings.meetings(found, hat, request.now)
    return [(row.slug, meeting_title(row, book, language)) for row in rows]
