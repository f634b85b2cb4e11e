"""The record of a meeting: its page, its drafts, and what is done to it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.acts.presenters import shown as shown_act
from cochair.features.documents import bound_texts
from cochair.features.meeting_records import (
    access,
    approval,
    as_data,
    comments,
    drafts,
    forms,
    glance,
    joint_draft,
    late_entries,
    presenters,
    queries,
    speakers,
)
from cochair.features.meeting_records import issue as issuing
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.reading.outline import outline
from cochair.features.reading.sheet import Sheet, sheet, wish
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.refusal import Refusal, Refused, require
from cochair.web.cleaning import cleaned_or_refuse, instant
from cochair.web.localize import language_now

HERE = "records:record"


@require_safe
def record(request: Request, forum: str, slug: str) -> HttpResponse:
    """Where the record stands, what went out, what was said of it, and what comes next."""
    return _page(request, slug)


@require_safe
def json(request: Request, forum: str, slug: str) -> HttpResponse:
    """What went out, as data; 404 for whoever does not read it."""
    _meeting, hat, row = access.meeting(request, slug)
    if row is None or not access.reads(row, hat, request):
        raise Http404
    out = queries.last_out(row)
    assert out is not None
    said = as_data.exported(row, out, request.now)
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


@require_POST
def begin(request: Request, forum: str, slug: str, which: str) -> HttpResponse:
    """Make a draft from the room: a common one, or one in the space of one's own Party."""
    meeting, hat, _row = access.writing(request, slug)
    if which not in {access.OWN, access.COMMON}:
        raise Http404
    if which == access.OWN:
        drafts.begin_own(meeting, by=hat, at=request.now)
        messages.info(request, __("The draft has been saved. Only your Party can see it."))
    else:
        drafts.begin_common(meeting, by=hat, at=request.now)
        messages.info(
            request,
            __("The joint draft has been created from what was recorded during the meeting."),
        )
    return redirect("records:draft", forum, slug, which)


@require_POST
def join(request: Request, forum: str, slug: str) -> HttpResponse:
    """Make one draft of the two."""
    meeting, hat, _row = access.writing(request, slug)
    joint_draft.join(meeting, by=hat, at=request.now)
    messages.info(
        request, __("There is now one joint draft. Select a text where the two drafts differ.")
    )
    return redirect("records:draft", forum, slug, access.COMMON)


@require_safe
def draft(request: Request, forum: str, slug: str, which: str) -> HttpResponse:
    """Every paragraph of a draft, with what is missing or differs."""
    found, _hat = access.draft(request, slug, which)
    book = parties.book(found.meeting.forum, request.now)
    rows = queries.paragraphs(found)
    context = {
        **_around(request, found.meeting),
        "draft": found,
        "which": which,
        "paragraphs": [presenters.shown(row, book.languages) for row in rows],
        "open": sum(row.is_open for row in rows),
        "lacking": queries.lacking(rows, book.languages),
        "is_own": found.party is not None,
        "brings": access.brings(found),
    }
    return render(request, "records/record/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request: Request, forum: str, slug: str, which: str, key: str) -> HttpResponse:
    """One paragraph: its words in every language, what both had, and what it said before."""
    row, hat = access.paragraph(request, slug, which, key)
    book = parties.book(row.draft.meeting.forum, request.now)
    form = forms.Words(request.POST or None, languages=book.languages)
    refusals: tuple[Refusal, ...] = ()
    if request.method == "POST":
        try:
            typed = cleaned_or_refuse(form)
            drafts.write(
                row, words=form.words, seen=typed["seen"], left_out=typed["left_out"],
                by=hat, at=request.now,
            )  # fmt: skip
        except Refused as refused:
            refusals = refused.refusals
        else:
            messages.info(
                request, __("The paragraph has been saved. Its previous wording is kept.")
            )
            # Whoever writes one paragraph after another comes back to the one just written.
            return redirect(f"{reverse('records:draft', args=[forum, slug, which])}#{key}")
    typed_words = {code: form.data.get(f"words_{code}") for code in book.languages}
    names = parties.roster(row.draft.meeting.forum).names()
    context = {
        **_around(request, row.draft.meeting),
        "row": row,
        "which": which,
        "fields": [
            (code, row.words.get(code, "") if typed_words[code] is None else typed_words[code])
            for code in book.languages
        ],
        "variants": presenters.variants(row, names),
        "refusals": refusals,
    }
    status = 422 if refusals else 200
    return render(request, "records/record/paragraph.html", context, status=status)


@require_POST
def bring(request: Request, forum: str, slug: str, which: str) -> HttpResponse:
    """Take up in a draft what was entered since it was made."""
    found, hat = access.draft(request, slug, which)
    brought = late_entries.bring_in(found, by=hat, at=request.now)
    said = __("New paragraphs: {new}. Updated paragraphs: {changed}.")
    messages.info(request, said.format(new=brought.new, changed=brought.changed))
    if brought.apart:
        places = ", ".join(map(str, brought.apart))
        said = __("The facts have changed since someone edited these paragraphs: {places}.")
        messages.warning(request, said.format(places=places))
    return redirect("records:draft", forum, slug, which)


@require_POST
def offer(request: Request, forum: str, slug: str) -> HttpResponse:
    """Put one's own draft forward."""
    found, hat = access.draft(request, slug, access.OWN)
    drafts.offer(found, by=hat, at=request.now)
    messages.info(request, __("Your draft has been submitted. The other Party can now read it."))
    return redirect("records:record", forum, slug)


@require_POST
def keep(request: Request, forum: str, slug: str) -> HttpResponse:
    """Keep one's own draft as the record of one's Party; its co-presidency decides that."""
    found, hat = access.draft(request, slug, access.OWN)
    access.decides(hat)
    drafts.keep_own(found, by=hat, at=request.now)
    messages.info(request, __("This is the record that your Party keeps."))
    return redirect("records:record", forum, slug)


@require_POST
def issue(request: Request, forum: str, slug: str) -> HttpResponse:
    """Send the draft out."""
    row, hat = access.record(request, slug)
    typed = cleaned_or_refuse(forms.Summary(request.POST))
    issuing.issue(row, summary=typed["summary"], seen=typed["seen"], by=hat, at=request.now)
    messages.info(
        request,
        __("The record has been circulated. Those who attended the meeting have been informed."),
    )
    return redirect("records:record", forum, slug)


@require_POST
def ask(request: Request, forum: str, slug: str) -> HttpResponse:
    """Open the time for comments."""
    row, hat = access.record(request, slug)
    typed = cleaned_or_refuse(forms.Until(request.POST))
    require(outside_calendar(typed["day"]))
    until = instant(typed["day"], typed["hour"], row.meeting.forum.zone)
    issuing.open_comments(row, until=until, by=hat, at=request.now)
    messages.info(request, __("The round of comments has begun."))
    return redirect("records:record", forum, slug)


@require_POST
def add_language(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """Release a language that was missing."""
    row, hat = access.record(request, slug)
    issuing.add_language(row, language, by=hat, at=request.now)
    messages.info(request, __("The language version has been released."))
    return redirect("records:record", forum, slug)


@require_POST
def approve(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose that both approve it."""
    row, hat = access.record(request, slug)
    typed = cleaned_or_refuse(forms.Reason(request.POST))
    act = approval.propose(row, reason=typed["reason"], by=hat, at=request.now)
    messages.info(request, __("The approval has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


@require_POST
def prepare(request: Request, forum: str, slug: str) -> HttpResponse:
    """Put every language before both to be signed."""
    row, hat = access.record(request, slug)
    approval.prepare(row, by=hat, at=request.now)
    messages.info(
        request, __("Each co-presidency must sign every language version with its own certificate.")
    )
    return redirect("records:record", forum, slug)


@require_POST
def comment(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say something of a paragraph; the stamp is that of the request's arrival."""
    row, hat = access.commenter(request, slug)
    languages = parties.book(row.meeting.forum, request.now).languages
    form = forms.Comment(request.POST, languages=languages)
    if not form.is_valid():
        return _page(request, slug, commenting=form)
    typed = form.cleaned_data
    try:
        comments.comment(
            row,
            paragraph=typed["paragraph"],
            words=typed["words"],
            language=typed["language"] or get_language() or "en",
            by=hat,
            received_at=request.now,
        )
    except Refused as refused:
        return _page(request, slug, refused.refusals, commenting=form)
    messages.info(request, __("Your comment has been sent. The secretariats will answer it."))
    return redirect("records:record", forum, slug)


@require_POST
def withdraw(request: Request, forum: str, slug: str, ref: str) -> HttpResponse:
    """Take one's own comment back."""
    row, hat = access.commenter(request, slug)
    comments.withdraw(row, access.said(request, row, ref), by=hat, at=request.now)
    messages.info(request, __("Your comment has been withdrawn."))
    return redirect("records:record", forum, slug)


@require_POST
def answer(request: Request, forum: str, slug: str, ref: str) -> HttpResponse:
    """Answer a comment."""
    row, hat = access.record(request, slug)
    languages = parties.book(row.meeting.forum, request.now).languages
    said, form = access.said(request, row, ref), forms.Answer(request.POST, languages=languages)
    try:
        typed = cleaned_or_refuse(form)
        comments.answer(
            row,
            said,
            taken_up=typed["answer"] == forms.TAKEN_UP,
            reason=typed["reason"],
            language=get_language() or "en",
            others=form.others,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _page(request, slug, refused.refusals, answered=ref, answering=form)
    messages.info(request, __("The comment has been answered."))
    return redirect("records:record", forum, slug)


def _around(request: Request, meeting: Meeting) -> dict[str, object]:
    book, language = parties.book(meeting.forum, request.now), get_language() or "en"
    return {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, language),
        "names": parties.roster(meeting.forum).names(),
    }


def _text(request: Request, found: presenters.Page) -> Sheet:
    """The record as it went out, with what changed since the revision before, until it is approved."""
    revision = found.revision if found.lines else None
    is_open = revision is not None and revision.approved_at is None
    return sheet(
        bound_texts.of_last(revision),
        wish(request.GET),
        own=language_now(),
        before=bound_texts.before(revision) if revision is not None and is_open else {},
    )


def _cited(found: presenters.Page, text: Sheet) -> list[tuple[queries.Said, str]]:
    """Each comment with the number of its paragraph, as the text prints it."""
    numbers = {place.id: place.number for place in text.places}
    return [(one, numbers.get(one.paragraph, "")) for one in found.said]


def _page(
    request: Request,
    slug: str,
    refusals: tuple[Refusal, ...] = (),
    *,
    commenting: forms.Comment | None = None,
    answered: str = "",
    answering: forms.Answer | None = None,
) -> HttpResponse:
    """The page of the record, perhaps with what was typed: a comment, or the answer to one."""
    meeting, hat, row = access.meeting(request, slug)
    book, roster = parties.book(meeting.forum, request.now), parties.roster(meeting.forum)
    language = language_now()
    found = presenters.page(
        meeting,
        row,
        hat,
        roster.parties,
        book.languages,
        request.now,
        reads=row is not None and access.reads(row, hat, request),
    )
    text = _text(request, found)
    context = {
        **_around(request, meeting),
        "page": found,
        "facts": glance.above(found, book, roster, request.now),
        "text": text,
        "said": _cited(found, text),
        "outline": outline(text, request.GET),
        "act": shown_act(found.act, roster, hat) if found.act else None,
        "voice": speakers.voice_of(hat),
        "day": queries.comments_close(book, meeting, request.now),
        "refusals": refusals,
        "commenting": commenting or forms.Comment(languages=book.languages),
        "answered": answered,
        "answering": answering,
        "tongues": book.languages,
        "tongue": language,
        "other_reasons": [
            (code, answering.data.get(f"reason_{code}", "") if answering else "")
            for code in book.languages
            if code != language
        ],
    }
    status = 422 if refusals or (commenting and commenting.errors) else 200
    return render(request, "records/record/record.html", context, status=status)
