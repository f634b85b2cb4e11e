"""Request to attend as an observer: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.calendars.queries import usual
from cochair.features.invitations.queries import begins
from cochair.features.meetings.models import ObserverAnswer, ObserverRequest
from cochair.features.meetings.queries import cycle_of
from cochair.features.meetings.titles import meeting_titles
from cochair.features.observers import queries
from cochair.features.observers.states import Standing, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Role
from cochair.features.parties.turns import signed
from cochair.kernel.kind import Handover, Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on a request to attend as an observer.
ANSWER = _("Answer the request of {o}: {m}")
ANSWER_EARLY = _("Answer the request of {o}, already invited outside this installation")
INVITE = _("Invite the observer: {o}, {m}")
UNANSWERED = frozenset({State.SUBMITTED, State.HALF_AGREED, State.INVITED_EARLY})


def turns(row: ObserverRequest, at: datetime) -> Iterable[Turn]:
    """Each Party answers for itself, then both invite; nobody once the meeting opened, or after a
    refusal."""
    standing = queries.standing_of(row, at)
    state = state_of(standing)
    if standing.too_late_from is not None:
        return
    if state in UNANSWERED:
        yield from _answers(row, standing, state, at)
    elif state is State.AGREED and row.pk not in queries.open_acts(row.meeting):
        where = ("meetings:observer", row.meeting.slug, str(row.pk), "#invitation")
        opening = begins(row.meeting)
        for party in standing.needed:
            yield from signed(
                party, INVITE, _names(row, at), where, opening, "rule" if opening else ""
            )


def _answers(
    row: ObserverRequest, standing: Standing, state: State, at: datetime
) -> Iterable[Turn]:
    early = state is State.INVITED_EARLY
    until, firm = usual(row.meeting, ShownBy.OBSERVERS_ANSWERED, at)
    if early:
        until = begins(row.meeting)
        firm = "rule" if until else ""
    for party in standing.needed:
        if standing.latest(party) is None:
            yield Turn(
                Role.CO_PRESIDENCY.value,
                party,
                ANSWER_EARLY if early else ANSWER,
                _names(row, at),
                until,
                firm,
                ("meetings:observer", row.meeting.slug, str(row.pk), "#answers"),
            )


def _names(row: ObserverRequest, at: datetime) -> dict[str, object]:
    book = parties.book(row.meeting.forum, at)
    return {"o": row.organisation.name, "m": meeting_titles(row.meeting, book)}


REQUEST = Kind(
    code="observer-request",
    label=_("request to attend as an observer"),
    models=(ObserverRequest, ObserverAnswer),
    find=No("Entries name its meeting instead."),
    ends_with=cycle_of,
    closed=No("Entries name its meeting instead."),
    verbs={
        "observer.applied": _("A request to attend as an observer was submitted."),
        "observer.answered": _("A Party answered a request to attend as an observer."),
        "observer.invited": _("An observer was invited."),
        "observer.invited_outside": _(
            "An invitation to an observer made outside this installation was registered."
        ),
        "observer.withdrawn": _("A request from an observer was withdrawn."),
    },
    archive=No("In no archive so far."),
    personal=(
        Person("observer_answers", _("Answers to requests of observers"), ObserverAnswer, ("account",),
               ("request__meeting__slug", "request__organisation__code", "answer", "at", "note")),
        Person("observer_requests", _("Requests to attend as observer"), ObserverRequest,
               ("submitted_by__account", "withdrawn_by__account"),
               ("meeting__slug", "organisation__code", "reason", "submitted_at", "withdrawn_at")),
    ),
    texts=(
        Texts(ObserverRequest, evidence="reason", name_nobody="sessions granted_sessions"),
        Texts(ObserverAnswer, evidence="note"),
    ),
    handover=(Handover("handover.observers", queries.handed_over),),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What was asked and answered stays as evidence."),
    turns=Turns(queries.undecided, turns),
)  # fmt: skip
