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
from cochair.story.eu_clasi import declaration, papers, pledges
from cochair.story.eu_clasi.forum import MINISTERIAL, ZONE, meeting
from cochair.story.events import Stage, Telling

story = Telling("US-05", ZONE)
PAGE = f"documents/{declaration.PAPER}/text/"
INTERNAL = {
    "en": ("What we could give", "Paragraph 14 may be softened if the ports stay."),
    "es": ("Hasta dónde podemos ir", "El párrafo 14 es sensible para una delegación."),
}
COHERENCE = "No commitment is repeated; one week of experts falls on the same days."
EXPERTS = {"en": "Week of experts", "es": "Semana de expertos", "pt": "Semana de peritos"}


@story.event(
    "2026-09-09T16:00",
    _("Each Party writes down for itself what it could give; the other learns nothing of it."),
    who="secretariat-clasi",
    path="documents/",
)
def each_for_itself(stage: Stage) -> None:
    for who, language in (("secretariat", "en"), ("secretariat-clasi", "es")):
        title, words = INTERNAL[language]
        made = papers.entered(
            stage, "note", {language: title}, marking="internal", source=language, who=who
        )
        papers.written(stage, made, language, (title, words), who=who)


@story.event(
    "2026-09-10T10:00",
    _("The first draft of the declaration goes out in three languages, 24 paragraphs long."),
    who="secretariat",
    clauses=("II.1.functions.c",),
    path=PAGE,
)
def first_draft(stage: Stage) -> None:
    papers.entered(stage, "note", "Working note of the secretariat")
    declaration.begun(stage)


@story.event(
    "2026-09-11T10:00",
    _("A slip of the pen is mended, REV 1 goes out, and the first round is opened."),
    who="secretariat",
    path=PAGE,
)
def first_round_opened(stage: Stage) -> None:
    declaration.edited(stage, "p-24", "meet again", "will meet again", is_editorial=True)
    declaration.issued(stage, 1)
    by, at = stage.by("secretariat")
    chairs.open_round(declaration.row(stage), by=by, at=at)


@story.event(
    "2026-09-14T10:00", _("Spain proposes other words for six paragraphs."), who="es", path=PAGE
)
def spain_proposes(stage: Stage) -> None:
    declaration.proposed(stage, range(0, 11, 2), "es")


@story.event(
    "2026-09-14T10:00 America/Asuncion",
    _("Paraguay proposes other words for five paragraphs."),
    who="py",
    path=PAGE,
)
def paraguay_proposes(stage: Stage) -> None:
    declaration.proposed(stage, range(1, 11, 2), "py")


@story.event(
    "2026-09-17T10:00",
    _("Spain holds back on the whole until its parliament was heard on 2 October."),
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


@story.event(
    "2026-09-17T11:00", _("Paraguay agrees paragraph 14 ad referendum."), who="py", path=PAGE
)
def paraguay_asks_its_capital(stage: Stage) -> None:
    by, at = stage.by("py")
    actions.reserve(
        declaration.row(stage),
        core.ReservationKind.AD_REFERENDUM,
        paragraph=declaration.FOURTEEN,
        by=by,
        at=at,
    )


@story.event(
    "2026-09-17T18:00",
    _("The second preparatory meeting looks for consensus; the first round ends with 11 brackets."),
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
        note="Both said what they expect of the declaration.",
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
        title=EXPERTS,
        start=date(2026, 10, 6),
        end=date(2026, 10, 9),
        place="Bogotá",
        source="Letter of its secretariat",
        by=by,
        at=at,
    )
    rows = Commitment.objects.filter(instrument__forum=stage.forum)
    answers = {row.pk: pledges.related(row.areas) for row in rows}
    coherence.compare(stage.forum, answers, by=by, at=at)
    coherence.write_note(
        meeting(stage.forum),
        day=date(2026, 9, 24),
        text=COHERENCE,
        findings=[
            {"initiative": initiative.code, "overlap": "Same experts", "action": "Ask for a link."}
        ],
        by=by,
        at=at,
    )


@story.event(
    "2026-09-25T11:00",
    _(
        "Both co-chairs take in eight proposals and write six more paragraphs anew: 3 brackets are left."
    ),
    who="secretariat",
    path=PAGE,
)
def narrowed(stage: Stage) -> None:
    declaration.taken_in(stage, declaration.CONTESTED[len(declaration.STAYED) :])
    declaration.rewritten(stage)


@story.event("2026-09-28T11:00", _("REV 2 goes out."), who="secretariat", path=PAGE)
def second_issue(stage: Stage) -> None:
    declaration.issued(stage, 2)


@story.event(
    "2026-09-29T12:00",
    _("Spain is reminded that its reservation comes to its day."),
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


@story.event(
    "2026-10-02T17:00",
    _("Both co-chairs take in the last three proposals."),
    who="secretariat",
    path=PAGE,
)
def settled(stage: Stage) -> None:
    declaration.taken_in(stage, declaration.STAYED)


@story.event(
    "2026-10-05T11:00",
    _("REV 3 goes out without a bracket; paragraph 14 changes once more, in English."),
    who="secretariat",
    clauses=("I.2.6",),
    path=PAGE,
)
def third_issue(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    declaration.issued(stage, 3)
    declaration.edited(stage, declaration.FOURTEEN, "stolen goods", "stolen and hidden goods")
    chairs.agree(declaration.row(stage), declaration.FOURTEEN, instructed=True, by=by, at=at)


@story.event(
    "2026-10-05T12:00",
    _("The EU clears the text within itself."),
    who="ie",
    clauses=("I.2.4",),
    path=PAGE,
)
def eu_clears(stage: Stage) -> None:
    _clears(stage, "ie")


@story.event(
    "2026-10-05T11:00 America/La_Paz",
    _("CLASI clears the text within itself."),
    who="bo",
    clauses=("I.2.4",),
    path=PAGE,
)
def clasi_clears(stage: Stage) -> None:
    _clears(stage, "bo")


@story.event(
    "2026-10-07T11:00",
    _("Spanish and Portuguese follow in paragraph 14, and REV 4 goes out."),
    who="secretariat",
    clauses=("I.2.6",),
    path=PAGE,
)
def fourth_issue(stage: Stage) -> None:
    declaration.followed(stage, declaration.FOURTEEN, declaration.HIDDEN)
    declaration.issued(stage, 4)


def _clears(stage: Stage, name: str) -> None:
    by, at = stage.by(name)
    found = declaration.row(stage)
    party_private.clear(found, Cleared.GIVEN, seen=queries.digest(found), by=by, at=at)
