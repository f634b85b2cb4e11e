"""Who may read a row of a handover file: whoever may read all that it names."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cochair.features.compliance import visibility as of_results
from cochair.features.parties import visibility
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.visibility import Thing
from cochair.kernel.handover import Row

# What stands at an address, by the arguments after the forum.
THINGS: Mapping[str, Callable[..., Thing]] = {
    "acts:act": lambda number: ("act", number),
    "desk:meeting": lambda slug: ("meeting", slug),
    "meetings:observer": lambda slug, _number: ("meeting", slug),
    "records:record": lambda slug: ("record", slug),
    "records:point": lambda slug, number: ("action-point", f"{slug}:{number}"),
    "texts:text": lambda slug: ("document", slug),
    "decisions:decision": lambda number: ("silence", number),
    "decisions:in-room": lambda slug, number: ("decision", f"{slug}/{number}"),
}


def readable(
    content: Sequence[Mapping[str, Any]], forum: Forum, hat: ActingOffice, at: datetime
) -> list[dict[str, Any]]:
    """The sections of a file with the rows that a hat may read at an instant (aware UTC).

    The file stays as it was made; one that was made long ago says by its addresses alone what it names.
    """
    things = {_thing(one) for section in content for one in section["rows"]} - {None}
    hidden = visibility.closed(forum, hat, at, [one for one in things if one is not None])
    codes = of_results.closed(forum, hat, at)
    return [
        {
            "code": section["code"],
            "rows": [
                one
                for one in section["rows"]
                if _thing(one) not in hidden and codes.isdisjoint(one.get("about", ()))
            ],
        }
        for section in content
    ]


def _thing(row: Row | Mapping[str, Any]) -> Thing | None:
    """What stands at the address of a row, where not every reader of the forum reads it."""
    name, _forum, *arguments = row["where"] or ("", "")
    return THINGS[name](*arguments) if name in THINGS else None
