"""Comments on documents, and their answers."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST

from cochair.features.circulation import actions, queries
from cochair.features.circulation.actions import ANSWERS
from cochair.features.documents import access
from cochair.features.parties.request import Request
from cochair.web.cleaning import cleaned_or_refuse


@require_POST
def comment(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """Comment on one language of a revision."""
    found, hat = access.expression(request, slug, number, language)
    typed = cleaned_or_refuse(Comment(request.POST))
    actions.comment(found, **typed, by=hat, at=request.now)
    messages.info(request, __("Your comment has been sent."))
    return redirect("documents:expression", forum, slug, number, language)


@require_POST
def answer(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Answer a comment."""
    found, hat = access.document(request, slug)
    row = queries.comment(found.forum, number, hat)
    if row is None or row.document_id != found.pk:
        raise Http404
    typed = cleaned_or_refuse(Answer(request.POST))
    actions.answer(row, **typed, by=hat, at=request.now)
    messages.info(request, __("Answered."))
    return redirect("documents:document", forum, slug)


# What a person may type about a document that was circulated.
TEXT, NAME = 4000, 32


class Comment(forms.Form):
    """A comment on a paragraph or on the whole."""

    paragraph = forms.CharField(max_length=NAME, required=False)
    text = forms.CharField(max_length=TEXT, required=False)
    own_party = forms.BooleanField(required=False)


class Answer(forms.Form):
    """What became of a comment."""

    state = forms.ChoiceField(choices=list(ANSWERS.items()))
    text = forms.CharField(max_length=TEXT, required=False)
