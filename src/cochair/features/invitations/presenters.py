"""The invitations of a meeting as its page shows them, row by row."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.invitations import notice_text, queries, sent
from cochair.features.invitations.answers import is_for_another_day
from cochair.features.invitations.composition import INSTITUTION, Composition, Invitee, Unsettled
from cochair.features.invitations.sent import Letters
from cochair.features.meetings.models import Delegation, Invitation, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.procedure.refusal import Sentence, _
from cochair.web.localize import language_now

INSTITUTIONS, OTHER = "institutions", "other"
EXPECTED, INVITED, MISSING, WITHDRAWN = "expected", "invited", "missing", "withdrawn"
# Nothing is missing while it is not invited.
OPTIONAL = "optional"
MARKS = {
    EXPECTED: ("wait", "plain", _("to be invited")),
    OPTIONAL: ("na", "plain", _("may be invited")),
    INVITED: ("check", "good", _("invited")),
    MISSING: ("risk", "warn", _("not invited")),
    WITHDRAWN: ("void", "off", _("invitation withdrawn")),
}
ANSWERS = {
    "none": _("no answer yet"),
    "accepted": _("accepted"),
    "declined": _("declined the invitation"),
    "excused": _("asks to be excused"),
}
GIVEN = frozenset(ANSWERS) - {"none"}
DELEGATIONS = {
    "open": _("not yet named"),
    "submitted": _("delegation named"),
    "accepted": _("delegation accepted"),
    "returned": _("returned for completion"),
}

# So many invitees of a part are shown as they are.
FEW = 6


@dataclass(frozen=True)
class Row:
    """One who is invited, was, or is to be; with what has come of it."""

    invitee: Invitee
    name: Mapping[str, str]
    state: str
    invitation: Invitation | None = None
    delegation: Delegation | None = None
    addresses: int = 0
    # Whether it answered before the meeting got another day, and is asked anew.
    is_for_another_day: bool = False
    letters: Letters = sent.NONE

    @property
    def is_unreached(self) -> bool:
        """Whether its invitation stands and reached nobody, because no address is known: whoever may
        know of addresses does not read that it is invited.  Whoever answered, as by letter, knows."""
        return self.is_unread and self.has_no_address and not self.has_answered

    @property
    def is_reached(self) -> bool:
        """Whether its invitation stands and reached somebody, or can."""
        return self.is_invited and not self.is_unreached

    @property
    def icon(self) -> str:
        """The shape of its state."""
        return MARKS[self.state][0]

    @property
    def tone(self) -> str:
        """The tone of its state."""
        return MARKS[self.state][1]

    @property
    def word(self) -> str:
        """Its state in words (an English msgid)."""
        return MARKS[self.state][2]

    @property
    def is_expected(self) -> bool:
        """Whether it is to be invited, and nothing has been sent."""
        return self.state in {EXPECTED, MISSING}

    @property
    def is_withdrawn(self) -> bool:
        """Whether its invitation was taken back."""
        return self.state == WITHDRAWN

    @property
    def is_missing(self) -> bool:
        """Whether the notice is out and this one does not have it."""
        return self.state == MISSING

    @property
    def is_optional(self) -> bool:
        """Whether it may be invited, and is not."""
        return self.state == OPTIONAL

    @property
    def is_invitee(self) -> bool:
        """Whether it is invited, or is to be: what the notice left out, or may leave out, is not."""
        return self.state in {INVITED, EXPECTED}

    @property
    def is_invited(self) -> bool:
        """Whether an invitation stands."""
        return self.state == INVITED

    @property
    def can_be_invited(self) -> bool:
        """Whether an invitation may be added now."""
        return self.is_missing

    @property
    def answer_word(self) -> str:
        """What the invitee answered (an English msgid)."""
        return ANSWERS.get(self.invitation.answer, "") if self.invitation else ""

    @property
    def delegation_word(self) -> str:
        """How far the delegation has come (an English msgid)."""
        return DELEGATIONS.get(self.delegation.state, "") if self.delegation else ""

    @property
    def opened(self) -> datetime | None:
        """When somebody of the invitee first opened the invitation."""
        return getattr(self.invitation, "opened", None)

    @property
    def has_answered(self) -> bool:
        """Whether it answered for the day that stands, itself or by letter: it knows of the meeting."""
        answered = self.invitation is not None and self.invitation.answer in GIVEN
        return answered and not self.is_for_another_day

    @property
    def is_unread(self) -> bool:
        """Whether it was invited and nobody there has opened the invitation."""
        return self.is_invited and self.opened is None

    @property
    def has_no_address(self) -> bool:
        """Whether nothing can be sent to it: no contact point and no account."""
        return not self.addresses


@dataclass(frozen=True)
class Part:
    """The rows under one heading: the members of a Party, or an organisation's group."""

    heading: Mapping[str, str]
    clause: str
    rows: tuple[Row, ...] = ()
    unsettled: tuple[Sentence, ...] = ()
    tone: str = ""

    @property
    def is_short(self) -> bool:
        """Whether it is shown as it is; a longer one is folded."""
        return len(self.rows) <= FEW

    @property
    def is_open(self) -> bool:
        """Whether it begins unfolded: it is short, or somebody in it can still be invited."""
        return self.is_short or any(row.can_be_invited for row in self.rows)

    @property
    def unread(self) -> tuple[Row, ...]:
        """Those of it who have not opened their invitation."""
        return tuple(row for row in self.rows if row.is_unread)

    @property
    def is_partly_read(self) -> bool:
        """Whether some of it have opened their invitation and some have not."""
        return 0 < len(self.unread) < len(self.rows)


@dataclass(frozen=True)
class Sheet:
    """Everybody of a meeting, part by part, and what needs attention."""

    parts: tuple[Part, ...]
    rows: tuple[Row, ...] = field(default=())

    @property
    def missing(self) -> tuple[Row, ...]:
        """Those whom the notice did not reach."""
        return tuple(row for row in self.rows if row.is_missing)

    @property
    def missing_members(self) -> tuple[Row, ...]:
        """The members of the Parties whom the notice did not reach."""
        return tuple(row for row in self.missing if row.invitee.kind == "member")

    @property
    def invited(self) -> tuple[Row, ...]:
        """Those whose invitation stands."""
        return tuple(row for row in self.rows if row.is_invited)

    @property
    def to_invite(self) -> tuple[Row, ...]:
        """Those who are invited, or are to be, and whom the notice left out; not who only may be."""
        return tuple(row for row in self.rows if row.is_invitee or row.is_missing)

    @property
    def reached(self) -> tuple[Row, ...]:
        """Those of them whom it reached, or can reach."""
        return tuple(row for row in self.rows if row.is_reached)

    @property
    def unread(self) -> tuple[Row, ...]:
        """Those whom it reached and who have not opened it."""
        return tuple(row for row in self.reached if row.is_unread)

    @property
    def without_address(self) -> tuple[Row, ...]:
        """Those to whom nothing can be sent."""
        return tuple(row for row in self.rows if row.has_no_address and row.is_invitee)

    @property
    def without_delegation(self) -> tuple[Row, ...]:
        """Those invited who have named nobody yet."""
        return tuple(
            row
            for row in self.rows
            if row.is_invited and row.delegation and row.delegation.state in {"open", "returned"}
        )


def sheet(meeting: Meeting, at: datetime, letters: Mapping[int, Letters] | None = None) -> Sheet:
    """The invitations of a meeting against its composition; `letters` about each by its key, where
    the page tells of them (`sent.of_meeting`)."""
    expected = queries.composition(meeting, at)
    rows = _rows(meeting, expected, at, letters or {})
    return Sheet(_parts(meeting, expected, rows, at), tuple(rows))


def of_invitation(meeting: Meeting, found: Invitation, at: datetime) -> Row:
    """One invitation with what has come of it, for its own page."""
    kind, code, group = queries.key_of(found).split(":")
    invited = found.member or found.organisation
    who = (found.member_id, found.organisation_id)
    return Row(
        invitee=Invitee(kind, code, group, found.basis, found.clause),
        name=invited.name if invited else {},
        state=INVITED if found.withdrawn_at is None else WITHDRAWN,
        invitation=found,
        delegation=queries.delegations(meeting).get(who),
        addresses=queries.reached(meeting.forum, at).get(code, 0),
        is_for_another_day=is_for_another_day(found, meeting.schedules.all()),
        letters=sent.of_invitations(meeting, [found.pk]).get(found.pk, sent.NONE),
    )


def when(meeting: Meeting) -> str:
    """When, where and in which form, on one line in the reader's language."""
    schedule = queries.latest(meeting)
    if schedule is None or schedule.starts is None:
        return __("date not established")
    return notice_text.in_short(meeting, schedule)[language_now()]


def sees_all(hat: ActingOffice) -> bool:
    """Whether a hat sees receipts, answers and addresses: both secretariats and presidencies.

    Addresses are personal data: a delegation sees its own and no other's (domain.md C.6, C.8).
    """
    return hat.may(Power.RECORD_FACTS)


def _rows(
    meeting: Meeting, expected: Composition, at: datetime, letters: Mapping[int, Letters]
) -> list[Row]:
    roster = parties.roster(meeting.forum)
    organisations = {row.code: row for row in roster.organisations}
    last: dict[str, Invitation] = {}
    for row in queries.invitations(meeting):
        last[queries.key_of(row)] = row
    delegations, addresses = queries.delegations(meeting), queries.reached(meeting.forum, at)
    schedules = list(meeting.schedules.all())
    invitees = [
        *expected.invitees,
        *(_otherwise(s, k) for k, s in last.items() if k not in expected.by_key),
    ]
    rows = []
    for one in invitees:
        known = roster.member(one.code) if one.kind == "member" else organisations.get(one.code)
        if known is None:
            continue
        who = (known.pk, None) if one.kind == "member" else (None, known.pk)
        invitation = last.get(one.key)
        rows.append(
            Row(
                invitee=one,
                name=known.name,
                state=_state(meeting, one, invitation),
                invitation=invitation,
                delegation=delegations.get(who),
                addresses=addresses.get(one.code, 0),
                is_for_another_day=invitation is not None
                and is_for_another_day(invitation, schedules),
                letters=letters.get(invitation.pk, sent.NONE) if invitation else sent.NONE,
            )
        )
    return rows


def _otherwise(sent: Invitation, key: str) -> Invitee:
    """One who is invited though the composition does not name it: an observer, or one of before."""
    kind, code, group = key.split(":")
    party = sent.member.party.code if sent.member else ""
    return Invitee(kind, code, group, OTHER, sent.clause, party)


def _state(meeting: Meeting, one: Invitee, invitation: Invitation | None) -> str:
    if invitation is not None:
        return INVITED if invitation.withdrawn_at is None else WITHDRAWN
    if one.is_optional:
        return OPTIONAL
    return EXPECTED if meeting.convened_at is None else MISSING


def _parts(
    meeting: Meeting, expected: Composition, rows: list[Row], at: datetime
) -> tuple[Part, ...]:
    book, roster = parties.book(meeting.forum, at), parties.roster(meeting.forum)
    language = language_now()
    tones = {party.code: party.tone for party in roster.parties}
    headings = {
        **{f"party:{party.code}": party.name for party in roster.parties},
        **{f"group:{group.code}": group.label for group in book.groups.values()},
        INSTITUTIONS: _words(_("Institutions")),
    }
    alone = {group.code for group in book.groups.values() if group.kind == INSTITUTION}
    gathered: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        where = _heading(row.invitee, alone)
        clause = "" if where == INSTITUTIONS else row.invitee.clause
        gathered.setdefault((where, clause), []).append(row)
    open_parts: dict[tuple[str, str], list[Unsettled]] = defaultdict(list)
    for one in expected.unsettled:
        key = (f"group:{one.group}" if one.group else "", one.clause)
        open_parts[key].append(one)
        gathered.setdefault(key, [])
    turn = [f"party:{party.code}" for party in roster.in_order(language)]
    clauses = {clause.id: place for place, clause in enumerate(book.clauses)}

    def place(key: tuple[str, str]) -> tuple[int, int]:
        """Neither Party comes first by rank; the groups follow in the order of the clauses."""
        rank = turn.index(key[0]) if key[0] in turn else len(turn)
        first = gathered[key][0].invitee.clause if gathered[key] else key[1]
        return rank, clauses.get(first, len(clauses))

    places, listed = sorted(gathered, key=place), roster.protocol(language)
    return tuple(
        Part(
            heading=headings.get(where, {}),
            clause=clause,
            rows=tuple(sorted(gathered[where, clause], key=lambda row: listed(row.invitee.code))),
            unsettled=tuple(one.said for one in open_parts.get((where, clause), ())),
            tone=tones.get(where.removeprefix("party:"), ""),
        )
        for where, clause in places
    )


def _heading(one: Invitee, alone: set[str]) -> str:
    """Under which heading a row stands; each institution is a group, and they stand together."""
    if one.basis == OTHER and not one.group:
        return OTHER
    if one.group in alone:
        return INSTITUTIONS
    return f"group:{one.group}" if one.group else f"party:{one.side}"


def _words(message: str) -> dict[str, str]:
    """A heading of our own, in the reader's language."""
    return {language_now(): __(message)}
