"""Which results an office may read: none that names a thing whose own page refuses it.

A result names what it was judged on, its evidence, and what its sentences speak of.  All are asked
of `parties.visibility`, so that pages, statements, archives and counts leave out the same results.
Source: domain.md C.8; architecture section 3, law 5.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cochair.compliance import queries
from cochair.compliance.queries import Results
from cochair.parties import visibility
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.parties.visibility import Thing
from cochair.procedure.facts import Facts
from cochair.procedure.result import Result

DOCUMENT, DECISION, SILENCE = "document", "decision", "silence"


def results(forum: Forum, hat: Hat | None, at: datetime) -> Results:
    """The results of a forum at an instant (aware UTC) that a hat may read.

    Where nothing is left out they are those of everybody, with the indexes that were made of them.
    """
    judged = queries.judged(forum, at)
    return seen(judged.results, judged.facts, forum, hat, at)


def seen(found: Results, facts: Facts, forum: Forum, hat: Hat | None, at: datetime) -> Results:
    """Those of some results that a hat may read; `facts` are those by which they were judged."""
    hidden = closed(facts, forum, hat, at)
    left = tuple(one for one in found if hidden.isdisjoint(codes_of(one)))
    return found if len(left) == len(found) else Results(left)


def closed(facts: Facts, forum: Forum, hat: Hat | None, at: datetime) -> frozenset[str]:
    """The ids, as facts, of all that a hat may not read at an instant (aware UTC)."""
    things = dict(_things(facts))
    hidden = visibility.closed(forum, hat, at, things.values())
    return frozenset(code for code, thing in things.items() if thing in hidden)


def codes_of(result: Result) -> frozenset[str]:
    """The ids of everything that a result names: its target, its evidence, and in its sentences."""
    said = {code for one in result.says for code in _codes(one.facts)}
    return frozenset({result.target.id, result.departure or "", *result.evidence, *said})


def codes_in(row: Mapping[str, object]) -> frozenset[str]:
    """The ids of everything that a row of a signed statement names."""
    return frozenset(_codes(row))


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
    for document in facts.documents:
        yield document.id, (DOCUMENT, document.id)
    for procedure in facts.procedures:
        yield procedure.id, _decided(procedure.id)
    for meeting in facts.meetings:
        for decision in meeting.decisions:
            yield decision.id, _decided(decision.id)
        if meeting.record is not None:
            yield meeting.record.id, (DOCUMENT, meeting.record.id)


def _decided(code: str) -> Thing:
    """A silence by its number, a decision in the room by its meeting and its number."""
    kind, _dash, name = code.partition("-")
    if kind == SILENCE:
        return SILENCE, name
    meeting, _dash, number = name.rpartition("-")
    return DECISION, f"{meeting}/{number}"
