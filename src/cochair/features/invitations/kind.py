"""Notice and invitation: everything that the rest of the house knows of these kinds."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.calendars.queries import usual
from cochair.features.invitations import (
    before_notice,
    presenters,
    queries,
    refusals,
    stale_notices,
)
from cochair.features.invitations.answers import NO_ANSWER, is_asked_anew
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import (
    Invitation,
    Meeting,
    Notice,
    NoticeConfirmation,
    Receipt,
    RelevanceList,
)
from cochair.features.meetings.queries import cycle_of
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.parties.turns import of_secretariat, signed
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on an invitation, and on a notice that went out.
READ = _("Read the invitation: {m}")
ANSWER = _("Answer the invitation: {m}")
ANSWER_AGAIN = _("Answer again: {m} has a new day")
DECIDE = _("Decide on the excuse: {o}, {m}")
CONFIRM = _("Confirm the notice of meeting: {m}")
ISSUE_ANEW = _("Issue a new notice: {m} moved")
INVITE_ALSO = _("Invite also: {n} missing, {m}")


def of_invitation(row: Invitation, at: datetime) -> Iterable[Turn]:
    """The invitee reads and answers it before the meeting opens, once more when it got another
    day, and not while it has none; both decide on an excuse that is asked for; an observer answers
    nothing."""
    meeting = row.meeting
    over = meeting.cancelled_at or meeting.shut_at or row.withdrawn_at
    if over or row.basis == queries.AS_OBSERVER:
        return
    is_ahead = meeting.opened_at is None and responsibility.is_awaited(meeting, at)
    says = _to_answer(row) if is_ahead else ""
    if says:
        yield from _of_invitee(row, says, at)
    elif _asks_to_be_excused(row):
        yield from _to_decide(row, at)


def before_and_after(forum: Forum) -> tuple[Meeting | Notice, ...]:
    """The meetings of a forum that may still be convened, and the latest notice of each."""
    return (*responsibility.not_over(forum), *queries.latest_notices(forum))


def of_meeting_or_notice(row: Meeting | Notice, at: datetime) -> Iterable[Turn]:
    """Whose turn it is before the notice of a meeting, and on one that went out."""
    return before_notice.turns(row, at) if isinstance(row, Meeting) else of_notice(row, at)


def of_notice(row: Notice, at: datetime) -> Iterable[Turn]:
    """Both issue it anew once the meeting moved; else who presides since confirms it, and the
    secretariats invite whoever was forgotten; nobody once the meeting opened or was given up."""
    meeting = row.meeting
    if meeting.opened_at or meeting.cancelled_at or meeting.shut_at:
        return
    book, until = parties.book(meeting.forum, at), queries.begins(meeting)
    firm, names = "rule" if until else "", meeting_titles(meeting, book)
    page = ("meetings:notice", meeting.slug)
    codes = parties.roster(meeting.forum).party_codes
    if stale_notices.since(meeting, row) is not None:
        waits = any(act.kind == queries.NOTICE for act in queries.open_acts(meeting))
        if until is not None and not waits:
            for party in codes:
                yield from signed(party, ISSUE_ANEW, {"m": names}, page, until, firm)
        return
    for one in queries.pending(meeting, row, at):
        if one.is_due:
            role = Role.CO_PRESIDENCY.value
            yield Turn(role, one.party, CONFIRM, {"m": names}, until, firm, page)
    missing = len(presenters.sheet(meeting, at).missing)
    if missing:
        facts, where = {"n": str(missing), "m": names}, ("meetings:invitations", meeting.slug)
        for party in codes:
            yield of_secretariat(party, INVITE_ALSO, facts, where, until, firm)


def _to_answer(row: Invitation) -> str:
    """What an invitee does next; empty where it answered for the days that the meeting has."""
    if row.answer == NO_ANSWER:
        is_opened = any(one.notice_id == row.notice_id for one in row.receipts.all())
        return ANSWER if is_opened else READ
    return ANSWER_AGAIN if is_asked_anew(row, row.meeting.schedules.all()) else ""


def _of_invitee(row: Invitation, says: str, at: datetime) -> Iterable[Turn]:
    meeting = row.meeting
    until, firm = usual(meeting, ShownBy.DELEGATIONS, at)
    facts = {"m": meeting_titles(meeting, parties.book(meeting.forum, at))}
    where = ("desk:meeting", meeting.slug, "#answer")
    if row.organisation is not None:
        code = row.organisation.code
        yield Turn(Role.INSTITUTION.value, code, says, facts, until, firm, where)
    elif row.member is not None:
        for role in (Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER):
            prepares = role is Role.DELEGATION_MEMBER
            yield Turn(role.value, row.member.code, says, facts, until, firm, where, prepares)


def _asks_to_be_excused(row: Invitation) -> bool:
    """Whether both are asked to excuse an absence, and no act on it waits for a key."""
    if row.answer != refusals.EXCUSED or refusals.may_be_excused(row) is not None:
        return False
    waiting = (act for act in queries.open_acts(row.meeting) if act.kind == queries.EXCUSE)
    return not any(act.body["invitation"] == row.pk for act in waiting)


def _to_decide(row: Invitation, at: datetime) -> Iterable[Turn]:
    meeting, invited = row.meeting, row.member or row.organisation
    names = meeting_titles(meeting, parties.book(meeting.forum, at))
    facts = {"o": invited.name if invited else {}, "m": names}
    until = queries.begins(meeting)
    where = ("meetings:invitation", meeting.slug, str(row.pk), "#excuse")
    for party in parties.roster(meeting.forum).party_codes:
        yield from signed(party, DECIDE, facts, where, until, "rule" if until else "")


NOTICE = Kind(
    code="notice",
    label=_("notice of meeting"),
    models=(Notice, NoticeConfirmation, RelevanceList),
    find=No("Entries name its meeting instead."),
    ends_with=cycle_of,
    closed=No("Entries name its meeting instead."),
    verbs={
        "notice.issued": _("The notice of a meeting was issued."),
        "notice.confirmed": _("A notice of meeting was confirmed after a handover."),
        "notice.reminded": _("Those who had not opened or not answered the notice were reminded."),
        "relevance.approved": _("A list of agencies was approved."),
    },
    archive=No("In no archive so far."),
    personal=(
        Person("confirmations", _("Notices of meeting confirmed"), NoticeConfirmation, ("account",),
               ("notice__meeting__slug", "at")),
    ),
    texts=(
        Texts(Notice, evidence="text"),
        Texts(RelevanceList, evidence="empty_reason", name_nobody="entries"),
    ),
    handover=No("The handover file gathers by itself whose notices wait for a word."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What was sent to all stays as evidence."),
    turns=Turns(before_and_after, of_meeting_or_notice),
)  # fmt: skip

INVITATION = Kind(
    code="invitation",
    label=_("invitation"),
    models=(Invitation, Receipt),
    find=by_number(queries.of_any_meeting),
    ends_with=No("Only letters name it, not what people do."),
    closed=No("A number alone, which names nothing."),
    verbs={
        "invitation.sent": _("An invitation was sent after the notice of meeting."),
        "invitation.withdrawn": _("An invitation was withdrawn."),
        "invitation.answered": _("An invitation was answered."),
        "invitation.excused": _("An absence was excused by both Parties."),
    },
    archive=(
        Archive(
            "invitations",
            _("Invitations"),
            columns=((_("Meeting"), "meeting"), (_("Invited"), "invitee"), (_("Sent on"), "sent_at"),
                     (_("Excused absence"), "excused_at")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("invitations", _("Invitations opened"), Receipt, ("account",),
               ("invitation__meeting__slug", "opened_at")),
        Person("answered_invitations", _("Invitations answered"), Invitation,
               ("answered_for__account",),
               ("meeting__slug", "answer", "answered_at", "answer_reason", "answer_reference")),
    ),
    texts=(Texts(Invitation, evidence="answer_reason answer_reference withdrawn_reason"),),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("Who was invited, and what was answered, stays as evidence."),
    turns=Turns(queries.standing, of_invitation),
)  # fmt: skip
