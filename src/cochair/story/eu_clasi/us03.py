"""US-03: observers, and the agreement of both before they are invited (20 August to 6 October 2026)."""

from cochair.features.compliance import actions as compliance
from cochair.features.meetings.models import ObserverRequest
from cochair.features.observers import actions
from cochair.features.observers.states import Answer
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import words
from cochair.story.eu_clasi.forum import MINISTERIAL, ZONE, meeting
from cochair.story.events import Stage, Telling

story = Telling("US-03", ZONE)
CLAUSE = "II.1.composition.c"
PAGE = f"meetings/{MINISTERIAL}/observers/"


def request(stage: Stage, organisation: str) -> ObserverRequest:
    """What an organisation asked for, as it stands."""
    return ObserverRequest.objects.select_related("meeting__forum").get(
        meeting=meeting(stage.forum), organisation__code=organisation
    )


def _applies(stage: Stage, name: str) -> None:
    by, at = stage.by(name)
    actions.request_attendance(
        meeting(stage.forum),
        organisation=by.organisation,
        reason=words.told(stage, name, f"preparing.observers.{name}_asks"),
        documents="observers",
        by=by,
        at=at,
    )


def _agrees(stage: Stage, organisation: str, name: str, note: str = "") -> None:
    by, at = stage.by(name)
    actions.answer_request(
        request(stage, organisation), answer=Answer.AGREED, note=note, by=by, at=at
    )


def _invites(stage: Stage, organisation: str) -> None:
    by, at = stage.by("secretariat")
    act = actions.propose_invitation(
        request(stage, organisation), sessions=(1, 3), documents="observers", by=by, at=at
    )
    stage.sign(act, "ie", "bo")


@story.event(
    "2026-08-20T11:00",
    _("Interpol applies as an observer."),
    who="interpol",
    clauses=(CLAUSE,),
    path=PAGE,
)
def interpol_applies(stage: Stage) -> None:
    _applies(stage, "interpol")


@story.event(
    "2026-09-01T11:00",
    _("The EU agrees to the invitation of Interpol."),
    who="ie",
    clauses=(CLAUSE,),
    path=PAGE,
)
def eu_agrees_to_interpol(stage: Stage) -> None:
    _agrees(stage, "INTERPOL", "ie")


@story.event(
    "2026-09-02T10:00",
    _("The secretariat tries to invite Interpol before CLASI has agreed."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
    is_refused=True,
)
def too_early_for_interpol(stage: Stage) -> None:
    with stage.refused(CLAUSE):
        _invites(stage, "INTERPOL")


@story.event(
    "2026-09-08T16:00 UTC",
    _("CLASI agrees to the invitation of Interpol."),
    who="bo",
    clauses=(CLAUSE,),
    path=PAGE,
)
def clasi_agrees_to_interpol(stage: Stage) -> None:
    _agrees(stage, "INTERPOL", "bo")


@story.event(
    "2026-09-08T16:05 UTC",
    _("Five minutes later both co-presidencies invite Interpol to two sessions."),
    who="ie",
    clauses=(CLAUSE,),
    path=PAGE,
)
def interpol_invited(stage: Stage) -> None:
    _invites(stage, "INTERPOL")


@story.event(
    "2026-09-15T11:00",
    _("COMJIB applies as an observer, after the deadline."),
    who="comjib",
    clauses=(CLAUSE,),
    path=PAGE,
)
def comjib_applies(stage: Stage) -> None:
    _applies(stage, "comjib")


@story.event(
    "2026-09-29T11:00",
    _("The EU agrees to the invitation of COMJIB."),
    who="ie",
    clauses=(CLAUSE,),
    path=PAGE,
)
def eu_agrees_to_comjib(stage: Stage) -> None:
    _agrees(stage, "COMJIB", "ie")


@story.event(
    "2026-10-02T11:00",
    _(
        "The secretariat registers that the chair invited COMJIB by e-mail the day "
        "before, outside the system."
    ),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def comjib_invited_by_mail(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    actions.register_outside_invitation(
        request(stage, "COMJIB"), invited_at=story.instant("2026-10-01T12:00"), by=by, at=at
    )


@story.event(
    "2026-10-05T17:00",
    _("CLASI agrees to the invitation of COMJIB, after it was sent."),
    who="bo",
    clauses=(CLAUSE,),
    path=PAGE,
)
def clasi_agrees_to_comjib(stage: Stage) -> None:
    note = words.told(stage, "bo", "preparing.observers.clasi_agrees_late")
    _agrees(stage, "COMJIB", "bo", note)


@story.event(
    "2026-10-06T11:00",
    _(
        "Both co-presidencies agree on an exception to the clause for this meeting, with "
        "the reason."
    ),
    who="ie",
    clauses=(CLAUSE,),
    path="acts/",
)
def departed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    why = "preparing.observers.departure"
    act = compliance.propose_departure(
        stage.forum,
        rule=CLAUSE,
        target=("meeting", MINISTERIAL),
        reason=words.told(stage, "secretariat", why),
        reasons=words.said(why),
        by=by,
        at=at,
    )
    stage.sign(act, "ie", "bo")
