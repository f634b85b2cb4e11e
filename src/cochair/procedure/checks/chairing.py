"""Who convenes and who chairs.

Source: domain A.5 and A.6 (AMB-11, AMB-37); corrections.md section 1 and section 2 (I.2.3,
II.*.meetings.b.1).
"""

from datetime import datetime, timedelta

from cochair.procedure.calendar import end_of_day
from cochair.procedure.checks.registry import OPENED, Args, check
from cochair.procedure.dues import practice_day
from cochair.procedure.facts import Meeting, Notice
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

NO_PRESIDENCY = "none"
DAYS_AT_RISK = timedelta(days=7)


def presiding(case: Case) -> tuple[str, ...]:
    """The Parties that have a presidency."""
    return tuple(party.code for party in case.book.parties if party.model != NO_PRESIDENCY)


@check("notice_issued_by_presidencies", scopes=["meeting"], args={"entry": "text?"})
def notice_issued_by_presidencies(view: View, case: Case, args: Args) -> Finding:
    """The notice bears the keys of the presidencies that are in office on the first day.

    Where the office passes on in between, the new holder confirms. The practice day of the
    notice (`entry` names it in the timetable) makes the clause at risk, and no more.
    """
    meeting = case.meeting
    assert meeting is not None
    day = practice_day(view, case, args.get("entry"))
    risk = end_of_day(day, view.zone) - DAYS_AT_RISK if day is not None else None
    notice = meeting.notice
    if notice is None:
        said = Sentence(_("No notice of meeting has been issued."))
        return Finding(False, says=(said,), risk_from=risk)
    decided = notice.at
    for party in presiding(case):
        holding = view.presiding(party, meeting)
        if holding is None:
            said = Sentence(_("The date of the meeting is not established."))
            return Finding(None, evidence=(notice.id,), says=(said,), risk_from=risk)
        if holding.holder is None:
            said = Sentence(
                _("The holder of the presidency of {party} on that day is not settled."),
                {"party": party},
            )
            return Finding(None, evidence=(notice.id,), says=(said,), risk_from=risk)
        turned = _turned(notice, party, holding.holder)
        if turned is None:
            said = Sentence(
                _(
                    "The notice lacks the signature of {member}, which holds the "
                    "presidency of {party} on the first day of the meeting."
                ),
                {"member": holding.holder, "party": party},
            )
            return Finding(
                False, evidence=(notice.id,), says=(said,), contrary=True, risk_from=risk
            )
        decided = max(decided, turned)
    said = Sentence(
        _("Both co-presidencies issued the notice of meeting on {at}."), {"at": decided}
    )
    return Finding(True, decided_at=decided, evidence=(notice.id,), says=(said,), risk_from=risk)


@check("co_chaired_by_presidencies", scopes=["meeting"], settles=OPENED, if_held=True)
def co_chaired_by_presidencies(view: View, case: Case, args: Args) -> Finding:
    """A co-chair or deputy of each presidency in office on the first day is checked in.

    Before the opening the appointments show where things stand; being appointed is not enough.
    """
    meeting = case.meeting
    assert meeting is not None
    if view.starts(meeting) is None:
        return Finding(None, says=(Sentence(_("The date of the meeting is not established.")),))
    members: list[str] = []
    evidence: list[str] = []
    for party in (entry.code for entry in case.book.parties):
        holding = view.presiding(party, meeting) if party in presiding(case) else None
        wanted = holding.holder if holding is not None else None
        if wanted is None and party in presiding(case):
            said = Sentence(
                _("The holder of the presidency of {party} on that day is not settled."),
                {"party": party},
            )
            return Finding(None, says=(said,))
        found = _sitting(view, meeting, party, wanted)
        if isinstance(found, Finding):
            return found
        members.append(found[0])
        evidence.append(found[1])
    facts = {"member": tuple(members)}
    if meeting.opened_at is None:
        said = Sentence(_("Appointed as co-chairs: {member}."), facts)
        return Finding(True, evidence=tuple(evidence), says=(said,))
    said = Sentence(_("Co-chaired by {member}."), facts)
    return Finding(True, decided_at=meeting.opened_at, evidence=tuple(evidence), says=(said,))


def _turned(notice: Notice, party: str, member: str) -> datetime | None:
    """When a presidency turned its key on the notice, or confirmed it."""
    keys = (*notice.keys, *notice.confirmed_by)
    turned = [key.at for key in keys if (key.party, key.member) == (party, member)]
    return min(turned, default=None)


def _sitting(
    view: View, meeting: Meeting, party: str, wanted: str | None
) -> tuple[str, str] | Finding:
    """The member and appointment that chair for a Party, or why there is none.

    What follows from the rota alone appoints nobody to a meeting that people prepare themselves.
    """
    own = [chair for chair in meeting.chairs if chair.party == party]
    opened = meeting.opened_at is not None
    if opened:
        own = [chair for chair in own if chair.checked_in]
    derived, own = own, [chair for chair in own if chair.established]
    if derived and not own and (opened or not view.taken_over(meeting)):
        said = Sentence(
            _("It follows from the rota that {member} co-chairs for {party}; no source states it."),
            {"member": derived[0].member, "party": party},
        )
        return Finding(None, evidence=(derived[0].id,), says=(said,), unsure=True)
    right = [chair for chair in own if wanted is None or chair.member == wanted]
    if right:
        first = min(right, key=lambda chair: (chair.deputy, chair.id))
        return first.member, first.id
    if own:
        said = Sentence(
            _("{member} chairs for {party}, but {holder} holds the presidency of {party}."),
            {"member": own[0].member, "party": party, "holder": wanted or ""},
        )
        return Finding(False, final=opened, evidence=(own[0].id,), says=(said,), contrary=True)
    message = (
        _("No co-chair of {party} has been checked in.")
        if opened
        else _("No co-chair of {party} is appointed.")
    )
    return Finding(False, says=(Sentence(message, {"party": party}),))
