"""What the frame of every page says of the reader's turns: how many there are."""

from collections.abc import Mapping

from django.urls import reverse

from cochair.features.parties.request import Request
from cochair.site.desk import turns as gathered
from cochair.web.request_cache import while_reading


def turns(request: Request) -> Mapping[str, object]:
    """`turn_count`: how many turns the reader has in this office, as home counts them; none where
    nobody gathered them since the last entry, and then `turn_count_at` is where the page asks.

    Nothing for whoever has no home here.
    """
    forum, hat = getattr(request, "forum", None), getattr(request, "hat", None)
    if forum is None or hat is None or not gathered.has_home(hat):
        return {}
    with while_reading():
        count = gathered.count_if_known(forum, hat, request.now)
    return {
        "turn_count": count,
        "turn_count_at": reverse("desk:turn-count", args=[forum.slug]) if count is None else "",
    }
