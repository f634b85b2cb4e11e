"""The final agenda: functions placed, points carried, items concluded.

Source: domain A.5 and A.6 (AMB-35, AMB-36); corrections.md section 1 ("Departures") and
section 2 (I.2.1.a, II.1.functions.a, II.2.functions.a.1).
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from cochair.procedure.checks.arguments import text, texts
from cochair.procedure.checks.registry import AGENDA, Args, check
from cochair.procedure.checks.reports import STOCKTAKING, final_report
from cochair.procedure.facts import AgendaItem, Meeting, Omission
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

# The list of functions is open: an item may serve something else, or the conduct of the meeting.
FREE_TAGS = frozenset({"other", "procedural"})

_AT_LEAST = re.compile(r"([a-z_]+)>=([0-9]+)")


@check("items_tagged_and_points_carried", scopes=["meeting"], settles=AGENDA)
def items_tagged_and_points_carried(view: View, case: Case, args: Args) -> Finding:
    """Every item serves a function, and every open point is placed or deferred with a reason.

    A reason is needed only for a function of another configuration. The first meeting of a
    forum has no other to be in line with.
    """
    meeting = case.meeting
    assert meeting is not None
    if not case.imported and not view.any_counted_before(meeting):
        said = Sentence(_("This is the first meeting of the forum: there is no earlier meeting."))
        return Finding(None, absent=True, says=(said,))
    agenda = meeting.agenda
    if agenda is None:
        return Finding(False, says=(Sentence(_("No final agenda is published.")),))
    evidence = (agenda.id,)
    own = FREE_TAGS | _tags(case, meeting.configuration)
    elsewhere = {tag for code in case.book.configurations for tag in _tags(case, code)}
    for item in agenda.items:
        fault = _untagged(item, own, elsewhere)
        if fault is not None:
            return Finding(False, evidence=(*evidence, item.id), says=(fault,), contrary=True)
    forgotten = tuple(p.id for p in meeting.points if p.is_forgotten(meeting.opened_at))
    if forgotten:
        said = Sentence(
            _(
                "Open points of the previous meeting neither placed on the agenda nor "
                "deferred: {number}."
            ),
            {"number": len(forgotten)},
        )
        return Finding(False, evidence=(*evidence, *forgotten), says=(said,), contrary=True)
    said = Sentence(
        _("Items that correspond to a function: all {number}. No open point is left out."),
        {"number": len(agenda.items)},
    )
    # What was put off after the agenda was published came late.
    answered = [point.answered_at for point in meeting.points if point.answered_at is not None]
    decided = max((agenda.at, *answered))
    return Finding(True, decided_at=decided, evidence=evidence, says=(said,))


@check(
    "functions_placed",
    scopes=["meeting"],
    args={"functions": "function[]"},
    settles=AGENDA,
    reads=["functions.omission_reason_required"],
    if_held=True,
)
def functions_placed(view: View, case: Case, args: Args) -> Finding:
    """Every function is on the final agenda, or both said why it is left out."""
    meeting = case.meeting
    assert meeting is not None
    agenda = meeting.agenda
    if agenda is None:
        return Finding(False, says=(Sentence(_("No final agenda is published.")),))
    placed = {tag for item in agenda.items for tag in item.tags}
    decided, evidence, missing = agenda.at, [agenda.id], []
    for tag in texts(args["functions"]):
        if tag in placed:
            continue
        omission = _omission(case, meeting, tag)
        if omission is None:
            missing.append(tag)
        else:
            decided = max(decided, omission.at)
            evidence.append(omission.id)
    if missing:
        said = Sentence(
            _("Neither on the agenda nor left out with a reason: {function}."),
            {"function": tuple(missing)},
        )
        return Finding(False, evidence=tuple(evidence), says=(said,), contrary=True)
    said = Sentence(_("Every function is on the agenda or was left out with a reason."))
    return Finding(True, decided_at=decided, evidence=tuple(evidence), says=(said,))


@check("item_concluded", scopes=["meeting"], args={"tag": "function", "needs": "text[]?"})
def item_concluded(view: View, case: Case, args: Args) -> Finding:
    """An item with this function was concluded, with what it needs.

    A function that both left out with a reason was departed from.
    """
    meeting = case.meeting
    assert meeting is not None
    tag, needs = text(args["tag"]), texts(args.get("needs"))
    if CONDITIONAL.intersection(needs) and not _commitments(view, case):
        said = Sentence(_("No commitment is in force."))
        return Finding(None, absent=True, says=(said,))
    items = [one for one in (meeting.agenda.items if meeting.agenda else ()) if tag in one.tags]
    concluded = [one for one in items if one.concluded_at is not None]
    if not concluded:
        omission = _omission(case, meeting, tag)
        said = (
            Sentence(_("The item was not concluded: {function}."), {"function": tag})
            if items
            else Sentence(_("No agenda item for: {function}."), {"function": tag})
        )
        return Finding(
            False,
            evidence=tuple(one.id for one in items),
            says=(said,),
            excused=omission.id if omission else None,
            in_session=bool(items),
        )
    moments = [one.concluded_at for one in concluded if one.concluded_at is not None]
    decided = min(moments)
    evidence = [one.id for one in concluded]
    for need in needs:
        found = _need(view, case, meeting, concluded, need)
        if found is None:
            said = Sentence(
                _("The item was concluded without the following: {need}."), {"need": need}
            )
            return Finding(False, evidence=tuple(evidence), says=(said,))
        decided = max(decided, found[0])
        evidence += found[1]
    said = Sentence(_("The item was concluded on {at}."), {"at": min(moments)})
    return Finding(True, decided_at=decided, evidence=tuple(evidence), says=(said,))


ACTION_OR_NOTE = "action_or_note_per_commitment"
COMMITMENTS_IN_FORCE = "commitments_in_force"
CONDITIONAL = frozenset({ACTION_OR_NOTE, COMMITMENTS_IN_FORCE})
"""Needs without which, while no commitment is in force, the clause asks nothing."""

type Found = tuple[datetime, tuple[str, ...]]
"""Since when a need is there, and the facts that show it."""


def _need(
    view: View, case: Case, meeting: Meeting, items: list[AgendaItem], need: str
) -> Found | None:
    """What an item needs besides its conclusion; None while it is missing."""
    at_least = _AT_LEAST.fullmatch(need)
    if at_least is not None:
        links = _links(items, at_least[1])
        return _at(items, links) if len(links) >= int(at_least[2]) else None
    known = _NEEDS.get(need)
    if known is not None:
        return known(view, case, meeting, items)
    links = _links(items, need)
    return _at(items, links) if links else None


def _commitment_link(
    view: View, case: Case, meeting: Meeting, items: list[AgendaItem]
) -> Found | None:
    linked = sorted(one for item in items for one in item.commitments)
    return _at(items, tuple(linked)) if linked else None


def _stocktaking(view: View, case: Case, meeting: Meeting, items: list[AgendaItem]) -> Found | None:
    report = final_report(case.cycle, STOCKTAKING)
    return (report.at, (report.id,)) if report else None


def _proposal_or_none(
    view: View, case: Case, meeting: Meeting, items: list[AgendaItem]
) -> Found | None:
    if meeting.proposals:
        first = min(one.at for one in meeting.proposals)
        return first, tuple(one.id for one in meeting.proposals)
    links = _links(items, "none")
    return _at(items, links) if links else None


def _action_or_note(
    view: View, case: Case, meeting: Meeting, items: list[AgendaItem]
) -> Found | None:
    answered = {
        link.partition(":")[2] for kind in ("action", "note") for link in _links(items, kind)
    }
    wanted = _commitments(view, case)
    return _at(items, wanted) if set(wanted) <= answered else None


def _in_force(view: View, case: Case, meeting: Meeting, items: list[AgendaItem]) -> Found | None:
    return _at(items, ())


_NEEDS: Mapping[str, Callable[[View, Case, Meeting, list[AgendaItem]], Found | None]] = {
    "commitment_link": _commitment_link,
    "final_stocktaking_report": _stocktaking,
    "proposal_or_none": _proposal_or_none,
    ACTION_OR_NOTE: _action_or_note,
    COMMITMENTS_IN_FORCE: _in_force,
}


def _commitments(view: View, case: Case) -> tuple[str, ...]:
    """The commitments in force, of whatever meeting, that were there before this one."""
    meeting = case.meeting
    limit = (meeting.opened_at if meeting else None) or view.now
    return tuple(one.id for one in view.facts.commitments if one.was_in_force(limit))


def _links(items: list[AgendaItem], kind: str) -> tuple[str, ...]:
    return tuple(
        sorted({link for item in items for link in item.links if link.partition(":")[0] == kind})
    )


def _at(items: list[AgendaItem], evidence: tuple[str, ...]) -> Found:
    """What is linked to an item is dated by its conclusion."""
    return min(one.concluded_at for one in items if one.concluded_at is not None), evidence


def _tags(case: Case, code: str) -> frozenset[str]:
    configuration = case.book.configurations.get(code)
    return frozenset(one.tag for one in configuration.functions) if configuration else frozenset()


def _untagged(item: AgendaItem, own: frozenset[str], elsewhere: set[str]) -> Sentence | None:
    if item.tags & own:
        return None
    if not item.tags & elsewhere:
        return Sentence(
            _("Item {number} does not correspond to any function."), {"number": item.number}
        )
    if not item.cross_reason:
        return Sentence(
            _(
                "Item {number} corresponds to a function of another type of meeting, "
                "without a reason."
            ),
            {"number": item.number},
        )
    return None


def _omission(case: Case, meeting: Meeting, tag: str) -> Omission | None:
    """The omission of a function by both; by option it needs no reason."""
    needs_reason = case.option("functions.omission_reason_required", True)
    return next(
        (one for one in meeting.omissions if one.tag == tag and (one.reason or not needs_reason)),
        None,
    )
