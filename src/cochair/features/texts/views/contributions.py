"""What delegations and Parties send: proposals, positions, reservations, notes, clearances."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST

from cochair.features.parties.request import Request
from cochair.features.texts import access, actions, chairs, forms, party_private, queries
from cochair.features.texts.authors import keeps_the_text
from cochair.features.texts.models import NegotiatedText
from cochair.features.texts.views.pages import paragraph_page, text_page
from cochair.features.texts.views.places import back
from cochair.procedure import text as core
from cochair.procedure.refusal import Refused, Sentence, _
from cochair.procedure.text import Span
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.errors import StaleVersion


@require_POST
def propose(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose a change, in one's own name or, as instructed, in that of both co-chairs."""
    found, hat = access.writes(request, slug)
    form = forms.Propose(request.POST, languages=tuple(found.languages))
    cleaned_or_refuse(form)
    draft = _draft(found, form)
    said = form.cleaned_data
    try:
        if said["chairs"]:
            access.keeps(request, slug)
            chairs.compromise(found, [draft], instructed=True, by=hat, at=request.now)
        else:
            actions.propose(found, [draft], by=hat, at=request.now)
    except Refused as refused:
        place = draft.paragraph
        if place and queries.negotiated(found).number(place):
            return paragraph_page(
                request, found, hat, place, form=form, refusals=refused.refusals, status=422
            )
        return text_page(request, found, hat, form=form, refusals=refused.refusals, status=422)
    messages.info(
        request, __("Your proposal has been made. Everyone who reads the text sees it in brackets.")
    )
    return back(forum, slug, said["paragraph"], whole="whole" in request.POST)


@require_POST
def withdraw(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Take an own proposal back."""
    found, hat = access.writes(request, slug)
    actions.withdraw(found, id, by=hat, at=request.now)
    messages.info(
        request, __("Your proposal has been withdrawn. It stays in the history of the paragraph.")
    )
    return back(forum, slug, request.POST.get("paragraph", ""))


@require_POST
def put_into(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Give a proposal its words in one more language."""
    found, hat = access.writes(request, slug)
    said = cleaned_or_refuse(forms.Words(request.POST))
    actions.put_into(found, id, said["language"], said["words"], by=hat, at=request.now)
    messages.info(request, __("The text has been saved."))
    return back(forum, slug, request.POST.get("paragraph", ""))


@require_POST
def position(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say what one thinks of a proposal or a paragraph."""
    found, hat = access.writes(request, slug)
    said = cleaned_or_refuse(forms.Position(request.POST))
    value = core.Value(said["value"])
    actions.take_position(found, said["on"], value, note=said["note"], by=hat, at=request.now)
    messages.info(request, __("Your position has been saved."))
    return back(forum, slug, request.POST.get("paragraph", ""))


@require_POST
def reserve(request: Request, forum: str, slug: str) -> HttpResponse:
    """Hold back on a paragraph, or on the whole."""
    found, hat = access.writes(request, slug)
    said = cleaned_or_refuse(forms.Reservation(request.POST))
    actions.reserve(
        found,
        core.ReservationKind(said["kind"]),
        paragraph=said["paragraph"],
        until=said["until"],
        language=said["language"],
        by=hat,
        at=request.now,
    )
    messages.info(request, __("The reservation stands until you lift it."))
    return back(forum, slug, said["paragraph"])


@require_POST
def lift(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Lift an own reservation."""
    found, hat = access.writes(request, slug)
    actions.lift(found, id, by=hat, at=request.now)
    messages.info(request, __("The reservation has been lifted."))
    return back(forum, slug, request.POST.get("paragraph", ""))


@require_POST
def reopen(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Reopen a paragraph: alone as who agreed ad referendum, else by both keys."""
    found, hat = access.writes(request, slug)
    if keeps_the_text(hat):
        act = chairs.propose_reopening(found, id, by=hat, at=request.now)
        messages.info(
            request, __("The reopening has been sent to both co-presidencies for signature.")
        )
        return redirect("acts:act", forum, act.number)
    actions.reopen(found, id, by=hat, at=request.now)
    messages.info(request, __("The paragraph is open again."))
    return back(forum, slug, id)


@require_POST
def note(request: Request, forum: str, slug: str, id: str) -> HttpResponse:
    """Write a note for the own capital."""
    found, hat = access.notes(request, slug)
    said = cleaned_or_refuse(forms.Note(request.POST))
    party_private.note(found, id, said["words"], by=hat, at=request.now)
    messages.info(request, __("The note has been saved. Only your delegation can read it."))
    return back(forum, slug, id)


@require_POST
def clear(request: Request, forum: str, slug: str) -> HttpResponse:
    """Say for the own Party whether the text is cleared."""
    found, hat = access.clears(request, slug)
    form = forms.Clear(request.POST)
    said = cleaned_or_refuse(form)
    party_private.clear(
        found, form.cleared, seen=said["seen"], note=said["note"], by=hat, at=request.now
    )
    messages.info(request, __("Saved for your Party. The other Party cannot read it."))
    return back(forum, slug, "")


def _draft(found: NegotiatedText, form: forms.Propose) -> actions.Draft:
    """A proposal from what was typed: of a paragraph written anew, only the words that changed.

    Raises StaleVersion with both wordings when the paragraph was written anew meanwhile.
    """
    said, what = form.cleaned_data, forms.operation(form)
    words, span = dict(form.words) if what in WRITTEN else {}, None
    text, main = queries.negotiated(found), found.negotiation_language
    if what is core.Operation.REPLACE and main in words:
        base, number = _read(text, said["paragraph"], said["on"])
        if not said["on"] and said["read"] != number:
            raise _stale(base, form)
        if words[main] == base:
            # Left as it was: then it is about another language alone.
            del words[main]
        elif (cut := narrowed(base, words[main])) is not None:
            span, words[main] = cut
    if what is core.Operation.REPLACE and not said["on"] and words:
        there = text.paragraph(said["paragraph"])
        for code in words.keys() - {main}:
            base, read = there.words.get(code, ""), said[f"read_{code}"]
            if words[code] == base:
                del words[code]
            elif read is not None and read != there.numbers.get(code, 0):
                raise _stale(base, form)
    return actions.Draft(
        operation=what,
        paragraph="" if what is core.Operation.INSERT and not said["on"] else said["paragraph"],
        words=words,
        span=span,
        on=said["on"],
        after=said["after"],
        kind=said["kind"] or "operative",
        read=said["read"] or 0,
    )


def _stale(theirs: str, form: forms.Propose) -> StaleVersion:
    """The paragraph was written anew since it was read."""
    said = Sentence(_("The paragraph has changed since you read it."))
    return StaleVersion(said, theirs=theirs, mine="\n\n".join(form.words.values()))


WRITTEN = frozenset({core.Operation.REPLACE, core.Operation.INSERT})


def _read(text: core.NegotiatedText, paragraph: str, on: str) -> tuple[str, int]:
    """The words that a proposal would change as they stand, and the number of their edition."""
    if on:
        return text.proposal(on).words.get(text.negotiation, ""), 0
    there = text.paragraph(paragraph)
    return there.words[text.negotiation], there.numbers[text.negotiation]


# From a paragraph written anew to the words in it that changed.
#
# Whoever proposes writes the whole paragraph as it should read; only the words that differ are put
# in brackets, from the first to the last, so that others can speak of the rest. Pure.
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def narrowed(old: str, new: str) -> tuple[Span, str] | None:
    """The span of the old words that changed and what stands there now; None where all did.

    Cut between words, never within one.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    end = next((n for n in range(most - start) if before[-1 - n] != after[-1 - n]), most - start)
    if start == 0 and end == 0:
        return None
    first = sum(map(len, before[:start]))
    last = len(old) - sum(map(len, before[len(before) - end :]))
    return Span(first, last), "".join(after[start : len(after) - end])
