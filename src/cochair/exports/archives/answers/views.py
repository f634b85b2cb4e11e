"""Answers of one's own Party: choose and see, keep, take away."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_safe

from cochair.exports.archives import access, queries
from cochair.exports.archives.answers import actions, content
from cochair.exports.archives.answers.content import TOPICS
from cochair.exports.archives.models import Answer
from cochair.features.parties import access as parties
from cochair.features.parties.request import Request
from cochair.features.printing.responses import taken_away
from cochair.features.sheets.pdf import printable
from cochair.features.sheets.tables import sheet
from cochair.formats.paragraphs import HEADING, TITLE, Paragraph, plain
from cochair.formats.word.writer import write_docx
from cochair.procedure.refusal import Refusal, Refused
from cochair.web import code_labels, formats
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.localize import language_now, translated
from cochair.web.varieties import override


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: Request, forum: str) -> HttpResponse:
    """Choose what is answered and see it before it is kept; with POST, keep it."""
    hat = access.keeper(request)
    if request.method != "POST":
        return _answers(request)
    try:
        made = actions.answer(
            parties.forum(request), **cleaned_or_refuse(Asked(request.POST)), by=hat, at=request.now
        )
    except Refused as refused:
        return _answers(request, refusals=refused.refusals, status=422)
    messages.info(request, __("The answer has been saved as it is."))
    return redirect("archives:answer", forum, made.number)


@require_safe
def answer(request: Request, forum: str, number: int) -> HttpResponse:
    """One answer as it was kept."""
    found = _own(request, number)
    return render(
        request,
        "archives/answers/answer.html",
        {
            "here": "journal",
            "answer": found,
            "sections": list(shown(found.content, language_now())),
            "forms": list(FORMS),
        },
    )


@require_safe
def take(request: Request, forum: str, number: int, language: str, form: str) -> HttpResponse:
    """An answer in one of its languages and forms, as a file."""
    found = _own(request, number)
    if language not in found.languages or form not in FORMS:
        raise Http404
    media, make = FORMS[form]
    name = f"{found.forum.slug}-answer-{number}-{language}.{form}"
    return taken_away(make(found, language), media, name)


def _answers(
    request: Request, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    hat, room = access.keeper(request), parties.forum(request)
    form = Asked(request.POST if request.method == "POST" else request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    topics, languages = said.get("topics") or [], said.get("languages") or []
    preview = content.sections(room, topics, request.now)
    return render(
        request,
        "archives/answers/answers.html",
        {
            "here": "journal",
            "topics": [(code, __(words), code in topics) for code, words in content.TOPICS.items()],
            "offered": [(code, code in languages) for code, _name in settings.LANGUAGES],
            "audience": said.get("audience", ""),
            "chosen": topics,
            "languages_chosen": languages,
            "preview": list(shown(preview, language_now())),
            "made": queries.answers(room, hat.party),
            "refusals": refusals,
        },
        status=status,
    )


def _own(request: Request, number: int) -> Answer:
    """An answer of the reader's own Party; 404 for the other's, as for none at all."""
    hat = access.keeper(request)
    found = queries.answer(parties.forum(request), hat.party, number)
    if found is None:
        raise Http404
    return found


# What a person may choose of an answer.
class Asked(forms.Form):
    """Who asked, what is answered, and in which languages."""

    audience = forms.CharField(max_length=200, required=False)
    topics = forms.MultipleChoiceField(choices=tuple(TOPICS.items()), required=False)
    languages = forms.MultipleChoiceField(choices=settings.LANGUAGES, required=False)


# An answer in one language as a page, as PDF/A and as a Word file, all from the same rows.
LONGEST = 4_000


def html(made: Answer, language: str) -> bytes:
    """A page of its own, without style or script."""
    with override(language):
        context = {
            "language": language,
            "title": title(made, language),
            "lines": lines(made, language),
            "sections": list(shown(made.content, language)),
            "digest": made.digest,
        }
        return render_to_string("archives/answers/export.html", context).encode()


def pdf(made: Answer, language: str) -> bytes:
    """The same as PDF/A."""
    with override(language):
        parts = [
            {
                "title": printable(section["title"]),
                "columns": [__("Information"), __("Degree of certainty"), __("Sources")],
                "widths": [5, 2, 4],
                "none": "",
                "rows": [
                    [
                        printable(row["said"], LONGEST),
                        printable(row["confidence"]),
                        printable(" ".join(row["sources"]), LONGEST),
                    ]
                    for row in section["rows"]
                ],
            }
            for section in shown(made.content, language)
        ]
        return sheet(
            made.forum,
            title(made, language),
            lines(made, language),
            made.digest,
            parts,
            made.made_at,
        )


def docx(made: Answer, language: str) -> bytes:
    """The same as a Word file."""
    with override(language):
        return write_docx(
            tuple(_paragraphs(made, language)),
            language=language,
            title=title(made, language),
            at=made.made_at,
        )


FORMS: Mapping[str, tuple[str, Callable[[Answer, str], bytes]]] = {
    "html": ("text/html; charset=utf-8", html),
    "pdf": ("application/pdf", pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx,
    ),
}


def title(made: Answer, language: str) -> str:
    """What an answer is called."""
    return __("{forum}: public information").format(
        forum=translated(made.forum.short_title, language)
    )


def lines(made: Answer, language: str) -> list[str]:
    """As of when it speaks, and what it does not hold."""
    at = formats.instant_on_paper(made.made_at, made.forum.zone, language)
    return [
        __("As of {instant}").format(instant=at),
        __(
            "Only what public sources state and what both Parties published. What is not "
            "established is marked as such."
        ),
    ]


def shown(content: Iterable[Mapping[str, Any]], language: str) -> Iterator[dict[str, Any]]:
    """The sections in one language, each row with how sure it is in words."""
    for section in content:
        yield {
            "code": section["code"],
            "title": translated(section["title"], language),
            "rows": [
                {
                    "said": translated(row["said"], language),
                    "confidence": _sure(row["confidence"], len(row["sources"])),
                    "sources": [str(translated(source, language)) for source in row["sources"]],
                }
                for row in section["rows"]
            ],
        }


def _sure(code: str, sources: int) -> str:
    known = code in code_labels.CONFIDENCE
    return __(code_labels.confidence_mark(code, sources).word) if known else code


def _paragraphs(made: Answer, language: str) -> Iterator[Paragraph]:
    number = 0

    def one(text: str, kind: str = "", level: int = 0) -> Paragraph:
        nonlocal number
        number += 1
        return plain(f"p-{number}", text, **({"kind": kind, "level": level} if kind else {}))  # type: ignore[arg-type]

    yield one(title(made, language), TITLE)
    for line in lines(made, language):
        yield one(line)
    for section in shown(made.content, language):
        yield one(str(section["title"]), HEADING, 1)
        for row in section["rows"]:
            sources = f" ({'; '.join(row['sources'])})" if row["sources"] else ""
            yield one(f"{row['said']} [{row['confidence']}]{sources}")
    yield one(f"SHA-256 {made.digest}")
