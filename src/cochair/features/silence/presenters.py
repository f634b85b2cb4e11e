"""Silences as pages show them: where they stand, until when on whose clock, who wrote what."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Party
from cochair.features.parties.queries import Roster
from cochair.features.silence import queries
from cochair.features.silence.forms import CHANNELS, FORMS
from cochair.procedure import silence as core
from cochair.procedure.outcome import Outcome
from cochair.procedure.presidency import HoldingKind, holder
from cochair.procedure.refusal import _
from cochair.web import formats, legal_time
from cochair.web.localize import language_now, translated

STAGES = {
    core.Stage.DRAFT: (_("not yet open"), "off"),
    core.Stage.RUNNING: (_("running"), "plain"),
    core.Stage.SUSPENDED: (_("procedure suspended"), "warn"),
    core.Stage.CLOSING: (_("ended, result pending"), "plain"),
    core.Stage.BROKEN: (_("silence broken: not adopted"), "bad"),
    core.Stage.PASSED: (_("ended: adopted"), "good"),
    core.Stage.WITHDRAWN: (_("procedure withdrawn"), "off"),
}
OUTCOMES = {
    Outcome.ADOPTED_BY_CONSENSUS: _(
        "Adopted by consensus: no delegation taking part in the decision objected in time."
    ),
    Outcome.ADOPTED_WITH_STATEMENTS: _("Adopted by consensus, with statements."),
    Outcome.NOT_AGREED: _(
        "Not agreed: a delegation that takes part in the decision objected, or proposed an amendment, "
        "in time."
    ),
}
SENT = dict(FORMS)
OPEN = frozenset({core.Stage.RUNNING, core.Stage.SUSPENDED, core.Stage.CLOSING})


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
class Capital:
    """The expiry on the clock of some delegations."""

    hour: str
    day: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """One Party with those of it who have a say."""

    party: Party
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A message: from whom, what it is, and whether it came in time.

    `who` is empty where the others do not read by whom it is; `is_own` says that it is the reader's.
    """

    row: Message
    counts: bool
    who: str = ""
    is_own: bool = False
    can_recognise: bool = False
    recognised_at: datetime | None = None

    @property
    def has_receipt(self) -> bool:
        """Whether this reader takes the receipt away."""
        return self.is_own or bool(self.who)

    @property
    def is_entered(self) -> bool:
        """Whether somebody else entered it in the delegation's name."""
        return self.row.arrived_at is not None

    @property
    def is_dealt_with_late(self) -> bool:
        """Whether it came before the end and was dealt with only after the closing."""
        row = self.row
        late = row.arrived_at is None and row.counted_at not in {None, row.received_at}
        return late and self.recognised_at is None

    @property
    def standing(self) -> str:
        """Whether it counts, in words."""
        if self.counts:
            return __("Received in time")
        if self.is_dealt_with_late:
            return __("Dealt with after the closing")
        return __("Sent after the end: a comment, without effect")

    @property
    def channel(self) -> str:
        """By which way it came, in words."""
        return str(dict(CHANNELS).get(self.row.channel, ""))

    @property
    def can_contest(self) -> bool:
        """Whether the reader may say whether this is what the delegation sent."""
        row = self.row
        return self.is_own and self.is_entered and row.contested_at is row.confirmed_at is None

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
    suspended_at: datetime | None = None

    @property
    def place(self) -> str:
        """The place whose hour counts, in the reader's language."""
        return formats.place(self.row.zone, language_now())

    @property
    def legal_time(self) -> str:
        """Why the end has another hour than was said, where the law of its place changed since."""
        bodies = [self.row.terms, *(more.act.body for more in self.row.extensions.all())]
        told = (str(one.get("told", "")) for one in bodies if self._ends(one))
        return legal_time.moved(next(told, ""), self.row.zone, language_now())

    def _ends(self, body: Mapping[str, object]) -> bool:
        """Whether the end that counts is the one that this act binds."""
        return datetime.fromisoformat(str(body["expires_at"])) == self.expires_at

    @property
    def consented(self) -> str:
        """The meeting that consented to the method, in the reader's language; empty for none."""
        given = self.silence.terms.mandate
        if given is None:
            return ""
        meeting = Meeting.objects.get(forum=self.row.forum, slug=given.meeting)
        return meeting_title(meeting, parties.book(self.row.forum), language_now())

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
    def is_suspended(self) -> bool:
        """Whether an outage or a doubt suspends it."""
        return self.stage is core.Stage.SUSPENDED

    @property
    def is_in_doubt(self) -> bool:
        """Whether a doubt about the ledger or the clock suspends it."""
        since = self.suspended_at
        doubts = (one for one in self.silence.outages if one.in_doubt)
        return since is not None and any(one.end is None or one.end > since for one in doubts)

    @property
    def is_open(self) -> bool:
        """Whether it runs, is suspended, or is being closed."""
        return self.stage in OPEN

    @property
    def can_begin_anew(self) -> bool:
        """Whether a revised text would be a new round."""
        return self.stage in {core.Stage.BROKEN, core.Stage.WITHDRAWN}

    @property
    def amendments(self) -> list[Said]:
        """What delegations wished to read instead, in time."""
        return [one for one in self.said if one.counts and one.row.form == core.Form.AMENDMENT]

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
    def broken_by(self) -> Said | None:
        """What broke it: the first that was written against it in time; None where nothing did."""
        against = [one for one in self.said if one.counts and one.row.form != queries.STATEMENT]
        first = min(against, key=lambda one: queries.counted(one.row), default=None)
        return first if self.is_broken else None

    @property
    def broken_at(self) -> datetime | None:
        """The instant by which that counts (UTC)."""
        first = self.broken_by
        return queries.counted(first.row) if first else None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What a delegation may send now: beside a text that is not adopted nothing is stated."""
        stated = (queries.STATEMENT,) if self.is_broken else ()
        return [(code, str(word)) for code, word in FORMS if code not in stated]


def shown(row: SilenceProcedure, at: datetime, own: str = "") -> Shown:
    """A silence, read with its rows, as it stands at an instant; `own` is the reader's voice."""
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
        said=tuple(
            Said(
                one,
                str(one.pk) in counted,
                one.voice if queries.is_named(row) or one.voice == own else "",
                one.voice == own,
                queries.may_be_recognised(one, now.expires_at),
                queries.recognised_at(one, at),
            )
            for one in row.messages.all()
        ),
        outcome=__(OUTCOMES[ended]) if ended in OUTCOMES else "",
        suspended_at=now.suspended_at,
    )


def capitals(one: Shown, roster: Roster) -> list[Capital]:
    """The expiry on the clock of every delegation with a say, those of one hour together."""
    language = language_now()
    names = {code: words[language] for code, words in roster.names().items()}
    members_of = {one.member for one in roster.memberships}
    found: dict[tuple[datetime, str, str], list[str]] = {}
    voices = (voice.id for voice in one.silence.terms.entitled.voices)
    for code in sorted(voices, key=roster.protocol(language)):
        if code in members_of:
            zone = str(roster.member(code).zone)
            local = one.expires_at.astimezone(formats.zone_of(zone))
            hour = formats.time_of(one.expires_at, zone, language)
            day = formats.full_day(local.date(), language)
            key = (local.replace(tzinfo=None), hour, day)
            found.setdefault(key, []).append(names.get(code, code))
    return [
        Capital(hour, day, tuple(members)) for (_local, hour, day), members in sorted(found.items())
    ]


def clocks(one: Shown, own_zone: str, at: datetime) -> list[Clock]:
    """The expiry on the reader's clock, the forum's, each Party's seat, that of each presidency in
    office, and the clock of record.

    A seat that is said of several Parties is no Party's own: it is called by its place alone.
    """
    language, forum = language_now(), one.row.forum
    zones = [(__("Your local time"), own_zone)] if own_zone else []
    roster = parties.roster(forum)
    seats = roster.in_order(language)
    shared = Counter(party.seat_zone for party in seats)
    if one.row.zone not in shared:
        zones.append((__("As originally set"), one.row.zone))
    for party in seats:
        alone = shared[party.seat_zone] == 1
        zones.append((str(party.short[language]) if alone else "", party.seat_zone))
    zones += _presidencies(roster, at, set(shared))
    zones.append((__("Official clock"), "UTC"))
    return [
        Clock(
            f"{name}, {formats.place(zone, language)}" if name else formats.place(zone, language),
            formats.time_of(one.expires_at, zone, language),
            formats.full_day(one.expires_at.astimezone(formats.zone_of(zone)).date(), language),
        )
        for name, zone in dict.fromkeys(zones)
    ]


def _presidencies(roster: Roster, at: datetime, seats: Container[str]) -> list[tuple[str, str]]:
    """Each Party with the State that presides it, and the clock of that State's capital."""
    language, found = language_now(), []
    for party in roster.in_order(language):
        holding = holder(roster.terms, party.code, at)
        if holding.kind is HoldingKind.HELD:
            member = roster.member(str(holding.holders[0]))
            if member.zone and member.zone not in seats:
                found.append((f"{party.short[language]} ({translated(member.name)})", member.zone))
    return found


def halves(one: Shown, roster: Roster) -> list[Half]:
    """Who takes part in the decision, by Party, in protocol order."""
    return [
        Half(party, tuple(name for name, _code in voices(one, roster, party.code)))
        for party in roster.in_order(language_now())
    ]


def voices(one: Shown, roster: Roster, party: str) -> list[tuple[str, str]]:
    """The name and the code of each delegation of a Party that takes part, in protocol order."""
    language, names = language_now(), roster.names()
    found = [v.id for v in one.silence.terms.entitled.voices if v.party == party]
    ordered = sorted(found, key=roster.protocol(language))
    return [(names[code][language] if code in names else code, code) for code in ordered]


def typed(at: datetime, zone: str) -> Typed:
    """An instant in the fields of a form, on the clock of a zone."""
    local = at.astimezone(formats.zone_of(zone))
    return Typed(local.date().isoformat(), f"{local:%H:%M}")
