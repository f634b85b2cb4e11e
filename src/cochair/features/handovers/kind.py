"""Handover file: everything that the rest of the house needs to know of this kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.features.handovers import access, contents, queries
from cochair.features.handovers.contents import CONTACTS
from cochair.features.handovers.models import Pack
from cochair.features.handovers.rows import readable
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import WIND_DOWN, Role
from cochair.features.parties.turns import signed_by
from cochair.kernel.archive import Reader, instant
from cochair.kernel.kind import Archive, Kind, No, Person, Row, Texts, Turn, Turns
from cochair.procedure.calendar import start_of_day
from cochair.procedure.presidency import HoldingKind, holder, incoming
from cochair.procedure.refusal import _

# Whose turn it is while one presidency of a Party hands over to the next.
AHEAD = timedelta(days=30)
MAKE = _("Make the handover file")
MAKE_AGAIN = _("Make the handover file again, with additions ({n})")
ACCEPT = _("Read and accept the handover file")
ACKNOWLEDGE = _("Acknowledge the handover file")
WHERE = ("handovers:handover",)


@dataclass(frozen=True, slots=True)
class Handing:
    """A term of a forum that ends at an instant (aware UTC), with its newest file, if one was made."""

    forum: Forum
    term: PresidencyTerm
    end: datetime
    file: Pack | None


def handings(forum: Forum) -> tuple[Handing, ...]:
    """The terms whose last instant is known and whose file is not accepted and acknowledged; in a
    fixed number of queries.  A term without an end of its own, of which a file was made, ends when
    that of the incoming presidency begins.
    """
    rows = Pack.objects.filter(forum=forum).select_related(
        "forum", "party", "incoming", "term__holder", "made_by__account"
    )
    newest = {pack.term_id: pack for pack in rows.order_by("number")}
    roster = parties.roster(forum)
    ends = {one.id: one.end for one in roster.terms if isinstance(one.end, datetime)}
    for pack in newest.values():
        begins = _begins(roster, pack)
        if pack.term.slug not in ends and begins is not None:
            ends[pack.term.slug] = begins
    found = (
        Handing(forum, row, ends[row.slug], newest.get(row.pk))
        for row in roster.term_rows
        if row.slug in ends and row.holder is not None
    )
    return tuple(one for one in found if not _is_complete(one.file))


def _begins(roster: parties.Roster, pack: Pack) -> datetime | None:
    """When the term begins for which a file was made, or None where no instant is known."""
    starts = (
        one.start
        for one in roster.terms
        if (one.party, one.holder) == (pack.party.code, pack.incoming.code)
        and isinstance(one.start, datetime)
        and one.start >= pack.made_at
    )
    return min(starts, default=None)


def turns(one: Handing, at: datetime) -> Iterable[Turn]:
    """Who makes the file of a handover, and makes it again, who accepts and who acknowledges it, at an
    instant (UTC)."""
    if one.file is None:
        yield from _making(one, at)
        return
    yield from _making_again(one, one.file, at)
    where = ("handovers:pack", str(one.file.number), "#state")
    if one.file.accepted_at is None:
        # Before its term begins it may hold the office of a presidency already, or another one.
        for role in (Role.INCOMING, Role.CO_PRESIDENCY) if at < one.end else (Role.CO_PRESIDENCY,):
            yield _turn(role, one.file.incoming.code, ACCEPT, one, where)
    if one.file.acknowledged_at is None and one.term.holder is not None:
        if at < one.end + WIND_DOWN:
            yield _turn(Role.CO_PRESIDENCY, one.term.holder.code, ACKNOWLEDGE, one, where)
        else:
            yield _turn(Role.SECRETARIAT, one.file.party.code, ACKNOWLEDGE, one, where)


def _making(one: Handing, at: datetime) -> Iterator[Turn]:
    """From 30 days before the end of the term; for 90 days after it whoever left makes it, or the
    secretariat."""
    party, terms = one.term.party.code, parties.roster(one.forum).terms
    if one.end - AHEAD <= at < one.end:
        after = incoming(terms, party, at)
        if after and after[0].kind is HoldingKind.HELD:
            yield from signed_by((party,), MAKE, {}, one.end, "fixed", WHERE)
        return
    still = one.end <= at < one.end + WIND_DOWN and _is_last(one, at)
    if still and holder(terms, party, at).holder is not None and one.term.holder is not None:
        yield _turn(Role.CO_PRESIDENCY, one.term.holder.code, MAKE, one, WHERE)
        yield _turn(Role.SECRETARIAT, party, MAKE, one, WHERE)


def _making_again(one: Handing, file: Pack, at: datetime) -> Iterator[Turn]:
    """While the term lasts, what came since belongs in the file too."""
    number = contents.added(file, at) if one.end - AHEAD <= at < one.end else 0
    if number:
        facts = {"n": str(number)}
        yield from signed_by((one.term.party.code,), MAKE_AGAIN, facts, one.end, "fixed", WHERE)


def _is_last(one: Handing, at: datetime) -> bool:
    """Whether no other term of the Party has ended since."""
    return not any(
        other.party == one.term.party.code
        and isinstance(other.end, datetime)
        and one.end < other.end <= at
        for other in parties.roster(one.forum).terms
    )


def _turn(role: Role, of: str, says: str, one: Handing, where: tuple[str, ...]) -> Turn:
    return Turn(role.value, of, says, {}, one.end, "fixed", where)


def _is_complete(file: Pack | None) -> bool:
    return file is not None and None not in (file.accepted_at, file.acknowledged_at)


# What an archive holds of handovers: the files of the own Party, without names and addresses.
#
# The other Party neither reads them nor learns that they are there. Source: domain.md B.11.
A_DAY = timedelta(days=1)


def packs(reader: Reader) -> Iterator[Row]:
    """The handover packs that were made in the days of the cycle, as they were frozen.

    The digest is that of the whole pack, with the addresses that are left out here.
    """
    zone, cycle = reader.forum.zone, reader.cycle
    first, last = start_of_day(cycle.start, zone), start_of_day(cycle.end + A_DAY, zone)
    for row in sorted(queries.packs(reader.forum, reader.party), key=lambda one: one.number):
        if not first <= row.made_at < last:
            continue
        yield {
            "number": row.number,
            "term": row.term.slug,
            "incoming": row.incoming.code,
            "made_at": instant(row.made_at),
            "digest": row.digest,
            "accepted_at": instant(row.accepted_at),
            "acknowledged_at": instant(row.acknowledged_at),
            "sections": [
                one
                for one in readable(row.content, reader.forum, reader.hat, reader.at)
                if one["code"] != CONTACTS
            ],
        }


HANDOVER = Kind(
    code="handover",
    label=_("handover"),
    models=(Pack,),
    find=No("Its number is counted for each Party: only in its space it names one file."),
    ends_with=No("A presidency hands over also while a cycle is closed."),
    closed=access.closed,
    verbs={
        "handover.pack_made": _("A handover file was made."),
        "handover.pack_opened": _("The incoming presidency opened a handover file."),
        "handover.accepted": _("A handover was accepted."),
        "handover.acknowledged": _("The outgoing presidency acknowledged a handover file."),
    },
    archive=(
        Archive(
            "handovers",
            _("Handover files"),
            columns=((_("Number"), "number"), (_("Created"), "made_at"), (_("Incoming presidency"), "incoming"),
                     (_("Fingerprint"), "digest")),
            rows=packs,
        ),
    ),
    personal=(
        Person("packs_made", _("Handover files made"), Pack, ("made_by__account",),
               ("forum__slug", "number", "party__code", "made_at")),
        Person("accepted", _("Handovers accepted"), Pack, ("accepted_by",),
               ("forum__slug", "number", "accepted_at", "accepted_name")),
        Person("acknowledged", _("Handovers acknowledged"), Pack, ("acknowledged_by",),
               ("forum__slug", "number", "acknowledged_at", "acknowledged_name")),
    ),
    texts=(Texts(Pack, reduced="content accepted_name acknowledged_name", rule="handovers"),),
    handover=No("A file does not hand itself over."),
    search=No("Its own Party finds it on the page of the handover."),
    retention=("handovers",),
    turns=Turns(handings, turns, frozenset({MAKE, MAKE_AGAIN, ACCEPT, ACKNOWLEDGE})),
)  # fmt: skip
