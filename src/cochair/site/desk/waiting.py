"""What others do next in a forum: who is waited for, since when, and when they were reminded."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from cochair.features.acts.presenters import Shown
from cochair.features.acts.queries import REMINDED as ACT_REMINDED
from cochair.features.acts.queries import is_signed_by
from cochair.features.calendars.receipts import REMINDED as NOTICE_REMINDED
from cochair.features.delegations.kind import DELEGATION
from cochair.features.invitations import queries as inviting
from cochair.features.mail import reminders
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.queries import Roster
from cochair.journal.table_cache import TableCache
from cochair.kernel.kind import Turn
from cochair.site.desk.turns import (
    ACT,
    NEVER,
    Asked,
    acts_of,
    address,
    deadline,
    every,
    folded,
    is_of,
    is_private,
    owners,
    words,
)
from cochair.web import deadlines, formats
from cochair.web.localize import language_now, translated

# An answer that is waited for may be reminded of: at this part of the page of its meeting.
ANSWER, REMINDED_AT = "#answer", "?phase=invite#remind"
# Offices that are asked one by one and waited for as a group.
ASKED = frozenset({Role.DELEGATION_HEAD.value, Role.INSTITUTION.value, Role.OBSERVER.value})
# So many names stand in a line; of more of them so many, and how many others there are.
NAMED, NAMED_OF_MORE = 3, 2
# So many lines stand on home before those that ask for nothing are folded.
SHOWN = 3
WAITS = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody else does next: who, and what; `others` counts those of another Party.

    `names` are all of the reader's own Party in full, `line_names` those that stand in the line.
    `alike` are others of the same line.
    `reminded` is when they last were (aware UTC).  `remind` is the page on which the reader reminds
    them, `remind_now` the address that does; both are empty where nobody is reminded by hand, or not
    yet again.
    """

    who: str
    line: str
    deadline: deadlines.Deadline | None
    since: datetime | None
    href: str
    names: Sequence[str] = ()
    line_names: Sequence[str] = ()
    others: int = 0
    bodies: int = 0
    act: Shown | None = None
    reminded: datetime | None = None
    remind: str = ""
    remind_now: str = ""
    alike: tuple["Waiting", ...] = ()

    @property
    def count(self) -> int:
        """How many things the row stands for."""
        return 1 + len(self.alike)

    @property
    def thing(self) -> str:
        """What the line is about, without its verb."""
        return self.line.partition(": ")[2] or self.line

    @property
    def ours(self) -> int:
        """How many are of the reader's own Party."""
        return len(self.names) - self.bodies

    @property
    def unnamed(self) -> int:
        """How many of them the line does not name."""
        return len(self.names) - len(self.line_names)

    @property
    def may_be_reminded(self) -> bool:
        """Whether the reader may do something about it."""
        return bool(self.remind or self.remind_now)


@dataclass(frozen=True, slots=True)
class _Reader:
    """For whom the rows are made, and what is known to make them."""

    forum: Forum
    hat: ActingOffice
    at: datetime
    zone: str
    roster: Roster
    acts: Mapping[str, Shown]
    reminded: Mapping[tuple[str, str], datetime]

    def until(self, turn: Turn) -> deadlines.Deadline | None:
        return deadline(self.forum, turn, self.at, self.zone)


def waiting(forum: Forum, hat: ActingOffice, at: datetime, zone: str) -> list[Waiting]:
    """What others do next, for a presidency or a secretariat; for every other office, nothing.

    Of its own Party by name; of the other's delegations, how many.  What is a Party's own business
    is told to that Party alone.
    """
    if hat.role not in WAITS or not hat.powers:
        return []
    mine = {_page(one) for one in every(forum, at) if is_of(one.turn, hat)}
    asked = [one for one in every(forum, at) if not is_of(one.turn, hat)]
    # What both owe stands under one's own turn alone.
    asked = [one for one in asked if one.turn.address[0] == ACT or _page(one) not in mine]
    told = _alike(one.turn for one in asked if _is_told(one, hat))
    groups = [one for one in asked if one.turn.role in ASKED and not one.turn.prepares]
    # Nobody waits for an answer, or for a delegation, of whom no invitation reached.
    asks = any(_needs_address(one) for one in groups)
    reached = _reached(forum, at) if asks else frozenset()
    groups = [one for one in groups if not _needs_address(one) or one.turn.of in reached]
    by_page = sorted((one for one in groups if not is_private(one)), key=_page)
    gathered = [[one.turn for one in together] for _, together in groupby(by_page, key=_page)]
    firsts = [group[0] for group in (*told, *gathered)]
    names = {name for one in firsts if (name := _thing(one)[1])}
    reader = _Reader(
        forum,
        hat,
        at,
        zone,
        parties.roster(forum),
        acts_of(forum, hat),
        reminders.latest(forum.slug, (ACT_REMINDED, NOTICE_REMINDED), names) if names else {},
    )
    # What is reminded of by hand has a row of its own.
    rows = [
        _together([_of_presidencies(reader, group) for group in alike])
        for alike in folded(told, _key)
    ]
    rows += [
        _of_groups(reader, alike)
        for alike in folded(gathered, lambda group: _thing(group[0])[1] or group[0].says)
    ]
    return sorted(rows, key=_until)


def split(rows: Sequence[Waiting]) -> tuple[Sequence[Waiting], Sequence[Waiting]]:
    """The first lines with every one of which somebody may be reminded, and those folded below."""
    first = [row for at, row in enumerate(rows) if at < SHOWN or row.may_be_reminded]
    return first, [row for row in rows if row not in first]


def _until(row: Waiting) -> datetime:
    return row.deadline.until if row.deadline else NEVER


def _together(rows: Sequence[Waiting]) -> Waiting:
    """One row for several; the one with the first deadline says what it is."""
    first, *alike = sorted(rows, key=_until)
    return replace(first, alike=tuple(alike))


def _of_groups(reader: _Reader, groups: Sequence[Sequence[Turn]]) -> Waiting:
    """One row for the same that several groups do: it names all of them once."""
    row = _together([_of_many(reader, group) for group in groups])
    everybody = _of_many(reader, [turn for group in groups for turn in group])
    return replace(
        row,
        names=everybody.names,
        line_names=everybody.line_names,
        others=everybody.others,
        bodies=everybody.bodies,
    )


def _needs_address(asked: Asked) -> bool:
    """Whether only those whom an invitation reached can know that they are to act."""
    return asked.turn.address[-1] == ANSWER or asked.kind == DELEGATION.code


def _page(asked: Asked) -> tuple[str, tuple[str, ...]]:
    return asked.turn.says, asked.turn.address[:2]


def _thing(turn: Turn) -> tuple[str, str]:
    """Of what one is reminded by hand, its kind and its name: an act, or the notice of a meeting."""
    if turn.address[0] == ACT:
        return "act", turn.address[1]
    return ("meeting", turn.address[1]) if turn.address[-1] == ANSWER else ("", "")


def _is_told(asked: Asked, hat: ActingOffice) -> bool:
    """Whether an office is told that a presidency is waited for: on what is a Party's own business that
    Party alone, as on the page of a meeting."""
    turn = asked.turn
    if turn.role != Role.CO_PRESIDENCY.value or turn.prepares:
        return False
    return turn.of == hat.party or not is_private(asked)


def _alike(those: Iterable[Turn]) -> list[Sequence[Turn]]:
    """Turns in groups: what both presidencies have to do alike is one thing that waits for both."""
    groups: dict[tuple[str, tuple[str, ...]], list[Turn]] = {}
    for turn in those:
        groups.setdefault((words(turn), turn.address), []).append(turn)
    return list(groups.values())


def _key(group: Sequence[Turn]) -> Hashable:
    first, *_others = group
    return _thing(first)[1] or (tuple(one.of for one in group), first.says)


def _of_presidencies(reader: _Reader, group: Sequence[Turn]) -> Waiting:
    turn, *_others = group
    act = reader.acts.get(turn.address[1]) if turn.address[0] == ACT else None
    return Waiting(
        who=formats.listed(owners(reader.forum, group), language_now()),
        line=words(turn),
        deadline=reader.until(min(group, key=lambda one: one.until or NEVER)),
        since=act.act.proposed_at if act else None,
        href=address(reader.forum, turn) if act else "",
        act=act,
        reminded=reader.reminded.get(_thing(turn)) if act else None,
        remind_now=_signature_asked(reader, turn, act) if act else "",
    )


def _signature_asked(reader: _Reader, turn: Turn, act: Shown) -> str:
    """Where the other Party is reminded to sign what one's own has signed."""
    forum, hat = reader.forum, reader.hat
    is_ours = turn.of != hat.party and is_signed_by(act.act, hat.party)
    if not is_ours or not hat.may(Power.PROPOSE) or not _may_again(reader, turn):
        return ""
    return reverse("acts:remind", args=[forum.slug, act.act.number])


def _of_many(reader: _Reader, turns: Sequence[Turn]) -> Waiting:
    language, names = language_now(), reader.roster.names()
    members = reader.roster.members
    mine = {member.code for member in members if member.party.code == reader.hat.party}
    elsewhere = {member.code for member in members} - mine
    waited_for = {one.of for one in turns}
    short = {row.code: row.acronym for row in reader.roster.organisations}
    ours = sorted(
        (
            (str(translated(names[code], language)), short.get(code))
            for code in waited_for - elsewhere
        ),
        key=lambda pair: formats.sorting_key(pair[0]),
    )
    line = ours if len(ours) <= NAMED else ours[:NAMED_OF_MORE]
    return Waiting(
        who="",
        line=words(turns[0]),
        deadline=reader.until(min(turns, key=lambda one: one.until or NEVER)),
        since=None,
        href="",
        names=[name for name, _short in ours],
        line_names=[acronym or name for name, acronym in line],
        others=len(waited_for & elsewhere),
        bodies=len(waited_for - elsewhere - mine),
        reminded=reader.reminded.get(_thing(turns[0])),
        remind=_answer_asked(reader, turns[0]),
    )


def _answer_asked(reader: _Reader, turn: Turn) -> str:
    """Where those who were invited are reminded to answer."""
    forum, may = reader.forum, reader.hat.may(Power.RECORD_FACTS)
    if turn.address[-1] != ANSWER or not may or not _may_again(reader, turn):
        return ""
    return reverse("desk:meeting", args=[forum.slug, turn.address[1]]) + REMINDED_AT


def _may_again(reader: _Reader, turn: Turn) -> bool:
    return reminders.is_possible(reader.reminded.get(_thing(turn)), reader.at)


def _reached(forum: Forum, at: datetime) -> frozenset[str]:
    """The codes of the members and organisations that have an address; who holds an office is asked
    by the hour (UTC)."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return _REACHED.get(forum.slug, hour, lambda: frozenset(inviting.reached(forum, hour)))


_REACHED: TableCache[frozenset[str]] = TableCache(16)
