"""The institutional meeting of the stories: its agenda, its papers, and who comes to it."""

from collections.abc import Mapping

from cochair.features.agendas import actions, carry_over, queries
from cochair.features.programmes.actions import Typed as Entry
from cochair.story.eu_clasi import papers
from cochair.story.eu_clasi.agenda import PROVISIONAL
from cochair.story.eu_clasi.forum import INSTITUTIONAL, meeting
from cochair.story.events import Stage

PAGE = f"meetings/{INSTITUTIONAL}/"
CHAIRS = ("gr", "do")
LISTS = {"EU_AGENCIES": ("EUROPOL", "EUROJUST"), "LA_AGENCIES": ("AMERIPOL",)}
# Kind, and hours in Athens.
SESSIONS = (("plenary", "10:00", "13:00"), ("plenary", "14:00", "16:00"))
# Who comes: a member or an organisation, and whether it is in the room or remote.
COMES: dict[str, str] = {
    "GR": "physical",
    "DO": "physical",
    "IT": "physical",
    "CO": "remote",
    "COM": "physical",
    "GSC": "physical",
    "EEAS": "physical",
    "EUROPOL": "physical",
    "AMERIPOL": "remote",
}
# Title in three languages, type, tag, minutes.
ITEMS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("What the cycle has brought", "Lo que ha traído el ciclo", "O que o ciclo trouxe",
     "discussion", "stocktaking", 90),
    ("Programme of the fifth ministerial meeting", "Programa de la quinta reunión ministerial",
     "Programa da quinta reunião ministerial", "decision", "ministerial_programme", 90),
    ("Places and days of the fourth cycle", "Lugares y fechas del cuarto ciclo",
     "Locais e datas do quarto ciclo", "discussion", "next_cycle_plan", 60),
)  # fmt: skip
AGENDA = {
    "en": ("Agenda of the institutional meeting", "1. What the cycle has brought",
           "2. Programme of the fifth ministerial meeting",
           "3. Places and days of the fourth cycle"),
    "es": ("Orden del día de la reunión institucional", "1. Lo que ha traído el ciclo",
           "2. Programa de la quinta reunión ministerial",
           "3. Lugares y fechas del cuarto ciclo"),
    "pt": ("Ordem do dia da reunião institucional", "1. O que o ciclo trouxe",
           "2. Programa da quinta reunião ministerial",
           "3. Locais e datas do quarto ciclo"),
}  # fmt: skip
HOURS = {
    "en": "The meeting opens at 10:00 in Athens.",
    "es": "La reunión empieza a las 10.00 en Atenas.",
    "pt": "A reunião começa às 10h00 em Atenas.",
}
# The programme in words: the room adopts it, and both endorse what it holds part by part.
PROGRAMME = {
    "en": ("Programme of the fifth ministerial meeting",
           "1. The ministers review progress, exchange views and adopt a declaration.",
           "2. They talk of ports, of prisons and of what crime earns.",
           "3. They have the stock-taking report and a draft declaration before them."),
    "es": ("Programa de la quinta reunión ministerial",
           "1. Los ministros examinan los avances, intercambian opiniones y adoptan una declaración.",
           "2. Hablan de los puertos, de las prisiones y de lo que gana la delincuencia.",
           "3. Tienen ante sí el informe de balance y un proyecto de declaración."),
    "pt": ("Programa da quinta reunião ministerial",
           "1. Os ministros analisam os progressos, trocam opiniões e adotam uma declaração.",
           "2. Falam dos portos, das prisões e do que a criminalidade ganha.",
           "3. Têm diante de si o relatório de balanço e um projeto de declaração."),
}  # fmt: skip


def named(en: str, es: str, pt: str) -> dict[str, str]:
    """A title in the three languages."""
    return {"en": en, "es": es, "pt": pt}


# The draft agenda, the topics and the documents of the coming meeting, part by part.
ENTRIES: tuple[tuple[str, Entry], ...] = (
    ("draft_agenda", Entry(named("Progress since 2026", "Avances desde 2026",
                                 "Progressos desde 2026"), "discussion", "review_progress")),
    ("draft_agenda", Entry(named("Exchange of views", "Intercambio de opiniones",
                                 "Troca de opiniões"), "discussion", "exchange_views")),
    ("draft_agenda", Entry(named("Joint declaration", "Declaración conjunta",
                                 "Declaração conjunta"), "decision", "final_document")),
    ("topics", Entry(named("Ports", "Puertos", "Portos"), item="e2")),
    ("topics", Entry(named("Prisons", "Prisiones", "Prisões"), item="e2")),
    ("topics", Entry(named("What crime earns", "Lo que gana la delincuencia",
                           "O que a criminalidade ganha"), item="e2")),
    ("documents", Entry(named("Stock-taking report", "Informe de balance",
                              "Relatório de balanço"), item="e1")),
    ("documents", Entry(named("Draft declaration", "Proyecto de declaración",
                              "Projeto de declaração"), item="e3")),
)  # fmt: skip


def begin_agenda(stage: Stage) -> None:
    """The provisional agenda of three items, with what earlier meetings left open on the first."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    actions.begin_stage(found, stage=PROVISIONAL, by=by, at=at)
    for en, es, pt, kind, tag, minutes in ITEMS:
        typed = actions.Typed(title=named(en, es, pt), type=kind, tags=(tag,), minutes=minutes)
        actions.insert_item(found, typed=typed, place=None, seen=seen(stage), by=by, at=at)
    place_points(stage)


def place_points(stage: Stage) -> None:
    """Each point that an earlier meeting left open is taken up where the cycle is looked at."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    for point in queries.points(found):
        if not (point.item_key or point.deferred_at or point.settled_at):
            carry_over.place_point(found, point.pk, key="i1", seen=seen(stage), by=by, at=at)


def publish_agenda(stage: Stage) -> None:
    """Both publish the latest version."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    act = actions.propose_publication(found, seen=seen(stage), by=by, at=at)
    stage.sign(act, *CHAIRS)


def seen(stage: Stage) -> int:
    """The latest version of the agenda, as whoever writes in it has seen it."""
    found = queries.latest(queries.versions(meeting(stage.forum, INSTITUTIONAL)))
    assert found is not None, "A stage has begun."
    return int(found.token)


def paper_sent(stage: Stage, kind: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """A paper of the meeting in three languages, circulated; its slug."""
    titles = {language: said[0] for language, said in words.items()}
    made = papers.entered(stage, kind, titles, meeting=INSTITUTIONAL)
    for language, said in words.items():
        papers.written(stage, made, language, said)
    papers.sent(stage, made)
    return made.slug
