"""Who takes part in a meeting: the one question behind everything that belongs to it.

| office | takes part in |
|---|---|
| co-presidency in office, secretariat | every meeting: they prepare it |
| support, auditor | every meeting, as readers; they do not come to it |
| offices of a State: delegation, incoming presidency, presidency out of office | meetings of the members of its Party, and those to which the State itself is called: it presides at the beginning, or next, it is invited for a group, or a delegation of it was opened by hand |
| coordinator of a Party | meetings of the members of its Party |
| institution | meetings to which it is invited |
| observer | meetings to which it is invited, while every Party agrees |

Everybody else is outside the composition, and the meeting's pages, its agenda, papers for
participants, sessions, room, decisions, record, action points and the acts about it do not exist
for them.  What everybody who reads the shared space may know of every meeting is that it exists:
its type and number, day, place, format, co-chairs and state, as the cycle shows them, and what
the register shows by the marking of a document.  Source: domain.md C.6, C.7 (J2, U1) and C.8.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.invitations import composition as computing
from cochair.features.invitations import queries as inviting
from cochair.features.meetings.models import Delegation, Invitation, Meeting, ObserverRequest
from cochair.features.meetings.part import Part
from cochair.features.observers.requests import standing
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import OF_A_PRESIDENCY, ActingOffice, Power, Role
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book, Configuration
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.composition import belonging
from cochair.web.request_cache import once

AS_OBSERVER = "observer"
SUBJECT = "meeting"
OF_A_DELEGATION = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER, Role.COORDINATOR})


def takes_part(meeting: Meeting, hat: ActingOffice | None, at: datetime) -> bool:
    """Whether an office takes part in a meeting, by all that is known at an instant (aware UTC).

    The composition is that of the meeting's type in the procedures under which it opened, or that
    are in force; see the table of this module.  Nobody (`None`) takes part in nothing.
    """
    return bool(part_of(meeting, hat, at))


def part_of(meeting: Meeting, hat: ActingOffice | None, at: datetime) -> Part:
    """As what an office takes part in a meeting at an instant (aware UTC)."""
    if hat is None:
        return Part.NONE
    found = _of_the_office(hat)
    if found is not None:
        return found
    return once(
        ("part", meeting.pk, hat, at), lambda: parts_of(meeting.forum, hat, at, (meeting,))
    )[meeting.slug]


def observes(meeting: Meeting, hat: ActingOffice, at: datetime) -> bool:
    """Whether an office comes to a meeting as an observer, at an instant (aware UTC).

    What it was invited as decides, not what it is elsewhere: an institution that was invited as an
    observer reads and does what an observer does.
    """
    return hat.role is Role.OBSERVER or part_of(meeting, hat, at) is Part.OBSERVER


def takes_part_in_all(hat: ActingOffice) -> bool:
    """Whether an office takes part in every meeting, whoever it is composed of."""
    return bool(_of_the_office(hat))


def parts_of(
    forum: Forum, hat: ActingOffice, at: datetime, meetings: Sequence[Meeting] | None = None
) -> Mapping[str, Part]:
    """As what an office takes part in some meetings of a forum, or in all, by their slugs.

    A fixed number of queries, whatever the number of meetings.
    """
    always = _of_the_office(hat)
    if meetings is None and always is not None:
        return dict.fromkeys(once(("slugs", forum.pk), lambda: _slugs(forum)), always)
    if meetings is None:
        return once(("parts", forum.pk, hat, at), lambda: parts_of(forum, hat, at, _all(forum)))
    if always is not None:
        return {row.slug: always for row in meetings}
    if hat.organisation:
        return _of_an_organisation(forum, hat, meetings)
    return _of_a_state(forum, hat, meetings, at)


def _slugs(forum: Forum) -> Sequence[str]:
    return list(Meeting.objects.filter(forum=forum).values_list("slug", flat=True))


def _all(forum: Forum) -> Sequence[Meeting]:
    """Every meeting, read once for all offices that are asked for."""
    rows = Meeting.objects.filter(forum=forum).prefetch_related("schedules")
    return once(("meetings", forum.pk), lambda: list(rows))


def closed_acts(
    forum: Forum, hat: ActingOffice, at: datetime, acts: Sequence[JointAct]
) -> frozenset[int]:
    """The numbers of those of some joint acts that are about a meeting in which a reader of the
    shared space does not take part: their subject is the meeting, or their body names it.

    An act that makes a meeting is about one of its type before there is one.
    """
    named = {one.number: slug for one in acts if (slug := _meeting_of(one))}
    if not named or _of_the_office(hat):
        return frozenset()
    own = parts_of(forum, hat, at)
    made = {one.number: one.body.get("configuration") for one in acts}
    types = _types_of(forum, hat, at)
    return frozenset(
        number
        for number, slug in named.items()
        if not (own[slug] if slug in own else made[number] in types)
    )


def _meeting_of(act: JointAct) -> str:
    """The slug of the meeting that an act is about; empty for none."""
    return act.subject_id if act.subject_kind == SUBJECT else str(act.body.get("meeting") or "")


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some meetings, by their slugs, those in which an office takes no part at an instant."""
    if hat is None:
        return frozenset(names)
    if _of_the_office(hat):
        return frozenset()
    rows = Meeting.objects.filter(forum=forum, slug__in=names).prefetch_related("schedules")
    own = parts_of(forum, hat, at, list(rows))
    return frozenset(slug for slug in names if not own.get(slug, Part.NONE))


def unknown(
    forum: Forum, hat: ActingOffice, at: datetime, meetings: Sequence[Meeting]
) -> frozenset[str]:
    """Of some meetings, by their slugs, those of which an office is not told that they exist: to
    whoever does not read what the Parties share, all in which it takes no part."""
    if hat.may(Power.READ_SHARED):
        return frozenset()
    own = parts_of(forum, hat, at, meetings)
    return frozenset(row.slug for row in meetings if not own.get(row.slug, Part.NONE))


def invited_as(meeting: Meeting, code: str) -> Part:
    """As what an organisation (its code) is invited to a meeting, while it is."""
    return _invited(meeting.forum, code, (meeting,)).get(meeting.slug, Part.NONE)


def _of_the_office(hat: ActingOffice) -> Part | None:
    """The part that an office has in every meeting alike; None where the meeting decides."""
    if hat.may(Power.RECORD_FACTS):
        return Part.PREPARES
    if hat.may(Power.READ_SHARED):
        if hat.role is Role.SUPPORT:
            return Part.SUPPORTS
        return Part.READS if hat.role is Role.AUDITOR else None
    return None if hat.organisation and not hat.wound_down else Part.NONE


@dataclass(frozen=True, slots=True)
class _State:
    """An office of a State, or the coordinator of a Party, and what decides where it belongs."""

    forum: Forum
    hat: ActingOffice
    at: datetime
    roster: Roster
    book: Book
    versions: Mapping[str, Book]

    def part(self, row: Meeting) -> Part:
        """As what it takes part in a meeting."""
        book = self.versions.get(row.procedure_version, self.book)
        configuration = book.configurations.get(row.configuration)
        if configuration is None:
            return Part.NONE
        belongs = self._belongs(row, configuration)
        if belongs and self.hat.role in OF_A_DELEGATION:
            return Part.DELEGATION
        if self._presides(row, book, configuration) or row.pk in self._called():
            return Part.DELEGATION
        # The office of a presidency is another one than that of its State's delegation.
        return Part.READS if belongs and self.hat.role in OF_A_PRESIDENCY else Part.NONE

    def _belongs(self, row: Meeting, configuration: Configuration) -> bool:
        """Whether a meeting is one of the members of the Party, and the State is a member: on the
        first day of the meeting, or now."""
        if self.hat.party not in configuration.parties:
            return False
        if not self.hat.member:
            return self.hat.role is Role.COORDINATOR
        instants = (self.at, inviting.starts(row))
        days = {civil_day(one, self.forum.zone) for one in instants if one is not None}
        known = self.roster.memberships
        return any(self.hat.member in belonging(known, self.hat.party, day) for day in days)

    def _presides(self, row: Meeting, book: Book, configuration: Configuration) -> bool:
        """Whether a meeting is the State's because it presides when it begins, or does next."""
        begins = inviting.starts(row)
        sides = {book.groups[code].side for code in configuration.groups}
        if not self.hat.member or begins is None or self.hat.party not in sides:
            return False
        found = computing.composition(
            computing.Known(
                book=book,
                configuration=configuration,
                memberships=(),
                terms=self.roster.terms,
                options=row.options or self._options(),
                organisations=frozenset(),
                day=None,
                starts=begins,
                lists={},
            )
        )
        own = (computing.MEMBER, self.hat.member, self.hat.party)
        return own in {(one.kind, one.code, one.side) for one in found.invitees}

    def _called(self) -> frozenset[int]:
        key = ("called", self.forum.pk, self.hat.party, self.hat.member)
        return once(key, lambda: _called(self.forum, self.hat))

    def _options(self) -> Mapping[str, object]:
        key = ("options", self.forum.pk, self.at)
        return once(key, lambda: inviting.options(self.forum, self.at))


def _of_a_state(
    forum: Forum, hat: ActingOffice, rows: Sequence[Meeting], at: datetime
) -> Mapping[str, Part]:
    state = _State(
        forum,
        hat,
        at,
        parties.roster(forum),
        parties.book(forum, at),
        {book.version: book for book in parties.books(forum)},
    )
    return {row.slug: state.part(row) for row in rows}


def _types_of(forum: Forum, hat: ActingOffice, at: datetime) -> frozenset[str]:
    """The types of meeting in which the members of an office's Party take part, by their codes."""
    known = parties.book(forum, at).configurations
    return frozenset(code for code, one in known.items() if hat.party in one.parties)


def _called(forum: Forum, hat: ActingOffice) -> frozenset[int]:
    """The meetings, by their keys, to which a State is called by itself: it holds an invitation for
    a group that stands, or its delegation was opened by hand and needed none.  Two queries."""
    if not hat.member:
        return frozenset()
    whose = {
        "meeting__forum": forum,
        "member__code": hat.member,
        "member__party__code": hat.party,
    }
    sent = Invitation.objects.filter(**whose)
    opened = Delegation.objects.filter(**whose).exclude(meeting__in=sent.values("meeting"))
    standing_ones = sent.filter(withdrawn_at=None).exclude(group="")
    return frozenset(standing_ones.values_list("meeting", flat=True)) | frozenset(
        opened.values_list("meeting", flat=True)
    )


def _of_an_organisation(
    forum: Forum, hat: ActingOffice, rows: Sequence[Meeting]
) -> Mapping[str, Part]:
    found = _invited(forum, hat.organisation, rows)
    if hat.role is Role.OBSERVER:
        return {slug: Part.OBSERVER if part else Part.NONE for slug, part in found.items()}
    return found


def _invited(forum: Forum, code: str, rows: Iterable[Meeting]) -> Mapping[str, Part]:
    """As what an organisation is invited to meetings; two queries, or four with observers.

    For an observer every Party's agreement must stand and be older than the invitation, unless
    that was made elsewhere and the last Party agreed since: a withdrawal cuts access at once.
    """
    sent = list(
        Invitation.objects.filter(
            meeting__forum=forum, organisation__code=code, withdrawn_at=None
        ).values_list("meeting", "basis")
    )
    as_guest = {key for key, basis in sent if basis != AS_OBSERVER}
    as_observer = {key for key, basis in sent if basis == AS_OBSERVER} - as_guest
    parts = dict.fromkeys(
        as_observer & _admitted(forum, code) if as_observer else (), Part.OBSERVER
    )
    parts |= dict.fromkeys(as_guest, Part.INSTITUTION)
    return {row.slug: parts.get(row.pk, Part.NONE) for row in rows}


def _admitted(forum: Forum, code: str) -> frozenset[int]:
    """The meetings, by their keys, for which every Party's agreement to an observer stands."""
    needed = parties.roster(forum).party_codes
    asked = ObserverRequest.objects.filter(
        meeting__forum=forum, organisation__code=code, withdrawn_at=None
    ).exclude(invited_at=None)
    last = {row.meeting_id: row for row in asked.prefetch_related("answers__party").order_by("pk")}
    return frozenset(key for key, row in last.items() if standing(row, needed).is_invited)
