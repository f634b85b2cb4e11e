"""What pages of a forum need to say codes by their names."""

from collections.abc import Mapping

from cochair.compliance.names import names_of
from cochair.parties.request import Request


def names(request: Request) -> Mapping[str, object]:
    """`names`: Parties, members, organisations, places, groups, meetings and texts by code."""
    forum = getattr(request, "forum", None)
    return {"names": names_of(forum)} if forum is not None else {}
