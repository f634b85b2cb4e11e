"""Whose turn it is in a forum: what every kind says, gathered for one office, in the reader's words.

Home, the badge in the bar and the checklist of a meeting are made of these turns and of nothing
else.  Source: docs/decisions/0059.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.acts import rivals
from cochair.features.acts.presenters import Shown, shown
from cochair.features.acts.queries import open_acts
from cochair.features.calendars.queries import meetings_at
from cochair.features.compliance.names import names_of
from cochair.features.parties import anew
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.journal.table_cache import TableCache
from cochair.kernel import kind as kinds
from cochair.kernel.kind import No, Turn, Turns
from cochair.procedure.presidency import holder
from cochair.site.desk import turn_buttons
from cochair.web import deadlines, formats
from cochair.web.localize import language_now, translated
from cochair.web.moments import Seen, Watched, plain
from cochair.web.request_cache import once, while_reading
from cochair.web.templatetags.facts import office_words

ACT, DAY = "acts:act", "meetings:schedule"
# What is asked of a forum that comes from elsewhere: its other turns say less while that is open.
TAKE_UP = ("takeup:take-up",)
USUAL, SOON = "practice", "soon"
# Dates that bind nobody.
USUAL_DATES = frozenset({USUAL, SOON})
NEVER, A_WEEK = datetime.max.replace(tzinfo=UTC), timedelta(days=7)
ORDER = {"fixed": 0, "rule": 0, USUAL: 1, SOON: 1, "": 2}
# So many rows stand on home before those without a deadline are folded.
SHOWN = 8
# So many turns of the same verb and kind stand one by one; from here on they are one row.
TOGETHER = 3
# Offices that have a home without reading what the Parties share.
GUESTS = frozenset({Role.INSTITUTION, Role.OBSERVER})


@dataclass(frozen=True, slots=True)
class Asked:
    """A turn with the code of the kind that says it."""

    kind: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class Row:
    """One turn of the reader: what to do, until when, where; `more` are others of the same verb.

    `prepared_for` is who does what the reader only prepares, in words; empty where it does it itself.
    """

    verb: str
    thing: str
    deadline: deadlines.Deadline | None
    href: str
    button: str
    prepared_for: str = ""
    act: Shown | None = None
    more: tuple["Row", ...] = ()

    @property
    def count(self) -> int:
        """How many turns the row stands for."""
        return 1 + len(self.more)


def every(forum: Forum, at: datetime) -> tuple[Asked, ...]:
    """All turns of a forum at an instant (aware UTC), whoever's they are.

    Each kind is asked again when something of what it reads is written, or an instant comes at which it
    may say something else.
    """
    with while_reading():
        return tuple(one for kind, said in _asking() for one in _of_kind(forum, kind, said, at))


def of_kind(forum: Forum, code: str, at: datetime) -> tuple[Asked, ...]:
    """The turns that one kind says in a forum at an instant (aware UTC), whoever's they are."""
    with while_reading():
        return tuple(
            one
            for kind, said in _asking()
            if kind == code
            for one in _of_kind(forum, kind, said, at)
        )


def _asking() -> Iterator[tuple[str, Turns]]:
    """The kinds on which somebody may have to act."""
    for kind in kinds.every():
        if not isinstance(kind.turns, No):
            yield kind.code, kind.turns


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a kind says from an instant on, until it may say something else (aware UTC)."""

    turns: tuple[Asked, ...]
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Whether it says the same at an instant."""
        return self.since <= at < self.until


def _of_kind(forum: Forum, kind: str, said: Turns, at: datetime) -> tuple[Asked, ...]:
    def gather() -> _Gathered:
        here = anew.forum(forum.pk)
        seen = Seen(at)
        watched = seen.instant()
        rows = (turn for row in said.open(here) for turn in said.of(row, watched))
        found = tuple(Asked(kind, _settled(turn, seen)) for turn in rows)
        return _Gathered(found, seen.at, seen.until)

    return _GATHERED.get(forum.slug, kind, gather, fits=lambda one: one.holds(at)).turns


def _settled(turn: Turn, seen: Seen) -> Turn:
    """A turn whose end is an instant like any other; one that moves with the clock is asked again."""
    if isinstance(turn.until, Watched):
        seen.minute()
        return replace(turn, until=plain(turn.until))
    return turn


_GATHERED: TableCache[_Gathered] = TableCache(128, by_rows=True)


def is_of(turn: Turn, hat: ActingOffice) -> bool:
    """Whether an office acts on a turn; what its Party owes, it owes only while its term lasts."""
    if turn.role != hat.role.value:
        return False
    if hat.role is Role.CO_PRESIDENCY and turn.of == hat.party:
        return hat.in_term
    return turn.of in {hat.party, hat.member, hat.organisation} - {""}


def is_private(one: Asked) -> bool:
    """Whether a turn is the own business of one Party, of which the other is not told."""
    kind = kinds.of(one.kind)
    return (
        kind is not None and not isinstance(kind.turns, No) and one.turn.says in kind.turns.private
    )


def own(forum: Forum, hat: ActingOffice, at: datetime) -> list[Asked]:
    """The turns of an office at an instant (aware UTC): what is overdue first, then by their hour.

    What its Party owes after the term of a presidency is the turn of whoever presides it then.
    """
    ends = _term_ends(forum, hat, at)
    mine = (one for one in every(forum, at) if is_of(one.turn, hat) and not _is_after(one, ends))
    return sorted(mine, key=lambda one: _order(one.turn, at))


def after_term(forum: Forum, hat: ActingOffice, at: datetime) -> list[Asked]:
    """What falls due once the term of a presidency is over: it may do it before, and need not."""
    ends = _term_ends(forum, hat, at)
    mine = (one for one in every(forum, at) if is_of(one.turn, hat) and _is_after(one, ends))
    return sorted(mine, key=lambda one: _order(one.turn, at))


def _term_ends(forum: Forum, hat: ActingOffice, at: datetime) -> datetime | None:
    """The end (UTC) of the term in which an office presides its Party, where that is known."""
    if hat.role is not Role.CO_PRESIDENCY or not hat.in_term:
        return None
    term = holder(parties.roster(forum).terms, hat.party, at).term
    return term.end if term is not None and isinstance(term.end, datetime) else None


def _is_after(one: Asked, ends: datetime | None) -> bool:
    """Whether a duty is due after a term; for a signature another Party waits, so that it is not."""
    turn = one.turn
    if ends is None or turn.until is None or turn.address[0] == ACT:
        return False
    return turn.until > ends


def count_if_known(forum: Forum, hat: ActingOffice, at: datetime) -> int | None:
    """How many turns an office has, where somebody asked and it still holds; else none: to gather
    them takes too long for a page that shows their number alone."""
    count, ends = 0, _term_ends(forum, hat, at)
    for kind, _said in _asking():
        asked = _GATHERED.known(forum.slug, kind)
        if asked is None or not asked.holds(at):
            return None
        count += sum(is_of(one.turn, hat) and not _is_after(one, ends) for one in asked.turns)
    return count


def has_home(hat: ActingOffice) -> bool:
    """Whether an office has a home page, and with it turns that are shown."""
    return hat.may(Power.READ_SHARED) or hat.role in GUESTS


def _order(turn: Turn, at: datetime) -> tuple[bool, datetime, datetime, int, bool, bool, int]:
    """What is overdue, and no usual date; then by the hour, a duty before a usual date; then what was
    before Cochair, and joint acts as they were sent for signature, so that the day of a meeting comes
    before what goes with it.

    A usual date that has passed binds nobody: it stands behind what the coming week brings.  A joint
    act that waits for a signature alone comes first of what is not overdue: another Party waits.
    """
    until, signs = turn.until or NEVER, turn.address[0] == ACT
    has_passed = until <= at
    place = at + A_WEEK if has_passed and turn.firm in USUAL_DATES else until
    weight = ORDER[turn.firm]
    overdue = has_passed and turn.firm not in USUAL_DATES
    if signs and not overdue:
        place, until, weight = at, at, 0
    number = int(turn.address[1]) if signs else 0
    takes_up = turn.address == TAKE_UP
    return not overdue, place, until, weight, not takes_up, not signs, number


def of_office(forum: Forum, hat: ActingOffice, at: datetime, zone: str) -> list[Row]:
    """The turns of an office as home shows them; `zone` is the reader's."""
    return rows_of(forum, hat, own(forum, hat, at), at, zone)


def rows_of(
    forum: Forum, hat: ActingOffice, asked: Sequence[Asked], at: datetime, zone: str
) -> list[Row]:
    """Some turns of an office as home shows them, those that are alike in one row.

    Those on different meetings that have a date stand by themselves: what is due of a meeting is not read
    below the row of another.
    """
    acts = acts_of(forum, hat)
    meetings = {one.id for one in meetings_at(forum, at)}
    rows: list[Row] = []

    def alike(one: Asked) -> Hashable:
        act = acts.get(one.turn.address[1]) if one.turn.address[0] == ACT else None
        # Of acts on the same matter only one can take effect: each stands by itself.
        alone = act.act.number if act and rivals.has(act.act) else 0
        about = meetings & {*one.turn.address[1:], *one.turn.also} if one.turn.until else ()
        return one.kind, one.turn.says, act.act.kind if act else "", alone, frozenset(about)

    for group in folded(asked, alike):
        first, *more = (present(forum, one.turn, at, zone, acts, hat) for one in group)
        rows.append(replace(first, more=tuple(more)))
    return rows


def folded[T](items: Sequence[T], alike: Callable[[T], Hashable]) -> Iterator[Sequence[T]]:
    """Items in groups at the place of their first: three or more that are alike, the others alone."""
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(alike(item), []).append(item)
    for item in items:
        group = groups[alike(item)]
        if len(group) < TOGETHER:
            yield (item,)
        elif group[0] is item:
            yield group


def present(
    forum: Forum,
    turn: Turn,
    at: datetime,
    zone: str,
    acts: Mapping[str, Shown] | None = None,
    hat: ActingOffice | None = None,
) -> Row:
    """One turn in the reader's words."""
    line = words(turn)
    verb, between, thing = line.partition(": ")
    act = (acts or {}).get(turn.address[1]) if turn.address[0] == ACT else None
    return Row(
        verb=f"{verb}:" if between else "",
        thing=thing if between else line,
        deadline=deadline(forum, turn, at, zone),
        href=address(forum, turn),
        button=turn_buttons.button(turn),
        prepared_for=_prepared_for(forum, turn, at) if turn.prepares else "",
        act=rivals.told(act, hat, at) if act and hat else act,
    )


def _prepared_for(forum: Forum, turn: Turn, at: datetime) -> str:
    line = words(turn)
    alike = [
        one.turn
        for one in every(forum, at)
        if one.turn.says == turn.says
        and words(one.turn) == line
        and (one.turn.of == turn.of or not is_private(one))
    ]
    return formats.listed(owners(forum, alike), language_now())


def owners(forum: Forum, those: Iterable[Turn]) -> tuple[str, ...]:
    """Who does some turns, in the reader's words, each office once; whoever only prepares is none.

    Every page that says who is waited for takes its names from here.
    """
    language, roster, names = language_now(), parties.roster(forum), names_of(forum)
    found: dict[str, None] = {}
    for turn in those:
        if turn.prepares:
            continue
        if turn.role == Role.CO_PRESIDENCY.value and turn.of in roster.party_codes:
            found[str(translated(roster.party(turn.of).presidency_title, language))] = None
        else:
            found[office_words(f"{turn.role} {turn.of}", names)] = None
    return tuple(found)


def words(turn: Turn) -> str:
    """The line of a turn in the reader's language."""
    language = language_now()
    return __(turn.says).format(**{name: _fact(turn.facts[name], language) for name in turn.facts})


def _fact(value: object, language: str) -> object:
    if isinstance(value, Mapping):
        return translated(value, language)
    return formats.medium_day(value, language) if isinstance(value, date) else value


def address(forum: Forum, turn: Turn) -> str:
    """Where the act is done: the page, and the part of it."""
    name, *arguments = turn.address
    place = arguments.pop() if arguments and arguments[-1].startswith("#") else ""
    if name == DAY:
        # The whole form stands on the page of the meeting: the planner's days, place, format, agencies.
        return reverse("desk:meeting", args=[forum.slug, *arguments]) + "?phase=plan#day"
    return reverse(name, args=[forum.slug, *arguments]) + place


def deadline(forum: Forum, turn: Turn, at: datetime, zone: str) -> deadlines.Deadline | None:
    """Until when a turn is to be done, in the reader's words; None where nothing says so."""
    if turn.until is None:
        return None
    if turn.firm == SOON:
        return deadlines.soon(turn.until)
    return deadlines.told(
        turn.until, at, forum.zone, zone, language_now(), is_usual=turn.firm == USUAL
    )


def acts_of(forum: Forum, hat: ActingOffice) -> Mapping[str, Shown]:
    """The open joint acts of a forum as an office reads them, by their numbers."""

    def read() -> Mapping[str, Shown]:
        roster = parties.roster(forum)
        return {str(act.number): shown(act, roster, hat) for act in open_acts(forum)}

    return once(("open acts", forum.pk, hat), read)


def count(forum: Forum, hats: Iterable[ActingOffice], at: datetime) -> Mapping[int, int]:
    """How many turns each of some offices has, by the number of the office."""
    return {hat.office: len(own(forum, hat, at)) for hat in hats}
