"""The glossary: its list, a term, what is agreed, and files in and out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.documents.models import Term
from cochair.features.glossary import access, actions, forms, matches, presenters, queries
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.printing.responses import taken_away
from cochair.formats import tmx
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.numbers import whole

ON_A_PAGE = 50
MEDIA = "application/x-tbx+xml"


@require_safe
def glossary(request: Request, forum: str) -> HttpResponse:
    """The terms in every language, how sure each is, and who agreed."""
    hat = doors.require_reader(request)
    asked = forms.Filter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    found = doors.forum(request)
    languages = parties.book(found, request.now).languages
    every = _shown(request, hat)
    page = Paginator(presenters.filtered(every, wanted), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "documents/glossary/glossary.html",
        {
            "here": "documents",
            "page": page,
            "waiting": [one for one in page.object_list if one.can_confirm],
            "wanted": wanted,
            "is_filtered": any(wanted.values()),
            "codes": languages,
            "confidences": [
                (code, words) for code, (words, _tone, _n) in presenters.CONFIDENCE.items()
            ],
            "edits": hat.may(Power.RECORD_FACTS) and bool(hat.party),
            "has_terms": bool(every),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, forum: str) -> HttpResponse:
    """Enter a term."""
    hat = access.editor(request)
    found = doors.forum(request)
    languages = parties.book(found, request.now).languages
    if request.method != "POST":
        return _form(request, forms.Term(languages=languages))
    form = forms.Term(request.POST, languages=languages)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        actions.add(found, form.entry, by=hat, at=request.now)
    except Refused as refused:
        return _form(request, form, refusals=refused.refusals, status=422)
    messages.info(
        request, __("The term has been added to the glossary. The other Party may confirm it.")
    )
    return redirect("documents:glossary", forum)


@require_http_methods(["GET", "HEAD", "POST"])
def term(request: Request, forum: str, number: int) -> HttpResponse:
    """A term with everything that is known of it; those who may change it."""
    row, hat = access.term(request, number)
    languages = parties.book(row.forum, request.now).languages
    if request.method != "POST":
        return _form(request, forms.Term(initial=_initial(row), languages=languages), row, hat)
    hat = access.editor(request)
    form = forms.Term(request.POST, languages=languages)
    if not form.is_valid():
        return _form(request, form, row, hat, status=422)
    seen = form.cleaned_data["seen"] or 0
    try:
        made = actions.change(row, form.entry, seen=seen, by=hat, at=request.now)
    except Refused as refused:
        return _form(request, form, row, hat, refusals=refused.refusals, status=422)
    if made.pk == row.pk:
        messages.info(request, __("The term has been changed."))
    else:
        messages.info(
            request,
            __("The other Party confirmed the earlier names. Yours replace them once it agrees."),
        )
    return redirect("documents:term", forum, made.pk)


@require_POST
def confirm(request: Request, forum: str) -> HttpResponse:
    """Agree to one or more terms, each sent as its number and the version that was shown."""
    hat = access.editor(request)
    sent = [one.partition(":") for one in request.POST.getlist("term")[:ON_A_PAGE]]
    shown = [
        (one, seen)
        for number, _colon, version in sent
        if (one := whole(number)) is not None and (seen := whole(version)) is not None
    ]
    made = actions.confirm(doors.forum(request), shown, by=hat, at=request.now)
    if made:
        n = len(made)
        said = ngettext("{n} term has been confirmed.", "{n} terms have been confirmed.", n)
        messages.info(request, said.format(n=n))
    if len(made) < len(shown) or not shown:
        messages.warning(
            request,
            __(
                "Terms that were changed or confirmed in the meantime stay as "
                "they are. Check them again."
            ),
        )
    return redirect("documents:glossary", forum)


@require_POST
def give_up(request: Request, forum: str, number: int) -> HttpResponse:
    """No longer stand by a term."""
    row, _hat = access.term(request, number)
    hat = access.editor(request)
    typed = cleaned_or_refuse(forms.Seen(request.POST))
    left = actions.give_up(row, **typed, by=hat, at=request.now)
    if left.ended_at is not None:
        messages.info(request, __("The term has been retired."))
    else:
        messages.info(
            request, __("Your Party no longer confirms the term; the other Party still does.")
        )
    return redirect("documents:glossary", forum)


@require_safe
def tbx(request: Request, forum: str) -> HttpResponse:
    """The glossary as TBX (ISO 30042)."""
    hat = doors.require_reader(request)
    every = presenters.filtered(_shown(request, hat), {})
    made = tmx.write_tbx(presenters.concept(one) for one in every)
    return taken_away(made, MEDIA, f"{forum}-glossary.tbx")


def _shown(request: Request, hat: ActingOffice) -> list[presenters.Shown]:
    found = doors.forum(request)
    languages = parties.book(found, request.now).languages
    needed = len(parties.roster(found).party_codes)
    return [presenters.shown(row, languages, needed, hat) for row in queries.live(found)]


def _initial(row: Term) -> dict[str, object]:
    found: dict[str, object] = {"source": row.source, "seen": row.version}
    for code, said in row.words.items():
        found[f"words_{code}"] = "\n".join(matches.spelled(said))
    for code, said in row.avoid.items():
        found[f"avoid_{code}"] = "\n".join(matches.spelled(said))
    for code, said in row.definition.items():
        found[f"means_{code}"] = said
    return found


def _form(
    request: Request,
    form: forms.Term,
    row: Term | None = None,
    hat: ActingOffice | None = None,
    *,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    found = doors.forum(request)
    languages = parties.book(found, request.now).languages
    needed = len(parties.roster(found).party_codes)
    one = presenters.shown(row, languages, needed, hat) if row is not None else None
    edits = hat is None or (hat.may(Power.RECORD_FACTS) and bool(hat.party))
    return render(
        request,
        "documents/glossary/term.html",
        {
            "here": "documents",
            "one": one,
            "form": form,
            "refusals": refusals,
            "edits": edits and (one is None or not one.is_retired),
            "version": row.version if row else 0,
        },
        status=status,
    )
