"""US-07: the record by silence, across time zones (23 October to 16 November 2026).

Who signs the record, and when, is the other half of the story.
"""

from cochair.decisions.models import SilenceProcedure
from cochair.decisions.silence import actions, closing, queries, receiving
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers
from cochair.story.eu_clasi.forum import ZONE
from cochair.story.events import Stage, Telling

story = Telling("US-07", ZONE)
PAPER, PAGE = "ec-min-2026-8", "documents/ec-min-2026-8/"
CLAUSE = "I.2.7"
FIRST_END, SECOND_END = "2026-11-09T17:00", "2026-11-16T17:00"
WORDS = {
    "en": ("Record of the ministerial meeting", "1. The ministers met in Brussels.",
           "2. They agreed to meet again {when}."),
    "es": ("Acta de la reunión ministerial", "1. Los ministros se reunieron en Bruselas.",
           "2. Acordaron volver a reunirse {when}."),
    "pt": ("Ata da reunião ministerial", "1. Os ministros reuniram-se em Bruxelas.",
           "2. Acordaram voltar a reunir-se {when}."),
}  # fmt: skip
FIRST = {"en": "in spring", "es": "en primavera", "pt": "na primavera"}
THEN = {"en": "within 18 months", "es": "dentro de 18 meses", "pt": "dentro de 18 meses"}
AMENDMENT = "In paragraph 2, read “within 18 months”, as was agreed."
COMMENT = "We had wished to see this earlier."


def record(when: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The record in each language, with when the ministers meet again."""
    return {
        language: tuple(line.format(when=when[language]) for line in lines)
        for language, lines in WORDS.items()
    }


@story.event(
    "2026-10-23T09:00",
    _("The draft record goes out in three languages."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def record_drafted(stage: Stage) -> None:
    titles = {language: words[0] for language, words in WORDS.items()}
    made = papers.entered(stage, "record", titles)
    for language, lines in record(FIRST).items():
        papers.written(stage, made, language, lines)
    papers.sent(stage, made)


@story.event(
    "2026-10-23T10:00",
    _("Both put the record under silence until Monday 9 November, 17:00 in Brussels."),
    who="ie",
    clauses=(CLAUSE,),
    path="decisions/1/",
)
def first_silence(stage: Stage) -> None:
    _open(stage, FIRST_END)


@story.event(
    "2026-11-09T16:40",
    _("Twenty minutes before the end Spain breaks the silence with an amendment."),
    who="es",
    clauses=(CLAUSE,),
    path="decisions/1/",
)
def spain_breaks(stage: Stage) -> None:
    by, at = stage.by("es")
    receiving.receive(
        silence(stage, 1), form="amendment", words=AMENDMENT, language="en", by=by, received_at=at
    )


@story.event(
    "2026-11-12T10:00",
    _("The record goes out again in the words that Spain asked for."),
    who="secretariat",
    path=PAGE,
)
def record_revised(stage: Stage) -> None:
    papers.reworded(stage, PAPER, "As Spain asked", record(THEN))


@story.event(
    "2026-11-12T17:00",
    _("Both open a second silence, of 96 hours."),
    who="bo",
    clauses=(CLAUSE,),
    path="decisions/2/",
)
def second_silence(stage: Stage) -> None:
    _open(stage, SECOND_END)


@story.event(
    "2026-11-16T16:50",
    _("Ireland alone asks for more time: with one key nothing moves."),
    who="ie",
    path="decisions/2/",
)
def more_time_by_one_alone(stage: Stage) -> None:
    by, at = stage.by("ie")
    act = actions.propose_extension(
        silence(stage, 2), expires_at=story.instant("2026-11-18T17:00"), by=by, at=at
    )
    stage.sign(act, "ie")


@story.event(
    "2026-11-16T17:00:01",
    _("One second after the end Paraguay objects: it is kept as a late comment."),
    who="py",
    clauses=(CLAUSE,),
    path="decisions/2/",
)
def late_by_a_second(stage: Stage) -> None:
    by, at = stage.by("py")
    _message, counts = receiving.receive(
        silence(stage, 2), form="objection", words=COMMENT, language="en", by=by, received_at=at
    )
    stage.expect(not counts, "An objection after the end counts for nothing.")


@story.event(
    "2026-11-16T17:00:02",
    _("Bolivia tries to turn the second key for more time, after the end."),
    who="bo",
    path="decisions/2/",
    is_refused=True,
)
def too_late_for_more_time(stage: Stage) -> None:
    with stage.refused():
        stage.sign(stage.open_act(queries.EXTEND), "bo")


@story.event(
    "2026-11-16T17:01:30",
    _("The grace is over: the silence is closed, and the record is adopted."),
    clauses=(CLAUSE,),
    path="decisions/2/",
)
def passed(stage: Stage) -> None:
    closing.close_due(stage.forum, stage.at)


def silence(stage: Stage, number: int) -> SilenceProcedure:
    """A silence by its number, as it stands."""
    return SilenceProcedure.objects.select_related("revision__document", "forum").get(
        forum=stage.forum, number=number
    )


def _open(stage: Stage, until: str) -> None:
    by, at = stage.by("ie")
    act = actions.propose_opening(
        papers.paper(stage, PAPER), expires_at=story.instant(until), by=by, at=at
    )
    stage.sign(act, "ie", "bo")
