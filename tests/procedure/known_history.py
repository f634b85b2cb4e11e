"""The forum that ships, as facts: its procedures, and its history as its files tell it."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import cochair.forums
from cochair.procedure.book import Book
from cochair.procedure.calendar import (
    end_of_day,
    parse_zoned,
    semesters_from,
    start_of_day,
)
from cochair.procedure.checks import SHAPES
from cochair.procedure.facts import (
    Chair,
    Commitment,
    Cycle,
    Facts,
    Instrument,
    Meeting,
    Membership,
    ProcedureVersion,
    Schedule,
)
from cochair.procedure.presidency import Edge, Term, TermStatus, Unknown
from cochair.procedure.reading import read

FOLDER = Path(next(iter(cochair.forums.__path__))) / "eu_clasi"


def _yaml(name: str) -> Any:
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def book() -> Book:
    """The procedures of the forum that ships."""
    text = (FOLDER / "procedure.yaml").read_text(encoding="utf-8")
    return read(text, "procedure.yaml", checks=SHAPES)


@cache
def facts() -> Facts:
    """The history of the forum that ships, as it is loaded."""
    procedures, history = book(), _yaml("history.yaml")
    edge = date.fromisoformat(history["known_until"])
    commitments = _yaml("commitments.yaml")
    days = {one["id"]: date.fromisoformat(one["date"]) for one in commitments["instruments"]}
    return Facts(
        forum=procedures.forum,
        zone=procedures.zone,
        opened_at=datetime.fromisoformat("2026-02-20T09:00:00+00:00"),
        known_until=edge,
        memberships=tuple(_memberships()),
        terms=tuple(_term(one) for one in _yaml("presidencies.yaml")["terms"]),
        cycles=tuple(_cycle(one, procedures) for one in history["cycles"]),
        meetings=tuple(_meeting(one, procedures, edge) for one in history["meetings"]),
        instruments=tuple(
            Instrument(
                id=one["id"],
                at=start_of_day(days[one["id"]], procedures.zone),
                kind=one["kind"],
                day=days[one["id"]],
                languages=frozenset(one["languages"]),
                imported=True,
            )
            for one in commitments["instruments"]
        ),
        commitments=tuple(
            Commitment(
                id=one["id"],
                at=start_of_day(days[one["instrument"]], procedures.zone),
                instrument=one["instrument"],
                imported=True,
            )
            for one in commitments["commitments"]
        ),
        versions=(
            ProcedureVersion(
                number=procedures.version,
                at=start_of_day(procedures.effective_from, procedures.zone),
                method="consensus",
                configuration="som",
                adopted_on=procedures.effective_from,
                effective_from=procedures.effective_from,
            ),
        ),
    )


def _memberships() -> list[Membership]:
    return [Membership(row["party"], row["code"]) for row in _yaml("members.yaml")["members"]]


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        id=row["id"],
        party=row["party"],
        holder=row["holder"],
        start=_edge(row["from"]),
        end=_edge(row["to"]),
        status=TermStatus(row["status"]),
        certainty=row["certainty"],
    )


def _edge(value: Any) -> Edge | None:
    if isinstance(value, Mapping):
        bounds = (value.get("not_before"), value.get("not_after"))
        return Unknown(*(parse_zoned(text) if text else None for text in bounds))
    return parse_zoned(value) if value else None


def _cycle(row: Mapping[str, Any], procedures: Book) -> Cycle:
    start = date.fromisoformat(row["start"])
    return Cycle(
        number=row["number"],
        id=f"{procedures.forum}-cycle-{row['number']}",
        at=start_of_day(start, procedures.zone),
        start=start,
        end=date.fromisoformat(row["end"]),
        semesters=tuple((one.start, one.end) for one in semesters_from(start, 3)),
        imported=True,
    )


def _meeting(row: Mapping[str, Any], procedures: Book, edge: date) -> Meeting:
    place = procedures.places.get(row["place"] or "")
    zone = place.zone if place else procedures.zone
    when = row["date"]
    starts = start_of_day(date.fromisoformat(when["start"]), zone) if when else None
    ends = end_of_day(date.fromisoformat(when["end"]), zone) if when else None
    at = min(starts, end_of_day(edge, procedures.zone)) if starts else None
    held = row["status"] == "held"
    return Meeting(
        id=row["id"],
        at=at,
        configuration=row["configuration"],
        cycle=row["cycle"],
        schedules=(
            Schedule(
                at=at,
                starts=starts,
                ends=ends,
                zone=zone,
                precision=when["precision"] if when else "unknown",
                place=row["place"],
                country=row["country"],
                format=row["format"],
            ),
        ),
        imported=True,
        opened_at=starts if held else None,
        closed_at=ends if held else None,
        chairs=tuple(
            Chair(
                f"{row['id']}-{party}",
                at,
                party,
                member,
                checked_in=held,
                established=row["co_chairs_certainty"][party] == "confirmed",
            )
            for party, member in row["co_chairs"].items()
        ),
    )
