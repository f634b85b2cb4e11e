"""The names behind the codes that sentences about results speak of."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings

from cochair.commitments.models import Instrument
from cochair.compliance import queries
from cochair.journal import queries as journal
from cochair.meetings.names import meeting_name
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.request import Request

type Names = Mapping[str, Mapping[str, str]]


def names(request: Request) -> Mapping[str, object]:
    """`names`: Parties, members, organisations, places, groups, meetings and texts by code."""
    forum = getattr(request, "forum", None)
    return {"names": names_of(forum)} if forum is not None else {}


def names_of(forum: Forum) -> Names:
    """The names of everything that has a code in a forum, in every language."""
    return _names(forum.pk, journal.version(forum.slug))


@lru_cache(maxsize=16)
def _names(pk: int, version: str) -> Names:
    forum = Forum.objects.get(pk=pk)
    book = parties.books(forum)[-1]
    return {
        **{tag.tag: tag.label for one in book.configurations.values() for tag in one.functions},
        **{code: place.city for code, place in book.places.items()},
        **{code: group.label for code, group in book.groups.items()},
        **{code: one.title for code, one in book.configurations.items()},
        **{
            meeting.id: {
                language: meeting_name(meeting, book, language)
                for language, _name in settings.LANGUAGES
            }
            for meeting in queries.facts(forum).meetings
        },
        **{row.slug: row.title for row in Instrument.objects.filter(forum=forum)},
        **parties.roster(forum).names(),
    }
