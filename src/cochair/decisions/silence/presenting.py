"""Silences as pages show them: where they stand, until when on whose clock, who wrote what."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.decisions.models import Message, SilenceProcedure
from cochair.decisions.silence import queries
from cochair.decisions.silence.forms import FORMS
from cochair.documents import queries as documents
from cochair.parties import queries as parties
from cochair.parties.models import Party
from cochair.parties.queries import Roster
from cochair.procedure import silence as core
from cochair.procedure.calendar import zone_named
from cochair.procedure.outcome import Outcome
from cochair.procedure.refusal import _
from cochair.web import formats
from cochair.web.saying import language_now

STAGES = {
    core.Stage.DRAFT: (_("not open"), "off"),
    core.Stage.RUNNING: (_("running"), "plain"),
    core.Stage.SUSPENDED: (_("suspended"), "warn"),
    core.Stage.CLOSING: (_("being closed"), "plain"),
    core.Stage.BROKEN: (_("broken: not adopted"), "bad"),
    core.Stage.PASSED: (_("passed: adopted"), "good"),
    core.Stage.WITHDRAWN: (_("withdrawn"), "off"),
}
OUTCOMES = {
    Outcome.ADOPTED_BY_CONSENSUS: _("Adopted by consensus: nobody with a say objected in time."),
    Outcome.ADOPTED_WITH_STATEMENTS: _("Adopted by consensus, with statements beside it."),
    Outcome.NOT_AGREED: _("Not agreed: a delegation with a say wrote against it in time."),
}
SENT = dict(FORMS)


@dataclass(frozen=True, slots=True)
class Typed:
    """An instant as a form shows it."""

    day: str
    hour: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The expiry on one clock."""

    name: str
    hour: str
    day: str


@dataclass(frozen=True, slots=True)
class Half:
    """One Party with those of it who have a say."""

    party: Party
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A message: from whom, what it is, and whether it came in time."""

    row: Message
    counts: bool

    @property
    def form(self) -> str:
        """What was sent, in words."""
        return str(SENT[self.row.form])


@dataclass(frozen=True, slots=True)
class Shown:
    """A silence at one instant."""

    row: SilenceProcedure
    silence: core.Silence
    stage: core.Stage
    expires_at: datetime
    opened_at: datetime
    extensions: int
    symbol: str
    said: tuple[Said, ...]
    outcome: str

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return __(STAGES[self.stage][0])

    @property
    def tone(self) -> str:
        """The tone of where it stands."""
        return STAGES[self.stage][1]

    @property
    def is_running(self) -> bool:
        """Whether the time still runs."""
        return self.stage is core.Stage.RUNNING

    @property
    def can_extend(self) -> bool:
        """Whether both may still give it more time."""
        return self.is_running and self.extensions < self.silence.terms.regime.extension_max

    @property
    def takes_messages(self) -> bool:
        """Whether delegations may write; after the expiry these are comments."""
        return self.stage not in {core.Stage.DRAFT, core.Stage.WITHDRAWN}

    @property
    def is_broken(self) -> bool:
        """Whether a delegation wrote against it in time."""
        return self.stage is core.Stage.BROKEN

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What a delegation may send now: beside a text that is not adopted nothing is stated."""
        stated = (queries.STATEMENT,) if self.is_broken else ()
        return [(code, str(word)) for code, word in FORMS if code not in stated]


def shown(row: SilenceProcedure, at: datetime) -> Shown:
    """A silence, read with its rows, as it stands at an instant."""
    silence = queries.silence(row, at)
    now = core.course(silence, at)
    counted = {one.id for one in core.timely(silence, at)}
    counted |= {one.id for one in core.statements_in_time(silence, at)}
    ended = core.outcome(silence, at)
    return Shown(
        row=row,
        silence=silence,
        stage=core.stage(silence, at),
        expires_at=now.expires_at,
        opened_at=core.opened_at(silence) or at,
        extensions=now.extensions,
        symbol=documents.name_of(row.revision.document, row.revision.number),
        said=tuple(Said(one, str(one.pk) in counted) for one in row.messages.all()),
        outcome=__(OUTCOMES[ended]) if ended in OUTCOMES else "",
    )


def clocks(one: Shown, own_zone: str) -> list[Clock]:
    """The expiry on the reader's clock, the forum's, each Party's seat and the clock of record."""
    language, forum = language_now(), one.row.forum
    zones = [(__("Your time"), own_zone)] if own_zone else []
    seats = parties.roster(forum).in_order(language)
    if one.row.zone not in {party.seat_zone for party in seats}:
        zones.append((__("As it was set"), one.row.zone))
    zones += [(str(party.short[language]), party.seat_zone) for party in seats]
    zones.append((__("Clock of record"), "UTC"))
    return [
        Clock(
            f"{name}, {formats.place(zone, language)}",
            formats.time_of(one.expires_at, zone, language),
            formats.full_day(one.expires_at.astimezone(formats.zone_of(zone)).date(), language),
        )
        for name, zone in zones
    ]


def halves(one: Shown, roster: Roster) -> list[Half]:
    """Who has a say, by Party, in the order of the reader's alphabet."""
    language = language_now()
    names = {code: words[language] for code, words in roster.names().items()}
    voices = one.silence.terms.entitled.voices
    return [
        Half(
            party,
            tuple(
                sorted(
                    (names.get(v.id, v.id) for v in voices if v.party == party.code),
                    key=formats.sorting_key,
                )
            ),
        )
        for party in roster.in_order(language)
    ]


def typed(at: datetime, zone: str) -> Typed:
    """An instant in the fields of a form, on the clock of a zone."""
    local = at.astimezone(zone_named(zone))
    return Typed(local.date().isoformat(), f"{local:%H:%M}")
