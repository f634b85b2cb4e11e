"""The joint acts of the notice: the list of agencies, the notice itself, an excuse of both, an
invitation that both withdraw."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.invitations import (
    dispatch,
    notice_text,
    notices,
    presenters,
    queries,
    refusals,
    titles,
)
from cochair.features.meetings import admission, ends
from cochair.features.meetings.cycle_plan import meeting_of
from cochair.features.meetings.models import Invitation, Meeting, Notice, RelevanceList
from cochair.features.parties import queries as parties
from cochair.formats.paragraphs import Text
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.procedure.succession import in_doubt
from cochair.web.localize import language_now


def register_all() -> None:
    """Make the kinds of this part known; called once, when the app is ready."""
    notices.register_all()
    register(
        Kind(
            code=queries.RELEVANCE,
            name=_("List of relevant agencies"),
            effect=lambda act: Sentence(
                _("These agencies, and no others on this list, must be invited to the meeting.")
            ),
            take_effect=_approve_list,
            entry="relevance.approved",
            over=ends.at_opening,
            until=ends.start,
            bound=_present_list,
            guard=_list_refusal,
            describe=_list_lines,
            shape=Shape.LIST,
            settles=lambda act: act.body.get("group"),
        )
    )
    register(
        Kind(
            code=queries.NOTICE,
            name=_("Notice of meeting"),
            effect=lambda act: Sentence(
                _(
                    "The meeting is convened, and invitations are sent at once to "
                    "everyone on the list who has an address."
                )
            ),
            take_effect=_issue,
            entry="notice.issued",
            over=ends.at_opening,
            until=ends.start,
            bound=_present_notice,
            guard=_notice_refusal,
            describe=_notice_lines,
            shape=Shape.TEXT,
            texts=_notice_texts,
        )
    )
    register(
        Kind(
            code=queries.EXCUSE,
            name=_("Absence excused by both Parties"),
            effect=lambda act: Sentence(
                _(
                    "The absence of {invitee} has the effect of an agreed exception, for "
                    "this reason."
                ),
                {"invitee": act.body["invitee"]},
            ),
            take_effect=_excuse,
            entry="invitation.excused",
            over=_excuse_over,
            bound=_present_invitation,
            guard=_excuse_refusal,
            describe=lambda act, reader: ((_("Invitee excused"), act.body["invitee"]),),
        )
    )

    register(
        Kind(
            code=queries.WITHDRAWAL,
            name=_("Invitation withdrawn by both co-presidencies"),
            effect=lambda act: Sentence(
                _(
                    "{invitee} is no longer invited and can read this reason. Members of "
                    "its delegation who were checked in are no longer admitted."
                ),
                {"invitee": act.body["invitee"]},
            ),
            take_effect=_withdraw,
            entry="invitation.withdrawn",
            over=_withdrawal_over,
            until=ends.start,
            bound=_present_invitation,
            guard=_withdrawal_refusal,
            describe=lambda act, reader: ((_("No longer invited"), act.body["invitee"]),),
            same=lambda act: act.body["invitation"],
        )
    )


def _meeting(act: JointAct) -> Meeting:
    return (
        Meeting.objects.select_related("forum")
        .prefetch_related("schedules")
        .get(forum=act.forum, slug=act.subject_id)
    )


def _steps(meeting: Meeting) -> list[str]:
    steps = ("confirmed_at", "opened_at", "closed_at", "cancelled_at")
    return [step for step in steps if getattr(meeting, step) is not None]


# The list of agencies


def _present_list(act: JointAct) -> Mapping[str, object]:
    """A list binds the one that it replaces, so that two cannot both take effect.

    It does not bind the day: the two are sent together, and the day may take effect first.
    """
    meeting = _meeting(act)
    before = queries.lists(meeting).get(act.body["group"])
    steps = [step for step in _steps(meeting) if step != "confirmed_at"]
    return {"latest": str(before.pk) if before else "", "steps": steps}


def _list_refusal(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return (refusals.before_opening(_meeting(act), at),)


def _approve_list(act: JointAct, at: datetime) -> None:
    RelevanceList.objects.create(
        meeting=meeting_of(act),
        group=act.body["group"],
        entries=act.body["entries"],
        empty_reason=act.body["empty_reason"],
        at=at,
        act=act,
    )


def _list_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The list, its entries by name, and why there are none."""
    lines: list[Line] = [
        (_("List"), parties.book(act.forum).groups[act.body["group"]].label),
        (_("Agencies and bodies"), _by_name(act, act.body["entries"]) or _("none")),
    ]
    if act.body["empty_reason"]:
        lines.append((_("Reason for an empty list"), act.body["empty_reason"]))
    return tuple(lines)


# The notice


def _present_notice(act: JointAct) -> Mapping[str, object]:
    """A notice binds the day and place, the list of those to be invited, and the notice before.

    When any of them changes, what was shown is no longer what would be sent.
    """
    meeting = _meeting(act)
    latest, before = queries.latest(meeting), queries.notice(meeting)
    return {
        "latest": str(latest.pk) if latest else "",
        "before": str(before.pk) if before else "",
        "steps": _steps(meeting),
        "composition": sorted(queries.composition(meeting, act.proposed_at).by_key),
    }


def _notice_refusal(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    meeting = _meeting(act)
    return (
        refusals.has_a_day(meeting, at),
        refusals.disputed_without_reason(act, meeting, at),
    )


def _issue(act: JointAct, at: datetime) -> None:
    """Convene the meeting and send the invitations, at the instant of the last key.

    Where the final agenda is out already, as after a postponement, the meeting is prepared too.
    """
    meeting = meeting_of(act)
    invitees = queries.composition(meeting, act.proposed_at).by_key
    made = Notice.objects.create(meeting=meeting, text=act.body["text"], issued_at=at, act=act)
    if meeting.convened_at is None:
        meeting.convened_at = at
    if meeting.prepared_at is None and dispatch.final_agenda_is_out(meeting):
        meeting.prepared_at = at
    meeting.save(update_fields=["convened_at", "prepared_at"])
    dispatch.send(meeting, [invitees[key] for key in act.body["recipients"]], made, at)


def _notice_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """What stands against it, who is invited and who is not, and the text in each language."""
    lines: list[Line] = [
        (_("Known when it was signed"), _disputed(one)) for one in act.body["disputed"]
    ]
    left_out = _by_name(act, _codes(act.body["left_out"]))
    if left_out:
        lines.append((_("Not invited by this notice of meeting"), left_out))
    lines.append((_("Invited"), _by_name(act, _codes(act.body["recipients"]))))
    return (*lines, *(_reach(act, reader.at) if presenters.sees_all(reader.hat) else ()))


def _reach(act: JointAct, at: datetime) -> Iterator[Line]:
    """How many of those invited an invitation reaches, and who has no address, while it is signed."""
    if act.effective_at is not None or act.closed_at is not None:
        return
    codes = _codes(act.body["recipients"])
    unreached = codes & {
        row.invitee.code for row in presenters.sheet(_meeting(act), at).rows if row.has_no_address
    }
    facts = {"n": len(codes) - len(unreached), "total": len(codes)}
    yield _("Can be reached"), Sentence(_("{n} of {total}"), facts)
    if unreached:
        yield _("Not reached, because no address is known"), _by_name(act, unreached)


def _disputed(one: Mapping[str, Any]) -> Sentence:
    at = datetime.fromisoformat(one["at"]) if one.get("at") else None
    return in_doubt(one["party"], tuple(one["holders"]), at, is_next=bool(one.get("next")))


def _codes(keys: Iterable[str]) -> set[str]:
    return {key.split(":")[1] for key in keys}


def _by_name(act: JointAct, codes: Iterable[str]) -> tuple[str, ...]:
    """Members and organisations in the protocol order of the reader's language."""
    return tuple(sorted(codes, key=parties.roster(act.forum).protocol(language_now())))


def _notice_texts(act: JointAct) -> Mapping[str, Text]:
    """The notice in every language, paragraph by paragraph."""
    return {code: notice_text.signed_text(act.body["text"], code) for code in titles.languages()}


# An excuse


def _invitation(act: JointAct) -> Invitation:
    rows = Invitation.objects.select_related("meeting", "member", "organisation")
    return rows.get(meeting__forum=act.forum, pk=act.body["invitation"])


def _present_invitation(act: JointAct) -> Mapping[str, object]:
    """An excuse and a withdrawal bind an invitation that stands."""
    row = _invitation(act)
    return {"withdrawn": row.withdrawn_at is not None, "excused": row.excused_at is not None}


def _excuse_refusal(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _invitation(act)
    return (refusals.not_cancelled(row.meeting, at), refusals.may_be_excused(row))


def _withdrawal_refusal(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _invitation(act)
    return (
        refusals.before_opening(row.meeting, at),
        refusals.stands(row),
        refusals.not_an_observer(row),
        refusals.with_reason(act.reason, row.clause or "practice"),
    )


WITHDRAWN = ended("invitation.withdrawn", _("The invitation was withdrawn."))
EXCUSED = ended("invitation.excused", _("Both Parties have excused the absence already."))


def _excuse_over(act: JointAct, at: datetime) -> Ended | None:
    """Nobody is excused from a meeting that was cancelled or archived, without an invitation, or
    twice."""
    row = _invitation(act)
    gone = ends.of_archive(row.meeting, at)
    if gone is not None:
        return gone
    if row.withdrawn_at is not None:
        return WITHDRAWN
    return EXCUSED if row.excused_at is not None else None


def _withdrawal_over(act: JointAct, at: datetime) -> Ended | None:
    row = _invitation(act)
    return ends.of_opening(row.meeting, at) or (WITHDRAWN if row.withdrawn_at is not None else None)


def _withdraw(act: JointAct, at: datetime) -> None:
    """End an invitation at the instant of the last key; its row stays, with the reason of both."""
    meeting = meeting_of(act)
    row = Invitation.objects.get(pk=act.body["invitation"])
    row.withdrawn_at, row.withdrawn_reason = at, act.reason
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    admission.check_out_excluded(meeting, (row.member_id, row.organisation_id), at)


def _excuse(act: JointAct, at: datetime) -> None:
    meeting_of(act)
    row = Invitation.objects.get(pk=act.body["invitation"])
    row.excused_at, row.excuse_act = at, act
    row.save(update_fields=["excused_at", "excuse_act"])
