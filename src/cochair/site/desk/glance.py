"""The cycle at a glance: its semesters, both presidencies, its meetings and today, in one small picture."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import dates

from cochair.procedure.facts import Meeting
from cochair.site.desk import board
from cochair.site.desk.cycle import slots
from cochair.site.desk.cycle_context import Gathered
from cochair.site.desk.labels import has_fixed_day, span_of
from cochair.site.desk.lanes import meeting_shape, presidency_lane
from cochair.web import formats

HELD, FIXED, PLANNED = "held", "wait", "plan"
# Where the bars of the Parties lie, in pixels from the top, and how far apart.
FIRST_BAR, NEXT_BAR = 40, 28
# How wide a letter of a name and the margins of its bar are, in hundredths of the picture.
A_LETTER, MARGIN = 2.0, 3.0
# The least width of a planned meeting.
LEAST = 5.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A meeting of the cycle in the list below the picture."""

    icon: str
    name: str
    slug: str
    words: str


@dataclass(frozen=True, slots=True)
class Glance:
    """What the picture is drawn from; positions are percentages as text."""

    number: int
    terms: Sequence[tuple[str, str]]
    bars: Sequence[Mapping[str, object]]
    meetings: Sequence[Mapping[str, object]]
    today: str
    stops: Sequence[Stop]


def glance(told: Gathered) -> Glance:
    """The picture of a cycle for a reader, on the day of an instant."""
    on = board.scale(told.cycle)
    shapes = [meeting_shape(told, on, meeting) for meeting in told.meetings if span_of(meeting)]
    return Glance(
        number=told.cycle.number,
        terms=list(_terms(told, on)),
        bars=list(_bars(told, on)),
        meetings=[_mark(shape) for shape in shapes],
        today=board.position_of(on, told.at, told.forum.zone) or "",
        stops=list(_stops(told)),
    )


def _terms(told: Gathered, on: board.Scale) -> Iterator[tuple[str, str]]:
    """Where each part of the board begins, and its months."""
    locale = formats.locale(told.language)
    width = 100 / len(on.semesters)
    for number, (first, last) in enumerate(on.semesters):
        words = dates.format_interval(first, last, "yMMM", locale=locale)
        yield board.percent(width * number), str(words)


def _bars(told: Gathered, on: board.Scale) -> Iterator[Mapping[str, object]]:
    for row, party in enumerate(told.roster.in_order(told.language)):
        top = FIRST_BAR + NEXT_BAR * row
        for shape in presidency_lane(told, on, party.code).shapes:
            fits = float(str(shape["w"])) > MARGIN + A_LETTER * len(str(shape["short"]))
            yield {**shape, "y": top, "ty": top + 15, "wide": fits}


def _mark(shape: Mapping[str, object]) -> Mapping[str, object]:
    """A meeting with the label in the middle, or at the edge where it would leave the picture.

    One that is planned for a day only is as wide as a sign that can be seen.
    """
    left, width = float(str(shape["x"])), 0.0 if shape["is_meet"] else float(str(shape["w"]))
    middle = left + width / 2
    if not shape["is_meet"] and width < LEAST:
        left, width = min(middle - LEAST / 2, 100 - LEAST), LEAST
        shape = {**shape, "x": board.percent(left), "w": board.percent(width)}
    anchor = "end" if middle > 80 else "mid"
    place = 100.0 if middle > 80 else max(middle, 10.0)
    return {**shape, "tx": board.percent(place), "anchor": anchor}


def _stops(told: Gathered) -> Iterator[Stop]:
    by_slug = {meeting.id: meeting for meeting in told.meetings}
    for slot in slots(told):
        words = [slot.when, slot.place, slot.state]
        yield Stop(
            _icon(by_slug.get(slot.slug)),
            slot.name,
            slot.slug,
            ", ".join(word for word in words if word),
        )


def _icon(meeting: Meeting | None) -> str:
    if meeting is None:
        return PLANNED
    if meeting.closed_at is not None:
        return HELD
    return FIXED if has_fixed_day(meeting) else PLANNED
