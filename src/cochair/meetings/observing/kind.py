"""Request to attend as an observer: everything that the rest of the house knows of this kind."""

from cochair.kernel.kind import Handover, Kind, No, Person, Texts, Turns
from cochair.meetings.models import ObserverAnswer, ObserverRequest
from cochair.meetings.observing import queries, turns
from cochair.meetings.queries import cycle_of
from cochair.procedure.refusal import _

REQUEST = Kind(
    code="observer-request",
    label=_("request to attend as an observer"),
    models=(ObserverRequest, ObserverAnswer),
    find=No("Entries name its meeting instead."),
    ends_with=cycle_of,
    closed=No("Entries name its meeting instead."),
    verbs={
        "observer.applied": _("A request to attend as an observer was entered."),
        "observer.answered": _("A Party answered the request of an observer."),
        "observer.invited": _("An observer was invited."),
        "observer.invited_outside": _(
            "An invitation to an observer, made elsewhere, was registered."
        ),
        "observer.withdrawn": _("The request of an observer was withdrawn."),
    },
    archive=No("In no archive so far."),
    personal=(
        Person("observer_answers", _("Answers on observers"), ObserverAnswer, ("account",),
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
    turns=Turns(queries.undecided, turns.turns),
)  # fmt: skip
