"""The chair's panel in the room: what both may do now, with two keys, and why not the rest.

Source: domain.md C.7 (P6), CB-12, CB-15.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.features.acts.models import JointAct
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.room import labels, objections, queries, validators
from cochair.features.room.presenters import Shown
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.consensus.stages import SUSPEND
from cochair.procedure.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one Party in the form in which pages show it."""

    party: str
    name: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that both may do: `seen` is the digest that a key binds; or why it may not be done.

    `act` waits for a key already; `mine` says that it is the key of this reader.
    """

    code: str
    word: str
    seen: str
    refusals: tuple[Refusal, ...]
    act: JointAct | None
    keys: tuple[Key, ...]
    mine: bool

    @property
    def is_open(self) -> bool:
        """Whether nothing stands against it."""
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Panel:
    """What both may declare, and whether they may pause; `signs` says that this reader has a key."""

    claims: tuple[Choice, ...]
    suspension: Choice
    signs: bool

    @property
    def open(self) -> tuple[Choice, ...]:
        """The claims against which nothing stands."""
        return tuple(one for one in self.claims if one.is_open)

    @property
    def without_consensus(self) -> tuple[Choice, ...]:
        """The claims that are open and end a decision without consensus."""
        return tuple(one for one in self.open if one.code != Claim.CONSENSUS.value)

    @property
    def closed(self) -> tuple[Choice, ...]:
        """The claims that are not open now, each with its reasons."""
        return tuple(one for one in self.claims if not one.is_open)


def of(one: Shown, hat: ActingOffice, at: datetime) -> Panel:
    """The panel of a decision that is on the table; two queries more."""
    row, now = one.row, one.decision
    waiting = [act for act in queries.waiting(row.meeting) if act.body.get("number") == row.number]
    on_the_way = objections.on_the_way(row, at)
    claims = tuple(
        _choice(
            one,
            claim.value,
            __(labels.CLAIMS[claim]),
            core.declaration_digest(now, claim),
            validators.declaring(row, now, claim, at, on_the_way),
            waiting,
            hat,
        )
        for claim in Claim
    )
    why = SUSPEND.refusal_from(one.stage, now.clauses.consensus)
    suspension = _choice(
        one,
        "suspend",
        __("Suspend the decision"),
        core.suspension_digest(now),
        (why,) if why else (),
        waiting,
        hat,
    )
    return Panel(claims, suspension, hat.may(Power.SIGN))


def _choice(
    one: Shown,
    code: str,
    word: str,
    seen: str,
    refusals: tuple[Refusal, ...],
    waiting: list[JointAct],
    hat: ActingOffice,
) -> Choice:
    act = next((act for act in waiting if act.body["binds"] == seen), None)
    turned = {key.party.code for key in act.keys.all()} if act else set()
    mine = hat.may(Power.SIGN) and hat.party not in turned
    return Choice(code, word, seen, refusals, act, _keys(one, turned), mine)


def _keys(one: Shown, turned: set[str]) -> tuple[Key, ...]:
    language = get_language() or "en"
    roster = parties.roster(one.row.meeting.forum)
    return tuple(
        Key(
            party.tone,
            party.short[language],
            "agreed" if party.code in turned else "waiting",
            __("signed") if party.code in turned else __("to be signed"),
        )
        for party in roster.in_order(language)
    )
