"""Where somebody comes back to after an act."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect

ID = re.compile(r"[a-z]-\d{1,9}")


def back(forum: str, slug: str, paragraph: str) -> HttpResponse:
    """To the paragraph that it was about; to the whole, where none is named."""
    if ID.fullmatch(paragraph):
        return redirect("texts:paragraph", forum, slug, paragraph)
    return redirect("texts:text", forum, slug)
