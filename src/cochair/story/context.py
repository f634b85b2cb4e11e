"""The bar of the story at the foot of every page of its forum, and nowhere else."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from cochair.features.parties.models import Forum
from cochair.features.parties.request import Request
from cochair.story import presenters, queries


def story(request: Request) -> Mapping[str, object]:
    """`story`: the template of the bar and what it shows; nothing in any other forum, nor outside of a
    demonstration."""
    forum = getattr(request, "forum", None)
    if forum is None or forum.clock_at is None or not settings.DEMO:
        return {}
    return {"story": SimpleLazyObject(lambda: _bar(forum))}


def _bar(forum: Forum) -> Mapping[str, object] | None:
    """What the bar shows, read where a page has one; None where no story is played."""
    found = queries.standing(forum)
    return {"template": "story/parts/bar.html", **presenters.bar(found)} if found else None
