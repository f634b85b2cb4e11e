"""Where somebody comes back to after an act."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

ID = re.compile(r"[a-z]-\d{1,9}")


def back(forum: str, slug: str, paragraph: str, *, whole: bool = False) -> HttpResponse:
    """To the paragraph that it was about; to the whole, where none is named.

    Whoever acted on the page of the text (`whole`) comes back to the paragraph on that page.
    """
    if ID.fullmatch(paragraph) and whole:
        return redirect(f"{reverse('texts:text', args=[forum, slug])}#par-{paragraph}")
    if ID.fullmatch(paragraph):
        return redirect("texts:paragraph", forum, slug, paragraph)
    return redirect("texts:text", forum, slug)
