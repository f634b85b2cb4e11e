"""The points of a meeting, one point, those of a forum by owner, and one's own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.action_points import access, actions, export, presenters, queries
from cochair.features.action_points.actions import Noted
from cochair.features.action_points.refusals import EVIDENCE, REASON
from cochair.features.action_points.states import ENDS, WAITS
from cochair.features.acts.presenters import shown as shown_act
from cochair.features.agendas import queries as agendas
from cochair.features.agendas.refusals import TITLE
from cochair.features.meetings.attendance import takes_part
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.records.models import ActionPoint
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.localize import language_now

# What a person may type about points of action; `text_xx` is the point in the language xx.
TOO_LONG = _("At most %(limit_value)d characters")
HIGHEST = 10**12


class Noting(forms.Form):
    """A point: its words, who does it, by when, and under which item."""

    owner = forms.CharField(max_length=64, error_messages={"required": _("Select the owner")})
    due = forms.DateField(
        error_messages={"required": _("Enter a date"), "invalid": _("Enter a date")}
    )
    item = forms.CharField(max_length=32, required=False)
    seen = forms.IntegerField(
        min_value=0, max_value=HIGHEST, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            self.fields[f"text_{code}"] = forms.CharField(
                max_length=TITLE, required=False, error_messages={"max_length": TOO_LONG}
            )

    @property
    def title_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The languages with their fields, in the order of the forum."""
        return [(code, self[f"text_{code}"]) for code in self.languages]

    def clean(self) -> dict[str, Any]:
        """One language at least."""
        typed = super().clean() or {}
        if not any(typed.get(f"text_{code}") for code in self.languages):
            said = _("Enter what is to be done, in at least one language")
            self.add_error(f"text_{self.languages[0]}", said)
        return typed

    def noted(self, *languages: str) -> Noted:
        """What was typed, said first in the first of these languages that has words."""
        typed: dict[str, Any] = self.cleaned_data
        words = {code: said for code in self.languages if (said := typed[f"text_{code}"])}
        first = next((code for code in (*languages, *words) if code in words), "")
        return Noted(words, first, typed["owner"], typed["due"], typed["item"])


class Done(forms.Form):
    """One line that shows that a point is done."""

    evidence = forms.CharField(
        max_length=EVIDENCE,
        error_messages={"required": _("Give the evidence in one line"), "max_length": TOO_LONG},
    )


class Carrying(forms.Form):
    """The meeting that goes on with a point, by its slug."""

    target = forms.CharField(
        max_length=96, error_messages={"required": _("Select the next meeting")}
    )


class Settling(forms.Form):
    """How a point falls or waits, and why."""

    how = forms.ChoiceField(
        choices=[(code, code) for code in ENDS],
        error_messages={"required": _("Choose whether it is cancelled or postponed")},
    )
    target = forms.CharField(max_length=96, required=False)
    reason = forms.CharField(
        max_length=REASON,
        error_messages={"required": _("Give a reason"), "max_length": TOO_LONG},
    )


HERE = "meetings"


@require_http_methods(["GET", "HEAD", "POST"])
def points(request: Request, forum: str, slug: str) -> HttpResponse:
    """The points of a meeting, and noting one."""
    if request.method != "POST":
        meeting, hat = access.reader(request, slug)
        key = request.GET.get("item", "")
        form = Noting(languages=_languages(request), initial={"item": key})
        return _list(request, meeting, hat, form, is_open=bool(key))
    meeting, hat = access.keeper(request, slug)
    form = Noting(request.POST, languages=_languages(request))
    if not form.is_valid():
        return _list(request, meeting, hat, form, is_open=True, status=422)
    try:
        made = actions.note(meeting, form.noted(language_now()), by=hat, at=request.now)
    except Refused as refused:
        return _list(
            request, meeting, hat, form, is_open=True, refusals=refused.refusals, status=422
        )
    messages.info(
        request, __("Action point {number} has been recorded.").format(number=made.number)
    )
    return redirect("records:points", forum, slug)


@require_safe
def as_csv(request: Request, forum: str, slug: str) -> HttpResponse:
    """The points of a meeting as CSV."""
    meeting, _hat = access.reader(request, slug)
    rows = queries.rows_of(meeting)
    answer = HttpResponse(export.as_csv(rows, _languages(request)), content_type=export.TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-points.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def point(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """One point, with what its reader may do with it."""
    row, hat = access.point(request, slug, number)
    return _one(request, row, hat)


@require_POST
def change(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Change a point, or add a translation of it."""
    row, hat = access.kept(request, slug, number)
    form = Noting(request.POST, languages=_languages(request))
    if not form.is_valid():
        return _one(request, row, hat, form=form, status=422)
    try:
        actions.change(
            row,
            form.noted(row.language),
            seen=form.cleaned_data["seen"] or 0,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _one(request, row, hat, form=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The action point has been changed."))
    return redirect("records:point", forum, slug, number)


@require_POST
def done(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Say that one's own point is done."""
    row, hat = access.owned(request, slug, number)
    form = Done(request.POST)
    if not form.is_valid():
        return _one(request, row, hat, report=form, status=422)
    actions.report_done(row, evidence=form.cleaned_data["evidence"], by=hat, at=request.now)
    messages.info(request, __("The action point is done. All its readers can see the evidence."))
    return redirect("records:point", forum, slug, number)


@require_POST
def carry(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Carry a point over; the next meeting's agenda is where it is placed on an item."""
    row, hat = access.kept(request, slug, number)
    typed = cleaned_or_refuse(Carrying(request.POST))
    others = {one.slug: one for one in agendas.other_meetings(row.meeting)}
    made = actions.carry(row, others.get(typed["target"]), by=hat, at=request.now)
    messages.info(
        request, __("The action point has been carried over. Add it to an item of this agenda.")
    )
    return redirect("meetings:agenda", forum, made.meeting.slug)


@require_POST
def settle(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Propose that both drop a point, or put it off."""
    row, hat = access.kept(request, slug, number, Power.PROPOSE)
    typed = cleaned_or_refuse(Settling(request.POST))
    act = actions.propose_settlement(
        row,
        how=typed["how"],
        target=typed["target"] if typed["how"] == WAITS else "",
        reason=typed["reason"],
        by=hat,
        at=request.now,
    )
    messages.info(request, __("Sent for signature. Both co-presidencies must sign."))
    return redirect("acts:act", forum, act.number)


@require_safe
def by_owner(request: Request, forum: str) -> HttpResponse:
    """What is still to be done in the forum, by owner, late first."""
    hat, found = doors.require_reader(request), doors.forum(request)
    book, roster = parties.book(found, request.now), parties.roster(found)
    rows = presenters.shown(
        access.readable(queries.live(found), found, hat, request.now),
        found,
        roster,
        book,
        request.now,
        own=hat.reports_for,
    )
    groups: dict[str, list[presenters.Shown]] = {}
    for one in rows:
        groups.setdefault(one.owner, []).append(one)
    context = {
        "here": HERE,
        "groups": sorted(groups.items(), key=lambda pair: -max(one.late for one in pair[1])),
        "tally": presenters.tally(rows),
    }
    return render(request, "records/points/by_owner.html", context)


@require_safe
def ours(request: Request, forum: str) -> HttpResponse:
    """What the reader's own office still has to do, by the day on which it is due."""
    hat = access.owner(request)
    found = doors.forum(request)
    book, roster = parties.book(found, request.now), parties.roster(found)
    code = hat.reports_for
    rows = presenters.shown(queries.due_of(found, code), found, roster, book, request.now, own=code)
    context = {
        "here": HERE,
        "rows": rows,
        "tally": presenters.tally(rows),
        "owner": roster.names().get(code, code),
        "reads": doors.reads_shared(request),
    }
    return render(request, "records/points/ours.html", context)


def _languages(request: Request) -> tuple[str, ...]:
    return tuple(parties.book(doors.forum(request), request.now).languages)


def _list(
    request: Request,
    meeting: Meeting,
    hat: ActingOffice,
    form: Noting,
    *,
    is_open: bool,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    forum = meeting.forum
    book, roster = parties.book(forum, request.now), parties.roster(forum)
    items = presenters.items(meeting)
    rows = presenters.shown(
        queries.rows_of(meeting),
        forum,
        roster,
        book,
        request.now,
        own=hat.reports_for,
        items=items,
    )
    context = {
        **_around(request, meeting),
        "rows": rows,
        "tally": presenters.tally(rows),
        "notes": presenters.notes(meeting, hat, request.now),
        "owners": presenters.owners(roster),
        "items": items.items(),
        "form": form,
        "is_open": is_open,
        "refusals": refusals,
    }
    return render(request, "records/points/points.html", context, status=status)


def _one(
    request: Request,
    row: ActionPoint,
    hat: ActingOffice,
    *,
    form: Noting | None = None,
    report: Done | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    meeting = row.meeting
    forum = meeting.forum
    book, roster = parties.book(forum, request.now), parties.roster(forum)
    # Whoever only owns a point reads nothing else of its meeting.
    shares = hat.may(Power.READ_SHARED) and takes_part(meeting, hat, request.now)
    follows = row.carried_to.meeting if row.carried_to else None
    items = presenters.items(meeting) if takes_part(meeting, hat, request.now) else {}
    may = presenters.may(row, hat, request.now)
    initial = {
        **{f"text_{code}": said for code, said in row.text.items()},
        "owner": row.owner,
        "due": row.due.isoformat(),
        "item": row.item_key,
        "seen": row.revision,
    }
    context = {
        **_around(request, meeting),
        "one": presenters.shown(
            [row], forum, roster, book, request.now, own=hat.reports_for, items=items
        )[0],
        "may": may,
        "shares": shares,
        "opens_next": doors.reads_shared(request)
        and follows is not None
        and takes_part(follows, hat, request.now),
        "acts": [shown_act(act, roster, hat) for act in queries.waiting(row)] if shares else [],
        "owners": presenters.owners(roster),
        "items": items.items(),
        "targets": presenters.targets(meeting, book, request.now) if may.carry else [],
        "ends": ENDS.items(),
        "form": form or Noting(languages=book.languages, initial=initial),
        "report": report or Done(),
        "refusals": refusals,
    }
    return render(request, "records/points/point.html", context, status=status)


def _around(request: Request, meeting: Meeting) -> dict[str, object]:
    book = parties.book(meeting.forum, request.now)
    return {
        "here": HERE,
        "meeting": meeting,
        "name": meeting_title(meeting, book, get_language() or "en"),
        "shares": doors.reads_shared(request),
    }
