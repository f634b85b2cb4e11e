"""The cycle in one picture: its parts, who presides, and the meetings that are public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as __

from cochair.features.cycles.models import Cycle
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.calendar import semesters_from
from cochair.site.desk import board, lanes
from cochair.site.public.queries import Dated, PublicMeeting
from cochair.web.formats import days_of_span, month


@dataclass(frozen=True)
class Picture:
    """The lanes of the board, its parts by number, and where today lies in percent."""

    semesters: tuple[tuple[int, tuple[date, date]], ...]
    lanes: list[board.Lane]
    today: str | None


def of(
    forum: Forum, cycle: Cycle, meetings: Sequence[PublicMeeting], at: datetime, language: str
) -> Picture | None:
    """The picture of a cycle with its meetings; None in a forum whose cycles have no parts."""
    pattern = parties.book(forum, at).pattern
    if pattern is None or not pattern.semesters:
        return None
    spans = tuple((one.start, one.end) for one in semesters_from(cycle.start, pattern.semesters))
    scale = board.Scale(spans)
    roster = parties.roster(forum)
    drawn = [
        board.Lane(
            party.presidency_title[language],
            "",
            list(
                lanes.presidencies(
                    scale,
                    roster,
                    roster.terms,
                    party.code,
                    zone=forum.zone,
                    language=language,
                    at=at,
                )
            ),
        )
        for party in roster.in_order(language)
    ]
    today = board.position_of(scale, at, forum.zone)
    shapes, rows = board.spread((_shape(scale, one, language) for one in meetings), today)
    drawn.append(board.Lane(__("Meetings"), "", shapes, h=48 + board.MEETING_ROW * (rows - 1)))
    between = board.hairs(scale)
    return Picture(
        tuple(enumerate(spans, 1)),
        [replace(lane, hairs=between) for lane in drawn],
        today,
    )


def on(forum: Forum, cycle: Cycle, meetings: Sequence[Dated], at: datetime) -> Sequence[Dated]:
    """Those of some meetings that the picture of a cycle shows."""
    pattern = parties.book(forum, at).pattern
    if pattern is None or not pattern.semesters:
        return ()
    spans = tuple((one.start, one.end) for one in semesters_from(cycle.start, pattern.semesters))
    return [one for one in meetings if _is_on(spans, one)]


def _is_on(spans: Sequence[tuple[date, date]], one: Dated) -> bool:
    if one.start is None or one.end is None or one.cancelled:
        return False
    return one.end >= spans[0][0] and one.start <= spans[-1][1]


def _shape(on: board.Scale, one: PublicMeeting, language: str) -> Mapping[str, object]:
    assert one.start is not None and one.end is not None
    first, last = one.start, one.end
    if not one.is_fixed:
        first, last = max(first, on.semesters[0][0]), min(last, on.semesters[-1][1])
    when = days_of_span(first, last, language) if one.is_fixed else _about(one, language)
    return board.meeting(
        on,
        first,
        last,
        firm=one.is_fixed,
        held=one.held,
        label=one.short,
        sub=", ".join(filter(None, (when, one.place))),
        short=one.short,
    )


def _about(one: PublicMeeting, language: str) -> str:
    assert one.start is not None
    return month(one.start, language) if one.precision == "month" else str(one.start.year)
