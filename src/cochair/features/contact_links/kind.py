"""Contact point with its personal links: everything that the rest of the house knows of this kind."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from cochair.features.contact_links import queries
from cochair.features.invitations import presenters
from cochair.features.invitations.composition import Invitee
from cochair.features.invitations.presenters import Row
from cochair.features.mail.models import Message
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import ContactLink, ContactPoint, Invitation, Meeting
from cochair.features.meetings.responsibility import NO_DAY, Ask
from cochair.features.meetings.states import AHEAD, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.kernel.kind import Handover, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on contact points: those that a meeting lacks before its notice goes out.
ADD = _("Add the missing addresses ({n}): {meeting}")
ADD_ALSO = _(
    "Add the missing addresses ({n}, {both} of them asked of the other secretariat as well): {meeting}"
)
WHERE = ("meetings:contacts",)
# What the letters to somebody invited are about.
INVITATION = "invitation"


def turns(one: Meeting, at: datetime) -> Iterator[Turn]:
    """Each secretariat adds the addresses of its own members and bodies, that of the host those of
    other bodies too; where no place says who hosts, both are asked for these, and told so; until the meeting: by the usual date of the notice, and after it while somebody who is invited
    cannot be reached."""
    roster, lacking = parties.roster(one.forum), [row.invitee for row in _lacking(one, at)]
    if not lacking:
        return
    is_before = state_of(one, at) is State.CONFIRMED
    until = responsibility.practice(one, ShownBy.NOTICE, at) if is_before else NO_DAY
    of_party = {row.code: row.party.code for row in roster.states}
    of_party |= {
        row.code: row.side for row in roster.organisations if row.side in roster.party_codes
    }
    hosts = responsibility.hosts(one)
    for party in roster.party_codes:
        keepers = [_keepers(one, of_party, hosts) for one in lacking]
        left = sum(party in each for each in keepers)
        both = sum(party in each and len(each) > 1 for each in keepers)
        if left:
            facts = {"n": str(left)} | ({"both": str(both)} if both else {})
            ask = Ask(ADD_ALSO if both else ADD, WHERE, until, facts)
            yield from responsibility.of_secretariats(one, ask, at, (party,))


def _lacking(one: Meeting, at: datetime) -> Collection[Row]:
    """Those of a meeting to whom nothing can be sent, while it lies ahead."""
    if responsibility.is_history(one, at) or state_of(one, at) not in AHEAD:
        return ()
    return presenters.sheet(one, at).without_address


def asked_for(forum: Forum, messages: Collection[Message], at: datetime) -> Collection[int]:
    """Of messages without an address, those (by key) to whoever lacks one of a meeting ahead: the address
    is asked for there."""
    named = {int(row.about_id) for row in messages if row.about_kind == INVITATION}
    rows = Invitation.objects.filter(pk__in=named)
    concerned = set(rows.values_list("meeting", flat=True)) if named else set()
    lacking = {
        str(row.invitation.pk)
        for meeting in responsibility.not_over(forum)
        if meeting.pk in concerned
        for row in _lacking(meeting, at)
        if row.invitation is not None
    }
    return {row.pk for row in messages if row.about_kind == INVITATION and row.about_id in lacking}


def _keepers(one: Invitee, of_party: Mapping[str, str], hosts: Collection[str]) -> Collection[str]:
    """The Parties (by code) whose secretariats keep the addresses of an invitee."""
    own = of_party.get(one.code, "")
    if own:
        return (own,)
    return () if one.kind == "member" else hosts


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
