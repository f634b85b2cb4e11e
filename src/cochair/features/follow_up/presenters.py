"""Commitments as their pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime

from django.http import QueryDict
from django.utils.translation import gettext as __

from cochair.features.commitments.models import (
    Commitment,
    PartyAssessment,
    ProgressReport,
    ReportDraft,
)
from cochair.features.cycles import queries as cycles
from cochair.features.follow_up import owners, queries, statuses
from cochair.features.follow_up.queries import Line
from cochair.features.measures.codes import BETWEEN
from cochair.features.parties.models import Forum, Party
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.web.code_labels import Mark
from cochair.web.localize import language_now, translated

STALE = "stale"
DARKEST = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked to see; empty for everything."""

    area: str = ""
    status: str = ""
    instrument: str = ""
    state: str = ""
    purpose: str = ""
    level: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out."""
        return any(astuple(self))

    def fits(self, one: Line) -> bool:
        """Whether a commitment is what was asked for."""
        by_status = self.status == one.status or (self.status == STALE and one.stale)
        return (
            (not self.area or self.area in one.row.areas)
            and (not self.status or by_status)
            and (not self.instrument or self.instrument == one.row.instrument.slug)
            and (not self.state or self.state == one.row.state)
            and (not self.purpose or self.purpose in one.row.purposes)
            and (not self.level or self.level in one.row.levels)
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the table in words."""

    line: Line
    mark: Mark
    areas: tuple[str, ...]
    owners: tuple[str, ...]
    cycles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many commitments of an area have a status; where it is drawn, and how dark."""

    status: str
    mark: Mark
    number: int
    level: int
    x: int
    mid: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A line of the grid."""

    area: str
    name: str
    cells: tuple[Cell, ...]
    total: int
    y: int
    base: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Areas against statuses, as numbers and as a picture of so many units."""

    heads: tuple[tuple[str, Mark, int], ...]
    rows: tuple[AreaRow, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Said:
    """A report as it is shown: whose, with which status."""

    row: ProgressReport
    mark: Mark
    author: str


@dataclass(frozen=True, slots=True)
class Half:
    """One Party with what it thinks of a commitment; the first is the latest."""

    party: Party
    said: tuple[PartyAssessment, ...]


type Span = tuple[int, date, date]

LEFT, STEP, LINE, HEAD = 300, 76, 30, 40


def wanted(asked: QueryDict) -> Wanted:
    """What an address asks for, cut to what a code may be long."""
    return Wanted(**{one.name: asked.get(one.name, "")[:96] for one in fields(Wanted)})


def grid(rows: Iterable[Line], book: Book) -> Grid:
    """The commitments in force by area and status."""
    in_force = [one for one in rows if one.row.state == queries.IN_FORCE]
    return grid_of(queries.counted(in_force, (code for code, _words in book.taxonomy)), book)


def grid_of(counted: Mapping[str, Mapping[str, int]], book: Book) -> Grid:
    """Figures by area and status as a grid; a shade says much by how dark it is.

    Areas of the procedures of which there are no figures are left out.
    """
    most = max((n for each in counted.values() for n in each.values()), default=0)
    columns = list(statuses.ALL.items())
    heads = tuple(
        (code, mark, LEFT + place * STEP + STEP // 2) for place, (code, mark) in enumerate(columns)
    )
    made = []
    known = [(code, words) for code, words in book.taxonomy if code in counted]
    for place, (code, words) in enumerate(known):
        cells = tuple(
            Cell(
                status,
                mark,
                counted[code][status],
                _level(counted[code][status], most),
                LEFT + column * STEP,
                LEFT + column * STEP + STEP // 2,
            )
            for column, (status, mark) in enumerate(columns)
        )
        y = HEAD + place * LINE
        total = sum(one.number for one in cells)
        made.append(AreaRow(code, str(translated(words)), cells, total, y, y + LINE * 2 // 3))
    height = HEAD + len(made) * LINE
    return Grid(heads, tuple(made), LEFT + len(columns) * STEP, height)


def table(
    rows: Sequence[Line],
    forum: Forum,
    book: Book,
    names: Mapping[str, Mapping[str, str]],
    at: datetime,
) -> list[Shown]:
    """Lines of the table in the reader's language."""
    areas = {code: str(translated(words)) for code, words in book.taxonomy}
    today = civil_day(at, forum.zone)
    spans = [(one.number, one.start, one.end) for one in cycles.cycles(forum)]
    return [
        Shown(
            one,
            statuses.ALL.get(one.status, statuses.WITHOUT),
            tuple(areas.get(code, code) for code in one.row.areas),
            tuple(
                str(translated(names[code])) if code in names else code for code in one.row.owners
            ),
            _carried(one.row, spans, today, forum.zone),
        )
        for one in rows
    ]


def reports(rows: Iterable[ProgressReport], names: Mapping[str, Mapping[str, str]]) -> list[Said]:
    """Reports with the names of their authors."""
    return [
        Said(
            row,
            statuses.ALL.get(row.status, statuses.WITHOUT),
            str(translated(names[row.author])) if row.author in names else row.author,
        )
        for row in rows
    ]


def prepared(draft: ReportDraft | None) -> dict[str, str]:
    """What a member of the delegation prepared, as the form of a report takes it."""
    if draft is None:
        return {}
    return {"status": draft.status, "words": draft.words, "evidence": draft.evidence}


def halves(row: Commitment, roster: Roster) -> list[Half]:
    """The Parties side by side, in the alphabetical order of the reader's language."""
    said = queries.assessments(row)
    return [Half(party, said.get(party.code, ())) for party in roster.in_order(language_now())]


def purposes(row: Commitment, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Why a commitment was undertaken: within which Party, or between them."""
    return [_purpose(code, names) for code in row.purposes]


def may_serve(roster: Roster) -> list[tuple[str, str]]:
    """Every purpose by its code, in words."""
    return [(code, _purpose(code, roster.names())) for code in (*roster.party_codes, BETWEEN)]


def _purpose(code: str, names: Mapping[str, Mapping[str, str]]) -> str:
    if code == BETWEEN:
        return __("between the Parties")
    return __("within {party}").format(party=translated(names.get(code, code)))


def may(row: Commitment, hat: ActingOffice) -> Mapping[str, bool]:
    """What an office may do on the page of a commitment."""
    in_force = row.state == queries.IN_FORCE
    return {
        "report": in_force and owners.may_report(row, hat) is None,
        "prepare": in_force and owners.may_prepare(row, hat) is None,
        "assess": in_force and hat.may(Power.DECIDE_FOR_PARTY),
        "name_owners": in_force and hat.may(Power.RECORD_FACTS),
        "settle": in_force and hat.may(Power.PROPOSE),
    }


def _level(number: int, most: int) -> int:
    return 0 if not number else 1 + (DARKEST - 1) * number // max(most, 1)


def _carried(row: Commitment, spans: Iterable[Span], today: date, zone: str) -> tuple[int, ...]:
    """The cycles through which a commitment was carried: from its instrument until it ended."""
    until = civil_day(row.settled_at, zone) if row.settled_at else today
    return tuple(n for n, first, last in spans if first <= until and row.instrument.day <= last)
