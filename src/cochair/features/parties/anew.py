"""The row of a forum as it is now, for whatever is made of it and kept.

What a page was given may be older than the ledger that it has seen since.
"""

from cochair.features.parties.models import Forum
from cochair.web.request_cache import once


def forum(key: int) -> Forum:
    """A forum by its key in the database, read once for all that is made anew for a page."""
    return once(("forum anew", key), lambda: Forum.objects.get(pk=key))
