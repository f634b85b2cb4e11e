"""Which results an office may read: none that names a thing whose own page refuses it.

A result names what it was judged on, its evidence, and what its sentences speak of.  All are asked
of `parties.visibility`, so that pages, statements, archives and counts leave out the same results.
Source: domain.md C.8; architecture section 3, law 5.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries
from cochair.features.compliance.queries import Results
from cochair.features.parties import visibility
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.visibility import Thing
from cochair.journal.table_cache import TableCache
from cochair.procedure.facts import Facts, Meeting
from cochair.procedure.result import Result
from cochair.web.request_cache import once

DOCUMENT, DECISION, MEETING, SILENCE = "document", "decision", "meeting", "silence"
# Why an office reads no result of a clause: what it is judged on, or what it rests on, is closed to it.
OF_MEETINGS, OF_FACTS = "meeting", "facts"
# What joint acts that agree an exception are called.
EXCEPTION = "departure"


def results(
    forum: Forum, hat: ActingOffice | None, at: datetime, *, now: datetime | None = None
) -> Results:
    """The results of a forum at an instant (aware UTC) that a hat may read `now`, or at that instant.

    Whoever asks for another day than today reads what is open today, whatever was or will be then.
    Where nothing is left out they are those of everybody, with the indexes that were made of them.
    """
    return seen(queries.results(forum, at), forum, hat, now or at)


def seen(found: Results, forum: Forum, hat: ActingOffice | None, at: datetime) -> Results:
    """Those of some results that a hat may read at an instant (aware UTC)."""
    hidden = closed(forum, hat, at)
    if not hidden:
        return found
    left = found.narrowed(lambda one: hidden.isdisjoint(codes_of(one)))
    return found if len(left) == len(found) else left


def withheld(
    every: Results, read: Results, forum: Forum, hat: ActingOffice | None, at: datetime
) -> Mapping[str, str]:
    """The clauses of which a hat reads no result at an instant (aware UTC), each with the reason why.

    `read` are those of `every` that it may read.  The clause is public, and that a meeting exists is
    known to every reader; of all else the reason says only that it is not shared.
    """
    if len(read) == len(every):
        return {}
    return {
        rule: why_fewer(own, queries.NO_RESULTS, forum, hat, at)
        for rule, own in every.by_clause.items()
        if rule not in read.by_clause
    }


def why_fewer(
    every: Results, read: Results, forum: Forum, hat: ActingOffice | None, at: datetime
) -> str:
    """Why a hat reads fewer than `every` result of one clause; empty where it reads all.

    Where it reads some, only of meetings is told that there are more: that they exist, it knows.
    """
    if len(every) == len(read):
        return ""
    hidden = closed(forum, hat, at)
    if read:
        return OF_MEETINGS if any(_on_closed(one, hidden) for one in every) else ""
    return OF_MEETINGS if all(_on_closed(one, hidden) for one in every) else OF_FACTS


def _on_closed(result: Result, hidden: frozenset[str]) -> bool:
    on = result.target
    return on.kind == MEETING and judged_on(on.kind, on.id) in hidden


def closed(forum: Forum, hat: ActingOffice | None, at: datetime) -> frozenset[str]:
    """The ids, as facts, of all that a hat may not read at an instant (aware UTC)."""
    things = _THINGS.get(forum.slug, forum.pk, lambda: dict(_things(queries.facts(forum))))
    hidden = once(
        ("closed things", forum.pk, hat, at),
        lambda: visibility.closed(forum, hat, at, things.values()),
    )
    return frozenset(code for code, thing in things.items() if thing in hidden)


# What the ids of facts stand for.
_THINGS: TableCache[Mapping[str, Thing]] = TableCache(8)


def closed_acts(
    forum: Forum, hat: ActingOffice, at: datetime, acts: Sequence[JointAct]
) -> frozenset[int]:
    """The numbers of those of some joint acts that agree an exception for what a hat may not read."""
    named = {
        act.number: judged_on(act.body["target_kind"], act.body["target_id"])
        for act in acts
        if act.kind == EXCEPTION and act.body.get("target_kind")
    }
    if not named:
        return frozenset()
    hidden = closed(forum, hat, at)
    return frozenset(number for number, code in named.items() if code in hidden)


def codes_of(result: Result) -> frozenset[str]:
    """The ids of everything that a result names: its target, its evidence, and in its sentences."""
    said = {code for one in result.says for code in _codes(one.facts)}
    on = judged_on(result.target.kind, result.target.id)
    return frozenset({on, result.departure or "", *result.evidence, *said})


def codes_in(row: Mapping[str, object]) -> frozenset[str]:
    """The ids of everything that a row of a signed statement names."""
    target = row["target"]
    assert isinstance(target, Mapping)
    named = {code for name, value in row.items() if name != "target" for code in _codes(value)}
    return frozenset(named | {judged_on(target["kind"], target["id"])})


def judged_on(kind: str, id: str) -> str:
    """What stands for a target among the ids: what is judged on a meeting is known to whoever takes
    part in it, while that there was one is known to every reader."""
    return f"{MEETING} {id}" if kind == MEETING else id


def _codes(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _codes(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _codes(one)


def _things(facts: Facts) -> Iterator[tuple[str, Thing]]:
    """What the ids of facts stand for, where their own pages are not open to every reader."""
    before, within = _WITHIN.get(facts.forum, {}), {}
    for meeting in facts.meetings:
        yield judged_on(MEETING, meeting.id), (MEETING, meeting.id)
        known, codes = before.get(meeting.id, (None, ()))
        # Of a meeting that is as it was, nothing is looked through again.
        if known is not meeting:
            codes = tuple(_within(meeting))
        within[meeting.id] = meeting, codes
        for code in codes:
            yield code, (MEETING, meeting.id)
        for decision in meeting.decisions:
            yield decision.id, _decided(decision.id)
        if meeting.record is not None:
            yield meeting.record.id, (DOCUMENT, meeting.record.id)
    for procedure in facts.procedures:
        yield procedure.id, _decided(procedure.id)
    for document in facts.documents:
        yield document.id, (DOCUMENT, document.id)
    _WITHIN[facts.forum] = within


# By forum the meetings that were looked through last, by id, each with all ids in it.
_WITHIN: dict[str, Mapping[str, tuple[Meeting, tuple[str, ...]]]] = {}


def _within(meeting: Meeting) -> Iterator[str]:
    """The ids of everything that belongs to a meeting."""
    for field in fields(meeting):
        value = getattr(meeting, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            yield from _ids(one)


def _ids(fact: object) -> Iterator[str]:
    """The id of a fact, and those of the facts in it."""
    if not is_dataclass(fact):
        return
    for field in fields(fact):
        value = getattr(fact, field.name)
        if field.name == "id":
            yield value
        for one in value if isinstance(value, tuple) else ():
            yield from _ids(one)


def _decided(code: str) -> Thing:
    """A silence by its number, a decision in the room by its meeting and its number."""
    kind, _dash, name = code.partition("-")
    if kind == SILENCE:
        return SILENCE, name
    meeting, _dash, number = name.rpartition("-")
    return DECISION, f"{meeting}/{number}"
