"""The result of every clause on everything it is about, at one instant.

A pure function of the facts, the procedures, the options and the clock: the same inputs give the
same results, in whatever order the facts come (INV-8). Results are computed and never edited;
what people change is facts, departures and options. Nothing here blocks anybody.

Source: corrections.md section 1, which is followed line by line in `_judged`; domain A.2, rules
of the evaluator.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from cochair.procedure import attested, holding
from cochair.procedure.book import Book
from cochair.procedure.checks import REGISTRY
from cochair.procedure.checks.arguments import texts
from cochair.procedure.checks.registry import AGENDA, AT_DUE, AT_ONCE, CLOSED, NOTICE, OPENED
from cochair.procedure.clause import Clause
from cochair.procedure.dues import due_at
from cochair.procedure.facts import Facts, known
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding, Ground, Outcome, Result
from cochair.procedure.targets import Targets, slot_id
from cochair.procedure.view import Case, View

__all__ = ["BEFORE_THE_PROCEDURES", "Evaluation", "arguments_of", "evaluate"]

BEFORE_THE_PROCEDURES = frozenset(
    {"in_semester", "cadence", "venue_allowed", "format_is", "cycle_shape", "configurations_held"}
)
"""What is asked even of targets that are older than the procedures."""

OUTSIDE_CYCLES = frozenset({"cadence", "venue_allowed", "format_is"})
"""What is asked of a meeting before the first cycle; it has no other rows."""

SEVERITY_OPTIONS = {"cadence": "severity.map.cadence", "venue_allowed": "severity.map.venue"}

AT_RISK_FOR = timedelta(days=7)
A_DAY = timedelta(days=1)

BEFORE = Sentence(_("Earlier than the procedures."))
ABANDONED = Sentence(_("Both presidencies abandoned the cycle."))
NO_TARGET = Sentence(_("The clause does not apply to anything yet."))
NO_PUBLIC_EVIDENCE = Sentence(_("No public evidence was found."))
NOT_OPENED = Sentence(_("The meeting has not been opened."))

WAITS = {
    NOTICE: Sentence(_("This counts once the notice of meeting is issued.")),
    OPENED: Sentence(_("This counts once the meeting is opened.")),
    CLOSED: Sentence(_("This counts once the meeting is closed.")),
    AT_DUE: Sentence(_("This counts once the clause is due.")),
}
"""Why what is so does not yet count, by the event from which it does; with a final agenda it does."""


def evaluate(
    book: Book,
    facts: Facts,
    now: datetime,
    *,
    books: Mapping[str, Book] | None = None,
) -> tuple[Result, ...]:
    """Every result at `now` (aware UTC), in the order of the clauses, then of their targets.

    `book` are the procedures in force; `books` are all versions by number, so that a meeting
    keeps those it opened under. Later facts than `now` are left out of account.
    """
    view = View(book, known(facts, now), now, books)
    return tuple(Evaluation(view, Targets(view)).results())


def arguments_of(clause: Clause, case: Case) -> dict[str, object]:
    """The arguments of a clause's check, every option replaced by its value for the case."""
    return {name: _value(arg, case) for name, arg in clause.check.args.items()}


@dataclass
class Evaluation:
    """One run: the view, what there is to judge, and departures and arguments looked up once."""

    view: View
    targets: Targets
    departures: dict[tuple[str, str], str] = field(default_factory=dict)
    arguments: dict[tuple[str, str, int], Mapping[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in sorted(self.view.facts.departures, key=lambda d: (d.at, d.id), reverse=True):
            self.departures[one.rule, one.target] = one.id

    def results(self) -> Iterator[Result]:
        """Clause by clause: those of the book given first, then what only older versions had."""
        return chain.from_iterable(self.by_clause().values())

    def by_clause(self) -> Mapping[str, tuple[Result, ...]]:
        """The same, by the ids of the clauses."""
        used = self.targets.books
        by_book = {v: {one.id: one for one in book.clauses} for v, book in used.items()}
        current = {clause.id: clause for clause in self.view.book.clauses}
        older = (clause.id for book in used.values() for clause in book.clauses)
        found: dict[str, tuple[Result, ...]] = {}
        for id in dict.fromkeys((*current, *older)):
            rows = self._of_clause(id, {v: of[id] for v, of in by_book.items() if id in of})
            without = not rows and id in current
            found[id] = (self._without_target(current[id]),) if without else rows
        return found

    def _of_clause(self, _id: str, versions: Mapping[str, Clause]) -> tuple[Result, ...]:
        """What a clause says of each case, as the version says it under which the case falls."""
        return tuple(self.result(clause, case) for case, clause in self._rows(versions))

    def _rows(self, versions: Mapping[str, Clause]) -> list[tuple[Case, Clause]]:
        rows = [
            (case, clause)
            for version, clause in versions.items()
            for case in self._cases(clause)
            if case.book.version == version
        ]
        rows.sort(key=lambda row: row[0].order)
        return rows

    def _among(self, clause: Clause) -> Iterator[tuple[Case, ...]]:
        """Among which a clause finds what it is judged on; whichever version that falls under."""
        targets, codes = self.targets, clause.configurations
        match clause.check.scope:
            case "forum":
                yield (targets.forum,)
            case "cycle":
                yield targets.cycles
            case "slot":
                yield from (targets.slots.get(code, ()) for code in codes)
            case "meeting" if clause.check.fn == "cadence":
                yield from (targets.intervals.get(code, ()) for code in codes)
            case "meeting":
                every = targets.by_configuration
                yield from (every.get(code, ()) for code in dict.fromkeys(codes))
            case "document":
                yield targets.documents
            case "decision":
                yield targets.procedures
            case "instrument":
                yield from map(targets.instruments, texts(clause.check.args.get("of")))

    def _cases(self, clause: Clause) -> Iterator[Case]:
        scope, fn = clause.check.scope, clause.check.fn
        for cases in self._among(clause):
            match scope, fn:
                case "meeting", "cadence":
                    yield from cases
                case "slot" | "meeting", _:
                    yield from self._askable(cases, fn)
                case "document" | "decision", _:
                    yield from self._attached(cases, clause)
                case _:
                    yield from cases

    def _attached(self, cases: tuple[Case, ...], clause: Clause) -> Iterator[Case]:
        """Documents and procedures of the clause's configurations, and those of no meeting."""
        for case in cases:
            if case.meeting is None or case.configuration in clause.configurations:
                yield case

    def _askable(self, cases: tuple[Case, ...], fn: str) -> Iterator[Case]:
        """Meetings outside any cycle have no slot; before the first cycle little is asked."""
        for case in cases:
            if (
                case.meeting is None
                or case.cycle is not None
                or fn in OUTSIDE_CYCLES
                or (fn != "in_semester" and case.meeting.id not in self.targets.early)
            ):
                yield case

    def _without_target(self, clause: Clause) -> Result:
        case = self.targets.running()
        return Result(
            rule=clause.id,
            target=case.target,
            outcome=Outcome.NOT_APPLICABLE,
            ground=Ground.CONDITION_ABSENT,
            due_basis=clause.check.due_basis,
            says=(NO_TARGET,),
            procedure_version=case.book.version,
            severity=self._severity(clause, case),
        )

    def result(self, clause: Clause, case: Case) -> Result:
        """What one clause says of one case."""
        args = self._arguments(clause, case)
        if case.before and not self._asked_before(clause, case):
            finding = Finding(None, absent=True, says=(BEFORE,))
        elif _is_abandoned(case):
            finding = Finding(None, absent=True, says=(ABANDONED,))
        else:
            finding = self._found(clause, case, args)
        due = due_at(self.view, case, clause.check, args)
        if finding.not_before is not None:
            due = max(due or finding.not_before, finding.not_before)
        judged = self._judged(clause, case, finding, due)
        # Nobody could have done here in time what was before Cochair.
        timed = judged.outcome is Outcome.MET and not attested.bears(self.view, case, finding)
        return Result(
            rule=clause.id,
            target=case.target,
            outcome=judged.outcome,
            ground=judged.ground,
            due=due,
            due_basis=clause.check.due_basis,
            late_days=_late(finding.decided_at, due) if timed else None,
            at_risk=judged.outcome is Outcome.NOT_YET_DUE and self._at_risk(finding, due),
            evidence=finding.evidence,
            says=_told(finding, judged),
            departure=judged.departure,
            procedure_version=case.book.version,
            severity=self._severity(clause, case),
        )

    def _found(self, clause: Clause, case: Case, args: Mapping[str, object]) -> Finding:
        """What the predicate answers; of a meeting that nobody opened, some have no true answer."""
        predicate = REGISTRY[clause.check.fn]
        finding = predicate.ask(self.view, case, args)
        if not finding.absent and (gone := attested.of_slot(self.view, case)) is not None:
            return gone
        # What counts from the opening on needs one.
        if_held = predicate.if_held or predicate.settles in (OPENED, CLOSED)
        missed = case.meeting is not None and not self.view.on_course(case)
        if finding.value is True and if_held and missed:
            return replace(finding, value=None, decided_at=None, says=(NOT_OPENED,))
        return finding

    def _judged(
        self, clause: Clause, case: Case, finding: Finding, due: datetime | None
    ) -> "_Judged":
        """The lines of corrections.md section 1, in their order."""
        now = self.view.now
        value = finding.value
        if value is False and case.imported and not finding.contrary:
            # Of what is imported an absent row is unknown, never false.
            value = None
        missed = case.meeting is not None and not case.reported and self.view.missed(case.meeting)
        if finding.absent:
            return _Judged(Outcome.NOT_APPLICABLE, Ground.CONDITION_ABSENT)
        overdue = due is not None and now > due
        if value is True and (overdue or self._settled(clause, case, due)):
            if case.reported:
                return _Judged(Outcome.UNKNOWN, Ground.NO_EVIDENCE, holding.if_held(case.meeting))
            by_word = finding.attested or attested.bears(self.view, case, finding)
            return _Judged(Outcome.MET, Ground.ATTESTED if by_word else Ground.EVIDENCE)
        departure = self._departure(clause, case, finding)
        if departure is not None:
            return _Judged(Outcome.DEPARTED, Ground.ACCEPTED_DEPARTURE, departure=departure)
        if case.reported:
            return _Judged(Outcome.UNKNOWN, Ground.NO_EVIDENCE, holding.maybe_held(case.meeting))
        if attested.against_a_preference(self.view, case, finding, self._severity(clause, case)):
            return _Judged(Outcome.UNKNOWN, Ground.NO_EVIDENCE, (attested.NOT_PREFERRED,))
        if value is False and finding.final:
            return _Judged(Outcome.NOT_MET, Ground.CONTRARY_EVIDENCE)
        if not overdue:
            says = (WAITS[REGISTRY[clause.check.fn].settles],) if value is True else ()
            return _Judged(Outcome.NOT_YET_DUE, _ground(finding), says=says)
        if value is None and (case.imported or finding.unsure):
            told = attested.bears(self.view, case, finding)
            none = attested.NOTHING_ATTESTED if told else NO_PUBLIC_EVIDENCE
            says = () if finding.unsure else (none,)
            return _Judged(Outcome.UNKNOWN, Ground.NO_EVIDENCE, says=says)
        says = (NOT_OPENED,) if value is None and missed else ()
        return _Judged(Outcome.NOT_MET, _ground(finding), says=says)

    def _asked_before(self, clause: Clause, case: Case) -> bool:
        """Whether a clause is asked of a target that is older than the procedures.

        Of the predicate that asks which configurations met, only where it is the shape of the
        whole cycle.
        """
        fn = clause.check.fn
        if fn != "configurations_held":
            return fn in BEFORE_THE_PROCEDURES
        pattern = case.book.pattern
        slots = {code for _number, code in pattern.slots} if pattern else set()
        return slots <= set(texts(clause.check.args.get("configurations")))

    def _settled(self, clause: Clause, case: Case, due: datetime | None) -> bool:
        """Whether true counts already: the table of corrections.md section 1."""
        event = REGISTRY[clause.check.fn].settles
        if event == AT_ONCE or case.instrument is not None:
            return True
        meeting = case.meeting
        at: datetime | None = None
        if event == AT_DUE:
            at = due
        elif meeting is not None:
            opened, closed = meeting.opened_at, meeting.closed_at
            notice = meeting.notice.at if meeting.notice else None
            agenda = meeting.agenda.at if meeting.agenda else None
            at = {
                OPENED: opened,
                CLOSED: closed,
                NOTICE: _first(notice, opened),
                AGENDA: _first(agenda, opened),
            }[event]
        return at is not None and self.view.now >= at

    def _departure(self, clause: Clause, case: Case, finding: Finding) -> str | None:
        """An accepted departure, or a joint fact with its effect; none from a hard clause."""
        if clause.is_hard:
            return None
        if finding.excused is not None:
            return finding.excused
        if finding.strict:
            return None
        for target in self._names(case):
            found = self.departures.get((clause.id, target))
            if found is not None:
                return found
        return None

    def _names(self, case: Case) -> Iterator[str]:
        """The ids under which a departure may have been made: a held meeting had a slot before."""
        yield case.target.id
        if case.planned is not None:
            yield case.planned.id
        if case.meeting is not None and case.cycle is not None:
            yield slot_id(self.view.facts.forum, case.cycle.number, case.configuration or "")

    def _at_risk(self, finding: Finding, due: datetime | None) -> bool:
        if finding.value is True or finding.in_session:
            return False
        moments = [finding.risk_from, due - AT_RISK_FOR if due is not None else None]
        return any(at is not None and self.view.now >= at for at in moments)

    def _arguments(self, clause: Clause, case: Case) -> Mapping[str, object]:
        """The arguments of a check with every option replaced by its value for the case."""
        key = (clause.id, case.book.version, id(case.options))
        found = self.arguments.get(key)
        if found is None:
            found = arguments_of(clause, case)
            self.arguments[key] = found
        return found

    def _severity(self, clause: Clause, case: Case) -> str:
        """How strongly the clause speaks by the options in force."""
        key = SEVERITY_OPTIONS.get(clause.check.fn)
        option = case.book.options.get(key) if key is not None else None
        if key is None or option is None or (option.affects and clause.id not in option.affects):
            return str(clause.severity)
        return str(case.option(key, clause.severity))


@dataclass(frozen=True, slots=True)
class _Judged:
    outcome: Outcome
    ground: Ground
    says: tuple[Sentence, ...] = ()
    departure: str | None = None


def _is_abandoned(case: Case) -> bool:
    """Whether a case is a cycle that was abandoned, or a slot of one in which no meeting was held.

    Source: domain A.6, I.2.cycle.1 to 3 ("not applicable: cycle abandoned by consensus").
    """
    cycle = case.cycle
    if cycle is None or cycle.abandoned_at is None or case.document or case.procedure:
        return False
    return case.meeting is None or case.meeting.opened_at is None


def _told(finding: Finding, judged: _Judged) -> tuple[Sentence, ...]:
    """Why a row is what it is: what was found, and what followed from it.

    That nothing is recorded says nothing of what nobody can know.
    """
    unknown = judged.outcome is Outcome.UNKNOWN and bool(judged.says)
    nothing_recorded = finding.value is False and not finding.contrary
    found = () if unknown and nothing_recorded else finding.says
    return (*found, *(said for said in judged.says if said not in found))


def _ground(finding: Finding) -> Ground:
    return Ground.CONTRARY_EVIDENCE if finding.contrary else Ground.NO_EVIDENCE


def _first(*moments: datetime | None) -> datetime | None:
    return min((at for at in moments if at is not None), default=None)


def _late(decided: datetime | None, due: datetime | None) -> int | None:
    """Whole days from the due to the fact that decided, rounded up; None when it was in time."""
    if decided is None or due is None or decided <= due:
        return None
    return -((due - decided) // A_DAY)


def _value(argument: object, case: Case) -> object:
    if isinstance(argument, Mapping):
        return case.option(str(argument["option"]))
    return argument
