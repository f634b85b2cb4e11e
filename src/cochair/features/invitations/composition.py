"""Who must be invited to a meeting, each with the clause that says so.

Computed from the procedures, the members and terms, and the lists that both approved; nothing is
read or written here.  Source: domain.md A.4 (II.*.composition) and A.6 (AMB-10, AMB-11, AMB-15,
AMB-38); corrections.md section 2.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cochair.procedure.book import Book, Configuration, Group
from cochair.procedure.checks.arguments import whole
from cochair.procedure.checks.composition import belonging
from cochair.procedure.checks.invited import AGENCY_LIST, PRESIDENCY
from cochair.procedure.clause import Clause
from cochair.procedure.facts import Membership
from cochair.procedure.presidency import Holding, Term, holder, incoming
from cochair.procedure.refusal import Sentence, _

INSTITUTION, INCOMING, SUPPORT = "institution", "incoming", "support"
MEMBER, ORGANISATION = "member", "organisation"
COMPOSITION, ALSO = "composition", "also_invited"
AS_OF_NOTICE = "notice.issued"
MEMBERS_CHECK, NOTICE_CHECK = "members_invited_at_level", "notice_issued_by_presidencies"
GROUP_CHECKS = ("group_invited", "group_invited_and_present")
INCOMING_CHECK = "incoming_present"


@dataclass(frozen=True, slots=True)
class Invitee:
    """One who is to be invited: a member of a Party, or an organisation.

    `group` is the group of the procedures on which it rests, empty for a member as such; `basis`
    is composition, also_invited, incoming or support; `clause` says where that is written.
    `side` is the Party that it stands under, empty for none.
    """

    kind: str
    code: str
    group: str = ""
    basis: str = COMPOSITION
    clause: str = ""
    side: str = ""

    @property
    def key(self) -> str:
        """What names this invitee in a form and in an act."""
        return f"{self.kind}:{self.code}:{self.group}"

    @property
    def is_optional(self) -> bool:
        """Whether nothing is missing when it is not invited."""
        return self.basis == SUPPORT


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A part of the composition of which it is not settled yet who it is."""

    group: str
    clause: str
    said: Sentence


@dataclass(frozen=True, slots=True)
class Composition:
    """Everybody who must be invited, in the order of the clauses, and what is not settled."""

    invitees: tuple[Invitee, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    by_key: Mapping[str, Invitee] = field(default_factory=dict)

    def of_party(self, party: str) -> tuple[Invitee, ...]:
        """The members of one Party that are to be invited as such."""
        return tuple(
            i for i in self.invitees if i.side == party and i.kind == MEMBER and not i.group
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What the computation is told of one meeting.

    `day` is the civil day on which membership counts, `starts` the UTC instant at which the
    meeting begins (None: not known); `lists` holds the approved entries of each agency group,
    None for an empty one that has a reason; `terms` are those known when it is asked.
    """

    book: Book
    configuration: Configuration
    memberships: tuple[Membership, ...]
    terms: tuple[Term, ...]
    options: Mapping[str, object]
    organisations: frozenset[str]
    day: date | None
    starts: datetime | None
    lists: Mapping[str, tuple[str, ...]]


def composition(known: Known) -> Composition:
    """Everybody who must be invited to a meeting, and what is not settled about it."""
    found: list[Invitee] = []
    unsettled: list[Unsettled] = []
    for part in _parts(known):
        if isinstance(part, Invitee):
            found.append(part)
        else:
            unsettled.append(part)
    return Composition(tuple(found), tuple(unsettled), {one.key: one for one in found})


def membership_day(options: Mapping[str, object], first: date | None, noticed: date) -> date | None:
    """The civil day on which membership counts: the first of the meeting, or of the notice.

    Source: AMB-38, option `membership.as_of`.
    """
    return noticed if counts_on_the_notice(options) else first


def counts_on_the_notice(options: Mapping[str, object]) -> bool:
    """Whether the members on the day of the notice count, and not those on the first day."""
    return options.get("membership.as_of") == AS_OF_NOTICE


def notice_clause(book: Book, configuration: str) -> str:
    """The clause by which both presidencies issue the notice; an anchor where none says so."""
    return _clause(book, configuration, NOTICE_CHECK).id or "term"


def group_clause(book: Book, configuration: str, group: str) -> str:
    """The clause by which a group is invited to a configuration; an anchor where none says so."""
    found = _of_group(book, book.configurations[configuration], book.groups[group])
    return found.id or "practice"


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause's id with its arguments, or nothing."""

    id: str = ""
    args: Mapping[str, object] = field(default_factory=dict)


def _parts(known: Known) -> Iterator[Invitee | Unsettled]:
    book, configuration = known.book, known.configuration
    for party in configuration.parties:
        yield from _members(known, party)
    for basis, codes in ((COMPOSITION, configuration.groups), (ALSO, configuration.also_invited)):
        for code in codes:
            yield from _group(known, book.groups[code], basis)
    for group in book.groups.values():
        named = group.code in (*configuration.groups, *configuration.also_invited)
        if group.kind == SUPPORT and not named:
            yield from _group(known, group, SUPPORT)


def _members(known: Known, party: str) -> Iterator[Invitee | Unsettled]:
    clause = _clause(known.book, known.configuration.code, MEMBERS_CHECK, party=party)
    where = clause.id or "practice"
    members = belonging(known.memberships, party, known.day) if known.day else frozenset()
    if not members:
        said = Sentence(_("The members of {party} are not established."), {"party": party})
        yield Unsettled("", where, said)
    for member in sorted(members):
        yield Invitee(MEMBER, member, clause=where, side=party)


def _group(known: Known, group: Group, basis: str) -> Iterator[Invitee | Unsettled]:
    clause = _of_group(known.book, known.configuration, group)
    where = clause.id or "practice"
    if group.kind == PRESIDENCY:
        held = holder(known.terms, group.side, known.starts) if known.starts else None
        yield from _presiding(group, where, (held,) if held else (), basis)
    elif group.kind == INCOMING:
        count = _count(known, clause)
        if not count:
            return
        nexts = incoming(known.terms, group.side, known.starts, count) if known.starts else ()
        yield from _presiding(group, where, nexts, INCOMING)
    elif group.kind == AGENCY_LIST and group.code not in known.lists:
        said = Sentence(
            _("There is no list of {group} for this meeting that both Parties have approved."),
            {"group": group.code},
        )
        yield Unsettled(group.code, where, said)
    else:
        yield from _organisations(known, group, where, basis)


def _organisations(
    known: Known, group: Group, where: str, basis: str
) -> Iterator[Invitee | Unsettled]:
    """The entries of an approved list, or the organisation that a group is."""
    entries = known.lists.get(group.code, group.catalogue or (group.code,))
    for entry in entries:
        if entry in known.organisations:
            yield Invitee(ORGANISATION, entry, group.code, basis, where, group.side)
        else:
            said = Sentence(_("{group} is not one of the organisations."), {"group": entry})
            yield Unsettled(group.code, where, said)


def _presiding(
    group: Group, where: str, held: Iterable[Holding], basis: str
) -> Iterator[Invitee | Unsettled]:
    """Whoever presides a Party at the start, or next; what is not settled is said."""
    found = tuple(held)
    if not found:
        said = Sentence(_("Nobody has been designated for {group} yet."), {"group": group.code})
        yield Unsettled(group.code, where, said)
    for one in found:
        if one.holder is not None:
            yield Invitee(MEMBER, one.holder, group.code, basis, where, group.side)
        else:
            facts = {"group": group.code, "holders": one.holders}
            said = Sentence(_("It is not settled who belongs to {group}: {holders}."), facts)
            yield Unsettled(group.code, where, said)


def _count(known: Known, clause: _Said) -> int:
    """How many of those who preside next are asked for; an option may say so."""
    count = clause.args.get("count", 1)
    if isinstance(count, Mapping):
        count = known.options.get(str(count.get("option")), 1)
    return whole(count)


def _of_group(book: Book, configuration: Configuration, group: Group) -> _Said:
    if group.kind == INCOMING:
        return _clause(book, configuration.code, INCOMING_CHECK, party=group.side)
    for check in GROUP_CHECKS:
        found = _clause(book, configuration.code, check, group=group.code)
        if found.id:
            return found
    return _Said()


def _clause(book: Book, configuration: str, check: str, **args: str) -> _Said:
    """The clause with this check and these arguments that speaks of a configuration."""
    for clause in book.clauses:
        if clause.check.fn == check and _speaks(clause, configuration, args):
            return _Said(clause.id, clause.check.args)
    return _Said()


def _speaks(clause: Clause, configuration: str, args: Mapping[str, str]) -> bool:
    level = clause.check.args.get("level", configuration)
    return (
        configuration in clause.configurations
        and level == configuration
        and all(clause.check.args.get(name) == value for name, value in args.items())
    )
