"""What a stock-taking report says, in codes: the same for every reader, and what both sign.

A line is a commitment with what its owner reported last and what each Party thinks of it; nothing
is worked out from opinions.  Every area of the procedures has a line as well, also one without a
commitment.  Source: I.1.3, I.2.8.a; domain.md CB-49, CB-50, C.2 (StocktakingReport).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from cochair.features.assessments import compared, results
from cochair.features.assessments.compared import Compared
from cochair.features.commitments.models import Commitment, PartyAssessment, ProgressReport
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up import queries as following
from cochair.features.follow_up import statuses
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.threats import chain
from cochair.features.threats.chain import Chain, Done, Figure, Link, Thread
from cochair.procedure.calendar import civil_day


@dataclass(frozen=True, slots=True)
class Thought:
    """What one Party thinks of a commitment, in its own words, said on a civil day (ISO 8601)."""

    party: str
    words: str
    language: str
    on: str


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment in force; `on` is the civil day of its last report (ISO 8601), or empty."""

    commitment: str
    instrument: Mapping[str, str]
    text: Mapping[str, str]
    areas: tuple[str, ...]
    owners: tuple[str, ...]
    status: str
    on: str
    author: str
    evidence: str
    language: str
    stale: bool
    thoughts: tuple[Thought, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A commitment that both found completed, replaced or closed in the cycle, on a civil day."""

    commitment: str
    text: Mapping[str, str]
    state: str
    on: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class Content:
    """A whole report as of a civil day (ISO 8601).

    `lines` are in force on that day; `ended` no longer, and were when the cycle began.
    `areas` are the areas of the procedures, each with its commitments by status; `trend` how many
    commitments had which status at the end of each cycle, the last as of `day`.
    """

    cycle: int
    day: str
    foreword: Mapping[str, str]
    lines: tuple[Line, ...]
    areas: Mapping[str, Mapping[str, int]]
    trend: tuple[tuple[int, Mapping[str, int]], ...]
    ended: tuple[Ended, ...] = ()
    # From the findings of threat assessments to results, and results beside what was expected.
    chain: Chain = field(default_factory=lambda: Chain((), ()))
    compared: tuple[Compared, ...] = ()

    @property
    def by_status(self) -> Mapping[str, int]:
        """How many lines have each status."""
        return counted(one.status for one in self.lines)

    @property
    def reported(self) -> int:
        """How many lines have a report at all."""
        return sum(bool(one.on) for one in self.lines)

    @property
    def stale(self) -> int:
        """How many lines have no report that is younger than six months."""
        return sum(one.stale for one in self.lines)


def of_cycle(cycle: Cycle, day: date, foreword: Mapping[str, str]) -> Content:
    """What the register says on a civil day of the forum's zone; a fixed number of queries."""
    forum = cycle.forum
    known = following.lines_on(forum, day)
    rows = [one for one in known if one.row.state == following.IN_FORCE]
    thoughts = _thoughts(forum)
    lines = tuple(_line(one, thoughts.get(one.row.pk, ()), forum.zone) for one in rows)
    areas = [code for code, _words in parties.book(forum).taxonomy]
    return Content(
        cycle.number,
        day.isoformat(),
        dict(foreword),
        lines,
        following.counted(rows, areas),
        _trend(forum, cycle, day),
        tuple(_in_cycle(known, cycle, day)),
        chain.of(forum),
        tuple(compared.of(one) for one in results.of_cycle(cycle)),
    )


def counted(found: Iterable[str]) -> dict[str, int]:
    """How many there are of each status, those of which there is none included."""
    figures = dict.fromkeys(statuses.ALL, 0)
    for status in found:
        figures[status] += 1
    return figures


def as_kept(content: Content) -> dict[str, Any]:
    """A report as it is kept and digested: mappings, lists, text and whole numbers."""
    kept = asdict(content)
    kept["lines"] = [_plain(one) for one in kept["lines"]]
    kept["areas"] = {code: dict(figures) for code, figures in kept["areas"].items()}
    kept["trend"] = [[number, dict(figures)] for number, figures in kept["trend"]]
    kept["ended"] = list(kept["ended"])
    kept["chain"], kept["compared"] = _as_lists(kept["chain"]), _as_lists(kept["compared"])
    return kept


def from_kept(kept: Mapping[str, Any]) -> Content:
    """The report that was kept."""
    return Content(
        kept["cycle"],
        kept["day"],
        kept["foreword"],
        tuple(_read(one) for one in kept["lines"]),
        kept["areas"],
        tuple((number, figures) for number, figures in kept["trend"]),
        # What was closed before there was such a part has none.
        tuple(Ended(**one) for one in kept.get("ended", ())),
        _read_chain(kept.get("chain", {})),
        tuple(
            Compared(**{**one, "figures": tuple(one["figures"])})
            for one in kept.get("compared", ())
        ),
    )


def _as_lists(value: Any) -> Any:
    """Plain values with lists for tuples, as a kept report has them."""
    if isinstance(value, Mapping):
        return {name: _as_lists(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_lists(one) for one in value]
    return value


def _read_chain(kept: Mapping[str, Any]) -> Chain:
    threads = (
        Thread(**{**one, "areas": tuple(one["areas"]), "links": _read_links(one["links"])})
        for one in kept.get("threads", ())
    )
    return Chain(tuple(kept.get("levels", ())), tuple(threads))


def _read_links(kept: Iterable[Mapping[str, Any]]) -> tuple[Link, ...]:
    return tuple(
        Link(
            **{
                **one,
                "levels": tuple(one["levels"]),
                "actions": tuple(
                    Done(**{**each, "reached": tuple(each["reached"])}) for each in one["actions"]
                ),
                "figures": tuple(Figure(**each) for each in one["figures"]),
            }
        )
        for one in kept
    )


def _plain(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **line,
        "areas": list(line["areas"]),
        "owners": list(line["owners"]),
        "thoughts": list(line["thoughts"]),
    }


def _read(kept: Mapping[str, Any]) -> Line:
    return Line(
        **{
            **kept,
            "areas": tuple(kept["areas"]),
            "owners": tuple(kept["owners"]),
            "thoughts": tuple(Thought(**one) for one in kept["thoughts"]),
        }
    )


def _line(one: following.Line, thoughts: Sequence[Thought], zone: str) -> Line:
    said = one.latest
    return Line(
        commitment=one.row.slug,
        instrument=one.row.instrument.title,
        text=one.row.text,
        areas=tuple(one.row.areas),
        owners=tuple(one.row.owners),
        status=one.status,
        on=civil_day(said.at, zone).isoformat() if said else "",
        author=said.author if said else "",
        evidence=said.evidence if said else "",
        language=said.language if said else "",
        stale=one.stale,
        thoughts=tuple(thoughts),
    )


def _in_cycle(known: Iterable[following.Line], cycle: Cycle, day: date) -> Iterator[Ended]:
    """What both ended from the first day of a cycle until a civil day, in the order of the lines."""
    rows = [one.row for one in known]
    slugs = {row.pk: row.slug for row in rows}
    for row in rows:
        on = _ended(row, cycle.forum.zone)
        if on is not None and cycle.start <= on <= min(cycle.end, day):
            by = slugs.get(row.replaced_by_id, "") if row.replaced_by_id else ""
            yield Ended(row.slug, row.text, row.state, on.isoformat(), by)


def _thoughts(forum: Forum) -> Mapping[int, tuple[Thought, ...]]:
    """What each Party said last of each commitment, in the order of their codes; one query."""
    rows = PartyAssessment.objects.filter(commitment__instrument__forum=forum)
    last = {
        (one.commitment_id, one.party.code): one
        for one in rows.select_related("party").order_by("at", "pk")
    }
    found: dict[int, tuple[Thought, ...]] = {}
    for (pk, party), one in sorted(last.items()):
        said = Thought(party, one.words, one.language, civil_day(one.at, forum.zone).isoformat())
        found[pk] = (*found.get(pk, ()), said)
    return found


def _trend(forum: Forum, cycle: Cycle, day: date) -> tuple[tuple[int, Mapping[str, int]], ...]:
    """For every cycle up to one, the status that each commitment then in force had at its end.

    Three queries, whatever the number of cycles.
    """
    spans = [one for one in cycles.cycles(forum) if one.number <= cycle.number]
    known = Commitment.objects.filter(instrument__forum=forum).select_related("instrument")
    rows = [
        (one.pk, _began(one, forum.zone), _ended(one, forum.zone))
        for one in known.only("state", "at", "settled_at", "instrument__day")
    ]
    reports = ProgressReport.objects.filter(commitment__instrument__forum=forum)
    said = [
        (pk, civil_day(at, forum.zone), status)
        for pk, at, status in reports.order_by("at", "pk").values_list("commitment", "at", "status")
    ]
    found = []
    for one in spans:
        last = min(one.end, day)
        status = {pk: word for pk, on, word in said if on <= last}
        there = [
            status.get(pk, statuses.NO_REPORT)
            for pk, began, ended in rows
            if began <= last and (ended is None or ended > last)
        ]
        found.append((one.number, counted(there)))
    return tuple(found)


def _began(row: Commitment, zone: str) -> date:
    return civil_day(row.at, zone) if row.at else row.instrument.day


def _ended(row: Commitment, zone: str) -> date | None:
    at: datetime | None = row.settled_at
    return civil_day(at, zone) if at else None
