"""Initiatives beside the forum, the comparison of commitments, and the note of a meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.agendas import queries as agendas
from cochair.features.commitments import access, actions, presenters, queries
from cochair.features.commitments.models import Commitment
from cochair.features.commitments.turns import COHERENCE
from cochair.features.meetings import access as meetings
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Organisation
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.formats import sorting_key
from cochair.web.localize import translated

# What a person may type about initiatives and coherence.
NO_DAY = _("This date does not exist")


class Initiative(forms.Form):
    """A new initiative: a code, its name in every language, what it is, where it is known from."""

    code = forms.CharField(max_length=41, error_messages={"required": _("Enter a short code")})
    source = forms.CharField(max_length=400, error_messages={"required": _("Give the source")})

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language, _name in settings.LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(
                max_length=200, error_messages={"required": _("Enter the name in this language")}
            )
            self.fields[f"about_{language}"] = forms.CharField(max_length=1000, required=False)

    @property
    def name(self) -> Mapping[str, str]:
        """The name in every language."""
        return _words(self.cleaned_data, "name")

    @property
    def about(self) -> Mapping[str, str]:
        """What it is, in every language."""
        return _words(self.cleaned_data, "about")

    @property
    def languages(self) -> list[tuple[str, object, object, object]]:
        """Code, name of the language, and the two fields of each."""
        return [
            (code, name, self[f"name_{code}"], self[f"about_{code}"])
            for code, name in settings.LANGUAGES
        ]


class Event(forms.Form):
    """A dated event of an initiative."""

    title = forms.CharField(max_length=200, error_messages={"required": _("Enter a description")})
    start = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_DAY}
    )
    end = forms.DateField(required=False, error_messages={"invalid": NO_DAY})
    place = forms.CharField(max_length=128, required=False)
    source = forms.CharField(max_length=400, error_messages={"required": _("Give the source")})


class Note(forms.Form):
    """A coherence note: the day it speaks of, what was looked at, and findings by initiative."""

    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    text = forms.CharField(max_length=8000, required=False, strip=True)

    def __init__(self, *args: object, initiatives: list[str], **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.codes = initiatives
        for code in initiatives:
            self.fields[f"overlap_{code}"] = forms.CharField(max_length=1000, required=False)
            self.fields[f"action_{code}"] = forms.CharField(max_length=1000, required=False)

    @property
    def findings(self) -> list[dict[str, str]]:
        """What was found, for each initiative about which something was typed."""
        typed = self.cleaned_data
        found = [
            {
                "initiative": code,
                "overlap": typed[f"overlap_{code}"],
                "action": typed[f"action_{code}"],
            }
            for code in self.codes
        ]
        return [one for one in found if one["overlap"] or one["action"]]


def _words(typed: Mapping[str, str], key: str) -> Mapping[str, str]:
    return {code: typed[f"{key}_{code}"] for code, _name in settings.LANGUAGES}


@require_http_methods(["GET", "HEAD", "POST"])
def initiatives(request: Request, forum: str) -> HttpResponse:
    """The register of initiatives, and entering one."""
    if request.method != "POST":
        return _initiatives(request)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = Initiative(request.POST)
    if not form.is_valid():
        return _initiatives(request, form=form, status=422)
    try:
        actions.register_initiative(
            parties_access.forum(request),
            code=form.cleaned_data["code"],
            name=form.name,
            about=form.about,
            source=form.cleaned_data["source"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _initiatives(request, form=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The initiative has been added to the register."))
    return redirect("commitments:initiatives", forum)


@require_POST
def add_event(request: Request, forum: str, code: str) -> HttpResponse:
    """Enter a dated event of an initiative."""
    initiative = access.initiative(request, code)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = Event(request.POST)
    if not form.is_valid():
        return _initiatives(request, event=form, of=code, status=422)
    typed = form.cleaned_data
    try:
        actions.add_event(
            initiative,
            title={get_language() or "en": typed["title"]},
            start=typed["start"],
            end=typed["end"] or typed["start"],
            place=typed["place"],
            source=typed["source"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _initiatives(request, event=form, of=code, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The event has been added. It is shown beside the dates of this forum.")
    )
    return redirect("commitments:initiatives", forum)


@require_POST
def take_out_event(request: Request, forum: str, number: int) -> HttpResponse:
    """Take an event out of the register."""
    found = access.event(request, number)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    actions.take_out_event(found, by=hat, at=request.now)
    messages.info(request, __("The event has been removed. It remains visible in the activity."))
    return redirect("commitments:initiatives", forum)


@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: Request, forum: str) -> HttpResponse:
    """Say of each commitment in force which initiatives are related, or that none is."""
    found = parties_access.forum(request)
    if request.method != "POST":
        parties_access.require_reader(request)
        return _comparison(request)
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    try:
        changed = actions.compare(
            found, presenters.answers(found, request.POST), by=hat, at=request.now
        )
    except Refused as refused:
        return _comparison(request, refusals=refused.refusals, status=422)
    messages.info(
        request,
        ngettext(
            "{number} comparison has been saved.", "{number} comparisons have been saved.", changed
        ).format(number=changed),
    )
    return redirect("commitments:comparison", forum)


@require_http_methods(["GET", "HEAD", "POST"])
def coherence(request: Request, forum: str, slug: str) -> HttpResponse:
    """The coherence note of a meeting, what was compared, and days that collide."""
    meeting = meetings.meeting(request, slug)
    codes = [one.row.code for one in queries.initiatives(meeting.forum)]
    if request.method != "POST":
        return _coherence(request, meeting, Note(initiatives=codes))
    hat = parties_access.actor(request, Power.RECORD_FACTS)
    form = Note(request.POST, initiatives=codes)
    if not form.is_valid():
        return _coherence(request, meeting, form, status=422)
    try:
        actions.write_note(
            meeting,
            day=form.cleaned_data["day"],
            text=form.cleaned_data["text"],
            findings=form.findings,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _coherence(request, meeting, form, refusals=refused.refusals, status=422)
    messages.info(request, __("The coherence note has been saved."))
    return redirect("commitments:coherence", forum, slug)


def _initiatives(
    request: Request,
    *,
    form: Initiative | None = None,
    event: Event | None = None,
    of: str = "",
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = parties_access.require_reader(request)
    found = parties_access.forum(request)
    context = {
        "here": "members",
        "rows": presenters.initiatives(found, request.now, event=event, of=of),
        "records": hat.may(Power.RECORD_FACTS),
        "form": form or Initiative(),
        "clause": parties.book(found, request.now).clause_for(COHERENCE),
        "shown_form": event if event is not None else form or Initiative(),
        "refusals": refusals,
    }
    return render(request, "commitments/initiatives.html", context, status=status)


def _comparison(
    request: Request, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    hat = parties_access.require_reader(request)
    found = parties_access.forum(request)
    rows = queries.comparisons(found)
    context = {
        "here": "cycle",
        "clause": parties.book(found, request.now).clause_for(COHERENCE),
        "rows": presenters.choices(rows, queries.initiatives(found)),
        "left": sum(not one.done for one in rows),
        "records": hat.may(Power.RECORD_FACTS),
        "refusals": refusals,
    }
    return render(request, "commitments/comparison.html", context, status=status)


def _coherence(
    request: Request,
    meeting: Meeting,
    form: Note,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = parties_access.require_reader(request)
    book = parties.book(meeting.forum, request.now)
    rows = queries.comparisons(meeting.forum)
    closed = machine.refusal("coherence.note", meeting, request.now)
    context = {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, get_language() or "en"),
        "notes": presenters.notes(meeting),
        "compared": sum(one.done for one in rows),
        "left": [one for one in rows if not one.done],
        "clause": book.clause_for(COHERENCE, meeting.configuration),
        "collisions": presenters.collisions(meeting),
        "colliding": of_meeting(meeting, rows),
        "areas": dict(book.taxonomy),
        "records": hat.may(Power.RECORD_FACTS) and closed is None,
        "closed": closed,
        "fields": presenters.fields(form, queries.initiatives(meeting.forum)),
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/coherence.html", context, status=status)


# Commitments that meet others at the same initiative, or on the same area, beside a meeting.
#
# What is told is what was entered: which commitments were found related to which initiative, on
# which areas, and which of them an item of the agenda takes up. Whether they contradict each other
# is for people to judge. Source: I.2.1.b; domain.md C.2 (RelatedInitiative).
@dataclass(frozen=True, slots=True)
class Touching:
    """A commitment in force that touches an initiative.

    `items` are the numbers of the items that take it up; `areas` are the codes of the areas by
    which alone it touches the initiative, empty where it was found related to it.
    """

    commitment: Commitment
    items: tuple[int, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collision:
    """An initiative at which several commitments meet, or one that the agenda takes up."""

    initiative: Organisation
    commitments: tuple[Touching, ...]

    @property
    def on_agenda(self) -> bool:
        """Whether an item of the agenda takes up one of them."""
        return any(one.items for one in self.commitments)


def of_meeting(meeting: Meeting, rows: Iterable[queries.Comparison]) -> tuple[Collision, ...]:
    """Where the commitments in force meet, those on the agenda that stands first, then by name.

    An initiative covers the areas of the commitments that were found related to it.
    """
    rows, items = tuple(rows), _items(meeting)
    related: dict[int, list[Commitment]] = {}
    register: dict[int, Organisation] = {}
    for one in rows:
        for initiative in one.found:
            register[initiative.pk] = initiative
            related.setdefault(initiative.pk, []).append(one.commitment)
    found = []
    for pk, own in related.items():
        covered = {area for one in own for area in one.areas}
        beside = [
            Touching(one.commitment, items[one.commitment.slug], tuple(sorted(shared)))
            for one in rows
            if one.commitment not in own
            and one.commitment.slug in items
            and (shared := covered.intersection(one.commitment.areas))
        ]
        touching = tuple(Touching(one, items.get(one.slug, ())) for one in own)
        collision = Collision(register[pk], (*touching, *beside))
        if len(collision.commitments) > 1 or collision.on_agenda:
            found.append(collision)
    return tuple(
        sorted(
            found,
            key=lambda one: (not one.on_agenda, sorting_key(str(translated(one.initiative.name)))),
        )
    )


def _items(meeting: Meeting) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the items of the agenda that stands, by the commitments they take up."""
    agenda = agendas.standing(agendas.versions(meeting))
    found: dict[str, list[int]] = {}
    for number, item in enumerate(agenda.items if agenda else (), start=1):
        for slug in item.commitments:
            found.setdefault(slug, []).append(number)
    return {slug: tuple(numbers) for slug, numbers in found.items()}
