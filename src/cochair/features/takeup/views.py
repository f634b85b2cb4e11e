"""The page on which a forum is taken up: one table, prefilled with what sources say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.delegations import tables
from cochair.features.files import responses
from cochair.features.files.inspection import KINDS
from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.takeup import (
    actions,
    clashes,
    lines,
    marking,
    presenters,
    queries,
    sheet,
    staying,
    text_files,
    voiding,
    world,
)
from cochair.features.takeup.actions import ChangedMeanwhile, LinesRefused, Typed
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.forms import Line as LineForm
from cochair.features.takeup.forms import Owed as OwedForm
from cochair.features.takeup.forms import Table, TextFile
from cochair.features.takeup.forms import World as WorldForm
from cochair.features.takeup.lines import Answer, Offer, Said
from cochair.features.takeup.models import Line
from cochair.features.takeup.owed import OWED
from cochair.formats.inside.media import Media
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse

SEND, ALL = "send", "all"


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: Request, forum: str) -> HttpResponse:
    """What is known of the time before, line by line; saved, and sent for signature when wanted."""
    found = access.forum(request)
    if request.method != "POST":
        access.require_reader(request)
        return _page(request, Filled.of(request, None))
    hat = access.actor(request, Power.RECORD_FACTS)
    standing = queries.lines(queries.current(found))
    sent = clashes.own_places(clashes.without_kept(request.POST), standing, hat.account)
    filled = Filled.of(request, sent)
    if not all(form.is_valid() for form in filled.all() if form.is_bound):
        return _page(request, filled, status=422)
    typed, before = _all_typed(request, found, filled), voiding.waited(found)
    try:
        # What is not sent is not saved either: the page says that nothing was changed.
        with transaction.atomic():
            row = actions.prepare(found, typed, by=hat, at=request.now)
            if SEND in request.POST:
                access.actor(request, Power.PROPOSE)
                act = ATTESTATION.propose(row, None, by=hat, at=request.now)
    except ChangedMeanwhile as meanwhile:
        filled = Filled.of(request, clashes.to_decide(sent, meanwhile))
        return _page(request, filled, meanwhile=meanwhile, status=409)
    except LinesRefused as refused:
        return _page(request, filled, against=refused.by_line, status=422)
    except Refused as refused:
        return _page(request, filled, refusals=refused.refusals, status=422)
    voiding.tell(request, before)
    if SEND in request.POST:
        messages.info(request, __(ATTESTATION.proposed))
        return redirect("acts:act", forum, act.number)
    messages.info(request, __("Saved. Nothing is attested until both co-presidencies have signed."))
    if ALL in request.POST:
        _say_what_stays_open(request, found)
    return redirect("takeup:take-up", forum)


def _say_what_stays_open(request: Request, forum: Forum) -> None:
    """Name the meetings that were not confirmed with the others, each with the reason that its line says."""
    standing = queries.lines(queries.current(forum))
    left = [
        one
        for one in lines.offers(forum, request.now)
        if one.name not in standing or standing[one.name].answer == Answer.OPEN.value
    ]
    for said in staying.open_lines(left):
        messages.info(request, said)


@require_POST
def set_aside(request: Request, forum: str) -> HttpResponse:
    """End the list, or say that there is nothing to take up."""
    hat = access.actor(request, Power.RECORD_FACTS)
    actions.decline_need(access.forum(request), by=hat, at=request.now)
    messages.info(request, __("The list was set aside. You can begin another one at any time."))
    return redirect("desk:home", forum)


@require_POST
def bring_in(request: Request, forum: str) -> HttpResponse:
    """Read a table into the list; nothing is sent for signature by that."""
    found = access.forum(request)
    hat = access.actor(request, Power.RECORD_FACTS)
    file = cleaned_or_refuse(Table(request.POST, request.FILES))["file"]
    # One more than is allowed is enough to know that it is too much.
    table = tables.read_file(file.read(tables.MOST_BYTES + 1))
    typed, before = sheet.read(found, table, request.now), voiding.waited(found)
    actions.prepare(found, typed, by=hat, at=request.now)
    voiding.tell(request, before)
    messages.info(
        request, __("The table was read. Look at the lines, then send them for signature.")
    )
    return redirect("takeup:take-up", forum)


@require_POST
def bring_file(request: Request, forum: str) -> HttpResponse:
    """Put a file beside an adopted text; nothing is attested or public by that."""
    found = access.forum(request)
    hat = access.actor(request, Power.RECORD_FACTS)
    typed = cleaned_or_refuse(TextFile(request.POST, request.FILES))
    name, _colon, place = typed["text"].partition(":")
    file = typed["file"]
    offer = next((one for one in lines.offers(found, request.now) if one.name == name), None)
    before = voiding.waited(found)
    text_files.add(
        found,
        name,
        int(place),
        typed["language"],
        text_files.Brought(file.read(), file.name, file.content_type or ""),
        source=presenters.source_words(offer) if offer else "",
        by=hat,
        at=request.now,
    )
    voiding.tell(request, before)
    messages.info(request, __("The file has been added. Look at the line, then send the list."))
    return redirect("takeup:take-up", forum)


@require_safe
def text_file(request: Request, forum: str, name: str, place: int, language: str) -> HttpResponse:
    """The file of an adopted text: for anybody once both attested it, before for those who prepare."""
    found = access.forum(request)
    file = text_files.attested(found, name, place, language)
    if file is None and access.reads_shared(request):
        file = text_files.prepared(found, name, place, language)
    if file is None:
        raise Http404
    ending = KINDS.get(Media(file.media_type), "bin")
    return responses.attachment(file, f"{name}-{place + 1}-{language}.{ending}")


@require_safe
def take_away(request: Request, forum: str, kind: str) -> HttpResponse:
    """The list as a table to fill in, as CSV or XLSX."""
    access.require_reader(request)
    if kind not in sheet.KINDS:
        raise Http404
    write = sheet.as_csv if kind == sheet.CSV else sheet.as_xlsx
    content = write(sheet.rows(access.forum(request), request.now))
    answer = HttpResponse(content, content_type=sheet.KINDS[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{forum}-take-up.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _typed(request: Request, form: LineForm, offer: Offer | None, line: Line | None) -> Typed:
    """What a line says; with the one button, what sources say of a meeting that was left open."""
    answer = Answer(form.cleaned_data["answer"])
    is_free = line is None or line.answer == Answer.OPEN.value
    if answer is Answer.OPEN and ALL in request.POST and offer and offer.is_told_held and is_free:
        answer = Answer.CONFIRMED if not offer.is_attested else answer
    told = offer.told if offer is not None else Said("")
    told = lines.said_of(line.body) if line is not None else told
    return Typed(answer, form.said(told), form.cleaned_data["source"], form.cleaned_data["seen"])


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of the page by the names of their lines: meetings, what they left, and the world."""

    meetings: Mapping[str, LineForm]
    owed: Mapping[str, OwedForm]
    world: Mapping[str, WorldForm]

    @classmethod
    def of(cls, request: Request, data: Mapping[str, Any] | None) -> "Filled":
        """As typed where something was sent, else as the list says."""
        forum = access.forum(request)
        standing = queries.lines(queries.current(forum))
        facts = {
            one.name: presenters.world_form(
                one,
                standing.get(one.name),
                world.sources(forum, one, request.now),
                data,
            )
            for one in world.offers(forum, request.now)
        }
        return cls(_forms(request, forum, data), _left(forum, data), facts)

    def named(self) -> Mapping[str, forms.Form]:
        """Every form of the page, by the name of its line."""
        return {**self.meetings, **self.owed, **self.world}

    def all(self) -> tuple[forms.Form, ...]:
        """Every form of the page."""
        return tuple(self.named().values())


def _all_typed(request: Request, forum: Forum, filled: Filled) -> dict[str, Typed]:
    """What was sent, by the names of the lines."""
    offered = {one.name: one for one in lines.offers(forum, request.now)}
    standing = queries.lines(queries.current(forum))
    typed = {
        name: _typed(request, form, offered.get(name), standing.get(name))
        for name, form in filled.meetings.items()
        if form.is_bound
    }
    for name, entry in filled.owed.items():
        if entry.is_bound:
            said = entry.cleaned_data
            typed[name] = Typed(entry.answer, entry.said(), said["source"], said["seen"])
    for one in world.offers(forum, request.now):
        fact = filled.world[one.name]
        if fact.is_bound:
            said = fact.cleaned_data
            typed[one.name] = Typed(Answer(said["answer"]), one, said["source"], said["seen"])
    return typed


def _forms(request: Request, forum: Forum, data: Mapping[str, Any] | None) -> dict[str, LineForm]:
    """The fields of every line, and of one more meeting that may be added."""
    codes = parties.roster(forum).party_codes
    standing = queries.lines(queries.current(forum))
    found = {
        one.name: presenters.form_of(
            one.name,
            one.told,
            standing.get(one.name),
            presenters.source_words(one),
            codes,
            data,
        )
        for one in lines.offers(forum, request.now)
    }
    for name in lines.added(lines.EXTRA, standing):
        found[name] = presenters.form_of(name, Said(""), standing.get(name), "", codes, data)
    return found


def _left(forum: Forum, data: Mapping[str, Any] | None) -> dict[str, OwedForm]:
    """The fields of what meetings left to be done, and of one more."""
    standing = queries.lines(queries.current(forum))
    named = lines.added(OWED, standing)
    # One that was removed is gone from the page, unless somebody has just entered something for it.
    shown = [
        name
        for name in named
        if name not in standing
        or standing[name].answer != Answer.OPEN.value
        or (data is not None and data.get(f"{name}-text"))
    ]
    return {name: presenters.owed_form(name, standing.get(name), data) for name in shown}


def _page(
    request: Request,
    filled: Filled,
    *,
    refusals: tuple[Refusal, ...] = (),
    against: Mapping[str, tuple[Refusal, ...]] | None = None,
    meanwhile: ChangedMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    hat: ActingOffice = access.require_reader(request)
    forum, at = access.forum(request), request.now
    book, roster = parties.book(forum, at), parties.roster(forum)
    row = queries.current(forum)
    standing = queries.lines(row)
    offered = {one.name: one for one in lines.offers(forum, at)}
    facts = queries.facts_attested(forum)
    shown = [
        presenters.shown(name, offered.get(name), standing.get(name), form, book, roster)
        for name, form in filled.meetings.items()
    ]
    facts_shown = [
        presenters.world_shown(
            forum,
            one,
            standing.get(one.name),
            filled.world[one.name],
            roster,
            facts.get((one.name, world.as_text(one.stands))),
        )
        for one in world.offers(forum, at)
    ]
    owed_shown = [
        presenters.owed_shown(name, standing.get(name), form) for name, form in filled.owed.items()
    ]
    titles = marking.titles(shown, owed_shown, facts_shown)
    clashing = clashes.shown(meanwhile, titles, hat, book, roster) if meanwhile else ()
    marks = marking.Marks(against or {}, {one.name: one for one in clashing})
    shown, owed_shown, facts_shown = marks.on(shown), marks.on(owed_shown), marks.on(facts_shown)
    return render(
        request,
        "takeup/take_up.html",
        {
            "here": "cycle",
            "row": row,
            "rows": [one for one in shown if not one.is_extra],
            "extras": [one for one in shown if one.is_extra],
            "owed": owed_shown,
            "world": [one for one in facts_shown if not one.is_past],
            "past": [one for one in facts_shown if one.is_past],
            "held": [(one.name, one.title) for one in shown if one.meeting or one.said],
            "whats": presenters.whats(),
            "owners": presenters.owners(roster),
            "areas": presenters.areas(book),
            "answered": sum(bool(one.said) for one in shown),
            "confirmable": any(
                one.is_told_held and not one.is_attested and name not in standing
                for name, one in offered.items()
            ),
            "waits": row is not None and queries.waits(row),
            "act": queries.waiting_act(row) if row is not None else None,
            "attested": queries.attested(forum),
            "prepares": hat.may(Power.RECORD_FACTS),
            "places": presenters.places(book),
            "kinds": presenters.kinds(book),
            "texts": presenters.texts(offered, standing),
            "text_languages": book.languages,
            "configurations": presenters.configurations(book),
            "refusals": refusals,
            "against": marking.against(titles, against or {}, filled.named()),
            "clashes": clashing,
            "wrong": any(form.errors for form in filled.all()),
        },
        status=status,
    )
