"""The acts of the room, each led back to it; the room itself is a page of the desk.

The forms of a conclusion and of a deferral have a page of their own, so that the room can go on
changing while somebody writes.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.agendas import queries as agendas
from cochair.features.agendas.refusals import REASON
from cochair.features.conduct import access, actions, course, queries, speakers_list
from cochair.features.conduct.course import Course
from cochair.features.conduct.labels import KINDS
from cochair.features.conduct.refusals import CONCLUSION, LONGEST_TURN
from cochair.features.meetings.models import FloorEntry, Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refused
from cochair.web.cleaning import cleaned_or_refuse

# What a person may type in the room.
HIGHEST = 10**9
VOICE = 128
TOO_LONG = _("At most %(limit_value)d characters")


class Seen(forms.Form):
    """What the writer was shown: the number of the last entry, or of whoever spoke."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)


class Conclusion(Seen):
    """A short conclusion in words; in which languages is said by the forum."""

    kind = forms.ChoiceField(
        choices=[("", _("No type selected")), *((code, _(said)) for code, said in KINDS.items())],
        required=False,
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            self.fields[f"words_{code}"] = forms.CharField(
                max_length=CONCLUSION,
                required=False,
                widget=forms.Textarea,
                error_messages={"max_length": TOO_LONG},
            )

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by language; nothing where nothing was."""
        typed = {code: self.cleaned_data[f"words_{code}"].strip() for code in self.languages}
        return {code: said for code, said in typed.items() if said}

    @property
    def word_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The languages with their fields, in the order of the forum."""
        return [(code, self[f"words_{code}"]) for code in self.languages]


class Deferral(Seen):
    """Why an item is put off, and to which meeting."""

    target = forms.CharField(max_length=96, required=False)
    reason = forms.CharField(
        max_length=REASON,
        required=False,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )


class Limit(Seen):
    """How many minutes each speaker has; none for no limit."""

    minutes = forms.IntegerField(
        min_value=0,
        max_value=LONGEST_TURN // 60,
        required=False,
        error_messages={
            "invalid": _("Enter a whole number of minutes"),
            "max_value": _("A speaker may have at most one hour"),
            "min_value": _("Enter a whole number of minutes"),
        },
    )


class Asking(forms.Form):
    """Who asks for the floor, when it is written down for somebody else."""

    voice = forms.CharField(max_length=VOICE, required=False)
    reply = forms.BooleanField(required=False)


type Step = Callable[..., FloorEntry]


@require_POST
def open_item(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Put an item on the floor."""
    return _step(request, slug, key, actions.open_item)


@require_POST
def discuss(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Have an item discussed that was to be adopted without debate."""
    return _step(request, slug, key, actions.discuss_item)


@require_POST
def reopen(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Take up again an item that was dealt with."""
    return _step(request, slug, key, actions.reopen_item)


@require_POST
def hear(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Grant observers the floor on an item."""
    return _step(request, slug, key, actions.hear_observers)


@require_POST
def limit(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Say how long each speaker has on an item."""
    meeting, hat = access.conductor(request, slug)
    typed = cleaned_or_refuse(Limit(request.POST))
    actions.limit_speakers(
        meeting,
        key,
        seconds=60 * (typed["minutes"] or 0),
        seen=typed["seen"],
        by=hat,
        at=request.now,
    )
    return _back(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Conclude an item in words."""
    meeting, hat = access.conductor(request, slug)
    languages = parties.book(meeting.forum, request.now).languages
    floor, item = _item(meeting, key)
    if request.method != "POST":
        form = Conclusion(
            languages=languages,
            initial={
                "seen": floor.last,
                "kind": item.kind,
                **{f"words_{code}": said for code, said in item.words.items()},
            },
        )
        return _page(request, meeting, item, form, "conclude.html")
    form = Conclusion(request.POST, languages=languages)
    if not form.is_valid():
        return _page(request, meeting, item, form, "conclude.html", status=422)
    try:
        actions.conclude_item(
            meeting,
            key,
            words=form.words,
            kind=form.cleaned_data["kind"],
            seen=form.cleaned_data["seen"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _page(
            request, meeting, item, form, "conclude.html", refusals=refused.refusals, status=422
        )
    return _back(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def defer(request: Request, forum: str, slug: str, key: str) -> HttpResponse:
    """Put an item off, with a reason."""
    meeting, hat = access.conductor(request, slug)
    floor, item = _item(meeting, key)
    if request.method != "POST":
        form = Deferral(initial={"seen": floor.last})
        return _page(request, meeting, item, form, "defer.html")
    form = Deferral(request.POST)
    if not form.is_valid():
        return _page(request, meeting, item, form, "defer.html", status=422)
    try:
        actions.defer_item(meeting, key, by=hat, at=request.now, **form.cleaned_data)
    except Refused as refused:
        return _page(
            request, meeting, item, form, "defer.html", refusals=refused.refusals, status=422
        )
    return _back(meeting)


@require_POST
def ask(request: Request, forum: str, slug: str) -> HttpResponse:
    """Ask for the floor, or write down who does."""
    meeting, hat = access.speaker(request, slug)
    typed = cleaned_or_refuse(Asking(request.POST))
    speakers_list.ask(meeting, voice=typed["voice"], reply=typed["reply"], by=hat, at=request.now)
    return _back(meeting)


@require_POST
def withdraw(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Take a request for the floor back."""
    meeting, hat = access.speaker(request, slug)
    speakers_list.withdraw(meeting, number, by=hat, at=request.now)
    return _back(meeting)


@require_POST
def give(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Give the floor."""
    meeting, hat = access.conductor(request, slug)
    typed = cleaned_or_refuse(Seen(request.POST))
    speakers_list.give_floor(meeting, number, seen=typed["seen"], by=hat, at=request.now)
    return _back(meeting)


@require_POST
def end(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """End a turn."""
    meeting, hat = access.speaker(request, slug)
    speakers_list.end(meeting, number, by=hat, at=request.now)
    return _back(meeting)


def _step(request: Request, slug: str, key: str, step: Step) -> HttpResponse:
    meeting, hat = access.conductor(request, slug)
    at: datetime = request.now
    step(meeting, key, seen=cleaned_or_refuse(Seen(request.POST))["seen"], by=hat, at=at)
    return _back(meeting)


def _item(meeting: Meeting, key: str) -> tuple[queries.Floor, Course]:
    floor = queries.floor(meeting)
    item = course.of_key(floor.courses, key)
    if item is None:
        raise Http404
    return floor, item


def _page(
    request: Request,
    meeting: Meeting,
    item: Course,
    form: Seen,
    template: str,
    *,
    refusals: object = (),
    status: int = 200,
) -> HttpResponse:
    book = parties.book(meeting.forum, request.now)
    language = get_language() or "en"
    return render(
        request,
        f"meetings/conduct/{template}",
        {
            "here": "meetings",
            "meeting": meeting,
            "name": meeting_title(meeting, book, language),
            "item": item,
            "form": form,
            "refusals": refusals,
            "targets": [
                (one.slug, meeting_title(one, book, language))
                for one in agendas.other_meetings(meeting)
                if one.opened_at is None and one.cancelled_at is None
            ],
        },
        status=status,
    )


def _back(meeting: Meeting) -> HttpResponse:
    return redirect("desk:room", meeting.forum.slug, meeting.slug)
