"""US-04: the agenda in three languages, and who owes which (8 September to 2 October 2026)."""

from cochair.features.agendas import actions as agendas
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import agenda, papers
from cochair.story.eu_clasi.forum import ZONE, meeting
from cochair.story.events import Stage, Telling

story = Telling("US-04", ZONE)
CLAUSE = "I.2.6"
PAPER, PAGE = "ec-min-2026-3", "documents/ec-min-2026-3/"
SAID = {
    "en": ("Agenda of the ministerial meeting", "1. Organised crime: exchange of views",
           "2. Progress since the last meeting", "3. Joint declaration"),
    "es": ("Orden del día de la reunión ministerial",
           "1. Delincuencia organizada: intercambio de opiniones",
           "2. Avances desde la última reunión", "3. Declaración conjunta"),
    "pt": ("Ordem do dia da reunião ministerial",
           "1. Criminalidade organizada: troca de opiniões",
           "2. Progressos desde a última reunião", "3. Declaração conjunta"),
}  # fmt: skip
HOURS = {
    1: {"en": "The meeting opens at 10:00.", "es": "La reunión empieza a las 10.00.",
        "pt": "A reunião começa às 10h00."},
    2: {"en": "The meeting opens at 10:00 and closes at 16:30.",
        "es": "La reunión empieza a las 10.00 y termina a las 16.30.",
        "pt": "A reunião começa às 10h00 e termina às 16h30."},
}  # fmt: skip
# Two papers that went out before the agenda and are for observers as well, in three languages.
PRACTICAL = (
    ("Practical arrangements", "Disposiciones prácticas", "Disposições práticas"),
    ("Programme of the visit", "Programa de la visita", "Programa da visita"),
)
BRING = (
    "Please bring the letter of invitation.",
    "Traiga la carta de invitación.",
    "Traga a carta de convite.",
)
IDEAS = ("Ideas sobre los puertos", "Proponemos un solo punto de contacto en cada puerto.")


@story.event(
    "2026-09-04T11:00",
    _("Two practical papers go out, for observers as well."),
    who="secretariat",
    path="documents/",
)
def practical_papers_sent(stage: Stage) -> None:
    for titles in PRACTICAL:
        named = dict(zip(papers.LANGUAGES, titles, strict=True))
        made = papers.entered(stage, "note", named, marking="forum", for_observers=True)
        for place, language in enumerate(papers.LANGUAGES):
            papers.written(stage, made, language, (titles[place], BRING[place]))
        papers.sent(stage, made)


@story.event(
    "2026-09-08T09:00",
    _("Both publish the provisional agenda; as a paper it goes out in English."),
    who="ie",
    clauses=(CLAUSE, "I.2.1.a"),
    path=PAGE,
)
def agenda_in_english(stage: Stage) -> None:
    agenda.first(stage)
    titles = {language: said[0] for language, said in SAID.items()}
    made = papers.entered(stage, "agenda", titles, for_observers=True)
    papers.written(stage, made, "en", SAID["en"])
    papers.sent(stage, made)


@story.event(
    "2026-09-09T12:00",
    _("A member of CLASI sends a non-paper, in Spanish only."),
    who="secretariat",
    clauses=(CLAUSE,),
    path="documents/",
)
def non_paper_sent(stage: Stage) -> None:
    made = papers.entered(stage, "non_paper", {"es": IDEAS[0]}, originator="NONE", source="es")
    papers.written(stage, made, "es", IDEAS)
    papers.sent(stage, made)


@story.event(
    "2026-09-18T09:00",
    _("The agenda is released in Spanish."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def agenda_in_spanish(stage: Stage) -> None:
    papers.written(stage, papers.paper(stage, PAPER), "es", SAID["es"])


@story.event(
    "2026-09-24T10:00",
    _(
        "Both publish the final agenda; REV 1 goes out in English and Spanish, Portuguese by a machine."
    ),
    who="ie",
    clauses=(CLAUSE, "II.1.functions.a", "II.1.functions.b", "II.1.functions.c"),
    path=PAGE,
)
def final_agenda(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    agendas.change_item(
        meeting(stage.forum),
        "i2",
        typed=agenda.typed((*agenda.ITEMS[1][:5], 40)),
        seen=agenda.seen(stage),
        by=by,
        at=at,
    )
    agenda.publish(stage)
    made = papers.paper(stage, PAPER)
    papers.revised(stage, made, "The hour of the opening")
    for language in ("en", "es"):
        papers.written(stage, made, language, (*SAID[language], HOURS[1][language]))
    papers.sent(stage, made)
    papers.written(
        stage,
        made,
        "pt",
        (*SAID["pt"], HOURS[1]["pt"]),
        is_machine=True,
    )


@story.event(
    "2026-09-30T10:00",
    _("The Portuguese agenda is reviewed and released, two days late."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def agenda_in_portuguese(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    papers.written(stage, made, "pt", (*SAID["pt"], HOURS[1]["pt"]))


@story.event(
    "2026-10-01T10:00",
    _("REV 2 goes out in English: Spanish and Portuguese are behind, and due in 48 hours."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def second_revision(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    papers.revised(stage, made, "The hour of the end")
    papers.written(stage, made, "en", (*SAID["en"], HOURS[2]["en"]))
    papers.sent(stage, made)


@story.event(
    "2026-10-02T10:00",
    _("Both languages of REV 2 are released in time."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def second_revision_in_all(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    for language in ("es", "pt"):
        papers.written(stage, made, language, (*SAID[language], HOURS[2][language]))
