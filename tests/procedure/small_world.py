"""An invented forum: the Norland Union and the Sudria League meet in a council and a board.

A cycle is twelve months of two semesters: the council in the first, the board in the second.
Norland is presided by calendar half-years, Sudria from handover to handover.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cochair.procedure.book import (
    Book,
    Configuration,
    Function,
    Group,
    Option,
    PartyEntry,
    Pattern,
    Place,
    TimetableEntry,
)
from cochair.procedure.calendar import end_of_day, start_of_day
from cochair.procedure.clause import Check, Citation, Clause, Severity
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import (
    Agenda,
    AgendaItem,
    Chair,
    Cycle,
    Decision,
    Delegation,
    Facts,
    Invitation,
    KeyTurn,
    Meeting,
    Membership,
    Notice,
    Schedule,
)
from cochair.procedure.presidency import Term, TermStatus
from cochair.procedure.result import Outcome, Result

ZONE = "Europe/Vienna"
FORUM = "harbour-talks"
NORLAND, SUDRIA = "NORLAND", "SUDRIA"
COUNCIL, BOARD = "council", "board"
FIRST_YEAR = 2030

OPTIONS: Mapping[str, object] = {
    "cadence.months": 12,
    "cadence.tolerance_days": 60,
    "record.approval_days": 45,
}


def at(text: str) -> datetime:
    """An instant in UTC: `2031-03-05` is noon, `2031-03-05 14:30` that time."""
    moment = datetime.fromisoformat(text)
    return moment.replace(hour=moment.hour if " " in text else 12, tzinfo=UTC)


def day(text: str) -> date:
    """A civil day."""
    return date.fromisoformat(text)


def midnight(text: str) -> datetime:
    """The UTC instant at which a civil day is over in the forum's zone."""
    return end_of_day(day(text), ZONE)


def configuration(code: str, semester: int, **fields: Any) -> Configuration:
    """A configuration of members, unless `groups` are given."""
    words = {"en": code}
    given: dict[str, Any] = {
        "title": words,
        "short": words,
        "slug": code,
        "semester": semester,
        "parties": (NORLAND, SUDRIA),
        "groups": (),
        "also_invited": (),
        "accepted_functions": ("minister",),
        "replacement_functions": ("deputy",),
        "functions": (
            Function("talk", words, ()),
            Function("decide", words, ()),
        )
        if code == COUNCIL
        else (Function("review", words, ()), Function("explore", words, ())),
        "formats": {"preferred": ("in_person",)},
    }
    return Configuration(code=code, **(given | fields))


def book(*clauses: Clause, options: Mapping[str, object] | None = None, **fields: Any) -> Book:
    """The procedures of the forum, with the clauses and options given."""
    values = OPTIONS | (options or {})
    words = {"en": "Harbour talks"}
    given: dict[str, Any] = {
        "forum": FORUM,
        "title": words,
        "short_title": words,
        "about": words,
        "version": "1.0",
        "effective_from": day("2030-01-01"),
        "adopted": {},
        "source": {},
        "zone": ZONE,
        "languages": ("en",),
        "rolls": {"pre_meeting": "previous_working_day", "post_meeting": "next_working_day"},
        "holidays": frozenset(),
        "parties": (
            PartyEntry(NORLAND, words, words, "calendar_half_year", words, ZONE),
            PartyEntry(SUDRIA, words, words, "handover_event", words, "America/Lima"),
        ),
        "groups": {
            one.code: one
            for one in (
                Group("BUREAU", words, NORLAND, "institution"),
                Group("AGENCIES", words, SUDRIA, "agency_list", ("coast", "river")),
                Group("N_PRES", words, NORLAND, "presidency"),
                Group("S_NEXT", words, SUDRIA, "incoming"),
            )
        },
        "places": {
            "hub": Place("hub", words, "NH", ZONE),
            "north": Place("north", words, "NA", ZONE),
            "south": Place("south", words, "SA", "America/Lima"),
            "far": Place("far", words, "XX", ZONE),
        },
        "pattern": Pattern(12, 2, day("2030-01-01"), ((1, COUNCIL), (2, BOARD))),
        "configurations": {
            COUNCIL: configuration(COUNCIL, 1),
            BOARD: configuration(BOARD, 2),
        },
        "clauses": clauses,
        "options": {key: Option(key, value, None, words, None) for key, value in values.items()},
        "ambiguities": {},
        "timetable": (
            TimetableEntry("send", words, "meeting.start", -60, "pre_meeting", {}, {}, "practice"),
        ),
        "taxonomy": (("fish", words), ("ports", words)),
        "by_id": {clause.id: clause for clause in clauses},
    }
    return Book(**(given | fields))


def clause(
    fn: str,
    scope: str = "meeting",
    due: str | None = "meeting.opened",
    /,
    *,
    id: str = "H.1",
    among: tuple[str, ...] = (COUNCIL,),
    severity: Severity = Severity.EXPECTED,
    basis: str | None = "rule",
    **args: object,
) -> Clause:
    """A clause that is decided by one predicate."""
    words = {"en": fn}
    return Clause(
        id=id,
        citation=Citation((1,), "I", "1", "", "", words),
        text=words,
        asks=words,
        remedy=words,
        word=words,
        cls="should",
        severity=severity,
        configurations=among,
        responsible={},
        parties=(),
        check=Check(fn, scope, due, basis, args, "automatic"),
        judged_by_people=None,
        ambiguities=(),
    )


def schedule(
    first: str = "2031-03-05 09:00", last: str = "2031-03-05 17:00", /, **fields: Any
) -> Schedule:
    """A schedule fixed to the day, at the hub and in person."""
    given: dict[str, Any] = {
        "at": at("2030-06-01"),
        "zone": ZONE,
        "place": "hub",
        "country": "NH",
        "format": "in_person",
    }
    return Schedule(starts=at(first), ends=at(last), **(given | fields))


def meeting(name: str = "council-2", /, **fields: Any) -> Meeting:
    """A council of cycle 2, planned for 5 March 2031 and not opened."""
    given: dict[str, Any] = {
        "at": at("2030-06-01"),
        "configuration": COUNCIL,
        "cycle": 2,
        "schedules": (schedule(),),
    }
    return Meeting(id=name, **(given | latest(fields)))


def latest(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a meeting, where a notice, agenda or coherence note alone is its history."""
    for one, history in (
        ("notice", "notices"),
        ("agenda", "agendas"),
        ("coherence", "coherence_notes"),
    ):
        if one in fields:
            fields = {k: v for k, v in fields.items() if k != one} | {history: (fields[one],)}
    return fields


def held(name: str = "council-2", on: str = "2031-03-05", /, **fields: Any) -> Meeting:
    """A meeting that opened and closed on a day."""
    start, end = f"{on} 09:00", f"{on} 17:00"
    form = {key: fields.pop(key) for key in ("place", "country", "format") if key in fields}
    given: dict[str, Any] = {
        "schedules": (schedule(start, end, **form),),
        "opened_at": at(start),
        "closed_at": at(end),
    }
    return meeting(name, **(given | fields))


def history(name: str = "council-2", on: str = "2031-03-05", /, **fields: Any) -> Meeting:
    """A meeting of history: that it was held is known, and little else."""
    first, last = start_of_day(day(on), ZONE), end_of_day(day(on), ZONE)
    form = {key: fields.pop(key) for key in ("place", "country", "format") if key in fields}
    one = replace(schedule(**form), at=first, starts=first, ends=last)
    given: dict[str, Any] = {
        "at": first,
        "schedules": (one,),
        "opened_at": first,
        "closed_at": last,
        "imported": True,
    }
    return meeting(name, **(given | fields))


def cycle(number: int, **fields: Any) -> Cycle:
    """Cycle 1 is the year 2030, cycle 2 the year 2031."""
    year = FIRST_YEAR + number - 1
    given: dict[str, Any] = {
        "id": f"{FORUM}-cycle-{number}",
        "at": start_of_day(date(year - 1, 12, 1), ZONE),
        "start": date(year, 1, 1),
        "end": date(year, 12, 31),
        "semesters": (
            (date(year, 1, 1), date(year, 6, 30)),
            (date(year, 7, 1), date(year, 12, 31)),
        ),
    }
    return Cycle(number=number, **(given | fields))


def terms() -> tuple[Term, ...]:
    """Norland: NA to June 2031, then NB. Sudria: SA to 1 May 2031, then SB, then SC."""

    def term(party: str, holder: str, start: str, end: str | None) -> Term:
        return Term(
            f"{party}-{holder}",
            party,
            holder,
            start_of_day(day(start), ZONE),
            start_of_day(day(end), ZONE) if end else None,
            TermStatus.DESIGNATED,
        )

    return (
        term(NORLAND, "NA", "2029-01-01", "2031-07-01"),
        term(NORLAND, "NB", "2031-07-01", "2033-01-01"),
        term(SUDRIA, "SA", "2029-01-01", "2031-05-01"),
        term(SUDRIA, "SB", "2031-05-01", "2033-01-01"),
        term(SUDRIA, "SC", "2033-01-01", None),
    )


def facts(*meetings: Meeting, **fields: Any) -> Facts:
    """Both cycles, all presidencies and three members of each Party, with the meetings given."""
    given: dict[str, Any] = {
        "opened_at": at("2029-12-01"),
        "memberships": tuple(
            Membership(party, f"{party[0]}{letter}")
            for party in (NORLAND, SUDRIA)
            for letter in "ABC"
        ),
        "terms": terms(),
        "cycles": (cycle(1), cycle(2)),
    }
    return Facts(forum=FORUM, zone=ZONE, meetings=meetings, **(given | fields))


def keys(on: str, north: str = "NA", south: str = "SA") -> tuple[KeyTurn, ...]:
    """The keys of both presidencies."""
    return KeyTurn(NORLAND, north, at(on)), KeyTurn(SUDRIA, south, at(on))


def notice(on: str = "2030-12-20", recipients: Iterable[str] | None = None) -> Notice:
    """A notice that both presidencies issued, to every member."""
    to = recipients if recipients is not None else ("NA", "NB", "NC", "SA", "SB", "SC")
    return Notice("notice", at(on), keys(on), {one: at(on) for one in to})


def chairs(north: str = "NA", south: str = "SA", *, checked_in: bool = True) -> tuple[Chair, ...]:
    """One co-chair of each Party."""
    since = at("2030-12-01")
    return (
        Chair("chair-n", since, NORLAND, north, checked_in=checked_in),
        Chair("chair-s", since, SUDRIA, south, checked_in=checked_in),
    )


def invitation(to: str, on: str = "2030-12-20", **fields: Any) -> Invitation:
    """An invitation."""
    return Invitation(f"invite-{to}", at(on), to, **fields)


def delegations(*members: str, function: str = "minister", **fields: Any) -> tuple[Delegation, ...]:
    """Delegations that checked in on the day of the council of cycle 2."""
    given: dict[str, Any] = {
        "head_function": function,
        "checked_in_at": at("2031-03-05 08:30"),
    }
    return tuple(
        Delegation(
            f"delegation-{member}",
            at("2031-02-01"),
            NORLAND if member.startswith("N") else SUDRIA,
            member,
            **(given | fields),
        )
        for member in members
    )


def item(number: int, *tags: str, **fields: Any) -> AgendaItem:
    """An agenda item that serves these functions."""
    return AgendaItem(f"item-{number}", number, frozenset(tags), **fields)


def agenda(*items: AgendaItem, on: str = "2031-02-19") -> Agenda:
    """A final agenda."""
    return Agenda("agenda", at(on), items)


def decision(name: str = "decision", on: str = "2031-03-05 15:00", **fields: Any) -> Decision:
    """A text agreed by consensus, declared by both co-chairs."""
    given: dict[str, Any] = {
        "kind": "other",
        "outcome": "adopted_by_consensus",
        "declared_by": frozenset({NORLAND, SUDRIA}),
    }
    return Decision(name, at(on), **(given | fields))


def results(
    asked: Clause,
    known: Facts,
    now: str | datetime,
    *,
    options: Mapping[str, object] | None = None,
    **fields: Any,
) -> tuple[Result, ...]:
    """What becomes of one clause."""
    moment = now if isinstance(now, datetime) else at(now)
    return evaluate(book(asked, options=options, **fields), known, moment)


def result(
    asked: Clause,
    known: Facts,
    now: str | datetime = "2031-12-01",
    *,
    on: str = "council-2",
    options: Mapping[str, object] | None = None,
    **fields: Any,
) -> Result:
    """What becomes of one clause on one target."""
    found = results(asked, known, now, options=options, **fields)
    return next(one for one in found if one.target.id == on)


def outcome(
    asked: Clause,
    known: Facts,
    now: str | datetime = "2031-12-01",
    *,
    on: str = "council-2",
    options: Mapping[str, object] | None = None,
    **fields: Any,
) -> Outcome:
    """The same, in a word."""
    return result(asked, known, now, on=on, options=options, **fields).outcome
