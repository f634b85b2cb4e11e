"""Who is invited to a meeting, in one table: reached or not, opened, answered, people named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import pgettext

from cochair.features.calendars import receipts
from cochair.features.invitations import presenters, sent
from cochair.features.invitations.presenters import Row, Sheet
from cochair.features.mail import reminders
from cochair.features.meetings.models import Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

ATTENTION, INVITED, ALL, OTHERS = "attention", "invited", "all", "others"
NO_ADDRESS = Mark("notmet", "bad", _("no address"))
NOT_REACHED = Mark("notmet", "bad", _("not reached"))
ON_THE_WAY = Mark("wait", "", _("being sent"))
NOT_OPENED = Mark("risk", "warn", _("reached, not opened"))
OPENED = Mark("check", "plain", _("opened"))
TO_INVITE = Mark("wait", "", _("to be invited"))
MAY_INVITE = Mark("na", "", _("may be invited"))
MISSING = Mark("risk", "warn", _("not invited"))
WITHDRAWN = Mark("void", "off", _("invitation withdrawn"))
# So many of those that need something are shown first: the most urgent ones.
FIRST = 10
URGENT = (NO_ADDRESS, NOT_REACHED, MISSING, NOT_OPENED)


@dataclass(frozen=True, slots=True)
class InviteeShown:
    """One who is invited, or is to be: how far the invitation came, and what came back.

    `needs` says that something is to be done: an address, a reminder, an answer, people.
    """

    name: Mapping[str, str]
    party: str
    code: str
    group: str
    mark: Mark
    since: datetime | None
    answer: str
    answered_at: datetime | None
    is_for_another_day: bool
    people: int
    named: str
    href: str
    mends: bool
    invites: str
    needs: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of what the table shows, with how many rows that are."""

    code: str
    name: object
    number: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """Those who have not opened the notice or not answered it: how many, when they were last
    reminded, whether they may be reminded now."""

    number: int
    last: datetime | None
    is_possible: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of each side have come how far."""

    name: object
    tone: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Invitees:
    """The table of a meeting, as far as it is asked for; `left` rows more need something.

    `all` are invited, or are to be while no notice is out: whom it left out, or may, is no part of it.
    """

    rows: tuple[InviteeShown, ...]
    left: int
    tabs: tuple[Tab, ...]
    sheet: Sheet
    unreachable: int
    all: int
    is_sent: bool
    sides: tuple[Progress, ...]
    stages: tuple[tuple[object, tuple[int, ...]], ...]


def of_meeting(row: Meeting, at: datetime, show: str, *, records: bool) -> Invitees:
    """Everybody who is invited to a meeting, those that need something first, at an instant."""
    sheet = presenters.sheet(row, at, sent.of_meeting(row))
    people = _people(row)
    tones = {party.code: party.tone for party in parties.roster(row.forum).parties}
    shown = [_shown(row, one, people, tones, records=records) for one in sheet.rows]
    shown.sort(key=_urgency)
    standing = [one for one in shown if one.mark is not WITHDRAWN]
    counted = {one.invitee.code for one in sheet.rows if one.is_invitee}
    invited = [one for one in standing if one.code in counted]
    groups = _groups(row, standing)
    # Whoever only may be invited, or is not any more, stands in the table and is not counted as invited.
    has_more = len(invited) < len(shown)
    if show not in {ATTENTION, INVITED, ALL, *(code for code, _name, _own in groups)}:
        show = ATTENTION if row.convened_at and any(one.needs for one in shown) else ALL
    chosen = {
        ATTENTION: [one for one in shown if one.needs],
        **({INVITED: invited} if has_more or show == INVITED else {}),
        ALL: shown,
        **{code: own for code, _name, own in groups},
    }
    names: dict[str, object] = {
        ATTENTION: __("Needs attention"),
        INVITED: __("Invited"),
        ALL: __("All, with those not invited") if has_more else __("All"),
    }
    names |= {code: name for code, name, _own in groups}
    rows = chosen[show][:FIRST] if show == ATTENTION else chosen[show]
    return Invitees(
        rows=tuple(rows),
        left=len(chosen[show]) - len(rows),
        tabs=tuple(Tab(code, names[code], len(own), code == show) for code, own in chosen.items()),
        sheet=sheet,
        unreachable=sum(one.mends for one in invited),
        all=len(invited),
        is_sent=row.convened_at is not None,
        sides=tuple(Progress(name, tones.get(code.upper(), ""), ()) for code, name, _o in groups),
        stages=_stages([own for _code, _name, own in groups]),
    )


def _urgency(one: InviteeShown) -> tuple[bool, int]:
    """What nobody has received before what nobody has answered; what needs nothing last."""
    return not one.needs, URGENT.index(one.mark) if one.mark in URGENT else len(URGENT)


def reminder(row: Meeting, at: datetime) -> Reminder | None:
    """The reminder that may be sent about a meeting; None where nobody whom it reaches is left."""
    left = receipts.to_remind(row, at)
    if not left:
        return None
    last = receipts.last_reminder(row)
    return Reminder(len(left), last, reminders.is_possible(last, at))


def _shown(
    row: Meeting,
    one: Row,
    people: Mapping[int, int],
    tones: Mapping[str, str],
    *,
    records: bool,
) -> InviteeShown:
    invitation = one.invitation
    mark, since = _mark(one)
    key = invitation.pk if invitation else None
    href = (
        reverse("meetings:invitation", args=[row.forum.slug, row.slug, key]) if invitation else ""
    )
    unanswered = one.is_invited and (invitation is None or invitation.answer == "none")
    unnamed = one.is_invited and one.delegation is not None and one.delegation.state == "open"
    comes = invitation is not None and invitation.answer == "accepted"
    return InviteeShown(
        name=one.name,
        party=tones.get(one.invitee.side, "") if one.invitee.kind == "member" else "",
        code=one.invitee.code,
        group=one.invitee.side if one.invitee.kind == "member" and not one.invitee.group else "",
        mark=mark,
        since=since,
        answer=one.answer_word if one.is_reached else "",
        answered_at=invitation.answered_at if invitation and one.is_invited else None,
        is_for_another_day=one.is_for_another_day,
        people=people.get(one.delegation.pk, 0) if one.delegation else 0,
        named=one.delegation_word if one.is_reached else "",
        href=href,
        mends=records and one.has_no_address and not (one.is_withdrawn or one.is_optional),
        invites=one.invitee.key if records and one.can_be_invited else "",
        needs=not (one.is_withdrawn or one.is_optional)
        and (
            one.has_no_address
            or one.is_missing
            or (mark in {NOT_REACHED, NOT_OPENED} and not one.has_answered)
            or unanswered
            or (unnamed and comes)
        ),
    )


def _mark(one: Row) -> tuple[Mark, datetime | None]:
    if one.is_withdrawn:
        return WITHDRAWN, one.invitation.withdrawn_at if one.invitation else None
    if one.is_optional:
        return MAY_INVITE, None
    if one.invitation is None:
        if one.has_no_address:
            return NO_ADDRESS, None
        return (MISSING if one.is_missing else TO_INVITE), None
    if one.opened is not None:
        return OPENED, one.opened
    if one.letters.first is not None:
        # When it was really sent: the act may be older, where the address came later.
        return NOT_OPENED, one.letters.first
    if one.letters.is_on_its_way:
        return ON_THE_WAY, None
    return (NO_ADDRESS if one.has_no_address else NOT_REACHED), one.invitation.sent_at


def _groups(
    row: Meeting, shown: Sequence[InviteeShown]
) -> list[tuple[str, object, list[InviteeShown]]]:
    """The members of each Party, the Party first whose turn it is, then all others."""
    found: list[tuple[str, object, list[InviteeShown]]] = []
    for party in parties.roster(row.forum).parties:
        own = [one for one in shown if one.group == party.code]
        found.append((party.code.lower(), party.short, own))
    rest = [one for one in shown if not one.group]
    found.append((OTHERS, __("Others"), rest))
    return [one for one in found if one[2]]


def _stages(
    groups: Iterable[Sequence[InviteeShown]],
) -> tuple[tuple[object, tuple[int, ...]], ...]:
    """How many of each side are invited, reached, have opened, answered, and named people."""
    own = list(groups)
    invited = [[one for one in each if one.href] for each in own]
    reached = [[o for o in each if o.mark in {NOT_OPENED, OPENED}] for each in invited]
    opened = [[one for one in each if one.mark is OPENED] for each in invited]
    answered = [[one for one in each if one.answered_at] for each in invited]
    named = [[one for one in each if one.people] for each in invited]
    lines = (
        (__("Invited"), invited),
        (__("Reached"), reached),
        (pgettext("how many invitees", "Opened"), opened),
        (pgettext("how many invitees", "Answered"), answered),
        (__("People named"), named),
    )
    return tuple((name, tuple(len(each) for each in found)) for name, found in lines)


def _people(row: Meeting) -> Mapping[int, int]:
    rows = Participant.objects.filter(delegation__meeting=row, removed_at=None)
    counted = rows.values("delegation").annotate(number=Count("pk"))
    return {one["delegation"]: one["number"] for one in counted}
