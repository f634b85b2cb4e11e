"""What holds personal data and when it is reduced: reads, each a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Min, Q, QuerySet

from cochair.features.accounts.models import Account
from cochair.features.compliance import queries as compliance
from cochair.features.documents.models import Certificate, Signature
from cochair.features.handovers.contents import CONTACTS
from cochair.features.handovers.models import Pack
from cochair.features.mail.models import Message, State
from cochair.features.meetings.models import ContactPoint, Delegation, Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import OF_A_PRESIDENCY, WIND_DOWN, ActingOffice, Role
from cochair.features.personal import periods
from cochair.features.personal.periods import MONTHS, Kind
from cochair.features.signatures.certificates import HOLDER
from cochair.procedure.calendar import civil_day, start_of_day
from cochair.procedure.presidency import left_office
from cochair.web.request_cache import while_reading

# Letters that are on their way no more.
SETTLED = (
    State.SENT.value,
    State.FAILED.value,
    State.FOLDED.value,
    State.NO_ADDRESS.value,
)


# In these a person may be named: whom the head replaces, who wrote or asked.
WORDS_OF_A_DELEGATION = ("replaces", "returned_reason", "credentials", "request")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that will be reduced: how much of it, and from which civil day of the forum.

    `about` is its kind and name as the journal writes them; `party` is the code of the Party
    whose it is, empty for what the Parties share.
    """

    kind: Kind
    about: tuple[str, str]
    number: int
    day: date
    party: str = ""


def named() -> Q:
    """People of whom more is kept than function, State and attendance."""
    return ~Q(name="") | ~Q(title="") | ~Q(email="") | ~Q(language="")


def years(forum: Forum, at: datetime) -> int:
    """How many years after the cycle the names of participants are kept, as both set it."""
    return periods.years(compliance.option_values(forum, at))


@while_reading()
def all_of(forum: Forum, at: datetime) -> tuple[Item, ...]:
    """Everything of a forum that will be reduced, the next first."""
    found = [*meetings(forum, at), *contacts(forum), *letters(forum, at), *handovers(forum)]
    found += [*accounts(forum, at), *certificates(forum)]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.about)))


def due(forum: Forum, at: datetime) -> tuple[Item, ...]:
    """What of it is to be reduced now."""
    today = civil_day(at, forum.zone)
    return tuple(one for one in all_of(forum, at) if one.day <= today)


def seen_by(items: Iterable[Item], hat: ActingOffice) -> tuple[Item, ...]:
    """What of it a hat may know of: what is shared, and what its own Party keeps."""
    return tuple(one for one in items if one.party in {"", hat.party})


def meetings(forum: Forum, at: datetime) -> list[Item]:
    """Meetings with people whose names are kept, each with the day on which these go."""
    months = years(forum, at) * 12
    people = Participant.objects.filter(named(), delegation__meeting__forum=forum)
    numbers = dict(people.order_by().values_list("delegation__meeting").annotate(Count("pk")))
    said = Delegation.objects.filter(replaced(), meeting__forum=forum)
    wanted = {*numbers, *said.values_list("meeting", flat=True)}
    rows = Meeting.objects.filter(pk__in=wanted).select_related("forum", "cycle")
    return [
        Item(
            Kind.PARTICIPANTS,
            ("meeting", row.slug),
            numbers.get(row.pk, 0),
            periods.reduced_on(last_day(row), months),
        )
        for row in rows.prefetch_related("schedules")
    ]


def replaced() -> Q:
    """Delegations with words in which a person may be named."""
    return reduce(or_, (~Q(**{field: ""}) for field in WORDS_OF_A_DELEGATION))


def last_day(meeting: Meeting) -> date:
    """The civil day from which the years are counted: the end of the cycle of a meeting, or of
    the meeting itself where that is later or it has no cycle."""
    zone = meeting.forum.zone
    instants = [meeting.closed_at, meeting.cancelled_at, meeting.opened_at]
    schedules = list(meeting.schedules.all())
    if schedules:
        instants += [schedules[-1].ends, schedules[-1].starts]
    days = [civil_day(one, zone) for one in instants if one is not None]
    if meeting.cycle is not None:
        days.append(meeting.cycle.end)
    if not days and meeting.known_at is not None:
        days.append(civil_day(meeting.known_at, zone))
    return max(days, default=date.max.replace(year=2100))


def contacts(forum: Forum) -> list[Item]:
    """Contact points that are written to no more, and still have a name or an address."""
    rows = ContactPoint.objects.filter(~Q(name="") | ~Q(email=""), forum=forum)
    return [
        Item(
            Kind.CONTACTS,
            ("contact", str(row.pk)),
            1,
            ended_from(row.ended_at, forum),
            party_of(row),
        )
        for row in rows.select_related("forum", "member__party", "organisation")
        if row.ended_at is not None
    ]


def is_over(contact: ContactPoint, at: datetime) -> bool:
    """Whether the time of a contact point that was ended is over."""
    if contact.ended_at is None:
        return False
    return ended_from(contact.ended_at, contact.forum) <= civil_day(at, contact.forum.zone)


def ended_from(end: datetime, forum: Forum) -> date:
    """The civil day from which something is reduced that ended at an instant."""
    return periods.reduced_on(civil_day(end, forum.zone), MONTHS)


def party_of(contact: ContactPoint) -> str:
    """The Party whose contact point it is: of its member, or of the side of its organisation."""
    if contact.member is not None:
        return contact.member.party.code
    return parties.side_of(contact.forum, contact.organisation) if contact.organisation else ""


def letters(forum: Forum, at: datetime) -> list[Item]:
    """The letters of each space: how many are due, or else how many there are, and from when."""
    is_due = Q(queued_at__lt=letters_before(forum, at))
    rows = written(forum).order_by().values("space")
    found = rows.annotate(
        oldest=Min("queued_at"), due=Count("pk", filter=is_due), every=Count("pk")
    ).values_list("space", "oldest", "due", "every")
    return [
        Item(
            Kind.LETTERS,
            ("letters", space),
            due or every,
            periods.reduced_on(civil_day(oldest, forum.zone), MONTHS),
            space.partition(":")[2],
        )
        for space, oldest, due, every in found
    ]


def written(forum: Forum) -> QuerySet[Message]:
    """Letters of a forum on their way no more whose reader or text is still kept."""
    return settled().filter(forum=forum)


def settled() -> QuerySet[Message]:
    """The same of every forum."""
    kept = ~Q(subject="") | ~Q(body="") | ~Q(email="") | ~Q(name="")
    return Message.objects.filter(kept, state__in=SETTLED)


def told_to(forum: Forum, email: str, hat: ActingOffice) -> Q:
    """The letters to an address for which a hat's Party answers: none to an account, which is
    that person's to ask for, and none to a reader of the other Party with the same address."""
    if not email:
        return Q(pk__in=())
    own = Q(space__in=hat.spaces, party__in=["", hat.party])
    return own & Q(forum=forum, email__iexact=email, account=None)


def letters_before(forum: Forum, at: datetime) -> datetime:
    """The instant before which a letter was written that is reduced now."""
    latest = periods.latest_reduced(civil_day(at, forum.zone), MONTHS)
    return start_of_day(latest + periods.A_DAY, forum.zone)


def handovers(forum: Forum) -> list[Item]:
    """Handover packs that hold addresses or names."""
    rows = Pack.objects.filter(forum=forum).select_related("forum", "party")
    return [
        Item(
            Kind.HANDOVERS,
            ("handover", str(row.number)),
            1,
            kept_from(row),
            row.party.code,
        )
        for row in rows
        if holds_people(row)
    ]


def kept_from(pack: Pack) -> date:
    """The civil day from which a pack is reduced."""
    return ended_from(last_signed(pack), pack.forum)


def last_signed(pack: Pack) -> datetime:
    """When a pack was made, or signed last."""
    known = (pack.made_at, pack.accepted_at, pack.acknowledged_at)
    return max(one for one in known if one is not None)


def holds_people(pack: Pack) -> bool:
    """Whether a pack names anybody, or says where somebody is reached."""
    noted = (row for one in pack.content if one["code"] == CONTACTS for row in one["rows"])
    return bool(pack.accepted_name or pack.acknowledged_name) or any(row["note"] for row in noted)


def accounts(forum: Forum, at: datetime) -> list[Item]:
    """Accounts whose last office was in this forum and has ended, with the day of their end.

    An office of a presidency ends with its wind-down, also where nobody ended it by hand.
    """
    found = []
    for account, offices in _offices().items():
        last = _end_of(offices, at)
        if last is None or last[1].forum_id != forum.pk:
            continue
        day = ended_from(last[0], forum)
        party = last[1].party.code if last[1].party else ""
        found.append(Item(Kind.ACCOUNTS, ("account", str(account)), 1, day, party))
    return found


def certificates(forum: Forum) -> list[Item]:
    """Certificates of people that ended or expired and still name somebody."""
    return [
        Item(
            Kind.CERTIFICATES,
            ("certificate", row.fingerprint[:32]),
            1,
            certificate_kept_from(row),
            row.party.code,
        )
        for row in naming_certificates().filter(forum=forum).select_related("forum", "party")
    ]


def naming_certificates() -> QuerySet[Certificate]:
    """Certificates that name a person and are no evidence: those of a demo name nobody, and what
    signed an original that was not taken back says who signed it."""
    evidence = Signature.objects.filter(original__dropped_at=None).values("certificate")
    rows = Certificate.objects.filter(kind=HOLDER, is_test=False).exclude(pem="")
    return rows.exclude(pk__in=evidence).order_by("pk")


def certificate_kept_from(row: Certificate) -> date:
    """The civil day from which a certificate is reduced: its end, or its last day of validity."""
    return ended_from(min(row.ended_at or row.valid_to, row.valid_to), row.forum)


def last_office(account: Account, at: datetime) -> tuple[datetime, Office] | None:
    """The office of a person that ended last, with its end; None while one goes on or is ahead,
    and for whoever never had one."""
    offices = _offices(account.pk).get(account.pk, [])
    return _end_of(offices, at)


def is_forgotten(account: Account, at: datetime) -> bool:
    """Whether the time of an account is over, asked under its lock: that of its last office, or
    that of one that was never given any."""
    last = last_office(account, at)
    if last is not None:
        end, office = last
        return ended_from(end, office.forum) <= civil_day(at, office.forum.zone)
    return _strangers(at).filter(pk=account.pk).exists()


def has_office(account: Account) -> bool:
    """Whether a person was ever given an office."""
    return Office.objects.filter(account=account).exists()


def without_office(at: datetime) -> list[Account]:
    """Accounts opened so long ago, and never given any office."""
    return list(_strangers(at).order_by("pk"))


def _strangers(at: datetime) -> QuerySet[Account]:
    latest = periods.latest_reduced(at.date(), MONTHS)
    rows = Account.objects.filter(is_demo=False, erased_at=None, opened_at__date__lte=latest)
    return rows.exclude(pk__in=Office.objects.values("account"))


def _offices(account: int | None = None) -> Mapping[int, list[Office]]:
    rows = Office.objects.filter(account__is_demo=False, account__erased_at=None)
    if account is not None:
        rows = Office.objects.filter(account=account)
    found: defaultdict[int, list[Office]] = defaultdict(list)
    for row in rows.select_related("forum", "party", "member"):
        found[row.account_id].append(row)
    return found


def _end_of(offices: Iterable[Office], at: datetime) -> tuple[datetime, Office] | None:
    ends = [(_end(row, at), row) for row in offices]
    if not ends or any(end is None or end > at for end, _row in ends):
        return None
    return max(((end, row) for end, row in ends if end), key=lambda one: (one[0], one[1].pk))


def _end(row: Office, at: datetime) -> datetime | None:
    if row.end is not None or Role(row.role) not in OF_A_PRESIDENCY or row.member is None:
        return row.end
    assert row.party is not None
    terms = parties.roster(row.forum).terms
    left = left_office(terms, row.party.code, row.member.code, at)
    return left + WIND_DOWN if left is not None else None
