"""What stands against a step of an observer's request: values, each with its clause."""

from collections.abc import Collection, Mapping
from datetime import datetime

from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.observers import queries
from cochair.features.observers.states import Answer, Standing, State, Step, may, state_of
from cochair.features.parties.models import Organisation
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.procedure.alphabets import unprinted
from cochair.procedure.book import Book
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _
from cochair.web import localize

# What a Party's answer does to a request.
STEPS = {
    Answer.AGREED: Step.AGREE,
    Answer.DECLINED: Step.DECLINE,
    Answer.WITHDRAWN: Step.TAKE_BACK,
}
NO_SUCH_ANSWER = _("Agree, decline, or withdraw your answer.")


def admits_observers(book: Book, meeting: Meeting) -> Refusal | None:
    """Whether observers may come to a configuration at all is said by the procedures."""
    if book.configurations[meeting.configuration].observers:
        return None
    clause = queries.clause_id(book, meeting.configuration)
    return Refusal(
        clause, _("The procedures do not provide for observers at this type of meeting.")
    )


def before_opening(meeting: Meeting, at: datetime) -> Refusal | None:
    """Who observes is settled before the opening."""
    return machine.refusal("observer.change", meeting, at)


def not_cancelled(meeting: Meeting, at: datetime) -> Refusal | None:
    """Nobody is invited to a meeting that does not take place."""
    return machine.refusal("observer.register", meeting, at)


def applies(by: ActingOffice, applicant: Organisation | None) -> Refusal | None:
    """An organisation applies for itself; a secretariat enters what came by letter."""
    if applicant is None:
        return Refusal("practice", _("There is no such organisation in this forum."))
    if by.may(Power.RECORD_FACTS) or is_applicant(by, applicant):
        return None
    return Refusal("practice", _("An organisation may apply only for itself."))


def is_applicant(by: ActingOffice, organisation: Organisation) -> bool:
    """Whether a hat is the observer's office of an organisation."""
    return by.role is Role.OBSERVER and by.organisation == organisation.code


def first_request(open_request: ObserverRequest | None, invited: bool) -> Refusal | None:
    """One request at a time; who is invited already asks for nothing."""
    if invited:
        said = _("This organisation is already invited, and not as an observer.")
        return Refusal("practice", said)
    if open_request is None:
        return None
    said = _("This organisation has already applied, on {at}.")
    return Refusal("practice", said, {"at": open_request.submitted_at})


def with_reason(reason: str) -> Refusal | None:
    """Both Parties read why an observer wishes to come."""
    if has_words(reason):
        return unprinted(reason)
    return Refusal(
        "practice", _("State why the organisation wishes to attend. Both Parties can read it.")
    )


def known_documents(documents: str) -> Refusal | None:
    """Papers are public, or also those marked for observers."""
    if documents in queries.DOCUMENTS:
        return None
    return Refusal("practice", _("Select public documents, or also those marked for observers."))


def among(sessions: Collection[int], possible: Collection[int]) -> Refusal | None:
    """Sessions are named by their numbers; only those that admit observers."""
    unknown = tuple(str(one) for one in sorted(set(sessions) - set(possible)))
    if not unknown:
        return None
    said = _("Sessions that do not admit observers: {sessions}.")
    return Refusal("practice", said, {"sessions": unknown})


def answers_for_its_party(by: ActingOffice, standing: Standing, clause: str) -> Refusal | None:
    """A co-presidency in office answers, for its own Party alone."""
    if by.may(Power.DECIDE_FOR_PARTY) and by.party in standing.needed:
        return None
    return Refusal(
        clause,
        _("Only the co-presidency in office may answer a request, and only for its own Party."),
    )


def open_to(standing: Standing, step: Step) -> Refusal | None:
    """Whether a step is open in the state of the request."""
    state = state_of(standing)
    if may(state, step):
        return None
    return Refusal(
        "practice", NOT_OPEN.get(state, _("This step is no longer possible for this request."))
    )


NOT_OPEN = {
    State.WITHDRAWN: _("This request has been withdrawn."),
    State.ADMITTED: _("The observer has already been admitted."),
    State.INVITED: _("An invitation is already in force."),
    State.INVITED_EARLY: _("An invitation is already registered."),
    State.NOT_DECIDED: _(
        "Observers are decided on before the meeting opens: this request was not decided."
    ),
    State.SUBMITTED: _("There is no answer yet that could be withdrawn."),
}


def another_answer(standing: Standing, party: str, answer: Answer) -> Refusal | None:
    """The same answer twice says nothing new."""
    latest = standing.latest(party)
    if answer is Answer.WITHDRAWN:
        if latest is not None:
            return None
        return Refusal("practice", _("Your Party has no answer that could be withdrawn."))
    if latest is None or latest.answer is not answer:
        return None
    said = _("Your Party has already given this answer, on {at}.")
    return Refusal("practice", said, {"at": latest.at})


def agreed_by_all(standing: Standing, clause: str) -> Refusal | None:
    """An observer is invited only after every Party has agreed."""
    if not standing.missing:
        return None
    return Refusal(
        clause,
        _("Observers may be invited only when every Party has agreed. Still missing: {parties}."),
        {"parties": standing.missing},
    )


def another_scope(
    row: ObserverRequest, standing: Standing, scope: Mapping[str, object]
) -> Refusal | None:
    """An invitation that stands is signed again only to grant something else."""
    if not standing.is_invited or row.invitation_act is None:
        return None
    if scope != {"sessions": sorted(row.granted_sessions), "documents": row.granted_documents}:
        return None
    return Refusal("practice", _("The invitation in force already grants exactly this."))


def when_invited(row: ObserverRequest, invited_at: datetime, at: datetime) -> Refusal | None:
    """An invitation made elsewhere lies between the request and now."""
    if invited_at > at:
        return Refusal(
            "practice", _("An invitation may be registered only after it has been made.")
        )
    if invited_at < row.submitted_at:
        said = _("The invitation cannot be earlier than the request of {at}.")
        return Refusal("practice", said, {"at": row.submitted_at})
    return None


def takes_back(by: ActingOffice, row: ObserverRequest) -> Refusal | None:
    """The applicant, or a presidency in office, ends a request."""
    if by.may(Power.DECIDE_FOR_PARTY) or is_applicant(by, row.organisation):
        return None
    said = _("Only the applicant, or a co-presidency in office, may withdraw a request.")
    return Refusal("practice", said)


def in_every_language(name: Mapping[str, str], languages: Collection[str]) -> Refusal | None:
    """An organisation is named in every language, so that each reader knows it."""
    missing = tuple(code for code in languages if not name.get(code, "").strip())
    if not missing:
        return None
    said = _("Enter the name of the organisation in every language. Missing: {languages}.")
    return Refusal("practice", said, {"languages": localize.languages(missing)})


def not_known_yet(found: Organisation | None) -> Refusal | None:
    """An organisation is entered once."""
    if found is None:
        return None
    said = _("{organisation} is already one of the organisations: select it from the list.")
    return Refusal("practice", said, {"organisation": found.code})
