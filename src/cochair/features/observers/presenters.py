"""The requests for a meeting as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.meetings.states import PREPARING, State, state_of
from cochair.features.observers import clause as judging
from cochair.features.observers import labels, queries
from cochair.features.observers.queries import Asked
from cochair.features.observers.states import OPEN_TO, Answer, Said, Step
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Party
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import Roster
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.refusal import _
from cochair.procedure.result import Outcome, Result
from cochair.web import formats
from cochair.web.code_labels import Mark
from cochair.web.localize import language_now


@dataclass(frozen=True, slots=True)
class PartyShown:
    """What one Party says of a request; `notes` only for those who may read them."""

    party: Party
    said: Said | None
    is_own: bool

    @property
    def word(self) -> str:
        """Its latest answer (an English msgid)."""
        return labels.ANSWERS[self.said.answer] if self.said else labels.NO_ANSWER

    @property
    def at(self) -> datetime | None:
        """When it was given (UTC)."""
        return self.said.at if self.said else None


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request with the answers of the Parties side by side."""

    asked: Asked
    parties: tuple[PartyShown, ...]
    act: JointAct | None = None

    @property
    def row(self) -> ObserverRequest:
        """The request."""
        return self.asked.row

    @property
    def mark(self) -> Mark:
        """How its state looks."""
        return labels.STATES[self.asked.state]

    @property
    def is_running(self) -> bool:
        """Whether something may still come of it."""
        return bool(OPEN_TO[self.asked.state])

    @property
    def missing_words(self) -> str:
        """The Parties whose agreement is missing, in the reader's language."""
        language = language_now()
        missing = set(self.asked.standing.missing)
        names = [one.party.short[language] for one in self.parties if one.party.code in missing]
        return formats.listed(names, language)

    @property
    def wants_marked(self) -> bool:
        """Whether papers marked for observers are wished for too."""
        return self.row.documents != queries.PUBLIC

    @property
    def grants_marked(self) -> bool:
        """Whether papers marked for observers are granted too."""
        return self.row.granted_documents != queries.PUBLIC

    @property
    def suggested_sessions(self) -> list[int]:
        """The sessions from which an invitation starts: those granted, else those wished for."""
        return list(self.row.granted_sessions or self.row.sessions)

    @property
    def suggested_documents(self) -> str:
        """The papers from which an invitation starts."""
        granted = self.row.invitation_act is not None
        return self.row.granted_documents if granted else self.row.documents


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history of a request: who said what, when, and a note where it is shown."""

    party: Party
    word: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class May:
    """What the hat of this reader may do with a request now."""

    # Each with what its button says, and whether it is the one that is mostly given.
    answers: tuple[tuple[str, str, bool], ...]
    invites: bool
    registers: bool
    withdraws: bool
    has_scope: bool

    @property
    def anything(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.answers) or self.invites or self.registers or self.withdraws


# The buttons: what each answer is called when one gives it.
GIVING = {
    Answer.AGREED: _("Agree to the request"),
    Answer.DECLINED: _("Decline"),
    Answer.WITHDRAWN: _("Withdraw the answer"),
}


def rows(
    found: Sequence[Asked], meeting: Meeting, hat: ActingOffice, language: str
) -> list[RequestShown]:
    """Every request, its Parties in the order of the reader's language."""
    roster, waiting = parties.roster(meeting.forum), queries.open_acts(meeting) if found else {}
    return [_shown(one, roster, hat, language, waiting.get(one.row.pk)) for one in found]


def row(found: Asked, hat: ActingOffice, language: str) -> RequestShown:
    """One request."""
    return rows([found], found.row.meeting, hat, language)[0]


def history(found: Asked, hat: ActingOffice) -> tuple[Event, ...]:
    """Every answer in its order; notes are for the co-presidencies in office and the secretariats of
    both Parties, whichever of them answered."""
    reads_notes = hat.may(Power.RECORD_FACTS)
    return tuple(
        Event(
            one.party,
            labels.ANSWERS[Answer(one.answer)],
            one.at,
            one.note if reads_notes else "",
        )
        for one in found.row.answers.all()
    )


def may(shown: RequestShown, hat: ActingOffice, at: datetime) -> May:
    """What this reader may do: what the state of the request and of the meeting leaves open."""
    steps = OPEN_TO[shown.asked.state]
    before = state_of(shown.row.meeting, at) in PREPARING
    own = next((one for one in shown.parties if one.is_own), None)
    decides = before and own is not None and hat.may(Power.DECIDE_FOR_PARTY)
    standing = shown.asked.standing
    cancelled = state_of(shown.row.meeting, at) is State.CANCELLED
    return May(
        answers=_answers(own, steps) if decides and own else (),
        invites=before
        and hat.may(Power.PROPOSE)
        and Step.INVITE in steps
        and not standing.missing
        and shown.act is None,
        registers=hat.may(Power.RECORD_FACTS) and Step.REGISTER in steps and not cancelled,
        withdraws=before and hat.may(Power.DECIDE_FOR_PARTY) and Step.WITHDRAW in steps,
        has_scope=standing.is_invited and shown.row.invitation_act is not None,
    )


def _answers(own: PartyShown, steps: frozenset[Step]) -> tuple[tuple[str, str, bool], ...]:
    """The answers that would say something new."""
    now = own.said.answer if own.said else None
    open_to = [
        (Answer.AGREED, Step.AGREE in steps and now is not Answer.AGREED),
        (Answer.DECLINED, Step.DECLINE in steps and now is not Answer.DECLINED),
        (Answer.WITHDRAWN, Step.TAKE_BACK in steps and now is not None),
    ]
    return tuple(
        (answer.value, GIVING[answer], answer is Answer.AGREED)
        for answer, is_open in open_to
        if is_open
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What the clause on observers says of a meeting, and what would cure it."""

    clause: Clause
    result: Result | None

    @property
    def can_be_departed_from(self) -> bool:
        """Whether a departure of both would change what it says."""
        return self.result is not None and self.result.outcome is Outcome.NOT_MET


def judged(meeting: Meeting, book: Book, at: datetime) -> Judged | None:
    """The clause on observers as it stands; None where the procedures have none."""
    clause = queries.clause_of(book, meeting.configuration)
    if clause is None:
        return None
    return Judged(clause, judging.result(meeting.forum, clause.id, meeting.slug, at))


def days(meeting: Meeting, book: Book, at: datetime) -> tuple[date | None, date | None]:
    """The practice dates until which one applies and is answered: civil days of the forum's zone."""
    known = queries.fact(meeting, at)
    if known is None:
        return None, None
    return queries.closes_on(book, known), queries.answers_due(book, known)


def _shown(
    found: Asked, roster: Roster, hat: ActingOffice, language: str, act: JointAct | None
) -> RequestShown:
    cells = tuple(
        PartyShown(party, found.standing.latest(party.code), party.code == hat.party)
        for party in roster.in_order(language)
        if party.code in found.standing.needed
    )
    return RequestShown(found, cells, act)
