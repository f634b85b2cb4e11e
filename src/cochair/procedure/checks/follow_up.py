"""What a meeting or a cycle leaves behind: participation, reports, programmes, plans.

Source: domain A.5 and A.6 (AMB-25, AMB-27, AMB-29 to AMB-32); corrections.md section 2
(I.1.3, I.2.2, I.2.8, II.3.functions).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from cochair.procedure.attested import NOTHING_ATTESTED, too_late_to_tell
from cochair.procedure.checks.arguments import share, text, texts
from cochair.procedure.checks.chairing import presiding
from cochair.procedure.checks.composition import accepted_functions, members_on, membership_day
from cochair.procedure.checks.registry import AT_DUE, CLOSED, Args, check
from cochair.procedure.checks.reports import STOCKTAKING, final_report
from cochair.procedure.facts import Delegation, Meeting, Plan
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

SETTLED_PLANS = frozenset({"agreed", "confirmed", "changed"})
EXTRAORDINARY = "extraordinary"
VIRTUAL = "virtual"


@dataclass(frozen=True, slots=True)
class Represented:
    """Of the members of a Party, how many some delegations stand for: in all, and at the level."""

    party: str
    members: int
    present: int
    level: int

    def reaches(self, found: int, least: Fraction) -> bool:
        """Whether a number of members is at least a share of all; the share is exact."""
        return self.members > 0 and Fraction(found, self.members) >= least


def represented(
    view: View, case: Case, delegations: Iterable[Delegation]
) -> tuple[Represented, ...]:
    """How well delegations represent each Party; nothing for meetings that are not of members."""
    meeting = case.meeting
    assert meeting is not None
    configuration = case.book.configurations.get(meeting.configuration)
    if configuration is None or configuration.groups:
        return ()
    found = []
    given = tuple(delegations)
    day = membership_day(view, case, meeting)
    accepted = accepted_functions(case, meeting.configuration)
    for party in configuration.parties:
        members = members_on(view, party, day) if day is not None else frozenset()
        own = {one.member: one for one in given if one.party == party}
        came = [one for member, one in own.items() if member in members]
        level = [one for one in came if one.head_function in accepted]
        found.append(Represented(party, len(members), len(came), len(level)))
    return tuple(found)


RESULTS = "results"


@check(
    "participation_adequate",
    scopes=["meeting"],
    args={"min_share": "share", "min_level_share": "share"},
    settles=CLOSED,
    reads=["membership.as_of"],
)
def participation_adequate(view: View, case: Case, args: Args) -> Finding:
    """Both presidencies are there, and of each Party enough members, at the level.

    Shares are exact: 18 of 27 are two thirds. They are asked only of meetings of members. A
    shortfall is for both to judge in one sentence, and until then it is not judged.
    """
    meeting = case.meeting
    assert meeting is not None
    judged = meeting.participation
    if judged is not None:
        attested = Finding(None, decided_at=judged.at, evidence=(judged.id,), attested=True)
        if judged.adequate:
            said = Sentence(_("Both co-presidencies consider the participation adequate."))
            return replace(attested, value=True, says=(said,))
        said = Sentence(_("Both co-presidencies consider the participation not adequate."))
        return replace(attested, value=False, says=(said,), contrary=True)
    there = [one for one in meeting.delegations if one.checked_in_at is not None]
    over = meeting.opened_at is not None or case.reported
    if case.imported and over and not there:
        return Finding(None, says=(Sentence(_("It is not established who was present.")),))
    says: list[Sentence] = []
    enough = True
    for party in presiding(case):
        if not _presidency_there(view, meeting, there, party):
            enough = False
            said = Sentence(
                _("The presidency of {party} has not been checked in."), {"party": party}
            )
            says.append(said)
    for one in represented(view, case, there):
        facts = {"party": one.party, "members": one.members}
        facts |= {"present": one.present, "level": one.level}
        # Whose members they are is known once the meeting has a day.
        if one.members:
            says.append(
                Sentence(
                    _(
                        "{party}: {present} of {members} members present, {level} of the "
                        "required level."
                    ),
                    facts,
                )
            )
        enough = enough and one.reaches(one.present, share(args["min_share"]))
        enough = enough and one.reaches(one.level, share(args["min_level_share"]))
    evidence = tuple(sorted(one.id for one in there))
    if enough:
        last = max((one.checked_in_at for one in there if one.checked_in_at), default=None)
        says.append(
            Sentence(_("Both presidencies and the required number of members are present."))
        )
        return Finding(True, decided_at=last, evidence=evidence, says=tuple(says))
    says.append(
        Sentence(_("Participation is counted from the opening of the meeting."))
        if meeting.opened_at is None
        else Sentence(_("The co-presidencies have not yet assessed the participation together."))
    )
    return Finding(None, evidence=evidence, says=tuple(says))


@check("commitments_reviewed", scopes=["cycle"], settles=AT_DUE)
def commitments_reviewed(view: View, case: Case, args: Args) -> Finding:
    """A final stock-taking report, and a status of the cycle for every commitment in force."""
    cycle = case.cycle
    assert cycle is not None
    start, end = view.cycle_span(cycle)
    in_force = [one for one in view.facts.commitments if one.was_in_force(min(end, view.now))]
    if not in_force:
        return Finding(None, absent=True, says=(Sentence(_("No commitment is in force.")),))
    report = final_report(cycle, STOCKTAKING)
    first = {
        one.id: min((at for at in one.statuses if start <= at < end), default=None)
        for one in in_force
    }
    silent = [name for name, at in first.items() if at is None]
    evidence = (report.id,) if report else ()
    facts = {"number": len(in_force), "missing": len(silent)}
    if report is None:
        said = Sentence(_("No stock-taking report of the cycle is final."))
        return Finding(False, says=(said,))
    if silent:
        said = Sentence(
            _("Commitments without a status in this cycle: {missing} of {number}."), facts
        )
        return Finding(False, evidence=evidence, says=(said,))
    moments = [report.at, *(at for at in first.values() if at is not None)]
    said = Sentence(
        _("Commitments in force that have a status in this cycle: all {number}."), facts
    )
    return Finding(True, decided_at=max(moments), evidence=evidence, says=(said,))


@check("effectiveness_assessed", scopes=["cycle"], args={"by": "party[]", "needs": "text[]?"})
def effectiveness_assessed(view: View, case: Case, args: Args) -> Finding:
    """An assessment of the cycle that every Party signed.

    With `results` among the needs it sets the result of a commitment beside what was expected.
    """
    cycle, by = case.cycle, texts(args["by"])
    assert cycle is not None
    assessment = cycle.assessment
    if assessment is None:
        said = Sentence(_("There is no joint assessment of the cycle."))
        return Finding(False, says=(said,))
    missing = tuple(party for party in by if party not in assessment.signed_by)
    if missing:
        said = Sentence(_("The assessment lacks the signature of {party}."), {"party": missing})
        return Finding(False, evidence=(assessment.id,), says=(said,))
    if RESULTS in texts(args.get("needs")) and not assessment.results:
        said = Sentence(_("The assessment sets no result beside what was expected."))
        return Finding(False, evidence=(assessment.id,), says=(said,))
    said = Sentence(_("Assessed jointly by {party} on {at}."), {"party": by, "at": assessment.at})
    return Finding(True, decided_at=assessment.at, evidence=(assessment.id,), says=(said,))


@check(
    "report_covers_areas",
    scopes=["cycle"],
    args={"report": "text", "areas": "taxonomy"},
    settles=AT_DUE,
)
def report_covers_areas(view: View, case: Case, args: Args) -> Finding:
    """The final report of the cycle has a line for every area of the book's taxonomy."""
    report = final_report(case.cycle, text(args["report"]))
    if report is None:
        return Finding(False, says=(Sentence(_("No report of the cycle is final.")),))
    areas = tuple(code for code, _words in case.book.taxonomy)
    missing = tuple(code for code in areas if code not in report.areas)
    facts = {"number": len(areas), "area": missing}
    if missing:
        said = Sentence(_("The report has no entry for: {area}."), facts)
        return Finding(False, evidence=(report.id,), says=(said,), contrary=True)
    said = Sentence(_("The report has an entry for each of the {number} areas."), facts)
    return Finding(True, decided_at=report.at, evidence=(report.id,), says=(said,))


@check("outcome_reported", scopes=["cycle"], args={"report": "text"})
def outcome_reported(view: View, case: Case, args: Args) -> Finding:
    """The final report lies before a meeting of a later cycle, circulated before it opened."""
    cycle = case.cycle
    assert cycle is not None
    report = final_report(cycle, text(args["report"]))
    if report is None:
        return Finding(False, says=(Sentence(_("No report of the cycle is final.")),))
    evidence: tuple[str, ...] = (report.id,)
    meeting = view.by_id.get(report.reported_to or "")
    if meeting is None or report.circulated_at is None:
        said = Sentence(_("The report has not yet been submitted to the following meeting."))
        return Finding(False, evidence=evidence, says=(said,))
    facts = {"meeting": meeting.id, "at": report.circulated_at}
    evidence = (*evidence, meeting.id)
    if meeting.cycle is not None and meeting.cycle <= cycle.number:
        said = Sentence(
            _("The report was submitted to {meeting}, which is not a following meeting."), facts
        )
        return Finding(False, evidence=evidence, says=(said,), contrary=True)
    if meeting.opened_at is not None and report.circulated_at >= meeting.opened_at:
        said = Sentence(_("Circulated on {at}, after {meeting} opened."), facts)
        return Finding(False, evidence=evidence, says=(said,), contrary=True)
    said = Sentence(_("Circulated on {at} for {meeting}."), facts)
    return Finding(True, decided_at=report.circulated_at, evidence=evidence, says=(said,))


@check("programme_part_endorsed", scopes=["meeting"], args={"part": "text", "target": "text?"})
def programme_part_endorsed(view: View, case: Case, args: Args) -> Finding:
    """The meeting endorsed this part of the programme of the meeting that it prepares.

    What was endorsed in time stays so when the programme is completed and endorsed again.
    """
    meeting, part = case.meeting, text(args["part"])
    assert meeting is not None
    programme = meeting.programme
    if programme is None:
        return Finding(False, says=(Sentence(_("No programme was endorsed.")),))
    facts = {"part": part, "at": programme.at}
    evidence = (programme.id,)
    if part not in programme.parts:
        said = Sentence(
            _("The programme endorsed on {at} does not contain this part: {part}."), facts
        )
        return Finding(False, evidence=evidence, says=(said,))
    since = programme.at
    for before in reversed(meeting.programmes):
        if part not in before.parts:
            break
        since = before.at
    said = Sentence(_("Endorsed on {at}: {part}."), {**facts, "at": since})
    return Finding(True, decided_at=since, evidence=evidence, says=(said,))


@check(
    "next_cycle_slot_determined",
    scopes=["cycle"],
    args={"configuration": "configuration", "precision": "day|month", "at": "configuration?"},
)
def next_cycle_slot_determined(view: View, case: Case, args: Args) -> Finding:
    """Venue and date of a meeting of the next cycle are agreed, in the right semester.

    Virtual stands for a venue where the format is open to it. `at` names the meetings that are to
    determine it: nothing is determined while none of them that fills a slot is held, and what was
    determined then, or first afterwards, stays determined, whatever becomes of it later.  What both
    agreed here after a cycle does not show what such a meeting of before Cochair determined.
    """
    cycle, code = case.cycle, text(args["configuration"])
    assert cycle is not None
    plans = sorted(
        (one for one in cycle.plans if one.configuration == code), key=lambda one: (one.at, one.id)
    )
    if not plans:
        said = Sentence(_("There is no plan for this meeting of the next cycle."))
        return Finding(False, says=(said,))
    known = view.by_slot.get((cycle.number, text(args["at"])), ()) if args.get("at") else ()
    own = [one for one in known if view.may_count(one)]
    held = next((one for one in own if one.opened_at is not None), None)
    number = view.slot_number(case.book, code)
    semester = view.next_semester(cycle, number) if number else None
    precision = text(args["precision"])
    lacks = [(plan, _unsettled(case, plan, semester, precision)) for plan in _standing(plans, held)]
    plan, fault = next((pair for pair in lacks if pair[1] is None), lacks[-1])
    if fault is not None:
        said, contrary = fault
        return Finding(False, evidence=(plan.id,), says=(said,), contrary=contrary)
    facts = {"at": plan.at, "place": plan.place or VIRTUAL, "day": plan.start}
    agreed = _agreed_since(plans, plan)
    if args.get("at") and held is None:
        facts |= {"configuration": text(args["at"])}
        said = Sentence(
            _("Planned on {at}: {place}, {day}. No meeting has determined it: {configuration}."),
            facts,
        )
        unsure = any(not view.taken_over(one) for one in own)
        return Finding(None, evidence=(plan.id,), says=(said,), unsure=unsure)
    if held is not None and too_late_to_tell(view, cycle, held, agreed):
        return Finding(None, evidence=(held.id,), says=(NOTHING_ATTESTED,), unsure=True)
    said = Sentence(_("Agreed on {at}: {place}, {day}."), facts)
    opened = held.opened_at if held is not None else None
    return Finding(
        True,
        decided_at=max(agreed, opened) if opened is not None else agreed,
        evidence=(plan.id, *((held.id,) if held is not None else ())),
        says=(said,),
    )


def _standing(plans: list[Plan], held: Meeting | None) -> list[Plan]:
    """The plan that stood when the meeting closed, and every later one; without one, all of them."""
    closed = held.closed_at if held is not None else None
    before = [one for one in plans if closed is not None and one.at <= closed]
    return [*before[-1:], *plans[len(before) :]]


def _unsettled(
    case: Case, plan: Plan, semester: tuple[date, date] | None, precision: str
) -> tuple[Sentence, bool] | None:
    """What a plan still lacks, and whether it says something else than it should."""
    if plan.state not in SETTLED_PLANS:
        return Sentence(_("The plan has not been agreed.")), False
    configuration = case.book.configurations.get(plan.configuration)
    formats = configuration.formats if configuration else {}
    open_to = any(VIRTUAL in names for how, names in formats.items() if how != EXTRAORDINARY)
    if plan.place is None and not (plan.virtual and open_to):
        return Sentence(_("The plan names no venue.")), False
    if plan.start is None or plan.precision not in ("day", precision):
        return Sentence(
            _("The plan is not precise enough. Required: {unit}."), {"unit": precision}
        ), False
    last = plan.end or plan.start
    if semester is not None and not (semester[0] <= plan.start and last <= semester[1]):
        facts = {"day": plan.start, "start": semester[0], "end": semester[1]}
        return Sentence(_("{day} is not between {start} and {end}."), facts), True
    return None


def _agreed_since(plans: Iterable[Plan], plan: Plan) -> datetime:
    """Since when what is planned has been what it is; confirming it again is not later."""
    same = [
        one.at
        for one in plans
        if one.state in SETTLED_PLANS
        and (one.start, one.precision, one.place, one.virtual)
        == (plan.start, plan.precision, plan.place, plan.virtual)
    ]
    return min(same, default=plan.at)


def _presidency_there(view: View, meeting: Meeting, there: list[Delegation], party: str) -> bool:
    """Whether the presidency of a Party is checked in, as a chair or as a delegation."""
    there_as_chair = (chair for chair in meeting.chairs if chair.party == party)
    if any(chair.checked_in and chair.established for chair in there_as_chair):
        return True
    holding = view.presiding(party, meeting)
    holder = holding.holder if holding is not None else None
    return any(one.member == holder for one in there if one.party == party)
