"""What is kept in registers: instruments, indicators, actions.

Source: domain A.5 and A.6 (AMB-29, AMB-30, AMB-45); corrections.md section 2 (I.1.2, I.1.4,
I.1.5).
"""

from datetime import datetime
from decimal import Decimal

from cochair.procedure.checks.arguments import day as day_of
from cochair.procedure.checks.arguments import text, texts
from cochair.procedure.checks.registry import AT_DUE, Args, check
from cochair.procedure.facts import Action, Cycle, Indicator, JointFact, Value
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

ADOPTED = "adopted"
RUNNING_STATES = ("in_progress", "completed")
RISES = frozenset({"increase", "rise"})
FALLS = frozenset({"decrease", "fall"})
ATTESTATION = "joint_attestation"
RESULT = "result"


@check("instrument_registered", scopes=["forum"], args={"kind": "text", "date": "date"})
def instrument_registered(view: View, case: Case, args: Args) -> Finding:
    """The instrument is registered with a text, and at least one commitment.

    Later instruments do not undo it.
    """
    kind, day = text(args["kind"]), day_of(args["date"])
    found = [
        one
        for one in view.facts.instruments
        if (one.kind, one.day, one.status) == (kind, day, ADOPTED)
    ]
    if not found:
        said = Sentence(_("The instrument of {day} is not in the register."), {"day": day})
        return Finding(False, says=(said,))
    instrument = min(found, key=lambda one: one.id)
    evidence = (instrument.id,)
    if not instrument.languages:
        said = Sentence(_("The text of {instrument} is missing."), {"instrument": instrument.id})
        return Finding(False, evidence=evidence, says=(said,))
    number = sum(one.instrument == instrument.id for one in view.facts.commitments)
    facts = {"instrument": instrument.id, "number": number}
    if not number:
        said = Sentence(_("No commitment from {instrument} is registered."), facts)
        return Finding(False, evidence=evidence, says=(said,))
    said = Sentence(_("{instrument} is in the register. Commitments: {number}."), facts)
    return Finding(True, evidence=evidence, says=(said,))


@check(
    "indicator_present",
    scopes=["cycle"],
    args={"type": "text", "need": "text[]"},
    settles=AT_DUE,
)
def indicator_present(view: View, case: Case, args: Args) -> Finding:
    """An indicator has a baseline, and in the cycle a value above it.

    An increase that both attest stands for a value above the baseline, and a fall that both
    attest is not met, whatever the figures.
    """
    cycle = case.cycle
    assert cycle is not None
    own = [one for one in view.facts.indicators if one.type == text(args["type"])]
    if not own:
        return Finding(False, says=(Sentence(_("There is no such indicator.")),))
    needs_word = ATTESTATION in texts(args["need"])
    findings = [
        _indicator(view, cycle, one, needs_word=needs_word)
        for one in sorted(own, key=lambda one: one.id)
    ]
    return min(findings, key=lambda one: (one.value is not True, not one.contrary))


@check(
    "actions_cover_levels",
    scopes=["cycle"],
    args={"levels": "text[]", "states": "text[]?", "regions": "text[]?", "needs": "text[]?"},
    settles=AT_DUE,
)
def actions_cover_levels(view: View, case: Case, args: Args) -> Finding:
    """At each level an action is under way or done, in the region, with a day in the cycle.

    With `result` among the needs something shows what came of it: a report, a milestone, a figure.
    """
    cycle = case.cycle
    assert cycle is not None
    states = texts(args.get("states")) or RUNNING_STATES
    regions = texts(args.get("regions"))
    needs_result = RESULT in texts(args.get("needs"))
    firsts: list[Action] = []
    missing: list[str] = []
    silent: list[str] = []
    for level in texts(args["levels"]):
        own = [
            one
            for one in view.facts.actions
            if one.level == level
            and _ran(view, cycle, one, states)
            and (not regions or one.region in regions)
            and one.start <= cycle.end
            and (one.end is None or one.end >= cycle.start)
        ]
        telling = [one for one in own if one.shown_at is not None] if needs_result else own
        if telling:
            firsts.append(min(telling, key=lambda one: (_since(one, needs_result), one.id)))
        else:
            (silent if own else missing).append(level)
    evidence = tuple(one.id for one in firsts)
    if missing:
        said = Sentence(
            _("There is no action at this level in the cycle: {level}."), {"level": tuple(missing)}
        )
        return Finding(False, evidence=evidence, says=(said,))
    if silent:
        said = Sentence(
            _("Nothing shows what came of the actions at this level: {level}."),
            {"level": tuple(silent)},
        )
        return Finding(False, evidence=evidence, says=(said,))
    said = Sentence(_("There is an action at every level in the cycle."))
    last = max((_since(one, needs_result) for one in firsts), default=None)
    return Finding(True, decided_at=last, evidence=evidence, says=(said,))


def _since(action: Action, needs_result: bool) -> datetime:
    """Since when an action counts: since it began, or since something showed what came of it."""
    if needs_result and action.shown_at is not None:
        return max(action.at, action.shown_at)
    return action.at


def _indicator(view: View, cycle: Cycle, indicator: Indicator, *, needs_word: bool) -> Finding:
    evidence = (indicator.id,)
    baseline = indicator.baseline
    values = [one for one in indicator.values if cycle.start <= one.day <= cycle.end]
    if baseline is None:
        said = Sentence(_("The indicator has no baseline."))
        return Finding(False, evidence=evidence, says=(said,))
    if not values:
        said = Sentence(_("The indicator has no value for this cycle."))
        return Finding(False, evidence=evidence, says=(said,))
    last = max(values, key=lambda one: (one.day, one.at))
    since = max(baseline.at, min(one.at for one in values))
    facts = {"baseline": baseline.value, "value": last.value, "day": last.day}
    word = _attested(view, cycle, indicator)
    if word is not None and word.value in FALLS:
        said = Sentence(
            _("Both Parties confirm a decrease: {value} on {day}, from {baseline}."), facts
        )
        return Finding(
            False,
            decided_at=word.at,
            evidence=(*evidence, word.id),
            says=(said,),
            contrary=True,
            attested=True,
        )
    if word is not None and word.value in RISES:
        said = Sentence(
            _("Both Parties confirm an increase: {value} on {day}, from {baseline}."), facts
        )
        return Finding(
            True,
            decided_at=max(since, word.at),
            evidence=(*evidence, word.id),
            says=(said,),
            attested=True,
        )
    if needs_word:
        said = Sentence(_("The Parties have not jointly stated what the figures show."))
        return Finding(False, evidence=evidence, says=(said,))
    if Decimal(last.value) > Decimal(baseline.value):
        said = Sentence(_("{value} on {day}, above the baseline of {baseline}."), facts)
        since = max(baseline.at, _above_since(baseline, values))
        return Finding(True, decided_at=since, evidence=evidence, says=(said,))
    said = Sentence(_("{value} on {day}, not above the baseline of {baseline}."), facts)
    return Finding(False, evidence=evidence, says=(said,), contrary=True)


def _ran(view: View, cycle: Cycle, action: Action, states: tuple[str, ...]) -> bool:
    """Whether an action is under way or done, or was until it was discontinued after the cycle."""
    if action.state in states:
        return True
    ended = action.ended_at
    return action.started_at is not None and (
        ended is None or ended >= min(view.cycle_span(cycle)[1], view.now)
    )


def _attested(view: View, cycle: Cycle, indicator: Indicator) -> JointFact | None:
    """What both said last of the trend in this cycle, or else first afterwards."""
    start, end = view.cycle_span(cycle)
    words = sorted((one for one in indicator.trends if one.at >= start), key=lambda one: one.at)
    within = [one for one in words if one.at < end]
    return within[-1] if within else next(iter(words), None)


def _above_since(baseline: Value, values: list[Value]) -> datetime:
    """Since when the values, the last of which is above the baseline, have been so at every day.

    A further value above it comes later and makes nothing late.
    """
    since: datetime | None = None
    for one in sorted(values, key=lambda one: (one.day, one.at), reverse=True):
        if Decimal(one.value) <= Decimal(baseline.value):
            break
        since = one.at if since is None else min(since, one.at)
    assert since is not None
    return since
