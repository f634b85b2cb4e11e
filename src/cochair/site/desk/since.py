"""What happened in a forum since the reader's last visit, the newest first.

How far a person has read is kept on the account, by office: the number of the last entry of the
journal that was there when home was opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest
from django.urls import reverse

from cochair.features.accounts.models import Account
from cochair.features.documents.models import Document
from cochair.features.parties import visibility
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.journal import queries as journal
from cochair.journal.models import Entry
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Sentence
from cochair.site.desk import about
from cochair.site.desk.verbs import sentence_of
from cochair.web import tables

# So many entries are read at most, and so many lines stand before the rest is folded.
MOST, SHOWN, NAMED = 300, 5, 3
SESSION = "visits"
# What ended otherwise than somebody wanted: never folded away.
BAD = frozenset(
    {
        "act.declined", "act.voided", "act.lapsed", "delegation.returned", "document.withdrawn",
        "invitation.withdrawn", "item.declined", "machine.failed", "meeting.cancelled",
        "meeting.postponed", "room.declaration_refused", "room.objected", "silence.broken",
        "silence.contested", "silence.suspended",
    }
)  # fmt: skip
# Steps on the way to what is told anyway, and what happens too often to be news.
QUIET = frozenset(
    {
        "chair.checked_in", "delegation.request_recorded", "feed.made", "feed.revoked",
        "file.stored", "office.granted", "participant.changed", "participant.checked_in",
        "participant.nominated", "session.planned", "speaker.asked", "speaker.ended",
        "speaker.given_floor", "speaker.withdrew",
    }
)  # fmt: skip
# The pages of the things that entries name by one word.
PAGES = {
    "act": "acts:act",
    "meeting": "desk:meeting",
    "document": "documents:document",
    "silence": "decisions:decision",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, to which things, when (aware UTC); `more` counts the things left out."""

    at: datetime
    says: Sentence
    things: Sequence[tuple[str, str]]
    more: int
    is_bad: bool


@dataclass(frozen=True, slots=True)
class News:
    """What happened since a visit: the first lines, and those folded below them."""

    lines: Sequence[Line]
    folded: Sequence[Line]

    def __bool__(self) -> bool:
        """Whether anything happened."""
        return bool(self.lines)


NONE = News((), ())


def since(forum: Forum, hat: ActingOffice, at: datetime, seen: int) -> News:
    """What an office may read of what others did after an entry of the journal; none at first."""
    if not hat.may(Power.READ_JOURNAL) or seen == _size(forum):
        return NONE
    rows = journal.visible(forum.slug, hat.spaces).filter(seq__gt=seen)
    rows = rows.exclude(verb__in=QUIET).exclude(account=hat.account)
    entries = list(visibility.entries(rows, forum, hat, at).order_by("-seq")[:MOST])
    names, slugs = about.called(forum, entries, at), _slugs(forum, entries)
    lines = []
    for _, group in groupby(entries, key=lambda one: (one.verb, civil_day(one.at, forum.zone))):
        lines.append(_line(forum, list(group), names, slugs))
    first = [line for at_, line in enumerate(lines) if at_ < SHOWN or line.is_bad]
    return News(first, [line for line in lines if line not in first])


def _line(
    forum: Forum, entries: Sequence[Entry], names: Mapping[int, str], slugs: Mapping[str, str]
) -> Line:
    # A thing is named once, with its page where one of its entries leads there.
    things: dict[str, str] = {}
    for one in entries:
        things[names[one.seq]] = things.get(names[one.seq]) or _page(forum, one, slugs)
    return Line(
        at=entries[0].at,
        says=sentence_of(entries[0]),
        things=list(things.items())[:NAMED],
        more=max(0, len(things) - NAMED),
        is_bad=entries[0].verb in BAD,
    )


def _page(forum: Forum, entry: Entry, slugs: Mapping[str, str]) -> str:
    page = PAGES.get(entry.about_kind)
    if page is None or not entry.about_id or "/" in entry.about_id:
        return ""
    named = slugs.get(entry.about_id, "") if entry.about_kind == "document" else entry.about_id
    return reverse(page, args=[forum.slug, named]) if named else ""


def _slugs(forum: Forum, entries: Sequence[Entry]) -> Mapping[str, str]:
    """The addresses of the documents that entries name by their key alone; one query."""
    keys = {one.about_id for one in entries if one.about_kind == "document"}
    rows = Document.objects.filter(forum=forum, key__in=keys) if keys else Document.objects.none()
    return dict(rows.values_list("key", "slug"))


def _size(forum: Forum) -> int:
    """How many entries the journal has, read with the version that every page asks for."""
    return int(journal.version(forum.slug).partition("-")[0])


def is_first(request: HttpRequest, hat: ActingOffice) -> bool:
    """Whether an office opens home for the first time, and in this session too."""
    return str(hat.office) not in request.session.get(SESSION, {})


def visit(request: HttpRequest, forum: Forum, hat: ActingOffice) -> int | None:
    """The last entry that the office had read before this session; None at its first visit.

    Opening home says that everything entered until now was seen: it counts from the next session on.
    At the first visit there is nothing to compare with; what others do from then on is news at once.
    """
    account, key = request.user, str(hat.office)
    latest = _size(forum)
    if not isinstance(account, Account):
        return None
    seen: dict[str, int] = account.seen or {}
    visits: dict[str, int | None] = request.session.setdefault(SESSION, {})
    known = visits.get(key, seen.get(key))
    if key not in visits:
        visits[key] = seen.get(key, latest)
        request.session.modified = True
    if seen.get(key) != latest:
        with tables.beside():
            Account.objects.filter(pk=account.pk).update(seen={**seen, key: latest})
    return known
