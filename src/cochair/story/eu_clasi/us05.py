"""US-05: the declaration is negotiated (10 September to 7 October 2026)."""

from datetime import date

from cochair.features.commitments import actions as coherence
from cochair.features.commitments.models import Commitment
from cochair.features.parties.models import Organisation
from cochair.features.preparations import actions as preparing
from cochair.features.texts import actions, chairs, party_private, queries
from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import declaration, papers, pledges, words
from cochair.story.eu_clasi.forum import MINISTERIAL, ZONE, meeting
from cochair.story.events import Stage, Telling

story = Telling("US-05", ZONE)
PAGE = f"documents/{declaration.PAPER}/text/"
# A note on the whole text stands beside its title.
TITLE = "p-1"
INTERNAL = {"secretariat": "eu", "secretariat-clasi": "clasi"}
COHERENCE = "preparing.coherence.ministerial"


@story.event(
    "2026-09-09T16:00",
    _("Each Party records internally what it could concede; the other Party cannot see this."),
    who="secretariat-clasi",
    path="documents/",
)
def each_for_itself(stage: Stage) -> None:
    for who, party in INTERNAL.items():
        papers.internal(stage, f"negotiation.internal_notes.{party}", who=who)


@story.event(
    "2026-09-10T10:00",
    _("The first draft of the declaration, with 24 paragraphs, is circulated in three languages."),
    who="secretariat",
    clauses=("II.1.functions.c",),
    path=PAGE,
)
def first_draft(stage: Stage) -> None:
    papers.drawn_up(stage, "negotiation.working_note", "note")
    declaration.begun(stage)


@story.event(
    "2026-09-11T10:00",
    _("A clerical error is corrected, REV 1 is circulated, and the first round is opened."),
    who="secretariat",
    path=PAGE,
)
def first_round_opened(stage: Stage) -> None:
    slip = words.said("declaration.last")
    declaration.edited(stage, slip["paragraph"], slip["editorial"], is_editorial=True)
    declaration.issued(stage, 1)
    by, at = stage.by("secretariat")
    chairs.open_round(declaration.row(stage), by=by, at=at)


@story.event(
    "2026-09-14T10:00", _("Spain proposes new text for six paragraphs."), who="es", path=PAGE
)
def spain_proposes(stage: Stage) -> None:
    declaration.proposed(stage, "es")


@story.event(
    "2026-09-14T10:00 America/Asuncion",
    _("Paraguay proposes new text for five paragraphs."),
    who="py",
    path=PAGE,
)
def paraguay_proposes(stage: Stage) -> None:
    declaration.proposed(stage, "py")


@story.event(
    "2026-09-17T10:00",
    _(
        "Spain enters a reservation on the whole text until its parliament has been heard, "
        "on 2 October."
    ),
    who="es",
    path=PAGE,
)
def spain_holds_back(stage: Stage) -> None:
    by, at = stage.by("es")
    actions.reserve(
        declaration.row(stage),
        core.ReservationKind.PARLIAMENTARY,
        until=date(2026, 10, 2),
        by=by,
        at=at,
    )
    declaration.noted(stage, "es", TITLE, "negotiation.reservations.spain_parliamentary")


@story.event(
    "2026-09-17T11:00", _("Paraguay agrees paragraph 9 ad referendum."), who="py", path=PAGE
)
def paraguay_asks_its_capital(stage: Stage) -> None:
    by, at = stage.by("py")
    actions.reserve(
        declaration.row(stage),
        core.ReservationKind.AD_REFERENDUM,
        paragraph=declaration.NINE,
        by=by,
        at=at,
    )
    declaration.noted(
        stage, "py", declaration.NINE, "negotiation.reservations.paraguay_ad_referendum"
    )


@story.event(
    "2026-09-17T18:00",
    _("The second preparatory meeting seeks consensus; the first round ends with 11 brackets."),
    who="secretariat",
    clauses=("II.1.meetings.b.4",),
    path=PAGE,
)
def second_preparation(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    preparing.record_preparation(
        meeting(stage.forum),
        held_at=story.instant("2026-09-17T16:00"),
        format="virtual",
        present=["EU", "CLASI"],
        topics=["consensus"],
        note=words.told(stage, "secretariat", "preparing.preparatory_meetings.ministerial_2"),
        by=by,
        at=at,
    )
    chairs.close_round(declaration.row(stage), by=by, at=at)


@story.event(
    "2026-09-24T12:00",
    _("The secretariat compares the drafts with what other initiatives do, and writes a note."),
    who="secretariat",
    clauses=("I.2.1.b",),
    path=f"meetings/{MINISTERIAL}/coherence/",
)
def coherence_noted(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    initiative = Organisation.objects.filter(forum=stage.forum, kind="initiative").order_by("code")[
        0
    ]
    coherence.add_event(
        initiative,
        title=words.said(f"{COHERENCE}.event_title"),
        start=date(2026, 10, 6),
        end=date(2026, 10, 9),
        place="Bogotá",
        source=words.told(stage, "secretariat", f"{COHERENCE}.event_source"),
        by=by,
        at=at,
    )
    rows = Commitment.objects.filter(instrument__forum=stage.forum)
    answers = {row.pk: pledges.related(row.areas) for row in rows}
    coherence.compare(stage.forum, answers, by=by, at=at)
    coherence.write_note(
        meeting(stage.forum),
        day=date(2026, 9, 24),
        text=words.told(stage, "secretariat", f"{COHERENCE}.text"),
        findings=papers.overlaps(stage, COHERENCE, initiative.code),
        by=by,
        at=at,
    )


@story.event(
    "2026-09-25T11:00",
    _(
        "Both co-chairs incorporate eight proposals and rewrite six more paragraphs. "
        "Three brackets are left."
    ),
    who="secretariat",
    path=PAGE,
)
def narrowed(stage: Stage) -> None:
    declaration.taken_in(stage, declaration.CONTESTED[len(declaration.STAYED) :])
    declaration.rewritten(stage)


@story.event("2026-09-28T11:00", _("REV 2 is circulated."), who="secretariat", path=PAGE)
def second_issue(stage: Stage) -> None:
    declaration.issued(stage, 2)


@story.event(
    "2026-09-29T12:00",
    _("Spain is reminded that the day of its reservation is near."),
    path=PAGE,
)
def spain_reminded(stage: Stage) -> None:
    """Time alone: the worker writes the letter after this event."""


@story.event("2026-10-02T11:00", _("Spain lifts its reservation."), who="es", path=PAGE)
def spain_lifts(stage: Stage) -> None:
    by, at = stage.by("es")
    (reservation,) = [
        one
        for one in declaration.now(stage).reservations
        if one.kind is core.ReservationKind.PARLIAMENTARY
    ]
    actions.lift(declaration.row(stage), reservation.id, by=by, at=at)
    declaration.noted(stage, "es", TITLE, "negotiation.reservations.spain_lifted")


@story.event(
    "2026-10-02T17:00",
    _("Both co-chairs incorporate the last three proposals."),
    who="secretariat",
    path=PAGE,
)
def settled(stage: Stage) -> None:
    declaration.taken_in(stage, declaration.STAYED)


@story.event(
    "2026-10-05T11:00",
    _("REV 3 is circulated without a bracket; paragraph 9 changes once more, in English."),
    who="secretariat",
    clauses=("I.2.6",),
    path=PAGE,
)
def third_issue(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    declaration.issued(stage, 3)
    change = declaration.of_paragraph(declaration.NINE)["last_change"]
    declaration.edited(stage, declaration.NINE, change)
    chairs.agree(declaration.row(stage), declaration.NINE, instructed=True, by=by, at=at)


@story.event(
    "2026-10-05T12:00",
    _("The EU gives its internal clearance for the text."),
    who="ie",
    clauses=("I.2.4",),
    path=PAGE,
)
def eu_clears(stage: Stage) -> None:
    _clears(stage, "ie", "eu")


@story.event(
    "2026-10-05T11:00 America/La_Paz",
    _("CLASI gives its internal clearance for the text."),
    who="bo",
    clauses=("I.2.4",),
    path=PAGE,
)
def clasi_clears(stage: Stage) -> None:
    _clears(stage, "bo", "clasi")


@story.event(
    "2026-10-07T11:00",
    _("Spanish and Portuguese follow in paragraph 9, and REV 4 is circulated."),
    who="secretariat",
    clauses=("I.2.6",),
    path=PAGE,
)
def fourth_issue(stage: Stage) -> None:
    change = declaration.of_paragraph(declaration.NINE)["last_change"]
    declaration.followed(stage, declaration.NINE, change)
    declaration.issued(stage, 4)


def _clears(stage: Stage, name: str, party: str) -> None:
    by, at = stage.by(name)
    found = declaration.row(stage)
    note = words.told(stage, name, f"negotiation.clearances.{party}")
    party_private.clear(found, Cleared.GIVEN, seen=queries.digest(found), note=note, by=by, at=at)
