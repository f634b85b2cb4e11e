"""The options of the procedures as both Parties set them, by which dates of practice are counted."""

from collections.abc import Mapping
from datetime import date

from cochair.features.acts.models import JointAct
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book
from cochair.procedure.calendar import start_of_day
from cochair.procedure.facts import Meeting, OptionChange

OPTION = "option"


def changes(forum: str) -> tuple[OptionChange, ...]:
    """Every option that both Parties set, oldest first; kept while no act is written."""
    return _CHANGES.get(forum, "options", lambda: _changes(forum))


_CHANGES: TableCache[tuple[OptionChange, ...]] = TableCache(8, is_part=True)


def _changes(forum: str) -> tuple[OptionChange, ...]:
    rows = JointAct.objects.filter(forum__slug=forum, kind=OPTION).exclude(effective_at=None)
    return tuple(
        OptionChange(at=act.effective_at, key=act.body["key"], value=act.body["value"])
        for act in rows.order_by("effective_at", "pk")
        if act.effective_at is not None
    )


def of_meeting(book: Book, meeting: Meeting) -> Mapping[str, object]:
    """The options for a meeting: from its opening on, those that it opened with."""
    opened, adopted = meeting.opened_at, book.adopted.get("date")
    # A version says itself how its options stand: what was set before it was adopted is over.
    since = start_of_day(adopted, book.zone) if isinstance(adopted, date) else None
    values = {key: option.value for key, option in book.options.items()}
    values.update(
        (one.key, one.value)
        for one in changes(book.forum)
        if (opened is None or one.at <= opened) and (since is None or one.at >= since)
    )
    return {**values, **(meeting.options or {})}


def forget() -> None:
    """Read the options anew, whatever the ledger says; for tests."""
    _CHANGES.clear()
