"""What a compliance statement says: every result with its departures, as JSON, and what differs.

A signed statement is frozen; what is computed later is compared with it here, clause by clause,
after the same roll-up as everywhere.  Source: corrections.md sections 1 and 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import QuerySet

from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries, visibility
from cochair.features.compliance.json import rows
from cochair.features.compliance.models import Departure, Statement
from cochair.features.compliance.presenters import MEETINGS
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Invitation, JointNote, Meeting, Omission
from cochair.features.parties.models import Forum
from cochair.procedure.facts import Facts
from cochair.procedure.result import Outcome, Result, Target, rolled_up

type Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Departed:
    """What was departed from, for what, and the reason that both gave; empty where it is told
    by the fact alone, as for an absence that both excused; `version` of the procedures says the clause."""

    rule: str
    target: Target
    reason: str
    departure: str
    version: str = ""

    @property
    def as_json(self) -> dict[str, object]:
        """The same with codes and ids only."""
        return {
            "rule": self.rule,
            "target": {"kind": self.target.kind, "id": self.target.id},
            "reason": self.reason,
            "departure": self.departure,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause whose outcome after the roll-up is another one than before; None where it had none.

    `version` is that of the procedures by which it was judged last.
    """

    rule: str
    before: Outcome | None
    after: Outcome | None
    version: str = ""


def stated(forum: Forum, cycle: int, at: datetime) -> dict[str, object]:
    """What a statement of a cycle would freeze at an instant (aware UTC)."""
    found = queries.of_cycle(queries.results(forum, at), cycle)
    return {
        "results": rows(found),
        "departures": [one.as_json for one in departures(queries.facts_at(forum, at), found)],
    }


def departures(told: Facts, results: Iterable[Result]) -> list[Departed]:
    """What was departed from among some results, in the order of the clauses."""
    reasons = _reasons(told)
    return [
        Departed(
            one.rule,
            one.target,
            reasons.get(one.departure or "", ""),
            one.departure or "",
            one.procedure_version,
        )
        for one in results
        if one.outcome is Outcome.DEPARTED
    ]


def of_statement(statement: Statement, hidden: frozenset[str]) -> list[Departed]:
    """The departures that a statement froze, but for those that name some things (ids as facts)."""
    return [
        Departed(
            str(row["rule"]),
            Target(**row["target"]),  # type: ignore[arg-type]
            str(row["reason"]),
            str(row["departure"]),
        )
        for row in readable(statement.departures or (), hidden)
    ]


def in_language(forum: Forum, departures: Iterable[Departed], language: str) -> list[Departed]:
    """The same with each reason in a language, where both signed it in that language; also that
    of an absence that both excused, of which the fact alone says none."""
    departures, acts = list(departures), acts_of(forum)
    if any(one.departure not in acts for one in departures):
        acts = {**acts, **acts_by_effect(Meeting.objects.filter(forum=forum))}
    return [
        replace(one, reason=acts[one.departure].reason_in(language))
        if one.departure in acts
        else one
        for one in departures
    ]


def acts_of(forum: Forum) -> Mapping[str, JointAct]:
    """The act by which both signed each exception, by its id as a fact."""
    rows = Departure.objects.filter(forum=forum).select_related("act")
    return {f"departure-{row.pk}": row.act for row in rows}


def acts_by_effect(meetings: QuerySet[Meeting]) -> Mapping[str, JointAct]:
    """The act by which both signed each joint fact of some meetings that has the effect of an
    exception, by its id as a fact: a declaration, a function left out, an absence excused."""
    notes = JointNote.objects.filter(meeting__in=meetings).select_related("act")
    left_out = Omission.objects.filter(meeting__in=meetings).select_related("act")
    excused = Invitation.objects.filter(meeting__in=meetings).select_related("excuse_act")
    return {
        **{f"{row.kind}-{row.pk}": row.act for row in notes},
        **{f"omission-{row.pk}": row.act for row in left_out},
        **{f"invitation-{row.pk}": row.excuse_act for row in excused if row.excuse_act is not None},
    }


def outcomes(results: Iterable[Row]) -> dict[str, Outcome]:
    """One outcome for each clause from rows of JSON, in the order of the clauses."""
    found: dict[str, list[Outcome]] = {}
    for row in results:
        found.setdefault(str(row["rule"]), []).append(Outcome(str(row["outcome"])))
    return {rule: rolled_up(those) for rule, those in found.items()}


def versions(results: Iterable[Row]) -> dict[str, str]:
    """The version of the procedures by which each clause was judged, of the row that leads."""
    found: dict[str, list[Row]] = {}
    for row in results:
        found.setdefault(str(row["rule"]), []).append(row)
    said = {}
    for rule, own in found.items():
        wins = rolled_up(Outcome(str(row["outcome"])) for row in own).value
        said[rule] = str(
            next(r["procedure_version"] for r in reversed(own) if r["outcome"] == wins)
        )
    return said


def by_meeting(results: Iterable[Row]) -> dict[str, dict[str, Outcome]]:
    """One outcome for each clause of each meeting, or of the slot of one that is missing."""
    found: dict[str, list[Row]] = {}
    for row in results:
        target = row["target"]
        assert isinstance(target, Mapping)
        if target["kind"] in MEETINGS:
            found.setdefault(str(target["id"]), []).append(row)
    return {meeting: outcomes(own) for meeting, own in found.items()}


def differences(
    before: Mapping[str, Outcome],
    after: Mapping[str, Outcome],
    said_by: Mapping[str, str] | None = None,
) -> tuple[Difference, ...]:
    """The clauses that say something else, in their order; `said_by` are versions by clause."""
    rules = dict.fromkeys((*after, *before))
    said = said_by or {}
    return tuple(
        Difference(rule, before.get(rule), after.get(rule), said.get(rule, ""))
        for rule in rules
        if before.get(rule) is not after.get(rule)
    )


def as_json(forum: Forum, statement: Statement) -> dict[str, object]:
    """A signed statement for programs: instants in UTC, codes and ids, nothing to translate."""
    keys = statement.act.keys.select_related("party", "member").order_by("at", "pk")
    return {
        "forum": forum.slug,
        "cycle": statement.cycle.number,
        "number": statement.number,
        "computed_at": instant(statement.computed_at),
        "signed_at": instant(statement.at),
        "act": statement.act.number,
        "keys": [
            {"party": key.party.code, "member": key.member.code, "at": instant(key.at)}
            for key in keys
        ],
        "digest": statement.digest,
        "outcomes": {rule: one.value for rule, one in outcomes(statement.results).items()},
        "meetings": _meetings(statement.results),
        "departures": list(statement.departures or ()),
        "results": statement.results,
    }


def instant(at: datetime) -> str:
    """An instant in UTC with seconds and a `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seen(told: dict[str, object], hidden: frozenset[str]) -> dict[str, object]:
    """A statement for whoever may not read some things (ids as facts): without the rows that name them.

    How many were left out is said, for the digest is that of all; the one outcome of each clause
    names nothing, and stays as both signed it.
    """
    left = {name: readable(_rows(told, name), hidden) for name in ("results", "departures")}
    return {
        **told,
        **left,
        "meetings": _meetings(left["results"]),
        "left_out": len(_rows(told, "results")) - len(left["results"]),
    }


def readable(rows: Iterable[Row], hidden: frozenset[str]) -> list[Row]:
    """The rows of a statement that name none of some things, by their ids as facts."""
    return [row for row in rows if hidden.isdisjoint(visibility.codes_in(row))]


def to_publish(forum: Forum, cycle: Cycle, at: datetime) -> dict[str, object]:
    """One outcome for each clause, without reasons: as signed last, or else as it stands (UTC)."""
    signed = queries.statements(cycle)
    if signed:
        last = signed[-1]
        return {
            "outcomes": {rule: one.value for rule, one in outcomes(last.results).items()},
            "computed_at": last.computed_at.isoformat(),
            "statement": last.number,
        }
    results = queries.of_cycle(queries.results(forum, at), cycle.number)
    return {
        "outcomes": {rule: one.value for rule, one in results.outcomes.items()},
        "computed_at": at.isoformat(),
    }


def published_by(cycle: Cycle, body: Mapping[str, object]) -> dict[str, str]:
    """The version by which each clause of a publication was judged, where a statement says it."""
    number = body.get("statement")
    signed = next((one for one in queries.statements(cycle) if one.number == number), None)
    return versions(signed.results) if signed is not None else {}


def _meetings(results: Iterable[Row]) -> dict[str, dict[str, str]]:
    return {
        meeting: {rule: one.value for rule, one in own.items()}
        for meeting, own in by_meeting(results).items()
    }


def _rows(told: Row, name: str) -> list[Row]:
    rows = told[name]
    assert isinstance(rows, list)
    return rows


def with_differences(
    signed: Sequence[Statement],
) -> list[tuple[Statement, tuple[Difference, ...]]]:
    """Each statement of a cycle with what it says otherwise than the one before."""
    found: list[tuple[Statement, tuple[Difference, ...]]] = []
    before: dict[str, Outcome] | None = None
    said: dict[str, str] = {}
    for one in signed:
        now = outcomes(one.results)
        said |= versions(one.results)
        found.append((one, differences(before, now, said) if before is not None else ()))
        before = now
    return found


def _reasons(told: Facts) -> dict[str, str]:
    """What people wrote when they departed, by the id of the departure or of the joint fact."""
    found = {one.id: one.reason for one in told.departures}
    found |= {one.id: one.reason for cycle in told.cycles for one in cycle.extensions}
    for meeting in told.meetings:
        found |= {one.id: one.reason for one in meeting.omissions}
        found |= {one.id: one.text for one in meeting.joint_notes}
        if meeting.declaration is not None:
            found[meeting.declaration.id] = meeting.declaration.text
    return found
