"""Reads of a forum and its Parties, each a fixed number of queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet

from cochair.features.accounts.models import Account
from cochair.features.parties import facts
from cochair.features.parties.models import (
    Forum,
    Member,
    Office,
    Organisation,
    Party,
    PresidencyTerm,
    ProcedureText,
)
from cochair.features.parties.offices import (
    OF_A_MEMBER,
    OF_A_PRESIDENCY,
    WIND_DOWN,
    ActingOffice,
    Power,
    Role,
)
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks import SHAPES
from cochair.procedure.checks.composition import belonging
from cochair.procedure.facts import Membership
from cochair.procedure.presidency import Term, holder, left_office
from cochair.procedure.reading import read
from cochair.web.formats import sorting_key
from cochair.web.numbers import whole
from cochair.web.request_cache import is_reading, while_reading

__all__ = ["ActingOffice", "Forum"]


# Rows are equal by their numbers: a roster that was read again is another one.
@dataclass(frozen=True, eq=False)
class Roster:
    """The Parties of a forum with their members and terms, as they stand."""

    parties: tuple[Party, ...]
    members: tuple[Member, ...]
    term_rows: tuple[PresidencyTerm, ...]
    organisations: tuple[Organisation, ...]
    memberships: tuple[Membership, ...]
    terms: tuple[Term, ...]

    @property
    def states(self) -> tuple[Member, ...]:
        """The members that are States: without the institutions that preside a Party."""
        return tuple(row for row in self.members if not row.is_institution)

    @property
    def party_codes(self) -> tuple[str, ...]:
        """The codes of the Parties in their order."""
        return tuple(party.code for party in self.parties)

    def party(self, code: str) -> Party:
        """The Party with this code; KeyError when there is none."""
        return {party.code: party for party in self.parties}[code]

    def member(self, code: str) -> Member:
        """The member with this code; KeyError when there is none."""
        return {member.code: member for member in self.members}[code]

    def in_order(self, language: str) -> tuple[Party, ...]:
        """The Parties in the alphabetical order of a language: neither ever comes first by rank."""
        return tuple(sorted(self.parties, key=lambda party: sorting_key(party.short[language])))

    def protocol(self, language: str) -> Callable[[str], tuple[int, int, str]]:
        """By what members and organisations are sorted, by their codes, where a language lists them.

        The members of each Party stand in its own protocol order, where its forum gives one, and
        else by their names; then come the organisations, and what is no code of the forum, by name.
        """
        sides = {party.pk: place for place, party in enumerate(self.in_order(language))}
        last = len(sides)
        places = {
            one.code: (last, 0, sorting_key(one.name[language])) for one in self.organisations
        }
        for row in self.members:
            own = sides[row.party_id], row.order.get(language, 0), sorting_key(row.name[language])
            places[row.code] = own
        return lambda code: places.get(code) or (last, 0, sorting_key(code))

    def names(self) -> Mapping[str, Mapping[str, str]]:
        """The names of Parties, members and organisations by code, in every language."""
        return {
            **{row.code: row.name for row in self.organisations},
            **{row.code: row.name for row in self.members},
            **{row.code: row.short for row in self.parties},
        }


def forum(slug: str) -> Forum | None:
    """The forum of a slug, or None."""
    return Forum.objects.filter(slug=slug).first()


def instant(forum: Forum, at: datetime) -> datetime:
    """The instant that it is in a forum while it is `at` in the installation: the same, except in
    a story, whose clock stands where its last event was played."""
    return forum.clock_at or at


def forums() -> tuple[Forum, ...]:
    """Every forum of this installation, by slug."""
    return tuple(Forum.objects.order_by("slug"))


def roster(forum: Forum) -> Roster:
    """The Parties, members and terms as they stand, kept until one of them is written."""
    return _ROSTERS.get(forum.slug, forum.pk, lambda: read_roster(forum.pk))


_ROSTERS: TableCache[Roster] = TableCache(16, is_part=True)


def read_roster(forum: int) -> Roster:
    """The same of a forum (its key), read now."""
    members = tuple(Member.objects.filter(party__forum=forum).select_related("party"))
    terms = PresidencyTerm.objects.filter(party__forum=forum, superseded_at=None)
    rows = tuple(terms.select_related("party__forum", "holder"))
    return Roster(
        parties=tuple(Party.objects.filter(forum=forum)),
        members=members,
        term_rows=rows,
        organisations=tuple(Organisation.objects.filter(forum=forum)),
        memberships=tuple(facts.membership(row) for row in members if not row.is_institution),
        terms=tuple(facts.term(row) for row in rows),
    )


def books(forum: Forum) -> tuple[Book, ...]:
    """Every version of the procedures that is loaded, oldest first."""
    rows = ProcedureText.objects.filter(forum=forum).order_by("effective_from", "pk")
    wanted = rows.values_list("pk", "digest")
    kept = is_reading() and _TEXTS.get(forum.slug, forum.pk, lambda: tuple(wanted))
    return tuple(_book(pk, digest) for pk, digest in kept or wanted)


# The versions of the procedures of each forum.
_TEXTS: TableCache[tuple[tuple[int, str], ...]] = TableCache(16, is_part=True)


def book(forum: Forum, at: datetime | None = None) -> Book:
    """The procedures in force at an instant, or the latest; a forum has at least one version.

    A version is in force from the beginning of its first civil day in the forum's zone.
    """
    found = books(forum)
    if at is not None:
        today = civil_day(at, forum.zone)
        in_force = [b for b in found if b.effective_from <= today]
        found = tuple(in_force) or found[:1]
    return found[-1]


def cities(forum: Forum) -> Mapping[str, Mapping[str, str]]:
    """The city of a forum by which each zone is called, in every language: its first place there."""
    return cities_of(book(forum))


def cities_of(book: Book) -> Mapping[str, Mapping[str, str]]:
    """The same by a version of the procedures."""
    return {place.zone: place.city for place in reversed(list(book.places.values()))}


def readable_books(forum: Forum, hat: ActingOffice | None, at: datetime) -> tuple[Book, ...]:
    """The versions of the procedures that a hat (None: anyone) may read at an instant, oldest first.

    What is adopted and not in force yet is shared by the Parties alone; from its first day anyone
    reads it.
    """
    found = books(forum)
    if len(found) == 1 or (hat is not None and hat.may(Power.READ_SHARED)):
        return found
    today = civil_day(at, forum.zone)
    return tuple(one for one in found if one.effective_from <= today)


# The languages of the interface: a forum without words in one of them is read in another, marked.
SHOWN_IN = tuple(code for code, _name in settings.LANGUAGES)


@lru_cache(maxsize=8)
def _book(pk: int, digest: str) -> Book:
    text = ProcedureText.objects.values_list("text", flat=True).get(pk=pk)
    return read(text, "procedure.yaml", checks=SHAPES, shown_in=SHOWN_IN)


@while_reading()
def hats(forum: Forum, account: Account, at: datetime) -> tuple[ActingOffice, ...]:
    """The hats of an account at an instant, those that can act first, and last those that read
    nothing any more.  Whoever spoke for a State that is a member no longer speaks for nobody."""
    # With its own offices those that sign for a Party, by which a secretariat stands in or does not.
    signing = Q(role=Role.CO_PRESIDENCY, account__is_active=True)
    rows = tuple(
        Office.objects.filter(Q(account=account) | signing, forum=forum, start__lte=at)
        .filter(Q(end=None) | Q(end__gt=at))
        .values_list(
            "account__is_active",
            "pk",
            "role",
            "account",
            "party__code",
            "member__code",
            "organisation__code",
            "start",
            "end",
        )
    )
    terms = roster(forum).terms
    signed = {
        party
        for is_active, _pk, role, _who, party, member, *_rest in rows
        if is_active and role == Role.CO_PRESIDENCY and member
        if member == holder(terms, party, at).holder
    }
    own = (
        _hat(forum, at, pk, role, who, party, member, organisation, start, end, party not in signed)
        for _active, pk, role, who, party, member, organisation, start, end in rows
        if who == account.pk
    )
    found = [hat for hat in own if _stands(forum, hat, at)]
    return tuple(sorted(found, key=lambda hat: (not hat.in_term, hat.wound_down, hat.office)))


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with an office at an instant."""

    account: Account
    hat: ActingOffice


@while_reading()
def holders(forum: Forum, at: datetime) -> tuple[Holder, ...]:
    """Everybody who holds an office at an instant, once for each; one query for the forum."""
    rows = (
        Office.objects.filter(forum=forum, start__lte=at, account__is_active=True)
        .filter(Q(end=None) | Q(end__gt=at))
        .select_related("account", "party", "member", "organisation")
    )
    return tuple(
        Holder(row.account, hat)
        for row in rows
        if _stands(forum, hat := _hat_of(forum, row, at), at)
    )


def belongs(forum: Forum, party: str, member: str, at: datetime) -> bool:
    """Whether a State is a member of a Party on the civil day of an instant, in the forum's zone."""
    return member in belonging(roster(forum).memberships, party, civil_day(at, forum.zone))


def _stands(forum: Forum, hat: ActingOffice, at: datetime) -> bool:
    return hat.role not in OF_A_MEMBER or belongs(forum, hat.party, hat.member, at)


def _hat_of(forum: Forum, row: Office, at: datetime) -> ActingOffice:
    return _hat(
        forum,
        at,
        row.pk,
        row.role,
        row.account_id,
        row.party.code if row.party else None,
        row.member.code if row.member else None,
        row.organisation.code if row.organisation else None,
        row.start,
        row.end,
    )


def _hat(
    forum: Forum,
    at: datetime,
    office: int,
    role: str,
    account: int,
    party: str | None,
    member: str | None,
    organisation: str | None,
    start: datetime,
    end: datetime | None,
    nobody_signs: bool = False,
) -> ActingOffice:
    party, member = party or "", member or ""
    return ActingOffice(
        office=office,
        forum=forum.slug,
        role=Role(role),
        account=account,
        party=party,
        member=member,
        organisation=organisation or "",
        start=start,
        end=end,
        in_term=bool(member) and holds(forum, party, member, at),
        wound_down=Role(role) in OF_A_PRESIDENCY and access_expired(forum, party, member, at),
        stands_in=Role(role) is Role.SECRETARIAT and nobody_signs,
    )


@while_reading()
def hat_of(forum: Forum, office: Office, at: datetime) -> ActingOffice:
    """The hat of an office whether it still stands or not: for what goes on in its name."""
    rows = Office.objects.select_related("party", "member", "organisation")
    return _hat_of(forum, rows.get(pk=office.pk), at)


def holds(forum: Forum, party: str, member: str, at: datetime) -> bool:
    """Whether a member holds the presidency of a Party at an instant (INV-6)."""
    return holder(roster(forum).terms, party, at).holder == member


def access_expired(forum: Forum, party: str, member: str, at: datetime) -> bool:
    """Whether a member left the presidency at least the wind-down ago, and none of its terms
    lies ahead (CB-46)."""
    left = left_office(roster(forum).terms, party, member, at)
    return left is not None and left + WIND_DOWN <= at


def offices_of(forum: Forum, party: str, at: datetime) -> tuple[Office, ...]:
    """The offices that one Party grants, and that have not ended."""
    rows = own_offices(forum, party).filter(Q(end=None) | Q(end__gt=at))
    return tuple(rows.select_related("account", "party", "member", "organisation"))


def own_offices(forum: Forum, party: str) -> QuerySet[Office]:
    """The offices of one Party, of the organisations of its side, and of those of no single one;
    another Party's are never read here."""
    if not party:
        return Office.objects.none()
    others = [code for code in roster(forum).party_codes if code != party]
    outside = Q(party=None, organisation__isnull=False) & ~Q(organisation__side__in=others)
    return Office.objects.filter(Q(party__code=party) | outside, forum=forum)


def is_of_one_side(forum: Forum, account: Account, party: str) -> bool:
    """Whether every office of a person was given by one Party of a forum (its code), here and
    elsewhere: only then is it that Party's to let the person in.  Two queries."""
    rows = list(Office.objects.filter(account=account).select_related("party"))
    outside = {row.granted_by_id for row in rows if row.party is None}
    givers = set(
        Office.objects.filter(
            forum=forum, party__code=party, account__in=outside - {None}
        ).values_list("account", flat=True)
    )
    return outside <= givers and all(
        (row.forum_id, row.party.code) == (forum.pk, party) for row in rows if row.party
    )


def side_of(forum: Forum, organisation: Organisation) -> str:
    """The Party on whose side an organisation is; empty for one of all Parties or of none."""
    side = organisation.side
    return side if side in roster(forum).party_codes else ""


def own_organisations(forum: Forum, party: str) -> tuple[Organisation, ...]:
    """The organisations whose people a Party appoints: those of its side and of no single one."""
    rows = roster(forum).organisations
    return tuple(row for row in rows if side_of(forum, row) in {"", party})


def of_slug(forum: Forum, name: str) -> Forum | None:
    """The forum that the journal names: the one in which it does."""
    return forum if forum.slug == name else None


def term_of(forum: Forum, slug: str) -> PresidencyTerm | None:
    """A term of office of a forum, also one that was set aside, or None."""
    rows = PresidencyTerm.objects.filter(party__forum=forum, slug=slug)
    return rows.select_related("party__forum", "holder").last()


def member_of(forum: Forum, code: str) -> Member | None:
    """The member of a forum that has a code, or None."""
    return Member.objects.filter(party__forum=forum, code=code).select_related("party").first()


def organisation_of(forum: Forum, code: str) -> Organisation | None:
    """The organisation of a forum that has a code, or None."""
    return Organisation.objects.filter(forum=forum, code=code).first()


def office_of(forum: Forum, number: str) -> Office | None:
    """The office of a forum that has a number, or None."""
    return Office.objects.filter(forum=forum, pk=whole(number) or 0).first()
