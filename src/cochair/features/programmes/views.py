"""The part of a meeting's page on the programme that it prepares and the cycle that it plans."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.acts import visibility
from cochair.features.acts.presenters import shown as shown_act
from cochair.features.agendas import papers
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.programmes import access, actions, forms, labels, presenters, queries
from cochair.features.programmes.entries import AGENDA, DOCUMENTS, PARTS, Entry, of_part
from cochair.features.programmes.queries import Revision
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse

HERE = "decisions:programme"


@require_safe
def programme(request: Request, forum: str, slug: str) -> HttpResponse:
    """What each clause still asks, the programme, and the meetings of the next cycle."""
    meeting, hat = access.meeting(request, slug)
    return _page(request, meeting, hat)


@require_safe
def printed(request: Request, forum: str, slug: str) -> HttpResponse:
    """The revision that stands, in every language side by side, to be printed."""
    meeting, hat = access.meeting(request, slug)
    book = parties.book(meeting.forum, request.now)
    found = _standing(access.seen(queries.revisions(meeting), hat))
    if found is None:
        raise Http404
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": _name(request, meeting),
        "revision": found,
        "codes": book.languages,
        "target": _target(request, meeting),
        "parts": presenters.parts(found, meeting, book, hat, request.now),
        "slots": presenters.slots(meeting, book),
        "book": book,
        "shares": hat.may(Power.READ_SHARED),
    }
    return render(request, "decisions/programmes/printed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, forum: str, slug: str, part: str) -> HttpResponse:
    """Add an item, a topic or a document."""
    meeting, hat = access.preparer(request, slug)
    if part not in PARTS:
        raise Http404
    last = queries.latest(queries.revisions(meeting))
    if request.method != "POST":
        begun = forms.filled(Entry("", part), last.token if last else 0, "")
        return _entry(request, meeting, last, _form(request, meeting, part, begun))
    form = _form(request, meeting, part)
    typed = _typed(request, meeting, hat, form)
    if typed is None:
        return _entry(request, meeting, last, form, status=422)
    seen = form.cleaned_data["seen"]
    try:
        actions.add(meeting, part, typed=typed, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _entry(request, meeting, last, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Added to the programme, as a new revision."))
    return redirect(HERE, forum, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Say an entry differently."""
    meeting, hat = access.preparer(request, slug)
    known = queries.revisions(meeting)
    last = queries.latest(known)
    found = next((one for row in reversed(known) for one in row.entries if one.key == key), None)
    if found is None or last is None:
        raise Http404
    if request.method != "POST":
        number = papers.names([found.paper])[0] if found.paper else ""
        said = forms.filled(found, last.token, number)
        return _entry(request, meeting, last, _form(request, meeting, found.part, said), found)
    form = _form(request, meeting, found.part)
    typed = _typed(request, meeting, hat, form)
    if typed is None:
        return _entry(request, meeting, last, form, found, status=422)
    seen = form.cleaned_data["seen"]
    try:
        actions.say(meeting, key, typed=typed, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _entry(request, meeting, last, form, found, refusals=refused.refusals, status=422)
    messages.info(request, __("Added to the programme, as a new revision."))
    return redirect(HERE, forum, slug)


@require_POST
def move(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """An entry one place up or down."""
    meeting, hat = access.preparer(request, slug)
    actions.move(
        meeting, key, **cleaned_or_refuse(forms.Move(request.POST)), by=hat, at=request.now
    )
    return redirect(HERE, forum, slug)


@require_POST
def drop(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """An entry out of the programme."""
    meeting, hat = access.preparer(request, slug)
    actions.drop(
        meeting, key, **cleaned_or_refuse(forms.Seen(request.POST)), by=hat, at=request.now
    )
    messages.info(request, __("Removed from the programme. Earlier revisions still contain it."))
    return redirect(HERE, forum, slug)


@require_POST
def submit(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose that both put the latest revision before the meeting."""
    meeting, hat = access.preparer(request, slug, Power.PROPOSE)
    typed = cleaned_or_refuse(forms.Submitting(request.POST))
    held = None
    if typed["document"]:
        held = documents.document(meeting.forum, typed["document"], hat, request.now)
        if held is None:
            raise Http404
    try:
        act = actions.propose_submission(
            meeting, seen=typed["seen"], document=held, by=hat, at=request.now
        )
    except Refused as refused:
        return _page(request, meeting, hat, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The submission has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def endorse(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose the decision of the meeting on what both submitted."""
    meeting, hat = access.preparer(request, slug, Power.PROPOSE)
    seen = cleaned_or_refuse(forms.Seen(request.POST))["seen"]
    try:
        act = actions.propose_endorsement(meeting, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, meeting, hat, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The endorsement has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


@require_POST
def begin(request: Request, forum: str, slug: str) -> HttpResponse:
    """Begin the agenda of the coming meeting with the programme that was endorsed."""
    meeting, hat = access.preparer(request, slug)
    try:
        version = actions.begin_agenda(meeting, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, meeting, hat, refusals=refused.refusals, status=422)
    messages.info(request, __("The draft agenda has been created from the items of the programme."))
    return redirect("meetings:agenda-draft", forum, version.row.meeting.slug)


def _page(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    book, at = parties.book(meeting.forum, request.now), request.now
    known = access.seen(queries.revisions(meeting), hat)
    shown, submitted = _standing(known), queries.submitted(known)
    roster = parties.roster(meeting.forum)
    proposes, coming = hat.may(Power.PROPOSE), queries.target(meeting, book)
    shares = hat.may(Power.READ_SHARED)
    asks = bool(queries.clauses(book, meeting.configuration, queries.ENDORSED))
    before = machine.is_before(meeting, at)
    by_keys = asks and queries.endorsed_by_keys(book, meeting)
    context = {
        "here": "meetings",
        "shares": shares,
        "meeting": meeting,
        "name": _name(request, meeting),
        "asks": asks,
        "target": _target(request, meeting),
        "coming": coming,
        "begun": shares and coming is not None and queries.has_agenda(coming),
        "judged": presenters.judged(meeting, book, at) if shares else (),
        "revision": shown,
        "in_force": queries.in_force(known),
        "parts": presenters.parts(shown, meeting, book, hat, at) if asks else (),
        "prepares": hat.may(Power.RECORD_FACTS) and not before,
        "submits": proposes
        and not before
        and shown is not None
        and bool(shown.entries)
        and not shown.is_submitted,
        "endorses": by_keys
        and proposes
        and not before
        and submitted is not None
        and submitted.endorsed_at is None,
        "submitted": submitted if shares else None,
        "opened": meeting.opened_at is not None and meeting.opened_at <= at,
        "by_keys": by_keys,
        "held": _held(meeting, hat, request) if proposes else [],
        "acts": [
            shown_act(one, roster, hat)
            for one in visibility.seen(queries.open_acts(meeting), meeting.forum, hat, at)
        ],
        "slots": presenters.slots(meeting, book),
        "plans": hat.may(Power.PROPOSE) and meeting.cycle is not None,
        "next_number": meeting.cycle.number + 1 if meeting.cycle else None,
        "book": book,
        "refusals": refusals,
    }
    return render(request, "decisions/programmes/programme.html", context, status=status)


def _entry(
    request: Request,
    meeting: Meeting,
    last: Revision | None,
    form: forms.EntryForm,
    found: Entry | None = None,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    book = parties.book(meeting.forum, request.now)
    code = queries.target_configuration(book, meeting.configuration)
    part = form.part
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": _name(request, meeting),
        "title": __((labels.CHANGE if found else labels.ADD)[part]),
        "form": form,
        "is_item": part == AGENDA,
        "is_document": part == DOCUMENTS,
        "functions": book.configurations[code].functions if code else (),
        "items": of_part(last.entries, AGENDA) if last else (),
        "refusals": refusals,
    }
    return render(request, "decisions/programmes/entry.html", context, status=status)


def _form(request: Request, meeting: Meeting, part: str, said: object = None) -> forms.EntryForm:
    languages = parties.book(meeting.forum, request.now).languages
    sent = None if said is not None else request.POST
    return forms.EntryForm(sent, part=part, languages=languages, initial=said)


def _typed(
    request: Request, meeting: Meeting, hat: ActingOffice, form: forms.EntryForm
) -> actions.Typed | None:
    """What was typed; None with the fault in the form."""
    if not form.is_valid():
        return None
    said, paper = form.cleaned_data, ""
    if form.part == DOCUMENTS and said["paper"]:
        found = papers.known().called(meeting.forum, said["paper"], hat, request.now)
        if len(found) != 1:
            form.add_error("paper", forms.NOT_FOUND)
            return None
        (paper,) = found
    return actions.Typed(
        title=form.titles, type=said["type"], tag=said["tag"], paper=paper, item=said["item"]
    )


def _standing(known: tuple[Revision, ...]) -> Revision | None:
    return queries.latest(known)


def _held(meeting: Meeting, hat: ActingOffice, request: Request) -> list[Document]:
    """The documents of the meeting that could hold the programme in words."""
    rows = documents.visible(meeting.forum, hat, request.now).filter(meeting=meeting)
    rows = rows.filter(circulated_at__isnull=False, withdrawn_at=None)
    return list(rows.order_by("year", "number", "pk"))


def _name(request: Request, meeting: Meeting) -> str:
    return meeting_title(meeting, parties.book(meeting.forum, request.now), get_language() or "en")


def _target(request: Request, meeting: Meeting) -> object:
    """What the coming meeting is called: by itself once it is planned, else by its kind."""
    book = parties.book(meeting.forum, request.now)
    coming = queries.target(meeting, book)
    if coming is not None:
        return meeting_title(coming, book, get_language() or "en")
    code = queries.target_configuration(book, meeting.configuration)
    return book.configurations[code].title if code else ""
