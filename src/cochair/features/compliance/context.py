"""What pages of a forum need to say codes by their names."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from cochair.features.compliance.names import Names, names_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.request import Request


class NamesAsked(Mapping[str, Mapping[str, str]]):
    """The names of a forum, read when the first of them is asked for.

    Most pages name no more than Parties, members and organisations, which stay known while other
    things change; the names of everything else are made from all facts of the forum.
    """

    def __init__(self, forum: Forum) -> None:
        self._forum = forum

    @cached_property
    def _people(self) -> Names:
        return parties.roster(self._forum).names()

    @cached_property
    def _known(self) -> Names:
        return names_of(self._forum)

    def __getitem__(self, code: str) -> Mapping[str, str]:
        # They come last in all names, so that they stand before others of the same code.
        return self._people[code] if code in self._people else self._known[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __bool__(self) -> bool:
        # Whether there are any is not asked: at least the forum has a name.
        return True


def names(request: Request) -> Mapping[str, object]:
    """`names`: Parties, members, organisations, places, groups, meetings and texts by code."""
    forum = getattr(request, "forum", None)
    return {"names": NamesAsked(forum)} if forum is not None else {}
