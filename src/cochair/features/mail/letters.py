"""What an app wants to be told: letters, before they are rendered for their readers.

    Letter(
        key="meeting-notice:council-2:1",            # the same key is told once to each reader
        forum_slug="league-concert",
        to=to_account(account, office=hat.title, party=hat.party),
        subject=Sentence(_("Notice of the {meeting}"), {"meeting": names}),
        lines=(Sentence(_("It begins at {start}."), {"start": instant}),),
        path=Page("desk:meeting", ("league-concert", "council-2")),
        event="N06",
    )

It begins with a greeting and ends with who writes it; both are added when it is rendered.
Sentences are rendered when the letter is queued, in the language of the reader; codes become
names, and an instant is told in the reader's own zone with that of the venue beside it.
A letter carries no content of a document: it says what happened and where to read it.
Source: domain.md C.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac

from cochair.features.accounts.models import Account
from cochair.formats import plain_text
from cochair.formats.icalendar import Event, Method
from cochair.procedure.refusal import Sentence

# The zone of an account whose holder chose none.
NO_ZONE = "UTC"
ACCOUNT, PSEUDONYM = "account:", "reader:"

type Words = str | Sentence | Mapping[str, str]
"""A sentence, words by language (as a title is kept), or text that is the same in all."""


def pseudonym(identity: str) -> str:
    """What is left of a reader once its name and address are gone: enough to see that it was
    told, and not who it was.  An account is a number already, and stays."""
    if identity.startswith((ACCOUNT, PSEUDONYM)):
        return identity
    return (
        PSEUDONYM
        + salted_hmac("cochair.features.mail.reader", identity, algorithm="sha256").hexdigest()
    )


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who reads a letter; `email` is empty where no address is known, which raises an alarm.

    `zone` is an IANA name (`UTC` where the reader chose none); `office` and `party` are codes
    as the journal writes them (`delegation_head LEAGUE XE`, `LEAGUE`).  They decide which
    secretariat may read the text of the letter, so give the Party wherever there is one.
    `way_in` lets in a reader who cannot sign in, by a code and what it is given
    (`contact:12:council-2`, see `ways`): that link takes the place of the letter's `path`.
    `variety` is the regional variety of the language, where the reader chose one.
    """

    account: int | None
    email: str
    language: str
    zone: str
    name: str = ""
    office: str = ""
    party: str = ""
    way_in: str = ""
    variety: str = ""

    @property
    def identity(self) -> str:
        """What makes two recipients the same reader: account, else address, else office."""
        if self.account is not None:
            return f"{ACCOUNT}{self.account}"
        found = (
            f"mailto:{self.email.lower()}" if self.email else f"office:{self.office}:{self.name}"
        )
        return plain_text.one_line(found, 300)


def to_account(account: Account, *, office: str = "", party: str = "", zone: str = "") -> Recipient:
    """Whoever signs in with an account, at its address, in its language and zone.

    `zone` is that of the reader's capital or seat: it holds while the account names none, so
    that quiet hours are those of the place.
    """
    chosen = account.zone if account.zone != NO_ZONE else zone or NO_ZONE
    return Recipient(
        account.pk,
        account.email,
        account.language,
        chosen,
        account.name,
        office,
        party,
        variety=account.variety,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A page of this house by the name of its route; its address is built in each language."""

    route: str
    arguments: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """An event that travels with a letter, as an invitation (RFC 6047) or its cancellation.

    Without an organizer, the house invites; without attendees, the reader alone is listed.
    What is only published may hold further events, and invites nobody to any (RFC 5546, 3.2.1).
    """

    event: Event
    method: Method = "REQUEST"
    others: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes a letter: some Parties (codes) by their presidencies; none means this installation.

    `members` says who presides (the code of the member by that of the Party) where it is not
    whoever presides now; `signed` that these presidencies signed what the letter tells of.
    """

    parties: tuple[str, ...] = ()
    members: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False


INSTALLATION = Sender()


def of_party(code: str) -> Sender | None:
    """The presidency of one Party as the sender; None, whoever writes by default, without a code."""
    return Sender((code,)) if code else None


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing to be told to one reader.

    `key` with the recipient is told once, for ever; `event` is the number of domain.md C.5;
    `path` is a `Page`, or a path without language such as `/feeds/x.ics`, and leads to what the
    letter is about; `venue_zone` is the zone told beside the reader's own (that of the forum
    when empty).  `urgent` does not wait for quiet hours to end; `held_by_digest` says whether a
    reader who asked for one weekly digest gets it there (never an invitation, nor what is urgent).
    `space` is `shared`, or `party:` and a code for what only that Party knows of.
    `sender` is given where the presidencies of its space are not the ones who write
    (`signatures`).  `informs` says that the reader has nothing to do, that no right or date of
    the reader depends on it and that the procedures require no such notice: who wants no such
    letters gets none.  In doubt a letter is a duty.
    """

    key: str
    forum_slug: str
    to: Recipient
    subject: Words
    lines: tuple[Words, ...]
    event: str
    path: Page | str = ""
    calendar: CalendarPart | None = None
    urgent: bool = False
    held_by_digest: bool = True
    venue_zone: str = ""
    space: str = "shared"
    about: tuple[str, str] = ("", "")
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sender: Sender | None = None
    informs: bool = False

    @property
    def waits_for_digest(self) -> bool:
        """Whether a weekly digest may carry this letter."""
        is_plain = self.calendar is None and not self.to.way_in
        return self.held_by_digest and not self.urgent and is_plain
