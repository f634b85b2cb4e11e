"""What happens in a story: events, each an act of a person or of time, at its own instant.

An event is played through the same actions as by people.  A refused attempt is an event as well:
it is played, and the story breaks when it is not refused.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cochair.features.accounts.models import Account
from cochair.features.acts import actions as acts
from cochair.features.acts import queries
from cochair.features.acts.models import JointAct
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.procedure.calendar import parse_zoned
from cochair.procedure.refusal import Refused
from cochair.web.errors import ObjectionsStand, StaleVersion

type Play = Callable[["Stage"], object]


class StoryBroken(Exception):
    """What the story says did not happen: a mistake of the story or of the software."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an event is played: a forum at the instant of the event, which each act gets."""

    forum: Forum
    at: datetime

    def hat(self, name: str) -> ActingOffice:
        """The office in which somebody of the cast acts at this instant.  Raises StoryBroken for
        whoever has none."""
        account = Account.objects.filter(email=address(name)).first()
        hats = parties.hats(self.forum, account, self.at) if account else ()
        if not hats:
            raise StoryBroken(f"{name} has no office on {self.at:%Y-%m-%d}.")
        return hats[0]

    def by(self, name: str) -> tuple[ActingOffice, datetime]:
        """Who acts and when, in the order in which some actions take them."""
        return self.hat(name), self.at

    def in_own_words(self, name: str, words: Mapping[str, str]) -> tuple[str, str]:
        """A text as somebody of the cast says it, and the code of the language: that of the account,
        or English where the text is not said in it."""
        spoken = Account.objects.values_list("language", flat=True).get(email=address(name))
        code = spoken if spoken in words else "en"
        return words[code], code

    def open_act(self, kind: str, **named: object) -> JointAct:
        """The one joint act of a kind that waits for a key; `named` narrows which."""
        return queries.open_acts(self.forum).get(kind=kind, **named)

    def open_acts(self, kind: str) -> tuple[JointAct, ...]:
        """The joint acts of a kind that wait for a key, in the order in which they were proposed."""
        return tuple(queries.open_acts(self.forum).filter(kind=kind).order_by("number"))

    def signs(self, name: str) -> bool:
        """Whether somebody of the cast may turn a key at this instant."""
        return self.hat(name).may(Power.SIGN)

    def expect(self, is_so: bool, said: str) -> None:
        """Raises StoryBroken with what should have been so, and is not."""
        if not is_so:
            raise StoryBroken(said)

    def sign(self, act: JointAct, *names: str) -> JointAct:
        """Each of these turns its key on exactly what the act binds."""
        for name in names:
            act = acts.turn_key(act, seen=act.digest, by=self.hat(name), at=self.at)
        return act

    @contextmanager
    def refused(self, clause: str = "", *, leaves_a_trace: bool = False) -> Iterator[None]:
        """What is tried inside is refused, with this clause where one is named, and changes nothing;
        with `leaves_a_trace`, nothing but what the action itself writes down of the attempt.

        Raises StoryBroken when it is done all the same, or refused for another reason.
        """
        try:
            with nullcontext() if leaves_a_trace else transaction.atomic():
                yield
        except (StaleVersion, ObjectionsStand) as against:
            named = [clause] if isinstance(against, ObjectionsStand) else []
        except Refused as refused:
            named = [one.clause for one in refused.refusals]
        except PermissionDenied as denied:
            named = [getattr(one, "clause", "") for one in denied.args]
        else:
            raise StoryBroken("This should have been refused, and was done.")
        if clause and clause not in named:
            raise StoryBroken(f"This was refused by {named}, and not by {clause}.")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at an instant (aware, UTC).

    `code` is unique in a story and never changes, for an installation remembers it; `title` is one
    whole English sentence, marked for translation; `who` is a name of the cast, empty for time
    itself; `path` is the address inside the forum where it can be seen.
    """

    code: str
    at: datetime
    story: str
    title: str
    who: str
    play: Play = field(compare=False)
    clauses: tuple[str, ...] = ()
    path: str = ""
    is_refused: bool = False


class Telling:
    """The events of one story in the order in which they are written down.

    `zone` is the time zone of instants that name none.
    """

    def __init__(self, story: str, zone: str) -> None:
        self.story, self.zone = story, zone
        self.events: list[Event] = []

    def event(
        self,
        at: str,
        title: str,
        *,
        who: str = "",
        clauses: tuple[str, ...] = (),
        path: str = "",
        is_refused: bool = False,
    ) -> Callable[[Play], Play]:
        """Make a function an event.  `at` is a local time, as in `2031-01-06T10:00`, with its zone
        behind it where that is not the zone of the story."""

        def told(play: Play) -> Play:
            name = getattr(play, "__name__", "")
            code = f"{self.story}.{name}".lower()
            event = Event(
                code, self.instant(at), self.story, title, who, play, clauses, path, is_refused
            )
            self.events.append(event)
            return play

        return told

    def instant(self, at: str) -> datetime:
        """The UTC instant of a local time, in the zone of the story where it names none."""
        return parse_zoned(at if " " in at else f"{at} {self.zone}")


def in_order(tellings: tuple[Telling, ...]) -> tuple[Event, ...]:
    """The events of all stories by instant; those of one instant stay as they were written.

    Raises ValueError when two have the same code.
    """
    events = sorted((one for each in tellings for one in each.events), key=lambda one: one.at)
    codes = [one.code for one in events]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"Told twice: {', '.join(twice)}.")
    return tuple(events)


def address(name: str) -> str:
    """The address with which somebody of a story signs in."""
    return f"{name}@example.org"
