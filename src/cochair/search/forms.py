"""What a search is narrowed to, as it stands in the address; what makes no sense narrows nothing."""

from collections.abc import Mapping
from datetime import date

from cochair.kernel.search import Filters
from cochair.procedure.calendar import outside_calendar

LONGEST = 96
WORDS = ("series", "kind", "meeting", "language")


def filters(asked: Mapping[str, str]) -> Filters:
    """The filters of an address."""
    words = {name: _word(asked.get(name, "")) for name in WORDS}
    return Filters(**words, since=_day(asked.get("since", "")), until=_day(asked.get("until", "")))


def _word(text: str) -> str:
    return text if len(text) <= LONGEST and text.isprintable() else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return None if outside_calendar(day) else day
