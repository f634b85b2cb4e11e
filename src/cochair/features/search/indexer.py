"""From the journal to the index: what an entry speaks of is indexed anew, in one transaction.

Called by the worker at each turn, and at the start of each search, so that what was released is
found at once; when nothing was recorded since, that is one look.  A crash loses nothing: the
cursor moves in the transaction that indexes.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import batched

from django.db import OperationalError, connection, transaction

from cochair.features.documents import analysis
from cochair.features.parties.models import Forum
from cochair.features.search import index, sources
from cochair.features.search.models import Cursor, Passage
from cochair.journal import queries as journal
from cochair.journal.models import Entry
from cochair.kernel.search import Source

logger = logging.getLogger(__name__)

ENTRIES, THINGS, IN_BULK = 500, 50, 100


def catch_up(forum: Forum, at: datetime) -> int:
    """Index what was recorded after the cursor, some entries at a time; returns how many.

    Whoever comes while another does it, or while the database is busy, goes on with what there is.
    """
    size = journal.size(forum.slug)
    seen = Cursor.objects.filter(forum=forum).values_list("seq", flat=True).first()
    if size <= (seen or 0):
        return 0
    try:
        return _catch_up(forum, at, size)
    except OperationalError:
        logger.warning("The index of %s is behind: the database was busy", forum.slug)
        return 0


def work(forum: Forum, at: datetime) -> int:
    """The worker's turn: index what was recorded, and let no search pay for it."""
    number = catch_up(forum, at)
    if number:
        index.sort_in()
    return number


def _catch_up(forum: Forum, at: datetime, size: int) -> int:
    with transaction.atomic():
        cursor = _free(forum, at)
        if cursor is None:
            return 0
        began = cursor.seq
        entries = list(
            Entry.objects.filter(forum=forum.slug, seq__gt=began)
            .order_by("seq")
            .only("seq", "verb", "about_kind", "about_id", "facts")[:ENTRIES]
        )
        for source in sources.every():
            entries = _no_more_than(THINGS, source, forum, entries)
        for source in sources.every():
            for item in source.touched(forum, entries):
                again(forum, source, item)
        cursor.seq = entries[-1].seq if entries else size
        cursor.read_at = at
        cursor.save()
        return cursor.seq - began


def again(forum: Forum, source: Source, item: int) -> int:
    """Index one thing anew; returns how many passages it has.

    One that cannot be read is in the index no more, rather than as it was: that is logged, and
    the others go on.
    """
    index.take_out(source.kind, item)
    try:
        with transaction.atomic():
            return index.put(forum, _rows(source, item))
    except Exception:
        logger.exception("%s %s of %s could not be indexed", source.kind, item, forum.slug)
        return 0


def rebuild(forum: Forum, at: datetime) -> int:
    """Index everything of a forum anew; returns how many passages there are now.

    Some things at a time, so that others can write between: until then each is found as before.
    """
    size, number = journal.size(forum.slug), 0
    for source in sources.every():
        items = list(source.every(forum))
        Passage.objects.filter(forum=forum, kind=source.kind).exclude(item__in=items).delete()
        for some in batched(items, IN_BULK):
            with transaction.atomic(), index.in_bulk():
                _locked(forum, at)
                number += sum(again(forum, source, item) for item in some)
    with transaction.atomic():
        cursor = _locked(forum, at)
        cursor.seq, cursor.read_at = max(cursor.seq, size), at
        cursor.save()
    index.settle()
    return number


def _rows(source: Source, item: int) -> Iterator[index.Row]:
    place = 0
    for one in source.passages(item):
        for text, said in analysis.passages(one.text, one.language):
            if one.more:
                said = [*said, *analysis.spoken(analysis.clean(one.more), one.language)]
            yield index.Row(
                kind=source.kind,
                item=item,
                language=one.language,
                paragraph=one.paragraph,
                number=one.number[:32],
                place=place,
                state=one.state,
                text=text,
                in_house=one.in_house,
                is_public=one.is_public,
                said=said,
            )
            place += 1


def _no_more_than(most: int, source: Source, forum: Forum, entries: list[Entry]) -> list[Entry]:
    """The first entries that speak of so many things at most, and one at least."""
    while len(entries) > 1 and len(source.touched(forum, entries)) > most:
        entries = entries[: len(entries) // 2]
    return entries


def _locked(forum: Forum, at: datetime) -> Cursor:
    """The cursor of a forum for this transaction: only one indexes at a time."""
    Cursor.objects.get_or_create(forum=forum, defaults={"read_at": at})
    return Cursor.objects.select_for_update().get(forum=forum)


def _free(forum: Forum, at: datetime) -> Cursor | None:
    """The same; None while another holds it, where the database can say so."""
    Cursor.objects.get_or_create(forum=forum, defaults={"read_at": at})
    can_tell = connection.features.has_select_for_update_skip_locked
    return Cursor.objects.select_for_update(skip_locked=can_tell).filter(forum=forum).first()
