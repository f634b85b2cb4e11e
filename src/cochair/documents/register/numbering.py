"""Numbers without gap or duplicate, whoever asks at once."""

import secrets

from django.db.models import Max

from cochair.documents.models import Counter, Document
from cochair.parties.models import Forum
from cochair.procedure.symbol import Symbol

KEY_BYTES = 6


def next_symbol(forum: Forum, series: str, year: int) -> Symbol:
    """The next number of a series and year; called inside the transaction that uses it.

    The counter is locked until that transaction ends: a number is given once, and one whose use
    was rolled back is given again.
    """
    Counter.objects.get_or_create(forum=forum, series=series, year=year)
    counter = Counter.objects.select_for_update().get(forum=forum, series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Symbol(series, year, counter.last)


def next_part(of: Document, suffix: str) -> Symbol:
    """The next addendum or corrigendum of a work; its row is locked until the transaction ends."""
    work = Document.objects.select_for_update(of=("self",)).get(pk=of.pk)
    assert work.year is not None and work.number is not None
    rows = Document.objects.filter(of=work, suffix=suffix)
    last = rows.aggregate(n=Max("suffix_number"))["n"] or 0
    return Symbol(work.series, work.year, work.number, suffix, last + 1)


def new_key() -> str:
    """A name that tells nothing: for the journal, and for the address of a non-paper."""
    return secrets.token_hex(KEY_BYTES)
