"""The joint assessment of a cycle: read, written by those who keep the registers, signed by both."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.assessments import actions, queries, results
from cochair.features.assessments.criteria import ASSESSED, CRITERIA, QUESTIONS
from cochair.features.commitments.models import EffectivenessAssessment
from cochair.features.cycles.models import Cycle
from cochair.features.documents import queries as documents
from cochair.features.follow_up.forms import LONGEST, Careful
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.stocktaking import access
from cochair.features.stocktaking.report_text import languages
from cochair.features.stocktaking.views import HERE
from cochair.procedure.refusal import Refusal, Refused


# What a person may type into a joint assessment.
class Assessment(Careful):
    """Every heading in every language."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [
            (code, language, f"{code}_{language}") for code in CRITERIA for language in languages
        ]
        self.free = tuple(name for _code, _language, name in self.places)
        for name in self.free:
            self.fields[name] = forms.CharField(max_length=LONGEST, required=False)

    @property
    def sections(self) -> dict[str, dict[str, str]]:
        """What was typed: heading, language, words."""
        found: dict[str, dict[str, str]] = {}
        for code, language, name in self.places:
            found.setdefault(code, {})[language] = self.cleaned_data[name]
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, forum: str, number: int) -> HttpResponse:
    """The headings with what is written under each, and writing them."""
    hat, cycle = doors.require_reader(request), access.cycle(request, number)
    found = queries.assessment(cycle.forum, number)
    spoken = languages(parties.book(cycle.forum, request.now))
    if request.method != "POST":
        return _page(request, cycle, found, hat, _filled(found, spoken))
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = Assessment(request.POST, languages=spoken)
    if not form.is_valid():
        return _page(request, cycle, found, hat, form, status=422)
    try:
        row = actions.begin(cycle, by=hat, at=request.now)
        seen = form.cleaned_data["seen"]
        actions.write(row, form.sections, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, cycle, found, hat, form, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The assessment has been saved. It counts once both Parties have signed it.")
    )
    return redirect("commitments:assessment", forum, number)


@require_POST
def sign(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose that both sign the assessment."""
    doors.require_reader(request)
    found = queries.assessment(doors.forum(request), number)
    if found is None:
        raise Http404
    hat = doors.actor(request, Power.PROPOSE)
    act = actions.propose_signing(found, by=hat, at=request.now)
    messages.info(
        request, __("The assessment has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


def _filled(found: EffectivenessAssessment | None, spoken: tuple[str, ...]) -> Assessment:
    initial: dict[str, object] = {"seen": found.version if found else 0}
    if found is not None:
        for code, words in found.sections.items():
            initial |= {f"{code}_{language}": said for language, said in words.items()}
    return Assessment(initial=initial, languages=spoken)


def _page(
    request: Request,
    cycle: Cycle,
    found: EffectivenessAssessment | None,
    hat: ActingOffice,
    form: Assessment,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    spoken = languages(parties.book(cycle.forum, request.now))
    signed = found is not None and found.signed_at is not None
    codes = parties.roster(cycle.forum).party_codes
    waiting = queries.waiting(found) if found else []
    context = {
        "here": HERE,
        "cycle_row": cycle,
        "row": found,
        "clause": parties.book(cycle.forum, request.now).clause_for(ASSESSED),
        "headings": [
            (
                code,
                words,
                QUESTIONS[code],
                found.sections.get(code, {}) if found else {},
                [(language, form[f"{code}_{language}"]) for language in spoken],
            )
            for code, words in CRITERIA.items()
        ],
        "symbol": documents.name_of(found.document) if found and found.document else "",
        "figures": queries.figures(cycle.forum, cycle),
        "writes": hat.may(Power.RECORD_FACTS) and not signed,
        "signs": hat.may(Power.PROPOSE) and found is not None and not signed and not waiting,
        "lines": [
            (
                one,
                results.VIEWS.get(one.row.view, "") if one.row else "",
                results.FOLLOWS.get(one.row.follows, "") if one.row else "",
                one.missing(spoken, codes),
            )
            for one in results.lines(cycle, found)
        ],
        "acts": waiting,
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/assessing/assessment.html", context, status=status)
