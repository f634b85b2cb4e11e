"""Letter, and how a person is written to: everything that the rest of the house needs to know of them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cochair.features.mail import queries
from cochair.features.mail.models import Message, Preference, State
from cochair.features.mail.queries import ALARMING
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.calendar import civil_day, end_of_day, next_working_day
from cochair.procedure.refusal import _

# Whose turn it is on letters that did not arrive.
REACH = _("Reach recipients ({n}): messages did not arrive")
WORKING_DAYS, A_DAY = 2, timedelta(days=1)


type Asked = Callable[[Forum, Collection[Message], datetime], Collection[int]]
"""Of messages of a forum that have no address, those (by key) whose address another turn asks for at an
instant (aware UTC)."""

_asked: list[Asked] = []


def register(asked: Asked) -> None:
    """Make known who else asks for addresses; called once, by the app that does."""
    if asked not in _asked:
        _asked.append(asked)


@dataclass(frozen=True, slots=True)
class Unreached:
    """The messages to recipients of a Party (by code) that were not reached."""

    forum: Forum
    party: str
    messages: tuple[Message, ...]


def unreached(forum: Forum) -> tuple[Unreached, ...]:
    """Those of each Party, with those who are of none: each secretariat reaches these."""
    rows = Message.objects.filter(forum=forum, state__in=ALARMING).exclude(subject="", body="")
    lost = list(rows.order_by("pk"))
    if not lost:
        return ()
    return tuple(
        Unreached(forum, party, own)
        for party in parties.roster(forum).party_codes
        if (own := tuple(one for one in lost if one.party in ("", party)))
    )


def turns(one: Unreached, at: datetime) -> Iterable[Turn]:
    """The secretariat of their Party reaches them otherwise, usually within two working days; nobody
    does by this turn whose address another one asks for."""
    nowhere = [row for row in one.messages if row.state == State.NO_ADDRESS]
    known = {key for asked in _asked for key in (asked(one.forum, nowhere, at) if nowhere else ())}
    lost = [row for row in one.messages if row.pk not in known]
    if not lost:
        return
    since = min(row.failed_at or row.queued_at for row in lost)
    day = civil_day(since, one.forum.zone)
    for _day in range(WORKING_DAYS):
        day = next_working_day(day + A_DAY, parties.book(one.forum, since).holidays)
    yield Turn(
        Role.SECRETARIAT.value,
        one.party,
        REACH,
        {"n": str(len({row.recipient for row in lost}))},
        end_of_day(day, one.forum.zone),
        "practice",
        ("outbox:outbox", "#letters"),
    )


# What a person is given of a letter.
LETTER = (
    "forum__slug", "queued_at", "sent_at", "state", "email", "name", "language", "zone", "subject",
    "body",
)  # fmt: skip

MESSAGE = Kind(
    code="message",
    label=_("message"),
    models=(Message,),
    find=queries.of_slug,
    ends_with=No("A letter on a closed cycle may still be sent again."),
    closed=No("Its name tells nothing, and its text is read by its own Party alone."),
    verbs={"mail.retried": _("An undelivered message was sent again.")},
    archive=No("A letter tells of what is in the archive itself."),
    personal=(Person("letters", _("Messages"), Message, ("account",), LETTER),),
    texts=(
        Texts(Message, name_nobody="key about_id office", rule="letters",
              reduced="recipient email name subject body way_in calendar message_id"),
    ),
    handover=No("The letters of its Party stay where the next presidency reads them."),
    search=No("What it tells of is found instead."),
    retention=("letters",),
    turns=Turns(unreached, turns, frozenset({REACH})),
)  # fmt: skip

PREFERENCE = Kind(
    code="preference",
    label=_("message preferences of a person"),
    models=(Preference,),
    find=No("It is the person's own: the journal never names it."),
    ends_with=No("It is of a person, not of a cycle."),
    closed=No("Only the person has a page of it."),
    verbs=No("No entry of the journal is about it."),
    archive=No("It is of a person, not of a cycle."),
    personal=(
        Person("preferences", _("Message preferences"), Preference, ("account",),
               ("digest", "informed", "quiet_from", "quiet_until")),
    ),
    texts=No("It has hours and a choice, no words."),
    handover=No("Whoever follows chooses it anew."),
    search=No("Only the person has a page of it."),
    retention=("accounts",),
    turns=No("A person may change it, and owes nothing."),
)  # fmt: skip
