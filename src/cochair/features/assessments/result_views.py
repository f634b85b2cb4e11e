"""The result of a commitment beside what was expected of it: one line of a joint assessment."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.assessments import actions, queries, results
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up.forms import LONGEST, Careful
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.stocktaking import access
from cochair.features.stocktaking.report_text import languages
from cochair.features.stocktaking.views import HERE
from cochair.procedure.refusal import Refusal, Refused

TEXTS = ("result", "why", "follows_words")


# What a person may type into a line of an assessment.
class Result(Careful):
    """The result, where the Parties differ, and what follows, in every language."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    view = forms.CharField(max_length=16, required=False)
    follows = forms.CharField(max_length=16, required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = tuple(languages)
        self.free = tuple(f"{name}_{code}" for name in TEXTS for code in self.spoken)
        for name in self.free:
            self.fields[name] = forms.CharField(max_length=LONGEST, required=False)

    def words(self, name: str) -> Mapping[str, str]:
        """One of the texts by language."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code in self.spoken}

    def boxes(self, name: str) -> list[tuple[str, object]]:
        """The fields of one of the texts, by language."""
        return [(code, self[f"{name}_{code}"]) for code in self.spoken]


@require_http_methods(["GET", "HEAD", "POST"])
def result(request: Request, forum: str, number: int, slug: str) -> HttpResponse:
    """What was expected, the figures and the words of each Party; and writing the result beside it."""
    hat, cycle = doors.require_reader(request), access.cycle(request, number)
    line = results.line(cycle, queries.assessment(cycle.forum, number), slug)
    if line is None:
        raise Http404
    spoken = languages(parties.book(cycle.forum, request.now))
    if request.method != "POST":
        form = Result(initial=_filled(line), languages=spoken)
        return _page(request, cycle, line, hat, form)
    hat = doors.actor(request, Power.RECORD_FACTS)
    form = Result(request.POST, languages=spoken)
    if not form.is_valid():
        return _page(request, cycle, line, hat, form, status=422)
    typed = form.cleaned_data
    wanted = actions.Result(
        result=form.words("result"),
        view=typed["view"],
        why=form.words("why"),
        follows=typed["follows"],
        follows_words=form.words("follows_words"),
    )
    try:
        row = actions.begin(cycle, by=hat, at=request.now)
        commitment, seen = line.expectation.commitment, typed["seen"]
        actions.write_result(row, commitment, wanted, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, cycle, line, hat, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Saved. The page of the assessment shows what is still missing."))
    return redirect("commitments:assessment", forum, number)


def _filled(line: results.Line) -> dict[str, object]:
    row = line.row
    initial: dict[str, object] = {"seen": row.version if row else 0}
    if row is not None:
        initial |= {"view": row.view, "follows": row.follows}
        for name in TEXTS:
            initial |= {f"{name}_{code}": said for code, said in getattr(row, name).items()}
    return initial


def _page(
    request: Request,
    cycle: Cycle,
    line: results.Line,
    hat: ActingOffice,
    form: Result,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    roster = parties.roster(cycle.forum)
    found = queries.assessment(cycle.forum, cycle.number)
    spoken = languages(parties.book(cycle.forum, request.now))
    context = {
        "here": HERE,
        "cycle_row": cycle,
        "line": line,
        "missing": line.missing(spoken, roster.party_codes),
        "sides": [
            (party, line.said.get(party.code)) for party in roster.in_order(request.LANGUAGE_CODE)
        ],
        "writes": hat.may(Power.RECORD_FACTS) and not (found and found.signed_at),
        "view": results.VIEWS.get(line.row.view, "") if line.row else "",
        "follows": results.FOLLOWS.get(line.row.follows, "") if line.row else "",
        "views": results.VIEWS.items(),
        "follow": results.FOLLOWS.items(),
        "texts": {name: form.boxes(name) for name in TEXTS},
        "form": form,
        "refusals": refusals,
    }
    return render(request, "commitments/assessing/result.html", context, status=status)
