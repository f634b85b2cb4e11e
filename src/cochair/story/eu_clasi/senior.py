"""What is on the table of the senior officials: the items of their agenda, what is brought, what is concluded.

All of it is invented.
"""

from cochair.features.agendas import actions as agendas
from cochair.features.agendas import queries
from cochair.features.registers import actions as registers
from cochair.story.eu_clasi.forum import SENIOR, meeting
from cochair.story.eu_clasi.sitting import Sitting
from cochair.story.events import Stage

SECRETARIAT = "secretariat"
BOTH = ("lt", "do")
PAGE = f"meetings/{SENIOR}/"
SITTING = Sitting(SENIOR, BOTH, "lt")
# By the function that each item serves: its title in three languages, and how many minutes it takes.
ITEMS: dict[str, tuple[str, str, str, int]] = {
    "implementation": (
        "Ways to carry out the commitments",
        "Formas de cumplir los compromisos",
        "Formas de cumprir os compromissos",
        60,
    ),
    "best_practices": (
        "Experiences and good practices",
        "Experiencias y buenas prácticas",
        "Experiências e boas práticas",
        60,
    ),
    "improvement_areas": (
        "Where operations can be improved",
        "Qué puede mejorarse en las operaciones",
        "O que pode melhorar nas operações",
        60,
    ),
    "new_areas": (
        "New areas of cooperation",
        "Nuevos ámbitos de cooperación",
        "Novas áreas de cooperação",
        60,
    ),
    "cycle_follow_up": (
        "The meetings that are still to come",
        "Las reuniones que quedan por celebrar",
        "As reuniões que faltam realizar",
        45,
    ),
    "procedures_review": (
        "Review of the working procedures",
        "Revisión de los procedimientos de trabajo",
        "Revisão dos procedimentos de trabalho",
        75,
    ),
}
# By item: how it is concluded, in three languages.
CONCLUDED: dict[str, tuple[str, str, str]] = {
    "implementation": (
        "Each commitment has an action, or somebody who says why it needs none.",
        "Cada compromiso tiene una acción, o quien explica por qué no la necesita.",
        "Cada compromisso tem uma ação, ou quem explique por que não precisa dela.",
    ),
    "best_practices": (
        "Three good practices were shown and are in the register.",
        "Se presentaron tres buenas prácticas, que constan en el registro.",
        "Foram apresentadas três boas práticas, que constam do registo.",
    ),
    "improvement_areas": (
        "Answers between contact points shall come faster.",
        "Los puntos de contacto deben responderse más rápido.",
        "Os pontos de contacto devem responder mais depressa.",
    ),
    "new_areas": (
        "Two new areas were proposed.",
        "Se propusieron dos ámbitos nuevos.",
        "Foram propostas duas áreas novas.",
    ),
    "cycle_follow_up": (
        "The institutional meeting is on 9 November 2027 in Athens; nothing else is open in this cycle.",
        "La reunión institucional será el 9 de noviembre de 2027 en Atenas; no queda nada más en este ciclo.",
        "A reunião institucional é a 9 de novembro de 2027 em Atenas; nada mais falta neste ciclo.",
    ),
    "procedures_review": (
        "Version 1.1 is left to a silence until 28 May.",
        "La versión 1.1 queda sujeta a un silencio hasta el 28 de mayo.",
        "A versão 1.1 fica sujeita a um silêncio até 28 de maio.",
    ),
}
LANGUAGES = ("en", "es", "pt")


def seen(stage: Stage) -> int:
    """The latest version of the agenda, as whoever writes in it has seen it."""
    return int(_latest(stage).token)


def begin_agenda(stage: Stage) -> None:
    """The provisional agenda, with one item for each function."""
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    agendas.begin_stage(found, stage="provisional", by=by, at=at)
    for tag, (*titles, minutes) in ITEMS.items():
        typed = agendas.Typed(
            title=dict(zip(LANGUAGES, titles, strict=True)),
            type="discussion",
            tags=(tag,),
            minutes=minutes,
        )
        agendas.insert_item(found, typed=typed, place=None, seen=seen(stage), by=by, at=at)


def change_minutes(stage: Stage, tag: str, minutes: int) -> None:
    """An item takes another time than was thought."""
    by, at = stage.by(SECRETARIAT)
    *titles, _before = ITEMS[tag]
    typed = agendas.Typed(
        title=dict(zip(LANGUAGES, titles, strict=True)),
        type="discussion",
        tags=(tag,),
        minutes=minutes,
    )
    found, key = meeting(stage.forum, SENIOR), key_of(stage, tag)
    agendas.change_item(found, key, typed=typed, seen=seen(stage), by=by, at=at)


def publish_agenda(stage: Stage) -> None:
    """Both publish the latest version."""
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    act = agendas.propose_publication(found, seen=seen(stage), by=by, at=at)
    stage.sign(act, *BOTH)


def key_of(stage: Stage, tag: str) -> str:
    """The key of the item that serves a function."""
    return next(one.key for one in _latest(stage).items if tag in one.tags)


def step(stage: Stage, kind: str) -> None:
    """Both open, suspend, resume or close the meeting."""
    SITTING.step(stage, kind)


def discuss(stage: Stage, tag: str) -> None:
    """An item is on the floor."""
    SITTING.discuss(stage, key_of(stage, tag))


def conclude(stage: Stage, tag: str) -> None:
    """An item is concluded, in three languages."""
    words = dict(zip(LANGUAGES, CONCLUDED[tag], strict=True))
    SITTING.conclude(stage, key_of(stage, tag), "note", words)


def bring(stage: Stage, who: str, kind: str, title: str, words: str, **more: object) -> None:
    """Somebody brings a good practice, an area to improve or a new area before the meeting."""
    by, at = stage.by(who)
    brought = registers.Brought(
        kind=kind,
        title=title,
        words=words,
        language="en",
        **more,  # type: ignore[arg-type]
    )
    registers.bring(meeting(stage.forum, SENIOR), brought, by=by, at=at)


def _latest(stage: Stage) -> queries.Version:
    found = queries.latest(queries.versions(meeting(stage.forum, SENIOR)))
    assert found is not None, "A stage has begun."
    return found
