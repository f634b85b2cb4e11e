"""Decisions in the room as pages show them: where they stand, who objects, what may be declared.

`on_the_table` gives what a screen of the room shows now, `of_meeting` all of a meeting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.decisions import speakers
from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Party
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.queries import Roster
from cochair.features.room import labels, queries
from cochair.features.texts import queries as texts
from cochair.features.texts.labels import RESERVATIONS
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Stage
from cochair.procedure.consensus.stages import ON_THE_TABLE, STATE
from cochair.procedure.entitlement import Entitlement, may_speak, voice_of
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import Refusal
from cochair.procedure.text import ReservationKind
from cochair.web.localize import language_now


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: what kind it is and how it is printed, in words, whether it came late, and by
    number the paragraphs that it is on."""

    row: RoomStatement
    late: bool
    places: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return __(labels.STATEMENTS[StatementKind(self.row.kind)])

    @property
    def printed(self) -> str:
        """How it is printed, in words."""
        return __(labels.PRINTED[self.row.printed])


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection, what became of it (nothing, withdrawn, or converted at an instant), and by
    number the paragraphs that it is on."""

    row: Objection
    places: tuple[str, ...]
    # Since when its State is no member any more.
    lapsed_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it stands."""
        ends = (self.row.withdrawn_at, self.row.converted_at, self.lapsed_at)
        return all(at is None for at in ends)


@dataclass(frozen=True, slots=True)
class Half:
    """One Party with those of it who have a say."""

    party: Party
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision at one instant, in the reader's language."""

    row: RoomDecision
    decision: core.Decision
    stage: Stage
    symbol: str
    objections: tuple[Raised, ...]
    statements: tuple[Said, ...]
    entitled: Entitlement

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return __(labels.STAGES[self.stage][0])

    @property
    def tone(self) -> str:
        """The tone of where it stands."""
        return labels.STAGES[self.stage][1]

    @property
    def kind(self) -> str:
        """What is decided, in words."""
        return __(labels.KINDS[self.row.kind])

    @property
    def outcome(self) -> str:
        """How it ended, in a sentence; empty while it has not, or another text took its place."""
        ended = core.outcome(self.decision)
        return __(labels.OUTCOMES[ended]) if ended else ""

    @property
    def is_on_the_table(self) -> bool:
        """Whether it has been put and not been ended."""
        return self.stage in ON_THE_TABLE

    @property
    def standing(self) -> tuple[Raised, ...]:
        """The objections that stand."""
        return tuple(one for one in self.objections if one.stands)

    @property
    def put_at(self) -> datetime | None:
        """When both had put it (UTC)."""
        return core.put_at(self.decision)

    @property
    def declared_at(self) -> datetime | None:
        """When both had declared (UTC), or None."""
        return core.declared_at(self.decision)

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """The id of each paragraph and its words, as a form offers them."""
        return [(str(one["id"]), self.words_of(one["words"])) for one in self.row.paragraphs]

    @property
    def numbered(self) -> list[tuple[str, str, str]]:
        """The id of each paragraph, the number by which everybody cites it, and its words."""
        numbers = bound_texts.numbers(self.row.paragraphs)
        return [(id, numbers.get(id, ""), words) for id, words in self.paragraphs]

    def words_of(self, said: dict[str, str]) -> str:
        """The words of a paragraph in the reader's language, or in one that there is."""
        return said.get(language_now()) or next(iter(said.values()), "")


@dataclass(frozen=True, slots=True)
class Own:
    """What a reader may do as a delegation, or the refusal that says why not."""

    refusal: Refusal | None
    objection: Raised | None
    speaks: bool
    objects: bool
    states: bool


def shown(row: RoomDecision, at: datetime) -> Shown:
    """A decision, read with its rows, as it stands at an instant; one query more."""
    decision = queries.decision(row, at)
    until = core.declared_at(decision) or at
    return _shown(row, decision, queries.entitled(row, until))


def listed(row: RoomDecision, at: datetime | None = None) -> Shown:
    """A decision, read with its rows, for a list: who had a say when it was put, and no query more."""
    return _shown(row, queries.decision(row, at), queries.entitled_then(row))


def _shown(row: RoomDecision, decision: core.Decision, entitled: Entitlement) -> Shown:
    lapsed = {one.id: one.lapsed_at for one in decision.objections}
    return Shown(
        row=row,
        decision=decision,
        stage=core.stage(decision),
        symbol=documents.name_of(row.document, row.terms["revision"]),
        objections=tuple(
            Raised(one, _places(row, one.paragraphs), lapsed[str(one.pk)])
            for one in row.objections.all()
        ),
        statements=tuple(
            Said(
                one,
                core.is_late(decision, queries.statement(one)),
                _places(row, one.paragraphs),
            )
            for one in row.statements.all()
        ),
        entitled=entitled,
    )


def _places(row: RoomDecision, ids: Iterable[str]) -> tuple[str, ...]:
    """The numbers of paragraphs, in the order of the text."""
    wanted = frozenset(ids)
    return tuple(
        number for id, number in bound_texts.numbers(row.paragraphs).items() if id in wanted
    )


def of_meeting(meeting: Meeting, hat: ActingOffice, at: datetime) -> list[Shown]:
    """The decisions of a meeting that a reader may see, in the order in which they were put."""
    rows = queries.visible(meeting.forum, hat, at).filter(meeting=meeting).order_by("number")
    return [listed(row, at) for row in rows]


def on_the_table(meeting: Meeting, hat: ActingOffice, at: datetime) -> list[Shown]:
    """What is put and not ended, for a screen of the room."""
    found = (one for one in of_meeting(meeting, hat, at) if one.is_on_the_table)
    return [shown(one.row, at) for one in found]


def own(one: Shown, hat: ActingOffice, at: datetime) -> Own:
    """What this reader may do with a decision as a delegation."""
    speaker, forum = speakers.speaker(hat), one.row.meeting.forum
    terms, clause = speakers.terms_of_office(forum), one.decision.clauses.consensus
    refusal = may_speak(one.entitled, speaker, at, terms, clause=clause)
    voice = voice_of(one.decision.unit, speaker).id
    mine = next((o for o in one.standing if o.row.voice == voice), None)
    speaks = refusal is None
    return Own(
        refusal=refusal,
        objection=mine if speaks else None,
        speaks=speaks,
        objects=speaks and one.is_on_the_table and mine is None,
        states=speaks
        and one.stage in STATE.starts
        and core.takes_statements(one.row.meeting.closed_at, at),
    )


def halves(one: Shown, roster: Roster) -> list[Half]:
    """Who takes part in the decision, by Party, in protocol order."""
    language = language_now()
    names = {code: said[language] for code, said in roster.names().items()}
    codes = sorted((v.id for v in one.entitled.voices), key=roster.protocol(language))
    party_of = {v.id: v.party for v in one.entitled.voices}
    return [
        Half(party, tuple(names.get(code, code) for code in codes if party_of[code] == party.code))
        for party in roster.in_order(language)
    ]


def paragraphs_of(row: RoomDecision) -> list[tuple[str, str]]:
    """The id of each paragraph that was put, and its words in a language that there is."""
    return [(str(one["id"]), next(iter(one["words"].values()), "")) for one in row.paragraphs]


def held(row: RoomDecision, hat: ActingOffice) -> list[tuple[str, str]]:
    """The reservations of a delegation on the text that was put, by id, in words; one query."""
    if row.text is None:
        return []
    places = bound_texts.numbers(row.paragraphs)
    return [
        (one.stable_id, _held(one.kind, places.get(one.paragraph, "")))
        for one in texts.held_by(row.text, hat)
    ]


def _held(kind: str, place: str) -> str:
    said = str(__(RESERVATIONS[ReservationKind(kind)]))
    where = __("on paragraph {number}").format(number=place) if place else __("on the whole text")
    return f"{said}, {where}"


def meeting_name(meeting: Meeting) -> str:
    """What a meeting is called, in the reader's language."""
    return meeting_title(meeting, parties.book(meeting.forum), language_now())
