"""What stands against a change of a delegation and of its people, rule by rule."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cochair.features.delegations import person as persons
from cochair.features.delegations import queries
from cochair.features.delegations.person import Person
from cochair.features.meetings import admission, machine
from cochair.features.meetings.models import Delegation, Meeting, Participant
from cochair.features.meetings.states import RUNNING, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Member
from cochair.features.parties.offices import ActingOffice, Power
from cochair.procedure.alphabets import UNREADABLE, is_printed, plain_to_see
from cochair.procedure.book import Book
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, Sentence, _

HEAD = "head"
OPEN, SUBMITTED, ACCEPTED, RETURNED = "open", "submitted", queries.ACCEPTED, "returned"
AT_MOST = 300
REASON_AT_LEAST, REFERENCE_AT_LEAST, LONGEST_REFERENCE = 10, 3, 200


def may_change(row: Delegation, by: ActingOffice, at: datetime) -> tuple[Refusal | None, ...]:
    """What stands against a change of a delegation by an office at an instant."""
    return (
        not_over(row.meeting, at),
        still_member(row.meeting, row.member, at),
        of_its_party(row, by) or on_request(row, by),
        *while_open(row, by, at),
        None if by.may(Power.RECORD_FACTS) else in_state(row, OPEN, RETURNED),
    )


def not_over(meeting: Meeting, at: datetime) -> Refusal | None:
    """A meeting that is held or cancelled keeps the delegations that it had."""
    return machine.refusal("delegation.change", meeting, at)


def runs_the_list(by: ActingOffice) -> Refusal | None:
    """Requests are recorded by those who then write: a co-presidency in office, its secretariat."""
    if by.may(Power.RECORD_FACTS):
        return None
    return Refusal(
        "practice", _("A delegation may name its people itself and need not ask anyone.")
    )


def of_its_party(row: Delegation, by: ActingOffice) -> Refusal | None:
    """A secretariat writes for the delegations of its own Party, and for organisations."""
    if not by.may(Power.RECORD_FACTS) or row.member is None or row.member.party.code == by.party:
        return None
    return Refusal("practice", _("A secretariat may not act for a delegation of the other Party."))


def on_request(row: Delegation, by: ActingOffice) -> Refusal | None:
    """A secretariat names people only for a delegation that asked it to, by note or letter."""
    if not by.may(Power.RECORD_FACTS) or row.request:
        return None
    return Refusal(
        "practice",
        _(
            "First record the note or letter in which this delegation asked the "
            "secretariat to act for it."
        ),
    )


def still_invited(row: Delegation) -> Refusal | None:
    """A delegation whose invitation has ended is struck, and stays as it was."""
    who = (row.member_id, row.organisation_id)
    struck = admission.of_meeting(row.meeting).struck.get(who)
    return struck.refusal if struck else None


def still_member(meeting: Meeting, member: Member | None, at: datetime) -> Refusal | None:
    """A State comes to a meeting while it is a member of its Party."""
    if member is None or parties.belongs(meeting.forum, member.party.code, member.code, at):
        return None
    facts = {"member": member.code, "party": member.party.code}
    return Refusal("practice", _("{member} is not a member of {party} on that day."), facts)


def a_reference(reference: str) -> Refusal | None:
    """A note or letter is named by something that finds it again."""
    if len(reference) >= REFERENCE_AT_LEAST:
        return None
    return Refusal("practice", _("Give the reference of the note or letter: its number and date."))


def while_open(row: Delegation, by: ActingOffice, at: datetime) -> tuple[Refusal | None, ...]:
    """After the opening only the secretariat changes a delegation, and that is recorded as late."""
    if state_of(row.meeting, at) not in RUNNING or by.may(Power.RECORD_FACTS):
        return ()
    return (
        Refusal(
            "practice", _("The meeting is open. Only the secretariat may record replacements.")
        ),
    )


def in_state(row: Delegation, *states: str) -> Refusal | None:
    """A step is open to some states of a delegation only."""
    if row.state in states:
        return None
    if row.state in {SUBMITTED, ACCEPTED}:
        return Refusal(
            "practice",
            _("The delegation has been submitted to the secretariat. Reopen it to change it."),
        )
    return Refusal("practice", _("The delegation has not been submitted to the secretariat yet."))


def known_code(meeting: Meeting, code: str) -> Refusal | None:
    """Only a member or an organisation of the forum sends a delegation."""
    if any(code == known for known, _n in queries.possible(parties.roster(meeting.forum)).values()):
        return None
    return Refusal(
        "practice",
        _("There is no member or organisation with the code {code}."),
        {"code": code[:64]},
    )


def somebody(people: Sequence[Person]) -> Refusal | None:
    """An empty form names nobody."""
    return None if people else Refusal("practice", _("Enter at least one name."))


def not_too_many(number: int) -> Refusal | None:
    """A delegation has an upper bound, so that a mistake does not fill the room."""
    if number <= AT_MOST:
        return None
    return Refusal(
        "practice", _("A delegation may have up to {number} people here."), {"number": AT_MOST}
    )


def all_right(people: Sequence[Person], book: Book) -> list[Refusal | None]:
    """What stands against each person, named where there are several."""
    return [
        refusal if refusal is None or len(people) == 1 else _of(one, refusal)
        for one in people
        for refusal in persons.refusals(one, book)
    ]


def _of(one: Person, refusal: Refusal) -> Refusal:
    said = Sentence(refusal.message, refusal.facts)
    return Refusal(refusal.clause, _("{name}: {said}"), {"name": one.name or "–", "said": said})


def one_head(capacities: Iterable[str]) -> Refusal | None:
    """A delegation has one head at most."""
    if list(capacities).count(HEAD) <= 1:
        return None
    return Refusal(
        "practice", _("A delegation may have only one head. Name the other people as alternates.")
    )


def twice(people: Sequence[Person]) -> Refusal | None:
    """Two of one name are told apart by their addresses, where both have one."""
    known: dict[str, list[str]] = {}
    for one in people:
        others = known.setdefault(persons.name_key(one.name), [])
        email = one.email.lower()
        if _is_among(email, others):
            return Refusal(
                "practice", _("{name} is already in the delegation."), {"name": one.name}
            )
        others.append(email)
    return None


def elsewhere(row: Delegation, people: Sequence[Person]) -> Refusal | None:
    """One person speaks for one delegation: whoever is in another of the same meeting is not in
    this one too.  Which other one it is, is not told."""
    there = Participant.objects.filter(delegation__meeting=row.meeting_id, removed_at=None)
    known: dict[str, list[str]] = {}
    for name, email in there.exclude(delegation=row.pk).values_list("name", "email"):
        known.setdefault(persons.name_key(name), []).append(email.lower())
    for one in people:
        if _is_among(one.email.lower(), known.get(persons.name_key(one.name), [])):
            message = _("{name} is already in another delegation of this meeting.")
            return Refusal("practice", message, {"name": one.name})
    return None


def _is_among(email: str, others: Sequence[str]) -> bool:
    """Whether somebody of the same name, at this address, is one of those with these addresses."""
    return bool(others) and (not email or email in others or "" in others)


def still_there(one: Participant) -> Refusal | None:
    """Whoever was taken out is nominated anew, with another badge."""
    if one.removed_at is None:
        return None
    return Refusal("practice", _("This person has been removed from the delegation."))


def has_head(row: Delegation) -> Refusal | None:
    """Some steps need to know who leads."""
    if row.people.filter(removed_at=None, capacity=HEAD).exists():
        return None
    return Refusal("practice", _("Name the head of the delegation first."))


def printable(text: str, most: int) -> Refusal | None:
    """A text of one line, short enough and made of printed signs."""
    if len(text) > most:
        return Refusal("practice", _("Enter up to {number} characters."), {"number": most})
    if not is_printed(text):
        return Refusal("practice", UNREADABLE)
    return plain_to_see(text)


def reason(reason: str) -> Refusal | None:
    """A return says why."""
    if is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        "practice",
        _("Give the reason for returning the list, in at least {number} characters."),
        {"number": REASON_AT_LEAST},
    )
