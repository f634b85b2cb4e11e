"""What is done to the notice and the invitations of a meeting.

Joint acts are proposed here and take effect in `kinds`.  What one side does alone is written
with its office: an invitation that was forgotten, an answer, a holder who stands by the notice of
the one before.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts import reasons as reasoning
from cochair.features.acts.models import JointAct
from cochair.features.delegations.refusals import still_member
from cochair.features.invitations import composition as computing
from cochair.features.invitations import dispatch, queries, refusals, titles
from cochair.features.invitations.answers import is_for_another_day
from cochair.features.meetings.models import Invitation, Meeting, NoticeConfirmation, Receipt
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.checks.arguments import texts
from cochair.procedure.presidency import may_sign
from cochair.procedure.refusal import Refusal, _, require


def propose_relevance_list(
    meeting: Meeting,
    *,
    group: str,
    entries: Collection[str],
    empty_reason: str = "",
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """Propose which agencies of a group matter for a meeting (II.*.composition, AMB-15).

    `entries` are codes of the group's catalogue.  Raises Refused once the meeting has opened, for
    entries that the catalogue does not hold, and for an empty list without a reason.
    """
    book = parties.book(meeting.forum, at)
    require(refusals.agency_group(book, meeting, group))
    clause = computing.group_clause(book, meeting.configuration, group)
    require(
        refusals.before_opening(meeting, at),
        refusals.of_the_catalogue(book, group, entries, clause),
        refusals.empty_with_reason(entries, empty_reason, clause),
        unprinted(empty_reason),
    )
    return acts.propose(
        meeting.forum,
        kind=queries.RELEVANCE,
        subject=("meeting", meeting.slug),
        title=titles.title(titles.RELEVANCE, meeting, book, group=book.groups[group].label),
        body={
            "group": group,
            "entries": sorted(set(entries)),
            "empty_reason": "" if entries else empty_reason.strip(),
        },
        by=by,
        at=at,
    )


def propose_notice(
    meeting: Meeting,
    *,
    text: Mapping[str, str],
    recipients: Collection[str],
    reason: str = "",
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """Propose the notice: its words in every language, and to whom it goes (keys of invitees).

    Whoever of the composition is not among the recipients is named in the act as left out.
    Raises Refused while no day is confirmed, when a language is missing, for recipients whom the
    composition does not name, and for a disputed presidency without a reason.
    """
    book = parties.book(meeting.forum, at)
    expected = queries.composition(meeting, at)
    chosen = set(recipients)
    require(
        refusals.has_a_day(meeting, at),
        refusals.in_every_language(text, titles.languages()),
        unprinted(*text.values()),
        refusals.somebody(chosen, expected),
    )
    return acts.propose(
        meeting.forum,
        kind=queries.NOTICE,
        subject=("meeting", meeting.slug),
        title=titles.title(titles.NOTICE, meeting, book),
        body={
            "text": {code: text[code].strip() for code in titles.languages()},
            "recipients": [one.key for one in expected.invitees if one.key in chosen],
            "left_out": [
                one.key
                for one in expected.invitees
                if one.key not in chosen and not one.is_optional
            ],
            # A reason of both is needed where a presidency is disputed: the act says which.
            "disputed": [_as_bound(found) for found in queries.disputes(meeting, at)],
        },
        by=by,
        at=at,
        reason=reason.strip(),
    )


def _as_bound(dispute: Refusal) -> Mapping[str, object]:
    """A presidency that is in doubt as an act keeps it: whose, between whom, and which term."""
    facts = dispute.facts
    found = {"party": facts["party"], "holders": list(texts(facts["holders"]))}
    at = facts["at"]
    return {
        **found,
        **({"next": True} if facts.get("next") else {}),
        **({"at": at.isoformat()} if isinstance(at, datetime) else {}),
    }


def propose_excuse(
    invitation: Invitation,
    *,
    reason: str,
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose to excuse an absence of an institution, an agency or a presidency.

    With both keys it has the effect of a departure (corrections.md section 1).  `reasons` give the
    same reason by language, for the papers that quote it.  Raises Refused for a member as such, an
    invitation that does not stand, or a reason, in whichever language, that is too short.
    """
    meeting = invitation.meeting
    book = parties.book(meeting.forum, at)
    clause = invitation.clause or "practice"
    require(
        refusals.not_cancelled(meeting, at),
        refusals.stands(invitation),
        refusals.may_be_excused(invitation),
        *reasoning.each(partial(refusals.with_reason, clause=clause), reason, reasons),
    )
    invited = invitation.member or invitation.organisation
    return acts.propose(
        meeting.forum,
        kind=queries.EXCUSE,
        subject=("meeting", meeting.slug),
        title=titles.title(titles.EXCUSE, meeting, book, invitee=invited.name if invited else {}),
        body={
            "invitation": invitation.pk,
            "invitee": dispatch.code_of(invitation),
            **reasoning.kept(reasons),
        },
        by=by,
        at=at,
        reason=reason.strip(),
        clause=invitation.clause,
    )


def propose_withdrawal(
    invitation: Invitation,
    *,
    reason: str,
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose to withdraw an invitation, with a reason that the invitee reads; `reasons` give the
    same by language.

    The notice took the keys of both, and so does this: no side ends alone what both have sent.
    Raises Refused once the meeting has opened, for one already withdrawn, for an observer, whose
    request has a way of its own, and without a reason.
    """
    meeting = invitation.meeting
    book = parties.book(meeting.forum, at)
    require(
        refusals.before_opening(meeting, at),
        refusals.stands(invitation),
        refusals.not_an_observer(invitation),
        *reasoning.each(
            partial(refusals.with_reason, clause=invitation.clause or "practice"), reason, reasons
        ),
    )
    invited = invitation.member or invitation.organisation
    return acts.propose(
        meeting.forum,
        kind=queries.WITHDRAWAL,
        subject=("meeting", meeting.slug),
        title=titles.title(
            titles.WITHDRAWAL, meeting, book, invitee=invited.name if invited else {}
        ),
        body={
            "invitation": invitation.pk,
            "invitee": dispatch.code_of(invitation),
            **reasoning.kept(reasons),
        },
        by=by,
        at=at,
        reason=reason.strip(),
        clause=invitation.clause if invitation.clause != "practice" else "",
    )


@transaction.atomic
def invite_also(meeting: Meeting, *, key: str, by: ActingOffice, at: datetime) -> Invitation:
    """Invite one whom the composition demands and the notice did not reach (US-02).

    That needs no second key: both are bound to invite it.  Raises Refused before the notice and
    after the opening, for one already invited, for one whom the composition does not name or
    does not demand, and for one whose invitation both withdrew: that takes both again.
    """
    meeting = _locked(meeting)
    invitee = queries.composition(meeting, at).by_key.get(key)
    last = queries.last_of(meeting, key)
    require(
        refusals.before_opening(meeting, at),
        refusals.after_the_notice(meeting),
        refusals.expected(invitee) or refusals.demanded(invitee),
        refusals.not_invited_yet(last, invitee) or refusals.not_withdrawn_by_both(last),
    )
    assert invitee is not None
    (made,) = dispatch.send(meeting, [invitee], queries.notice(meeting), at)
    _record(made, "invitation.sent", by=by, at=at, facts={"basis": made.basis})
    return made


@transaction.atomic
def answer(
    invitation: Invitation,
    *,
    answer: str,
    reason: str = "",
    reference: str = "",
    by: ActingOffice,
    at: datetime,
) -> Invitation:
    """Accept, decline or ask to be excused, for the invitee; a later answer replaces it.

    A secretariat records on its behalf what came by note or letter, whose `reference` is kept
    and shown.  The same answer sent twice is given once.  Raises Refused when the hat neither
    speaks nor records for the invitee, without that reference, once the meeting is over, and for
    an excuse without a reason.
    """
    meeting = _locked(invitation.meeting)
    row = Invitation.objects.select_related("member__party", "organisation").get(pk=invitation.pk)
    itself, reference = queries.speaks(row, by), " ".join(reference.split())
    require(
        None if itself else _records(row, by) or refusals.by_which_letter(reference),
        refusals.not_over(meeting, at),
        refusals.stands(row),
        still_member(meeting, row.member, at),
        refusals.known_answer(answer, reason) or refusals.may_ask(answer, row),
        unprinted(reason, reference),
    )
    if _answered_so(row, answer, reason.strip(), None if itself else reference):
        return row
    row.answer, row.answered_at, row.answer_reason = answer, at, reason.strip()
    row.answered_for_id = None if itself else by.office
    row.answer_reference = "" if itself else reference
    row.save(
        update_fields=[
            "answer",
            "answered_at",
            "answer_reason",
            "answered_for",
            "answer_reference",
        ]
    )
    facts = {"answer": answer, **({} if itself else {"by_letter": True})}
    _record(row, "invitation.answered", by=by, at=at, facts=facts)
    return row


@transaction.atomic
def confirm_notice(meeting: Meeting, *, by: ActingOffice, at: datetime) -> NoticeConfirmation:
    """Stand by a notice that the holder before one's own term signed (I.2.3, AMB-37).

    Raises Refused, with that clause, outside one's term, when the same State signed the notice
    or confirmed it already, without a notice, and once the meeting is over.
    """
    meeting = _locked(meeting)
    found = queries.notice(meeting)
    roster = parties.roster(meeting.forum)
    clause = computing.notice_clause(parties.book(meeting.forum, at), meeting.configuration)
    if found is None:
        raise acts.Refused(Refusal(clause, _("No notice of meeting has been issued.")))
    require(
        refusals.not_over(meeting, at),
        may_sign(roster.terms, by.party, by.member, at, clause=clause),
        _has_given_its_word(queries.words_of(found), by, clause),
    )
    made = NoticeConfirmation.objects.create(
        notice=found,
        party=roster.party(by.party),
        member=roster.member(by.member),
        account_id=by.account,
        office_id=by.office,
        at=at,
    )
    record(
        meeting.forum.slug,
        verb="notice.confirmed",
        about=("meeting", meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        clause=clause if clause != "term" else "",
        facts={"notice": found.pk, "member": by.member},
    )
    return made


@transaction.atomic
def opened(invitation: Invitation, account: int | None, at: datetime) -> Receipt:
    """Note that somebody of the invitee opened the invitation: the number of an account, None for
    a contact point.

    The first time stands, for each notice by which the invitation was sent.
    """
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    of_notice = {"invitation": row, "account_id": account, "notice_id": row.notice_id}
    found = Receipt.objects.filter(**of_notice).first()
    if found is not None:
        return found
    return Receipt.objects.create(**of_notice, opened_at=at)


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )


def _record(
    row: Invitation,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    record(
        row.meeting.forum.slug,
        verb=verb,
        about=("meeting", row.meeting.slug),
        # A contact point has no account.
        by=by.account or None,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        clause=row.clause if row.clause != "practice" else "",
        facts={"invitation": row.pk, "invitee": dispatch.code_of(row), **(facts or {})},
    )


def _answered_so(row: Invitation, answer: str, reason: str, reference: str | None) -> bool:
    """Whether the answer that stands is this one, for the days that the meeting has now.

    `reference` names the letter by which it came, None where the invitee answers itself.
    """
    known = row.answer_reference if row.answered_for_id else None
    if (row.answer, row.answer_reason, known) != (answer, reason, reference):
        return False
    return not is_for_another_day(row, row.meeting.schedules.all())


def _records(row: Invitation, by: ActingOffice) -> Refusal | None:
    if queries.answers_for(row, by):
        return None
    return Refusal(
        "practice",
        _(
            "Only the head of the delegation or the organisation itself may answer. The "
            "secretariat of its Party may enter an answer that came by note or letter."
        ),
    )


def _has_given_its_word(
    given: set[tuple[str, str]], by: ActingOffice, clause: str
) -> Refusal | None:
    if (by.party, by.member) not in given:
        return None
    said = _("{member} has already signed or confirmed this notice.")
    return Refusal(clause, said, {"member": by.member})
