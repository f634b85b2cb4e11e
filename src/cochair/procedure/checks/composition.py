"""Who is invited to a meeting, and who comes.

Source: domain A.5 and A.6 (AMB-10, AMB-15, AMB-38, AMB-41); corrections.md section 1
("Departures") and section 2 (II.*.composition).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from cochair.procedure.book import Configuration, Group
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.arguments import text, whole
from cochair.procedure.checks.invited import (
    AGENCY_LIST,
    AS_OBSERVER,
    PRESIDENCY,
    in_time,
    invitations_of,
    open_until_reached,
)
from cochair.procedure.checks.registry import OPENED, Args, check
from cochair.procedure.facts import Meeting, Membership
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View


def members_on(view: View, party: str, day: date) -> frozenset[str]:
    """The members of a Party on a civil day."""
    return belonging(view.facts.memberships, party, day)


def belonging(memberships: Iterable[Membership], party: str, day: date) -> frozenset[str]:
    """Those who belong to a Party on a civil day: from their first day, until their last edge."""
    return frozenset(
        one.member
        for one in memberships
        if one.party == party
        and (one.start is None or one.start <= day)
        and (one.end is None or day < one.end)
    )


def membership_day(view: View, case: Case, meeting: Meeting) -> date | None:
    """The civil day on which membership counts: the first of the meeting, or of the notice."""
    if case.option("membership.as_of") == "notice.issued" and meeting.notice is not None:
        return civil_day(meeting.notice.at, view.zone)
    return view.first_day(meeting)


def accepted_functions(case: Case, level: str) -> frozenset[str]:
    """The functions of a head of delegation that are of the level of a configuration."""
    configuration = case.book.configurations.get(level)
    return frozenset(configuration.accepted_functions if configuration else ())


class HeadLevel(StrEnum):
    """How the head of a delegation stands to the level of a meeting."""

    LEVEL = "level"
    REPLACEMENT = "declared"
    UNFIT = "unfit"
    BELOW = "below"
    UNKNOWN = "unknown"

    @property
    def is_accepted(self) -> bool:
        """Whether a delegation led so takes part at the level, or by a replacement for it."""
        return self in (HeadLevel.LEVEL, HeadLevel.REPLACEMENT)


def head_level(
    configuration: Configuration | None, function: str | None, *, declared: bool
) -> HeadLevel:
    """How a head with a function stands to the level; None or empty is a function not known.

    A declared replacement counts with one of the functions that the procedures accept for it;
    where they name none, with any that is known. Source: domain A.6 (AMB-41).
    """
    if not function:
        return HeadLevel.UNKNOWN
    if configuration is not None and function in configuration.accepted_functions:
        return HeadLevel.LEVEL
    if not declared:
        return HeadLevel.BELOW
    accepted = configuration.replacement_functions if configuration else ()
    return HeadLevel.REPLACEMENT if not accepted or function in accepted else HeadLevel.UNFIT


@check(
    "members_invited_at_level",
    scopes=["meeting"],
    args={"party": "party", "level": "configuration"},
    settles=OPENED,
    reads=["membership.as_of"],
    if_held=True,
)
def members_invited_at_level(view: View, case: Case, args: Args) -> Finding:
    """Every member has the notice; every head is of the level, or a declared replacement.

    Who is a member on the day counts: the delegation of a State that is none any more does not.
    """
    meeting = case.meeting
    assert meeting is not None
    party = text(args["party"])
    day = membership_day(view, case, meeting)
    if day is None:
        return Finding(None, says=(Sentence(_("The date of the meeting is not established.")),))
    members = members_on(view, party, day)
    if not members:
        said = Sentence(_("The members of {party} are not established."), {"party": party})
        return Finding(None, says=(said,))
    if meeting.notice is None:
        return Finding(False, says=(Sentence(_("No notice of meeting has been issued.")),))
    evidence: tuple[str, ...] = (meeting.notice.id,)
    opened_at = meeting.opened_at
    reached = {
        one
        for one, sent in meeting.notice.recipients.items()
        if opened_at is None or sent < opened_at
    }
    missing = tuple(sorted(members - reached))
    if missing:
        said = Sentence(
            _("Members of {party} that have not received the notice: {number} ({member})."),
            {"party": party, "number": len(missing), "member": missing},
        )
        return Finding(False, evidence=evidence, says=(said,), contrary=True)
    configuration = case.book.configurations.get(text(args["level"]))
    opened = meeting.opened_at is not None
    levels: list[HeadLevel] = []
    for one in sorted(meeting.delegations, key=lambda one: one.member):
        if one.party != party or one.member not in members:
            continue
        if opened and one.checked_in_at is None:
            continue
        level = head_level(configuration, one.head_function, declared=one.replacement_declared)
        levels.append(level)
        if level.is_accepted:
            continue
        said = Sentence(NOT_AT_THE_LEVEL[level], {"member": one.member})
        shown = (*evidence, one.id)
        if level is HeadLevel.UNKNOWN:
            return Finding(None, evidence=shown, says=(said,))
        return Finding(False, final=opened, evidence=shown, says=(said,), contrary=True)
    if unreached := open_until_reached(view, meeting, members, evidence=evidence):
        return unreached
    said = Sentence(
        _(
            "The notice invites all {number} members of {party}. Heads of "
            "delegation of the required level: {level}; declared replacements: "
            "{replacements}."
        ),
        {
            "number": len(members),
            "party": party,
            "level": levels.count(HeadLevel.LEVEL),
            "replacements": levels.count(HeadLevel.REPLACEMENT),
        },
    )
    return Finding(True, decided_at=meeting.opened_at, evidence=evidence, says=(said,))


NOT_AT_THE_LEVEL = {
    HeadLevel.UNFIT: _(
        "The head of the delegation of {member} is a declared replacement, with a "
        "function that the procedures do not accept for a replacement."
    ),
    HeadLevel.BELOW: _(
        "The head of the delegation of {member} is neither of the required level nor a "
        "declared replacement."
    ),
    HeadLevel.UNKNOWN: _("The function of the head of delegation of {member} is not established."),
}


@check("group_invited", scopes=["meeting"], args={"group": "group"})
def group_invited(view: View, case: Case, args: Args) -> Finding:
    """An institution, or every agency on the list that both approved, is invited beforehand."""
    meeting = case.meeting
    assert meeting is not None
    group = case.book.groups[text(args["group"])]
    entries = _entries(meeting, group)
    if isinstance(entries, Finding):
        return entries
    return _invited(view, meeting, group, entries)


@check(
    "group_invited_and_present",
    scopes=["meeting"],
    args={"group": "group"},
    settles=OPENED,
    if_held=True,
)
def group_invited_and_present(view: View, case: Case, args: Args) -> Finding:
    """Invited beforehand, and there. An absence that both excuse has the effect of a departure.

    Of a list of agencies, one that is there is enough for the excuse of the others.
    """
    meeting = case.meeting
    assert meeting is not None
    group = case.book.groups[text(args["group"])]
    entries = _entries(meeting, group)
    if isinstance(entries, Finding):
        return entries
    invited = _invited(view, meeting, group, entries)
    if invited.value is False or meeting.opened_at is None:
        return invited
    absent = tuple(sorted(one for one in entries if not _present(meeting, group, one)))
    return _attendance(
        meeting, entries, absent, invited.evidence, needs_one=group.kind == AGENCY_LIST
    )


@check(
    "incoming_present",
    scopes=["meeting"],
    args={"party": "party", "count": "integer"},
    settles=OPENED,
    if_held=True,
)
def incoming_present(view: View, case: Case, args: Args) -> Finding:
    """Those who hold the presidency next are invited and there.

    They come after the one in office when the meeting starts, as designated by its end.
    """
    meeting = case.meeting
    assert meeting is not None
    party, count = text(args["party"]), whole(args["count"])
    starts = view.begins(meeting)
    if count <= 0:
        return Finding(
            None, absent=True, says=(Sentence(_("No incoming presidency is required.")),)
        )
    if starts is None:
        return Finding(None, says=(Sentence(_("The date of the meeting is not established.")),))
    known_at = min(view.now, view.ends(meeting) or starts)
    found = view.incoming(party, starts, count, known_at)
    if not found:
        if meeting.opened_at is None:
            said = Sentence(
                _("The next presidency of {party} is not designated."), {"party": party}
            )
            return Finding(None, says=(said,))
        said = Sentence(
            _("The next presidency of {party} was not designated when the meeting was held."),
            {"party": party},
        )
        return Finding(None, absent=True, says=(said,))
    members = tuple(holding.holder for holding in found if holding.holder is not None)
    if len(members) < len(found):
        said = Sentence(_("The next presidency of {party} is not settled."), {"party": party})
        return Finding(None, says=(said,))
    side = _incoming_group(case, party)
    missing = tuple(m for m in members if in_time(meeting, (m, side)) is None)
    if missing:
        said = Sentence(_("Not invited: {member}."), {"member": missing})
        return Finding(False, says=(said,))
    if meeting.opened_at is None:
        named = Sentence(_("Both Parties have invited: {member}."), {"member": members})
        unreached = open_until_reached(view, meeting, members, named=(named,))
        said = Sentence(_("Invited: {member}."), {"member": members})
        return unreached or Finding(True, says=(said,))
    absent = tuple(m for m in members if not _seen(meeting, (m, side)) and not _sent(meeting, m))
    evidence = tuple(one.id for one in meeting.invitations if one.invitee in (*members, side))
    return _attendance(meeting, members, absent, evidence, needs_one=False)


def _attendance(
    meeting: Meeting,
    entries: Iterable[str],
    absent: tuple[str, ...],
    evidence: tuple[str, ...],
    *,
    needs_one: bool,
) -> Finding:
    """Who of those invited came; an absence is excused for each, or not at all."""
    came = tuple(one for one in entries if one not in absent)
    if not absent:
        said = Sentence(_("Present: {group}."), {"group": came})
        return Finding(True, decided_at=meeting.opened_at, evidence=evidence, says=(said,))
    said = Sentence(_("Absent: {group}."), {"group": absent})
    excuses = [_excuse(meeting, one) for one in absent]
    excused = next((one for one in excuses if one is not None), None)
    if None in excuses or (needs_one and not came):
        excused = None
    return Finding(False, evidence=evidence, says=(said,), excused=excused)


def _entries(meeting: Meeting, group: Group) -> tuple[str, ...] | Finding:
    """Who must be invited: the group itself, or the entries of its list for this meeting."""
    if group.kind != AGENCY_LIST:
        return (group.code,)
    lists = [one for one in meeting.relevance if one.group == group.code]
    if not lists:
        said = Sentence(
            _("There is no list of {group} for this meeting that both Parties have approved."),
            {"group": group.code},
        )
        return Finding(None, says=(said,))
    last = max(lists, key=lambda one: (one.at, one.id))
    if last.entries:
        return tuple(sorted(last.entries))
    if last.empty_reason:
        said = Sentence(
            _("The list of {group} is empty, with a reason given by both Parties."),
            {"group": group.code},
        )
        return Finding(None, absent=True, evidence=(last.id,), says=(said,))
    said = Sentence(
        _("The list of {group} is empty, and no reason is given."), {"group": group.code}
    )
    return Finding(None, evidence=(last.id,), says=(said,))


def _invited(view: View, meeting: Meeting, group: Group, entries: tuple[str, ...]) -> Finding:
    found = {one: in_time(meeting, (one,), group) for one in entries}
    missing = tuple(sorted(one for one, sent in found.items() if sent is None))
    evidence = tuple(sent[0] for sent in found.values() if sent is not None)
    if missing:
        late = any(
            one.invitee in missing or one.group in missing
            for one in meeting.invitations
            if one.basis != AS_OBSERVER
        )
        said = Sentence(_("Not invited before the opening: {group}."), {"group": missing})
        return Finding(False, evidence=evidence, says=(said,), contrary=late)
    decided = max(sent[1] for sent in found.values() if sent is not None)
    named = (Sentence(_("Both Parties have invited: {group}."), {"group": entries}),)
    if unreached := open_until_reached(
        view, meeting, entries, group, evidence=evidence, named=named
    ):
        return unreached
    said = Sentence(_("Invited: {group}."), {"group": entries})
    return Finding(True, decided_at=decided, evidence=evidence, says=(said,))


def _present(meeting: Meeting, group: Group, entry: str) -> bool:
    if any(one.arrived_at is not None for one in invitations_of(meeting, (entry,), group)):
        return True
    # A presidency is there when it chairs.
    return group.kind == PRESIDENCY and any(
        chair.checked_in and chair.established
        for chair in meeting.chairs
        if chair.party == group.side
    )


def _seen(meeting: Meeting, names: tuple[str, ...]) -> bool:
    return any(one.arrived_at is not None for one in invitations_of(meeting, names))


def _sent(meeting: Meeting, member: str) -> bool:
    """Whether a delegation of the member is checked in."""
    return any(one.checked_in_at is not None for one in meeting.delegations if one.member == member)


def _excuse(meeting: Meeting, entry: str) -> str | None:
    return next(
        (
            one.id
            for one in meeting.invitations
            if entry in (one.invitee, one.group) and one.excused_at is not None
        ),
        None,
    )


def _incoming_group(case: Case, party: str) -> str:
    """The code of the group of those who preside a Party next; `""` when the book has none."""
    return next(
        (g.code for g in case.book.groups.values() if g.kind == "incoming" and g.side == party),
        "",
    )
