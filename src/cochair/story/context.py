"""The bar of the story at the foot of every page of its forum, and nowhere else."""

from collections.abc import Mapping

from django.conf import settings

from cochair.parties.request import Request
from cochair.story import presenting, queries


def story(request: Request) -> Mapping[str, object]:
    """`story`: the template of the bar and what it shows; nothing in any other forum, nor outside of a
    demonstration."""
    forum = getattr(request, "forum", None)
    if forum is None or forum.clock_at is None or not settings.DEMO:
        return {}
    found = queries.standing(forum)
    if found is None:
        return {}
    return {"story": {"template": "story/parts/bar.html", **presenting.bar(found)}}
