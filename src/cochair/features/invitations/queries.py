"""Reads for the notice and the invitations of a meeting: each a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Min, Q, QuerySet

from cochair.features.accounts.models import Account
from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.invitations import composition as computing
from cochair.features.invitations import confirmations
from cochair.features.invitations.composition import Composition, Known
from cochair.features.meetings.facts.reach import READERS
from cochair.features.meetings.models import (
    ContactPoint,
    Delegation,
    Invitation,
    Meeting,
    Notice,
    ObserverRequest,
    RelevanceList,
    Schedule,
)
from cochair.features.meetings.part import Part
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.kernel.archive import instant
from cochair.kernel.kind import Row
from cochair.procedure.calendar import civil_day, told_in
from cochair.procedure.refusal import Refusal

NOTICE, RELEVANCE, EXCUSE = "meeting.notice", "meeting.relevance_list", "meeting.excuse"
WITHDRAWAL, OBSERVER = "meeting.invitation_withdrawal", "observer"
OPTION = "option"
DAY, AS_OBSERVER = "day", "observer"
# A receipt is one of the notice by which the invitation now stands.
OF_ITS_NOTICE = Q(receipts__notice=F("notice")) | Q(receipts__notice=None, notice=None)
# Whose offices speak for a delegation: they read what it is sent.
SPEAKERS = READERS


def latest(meeting: Meeting) -> Schedule | None:
    """The day and place as they are now known."""
    rows = list(meeting.schedules.all())
    return rows[-1] if rows else None


def starts(meeting: Meeting) -> datetime | None:
    """The instant at which a meeting with a fixed day begins (UTC); None while it has none."""
    found = latest(meeting)
    return found.starts if found is not None and found.precision == DAY else None


def begins(meeting: Meeting) -> datetime | None:
    """The UTC instant at which terms of office are compared with a meeting with a fixed day.

    Where no hour is fixed, its day counts in the zone of the terms, which is that of the forum.
    """
    found = latest(meeting)
    if found is None or found.precision != DAY or found.starts is None:
        return None
    return told_in(found.starts, found.zone, meeting.forum.zone)


def options(forum: Forum, at: datetime) -> Mapping[str, object]:
    """The options of the procedures as both Parties had set them at an instant."""
    values = {key: option.value for key, option in parties.book(forum, at).options.items()}
    changes = JointAct.objects.filter(forum=forum, kind=OPTION, effective_at__lte=at)
    for body in changes.order_by("effective_at", "pk").values_list("body", flat=True):
        values[body["key"]] = body["value"]
    return values


def composition(meeting: Meeting, at: datetime) -> Composition:
    """Everybody who must be invited to a meeting, by what is recorded now.

    `at` is the instant whose options count, and the day of a notice that is not issued yet.
    """
    forum = meeting.forum
    book, roster, chosen = parties.book(forum, at), parties.roster(forum), options(forum, at)
    schedule = latest(meeting)
    first = civil_day(schedule.starts, schedule.zone) if schedule and schedule.starts else None
    noticed = civil_day(_issued(meeting, chosen) or at, forum.zone)
    return computing.composition(
        Known(
            book=book,
            configuration=book.configurations[meeting.configuration],
            memberships=roster.memberships,
            terms=roster.terms,
            options=chosen,
            organisations=frozenset(row.code for row in roster.organisations),
            day=computing.membership_day(chosen, first, noticed),
            starts=begins(meeting),
            lists={
                group: tuple(sorted(row.entries))
                for group, row in lists(meeting).items()
                if row.entries or row.empty_reason
            },
        )
    )


def _issued(meeting: Meeting, chosen: Mapping[str, object]) -> datetime | None:
    """When the notice was issued, if membership counts on that day."""
    if meeting.convened_at is None or not computing.counts_on_the_notice(chosen):
        return None
    found = Notice.objects.filter(meeting=meeting).last()
    return found.issued_at if found else None


def lists(meeting: Meeting) -> Mapping[str, RelevanceList]:
    """The relevance list of each group that both approved last."""
    rows = RelevanceList.objects.filter(meeting=meeting).order_by("at", "pk")
    return {row.group: row for row in rows}


def used_last(meeting: Meeting, group: str) -> RelevanceList | None:
    """What both approved for the same group at the last other meeting, to start from."""
    rows = RelevanceList.objects.filter(meeting__forum=meeting.forum, group=group)
    return rows.exclude(meeting=meeting).order_by("at", "pk").last()


def notice(meeting: Meeting) -> Notice | None:
    """The latest notice of a meeting, with its act, keys and confirmations."""
    found = (
        Notice.objects.filter(meeting=meeting)
        .select_related("act")
        .prefetch_related(
            "act__keys__party", "act__keys__member", "confirmations__party", "confirmations__member"
        )
        .last()
    )
    if found is not None:
        found.meeting = meeting
    return found


def pending(
    meeting: Meeting, found: Notice | None, at: datetime
) -> tuple[confirmations.Pending, ...]:
    """Whose word a notice still lacks; none without a notice or a day."""
    opening = begins(meeting)
    if found is None or opening is None:
        return ()
    given = words_of(found)
    book = parties.book(meeting.forum, at)
    terms = parties.roster(meeting.forum).terms
    return confirmations.pending(confirmations.presiding(book), terms, given, opening, at)


def words_of(found: Notice) -> set[tuple[str, str]]:
    """Every (Party, member) that signed or confirmed a notice."""
    keys = {(key.party.code, key.member.code) for key in found.act.keys.all()}
    return keys | {(word.party.code, word.member.code) for word in found.confirmations.all()}


def disputes(meeting: Meeting, at: datetime) -> tuple[Refusal, ...]:
    """Which presidency is disputed now, next, or when the meeting begins."""
    opening = begins(meeting)
    if opening is None:
        return ()
    book = parties.book(meeting.forum, at)
    return confirmations.disputes(
        confirmations.presiding(book),
        parties.roster(meeting.forum).terms,
        opening,
        at,
        computing.notice_clause(book, meeting.configuration),
    )


def invitations(meeting: Meeting) -> tuple[Invitation, ...]:
    """Every invitation to a meeting, also those withdrawn, with its first opening (`opened`).

    What was opened by a notice before the latest does not count.
    """
    rows = Invitation.objects.filter(meeting=meeting).select_related(
        "member__party", "organisation"
    )
    return tuple(rows.annotate(opened=Min("receipts__opened_at", filter=OF_ITS_NOTICE)))


def invitation(meeting: Meeting, number: int) -> Invitation | None:
    """One invitation to a meeting, or None."""
    rows = Invitation.objects.filter(meeting=meeting, pk=number)
    return rows.select_related("member__party", "organisation", "meeting__forum").first()


def last_of(meeting: Meeting, key: str) -> Invitation | None:
    """The last invitation of an invitee, which may have been withdrawn; None where it has none."""
    return {key_of(row): row for row in invitations(meeting)}.get(key)


def key_of(row: Invitation) -> str:
    """What names the invitee of an invitation, as in `composition.Invitee.key`."""
    if row.member is not None:
        return f"{computing.MEMBER}:{row.member.code}:{row.group}"
    code = row.organisation.code if row.organisation else ""
    return f"{computing.ORGANISATION}:{code}:{row.group}"


def delegations(meeting: Meeting) -> Mapping[tuple[int | None, int | None], Delegation]:
    """The delegations of a meeting by member and organisation."""
    rows = Delegation.objects.filter(meeting=meeting)
    return {(row.member_id, row.organisation_id): row for row in rows}


def comes_as(row: Invitation) -> Part:
    """As what an invitee takes part, by which the sessions that concern it are known."""
    if row.basis == AS_OBSERVER:
        return Part.OBSERVER
    return Part.DELEGATION if row.member_id else Part.INSTITUTION


def granted(meeting: Meeting) -> Mapping[int | None, tuple[int, ...]]:
    """The numbers of the sessions granted to each observer of a meeting, by its organisation."""
    rows = ObserverRequest.objects.filter(meeting=meeting, withdrawn_at=None)
    told = rows.exclude(invited_at=None).values_list("organisation_id", "granted_sessions")
    return {key: tuple(int(number) for number in numbers) for key, numbers in told}


def is_own(row: Invitation, hat: ActingOffice) -> bool:
    """Whether an invitation is that of the hat's own delegation, institution or organisation."""
    if row.member is not None:
        return bool(hat.member) and hat.member == row.member.code
    return (
        bool(hat.organisation)
        and row.organisation is not None
        and (hat.organisation == row.organisation.code)
    )


def speaks(row: Invitation, hat: ActingOffice) -> bool:
    """Whether a hat answers an invitation: the head of that delegation, its contact point, or that
    organisation."""
    return (hat.role in SPEAKERS or hat.role is Role.CONTACT_POINT) and is_own(row, hat)


def answers_for(row: Invitation, hat: ActingOffice) -> bool:
    """Whether a hat records an answer that came by note or letter: that of the secretariat of the
    invitee's Party, or of either for an organisation."""
    own = row.member is None or row.member.party.code == hat.party
    return own and hat.may(Power.RECORD_FACTS)


def contacts(forum: Forum) -> tuple[ContactPoint, ...]:
    """The contact points in use, each with whom it reaches."""
    rows = ContactPoint.objects.filter(forum=forum, ended_at=None)
    return tuple(rows.select_related("member__party", "organisation"))


def contact(forum: Forum, number: int) -> ContactPoint | None:
    """One contact point in use, or None."""
    rows = ContactPoint.objects.filter(forum=forum, pk=number, ended_at=None)
    return rows.select_related("member__party", "organisation").first()


def speakers(forum: Forum, at: datetime) -> tuple[Office, ...]:
    """The offices that speak for a delegation or an organisation at an instant."""
    rows = Office.objects.filter(forum=forum, role__in=SPEAKERS, start__lte=at)
    return tuple(
        rows.filter(Q(end=None) | Q(end__gt=at)).select_related(
            "account", "party", "member", "organisation"
        )
    )


def reached(forum: Forum, at: datetime) -> Mapping[str, int]:
    """At how many addresses each member and organisation can be reached at an instant (aware UTC), by
    its code; who has none is left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for contact in contacts(forum):
        if invited := contact.member or contact.organisation:
            found[invited.code].add(contact.email.lower())
    for office in speakers(forum, at):
        if invited := office.member or office.organisation:
            found[invited.code].add(office.account.email.lower())
    return {code: len(addresses) for code, addresses in found.items()}


def presidencies(forum: Forum, at: datetime) -> tuple[tuple[Office, Account], ...]:
    """Everybody with the office of a co-presidency at an instant, in term or not."""
    rows = Office.objects.filter(forum=forum, role=Role.CO_PRESIDENCY, start__lte=at)
    found = rows.filter(Q(end=None) | Q(end__gt=at)).select_related("account", "party", "member")
    return tuple((row, row.account) for row in found)


def open_acts(meeting: Meeting) -> tuple[JointAct, ...]:
    """The acts of this part that wait for a key on a meeting."""
    rows = acts.open_acts(meeting.forum).filter(subject_kind="meeting", subject_id=meeting.slug)
    return tuple(rows.filter(kind__in=(NOTICE, RELEVANCE, EXCUSE)))


def waiting_withdrawal(row: Invitation) -> JointAct | None:
    """The act by which an invitation would be withdrawn, while it waits for a key; or None."""
    rows = acts.open_acts(row.meeting.forum).filter(
        kind=WITHDRAWAL, subject_kind="meeting", subject_id=row.meeting.slug
    )
    return next((act for act in rows if act.body["invitation"] == row.pk), None)


def convened(forum: Forum) -> tuple[Meeting, ...]:
    """Meetings that were convened and have neither opened nor been cancelled."""
    rows = Meeting.objects.filter(forum=forum, opened_at=None, cancelled_at=None)
    return tuple(
        rows.exclude(convened_at=None).select_related("forum").prefetch_related("schedules")
    )


def standing(forum: Forum) -> QuerySet[Invitation]:
    """The invitations that were not withdrawn, to meetings that are neither cancelled nor in a
    closed cycle; two queries."""
    rows = Invitation.objects.filter(
        meeting__forum=forum, meeting__cancelled_at=None, meeting__shut_at=None, withdrawn_at=None
    )
    return rows.select_related(
        "meeting__forum", "member__party", "organisation", "notice"
    ).prefetch_related("meeting__schedules", "receipts")


def latest_notices(forum: Forum) -> tuple[Notice, ...]:
    """The latest notice of each meeting that may still open; a fixed number of queries."""
    rows = Notice.objects.filter(
        meeting__forum=forum,
        meeting__opened_at=None,
        meeting__cancelled_at=None,
        meeting__shut_at=None,
    ).select_related("meeting__forum", "act")
    found = rows.prefetch_related(
        "meeting__schedules", "act__keys__party", "act__keys__member",
        "confirmations__party", "confirmations__member",
    )  # fmt: skip
    return tuple({one.meeting_id: one for one in found.order_by("issued_at", "pk")}.values())


def of_any_meeting(forum: Forum, number: int) -> Invitation | None:
    """An invitation of a forum by its number, or None."""
    return Invitation.objects.filter(meeting__forum=forum, pk=number).first()


def archived(reader: Any) -> Iterator[Row]:
    """Who was invited to the meetings of a cycle, on which basis, and what the answer was, for the
    archive of a reader (`archives.parts.Reader`)."""
    rows = Invitation.objects.filter(
        meeting__forum=reader.forum, meeting__cycle=reader.cycle, withdrawn_at=None
    ).select_related("meeting", "member", "organisation")
    for row in rows.order_by("meeting__slug", "sent_at", "pk"):
        invitee = row.member or row.organisation
        yield {
            "meeting": row.meeting.slug,
            "invitee": invitee.code if invitee is not None else "",
            "group": row.group,
            "basis": row.basis,
            "clause": row.clause,
            "sent_at": instant(row.sent_at),
            "answer": row.answer,
            "answered_at": instant(row.answered_at),
            "excused_at": instant(row.excused_at),
        }
