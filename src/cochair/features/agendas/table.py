"""The agenda of a meeting written as a table: at once, or line by line; each time one revision."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from cochair.features.agendas import actions, merging, queries, refusals
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.items import BY_CONSENT, FROM_POINT, Item, Items
from cochair.features.agendas.merging import POINT, Line
from cochair.features.agendas.queries import PROVISIONAL, Version
from cochair.features.agendas.revision import locked, new_key, revise, told
from cochair.features.agendas.titles import as_it_is
from cochair.features.meetings.models import Meeting, OpenPoint
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _, require


def proposed(meeting: Meeting, book: Book) -> tuple[Line, ...]:
    """The lines of an agenda that has not begun: the tasks of the type of meeting, each called as
    the procedures call it, then what earlier meetings left open."""
    wanted = queries.functions(book, meeting.configuration)
    found = [
        Line(dict(one.label), tags=(one.tag,))
        for one in book.configurations[meeting.configuration].functions
        if one.tag in wanted
    ]
    return (*found, *left_open(meeting))


def left_open(meeting: Meeting) -> tuple[Line, ...]:
    """A line for each point that an earlier meeting left open and nobody placed or put off."""
    return tuple(
        Line(dict(point.text), key=f"{POINT}{point.pk}")
        for point in queries.points(meeting)
        if not (point.item_key or point.deferral_reason or point.settled_at)
    )


def shown_line(meeting: Meeting, key: str, seen: int) -> Line:
    """The line of an item as the version `seen` (its token) showed it, of an open point as it
    stands, and an empty one for a new item."""
    known = queries.versions(meeting)
    base = next((one for one in known if one.token == seen), None)
    lines = (*(of_version(base) if base else ()), *left_open(meeting))
    found = next((one for one in lines if key and one.key == key), None)
    return replace(found or Line({}, key), seen=seen)


def of_version(version: Version) -> tuple[Line, ...]:
    """The lines of a version."""
    return tuple(Line(one.title, one.key, one.type, one.minutes, one.tags) for one in version.items)


@transaction.atomic
def write_table(
    meeting: Meeting, lines: Sequence[Line], *, seen: int, by: ActingOffice, at: datetime
) -> Version:
    """Write the agenda as the lines say it, in their order, as one revision; `seen` is the token
    of the version that was shown, and 0 before the agenda began.

    What a line leaves as it was shown follows what others wrote meanwhile, and an item that no
    line names stays: so one line alone may be written.  What a line does not say of an item (its
    papers, its tasks) stays too.  Raises Refused for what an item may not be, for leaving out one
    that was asked for, and for a line that says otherwise than it was shown while somebody else
    changed the same item; StaleVersion for a table of an agenda that had not begun then.
    """
    meeting = locked(meeting)
    points = {f"{POINT}{row.pk}": row for row in queries.points(meeting)}
    known = queries.versions(meeting)
    last = queries.latest(known)
    require(*_against(meeting, last, lines, points))
    book = parties.book(meeting.forum, at)
    placed: dict[str, OpenPoint] = {}
    if last is None:
        items = merging.merged((), (), lines, _new(1, points, placed))
        require(
            refusals.of_version(items),
            *(no for one in items for no in refusals.of_item(one, book, meeting.configuration)),
        )
        made = actions.begin_stage(meeting, stage=PROVISIONAL, items=items, by=by, at=at)
    else:
        shown = {one.token: one.items for one in known}
        if seen in shown:
            lines = [replace(line, seen=line.seen or seen) for line in lines]
            taken = merging.conflicts(shown, last.items, lines)
            require(*(changed_since(last.items, key) for key in taken))

        def change(base: Version) -> Items:
            number = int(new_key(meeting, last)[1:])
            return merging.merged(
                shown[seen], last.items, lines, _new(number, points, placed), shown
            )

        # Only a table from before the agenda began is older than what may be merged.
        token = last.token if seen in shown else seen
        made = revise(meeting, seen=token, change=change, by=by, at=at, verb=actions.REVISED)
    for key, row in placed.items():
        if agenda_items.found(made.items, key) is not None:
            _place(meeting, row, key, by, at)
    return made


@transaction.atomic
def place_line(
    meeting: Meeting, key: str, *, place: int, seen: int, by: ActingOffice, at: datetime
) -> Version:
    """Move an item to a place counted from 1, as one revision.

    Raises Refused where somebody else changed the order since the version `seen` was shown; the
    rest as in `move_item`.
    """
    meeting = locked(meeting)
    known = queries.versions(meeting)
    last = queries.latest(known)
    shown = next((one for one in known if one.token == seen), None)
    require(refusals.begun(last), _same_order(shown, last))
    assert last is not None
    found = agenda_items.found(last.items, key)
    require(refusals.known_item(found))
    assert found is not None
    steps = place - 1 - last.items.index(found)
    return actions.move_item(meeting, key, steps=steps, seen=last.token, by=by, at=at)


def changed_since(items: Items, key: str) -> Refusal:
    """The refusal of a line whose item somebody else changed meanwhile, or took off."""
    found = agenda_items.found(items, key)
    if found is None:
        return Refusal("practice", _("This item has been taken off the agenda in the meantime."))
    return Refusal(
        "practice",
        _("Item {number} has been changed in the meantime. It now says: {words}"),
        {"number": items.index(found) + 1, "words": as_it_is(merging.words(found))},
    )


def _same_order(shown: Version | None, last: Version | None) -> Refusal | None:
    if shown is not None and last is not None:
        there = {one.key for one in last.items}
        before = [one.key for one in shown.items if one.key in there]
        if before == [one.key for one in last.items]:
            return None
    return Refusal(
        "practice", _("The order of the items has been changed in the meantime. Look at it first.")
    )


def _new(
    number: int, points: Mapping[str, OpenPoint], placed: dict[str, OpenPoint]
) -> merging.Makes:
    """Makes the item of a new line with the next free key; notes which points are taken."""
    count = itertools.count(number)

    def make(line: Line) -> Item:
        point = points.get(line.key)
        origin = f"{FROM_POINT}:{point.pk}" if point else ""
        item = Item(f"i{next(count)}", tags=line.tags, origin=origin)
        if point is not None:
            placed[item.key] = point
        return item

    return make


def _against(
    meeting: Meeting,
    last: Version | None,
    lines: Sequence[Line],
    points: Mapping[str, OpenPoint],
) -> Iterable[Refusal | None]:
    named = {line.key for line in lines}
    known = {one.key for one in last.items} if last else set()
    asked = {
        row.item_key for row in queries.requests(meeting) if row.state == queries.PLACED
    } & known
    yield _asked_for(asked & {line.key for line in lines if line.is_empty})
    discussed = queries.discussions(meeting)
    yield _discussed([line for line in lines if line.type == BY_CONSENT and line.key in discussed])
    yield _known(named - {""} - known - points.keys(), last)


def _asked_for(left_out: set[str]) -> Refusal | None:
    if not left_out:
        return None
    return Refusal(
        "practice",
        _("A requested item is removed on its own page, with a reason."),
    )


def _discussed(lines: Sequence[Line]) -> Refusal | None:
    if not lines:
        return None
    return Refusal(
        "practice",
        _("A delegation asked to discuss this item: it may not be adopted without debate."),
    )


def _known(keys: set[str], last: Version | None) -> Refusal | None:
    """An item of an older version may have gone meanwhile: then the table that was shown is stale."""
    if not keys or last is not None:
        return None
    return Refusal("practice", _("There is no such item on this agenda."))


def _place(meeting: Meeting, row: OpenPoint, key: str, by: ActingOffice, at: datetime) -> None:
    row.item_key, row.placed_at = key, at
    row.deferral_reason, row.deferred_at = "", None
    row.save(update_fields=["item_key", "placed_at", "deferral_reason", "deferred_at"])
    told(meeting, "point.placed", by=by, at=at, facts={"point": row.pk, "item": key})
