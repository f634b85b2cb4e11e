"""Lists of agencies and of contact points as their pages show them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.contact_links import queries as links
from cochair.features.contact_links.queries import Links
from cochair.features.invitations import contact_offices, forms, queries
from cochair.features.meetings.models import ContactPoint, Meeting, RelevanceList
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, Organisation
from cochair.features.parties.offices import ActingOffice, Power
from cochair.procedure.book import Group
from cochair.web.localize import language_now


@dataclass(frozen=True)
class AgencyList:
    """One list of agencies: what is approved, what may be ticked, and what is ticked."""

    group: Group
    approved: RelevanceList | None
    entries: tuple[tuple[str, Mapping[str, str]], ...]
    ticked: set[str]
    empty_reason: str = ""
    is_from_last: bool = False

    @property
    def approved_names(self) -> tuple[Mapping[str, str], ...]:
        """The names of the approved entries."""
        chosen = set(self.approved.entries) if self.approved else set()
        return tuple(name for code, name in self.entries if code in chosen)


@dataclass(frozen=True)
class Reached:
    """A contact point, its personal links that work, and whether an office may be opened for it."""

    row: ContactPoint
    links: Links | None
    has_office: bool
    may_open: bool


@dataclass(frozen=True)
class ContactSection:
    """Those who stand under one heading, each with its contact points."""

    heading: Mapping[str, str]
    rows: tuple[tuple[Member | Organisation, tuple[Reached, ...]], ...]

    @property
    def offers_offices(self) -> bool:
        """Whether an office may be opened for any of them."""
        return any(one.may_open for _who, contacts in self.rows for one in contacts)

    @property
    def unreached(self) -> int:
        """How many have no contact point."""
        return sum(1 for _who, contacts in self.rows if not contacts)


def agency_list(
    meeting: Meeting, group: Group, approved: RelevanceList | None, typed: forms.Relevance | None
) -> AgencyList:
    """A list with its ticks: what was typed, what is approved, or what the last meeting used."""
    names = {row.code: row.name for row in parties.roster(meeting.forum).organisations}
    entries = tuple((code, names[code]) for code in group.catalogue if code in names)
    ticked: set[str] = set()
    reason, from_last = "", False
    if typed is not None and typed["group"].value() == group.code:
        ticked = set(typed["entries"].value() or ())
        reason = str(typed["empty_reason"].value() or "")
    elif approved is not None:
        ticked, reason = set(approved.entries), approved.empty_reason
    elif (last := queries.used_last(meeting, group.code)) is not None:
        ticked, from_last = set(last.entries), True
    return AgencyList(group, approved, entries, ticked, reason, from_last)


def contact_sections(
    forum: Forum, only: str, hat: ActingOffice, at: datetime
) -> tuple[ContactSection, ...]:
    """Everybody with their contact points, Party by Party; of one member alone when it is named."""
    roster = parties.roster(forum)
    of_member: defaultdict[int, list[Reached]] = defaultdict(list)
    of_organisation: defaultdict[int, list[Reached]] = defaultdict(list)
    known, there = links.of_addresses(forum, at), contact_offices.holding(forum, at)
    for row in queries.contacts(forum):
        has_office = contact_offices.key_of(row) in there
        offers = (
            hat.may(Power.APPOINT) and not has_office and contact_offices.may_open(row, forum, hat)
        )
        one = Reached(row, known.get(links.address_of(row)), has_office, offers)
        if row.member_id is not None:
            of_member[row.member_id].append(one)
        elif row.organisation_id is not None:
            of_organisation[row.organisation_id].append(one)
    found = []
    place = roster.protocol(language_now())
    members = sorted(roster.states, key=lambda one: place(one.code))
    for party in roster.in_order(language_now()):
        own = [m for m in members if m.party_id == party.pk and only in {"", m.code}]
        found.append(ContactSection(party.name, tuple((m, tuple(of_member[m.pk])) for m in own)))
    if not only:
        others = sorted(_invitable(forum, roster), key=lambda one: place(one.code))
        found.append(ContactSection({}, tuple((o, tuple(of_organisation[o.pk])) for o in others)))
    return tuple(section for section in found if section.rows)


def _invitable(forum: Forum, roster: parties.Roster) -> list[Organisation]:
    """The organisations that the procedures may invite, and those that have a contact point."""
    book = parties.book(forum)
    named = {code for group in book.groups.values() for code in (*group.catalogue, group.code)}
    reached = {row.organisation_id for row in queries.contacts(forum)}
    return [row for row in roster.organisations if row.code in named or row.pk in reached]
