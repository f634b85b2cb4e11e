"""Contact point with its personal links: everything that the rest of the house knows of this kind."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from cochair.features.contact_links import queries
from cochair.features.invitations import presenters
from cochair.features.invitations.composition import Invitee
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import ContactLink, ContactPoint, Meeting
from cochair.features.meetings.responsibility import NO_DAY, Ask
from cochair.features.meetings.states import AHEAD, State, state_of
from cochair.features.parties import queries as parties
from cochair.kernel.kind import Handover, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on contact points: those that a meeting lacks before its notice goes out.
ADD = _("Add the missing addresses ({n}): {meeting}")
WHERE = ("meetings:contacts",)


def turns(one: Meeting, at: datetime) -> Iterator[Turn]:
    """Each secretariat adds the addresses of its own members, that of the host those of organisations
    too, until the meeting: by the usual date of the notice, and after it while somebody who is invited
    cannot be reached."""
    state = state_of(one, at)
    if responsibility.is_history(one, at) or state not in AHEAD:
        return
    sheet, roster = presenters.sheet(one, at), parties.roster(one.forum)
    lacking = [row.invitee for row in sheet.without_address]
    if not lacking:
        return
    is_before = state is State.CONFIRMED
    until = responsibility.practice(one, ShownBy.NOTICE, at) if is_before else NO_DAY
    of_member = {row.code: row.party.code for row in roster.states}
    hosts = responsibility.hosts(one)
    for party in roster.party_codes:
        left = sum(_is_kept_by(one, party, of_member, hosts) for one in lacking)
        if left:
            facts = {"n": str(left)}
            yield from responsibility.of_secretariats(
                one, Ask(ADD, WHERE, until, facts), at, (party,)
            )


def _is_kept_by(
    one: Invitee, party: str, of_member: Mapping[str, str], hosts: Collection[str]
) -> bool:
    """Whether the secretariat of a Party (by code) keeps the addresses of an invitee."""
    return of_member.get(one.code) == party if one.kind == "member" else party in hosts


COLUMNS = ("forum__slug", "member__code", "organisation__code", "name", "email", "language",
           "zone", "at", "ended_at")  # fmt: skip
CONTACT = Kind(
    code="contact",
    label=_("contact point"),
    models=(ContactPoint, ContactLink),
    find=by_number(queries.contact),
    ends_with=No("It is reached for the meetings of all cycles."),
    closed=No("A number alone, which names nothing."),
    verbs={
        "contact.added": _("A contact point was added."),
        "contact.ended": _("A contact point was deactivated."),
        "contact.entered": _("A contact point opened a personal link."),
        "contact.links_revoked": _("The personal links of a contact point were revoked."),
    },
    archive=No("No address is in an archive."),
    personal=(
        Person("contacts", _("Contact points"), ContactPoint, ("email__iexact",), COLUMNS,
               of="address"),
    ),
    texts=(Texts(ContactPoint, reduced="name email", rule="contacts"),),
    handover=(Handover("handover.contacts", queries.handed_over),),
    search=No("Not found yet: the search knows documents only."),
    retention=("contacts",),
    turns=Turns(responsibility.not_over, turns),
)  # fmt: skip
